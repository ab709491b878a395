"""parties.py ENCODER ROWS OUT [options] - train the network that reads a sentence for each party (src/record/position/party_reader.h).

ENCODER is a file with a trained encoder, as pack.py wrote it (models/english.encoder); it stays as it is. ROWS is what `priscus train --rows`
wrote of the articles with positions. OUT is ENCODER with the sections "party." in it. README.md tells how, with figures.

A row is a sentence and a party. A word's label is what the party holds there ("talks/rejects", with "~" where a reader may leave it out) or "O", and
behind it the issues that the agenda has it name ("!" before one that it names by its opposite).
"""
import argparse
import hashlib
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import export
import labeller
from network import Encoder, Linear, run_both_ways
from pieces import Pieces
from rows import Corpus
from train import places_of

STANCES = ("demands", "proposes", "accepts", "open", "conditional", "rejects")
SIDES = {"demands": 0, "proposes": 0, "accepts": 0, "open": 0, "conditional": 1, "rejects": 2}
FOR = 4  # so many of the stances are for the issue
ISSUES_MAX = 25  # with the stances no more labels than NAMES_MAX of src/language/model/network.h
ANY = "*"  # whatever issue the agenda's words name
LARGEST_BATCH = 64


def options():
    p = argparse.ArgumentParser()
    p.add_argument("encoder"), p.add_argument("rows"), p.add_argument("out")
    p.add_argument("--for", dest="model", default="", help="the model beside which it will stand; else as ENCODER has it")
    p.add_argument("--hold", default="", help="K/N: leave the K-th of N parts of the articles out, and measure on it")
    p.add_argument("--written", type=int, default=0, help="so many of the last articles are passages of our own: taught, and never held out")
    p.add_argument("--rounds", type=int, default=9)
    p.add_argument("--width", type=int, default=128)
    p.add_argument("--layers", type=int, default=2)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--dropout", type=float, default=0.3)
    p.add_argument("--feature-dropout", type=float, default=0.4)
    p.add_argument("--optional", type=float, default=0.6, help="what a position that a reader may leave out weighs")
    p.add_argument("--empty", type=float, default=0.5, help="the part of the rows without a position that a round sees")
    p.add_argument("--features", type=int, default=11000, help="those that stand oftenest")
    p.add_argument("--issue-least", type=int, default=12, help="an issue with fewer positions is not taught")
    p.add_argument("--named", type=float, default=0.5, help="what it weighs what is held of an issue that words name")
    p.add_argument("--articles", type=int, default=4, help="of a step")
    p.add_argument("--small-from", type=float, default=0.7)
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args()


class Network(nn.Module):
    """Features and a vector for each word, recurrent layers; at each word a score for each issue, for any issue, and for each stance."""

    def __init__(self, features, vector, issues, how):
        super().__init__()
        self.issues, self.how = issues, how
        self.rows = nn.EmbeddingBag(features + 1, how.width, mode="sum", padding_idx=features)
        nn.init.normal_(self.rows.weight, std=0.03)
        self.vector = Linear(vector, how.width, bias=False)
        nn.init.normal_(self.vector.weight, std=1 / math.sqrt(vector))
        self.layers = nn.ModuleList(Linear(how.width, 3 * how.width) for _ in range(how.layers))
        self.peep = nn.ParameterList(torch.zeros(2, how.width) for _ in range(how.layers))
        self.names = Linear(how.width, issues + 1 + len(STANCES))
        self.bias = nn.Parameter(torch.full((issues + 1, 3), -5.0))
        with torch.no_grad():
            self.bias[issues] = torch.tensor([-2.0, -4.0, -3.0])

    def sides(self, of, issue):
        """Scores of no stance and of the three sides, from those of the stances, by the biases of one issue or of all that were taught."""
        sides = torch.stack([torch.logsumexp(of[..., :FOR], -1), of[..., FOR], of[..., FOR + 1]], -1) + self.bias[issue]
        return torch.cat([torch.zeros_like(sides[..., :1]), sides], -1)

    def forward(self, vectors, features, begins, lengths, named):
        """-> [rows, issues, 1 + sides], the first of no stance; [rows, issues, stances]; and of each named (row, words) the first."""
        x = self.rows(features, begins) * (1 if self.training else 1 - self.how.feature_dropout)
        x = F.dropout(x + self.vector(F.dropout(vectors, 0.1, self.training)), self.how.dropout, self.training)
        mask = torch.arange(int(lengths.max()))[None] < lengths[:, None]
        y = torch.zeros(*mask.shape, self.how.width)
        y[mask] = x
        y = run_both_ways(self.layers, self.peep, y, lengths)
        scores = self.names(F.dropout(y, self.how.dropout, self.training))
        stances = scores[:, :, None, self.issues + 1:]
        both = (scores[:, :, :self.issues, None] + stances).masked_fill(~mask[:, :, None, None], -40)
        of = torch.logsumexp(both, 1)
        any_issue = scores[:, :, self.issues:self.issues + 1] + stances[:, :, 0]
        of_named = [torch.logsumexp(any_issue[row, words], 0) for row, words in named]
        return (self.sides(of, slice(0, self.issues)), of,
                self.sides(torch.stack(of_named) if named else torch.zeros(0, len(STANCES)), self.issues))


