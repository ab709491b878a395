"""The encoder and the networks of labels on top of it, as src/language/encoder and src/language/model run them."""
import json
import math
import struct
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import export
import reference
from export import SLIM


def read_safetensors(path):
    raw = Path(path).read_bytes()
    n = int.from_bytes(raw[:8], "little")
    head = json.loads(raw[8:8 + n])
    out = {}
    for name, at in head.items():
        if name != "__metadata__" and at["dtype"] == "F32":
            b, e = at["data_offsets"]
            out[name] = torch.from_numpy(np.frombuffer(raw[8 + n + b:8 + n + e], "<f4").reshape(at["shape"]).copy())
    return out


class SmallNumbers(torch.autograd.Function):
    """Rows of a matrix as whole numbers up to `largest` with a scale each, and back; gradients pass as if nothing were rounded."""

    @staticmethod
    def forward(_, x, largest):
        scale = x.abs().amax(-1, keepdim=True).clamp_min(1e-8) / largest
        return torch.round(x / scale) * scale

    @staticmethod
    def backward(_, gradient):
        return gradient, None


class Linear(nn.Linear):
    small = False  # set on the class: train as it will be run

    def __init__(self, *args, largest=127, **more):
        super().__init__(*args, **more)
        self.largest = largest

    def forward(self, x):
        if Linear.small:
            return F.linear(SmallNumbers.apply(x, 127), SmallNumbers.apply(self.weight, self.largest), self.bias)
        return super().forward(x)


class Layer(nn.Module):
    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv, self.out = Linear(width, 3 * width, largest=SLIM), Linear(width, width, largest=SLIM)
        self.up, self.down = Linear(width, inner, largest=SLIM), Linear(inner, width, largest=SLIM)
        self.norm1, self.norm2 = nn.LayerNorm(width, 1e-12), nn.LayerNorm(width, 1e-12)

    def forward(self, x, mask):
        n, t, d = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, mask, 0.0)
        y = self.out(y.transpose(1, 2).reshape(n, t, d))
        x = self.norm1(x + F.dropout(y, self.dropout, self.training))
        y = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm2(x + F.dropout(y, self.dropout, self.training))


