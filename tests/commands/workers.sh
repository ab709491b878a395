# Many readers of one queue: nothing is lost and nothing doubled, whoever is killed.
. "${SOURCE:?}/tests/commands/lib.sh"
. "$SOURCE/tests/commands/postgres-lib.sh"
: "${KILLS:=8}" "${CRASHES:=2}" "${PAGES:=150}" # 200, 20 and 6000: bench/README.md
all=$((PAGES + 30))

if ! server_start; then
    it "reads pages out of a queue"
    skip "$why"
    finish
    exit
fi
count() { sql "$1" "SELECT count(*) FROM priscus.$2"; }
work_on() { "$PRISCUS" work "${world[@]}" --jobs 2 --ledger "$@"; }

# Everything of the record. Not in it: between which days a page without a date lies, by the pages that were placed before it.
record() { export_all "$1" | sed -E 's/, "by_story": ("[^"]*"|null)//'; }

make_articles "$PAGES" >many.jsonl
"$PRISCUS" read -q "${world[@]}" --ledger whole.db many.jsonl samples/pages || exit 1
record whole.db >whole
db=$(database queue)

it "puts pages into the queue, with what they came with"
run enqueue --ledger "$db" many.jsonl samples/pages
exits 0
says "$all pages put into the queue"
run work --status --ledger "$db"
exits 0
prints "waiting      $all"
prints 'workers      0'

it "reads what waits, and makes the record that reading it at once makes"
run work "${world[@]}" --once --ledger "$db"
exits 0
says "$all added"
record "$db" >one
cmp -s whole one || wrong "$(diff whole one | head -5 | cut -c1-200)"
for what in stories utterances changes; do
    "$PRISCUS" $what --format json --ledger "$db" >one
    "$PRISCUS" $what --format json --ledger whole.db >two
    [ "$(wc -l <one)" = "$(wc -l <two)" ] || wrong "$what: $(wc -l <one) lines, not $(wc -l <two)"
done
run verify --ledger "$db"
exits 0
run work --status --ledger "$db"
prints 'waiting      0'
prints 'in the last 5 minutes'

it "reads as much of a long page as was said when it was put in"
awk 'BEGIN { for (i = 0; i < 40000; i++) printf "The ferry came in at %d and left again.\n\n", i }' >long.txt # 1.6 MB
long=$(database long)
run enqueue -q --page-limit 2M --ledger "$long" long.txt
run work -q "${world[@]}" --once --ledger "$long"
exits 0
[ "$(sql long "SELECT length(text) > 1500000 FROM priscus.body")" = t ] || wrong "$(sql long "SELECT length(text) FROM priscus.body") characters"

it "reads a page once that is put in twice"
run enqueue -q --ledger "$db" samples/pages
run work "${world[@]}" --once --ledger "$db"
exits 0
says '30 known already'
[ "$(count queue page)" = $all ] || wrong "$(count queue page) pages"

it "sets aside what cannot be read, and says why"
printf '{"file": "no text"}\n' >bad.jsonl
run enqueue -q --ledger "$db" bad.jsonl
run work "${world[@]}" --once --ledger "$db"
exits 3
run work --status --ledger "$db"
prints 'set aside    1'
prints 'bad.jsonl:1: the JSON object has no text'
run work --again --ledger "$db"
exits 0
says '1 page waits again'
prints 'set aside    0'
run work -q "${world[@]}" --once --ledger "$db"

it "sets aside a page with which its worker ended three times, and no other"
awk 'BEGIN { for (i = 0; i < 3000; i++) printf "Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said on Thursday, and %d more. ", i }' >heavy.txt
run enqueue -q --ledger "$db" heavy.txt samples/pages/0*
makes_ill() { [ "$(sql queue "SELECT count(*) FROM priscus.queue WHERE state = 'taken' AND tries = $n AND name LIKE '%heavy%'")" = 1 ]; }
for n in 1 2 3; do
    "$PRISCUS" work -q "${world[@]}" --jobs 2 --ledger "$db" 2>/dev/null &
    worker=$!
    await makes_ill
    kill -KILL $worker
    wait $worker 2>/dev/null
done
run work "${world[@]}" --once --ledger "$db"
run work --status --ledger "$db"
prints 'waiting      0'
prints 'heavy.txt: the worker that read it ended, 3 times'
sql queue "DELETE FROM priscus.queue"

