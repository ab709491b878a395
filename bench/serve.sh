#!/bin/bash
# serve.sh BUILD [ARTICLES [SECONDS]]: a made-up ledger (serve.c) asked by wrk through `priscus serve`, view by view, with 8 connections, while `priscus read`
# adds made-up pages (copies.py) to it. Of each view: how long the first request
# took (the slowest of four), requests a second, 50th and 99th percentile and the longest, in milliseconds, and what failed; in the end how
# long another writer waited for its turn at most, and how many pages were read. Kept for the next time: $BENCH_LEDGER, if that names a file.
set -euo pipefail
build=${1:?usage: serve.sh BUILD [ARTICLES [SECONDS]]} articles=${2:-100000} seconds=${3:-10}
build=$(cd "$build" && pwd)
here=$(cd "$(dirname "$0")" && pwd) port=${BENCH_PORT:-7117}
work=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/serve.XXXXXX")
jobs=()
end() { for job in "${jobs[@]}"; do kill "$job" 2>/dev/null || true; done; wait; rm -rf "$work"; }
trap end EXIT

ledger=${BENCH_LEDGER:-$work/ledger.db}
[ -s "$ledger" ] || "$build/bench/bench-serve" "$ledger" "$articles" 2>/dev/null
"$build/src/priscus" serve --ledger "$ledger" --port "$port" >"$work/served" 2>&1 &
jobs+=($!)
for _ in $(seq 100); do curl -sf "127.0.0.1:$port/about.json" >/dev/null && break; sleep 0.1; done

# One line a path; wrk's threads draw from them.
one_of() { tail -n +2 | cut -d, -f1 | tr -d '\r"' | grep . | sed "s|^|/$1/|"; }
curl -s "127.0.0.1:$port/statements.csv?limit=1000" | one_of statement >"$work/statement"
curl -s "127.0.0.1:$port/positions.csv?limit=1000" | one_of position >"$work/position"
echo / >"$work/matrix"
echo /changes >"$work/changes"
echo /statements >"$work/statements"
printf '/issue/%s\n' talks ceasefire territory.cession sanctions.relief >"$work/issue"
printf '/party/%s\n' ABR CORV ELM LEV >"$work/party"
printf '/search?q=%s\n' harbour winter "river%20council" "border%20letter%20mill" >"$work/search"
cat >"$work/ask.lua" <<'L'
local paths, seed = {}, 0
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
function setup(thread) seed = seed + 1; thread:set("seed", seed) end
function init() math.randomseed(seed) end
function request() return wrk.format("GET", paths[math.random(#paths)]) end
function done(summary, latency)
    local e = summary.errors
    print(string.format("= %9.0f %8.1f %8.1f %8.1f %7d", summary.requests / summary.duration * 1e6, latency:percentile(50) / 1000,
        latency:percentile(99) / 1000, latency.max / 1000, e.connect + e.read + e.write + e.status + e.timeout))
end
L

python3 "$here/copies.py" 3000 "$work/pages" >/dev/null
(cd "$here/.." && exec "$build/src/priscus" read --ledger "$ledger" --agenda samples/world.agenda --roster samples/world.roster "$work/pages") \
    >"$work/read" 2>&1 &
reader=$!
jobs+=($reader)
# Another writer: takes its turn five times a second, and gives it back.
python3 - "$ledger" >"$work/waits" <<'P' &
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
longest = 0
while True:
    began = time.monotonic()
    while True:
        try:
            db.execute("BEGIN IMMEDIATE")
            break
        except sqlite3.OperationalError:
            time.sleep(0.002)
    longest = max(longest, time.monotonic() - began)
    db.execute("ROLLBACK")
    print(f"{longest * 1000:.0f}", flush=True)
    time.sleep(0.2)
P
jobs+=($!)

printf '%-12s %8s %9s %8s %8s %8s %7s\n' view first requests/s p50 p99 longest failed
for view in matrix issue party changes search statements statement position; do
    cold= # what nobody asked for yet is worked out while somebody waits
    [ "$(wc -l <"$work/$view")" -gt 4 ] || cold=$(while read -r path; do curl -s -o /dev/null -w '%{time_total}\n' "127.0.0.1:$port$path"; done \
        <"$work/$view" | sort -n | tail -1)
    printf '%-12s %8s' $view "${cold:+$(awk "BEGIN { printf \"%.0f\", 1000 * $cold }")}"
    PATHS=$work/$view wrk -t 2 -c 8 -d "${seconds}s" --timeout 30s -s "$work/ask.lua" "http://127.0.0.1:$port" | sed -n 's/^=//p'
done
pages=$(sqlite3 "file:$ledger?mode=ro" 'SELECT count(*) FROM page' 2>/dev/null || echo "$articles")
kill -0 $reader 2>/dev/null && still="and was at it to the end" || still="and had ended before: $(tail -1 "$work/read")"
echo "another writer waited at most $(tail -1 "$work/waits") ms; read added $((pages - articles)) pages, $still"
