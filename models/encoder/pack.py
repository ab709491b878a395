"""pack.py CHECKPOINT ENGLISH.MODEL OUT - what train.py left as the file that Priscus reads (models/english.encoder).

ENGLISH.MODEL is the model by whose words, tags and trees the networks' features were counted: its hash is kept.
"""
import hashlib
import sys
from pathlib import Path

import numpy as np
import torch

import export
import labeller

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
        net = {k: v.numpy() for k, v in task["net"].items()}
        net["rows.weight"] = net["rows.weight"] * (1 - kept["how"]["dropout"])  # so many were there in training
        sections += labeller.sections(prefix, net, task["hashes"], task["labels"])
    export.write(sys.argv[3], sections)


if __name__ == "__main__":
    main()
