#!/usr/bin/env python3
"""Fit the weights of src/record/position/position_sure.c, and say how sure turns out to be how right.

usage: fit.py SCORER GOLD.jsonl SIGHTINGS.jsonl [GOLD.jsonl SIGHTINGS.jsonl ...]

SCORER     the folder of score_positions.py, by which a sighting is right or wrong
GOLD       articles with their positions, none of which the networks have learnt from
SIGHTINGS  what bench-sightings saw in them

Prints the two rows of weights, those where a network reads for each party or, of what was seen with --fast, those where none does; in the first case also those of an agenda that nobody taught; precision and recall at some thresholds, and the table of reliability. Plain Python: logistic
regression by Newton's method with a small penalty.
"""
import json
import math
import sys

SIDE = {"demands": 0, "proposes": 0, "accepts": 0, "open": 0, "conditional": 1, "rejects": 2}


def log_odds(p):
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def alone(row):
    holder, issue, other, how, composed, opposed, only, dropped, others, size, rows, party, by_party, share, named, _ = row["scores"]
    length = math.log((1 + size) / 100)
    if by_party:  # the network that reads for the party alone has seen it
        return [1.0] + [0.0] * 8 + [opposed, 0.0, float(dropped), others, length] + [0.0] * 6 + [
            1.0, log_odds(party), float(named >= 0), log_odds(named) if named >= 0 else 0.0, float(SIDE[row["stance"]] == 2), share]
    learnt = float(how == 4)  # enum issue_how
    read = max(log_odds(party), share) if party >= 0 else 0.0  # less than is usual says nothing more
    i = 1.8 if issue < 0 else log_odds(issue if how == 4 else max(issue, 0.1))  # position_sure.c says why
    return [1, 1.6 if holder < 0 else log_odds(holder), i, -4.9 if issue < 0 else log_odds(other), learnt, learnt * i,
            float(how in (1, 2)), float(how == 3), composed, opposed, only,
            float(dropped and not composed), others, length, length * composed, float(composed and rows > 1),
            read, read * composed, log_odds(named) if named >= 0 else 0.0, share if party >= 0 else 0.0] + [0.0] * 6


def forgotten(rows, share):
    """As if nobody had taught their issues: what words that name an issue say is known of it, and nothing by its name."""
    out = []
    for r in rows:
        holder, _, _, how, *said, _, by_party, _, named, _ = r["scores"]
        if named >= 0 and how != 4:
            out.append(dict(r, scores=[holder, -1, -1, how, *said, named, by_party, share, named, 1]))
    return out


def add(sums, key, by):
    sums[key] = sums.get(key, 0) + by


def with_rest(rows):
    """Beside what the rest of the article says: position_sure.c, take_rest()."""
    total, here = {}, {}
    for r in rows:
        s, p, i, side = r["sentence"], r["party"], r["issue"], SIDE[r["stance"]]
        for key in ((p, i, side), (p,), (None, i)):
            add(total, key, r["first"])
            add(here, (s,) + key, r["first"])
    for r in rows:
        s, p, i, side = r["sentence"], r["party"], r["issue"], SIDE[r["stance"]]
        rest = lambda *key: max(total.get(key, 0) - here.get((s,) + key, 0), 0)
        sides = [rest(p, i, k) for k in range(3)]
        if len({o["sentence"] for o in rows}) == 1:  # a text of one sentence has no rest
            r["x"] = alone(r) + [0.39, 0.23, 1.01, 0.69, 0.0, float(side == 1)]
            continue
        beside = here[(s, None, i)] - sum(here.get((s, p, i, k), 0) for k in range(3))
        r["x"] = alone(r) + [math.log1p(sides[side]), math.log1p(sum(sides) - sides[side]),
                             math.log1p(max(rest(p) - sum(sides), 0)), math.log1p(max(rest(None, i) - sum(sides), 0)),
                             math.log1p(max(beside, 0)), float(side == 1)]


