# Feeds kept up with: what is new is read once, what fails is tried again, a kill loses nothing. The server
# is tests/commands/server.py.
. "${SOURCE:?}/tests/commands/lib.sh"
unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy PRISCUS_CONTACT

mkdir -p served/site
: >served/log
server=
serve() {
    rm -f served/port
    python3 "$SOURCE/tests/commands/server.py" served "$@" 2>served.err &
    server=$!
    await test -s served/port
    port=$(cat served/port)
    site=http://127.0.0.1:$port/site
}
trap '[ "$BASHPID" != $$ ] || { kill $server 2>/dev/null; chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work" "$work.cache"; }' EXIT
serve

# story NAME: a page of its own, served as site/NAME.html
story() {
    cat >"served/site/$1.html" <<END
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Talks, day $1</title>
<meta property="og:site_name" content="The Ferry Post">
<meta property="article:published_time" content="2031-05-03T07:10:00Z"></head><body><article><h1>Talks, day $1</h1>
<p>Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said on Thursday in the old harbour of Halmasz.</p>
<p>Dorvenia demands a treaty, Dorvenian Foreign Minister Katalena Dresz told reporters on day $1 of the talks.</p>
<p>Nobody at the ferry landing had heard of it in the evening, and the boats went out as they do every day.</p>
</article></body></html>
END
}

# feed FILE NAME...: an RSS feed of these stories
feed() {
    local file=$1
    shift
    {
        echo '<?xml version="1.0"?><rss version="2.0"><channel><title>The Tern</title><link>http://127.0.0.1:PORT/</link>'
        for name; do
            echo "<item><title>Talks, day $name</title><link>http://127.0.0.1:PORT/site/$name.html</link></item>"
        done
        echo '</channel></rss>'
    } >"served/site/$file.new"
    mv "served/site/$file.new" "served/site/$file"
}

watch() { run watch --once --allow-private --delay 0 --timeout 10 "${world[@]}" --ledger watch.db "$@"; }

# count NAME: how often a story was asked for
count() { grep -c "^/site/$1 " served/log; }
# asked NAME N
asked() { [ "$(count "$1")" -eq "$2" ] || wrong "$1 was asked for $(count "$1") times, not $2: $(cat served/log)"; }
# asked_over N: more than N pages and feeds were asked for since `asked_before` was set
asked_over() { [ $(($(wc -l <served/log) - asked_before)) -gt "$1" ]; }
# holds N: pages in the ledger
holds() {
    local n
    n=$(sqlite3 watch.db 'SELECT count(*) FROM page' 2>&1)
    [ "$n" = "$1" ] || wrong "the ledger has $n pages, not $1"
}

command -v sqlite3 >/dev/null || { echo '1..0 # SKIP sqlite3 is not here'; exit 0; }

for name in one two three four five; do story "$name"; done

it "reads what a feed lists"
feed tern.rss one two
watch "$site/tern.rss"
exits 0
says 'The Tern: 2 new pages'
says 'watch.db: 1 look, 2 pages added'
holds 2

it "reads nothing twice, and asks for the feed only if it changed"
watch "$site/tern.rss"
exits 0
says 'The Tern: nothing new'
asked one.html 1
holds 2

it "reads what has come since"
feed tern.rss three one two
watch "$site/tern.rss"
exits 0
says 'The Tern: 1 new page'
asked one.html 1
asked three.html 1
holds 3
run verify --ledger watch.db
exits 0

it "tries a page again that could not be had, but not at once"
echo busy >served/site/busy.down
cat >served/site/trouble.rss <<END
<rss><channel><title>Trouble</title><item><title>a</title><link>http://127.0.0.1:PORT/site/busy.down</link></item>
<item><title>b</title><link>http://127.0.0.1:PORT/site/four.html</link></item></channel></rss>
END
watch "$site/trouble.rss"
exits 5
says 'the server has trouble of its own (503); it asks to wait 7200 seconds'
says 'Trouble: 1 new page, 1 failed'
holds 4
watch "$site/trouble.rss"
exits 0
asked busy.down 1
sqlite3 watch.db "UPDATE watch_page SET next = 1 WHERE state = 'waiting'"
watch "$site/trouble.rss"
exits 5
asked busy.down 2

it "gives a page up after some tries"
for _ in 1 2 3 4 5 6; do
    sqlite3 watch.db "UPDATE watch_page SET next = 1 WHERE state = 'waiting'"
    watch "$site/trouble.rss"
done
exits 0
asked busy.down 6
[ "$(sqlite3 watch.db "SELECT state, tries FROM watch_page WHERE address LIKE '%busy.down'")" = 'given up|6' ] ||
    wrong "$(sqlite3 watch.db 'SELECT * FROM watch_page')"

it "reads the entry where the page is not to be had and the feed has the whole text"
cat >served/site/whole.rss <<END
<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Whole Tern</title>
<item><title>Talks behind a door</title><link>http://127.0.0.1:PORT/site/missing.html</link>
<content:encoded><![CDATA[<p>Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said on Thursday in the old harbour.</p>
<p>Dorvenia demands a treaty, Dorvenian Foreign Minister Katalena Dresz told reporters behind the door.</p>
<p>Nobody at the ferry landing had heard of it in the evening, and the boats went out as they do every day.</p>]]></content:encoded>
</item></channel></rss>
END
watch "$site/whole.rss"
exits 0
says 'The Whole Tern: 1 new page'
holds 5
run search --ledger watch.db door
prints 'Talks behind a door'
run verify --ledger watch.db
exits 0

