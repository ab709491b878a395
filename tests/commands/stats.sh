# priscus stats
. "${SOURCE:?}/tests/commands/lib.sh"
"$PRISCUS" read -q "${world[@]}" plain.jsonl || exit 1

it "counts what is in the ledger"
run stats
exits 0
lines err 0
# what the analysis finds is no matter, nor when it was committed
sed -E '/^(statements|speaker|positions|parties|issues|commits)/s/ +[0-9]+$/ N/; s/^(last commit|head) +[0-9a-fTZ:-]{20,64}$/\1 X/' out >counts
same counts stats.txt

it "gives numbers as numbers"
run stats --format json
exits 0
python3 - <<'END' 2>why || wrong "$(tail -1 why)"
import json
stats = {row["name"]: row["value"] for row in json.load(open("out"))}
assert stats["pages"] == 7, stats["pages"]
assert isinstance(stats["statements"], int) and stats["statements"] > 0
assert stats["first_published"].startswith("2031-05"), stats
END
run stats --format csv
exits 0
grep -qxE 'head,[0-9a-f]{64}' out || wrong "$(tail -3 out)"
grep -qx 'pages,7' out || wrong "$(head -3 out)"

finish