it "loses and doubles nothing when workers are killed ($KILLS times)"
db=$(database kills)
run enqueue -q --ledger "$db" many.jsonl samples/pages
exits 0
cat >killed.sh <<'END'
while [ ! -e enough ]; do "$PRISCUS" work -q --agenda samples/world.agenda --roster samples/world.roster --jobs 2 --ledger "$1" 2>/dev/null; done
END
PRISCUS=$PRISCUS bash killed.sh "$db" 2>/dev/null & one=$!
PRISCUS=$PRISCUS bash killed.sh "$db" 2>/dev/null & two=$!
for ((n = 0; n < KILLS; n++)); do
    sleep "$(awk -v s=$RANDOM 'BEGIN { print .15 + s % 60 / 100 }')"
    pkill -KILL -n -f "priscus work.*@/kills"
    # a page that was read alone three times by workers that were killed is none that killed them
    sql kills "UPDATE priscus.queue SET state = 'waiting', tries = 0 WHERE state = 'aside'"
done
touch enough
pkill -TERM -f "priscus work.*@/kills"
wait $one $two 2>/dev/null
sql kills "UPDATE priscus.queue SET state = 'waiting', tries = 0 WHERE state = 'aside'"
run work -q "${world[@]}" --once --ledger "$db"
exits 0
[ "$(count kills queue)" = 0 ] || wrong "$(count kills queue) pages still wait"
record "$db" >one
cmp -s whole one || wrong "$(diff whole one | head -5 | cut -c1-200)"
run verify --ledger "$db"
exits 0

it "goes on when the server was shut down under it ($CRASHES times)"
db=$(database crashes)
run enqueue -q --ledger "$db" many.jsonl samples/pages
rm -f enough
PRISCUS=$PRISCUS bash killed.sh "$db" 2>/dev/null & one=$!
PRISCUS=$PRISCUS bash killed.sh "$db" 2>/dev/null & two=$!
for ((n = 0; n < CRASHES; n++)); do
    sleep "$(awk -v s=$RANDOM 'BEGIN { print .4 + s % 80 / 100 }')"
    server_stop immediate
    server_start || wrong "$why"
done
touch enough
pkill -TERM -f "priscus work.*@/crashes"
wait $one $two 2>/dev/null
run work -q "${world[@]}" --once --ledger "$db"
exits 0
[ "$(count crashes queue)" = 0 ] || wrong "$(count crashes queue) pages still wait"
record "$db" >one
cmp -s whole one || wrong "$(diff whole one | head -5 | cut -c1-200)"
run verify --ledger "$db"
exits 0

it "gives its turn up when it is stopped in it, and takes it up again"
db=$(database stopped)
run enqueue -q --ledger "$db" many.jsonl
"$PRISCUS" work -q "${world[@]}" --once --ledger "$db" 2>stopped.err &
worker=$!
in_its_turn() { [ "$(count stopped page)" -gt 0 ] && [ "$(sql stopped "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 1349677923 AND objid = 1")" = 1 ] &&
    kill -STOP $worker && { sleep .2; [ "$(sql stopped "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = 'stopped'")" -gt 0 ] || { kill -CONT $worker; false; }; }; }
if await in_its_turn; then
    run amend --who ann --ledger "$db" "$(sql stopped "SELECT 'g-' || lpad(to_hex(key), 12, '0') FROM priscus.page LIMIT 1")" --note 'in between'
    exits 0
    kill -CONT $worker
fi
wait $worker
run work -q "${world[@]}" --once --ledger "$db"
[ "$(count stopped queue)" = 0 ] && [ "$(count stopped page)" = "$PAGES" ] || wrong "$(count stopped queue) wait, $(count stopped page) pages: $(cat stopped.err)"

it "works with the rights of a worker, as docs/postgresql.md gives them"
db=$(database roles)
run enqueue -q --ledger "$db" samples/pages
sed -n '/^```sql/,/^```/p' "$SOURCE/docs/postgresql.md" | grep -v '^```' >roles.sql
"$pg/psql" -h "$server" -U priscus -d roles -Xq -v ON_ERROR_STOP=1 -f roles.sql 2>err || wrong "$(cat err)"
run work -q "${world[@]}" --once --ledger "$(address roles priscus_worker)"
exits 0
[ "$(count roles page)" = 30 ] || wrong "$(count roles page) pages"
for what in positions stories changes 'search prisoners' verify; do
    run $what --ledger "$(address roles priscus_reader)"
    exits 0
done
run amend --who ann --ledger "$(address roles priscus_worker)" "$("$PRISCUS" positions --list --format csv --ledger "$db" | sed -n '3p' | cut -d, -f1)" --confirm
exits 0
"$pg/psql" -h "$server" -U priscus_worker -d roles -XAtqc "UPDATE priscus.article SET title = ''" 2>err && wrong "a worker may change the record"
says 'permission denied'

it "wants a database"
run enqueue --ledger some.db samples/pages
exits 2
says 'some.db is a file'
run work --ledger some.db
exits 2
[ ! -e some.db ] || wrong "some.db was made"

finish
