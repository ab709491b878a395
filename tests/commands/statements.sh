# priscus statements
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" plain.jsonl || exit 1

it "lists who said what, oldest first"
run statements --party VSK
exits 0
lines err 0
same out statements-party.txt

it "fits 80 columns"
COLUMNS=80 run statements --limit 12
exits 0
same out statements-80.txt

it "finds a speaker by a part of the name, capitals no matter"
run statements --speaker dresz --format csv
exits 0
[ "$(wc -l <out)" -gt 1 ] || wrong "nobody was found"
cp out first
run statements --speaker DRESZ --format csv
equal out first

it "keeps to statements on an issue"
run statements --issue ceasefire --format json
exits 0
cp out few
run statements --format json
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
few, all_ = json.load(open("few")), json.load(open("out"))
assert 0 < len(few) < len(all_), (len(few), len(all_))
ids = {s["id"] for s in all_}
assert all(s["id"] in ids for s in few)
END

it "takes no more rows than asked for"
run statements --limit 5 --format csv
lines out 6

it "says so when nothing was found"
run statements --speaker Nobody --exit-status
exits 1
lines out 0
says 'Nothing found in priscus.db.'

finish