def turned(side):
    """For the opposite of something is against it."""
    return {1: 3, 3: 1}.get(side, side)


class Data:
    """Rows of words, what each of them holds, and the vectors of the articles."""

    def __init__(self, how):
        self.encoder, names, self.sections = Encoder.packed(how.encoder)
        self.encoder.eval()
        self.corpus = Corpus(how.rows, "positions", ("party.",), Pieces(names), 160)
        self.rows = self.corpus.rows["party."]
        held = [l.split(" ")[0] for l in self.rows.labels]
        labels = [None if l == "O" else (*l.rstrip("~").split("/"), not l.endswith("~")) for l in held]
        words_name = [l.split(" ")[1:] for l in self.rows.labels]
        counts = {}
        for l in self.rows.label:
            if labels[l]:
                counts[labels[l][0]] = counts.get(labels[l][0], 0) + 1
        common = sorted((i for i, n in counts.items() if n >= how.issue_least), key=lambda i: -counts[i])
        self.issues = sorted(common[:ISSUES_MAX])
        self.shares = [counts[i] / len(self.rows.rows) for i in self.issues]
        number = {name: i for i, name in enumerate(self.issues)}
        self.gold = {}  # of each row, by its first word: issue -> (stance, required)
        self.named = {}  # issue (None: not taught), words that name it, is it by its opposite, side (0: none), required
        for b, e in self.rows.rows:
            held, names = {}, {}
            for required in (False, True):  # what is required goes before
                for l in self.rows.label[b:e]:
                    if labels[l] and labels[l][2] == required:
                        held[labels[l][0]] = STANCES.index(labels[l][1]), required
            for k, l in enumerate(self.rows.label[b:e]):
                for name in words_name[l]:
                    names.setdefault((name.lstrip("!"), name[0] == "!"), []).append(k)
            self.gold[b] = {number[i]: g for i, g in held.items() if i in number}
            self.named[b] = []
            for (issue, opposite), words in names.items():
                if opposite and (issue, False) in names:
                    continue
                stance, required = held.get(issue, (None, False))
                side = 0 if stance is None else 1 + SIDES[STANCES[stance]]
                self.named[b].append((number.get(issue), words, opposite, turned(side) if opposite else side, required))
        every = [n for some in self.named.values() for n in some]
        self.named_share = sum(n[3] > 0 for n in every) / len(every)
        seen = np.bincount(self.rows.features, minlength=len(self.rows.hashes))
        kept = np.sort(np.argsort(-seen, kind="stable")[:how.features])
        self.kept = kept[seen[kept] >= 20]
        renumbered = np.full(len(seen), len(self.kept), np.int64)
        renumbered[self.kept] = np.arange(len(self.kept))
        self.features = torch.from_numpy(renumbered[self.rows.features])
        self.vectors = {}

    def of(self, i):
        return self.corpus.of["party."][i]

    def vectors_of(self, i):
        """For each row of an article, by its first word, the vectors of its words."""
        if i not in self.vectors:
            article = self.corpus.articles[i]
            with torch.no_grad():
                self.vectors[i] = self.encoder(article.windows)[places_of(article)].half()
        v, base = self.vectors[i], int(self.corpus.base[i])
        return {b: v[torch.from_numpy(self.rows.token[b:e] - base)].float() for b, e in self.of(i)}

    def batch(self, rows, vectors, dropout):
        words = np.concatenate([np.arange(b, e) for b, e in rows])
        counts = self.rows.begin[words + 1] - self.rows.begin[words]
        begins = np.concatenate([[0], np.cumsum(counts)[:-1]])
        index = np.repeat(self.rows.begin[words] - begins, counts) + np.arange(counts.sum())
        features = self.features[torch.from_numpy(index)]
        if dropout:
            features = torch.where(torch.rand(features.shape) < dropout, len(self.kept), features)
        return (torch.cat([vectors[b] for b, _ in rows]), features, torch.from_numpy(begins),
                torch.tensor([e - b for b, e in rows]))


