/* source_graph.c - see source_graph.h. */
#include "server/page/source_graph.h"

#include "server/page/html_write.h"

/* In units of the picture. */
#define COLUMN_WIDTH 230
#define BOX_WIDTH    170
#define BOX_HEIGHT   30
#define ROW          44
#define EDGE         8
#define NAME_BYTES   24

struct node {
    struct text name;
    unsigned column, row;
};

struct edge {
    size_t from, to;
    enum citation_how how;
    unsigned reports;
};

struct graph {
    struct node nodes[GRAPH_NAMES_MAX];
    size_t n_nodes;
    struct edge *edges;
    size_t n_edges;
};

/* Its index; GRAPH_NAMES_MAX: there is no room. */
static size_t node_of(struct graph *g, struct text name)
{
    for (size_t i = 0; i < g->n_nodes; i++)
        if (text_eq_fold(g->nodes[i].name, name))
            return i;
    if (g->n_nodes == GRAPH_NAMES_MAX)
        return GRAPH_NAMES_MAX;
    g->nodes[g->n_nodes] = (struct node){ .name = name };
    return g->n_nodes++;
}

/* Steps with the same names are one edge. False: too many names. */
static bool take_edges(struct graph *g, const struct citations *found)
{
    for (size_t i = 0; i < found->n_steps; i++) {
        const struct citation *step = &found->steps[i];
        size_t from = node_of(g, step->from), to = node_of(g, step->to), e = 0;

        if (from == GRAPH_NAMES_MAX || to == GRAPH_NAMES_MAX)
            return false;
        if (from == to)
            continue;
        while (e < g->n_edges && (g->edges[e].from != from || g->edges[e].to != to))
            e++;
        if (e == g->n_edges)
            g->edges[g->n_edges++] = (struct edge){ from, to, step->how, 0 };
        g->edges[e].reports++;
    }
    return true;
}

/* A name stands one column behind the last of those that it has it from. Those that have it from each other in a circle stop at as
 * many columns as there are names. */
static void place(struct graph *g, unsigned *columns, unsigned *rows)
{
    unsigned used[GRAPH_NAMES_MAX + 1] = { 0 };
    bool moved = true;

    for (size_t round = 0; round < g->n_nodes && moved; round++) {
        moved = false;
        for (size_t e = 0; e < g->n_edges; e++) {
            struct node *from = &g->nodes[g->edges[e].from];
            unsigned column = g->nodes[g->edges[e].to].column + 1;

            if (from->column < column && column < g->n_nodes) {
                from->column = column;
                moved = true;
            }
        }
    }
    *columns = *rows = 0;
    for (size_t i = 0; i < g->n_nodes; i++) {
        g->nodes[i].row = used[g->nodes[i].column]++;
        *columns = g->nodes[i].column + 1 > *columns ? g->nodes[i].column + 1 : *columns;
        *rows = used[g->nodes[i].column] > *rows ? used[g->nodes[i].column] : *rows;
    }
}

static int left_of(const struct node *n)
{
    return EDGE + (int)n->column * COLUMN_WIDTH;
}

static int middle_of(const struct node *n)
{
    return EDGE + (int)n->row * ROW + BOX_HEIGHT / 2;
}

/* From the left side of who tells it to the right side of whom it is from; how is told by the line too. */
static void put_edge(const struct graph *g, const struct edge *e, struct buffer *out)
{
    const struct node *from = &g->nodes[e->from], *to = &g->nodes[e->to];
    int x1 = left_of(from), y1 = middle_of(from), x2 = left_of(to) + BOX_WIDTH + 2, y2 = middle_of(to);
    bool copy = e->how == CITATION_COPY || e->how == CITATION_EXCERPT || e->how == CITATION_UPDATE;
    int bend = (COLUMN_WIDTH - BOX_WIDTH) / 2;

    buffer_format(out, "<path class=\"step%s\" d=\"M%d %dC%d %d %d %d %d %d\"><title>", copy ? " copy" : "", x1, y1,
                  x1 - bend, y1, x2 + bend, y2, x2 + 6, y2);
    html_text(out, from->name);
    buffer_format(out, ": %s ", citation_how_text(e->how));
    html_text(out, to->name);
    buffer_format(out, ", %u report%s</title></path><path class=\"tip\" d=\"M%d %dl8 -4v8z\"/>", e->reports,
                  e->reports == 1 ? "" : "s", x2, y2);
}

static void put_node(const struct node *n, struct buffer *out)
{
    buffer_format(out, "<g><title>");
    html_text(out, n->name);
    buffer_format(out, "</title><rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\"/><text x=\"%d\" y=\"%d\">",
                  left_of(n), middle_of(n) - BOX_HEIGHT / 2, BOX_WIDTH, BOX_HEIGHT, left_of(n) + 8, middle_of(n) + 4);
    html_short(out, n->name, NAME_BYTES);
    buffer_c(out, "</text></g>");
}

priscus_status source_graph(const struct citations *found, const char *id, struct arena *mem, struct buffer *out,
                            bool *drawn)
{
    struct graph *g = arena_alloc(mem, sizeof *g);
    unsigned columns, rows;

    *drawn = false;
    if (!g)
        return PRISCUS_ENOMEM;
    *g = (struct graph){ .edges = arena_alloc(mem, (found->n_steps + 1) * sizeof *g->edges) };
    if (!g->edges)
        return PRISCUS_ENOMEM;
    if (!take_edges(g, found) || !g->n_edges)
        return PRISCUS_OK;
    place(g, &columns, &rows);
    *drawn = true;
    buffer_format(
        out,
        "<svg class=\"graph\" viewBox=\"0 0 %u %u\" width=\"%u\" role=\"img\" aria-labelledby=\"%s\"><title id=\"%s\">"
        "Who has it from whom; the same stands in the list below</title>",
        columns * COLUMN_WIDTH - COLUMN_WIDTH + BOX_WIDTH + 2 * EDGE, rows * ROW + 2 * EDGE,
        columns * COLUMN_WIDTH - COLUMN_WIDTH + BOX_WIDTH + 2 * EDGE, id, id);
    for (size_t e = 0; e < g->n_edges; e++)
        put_edge(g, &g->edges[e], out);
    for (size_t i = 0; i < g->n_nodes; i++)
        put_node(&g->nodes[i], out);
    buffer_c(out, "</svg>\n");
    return PRISCUS_OK;
}
