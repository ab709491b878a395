#!/usr/bin/env python3
"""Make up many pages: copies of samples/pages in which words are changed.

    copies.py N FOLDER [--first I]    write pages I .. I+N-1 into FOLDER, a thousand a folder
    copies.py N -                     print them as JSON lines ({"id", "outlet", "published", "text"})

In each copy the given names are others, the days and the years are moved, numbers differ, the
sentences of a paragraph stand in another order, and a last sentence is there nowhere else. HTML stays
HTML and crawled text stays crawled text, in the proportion of the samples (13 to 8). The I-th page is
the same on every machine. Python's standard library is enough.
"""
import argparse
import json
import random
import re
import sys
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SYLLABLES = "an bel cor dar el fen gor hal is jor kal lin mar nor or per qua ros sel tor ul var wen yl zor".split()
PARAGRAPH = re.compile(r"(?<=<p>)[^<]{80,}(?=</p>)|(?<=<p align=\"justify\">)[^<]{80,}[^<\s]|^[^<>|\n]{120,}$", re.M)
SENTENCE_END = re.compile(r"(?<=[.!?])[ ](?=[A-Z])")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


def given_names():
    """The given names of everybody in the roster who has two names."""
    rows = re.findall(r"^\s+person\s+(.*?)\s*\|", (SAMPLES / "world.roster").read_text("utf-8"), re.M)
    return sorted({name.split()[0] for row in rows for name in row.split(";") if len(name.split()) > 1})


def new_name(dice):
    return "".join(dice.choices(SYLLABLES, k=dice.choice((2, 3)))).capitalize()


def shuffled(match, dice):
    """A paragraph with its sentences in another order; where quotation marks are open over a full stop, as it was."""
    text = match.group()
    sentences = SENTENCE_END.split(text)
    if any(s.count("“") != s.count("”") or s.count('"') % 2 for s in sentences):
        return text
    dice.shuffle(sentences)
    return " ".join(sentences)


def copy(page, number, names):
    dice = random.Random(number)
    years = dice.randint(-20, 15)
    text = re.sub(r"\b20(2[89]|3[0-3])\b", lambda m: str(int(m.group()) + years), page)
    text = re.sub(rf"\b\d{{1,2}}(?= ({MONTHS}))|(?<=[a-z] )\b\d{{1,2}}(?=, 20)", lambda m: str(dice.randint(1, 28)), text)
    text = re.sub(r"(?<= )\d{3,4}(?= [a-z])", lambda m: m.group() if m.group().startswith(("19", "20"))
                  else str(dice.randint(101, 999)), text)
    for name in names:
        if dice.random() < 0.5:
            text = re.sub(rf"\b{name}\b", new_name(dice), text)
    text = PARAGRAPH.sub(lambda m: shuffled(m, dice), text)
    last = f" This was report {number} from {new_name(dice)}, {dice.randint(2, 90)} pages long."
    ends = [m.end() for m in PARAGRAPH.finditer(text)]
    return text[:ends[-1]] + last + text[ends[-1]:] if ends else text + last


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("n", type=int)
    parser.add_argument("folder")
    parser.add_argument("--first", type=int, default=0)
    args = parser.parse_args()

    names = given_names()
    pages = []
    for path in sorted((SAMPLES / "pages").iterdir()):
        raw = path.read_bytes()
        coding = "windows-1252" if b"windows-1252" in raw[:1024] else "utf-8"
        pages.append((path.suffix, coding, raw.decode(coding)))
    if args.folder == "-":
        pages = [page for page in pages if page[0] == ".txt"]

    for number in range(args.first, args.first + args.n):
        suffix, coding, page = pages[number % len(pages)]
        text = copy(page, number, names)
        if args.folder == "-":
            day = f"20{number % 40 + 10}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            print(json.dumps({"id": str(number), "outlet": f"Gazette {number % 50}", "published": day, "text": text},
                             ensure_ascii=False))
            continue
        folder = Path(args.folder) / f"{number // 1000:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:06}{suffix}").write_bytes(text.encode(coding, "xmlcharrefreplace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
