#!/usr/bin/env bash
# server.sh start|stop FOLDER: a private MariaDB on a socket, no port. The demo's cluster names
# this as its start and stop commands, so the restore uses it as it would use systemctl.
set -euo pipefail
PATH=$PATH:/usr/sbin
folder=$2
pid_file=$folder/server.pid

# A zombie counts as gone: in a container there may be no init that reaps it.
running() {
    local pid
    pid=$(cat "$pid_file" 2>/dev/null) && [[ -r /proc/$pid/status ]] && ! grep -q '^State:.*Z' "/proc/$pid/status"
}

start() {
    # A folder of its own for temporary tables: a server removes at its start what others have there.
    mkdir -p "$folder/tmp"
    # Detached, with no file of the caller: it must outlive who started it, and not hold its pipes.
    # shellcheck disable=SC2046  # the options have no spaces
    setsid mariadbd --no-defaults --user="$(id -un)" --datadir="$folder/data" --socket="$folder/socket" \
        --pid-file="$folder/mariadbd.pid" --tmpdir="$folder/tmp" --skip-networking --log-error="$folder/server.err" \
        $(cat "$folder/server.options" 2>/dev/null) </dev/null >/dev/null 2>&1 &
    echo $! >"$pid_file"
    for ((i = 0; i < 600; i++)); do
        if mariadb --no-defaults --socket="$folder/socket" --user=root -e 'do 1' 2>/dev/null; then
            return
        fi
        running || break
        sleep 0.1
    done
    tail -n 20 "$folder/server.err" >&2
    return 1
}

stop() {
    running || return 0
    kill "$(cat "$pid_file")"
    for ((i = 0; i < 600; i++)); do
        running || return 0
        sleep 0.1
    done
    echo "the server did not stop within a minute" >&2
    return 1
}

case $1 in
    start) running || start ;;
    stop) stop ;;
esac
