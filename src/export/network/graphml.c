/* graphml.c - networks as GraphML (http://graphml.graphdrawing.org), for Gephi, igraph, visone, networkx, Cytoscape:
 *
 *     issues      party -- issue     how often for, conditional, against; the latest stance        (actor x concept)
 *     parties     party -- party     on how many issues their latest stances agree, on how many they do not
 *     outlets     medium -> medium   how many statements the one has from the other
 *
 * Names of attributes are NMTOKENs, as the schema wants them. Everything here grows with parties, issues and media, not with
 * positions, so that it is kept in memory. */
#include <stdlib.h>

#include "export/export.h"
#include "export/table/shares.h"
#include "export/xml_write.h"
#include "ledger/gather.h"
#include "record/record.h"
#include "story/changes/stance_matrix.h"

struct attribute {
    const char *name, *type; /* "weight", "int" */
    bool of_edge;
};

/* Names that become nodes, sorted, each once. */
struct nodes {
    struct text *names;
    size_t n;
};

static int compare_texts(const void *a, const void *b)
{
    return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static void nodes_settle(struct nodes *nodes)
{
    size_t kept = 0;

    if (nodes->n)
        qsort(nodes->names, nodes->n, sizeof *nodes->names, compare_texts);
    for (size_t i = 0; i < nodes->n; i++)
        if (!kept || !text_eq(nodes->names[kept - 1], nodes->names[i]))
            nodes->names[kept++] = nodes->names[i];
    nodes->n = kept;
}

static void put_head(struct buffer *out, const struct attribute *attributes, size_t n, const char *edges)
{
    buffer_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\""
                  " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\""
                  "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n");
    for (size_t i = 0; i < n; i++)
        buffer_format(out, "<key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", attributes[i].name,
                      attributes[i].of_edge ? "edge" : "node", attributes[i].name, attributes[i].type);
    buffer_format(out, "<graph id=\"priscus\" edgedefault=\"%s\">\n", edges);
}

static void put_tail(struct buffer *out)
{
    buffer_c(out, "</graph>\n</graphml>\n");
}

static void put_data(struct buffer *out, const char *key, struct text value)
{
    if (!value.len)
        return;
    buffer_format(out, "<data key=\"%s\">", key);
    xml_put(out, value);
    buffer_c(out, "</data>");
}

static void put_number(struct buffer *out, const char *key, size_t n)
{
    buffer_format(out, "<data key=\"%s\">%zu</data>", key, n);
}

/* A node's id is its kind and its name, so that a party and an issue of one name are two. */
static void put_node(struct buffer *out, const char *kind, struct text name)
{
    buffer_format(out, "<node id=\"%s:", kind);
    xml_put(out, name);
    buffer_c(out, "\">");
    put_data(out, "kind", text_c(kind));
    put_data(out, "label", name);
    buffer_c(out, "</node>\n");
}

static void put_edge(struct buffer *out, const char *from_kind, struct text from, const char *to_kind, struct text to)
{
    buffer_format(out, "<edge source=\"%s:", from_kind);
    xml_put(out, from);
    buffer_format(out, "\" target=\"%s:", to_kind);
    xml_put(out, to);
    buffer_c(out, "\">");
}

static priscus_status nodes_of(struct nodes *nodes, size_t most, struct arena *mem, struct priscus_error *err)
{
    *nodes = (struct nodes){ arena_alloc(mem, most * sizeof *nodes->names), 0 };
    return nodes->names ? PRISCUS_OK : error_memory(err);
}

/* The matrix: each party's latest stance on each issue. */
static priscus_status gather_matrix(struct export *e, struct gathered *matrix, struct priscus_error *err)
{
    priscus_status status = matrix_ask(e->ledger, e->filter, gather_row, matrix, err);

    return status == PRISCUS_OK && matrix->failed ? error_memory(err) : status;
}

/* ---- parties and issues ---------------------------------------------------------------------- */

