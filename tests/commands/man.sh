# The man pages: priscus(1) and one for each command, as `priscus help --man` writes them.
. "${SOURCE:?}/tests/commands/lib.sh"

"$PRISCUS" help --markdown | sed -n 's/^- \[`priscus \([a-z]*\)`.*/\1/p' >commands
run help --man
cp out priscus.1
while read -r command; do
    "$PRISCUS" help --man "$command" >"priscus-$command.1" 2>err || echo "$command: $(cat err)" >>failed
done <commands

it "has a page for all of it, and one for each command"
exits 0
[ ! -s failed ] || wrong "$(cat failed)"
[ "$(wc -l <commands)" -ge 19 ] || wrong "$(cat commands)"
for section in NAME SYNOPSIS DESCRIPTION COMMANDS FORMATS 'EXIT STATUS' ENVIRONMENT FILES EXAMPLES 'SEE ALSO'; do
    grep -q "^\.SH $section\$" priscus.1 || wrong "priscus.1: no section $section"
done
while read -r command; do
    grep -qx "\.BR priscus.-$command (1)" priscus.1 || wrong "priscus.1 does not name $command"
    for section in NAME SYNOPSIS DESCRIPTION OPTIONS 'EXIT STATUS' EXAMPLES 'SEE ALSO'; do
        grep -q "^\.SH $section\$" "priscus-$command.1" || wrong "priscus-$command.1: no section $section"
    done
done <commands

it "says what a command's help says"
run help positions
sed -n 's/^ *\(-., \)\?--\([a-z-]*\).*/\2/p' out | sort -u >in-help
sed -n 's/^.*\\fB\\-\\-\([a-z\\-]*\)\\fR.*/\1/p' priscus-positions.1 | tr -d '\\' | sort -u >in-page
equal in-help in-page
[ "$(wc -l <in-page)" -ge 10 ] || wrong "$(cat in-page)"

it "is installed page by page"
for page in *.1; do
    cmp -s "$page" "${BUILD:?}/src/$page" || wrong "$page is not what stands in the build folder"
done

# no_complaint COMMAND...: it says nothing about any of the pages.
no_complaint() {
    for page in *.1; do
        "$@" "$page" >said 2>&1
        [ ! -s said ] || wrong "$page: $(head -5 said)"
    done
}

it "is what mandoc takes without a word"
if command -v mandoc >/dev/null; then no_complaint mandoc -T lint; else skip "no mandoc"; fi

it "is what groff takes without a warning"
if command -v groff >/dev/null; then no_complaint groff -K utf8 -ww -man -T utf8 -z; else skip "no groff"; fi

it "is what man-db finds by its name and what it is for"
if command -v lexgrog >/dev/null; then
    for page in *.1; do
        lexgrog "$page" >said 2>&1
        grep -q "\"${page%.1} - " said || wrong "$(cat said)"
    done
else
    skip "no lexgrog"
fi

it "suggests the command that was meant"
run help --man postions
exits 2
lines out 0
says 'did you mean positions?'

finish
