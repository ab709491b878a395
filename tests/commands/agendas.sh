# Pages read with several agendas, and times of day in several zones.
. "${SOURCE:?}/tests/commands/lib.sh"

printf 'agenda boats\ntitle Boats\nversion 1\n\nissue boats\n  for boats\n  words ferry; boat\n' >boats.agenda
awk '/^agenda|^title|^version/ { print } /^issue/ { p = /^issue +ceasefire/ } p' samples/world.agenda >small.agenda
roster=(--roster samples/world.roster)
some=$(find samples/pages/ -name '*.html' | sort | head -8)

# rows N ARGUMENT...: so many rows in the answer
rows() {
    local n=$1
    shift
    run "$@" --format csv
    exits 0
    lines out $((n + 1))
}
# at_least N ARGUMENT...
at_least() {
    run "${@:2}" --format csv
    exits 0
    [ "$(wc -l <out)" -gt "$1" ] || wrong "$* gives $(wc -l <out) lines"
}

run read -q "${world[@]}" --ledger l.db samples/pages
exits 0
run positions --list --format csv --ledger l.db
lines err 0
cp out first.csv
n=$(($(wc -l <out) - 1))
run statements --format csv --ledger l.db
cp out statements.csv
run stats --format csv --ledger l.db
cp out stats.csv

it "hides nothing when some pages are read with another agenda, and says that there are two"
# shellcheck disable=SC2086
run read -q --agenda boats.agenda "${roster[@]}" --ledger l.db $some
exits 0
at_least "$n" positions --list --ledger l.db
says 'l.db was read with 2 agendas, and all are shown: boats.agenda, samples/world.agenda. One of them: --agenda NAME'
grep -q ',boats,' out || wrong "no position on boats"
python3 - <<'END' 2>why || wrong "$(tail -3 why)"
import csv
ids = lambda name: [row["id"] for row in csv.DictReader(open(name, encoding="utf-8"))]
assert set(ids("first.csv")) <= set(ids("out"))
END
run positions --ledger l.db
prints boats
prints ceasefire

it "shows what was read with one agenda: by its file's name, its own name, or a file with its text"
cp samples/world.agenda elsewhere.agenda
for name in samples/world.agenda world.agenda world orlune-marrowin elsewhere.agenda; do
    run positions --list --format csv --ledger l.db --agenda "$name"
    exits 0
    lines err 0
    equal out first.csv
done
run positions --list --format csv --ledger l.db --agenda boats
lines err 0
! tail -n +2 out | grep -qv ',boats,' || wrong "other issues: $(cat out)"
run positions --ledger l.db --agenda boats.agenda
! grep -q ceasefire out || wrong "$(cat out)"
run positions --ledger l.db --agenda bots --exit-status
exits 1
says 'The ledger has no agenda bots; '
run positions --ledger l.db --agenda a --agenda b
exits 2
says 'one --agenda at a time'

it "shows a position that both agendas find once, and each reading of it with --history"
run read -q --agenda small.agenda "${roster[@]}" --ledger l.db samples/pages
exits 0
run positions --list --format csv --ledger l.db
[ "$(cut -d, -f1 out | sort | uniq -d | wc -l)" = 0 ] || wrong "doubled: $(cut -d, -f1 out | sort | uniq -d)"
both=$(($(wc -l <out) - 1))
run positions --list --format csv --ledger l.db --agenda small
small=$(($(wc -l <out) - 1))
run positions --list --format csv --ledger l.db --agenda boats
boats=$(($(wc -l <out) - 1))
[ "$small" -gt 0 ] || wrong "small.agenda finds nothing"
[ "$both" = $((n + boats)) ] || wrong "$both positions of $n and $boats"
rows $((n + boats + small)) positions --history --ledger l.db
rows "$small" positions --history --ledger l.db --agenda small.agenda
run positions --history --ledger l.db --issue ceasefire
exits 0
prints 'READING'
prints '3 small.agenda'

it "doubles no statement, article or number"
run statements --format csv --ledger l.db
[ "$(cut -d, -f1 out)" = "$(cut -d, -f1 statements.csv)" ] || wrong "other statements"
run statements --format csv --issue talks --ledger l.db
[ "$(wc -l <out)" -gt 1 ] || wrong "no statement on talks: the newest agenda knows no such issue"
run stats --format csv --ledger l.db
for name in pages articles statements speakers; do
    [ "$(grep "^$name," out)" = "$(grep "^$name," stats.csv)" ] || wrong "$(grep "^$name," out stats.csv)"
done
grep -q "^positions,$both\$" out || wrong "$(cat out)"
grep -q "^agendas,3\$" out || wrong "$(cat out)"
run stats --format csv --ledger l.db --agenda small
grep -q "^positions,$small\$" out || wrong "$(cat out)"
run search --format csv --ledger l.db ferry
cp out a
run search --format csv --ledger l.db --agenda world ferry
cut -d, -f1-3 out >b
cut -d, -f1-3 a >c
equal b c
run verify --ledger l.db
exits 0

