#!/bin/sh
# Copies the files of Streamlit's pages to where nginx serves them from, each with its compressed
# twin:  sh deploy/static.sh .venv/bin/python /srv/convlab
# Again after every change of Streamlit's version.
set -eu
python=$1
target=$2
source=$("$python" -c 'import pathlib, streamlit; print(pathlib.Path(streamlit.__file__).parent)')
mkdir -p "$target"
rm -rf "$target/static"
cp -R "$source/static/static" "$target/static"
find "$target/static" -type f ! -name '*.woff2' -exec gzip -k -9 -n {} +
echo "$(find "$target/static" -type f | wc -l) files in $target/static"
