# priscus parse, and what train says to wrong use
. "${SOURCE:?}/tests/commands/lib.sh"

model=${PRISCUS_MODEL:-$SOURCE/models/english.model}
unset PRISCUS_MODEL

# with_model: false, and the test is passed over, where no model is.
with_model() {
    [ -r "$model" ] && return 0
    skip "no model"
    return 1
}

# piped OPTION... <INPUT: through standard input
piped() {
    "$PRISCUS" parse --model "$model" "$@" >out 2>err
    status=$?
}

# valid FILE: ten columns, words numbered from 1, one root at most, and heads that are words.
valid() {
    python3 - "$1" <<'END_PYTHON' 2>why || wrong "$1 is no CoNLL-U: $(tail -1 why)"
import re, sys
data = open(sys.argv[1], encoding="utf-8").read()
assert data.endswith("\n\n") or not data, "no blank line at the end"
ids = set()
for block in data.split("\n\n")[:-1]:
    lines = block.split("\n")
    text, built, skip, heads = None, "", 0, []
    for line in lines:
        if line.startswith("#"):
            if line.startswith("# text = "):
                text = line[9:]
            if line.startswith("# sent_id = "):
                assert line not in ids, line
                ids.add(line)
            continue
        c = line.split("\t")
        assert len(c) == 10 and all(c), line
        space = "" if "SpaceAfter=No" in c[9].split("|") else " "
        if "-" in c[0]:
            skip = int(c[0].split("-")[1])
            built += c[1] + space
            continue
        heads.append(c[6])
        assert int(c[0]) == len(heads), line
        assert (c[6] == "_") == (c[7] == "_"), line
        if len(heads) > skip:
            built += c[1] + space
    assert text is not None and text == built.rstrip(), (text, built)
    assert heads, block
    known = [int(h) for h in heads if h != "_"]
    assert all(0 <= h <= len(heads) for h in known) and known.count(0) == (1 if known else 0), heads
END_PYTHON
}

it "says which model is missing, and which were tried"
run parse --model nowhere.model samples/pages
exits 2
lines out 0
lines err 1
says 'nowhere.model: the model cannot be read: No such file'
PRISCUS_MODEL=elsewhere.model run parse
exits 2
lines err 1
says 'elsewhere.model: the model cannot be read'
says 'PRISCUS_MODEL'
if [ ! -e "$SOURCE/models/english.model" ]; then
    run parse
    exits 2
    lines err 1
    says 'no model: neither --model nor PRISCUS_MODEL names one'
    says "$SOURCE/models/english.model"
fi

it "does not take for a model what is none"
echo 'no model' >bad.model
run parse --model bad.model
exits 2
lines out 0
lines err 1
says 'bad.model'

it "says wrong use in one line"
while IFS='|' read -r line message; do
    # shellcheck disable=SC2086
    run $line
    exits 2
    lines out 0
    lines err 1
    says "$message"
done <<'END_LINES'
parse --only tags,verbs|give tags, names, trees or all
parse --from html|auto, text, jsonl or conllu
parse --to xml|conllu, json or iob2
train|no corpus
train x.conllu --dev y.conllu|--output MODEL
train x.conllu --output z.model|--dev FILE
train x.conllu y.jsonl --output z.model|at once
train x.conllu --epochs 0|from 1 up
train x.conllu --seed one|from 0 up
END_LINES

printf "They don't know. He cannot go.\n\nThe talks in Geneva ended on Monday.\n" >story.txt

it "makes CoNLL-U of text: paragraphs, sentences, tokens of several words"
if with_model; then
    run parse --model "$model" story.txt
    exits 0
    lines err 0
    valid out
    prints '# newdoc id = story.txt'
    [ "$(grep -c '^# newpar$' out)" -eq 2 ] || wrong "$(grep -c newpar out) paragraphs, not 2"
    prints '# sent_id = 1'
fi

it "makes the same of standard input, but for the name"
if with_model; then
    run parse --model "$model" story.txt
    grep -v '^# newdoc' out >file
    piped <story.txt
    exits 0
    grep -v '^# newdoc' out >standard
    equal file standard
fi

it "takes the model from PRISCUS_MODEL"
if with_model; then
    PRISCUS_MODEL=$model run parse story.txt
    exits 0
    valid out
fi

