# priscus read
. "${SOURCE:?}/tests/commands/lib.sh"

pages=$(ls samples/pages | wc -l)

it "reads a folder into priscus.db, says how much it was and where to look next"
run read "${world[@]}" samples/pages
exits 0
lines out 0
same err read-summary.txt
[ -s priscus.db ] || wrong "there is no priscus.db"

it "adds nothing when it reads the same again"
export_all priscus.db >before
run read "${world[@]}" samples/pages
exits 0
says "0 added, $pages known already, 0 failed"
export_all priscus.db >after
equal before after

it "says nothing with --quiet when all is well"
run read -q "${world[@]}" --ledger quiet.db samples/pages
exits 0
lines out 0
lines err 0

it "names the ledger in the next step when it is not the usual one"
run read "${world[@]}" --ledger "other.db" samples/pages/03-*
exits 0
says 'Next: priscus positions --ledger other.db'

it "reads standard input"
run read -q "${world[@]}" --to jsonl samples/pages/01-*.html
"$PRISCUS" read -q "${world[@]}" --from html --to jsonl - <"$(ls samples/pages/01-*.html)" >piped 2>err
status=$?
exits 0
lines piped 1
sed 's/"file": "[^"]*"//' out >a
sed 's/"file": "[^"]*"//' piped >b
equal a b

it "is a filter with --to jsonl: a line of JSON for each page, and no ledger"
mkdir elsewhere
(cd elsewhere && "$PRISCUS" read "${world[@]/samples/..\/samples}" --to jsonl ../samples/pages) >out 2>err
status=$?
exits 0
lines out "$pages"
[ -z "$(ls elsewhere)" ] || wrong "left behind: $(ls elsewhere)"
python3 - <<'END' 2>why || wrong "$(tail -3 why)"
import json
for line in open("out", encoding="utf-8"):
    page = json.loads(line)
    body = page["body"].encode()
    for s in page["statements"]:
        for key in "source", "cue", "content":
            for b, e in s[key]:
                assert 0 <= b < e <= len(body), (page["file"], s)
                body[b:e].decode()
    for p in page["positions"]:
        b, e = p["span"]
        assert body[b:e].decode() == p["text"], (page["file"], p)
END

it "reads its own JSON lines again, body for body"
run read -q "${world[@]}" --to jsonl samples/pages
cp out first.jsonl
run read -q "${world[@]}" --from jsonl --to jsonl first.jsonl
exits 0
lines out "$pages"
python3 - <<'END' 2>why || wrong "$(tail -3 why)"
import json
for a, b in zip(open("first.jsonl"), open("out")):
    a, b = json.loads(a), json.loads(b)
    for key in "id", "title", "outlet", "published", "body":
        assert a[key] == b[key], (a["file"], key, a[key], b[key])
END

it "stops quietly when its reader has had enough"
make_articles 300 >many.jsonl
"$PRISCUS" read -q "${world[@]}" --to jsonl many.jsonl 2>err | head -1 >out
lines out 1
lines err 0

it "shows no progress where standard error is no terminal"
run read "${world[@]}" --ledger plain.db many.jsonl
exits 0
! grep -q "$(printf '\r')" err || wrong "carriage returns in err"
lines err 3

it "counts what could not be read, and keeps the rest"
: >empty.txt
run read "${world[@]}" --ledger kept.db empty.txt samples/pages gone.txt
exits 3
says 'priscus: empty.txt: '
says 'priscus: gone.txt: '
says "kept.db: $pages added, 0 known already, 2 failed"

it "says that there is no such model, and leaves no ledger behind"
run read --model nowhere.model --ledger none.db samples/pages
exits 2
lines err 1
says 'nowhere.model: the model cannot be read'
[ ! -e none.db ] || wrong "there is a ledger"

finish