def solve(a, b):
    n = len(b)
    for i in range(n):
        k = max(range(i, n), key=lambda r: abs(a[r][i]))
        a[i], a[k], b[i], b[k] = a[k], a[i], b[k], b[i]
        for r in range(i + 1, n):
            f = a[r][i] / a[i][i]
            for c in range(i, n):
                a[r][c] -= f * a[i][c]
            b[r] -= f * b[i]
    for i in reversed(range(n)):
        b[i] = (b[i] - sum(a[i][c] * b[c] for c in range(i + 1, n))) / a[i][i]
    return b


def guess(w, x):
    return 1 / (1 + math.exp(-max(min(sum(a * b for a, b in zip(w, x)), 30), -30)))


def fit(xs, ys, penalty=0.3, steps=12):
    n = len(xs[0])
    w = [0.0] * n
    for _ in range(steps):
        h = [[penalty if r == c else 0.0 for c in range(n)] for r in range(n)]
        g = [-penalty * v for v in w]
        for x, y in zip(xs, ys):
            p = guess(w, x)
            for r in range(n):
                g[r] += x[r] * (y - p)
                f = x[r] * p * (1 - p)
                for c in range(n):
                    h[r][c] += f * x[c]
        w = [a + b for a, b in zip(w, solve(h, g))]
    return w


def main(argv):
    sys.path.insert(0, argv[1])
    import score_positions as scorer
    articles = []
    for gold_file, seen_file in zip(argv[2::2], argv[3::2]):
        gold = {d["file"]: d["positions"] for d in map(json.loads, open(gold_file, encoding="utf-8"))}
        for line in open(seen_file, encoding="utf-8"):
            d = json.loads(line)
            articles.append((gold[d["file"]], d["positions"]))
    # with an encoder those alone that it was asked of; of the others the weights without one hold
    if any(r["scores"][11] >= 0 for _, seen in articles for r in seen):
        articles = [(gold, [r for r in seen if r["scores"][11] >= 0]) for gold, seen in articles]
    for gold, seen in articles:
        for r in seen:
            r["right"] = float(any(scorer.same(g, r, "support") for g in gold))
    by_name = [r["scores"][13] for _, seen in articles for r in seen if r["scores"][15]]
    if by_name:
        print("of another agenda")
        fit_and_show([(gold, forgotten(seen, by_name[0])) for gold, seen in articles], scorer)
        articles = [(gold, [r for r in seen if not r["scores"][15]]) for gold, seen in articles]
        print("of issues that were taught")
    fit_and_show(articles, scorer)


def fit_and_show(articles, scorer):
    rows = [r for _, seen in articles for r in seen]
    first = fit([alone(r) for r in rows], [r["right"] for r in rows])
    for r in rows:
        r["first"] = guess(first, alone(r))
    for _, seen in articles:
        with_rest(seen)
    second = fit([r["x"] for r in rows], [r["right"] for r in rows])
    for r in rows:
        r["sure"] = guess(second, r["x"])
    show = lambda w: "{ " + ", ".join(f"{v:.3f}f" for v in w) + " }"
    print(f"first  {show(first)}\nsecond {show(second)}")
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65):
        hit = required = found = proposed = 0
        for gold, seen in articles:
            best = {}
            for r in seen:
                key = (r["sentence"], r["party"], r["issue"])
                if r["sure"] >= least and (key not in best or r["sure"] > best[key]["sure"]):
                    best[key] = r
            kept, used = list(best.values()), set()
            for g in sorted(gold, key=lambda g: not g["required"]):
                required += g["required"]
                m = next((i for i, r in enumerate(kept) if i not in used and scorer.same(g, r, "support")), None)
                if m is not None:
                    used.add(m)
                    hit += g["required"]
            extra = sum(any(scorer.same(g, r, "support") for g in gold) for i, r in enumerate(kept) if i not in used)
            found, proposed = found + len(used), proposed + len(kept) - extra
        p, r = found / max(proposed, 1), hit / max(required, 1)
        print(f"least {least:.2f}  P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  ({proposed})")
    for k in range(10):
        bin_ = [r for r in rows if k <= r["sure"] * 10 < k + 1]
        if bin_:
            print(f"sure {k / 10:.1f}-{k / 10 + 0.1:.1f}  {len(bin_):5}  right {sum(r['right'] for r in bin_) / len(bin_):.3f}")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(sys.argv)
