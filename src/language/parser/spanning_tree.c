/* spanning_tree.c - Chu-Liu-Edmonds, only where the greedy choice is no tree. */
#include "language/parser/spanning_tree.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Do all words reach the root by their heads? */
static bool reaches_root(const int32_t *head, size_t n, int32_t *mark)
{
    memset(mark, 0, (n + 1) * sizeof *mark);
    for (size_t i = 1; i <= n; i++) {
        int32_t w = (int32_t)i;

        while (w > 0 && !mark[w]) {
            mark[w] = (int32_t)i;
            w = head[w];
        }
        if (w > 0 && mark[w] == (int32_t)i)
            return false;
    }
    return true;
}

struct arc {
    int32_t word, head;
};

/* Nodes 0 (root) .. m - 1 are words; from m on, cycles that were made one. A node that is left stands in a
 * slot: a row and a column of the scores. */
struct forest {
    size_t m, n_nodes;
    float *s;              /* m x m, row: dependent's slot; NO_ARC: none            */
    struct arc *arcs;      /* m x m: between which words a score is                 */
    int32_t *node_of;      /* of a slot; -1: taken up into another                  */
    int32_t *parent;       /* of a node: the cycle it is in; -1                     */
    struct arc *in;        /* of a node: the arc that enters it                     */
    int32_t *path, *place; /* slots on the path; of a slot: 0, its place from 1, or DONE */
};
enum {
    DONE = INT32_MAX,
    ROOTS_TRIED = 3,
    LONG = 200 /* words; the longest sentences of treebanks have fewer */
};
#define NO_ARC (-INFINITY)

/* Where the greatest of row[m] stands, the first of equals. Half of a long sentence's time is spent here. */
static size_t greatest(const float *row, size_t m)
{
    enum { LANES = 16 };
    float most[LANES], all;
    size_t i = 0;

    for (size_t k = 0; k < LANES; k++)
        most[k] = NO_ARC;
    for (; i + LANES <= m; i += LANES)
        for (size_t k = 0; k < LANES; k++)
            most[k] = row[i + k] > most[k] ? row[i + k] : most[k];
    for (; i < m; i++)
        most[0] = row[i] > most[0] ? row[i] : most[0];
    all = most[0];
    for (size_t k = 1; k < LANES; k++)
        all = most[k] > all ? most[k] : all;
    for (i = 0; i + 1 < m && row[i] != all;)
        i++;
    return i;
}

/* The slots path[from .. top) are a cycle: they become one node, in the first one's slot. An arc into it is
 * worth what it gains over the arc of the cycle that it replaces. */
static void contract(struct forest *f, size_t from, size_t top)
{
    size_t m = f->m, keep = (size_t)f->path[from];
    int32_t node = (int32_t)f->n_nodes++;

    for (size_t k = from; k < top; k++) {
        size_t c = (size_t)f->path[k];
        int32_t child = f->node_of[c];
        float less = f->s[c * m + (size_t)f->place[m + c]]; /* of the arc that was chosen into it */

        f->parent[child] = node;
        for (size_t x = 0; x < m; x++) {
            if (f->node_of[x] < 0)
                continue;
            f->s[c * m + x] -= less;
            if (c == keep)
                continue;
            if (f->s[c * m + x] > f->s[keep * m + x]) {
                f->s[keep * m + x] = f->s[c * m + x];
                f->arcs[keep * m + x] = f->arcs[c * m + x];
            }
            if (f->s[x * m + c] > f->s[x * m + keep]) {
                f->s[x * m + keep] = f->s[x * m + c];
                f->arcs[x * m + keep] = f->arcs[x * m + c];
            }
        }
    }
    for (size_t k = from + 1; k < top; k++) {
        f->node_of[f->path[k]] = -1;
        f->place[f->path[k]] = DONE;
        for (size_t x = 0; x < m; x++)
            f->s[x * m + (size_t)f->path[k]] = NO_ARC;
    }
    f->s[keep * m + keep] = NO_ARC;
    f->node_of[keep] = node;
    f->parent[node] = -1;
}

/* Maximum spanning arborescence of m nodes by s[dependent * m + head]; s is used up. A path is followed from
 * head to head until it meets the root or what reaches it; a cycle on the way is contracted, which costs a row
 * and a column a word (Chu and Liu 1965, Edmonds 1967, in the manner of Gabow et al. 1986): O(m^2) in all. */
