#!/usr/bin/env python3
"""bodies.py PAGES.jsonl [--without ROLE]... - what `priscus read --to jsonl` wrote, as score_articles.py takes it.

The headline is no part of the body there. A set whose truth leaves the standfirst out, too, is also looked at
with --without standfirst."""
import json
import sys
from pathlib import Path


def body(article, without):
    text = article["body"].encode()
    kept = (text[slice(*p["body"])].decode() for p in article["paragraphs"] if p["role"] not in without)
    return {"articleBody": "\n\n".join(kept)}


def key(article):
    return Path(article["file"]).name.removesuffix(".gz").removesuffix(".html")


without = {"headline"} | {b for a, b in zip(sys.argv, sys.argv[1:]) if a == "--without"}
with open(sys.argv[1], encoding="utf-8") as lines:
    json.dump({key(article): body(article, without) for article in map(json.loads, lines)}, sys.stdout)
