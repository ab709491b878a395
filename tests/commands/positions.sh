# priscus positions
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" plain.jsonl || exit 1

it "shows a grid of issues and parties"
run positions
exits 0
lines err 0
same out positions-100.txt

"$PRISCUS" read -q "${world[@]}" --ledger samples.db samples/pages
for width in 40 80 120; do
    it "fits $width columns"
    COLUMNS=$width run positions
    exits 0
    same out positions-$width.txt
    for question in positions 'positions --list' statements 'search talks' stats; do
        # shellcheck disable=SC2086
        COLUMNS=$width run $question --ledger samples.db
        exits 0
        [ "$width" -eq 40 ] && continue # narrower than the columns of a list can be
        widest=$(grep -v -e 'https*://[^ ]*$' -e '^head ' out | wc -L) # addresses and hashes are not broken, to be copied
        [ "$widest" -le "$width" ] || wrong "$question: a line of $widest columns"
    done
done

it "shows where they stood on an earlier day"
run positions --as-of 2031-05-10
exits 0
same out positions-as-of.txt

it "keeps to one party, in whatever letters its code is written"
run positions --party vsk
exits 0
same out positions-party.txt
cp out first
run positions -p VSK
equal out first

it "counts the parties that do not fit, and shows those that are asked for"
COLUMNS=40 run positions
grep -qE '^5 more parties: ' out || wrong "no rest: $(cat out)"
COLUMNS=40 run positions --parties vsk,BHT,drv
exits 0
! grep -q 'more part' out || wrong "a rest beside parties that were asked for"
for party in VSK BHT DRV; do grep -q "$party" out || wrong "no $party"; done
run positions --parties VSK,DRV --list --format csv
cut -d, -f5 out | sort -u >parties
[ "$(tr '\n' ' ' <parties)" = 'DRV VSK party ' ] || wrong "$(cat parties)"

it "keeps to one issue with its more particular ones"
run positions --issue talks
exits 0
same out positions-issue.txt

it "lists positions with their words, oldest first"
run positions --list --party VSK
exits 0
same out positions-list.txt
COLUMNS=80 run positions --list --party VSK
same out positions-list-80.txt

it "writes CSV: a header, a row a position, dates and numbers as they are"
run positions --list --format csv
exits 0
lines err 0
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import csv, json, re, subprocess, os
rows = list(csv.DictReader(open("out", newline="", encoding="utf-8")))
assert rows, "no rows"
for row in rows:
    assert re.fullmatch(r"p-[0-9a-f]{12}", row["id"]), row
    assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d(T[\d:]+.*)?)?)?)?", row["date"]), row["date"]
as_json = json.loads(subprocess.check_output([os.environ["PRISCUS"], "positions", "--list", "--format", "json"]))
assert len(as_json) == len(rows)
for a, b in zip(rows, as_json):
    assert a.keys() == b.keys()
    for key in a:
        assert a[key] == ("" if b[key] is None else b[key] if isinstance(b[key], str) else json.dumps(b[key])), (key, a[key], b[key])
    assert isinstance(b["by_other"], int), b["by_other"]
END

it "writes the grid as JSON too, a cell an object"
run positions --format json
exits 0
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
cells = json.load(open("out", encoding="utf-8"))
keys = [(c["party"], c["issue"]) for c in cells]
assert keys and keys == sorted(set(keys)), keys
assert all(c["stance"] in "demands proposes accepts open conditional rejects".split() for c in cells)
assert all(isinstance(c["disagree"], int) for c in cells)
END

it "takes no more rows than asked for"
run positions --list --limit 3 --format csv
lines out 4

it "says which party or issue was meant when there is none of that name"
run positions --party VKS
exits 0
lines out 0
says 'The ledger has no party VKS; did you mean VSK?'
run positions --issue ceasefires
says 'did you mean ceasefire?'
run positions --exit-status --party XYZ
exits 1
says 'The ledger has no party XYZ; it has '
run positions -e --as-of 1999 --format json
exits 1
[ "$(cat out)" = '[]' ] || wrong "$(cat out)"
says 'Nothing found in priscus.db.'

it "colours nothing in a file"
run positions
! grep -q "$(printf '\033')" out || wrong "an escape sequence in a file"

if command -v script >/dev/null && [ -e /dev/ptmx ] && script -qec true /dev/null </dev/null >/dev/null 2>&1; then
    it "uses bold on a terminal, unless NO_COLOR or TERM say otherwise"
    on_terminal() { script -qec "stty cols 80; $* '$PRISCUS' positions" /dev/null </dev/null >typed 2>&1; }
    on_terminal TERM=xterm
    grep -q "$(printf '\033\\[1m')" typed || wrong "no bold on a terminal"
    on_terminal TERM=xterm NO_COLOR=1
    ! grep -q "$(printf '\033\\[1m')" typed || wrong "bold in spite of NO_COLOR"
    on_terminal TERM=dumb
    ! grep -q "$(printf '\033\\[1m')" typed || wrong "bold on a dumb terminal"
fi

finish
