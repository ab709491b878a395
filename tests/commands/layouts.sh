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

finish
