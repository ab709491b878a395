# The model: hashed once, remembered, and hashed again where somebody asks for it
. "${SOURCE:?}/tests/commands/lib.sh"

mkdir model
cp "$SOURCE/models/english.model" model
touch -d '2020-01-01' model/english.model
export PRISCUS_MODEL=$work/model/english.model
list=$XDG_CACHE_HOME/priscus/models
echo 'They do not know.' >text.txt

# What is a moment old is not remembered (src/language/model/hashed.h), and a ctime cannot be set.
sleep 2.1
parse() { run parse text.txt "$@"; }
# A byte of it is another, its time the old one.
break_model() {
    printf x | dd of=model/english.model bs=1 seek=20000000 conv=notrunc 2>dd.log || wrong "$(cat dd.log)"
    touch -d '2020-01-01' model/english.model
}
# As if the list had been written when the file was as it is now.
forge() {
    sed -i -E "s/ [0-9-]+\.[0-9]+ ([0-9a-f]{64})\$/ $(stat -c %.9Z model/english.model) \1/" "$list"
}

"$PRISCUS" read -q "${world[@]}" --ledger before.db samples/pages/01* && rm "$list"

it "remembers a model that was found whole, in a file of one's own"
parse
exits 0
cp out first
[ "$(stat -c %a "$list")" = 600 ] || wrong "the list has mode $(stat -c %a "$list")"
[ "$(wc -l <"$list")" = 2 ] || wrong "$(cat "$list")"
parse
exits 0
equal out first
[ "$(wc -l <"$list")" = 2 ] || wrong "$(cat "$list")"

it "sees that a model changed, though its time of change is the old one"
break_model
parse
exits 2
says 'the model is damaged: the hash is not that of its contents'

it "is told so by --check-model whatever is remembered"
forge
parse
! grep -q damaged err || wrong "what is remembered was not used: $(cat err)"
parse --check-model
exits 2
says 'the model is damaged: the hash is not that of its contents'
run read --to jsonl --check-model samples/pages
exits 2
says 'the model is damaged'
run verify --ledger before.db
exits 3
says 'the model is damaged'

it "finds a whole model whole with --check-model, too"
cp "$SOURCE/models/english.model" model
parse --check-model
exits 0
equal out first

it "hashes the model where the list is damaged, and begins it anew"
touch -d '2020-01-01' model/english.model
sleep 2.1
good=$(stat -c %.9Z model/english.model)
for damage in 'priscus 1\nnonsense\n' 'priscus 2\n' '' '\0\0\0\n' 'priscus 1\n1 2 3 4.5 6.7' "$(head -c 9000 /dev/zero | tr '\0' x)"; do
    printf "$damage" >"$list"
    parse
    exits 0
    equal out first
    [ "$(wc -l <"$list")" = 2 ] && grep -qF " $good " "$list" || wrong "after <${damage:0:20}>: $(head -c 300 "$list")"
done

it "does not believe a list that others may write, or a link"
cp "$list" good
break_model
forge
chmod 666 "$list"
parse
exits 2
chmod 600 "$list"
mv "$list" elsewhere
ln -s "$PWD/elsewhere" "$list"
parse
exits 2
rm "$list"
cp "$SOURCE/models/english.model" model

it "reads without a place for the list"
touch -d '2020-01-01' model/english.model
sleep 2.1
for cache in /proc/self "$work/text.txt" relative; do
    XDG_CACHE_HOME=$cache parse
    exits 0
    equal out first
    lines err 0
done
[ ! -e relative ] || wrong "a relative XDG_CACHE_HOME was taken"
env -u XDG_CACHE_HOME -u HOME "$PRISCUS" parse text.txt >out 2>err || wrong "$(cat err)"
equal out first
mkdir home
chmod 555 home
env -u XDG_CACHE_HOME HOME="$work/home" "$PRISCUS" parse text.txt >out 2>err || wrong "$(cat err)"
equal out first
lines err 0

it "keeps no more than sixteen models in mind"
rm -rf "$XDG_CACHE_HOME"
parse
line=$(sed -n 2p "$list")
{ echo 'priscus 1'; for i in $(seq 16); do echo "$i ${line#* }"; done; } >"$list"
parse
exits 0
[ "$(wc -l <"$list")" = 17 ] || wrong "$(wc -l <"$list") lines"
[ "$(tail -1 "$list")" = "$line" ] || wrong "$(tail -1 "$list")"
! grep -q '^1 ' "$list" || wrong "the oldest is still there"

finish
