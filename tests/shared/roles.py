#!/usr/bin/env python3
"""roles.py ROLES.json FOLDER PAGES.jsonl - is each line of crawled pages what it was labelled by hand?

A line's role is that of the paragraph or dropped range that begins in it; what is cut off its ends (a signature,
a dateline) is no line. Prints what is wrong on standard error, then `WRONG ALL`."""
import json
import sys
from pathlib import Path

CUTS = {"signed-at-the-end", "dateline", "behind-the-headline"}


def starts(page):
    """The offset at which each line begins, line 1 first."""
    at, found = 0, []
    for line in page.split(b"\n"):
        found.append(at)
        at += len(line) + 1
    return found


def roles_found(article, page):
    ranges = [(p["page"], p["role"]) for p in article["paragraphs"]]
    ranges += [(d["page"], d["role"]) for d in article["dropped"] if d["rule"] not in CUTS]
    found = {}
    for (begin, end), role in ranges:
        for number, start in enumerate(starts(page), 1):
            if begin < start + len(page[start:].split(b"\n", 1)[0]) and start < end:
                found[number] = role
    return found


def roles_wanted(lines):
    wanted = {}
    for key, role in lines.items():
        first, _, last = key.partition("-")
        wanted.update(dict.fromkeys(range(int(first), int(last or first) + 1), role))
    return wanted


truth = json.load(open(sys.argv[1], encoding="utf-8"))
pages = {Path(a["file"]).name: a for a in map(json.loads, open(sys.argv[3], encoding="utf-8"))}
wrong = lines = 0
for name, want in truth.items():
    if name == "about":
        continue
    page = (Path(sys.argv[2]) / name).read_bytes()
    found, wanted = roles_found(pages[name], page), roles_wanted(want["lines"])
    for number, line in enumerate(page.split(b"\n"), 1):
        if not line.strip() or number not in wanted:
            continue
        lines += 1
        if found.get(number) != wanted[number]:
            wrong += 1
            print(f"    {name}:{number}: {found.get(number)}, not {wanted[number]}", file=sys.stderr)
print(wrong, lines)
