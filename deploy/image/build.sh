#!/usr/bin/env bash
# Builds the image from what Maven has built: build.sh [NAME], by default dromedary:dev. Prints the name.
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
home=${here%/deploy/image}
target=$home/routes/target
name=${1:-dromedary:dev}
# shellcheck source-path=SCRIPTDIR
# shellcheck source=../setup.sh
. "$home/deploy/setup.sh"

[[ -d $target/lib ]] || fail "nothing is built yet" "hint: ./dromedary image"
engine=${DROMEDARY_CONTAINER_ENGINE:-}
for each in docker podman; do
    [[ -n $engine ]] || ! command -v "$each" >/dev/null || engine=$each
done
[[ -n $engine ]] || fail "there is no docker and no podman to build the image with"

# Only what goes into the image, and the jars of others by themselves, since they seldom change.
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
mkdir "$context"/{lib,app,home}
cp "$target"/lib/*.jar "$context/lib"
mv "$context"/lib/dromedary-*.jar "$context/app"
cp "$target"/dromedary-routes-*.jar "$context/app"
mkdir "$context/home/routes"
cp "$home"/routes/*.camel.yaml "$context/home/routes"
cp -r "$home/config" "$here"/{java,operator}.args "$context/home"
cp -r "$here/rehearsal" "$context"

version=$(sed -n 's/.*<version>\(.*\)<.version>.*/\1/p' "$home/pom.xml" | head -n 1)
revision=$(git -C "$home" rev-parse HEAD 2>/dev/null || echo unknown)
"$engine" build -f "$here/Dockerfile" -t "$name" \
    --label org.opencontainers.image.title=dromedary \
    --label org.opencontainers.image.description="Physical, incremental backups of MySQL, Percona Server and MariaDB" \
    --label org.opencontainers.image.version="$version" \
    --label org.opencontainers.image.revision="$revision" \
    --build-arg JDK="${DROMEDARY_JDK_IMAGE:-eclipse-temurin:25-jdk}" "$context" >&2
echo "$name"
