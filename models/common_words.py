#!/usr/bin/env python3
"""Count in how many articles each term stands: common_words.py DATA > data/story/common.txt

DATA is a folder with polnear/{train,dev}.jsonl, positions/train.input.jsonl and stories/ecbplus.dev.jsonl. Terms are
cut as src/story/events/event_terms.c does. Those in fewer than LEAST articles are left out: a ledger's own counts say as much.
"""
import collections
import json
import re
import sys

LEAST = 5
WORD = re.compile(r"[^\W_]+(?:['\u2019.,][^\W_]+)*")


def stem(word):
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def terms(text):
    for match in WORD.finditer(text):
        word = match.group(0).lower()
        word = re.sub("['\u2019]s$", "", word)
        word = stem(re.sub("['\u2019.,]", "", word))
        if len(word) > 1 or word.isdigit():
            yield word


def texts(data):
    for part in ("polnear/train.jsonl", "polnear/dev.jsonl", "positions/train.input.jsonl", "stories/ecbplus.dev.jsonl"):
        for line in open(f"{data}/{part}", encoding="utf-8"):
            article = json.loads(line)
            yield (article.get("title") or "") + "\n" + article["text"]


count, n = collections.Counter(), 0
for text in texts(sys.argv[1]):
    n += 1
    count.update(set(terms(text)))
print("""# In how many of so many news articles a term stands: what the first pages of a ledger are weighed by.
# Made by models/common_words.py. The number, then the terms, small letters, without endings of the plural.""")
print(n, "*")
for least in sorted(set(count.values()), reverse=True):
    if least >= LEAST:
        words = sorted(word for word in count if count[word] == least)
        for i in range(0, len(words), 16):
            print(least, *words[i:i + 16])
