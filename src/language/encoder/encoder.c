/* encoder.c - a text's words into windows, and what is read in them back to the words.
 *
 *     Norhaven signed. | Dalgo did not. | Why not?      three sentences of a paragraph: one window
 *
 * A sentence is cut into pieces when its turn comes. One that is too long for a window is read alone, in windows that begin three
 * quarters of a window apart; what a word means near the edge of one is less sure than in the midst of the next, so it is
 * taken from where it lies deeper. */
#include "language/encoder/encoder.h"

#include <assert.h>

#include "language/encoder/encoder_batch.h"

/* One call. */
struct reading {
    struct encoder_room *r;
    struct text text;
    const struct encoder_word *words;
    size_t n;
    const struct arena *mem;
    int8_t *states;
    float *scales;
    size_t most; /* pieces of a window, its two marks aside */
    bool open;   /* a window is being filled */
    /* of one sentence: */
    uint16_t *pieces;
    uint32_t *offsets; /* of each word, its first piece; behind the last, their number      */
    uint32_t *depths;  /* of each word, one more than how deep it lay where it was read; 0: it was not */
};

/* Pieces of a word, at most: no more than its bytes, and than fit in a window. */
static size_t pieces_most(const struct reading *g, size_t word)
{
    size_t bytes = g->words[word].span.end - g->words[word].span.begin;

    return bytes == 0 ? 1 : bytes < g->most ? bytes : g->most;
}

static size_t sentence_end(const struct reading *g, size_t begin)
{
    size_t end = begin + 1;

    while (end < g->n && !g->words[end].sentence && !g->words[end].paragraph)
        end++;
    return end;
}

static void add_row(struct encoder_room *r, uint16_t piece)
{
    r->pieces[r->n_rows] = piece;
    r->places[r->n_rows] = (uint16_t)(r->n_rows - r->begins[r->n_windows]);
    r->n_rows++;
}

static void window_end(struct reading *g)
{
    struct encoder_room *r = g->r;

    if (!g->open)
        return;
    add_row(r, r->encoder->marks.last);
    r->begins[++r->n_windows] = (uint16_t)r->n_rows;
    g->open = false;
}

static priscus_status run(struct reading *g)
{
    if (arena_stopped(g->mem))
        return PRISCUS_ENOMEM;
    batch_run(g->r, g->states, g->scales);
    return PRISCUS_OK;
}

static priscus_status window_begin(struct reading *g)
{
    struct encoder_room *r = g->r;

    window_end(g);
    if (r->n_rows + g->most + 2 > r->room && run(g) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    add_row(r, r->encoder->marks.first);
    g->open = true;
    return PRISCUS_OK;
}

/* Words [from, to) of the sentence that begins with word `first` into the window; those that never lay deeper are wanted. */
static void window_add(struct reading *g, size_t first, size_t from, size_t to)
{
    struct encoder_room *r = g->r;

    for (size_t w = from; w < to; w++) {
        uint32_t before = g->offsets[w] - g->offsets[from], behind = g->offsets[to] - g->offsets[w + 1],
                 depth = 1 + (before < behind ? before : behind);

        if (depth > g->depths[w]) {
            g->depths[w] = depth;
            r->wanted[r->n_wanted++] = (struct wanted){ (uint32_t)(first + w), (uint16_t)r->n_rows };
        }
        for (uint32_t i = g->offsets[w]; i < g->offsets[w + 1]; i++)
            add_row(r, g->pieces[i]);
    }
}

/* A sentence of n words that fits no window. No word is left out, however many pieces it has: a window begins at the latest where
 * the one before ended. */
static priscus_status read_long(struct reading *g, size_t first, size_t n)
{
    size_t step = g->most * 3 / 4, from = 0, to = 0;

    for (size_t k = 0; to < n; k++) {
        size_t next = from;

        while (next < to && g->offsets[next] < k * step)
            next++;
        if (k > 0 && next == from)
            continue; /* a word of many pieces: the same window again */
        from = next;
        for (to = from; to < n && g->offsets[to + 1] - g->offsets[from] <= g->most; to++)
            ;
        if (window_begin(g) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        window_add(g, first, from, to);
        window_end(g);
    }
    return PRISCUS_OK;
}

static priscus_status read_sentence(struct reading *g, size_t first, size_t n)
{
    const struct encoder *e = g->r->encoder;
    size_t at = 0;

    for (size_t w = 0; w < n; w++) {
        g->offsets[w] = (uint32_t)at;
        g->depths[w] = 0;
        at += word_pieces(e->vocabulary, text_in(g->text, g->words[first + w].span), g->pieces + at,
                          pieces_most(g, first + w));
    }
    g->offsets[n] = (uint32_t)at;
    if (at > g->most)
        return read_long(g, first, n);
    if (!g->open || g->words[first].paragraph || g->r->n_rows - g->r->begins[g->r->n_windows] + at > g->most + 1) {
        if (window_begin(g) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    window_add(g, first, 0, n);
    return PRISCUS_OK;
}

/* Room for the longest sentence. */
static priscus_status take_room(struct reading *g, struct arena *mem)
{
    size_t pieces = 0, words = 0;

    for (size_t i = 0, end; i < g->n; i = end) {
        size_t some = 0;

        end = sentence_end(g, i);
        for (size_t w = i; w < end; w++) {
            assert(g->words[w].span.begin <= g->words[w].span.end && g->words[w].span.end <= g->text.len);
            some += pieces_most(g, w);
        }
        pieces = some > pieces ? some : pieces;
        words = end - i > words ? end - i : words;
    }
    g->pieces = arena_alloc(mem, pieces * sizeof *g->pieces);
    g->offsets = arena_alloc(mem, (words + 1) * sizeof *g->offsets);
    g->depths = arena_alloc(mem, words * sizeof *g->depths);
    return g->pieces && g->offsets && g->depths ? PRISCUS_OK : PRISCUS_ENOMEM;
}

priscus_status encoder_read(const struct encoder *e, struct encoder_room *room, struct text text,
                            const struct encoder_word *words, size_t n, struct arena *mem, int8_t **states,
                            float **scales)
{
    struct reading g = { .r = room, .text = text, .words = words, .n = n, .mem = mem, .most = e->shape.window - 2u };

    assert(room->encoder == e && n <= UINT32_MAX);
    room->n_rows = room->n_windows = room->n_wanted = 0; /* of a call that was stopped */
    g.states = arena_alloc(mem, n * e->shape.width);
    g.scales = arena_alloc(mem, n * sizeof *g.scales);
    if (!g.states || !g.scales || take_room(&g, mem) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (size_t i = 0, end; i < n; i = end) {
        end = sentence_end(&g, i);
        if (read_sentence(&g, i, end - i) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    window_end(&g);
    if (run(&g) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    *states = g.states;
    *scales = g.scales;
    return PRISCUS_OK;
}
