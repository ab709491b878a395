# priscus stories
. "${SOURCE:?}/tests/commands/lib.sh"
cat >news.jsonl <<'END'
{"id": "a", "outlet": "The Ferry Post", "published": "2031-05-05", "title": "Ferry strike ends in Orlune", "text": "Crews in Orlune went back to work on Monday after nine days on strike. The ferry union and the Blue Strait Line agreed on a rise of 4 percent, the union's chair Rada Volshin said. Fourteen ferries had lain in port."}
{"id": "b", "outlet": "Skarrvik Dispatch", "published": "2031-05-06", "title": "Orlune's ferries sail again", "text": "The first of fourteen ferries left Orlune at dawn. The union of Rada Volshin and the Blue Strait Line had settled the strike at night; wages go up by 4 percent. Crews cheered in the port."}
{"id": "c", "outlet": "Veshkar Star", "published": "2031-05-07", "title": "They sail", "text": "Crews in Orlune went back to work on Monday after nine days on strike. The ferry union and the Blue Strait Line agreed on a rise of 4 percent, the union's chair Rada Volshin said. Fourteen ferries had lain in port."}
{"id": "d", "outlet": "The Ferry Post", "published": "2031-05-20", "title": "Ferry strike begins in Skarrvik", "text": "Crews of the Northern Ferry Company in Skarrvik stopped work on Tuesday. They want shorter nights, said Olav Brenn, a deck hand. Six ferries stayed in port, and trucks waited at the quay."}
{"id": "e", "outlet": "Orlune Press", "published": "2031-05-20", "title": "No boats from Skarrvik", "text": "Six ferries of the Northern Ferry Company did not leave Skarrvik. Deck hands led by Olav Brenn ask for shorter nights; trucks queued along the quay."}
{"id": "f", "outlet": "The Tern", "title": "Fire in a granary", "text": "A granary burned down in Levenbrugg on Monday night. Forty firemen could not save it."}
END
"$PRISCUS" read -q "${world[@]}" news.jsonl || exit 1

it "shows what several pages are about"
run stories
exits 0
lines err 0
same out stories.txt

it "fits 80 columns"
COLUMNS=80 run stories --pages 1
[ "$(wc -L <out)" -le 80 ] || wrong "a line of $(wc -L <out) columns"

it "chooses by day, outlet and number of pages, and shows all articles of what it chose"
run stories --format csv
lines out 7
run stories --pages 2 --format csv
lines out 6
run stories --outlet star --format csv
lines out 4
run stories --since 2031-05-10 --format csv
lines out 3
run stories --until 2031-05-05 --format csv
lines out 4
run stories --limit 1 --format jsonl
lines out 1
run stories --pages 4 --exit-status
exits 1

it "writes a line a story, with its files and copies"
run stories --format jsonl
exits 0
cp out lines.jsonl
run stories --format json
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
rows = [json.loads(line) for line in open("lines.jsonl", encoding="utf-8")]
assert rows == json.load(open("out", encoding="utf-8"))
assert [r["files"] for r in rows] == [["d", "e"], ["a", "b", "c"], ["f"]], rows
assert all(r["ids"] == r["files"] and r["cluster"] == r["id"] and r["id"].startswith("e-") for r in rows)
assert [r["copies"] for r in rows] == [[], [["a", "c"]], []], rows
assert [(r["pages"], r["outlets"], r["sources"]) for r in rows] == [(2, 2, 2), (3, 3, 2), (1, 1, 1)], rows
assert [r["first"] for r in rows] == ["2031-05-20", "2031-05-05", None]
assert rows[1]["articles"][0]["page"].replace("g-", "e-") == rows[1]["id"]
END

it "is the same when all places are found anew"
run link -q --again
exits 0
run stories --format jsonl
diff out lines.jsonl >diff.txt || wrong "$(cat diff.txt)"

it "gives the first few as all of them begin"
for n in 1 2 3 9; do
	run stories --format jsonl --limit $n
	head -n $n lines.jsonl | diff - out >diff.txt || wrong "--limit $n: $(cat diff.txt)"
done
run stories --format jsonl --since 2031-05-20
head -n 1 lines.jsonl | diff - out >diff.txt || wrong "$(cat diff.txt)"
run stories --format jsonl --pages 2 --limit 3
head -n 2 lines.jsonl | diff - out >diff.txt || wrong "$(cat diff.txt)"

it "takes a story's identifier"
run who "$(python3 -c 'import json; print(json.loads(open("lines.jsonl").readlines()[1])["id"])')"
exits 0
prints "Veshkar Star"

finish