static bool arborescence(float *s, size_t m, int32_t *head)
{
    struct forest f = { .m = m, .n_nodes = m, .s = s };
    int32_t *room = malloc(9 * m * sizeof *room);

    f.arcs = malloc(m * m * sizeof *f.arcs);
    f.in = malloc(2 * m * sizeof *f.in);
    if (!room || !f.arcs || !f.in) {
        free(room);
        free(f.arcs);
        free(f.in);
        return false;
    }
    f.node_of = room;
    f.parent = room + m;    /* 2 m */
    f.path = room + 3 * m;  /* m */
    f.place = room + 4 * m; /* 2 m: places, then of a slot the slot its chosen arc comes from */
    for (size_t i = 0; i < m; i++) {
        f.node_of[i] = (int32_t)i;
        f.parent[i] = -1;
        f.place[i] = 0;
        s[i * m + i] = NO_ARC;
        for (size_t j = 0; j < m; j++)
            f.arcs[i * m + j] = (struct arc){ (int32_t)i, (int32_t)j };
    }
    f.place[0] = DONE;
    for (size_t start = 1; start < m; start++) {
        size_t top = 0;

        if (f.place[start] == DONE)
            continue;
        f.path[top++] = (int32_t)start;
        f.place[start] = 1;
        for (;;) {
            size_t v = (size_t)f.path[top - 1], best = greatest(s + v * m, m);

            f.in[f.node_of[v]] = f.arcs[v * m + best];
            f.place[m + v] = (int32_t)best;
            if (f.place[best] == DONE)
                break;
            if (f.place[best]) {
                size_t from = (size_t)f.place[best] - 1;

                contract(&f, from, top);
                top = from + 1;
            } else {
                f.path[top++] = (int32_t)best;
                f.place[best] = (int32_t)top;
            }
        }
        while (top)
            f.place[f.path[--top]] = DONE;
    }
    /* From the outermost inward: the arc into a cycle enters one of its nodes, in place of that one's own. */
    for (size_t node = f.n_nodes; node-- > m;) {
        int32_t inner = f.in[node].word;

        while (f.parent[inner] != (int32_t)node)
            inner = f.parent[inner];
        f.in[inner] = f.in[node];
    }
    for (size_t i = 1; i < m; i++)
        head[i] = f.in[i].head;
    free(room);
    free(f.arcs);
    free(f.in);
    return true;
}

priscus_status spanning_tree_best(const float *scores, size_t n, int32_t *heads)
{
    size_t m = n + 1, roots = 0;
    int32_t local[SPANNING_TREE_WORDS_MAX + 1], mark[SPANNING_TREE_WORDS_MAX + 1];
    float *s, best_sum = 0;
    bool found = false, ok = true;

    if (n == 0)
        return PRISCUS_OK;
    if (n > SPANNING_TREE_WORDS_MAX)
        return PRISCUS_ELIMIT;
    local[0] = 0;
    for (size_t i = 0; i < n; i++) {
        size_t best = i == 0 && n > 1 ? 2 : 0;

        for (size_t j = 0; j < m; j++)
            if (j != i + 1 && scores[i * m + j] > scores[i * m + best])
                best = j;
        heads[i] = local[i + 1] = (int32_t)best;
        roots += best == 0;
    }
    if (roots == 1 && reaches_root(local, n, mark))
        return PRISCUS_OK;
    /* The likeliest roots in turn, each as the only one; of what is too long for a sentence, the likeliest alone. */
    s = calloc(m * m, sizeof *s); /* nobody is the head of the root: its row says nothing, but is read */
    if (!s)
        return PRISCUS_ENOMEM;
    for (unsigned tries = 0; tries < (n > LONG ? 1 : ROOTS_TRIED) && ok; tries++) {
        static const float never = -1e20f;
        size_t root = 0;
        float sum = 0, gain = 0;

        for (size_t i = 1; i <= n; i++) { /* the next likeliest: what it would gain over its best other head */
            float other = never;
            bool tried = false;

            for (unsigned k = 0; k < tries; k++)
                tried |= mark[k] == (int32_t)i;
            if (tried)
                continue;
            for (size_t j = 1; j < m; j++)
                if (j != i && scores[(i - 1) * m + j] > other)
                    other = scores[(i - 1) * m + j];
            if (n == 1)
                other = 0;
            if (!root || scores[(i - 1) * m] - other > gain) {
                root = i;
                gain = scores[(i - 1) * m] - other;
            }
        }
        if (!root)
            break;
        mark[tries] = (int32_t)root;
        for (size_t i = 1; i <= n; i++)
            for (size_t j = 0; j < m; j++)
                s[i * m + j] = i == j || (i == root) != (j == 0) ? never : scores[(i - 1) * m + j];
        s[root * m] = scores[(root - 1) * m];
        ok = arborescence(s, m, local);
        for (size_t i = 1; i <= n && ok; i++)
            sum += scores[(i - 1) * m + (size_t)local[i]];
        if (ok && (!found || sum > best_sum)) {
            best_sum = sum;
            found = true;
            memcpy(heads, local + 1, n * sizeof *heads);
        }
    }
    free(s);
    return ok ? PRISCUS_OK : PRISCUS_ENOMEM;
}
