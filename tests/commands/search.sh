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

# Soft hyphen, word joiner, zero-width space and no-break space, where pages have them.
it "sees through what nobody sees, as the entries do"
printf '{"text": "%s"}\n' 'Hal\u00admark re\u2060jects pri\u00adsoner ex\u200bchanges, Ada\u00a0Brusk said.' \
    'Hal\u00admark re\u2060jects pri\u00adsoner ex\u200bchanges, Ada\u00a0Brusk said.' > hidden.jsonl
run read -q --ledger hidden.db "${world[@]}" hidden.jsonl
exits 0
run search --ledger hidden.db --format json prisoner 'exch­anges' '"Ada Brusk"'
grep -q 'prisoner.*exchanges' out || wrong "not found: $(cat out err)"
run statements --ledger hidden.db --format json
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
s = json.load(open("out"))[0]
assert s["speaker"] == "Ada Brusk", s["speaker"]
assert s["source"] == "Ada\u00a0Brusk", s["source"]
assert s["content"].endswith("ex\u200bchanges"), s["content"]
END
run verify --ledger hidden.db
exits 0
if command -v sqlite3 >/dev/null; then # without us
    sqlite3 hidden.db "INSERT INTO search (search, rank) VALUES ('integrity-check', 1);
        INSERT INTO search (search) VALUES ('rebuild')" 2>why || wrong "$(cat why)"
    run search --ledger hidden.db prisoner --format csv
    lines out 2
fi

finish