it "leaves out what is not asked for"
if with_model; then
    run parse --model "$model" --only tags story.txt
    exits 0
    valid out
    awk -F'\t' 'NF == 10 && ($7 != "_" || $10 ~ /NER=/)' out >extra
    [ ! -s extra ] || wrong "$(head -3 extra)"
    run parse --model "$model" --only trees story.txt
    awk -F'\t' 'NF == 10 && ($3 != "_" || $4 != "_")' out >extra
    [ ! -s extra ] || wrong "$(head -3 extra)"
fi

it "writes names in IOB2"
if with_model; then
    echo 'Angela Merkel met the Iraqi minister in Geneva.' | "$PRISCUS" parse --model "$model" --to iob2 >out 2>err
    prints "$(printf '1\tAngela\tB-PER')"
    prints "$(printf '2\tMerkel\tI-PER')"
    prints "$(printf '8\tGeneva\tB-LOC')"
    prints "$(printf '9\t.\tO')"
fi

it "writes JSON whose spans are those of the input"
if with_model; then
    run parse --model "$model" --to json story.txt
    exits 0
    python3 - <<'END_PYTHON' 2>why || wrong "$(tail -3 why)"
import json
data = open("story.txt", "rb").read()
n = 0
for line in open("out", encoding="utf-8"):
    s = json.loads(line)
    b, e = s["span"]
    assert data[b:e].decode() == s["text"], s
    for w in s["words"]:
        b, e = w["span"]
        assert s["span"][0] <= b < e <= s["span"][1], w
        n += 1
assert n > 10
END_PYTHON
fi

it "names the line of JSON that is none, and reads the others"
printf '%s\n' '{"id": "a", "body": "They left."}' '{"id": "b"' '{"id": "c"}' '{"id": "d", "text": "We stay."}' >some.jsonl
if with_model; then
    run parse --model "$model" some.jsonl
    exits 3
    lines err 2
    says 'some.jsonl:2: no JSON'
    says 'some.jsonl:3: no text'
    valid out
    prints '# newdoc id = a'
    prints '# newdoc id = d'
fi

it "takes the words of CoNLL-U as they are, with its comments, and says what is wrong with others"
{
    printf '# sent_id = x-1\n# text = zum Haus\n# mine = kept\n1-2\tzum\t_\t_\t_\t_\t_\t_\t_\t_\n'
    printf '1\tzu\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdem\t_\t_\t_\t_\t_\t_\t_\t_\n3\tHaus\t_\t_\t_\t_\t_\t_\t_\tMine=Too\n\n'
    printf '1\tone\tcolumn\n\n'
    printf '# sent_id = x-2\n# text = Go.\n1\tGo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n2\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n'
} >given.conllu
if with_model; then
    run parse --model "$model" given.conllu
    exits 3
    lines err 1
    says 'given.conllu:9: 3 columns, not 10'
    valid out
    prints '# mine = kept'
    prints 'Mine=Too'
    awk -F'\t' 'NF == 10 { print $1, $2 }' out >words
    printf '%s\n' '1-2 zum' '1 zu' '2 dem' '3 Haus' '1 Go' '2 .' >meant
    equal meant words
    cp out file
    piped --from conllu <given.conllu
    exits 3
    valid out
fi

it "gives a given sentence of a thousand words one root"
if with_model; then
    {
        printf '# sent_id = long\n# text ='
        for _ in $(seq 1000); do printf ' go'; done
        echo
        for i in $(seq 1000); do printf '%d\tgo\t_\t_\t_\t_\t_\t_\t_\t_\n' "$i"; done
        echo
    } >long.conllu
    run parse --model "$model" long.conllu
    exits 0
    valid out
fi

it "reads a line of megabytes, cut, and bytes that are no UTF-8"
if with_model; then
    head -c 3000000 /dev/zero | tr '\0' a >long.txt
    run parse --model "$model" --only tags long.txt
    exits 0
    valid out
    printf 'They left.\nCaf\xe9 is closed.\n' >latin.txt
    run parse --model "$model" latin.txt
    exits 3
    lines err 1
    says 'latin.txt: byte 15 is not valid UTF-8'
    valid out
fi

it "names a file that is not there, and a folder, and reads the rest"
if with_model; then
    mkdir folder
    run parse --model "$model" nowhere.txt folder story.txt
    exits 3
    lines err 2
    says 'nowhere.txt: no such file'
    says 'folder: a folder'
    valid out
    prints '# newdoc id = story.txt'
fi

it "answers a line before the next is written"
if with_model; then
    : >out
    { echo 'They left.'; await test -s out && echo 'We saw it.'; } | "$PRISCUS" parse --model "$model" >out 2>err
    status=$?
    exits 0
    prints $'\tsaw\t'
fi

finish
