/* position_check.c - see position_check.h.
 *
 * Positions of one party and issue in one sentence are looked at together, with the words of all their holders and mentions marked; windows
 * of several are read in one batch. */
#include "record/position/position_check.h"

#include <stdlib.h>

#include "language/encoder/encoder.h"
#include "language/encoder/encoder_float.h"
#include "language/model/fast.h"
#include "language/model/section.h"
#include "record/knowledge/knowledge.h"

enum { INNER = 128, NAMES = 4, COLUMNS = PRODUCT_STRIP };
enum { MARK_HOLDER = 1, MARK_ISSUE, MARK_MEANS, MARKS = MARK_MEANS };
enum {
    SPANS_MAX = 8,      /* of holders, and of mentions, of one window        */
    SEGMENTS_MAX = 800, /* of a sentence; one with more is not looked at     */
    PENDING_MAX = 24    /* windows that are read together                    */
};

/* A run of a sentence: its pieces, and whether they are marked. */
struct segment {
    uint32_t first, n;
    uint8_t mark;
};

/* A window that waits to be read, and whose it is: those of positions [begin, end) that have this party and issue. */
struct pending {
    size_t begin, end;
    const char *party, *issue;
    uint32_t first, n;
};

struct position_check {
    const struct encoder *encoder;
    struct encoder_room *room;
    const float *marks, *inner_bias, *names_bias;
    struct small_matrix inner, names;
    size_t width;
    struct pending pending[PENDING_MAX];
    size_t n_pending;
    uint16_t *pieces; /* of all pending windows */
    uint8_t *piece_marks;
    uint32_t n_pieces;
    struct segment segments[SEGMENTS_MAX];
    uint16_t *words; /* pieces of a sentence's segments */
    uint32_t words_room;
};

priscus_status position_check_new(const struct language *language, struct position_check **out,
                                  struct priscus_error *err)
{
    const struct encoder *encoder = language_encoder(language);
    struct text bytes = encoder ? model_section(language_heads(language), CHECK_SECTION) : (struct text){ 0 };
    struct position_check *c;
    size_t at = 0, d, most;

    *out = NULL;
    if (!bytes.ptr)
        return PRISCUS_OK;
    c = calloc(1, sizeof *c);
    if (!c)
        return error_memory(err);
    c->encoder = encoder;
    c->width = d = encoder_width(encoder);
    most = encoder_window_most(encoder);
    if (!(c->marks = section_floats(bytes, &at, MARKS * d)) || !section_matrix(bytes, &at, 3 * d, INNER, &c->inner) ||
        !(c->inner_bias = section_floats(bytes, &at, INNER)) ||
        !section_matrix(bytes, &at, INNER, COLUMNS, &c->names) ||
        !(c->names_bias = section_floats(bytes, &at, COLUMNS)) || at != bytes.len) {
        position_check_free(c);
        return section_bad(err, CHECK_SECTION);
    }
    c->room = encoder_room_new(encoder);
    c->words_room = (uint32_t)(SEGMENTS_MAX + most);
    c->words = malloc(c->words_room * sizeof *c->words);
    c->pieces = malloc(PENDING_MAX * most * sizeof *c->pieces);
    c->piece_marks = malloc(PENDING_MAX * most);
    if (!c->room || !c->words || !c->pieces || !c->piece_marks) {
        position_check_free(c);
        return error_memory(err);
    }
    *out = c;
    return PRISCUS_OK;
}

void position_check_free(struct position_check *c)
{
    if (!c)
        return;
    encoder_room_free(c->room);
    free(c->words);
    free(c->pieces);
    free(c->piece_marks);
    free(c);
}

/* The mean of the vectors that have this mark; nothing if none has. */
static void mean_of(const float *vectors, const uint8_t *marks, size_t n, uint8_t mark, size_t d, float *out)
{
    size_t found = 0;

    memset(out, 0, d * sizeof *out);
    for (size_t i = 0; i < n; i++) {
        if (marks[i] != mark)
            continue;
        found++;
        for (size_t k = 0; k < d; k++)
            out[k] += vectors[i * d + k];
    }
    for (size_t k = 0; found && k < d; k++)
        out[k] /= (float)found;
}

