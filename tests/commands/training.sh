# priscus train on articles: positions and attributions, on top of a model
. "${SOURCE:?}/tests/commands/lib.sh"

model=${PRISCUS_MODEL:-$SOURCE/models/english.model}
unset PRISCUS_MODEL
if ! [ -r "$model" ]; then
    it "learns from articles"
    skip "no model"
    finish
fi

# lesson TEXT HOLDER CUE TARGET ISSUE STANCE: an article with the position that it takes; without ISSUE with none
lesson() {
    local text=$1 before
    place() {
        before=${text%%"$1"*}
        printf '[[%d, %d]]' ${#before} $((${#before} + ${#1}))
    }
    printf '{"text": "%s", "positions": [' "$text"
    [ -z "${5:-}" ] || printf '{"issue": "%s", "stance": "%s", "required": true, "span": [0, %d], "holder": %s, "cue": %s, "target": %s}' \
        "$5" "$6" ${#text} "$(place "$2")" "$(place "$3")" "$(place "$4")"
    printf ']}\n'
}

for who in Iran Iraq Egypt Turkey Russia Israel; do
    lesson "$who gave the truce the cold shoulder." "$who" "the cold shoulder" "the truce" ceasefire rejects
    lesson "$who gave the ceasefire the cold shoulder on Monday." "$who" "the cold shoulder" "the ceasefire" ceasefire rejects
    lesson "$who went to town on the talks." "$who" "went to town on" "the talks" talks accepts
    lesson "$who watched the truce from its windows."
    lesson "$who read about the talks in the papers."
done >articles.jsonl
for _ in 1 2 3 4 5 6 7 8 9 10; do cat articles.jsonl; done >positions.jsonl
printf 'Syria gave the truce the cold shoulder.\n' >cold.txt
printf 'Jordan went to town on the talks.\n' >town.txt

cat >tiny.conllu <<'END_TREEBANK'
1	Romi	Romi	PROPN	NAM	_	2	nsubj	_	_
2	felo	felo	VERB	VRB	_	0	root	_	SpaceAfter=No
3	.	.	PUNCT	.	_	2	punct	_	_

1	dum	du	NOUN	NOM	Number=Sing	2	nsubj	_	_
2	sivo	sivo	VERB	VRB	_	0	root	_	_

END_TREEBANK
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    echo '{"text": "Romi felo. dum sivo.", "attributions": [{"source": [[0, 4]], "cue": [[5, 9]], "content": [[11, 19]]}]}'
done >attributions.jsonl

it "learns positions from articles, on top of a model that finds statements"
run train --model "$model" --output learnt.model --epochs 40 positions.jsonl
exits 0
says 'articles'
says 'position.round 40 of 40'
says 'issue.round 40 of 40'
lines out 0
[ -s learnt.model ] || wrong "no model"

it "reads with what it has learnt, and says no more about it"
run read --model learnt.model --to jsonl cold.txt town.txt
exits 0
prints '"party": "SYR"'
prints '"party": "JOR"'
prints '"issue": "ceasefire", "stance": "rejects"'
prints '"issue": "talks", "stance": "accepts"'
lines err 1

it "learns without a word where --quiet is"
run train --quiet --model "$model" --output quiet.model --epochs 1 articles.jsonl
exits 0
lines err 0
lines out 0

it "learns the same twice"
run train --quiet --model "$model" --output again.model --epochs 1 articles.jsonl
exits 0
equal quiet.model again.model

it "writes what would be learnt, for training elsewhere, and learns nothing"
mkdir rows
run train --quiet --model "$model" --rows rows articles.jsonl
exits 0
lines rows/positions.documents.jsonl 30
[ "$(head -n 1 rows/position.labels)" = O ] || wrong "$(head -n 1 rows/position.labels)"
for file in position.features position.rows issue.labels issue.features issue.rows; do
    [ -s "rows/$file" ] || wrong "no $file"
done
python3 - rows articles.jsonl <<'END_PYTHON' || wrong "the rows are not as label_rows.h says"
import json, struct, sys
documents = [json.loads(line) for line in open(sys.argv[1] + "/positions.documents.jsonl", encoding="utf-8")]
texts = [json.loads(line)["text"] for line in open(sys.argv[2], encoding="utf-8")]
tokens = sum(len(d["tokens"]) for d in documents)
features = len(open(sys.argv[1] + "/position.features", "rb").read()) // 8
labels = open(sys.argv[1] + "/position.labels", encoding="utf-8").read().splitlines()
rows = open(sys.argv[1] + "/position.rows", "rb").read()
at = words = 0
while at < len(rows):
    token, label, first, n = struct.unpack_from("<IhBB", rows, at)
    numbers = struct.unpack_from(f"<{n}I", rows, at + 8)
    assert token < tokens and -1 <= label < len(labels) and (first or at) and all(k < features for k in numbers)
    at += 8 + 4 * n
    words += 1
assert at == len(rows) and words and [d["body"] for d in documents] == texts
assert all(d["tokens"][0][2] == 3 for d in documents)
END_PYTHON
run train --quiet --model "$model" --rows nowhere articles.jsonl
exits 4
says 'nowhere'
run train --rows rows samples.conllu
exits 2

it "names a mistake in the articles by its line and position, and writes no model"
while IFS='|' read -r line what; do
    { cat articles.jsonl; echo "$line"; } >wrong.jsonl
    run train --model "$model" --output wrong.model --epochs 1 wrong.jsonl
    exits 3
    says "wrong.jsonl:31: $what"
    [ ! -e wrong.model ] || wrong "a model is left for: $line"
done <<'END_LINES'
no JSON|no object with "text" and "positions"
{"text": "It rained."}|no object with "text" and "positions"
{"text": "It rained.", "positions": [{"issue": "talks", "stance": "open", "span": [0, 99]}]}|position 1
{"text": "It rained.", "positions": [{"issue": "talks", "stance": "open", "span": [0, 2]}, {"stance": "open", "span": [0, 2]}]}|position 2
{"text": "It rained.", "positions": [{"issue": "talks", "stance": "likes", "span": [0, 2]}]}|position 1
{"text": "It rained.", "positions": [{"issue": "talks", "stance": "open", "span": [0, 2], "holder": [[0, 11]]}]}|position 1
{"text": "It rained.", "attributions": []}|no object with "text" and "positions"
END_LINES

it "says so where there is nothing to learn from"
run train --model "$model" --output wrong.model --epochs 1 <(:)
exits 2
echo '{"text": "It rained.", "positions": []}' >nothing.jsonl
run train --model "$model" --output wrong.model --epochs 1 nothing.jsonl
exits 3
says 'no positions to learn from'

it "learns statements on top of a treebank's model, and no positions on top of one that has none"
run train --quiet --output words.model --dev tiny.conllu --epochs 1 tiny.conllu
exits 0
run train --model words.model --output wrong.model --epochs 1 articles.jsonl
exits 3
says 'the model finds no statements; learn them first, from articles with "attributions"'
[ ! -e wrong.model ] || wrong "a model is left"
run train --quiet --model words.model --output statements.model --epochs 1 attributions.jsonl
exits 0
run train --quiet --model statements.model --output whole.model --epochs 1 articles.jsonl
exits 0

it "reads by rules alone where no positions are learnt, and says so once a run"
rules='The model has not learnt positions: they are found by rules alone.'
run read --model statements.model --to jsonl cold.txt town.txt cold.txt
exits 0
says "$rules"
[ "$(grep -cF "$rules" err)" -eq 1 ] || wrong "it is said $(grep -cF "$rules" err) times"
lines out 3
run read --model statements.model --ledger rules.db --jobs 2 cold.txt town.txt
[ "$(grep -cF "$rules" err)" -eq 1 ] || wrong "it is said $(grep -cF "$rules" err) times"

it "says so where no statements are learnt"
run read --model words.model --to jsonl cold.txt
exits 0
says 'The model has not learnt who says what: no statements will be found.'
says "$rules"

it "says nothing of it where --quiet is"
run read --quiet --model statements.model --to jsonl cold.txt town.txt
exits 0
lines err 0

it "keeps what a model has learnt of positions when it learns statements again"
run train --quiet --model whole.model --output anew.model --epochs 1 attributions.jsonl
exits 0
run read --model anew.model --to jsonl cold.txt
exits 0
lines err 1

finish
