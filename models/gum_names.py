#!/usr/bin/env python3
"""Names of persons, organizations and places in GUM, as IOB2, from its Entity column.

    models/gum_names.py en_gum-train.conllu > en_gum-names.iob2

GUM marks every mention ("the president of Ghana, who ..."), Universal NER only names. Of a mention the
first run of proper nouns that holds its head is taken, without titles; of nested ones the outer.
"""
import re
import sys

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}
INNER = set("of for the de la al el von van & - and 's \u2019s".split())
NOT_IN_PERSONS = set("of for and 's \u2019s".split())
TITLES = set("""mr mrs ms dr prof professor president sir king queen prince princess senator justice judge
minister secretary general captain major colonel lord lady pope saint st emperor governor mayor chief director
chairman doctor rev reverend bishop archbishop duke duchess god sheikh shaikh sheik imam ayatollah ambassador aunt uncle coach""".split())


def proper(word):
    return word[1].startswith("NNP")


def name_of(words, begin, end, kind, heads):
    """The first and last word of the name in the mention words[begin..end], or None."""
    i = begin
    while i <= end:
        if not proper(words[i]):
            i += 1
            continue
        j = i
        while j + 1 <= end:
            small = words[j + 1][0].lower()
            if proper(words[j + 1]):
                j += 1
            elif (small in INNER and j + 2 <= end and proper(words[j + 2]) and
                  not (kind == "PER" and small in NOT_IN_PERSONS)):
                j += 1
            elif kind != "PER" and small == "of" and j + 3 <= end and words[j + 2][0].lower() == "the" and proper(words[j + 3]):
                j += 1
            else:
                break
        if any(i <= head <= j for head in heads):
            return i, j
        i = j + 1
    return None


def write(sent_id, words, mentions):
    tags = ["O"] * len(words)
    for begin, end, kind, heads in sorted(mentions, key=lambda m: m[1] - m[0]):  # the outer over the inner
        found = name_of(words, begin, end, kind, heads)
        if not found:
            continue
        i, j = found
        if kind == "PER":
            while i <= j and words[i][0].lower().strip(".") in TITLES:
                i += 1
            if i > j:
                continue
        if kind == "PER" and words[j][1] == "NNPS":
            kind = "NORP"  # a people
        for k in range(i, j + 1):
            tags[k] = ("B-" if k == i else "I-") + kind
    print("# sent_id =", sent_id)
    for number, (word, tag) in enumerate(zip(words, tags), 1):
        print(number, word[0], tag, "-", "-", sep="\t")
    print()


def main(path):
    words, mentions, opened, sent_id = [], [], [], ""
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# sent_id"):
            sent_id = line.split("=", 1)[1].strip()
        if not line and words:
            write(sent_id, words, mentions)
            words, mentions, opened = [], [], []
        if not line or line[0] == "#":
            continue
        columns = line.split("\t")
        if not columns[0].isdigit():
            continue
        at = len(words)
        words.append((columns[1], columns[4]))
        for field in columns[9].split("|"):
            if not field.startswith("Entity="):
                continue
            for piece in re.findall(r"\([^()]*\)?|\d+(?:\[[^\]]*\])?\)", field[7:]):
                if piece[0] == "(":
                    parts = piece[1:].rstrip(")").split("-")
                    if len(parts) < 2:
                        continue
                    heads = [at + int(x) - 1 for x in parts[5].split(",") if x.isdigit()] if len(parts) > 5 else []
                    if not piece.endswith(")"):
                        opened.append((parts[0], parts[1], at, heads))
                    elif parts[1] in KINDS:
                        mentions.append((at, at, KINDS[parts[1]], [at]))
                    continue
                for k in reversed(range(len(opened))):
                    if opened[k][0] == piece[:-1]:
                        _, kind, begin, heads = opened.pop(k)
                        if kind in KINDS:
                            mentions.append((begin, at, KINDS[kind], heads or [at]))
                        break


main(sys.argv[1])
