# A ledger in PostgreSQL gives the answers that one in a file gives; copies; what is wrong with a server.
. "${SOURCE:?}/tests/commands/lib.sh"
. "$SOURCE/tests/commands/postgres-lib.sh"

if ! server_start; then
    it "keeps a ledger in PostgreSQL"
    skip "$why"
    finish
    exit
fi

# The same pages and the same corrections; then both are asked the same.
fill() {
    "$PRISCUS" read -q "${world[@]}" --ledger "$1" samples/pages &&
        "$PRISCUS" amend --who ann --ledger "$1" "$position" --confirm && "$PRISCUS" amend --who bob --ledger "$1" "$position" --stance open &&
        "$PRISCUS" amend --who bob --ledger "$1" "$another" --not-a-position && "$PRISCUS" amend --who bob --ledger "$1" "$page" --reviewed &&
        "$PRISCUS" amend --who cy --ledger "$1" add "$page" --party VSK --issue talks --stance open --words talks
}
"$PRISCUS" read -q "${world[@]}" --ledger first.db samples/pages || exit 1
ids() { "$PRISCUS" positions --list --format csv --ledger first.db | sed -n "$1p"; }
position=$(ids 3 | cut -d, -f1) another=$(ids 9 | cut -d, -f1)
page=$(ids 3 | grep -o 'g-[0-9a-f]\{12\}' | head -1)
statement=$("$PRISCUS" statements --format csv --ledger first.db | sed -n '3p' | cut -d, -f1)
db=$(database news)

it "reads pages and takes corrections as into a file"
fill file.db >made.file 2>&1 || wrong "$(cat made.file)"
fill "$db" >made.db 2>&1 || wrong "$(cat made.db)"

# What is asked, a line each. Times of recording differ, and identifiers of corrections, which are made of them.
cat >questions <<END
positions
positions --as-of 2031-11-20
positions --outlet post
positions --outlet e --format json
positions --list --format json
positions --list --limit 5 --format csv
positions --list --party VSK --format json
positions --list --issue talks --format json
positions --list --as-of 2031-11-20T10:00Z --format json
positions --list --since 2031-11 --format json
positions --list --outlet post --format json
positions --list --agenda world.agenda --format json
positions --list --sure .5 --format json
positions --list --as-of 2031-06 --by published --format json
positions --list --since 2026 --by recorded --format json
positions --history --format csv
positions --history --limit 20 --format csv
positions --history --limit 5 --party VSK --since 2031-06 --format csv
statements --format json
statements --limit 3
statements --speaker a --format csv
statements --issue talks --format csv
statements --party VSK --format csv
statements --agenda world.agenda --since 2031-06-01 --format csv
stats --quality
changes
changes --format json
changes --outlet post --format json
changes --limit 3 --format json
changes --since 2031-09 --format json
stories
stories --format json
stories --pages 1 --limit 3 --format json
stories --pages 1 --since 2031-06 --outlet a --format json
utterances
utterances --format json
utterances --pages 1 --limit 4 --format json
utterances --pages 1 --since 2031-06-01 --limit 4 --format json
utterances --pages 1 --speaker a --limit 4 --format json
who $statement
trace $position
amend list
amend gold
agenda check samples/world.agenda
export csv --table articles
export csv --table matrix
export csv --table changes
export csv --table stances
export csv --table statements
export csv --table utterances
export csv --table stories
export csv --table speakers
export csv --table speakers --party VSK
export csv --table speakers --since 2031-06-01
export csv --table speakers --since 2031-11-20 --until 2031-11-20
statements --until 2031-06 --format csv
positions --list --until 2031-06 --format csv
export csv --table outlets --since 2031-06-01
export csv --table outlets --until 2031-11-20T10:00Z
export csv --table outlets
export csv --table history
export csv --table corrections
export csv --table citations
export csv --table shares
export csv --table codebook
export graphml
export graphml --network parties
export graphml --network outlets
export plover
export phoenix
export annotations
export annotations --table statements
END
answers() { # LEDGER FOLDER: each answer in a file of its own
    local n=0 question name
    name=$(printf %s "$1" | sed 's/[][?.*^$\\#]/\\&/g')
    mkdir -p "$2"
    while read -r question; do
        n=$((n + 1))
        { "$PRISCUS" $question --ledger "$1"; echo "status $?"; } 2>&1 </dev/null |
            sed -E "s#$name#LEDGER#g; s/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/WHEN/g; s/c-[0-9a-f]{12}/c-ID/g; s/ in [0-9.]+ s:/:/" >"$2/$n"
    done <questions
}
same_answers() {
    local n=0 question
    while read -r question; do
        n=$((n + 1))
        cmp -s "$1/$n" "$2/$n" || wrong "$question: $(diff "$1/$n" "$2/$n" | head -4 | cut -c1-200)"
    done <questions
}

