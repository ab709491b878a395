"""shrink.py ENCODER ROWS ROWS-OF-POSITIONS OUT [options] - an encoder of fewer layers that knows what a trained one knows.

ENCODER is a file as pack.py wrote it, with its networks for cues, sources and contents. Its lower layers begin as they are there, the lowest ones stay so, and
the others are trained to do two things at once: to have those networks say what PolNeAR's readers said (ROWS, as for train.py), and to
keep in each word's vector whatever the large encoder had in its own, of articles with positions, too (ROWS-OF-POSITIONS): a matrix
that is learnt beside, and thrown away, has to make the one vector of the other (after TinyBERT, Jiao et al. 2020). OUT is a checkpoint for pack.py; the network
that reads for parties is then trained on it anew (parties.py). README.md has the figures.
"""
import argparse
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import labeller
from network import Encoder, Linear
from pieces import Pieces
from rows import Corpus
from train import TASKS, Task, measure, places_of, rate_at, save, steps_of

HELD = 40  # one of so many articles is left out and measured on


def options():
    p = argparse.ArgumentParser()
    p.add_argument("encoder"), p.add_argument("rows"), p.add_argument("position_rows"), p.add_argument("out")
    p.add_argument("--layers", type=int, default=4)
    p.add_argument("--frozen", type=int, default=2, help="layers that stay as they are")
    p.add_argument("--window", type=int, default=160)
    p.add_argument("--rounds", type=float, default=2.5)
    p.add_argument("--position-rounds", type=float, default=1.5)
    p.add_argument("--rate", type=float, default=1.3e-4)
    p.add_argument("--head-rate", type=float, default=9e-4)
    p.add_argument("--dropout", type=float, default=0.2)
    p.add_argument("--like", type=float, default=0.3, help="what it weighs that a word's vector is away from the large encoder's")
    p.add_argument("--words", type=int, default=2500, help="of a step, about")
    p.add_argument("--small-from", type=float, default=0.65)
    p.add_argument("--recurrent", type=int, default=1)
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args()


def lower_layers(large, how):
    width, inner = large.words.embedding_dim, large.layers[0].up.out_features
    small = Encoder(large.words.num_embeddings, large.places.num_embeddings, width, large.layers[0].heads, inner, how.layers)
    known = large.state_dict()
    small.load_state_dict({name: known[name] for name in small.state_dict()})
    small.requires_grad_(False)
    for layer in small.layers[how.frozen:]:
        layer.requires_grad_(True)
    large.frozen = small.frozen = how.frozen
    return small


def known(large, corpus, i):
    """An article with what the frozen layers make of it, and with the vectors of its words by the large encoder: worked out once."""
    article = corpus.articles[i]
    if not hasattr(article, "low"):
        was, Linear.small = Linear.small, False
        article.low = large.low(article.windows)
        with torch.no_grad():
            article.high = large(article.low)[places_of(article)].half()
        Linear.small = was
    return article


def fit(turn, large, small, articles):
    """The matrix by least squares, before anything is trained."""
    small.eval()
    with torch.no_grad():
        x = torch.cat([small(a.low)[places_of(a)] for a in articles])
        y = torch.cat([a.high.float() for a in articles])
        x = torch.cat([x, torch.ones(len(x), 1)], 1)
        w = torch.linalg.solve(x.T @ x + torch.eye(x.shape[1]), x.T @ y)
        turn.weight.copy_(w[:-1].T), turn.bias.copy_(w[-1])
    small.train()


def away(turn, vectors, goal):
    """How far each vector is from the large encoder's, as a part of its length."""
    goal = goal.float()
    return ((turn(vectors) - goal) ** 2).sum(1) / (goal ** 2).sum(1)


