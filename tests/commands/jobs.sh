# However many threads: the same bytes.
. "${SOURCE:?}/tests/commands/lib.sh"

make_articles 500 >many.jsonl

it "gives the same ledger with 1, 2 and 8 threads"
for jobs in 1 2 8; do
    run read -q "${world[@]}" --jobs "$jobs" --ledger "$jobs.db" samples/pages many.jsonl
    exits 0
    export_all "$jobs.db" >"$jobs.json"
done
[ -s 1.json ] || wrong "nothing was exported"
equal 1.json 2.json
equal 1.json 8.json

it "gives the same lines of JSON with 1, 2 and 8 threads"
for jobs in 1 2 8; do
    run read -q "${world[@]}" --jobs "$jobs" --to jsonl many.jsonl samples/pages
    exits 0
    cp out "$jobs.jsonl"
done
lines 1.jsonl $((500 + $(ls samples/pages | wc -l)))
equal 1.jsonl 2.jsonl
equal 1.jsonl 8.jsonl

it "complains in the order of the inputs, whoever found out first"
mkdir mixed
for i in 1 2 3 4 5 6 7 8 9; do
    : >mixed/$i-empty.txt
    cp samples/pages/03-* mixed/$i-good.txt
done
for jobs in 1 8; do
    run read -q --jobs "$jobs" --to jsonl mixed
    exits 3
    cp err "$jobs.err"
done
lines 1.err 9
equal 1.err 8.err
sort -c 1.err 2>why || wrong "$(cat why)"

finish
