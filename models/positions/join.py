#!/usr/bin/env python3
"""Put articles and the positions marked in them together: what `priscus train` learns positions from.

usage: join.py INPUT.jsonl GOLD.jsonl > articles.jsonl

INPUT has the articles ("file", "text", "title", "published"), GOLD their positions ("file", "positions").
"""
import json
import sys


def main(argv):
    gold = {d["file"]: d["positions"] for d in map(json.loads, open(argv[2], encoding="utf-8"))}
    for line in open(argv[1], encoding="utf-8"):
        d = json.loads(line)
        out = {key: d.get(key) for key in ("file", "text", "title", "published")}
        out["positions"] = gold[d["file"]]
        print(json.dumps(out, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv)
