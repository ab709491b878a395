# The two speeds of reading: with an encoder, and --fast without
. "${SOURCE:?}/tests/commands/lib.sh"
unset PRISCUS_FAST

# A model of our own, so that an encoder can be beside it, or not.
mkdir model
cp "$SOURCE/models/english.model" model
export PRISCUS_MODEL=$work/model/english.model
encoder=model/english.encoder
make_encoder() { "${BUILD:?}/tests/encoder-file" model/english.model $encoder "$@"; }
make_encoder || exit 1
engines() { sqlite3 "$1" "SELECT engine FROM reading ORDER BY id"; }

it "reads with the encoder, and says nothing of it"
run read "${world[@]}" --ledger both.db samples/pages
exits 0
says 'Read 30 pages'
lines err 3

it "reads the same pages --fast as another reading, in the same ledger"
run read --fast "${world[@]}" --ledger both.db samples/pages
exits 0
lines err 3
if command -v sqlite3 >/dev/null; then
    engines both.db >got
    lines got 2
    sed -n 1p got | grep -qE '^[0-9.]+/[0-9]+\+[0-9a-f]{8}$' || wrong "$(cat got)"
    sed -n 2p got | grep -qE '^[0-9.]+/[0-9]+\+[0-9a-f]{8}\+fast$' || wrong "$(cat got)"
fi

it "verifies both, each as it was read"
run verify --ledger both.db
exits 0
lines out 1
lines err 0
prints 'the record is what the stored pages say'
PRISCUS_FAST=1 run verify --ledger both.db
exits 0
lines out 1

it "traces both, and says which is which"
"$PRISCUS" read -q "${world[@]}" --ledger full.db samples/pages
"$PRISCUS" read -q --fast "${world[@]}" --ledger fast.db samples/pages
for ledger in full.db fast.db; do
    run trace --ledger $ledger "$("$PRISCUS" positions --ledger $ledger --list --limit 1 --format csv | sed -n '2s/,.*//p')"
    exits 0
    [ "$(grep -c 'small networks' out)" = "$([ $ledger = fast.db ] && echo 1 || echo 0)" ] || wrong "$(grep 'made by' out)"
    ! grep -q 'another version' out || wrong "$(grep 'made by' out)"
done

it "writes lines of JSON at both speeds"
run read --to jsonl --quiet samples/pages
exits 0
lines err 0
mv out full.jsonl
run read --fast --to jsonl --quiet samples/pages
exits 0
PRISCUS_FAST=1 "$PRISCUS" read --to jsonl --quiet samples/pages >env.jsonl
equal out env.jsonl

it "checks an agenda at both speeds"
for fast in '' --fast; do
    # shellcheck disable=SC2086
    run agenda check $fast --quiet --ledger fast.db samples/world.agenda
    exits 0
    lines err 0
done

it "refuses an encoder that is damaged, or of another model, unless it is not asked for"
make_encoder 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
run read --ledger other.db samples/pages
exits 2
lines err 1
says "english.encoder: this encoder was made for another model"
[ ! -e other.db ] || wrong "a ledger was made"
run verify --ledger both.db
exits 3
lines err 1
says "english.encoder"
echo nonsense >$encoder
run read --ledger other.db samples/pages
exits 2
lines err 1
says "english.encoder: "
run read --fast --ledger other.db samples/pages
exits 0
run verify --ledger other.db
exits 0
run verify --ledger fast.db
exits 0

it "reads with the small networks where there is no encoder"
rm $encoder
run read "${world[@]}" --ledger without.db samples/pages
exits 0
lines err 3
run read --quiet "${world[@]}" --ledger without.db samples/pages
exits 0
lines err 0
run read --fast "${world[@]}" --ledger without.db samples/pages
says '0 added, 30 known already'

it "verifies what it can where the encoder is missing, and says what it cannot"
run verify --ledger both.db
exits 0
prints "$work/$encoder is not there: what was read with it cannot be made again."
run verify --ledger fast.db
exits 0
lines out 1
run trace --ledger full.db "$("$PRISCUS" positions --ledger full.db --list --limit 1 --format csv | sed -n '2s/,.*//p')"
prints "with an encoder that is not there:"

finish
