"""pack.py CHECKPOINT ENGLISH.MODEL OUT [PREFIX...] - what train.py left as the file that Priscus reads (models/english.encoder).

ENGLISH.MODEL is the model by whose words, tags and trees the networks' features were counted: its hash is kept. With PREFIXes ("cue.", "span.") only these networks
go into the file; Priscus takes the others from ENGLISH.MODEL.
"""
import hashlib
import sys
from pathlib import Path

import numpy as np
import torch

import export
import labeller

FEATURES_MOST = 11000  # of a network: those that weigh most; the others would only make the file larger
PARTS = {"attention.output.dense": "out", "attention.output.LayerNorm": "norm1", "intermediate.dense": "up",
         "output.dense": "down", "output.LayerNorm": "norm2"}


def hugging_face_names(state):
    """The encoder's weights by the names that export.py knows."""
    out = {"embeddings.word_embeddings.weight": state["words.weight"],
           "embeddings.position_embeddings.weight": state["places.weight"],
           "embeddings.token_type_embeddings.weight": np.zeros((1, state["words.weight"].shape[1]), np.float32),
           "embeddings.LayerNorm.weight": state["norm.weight"], "embeddings.LayerNorm.bias": state["norm.bias"]}
    for i in range(sum(k.endswith(".qkv.weight") for k in state)):
        for kind in ("weight", "bias"):
            for part, name in zip(np.split(state[f"layers.{i}.qkv.{kind}"], 3), ("query", "key", "value")):
                out[f"encoder.layer.{i}.attention.self.{name}.{kind}"] = part
            for theirs, mine in PARTS.items():
                out[f"encoder.layer.{i}.{theirs}.{kind}"] = state[f"layers.{i}.{mine}.{kind}"]
    return out


def main():
    kept = torch.load(sys.argv[1], weights_only=False)
    arrays = hugging_face_names({k: v.numpy() for k, v in kept["encoder"].items()})
    sections = export.encoder_sections(arrays, kept["pieces"], kept["how"]["window"])
    sections.append(("encoder.model", hashlib.sha256(Path(sys.argv[2]).read_bytes()[128:]).hexdigest().encode()))
    for prefix, task in kept["tasks"].items():
        if sys.argv[4:] and prefix not in sys.argv[4:]:
            continue
        net = {k: v.numpy() for k, v in task["net"].items()}
        net["rows.weight"] = net["rows.weight"] * (1 - kept["how"]["dropout"])  # so many were there in training
        rows = net["rows.weight"][:-1]  # the last is that of features which were left out
        most = np.sort(np.argsort(-np.linalg.norm(rows, axis=1), kind="stable")[:FEATURES_MOST])
        net["rows.weight"] = rows[most]
        sections += labeller.sections(prefix, net, task["hashes"][most], task["labels"])
    export.write(sys.argv[3], sections)


if __name__ == "__main__":
    main()
