"""What the encoder of a model makes of some sentences, for tests/unit/encoder.c to compare with.

    reference.py MODEL OUT

The weights are taken from MODEL as they are there, small numbers times their scales, and all else is computed in double precision:
where C has it otherwise, it is by what is lost when rows are made small. OUT has a line for each sentence, its words with blanks
between; then a line for each word with every 16th number of its vector, in thousandths; then an empty line."""
import pathlib
import struct
import sys

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import export  # noqa: E402

# Invented, as all of our cases: one sentence a line, each a paragraph, words with blanks between.
SENTENCES = """\
Norhaven signed the truce on Friday .
The minister denied that she had ever met the envoy .
" We will not go back to the table , " Dalgo 's president said .
Fishermen from Orlune blocked the harbour for a third day over the new quota .
Neither side would say whether the ceasefire still held .
The bank kept its rate at 4.25 % , as most economists had expected .
He told reporters that the prisoners would be freed within a week .
Two of the three bridges across the Tamo were closed after the flood .
Asked about sanctions , the spokeswoman said her government had made no decision .
It was the first time in nine years that both parties sat in one room .
Critics called the bill a gift to the mines ; its authors call it overdue .
Why the convoy turned round nobody could explain ."""

EVERY = 16


def unsmall(raw, at, rows, columns):
    """The matrix at a place of a section, and where what comes behind it begins."""
    scales = np.frombuffer(raw, "<f4", columns, at).astype(np.float64)
    at += -(-4 * columns // 64) * 64 * 2
    numbers = np.frombuffer(raw, np.int8, rows * columns, at).reshape(columns // 32, rows // 4, 32, 4)
    return numbers.transpose(1, 3, 0, 2).reshape(rows, columns) * scales, at + -(-rows * columns // 64) * 64


def plain(raw, at, n):
    return np.frombuffer(raw, "<f4", n, at).astype(np.float64), at + -(-4 * n // 64) * 64


def layer(raw, width, inner):
    at, out = 0, []
    for kind in ((width, 3 * width), 3 * width, (width, width), width, width, width, (width, inner), inner, (inner, width),
                 width, width, width):
        part, at = unsmall(raw, at, *kind) if isinstance(kind, tuple) else plain(raw, at, kind)
        out.append(part)
    return out


class Encoder:
    def __init__(self, path):
        s = export.read(path)
        self.layers, self.width, self.heads, inner, places, n, self.window, _ = struct.unpack("<8I", s["encoder.shape"])
        pieces = s["encoder.pieces"].decode().split("\n")[:n]
        self.numbers = {piece: i for i, piece in enumerate(pieces)}
        scales = np.frombuffer(s["encoder.words"], "<f4", n).astype(np.float64)
        self.words = np.frombuffer(s["encoder.words"], np.int8, n * self.width, 4 * n).reshape(n, self.width) * scales[:, None]
        self.places = np.frombuffer(s["encoder.places"], "<f4").astype(np.float64).reshape(places, self.width)
        self.norm_of_words = np.frombuffer(s["encoder.norm"], "<f4").astype(np.float64).reshape(2, self.width)
        self.parts = [layer(s[f"encoder.{i}"], self.width, inner) for i in range(self.layers)]

    def pieces_of(self, word):
        """Of words of ASCII alone, which ours are: letters and digits together, every other sign for itself."""
        runs, out = "", []
        for sign in word.lower():
            runs += sign if sign.isalnum() else f" {sign} "
        for run in runs.split():
            found, at = [], 0
            while at < len(run):
                end = len(run)
                while end > at and ("##" if at else "") + run[at:end] not in self.numbers:
                    end -= 1
                if end == at:
                    found = ["[UNK]"]
                    break
                found.append(("##" if at else "") + run[at:end])
                at = end
            out += found
        return [self.numbers[piece] for piece in out or ["[UNK]"]]

    def rows(self, pieces):
        """The vector of each piece of one window."""
        def norm(x, gain, bias):
            x = x - x.mean(axis=1, keepdims=True)
            return x / np.sqrt((x * x).mean(axis=1, keepdims=True) + 1e-12) * gain + bias
        d, size = self.width, self.width // self.heads
        x = norm(self.words[pieces] + self.places[:len(pieces)], *self.norm_of_words)
        for query, bias, out, out_bias, gain, more, up, up_bias, down, down_bias, gain2, more2 in self.parts:
            qkv = x @ query + bias
            mixed = np.empty_like(x)
            for h in range(0, d, size):
                scores = qkv[:, h:h + size] @ qkv[:, d + h:d + h + size].T
                scores = np.exp(scores - scores.max(axis=1, keepdims=True))
                mixed[:, h:h + size] = scores / scores.sum(axis=1, keepdims=True) @ qkv[:, 2 * d + h:2 * d + h + size]
            x = norm(x + mixed @ out + out_bias, gain, more)
            y = x @ up + up_bias
            y = y / (1 + np.exp(-1.5957691216 * (y + 0.044715 * y ** 3)))
            x = norm(x + y @ down + down_bias, gain2, more2)
        return x

    def sentence(self, words):
        """The vector of each word."""
        pieces, firsts = [self.numbers["[CLS]"]], []
        for word in words:
            firsts.append(len(pieces))
            pieces += self.pieces_of(word)
        if len(pieces) + 1 > self.window:
            raise ValueError("a sentence that is longer than the window")
        return self.rows(pieces + [self.numbers["[SEP]"]])[firsts]


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    encoder = Encoder(sys.argv[1])
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        for line in SENTENCES.split("\n"):
            words = line.split()
            out.write(line + "\n")
            for vector in encoder.sentence(words):
                out.write(" ".join(f"{1000 * x:.0f}" for x in vector[::EVERY]) + "\n")
            out.write("\n")


if __name__ == "__main__":
    main()
