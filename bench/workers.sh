#!/bin/bash
# workers.sh BUILD [PAGES]: readers of one queue in PostgreSQL, on a server of its own in a temporary folder (fsync on, as it comes):
#
#   1  pages a second with 1, 2, 4 and 8 workers of one job each, beside `priscus read` into a file with 1 and 2 jobs
#   2  16 workers whose pages take 0.8 s to come, without work for the processor, as if on 16 machines: their rate beside one's sixteenfold,
#      and how long anybody waited for a turn at most; --no-link, since all are copies of one page, and the end of a run waits for the linker
#   3  200 kills of workers and 20 of the server: tests/commands/workers.sh with KILLS and CRASHES
set -euo pipefail
build=$(cd "${1:?usage: workers.sh BUILD [PAGES]}" && pwd) pages=${2:-2000}
here=$(cd "$(dirname "$0")" && pwd)
export PRISCUS=$build/src/priscus SOURCE=$(dirname "$here") PRISCUS_FAST=1 LC_ALL=C.UTF-8
work=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/workers.XXXXXX")
wrong() { echo "$1" >&2; }
. "$SOURCE/tests/commands/postgres-lib.sh"
jobs=()
end() { kill "${jobs[@]}" 2>/dev/null || true; server_stop; rm -rf "$work"; }
trap end EXIT
server_start "-c fsync=on -c max_connections=200" || { echo "$why" >&2; exit 1; }
world=(--agenda "$SOURCE/samples/world.agenda" --roster "$SOURCE/samples/world.roster")
now() { date +%s.%N; }
rate() { awk -v n="$1" -v a="$2" -v b="$3" 'BEGIN { printf "%.1f", n / (b - a) }'; }

python3 "$here/copies.py" "$pages" "$work/pages" >/dev/null
for n in 1 2; do
    a=$(now)
    "$PRISCUS" read -q "${world[@]}" --jobs $n --ledger "$work/$n.db" "$work/pages"
    echo "file, --jobs $n: $(rate "$pages" "$a" "$(now)") pages/s"
done
for n in ${WORKERS:-1 2 4 8}; do
    db=$(database "w$n")
    "$PRISCUS" enqueue -q --ledger "$db" "$work/pages"
    a=$(now)
    jobs=()
    for ((i = 0; i < n; i++)); do
        "$PRISCUS" work -q --once "${world[@]}" --jobs 1 --no-link --ledger "$db" &
        jobs+=($!)
    done
    wait "${jobs[@]}"
    b=$(now)
    echo "PostgreSQL, $n workers: $(rate "$pages" "$a" "$b") pages/s; $(sql "w$n" "SELECT count(*) FROM priscus.page") pages, $(sql "w$n" "SELECT pg_database_size('w$n') / (SELECT count(*) FROM priscus.page)") bytes a page"
done

# A server whose pages come after 0.8 s.
cat >"$work/slow.py" <<'P'
import http.server, sys, time
class Slow(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_GET(self):
        page = self.path.startswith("/page")
        if page:
            time.sleep(0.8)
        body = (open(sys.argv[1]).read().replace("<title>", "<title>%s " % self.path) if page else "").encode()
        self.send_response(200 if page else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def log_message(self, *args):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
print(server.server_port, flush=True)
server.serve_forever()
P
python3 "$work/slow.py" "$SOURCE/samples/pages/$(ls "$SOURCE/samples/pages" | grep html | head -1)" >"$work/port" &
slow=$!
until [ -s "$work/port" ]; do sleep .1; done
for n in 1 16; do
    db=$(database "s$n")
    for ((i = 0; i < 40 * n; i++)); do echo "http://127.0.0.1:$(cat "$work/port")/page$i"; done | xargs "$PRISCUS" enqueue -q --ledger "$db"
    while sleep .05; do
        sql "s$n" "SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start)), 0) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = 's$n'"
    done >"$work/waits" 2>/dev/null &
    watching=$!
    a=$(now)
    jobs=()
    for ((i = 0; i < n; i++)); do
        "$PRISCUS" work -q --once "${world[@]}" --allow-private --delay 0 --jobs 1 --no-link --ledger "$db" &
        jobs+=($!)
    done
    wait "${jobs[@]}"
    b=$(now)
    kill $watching
    wait $watching 2>/dev/null || true
    echo "slow pages, $n workers: $(rate $((40 * n)) "$a" "$b") pages/s; the longest wait for a turn that was seen: $(sort -g "$work/waits" | tail -1) s"
done
kill $slow