/* The latest stance of a share's party on its issue: both lists are by party, then issue. */
static struct text latest_of(const struct gathered *matrix, const struct share *s, size_t *at)
{
    for (; *at < matrix->n_rows; ++*at) {
        int party = text_compare(gathered_get(matrix, *at, "party"), s->party),
            issue = text_compare(gathered_get(matrix, *at, "issue"), s->issue);

        if (party == 0 && issue == 0)
            return gathered_get(matrix, *at, "stance");
        if (party > 0 || (party == 0 && issue > 0))
            break;
    }
    return (struct text){ 0 };
}

static void put_share(struct buffer *out, const struct share *s, struct text latest)
{
    put_edge(out, "party", s->party, "issue", s->issue);
    put_number(out, "weight", s->in_favour + s->conditional + s->against);
    put_number(out, "for", s->in_favour);
    put_number(out, "conditional", s->conditional);
    put_number(out, "against", s->against);
    put_data(out, "stance", latest);
    put_data(out, "first", text_c(s->first));
    put_data(out, "last", text_c(s->last));
    buffer_c(out, "</edge>\n");
}

static priscus_status write_issues(struct export *e, struct arena *mem, struct priscus_error *err)
{
    static const struct attribute attributes[] = {
        { "kind", "string", false },  { "label", "string", false },   { "weight", "int", true },
        { "for", "int", true },       { "conditional", "int", true }, { "against", "int", true },
        { "stance", "string", true }, { "first", "string", true },    { "last", "string", true },
    };
    struct buffer *out = &e->out->out;
    struct share_list shares;
    struct gathered matrix = { 0 };
    struct nodes parties, issues;
    size_t at = 0;
    priscus_status status = shares_find(e->ledger, e->filter, mem, &shares, err);

    if (status == PRISCUS_OK)
        status = gather_matrix(e, &matrix, err);
    if (status == PRISCUS_OK)
        status = nodes_of(&parties, shares.n, mem, err);
    if (status == PRISCUS_OK)
        status = nodes_of(&issues, shares.n, mem, err);
    if (status == PRISCUS_OK) {
        for (size_t i = 0; i < shares.n; i++) {
            parties.names[parties.n++] = shares.items[i].party;
            issues.names[issues.n++] = shares.items[i].issue;
        }
        nodes_settle(&parties);
        nodes_settle(&issues);
        put_head(out, attributes, COUNT_OF(attributes), "undirected");
        for (size_t i = 0; i < parties.n; i++)
            put_node(out, "party", parties.names[i]);
        for (size_t i = 0; i < issues.n; i++)
            put_node(out, "issue", issues.names[i]);
        for (size_t i = 0; i < shares.n && sink_more(e->out); i++)
            put_share(out, &shares.items[i], latest_of(&matrix, &shares.items[i], &at));
        put_tail(out);
    }
    gathered_release(&matrix);
    return status;
}

/* ---- parties among each other ---------------------------------------------------------------- */

static enum side side_told(struct text stance)
{
    enum stance s = STANCE_DEMANDS;

    while (s < STANCE_REJECTS && !text_is(stance, stance_text(s)))
        s++;
    return side_of(s);
}

/* Rows [a, a_end) and [b, b_end) of the matrix are two parties', each by issue: on how many issues they are on one side. */
static void compare_parties(const struct gathered *matrix, size_t a, size_t a_end, size_t b, size_t b_end,
                            size_t *agree, size_t *differ)
{
    *agree = *differ = 0;
    while (a < a_end && b < b_end) {
        int order = text_compare(gathered_get(matrix, a, "issue"), gathered_get(matrix, b, "issue"));

        if (order == 0) {
            enum side one = side_told(gathered_get(matrix, a, "stance")),
                      other = side_told(gathered_get(matrix, b, "stance"));

            *agree += one == other;
            *differ += one != other && one != SIDE_IF && other != SIDE_IF;
        }
        a += order <= 0;
        b += order >= 0;
    }
}

static size_t party_end(const struct gathered *matrix, size_t begin)
{
    size_t end = begin;

    while (end < matrix->n_rows && text_eq(gathered_get(matrix, end, "party"), gathered_get(matrix, begin, "party")))
        end++;
    return end;
}