it "answers each question as a file does"
answers file.db one
answers "$db" two
same_answers one two
grep -l 'status [2-9]' one/* >failed && wrong "not asked: $(cat $(head -1 failed) | head -2)"

it "finds the same paragraphs; only how much of them is shown is the server's"
for words in prisoners '"exchange of prisoners"' 'prison* truce' 'cease-fire' 'nobody says this'; do
    for l in file.db "$db"; do
        "$PRISCUS" search "$words" --format json --ledger "$l" 2>/dev/null | sed -E 's/"snippet": "([^"\\]|\\.)*", //'
    done >found.both
    half=$(($(wc -l <found.both) / 2))
    [ "$(head -$half found.both)" = "$(tail -$half found.both)" ] || wrong "$words: $(diff <(head -$half found.both) <(tail -$half found.both) | head -3 | cut -c1-200)"
done
run search prisoners --ledger "$db"
exits 0

it "is verified page by page, as a file is"
run verify --ledger "$db"
exits 0
prints 'the record is what the stored pages say'
run verify "$position" --ledger "$db"
exits 0

it "lets nobody change a row, and sees what somebody changed all the same"
sql news "UPDATE priscus.position SET stance = 1" 2>err && wrong "a row was changed"
says 'nothing in a ledger is overwritten'
sql news "DELETE FROM priscus.page" 2>err && wrong "rows were deleted"
copy=$(database forged)
run copy "$db" "$copy"
exits 0
sql forged "ALTER TABLE priscus.position DISABLE TRIGGER ALL; UPDATE priscus.position SET by_other = 1 - by_other WHERE (article, ordinal) = (1, 0);
            DELETE FROM priscus.search WHERE rowid = (SELECT max(rowid) FROM priscus.search)"
run verify --ledger "$copy"
exits 1
prints 'trigger position: 1 is missing or not in force'
prints 'its rows are not those that were committed'
prints 'search: 1 paragraphs are not in the full text'

it "shows it in a browser"
"$PRISCUS" serve --port 0 --ledger "$db" >served 2>&1 &
serving=$!
await grep -q 'http://' served
site=$(grep -o 'http://[^ ?]*' served | head -1)
for path in / /changes /statements "/position/$position" /stories '/search?q=prisoners'; do
    [ "$(curl -s --noproxy '*' -o page.html -w '%{http_code}' "${site%/}$path")" = 200 ] || wrong "$path: $(head -c 300 page.html)"
done
kill $serving; wait $serving 2>/dev/null

it "copies a file into a database and back: the same commits, the same head"
head_of() { "$PRISCUS" stats --ledger "$1" --format csv | sed -n 's/^head,//p'; }
there=$(database there)
run copy file.db "$there"
exits 0
run copy "$there" back.db
exits 0
[ "$(head_of file.db)" = "$(head_of "$there")" ] && [ "$(head_of file.db)" = "$(head_of back.db)" ] || wrong "other heads"
answers back.db three
same_answers one three
run verify --ledger back.db
exits 0

it "adds what a copy lacks, and refuses what is none"
run read -q "${world[@]}" --ledger file.db samples/gold.jsonl
run amend --who ann --ledger file.db "$position" --note 'seen again'
exits 0
run copy file.db "$there"
exits 0
says '1 of '
[ "$(head_of file.db)" = "$(head_of "$there")" ] || wrong "other heads"
run copy first.db "$there"
exits 2
says 'other commits than'

it "goes on with a copy that was killed"
make_articles 400 >many.jsonl
"$PRISCUS" read -q "${world[@]}" --ledger many.db many.jsonl
for table in a b c d; do # commits of one page each
    make_articles 20 | sed "s/report/$table/" >"$table.jsonl"
    "$PRISCUS" read -q "${world[@]}" --ledger many.db "$table.jsonl"
done
killed=$(database killed)
for n in 1 2 3 4 5 6; do timeout -s KILL .$n "$PRISCUS" copy -q many.db "$killed"; done
run copy many.db "$killed"
exits 0
[ "$(head_of many.db)" = "$(head_of "$killed")" ] || wrong "other heads"
run verify --ledger "$killed"
exits 0

it "says what is wrong with a server, a database, a password"
run positions --ledger "$(address nobody)"
exits 4
says 'database "nobody" does not exist'
run positions --ledger "postgresql:///news?host=$work/nowhere"
exits 4
says 'is the server running'
run positions --ledger "$(database empty)"
exits 4
says 'read pages into it first'
sql news "CREATE ROLE knocker LOGIN PASSWORD 'right'"
sed -i '1i local all knocker scram-sha-256' "$server/data/pg_hba.conf"
sql news "SELECT pg_reload_conf()" >/dev/null
run positions --ledger "postgresql://knocker:wrong@/news?host=$server"
exits 4
says 'password authentication failed'
grep -q wrong@ err && wrong "the password is told: $(cat err)"
sed -i 1d "$server/data/pg_hba.conf"
sql news "SELECT pg_reload_conf()" >/dev/null

it "reads with the rights of a reader, and says what it lacks to write"
sql news "CREATE ROLE reader LOGIN; GRANT USAGE ON SCHEMA priscus TO reader; GRANT SELECT ON ALL TABLES IN SCHEMA priscus TO reader"
run positions --ledger "$(address news reader)"
exits 0
run read -q "${world[@]}" --ledger "$(address news reader)" many.jsonl
exits 4
says 'permission denied'
says 'docs/postgresql.md'

it "leaves a ledger of a newer version alone"
sql forged "UPDATE priscus.ledger SET version = 99"
for what in positions "read -q samples/pages"; do
    run $what --ledger "$copy"
    exits 4
    says 'newer Priscus'
done

it "waits for another writer, and says so in the end"
sql news "BEGIN; SELECT pg_advisory_xact_lock(1349677923, 1); SELECT pg_sleep(14)" >/dev/null &
is_busy() { [ "$(sql news "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 1")" = 1 ]; }
await is_busy
run amend --who ann --ledger "$db" "$position" --note busy
exits 4
says 'another program is writing'
wait %+ 2>/dev/null

it "says when the disk of the server is full, and goes on when there is room"
mkdir -p "$server/small"
if [ "$(id -u)" = 0 ] && mount -t tmpfs -o size=16m tmpfs "$server/small" 2>/dev/null; then
    mkdir "$server/small/it" && chown postgres "$server/small/it"
    sql news "CREATE TABLESPACE small LOCATION '$server/small/it'"
    sql news "CREATE DATABASE tight TABLESPACE small"
    make_articles 6000 | sed 's/Talks on/Tight talks on/' >tight.jsonl
    run read -q "${world[@]}" --ledger "$(address tight)" tight.jsonl
    exits 4
    says 'no room is left on the disk of the server'
    mount -o remount,size=200m "$server/small"
    run read -q "${world[@]}" --ledger "$(address tight)" samples/pages
    exits 0
    run verify "$position" --ledger "$(address tight)"
    exits 0
    sql news "DROP DATABASE tight"
    sql news "DROP TABLESPACE small"
    umount "$server/small" || wrong "a file system is left"
fi

it "says when the server goes away"
"$PRISCUS" read -q "${world[@]}" --ledger "$(database cut)" - <many.jsonl >out 2>err &
reading=$!
cut_has_pages() { [ -n "$(sql cut "SELECT 1 FROM priscus.page LIMIT 1")" ]; }
await cut_has_pages
server_stop immediate
wait $reading
status=$?
[ $status = 4 ] || [ $status = 0 ] || wrong "status $status: $(head -2 err)"
[ $status != 4 ] || says 'what was committed before stands'
server_start
run read -q "${world[@]}" --ledger "$(address cut)" many.jsonl
exits 0
run verify --ledger "$(address cut)"
exits 0
[ "$("$PRISCUS" stats --ledger "$(address cut)" --format csv | sed -n 's/^pages,//p')" = 400 ] || wrong "pages are missing"

finish
