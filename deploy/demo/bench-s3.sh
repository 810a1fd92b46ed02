#!/usr/bin/env bash
# The figures of a storage behind S3: a backup beside a loop of raw PUTs and beside rclone, and reading it back beside a loop of
# raw GETs. All use parts of 16 MiB, four at a time. What a JVM costs at its start is the smaller the more data there is. The
# keys are in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
# shellcheck source-path=SCRIPTDIR
# shellcheck source=bench-common.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/bench-common.sh"

size=8 rounds=3 endpoint='' bucket=backups part=16777216 senders=4
while (($#)); do
    case $1 in
        --size) size=$2 ;;
        --rounds) rounds=$2 ;;
        --s3) endpoint=$2 ;;
        --bucket) bucket=$2 ;;
        --cold) cold=yes; shift; continue ;;
        *) echo "usage: dromedary bench --s3 ENDPOINT [--bucket NAME] [--size GIB] [--rounds N] [--cold]" >&2; exit 2 ;;
    esac
    shift 2
done
: "${AWS_ACCESS_KEY_ID:?of $endpoint}" "${AWS_SECRET_ACCESS_KEY:?of $endpoint}"
prefix=bench-$RANDOM$RANDOM
export RCLONE_S3_PROVIDER=Minio RCLONE_S3_ENDPOINT=$endpoint RCLONE_S3_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID \
    RCLONE_S3_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY RCLONE_S3_CHUNK_SIZE=16M RCLONE_S3_UPLOAD_CONCURRENCY=$senders \
    RCLONE_S3_NO_CHECK_BUCKET=true RCLONE_CONFIG=/dev/null
export TIMEFORMAT='%U %S %R'

# The keys by a file: in the arguments they would be in the list of processes.
printf 'user = "%s:%s"\naws-sigv4 = "aws:amz:us-east-1:s3"\n' "$AWS_ACCESS_KEY_ID" "$AWS_SECRET_ACCESS_KEY" >"$work/curl"
printf 'header = "x-amz-content-sha256: UNSIGNED-PAYLOAD"\nsilent\nfail\n' >>"$work/curl"

# loop COUNT KEYS [ARGUMENT...]: so many requests, KEYS with a number for printf.
loop() {
    local count=$1 keys=$endpoint/$bucket/$prefix/$2
    shift 2
    for ((i = 0; i < count; i++)); do
        # The format is the argument.
        # shellcheck disable=SC2059
        printf "$keys\n" "$i"
    done | xargs -P "$senders" -I {} curl -K "$work/curl" -o /dev/null "$@" {}
}

# As many bytes as the stream has, hashed by the fastest there is.
hash_all() { seq "$count" | sed "s|.*|$work/part|" | xargs openssl dgst -sha256 >/dev/null; }

# at_work FILE COMMAND...: appends the seconds of all processors that went by with it.
at_work() {
    local file=$1 before
    before=$(busy)
    shift
    "$@"
    awk -v a="$before" -v b="$(busy)" 'BEGIN { print b - a }' >>"$file"
}

# timed FILE COMMAND...: appends user, system and elapsed seconds.
timed() {
    local file=$1
    shift
    { time "$@" >"$work/output" 2>&1; } 2>>"$file" || { tail -n 20 "$work/output" >&2; exit 1; }
}

elapsed() { tail -n 1 "$1" | cut -d ' ' -f 3; }
cpu() { awk -v gb="$(awk -v b="$bytes" 'BEGIN { print b / 1e9 }')" '{ print ($1 + $2) / gb }' "$1" | median; }
per_second() { awk -v b="$bytes" -v s="$1" 'BEGIN { printf "%.1f\n", b / s / 1e6 }'; }

# measured FILE COMMAND...: the same, and appends the peak resident memory in KiB to FILE.memory.
measured() {
    local file=$1
    shift
    : >"$work/peak"
    while [[ -e $work/peak ]]; do
        # Not there yet, or not any more.
        pgrep -f "$round/resources" | xargs -I {} sed -n 's/VmHWM:[[:space:]]*\([0-9]*\) kB/\1/p' /proc/{}/status || true
        sleep 0.1
    done >"$work/peaks" 2>/dev/null &
    local watch=$!
    timed "$file" "$@"
    rm "$work/peak"
    wait "$watch"
    sort -n "$work/peaks" | tail -n 1 >>"$file.memory"
}

# It cannot load the bundle that this names.
rclone() { env -u AWS_CA_BUNDLE rclone "$@"; }

# away [KEYS]: the disk has room for one of them at a time, and the same for each.
away() { rclone purge ":s3:$bucket/$prefix${1:+/$1}"; }

rcat() { tool | rclone rcat ":s3:$bucket/$prefix/rcat/stream"; }

