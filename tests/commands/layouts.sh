# What kind of page it is decides what is entered from it.
. "${SOURCE:?}/tests/commands/lib.sh"

cat >index.html <<'END'
<!doctype html><html><head><meta charset="utf-8"><title>News of the talks</title></head><body>
<main><h1>News of the talks</h1>
<div><h3><a href="/a/1">Ukraine rejects a ceasefire</a></h3><p>“We reject talks,” a minister said on Tuesday.</p></div>
<div><h3><a href="/a/2">Russia is open to talks</a></h3><p>Russia accepts a ceasefire, its envoy said.</p></div>
<div><h3><a href="/a/3">Captains wait for the truce</a></h3><p>They say that the queue is the longest in a decade.</p></div>
<div><h3><a href="/a/4">The keeper of the light goes</a></h3><p>He leaves after forty years.</p></div>
</main></body></html>
END

it "enters nothing from a page that lists other pages, and says why"
run read --to jsonl index.html
exits 0
prints '"statements": []'
prints '"positions": []'
prints '"unsure": true'
run read --explain index.html
prints 'a list of links to other pages'

it "keeps such a page in the ledger, and verifies it"
run read --ledger index.db index.html
exits 0
says '1 added'
run verify --ledger index.db
exits 0

cat >live.html <<'END'
<!doctype html><html><head><meta charset="utf-8"><title>The talks - live</title>
<meta property="article:published_time" content="2031-05-14T08:00:00Z"></head><body>
<main><h1>The talks - live</h1><p>Delegates of both sides began a second week of talks, with the line of contact still unsettled.</p>
<div class="post"><time datetime="2031-05-09T20:10:00Z">20:10</time> Ana Brook<h3>Evening</h3><p>Russia is ready for talks, Sergei Lavrov told reporters on Wednesday.</p></div>
<div class="post"><time datetime="2031-05-06T18:10:00Z">18:10</time> Ana Brook<h3>Afternoon</h3><p>Russia is open to talks, Sergei Lavrov told reporters on Monday.</p><p>He added that Russia rejects a ceasefire.</p></div>
<div class="post"><time datetime="2031-05-06T09:10:00Z">9:10</time> Ana Brook<h3>Morning</h3><p>He added that Russia rejects a truce.</p></div>
</main></body></html>
END

it "counts days in a live page from the post that they stand in"
run read --to jsonl live.html
exits 0
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
page = json.loads(open("out").read())
assert [p["author"] for p in page["posts"]] == ["Ana Brook"] * 3, page["posts"]
assert page["posts"][1]["published"] == "2031-05-06T18:10:00Z", page["posts"]
said = [s["said_on"] for s in page["statements"]]
assert said == ["2031-05-07", "2031-05-05", "2031-05-05", None], said # what a lower post adds goes not on from Monday
END
run read --ledger live.db live.html
run verify --ledger live.db
exits 0

it "dates what no day is told for by the post, and not by the page"
sqlite3 live.db "SELECT date, dated_by, day FROM statements WHERE content LIKE '%truce%'" >out
prints '2031-05-06T09:10:00Z|published|2031-05-06'

finish
