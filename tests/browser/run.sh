#!/usr/bin/env bash
# run.sh [PAGE...] - the pages of `priscus serve` before Chromium (README.md). It speaks TAP.
#
# SOURCE, BUILD and PRISCUS say where things are, as in tests/commands. Without Chromium, Node.js or npm everything is
# skipped; BROWSER_TESTS=required makes that a failure.
set -u
here=$(cd "$(dirname "$0")" && pwd)
SOURCE=${SOURCE:-$(cd "$here/../.." && pwd)}
BUILD=$(realpath "${BUILD:-$SOURCE/build}")
PRISCUS=$(realpath "${PRISCUS:-$BUILD/src/priscus}")
CHROMIUM=${CHROMIUM:-$(command -v chromium || command -v chromium-browser)}
work=$BUILD/browser

skip() {
    [ "${BROWSER_TESTS:-}" != required ] || { echo "not ok 1 - $1"; echo "1..1"; exit 1; }
    echo "1..0 # SKIP $1"
    exit 0
}

[ -n "$CHROMIUM" ] || skip "no chromium on this machine"
command -v node >/dev/null || skip "no nodejs on this machine"
command -v npm >/dev/null || skip "no npm on this machine"
[ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ] || skip "nodejs is older than 18"

# The two packages, once for each lock file, into the build folder.
mkdir -p "$work"
if ! cmp -s "$here/package-lock.json" "$work/installed"; then
    rm -f "$work/installed"
    cp "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$work/"
    (cd "$work" && npm ci --silent >npm.log 2>&1) || skip "npm ci did not get playwright-core and axe-core: $work/npm.log"
    cp "$here/package-lock.json" "$work/installed"
fi
export SOURCE BUILD PRISCUS CHROMIUM
exec node "$here/run.mjs" "$@"
