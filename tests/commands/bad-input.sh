# What is wrong with the input costs one clear line and an exit status, and nothing else is lost.
. "${SOURCE:?}/tests/commands/lib.sh"

good=samples/pages/03-orlune-press-no-truce.txt

# keeps_good: the good page beside the bad one was read.
keeps_good() {
    "$PRISCUS" stats --ledger "$1" --format csv 2>err.stats | grep -qx 'pages,1' ||
        wrong "the good page was not kept: $(cat err.stats)"
}

# little_memory KIB: what follows may not take more (a sanitizer's build takes terabytes of addresses).
little_memory() {
    nm "$PRISCUS" 2>/dev/null | grep -q __asan_init || ulimit -v "$1"
}

# one_bad NAME SAYING: NAME beside a good page.
one_bad() {
    rm -f l.db l.db-*
    run read -q "${world[@]}" --ledger l.db "$1" "$good"
    exits 3
    lines out 0
    lines err 1
    says "priscus: $1: "
    says "$2"
    keeps_good l.db
}

it "names an empty file"
: >empty.txt
one_bad empty.txt 'empty'

it "names a binary file"
printf '\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0' >program
one_bad program 'no page'
printf '\x89PNG\r\n\x1a\n\0\0\0\rIHDR' >picture.html
one_bad picture.html 'no page'

it "names a file that is not there, and says so also when it is the only one"
one_bad nowhere.txt 'no such file'
rm -f l.db*
run read -q --ledger l.db nowhere.txt
exits 3
lines err 1
[ ! -e l.db ] || wrong "an empty ledger was left behind"

it "takes truncated UTF-8 for what it can be: a mark where the bytes are missing"
head -c 700 "$good" >cut.txt
printf 'the end is cut: \xe2\x80' >>cut.txt
rm -f l.db*
run read -q "${world[@]}" --ledger l.db cut.txt
exits 0
lines err 0
run read -q "${world[@]}" --to jsonl cut.txt
exits 0
python3 -c 'import json, sys; json.loads(open("out", "rb").read().decode("utf-8", "strict"))' 2>why || wrong "$(cat why)"

it "passes over a line of a gigabyte and reads the next, in little memory"
{
    head -c 1000000000 /dev/zero | tr '\0' a
    echo
    make_articles 1
} | (little_memory 1500000; "$PRISCUS" read -q "${world[@]}" --from jsonl --ledger giga.db - >out 2>err)
status=$?
exits 3
lines err 1
says '-: line 1 is longer than 32 MiB'
keeps_good giga.db

it "passes over a page of a gigabyte without a line end"
head -c 1000000000 /dev/zero | tr '\0' a |
    (little_memory 1500000; "$PRISCUS" read -q "${world[@]}" --from text --ledger l2.db - "$good" >out 2>err)
status=$?
exits 3
lines err 1
says '-: larger than 32 MiB'
keeps_good l2.db

it "names the line of a broken JSON object, and reads the others"
{ make_articles 2; echo '{"text": "broken'; make_articles 3 | tail -1; } >some.jsonl
run read "${world[@]}" --ledger some.db some.jsonl
exits 3
says 'some.jsonl:3: '
says '3 added'
[ "$(grep -c '^priscus:' err)" -eq 1 ] || wrong "$(cat err)"

it "names a folder it may not open, and reads the rest"
mkdir -p tree/a tree/b
cp "$good" tree/a
cp samples/pages/07-* tree/b
chmod 000 tree/b
if [ "$(id -u)" -ne 0 ]; then
    run read "${world[@]}" --to jsonl tree
elif setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$PRISCUS" 2>/dev/null; then
    setpriv --reuid=65534 --regid=65534 --clear-groups "$PRISCUS" read "${world[@]}" --to jsonl tree >out 2>err
    status=$?
else
    skip "this user may open everything"
fi
if [ -z "$skipped" ]; then
    exits 3
    says 'priscus: tree/b'
    says 'permission denied'
    lines out 1
fi
chmod 755 tree/b

it "says when a folder holds nothing to read"
mkdir nothing
one_bad nothing 'nothing'

it "cleans names with control characters in them"
name=$(printf 'bad\033[31m\nname.txt')
: >"$name"
run read -q --ledger l3.db "$name" "$good"
exits 3
lines err 1
! grep -q "$(printf '\033')" err || wrong "an escape sequence came through"