it "lets the newest text of an agenda of that name win, and the newest roster"
cp small.agenda changing.agenda
run read -q --agenda changing.agenda "${roster[@]}" --ledger edited.db samples/pages
at_least 1 positions --list --ledger edited.db
cp boats.agenda changing.agenda
run read -q --agenda changing.agenda "${roster[@]}" --ledger edited.db samples/pages
run positions --list --format csv --ledger edited.db
lines err 0
! tail -n +2 out | grep -qv ',boats,' || wrong "other issues: $(cat out)"
sed 's/^# .*//' samples/world.roster >newer.roster
run read -q --agenda changing.agenda --roster newer.roster --ledger edited.db samples/pages
says_once=$(wc -l <out)
run positions --list --format csv --ledger edited.db
lines err 0
[ "$(cut -d, -f1 out | sort | uniq -d | wc -l)" = 0 ] || wrong "doubled"

it "keeps views that need no function of ours"
if command -v sqlite3 >/dev/null; then
    [ "$(sqlite3 l.db 'SELECT count(*), count(DISTINCT id) FROM positions')" = "$both|$both" ] || wrong "the view differs"
    [ "$(sqlite3 l.db "SELECT count(*) FROM positions WHERE agenda = 'boats.agenda'")" = "$boats" ] ||
        wrong "$(sqlite3 l.db 'SELECT agenda, count(*) FROM positions GROUP BY agenda')"
    [ "$(sqlite3 l.db 'SELECT count(*) FROM articles')" = "$(ls samples/pages | wc -l)" ] || wrong "articles"
else
    skip "sqlite3 is not here"
fi

# ---- instants -----------------------------------------------------------------------------------

# at DATE TITLE STANCE: an article
at() {
    printf '{"id": "%s", "outlet": "The Ferry Post", "title": "%s", "published": "%s", "text": "Veshkar %s a ceasefire, ' \
        "$2" "$2" "$1" "$3"
    printf 'Foreign Minister Rada Volshin said in the harbour of %s."}\n' "$2"
}
{
    at 2031-05-03T14:25Z Third accepts
    at 2031-05-03T15:36+09:00 Second rejects
    at 2031-05-03 First rejects
    at 2031-05-04T01:00+09:00 Fourth proposes
    at 2031-05-03T22:30-05:00 Fifth rejects
    at 2031-05 Month rejects
} >zones.jsonl
run read -q "${world[@]}" --ledger zones.db zones.jsonl
exits 0

it "orders by moments: 15:36+09:00 is before 14:25Z"
wanted='Month First Second Third Fourth Fifth '
for question in 'positions --list' statements 'search harbour'; do
    # shellcheck disable=SC2086
    run $question --ledger zones.db --format csv
    exits 0
    got=$(python3 -c 'import csv; print(*[r["title"] for r in csv.DictReader(open("out"))], "")')
    [ "$got" = "$wanted" ] || wrong "$question: $got"
done
run stats --ledger zones.db --format csv
grep -q '^last_published,2031-05-03T22:30-05:00' out || wrong "$(grep published out)"

it "takes of one day's stances the one published last"
{ at 2031-06-03T15:36+09:00 Morning rejects; at 2031-06-03T14:25Z Evening accepts; } >day.jsonl
run read -q "${world[@]}" --ledger day.db day.jsonl
run positions --ledger day.db --format csv
grep -q '^VSK,ceasefire,accepts,' out || wrong "$(cat out)"
{ at 2031-06-03T15:36Z Morning rejects; at 2031-06-03T14:25Z Evening accepts; } >day2.jsonl
run read -q "${world[@]}" --ledger day2.db day2.jsonl
run positions --ledger day2.db --format csv
grep -q '^VSK,ceasefire,rejects,' out || wrong "$(cat out)"

it "takes --as-of for a day as pages count days, or for a moment"
rows 5 positions --list --ledger zones.db --as-of 2031-05-03
grep -q Fifth out || wrong "22:30 on the third is not the third"
rows 3 positions --list --ledger zones.db --as-of 2031-05-03T07:00Z
rows 4 positions --list --ledger zones.db --as-of 2031-05-03T14:25Z
rows 4 positions --list --ledger zones.db --as-of 2031-05-03T23:25+09:00
rows 6 positions --list --ledger zones.db --as-of 2031-05-04T03:30Z

it "has the moment in UTC and the plain day in the views"
if command -v sqlite3 >/dev/null; then
    sqlite3 zones.db 'SELECT title, published_at, published_day FROM articles ORDER BY title' >got
    cat >wanted <<END
Fifth|2031-05-04T03:30:00Z|2031-05-03
First||2031-05-03
Fourth|2031-05-03T16:00:00Z|2031-05-04
Month||
Second|2031-05-03T06:36:00Z|2031-05-03
Third|2031-05-03T14:25:00Z|2031-05-03
END
    equal got wanted
    sqlite3 zones.db 'SELECT title, date_at, day FROM positions ORDER BY title' >got
    equal got wanted
else
    skip "sqlite3 is not here"
fi

finish
