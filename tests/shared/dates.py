#!/usr/bin/env python3
"""dates.py DATES.json PAGES.jsonl [-v] - how many pages have the right day of publication.

DATES.json is {NAME: {"date": DAY}}; PAGES.jsonl is what `priscus read --to jsonl` wrote of the files NAME. Prints
`right`, `wrong` and `none` with their shares; with -v also the pages that are not right.
"""
import json
import sys
from pathlib import Path


def main():
    truth = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    lines = map(json.loads, open(sys.argv[2], encoding="utf-8"))
    found = {Path(line["file"]).name: (line["published"] or "")[:10] for line in lines}
    counts = {"right": 0, "wrong": 0, "none": 0}
    for name, page in truth.items():
        day = found.get(name, "")
        how = "right" if day == page["date"] else "wrong" if day else "none"
        counts[how] += 1
        if "-v" in sys.argv and how != "right":
            print(name, page["date"], day or "none", page["url"])
    for how, n in counts.items():
        print(how, f"{n / len(truth):.3f}", n)


if __name__ == "__main__":
    main()