product() {
    rm -rf "$round"
    secret "$round/resources" keys "AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID" "AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY"
    cluster "$round/resources" <<YAML
s3:
  type: s3
  s3: {bucket: $bucket, prefix: $prefix, region: us-east-1, endpointUrl: "$endpoint", credentialsSecret: keys}
YAML
    apply "$round/resources" PerconaServerMySQLBackup full <<YAML
clusterName: demo
storageName: s3
type: full
YAML
    chill
    measured "$work/product" "$home/dromedary" run standalone --resources "$round/resources" --once
    destination=$("$home/dromedary" get backups full --resources "$round/resources" -o yaml |
        sed -nE 's/^  destination: "?([^"]*)"?$/\1/p')
    # For a signature colons have to be escaped, and for printf percents.
    destination=${destination//:/%%3A}
    local manifest started completed
    # shellcheck disable=SC2059
    manifest=$(curl -K "$work/curl" "$(printf "$endpoint/$bucket/$prefix/${destination##*/}.manifest.json")")
    started=$(sed -nE 's/.*"started" *: *"([^"]*)".*/\1/p' <<<"$manifest")
    completed=$(sed -nE 's/.*"completed" *: *"([^"]*)".*/\1/p' <<<"$manifest")
    # Of the run, from the first look at the server to the manifest.
    rate "$bytes" "$(date -d "$started" +%s.%N)" "$(date -d "$completed" +%s.%N)" >>"$work/product-rate"
}

round=$work/round
prepare "$size"
count=$(((bytes + part - 1) / part))
head -c "$part" /dev/urandom >"$work/part"
printf '\n%-6s %12s %12s %12s %12s %12s %12s\n' round tool 'raw PUT' 'rclone rcat' dromedary 'raw GET' 'deep verify'
for ((r = 1; r <= rounds; r++)); do
    at_work "$work/hash-busy" hash_all
    at_work "$work/tool-busy" tool_alone
    at_work "$work/put-busy" timed "$work/put" loop "$count" 'raw/%d' -T "$work/part"
    per_second "$(elapsed "$work/put")" >>"$work/put-rate"
    away raw
    chill
    timed "$work/rcat" rcat
    per_second "$(elapsed "$work/rcat")" >>"$work/rcat-rate"
    away rcat
    product
    at_work "$work/get-busy" timed "$work/get" loop "$count" "${destination##*/}/part.%020d"
    per_second "$(elapsed "$work/get")" >>"$work/get-rate"
    # What it takes beside the reading is the same for both.
    timed "$work/light" "$home/dromedary" verify full --resources "$round/resources"
    measured "$work/deep" "$home/dromedary" verify full --deep --resources "$round/resources"
    per_second "$(awk -v a="$(elapsed "$work/light")" -v b="$(elapsed "$work/deep")" 'BEGIN { print b - a }')" >>"$work/deep-rate"
    printf '%-6s' "$r"
    for each in tool-alone put-rate rcat-rate product-rate get-rate deep-rate; do
        printf ' %12s' "$(tail -n 1 "$work/$each")"
    done
    echo ' MB/s'
    away
done

awk -v tool="$(median <"$work/tool-alone")" -v put="$(median <"$work/put-rate")" -v rcat="$(median <"$work/rcat-rate")" \
    -v product="$(median <"$work/product-rate")" -v get="$(median <"$work/get-rate")" -v deep="$(median <"$work/deep-rate")" \
    -v cpu="$(cpu "$work/product")" -v rcpu="$(cpu "$work/rcat")" -v gb="$bytes" \
    -v toolbusy="$(median <"$work/tool-busy")" -v putbusy="$(median <"$work/put-busy")" -v processors="$(nproc)" \
    -v getbusy="$(median <"$work/get-busy")" -v hash="$(median <"$work/hash-busy")" \
    -v memory="$(sort -n "$work/product.memory" | tail -n 1)" -v vmemory="$(sort -n "$work/deep.memory" | tail -n 1)" '
# The part of a rate that is possible where so many seconds of processors go by with all bytes.
function left(busy, rate,    most) { most = gb * processors / busy / 1e6; return most < rate ? most / rate : 1 }
BEGIN {
    least = tool < put ? tool : put
    printf "\nmedians, %.2f GB of stream\n", gb / 1e9
    printf "  backup   %.2f of the smaller of tool and raw PUTs (goal 0.90): %.1f of %.1f MB/s\n", product / least, product, least
    printf "           %.2f is what %d processors leave tool and raw PUTs, each byte hashed for manifest, signature, and by the server\n",
        left(toolbusy + putbusy + 3 * hash, least), processors
    printf "           %.2f of rclone rcat of the same stream (goal 1.00), which did %.1f MB/s\n", product / rcat, rcat
    printf "           %.1f CPU seconds a GB, tool and start of the JVM included; rclone and tool %.1f\n", cpu, rcpu
    printf "  read     %.2f of raw GETs (goal 0.90): %.1f of %.1f MB/s, each byte hashed and parsed\n", deep / get, deep, get
    printf "           %.2f is what they leave raw GETs, each byte hashed\n", left(getbusy + hash, get)
    printf "  memory   %.0f MiB in the worst backup, %.0f MiB in the worst reading (goal 256)\n", memory / 1024, vmemory / 1024
}'
