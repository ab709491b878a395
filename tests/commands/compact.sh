# priscus compact
. "${SOURCE:?}/tests/commands/lib.sh"
for n in 1 2 3; do "$PRISCUS" read -q "${world[@]}" samples/pages/*$n*.html || exit 1; done
"$PRISCUS" read -q "${world[@]}" samples/pages || exit 1

answers() {
    for question in stats "positions --list" statements changes stories utterances "search talks" "search Volsh*"; do
        # shellcheck disable=SC2086
        "$PRISCUS" $question --format csv
    done
}

it "makes the file no larger, and changes nothing that is in it"
answers >before
run compact
exits 0
lines out 0
lines err 1
grep -qx 'priscus.db: [0-9.]* MB before, [0-9.]* MB now.' err || wrong "$(cat err)"
awk '{ exit !($5 <= $2) }' err || wrong "$(cat err)"
answers >after
cmp before after >/dev/null || wrong "$(diff before after)"
run verify
exits 0

it "says nothing with --quiet"
run compact --quiet
exits 0
lines err 0

it "makes no ledger where there is none, and takes no other file for one"
run compact --ledger none.db
exits 4
[ ! -e none.db ] || wrong "it made a ledger"
echo cakes >notes.txt
run compact --ledger notes.txt
exits 4
[ "$(cat notes.txt)" = cakes ] || wrong "$(cat notes.txt)"

it "refuses where somebody writes"
if command -v sqlite3 >/dev/null; then
    mkfifo hold
    sqlite3 priscus.db <hold &
    exec 9>hold
    printf 'BEGIN IMMEDIATE;\n.shell touch writes\n' >&9
    for _ in $(seq 100); do [ -e writes ] && break; sleep 0.05; done
    run compact
    exits 4
    says 'another program is writing to the ledger priscus.db'
    exec 9>&-
    wait
    run compact
    exits 0
else
    skip "no sqlite3"
fi

it "loses nothing when it is killed"
answers >before
for after in 0.001 0.005 0.01 0.02 0.03 0.05 0.1; do
    "$PRISCUS" compact --quiet &
    sleep $after
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
    answers >now
    cmp before now >/dev/null || wrong "after $after s: $(diff before now | head -5)"
done
run verify
exits 0
ls >left
! grep -qvxE 'priscus\.db(-wal|-shm)?|[a-z.]+' left || wrong "it left $(cat left)"

it "leaves a damaged ledger as it is"
cp priscus.db hurt.db
size=$(wc -c <hurt.db)
dd if=/dev/zero of=hurt.db bs=4096 seek=$((size / 8192)) count=4 conv=notrunc 2>/dev/null
cksum <hurt.db >before
run compact --ledger hurt.db
exits 4
says 'hurt.db is damaged'
cksum <hurt.db | cmp -s - before || wrong "it was written"

finish
