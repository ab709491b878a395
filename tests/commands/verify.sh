# priscus verify
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" samples/pages || exit 1

it "says that the record is what the pages say"
run verify
exits 0
lines out 1
lines err 0
prints '30 pages and '
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

it "answers no when what is kept of days is not what their reports tell"
if command -v sqlite3 >/dev/null; then
    cp priscus.db days.db
    sqlite3 days.db "UPDATE shown_days SET days = (SELECT max(days) FROM shown_days)" 2>why || wrong "$(cat why)"
    run verify --ledger days.db
    exits 1
    prints 'table shown_days: days of '
    prints ' parties and issues are not those of their reports'
else
    skip "no sqlite3"
fi

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

it "tells the same, and in the same order, by however many threads"
if command -v sqlite3 >/dev/null; then
    sqlite3 priscus.db "UPDATE position SET words_begin = words_begin + 1 WHERE ordinal = 0;
        DROP TRIGGER page_is_not_changed; UPDATE page SET key = key + 1 WHERE id % 3 = 0" 2>why || wrong "$(cat why)"
    run verify --jobs 1
    exits 1
    cp out by-one
    [ "$(wc -l <by-one)" -ge 20 ] || wrong "$(cat by-one)"
    for jobs in 2 5; do
        run verify --jobs $jobs
        exits 1
        cmp by-one out >/dev/null || wrong "$(diff by-one out)"
    done
else
    skip "no sqlite3"
fi

it "looks at what came behind a receipt alone"
rm -f priscus.db*
"$PRISCUS" read -q "${world[@]}" --receipt first samples/pages/0*.html
run verify --since first
exits 0
prints '0 pages and 0 entries checked, of those behind the receipt: '
"$PRISCUS" read -q "${world[@]}" samples/pages
run verify
all=$(sed 's/ .*//' out)
run verify --since first
exits 0
new=$(sed 's/ .*//' out)
[ "$new" -gt 0 ] && [ "$new" -lt "$all" ] || wrong "$new of $all pages"
if command -v sqlite3 >/dev/null; then
    cp priscus.db whole
    sqlite3 priscus.db "DROP TRIGGER page_is_not_changed; UPDATE page SET size = 1 WHERE id = 1" 2>why || wrong "$(cat why)"
    run verify --since first
    exits 1 # a trigger is missing, but the page is one from before
    ! grep -q '^g-' out || wrong "$(cat out)"
    cp whole priscus.db
    sqlite3 priscus.db "DROP TRIGGER page_is_not_changed; UPDATE page SET size = 1 WHERE id = (SELECT max(id) FROM page)"
    run verify --since first
    exits 1
    grep -q '^g-' out && grep -q '^seal ' out || wrong "$(cat out)"
    cp whole priscus.db
    sed -i 's/^head .*/head 0000000000000000000000000000000000000000000000000000000000000001/' first
    run verify --since first
    exits 1
    prints 'has another hash than the receipt'
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

it "says by a receipt whether the ledger goes on from where it was given"
rm -f priscus.db*
run read -q "${world[@]}" --receipt one.receipt samples/pages/0*.html
exits 0
run read -q "${world[@]}" --receipt two.receipt samples/pages
exits 0
for n in one two; do
    grep -qxE 'head [0-9a-f]{64}' $n.receipt || wrong "$(cat $n.receipt)"
    grep -qxE 'seal [0-9]+' $n.receipt || wrong "$(cat $n.receipt)"
    run verify --receipt $n.receipt
    exits 0
done
[ "$(sed -n 's/^head //p' two.receipt)" = "$("$PRISCUS" stats --format csv | sed -n 's/^head,//p')" ] || wrong "stats tell another head"

it "finds by a receipt that the last commits were cut off, or that all of it was made anew"
rm -f cut.db* anew.db*
"$PRISCUS" read -q "${world[@]}" --ledger cut.db samples/pages/0*.html
run verify --ledger cut.db
exits 0
run verify --ledger cut.db --receipt two.receipt
exits 1
grep -q '^seal [0-9]*: ' out || wrong "$(cat out)"
PRISCUS_NOW=2032-03-02T12:00:00Z "$PRISCUS" read -q "${world[@]}" --ledger anew.db samples/pages
run verify --ledger anew.db --receipt one.receipt
exits 1
# what is committed each second is as many seals as the machine is slow
grep -qE 'another hash than the receipt|no longer in the ledger' out || wrong "$(cat out)"

it "takes no other file for a receipt, and writes over none"
echo 'cakes' >notes.txt
run verify --receipt notes.txt
exits 3
says 'notes.txt: no receipt of Priscus'
run verify --receipt missing.receipt
[ "$status" -gt 1 ] || wrong "exit status $status"
run read -q "${world[@]}" --receipt notes.txt samples/pages
exits 2
says 'notes.txt is there, and is no receipt'
[ "$(cat notes.txt)" = cakes ] || wrong "$(cat notes.txt)"
run read "${world[@]}" --receipt priscus.db samples/pages
exits 2
run verify
exits 0
run read --to jsonl --receipt x.receipt samples/pages
exits 2
says '--receipt is of a ledger'

finish
