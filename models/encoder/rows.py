"""What `priscus train --rows` wrote, read back (src/train/label_rows.h): articles as windows of pieces, and rows of words with labels.

An article's words get their vectors from windows: whole sentences of one paragraph, as many as fit (encoder.h).
"""
import json
from pathlib import Path

import numpy as np


class Article:
    """windows: lists of pieces with both marks; where: for each word its window and the place of its first piece in it."""

    def __init__(self, line, pieces, window):
        record = json.loads(line)
        body = record["body"].encode()
        self.starts = [t[2] for t in record["tokens"]]
        words = [pieces.of_word(body[b:e].decode("utf-8", "replace")) for b, e, _ in record["tokens"]]
        self.n = len(words)
        self.windows, self.where = [], np.zeros((self.n, 2), np.int64)
        sentences, at = [], 0
        for t in range(1, self.n + 1):
            if t == self.n or self.starts[t]:
                sentences.append((at, t))
                at = t
        room, now, size = window - 2, [], 0

        def close():
            nonlocal now, size
            if now:
                self.add([t for b, e in now for t in range(b, e)], words, pieces)
            now, size = [], 0

        for b, e in sentences:
            length = sum(len(words[t]) for t in range(b, e))
            if now and (self.starts[b] == 3 or size + length > room):
                close()
            if length > room:
                self.add_long(b, e, words, pieces, room)
            else:
                now.append((b, e))
                size += length
        close()

    def add(self, tokens, words, pieces):
        sequence = [pieces.begin]
        for t in tokens:
            self.where[t] = len(self.windows), len(sequence)
            sequence += words[t]
        self.windows.append(sequence + [pieces.end])

    def add_long(self, b, e, words, pieces, room):
        offsets = np.concatenate([[0], np.cumsum([len(words[t]) for t in range(b, e)])])
        deepest, k = np.full(e - b, -1), 0
        while True:
            first = int(np.searchsorted(offsets, k * (room * 3 // 4)))
            last = first
            while last < e - b and offsets[last + 1] - offsets[first] <= room:
                last += 1
            sequence = [pieces.begin]
            for t in range(first, last):
                depth = min(offsets[t] - offsets[first], offsets[last] - offsets[t])
                if depth > deepest[t]:
                    deepest[t] = depth
                    self.where[b + t] = len(self.windows), len(sequence)
                sequence += words[b + t]
            self.windows.append(sequence + [pieces.end])
            if last == e - b:
                return
            k += 1


class Rows:
    """Rows of one network. words: token (counted over all articles), label, first feature; features: their numbers."""

    def __init__(self, folder, prefix):
        folder = Path(folder)
        self.labels = (folder / f"{prefix}labels").read_text().splitlines()
        self.hashes = np.fromfile(folder / f"{prefix}features", "<u8")
        raw = (folder / f"{prefix}rows").read_bytes()
        at, tokens, labels, firsts, begins, features = 0, [], [], [], [0], []
        whole = np.frombuffer(raw, np.uint8)
        while at < len(raw):
            n = raw[at + 7]
            tokens.append(int.from_bytes(raw[at:at + 4], "little"))
            labels.append(int.from_bytes(raw[at + 4:at + 6], "little", signed=True))
            firsts.append(raw[at + 6])
            features.append(whole[at + 8:at + 8 + 4 * n])
            begins.append(begins[-1] + n)
            at += 8 + 4 * n
        self.token, self.label = np.array(tokens, np.int64), np.array(labels, np.int64)
        self.begin = np.array(begins, np.int64)
        self.features = np.concatenate(features).view("<u4").astype(np.int64)
        starts = np.flatnonzero(np.array(firsts))
        self.rows = list(zip(starts, list(starts[1:]) + [len(tokens)]))


class Corpus:
    """Articles, and for each network the rows that stand in each of them."""

    def __init__(self, folder, name, prefixes, pieces, window):
        with open(Path(folder) / f"{name}.documents.jsonl", encoding="utf-8") as lines:
            self.articles = [Article(line, pieces, window) for line in lines]
        self.base = np.concatenate([[0], np.cumsum([a.n for a in self.articles])])
        self.rows = {p: Rows(folder, p) for p in prefixes}
        self.of = {p: [[] for _ in self.articles] for p in prefixes}
        for p, rows in self.rows.items():
            for b, e in rows.rows:
                if rows.label[b:e].min() >= 0 and e - b <= 512:
                    self.of[p][int(np.searchsorted(self.base, rows.token[b], "right")) - 1].append((b, e))
