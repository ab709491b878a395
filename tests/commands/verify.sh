# priscus verify
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" samples/pages || exit 1

it "says that the record is what the pages say"
run verify
exits 0
lines out 1
lines err 0
prints '21 pages and '
prints ' entries checked: the record is what the stored pages say.'

it "needs no agenda: the ledger keeps what it was made with"
mkdir away
cp priscus.db away
(cd away && "$PRISCUS" verify) >out 2>err
status=$?
exits 0

it "checks one entry, or one page"
for id in $("$PRISCUS" positions --list --limit 1 --format csv | sed -n '2s/,.*//p') \
    $("$PRISCUS" statements --limit 1 --format csv | sed -n '2s/,.*//p'); do
    run verify "$id"
    exits 0
    prints '1 entry checked'
done

it "says that an identifier is none, or not in this ledger"
run verify nonsense
exits 2
lines err 1
says 'nonsense'
run verify p-000000000000
exits 2
lines err 1
says 'p-000000000000'

it "answers no when the record was tampered with, and names the entry"
if command -v sqlite3 >/dev/null; then
    sqlite3 priscus.db "DROP TRIGGER position_is_not_changed;
        UPDATE position SET words_begin = words_begin + 1 WHERE (article, ordinal) IN
        (SELECT article, ordinal FROM position ORDER BY id LIMIT 1)" 2>why || wrong "$(cat why)"
    run verify
    exits 1
    grep -qE '^p-[0-9a-f]{12}: ' out || wrong "no entry is named: $(cat out)"
    [ "$(wc -l <out)" -ge 2 ] || wrong "$(cat out)"
    run verify --quiet
    exits 1
    ! grep -q checked out || wrong "a summary in spite of --quiet"
else
    skip "no sqlite3"
fi

it "answers no when a page was tampered with"
if command -v sqlite3 >/dev/null; then
    rm -f priscus.db*
    "$PRISCUS" read -q "${world[@]}" samples/pages
    sqlite3 priscus.db "DROP TRIGGER page_is_not_changed;
        UPDATE page SET sha256 = zeroblob(32) WHERE id = 1" 2>why || wrong "$(cat why)"
    run verify
    exits 1
    grep -qE '^g-[0-9a-f]{12}: ' out || wrong "no page is named: $(cat out)"
else
    skip "no sqlite3"
fi

finish
