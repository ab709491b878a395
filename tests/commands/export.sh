# The record in formats of others, read back by programs that are not ours: python3's csv, json, zipfile and XML; jq, xmllint and
# networkx where they are.
. "${SOURCE:?}/tests/commands/lib.sh"
run read --quiet --ledger talks.db "${world[@]}" samples/pages
run positions --ledger talks.db --list --format json
cp out positions.json
check() { python3 "$SOURCE/tests/commands/exports.py" "$@" >checked 2>&1 || wrong "$(tail -5 checked)"; }

it "gives the rows of positions as CSV, as the command for them does"
run positions --ledger talks.db --list --format csv
cp out list.csv
run export csv --ledger talks.db
exits 0
equal out list.csv
cp out positions.csv
check csv positions.csv positions.json

it "gives the same rows as lines of JSON"
run export jsonl --ledger talks.db
exits 0
cp out positions.jsonl
check jsonl positions.jsonl positions.json

it "chooses entries as positions does"
run positions --ledger talks.db --list --format csv --party vsk --issue ceasefire --since 2031-04
cp out list.csv
run export csv --ledger talks.db --party vsk --issue ceasefire --since 2031-04
equal out list.csv

it "has every table"
for table in positions matrix changes stances statements utterances stories articles speakers outlets history corrections \
    citations shares codebook; do
    run export csv --ledger talks.db --table "$table"
    exits 0
    [ "$(wc -l <out)" -gt 1 ] || [ "$table" = corrections ] || wrong "$table has no rows"
done

it "tells what the codes mean"
run export jsonl --ledger talks.db --table codebook
exits 0
prints '{"kind": "issue", "code": "ceasefire"'
prints '{"kind": "stance", "code": "open", "means": "for: does not say no"'
prints '{"kind": "party", "code": "VSK", "means": "Veshkar"'

it "has shares that add up to the positions"
run export jsonl --ledger talks.db --table shares
cp out shares.jsonl
check shares shares.jsonl positions.json

it "writes annotations that are found again in the text"
run export annotations --ledger talks.db
exits 0
cp out annotations.jsonld
check annotations annotations.jsonld talks.db
run export annotations --ledger talks.db --table statements
cp out annotations.jsonld
check annotations annotations.jsonld talks.db

it "writes networks as GraphML"
for network in issues parties outlets; do
    run export graphml --ledger talks.db --network "$network" --output "$network.graphml"
    exits 0
    check graphml "$network.graphml" "$network" shares.jsonl
done

it "writes a data package whose tables are as it says"
run export datapackage --ledger talks.db --output talks.zip
exits 0
check datapackage talks.zip positions.json
cp talks.zip first.zip
run export datapackage --ledger talks.db --output talks.zip
equal talks.zip first.zip

it "writes changes as an Atom feed"
run export atom --ledger talks.db
exits 0
cp out changes.atom
run changes --ledger talks.db --format json
check atom changes.atom out

it "leaves no half file where the disk is full, and keeps what was there"
if mkdir small && mount -t tmpfs -o size=40k none small 2>/dev/null; then
    echo before >small/talks.csv
    run export csv --ledger talks.db --output small/talks.csv
    exits 4
    says "small/talks.csv"
    says "No space left on device"
    [ "$(cat small/talks.csv)" = before ] || wrong "the file is not what it was"
    [ "$(ls small)" = talks.csv ] || wrong "left over: $(ls small)"
    umount small
else
    skip "no tmpfs can be mounted here"
fi

it "writes to a device as it is, and says that it is full"
run export csv --ledger talks.db --output /dev/full
exits 4
says "No space left on device"
[ -c /dev/full ] || wrong "/dev/full is no device any more"

it "replaces what a link leads to, and not the link"
ln -s real.csv link.csv
echo old >real.csv
run export csv --ledger talks.db --output link.csv
exits 0
[ -L link.csv ] || wrong "the link is gone"
equal real.csv positions.csv

it "takes an edited table back as corrections"
cp talks.db edited.db
check edit positions.csv edited.csv
run import csv edited.csv --ledger edited.db --who Ada
exits 3
says "edited.csv:6: stance: give demands, proposes, accepts, open, conditional or rejects"
says "9 rows: 1 confirmed, 2 values corrected, 1 added, 1 taken out, 3 left out"
run export jsonl --ledger edited.db --table corrections
[ "$(wc -l <out)" = 5 ] || wrong "$(cat out)"
prints '"what": "stance", "value": "open"'
prints '"what": "speaker", "value": "=Ada"'
run import csv edited.csv --ledger edited.db --who Ada
exits 3
says "9 rows: 0 confirmed, 0 values corrected, 0 added, 0 taken out, 3 left out"

it "carries what people said into another ledger of the same pages"
run export csv --ledger edited.db
cp out said.csv
cp talks.db other.db
run import csv said.csv --ledger other.db --who Ada
exits 0
run amend "$(sed -n 4p positions.csv | cut -d, -f1)" --not-a-position --ledger other.db --who Ada
exits 0
run export csv --ledger other.db
equal out said.csv

it "says what is wrong with a table"
printf 'party,stance\nVSK,open\n' >head.csv
run import csv head.csv --ledger edited.db --who Ada
exits 3
says "head.csv:1: no column id"
iconv -f UTF-8 -t UTF-16 positions.csv >wide.csv
run import csv wide.csv --ledger edited.db --who Ada
exits 3
says "wide.csv:1: byte 0 is no UTF-8; save the table as \"CSV UTF-8\""
: >empty.csv
run import csv empty.csv --ledger edited.db --who Ada
exits 3
says "empty.csv"
run import csv positions.csv --ledger edited.db --who Ada --to gold
exits 2

it "says what it cannot do"
run export nonsense --ledger talks.db
exits 2
says "there is no format nonsense; there are csv, jsonl"
run export atom --ledger talks.db --table statements
exits 2
says "--table statements"
run export csv --ledger talks.db --output no/such/folder.csv
exits 4
says "no/such/folder.csv"
run export csv --ledger none.db
exits 4

it "lists in its help the formats that there are"
run help export
cp out help.txt
run export nonsense --ledger talks.db
for format in $(sed 's/.*there are //; s/,//g' err); do
    grep -q "^$format - " help.txt || wrong "no $format in the help"
done
finish
