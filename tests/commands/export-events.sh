#!/usr/bin/env bash
# The record as events: PLOVER's lines and Phoenix's table, read back by programs that are not ours.
. "$(dirname "$0")/lib.sh"

"$PRISCUS" read --quiet "${world[@]}" --ledger l.db samples/pages </dev/null || exit 1

it "writes PLOVER's fields in each line"
run export plover --ledger l.db
exits 0
says "entries were left out: plover has no place for them"
[ "$(wc -l <out)" -gt 100 ] || wrong "$(wc -l <out) lines"
jq -es 'all(.[]; (.id | type == "string") and (.date | test("^[0-9]{4}-[0-9]{2}-[0-9]{2}$")) and (.actor | length > 0)
    and (.event | length == 1) and (.quad_code | . >= 1 and . <= 4) and (.cameo | test("^[0-9]{3,4}$")))' out >/dev/null ||
    wrong "$(head -1 out)"
jq -es 'map(.id) | length == (unique | length)' out >/dev/null || wrong "an id comes twice"

it "never writes what is conditional as plain agreement"
jq -es 'map(select(.stance == "conditional")) | length > 0 and all(.[]; (.mode | index("hypothetical")) and .comment)' out >/dev/null ||
    wrong "$(jq -c 'select(.stance == "conditional")' out | head -1)"
jq -es 'map(select(.stance == "open" and .event != ["AGREE"])) == []' out >/dev/null || wrong "open is no event but agreement"

it "names the words in the page"
jq -es 'all(.[] | select(.kind == "position"); .text_info.end > .text_info.start and .words_end > .words_begin
    and .text_info.start <= .words_begin)' out >/dev/null || wrong "$(jq -c 'select(.kind == "position")' out | head -1)"

it "tells one utterance from its copies"
[ "$(jq -r '.utterance[0] // .id' out | sort -u | wc -l)" -lt "$(wc -l <out)" ] || wrong "no copies in the samples"

it "writes no statement beside its position"
jq -es '(map(select(.kind == "position") | .statement) - [null]) as $told | map(select(.kind == "statement" and (.id | IN($told[])))) == []' out \
    >/dev/null || wrong "one utterance twice"

it "filters as positions does"
run export plover --ledger l.db --party VSK --since 2032
exits 0
jq -es 'length > 0 and all(.[]; .actor[0].code == "VSK" and .date >= "2032")' out >/dev/null || wrong "$(head -1 out)"
run export plover --ledger l.db --limit 5
exits 0
[ "$(wc -l <out)" -le 5 ] || wrong "$(wc -l <out) lines"

it "writes a table of Phoenix: 26 columns, codes as text, one row an event"
run export phoenix --ledger l.db --output events.tsv
exits 0
says "phoenix has no place for them"
python3 - <<'END' || wrong "the table is not as Phoenix has it"
import csv

rows = list(csv.reader(open("events.tsv", encoding="utf-8", newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
assert len(rows) > 50 and all(len(row) == 26 for row in rows)
for row in rows:
    assert row[1] == row[2] + row[3] + row[4] and len(row[1]) == 8, row
    assert row[5] == row[6] and row[5] and row[9] == row[10], row
    assert row[13].isdigit() and len(row[13]) in (3, 4) and row[14] == row[13][:2], row
    root = int(row[14])
    assert row[15] == str(0 if root < 3 else 1 if root < 6 else 2 if root < 9 else 3 if root < 14 else 4), row
    assert -10 <= float(row[16]) <= 10 and not any(row[18:23]) and row[23], row
keys = [(row[1], row[5], row[9], row[13]) for row in rows]
assert len(keys) == len(set(keys)), "an event comes twice"
assert keys == sorted(keys), "not by day"
assert any(";" in row[23] and ";" in row[25] for row in rows), "copies are listed"
assert any(row[13].startswith("0") for row in rows)
END

it "gives the same table again"
run export phoenix --ledger l.db
exits 0
equal out events.tsv

it "leaves conditions and hearsay out of the table"
jq -r 'select(.mode != null and (.mode | index("hypothetical"))) | .id' <(run export plover --ledger l.db && cat out) >conditional
cut -f24 events.tsv | tr ';' '\n' >told
! grep -qxFf conditional told || wrong "$(grep -xFf conditional told | head -1)"

it "finds the deeds of pages without a ledger"
cat >deeds.txt <<'END'
The navy of Karvia shelled the harbour on Sunday.

Karvia will release the crew if the levy is paid.

Karvia has not attacked anybody.
END
run read --from text --to plover --published 2031-05-03 "${world[@]}" deeds.txt
exits 0
[ "$(jq -r '.event[0] + " " + .cameo + " " + .date' out)" = $'ASSAULT 194 2031-05-03\nAGREE 0353 2031-05-03' ] || wrong "$(cat out)"
[ "$(jq -r 'select(.mode) | .mode | join(",")' out | tail -1)" = hypothetical ] || wrong "$(cat out)"

it "tells of events without a date"
run read --from text --to plover "${world[@]}" deeds.txt
exits 0
says "2 events were left out: PLOVER has no place for them"
[ ! -s out ] || wrong "$(cat out)"

it "says that a closed output cannot be written"
if [ -e /dev/full ]; then
    "$PRISCUS" export plover --ledger l.db >/dev/full 2>err </dev/null
    status=$?
    exits 4
    says "No space left on device"
else
    skip "no /dev/full"
fi

finish
