#!/usr/bin/env python3
"""Fit the weights of src/story/utterances/likeness.c, and say what they are worth on a negotiation that they were not fitted on.

usage: fit.py GOLD.json COMPARISONS.jsonl [GOLD.json COMPARISONS.jsonl ...]

GOLD         utterances put together by hand (their README says what the lines hold)
COMPARISONS  what bench-likeness tells of a ledger with the same pages

Prints both rows of weights, fitted on all of them, and for each set the score of utterances (pairs, and pairs of independent
reports) with weights fitted on the others alone, at several thresholds; `strange` is the share of comparisons of a report in the gold
with one that is not in it, of all that are joined. Plain Python: logistic regression by Newton's method with a small penalty.
"""
import json
import math
import sys
from collections import defaultdict
from itertools import combinations

UNKNOWN = 0.1  # weight of a comparison with a report that the gold does not have: different, most likely
PENALTY = 1.0  # on weights of columns scaled to a deviation of 1
JOIN, BESIDE, NOT_LIKE, PAGES = -1.0, -0.25, -3.0, 3  # utterance.c


def prints_of(gold):
    """How many pages have the text of each one: a text teaches once, however often it is printed."""
    first = {}

    def find(file):
        while file in first:
            file = first[file]
        return file

    for c in gold["copies"]:
        a, b = find(c["of"]), find(c["copy"])
        if a != b:
            first[b] = a
    files = {f for s in gold["stories"] for f in s["files"]}
    sizes = defaultdict(int)
    for f in files:
        sizes[find(f)] += 1
    return defaultdict(lambda: 1, {f: sizes[find(f)] for f in files})


def read(gold_path, comparisons_path):
    gold = json.load(open(gold_path, encoding="utf-8"))
    lines = [json.loads(line) for line in open(comparisons_path, encoding="utf-8")]
    parts = [(line["file"], b, e) for line in lines if "file" in line for b, e in line["reports"]]
    by_file = defaultdict(list)
    for k, (file, b, e) in enumerate(parts):
        by_file[file].append((b, e, k))
    reports, cover, labels = [], [], defaultdict(set)
    for u in gold["utterances"]:
        for r in u["reports"]:
            b, e = r["span"]
            best = max(((min(e, y) - max(b, x), k) for x, y, k in by_file[r["file"]]), default=(0, None))
            reports.append((u["id"], r["file"]))
            cover.append(best[1] if best[0] > 0 else None)
            if best[0] > 0:
                labels[best[1]].add(u["id"])
    prints = prints_of(gold)
    number = {part: k for k, part in reversed(list(enumerate(parts)))}  # of two statements, one in the other, the first
    rows = {True: [], False: []}
    for line in lines:
        if "mine" in line:
            a, b = number[tuple(line["mine"])], number[tuple(line["other"])]
            x, y = labels.get(a), labels.get(b)
            label = bool(x & y) if x and y else (None if not (x or y) else False)
            weight = (1.0 if x and y else UNKNOWN) / prints[parts[a][0]]
            rows[line["beside"]].append((a, b, line["numbers"], label, weight if line["beside"] else weight / prints[parts[b][0]]))
    return dict(parts=parts, reports=reports, cover=cover, rows=rows, labels=labels)


