# What was read is committed while the next page is waited for, and into the ledger that is named.
. "${SOURCE:?}/tests/commands/lib.sh"
unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy PRISCUS_CONTACT

mkdir -p served/site
python3 "$SOURCE/tests/commands/server.py" served 2>served.err &
server=$!
reader=
trap '[ "$BASHPID" != $$ ] || { kill $server $reader 2>/dev/null; chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work" "$work.cache"; }' EXIT
await test -s served/port
port=$(cat served/port)
site=http://127.0.0.1:$port
make_articles 900 >many.jsonl

# is_there N LEDGER: N pages are committed within a second, give or take a slow machine: the network is given up after
# 30. And while the reader still waits, a second one is not turned away.
is_there() {
    local since=$EPOCHREALTIME took
    await has_pages "$1" "$2"
    took=$(awk -v a="$since" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')
    awk -v t="$took" 'BEGIN { exit !(t < 15) }' || wrong "it took $took s"
    kill -0 $reader || wrong "the first run has ended: $(cat first)"
    run read -q "${world[@]}" --ledger "$2" samples/pages
    exits 0
    kill -0 $reader || wrong "the first run has ended: $(cat first)"
}

end_reader() {
    kill -INT $reader
    wait $reader 2>/dev/null
    reader=
}

for jobs in 1 2 8; do
    it "commits what came through a pipe that stays open, with --jobs $jobs"
    rm -f pipe.db* slow.fifo
    mkfifo slow.fifo
    "$PRISCUS" read "${world[@]}" --jobs $jobs --ledger pipe.db - <slow.fifo >first 2>&1 &
    reader=$!
    exec 9>slow.fifo
    head -3 many.jsonl >&9
    is_there 3 pipe.db
    tail -n +4 many.jsonl >&9
    exec 9>&-
    wait $reader || wrong "$(cat first)"
    reader=
    pages=$("$PRISCUS" stats --ledger pipe.db --format csv | sed -n 's/^pages,//p')
    [ "$pages" = $((900 + $(ls samples/pages | wc -l))) ] || wrong "$pages pages"
done

for jobs in 1 2; do
    it "commits a page that was fetched while the next one does not come, with --jobs $jobs"
    rm -f fetched.db*
    : >served/log
    env --default-signal=INT "$PRISCUS" read --allow-private --delay 0 "${world[@]}" --jobs $jobs --ledger fetched.db \
        "$site/page" "$site/silent" >first 2>&1 &
    reader=$!
    await grep -q '^/silent' served/log
    is_there 1 fetched.db
    end_reader
done

it "commits it in a watch, too, and ticks it off"
cat >served/site/slow.rss <<END
<rss><channel><title>Slow</title><item><title>a</title><link>http://127.0.0.1:PORT/page</link></item>
<item><title>b</title><link>http://127.0.0.1:PORT/silent</link></item></channel></rss>
END
: >served/log
env --default-signal=INT "$PRISCUS" watch --once --allow-private --delay 0 "${world[@]}" --ledger watched.db \
    "$site/site/slow.rss" >first 2>&1 &
reader=$!
await grep -q '^/silent' served/log
is_there 1 watched.db
if command -v sqlite3 >/dev/null; then
    [ "$(sqlite3 watched.db "SELECT count(*) FROM watch_page WHERE state = 'read'")" = 1 ] || wrong "not ticked off"
fi
end_reader

it "leaves a turn to a second run while a first one is busy"
make_articles 9000 | sed 's/report/dispatch/' >more.jsonl
env --default-signal=INT "$PRISCUS" read -q "${world[@]}" --ledger shared.db more.jsonl >first 2>&1 &
reader=$!
await has_pages 1 shared.db
run read -q "${world[@]}" --ledger shared.db samples/pages
exits 0
kill -0 $reader || wrong "the first run had ended"
end_reader

# ---- the ledger that is named ---------------------------------------------------------------------

it "takes the name of a ledger for a file's, and says what cannot be one"
mkfifo pipe
mkdir folder
for name in '' pipe folder /dev/null many.jsonl/a.db; do
    for command in "read samples/pages" positions stats verify "watch --once $site/site/slow.rss"; do
        # shellcheck disable=SC2086
        timeout 30 "$PRISCUS" $command --ledger "$name" >out 2>err </dev/null
        status=$?
        exits 4
        lines err 1
        lines out 0
    done
done
timeout 30 "$PRISCUS" read -q "${world[@]}" --ledger '' samples/pages 2>err
says 'the name of the ledger is empty'
for name in :memory: file:a.db 'file:b.db?mode=memory'; do
    run read -q "${world[@]}" --ledger "$name" samples/pages
    exits 0
    [ -f "$name" ] || wrong "there is no file $name"
    run stats --ledger "$name"
    exits 0
done

it "says that a folder cannot be looked into"
mkdir shut
cp :memory: shut/l.db
chmod 000 shut
if [ "$(id -u)" -ne 0 ]; then
    run read "${world[@]}" --ledger shut/l.db samples/pages
elif setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$PRISCUS" 2>/dev/null; then
    setpriv --reuid=65534 --regid=65534 --clear-groups "$PRISCUS" read "${world[@]}" --ledger shut/l.db samples/pages >out 2>err
    status=$?
else
    skip "nobody may run $PRISCUS"
fi
if [ -z "$skipped" ]; then
    exits 4
    says 'the ledger shut/l.db cannot be opened: Permission denied'
fi

# What happens to the ledger while it is read into, and what is said of it.
for what in 'rm gone.db:was deleted or renamed' 'mv gone.db else.db:was deleted or renamed' \
    'cp other.db gone.new; mv gone.new gone.db:another file has taken the place' \
    'rm gone.db; mkdir gone.db:another file has taken the place'; do
    it "says so when somebody does '${what%%:*}' meanwhile, and counts nothing as added"
    rm -rf gone.db* else.db* slow.fifo
    mkfifo slow.fifo
    cp :memory: other.db
    "$PRISCUS" read "${world[@]}" --from jsonl --ledger gone.db - <slow.fifo >out 2>err &
    reader=$!
    exec 9>slow.fifo
    head -600 many.jsonl >&9
    await has_pages 1 gone.db
    eval "${what%%:*}"
    tail -n +601 many.jsonl >&9 2>/dev/null
    exec 9>&-
    wait $reader
    status=$?
    reader=
    exits 4
    lines err 1
    says "${what#*:}"
    ! grep -q 'added' err || wrong "$(cat err)"
    export_all other.db >a
    export_all :memory: >b
    equal a b
done

finish
