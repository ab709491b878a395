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

it "gives the same ledger after kill -9 at moments of chance (\$PRISCUS_KILLS: how many), with two jobs"
RANDOM=13 killed=0
for ((n = 1; n <= ${PRISCUS_KILLS:-10}; n++)); do
    "$PRISCUS" read -q "${world[@]}" --jobs 2 --ledger chance.db many.jsonl 2>>killed.err &
    sleep "0.$(printf %03d $((RANDOM % 900)))"
    kill -9 $! 2>/dev/null && killed=$((killed + 1))
    wait $! 2>/dev/null
    # each twentieth time to the end, and from the start again
    if [ $((n % 20)) -eq 0 ] || [ "$n" -eq "${PRISCUS_KILLS:-10}" ]; then
        run read -q "${world[@]}" --jobs 2 --ledger chance.db many.jsonl
        exits 0
        run verify --ledger chance.db
        exits 0
        export_all chance.db >chance.json
        equal chance.json unbroken.json
        rm -f chance.db*
    fi
done
[ "$killed" -gt 0 ] || wrong "no run was ever killed: each ended before"

for signal in INT:130 TERM:143; do
    it "ends within a long page on SIG${signal%:*}; what was committed stays"
    rm -f within.db*
    head -3 many.jsonl >first.jsonl
    run read -q "${world[@]}" --ledger within.db first.jsonl
    exits 0
    { head -1 many.jsonl; printf '{"text": "'; printf 'he said, Iran rejected talks, %.0s' {1..60000}; printf '"}\n'; } >long.jsonl
    env --default-signal=INT "$PRISCUS" read --jobs 1 --ledger within.db long.jsonl >out 2>err &
    reader=$!
    sleep 1.5
    kill "-${signal%:*}" $reader
    begun=$EPOCHREALTIME
    wait $reader
    status=$?
    exits "${signal#*:}"
    took=$(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))
    [ "$took" -lt 2000 ] || wrong "it took $took ms to end"
    grep -q 'out of memory' err && wrong "$(cat err)"
    has_pages 3 within.db || wrong 'what was committed is gone'
done

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
