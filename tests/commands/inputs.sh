# Addresses, dates given by hand, damaged JSON lines, odd archives, folders: what an input brings is kept, what it lacks is said.
. "${SOURCE:?}/tests/commands/lib.sh"

ask() { sqlite3 -separator '|' "$1" "$2"; }
is() { [ "$1" = "$2" ] || wrong "\"$1\", not \"$2\""; }

python3 - <<'PY'
def page(n, head='', tail=''):
    return ('<!doctype html><html><head><title>Ferry talks %d</title>%s</head><body><article><h1>Ferry talks %d</h1>'
            '<p>Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said in Halmasz on Monday, in report %d.</p>%s'
            '</article></body></html>' % (n, head, n, n, tail)).encode()

def record(n, head='', length=None, body=None):
    block = b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n' + (page(n, head) if body is None else body)
    return ('WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://thetern.example/talks/%d\r\n'
            'WARC-Date: 2031-05-03T04:05:06Z\r\nContent-Type: application/http; msgtype=response\r\n'
            'Content-Length: %d\r\n\r\n' % (n, len(block) if length is None else length)).encode() + block + b'\r\n\r\n'

def write(name, data):
    open(name, 'wb').write(data)

write('crawl.warc', record(1) + record(2, '<link rel="canonical" href="https://ferrypost.example/talks">') +
      record(3, '<link rel="canonical" href="/world/talks-3">') + record(4, '<link rel="canonical" href="https://thetern.example/">'))
import gzip, io, tarfile, zipfile
def arc(*records):
    out = b''
    for n, version in records:
        block = b'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n' + page(n)
        out += ('https://thetern.example/talks/%d 10.0.0.1 20310503040506 text/html %s%d\n' %
                (n, '200 - - 0 x.arc ' if version == 2 else '', len(block))).encode() + block + b'\n'
    return out
about = b'1 0 The Tern\nURL IP-address Archive-date Content-type Archive-length\n'
one = b'filedesc://x.arc 0.0.0.0 20310503040506 text/plain %d\n' % len(about) + about + b'\n' + arc((1, 1), (2, 1))
write('one.arc', one)
write('one.arc.gz', gzip.compress(one))
write('two.arc', arc((1, 2), (2, 2)))
with tarfile.open('arcs.tar', 'w') as t:
    info = tarfile.TarInfo('p/one.arc'); info.size = len(one); t.addfile(info, io.BytesIO(one))
with zipfile.ZipFile('arcs.zip', 'w') as z:
    z.writestr('p/one.arc', one)
write('page.html', page(1))
write('lines.jsonl', b'{"url": "https://me:key@thetern.example/5", "title": "Talks", "outlet": "The Tern ", '
      b'"text": "Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said."}\n')
PY

it "keeps the address of a record, unless the page knows a better one"
run read -q --ledger a.db "${world[@]}" crawl.warc
exits 0
is "$(ask a.db 'SELECT name, address FROM articles ORDER BY name' | tr '\n' ' ')" \
    "crawl.warc:1|https://thetern.example/talks/1 crawl.warc:2|https://ferrypost.example/talks \
crawl.warc:3|https://thetern.example/world/talks-3 crawl.warc:4|https://thetern.example/talks/4 "
run verify --ledger a.db
exits 0

it "shows it in every list, and in a trace"
for list in 'positions --list' statements 'search ceasefire'; do
    for format in table csv json; do
        # shellcheck disable=SC2086
        COLUMNS=200 run $list --ledger a.db --format "$format"
        exits 0
        prints https://thetern.example/talks/1
    done
done
run trace --ledger a.db "$(ask a.db 'SELECT min(id) FROM positions WHERE name = "crawl.warc:1"')"
prints "address     https://thetern.example/talks/1"
for view in positions position_history statements articles pages; do
    [ "$(ask a.db "SELECT count(DISTINCT address) FROM $view")" = 4 ] || wrong "view $view"
done
run read -q --to jsonl "${world[@]}" crawl.warc
prints '"address": "https://ferrypost.example/talks"'

it "keeps the address that is given, and no password in one"
run read -q --ledger b.db "${world[@]}" --address https://me:k@y@thetern.example/a@b page.html
run read -q --ledger b.db "${world[@]}" lines.jsonl
exits 0
is "$(ask b.db 'SELECT name, address, outlet FROM articles ORDER BY name' | tr '\n' ' ')" \
    "lines.jsonl:1|https://thetern.example/5|The Tern page.html|https://thetern.example/a@b| "
[ "$(ask b.db "SELECT count(*) FROM article WHERE given LIKE '%k@y%' OR given LIKE '%me:%'")" = 0 ] || wrong "a password in given"
run verify --ledger b.db
exits 0

