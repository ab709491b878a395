# priscus utterances
. "${SOURCE:?}/tests/commands/lib.sh"
cat >four.jsonl <<'END'
{"id": "a", "outlet": "The Ferry Post", "published": "2031-05-05", "title": "Locks", "text": "\"The northern locks stay shut until the levy is paid,\" Lida Orvane said on Monday.\n\nPer Holm said that the harbour was full of herring."}
{"id": "b", "outlet": "Skarrvik Dispatch", "published": "2031-05-06", "title": "No levy, no locks", "text": "In the capital, Lida Orvane said on Monday that the northern locks would stay closed until the levy had been paid."}
{"id": "c", "outlet": "Orlune Press", "published": "2031-05-06", "title": "Shut", "text": "Nobody sails. \"The northern locks stay shut until the levy is paid,\" Lida Orvane said on Monday."}
{"id": "d", "outlet": "The Tern", "published": "2031-07-20", "title": "Pilots", "text": "Lida Orvane said on Sunday that pilots from Garn had stolen her bicycle."}
END
"$PRISCUS" read -q "${world[@]}" four.jsonl || exit 1

it "shows what was said once, and marks the words that differ"
run utterances
exits 0
lines err 0
same out utterances.txt

it "fits 80 columns"
COLUMNS=80 run utterances --pages 1
[ "$(wc -L <out)" -le 80 ] || wrong "a line of $(wc -L <out) columns"

it "chooses by speaker, day and number of pages, and shows all reports of what it chose"
run utterances --speaker orvane --pages 1 --format csv
lines out 5
run utterances --speaker holm --format csv
lines out 2
run utterances --outlet tern --format csv
lines out 2
run utterances --outlet dispatch --format csv
lines out 4
run utterances --since 2031-06-01 --format csv
lines out 2
run utterances --pages 2 --limit 1 --format jsonl
lines out 1
run utterances --pages 4 --exit-status
exits 1

it "writes lines with places in the texts as they were given"
run utterances --format jsonl
exits 0
lines out 3
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
texts = {a["id"]: a["text"].encode() for a in map(json.loads, open("four.jsonl", encoding="utf-8"))}
rows = [json.loads(line) for line in open("out", encoding="utf-8")]
assert sorted(sorted(r["file"] for r in u["reports"]) for u in rows) == [["a"], ["a", "b", "c"], ["d"]], rows
for u in rows:
    assert u["id"].startswith("u-") and u["pages"] == len(u["reports"]), u
    for r in u["reports"]:
        begin, end = r["span"]
        assert texts[r["file"]][begin:end].decode() == r["words"], r
        assert all(begin <= b < e <= end for b, e in r["differs"]), r
first, *others = next(u for u in rows if u["pages"] == 3)["reports"]
assert first["file"] == "a" and not first["differs"] and any(r["differs"] for r in others), others
END

it "writes the same as JSON"
cp out lines.jsonl
run utterances --format json
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
assert json.load(open("out")) == [json.loads(line) for line in open("lines.jsonl")]
END

it "knows the reports of an utterance by each of their statements"
run who "$(python3 -c 'import json
print(next(u["id"] for u in map(json.loads, open("lines.jsonl")) if u["pages"] == 3))')" --format json
exits 0
prints "Skarrvik Dispatch"
run who "$(python3 -c 'import json
print(next(u for u in map(json.loads, open("lines.jsonl")) if u["pages"] == 3)["reports"][1]["statement"])')" --format json
exits 0
prints "The Ferry Post"

it "finds the same when all places are found anew"
run link --again -q
exits 0
run utterances --format jsonl
equal out lines.jsonl

first_few() { # the first few are those that all of them begin with
	run utterances --format jsonl
	cp out lines.jsonl
	for n in 1 2 3 9; do
		run utterances --format jsonl --limit $n
		head -n $n lines.jsonl | diff - out >diff.txt || wrong "--limit $n: $(cat diff.txt)"
	done
}
it "gives the first few as all of them begin"
first_few
run utterances --since 2031-07-01 --format jsonl
tail -n 1 lines.jsonl | diff - out >diff.txt || wrong "$(cat diff.txt)"
run utterances --speaker holm --limit 5 --format jsonl
lines out 1

it "keeps the place of what was reported by a statement that is none"
run amend "$(python3 -c 'import json; print(json.loads(open("lines.jsonl").readline())["reports"][0]["statement"])')" --not-a-position --who "A. Reader"
exits 0
first_few
lines lines.jsonl 3

finish
