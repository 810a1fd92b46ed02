# shellcheck shell=bash
# What the benchmarks share: figures, a server with data that does not compress, and the tool alone.
# shellcheck source-path=SCRIPTDIR
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

median() { sort -n | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
rate() { awk -v bytes="$1" -v since="$2" -v until="$3" 'BEGIN { printf "%.1f\n", bytes / (until - since) / 1e6 }'; }

# Seconds that the processors of this machine were at work, whoever for.
busy() { awk '/^cpu / { print ($2 + $3 + $4 + $7 + $8) / 100 }' /proc/stat; }

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
fill() { # fill GIB
    sql mysql -e "CREATE DATABASE bench; CREATE TABLE bench.noise (id INT PRIMARY KEY AUTO_INCREMENT, noise VARBINARY(7168))"
    for ((i = 0; i < $1 * 8; i++)); do
        sql bench -e "INSERT INTO noise (noise) SELECT concat(random_bytes(1024), random_bytes(1024), random_bytes(1024),
            random_bytes(1024), random_bytes(1024), random_bytes(1024), random_bytes(1024)) FROM seq_1_to_16384"
    done
    "$here/server.sh" stop "$work"
    "$here/server.sh" start "$work"
}

# chill: with --cold nothing of the data is in memory any more, as where it is larger than that, or the server's files
# are not in the page cache (O_DIRECT, its default).
cold=
chill() {
    [[ -n $cold ]] || return 0
    sync
    echo 3 >/proc/sys/vm/drop_caches
}

# The tool alone, called as the product calls it.
tool() {
    rm -rf "$work/lsn"
    mariadb-backup --defaults-file="$work/backup.cnf" --backup --stream=mbstream --socket="$work/socket" \
        --datadir="$work/data" --target-dir="$work/lsn" --extra-lsndir="$work/lsn" 2>"$work/tool.log"
}

# prepare GIB: a filled server; sets bytes to the length of its stream.
prepare() {
    echo "data: $1 GiB that does not compress"
    make_server --innodb-buffer-pool-size=512M --innodb-log-file-size=1G --innodb-flush-log-at-trx-commit=0
    printf '[client]\nuser=backup\npassword=%s\n' "$password" >"$work/backup.cnf"
    fill "$1"
    # Also fills the page cache, and is not measured.
    bytes=$(tool | wc -c) || { tail "$work/tool.log" >&2; return 1; }
}

# tool_alone: appends its rate into nowhere to the figures of that name.
tool_alone() {
    chill
    local since=$EPOCHREALTIME
    tool >/dev/null || { tail "$work/tool.log" >&2; return 1; }
    rate "$bytes" "$since" "$EPOCHREALTIME" >>"$work/tool-alone"
}
