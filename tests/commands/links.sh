# copies, stories, utterances and changes: what is planted in the samples (samples/links.json) is found, and nothing else
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" samples/pages || exit 1

# planted SQL: rows of links.json, as `links`; found SQL: rows of the ledger. A page goes by its file: file(page row).
planted() { sqlite3 -separator ' | ' :memory: "WITH links AS (SELECT CAST(readfile('samples/links.json') AS TEXT) AS gold) $1" | sort; }
found() { sqlite3 -separator ' | ' priscus.db "$1" | sed 's#samples/pages/##g' | sort; }
file() { echo "(SELECT min(name) FROM sighting WHERE sighting.page = $1)"; }

it "has the words of links.json where it says"
sqlite3 priscus.db "WITH links AS (SELECT CAST(readfile('samples/links.json') AS TEXT) AS gold),
  report AS (SELECT value FROM links, json_tree(gold) WHERE type = 'object' AND json_extract(value, '\$.span') IS NOT NULL)
  SELECT json_extract(value, '\$.file'), coalesce(json_extract(value, '\$.words'), json_extract(value, '\$.sentence'))
  FROM report WHERE NOT EXISTS (SELECT 1 FROM articles WHERE articles.name = 'samples/pages/' || json_extract(value, '\$.file')
  AND CAST(substr(CAST(body AS BLOB), json_extract(value, '\$.span[0]') + 1,
  json_extract(value, '\$.span[1]') - json_extract(value, '\$.span[0]')) AS TEXT) =
  coalesce(json_extract(value, '\$.words'), json_extract(value, '\$.sentence')))" >out 2>err
[ ! -s out ] && [ ! -s err ] || wrong "$(cat out err)"
planted "SELECT value FROM links, json_tree(gold) WHERE key = 'file'" >out
[ "$(wc -l <out)" -gt 60 ] || wrong "links.json names only $(wc -l <out) files"
planted "SELECT file.value FROM links, json_each(gold, '\$.stories') AS story, json_each(story.value, '\$.files') AS file" >out
diff out <(ls samples/pages) >diff.txt || wrong "not every page is in one story: $(cat diff.txt)"

it "finds every planted copy, excerpt and update, and no other"
planted "SELECT json_extract(value, '\$.copy'), json_extract(value, '\$.kind'), json_extract(value, '\$.of')
  FROM links, json_each(gold, '\$.copies')" >wanted
found "SELECT $(file link_copy.page), kind, $(file link_copy.of) FROM link_copy" >out
diff wanted out >diff.txt || wrong "$(cat diff.txt)"

it "counts an agency's report once, however many print it"
run who "$(sqlite3 priscus.db "SELECT id FROM pages WHERE name LIKE '%/05-%'")"
prints 'independent source: 1 (Meridian)'

it "finds what was said once, and keeps apart what only looks alike"
run utterances --format jsonl
exits 0
python3 "$SOURCE/tests/commands/links-utterances.py" samples/links.json <out >utterances 2>err || wrong "$(cat err)"
grep -v '^found' utterances >out
[ ! -s out ] && [ "$(wc -l <utterances)" -gt 15 ] || wrong "$(cat out)"

it "tells who has it from whom of an utterance, from any of its reports"
run who "$(sqlite3 priscus.db "SELECT id FROM statements WHERE name LIKE '%/24-%' AND content LIKE '%consented%'")"
prints 'First report known: The Ferry Post, 2031-11-19 22:31'
prints '4 reports; independent sources: 3 (The Ferry Post, Dalgo News, OPA)'
run who --format json "$(sqlite3 priscus.db "SELECT id FROM statements WHERE name LIKE '%/07-%' AND content LIKE '%midnight%'")"
prints '"sources": ["Meridian"]'

