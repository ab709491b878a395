# The Discourse Network Analyzer, both ways.
. "${SOURCE:?}/tests/commands/lib.sh"

"$PRISCUS" read -q "${world[@]}" --ledger w.db samples/pages || exit 1
# A text with signs of two units, and line ends of all three kinds.
printf '{"id": "dove", "title": "Doves", "published": "2032-01-02T10:00:00+01:00", "text": "%s"}\n' \
    'A dove \ud83d\udd4a flew over Ondrel \ud83c\udffb.\r\n\r\nVeshkar rejects a ceasefire \ud83d\udd4a, Foreign Minister Rada Volshin said.\rVeshkar demands a treaty, she said.' |
    "$PRISCUS" read -q "${world[@]}" --ledger w.db --from jsonl - || exit 1

# What positions say, in a form in which two ledgers can be compared. Speakers under the names of the roster, as DNA has them.
positions_of() {
    sqlite3 "$1" "SELECT page, party, issue, stance, words, coalesce(person, speaker), date, precision FROM positions ORDER BY 1, 2, 3, 4, 5, 6, 7"
}

it "writes a file as DNA 3.1.2 makes them, with each position at its words"
run export dna --ledger w.db --output w.dna
exits 0
lines err 0
python3 "$SOURCE/tests/commands/dna.py" w.dna w.db >wrong.txt 2>&1 || wrong "$(tail -3 wrong.txt)"
[ ! -s wrong.txt ] || wrong "$(head -c 2000 wrong.txt)"
doves=$(sqlite3 w.dna "SELECT count(*) FROM STATEMENTS JOIN DOCUMENTS ON DOCUMENTS.ID = DocumentId WHERE Title = 'Doves'")
[ "$doves" -gt 0 ] || wrong "nothing was read of the text with doves"

it "writes the same file for the same ledger, and to standard output"
run export dna --ledger w.db
exits 0
equal out w.dna

it "holds to filters, and to what people corrected"
one=$("$PRISCUS" positions --list --format csv --party VSK --issue ceasefire --ledger w.db | sed -n 2p | cut -d, -f1)
run amend "$one" --stance open --who Ada --ledger w.db
run export dna --party VSK --issue ceasefire --ledger w.db --output few.dna
exits 0
n=$(sqlite3 w.db "SELECT count(*) FROM positions WHERE party = 'VSK' AND issue = 'ceasefire'")
sqlite3 few.dna "SELECT count(*) = $n, count(DISTINCT DocumentId) = (SELECT count(*) FROM DOCUMENTS) FROM STATEMENTS" >out
prints '1|1'
sqlite3 few.dna "SELECT Value FROM ENTITIES JOIN DATASHORTTEXT AS d ON d.Entity = ENTITIES.ID WHERE d.VariableId = 5 AND StatementId =
    (SELECT StatementId FROM DATALONGTEXT WHERE Value LIKE '$one%'); SELECT Value FROM DATALONGTEXT WHERE Value LIKE '$one%'" >out
prints open
prints 'review: corrected'
prints 'by: Ada'
run amend undo "$(sqlite3 w.db "SELECT printf('c-%012x', key) FROM correction")" --who Ada --ledger w.db
exits 0

it "comes back into a ledger of the same pages with nothing lost"
cat >none.agenda <<'END'
agenda nothing
version 1
issue nothing
  for nothing at all
  words qqzz
END
"$PRISCUS" read -q --agenda none.agenda --roster samples/world.roster --ledger fresh.db samples/pages
printf '{"id": "dove", "title": "Doves", "published": "2032-01-02T10:00:00+01:00", "text": "%s"}\n' \
    'A dove \ud83d\udd4a flew over Ondrel \ud83c\udffb.\r\n\r\nVeshkar rejects a ceasefire \ud83d\udd4a, Foreign Minister Rada Volshin said.\rVeshkar demands a treaty, she said.' |
    "$PRISCUS" read -q --agenda none.agenda --roster samples/world.roster --ledger fresh.db --from jsonl -
