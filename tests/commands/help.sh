# Help, wrong use, the man page, completions: what comes from the table of options.
. "${SOURCE:?}/tests/commands/lib.sh"

commands='read watch link positions statements search trace amend export import serve verify stats roster parse train help'

it "says what it is and what it can do when called alone"
run
exits 0
lines err 0
same out help.txt
cp out alone
for way in help --help -h; do
    run "$way"
    exits 0
    equal out alone
done

it "explains each command in the same words, however it is asked"
for command in $commands; do
    run help "$command"
    exits 0
    cp out first
    for way in --help -h; do
        run "$command" "$way"
        exits 0
        equal out first
    done
    for part in "priscus $command" Examples: Options: 'Exit status:'; do
        grep -qF "$part" first || wrong "help of $command lacks $part"
    done
    COLUMNS=80 run help "$command"
    awk -v c="$command" 'length > 80 && !/^ *(priscus|curl) / { print c ": longer than 80: " $0 }' out >long
    [ ! -s long ] || wrong "$(cat long)"
done

it "lets a model be named wherever pages are read, also again"
for command in read watch trace verify parse; do
    run help "$command"
    prints '--model FILE'
done
for command in positions statements search stats; do
    run help "$command"
    ! grep -qF -- '--model' out || wrong "$command reads no page, and takes a model"
done

it "says its version"
run --version
exits 0
grep -qE '^priscus [0-9]+\.[0-9]+\.[0-9]+$' out || wrong "$(cat out)"

it "has docs/commands.md as the table of options has it"
run help --markdown
exits 0
equal out "$SOURCE/docs/commands.md"

it "completes in bash"
run help --completions bash
exits 0
cp out completions
complete_with() { # words ...: what bash would offer for the last of them
    bash -c 'compopt() { :; }; . ./completions; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _priscus; printf "%s\n" "${COMPREPLY[@]}"' \
        bash "$@" | paste -sd' '
}
[ "$(complete_with priscus st)" = 'statements stories stats' ] || wrong "priscus st: $(complete_with priscus st)"
[ "$(complete_with priscus positions --fo)" = '--format' ] || wrong "positions --fo: $(complete_with priscus positions --fo)"
[ "$(complete_with priscus stats --format '')" = 'table json csv' ] || wrong "stats --format: $(complete_with priscus stats --format '')"

for shell in zsh fish; do
    it "writes completions that $shell can read"
    if command -v "$shell" >/dev/null; then
        run help --completions "$shell"
        exits 0
        "$shell" -n out 2>err || wrong "$(cat err)"
    else
        skip "no $shell here"
    fi
done

it "suggests the command that was meant"
run raed pages
exits 2
lines out 0
lines err 1
says 'no command "raed"; did you mean read?'
run frobnicate
exits 2
says 'see: priscus help'
run help postions
exits 2
says 'did you mean positions?'

it "says wrong use in one line, with exit status 2, and leaves no ledger behind"
while IFS='|' read -r line message; do
    # shellcheck disable=SC2086
    run $line
    exits 2
    lines out 0
    lines err 1
    says "$message"
done <<'END'
read|no input
read --ledgr x pages|did you mean --ledger?
read -z pages|no option -z
read --from pdf pages|auto, page, text, html, feed, warc or jsonl
read --jobs none pages|a number from 1 to 64
read --fetched today pages|write it as 2024-06-30
read --published soon pages|write it as 2024-06-30
read pages --ledger|wants a value
positions extra|takes options alone
positions --limit 3|--limit goes with --list
positions --as-of 2031-02-30|that is no date
verify one two|One argument is enough
search|nothing to look for
stats --format xml|table, json or csv
help --completions ksh|bash, zsh or fish
--ledger x read|the command comes first
END
[ ! -e priscus.db ] || wrong "there is a priscus.db"

it "says so when standard output is full"
if [ -w /dev/full ]; then
    "$PRISCUS" help --man >/dev/full 2>err
    status=$?
    exits 4
    says 'standard output: cannot be written'
else
    skip "no /dev/full"
fi

it "ends quietly when its reader has had enough"
"$PRISCUS" help --man 2>err | true
lines err 0

finish
