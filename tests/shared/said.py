#!/usr/bin/env python3
"""said.py SAID.tsv RECORDS.jsonl... [-v] - how many statements have the day that they were said on.

SAID.tsv is by hand: file, byte offset of the cue in the body, date or "unknown", precision, with tabs between.
The date is what a careful reader of the page would say. RECORDS.jsonl is what `priscus read --to jsonl` wrote of the files. A statement
is the one whose cue covers the offset. Prints `right`, `unknown` (the reader knows it, the program does not) and `wrong`, with their shares of those
found, then `dated`, the share right of those that the reader knows, and `missing`, the statements that the program has not
found. With -v also the places that are not right.
"""
import json
import sys
from pathlib import Path


def covering(statements, offset):
    """The statement with the shortest cue over the offset, or None."""
    cues = [(end - begin, n) for n, st in enumerate(statements) for begin, end in st["cue"] if begin <= offset < end]
    return statements[min(cues)[1]] if cues else None


def main():
    files = [name for name in sys.argv[1:] if name != "-v"]
    records = {}
    for name in files[1:]:
        for line in map(json.loads, open(name, encoding="utf-8")):
            records[Path(line["file"]).name] = line
    counts = {"right": 0, "unknown": 0, "wrong": 0}
    dated = dated_right = missing = 0
    for row in open(files[0], encoding="utf-8"):
        name, offset, date, precision = row.rstrip("\n").split("\t")
        want = (None, None) if date == "unknown" else (date, precision)
        st = covering(records.get(name, {}).get("statements", []), int(offset))
        if st is None:
            missing += 1
            how, got = "missing", None
        else:
            got = (st["said_on"], st["said_on_precision"])
            how = "right" if got == want else "unknown" if got[0] is None else "wrong"
            counts[how] += 1
            dated += want[0] is not None
            dated_right += want[0] is not None and how == "right"
        if "-v" in sys.argv and how != "right":
            print(how, name, offset, "want", *want, "got", *(got or ()))
    found = sum(counts.values())
    for how, n in counts.items():
        print(how, f"{n / max(found, 1):.3f}", n)
    print("dated", f"{dated_right / max(dated, 1):.3f}", f"{dated_right} of {dated}")
    print("missing", missing)


if __name__ == "__main__":
    main()
