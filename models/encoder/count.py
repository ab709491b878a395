"""count.py VOCAB.txt NEWS.jsonl... - how often each piece of a vocabulary stands in news: a JSON object on standard output.

Every text of more than 200 characters in the objects is counted; lines that are no JSON are passed over.
"""
import collections
import json
import re
import sys

from pieces import Pieces


def texts(value):
    if isinstance(value, str):
        if len(value) > 200:
            yield value
    elif isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


def main():
    vocabulary = open(sys.argv[1], encoding="utf-8").read().splitlines()
    pieces, words, counts = Pieces(vocabulary), collections.Counter(), collections.Counter()
    for name in sys.argv[2:]:
        for line in open(name, encoding="utf-8", errors="replace"):
            try:
                value = json.loads(line)
            except ValueError:
                continue
            for text in texts(value):
                words.update(re.findall(r"\w+|[^\w\s]", text))
    for word, n in words.items():
        for piece in pieces.of_word(word):
            counts[vocabulary[piece]] += n
    json.dump(counts, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
