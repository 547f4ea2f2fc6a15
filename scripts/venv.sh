#!/bin/sh
# Makes .venv with the packages of one requirements file:  sh scripts/venv.sh requirements.txt
# Needs Python 3.11 or newer; PYTHON=/path/to/python chooses one.
set -eu
requirements=$1

# 3.13 and older have ready-made packages of everything; python3 may be newer than they are
candidates=${PYTHON:-python3.13 python3.12 python3.11 python3 python3.14 python}

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

makes_environments() {
    "$1" -c 'import venv, ensurepip' >/dev/null 2>&1
}

first_that() {
    for candidate in $candidates; do
        if is_new_enough "$candidate" && { [ "$1" = any ] || makes_environments "$candidate"; }; then
            echo "$candidate"
            return
        fi
    done
}

say() {
    printf '%s\n' "$@" >&2
}

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(first_that complete)
    if [ -z "$python" ]; then
        bare=$(first_that any)
        if [ -z "$bare" ]; then
            say "Conv Lab needs Python 3.11 or newer, and none of these is one: $candidates." \
                "Debian 12 or newer: sudo apt-get install python3-venv     macOS: brew install python@3.13" \
                "If it is installed elsewhere: make run PYTHON=/path/to/python3"
            exit 1
        fi
        version=$("$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
            say "Python $version cannot make virtual environments yet: installing python$version-venv."
            apt-get update -qq || true
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "python$version-venv" || true
        fi
        if ! makes_environments "$bare"; then
            say "Python $version is here, but its part that makes virtual environments is not:" \
                "Debian ships it as a package of its own. Run this, then try again:" \
                "    sudo apt-get install python$version-venv"
            exit 1
        fi
        python=$bare
    fi
    echo "Making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi

# not compiled: of many thousand files a few hundred are imported, and those are compiled then
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile -r "$requirements"