static void put_pair(struct buffer *out, struct text one, struct text other, size_t agree, size_t differ)
{
    put_edge(out, "party", one, "party", other);
    put_number(out, "weight", agree);
    put_number(out, "agree", agree);
    put_number(out, "differ", differ);
    buffer_c(out, "</edge>\n");
}

static priscus_status write_parties(struct export *e, struct arena *mem, struct priscus_error *err)
{
    static const struct attribute attributes[] = { { "kind", "string", false },
                                                   { "label", "string", false },
                                                   { "weight", "int", true },
                                                   { "agree", "int", true },
                                                   { "differ", "int", true } };
    struct buffer *out = &e->out->out;
    struct gathered matrix = { 0 };
    priscus_status status = gather_matrix(e, &matrix, err);

    (void)mem;
    if (status == PRISCUS_OK) {
        put_head(out, attributes, COUNT_OF(attributes), "undirected");
        for (size_t a = 0; a < matrix.n_rows; a = party_end(&matrix, a))
            put_node(out, "party", gathered_get(&matrix, a, "party"));
        for (size_t a = 0, a_end; a < matrix.n_rows && sink_more(e->out); a = a_end) {
            a_end = party_end(&matrix, a);
            for (size_t b = a_end, b_end; b < matrix.n_rows; b = b_end) {
                size_t agree, differ;

                b_end = party_end(&matrix, b);
                compare_parties(&matrix, a, a_end, b, b_end, &agree, &differ);
                if (agree || differ)
                    put_pair(out, gathered_get(&matrix, a, "party"), gathered_get(&matrix, b, "party"), agree, differ);
            }
        }
        put_tail(out);
    }
    gathered_release(&matrix);
    return status;
}

/* ---- media ----------------------------------------------------------------------------------- */

static priscus_status write_outlets(struct export *e, struct arena *mem, struct priscus_error *err)
{
    static const struct attribute attributes[] = { { "kind", "string", false },
                                                   { "label", "string", false },
                                                   { "weight", "int", true },
                                                   { "statements", "int", true },
                                                   { "pages", "int", true } };
    struct buffer *out = &e->out->out;
    struct gathered steps = { 0 };
    struct nodes media;
    priscus_status status = ledger_ask(e->ledger, LEDGER_CITATIONS, e->filter, gather_row, &steps, err);

    if (status == PRISCUS_OK && steps.failed)
        status = error_memory(err);
    if (status == PRISCUS_OK && (status = nodes_of(&media, 2 * steps.n_rows, mem, err)) == PRISCUS_OK) {
        for (size_t r = 0; r < steps.n_rows; r++) {
            media.names[media.n++] = gathered_get(&steps, r, "source");
            media.names[media.n++] = gathered_get(&steps, r, "cited");
        }
        nodes_settle(&media);
        put_head(out, attributes, COUNT_OF(attributes), "directed");
        for (size_t i = 0; i < media.n; i++)
            put_node(out, "medium", media.names[i]);
        for (size_t r = 0; r < steps.n_rows && sink_more(e->out); r++) {
            put_edge(out, "medium", gathered_get(&steps, r, "source"), "medium", gathered_get(&steps, r, "cited"));
            put_data(out, "weight", gathered_get(&steps, r, "statements"));
            put_data(out, "statements", gathered_get(&steps, r, "statements"));
            put_data(out, "pages", gathered_get(&steps, r, "pages"));
            buffer_c(out, "</edge>\n");
        }
        put_tail(out);
    }
    gathered_release(&steps);
    return status;
}

priscus_status export_graphml(struct export *e, struct priscus_error *err)
{
    static priscus_status (*const writers[])(struct export *, struct arena *, struct priscus_error *) = {
        [NETWORK_ISSUES] = write_issues, [NETWORK_PARTIES] = write_parties, [NETWORK_OUTLETS] = write_outlets
    };
    struct arena mem = { 0 };
    priscus_status status = writers[e->network](e, &mem, err);

    arena_release(&mem);
    return status;
}
