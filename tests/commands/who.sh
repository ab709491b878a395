# priscus who: who has it from whom
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" samples/pages || exit 1

page() { sqlite3 priscus.db "SELECT id FROM pages WHERE name LIKE '%/$1-%'"; }
statement() { sqlite3 priscus.db "SELECT id FROM statements WHERE name LIKE '%/$1-%' AND content LIKE '%$2%'"; }

it "shows whom a page cites, with the words that say so"
run who "$(page 03)"
exits 0
prints 'OPA  cites  Radio Ondrel  In an interview with Radio Ondrel'
prints 'First report known: OPA, 2031-04-15 18:42, samples/pages/03-'
prints '; independent source'

it "takes a medium that speaks for one that is cited"
run who "$(page 24)"
prints 'cites  Radio Ondrel'

it "shows from whom a statement is known, down to its speaker"
run who "$(statement 03 'bury their dead')"
exits 0
prints 'quotes  Rada Volshin'

it "takes a position for the statement that it lies in"
run who "$(sqlite3 priscus.db "SELECT id FROM positions WHERE name LIKE '%/27-%' AND words LIKE '%rejects any mediation%'")"
exits 0
prints 'quotes  Ingra Toldsen'

it "gives the same as JSON and as CSV"
run who --format json "$(page 03)"
python3 -c '
import json
who = json.load(open("out"))
assert who["reports"][0]["page"]["outlet"] == "OPA", who
assert [(s["from"], s["how"], s["to"]) for s in who["steps"]] == [("OPA", "cites", "Radio Ondrel")], who
assert who["independent"] >= 1 and who["n_reports"] == len(who["reports"]), who' 2>err || wrong "$(cat err)"
run who --format csv "$(page 03)"
[ "$(head -1 out)" = when,from,how,to,words,file,page,statement ] || wrong "$(head -1 out)"
grep -q '^2031-04-15T18:42:10,OPA,cites,Radio Ondrel,' out || wrong "$(cat out)"

it "says what it can be asked about"
run who
exits 2
run who x-1
exits 2
says 'x-1 is no identifier of a statement'
run who g-000000000000
exits 2
says 'there is no g-000000000000 in the ledger priscus.db'
run who g-ffffffffffff
exits 2
run who u-000000000000
exits 2

finish
