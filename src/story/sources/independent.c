/* independent.c - see independent.h.
 *
 * Media are nodes, numbered as they are first met; "has it from" are arcs. A source is a part of the graph that no arc
 * leaves: a medium, or several that have it from each other. They are found as strongly connected components (Tarjan
 * 1972), without recursion, since chains are as long as hostile pages make them. */
#include "story/sources/independent.h"

#include <assert.h>

#include "story/sources/medium.h"

void account_add(struct account *account, struct text medium)
{
    char a[MEDIUM_KEY_MAX], b[MEDIUM_KEY_MAX];

    if (!medium.len || account->n == ACCOUNT_MAX || medium_is_platform(medium))
        return;
    if (account->n && (medium_is_own(medium, account->media[account->n - 1]) ||
                       text_eq(medium_key(medium, (struct text){ 0 }, a),
                               medium_key(account->media[account->n - 1], account->address, b))))
        return;
    account->media[account->n++] = medium;
}

struct text account_credited(const struct article *article)
{
    const struct text nowhere = { 0 };
    char whole[MEDIUM_KEY_MAX], part[MEDIUM_KEY_MAX];
    struct text medium = medium_in(article->byline);

    if (article->n_agencies)
        return article->agencies[0];
    /* All of the author's place must be the medium's name. Of an unknown outlet nothing can be said. */
    if (!medium.len || !article->outlet.len || medium_is_own(medium, article->outlet) ||
        !text_eq(medium_key(article->byline, nowhere, whole), medium_key(medium, nowhere, part)))
        return nowhere;
    return medium;
}

/* A page that names no medium has it from its host. */
static void add_host(struct account *account)
{
    if (!account->n)
        account_add(account, medium_host(account->address));
}

void account_of(const struct article *article, const struct statement *statement, struct account *out)
{
    size_t speaks = statement ? statement->n_chain : 0;
    struct text credited = article->n_agencies ? (struct text){ 0 } : account_credited(article);

    *out = (struct account){ .address = article->address, .copy_of = ACCOUNT_NONE };
    if (!statement) {
        account_add(out, article->republished_by);
        account_add(out, article->outlet);
        account_add(out, account_credited(article));
        add_host(out);
        return;
    }
    for (size_t i = 0; i < statement->n_chain; i++)
        if (statement->chain[i].role == CHAIN_SPEAKER)
            speaks = i;
    for (size_t i = 0; i < speaks; i++) {
        if (statement->chain[i].role >= CHAIN_CITED) {
            account_add(out, credited);
            credited = (struct text){ 0 };
        }
        if (statement->chain[i].role <= CHAIN_CITED)
            account_add(out, statement->chain[i].name);
    }
    account_add(out, credited);
    add_host(out);
    if (speaks < statement->n_chain && !statement->person.ptr)
        account_add(out, medium_in(statement->chain[speaks].name));
}

void account_of_chain(struct text chain, struct text speaker, struct text outlet, struct account *out)
{
    static const char arrow[] = " <- ";
    bool first = true;

    *out = (struct account){ .copy_of = ACCOUNT_NONE };
    while (chain.len) {
        size_t at = text_find(chain, text_c(arrow), 0);
        struct text name = text_of(chain.ptr, at == NOWHERE ? chain.len : at);
        bool speaks = speaker.len && text_eq(name, speaker);

        if (medium_in(name).len || text_eq(name, outlet) || (first && !outlet.len && !speaks))
            account_add(out, name);
        if (speaks || at == NOWHERE)
            break;
        first = false;
        chain = text_of(name.ptr + name.len + strlen(arrow), chain.len - name.len - strlen(arrow));
    }
    if (!out->n)
        account_add(out, outlet);
}

static struct text key_of(const struct account *account, size_t k, char room[MEDIUM_KEY_MAX])
{
    if (account->keys[k].ptr)
        return account->keys[k];
    return medium_key(account->media[k], k ? (struct text){ 0 } : account->address, room);
}

