"""A trained network of labels as the sections of a model: what src/train/section_write.c writes, from numpy arrays."""
import struct

import numpy as np

from export import STRIP, filled, matrix, small


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
