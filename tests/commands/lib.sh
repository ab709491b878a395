# lib.sh - what the whole-command tests share. Sourced first; `finish` comes last.
#
#     it "says what is wrong with an empty file"
#     run read empty.txt            standard output to ./out, standard error to ./err, exit status to $status
#     exits 3
#     says "empty.txt: empty"       standard error has this in it
#     lines err 1                   ... and is one line long
#     same out read-empty.txt       ./out is expected/read-empty.txt, byte for byte

set -u
: "${PRISCUS:?the program to test}" "${SOURCE:?the repository}"
PRISCUS=$(realpath "$PRISCUS") SOURCE=$(realpath "$SOURCE")
expected=$SOURCE/tests/commands/expected
work=$(mktemp -d "${TMPDIR:-/tmp}/priscus-test.XXXXXX")
# A child that is killed before it has become its command would run this trap, too.
trap '[ "$BASHPID" != $$ ] || { chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work" "$work.cache"; }' EXIT
chmod 755 "$work"
cd "$work" || exit 1
ln -s "$SOURCE/samples" samples
cp "$SOURCE/tests/commands/plain.jsonl" . # sentences as plain as can be: any analysis worth its name reads them alike
world=(--agenda samples/world.agenda --roster samples/world.roster)

export LC_ALL=C.UTF-8 TZ=UTC PRISCUS_NOW=2032-03-01T12:00:00Z TERM=dumb
# How much is found is told by the small networks, which are always there; speeds.sh has those of both speeds.
export PRISCUS_FAST=1
export XDG_CACHE_HOME=$work.cache # not beside what a test may list
unset COLUMNS NO_COLOR

number=0 title='' trouble='' skipped=''

close_test() {
    [ -n "$title" ] || return 0
    number=$((number + 1))
    if [ -n "$skipped" ]; then
        echo "ok $number - $title # SKIP $skipped"
    elif [ -z "$trouble" ]; then
        echo "ok $number - $title"
    else
        echo "not ok $number - $title"
        printf '%s\n' "$trouble" | sed '/^$/d; s/^/# /'
    fi
    title=''
}

# Begin a test; its title is a sentence about priscus.
it() {
    close_test
    title=$1 trouble='' skipped=''
}

skip() { skipped=$1; }
wrong() { trouble+=$'\n'$1; }

run() {
    "$PRISCUS" "$@" >out 2>err </dev/null
    status=$?
}

exits() {
    [ "$status" -eq "$1" ] || wrong "exit status $status, not $1; standard error: $(head -c 600 err)"
}

says() { grep -qF -- "$1" err || wrong "standard error has not \"$1\": $(head -c 600 err)"; }
prints() { grep -qF -- "$1" out || wrong "standard output has not \"$1\": $(head -c 600 out)"; }

lines() {
    local n
    n=$(wc -l <"$1")
    [ "$n" -eq "$2" ] || wrong "$1 has $n lines, not $2: $(head -c 600 "$1")"
}

# same FILE NAME: FILE is expected/NAME. Seconds are no matter, nor is how much the analysis finds.
same() {
    sed -E 's/ in [0-9]+\.[0-9] s/ in N s/; s/[0-9]+ new (statement|position)s?/N new \1s/g' "$1" >"$1.plain"
    [ -z "${UPDATE:-}" ] || cp "$1.plain" "$expected/$2"
    diff -u "$expected/$2" "$1.plain" >diff.txt 2>&1 || wrong "$(head -60 diff.txt)"
}

equal() { cmp -s "$1" "$2" || wrong "$1 and $2 differ: $(diff "$1" "$2" | head -c 600)"; }

# await COMMAND...: look again and again until it succeeds. After a minute it is given up as wrong.
await() {
    local deadline=$((SECONDS + 60))
    until "$@" 2>/dev/null; do
        [ "$SECONDS" -lt "$deadline" ] || { wrong "waited a minute in vain for: $*"; return 1; }
        sleep 0.01
    done
}

# has_pages N LEDGER: N pages or more are committed there.
has_pages() {
    local n
    n=$("$PRISCUS" stats --ledger "$2" --format csv 2>/dev/null | sed -n 's/^pages,//p')
    [ "${n:-0}" -ge "$1" ]
}

# Everything a ledger says, as one file: for comparing ledgers. When it was written, and in how many pieces, is no matter.
export_all() {
    for question in 'positions --list' positions statements stats; do
        # shellcheck disable=SC2086
        "$PRISCUS" $question --ledger "$1" --format json 2>>export.err || return 1
    done | grep -vE '"name": ?"(commits|last_commit|head)"'
}

# N articles as JSON lines, all different.
make_articles() {
    awk -v n="$1" 'BEGIN {
        split("rejects|demands|is ready to accept|has not ruled out|will never agree to", stance, "|");
        split("a ceasefire|the exchange of prisoners|self-rule for Tesmar|a treaty|the filling of the dam", issue, "|");
        for (i = 1; i <= n; i++)
            printf "{\"id\": \"a%d\", \"outlet\": \"The Ferry Post\", \"published\": \"2031-%02d-%02d\", \"text\": " \
                "\"Talks on the Orlune, report %d\\n\\nVeshkar %s %s, Foreign Minister Rada Volshin said on " \
                "Thursday.\\n\\n\\\"Dorvenia %s %s,\\\" Dorvenian Foreign Minister Katalena Dresz told reporters " \
                "in Halmasz, day %d of the talks.\"}\n", i, i % 12 + 1, i % 28 + 1, i, stance[i % 5 + 1],
                issue[int(i / 5) % 5 + 1], stance[int(i / 25) % 5 + 1], issue[i % 3 + 1], i
    }'
}

finish() {
    close_test
    echo "1..$number"
    exit 0
}
