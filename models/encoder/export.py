"""A trained transformer of BERT's form into the sections "encoder." of a model file of Priscus.

    export.py MODEL_DIR OUT [WINDOW]      model.safetensors and vocab.txt of MODEL_DIR; WINDOW pieces are read together, 160

As a module: export(path, arrays, pieces, window, places, heads, extra), where `arrays` is a dict of numpy arrays by the names
that Hugging Face gives them ("embeddings.word_embeddings.weight", "encoder.layer.0.attention.self.query.weight" ..., with or
without a prefix "bert."), `pieces` the list of the vocabulary's pieces in order of their numbers, and `extra` a list of (name, bytes), sections of others;
encoder_sections() gives the encoder's alone, write() a file of any, read() gives those of a file.

The file's layout is said in src/language/model/model.h, the sections' in src/language/encoder/encoder_weights.h. Numbers are
made small as small_matrix_make() in src/language/model/product.c does it."""
import hashlib
import json
import pathlib
import struct
import sys

import numpy as np

SECTIONS_MAX = 64
NAME_MAX = 31
STRIP = 32
LARGEST = 127
SLIM = 63  # of the encoder's weights: two products of bytes then fit in 16 bits (src/language/model/product.h)


def filled(raw):
    """Filled up with zeros to a multiple of 64 bytes."""
    return raw + bytes(-len(raw) % 64)


def pack(sections):
    """The bytes of a model file: `sections` is a list of (name, bytes)."""
    if len(sections) > SECTIONS_MAX or len({name for name, _ in sections}) < len(sections):
        raise ValueError("too many sections, or two of one name")
    table, body = b"", b""
    offset = 128 + 64 * len(sections)
    for name, raw in sections:
        if not 0 < len(name.encode()) <= NAME_MAX:
            raise ValueError(f"a section cannot be called {name!r}")
        table += struct.pack("<32sQQ16x", name.encode(), offset, len(raw))
        body += filled(raw)
        offset += len(filled(raw))
    rest = table + body
    return struct.pack("<8sIIQ32s72x", b"priscusM", 1, len(sections), 128 + len(rest), hashlib.sha256(rest).digest()) + rest


def write(path, sections):
    pathlib.Path(path).write_bytes(pack(sections))


def read(path):
    """The sections of a model file: a dict of bytes."""
    raw = pathlib.Path(path).read_bytes()
    magic, version, n, size = struct.unpack_from("<8sIIQ", raw)
    if magic != b"priscusM" or version != 1 or size != len(raw):
        raise ValueError(f"{path}: no model, or cut short")
    out = {}
    for i in range(n):
        name, offset, length = struct.unpack_from("<32sQQ", raw, 128 + 64 * i)
        out[name.rstrip(b"\0").decode()] = raw[offset:offset + length]
    return out


def small(w, axis, largest=LARGEST):
    """Numbers of one byte, and the scale of each column (axis 0) or row (axis 1)."""
    w = np.ascontiguousarray(w, dtype=np.float32)
    most = np.abs(w).max(axis=axis, keepdims=True)
    scales = (most / np.float32(largest)).astype(np.float32)
    numbers = np.rint(np.divide(w, scales, out=np.zeros_like(w), where=scales > 0)).astype(np.int8)
    return numbers, scales.reshape(-1)


