/* spanning_tree.h - the best tree over arc scores: one root, no cycle. */
#ifndef SPANNING_TREE_H
#define SPANNING_TREE_H

#include "base/base.h"

#define SPANNING_TREE_WORDS_MAX 1024 /* of one sentence; longer ones are cut before */

/* scores[i * (n + 1) + j]: word i + 1 depends on j (0: the root). heads[i] in 0..n, exactly one 0, no cycles.
 * Each word takes its best head; where that is no tree, cycles are contracted (Chu and Liu 1965, Edmonds 1967),
 * for each of the likeliest roots in turn. O(n^2). PRISCUS_ENOMEM, or
 * PRISCUS_ELIMIT: n is over SPANNING_TREE_WORDS_MAX. */
priscus_status spanning_tree_best(const float *scores, size_t n, int32_t *heads);

#endif
