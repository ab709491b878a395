# Places for pages that have none yet: of a ledger read with --no-link, of one that an older Priscus made; broken off and gone on with.
. "${SOURCE:?}/tests/commands/lib.sh"

"$PRISCUS" read -q "${world[@]}" --ledger linked.db samples/pages || exit 1
answers() {
    for what in 'stories --format jsonl' 'utterances --format jsonl' 'changes --format jsonl'; do
        "$PRISCUS" $what --ledger "$1"
    done
}

it "reads pages without giving them a place, and says so"
run read -q --no-link "${world[@]}" --ledger later.db samples/pages
exits 0
run stories --ledger later.db
says 'priscus link --ledger later.db'
run positions --format csv --ledger later.db
exits 0

it "places them later, with the same result"
run link --ledger later.db
exits 0
says '30 pages placed'
answers linked.db >one
answers later.db >two
cmp -s one two || wrong "$(diff one two | head -5)"
run link --ledger later.db
exits 0
says '0 pages placed'

it "finds all places anew"
run link --again --ledger later.db
exits 0
says '30 pages placed'
answers later.db >two
cmp -s one two || wrong "$(diff one two | head -5)"

it "goes on where it was broken off"
"$PRISCUS" read -q --no-link "${world[@]}" --ledger broken.db samples/pages
for n in 1 2 3 4; do # as if it had been killed behind some pages: the mark is moved in the transaction that has the place
    timeout -s KILL .0$n "$PRISCUS" link -q --ledger broken.db
done
run link -q --ledger broken.db
exits 0
answers broken.db >two
cmp -s one two || wrong "$(diff one two | head -5)"
run verify --ledger broken.db
exits 0

it "leaves the record alone"
heads() { sqlite3 "$1" 'SELECT hex(hash) FROM seal ORDER BY id DESC LIMIT 1'; }
before=$(heads linked.db)
run link --again --ledger linked.db
exits 0
[ "$(heads linked.db)" = "$before" ] || wrong "the chain of what was committed has grown"
run verify --ledger linked.db
exits 0

it "says what is wrong with a ledger"
run link --ledger nowhere/w.db
exits 4
lines err 1
finish
