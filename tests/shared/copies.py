"""copies.py PAIRS STORIES - near copies and excerpts found, against pairs that were counted exactly.

PAIRS   id_a id_b jaccard containment same_outlet, tab-separated (data/neardup)
STORIES what `priscus stories --format jsonl` prints: "copies": [[of, copy], ...]

Copies of one page are copies of each other. Prints recall of pairs with Jaccard >= .5, recall of those with containment >= .5, and how many pairs
that were said are neither (Jaccard below .5 and containment below .5)."""
import itertools
import json
import sys

pairs = {}
for line in open(sys.argv[1], encoding="utf-8"):
    a, b, jaccard, containment = line.split("\t")[:4]
    if jaccard[:1].isdigit():
        pairs[frozenset((a, b))] = float(jaccard), float(containment)
said, groups = set(), {}
for line in open(sys.argv[2], encoding="utf-8"):
    for of, copy in json.loads(line)["copies"]:
        said.add(frozenset((of, copy)))
        group = groups.setdefault(of, {of}) | groups.setdefault(copy, {copy})
        for page in group:
            groups[page] = group
together = {frozenset(two) for group in map(frozenset, groups.values()) for two in itertools.combinations(group, 2)}


def recall(at):
    wanted = [pair for pair, sizes in pairs.items() if sizes[at] >= .5]
    return sum(pair in together for pair in wanted) / max(1, len(wanted))


wrong = sum(max(pairs.get(pair, (0, 0))) < .5 for pair in said)
print(f"{recall(0):.4f} {recall(1):.4f} {wrong}")