def matrix(w, largest=LARGEST):
    """rows x columns as a small matrix: scales, sums, numbers strip by strip, four rows together."""
    numbers, scales = small(w, 0, largest)
    rows, columns = numbers.shape
    if columns % STRIP or rows % 4:
        raise ValueError(f"a matrix of {rows} x {columns}")
    sums = (-128 * numbers.astype(np.int32).sum(axis=0)).astype("<i4")
    strips = numbers.reshape(rows // 4, 4, columns // STRIP, STRIP).transpose(2, 0, 3, 1)
    return filled(scales.astype("<f4").tobytes()) + filled(sums.tobytes()) + filled(np.ascontiguousarray(strips).tobytes())


def floats(x):
    x = np.ascontiguousarray(x, dtype="<f4")
    if not (np.abs(x) < 1e6).all():
        raise ValueError("a number that is none, or is too large")
    return x.tobytes()


def encoder_sections(arrays, pieces, window=160, places=None, heads=None):
    """The list of (name, bytes). `places`: how many are kept, at least `window`; None: 256, or as many as there are. `heads`: None
    is one for each 32 numbers of the width."""
    def get(name):
        for prefix in ("", "bert.", "model."):
            if prefix + name in arrays:
                return np.asarray(arrays[prefix + name], dtype=np.float32)
        raise KeyError(name)

    words = get("embeddings.word_embeddings.weight")
    width = words.shape[1]
    heads = heads or width // 32
    layers = 0
    while any(k.endswith(f"encoder.layer.{layers}.output.dense.weight") for k in arrays):
        layers += 1
    inner = get("encoder.layer.0.intermediate.dense.weight").shape[0]
    position = get("embeddings.position_embeddings.weight")
    places = min(len(position), places or max(256, window))
    if len(pieces) != len(words):
        raise ValueError(f"{len(pieces)} pieces and {len(words)} rows")
    for mark in ("[UNK]", "[CLS]", "[SEP]"):
        if mark not in pieces:
            raise ValueError(f"no {mark} in the vocabulary")
    lines = "".join(piece + "\n" for piece in pieces)
    if lines.count("\n") != len(pieces):
        raise ValueError("a piece with a line's end in it")
    numbers, scales = small(words, 1)
    position = position[:places] + get("embeddings.token_type_embeddings.weight")[0]
    out = [
        ("encoder.shape", struct.pack("<8I", layers, width, heads, inner, places, len(pieces), window, 0)),
        ("encoder.pieces", lines.encode()),
        ("encoder.words", floats(scales) + numbers.tobytes()),
        ("encoder.places", floats(position)),
        ("encoder.norm", floats(get("embeddings.LayerNorm.weight")) + floats(get("embeddings.LayerNorm.bias"))),
    ]
    by = np.float32(1 / np.sqrt(width // heads))
    for i in range(layers):
        def of(name, i=i):
            return get(f"encoder.layer.{i}.{name}")
        query = np.concatenate([of("attention.self.query.weight") * by, of("attention.self.key.weight"),
                                of("attention.self.value.weight")])
        bias = np.concatenate([of("attention.self.query.bias") * by, of("attention.self.key.bias"),
                               of("attention.self.value.bias")])
        out.append((f"encoder.{i}", b"".join([
            matrix(query.T, SLIM), filled(floats(bias)),
            matrix(of("attention.output.dense.weight").T, SLIM), filled(floats(of("attention.output.dense.bias"))),
            filled(floats(of("attention.output.LayerNorm.weight"))), filled(floats(of("attention.output.LayerNorm.bias"))),
            matrix(of("intermediate.dense.weight").T, SLIM), filled(floats(of("intermediate.dense.bias"))),
            matrix(of("output.dense.weight").T, SLIM), filled(floats(of("output.dense.bias"))),
            filled(floats(of("output.LayerNorm.weight"))), filled(floats(of("output.LayerNorm.bias"))),
        ])))
    return out


def export(path, arrays, pieces, window=160, places=None, heads=None, extra=()):
    """A model file with an encoder, and the sections `extra` behind it."""
    write(path, encoder_sections(arrays, pieces, window, places, heads) + list(extra))


def safetensors(path):
    """A dict of arrays: eight bytes say how long the header is, which is JSON; numbers follow."""
    raw = pathlib.Path(path).read_bytes()
    (size,) = struct.unpack_from("<Q", raw)
    kinds = {"F32": "<f4", "F16": "<f2", "F64": "<f8", "I64": "<i8", "I32": "<i4"}
    out = {}
    for name, about in json.loads(raw[8:8 + size]).items():
        if name != "__metadata__" and about["dtype"] in kinds:
            begin, end = about["data_offsets"]
            out[name] = np.frombuffer(raw[8 + size + begin:8 + size + end], kinds[about["dtype"]]).reshape(about["shape"])
    return out


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    if pieces[-1] == "":
        pieces.pop()
    config = folder / "config.json"
    heads = json.loads(config.read_text())["num_attention_heads"] if config.exists() else None
    window = int(sys.argv[3]) if len(sys.argv) > 3 else 160
    export(sys.argv[2], safetensors(folder / "model.safetensors"), pieces, window, heads=heads)


if __name__ == "__main__":
    main()
