# priscus changes
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" plain.jsonl || exit 1

it "shows what changed with the words of both sides, and conflicts apart"
run changes
exits 0
lines err 0
same out changes.txt

it "fits 80 columns"
COLUMNS=80 run changes
same out changes-80.txt
[ "$(wc -L <out)" -le 80 ] || wrong "a line of $(wc -L <out) columns"

it "shows the stances of a party one after the other"
run changes --history --party vsk --issue ceasefire
exits 0
same out changes-history.txt

it "keeps to changes since a day, and still knows what was held before"
run changes --since 2031-05-11 --party VSK --format csv
lines out 2
run changes --since 2031-05-12 --party VSK --format csv
lines out 1
run changes --until 2031-05-10 --format csv
lines out 1
run changes --by published --since 2031-05-12 --format csv
lines out 3
run changes --by published --since 2031-05-13 --format csv
lines out 1

it "writes lines with places in the texts as they were given"
run changes --format jsonl
exits 0
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
texts = {a["id"]: a["text"].encode() for a in map(json.loads, open("plain.jsonl", encoding="utf-8"))}
rows = [json.loads(line) for line in open("out", encoding="utf-8")]
assert [(r["kind"], r["party"], r["issue"]) for r in rows] == [
    ("change", "VSK", "ceasefire"), ("conflict", "DRV", "treaty")], rows
change, conflict = rows
assert (change["from"]["file"], change["from"]["stance"]) == ("one", "rejects"), change
assert (change["to"]["file"], change["to"]["stance"]) == ("three", "accepts"), change
assert {(e["file"], e["stance"]) for e in (conflict["from"], conflict["to"])} == {("three", "rejects"), ("four", "accepts")}
for row in rows:
    for end in (row["from"], row["to"]):
        begin, stop = end["span"]
        assert end["words"] in texts[end["file"]][begin:stop].decode(), end
END

it "writes the same as JSON and as CSV"
run changes --format json
cp out changes.json
run changes --format csv
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import csv, json
rows, cells = json.load(open("changes.json")), list(csv.DictReader(open("out", newline="", encoding="utf-8")))
assert len(rows) == len(cells) == 2
for a, b in zip(rows, cells):
    assert a.keys() == b.keys()
    assert a["from_words"] == b["from_words"] and a["to_sentence"] == b["to_sentence"]
END
run changes --history --format jsonl
exits 2

it "says when nothing changed"
run changes --party DRV --issue ceasefire -e
exits 1
lines out 0
says 'Nothing found'

finish
