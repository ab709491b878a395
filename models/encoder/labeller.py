"""A trained network of labels as the sections of a model: what src/train/section_write.c writes, from numpy arrays."""
import struct

import numpy as np

STRIP = 32


def padded(data):
    return data + bytes(-len(data) % 64)


def small_matrix(w):
    """w [rows, columns] as scales, sums, and numbers strip by strip (language/model/product.h); columns a multiple of 32."""
    rows, columns = w.shape
    fours = (rows + 3) // 4
    scales = (np.abs(w).max(0) / np.float32(127)).astype(np.float32)
    numbers = np.rint(w / np.where(scales > 0, scales, 1)).astype(np.int32) * (scales > 0)
    full = np.zeros((fours * 4, columns), np.int8)
    full[:rows] = numbers
    sums = (-128 * full.astype(np.int32).sum(0)).astype("<i4")
    strips = full.reshape(fours, 4, columns // STRIP, STRIP).transpose(2, 0, 3, 1)
    return scales.astype("<f4"), sums, np.ascontiguousarray(strips)


def matrix_bytes(w):
    return b"".join(padded(part.tobytes()) for part in small_matrix(np.asarray(w, np.float32)))


def floats(x):
    return padded(np.asarray(x, "<f4").tobytes())


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
    scales = (np.abs(w).max(1) / np.float32(127)).astype("<f4")
    numbers = np.rint(w / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8)
    return scales.tobytes() + numbers.tobytes()


def sections(prefix, net, hashes, labels):
    """(name, bytes) of the sections of a network, from its weights as numpy arrays named as in network.py."""
    width, layers, n = net["vector.weight"].shape[0], sum(k.startswith("peep.") for k in net), len(labels)
    columns = (n + STRIP - 1) // STRIP * STRIP
    shape = struct.pack("<10I", width, layers, layers, len(hashes), net["vector.weight"].shape[1], 0, n, 0, 0, 0)
    weights = matrix_bytes(net["vector.weight"].T)
    weights += floats(np.zeros(width))  # of words without a blank before them: these networks have no such thing
    weights += matrix_bytes(columns_padded(net["names.weight"].T, columns))
    weights += floats(columns_padded(net["names.bias"], columns))
    weights += floats(net["step"])
    for i in range(layers):
        weights += matrix_bytes(net[f"layers.{i}.weight"].T) + floats(net[f"layers.{i}.bias"])
        weights += floats(net[f"peep.{i}"].reshape(-1))
    return [(prefix + "shape", shape), (prefix + "names", "".join(x + "\n" for x in labels).encode()),
            (prefix + "weights", weights), (prefix + "rows.index", index(hashes)),
            (prefix + "rows", table(net["rows.weight"][:len(hashes)]))]
