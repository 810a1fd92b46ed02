#!/usr/bin/env bash
# The figures that are promised: a full backup's speed beside the tool's own, the memory of the
# JVM, and how fast it starts. The backups take turns, so all find the same page cache, or none (--cold). The tool through
# a pipe into cat tells how much of the way to its own rate is the pipe, which is not there into
# /dev/null; the tool into a file, how much is the disk, which reads and writes at once there.
# shellcheck source-path=SCRIPTDIR
# shellcheck source=bench-common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/bench-common.sh"

size=2 rounds=3 storage=
while (($#)); do
    case $1 in
        --size) size=$2 ;;
        --rounds) rounds=$2 ;;
        --storage) storage=$2 ;;
        --cold) cold=yes; shift; continue ;;
        *) echo "usage: dromedary bench [--size GIB] [--rounds N] [--cold] [--storage FOLDER]" >&2; exit 2 ;;
    esac
    shift 2
done

# Into a file of the storage's disk, past the page cache and synced, as the storage writes its parts.
tool_to_file() {
    tool | dd of="$storage/stream" bs=16M iflag=fullblock oflag=direct conv=fsync status=none
    rm "$storage/stream"
}

tool_to_cat() { tool | cat >/dev/null; }

trouble() {
    tail -n 40 "$log" >&2
    echo "$1" >&2
    exit 1
}

ready() { grep -qE 'ready in [0-9]+ ms' "$log"; }
claimed() { compgen -G "$storage/*.owner.json" >/dev/null || sealed; }
sealed() { compgen -G "$storage/*.manifest.json" >/dev/null || ! kill -0 "${children[-1]}" 2>/dev/null; }

# One full backup by a fresh process. Its time is that from the claim of the destination to the
# sealed manifest: from then on the backup exists.
product() {
    local round=$work/round log=$work/round/log applied claimed sealed since=$EPOCHREALTIME
    mkdir -p "$round"
    cluster "$round/resources" <<YAML
file:
  type: file
  options: {directory: $storage}
YAML
    "$home/dromedary" run standalone --resources "$round/resources" >"$log" 2>&1 &
    children+=($!)
    poll 60 ready || trouble "not ready after a minute"
    awk -v a="$since" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }' >>"$work/starts"
    sed -nE 's/.*ready in ([0-9]+) ms.*/\1/p' "$log" | head -n 1 >>"$work/readies"
    chill
    applied=$EPOCHREALTIME
    apply "$round/resources" PerconaServerMySQLBackup full <<YAML
clusterName: demo
storageName: file
type: full
YAML
    poll 60 claimed || trouble "the backup did not begin"
    claimed=$EPOCHREALTIME
    poll 900 sealed || trouble "the backup did not end"
    sealed=$EPOCHREALTIME
    sed -n 's/VmHWM:[[:space:]]*\([0-9]*\) kB/\1/p' "/proc/${children[-1]}/status" >>"$work/memory" || trouble "the process is gone"
    kill "${children[-1]}"
    wait "${children[-1]}" || true
    unset 'children[-1]'
    compgen -G "$storage/*.manifest.json" >/dev/null || trouble "there is no manifest"
    rate "$bytes" "$claimed" "$sealed" >>"$work/product"
    rate "$bytes" "$applied" "$sealed" >>"$work/product-applied"
    rm -rf "$round" "${storage:?}"/*
}

# The backups go beside the data, or to a folder of another disk.
storage=$(mktemp -d -p "${storage:-$work}" dromedary.XXXXXX)
folders+=("$storage")
prepare "$size"

printf '\n%-8s %18s %14s %14s %18s %14s %12s\n' round 'tool to /dev/null' 'tool to cat' 'tool to file' 'dromedary to file' \
    'peak resident' 'ready in'
for ((i = 1; i <= rounds; i++)); do
    sync # what the round before left to write is not this one's load
    tool_alone
    chill
    since=$EPOCHREALTIME
    tool_to_cat || { tail "$work/tool.log" >&2; exit 1; }
    rate "$bytes" "$since" "$EPOCHREALTIME" >>"$work/tool-cat"
    sync
    chill
    since=$EPOCHREALTIME
    tool_to_file || { tail "$work/tool.log" >&2; exit 1; }
    rate "$bytes" "$since" "$EPOCHREALTIME" >>"$work/tool-file"
    product
    printf '%-8s %13s MB/s %9s MB/s %9s MB/s %13s MB/s %10s MiB %9s ms\n' "$i" "$(tail -n 1 "$work/tool-alone")" \
        "$(tail -n 1 "$work/tool-cat")" "$(tail -n 1 "$work/tool-file")" "$(tail -n 1 "$work/product")" \
        "$(($(tail -n 1 "$work/memory") / 1024))" "$(tail -n 1 "$work/readies")"
done

awk -v tool="$(median <"$work/tool-alone")" -v own="$(median <"$work/product")" \
    -v file="$(median <"$work/tool-file")" -v pipe="$(median <"$work/tool-cat")" \
    -v applied="$(median <"$work/product-applied")" -v memory="$(sort -n "$work/memory" | tail -n 1)" \
    -v ready="$(median <"$work/readies")" -v start="$(median <"$work/starts")" -v bytes="$bytes" 'BEGIN {
    printf "\nmedians, %.2f GB of stream\n", bytes / 1e9
    printf "  speed    %.2f of the tool alone (goal 0.80): %.1f of %.1f MB/s\n", own / tool, own, tool
    printf "           %.2f of the tool through a pipe into cat, at %.1f MB/s\n", own / pipe, pipe
    printf "           %.2f of the tool into a file of the same disk, at %.1f MB/s\n", own / file, file
    printf "           %.2f from applying the resource to the sealed manifest\n", applied / tool
    printf "  memory   %.0f MiB at its peak, the worst round (goal 256)\n", memory / 1024
    printf "  start    %.1f s from the command to ready (goal 3.0); %d ms by its own clock\n", start, ready
}'
