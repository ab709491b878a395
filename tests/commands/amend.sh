# What people say of entries: confirmed, corrected, added, undone; how good the machine is by that.
. "${SOURCE:?}/tests/commands/lib.sh"

"$PRISCUS" read -q "${world[@]}" --ledger w.db samples/pages || exit 1
of() { "$PRISCUS" positions --list --format csv --ledger w.db "$@" | sed -n 2p | cut -d, -f1; }
one=$(of --party VSK --issue ceasefire)
page=$(sqlite3 w.db "SELECT page FROM positions WHERE id = '$one'")
export PRISCUS_WHO=Ada

it "confirms an entry"
run amend "$one" --confirm --ledger w.db
exits 0
grep -qE '^c-[0-9a-f]{12} confirm$' out || wrong "$(cat out)"
run positions --list --party VSK --issue ceasefire --format csv --ledger w.db
grep "^$one,.*,confirmed," out >found || wrong "$(head -2 out)"

it "corrects it, with a note, and takes that back"
run amend "$one" --stance open --note 'only "no truce while ..."' --who Ben --ledger w.db
exits 0
back=$(cut -d' ' -f1 out)
run positions --list --party VSK --issue ceasefire --format csv --ledger w.db
grep -q "^$one,.*,open,.*,corrected," out || wrong "$(head -2 out)"
run amend list --ledger w.db --format csv
grep -q "^$back,2032-03-01T12:00:00Z,Ben,$one,position,stance,open," out || wrong "$(cat out)"
run amend undo "$back" --ledger w.db
exits 0
run positions --list --party VSK --issue ceasefire --format csv --ledger w.db
grep -q "^$one,.*,rejects,.*,confirmed," out || wrong "$(head -2 out)"

it "takes out what is no position, in every view"
run amend "$one" --not-a-position --ledger w.db
exits 0
for view in 'positions --list' changes 'search truce'; do
    run $view --format json --ledger w.db
    exits 0
    ! grep -q "$one" out || wrong "$view has it"
done
run positions --history --format csv --ledger w.db
grep -q "^$one," out || wrong "what the machine read is gone"
run amend undo "$(sqlite3 w.db "SELECT printf('c-%012x', key) FROM correction WHERE what = 'not'")" --ledger w.db

it "adds what was missed, and counts"
run amend add "$page" --words 'press on with its operation' --party VSK --issue ceasefire --stance rejects --ledger w.db
exits 0
run amend "$page" --reviewed --ledger w.db
exits 0
run stats --quality --format csv --ledger w.db
exits 0
for line in readers,2 positions_judged,1 positions_right,1 precision,1.000 pages_reviewed,1 positions_missed,1; do
    grep -qx "$line" out || wrong "no $line: $(tr '\n' ' ' <out)"
done
run verify --ledger w.db
exits 0

it "gives the pages that were reviewed as gold"
run amend gold --ledger w.db
exits 0
lines out 1
python3 -c '
import json, sys
row = json.loads(open("out").read())
body = row["text"].encode()
assert row["positions"] and all(body[p["span"][0]:p["span"][1]].decode() == p["anchor"] and p["required"] for p in row["positions"])
assert any(p["anchor"] == "press on with its operation" and p["stance"] == "rejects" for p in row["positions"])' || wrong "$(cat out)"

it "keeps what was said when the page is read again"
sed 's/^version .*/version 99/' "$SOURCE/samples/world.agenda" >newer.agenda
run read -q --agenda newer.agenda --roster samples/world.roster --ledger w.db samples/pages
exits 0
run positions --list --party VSK --issue ceasefire --format csv --ledger w.db
grep -q "^$one,.*,confirmed," out || wrong "$(head -3 out)"

it "says what cannot be said"
run amend p-000000000000 --confirm --ledger w.db
exits 2
says 'there is no entry p-000000000000'
run amend "$one" --ledger w.db
exits 2
says 'nothing to say of'
run amend "$one" --confirm --stance open --ledger w.db
exits 2
run amend "$page" --confirm --ledger w.db
exits 2
says 'cannot be said of a page'
run amend "$one" --stance likes --ledger w.db
exits 2
run amend add "$page" --words 'these words are nowhere' --party VSK --issue ceasefire --stance rejects --ledger w.db
exits 2
says 'do not stand in the article'
run amend undo --ledger w.db
exits 2
USER= PRISCUS_WHO= run amend "$one" --confirm --ledger w.db
exits 2
says 'say who corrects'
run amend "$one" --confirm --ledger nowhere/w.db
exits 4
finish
