"""A trained network of labels as the sections of a model: what src/train/section_write.c writes, from numpy arrays."""
import struct

import numpy as np
import torch

from export import STRIP, filled, matrix, small
from reference import plain, unsmall


def numbers(x):
    return filled(np.asarray(x, "<f4").tobytes())


def columns_padded(w, n):
    out = np.zeros(w.shape[:-1] + (n,), np.float32)
    out[..., :w.shape[-1]] = w
    return out


def index(hashes):
    """Slots of {u32 high half of the hash, u32 number + 1}, from the hash's low half on."""
    slots = 16
    while slots < 2 * len(hashes):
        slots *= 2
    table = np.zeros((slots, 2), "<u4")
    for i, h in enumerate(int(x) for x in hashes):
        k = h & (slots - 1)
        while table[k, 1]:
            k = (k + 1) & (slots - 1)
        table[k] = h >> 32, i + 1
    return table.tobytes()


def numbers_of(index, hashes):
    """The number of each hash in what index() made, less than 0 of those that it has not."""
    table, out = np.frombuffer(index, "<u4").reshape(-1, 2), []
    for h in (int(x) for x in hashes):
        k = h & (len(table) - 1)
        while table[k, 1] and table[k, 0] != h >> 32:
            k = (k + 1) & (len(table) - 1)
        out.append(int(table[k, 1]) - 1)
    return np.array(out)


def table(w):
    rows, scales = small(w, 1)
    return scales.astype("<f4").tobytes() + rows.tobytes()


def sections(prefix, net, hashes, labels):
    """(name, bytes) of the sections of a network, from its weights as numpy arrays named as in network.py."""
    width, layers, n = net["vector.weight"].shape[0], sum(k.startswith("peep.") for k in net), len(labels)
    columns = (n + STRIP - 1) // STRIP * STRIP
    shape = struct.pack("<10I", width, layers, layers, len(hashes), net["vector.weight"].shape[1], 0, n, 0, 0, 0)
    weights = matrix(net["vector.weight"].T)
    weights += numbers(np.zeros(width))  # of words without a blank before them: these networks have no such thing
    weights += matrix(columns_padded(net["names.weight"].T, columns))
    weights += numbers(columns_padded(net["names.bias"], columns))
    weights += numbers(net["step"])
    for i in range(layers):
        weights += matrix(net[f"layers.{i}.weight"].T) + numbers(net[f"layers.{i}.bias"])
        weights += numbers(net[f"peep.{i}"].reshape(-1))
    return [(prefix + "shape", shape), (prefix + "names", "".join(x + "\n" for x in labels).encode()),
            (prefix + "weights", weights), (prefix + "rows.index", index(hashes)),
            (prefix + "rows", table(net["rows.weight"][:len(hashes)]))]


def load(net, prefix, sections, hashes, dropout):
    """The other way round: into a network as network.py has it, with one layer, whose features have these hashes. Features that the file
    has not weigh nothing. `dropout` as in training: the file's weights are of features of which none is left out."""
    part = {name.removeprefix(prefix): raw for name, raw in sections.items() if name.startswith(prefix)}
    width, layers, _, features, vector, _, n, _, _, _ = struct.unpack("<10I", part["shape"])
    assert layers == 1
    raw, w = part["weights"], {}
    w["vector.weight"], at = unsmall(raw, 0, vector, width)
    _, at = plain(raw, at, width)
    w["names.weight"], at = unsmall(raw, at, width, (n + STRIP - 1) // STRIP * STRIP)
    w["names.bias"], at = plain(raw, at, w["names.weight"].shape[1])
    w["step"], at = plain(raw, at, n * n)
    w["layers.0.weight"], at = unsmall(raw, at, width, 3 * width)
    w["layers.0.bias"], at = plain(raw, at, 3 * width)
    w["peep.0"], at = plain(raw, at, 2 * width)
    rows = np.frombuffer(part["rows"], np.int8, features * width, 4 * features).reshape(features, width)
    rows = rows * np.frombuffer(part["rows"], "<f4", features)[:, None] / (1 - dropout)
    found = numbers_of(part["rows.index"], hashes)
    w["rows.weight"] = np.zeros((len(hashes) + 1, width))
    w["rows.weight"][:-1][found >= 0] = rows[found[found >= 0]]
    w["names.weight"], w["names.bias"] = w["names.weight"][:, :n], w["names.bias"][:n]
    w["step"], w["peep.0"] = w["step"].reshape(n, n), w["peep.0"].reshape(2, width)
    for name in ("vector.weight", "names.weight", "layers.0.weight"):
        w[name] = w[name].T
    net.load_state_dict({name: torch.from_numpy(np.ascontiguousarray(x)).float() for name, x in w.items()})