priscus_status account_keys(struct account *account, struct arena *mem)
{
    char room[MEDIUM_KEY_MAX];

    for (size_t k = 0; k < account->n; k++)
        if (arena_text(mem, key_of(account, k, room), &account->keys[k]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    return PRISCUS_OK;
}

/* ---- the graph ------------------------------------------------------------------------------- */

#define NO_ARC UINT32_MAX

struct node {
    struct text key, name;
    uint32_t first; /* arc, or NO_ARC                        */
    /* Tarjan: */
    uint32_t order, low;  /* from 1; 0: not seen yet               */
    uint32_t next;        /* arc to be looked at                   */
    bool stacked, leaves; /* leaves: an arc goes out of its component, as far as is known */
    bool source;          /* the one met first of a component that no arc leaves          */
};

struct arc {
    uint32_t to, next; /* next of the same node */
};

struct graph {
    struct node *nodes;
    struct arc *arcs;
    uint32_t *table; /* 1 + node by hash of its key; 0: free */
    size_t n_nodes, n_arcs, table_size;
};

static priscus_status graph_init(struct graph *g, size_t media, size_t reports, struct arena *mem)
{
    *g = (struct graph){ .table_size = 16 };
    while (g->table_size < media * 2)
        g->table_size *= 2;
    g->nodes = arena_alloc(mem, media * sizeof *g->nodes);
    g->arcs = arena_alloc(mem, (media + reports) * sizeof *g->arcs);
    g->table = arena_alloc(mem, g->table_size * sizeof *g->table);
    return g->nodes && g->arcs && g->table ? PRISCUS_OK : PRISCUS_ENOMEM;
}

/* The node of a medium, NO_ARC if it has no key; ENOMEM. */
static priscus_status node_of(struct graph *g, const struct account *account, size_t k, struct arena *mem, uint32_t *out)
{
    char room[MEDIUM_KEY_MAX];
    struct text key = key_of(account, k, room);
    size_t at = (size_t)text_hash(key) & (g->table_size - 1);

    *out = NO_ARC;
    if (!key.len)
        return PRISCUS_OK;
    for (; g->table[at]; at = (at + 1) & (g->table_size - 1))
        if (text_eq(g->nodes[g->table[at] - 1].key, key)) {
            *out = g->table[at] - 1;
            return PRISCUS_OK;
        }
    *out = (uint32_t)g->n_nodes++;
    g->nodes[*out] = (struct node){ .name = account->media[k], .first = NO_ARC };
    g->table[at] = *out + 1;
    g->nodes[*out].key = key;
    return account->keys[k].ptr ? PRISCUS_OK : arena_text(mem, key, &g->nodes[*out].key);
}

static void add_arc(struct graph *g, uint32_t from, uint32_t to)
{
    if (from == to)
        return;
    for (uint32_t a = g->nodes[from].first, steps = 0; a != NO_ARC && steps < 4; a = g->arcs[a].next, steps++)
        if (g->arcs[a].to == to)
            return; /* said again: one agency in forty outlets */
    g->arcs[g->n_arcs] = (struct arc){ to, g->nodes[from].first };
    g->nodes[from].first = (uint32_t)g->n_arcs++;
}

static priscus_status add_accounts(struct graph *g, const struct account *accounts, size_t n, struct arena *mem)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        uint32_t before = NO_ARC, at;

        for (size_t k = 0; k < accounts[i].n && status == PRISCUS_OK; k++) {
            status = node_of(g, &accounts[i], k, mem, &at);
            if (status != PRISCUS_OK || at == NO_ARC)
                continue;
            if (before != NO_ARC)
                add_arc(g, before, at);
            before = at;
        }
    }
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++) {
        const struct account *of = accounts[i].copy_of < n ? &accounts[accounts[i].copy_of] : NULL;
        uint32_t from, to;

        if (!of || accounts[i].n != 1 || !of->n)
            continue;
        status = node_of(g, &accounts[i], 0, mem, &from);
        if (status == PRISCUS_OK)
            status = node_of(g, of, 0, mem, &to);
        if (status == PRISCUS_OK && from != NO_ARC && to != NO_ARC)
            add_arc(g, from, to);
    }
    return status;
}

/* A component is complete: its nodes are those on the stack down to `root`. Is it a source? How many are left on it. */
static size_t take_component(struct graph *g, const uint32_t *stack, size_t n_stack, uint32_t root)
{
    bool leaves = false;
    uint32_t first = root;

    for (size_t i = n_stack; i-- > 0;) {
        struct node *node = &g->nodes[stack[i]];

        leaves |= node->leaves;
        node->stacked = false;
        if (stack[i] < first)
            first = stack[i];
        n_stack = i;
        if (stack[i] == root)
            break;
    }
    g->nodes[first].source = !leaves;
    return n_stack;
}

static priscus_status find_components(struct graph *g, struct arena *mem)
{
    uint32_t *stack = arena_alloc(mem, g->n_nodes * sizeof *stack);
    uint32_t *path = arena_alloc(mem, g->n_nodes * sizeof *path);
    size_t n_stack = 0, n_path = 0;
    uint32_t order = 0;

    if (!stack || !path)
        return PRISCUS_ENOMEM;
    for (uint32_t start = 0; start < g->n_nodes; start++) {
        if (g->nodes[start].order)
            continue;
        path[n_path++] = start;
        while (n_path) {
            uint32_t at = path[n_path - 1];
            struct node *node = &g->nodes[at];

            if (!node->order) {
                node->order = node->low = ++order;
                node->next = node->first;
                node->stacked = true;
                stack[n_stack++] = at;
            }
            if (node->next != NO_ARC) {
                struct node *to = &g->nodes[g->arcs[node->next].to];

                if (!to->order) {
                    path[n_path++] = g->arcs[node->next].to; /* and the same arc once more behind it */
                    continue;
                }
                if (!to->stacked)
                    node->leaves = true;
                else if (to->low < node->low)
                    node->low = to->low;
                node->next = g->arcs[node->next].next;
                continue;
            }
            n_path--;
            if (node->low == node->order)
                n_stack = take_component(g, stack, n_stack, at);
        }
    }
    return PRISCUS_OK;
}

priscus_status sources_find(const struct account *accounts, size_t n, struct arena *mem, struct sources *out)
{
    struct graph g;
    struct sources found = { 0 };
    size_t media = 1;
    priscus_status status;

    for (size_t i = 0; i < n; i++)
        media += accounts[i].n;
    status = graph_init(&g, media, n, mem);
    if (status == PRISCUS_OK)
        status = add_accounts(&g, accounts, n, mem);
    if (status == PRISCUS_OK && !(found.names = arena_alloc(mem, (g.n_nodes + 1) * sizeof *found.names)))
        status = PRISCUS_ENOMEM;
    if (status == PRISCUS_OK)
        status = find_components(&g, mem);
    if (status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < g.n_nodes; i++)
        if (g.nodes[i].source)
            found.names[found.n++] = g.nodes[i].name;
    found.n_named = found.n;
    if (n && !found.n)
        found.n = 1;
    *out = found;
    return PRISCUS_OK;
}
