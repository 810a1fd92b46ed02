#!/usr/bin/env bash
# A full backup, two increments and two restores of a private server, by nothing but the
# product itself: every step is a resource put into a folder.
# shellcheck source-path=SCRIPTDIR
# shellcheck source=common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/common.sh"

storage='file'
if [[ ${1:-} = --storage ]]; then storage=${2:-}; fi
if [[ $# -gt 2 || $storage != @(file|s3) ]]; then
    echo "usage: dromedary demo [--storage file|s3]" >&2
    exit 2
fi
resources=$work/resources
log=$work/dromedary.log
began=$EPOCHREALTIME

say() { printf '\n\e[1m%s\e[0m\n' "$*"; }

tables() {
    sql information_schema -e "SELECT concat('\`', table_schema, '\`.\`', table_name, '\`') FROM tables
        WHERE table_schema IN ('shop', 'audit') AND table_type = 'BASE TABLE' ORDER BY 1"
}

checksums() { tables | sed 's/.*/CHECKSUM TABLE & EXTENDED;/' | sql; }

# Lets the product work until every resource has come to its end.
work_off() {
    local since=$EPOCHREALTIME
    if ! "$home/dromedary" run standalone --resources "$resources" --once >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        "$home/dromedary" get "$1" "$2" --resources "$resources" -o yaml >&2
        printf '\n%s %s did not succeed\n' "$1" "$2" >&2
        exit 1
    fi
    printf '   done in %s s\n' "$(seconds "$since")"
}

back_up() { # back_up NAME TYPE
    checksums >"$work/$1.checksums"
    apply "$resources" PerconaServerMySQLBackup "$1" <<YAML
clusterName: demo
storageName: $storage
type: $2
YAML
    work_off backups "$1"
}

restore() { # restore NAME BACKUP
    apply "$resources" PerconaServerMySQLRestore "$1" <<YAML
clusterName: demo
backupName: $2
YAML
    work_off restores "$1"
    checksums >"$work/restored.checksums"
    if ! diff "$work/$2.checksums" "$work/restored.checksums" >&2; then
        echo "the restored tables are not those of $2" >&2
        exit 1
    fi
    printf '   %s tables, every CHECKSUM TABLE ... EXTENDED as it was at %s\n' "$(wc -l <"$work/$2.checksums")" "$2"
}

# The chain as a table, from what the product says of its backups. A parent is the member one place before.
chain() {
    "$home/dromedary" get backups --resources "$resources" -o json | awk -F '"' '
        /^            "metadata": / { within = "metadata" }
        /^            "(spec|status)": / { within = "status" }
        within == "metadata" && $2 == "name" { n++; name[n] = $4 }
        within == "status" && $2 ~ /^(base|duration|type)$/ { value[n, $2] = $4 }
        within == "status" && $2 ~ /^(position|fromLsn|toLsn|size)$/ { gsub(/[^0-9]/, "", $3); value[n, $2] = $3 }
        END {
            printf "   %-11s %-12s %10s %10s %9s %9s  %s\n", "NAME", "TYPE", "FROM LSN", "TO LSN", "SIZE", "DURATION", "PARENT"
            for (i = 1; i <= n; i++) at[value[i, "base"], value[i, "position"]] = name[i]
            for (i = 1; i <= n; i++)
                printf "   %-11s %-12s %10s %10s %6.1f MB %9s  %s\n", name[i], value[i, "type"], value[i, "fromLsn"], \
                    value[i, "toLsn"], value[i, "size"] / 1e6, value[i, "duration"], at[value[i, "base"], value[i, "position"] - 1]
        }'
}

start_s3() {
    local s3mock=$home/routes/target/s3mock/s3mock.jar
    "$JAVA_HOME/bin/java" -Xmx256m -XX:TieredStopAtLevel=1 -jar "$s3mock" --server.port=0 --http.port=0 \
        --com.adobe.testing.s3mock.store.root="$work/s3" \
        --com.adobe.testing.s3mock.store.initial-buckets=backups >"$work/s3.log" 2>&1 &
    children+=($!)
    for ((i = 0; i < 300; i++)); do
        port=$(sed -n 's/.*Tomcat started on ports\? .*[^0-9]\([0-9]*\) (http).*/\1/p' "$work/s3.log")
        [[ $port ]] && return
        sleep 0.1
    done
    tail "$work/s3.log" >&2
    return 1
}

storages() {
    if [[ $storage = file ]]; then
        cat <<YAML
file:
  type: file
  options: {directory: $work/backups}
YAML
    else
        cat <<YAML
s3:
  type: s3
  s3: {bucket: backups, region: us-east-1, endpointUrl: "http://127.0.0.1:$port", credentialsSecret: demo-s3}
YAML
    fi
}

say "1. A private MariaDB server ($(mariadbd --version | sed 's/.*Ver \([^ -]*\).*/\1/')) on a socket in $work"
# Changed pages are written at once: else an increment may hold changes and still end at the LSN where it
# began, which is right but hard to read.
make_server --innodb-max-dirty-pages-pct=0 --innodb-buffer-pool-size=64M --innodb-log-file-size=16M
sql mysql <<'SQL'
CREATE DATABASE shop; CREATE DATABASE audit;
CREATE TABLE shop.customer (id INT PRIMARY KEY, name VARCHAR(80), note CHAR(128)) ENGINE=InnoDB;
CREATE TABLE shop.orders (id INT PRIMARY KEY AUTO_INCREMENT, customer INT, item VARCHAR(140), KEY (customer)) ENGINE=InnoDB;
CREATE TABLE shop.price (id INT PRIMARY KEY, cents INT) ENGINE=Aria;
CREATE TABLE audit.old_log (id INT PRIMARY KEY, line CHAR(128)) ENGINE=InnoDB;
INSERT INTO shop.customer SELECT seq, md5(seq), sha2(seq, 512) FROM seq_1_to_100000;
INSERT INTO shop.orders (customer, item) SELECT seq % 100000, sha2(seq + 7, 512) FROM seq_1_to_100000;
INSERT INTO shop.price SELECT seq, seq * 17 FROM seq_1_to_10000;
INSERT INTO audit.old_log SELECT seq, sha2(seq, 512) FROM seq_1_to_20000;
SQL
printf '   %s tables, %s of data\n' "$(tables | wc -l)" "$(du -sh "$work/data" | cut -f1)"
if [[ $storage = s3 ]]; then
    start_s3
    secret "$resources" demo-s3 AWS_ACCESS_KEY_ID=demo AWS_SECRET_ACCESS_KEY=demo-demo
    printf '   and an S3 server on port %s\n' "$port"
else
    mkdir "$work/backups"
fi
storages | cluster "$resources"

say "2. A full backup: resources/monday.yaml is put into the folder that Dromedary reads"
back_up monday full

say "3. Orders come in, prices change, a table is dropped and another made; then an increment"
sql shop <<'SQL'
INSERT INTO orders (customer, item) SELECT seq, sha2(seq + 99, 512) FROM seq_1_to_20000;
UPDATE price SET cents = cents + 1 WHERE id % 3 = 0;
DROP TABLE audit.old_log;
CREATE TABLE audit.new_log (id INT PRIMARY KEY, line CHAR(128)) ENGINE=InnoDB AS
    SELECT seq AS id, sha2(seq + 3, 512) AS line FROM seq_1_to_10000;
SQL
back_up tuesday incremental

say "4. More of it, and a second increment"
sql shop <<'SQL'
DELETE FROM orders WHERE id % 5 = 0;
UPDATE customer SET note = reverse(note) WHERE id % 10 = 0;
ALTER TABLE customer ADD COLUMN email VARCHAR(80);
INSERT INTO audit.new_log SELECT seq, sha2(seq + 4, 512) FROM seq_10001_to_20000;
SQL
back_up wednesday incremental
chain

say "5. Every order is deleted by mistake. Back to tuesday"
sql shop -e "DELETE FROM orders"
restore back-to-tuesday tuesday

say "6. And on to wednesday: the old chain is still good"
restore on-to-wednesday wednesday
"$home/dromedary" get restores --resources "$resources"

say "All as it should be, in $(seconds "$began") s; $work is removed now. What to try next"
cat <<'TEXT'
   ./dromedary demo --storage s3         the same with an S3 server
   ./dromedary test                      everything that is tested
   docs/concepts.md                      chains, what links them, what is stored
   docs/standalone.md                    the resources for a server of your own
TEXT
