# shellcheck shell=bash
# What the demo and the benchmark share: a temporary folder that goes away in every case, a
# private server in it, and the resources as a user would write them.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
export home=${here%/deploy/demo}
work=$(mktemp -d "${TMPDIR:-/tmp}/dromedary.XXXXXX")
# Spool and option files of the runs, so that they go away with the rest.
export DROMEDARY_WORK_DIRECTORY=$work/runs
children=()
# What goes away in the end.
folders=("$work")

clean_up() {
    local status=$?
    trap - EXIT INT TERM
    ((${#children[@]})) && kill "${children[@]}" 2>/dev/null
    wait
    "$here/server.sh" stop "$work" || kill -9 "$(cat "$work/server.pid")"
    rm -rf "${folders[@]}"
    exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

seconds() { # seconds SINCE: tenths of a second since that $EPOCHREALTIME
    awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'
}

sql() { mariadb --no-defaults --socket="$work/socket" --user=root --batch --skip-column-names "$@"; }

# make_server [OPTION...]: an empty data directory, a running server, and the account for backups.
make_server() {
    echo "$@" >"$work/server.options"
    mariadb-install-db --no-defaults --user="$(id -un)" --datadir="$work/data" --skip-test-db \
        --auth-root-authentication-method=normal --skip-name-resolve >"$work/install.log" 2>&1 ||
        { cat "$work/install.log" >&2; return 1; }
    "$here/server.sh" start "$work"
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    sql mysql <<SQL
CREATE USER backup@localhost IDENTIFIED BY '$password';
GRANT RELOAD, PROCESS, LOCK TABLES, BINLOG MONITOR, REPLICA MONITOR ON *.* TO backup@localhost;
SQL
}

# apply FOLDER KIND NAME: a resource with the spec read from standard input. Written beside and
# renamed, because the folder is watched.
apply() {
    mkdir -p "$1"
    {
        printf 'apiVersion: ps.percona.com/v1\nkind: %s\nmetadata:\n  name: %s\nspec:\n' "$2" "$3"
        sed 's/^/  /'
    } >"$work/new.yaml"
    mv "$work/new.yaml" "$1/$3.yaml"
}

secret() { # secret FOLDER NAME KEY=VALUE...
    mkdir -p "$1"
    local file=$1/$2.yaml pair
    printf 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: %s\nstringData:\n' "$2" >"$file"
    for pair in "${@:3}"; do printf '  %s: "%s"\n' "${pair%%=*}" "${pair#*=}" >>"$file"; done
    chmod 600 "$file"
}

# cluster FOLDER: the server, and the storages it may be backed up to (standard input).
cluster() {
    secret "$1" demo-secrets "backup=$password"
    {
        cat <<YAML
secretsName: demo-secrets
mysql:
  clusterType: async
  backupUser: backup
local:
  socket: $work/socket
  dataDirectory: $work/data
  start: ["$here/server.sh", start, "$work"]
  stop: ["$here/server.sh", stop, "$work"]
backup:
  enabled: true
  storages:
YAML
        sed 's/^/    /'
    } | apply "$1" PerconaServerMySQL demo
}