it "dates pages that tell no date by --published, and no others"
printf '{"date": "2031-02-03", "text": "Veshkar rejects a ceasefire, Rada Volshin said on Monday."}\n' >dated.jsonl
printf '{"text": "Veshkar rejects a ceasefire, Rada Volshin said in Halmasz."}\n' >undated.jsonl
for date in 2031 2031-05 2031-05-04; do
    rm -f c.db*
    run read -q --ledger c.db "${world[@]}" --published $date dated.jsonl undated.jsonl crawl.warc
    exits 0
    is "$(ask c.db "SELECT name, published FROM articles WHERE name <= 'crawl.warc:1' OR name > 'd' ORDER BY name" | tr '\n' ' ')" \
        "crawl.warc:1|$date dated.jsonl:1|2031-02-03 undated.jsonl:1|$date "
    is "$(ask c.db "SELECT DISTINCT date, dated_by, published_given FROM positions WHERE name = 'undated.jsonl:1'")" "$date|published|1"
    is "$(ask c.db "SELECT DISTINCT dated_by, published_given FROM positions WHERE name = 'dated.jsonl:1'")" "said|0"
    run verify --ledger c.db
    exits 0
done
run trace --ledger c.db "$(ask c.db "SELECT min(id) FROM positions WHERE name = 'undated.jsonl:1'")"
prints "published   2031-05-04, as was given with --published; the page does not say it"
run read -q --to jsonl --published 2031-05 undated.jsonl dated.jsonl
[ "$(grep -o '"published": "2031-05".*"published_given": true' out | wc -l)" = 1 ] || wrong "$(cut -c1-200 out)"
[ "$(grep -o '"published": "2031-02-03".*"published_given": false' out | wc -l)" = 1 ] || wrong "$(cut -c1-200 out)"

it "gives a page that is known a date later on"
run read -q --ledger d.db "${world[@]}" undated.jsonl
is "$(ask d.db 'SELECT published IS NULL FROM articles')" 1
run read -q --ledger d.db "${world[@]}" --published 2031-05-04 undated.jsonl
is "$(ask d.db 'SELECT published FROM articles')" 2031-05-04
run read --ledger d.db "${world[@]}" --published 2031-05-04 undated.jsonl
says "0 added, 1 known already"
run verify --ledger d.db
exits 0

it "mends lines of JSON that a strict reader loses, and says so once"
{
    printf '{"title": "Talks \\ud83d end", "score": NaN, "text": "Veshkar rejects a ceasefire, Rada Volshin said."}\n'
    printf '{"title": "Talks go on", "text": "Veshkar rejects a ceasefire, Rada Volshin said on Monday."}\n'
    printf '{"title": "Ta\\u0000lks", "text": "Veshkar \\u0000 rejects a ceasefire,\tRada Volshin said."}\n'
    printf '{"title": "Br\374sk", "text": "Veshkar rejects a ceasefire, Rada Volshin said in the caf\351."}\n'
} >slips.jsonl
run read --ledger e.db "${world[@]}" slips.jsonl
exits 0
says "slips.jsonl: 3 lines are no JSON as they stand and were mended, the first is line 1: half a surrogate pair, U+0000, \
bytes that are not UTF-8, control characters as they are, numbers that are none (NaN)"
is "$(ask e.db "SELECT title FROM articles ORDER BY name" | tr '\n' '|')" $'Talks \uFFFD end|Talks go on|Ta\uFFFDlks|Br\u00FCsk|'
is "$(ask e.db "SELECT body FROM articles WHERE name = 'slips.jsonl:3'")" $'Veshkar \uFFFD rejects a ceasefire,\tRada Volshin said.'
is "$(ask e.db "SELECT count(*) FROM articles WHERE unsure IS NOT NULL")" 3
run verify --ledger e.db
exits 0

it "does not read a file of many pages as one page"
printf '[{"text": "Veshkar rejects a ceasefire."}]\n' >list.txt
for form in page html; do
    run read -q --to jsonl --from $form dated.jsonl
    exits 3
    says "dated.jsonl: no $form: it is one JSON object a line; leave --from out, or say --from jsonl"
    run read -q --to jsonl --from $form crawl.warc
    says "it is WARC, WET or ARC; leave --from out, or say --from warc"
done
run read -q --to jsonl list.txt
says "list.txt: a JSON list, but one object a line is wanted"

it "reads ARC files, packed and in archives, with address and date"
for name in one.arc one.arc.gz two.arc arcs.tar arcs.zip; do
    rm -f f.db*
    run read -q --ledger f.db "${world[@]}" $name
    exits 0
    is "$(ask f.db 'SELECT address FROM articles ORDER BY 1' | tr '\n' ' ')" \
        'https://thetern.example/talks/1 https://thetern.example/talks/2 '
    is "$(ask f.db 'SELECT DISTINCT fetched FROM pages')" 2031-05-03T04:05:06Z
