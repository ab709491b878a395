#!/usr/bin/env python3
"""reports.py - what was reported to go wrong goes right.

    reports.py PRISCUS SOURCE             every row of tests/cases/reports/wanted.tsv
    reports.py PRISCUS SOURCE FILE...     its rows about these files

A row is a file of that folder, a question and what is wanted, with tabs between them:

    98-short-lead.html    has         Ukraine rejects a ceasefire.
    98-short-lead.html    position    UKR ceasefire rejects

    articles N            so many articles are read; `read` need not be free of complaints
    title, byline, outlet, published, address    of the first article, or nothing
    unsure yes            the first article is told to be unsure; or no
    has, lacks WORDS      they stand in the body of an article, or of none; \\uXXXX is that character
    bodies N              so many paragraphs of body in the first article
    posts N               so many posts in the first article
    position, no-position PARTY ISSUE STANCE     or a * for any
    says, says-not WHO: WORDS    a statement whose speaker's name is WHO begins with them, or none; WHO may be *
    finds WORDS           `search` has the page among its answers
    sentences N           of the text
    words A B C           these are words one after another
    plain yes             no answer has a byte that a terminal obeys
    cells guarded         no cell of an answer in CSV begins with what a spreadsheet computes

A row fails as `file: question wanted`, with what there was. It speaks TAP."""

import csv, functools, io, json, os, re, subprocess, sys, tempfile

PRISCUS, SOURCE = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
FOLDER = os.path.join(SOURCE, "tests/cases/reports")
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC", PRISCUS_NOW="2032-03-01T12:00:00Z", TERM="dumb")
LISTS = [["positions"], ["positions", "--list"], ["statements"], ["search", "envoy OR talks OR ceasefire"], ["stats"]]
OBEYED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def run(*arguments):
    done = subprocess.run([PRISCUS, *arguments], cwd=FOLDER, env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True)
    if done.returncode < 0:
        raise RuntimeError(f"{' '.join(arguments)}: signal {-done.returncode}")
    return done.stdout.decode() + ("" if done.returncode in (0, 1, 3) else done.stderr.decode())


@functools.cache
def articles(name):
    return [json.loads(line) for line in run("read", "--quiet", "--to", "jsonl", name).splitlines()]


@functools.cache
def ledger(name):
    path = os.path.join(WORK, name + ".db")
    run("read", "--quiet", "--ledger", path, name)
    return path


@functools.cache
def sentences(name):
    with open(os.path.join(WORK, "text.txt"), "w", encoding="utf-8") as text:
        text.write("".join(article["body"] for article in articles(name)))
    return [json.loads(line) for line in run("parse", "--to", "json", text.name).splitlines()]


def answers(name, form):
    return {" ".join(question): run(question[0], "--ledger", ledger(name), *question[1:], *form) for question in LISTS}


def bodies(name):
    return [article["body"] for article in articles(name)]


def positions(name):
    return [f"{p['party']} {p['issue']} {p['stance']}" for article in articles(name) for p in article["positions"]]


def said(name):
    found = []
    for article in articles(name):
        body = article["body"].encode()
        for s in article["statements"]:
            words = " ".join(body[b:e].decode() for b, e in s["content"])
            found.append(f"{s['speaker']}: {words}")
    return found


def pattern(wanted):
    return re.compile(re.escape(wanted).replace(r"\*", ".*"))


def of_first(key):
    return lambda name, wanted: ((articles(name)[0][key] or "nothing") == wanted, articles(name)[0][key])


def cells_guarded(name, wanted):
    bare = [cell for text in answers(name, ["--format", "csv"]).values() for row in csv.reader(io.StringIO(text)) for cell in row
            if cell[:1] in tuple("=+-@\t\r") and cell]
    return not bare, bare


def plain(name, wanted):
    texts = [answers(name, form) for form in (["--format", "table"], ["--format", "csv"], ["--format", "json"])]
    texts.append({"read": run("read", "--to", "jsonl", name), "explain": run("read", "--explain", name),
                  "trace": "".join(run("trace", "--ledger", ledger(name), p["id"]) for a in articles(name) for p in a["positions"]),
                  "parse": "".join(run("parse", "--to", form, name) for form in ("conllu", "json", "iob2"))})
    bad = [f"{question}: {text[max(m.start() - 20, 0):m.end() + 20]!r}" for answer in texts for question, text in answer.items()
           for m in OBEYED.finditer(text)]
    return not bad, bad[:5]


QUESTIONS = {
    "articles": lambda name, wanted: (len(articles(name)) == int(wanted), len(articles(name))),
    "title": of_first("title"), "byline": of_first("byline"), "outlet": of_first("outlet"), "published": of_first("published"),
    "address": of_first("address"),
    "unsure": lambda name, wanted: (articles(name)[0]["unsure"] == (wanted == "yes"), articles(name)[0]["unsure"]),
    "has": lambda name, wanted: (any(wanted in body for body in bodies(name)), bodies(name)),
    "lacks": lambda name, wanted: (bodies(name) != [] and not any(wanted in body for body in bodies(name)), bodies(name)),
    "bodies": lambda name, wanted: (sum(p["role"] == "body" for p in articles(name)[0]["paragraphs"]) == int(wanted), bodies(name)),
    "posts": lambda name, wanted: (len(articles(name)[0].get("posts", [])) == int(wanted), articles(name)[0].get("posts")),
    "position": lambda name, wanted: (any(map(pattern(wanted).fullmatch, positions(name))), positions(name)),
    "no-position": lambda name, wanted: (not any(map(pattern(wanted).fullmatch, positions(name))), positions(name)),
    "says": lambda name, wanted: (any(map(pattern(wanted).match, said(name))), said(name)),
    "says-not": lambda name, wanted: (not any(map(pattern(wanted).match, said(name))), said(name)),
    "finds": lambda name, wanted: (name in run("search", "--ledger", ledger(name), "--format", "csv", wanted), "nothing"),
    "sentences": lambda name, wanted: (len(sentences(name)) == int(wanted), [s.get("text") for s in sentences(name)]),
    "words": lambda name, wanted: (f" {wanted} " in " ".join(["", *(w["form"] for s in sentences(name) for w in s["words"]), ""]),
                                   [w["form"] for s in sentences(name) for w in s["words"]]),
    "plain": plain,
    "cells": cells_guarded,
}


def check(name, question, wanted):
    try:
        return QUESTIONS[question](name, re.sub(r"\\u(\w{4})", lambda m: chr(int(m[1], 16)), wanted))
    except Exception as why: # a row that cannot be asked is a failure, not the end
        return False, repr(why)


number = bad = 0


def is_so(title, right, got=None):
    global number, bad
    number, bad = number + 1, bad + (not right)
    print(f"{'ok' if right else 'not ok'} {number} - {title}")
    if not right:
        print(f"# {str(got)[:1500]}")


with open(os.path.join(FOLDER, "wanted.tsv"), encoding="utf-8") as table:
    rows = [line.rstrip("\n").split("\t") for line in table if line.strip() and not line.startswith("#")]
with tempfile.TemporaryDirectory(prefix="priscus-reports.") as WORK:
    files = set(os.listdir(FOLDER)) - {"wanted.tsv"}
    asked = {row[0] for row in rows}
    is_so("every file has a row, and every row a file", files == asked, sorted(files ^ asked))
    for row in rows:
        if len(sys.argv) == 3 or row[0] in sys.argv[3:]:
            is_so(": ".join([row[0], " ".join(row[1:])]), *(check(*row) if len(row) == 3 else (False, "three columns are wanted")))
print(f"1..{number}")
sys.exit(bad > 0)
