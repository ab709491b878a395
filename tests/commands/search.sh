# priscus search
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" plain.jsonl || exit 1

it "finds paragraphs with all of the words, oldest first"
run search prisoners exchange
exits 0
lines err 0
same out search.txt
COLUMNS=80 run search prisoners exchange
same out search-80.txt

it "finds a phrase"
run search '"exchange of prisoners"' --format json
exits 0
cp out phrase
run search prisoners exchange --format json
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
phrase, words = json.load(open("phrase")), json.load(open("out"))
assert len(phrase) <= len(words), (len(phrase), len(words))
assert all("exchange of prisoners" in p["paragraph"].lower() for p in phrase)
END

it "does not mind capitals, accents or operators"
run search DRESZ --format csv
cp out first
run search dresz --format csv
equal out first
run search 'AND' 'OR(' '"'
[ "$status" -lt 3 ] || wrong "exit status $status: $(cat err)"

it "says so when nothing was found, with exit status 1 only if asked"
run search xyzzy
exits 0
lines out 0
lines err 1
says 'Nothing found'
run search --exit-status xyzzy
exits 1
run search -e talks
exits 0

finish
