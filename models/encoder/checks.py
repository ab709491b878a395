#!/usr/bin/env python3
"""What was seen of positions, with what is true of it: what the network of checks learns from (src/record/position/position_check.h).

usage: checks.py AGENDA SIGHTINGS.jsonl ARTICLES.jsonl [SIGHTINGS.jsonl ARTICLES.jsonl ...] > checks.jsonl

SIGHTINGS  what bench-sightings saw in ARTICLES, by networks that had not learnt from them
ARTICLES   {"file", "text", "positions"} as `priscus train` takes them, with the party of each position

A line a sentence, party and issue: {"file", "means": what the issue means, "sentence", "holder", "of": [begin, end] in bytes of the
sentence, "label": 0 nothing, 1 for, 2 conditional, 3 against, "required"}. Positions that nobody saw are among them.

As a module: Check, the network, and pieces_of(), which cuts an example as position_check.c does.
"""
import json
import re
import sys

SIDE = {"demands": 1, "proposes": 1, "accepts": 1, "open": 1, "conditional": 2, "rejects": 3}
WINDOW = 160
MARK_HOLDER, MARK_ISSUE, MARK_MEANS = 1, 2, 3
SENTENCE_MOST = 1000  # bytes of one that is cut by its full stops


def segments(sentence, holder, of):
    """Runs without a blank, cut where a mark begins or ends: (bytes, mark)."""
    edges = {x for span in holder + of for x in span}
    for m in re.finditer(rb"[^ \t\n\r]+", sentence):
        cuts = sorted({m.start(), m.end()} | {x for x in edges if m.start() < x < m.end()})
        for b, e in zip(cuts, cuts[1:]):
            mark = MARK_HOLDER if any(x <= b < y for x, y in holder) else MARK_ISSUE if any(x <= b < y for x, y in of) else 0
            yield sentence[b:e], mark


def pieces_of(example, pieces):
    """Its pieces and their marks: [CLS] what the issue means [SEP] the sentence [SEP]. Of a sentence that is too long, what stands around
    the marked words."""
    row, marks = [pieces.begin], [0]
    for word in example["means"].split():
        some = pieces.of_word(word)
        row, marks = row + some, marks + [MARK_MEANS] * len(some)
    row, marks = row + [pieces.end], marks + [0]
    room = WINDOW - 1 - len(row)
    all_ = [(pieces.of_word(s.decode("utf-8", "replace")), m)
            for s, m in segments(example["sentence"].encode(), example["holder"], example["of"])]
    marked = [i for i, (_, m) in enumerate(all_) if m]
    first = last = (marked[0] + marked[-1]) // 2 if marked else 0
    grown = True
    while grown:
        grown = False
        if last < len(all_) and len(all_[last][0]) <= room:
            room -= len(all_[last][0])
            last, grown = last + 1, True
        if first > 0 and len(all_[first - 1][0]) <= room:
            first -= 1
            room, grown = room - len(all_[first][0]), True
    for some, mark in all_[first:last]:
        row, marks = row + some, marks + [mark] * len(some)
    return row + [pieces.end], marks + [0]


def meanings(agenda):
    out, issue = {}, None
    for line in open(agenda, encoding="utf-8"):
        key, _, value = line.strip().partition(" ")
        issue = value.strip() if key == "issue" else issue
        if key == "for":
            out[issue] = value.strip()
    return out


def examples(means, sightings, articles):
    texts = {d["file"]: d for d in map(json.loads, open(articles, encoding="utf-8"))}
    for line in open(sightings, encoding="utf-8"):
        seen = json.loads(line)
        article, groups, used = texts[seen["file"]], {}, set()
        body = article["text"].encode()
        for p in seen["positions"]:
            holder, of = groups.setdefault((*p["at"], p["party"], p["issue"]), ([], []))
            holder += [p["holder"]] if p["holder"][0] < p["holder"][1] and p["holder"] not in holder else []
            of += [p["of"]] if p["of"] not in of else []
        for (b, e, party, issue), (holder, of) in groups.items():
            right = [q for q in article["positions"] if q["party"] == party and q["issue"] == issue and q["span"][0] < e and b < q["span"][1]]
            used |= {id(q) for q in right}
            right.sort(key=lambda q: not q["required"])
            yield body, b, e, issue, holder, of, right[0] if right else None
        for q in article["positions"]:
            if id(q) in used or not q["target"] or q["issue"] not in means:
                continue
            b, e = q["span"]
            before = [m.end() for m in re.finditer(rb"[.?!]\W? |\n", body[:b])]
            behind = re.search(rb"[.?!](?=\W? )|\n", body[e:])
            b, e = before[-1] if before else 0, e + behind.end() if behind else len(body)
            if e - b <= SENTENCE_MOST:
                yield body, b, e, q["issue"], q["holder"], q["target"], q


def main(argv):
    means = meanings(argv[1])
    for sightings, articles in zip(argv[2::2], argv[3::2]):
        for body, b, e, issue, holder, of, right in examples(means, sightings, articles):
            inside = lambda spans: [[x - b, y - b] for x, y in spans if b <= x and y <= e]
            print(json.dumps({"means": means[issue], "sentence": body[b:e].decode("utf-8", "replace"), "holder": inside(holder),
                              "of": inside(of), "label": SIDE[right["stance"]] if right else 0,
                              "required": bool(right and right["required"])}, ensure_ascii=False))


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv)
