#!/usr/bin/env bash
# disk.sh MEGABYTES COMMAND...: runs a command for which the disk of the temporary folder reads at most so many megabytes a
# second, and writes as many, by a control group. So a benchmark finds a disk of known speed. Needs root.
set -euo pipefail
bytes=$(($1 * 1000000)) device=$(stat -c %Hd:%Ld "${TMPDIR:-/tmp}")
shift

top=/sys/fs/cgroup
[[ ! -d $top/blkio ]] || top+=/blkio
group=$top/disk-$$
mkdir "$group"
leave() {
    echo $$ >"$top/cgroup.procs"
    rmdir "$group"
}
trap leave EXIT
if [[ -d /sys/fs/cgroup/blkio ]]; then
    echo "$device $bytes" >"$group/blkio.throttle.read_bps_device"
    echo "$device $bytes" >"$group/blkio.throttle.write_bps_device"
else
    echo +io >"$top/cgroup.subtree_control"
    echo "$device rbps=$bytes wbps=$bytes" >"$group/io.max"
fi
echo $$ >"$group/cgroup.procs"
"$@"
