"""train.py MODEL ROWS PIECES OUT [options] - train the encoder and its four networks of labels together.

MODEL is a folder with a pretrained encoder (model.safetensors, config.json, vocab.txt), ROWS what `priscus train --rows` wrote, PIECES a
JSON object with how often each piece stands in news at hand. OUT is a checkpoint for export.py. README.md tells how, with figures.
"""
import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch

from network import Encoder, Labeller, Linear
from pieces import Pieces
from rows import Corpus

TASKS = {"attributions": ("cue.", "span."), "positions": ("position.", "issue.")}
WIDTHS = {"cue.": 96, "span.": 96, "position.": 64, "issue.": 64}
FEATURES_MOST = 16384  # of each network: those that stand oftenest
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def options():
    p = argparse.ArgumentParser()
    p.add_argument("model"), p.add_argument("rows"), p.add_argument("pieces"), p.add_argument("out")
    p.add_argument("--piece-least", type=int, default=8)
    p.add_argument("--layers", type=int, default=0)
    p.add_argument("--frozen", type=int, default=2, help="layers that stay as they are")
    p.add_argument("--recurrent", type=int, default=1)
    p.add_argument("--window", type=int, default=160)
    p.add_argument("--rounds", type=float, default=2)
    p.add_argument("--position-rounds", type=float, default=5)
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--head-rate", type=float, default=2e-3)
    p.add_argument("--dropout", type=float, default=0.2)
    p.add_argument("--words", type=int, default=2500, help="of a step, about")
    p.add_argument("--hold", default="", help="K/N: leave the K-th of N parts of the positions out; P of attributions: 20")
    p.add_argument("--small-from", type=float, default=0.75, help="the part of the steps after which numbers are small")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--start", default="", help="a checkpoint to begin with")
    return p.parse_args()


def vocabulary(folder, counts, least):
    """The pieces that stay: special ones, single characters, and those that news uses."""
    all_pieces = (Path(folder) / "vocab.txt").read_text(encoding="utf-8").splitlines()
    counts = json.loads(Path(counts).read_text())
    kept = [i for i, p in enumerate(all_pieces)
            if p in SPECIAL or counts.get(p, 0) >= least or (len(p.removeprefix("##")) == 1 and p.isascii())]
    return [all_pieces[i] for i in kept], kept


class Task:
    def __init__(self, prefix, rows, encoder_width, how):
        counts = np.bincount(rows.features, minlength=len(rows.hashes))
        kept = np.sort(np.argsort(-counts, kind="stable")[:FEATURES_MOST])
        kept = kept[counts[kept] >= 20]
        number = np.full(len(rows.hashes), len(kept), np.int64)
        number[kept] = np.arange(len(kept))
        self.features = torch.from_numpy(number[rows.features])
        self.rows, self.prefix, self.kept = rows, prefix, len(kept)
        self.hashes = rows.hashes[kept]
        self.net = Labeller(len(kept), encoder_width, WIDTHS[prefix], how.recurrent, rows.labels)
        # a word's features are often the same ones: those that say the same are left out at random
        self.label, self.token = torch.from_numpy(rows.label), torch.from_numpy(rows.token)

    def batch(self, rows, at, vectors, dropout, training):
        """Scores, mask and gold labels of rows of words; at: for each token (counted over all articles) the row of its vector."""
        r = self.rows
        words = np.concatenate([np.arange(b, e) for b, e in rows])
        counts = r.begin[words + 1] - r.begin[words]
        begins = np.concatenate([[0], np.cumsum(counts)[:-1]])
        index = np.repeat(r.begin[words] - begins, counts) + np.arange(counts.sum())
        features = self.features[torch.from_numpy(index)]
        if training:
            features = torch.where(torch.rand(features.shape) < dropout, self.kept, features)
        lengths = torch.tensor([e - b for b, e in rows])
        words = torch.from_numpy(words)
        scores, mask = self.net.scores(vectors[at[self.token[words]]], features, torch.from_numpy(begins), lengths, dropout)
        gold = torch.zeros(mask.shape, dtype=torch.long)
        gold[mask] = self.label[words]
        return scores, mask, gold


    def losses(self, rows, at, vectors, dropout):
        """Of the short rows, then of the long ones, for fewer empty places: the loss, and how many words it is of."""
        rows = sorted(rows, key=lambda r: r[1] - r[0])
        half = len(rows) * 2 // 3
        for some in (rows[:half], rows[half:]):
            if some:
                scores, mask, gold = self.batch(some, at, vectors, dropout, True)
                yield self.net.loss(scores, mask, gold), int(mask.sum())