it "refuses a ledger made by a newer version, and leaves it alone"
if command -v sqlite3 >/dev/null; then
    run read -q "${world[@]}" --ledger new.db "$good"
    exits 0
    sqlite3 new.db 'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA user_version = 999' >/dev/null
    for command in "read -q $good" positions statements 'search talks' stats verify; do
        # shellcheck disable=SC2086
        run ${command%% *} --ledger new.db ${command#"${command%% *}"}
        exits 4
        lines out 0
        lines err 1
        says new.db
        says newer
    done
else
    skip "no sqlite3"
fi

it "says when there is no ledger, and what makes one"
for command in positions statements 'search talks' stats verify; do
    # shellcheck disable=SC2086
    run $command
    exits 4
    lines out 0
    lines err 1
    says priscus.db
    says 'priscus read'
done
[ ! -e priscus.db ] || wrong "asking made a ledger"

it "says when the ledger is no ledger"
make_articles 3 >text.db
cp text.db text.before
run positions --ledger text.db
exits 4
lines err 1
says text.db
run read -q --ledger text.db "$good"
exits 4
lines err 1
equal text.db text.before
mkdir folder.db
run read -q --ledger folder.db "$good"
exits 4
lines err 1
run read -q --ledger no/such/folder/l.db "$good"
exits 4
lines err 1
says no/such/folder

it "refuses a read-only ledger when it is to write"
run read -q "${world[@]}" --ledger ro.db "$good"
sqlite3 ro.db 'PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE' >/dev/null 2>&1
chmod 444 ro.db
if [ "$(id -u)" -ne 0 ]; then
    run read -q "${world[@]}" --ledger ro.db samples/pages
elif setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$PRISCUS" 2>/dev/null; then
    setpriv --reuid=65534 --regid=65534 --clear-groups "$PRISCUS" read -q "${world[@]}" --ledger ro.db samples/pages >out 2>err
    status=$?
else
    skip "this user may write everywhere"
fi
if [ -z "$skipped" ]; then
    exits 4
    lines err 1
    says ro.db
fi
keeps_good ro.db

it "keeps what fits on a full disk, and goes on when there is room"
make_articles 1500 >many.jsonl
mkdir small
if mount -t tmpfs -o size=600k priscus-test small 2>/dev/null; then
    run read "${world[@]}" -q --ledger small/l.db many.jsonl
    cp err err.full
    cp small/l.db* . 2>/dev/null
    umount small
else
    (ulimit -f 600; "$PRISCUS" read "${world[@]}" -q --ledger l.db many.jsonl >out 2>err.full)
    status=$?
fi
cp err.full err
exits 4
[ "$(grep -c '^priscus: ' err)" -eq 1 ] || wrong "$(cat err)"
says 'l.db'
run stats --ledger l.db
exits 0
run verify --ledger l.db
exits 0
run read "${world[@]}" -q --ledger l.db many.jsonl
exits 0
run read "${world[@]}" -q --ledger unbroken.db many.jsonl
export_all l.db >broken.json
export_all unbroken.db >unbroken.json
equal broken.json unbroken.json

it "names file and line of each mistake in an agenda, and does not start"
printf 'agenda a\nversion 1\nissue talks\n  for talking\n  words talks\n  wrods talk\n  nto talks\n' >bad.agenda
run read --agenda bad.agenda --ledger never.db "$good"
exits 2
lines out 0
lines err 2
says 'priscus: bad.agenda:6: '
says 'priscus: bad.agenda:7: '
[ ! -e never.db ] || wrong "there is a ledger"
run read --agenda no.agenda --ledger never.db "$good"
exits 2
lines err 1
says no.agenda

it "names file and line of a mistake in a roster, and does not start"
printf 'roster r\nversion 1\nparty VEL state\n  name Velmark\n  person Ilse Brandt | president | 2019-13 |\n' >bad.roster
run read --roster bad.roster --ledger never.db "$good"
exits 2
lines out 0
lines err 1
says 'bad.roster:5: '
[ ! -e never.db ] || wrong "there is a ledger"

it "stops with one line when standard output is full"
if [ -w /dev/full ]; then
    "$PRISCUS" read -q "${world[@]}" --to jsonl samples/pages >/dev/full 2>err
    status=$?
    exits 4
    lines err 1
    says 'standard output'
else
    skip "no /dev/full"
fi

finish