# Thirty pages on one world are few to tell what is common from: which pages are together that should not be stands in expected/.
it "puts pages on one event together"
run stories --format jsonl
exits 0
python3 -c '
import itertools, json, sys
pairs = lambda rows: {p for r in rows for p in itertools.combinations(sorted(f.rsplit("/", 1)[-1][:2] for f in r["files"]), 2)}
wanted = pairs(json.load(open("samples/links.json", encoding="utf-8"))["stories"])
told = pairs(map(json.loads, open("out", encoding="utf-8")))
for name, found in ("found", wanted & told), ("missed", wanted - told), ("wrong", told - wanted):
    print(name + ":", ", ".join(map(" ".join, sorted(found))))' >told 2>err || wrong "$(cat err)"
same told links-stories.txt

it "tells who has it from whom in a story"
story=$(sqlite3 priscus.db "SELECT printf('e-%012x', key) FROM link_story WHERE id = (SELECT coalesce(story,
  (SELECT story FROM link_event AS b WHERE b.id = link_event.beside)) FROM link_event
  WHERE id = (SELECT page FROM sighting WHERE name LIKE '%/17-%'))")
run who "$story"
exits 0
prints 'copy      The Ferry Post  samples/pages/17-'
prints 'First report known: The Ferry Post, 2031-11-19 22:31'
run who e-000000000000
exits 2

it "gives undated pages bounds from the dated ones beside them, never a date"
planted "SELECT json_extract(value, '\$.file'), json_extract(value, '\$.after') || '/' ||
  coalesce(json_extract(value, '\$.before'), '..') FROM links, json_each(gold, '\$.undated')" >wanted
found "SELECT name, by_story FROM articles WHERE by_story IS NOT NULL" >out
diff wanted out >diff.txt || wrong "$(cat diff.txt)"
[ "$(sqlite3 priscus.db 'SELECT count(*) FROM articles WHERE published IS NOT NULL AND by_story IS NOT NULL')" = 0 ] || wrong "dated"
run statements --speaker Tarrandin
prints '2031-12-04/..~'
run statements --speaker Orshul
prints '2031-11-19/20~'

it "finds every planted change and conflict, and no other"
run changes --format jsonl
exits 0
sed 's#samples/pages/##g' out | python3 -c '
import json, sys
rows = set()
for line in sys.stdin:
    c = json.loads(line)
    files = c["from"]["file"], c["to"]["file"]
    rows.add(" | ".join((c["kind"], c["party"], c["issue"], *(files if c["kind"] == "change" else sorted(files)))))
print("\n".join(sorted(rows)))' >told
{
    planted "SELECT 'change', json_extract(value, '\$.party'), json_extract(value, '\$.issue'),
      json_extract(value, '\$.from.file'), json_extract(value, '\$.to.file') FROM links, json_each(gold, '\$.changes')"
    planted "SELECT 'conflict', json_extract(value, '\$.party'), json_extract(value, '\$.issue'),
      json_extract(value, '\$.a.file'), json_extract(value, '\$.b.file') FROM links, json_each(gold, '\$.contradictions')"
} | sort >wanted
diff wanted told >diff.txt || wrong "$(cat diff.txt)"

it "keeps to the articles of a story, whatever is asked"
story=$(sqlite3 priscus.db "SELECT printf('e-%012x', key) FROM link_story
    ORDER BY (SELECT count(*) FROM link_event WHERE story = link_story.id) DESC, id LIMIT 1")
for question in 'positions --list' statements 'search --limit 99 truce'; do
    # shellcheck disable=SC2086
    run $question --story "$story" --format json
    exits 0
    python3 -c '
import json
pages = {row["name"].rsplit("/", 1)[-1][:2] for row in json.load(open("out", encoding="utf-8"))}
assert 1 < len(pages) < 10, pages' 2>why || wrong "$question: $(tail -1 why)"
done
run changes --history --story "$story" --format csv
[ "$(wc -l <out)" -gt 1 ] || wrong "no stance in $story"
run positions --story e-000000000000
exits 2
says 'no story e-000000000000'
run positions --story "$(sqlite3 priscus.db 'SELECT id FROM positions LIMIT 1')"
exits 2
says 'is no identifier of a story'

finish