it "obeys Retry-After of a feed"
echo down >served/site/feed.down
watch "$site/feed.down"
exits 5
asked feed.down 1
watch "$site/feed.down"
exits 5
says 'not asked yet: the site wants to be left alone for'
asked feed.down 1

it "follows a sitemap index, one level"
cat >served/site/index.xml <<END
<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>http://127.0.0.1:PORT/site/map.xml</loc></sitemap>
<sitemap><loc>http://127.0.0.1:PORT/site/nomap.xml</loc></sitemap>
<sitemap><loc>http://127.0.0.1:PORT/site/index.xml</loc></sitemap></sitemapindex>
END
cat >served/site/map.xml <<END
<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>http://127.0.0.1:PORT/site/five.html</loc></url><url><loc>http://127.0.0.1:PORT/site/one.html</loc></url></urlset>
END
watch "$site/index.xml"
exits 3
says 'nomap.xml: is gone or never was'
says 'lists feeds, not pages'
holds 6
asked five.html 1
asked one.html 1

it "reads lists of feeds: OPML, and an address a line"
feed a.rss one
feed b.rss two
cat >feeds.opml <<END
<opml version="2.0"><body><outline text="Coasts"><outline text="A" type="rss" xmlUrl="$site/a.rss"/></outline></body></opml>
END
printf '# ours\n%s\n\n%s # again\n' "$site/b.rss" "$site/a.rss" >feeds.txt
watch feeds.opml feeds.txt
exits 0
says 'watch.db: 2 looks'
asked a.rss 1
asked b.rss 1

it "says what is wrong with lists, and watches the rest"
printf 'no address\nftp://thetern.example/a\n%s\n' "$site/b.rss" >bad.txt
watch bad.txt
exits 3
says 'bad.txt:1: one address a line is wanted'
says 'bad.txt:2: ftp://thetern.example/a: not an address that is fetched'
says 'watch.db: 1 look'
watch no-such-list.txt
exits 3
says 'no-such-list.txt'
watch "served/site/a.rss"
exits 3
says 'a feed itself, not a list of feeds'

it "says so where a feed is none, or is gone"
watch "$site/one.html" "$site/nothing.rss"
exits 3
says "$site/nothing.rss: is gone or never was"
watch "$site/nothing.rss"
exits 5

# PRISCUS_KILLS: how often; 100 by hand takes minutes.
kills=${PRISCUS_KILLS:-5}
it "loses and doubles nothing when it is killed $kills times"
stories=$((100 + 8 * kills))
names=$(seq -s' ' 1001 $((1000 + stories)))
for name in $names; do story "$name"; done
# shellcheck disable=SC2086
feed many.rss $names
killed=0
for i in $(seq "$kills"); do
    # each after some requests more, and some hundredths of a second: while it reads, writes, commits
    asked_before=$(wc -l <served/log)
    "$PRISCUS" watch -q --once --allow-private --delay 0 "${world[@]}" --ledger killed.db "$site/many.rss" >/dev/null 2>>killed.err &
    await asked_over $((i * 5 % 9 + 1))
    sleep "0.0$((i * 7 % 10))"
    kill -9 $! 2>/dev/null && killed=$((killed + 1))
    wait $! 2>/dev/null
    # what is ticked off is there, and what is there is whole
    [ "$(sqlite3 killed.db "SELECT (SELECT count(*) FROM watch_page WHERE state = 'read') <= (SELECT count(*) FROM article)")" = 1 ] ||
        wrong "after $i kills: $(sqlite3 killed.db "SELECT state, count(*) FROM watch_page GROUP BY state; SELECT count(*) FROM article")"
done
[ "$killed" -gt $((kills / 2)) ] || wrong "only $killed runs were killed: the others ended before"
left=$(sqlite3 killed.db "SELECT count(*) FROM watch_page WHERE state = 'waiting'")
for _ in 1 2 3 4 5; do # a look reads 500 pages
    run watch --once --allow-private --delay 0 "${world[@]}" --ledger killed.db "$site/many.rss"
    exits 0
    ! grep -q 'nothing new' err || break
done
says 'nothing new'
[ "$(sqlite3 killed.db 'SELECT count(*), count(DISTINCT page) FROM article')" = "$stories|$stories" ] ||
    wrong "$(sqlite3 killed.db 'SELECT count(*), count(DISTINCT page) FROM article')"
[ "$(sqlite3 killed.db "SELECT count(*) FROM watch_page WHERE state = 'read' AND entry IS NULL")" = "$stories" ] ||
    wrong "$(sqlite3 killed.db 'SELECT state, count(*) FROM watch_page GROUP BY state')"
run verify --ledger killed.db
exits 0
[ -z "${PRISCUS_KILLS:-}" ] || echo "# $killed of $kills runs were killed; $left of $stories pages were left for the last; $(cat out)"

it "goes on by itself until Control-C, and says when it looks next"
feed short.rss one
env --default-signal=INT "$PRISCUS" watch --allow-private --delay 0 --every 1 "${world[@]}" --ledger long.db "$site/short.rss" >out 2>err &
watcher=$!
await grep -q 'next look' err
kill -INT $watcher
wait $watcher
status=$?
exits 130
says 'The Tern: 1 new page; next look'
says 'give the same command again'

finish