def named_in(data, rows):
    return [(n, *named) for n, (b, _) in enumerate(rows) for named in data.named[b]]


def loss_of(net, data, rows, vectors, how):
    named = named_in(data, rows)
    sides, of, of_named = net(*data.batch(rows, vectors, how.feature_dropout), [(n[0], n[2]) for n in named])
    gold, weight = torch.zeros(sides.shape[:2], dtype=torch.long), torch.ones(sides.shape[:2])
    more = 0
    for n, (b, _) in enumerate(rows):
        for issue, (stance, required) in data.gold[b].items():
            gold[n, issue] = 1 + SIDES[STANCES[stance]]
            weight[n, issue] = 1 if required else how.optional
            if stance < FOR:
                more = more + 0.5 * F.cross_entropy(of[n, issue, :FOR][None], torch.tensor([stance]))
    if named:
        each = F.cross_entropy(of_named, torch.tensor([n[4] for n in named]), reduction="none")
        more = more + how.named * (each * torch.tensor([1 if n[5] or not n[4] else how.optional for n in named])).sum()
    each = F.cross_entropy(sides.view(-1, sides.shape[2]), gold.view(-1), reduction="none")
    return (each * weight.view(-1)).sum() + more


def best_of(found, required):
    """F1 at the best threshold of (odds, is it right, is it required)."""
    found.sort(key=lambda f: -f[0])
    best, right, hit = (0, 0, 0, 0), 0, 0
    for n, (p, r, q) in enumerate(found, 1):
        right, hit = right + r, hit + q
        precision, recall = right / n, hit / max(1, required)
        best = max(best, (2 * precision * recall / max(1e-9, precision + recall), precision, recall, p))
    return "F1 %.3f (precision %.3f, recall %.3f, at %.2f)" % best


def measure(net, data, articles):
    """Precision over all positions, recall over those that are required and whose party is found: of the issues that were taught, and of
    what words name, be it taught or not."""
    net.eval()
    found, by_name, required, required_named = [], [], 0, 0
    with torch.no_grad():
        for i in articles:
            rows = sorted(data.of(i), key=lambda r: r[1] - r[0])
            vectors = data.vectors_of(i) if rows else {}
            for k in range(0, len(rows), LARGEST_BATCH):
                some = rows[k:k + LARGEST_BATCH]
                named = named_in(data, some)
                scores, _, of_named = net(*data.batch(some, vectors, 0), [(n[0], n[2]) for n in named])
                for (n, issue, _, opposite, side, need), s in zip(named, of_named):
                    odds, best = F.softmax(s, 0)[1:].max(0)
                    by_name.append((float(odds), side == 1 + int(best), need and side == 1 + int(best)))
                    required_named += need
                    if issue is not None:  # both count alike
                        scores[n, issue] = (scores[n, issue] + (s[[0, 3, 2, 1]] if opposite else s)) / 2
                for (b, _), of_row in zip(some, F.softmax(scores, 2)):
                    required += sum(g[1] for g in data.gold[b].values())
                    for issue, (p, s) in enumerate(zip(*(x.tolist() for x in of_row[:, 1:].max(1)))):
                        g = data.gold[b].get(issue)
                        right = g is not None and SIDES[STANCES[g[0]]] == s
                        if p > 0.01:
                            found.append((p, right, right and g[1]))
    net.train()
    return best_of(found, required) + "; named " + best_of(by_name, required_named)


