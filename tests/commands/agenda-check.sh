# priscus agenda check
. "${SOURCE:?}/tests/commands/lib.sh"
roster=(--roster samples/world.roster)
"$PRISCUS" read -q "${world[@]}" samples/pages plain.jsonl || exit 1

cat >fish.agenda <<'END'
agenda fish
title Fish
version 1

issue ceasefire
  for an end of the fighting
  words ceasefire; cease-fire agreement of 1911

issue whales
  for the hunting of whales
  words whale; whaling
END

it "names phrases that are never there, issues and how often a stance is taken, and stances on something else"
run agenda check fish.agenda "${roster[@]}"
exits 0
for title in 'PHRASES THAT NAME NO ISSUE' 'ISSUES, most often without a stance first' 'STANCES WITHOUT AN ISSUE'; do
    prints "$title"
done
grep -qE '^whaling +whales +words +0 +fish.agenda:11$' out || wrong "$(grep whal out)"
grep -qE '^whales +0 +0 +-$' out || wrong "$(grep whal out)"
grep -qE '^ceasefire +[0-9]+ +[1-9]' out || wrong "$(grep ceasefire out)"
says 'in priscus.db with this agenda in'

it "has a row for each phrase, issue and topic for programs"
run agenda check fish.agenda "${roster[@]}" --format json
exits 0
cp out one.json
run agenda check fish.agenda "${roster[@]}" --format csv --jobs 1
exits 0
python3 - <<'END' 2>why || wrong "$(tail -3 why)"
import csv, json
rows = json.load(open("one.json", encoding="utf-8"))
table = list(csv.DictReader(open("out", encoding="utf-8")))
assert len(rows) == len(table), (len(rows), len(table))
kinds = [row["kind"] for row in rows]
assert kinds[:6] == ["phrase"] * 4 + ["issue"] * 2 and set(kinds[6:]) == {"topic"}, kinds
for row, cells in zip(rows, table):
    assert row["kind"] == cells["kind"] and row["found"] == int(cells["found"]), (row, cells)
    assert (row["sentence"] or "") == cells["sentence"].lstrip("'"), (row, cells)
    if row["span"]:
        assert row["span"] == [int(cells["begin"]), int(cells["end"])]
phrase = rows[2]
assert phrase["words"] == "whale" and phrase["file"] == "fish.agenda" and phrase["line"] == 11, phrase
assert phrase["found"] == 0 and phrase["used"] == 0 and phrase["page"] is None, phrase
issue = rows[4]
assert issue["issue"] == "ceasefire" and issue["found"] >= issue["used"] > 0, issue
times = [row["found"] for row in rows[6:]]
assert times == sorted(times, reverse=True) and times[0] > 1, times
END

it "looks for what the built-in agenda has, where no file is named"
run agenda check --format csv --limit 3 "${roster[@]}"
exits 0
lines out 10
grep -q '^phrase,talks,words,talks,agendas/armed-conflict.agenda,' out || wrong "$(head -3 out)"

it "reads a sample"
run agenda check fish.agenda --sample 5 "${roster[@]}"
exits 0
says 'Read 5 of 37 pages in priscus.db'
run agenda check fish.agenda --sample 0
exits 2
says '--sample 0: give a number from 1 up'

it "leaves the ledger as it is"
cksum priscus.db >before
run agenda check fish.agenda -q "${roster[@]}"
exits 0
lines err 0
cksum priscus.db >after
equal before after

it "names every mistake of the agenda with its line"
printf 'agenda bad\nissue a\nword b\nissue a\nwords c; ;\n' >bad.agenda
run agenda check bad.agenda
exits 2
says 'bad.agenda:3: there is no key "word"'
says 'bad.agenda:4: issue "a" comes twice; its first place is line 2'
lines out 0
run agenda check none.agenda
exits 2
says 'none.agenda: No such file or directory'

it "says that a ledger is empty, and where there is none"
printf '' >nothing.txt
run read -q --ledger empty.db nothing.txt
run agenda check fish.agenda --ledger empty.db
exits 0
lines out 0
says 'empty.db has no pages yet; priscus read puts some there.'
run agenda check fish.agenda --ledger empty.db --format json
[ "$(cat out)" = "[]" ] || wrong "$(cat out)"
run agenda check fish.agenda --ledger none.db
exits 4
[ ! -e none.db ] || wrong "none.db was made"

it "knows one thing to do"
run agenda
exits 2
says 'There is: priscus agenda check [FILE...]'
run agenda mend fish.agenda
exits 2
says 'what is "mend" for?'

finish