def main():
    how = options()
    torch.set_num_threads(1)
    torch.manual_seed(how.seed)
    random.seed(how.seed)
    np.random.seed(how.seed)
    large, names, sections = Encoder.packed(how.encoder)
    large.eval()
    small, pieces, width = lower_layers(large, how), Pieces(names), large.words.embedding_dim
    prefixes = TASKS["attributions"]
    corpora = {"attributions": Corpus(how.rows, "attributions", prefixes, pieces, how.window),
               "positions": Corpus(how.position_rows, "positions", (), pieces, how.window)}
    tasks = [Task(p, corpora["attributions"].rows[p], width, how) for p in prefixes]
    for t in tasks:
        labeller.load(t.net, t.prefix, sections, t.hashes, how.dropout)
    held, taught = ({n: [i for i, a in enumerate(c.articles) if a.windows and (i % HELD == 0) == part] for n, c in corpora.items()}
                    for part in (True, False))
    turn = nn.Linear(width, width)
    fit(turn, large, small, [known(large, corpora[n], i) for n, some in (("attributions", 12), ("positions", 30)) for i in taught[n][:some]])
    plan = sorted(step for n, rounds in (("attributions", how.rounds), ("positions", how.position_rounds))
                  for step in steps_of(n, taught[n], corpora[n], rounds, how.words))
    body = [p for p in small.parameters() if p.requires_grad]
    learners = [(torch.optim.AdamW([{"params": [p for p in body if p.dim() > 1], "weight_decay": 0.01},
                                    {"params": [p for p in body if p.dim() == 1], "weight_decay": 0}], betas=(0.9, 0.98)), how.rate),
                (torch.optim.Adam(turn.parameters()), 1e-3),
                (torch.optim.Adam([p for t in tasks for p in t.net.parameters()], betas=(0.9, 0.98)), how.head_rate)]
    at, began, sums = torch.zeros(int(corpora["attributions"].base[-1]), dtype=torch.long), time.time(), np.zeros(4)
    print(len(plan), "steps;", measure(large, tasks, corpora["attributions"], held["attributions"]), flush=True)
    for step, (_, n, numbers) in enumerate(plan):
        c, done = corpora[n], step / len(plan)
        articles = [known(large, c, i) for i in numbers]
        Linear.small = done >= how.small_from
        places, begin = [], 0
        for i, a in zip(numbers, articles):
            places.append(places_of(a) + begin)
            begin += sum(len(w) for w in a.windows)
            if n == "attributions":
                at[int(c.base[i]):int(c.base[i + 1])] = places[-1]
        vectors = small([window for a in articles for window in a.low])
        far = away(turn, vectors[torch.cat(places)], torch.cat([a.high for a in articles])).sum()
        loss = how.like * far
        sums[2:] += float(far.detach()), sum(len(p) for p in places)
        if n == "attributions":
            vectors = F.dropout(vectors, 0.1, True)
            for t in tasks:
                for one, words in t.losses([r for i in numbers for r in c.of[t.prefix][i]], at, vectors, how.dropout):
                    loss = loss + one
                    sums[:2] += float(one.detach()), words
        for learner, rate in learners:
            learner.zero_grad()
            for group in learner.param_groups:
                group["lr"] = rate * rate_at(done)
        (loss / 200).backward()
        nn.utils.clip_grad_norm_(body, 1.0)
        for t in tasks:
            nn.utils.clip_grad_norm_(t.net.parameters(), 5.0)
        for learner, _ in learners if n == "attributions" else learners[:2]:
            learner.step()
        if step % 20 == 19 or step + 1 == len(plan):
            print(f"step {step + 1} {time.time() - began:.0f} s  loss {sums[0] / max(1, sums[1]):.4f} away {sums[2] / sums[3]:.4f}", flush=True)
            sums[:] = 0
        if step % 200 == 199 or step + 1 == len(plan):
            print("held", measure(small, tasks, corpora["attributions"], held["attributions"]), flush=True)
            save(how.out, small, {"attributions": tasks}, names, how)


if __name__ == "__main__":
    main()