def sections(net, data, how):
    w = {k: v.numpy() for k, v in net.state_dict().items()}
    w["rows.weight"] = w["rows.weight"] * (1 - how.feature_dropout)  # so many were there in training
    names = data.issues + [ANY] + list(STANCES)
    w["step"] = np.zeros((len(names), len(names)), np.float32)  # no chain of labels
    bias = np.concatenate([w["bias"], np.log(data.shares + [data.named_share])[:, None]], 1)  # how rare an issue is says how much its odds mean
    return labeller.sections("party.", w, data.rows.hashes[data.kept], names) + [("party.bias", export.floats(bias))]


def main():
    how = options()
    torch.set_num_threads(1)
    torch.manual_seed(how.seed)
    random.seed(how.seed)
    np.random.seed(how.seed)
    data = Data(how)
    net = Network(len(data.kept), data.encoder.words.embedding_dim, len(data.issues), how)
    k, parts = (int(x) for x in how.hold.split("/")) if how.hold else (0, 0)
    everything = [i for i in range(len(data.corpus.articles)) if data.of(i)]
    real = len(data.corpus.articles) - how.written
    held = [i for i in everything if parts and i % parts == k and i < real]
    taught = sorted(set(everything) - set(held))
    print(len(taught), "articles", sum(len(data.of(i)) for i in taught), "rows", len(data.kept), "features", len(data.issues), "issues", flush=True)
    learner = torch.optim.AdamW(net.parameters(), lr=how.rate, betas=(0.9, 0.98), weight_decay=0.01)
    order = [i for _ in range(how.rounds) for i in random.sample(taught, len(taught))]
    steps, began, sums = len(order) // how.articles, time.time(), [0.0, 0]
    for step in range(steps):
        done, vectors, rows = step / steps, {}, []
        learner.param_groups[0]["lr"] = how.rate * min(1, done / 0.06) * (1 - done)
        Linear.small = done >= how.small_from
        for i in order[step * how.articles:(step + 1) * how.articles]:
            some = [r for r in data.of(i) if data.gold[r[0]] or random.random() < how.empty]
            if some:
                vectors.update(data.vectors_of(i))
                rows += some
        rows.sort(key=lambda r: r[1] - r[0])
        if not rows:
            continue
        loss = sum(loss_of(net, data, rows[n:n + LARGEST_BATCH], vectors, how) for n in range(0, len(rows), LARGEST_BATCH))
        learner.zero_grad()
        (loss / 60).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        learner.step()
        sums = [sums[0] + float(loss.detach()), sums[1] + len(rows)]
        if step % 100 == 99:
            print(f"step {step + 1} of {steps}, {time.time() - began:.0f} s: loss {sums[0] / sums[1]:.4f}", flush=True)
            sums = [0.0, 0]
        if held and (step + 1) % max(1, steps // 4) == 0:
            print("held", measure(net, data, held), flush=True)
    out = [(name, raw) for name, raw in data.sections.items() if not name.startswith("party.")] + sections(net, data, how)
    if how.model:
        of = hashlib.sha256(Path(how.model).read_bytes()[128:]).hexdigest().encode()
        out = [(name, of if name == "encoder.model" else raw) for name, raw in out]
    export.write(how.out, out)


if __name__ == "__main__":
    main()
