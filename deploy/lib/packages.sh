# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154
# What the scripts of deploy/ need from apt and pip. Sourced; needs `set -euo pipefail` and `root` (the repository).

# Names of Debian 12 and Ubuntu 24.04; where they differ, the names stand side by side with a bar and the first one that
# apt knows is taken. Only -dev packages are named for libraries: those are called the same on both, while the runtime
# ones are not (libcurl4 and libcurl4t64).
swift_packages=(libncurses6 libxml2 tzdata ca-certificates git)
build_packages=(g++ pkg-config libcurl4-openssl-dev libsqlite3-dev libpango1.0-dev libvips-dev libssl-dev)
font_packages=(fonts-dejavu-core fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji)
# nginx and openssl: the server and the certificates that the client's TLS tests talk to.
test_packages=(python3-venv procps 'nginx-light|nginx' openssl)
benchmark_packages=(wrk 'nginx-light|nginx' nodejs python3-venv)

# Whether one of the names in $1 (separated by bars) is installed.
is_installed() {
    local name
    for name in ${1//|/ }; do
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null) == installed ]] && return 0
    done
    return 1
}

# Prints the first of the names in $1 that apt can install; the first name when apt knows none.
installable() {
    local name
    for name in ${1//|/ }; do
        if apt-cache show --quiet=0 "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "${1%%|*}"
}

# Whether the program that a package stands for is already there from elsewhere (a newer Node, say).
is_there_already() {
    case $1 in
    g++) command -v g++ >/dev/null ;;
    git) command -v git >/dev/null ;;
    pkg-config) command -v pkg-config >/dev/null ;;
    nodejs) command -v node >/dev/null ;;
    wrk) command -v wrk >/dev/null ;;
    procps) command -v ps >/dev/null ;;
    python3-venv) python3 -c 'import ensurepip, venv' 2>/dev/null ;;
    'nginx-light|nginx') [[ -x /usr/sbin/nginx ]] ;;
    *) return 1 ;;
    esac
}

# Installs the packages named, says so first, and does not call apt when all are there. Without root it prints the one
# line to run and exits 2.
need_packages() {
    local wanted missing=()
    for wanted in "$@"; do
        is_installed "$wanted" || is_there_already "$wanted" || missing+=("$wanted")
    done
    ((${#missing[@]})) || return 0
    if ! command -v apt-get >/dev/null; then
        echo "Missing, and this system has no apt: ${missing[*]}" >&2
        exit 2
    fi
    if ((EUID != 0)); then
        local names=()
        for wanted in "${missing[@]}"; do names+=("$(installable "$wanted")"); done
        echo "Run this first, as root:" >&2
        echo "apt-get update && apt-get install -y --no-install-recommends ${names[*]}" >&2
        exit 2
    fi
    echo "Installing with apt: ${missing[*]//|*/}"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq </dev/null
    local names=()
    for wanted in "${missing[@]}"; do names+=("$(installable "$wanted")"); done
    apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "${names[@]}" </dev/null >"$root/.build/apt.log" 2>&1 || {
        tail -n 20 "$root/.build/apt.log" >&2
        exit 1
    }
}

# Makes .build/venv with the PyPI packages named (each as pip takes it), once; prints nothing when all are there.
need_python() {
    local venv=$root/.build/venv stamp
    stamp=$venv/$(printf '%s\n' "$@" | cksum | cut -d' ' -f1).done
    [[ -e $stamp ]] && return 0
    echo "Installing with pip into .build/venv: $*"
    [[ -x $venv/bin/pip ]] || python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check --no-input "$@" </dev/null
    touch "$stamp"
}

# Swift itself cannot be had from apt.
need_swift() {
    command -v swift >/dev/null && return 0
    echo "Swift 6.2 or newer is needed and not on the PATH: https://www.swift.org/install/linux/" >&2
    exit 2
}
