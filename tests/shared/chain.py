#!/usr/bin/env python3
"""chain.py CHAIN.tsv RECORDS.jsonl... [-v] - how many statements have the steps through which they came.

CHAIN.tsv is by hand: file, byte offset of the cue in the body, and the steps between the article and the speaker, outermost first, as
ROLE:BEGIN-END with blanks between, or "-" for none. ROLE is cited or quoter, and the bytes are those of its words in the body. The
article's own outlet and agency are no steps here. RECORDS.jsonl is what `priscus read --to jsonl` wrote of the files. A statement is the one
whose cue covers the offset. Prints `right` with its share of those found, `wrong` and `missing`. With -v also the places that are not
right.
"""
import json
import sys
from pathlib import Path

from said import covering


def plain(words):
    words = words.casefold().strip()
    return words[4:] if words.startswith("the ") else words


def main():
    files = [name for name in sys.argv[1:] if name != "-v"]
    records = {}
    for name in files[1:]:
        for line in map(json.loads, open(name, encoding="utf-8")):
            records[Path(line["file"]).name] = line
    right = wrong = missing = 0
    for row in open(files[0], encoding="utf-8"):
        name, offset, steps = row.rstrip("\n").split("\t")
        record = records.get(name, {})
        body = record.get("body", "").encode()
        st = covering(record.get("statements", []), int(offset))
        if st is None:
            missing += 1
            continue
        want = []
        for step in [] if steps == "-" else steps.split():
            role, place = step.split(":")
            begin, end = map(int, place.split("-"))
            want.append((role, plain(body[begin:end].decode())))
        got = [(link["role"], {plain(link["name"]), plain(link["words"] or "")}) for link in st["chain"]
               if link["role"] in ("cited", "quoter")]
        same = len(got) == len(want) and all(g[0] == w[0] and w[1] in g[1] for g, w in zip(got, want))
        right += same
        wrong += not same
        if "-v" in sys.argv and not same:
            print("wrong", name, offset, "want", want, "got", got)
    print("right", f"{right / max(right + wrong, 1):.3f}", right)
    print("wrong", wrong)
    print("missing", missing)


if __name__ == "__main__":
    main()
