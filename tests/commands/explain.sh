# priscus read --explain
. "${SOURCE:?}/tests/commands/lib.sh"

cat >crawled.txt <<'END'
FerryTalks resume after a year

Talks resume after a year

Ana Brook

3 May 2031 07:10

The two coasts will meet again on Monday, their ministers said after a night of calls between the ports.

"We rule nothing out," the chief negotiator told reporters on the quay, where the last ship waited. (AFP)

See also

Fares rise again
END
cat >page.html <<'END'
<!doctype html><html lang="en"><head><title>Talks resume after a year - The Tern</title>
<meta property="og:site_name" content="The Tern"><link rel="canonical" href="https://tern.example/talks">
</head><body><nav><a href="/">Home</a></nav><article><h1>Talks resume after a year</h1>
<p>The two coasts will meet again on Monday, their ministers said after a night of calls between the ports.</p>
<p>Read more: <a href="/fares">Fares rise again</a></p>
<p>"We rule nothing out," the chief negotiator told reporters on the quay, where the last ship waited.</p>
</article></body></html>
END

it "tells what each line of a crawled page was taken for, and opens no ledger"
run read --explain crawled.txt
exits 0
lines err 0
same out explain-crawled.txt
[ ! -e priscus.db ] || wrong "there is a ledger"

it "tells it of markup, without the tags, and where the fields were read"
run read --explain page.html
exits 0
same out explain-page.txt

it "says by which means a date was told"
cat >dated.html <<'END'
<html><head><title>Talks resume</title><meta property="article:published_time" content="2031-05-03T07:10:00Z"></head>
<body><article><h1>Talks resume</h1><p>Updated <time class="updated" datetime="2031-05-04">4 May 2031</time></p>
<p>The two coasts will meet again on Monday, their ministers said after a night of calls between the ports.</p>
</article></body></html>
END
run read --explain dated.html
prints "published  2031-05-03T07:10:00Z       meta"
prints "near the headline"

it "gives every byte range as the page has it"
run read --explain crawled.txt
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import re
page = open("crawled.txt", "rb").read()
rows = [re.match(r"  [+-]  (\d+)-(\d+) ", line) for line in open("out")]
spans = [(int(m[1]), int(m[2])) for m in rows if m]
assert spans == sorted(spans), spans
assert page[slice(*spans[1])] == b"Talks resume after a year", page[slice(*spans[1])]
words = b"".join(page[b:e] for b, e in spans)
assert words.split() == page.split() or b"".join(words.split()) == b"".join(page.split()), words
END

it "says the same in JSON lines, as \"dropped\""
run read --quiet --to jsonl crawled.txt
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
page = open("crawled.txt", "rb").read()
line = json.loads(open("out").read())
dropped = {page[slice(*d["page"])].decode(): d["role"] for d in line["dropped"]}
assert dropped["Ana Brook"] == "byline" and dropped["See also"] == "promo" and dropped["(AFP)"] == "credit", dropped
END

it "goes on behind an input that cannot be read"
: >empty.txt
run read --explain empty.txt page.html
exits 3
says "empty.txt"
prints "Talks resume after a year"

it "fits a narrow terminal"
COLUMNS=60 run read --explain crawled.txt
[ "$(wc -L <out)" -le 60 ] || wrong "a line has $(wc -L <out) columns"

finish
