#!/usr/bin/env bash
# pages.sh [FOLDER] - how fast pages of HTML become articles, beside three others, in one run over the same pages.
#
# FOLDER has pages of HTML; without one, the samples. bench-pages is built in build-bench/. The peers: @mozilla/readability
# on linkedom and on jsdom (npm, into a folder that is thrown away) and python3-readability (Debian); each is left out where
# it cannot be had. CPU seconds on one thread, memory warm: read the ratios.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-}
work=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/priscus-pages.XXXXXX")
trap 'rm -rf "$work"' EXIT
if [ -z "$folder" ]; then
    mkdir "$work/pages"
    cp "$here"/../samples/pages/*.html "$work/pages"
    folder=$work/pages
fi
folder=$(realpath "$folder")
cd "$here/.."
[ -d build-bench ] || meson setup build-bench --buildtype=release >/dev/null
ninja -C build-bench bench/bench-pages >/dev/null

build-bench/bench/bench-pages "$folder" 10
cp "$here/peers.mjs" "$work"
if command -v npm >/dev/null && (cd "$work" && npm install --silent --no-audit --no-fund @mozilla/readability linkedom jsdom >/dev/null 2>&1); then
    for dom in linkedom jsdom; do
        node --max-old-space-size=4096 "$work/peers.mjs" "$folder" "$dom" "${SECONDS_EACH:-20}"
    done
else
    echo "npm cannot get @mozilla/readability, linkedom and jsdom: left out"
fi
if /usr/bin/python3 -c 'import readability' 2>/dev/null; then
    /usr/bin/python3 "$here/peers.py" "$folder" "${SECONDS_EACH:-20}"
else
    echo "python3-readability is not installed: left out"
fi