positions_of fresh.db >before
[ ! -s before ] || wrong "the agenda of nothing found something: $(cat before)"
run export dna --ledger w.db --output w.dna
run import dna w.dna --ledger fresh.db
exits 3
says 'concept "ceasefire": no issue is called so ('
positions_of fresh.db >before
[ ! -s before ] || wrong "something was taken in: $(head -3 before)"
sqlite3 w.dna "SELECT 'concept: ' || Value || ' = ' || Value FROM ENTITIES WHERE VariableId = 3 AND Value <> ''" >desk.names
run import dna w.dna --names desk.names --ledger fresh.db
exits 0
positions_of w.db >one.txt
positions_of fresh.db >two.txt
equal one.txt two.txt
run verify --ledger fresh.db
exits 0

it "takes nothing in twice"
cp err first
run import dna w.dna --names desk.names --ledger fresh.db
exits 0
says ' 0 confirmed, 0 corrected, 0 added, 0 taken out, '
positions_of fresh.db >two.txt
equal one.txt two.txt

it "writes its articles as an input, in which its codings are found again"
run import dna w.dna --to articles --output articles.jsonl
exits 0
run read -q "${world[@]}" --from jsonl --ledger again.db articles.jsonl
exits 0
run import dna w.dna --ledger again.db
exits 0
says ' 0 corrected, '
says ' 0 left out'
grep -q '"published": "2032-01-02"' articles.jsonl || wrong "$(grep Doves articles.jsonl)"

it "writes its codings as gold, as amend gold writes those of a ledger"
run import dna w.dna --to gold --ledger w.db
exits 0
python3 - <<'END' >bad 2>&1
import json
lines = [json.loads(line) for line in open("out", encoding="utf-8")]
assert lines
for line in lines:
    text = line["text"].encode()
    for p in line["positions"]:
        assert text[p["span"][0]:p["span"][1]].decode() == p["anchor"], p
        assert p["sentence"][0] <= p["span"][0] and p["span"][1] <= p["sentence"][1], p
        assert p["stance"] in ("demands", "proposes", "accepts", "open", "conditional", "rejects"), p
print(len(lines), end="")
END
[ "$(cat bad)" -gt 20 ] 2>/dev/null || wrong "$(cat bad)"

it "measures the machine against articles that were coded whole"
run import dna w.dna --reviewed --who Ada --ledger again.db
exits 0
run stats --quality --format csv --ledger again.db
prints "readers,1"
grep -qE '^pages_reviewed,[1-9]' out || wrong "$(cat out)"
run amend gold --ledger again.db
exits 0
[ -s out ] || wrong "no gold"

it "leaves no half file where the disk is full"
echo old >full.dna
(ulimit -f 40; "$PRISCUS" export dna --ledger w.db --output full.dna >out 2>err)
[ $? -eq 4 ] || wrong "exit status $?"
says "no room is left"
[ "$(cat full.dna)" = old ] || wrong "what was there is gone"
[ "$(find . -name 'full.dna*' | wc -l)" -eq 1 ] || wrong "$(ls full.dna*)"

it "says of a file that is none what it is and what is wanted"
run import dna w.db --ledger fresh.db
exits 3
says "no file of DNA"
printf '<?xml version="1.0" encoding="UTF-8"?><discourse></discourse>' >old.dna
run import dna old.dna --ledger fresh.db
says "old.dna is XML, as DNA 1 wrote it"
cp w.dna two.dna
sqlite3 two.dna "UPDATE SETTINGS SET Value = '2.0 beta 25' WHERE Property = 'version'"
run import dna two.dna --ledger fresh.db
says "two.dna is of DNA 2.0 beta 25, and wanted is one of DNA 3.1"
run import dna nothing.dna --ledger fresh.db
says "nothing.dna: there is no such file"
run import nonsense w.dna --ledger fresh.db
exits 2
says "there are csv and dna"

it "says which documents are not in the ledger, and how to read them"
"$PRISCUS" read -q "${world[@]}" --ledger small.db samples/pages/22* 2>/dev/null
run import dna w.dna --ledger small.db
exits 3
says "no article of the ledger has this text, or this title and day"
says "priscus import dna w.dna --to articles | priscus read --from jsonl -"

finish
