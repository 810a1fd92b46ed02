# shellcheck shell=bash
# Finds what a command of ./dromedary needs, and installs what can be installed.

jvms=/usr/lib/jvm # where packages put theirs

fail() {
    printf 'dromedary: %s\n' "$@" >&2
    exit 2
}

# Feature version of the JDK or JRE in a folder, 0 when it is none. Its release file saves starting it.
java_version() {
    [[ -x $1/bin/java && -r $1/release ]] || { echo 0; return; }
    local version
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
    echo "${version:-0}"
}

# find_java PROGRAM: sets JAVA_HOME to one of 21 or newer that has this program (java, or javac to build).
find_java() {
    local on_path candidate version newest=20 found=
    on_path=$(command -v "$1" || true)
    for candidate in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}"; do
        if [[ -x $candidate/bin/$1 && $(java_version "$candidate") -ge 21 ]]; then
            export JAVA_HOME=$candidate
            return
        fi
    done
    for candidate in "$jvms"/*/; do
        version=$(java_version "${candidate%/}")
        if [[ -x $candidate/bin/$1 && $version -gt $newest ]]; then
            newest=$version found=${candidate%/}
        fi
    done
    [[ $found ]] || fail "no JDK of 21 or newer in JAVA_HOME, PATH or $jvms" \
        "Debian 13, Ubuntu 24.04: apt-get install openjdk-21-jdk-headless" \
        "Debian 12 has only 17: install Temurin 21 or newer, see https://adoptium.net/installation/linux" \
        "or unpack any JDK of 21 or newer and set JAVA_HOME to its folder"
    export JAVA_HOME=$found
}

# need PROGRAM:PACKAGE...: installs the packages of the programs that are missing.
need() {
    local pair missing=()
    for pair; do
        command -v "${pair%%:*}" >/dev/null || missing+=("${pair#*:}")
    done
    ((${#missing[@]})) || return 0
    if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
        fail "missing: ${missing[*]}" \
            "hint: sudo apt-get install --no-install-recommends ${missing[*]} (Debian's names)"
    fi
    echo "dromedary: installing ${missing[*]}" >&2
    # Slim images have no manuals, and Debian's JRE, on which Maven depends, cannot be set up without their folder.
    mkdir -p /usr/share/man/man1
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive \
        apt-get -qy install --no-install-recommends "${missing[@]}"; } >&2 || fail "apt-get failed, see above"
}

need_maven() {
    find_java javac
    need mvn:maven
    # Debian's Maven makes JDK 24 and newer print four lines of warning at each start.
    if (($(java_version "$JAVA_HOME") >= 24)); then
        export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}"
    fi
}

# The core packages hold the programs alone: no service is set up or started.
need_mariadb() {
    need mariadbd:mariadb-server-core mariadb:mariadb-client-core mariadb-backup:mariadb-backup
}