done

it "reads the pages of a folder, and counts what is none"
mkdir -p folder/sub outside/more
cp page.html dated.jsonl folder
cp undated.jsonl folder/lines.json
printf '<!doctype html><p>Veshkar rejects a ceasefire, Rada Volshin said.' | tee folder/page.csv >outside/a.html
cp outside/a.html outside/more/b.html
printf '{"version": "https://jsonfeed.org/version/1.1", "title": "The Tern", "items": [{"id": "1", "title": "Talks", "content_text": '\
'"Veshkar rejects a ceasefire, Rada Volshin said in Halmasz on Monday."}]}' >folder/feed.json
printf 'party,issue\nVSK,ceasefire\n' | tee folder/a.csv >folder/a.tsv
printf '{\n  "type": "FeatureCollection",\n  "features": []\n}\n' >folder/map.json
printf '[1, 2]\n' >folder/list.json
printf '%%PDF-1.4\n' >folder/paper.pdf
printf 'SQLite format 3\0....' >folder/other.db
printf 'II*\0\0\0' >folder/scan.tif
cp one.arc.gz arcs.zip folder/sub
ln -s ../outside/a.html folder/out.html
ln -s ../outside/more folder/more
ln -s .. folder/sub/up
ln -s page.html folder/same.html
run read --to jsonl folder
exits 0
is "$(grep -o '^{"file": "[^"]*"' out | cut -d'"' -f4 | tr '\n' ' ')" "folder/dated.jsonl:1 folder/feed.json:1 folder/lines.json:1 \
folder/page.csv folder/page.html folder/same.html folder/sub/arcs.zip:p/one.arc:2 folder/sub/arcs.zip:p/one.arc:3 \
folder/sub/one.arc.gz:2 folder/sub/one.arc.gz:3 "
says "folder: 7 files are no page, passed over: a.csv, a.tsv, list.json ..."
says "folder: 3 links not followed; with --follow links are, out of the folder too"

it "follows links where that is asked for, and no loop for ever"
run read --follow --to jsonl folder
exits 0
for name in folder/out.html folder/more/b.html; do
    is "$(grep -c "^{\"file\": \"$name\"" out)" 1
done
lines out 12
run read -q --to jsonl folder/a.csv folder/paper.pdf
exits 3
says "paper.pdf: no page: it is a PDF document"


it "reads so much of a page's text as --page-limit says, tells it, and verifies it"
python3 - <<'PY'
words = ''.join('Foreign Minister Rada Volshin said on day %d that Veshkar rejects a ceasefire.\n\n' % n for n in range(100))
open('long.txt', 'w').write(words)
open('long.html', 'w').write('<article><h1>Talks</h1>' + ''.join('<p>%s</p>' % w for w in words.split('\n\n')) + '</article>')
open('paragraph.txt', 'w').write(words.replace('\n\n', ' '))
open('signs.txt', 'w').write('\u20ac' * 2000)
open('short.txt', 'w').write(words[:1000])
PY
longs="long.txt long.html paragraph.txt signs.txt short.txt"
run read --from auto --page-limit 2K --to jsonl $longs
grep -q '^4 pages are longer than --page-limit: only the beginning of the text was read.$' err || wrong "$(cat err)"
python3 -c '
import json, sys
for line in sys.stdin:
    d = json.loads(line)
    size = len(d["body"].encode())
    assert d["unsure"] == (d["file"] != "short.txt"), d["file"]
    assert size <= 2048 and (size > 1900 or d["file"] == "short.txt"), (d["file"], size)
    assert d["paragraphs"][-1]["body"][1] == size and (d["file"] not in ("long.txt", "long.html") or d["body"].endswith("ceasefire."))
' <out 2>why || wrong "$(tail -1 why)"
run read -q --ledger long.db "${world[@]}" --page-limit 2K $longs
run verify --ledger long.db
exits 0
is "$(ask long.db "SELECT count(*), max(given) FROM article WHERE unsure_why LIKE '%--page-limit%'")" '4|{"limit":2048}'
run read --ledger long.db "${world[@]}" --page-limit 2048 $longs
grep -q '0 added, 5 known' err || wrong "$(cat err)"
run read --ledger long.db "${world[@]}" $longs # another limit, another reading
grep -q '4 added, 1 known' err || wrong "$(cat err)"
is "$(ask long.db "SELECT count(*) FROM article WHERE unsure_why LIKE '%--page-limit%'")" 4
run verify --ledger long.db
exits 0
for size in 0 1000 33M 4G -1 M 4.5M '' 99999999999999999999; do
    run read --page-limit "$size" --to jsonl short.txt
    exits 2
    lines err 1
    grep -q 'from 1K to 32M' err || wrong "$(cat err)"
done
run watch --page-limit 3T http://127.0.0.1:1/
exits 2

finish
