#!/usr/bin/env python3
"""Passages that we wrote ourselves, with their positions marked in the text -> JSON lines for `priscus train`.

usage: written.py FILE.txt... > written.jsonl

A passage is a line `## HEADLINE`, then paragraphs, each followed by its positions:

    ## Norway waves the offer away
    {1h Norway} {1c gave short shrift} to {1t {2t a pause in the fighting}}, which {2h Peru} {2c had put forward}.
    = 1 NOR ceasefire rejects R; 2 PER ceasefire proposes R

`{1h words}` marks words of the first position of that paragraph: h its holder, c its cue, t its target; marks may lie in each other, and a
mark may come twice ({1c has not} yet {1c ruled out}); holder and target may be missing, the cue must be there. R is a required position, O an
optional one (what these are: positions.md). A paragraph without positions has no such line.
"""
import json
import re
import sys

STANCES = ("demands", "proposes", "accepts", "open", "conditional", "rejects")
OPEN, LABEL = re.compile(r"\{(\d+)([hct]) "), re.compile(r"(\d+) ([A-Z]{2,12}) ([a-z.]+) ([a-z]+) ([RO])$")
PARTS = {"h": "holder", "c": "cue", "t": "target"}


def paragraph(line, labels, begin, where):
    """Its text without marks, and its positions: spans in bytes from `begin`."""
    text, marks, stack, at = "", {}, [], 0
    size = lambda: begin + len(text.encode())
    while at < len(line):
        m = OPEN.match(line, at)
        if m:
            stack.append((int(m[1]), m[2], size()))
            at = m.end()
        elif line[at] == "{":
            sys.exit(f"{where}: a brace that opens no mark: {line[at:at + 20]!r}; write {{1h words}}")
        elif line[at] == "}":
            if not stack:
                sys.exit(f"{where}: a closing brace too many near {line[max(0, at - 20):at]!r}")
            number, part, first = stack.pop()
            marks.setdefault(number, {}).setdefault(PARTS[part], []).append([first, size()])
            at += 1
        else:
            text += line[at]
            at += 1
    if stack:
        sys.exit(f"{where}: a mark is not closed: {stack[-1][0]}{stack[-1][1]}")
    positions = []
    for label in filter(None, (s.strip() for s in labels.split(";"))):
        m = LABEL.match(label)
        if not m or m[4] not in STANCES:
            sys.exit(f"{where}: {label!r} is not 'NUMBER PARTY issue stance R|O'")
        of = marks.pop(int(m[1]), None)
        if not of or "cue" not in of:
            sys.exit(f"{where}: position {m[1]} has no cue in the paragraph")
        spans = sorted(of["cue"] + of.get("target", []))
        positions.append({"party": m[2], "issue": m[3], "stance": m[4], "required": m[5] == "R",
                          "span": [spans[0][0], max(e for _, e in spans)]} | {k: sorted(of.get(k, [])) for k in PARTS.values()})
    if marks:
        sys.exit(f"{where}: position {min(marks)} is marked but not listed behind '='")
    return text, positions


def passages(path):
    lines = [line.strip() for line in open(path, encoding="utf-8")]
    now = None
    for n, line in enumerate(lines, 1):
        if line.startswith("## "):
            if now and now["text"]:
                yield now
            now = {"file": f"{path.rsplit('/', 1)[-1]}:{n}", "title": line[3:], "text": "", "positions": []}
        elif line.startswith("="):
            if n < 2 or not lines[n - 2] or lines[n - 2][0] in "#=":
                sys.exit(f"{path}:{n}: positions without a paragraph before them")
        elif line:
            if not now:
                sys.exit(f"{path}:{n}: text before the first headline")
            labels = lines[n][1:] if n < len(lines) and lines[n].startswith("=") else ""
            text, positions = paragraph(line, labels, len(now["text"].encode()), f"{path}:{n}")
            now["text"] += text + "\n"
            now["positions"] += positions
    if now and now["text"]:
        yield now


def main(files):
    count = [0, 0, 0]
    for path in files:
        for p in passages(path):
            print(json.dumps(p, ensure_ascii=False))
            count = [count[0] + 1, count[1] + len(p["positions"]), count[2] + sum(x["required"] for x in p["positions"])]
    print(f"{count[0]} passages, {count[1]} positions, {count[2]} of them required", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