def steps_of(name, taught, corpus, rounds, words):
    """Articles for steps of about so many words, each step with its place in the whole training, from 0 to 1."""
    steps, now, size = [], [], 0
    for r in range(math.ceil(rounds)):
        for i in random.sample(taught, round(len(taught) * min(1, rounds - r))):
            now.append(i)
            size += corpus.articles[i].n
            if size >= words:
                steps.append(now)
                now, size = [], 0
    return [((k + random.random()) / len(steps), name, step) for k, step in enumerate(steps)]


def rate_at(done):
    """The part of the rate: rising at first, then falling to nothing."""
    return min(1, done / 0.06) * (1 - done) / 0.94


def places_of(article):
    """For each word the row of its vector among those of all the article's windows."""
    begins = np.concatenate([[0], np.cumsum([len(w) for w in article.windows])])
    return torch.from_numpy(begins[article.where[:, 0]] + article.where[:, 1])


def spans(labels, names):
    """Chunks of a row: (label, first, end)."""
    out, at = set(), 0
    while at < len(labels):
        name = names[labels[at]]
        end = at + 1
        if name != "O":
            kind = name[2:] if name[:2] in ("B-", "I-") else name
            while end < len(labels) and (names[labels[end]] == "I-" + kind or
                                         (names[labels[end]] == name and name[:2] != "B-")):
                end += 1
            out.add((kind, at, end))
        at = end
    return out


def measure(encoder, tasks, corpus, numbers):
    """F1 of whole chunks, and of words that have a label."""
    right = {t.prefix: np.zeros(3) for t in tasks}
    words = {t.prefix: np.zeros(3) for t in tasks}
    encoder.eval()
    with torch.no_grad():
        for i in numbers:
            a = corpus.articles[i]
            if not a.windows:
                continue
            vectors = encoder(a.windows)
            at = torch.zeros(int(corpus.base[i + 1]), dtype=torch.long)
            at[int(corpus.base[i]):] = places_of(a)
            for t in tasks:
                t.net.eval()
                rows = corpus.of[t.prefix][i]
                if not rows:
                    continue
                scores, mask, gold = t.batch(rows, at, vectors, 0, False)
                best = t.net.best(scores, mask)
                for k, (b, e) in enumerate(rows):
                    g, s = gold[k, :e - b].tolist(), best[k, :e - b].tolist()
                    gs, ss = spans(g, t.rows.labels), spans(s, t.rows.labels)
                    right[t.prefix] += len(gs & ss), len(ss), len(gs)
                    words[t.prefix] += (sum(x == y and x for x, y in zip(g, s)) and
                                        sum(x == y and x > 0 for x, y in zip(g, s)), sum(x > 0 for x in s),
                                        sum(x > 0 for x in g))
                t.net.train()
    encoder.train()
    f = lambda x: 2 * x[0] / max(1, x[1] + x[2])
    return "  ".join(f"{p} chunks {f(right[p]):.3f} words {f(words[p]):.3f}" for p in right)


