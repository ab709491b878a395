#!/usr/bin/env python3
"""pages.py FOLDER PAGES.jsonl [-v] - snippets, titles, authors and dates of pages whose truth is known.

Prints `with SHARE`, `without SHARE`, and for title, author and date `FIELD RIGHT WRONG ALL`; none is neither right
nor wrong. `with` is the mean over the pages of the share of snippets that are kept, `without` of those dropped.
Words are compared without case and punctuation, an author's in any order. -v: what is wrong."""
import json
import re
import sys
from pathlib import Path

NOT_NAMES = {"and", "by"}


def words(text):
    return re.findall(r"\w+", (text or "").casefold())


def plain(text):
    return " ".join(words(text))


def names(text):
    return sorted(w for w in words(text) if w not in NOT_NAMES)


FIELDS = {"title": ("title", words), "author": ("byline", names), "date": ("published", lambda t: words((t or "")[:10]))}


def mean(shares):
    return sum(shares) / len(shares) if shares else 0.0


def main():
    folder, verbose = Path(sys.argv[1]), "-v" in sys.argv
    truth = json.load(open(folder / "ground-truth.json", encoding="utf-8"))
    pages = {Path(a["file"]).name.removesuffix(".gz").removesuffix(".html"): a
             for a in map(json.loads, open(sys.argv[2], encoding="utf-8"))}
    shares = {"with": [], "without": []}
    count = {field: [0, 0, 0] for field in FIELDS}
    for key, want in truth.items():
        got = pages.get(key, {})
        body = plain(got.get("body"))
        for side in shares:
            good = {s: (plain(s) in body) == (side == "with") for s in want[side] or ()}
            if good:
                shares[side].append(mean(list(good.values())))
            if verbose:
                for snippet in (s for s, ok in good.items() if not ok):
                    print(f"    {key} {side}: {snippet!r}", file=sys.stderr)
        for field, (mine, compared) in FIELDS.items():
            if not want[field]:
                continue
            right = compared(want[field]) == compared(got.get(mine))
            count[field][0] += right
            count[field][1] += not right and bool(got.get(mine))
            count[field][2] += 1
            if verbose and not right:
                print(f"    {key} {field}: {got.get(mine)!r}, not {want[field]!r}", file=sys.stderr)
    for side, values in shares.items():
        print(f"{side} {mean(values):.4f}")
    for field, numbers in count.items():
        print(field, *numbers)


if __name__ == "__main__":
    main()
