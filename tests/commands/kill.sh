# A run that is killed or stopped loses nothing that was committed, and is simply repeated.
. "${SOURCE:?}/tests/commands/lib.sh"

make_articles 1600 >many.jsonl
"$PRISCUS" read -q "${world[@]}" --ledger unbroken.db many.jsonl 2>err || cat err
export_all unbroken.db >unbroken.json

it "gives the same ledger after kill -9, again and again, as after an unbroken run"
[ -s unbroken.json ] || wrong "the unbroken run gave nothing"
killed=0
# As soon as there is a file, a schema, a write-ahead log, a first commit, a second one.
for event in '-e killed.db' '-s killed.db' '-s killed.db-wal' 1 1000; do
    "$PRISCUS" read -q "${world[@]}" --ledger killed.db many.jsonl 2>>killed.err &
    case $event in
    # shellcheck disable=SC2086 # an operator and a file
    -*) await test $event ;;
    *) await has_pages "$event" killed.db ;;
    esac
    kill -9 $! 2>/dev/null && killed=$((killed + 1))
    wait $! 2>/dev/null
    if [ -e killed.db ] && [ -s killed.db ]; then
        run stats --ledger killed.db
        [ "$status" -eq 4 ] && grep -q 'no pages were read into it yet' err || exits 0
    fi
done
[ "$killed" -gt 0 ] || wrong "no run was ever killed: each ended before"
run read -q "${world[@]}" --ledger killed.db many.jsonl
exits 0
export_all killed.db >killed.json
equal killed.json unbroken.json
run verify --ledger killed.db
exits 0

for signal in INT:130 TERM:143; do
    it "ends behind a page on SIG${signal%:*}, says how to go on, and exits with ${signal#*:}"
    rm -f stopped.db*
    mkfifo pages.fifo
    env --default-signal=INT "$PRISCUS" read "${world[@]}" --from jsonl --ledger stopped.db - <pages.fifo >out 2>err &
    reader=$!
    exec 9>pages.fifo
    head -600 many.jsonl >&9
    await has_pages 1 stopped.db
    kill "-${signal%:*}" $reader
    tail -n +601 many.jsonl >&9 2>/dev/null &
    writer=$!
    exec 9>&-
    wait $reader
    status=$?
    kill $writer 2>/dev/null
    wait $writer 2>/dev/null
    rm -f pages.fifo
    exits "${signal#*:}"
    says 'priscus: stopped behind -:'
    says 'give the same command again'
    run stats --ledger stopped.db
    exits 0
    run read -q "${world[@]}" --ledger stopped.db many.jsonl
    exits 0
    "$PRISCUS" positions --list --ledger stopped.db --format json | sed 's/"name": "[^"]*"//' >stopped.json
    "$PRISCUS" positions --list --ledger unbroken.db --format json | sed 's/"name": "[^"]*"//' >straight.json
    equal stopped.json straight.json
done

finish
