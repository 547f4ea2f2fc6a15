#!/bin/sh
# Parses every script of the stage as a module. Without Node.js the browser tests still run them.
set -eu
if ! command -v node >/dev/null 2>&1; then
    echo "no node: the browser tests alone check the JavaScript"
    exit 0
fi
failed=0
for script in $(find ui -name '*.js' 2>/dev/null | sort); do
    # read from standard input, because a .js file by name would not be parsed as a module
    if ! node --input-type=module --check <"$script"; then
        echo "$script does not parse" >&2
        failed=1
    fi
done
exit $failed
