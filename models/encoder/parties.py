"""parties.py ENCODER ROWS OUT [options] - train the network that reads a sentence for each party (src/record/position/party_reader.h).

ENCODER is a file with a trained encoder, as pack.py wrote it (models/english.encoder); it stays as it is. ROWS is what `priscus train --rows`
wrote of the articles with positions. OUT is ENCODER with the sections "party." in it. README.md tells how, with figures.
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
LARGEST_BATCH = 64


def options():
    p = argparse.ArgumentParser()
    p.add_argument("encoder"), p.add_argument("rows"), p.add_argument("out")
    p.add_argument("--for", dest="model", default="", help="the model beside which it will stand; else as ENCODER has it")
    p.add_argument("--hold", default="", help="K/N: leave the K-th of N parts of the articles out, and measure on it")
    p.add_argument("--rounds", type=int, default=14)
    p.add_argument("--width", type=int, default=128)
    p.add_argument("--layers", type=int, default=2)
    p.add_argument("--rate", type=float, default=2e-3)
    p.add_argument("--dropout", type=float, default=0.3)
    p.add_argument("--feature-dropout", type=float, default=0.4)
    p.add_argument("--optional", type=float, default=0.6, help="what a position that a reader may leave out weighs")
    p.add_argument("--empty", type=float, default=0.5, help="the part of the rows without a position that a round sees")
    p.add_argument("--features", type=int, default=11000, help="those that stand oftenest")
    p.add_argument("--issue-least", type=int, default=12, help="an issue with fewer positions is not taught")
    p.add_argument("--where", type=float, default=0.0, help="what it weighs that the words of the issue have the highest score")
    p.add_argument("--articles", type=int, default=4, help="of a step")
    p.add_argument("--small-from", type=float, default=0.7)
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args()


class Network(nn.Module):
    """Features and a vector for each word, recurrent layers; at each word a score for each issue and for each stance."""

    def __init__(self, features, vector, issues, how):
        super().__init__()
        self.issues, self.how = issues, how
        self.rows = nn.EmbeddingBag(features + 1, how.width, mode="sum", padding_idx=features)
        nn.init.normal_(self.rows.weight, std=0.03)
        self.vector = Linear(vector, how.width, bias=False)
        nn.init.normal_(self.vector.weight, std=1 / math.sqrt(vector))
        self.layers = nn.ModuleList(Linear(how.width, 3 * how.width) for _ in range(how.layers))
        self.peep = nn.ParameterList(torch.zeros(2, how.width) for _ in range(how.layers))
        self.names = Linear(how.width, issues + len(STANCES))
        self.bias = nn.Parameter(torch.full((issues, 3), -5.0))

    def forward(self, vectors, features, begins, lengths):
        """-> [rows, issues, 1 + sides], the first of no stance; [rows, time, issues, stances]."""
        x = self.rows(features, begins) * (1 if self.training else 1 - self.how.feature_dropout)
        x = F.dropout(x + self.vector(F.dropout(vectors, 0.1, self.training)), self.how.dropout, self.training)
        mask = torch.arange(int(lengths.max()))[None] < lengths[:, None]
        y = torch.zeros(*mask.shape, self.how.width)
        y[mask] = x
        y = run_both_ways(self.layers, self.peep, y, lengths)
        scores = self.names(F.dropout(y, self.how.dropout, self.training))
        both = scores[:, :, :self.issues, None] + scores[:, :, None, self.issues:]
        both = both.masked_fill(~mask[:, :, None, None], -40)
        of = torch.logsumexp(both, 1)
        sides = torch.stack([torch.logsumexp(of[:, :, :FOR], 2), of[:, :, FOR], of[:, :, FOR + 1]], 2) + self.bias
        return torch.cat([torch.zeros(len(lengths), self.issues, 1), sides], 2), both, of


class Data:
    """Rows of words, what each of them holds, and the vectors of the articles."""

    def __init__(self, how):
        self.encoder, names, self.sections = Encoder.packed(how.encoder)
        self.encoder.eval()
        self.corpus = Corpus(how.rows, "positions", ("party.",), Pieces(names), 160)
        self.rows = self.corpus.rows["party."]
        labels = [None if l == "O" else (*l.rstrip("~").split("/"), not l.endswith("~")) for l in self.rows.labels]
        counts = {}
        for l in self.rows.label:
            if labels[l]:
                counts[labels[l][0]] = counts.get(labels[l][0], 0) + 1
        self.issues = sorted(i for i, n in counts.items() if n >= how.issue_least)
        self.shares = [counts[i] / len(self.rows.rows) for i in self.issues]
        number = {name: i for i, name in enumerate(self.issues)}
        self.gold = {}  # of each row, by its first word: issue -> (stance, required, word)
        for b, e in self.rows.rows:
            self.gold[b] = {}
            for required in (False, True):  # what is required goes before
                for k, l in enumerate(self.rows.label[b:e]):
                    if labels[l] and labels[l][2] == required and labels[l][0] in number:
                        self.gold[b][number[labels[l][0]]] = STANCES.index(labels[l][1]), required, k
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


def loss_of(net, data, rows, vectors, how):
    sides, both, of = net(*data.batch(rows, vectors, how.feature_dropout))
    gold, weight = torch.zeros(sides.shape[:2], dtype=torch.long), torch.ones(sides.shape[:2])
    more = 0
    for n, (b, _) in enumerate(rows):
        for issue, (stance, required, word) in data.gold[b].items():
            gold[n, issue] = 1 + SIDES[STANCES[stance]]
            weight[n, issue] = 1 if required else how.optional
            if stance < FOR:
                more = more + 0.5 * F.cross_entropy(of[n, issue, :FOR][None], torch.tensor([stance]))
            if how.where:
                more = more + how.where * F.cross_entropy(both[n, :, issue, stance][None], torch.tensor([word]))
    each = F.cross_entropy(sides.view(-1, sides.shape[2]), gold.view(-1), reduction="none")
    return (each * weight.view(-1)).sum() + more


def measure(net, data, articles):
    """F1 at the best threshold: precision over all positions, recall over those that are required and whose party is found."""
    net.eval()
    found, required = [], 0
    with torch.no_grad():
        for i in articles:
            rows = sorted(data.of(i), key=lambda r: r[1] - r[0])
            vectors = data.vectors_of(i) if rows else {}
            for k in range(0, len(rows), LARGEST_BATCH):
                some = rows[k:k + LARGEST_BATCH]
                odds = F.softmax(net(*data.batch(some, vectors, 0))[0], 2)
                for (b, _), of_row in zip(some, odds):
                    required += sum(g[1] for g in data.gold[b].values())
                    best, side = of_row[:, 1:].max(1)
                    for issue, (p, s) in enumerate(zip(best.tolist(), side.tolist())):
                        g = data.gold[b].get(issue)
                        right = g is not None and SIDES[STANCES[g[0]]] == s
                        if p > 0.01:
                            found.append((p, right, right and g[1]))
    net.train()
    found.sort(key=lambda f: -f[0])
    best, right, hit = (0, 0, 0, 0), 0, 0
    for n, (p, r, q) in enumerate(found, 1):
        right, hit = right + r, hit + q
        precision, recall = right / n, hit / max(1, required)
        best = max(best, (2 * precision * recall / max(1e-9, precision + recall), precision, recall, p))
    return "F1 %.3f (precision %.3f, recall %.3f of those whose party is found, at %.2f)" % best


def sections(net, data, how):
    w = {k: v.numpy() for k, v in net.state_dict().items()}
    w["rows.weight"] = w["rows.weight"] * (1 - how.feature_dropout)  # so many were there in training
    names = data.issues + list(STANCES)
    w["step"] = np.zeros((len(names), len(names)), np.float32)  # no chain of labels
    bias = np.concatenate([w["bias"], np.log(data.shares)[:, None]], 1)  # how rare an issue is says how much its odds mean
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
    held = [i for i in everything if parts and i % parts == k]
    taught = [i for i in everything if not parts or i % parts != k]
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
