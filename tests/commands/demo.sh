# make demo, and what the README shows of it
#
# What the README shows is what the program prints. After a change that is meant: UPDATE=1 before the line that
# meson test -v prints writes it anew.
. "${SOURCE:?}/tests/commands/lib.sh"
unset PRISCUS_FAST # as a newcomer reads

readme=$SOURCE/README.md
ledger=demo.db

it "reads the sample pages without a complaint"
run read --quiet --ledger $ledger "${world[@]}" samples/pages
exits 0
lines err 0

# shown COMMAND: the lines of the README behind "$ priscus COMMAND", to the next prompt or the block's end.
shown() {
    awk -v want="\$ priscus $1" '$0 == want { on = 1; next } on && (/^\$ / || /^```/) { exit } on' "$readme"
}
# put COMMAND FILE: the README with those lines replaced.
put() {
    awk -v want="\$ priscus $1" -v file="$2" '
        $0 == want { print; while ((getline line < file) > 0) print line; on = 1; next }
        on && /^```/ { on = 0 }
        on && /^\$ / { on = 0; print "" }
        !on' "$readme" >readme.new && cat readme.new >"$readme"
}

grep '^\$ priscus \(positions\|statements\).*--ledger build/demo.db' "$readme" | sed 's/^\$ priscus //' >commands
it "finds commands with their output in the README"
[ "$(wc -l <commands)" -ge 2 ] || wrong "fewer than two"

while read -r command; do
    it "prints what the README shows for: priscus $command"
    # shellcheck disable=SC2086 # words of a command line
    COLUMNS=100 "$PRISCUS" ${command/build\/demo.db/$ledger} >got 2>&1 </dev/null || wrong "exit status $?"
    [ -z "${UPDATE:-}" ] || put "$command" got
    # The blank line before the next prompt is the README's.
    diff <(shown "$command" | sed -e :a -e '/^\n*$/{$d;N;ba' -e '}') <(sed -e :a -e '/^\n*$/{$d;N;ba' -e '}' got) >differs ||
        wrong "$(head -20 differs)"
done <commands

finish