/* How likely each answer is. */
static void judge(const struct position_check *c, const float *vectors, const uint8_t *marks, size_t n,
                  float odds[NAMES])
{
    float x[3 * ENCODER_WIDTH_MAX], inner[INNER], names[COLUMNS], most, sum = 0;

    memcpy(x, vectors, c->width * sizeof *x);
    mean_of(vectors, marks, n, MARK_HOLDER, c->width, x + c->width);
    mean_of(vectors, marks, n, MARK_ISSUE, c->width, x + 2 * c->width);
    product(x, &c->inner, c->inner_bias, inner, 1);
    encoder_floats()->gelu(inner, INNER);
    product(inner, &c->names, c->names_bias, names, 1);
    most = fast_most(names, NAMES);
    for (size_t k = 0; k < NAMES; k++)
        sum += odds[k] = fast_exp(names[k] - most);
    for (size_t k = 0; k < NAMES; k++)
        odds[k] /= sum;
}

static size_t answer_of(enum stance stance)
{
    return stance == STANCE_REJECTS ? 3 : stance == STANCE_CONDITIONAL ? 2 : 1;
}

/* Read what waits. */
static void read_pending(struct position_check *c, struct record *record)
{
    struct encoder_window windows[PENDING_MAX];
    const float *vectors;

    if (!c->n_pending)
        return;
    for (size_t i = 0; i < c->n_pending; i++)
        windows[i] = (struct encoder_window){ c->pieces + c->pending[i].first, c->piece_marks + c->pending[i].first,
                                              c->pending[i].n };
    vectors = encoder_read_windows(c->room, windows, c->n_pending, c->marks);
    for (size_t i = 0; i < c->n_pending; i++) {
        const struct pending *of = &c->pending[i];
        float odds[NAMES];

        judge(c, vectors + of->first * c->width, c->piece_marks + of->first, of->n, odds);
        for (size_t k = of->begin; k < of->end; k++) {
            struct position *p = &record->positions[k];

            if (p->party.ptr != of->party || p->issue.ptr != of->issue)
                continue;
            p->scores.check = odds[answer_of(p->stance)];
            p->scores.nothing = odds[0];
        }
    }
    c->n_pending = 0;
    c->n_pieces = 0;
}

struct marked {
    struct span holders[SPANS_MAX], mentions[SPANS_MAX];
    size_t n_holders, n_mentions;
};

static void add_span(struct span *spans, size_t *n, struct span span)
{
    for (size_t i = 0; i < *n; i++)
        if (spans[i].begin == span.begin && spans[i].end == span.end)
            return;
    if (span.begin < span.end && *n < SPANS_MAX)
        spans[(*n)++] = span;
}

