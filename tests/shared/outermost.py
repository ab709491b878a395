#!/usr/bin/env python3
"""outermost.py < LINES > LINES - statements of `priscus read --to jsonl` as the scorer of attributions takes them.

A corpus that annotates the outermost statement alone is scored on those that lie inside no other.
"""
import json
import sys

for line in sys.stdin:
    article = json.loads(line)
    outer = [s for s in article["statements"] if not s["inside"]]
    print(json.dumps({"id": article["id"], "attributions": outer}))
