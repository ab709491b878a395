# priscus trace
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" samples/pages || exit 1
# One that somebody is quoted with: a row that names its statement.
position=$("$PRISCUS" positions --list --party DRV --issue talks --format csv | grep ',s-[0-9a-f]*,' | sed -n '1s/,.*//p')
statement=$("$PRISCUS" statements --party DRV --limit 1 --format csv | sed -n '2s/,.*//p')

it "shows a position from its page to its stance"
run trace "$position"
exits 0
lines err 0
for part in "$position: DRV talks" 'page ' 'made by ' 'sentence ' 'RELATION' 'STATEMENT' 'SPEAKER' 'ISSUE: talks' \
    'STANCE: ' 'HELD BY' 'TO MEND IT' 'FROM WHOM' 'First report known: '; do
    prints "$part"
done
grep -qE 'phrase +samples/world\.agenda:[0-9]+: (words|opposite|act|deed): ' out || wrong "no line of the agenda: $(cat out)"
grep -qE 'record/stance\.table:[0-9]+: ' out || wrong "no row of the stance table: $(cat out)"
grep -qE 'roster +samples/world\.roster:[0-9]+: ' out || wrong "no line of the roster: $(cat out)"

it "shows a statement without what belongs to positions"
run trace "$statement"
exits 0
prints "$statement"
prints 'cue '
! grep -qE '^(ISSUE|STANCE|HELD BY)' out || wrong "$(cat out)"

it "shows lines that exist: the agenda has the phrase where it says"
run trace "$position"
sed -nE 's/^  phrase +([^:]+):([0-9]+): [a-z]+: (.*)/\1 \2 \3/p' out >phrase
read -r file at phrase <phrase
sed -n "${at}p" "$file" | grep -qF -- "${phrase%% *}" || wrong "line $at of $file has no $phrase"

it "fits the width of the screen"
COLUMNS=80 run trace "$position"
awk 'length > 80 { print "longer than 80: " $0 }' out >long
[ ! -s long ] || wrong "$(cat long)"

it "writes JSON for programs"
run trace --format json "$position"
exits 0
lines out 1
if command -v jq >/dev/null; then
    [ "$(jq -r '.id, .made_again, .position.party, (.words | length > 3), (.agenda.line > 0), (.mend | length > 0)' out |
        tr '\n' ' ')" = "$position true DRV true true true " ] || wrong "$(head -c 600 out)"
    run trace --format json "$statement"
    [ "$(jq -r '.id, .statement.id, .position, .holder, .agenda, (.rows | length)' out | tr '\n' ' ')" = \
        "$statement $statement null null null 0 " ] || wrong "$(head -c 600 out)"
else
    skip "no jq"
fi

it "says how sure a position is, and from what"
sure=$("$PRISCUS" positions --list --format csv | python3 -c 'import csv, sys
print(next((row["id"] for row in csv.DictReader(sys.stdin) if row["sure"]), ""))')
if [ -n "$sure" ]; then
    run trace "$sure"
    exits 0
    for part in 'SURE: 0.' 'rules say ' 'holder  ' 'issue  ' 'positions --sure'; do
        prints "$part"
    done
    run trace --format json "$sure"
    python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
trace = json.load(open("out", encoding="utf-8"))
learnt = trace["learnt"]
assert 0 < trace["position"]["sure"] <= 1, trace["position"]
assert all(0 <= (learnt[key] or 0) <= 1 for key in ("holder", "issue", "other")), learnt
assert learnt["rules"] in ("nothing", "same", "contrary", "alone"), learnt
assert learnt["near"] == [] or learnt["rules"] in ("nothing", "contrary"), learnt
END
else
    skip "the model has no networks for positions"
fi

it "needs no agenda, no roster and no page: the ledger keeps them"
mkdir away
cp priscus.db away
(cd away && "$PRISCUS" trace "$position") >out 2>err
status=$?
exits 0
prints 'ISSUE: talks'

it "says that an identifier is none, is another kind's, or is not in this ledger"
run trace nonsense
exits 2
lines err 1
says '"nonsense" is no identifier'
run trace g-000000000000
exits 2
says 'is a page or an article'
run trace p-000000000000
exits 2
lines err 1
says 'there is no p-000000000000 in the ledger'
run trace
exits 2
says 'no entry; name a statement'

it "says that there is no ledger"
run trace --ledger nowhere.db "$position"
exits 4
says 'nowhere.db'

it "says that there is no such model"
run trace --model nowhere.model "$position"
exits 2
lines out 0
lines err 1
says 'nowhere.model: the model cannot be read'

it "says which version made an entry that this one does not make, and what it makes instead"
if command -v sqlite3 >/dev/null; then
    cp priscus.db other.db
    sqlite3 other.db "DROP TRIGGER reading_is_not_changed; UPDATE reading SET engine = '0.0.1/0+00000000';
        DROP TRIGGER position_is_not_changed; UPDATE position SET id = 1, words_begin = words_begin + 1
        WHERE id = 0x${position#p-}" 2>why || wrong "$(cat why)"
    run trace --ledger other.db p-000000000001
    exits 1
    prints '0.0.1/0+00000000, another version of Priscus'
    prints 'does not make this entry'
    prints "made now    p-"
    prints "$position: DRV talks"
    run trace --ledger other.db "$statement"
    exits 0
    prints 'another version of Priscus'
else
    skip "no sqlite3"
fi

it "says that a page was tampered with"
if command -v sqlite3 >/dev/null; then
    cp priscus.db bad.db
    sqlite3 bad.db "DROP TRIGGER page_is_not_changed; UPDATE page SET sha256 = randomblob(32)" 2>why || wrong "$(cat why)"
    run trace --ledger bad.db "$position"
    exits 4
    says 'cannot be traced'
    says 'priscus verify'
else
    skip "no sqlite3"
fi

finish
