#!/usr/bin/env bash
# The figures that are promised: a full backup's speed beside the tool's own, the memory of the
# JVM, and how fast it starts. The two backups take turns, so both find the same page cache.
# shellcheck source-path=SCRIPTDIR
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

size=2 rounds=3
while (($#)); do
    case $1 in
        --size) size=$2 ;;
        --rounds) rounds=$2 ;;
        *) echo "usage: dromedary bench [--size GIB] [--rounds N]" >&2; exit 2 ;;
    esac
    shift 2
done

median() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
rate() { awk -v bytes="$1" -v since="$2" -v until="$3" 'BEGIN { printf "%.1f\n", bytes / (until - since) / 1e6 }'; }

# poll SECONDS COMMAND...: until it succeeds, looking 20 times a second.
poll() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        ((SECONDS < until)) || return 1
        sleep 0.05
    done
}

# Rows of 7 KiB that do not compress, two to a page; then a clean restart, so that neither backup
# has redo of the load to copy.
fill() {
    sql mysql -e "CREATE DATABASE bench; CREATE TABLE bench.noise (id INT PRIMARY KEY AUTO_INCREMENT, noise VARBINARY(7168))"
    for ((i = 0; i < size * 8; i++)); do
        sql bench -e "INSERT INTO noise (noise) SELECT concat(random_bytes(1024), random_bytes(1024), random_bytes(1024),
            random_bytes(1024), random_bytes(1024), random_bytes(1024), random_bytes(1024)) FROM seq_1_to_16384"
    done
    "$here/server.sh" stop "$work"
    "$here/server.sh" start "$work"
}

# The tool alone, called as the product calls it.
tool() {
    rm -rf "$work/lsn"
    mariadb-backup --defaults-file="$work/backup.cnf" --backup --stream=mbstream --socket="$work/socket" \
        --datadir="$work/data" --target-dir="$work/lsn" --extra-lsndir="$work/lsn" 2>"$work/tool.log"
}

trouble() {
    tail -n 40 "$log" >&2
    echo "$1" >&2
    exit 1
}

ready() { grep -qE 'ready in [0-9]+ ms' "$log"; }
claimed() { compgen -G "$round/backups/*.owner.json" >/dev/null || sealed; }
sealed() { compgen -G "$round/backups/*.manifest.json" >/dev/null || ! kill -0 "${children[-1]}" 2>/dev/null; }

# One full backup by a fresh process. Its time is that from the claim of the destination to the
# sealed manifest: from then on the backup exists.
product() {
    local round=$work/round log=$work/round/log applied claimed sealed since=$EPOCHREALTIME
    mkdir -p "$round/backups"
    cluster "$round/resources" <<YAML
file:
  type: file
  options: {directory: $round/backups}
YAML
    "$home/dromedary" run standalone --resources "$round/resources" >"$log" 2>&1 &
    children+=($!)
    poll 60 ready || trouble "not ready after a minute"
    awk -v a="$since" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }' >>"$work/starts"
    sed -nE 's/.*ready in ([0-9]+) ms.*/\1/p' "$log" | head -n 1 >>"$work/readies"
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
    compgen -G "$round/backups/*.manifest.json" >/dev/null || trouble "there is no manifest"
    rate "$bytes" "$claimed" "$sealed" >>"$work/product"
    rate "$bytes" "$applied" "$sealed" >>"$work/product-applied"
    rm -rf "$round"
}

echo "data: $size GiB that does not compress"
make_server --innodb-buffer-pool-size=512M --innodb-log-file-size=1G --innodb-flush-log-at-trx-commit=0
printf '[client]\nuser=backup\npassword=%s\n' "$password" >"$work/backup.cnf"
fill
bytes=$(tool | wc -c) || { tail "$work/tool.log" >&2; exit 1; } # also fills the page cache, and is not measured

printf '\n%-8s %18s %18s %14s %12s\n' round 'tool to /dev/null' 'dromedary to file' 'peak resident' 'ready in'
for ((i = 1; i <= rounds; i++)); do
    sync # what the round before left to write is not this one's load
    since=$EPOCHREALTIME
    tool >/dev/null || { tail "$work/tool.log" >&2; exit 1; }
    rate "$bytes" "$since" "$EPOCHREALTIME" >>"$work/tool-alone"
    product
    printf '%-8s %13s MB/s %13s MB/s %10s MiB %9s ms\n' "$i" "$(tail -n 1 "$work/tool-alone")" "$(tail -n 1 "$work/product")" \
        "$(($(tail -n 1 "$work/memory") / 1024))" "$(tail -n 1 "$work/readies")"
done

awk -v tool="$(median <"$work/tool-alone")" -v own="$(median <"$work/product")" \
    -v applied="$(median <"$work/product-applied")" -v memory="$(sort -n "$work/memory" | tail -n 1)" \
    -v ready="$(median <"$work/readies")" -v start="$(median <"$work/starts")" -v bytes="$bytes" 'BEGIN {
    printf "\nmedians, %.2f GB of stream\n", bytes / 1e9
    printf "  speed    %.2f of the tool alone (goal 0.80): %.1f of %.1f MB/s\n", own / tool, own, tool
    printf "           %.2f from applying the resource to the sealed manifest\n", applied / tool
    printf "  memory   %.0f MiB at its peak, the worst round (goal 256)\n", memory / 1024
    printf "  start    %.1f s from the command to ready (goal 3.0); %d ms by its own clock\n", start, ready
}'
