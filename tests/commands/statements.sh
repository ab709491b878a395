# priscus statements
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" plain.jsonl || exit 1

it "lists who said what, oldest first"
run statements --party VSK
exits 0
lines err 0
same out statements-party.txt

it "fits 80 columns"
COLUMNS=80 run statements --limit 12
exits 0
same out statements-80.txt

it "finds a speaker by a part of the name, capitals no matter"
run statements --speaker dresz --format csv
exits 0
[ "$(wc -l <out)" -gt 1 ] || wrong "nobody was found"
cp out first
run statements --speaker DRESZ --format csv
equal out first

it "keeps to statements on an issue"
run statements --issue ceasefire --format json
exits 0
cp out few
run statements --format json
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
few, all_ = json.load(open("few")), json.load(open("out"))
assert 0 < len(few) < len(all_), (len(few), len(all_))
ids = {s["id"] for s in all_}
assert all(s["id"] in ids for s in few)
END

it "keeps to days, by when it was said, published or recorded, and to outlets"
run statements --format csv
cp out all
day=$(cut -d, -f2 all | grep -E '^[0-9]{4}-[0-9]{2}-[0-9]{2}' | cut -c1-10 | sort | sed -n '$p')
run statements --since "$day" --format csv
[ "$(wc -l <out)" -gt 1 ] && [ "$(wc -l <out)" -lt "$(wc -l <all)" ] || wrong "since $day: $(wc -l <out) of $(wc -l <all)"
run statements --until "$day" --since "$day" --format csv
[ "$(wc -l <out)" -gt 1 ] || wrong "nothing on $day"
run statements --by recorded --until 2032-02-29 --format csv
lines out 1
run statements --by recorded --since 2032-03-01 --format csv
equal out all
run statements --outlet 'no such outlet' --format csv
lines out 1
run search --by published --since 1999 --until 2099 talks
[ -s out ] || wrong "nothing found"

it "counts as many statements of speakers as there are, of each day and of all days up to it"
for day in $(cut -d, -f2 all | grep -E '^[0-9]{4}-[0-9]{2}-[0-9]{2}' | cut -c1-10 | sort -u); do
    for time in "--since $day --until $day" "--until $day" "--since $day"; do
        run statements $time --format csv
        cp out said
        run export csv --table speakers $time
        python3 - <<'END' 2>why || wrong "$time: $(tail -1 why)"
import csv
said, speakers = (list(csv.DictReader(open(f))) for f in ("said", "out"))
assert sum(int(s["statements"]) for s in speakers) == len(said), (len(said), speakers)
END
    done
done

it "takes no more rows than asked for"
run statements --limit 5 --format csv
lines out 6

it "says so when nothing was found"
run statements --speaker Nobody --exit-status
exits 1
lines out 0
says 'Nothing found in priscus.db.'

finish