/* The mark of a byte, and where the next one may begin. */
static uint8_t mark_at(const struct marked *m, uint32_t at, uint32_t *until)
{
    uint8_t mark = 0;

    for (size_t i = 0; i < m->n_holders + m->n_mentions; i++) {
        bool holder = i < m->n_holders;
        struct span s = holder ? m->holders[i] : m->mentions[i - m->n_holders];

        if (s.begin <= at && at < s.end && !(mark == MARK_HOLDER))
            mark = holder ? MARK_HOLDER : MARK_ISSUE;
        *until = s.begin > at && s.begin < *until ? s.begin : *until;
        *until = s.end > at && s.end < *until ? s.end : *until;
    }
    return mark;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The sentence in runs without a blank or an edge of a mark in them. How many; SIZE_MAX: too many. */
static size_t cut(struct position_check *c, struct text body, struct span sentence, const struct marked *m)
{
    size_t n = 0;
    uint32_t pieces = 0, most = (uint32_t)encoder_window_most(c->encoder);

    for (uint32_t at = sentence.begin, end; at < sentence.end; at = end) {
        uint32_t until = sentence.end;
        uint8_t mark = mark_at(m, at, &until);

        end = at + 1;
        if (is_blank(body.ptr[at]))
            continue;
        while (end < until && !is_blank(body.ptr[end]))
            end++;
        if (n == SEGMENTS_MAX || pieces + most > c->words_room)
            return SIZE_MAX;
        c->segments[n].first = pieces;
        c->segments[n].mark = mark;
        c->segments[n].n =
            (uint32_t)encoder_pieces(c->encoder, text_of(body.ptr + at, end - at), c->words + pieces, most);
        pieces += c->segments[n++].n;
    }
    return n;
}

static void put(struct position_check *c, const uint16_t *pieces, uint32_t n, uint8_t mark)
{
    memcpy(c->pieces + c->n_pieces, pieces, n * sizeof *pieces);
    memset(c->piece_marks + c->n_pieces, mark, n);
    c->n_pieces += n;
}

/* Of segments [0, n) as many as fit in `room` pieces, around those that are marked. */
static struct token_range fitting(const struct position_check *c, size_t n, uint32_t room)
{
    struct token_range r;
    size_t first = n, last = 0;
    bool grown = true;

    for (size_t i = 0; i < n; i++)
        if (c->segments[i].mark) {
            first = first == n ? i : first;
            last = i;
        }
    r.first = r.end = (uint32_t)(first == n ? 0 : (first + last) / 2);
    while (grown) {
        grown = false;
        if (r.end < n && c->segments[r.end].n <= room) {
            room -= c->segments[r.end++].n;
            grown = true;
        }
        if (r.first > 0 && c->segments[r.first - 1].n <= room) {
            room -= c->segments[--r.first].n;
            grown = true;
        }
    }
    return r;
}

/* What the issue means, between both marks; pieces of half a window at most. */
static void put_meaning(struct position_check *c, struct text meaning)
{
    const struct piece_marks marks = encoder_piece_marks(c->encoder);
    uint32_t most = (uint32_t)encoder_window_most(c->encoder) / 2 - 2;

    put(c, &marks.first, 1, 0);
    for (size_t at = 0, end; at < meaning.len && most; at = end) {
        uint16_t pieces[RUN_MAX];
        uint32_t n;

        end = at + 1;
        if (is_blank(meaning.ptr[at]))
            continue;
        while (end < meaning.len && !is_blank(meaning.ptr[end]))
            end++;
        n = (uint32_t)encoder_pieces(c->encoder, text_of(meaning.ptr + at, end - at), pieces,
                                     most < RUN_MAX ? most : RUN_MAX);
        put(c, pieces, n, MARK_MEANS);
        most -= n;
    }
    put(c, &marks.last, 1, 0);
}

static struct text meaning_of(const struct agenda *agenda, struct text name)
{
    for (size_t i = 0; i < agenda->n_issues; i++)
        if (agenda->issues[i].name.ptr == name.ptr)
            return agenda->issues[i].meaning;
    return (struct text){ 0 };
}

/* A window for the party and issue of position `at`, of the sentence's [begin, end). */
static void add_window(struct position_check *c, const struct document *doc, const struct agenda *agenda,
                       struct record *record, size_t at, size_t begin, size_t end)
{
    const struct position *p = &record->positions[at];
    const struct piece_marks marks = encoder_piece_marks(c->encoder);
    size_t most = encoder_window_most(c->encoder), n;
    struct marked m = { .n_holders = 0 };
    struct token_range range;
    uint32_t first;

    for (size_t i = begin; i < end; i++) {
        const struct position *o = &record->positions[i];

        if (o->party.ptr == p->party.ptr && o->issue.ptr == p->issue.ptr) {
            add_span(m.holders, &m.n_holders, o->holder);
            add_span(m.mentions, &m.n_mentions, o->issue_words);
        }
    }
    if ((n = cut(c, doc->body, p->sentence, &m)) == SIZE_MAX)
        return;
    if (c->n_pending == PENDING_MAX || c->n_pieces + most > encoder_rows_most(c->room))
        read_pending(c, record);
    first = c->n_pieces;
    put_meaning(c, meaning_of(agenda, p->issue));
    range = fitting(c, n, (uint32_t)most - (c->n_pieces - first) - 1);
    for (uint32_t i = range.first; i < range.end; i++)
        put(c, c->words + c->segments[i].first, c->segments[i].n, c->segments[i].mark);
    put(c, &marks.last, 1, 0);
    c->pending[c->n_pending++] = (struct pending){ begin, end, p->party.ptr, p->issue.ptr, first, c->n_pieces - first };
}

void position_check_read(struct position_check *c, const struct document *doc, const struct agenda *agenda,
                         struct record *record)
{
    size_t all = 0;

    c->n_pending = 0;
    c->n_pieces = 0;
    for (size_t begin = 0, end; begin < record->n_positions; begin = end) {
        size_t windows = 0;

        for (end = begin + 1; end < record->n_positions &&
                              record->positions[end].sentence.begin == record->positions[begin].sentence.begin;)
            end++;
        for (size_t i = begin; i < end && windows < CHECKS_MAX && all < CHECKS_TEXT_MAX; i++) {
            bool first = true;

            for (size_t k = begin; k < i && first; k++)
                first = record->positions[k].party.ptr != record->positions[i].party.ptr ||
                        record->positions[k].issue.ptr != record->positions[i].issue.ptr;
            if (!first)
                continue;
            add_window(c, doc, agenda, record, i, begin, end);
            windows++;
            all++;
        }
    }
    read_pending(c, record);
}