def solve(m, v):
    n = len(v)
    m = [row[:] + [v[i]] for i, row in enumerate(m)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        for r in range(i + 1, n):
            f = m[r][i] / m[i][i]
            if f:
                for c in range(i, n + 1):
                    m[r][c] -= f * m[i][c]
    for i in reversed(range(n)):
        m[i][n] = (m[i][n] - sum(m[i][c] * m[c][n] for c in range(i + 1, n))) / m[i][i]
    return [m[i][n] for i in range(n)]


def fit(rows):
    """Weights and bias."""
    rows = [(x, float(y), w) for _, _, x, y, w in rows if y is not None]
    width = len(rows[0][0])
    means = [sum(x[i] for x, _, _ in rows) / len(rows) for i in range(width)]
    scales = [math.sqrt(sum((x[i] - means[i]) ** 2 for x, _, _ in rows) / len(rows)) or 1.0 for i in range(width)]
    data = [([(x[i] - means[i]) / scales[i] for i in range(width)] + [1.0], y, w) for x, y, w in rows]
    beta = [0.0] * (width + 1)
    for _ in range(12):
        gradient = [-PENALTY * b for b in beta[:-1]] + [0.0]
        hessian = [[(PENALTY if i == j and i < width else 0.0) for j in range(width + 1)] for i in range(width + 1)]
        for x, y, w in data:
            z = sum(b * v for b, v in zip(beta, x))
            p = 1 / (1 + math.exp(-max(-30, min(30, z))))
            g, h = w * (y - p), max(w * p * (1 - p), 1e-9)
            for i, v in enumerate(x):
                if v:
                    gradient[i] += g * v
                    hv, row = h * v, hessian[i]
                    for j in range(i + 1):
                        row[j] += hv * x[j]
        for i in range(width + 1):
            for j in range(i):
                hessian[j][i] = hessian[i][j]
        step = solve(hessian, gradient)
        beta = [b + s for b, s in zip(beta, step)]
        if max(abs(s) for s in step) < 1e-6:
            break
    weights = [b / s for b, s in zip(beta, scales)]
    return weights, beta[-1] - sum(w * m for w, m in zip(weights, means))


def odds(model, x):
    return model[1] + sum(w * v for w, v in zip(model[0], x))


def cluster(d, like, beside, join, near):
    """As utterances.c chooses."""
    pairs, next_to = defaultdict(dict), defaultdict(dict)
    for a, b, x, _, _ in d["rows"][False]:
        pairs[a][b] = odds(like, x)
    for a, b, x, _, _ in d["rows"][True]:
        next_to[a][b] = odds(beside, x)
    of, members = {}, defaultdict(list)
    for k in range(len(d["parts"])):
        best = (0.0, None)
        for j, o in ((j, o) for j, o in next_to[k].items() if j in of):
            best = max(best, (o - near, of[j]), key=lambda c: c[0])
        for u in {of[j] for j, o in pairs[k].items() if o > join}:
            pages = defaultdict(lambda: NOT_LIKE)
            for j in members[u]:
                file = d["parts"][j][0]
                if file != d["parts"][k][0]:
                    pages[file] = max(pages[file], pairs[k].get(j, NOT_LIKE))
            top = sorted(pages.values(), reverse=True)[:PAGES]
            best = max(best, (sum(top) / len(top) - join, u), key=lambda c: c[0])
        of[k] = k if best[1] is None else best[1]
        members[of[k]].append(k)
    return of


def score(d, of):
    own = [of[c] if c is not None else ("alone", i) for i, c in enumerate(d["cover"])]
    out = []
    for keep in (lambda i: True, lambda i: not i.startswith("c")):
        right = said = wanted = 0
        for a, b in combinations(range(len(own)), 2):
            (i, f), (j, g) = d["reports"][a], d["reports"][b]
            if f == g or not (keep(i) and keep(j)):
                continue
            right += i == j and own[a] == own[b]
            said += own[a] == own[b]
            wanted += i == j
        out.append((right / max(1, said), right / wanted, 2 * right / (said + wanted)))
    return out


def strange(d, of):
    inside = outside = 0
    members = defaultdict(list)
    for k, u in of.items():
        members[u].append(k)
    for ks in members.values():
        for a, b in combinations(ks, 2):
            if d["parts"][a][0] != d["parts"][b][0] and (a in d["labels"] or b in d["labels"]):
                inside += a in d["labels"] and b in d["labels"]
                outside += not (a in d["labels"] and b in d["labels"])
    return outside / max(1, inside + outside)


def main():
    paths = sys.argv[1:]
    sets = [read(paths[i], paths[i + 1]) for i in range(0, len(paths), 2)]
    models = [[fit([r for k, d in enumerate(sets) if k != out or out is None for r in d["rows"][beside]])
               for beside in (False, True)] for out in [None] + (list(range(len(sets))) if len(sets) > 1 else [])]
    for name, (weights, bias) in zip(("like", "beside"), models[0]):
        print(f"static const float {name}_weights[] = {{ " + ", ".join(f"{w:.2f}f" for w in weights) + " };")
        print(f"static const float {name}_bias = {bias:.2f}f;")
    for n, model in enumerate(models):
        for k, d in enumerate(sets):
            if n and k != n - 1:
                continue
            for join in (JOIN - 1, JOIN - 0.5, JOIN, JOIN + 0.5, JOIN + 1):
                for near in (BESIDE - 0.4, BESIDE, BESIDE + 0.4):
                    of = cluster(d, *model, join, near)
                    (p, r, f), (p2, r2, f2) = score(d, of)
                    print(f"{'left out' if n else 'fitted on'} {paths[2 * k].split('/')[-1]:20} join {join:5.2f} beside {near:5.2f}"
                          f"  pairs P {p:.2f} R {r:.2f} F1 {f:.3f}  independent P {p2:.2f} R {r2:.2f} F1 {f2:.3f}  strange {strange(d, of):.2f}")


if __name__ == "__main__":
    main()