class Encoder(nn.Module):
    def __init__(self, pieces, places, width, heads, inner, layers, dropout=0.1):
        super().__init__()
        self.words, self.places = nn.Embedding(pieces, width), nn.Embedding(places, width)
        self.norm, self.dropout, self.frozen = nn.LayerNorm(width, 1e-12), dropout, 0
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))

    @staticmethod
    def pretrained(folder, places=256, layers=None, dropout=0.1):
        """all-MiniLM-L6-v2, or another of its form. The kind of sentence, which is always the first, goes into the places."""
        w = read_safetensors(Path(folder) / "model.safetensors")
        config = json.loads((Path(folder) / "config.json").read_text())
        width, n = config["hidden_size"], layers or config["num_hidden_layers"]
        e = Encoder(w["embeddings.word_embeddings.weight"].shape[0], places, width, config["num_attention_heads"],
                    config["intermediate_size"], n, dropout)
        with torch.no_grad():
            e.words.weight.copy_(w["embeddings.word_embeddings.weight"])
            e.places.weight.copy_(w["embeddings.position_embeddings.weight"][:places] +
                                  w["embeddings.token_type_embeddings.weight"][0])
            e.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
            e.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
            for i, layer in enumerate(e.layers):
                p = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    getattr(layer.qkv, kind).copy_(torch.cat([w[f"{p}attention.self.{s}.{kind}"]
                                                              for s in ("query", "key", "value")]))
                    for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                         ("up", "intermediate.dense"), ("down", "output.dense"),
                                         ("norm2", "output.LayerNorm")):
                        getattr(getattr(layer, mine), kind).copy_(w[f"{p}{theirs}.{kind}"])
        return e

    @staticmethod
    def packed(path):
        """What pack.py wrote: the encoder, its pieces, all sections of the file."""
        s = export.read(path)
        layers, width, heads, inner, places, n, _, _ = struct.unpack("<8I", s["encoder.shape"])
        theirs, e = reference.Encoder(path), Encoder(n, places, width, heads, inner, layers)
        by = 1 / math.sqrt(width // heads)  # is in the queries' weights there
        with torch.no_grad():
            e.words.weight.copy_(torch.from_numpy(theirs.words))
            e.places.weight.copy_(torch.from_numpy(theirs.places))
            e.norm.weight.copy_(torch.from_numpy(theirs.norm_of_words[0]))
            e.norm.bias.copy_(torch.from_numpy(theirs.norm_of_words[1]))
            for layer, parts in zip(e.layers, theirs.parts):
                parts = [torch.from_numpy(np.ascontiguousarray(p.T)) for p in parts]
                parts[0][:width] /= by
                parts[1][:width] /= by
                mine = [layer.qkv.weight, layer.qkv.bias, layer.out.weight, layer.out.bias, layer.norm1.weight, layer.norm1.bias,
                        layer.up.weight, layer.up.bias, layer.down.weight, layer.down.bias, layer.norm2.weight, layer.norm2.bias]
                for a, b in zip(mine, parts):
                    a.copy_(b)
        return e, s["encoder.pieces"].decode().split("\n")[:n], s

    def low(self, sequences):
        """What the frozen layers make of each sequence of pieces, in half precision: worked out once."""
        with torch.no_grad():
            was, self.training = self.training, False
            for layer in self.layers:
                layer.training = False
            whole = self.run(sequences, 0, self.frozen).half()
            self.training = was
            for layer in self.layers:
                layer.training = was
        return list(whole.split([len(s) for s in sequences]))

    def forward(self, sequences):
        """A list of lists of pieces, or of what low() made of them -> all their vectors, one sequence behind the other:
        [sum of lengths, width]."""
        return self.run(sequences, 0 if isinstance(sequences[0], list) else self.frozen, len(self.layers))

    def run(self, sequences, first, last, most=4000):
        """Sequences of about one length are read together."""
        order = sorted(range(len(sequences)), key=lambda i: len(sequences[i]))
        out, places, at = [None] * len(sequences), torch.arange(self.places.num_embeddings), 0
        while at < len(order):
            end = at + 1
            while end < len(order) and (end + 1 - at) * len(sequences[order[end]]) <= most:
                end += 1
            longest, some = len(sequences[order[end - 1]]), [sequences[i] for i in order[at:end]]
            mask = torch.arange(longest)[None] < torch.tensor([len(s) for s in some])[:, None]
            if isinstance(some[0], list):
                ids = torch.zeros(mask.shape, dtype=torch.long)
                ids[mask] = torch.tensor([p for s in some for p in s])
                x = self.norm(self.words(ids) + self.places(places[:longest]))
                x = F.dropout(x, self.dropout, self.training)
            else:
                x = torch.zeros(*mask.shape, self.words.embedding_dim)
                x[mask] = torch.cat(some).float()
            for layer in self.layers[first:last]:
                x = layer(x, mask[:, None, None])
            for k in range(at, end):
                out[order[k]] = x[k - at, :len(sequences[order[k]])]
            at = end
        return torch.cat(out)


@torch.jit.script
def recur(u, x, peep, keep: float):
    """Simple recurrent units over [time, rows, h], both directions as rows of one: c from gates and candidates (network.c)."""
    h = x.shape[2]
    c = torch.zeros_like(x[0])
    out = []
    for t in range(x.shape[0]):
        ut = u[t]
        gates = torch.sigmoid(ut[:, h:] + peep * torch.cat([c, c], 1))
        f, r = gates[:, :h], gates[:, h:]
        c = f * c + (1 - f) * ut[:, :h]
        out.append(r * c + (1 - r) * x[t])
    return torch.stack(out)


def run_both_ways(layers, peeps, padded, lengths):
    """Layers of recurrent units over [rows, time, width], half of the width from the left and half from the right."""
    n, longest, width = padded.shape
    h = width // 2
    # the place of each word in its row turned round
    turned = (lengths[:, None] - 1 - torch.arange(longest)[None]).clamp_min(0)
    for layer, peep in zip(layers, peeps):
        u = layer(padded)
        ahead, back = u[:, :, :3 * h], u[:, :, 3 * h:]
        back = back.gather(1, turned[:, :, None].expand(-1, -1, 3 * h))
        xa = padded[:, :, :h]
        xb = padded[:, :, h:].gather(1, turned[:, :, None].expand(-1, -1, h))
        both_u = torch.cat([ahead, back]).transpose(0, 1)
        both_x = torch.cat([xa, xb]).transpose(0, 1)
        p = torch.cat([peep[:1].expand(n, -1), peep[1:].expand(n, -1)])
        y = recur(both_u.contiguous(), both_x.contiguous(), p, 1.0).transpose(0, 1)
        yb = y[n:].gather(1, turned[:, :, None].expand(-1, -1, h))
        padded = torch.cat([y[:n], yb], 2)
    return padded


class Labeller(nn.Module):
    """Features and a vector for each word, layers of recurrent units, a chain of labels."""

    def __init__(self, features, vector, width, layers, labels):
        super().__init__()
        self.width, self.labels = width, labels
        self.rows = nn.EmbeddingBag(features + 1, width, mode="sum", padding_idx=features)
        nn.init.normal_(self.rows.weight, std=0.03)
        self.vector = Linear(vector, width, bias=False)
        self.layers = nn.ModuleList(Linear(width, 3 * width) for _ in range(layers))
        self.peep = nn.ParameterList(torch.zeros(2, width) for _ in range(layers))
        self.names = Linear(width, len(labels))
        self.step = nn.Parameter(torch.zeros(len(labels), len(labels)))
        nn.init.normal_(self.vector.weight, std=1 / math.sqrt(vector))

    def scores(self, vectors, features, offsets, lengths, dropout=0.0):
        """vectors [n, vector], features and offsets of n words; rows of these lengths, one behind the other -> [rows, time, labels]."""
        x = self.rows(features, offsets) + self.vector(vectors)
        x = F.dropout(x, dropout, self.training)
        longest, n = int(lengths.max()), len(lengths)
        mask = torch.arange(longest)[None] < lengths[:, None]
        padded = torch.zeros(n, longest, self.width)
        padded[mask] = x
        padded = run_both_ways(self.layers, self.peep, padded, lengths)
        return self.names(F.dropout(padded, dropout, self.training)), mask

    def loss(self, scores, mask, gold):
        """Sum of negative log likelihoods of the chains; gold [rows, time]."""
        n, longest, _ = scores.shape
        a = scores[:, 0]
        score = scores[:, 0].gather(1, gold[:, :1])[:, 0]
        for t in range(1, longest):
            m = mask[:, t]
            next_a = torch.logsumexp(a[:, :, None] + self.step[None], 1) + scores[:, t]
            a = torch.where(m[:, None], next_a, a)
            s = scores[:, t].gather(1, gold[:, t:t + 1])[:, 0] + self.step[gold[:, t - 1], gold[:, t]]
            score = score + torch.where(m, s, torch.zeros_like(s))
        return (torch.logsumexp(a, 1) - score).sum()

    def best(self, scores, mask):
        """The likeliest labels, [rows, time]."""
        n, longest, k = scores.shape
        allowed = torch.tensor([[not b.startswith("I-") or a[1:] == b[1:] for b in self.labels] for a in self.labels])
        step = torch.where(allowed, self.step, torch.tensor(-1e9))
        a, back = torch.where(allowed[0], scores[:, 0], torch.tensor(-1e9)), []
        for t in range(1, longest):
            most, at = (a[:, :, None] + step[None]).max(1)
            a = torch.where(mask[:, t, None], most + scores[:, t], a)
            back.append(torch.where(mask[:, t, None], at, torch.arange(k)[None]))
        out = torch.zeros(n, longest, dtype=torch.long)
        now = a.argmax(1)
        for t in range(longest - 1, -1, -1):
            out[:, t] = now
            if t:
                now = back[t - 1].gather(1, now[:, None])[:, 0]
        return out