def main():
    how = options()
    torch.set_num_threads(how.threads)
    torch.manual_seed(how.seed)
    random.seed(how.seed)
    np.random.seed(how.seed)
    names, kept = vocabulary(how.model, how.pieces, how.piece_least)
    pieces = Pieces(names)
    encoder = Encoder.pretrained(how.model, layers=how.layers or None)
    encoder.words = torch.nn.Embedding.from_pretrained(encoder.words.weight[kept].clone(), freeze=True)
    encoder.places.weight.requires_grad_(False)
    encoder.frozen = how.frozen
    for layer in encoder.layers[:how.frozen]:
        layer.requires_grad_(False)
    encoder.norm.requires_grad_(how.frozen == 0)
    width = encoder.words.embedding_dim
    corpora = {n: Corpus(how.rows, n, prefixes, pieces, how.window) for n, prefixes in TASKS.items()}
    tasks = {n: [Task(p, corpora[n].rows[p], width, how) for p in prefixes] for n, prefixes in TASKS.items()}
    if how.start:
        load(how.start, encoder, tasks)
    held, taught = {}, {}
    for n, c in corpora.items():
        everything = [i for i in range(len(c.articles)) if c.articles[i].windows]
        k, parts = (int(x) for x in how.hold.split("/")) if how.hold else (0, 0)
        parts = parts * 5 if n == "attributions" else parts
        held[n] = [i for i in everything if parts and i % parts == k]
        taught[n] = [i for i in everything if not parts or i % parts != k]
    plan = []
    for n, rounds in (("attributions", how.rounds), ("positions", how.position_rounds)):
        plan += steps_of(n, taught[n], corpora[n], rounds, how.words)
    plan.sort(key=lambda step: step[0])  # both kinds from beginning to end
    body = [p for p in encoder.parameters() if p.requires_grad]
    decay, rest = [p for p in body if p.dim() > 1], [p for p in body if p.dim() == 1]
    learners = {"encoder": torch.optim.AdamW([{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0}],
                                             lr=how.rate, betas=(0.9, 0.98))}
    for n in tasks:
        learners[n] = torch.optim.Adam([p for t in tasks[n] for p in t.net.parameters()], lr=how.head_rate,
                                       betas=(0.9, 0.98))
    at = {n: torch.zeros(int(c.base[-1]), dtype=torch.long) for n, c in corpora.items()}
    losses, began = {t.prefix: [0.0, 0] for n in tasks for t in tasks[n]}, time.time()
    print(len(names), "pieces", {t.prefix: t.kept for n in tasks for t in tasks[n]}, len(plan), "steps", flush=True)
    for step, (_, n, articles) in enumerate(plan):
        done = step / len(plan)
        by = rate_at(done)
        Linear.small = done >= how.small_from
        learners["encoder"].param_groups[0]["lr"] = learners["encoder"].param_groups[1]["lr"] = how.rate * by
        learners[n].param_groups[0]["lr"] = how.head_rate * by
        windows, begin, c = [], 0, corpora[n]
        for i in articles:
            at[n][int(c.base[i]):int(c.base[i + 1])] = places_of(c.articles[i]) + begin
            if how.frozen:
                if not hasattr(c.articles[i], "low"):
                    c.articles[i].low = encoder.low(c.articles[i].windows)
                windows += c.articles[i].low
            else:
                windows += c.articles[i].windows
            begin += sum(len(w) for w in c.articles[i].windows)
        vectors = torch.nn.functional.dropout(encoder(windows), 0.1, True)
        loss = 0
        for t in tasks[n]:
            for one, words in t.losses([r for i in articles for r in c.of[t.prefix][i]], at[n], vectors, how.dropout):
                loss = loss + one
                losses[t.prefix][0] += float(one.detach())
                losses[t.prefix][1] += words
        if not torch.is_tensor(loss):
            continue
        learners["encoder"].zero_grad(), learners[n].zero_grad()
        (loss / 200).backward()
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        for t in tasks[n]:
            torch.nn.utils.clip_grad_norm_(t.net.parameters(), 5.0)
        learners["encoder"].step(), learners[n].step()
        if step % 20 == 19 or step + 1 == len(plan):
            print(f"step {step + 1} {time.time() - began:.0f} s  " +
                  "  ".join(f"{p} {a / max(1, b):.4f}" for p, (a, b) in losses.items()), flush=True)
            losses = {p: [0.0, 0] for p in losses}
        if held["positions"] and (step % 400 == 399 or step + 1 == len(plan)):
            for m in tasks:
                print("held", m, measure(encoder, tasks[m], corpora[m], held[m]), flush=True)
        if step % 400 == 399 or step + 1 == len(plan):
            save(how.out, encoder, tasks, names, how)


def save(path, encoder, tasks, names, how):
    torch.save({"encoder": encoder.state_dict(), "pieces": names, "how": vars(how),
                "tasks": {t.prefix: {"net": t.net.state_dict(), "hashes": t.hashes, "labels": t.rows.labels}
                          for n in tasks for t in tasks[n]}}, path)


def load(path, encoder, tasks):
    kept = torch.load(path, weights_only=False)
    encoder.load_state_dict(kept["encoder"])
    for n in tasks:
        for t in tasks[n]:
            t.net.load_state_dict(kept["tasks"][t.prefix]["net"])


if __name__ == "__main__":
    main()
