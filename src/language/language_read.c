/* language_read.c - a mapped model at work on blocks of words.
 *
 *     text -> tokenizer -> words -> rows and vectors -> low layers -> sentence ends, tags -> lemmas
 *                                                       upper layers -> names, trees      (chosen sentences)
 *
 * A block is some hundred words, whole paragraphs where they fit: enough that each weight is fetched from
 * memory once for many words, few enough that a block's numbers stay in the second-level cache. What a form
 * looks like is summed once and remembered. */
#include "language/model/clones.h"

#include "language/language.h"

#include <math.h>
#include <stdlib.h>

#include "language/language_parts.h"
#include "language/model/feature.h"
#include "language/parser/spanning_tree.h"
#include "language/sentence_stop.h"

enum {
    BLOCK_WORDS = 384, /* words read at once: whole paragraphs up to about that   */
    BLOCK_MAX = 768,   /* a longer paragraph is read in pieces                    */
    DENSE_LEAST = 64,  /* words that can be told to be no language                */
    FORMS = 4096       /* forms remembered; a power of two                        */
};

struct language_reader {
    const struct language *language;
    struct arena mem; /* for all of these */
    float *forms;     /* FORMS x width: a row a slot, in the order in which slots were met, so that few forms touch little memory */
    uint64_t *known;  /* what the slot has: a hash; 0: nothing */
    uint16_t *row;    /* of the slot                           */
    size_t n_rows;
    float *word, *x, *low, *u, *c, *y, *q, *k, *dep, *gov, *hidden, *arcs;
    uint8_t marks[BLOCK_MAX];
    float ends[BLOCK_MAX];
    uint32_t where[BLOCK_MAX]; /* of a chosen word: its place in the block */
    int32_t heads[SENTENCE_MAX];
    struct parsed *states;                 /* where they are wanted; NULL: nowhere */
    uint8_t from[SENTENCE_MAX][NAMES_MAX]; /* of a chain of names */
};

struct language_reader *language_reader_new(const struct language *l)
{
    struct language_reader *r = calloc(1, sizeof *r);
    const struct network_shape *s = &l->weights.shape;
    size_t d = s->width, classes = network_padded(s->tags > s->names ? s->tags : s->names), n = BLOCK_MAX, arcs;
    float *at;

    if (!r)
        return NULL;
    if (classes < network_padded(s->relations))
        classes = network_padded(s->relations);
    arcs = SENTENCE_MAX * (SENTENCE_MAX + 1) + 2 * (SENTENCE_MAX + 1) * (size_t)s->arc;
    r->language = l;
    r->known = arena_alloc(&r->mem, FORMS * sizeof *r->known);
    r->row = arena_alloc(&r->mem, FORMS * sizeof *r->row);
    r->forms = arena_alloc(&r->mem, FORMS * d * sizeof(float));
    at = arena_alloc(&r->mem, (n * (4 * d + 3 * d + classes + 2 * s->arc + 3 * s->label) + arcs) * sizeof(float) + 64);
    if (!r->forms || !r->known || !r->row || !at) {
        language_reader_free(r);
        return NULL;
    }
    at += (-(uintptr_t)at & 63) / sizeof(float);
#define PLANE(name, columns) (r->name = at, at += n * (columns))
    PLANE(word, d);
    PLANE(x, d);
    PLANE(low, d);
    PLANE(c, d);
    PLANE(u, 3 * d);
    PLANE(y, classes);
    PLANE(q, s->arc);
    PLANE(k, s->arc);
    PLANE(dep, s->label);
    PLANE(gov, s->label);
    PLANE(hidden, s->label);
#undef PLANE
    r->arcs = at;
    return r;
}

void language_reader_free(struct language_reader *r)
{
    if (!r)
        return;
    arena_release(&r->mem);
    free(r);
}

/* What a form looks like, into out[width]. */
static void look(const struct language *l, struct text form, float *out)
{
    uint64_t hashes[FEATURES_MAX];
    unsigned n = feature_hashes(form, hashes);
    size_t d = l->weights.shape.width, at;

    memset(out, 0, d * sizeof *out);
    table_rows_add(&l->rows, hashes, n, out);
    at = table_find(&l->vectors, hashes[0]);
    if (at != TABLE_NOT_FOUND) {
        const int8_t *vector = l->vectors.numbers + at * l->vectors.columns;

        for (size_t k = 0; k < l->vectors.columns; k++)
            network_add(out, l->weights.w[N_VECTOR] + k * d, l->vectors.scales[at] * (float)vector[k], d);
    }
}

static uint64_t hash_bytes(struct text form)
{
    uint64_t h = 0x9e3779b97f4a7c15u ^ form.len;
    size_t i = 0;

    for (; i + 8 <= form.len; i += 8) {
        uint64_t bytes;

        memcpy(&bytes, form.ptr + i, 8);
        h = (h ^ bytes) * 0xd6e8feb86659fd93u;
        h ^= h >> 32;
    }
    for (; i < form.len; i++)
        h = (h ^ (unsigned char)form.ptr[i]) * 0x100000001b3u;
    h ^= h >> 32;
    h *= 0xd6e8feb86659fd93u;
    h ^= h >> 29;
    return h ? h : 1;
}

static void look_up(struct language_reader *r, const struct parsed_word *words, size_t n)
{
    size_t d = r->language->weights.shape.width;

    for (size_t i = 0; i < n; i++) {
        uint64_t h = hash_bytes(words[i].form);
        size_t slot = h & (FORMS - 1);
        float *form;

        if (!r->known[slot])
            r->row[slot] = (uint16_t)r->n_rows++;
        form = r->forms + r->row[slot] * d;
        if (r->known[slot] != h) {
            look(r->language, words[i].form, form);
            r->known[slot] = h;
        }
        memcpy(r->word + i * d, form, d * sizeof *form);
        if (words[i].glued)
            network_add(r->word + i * d, r->language->weights.w[N_GLUED], 1, d);
    }
}

/* The layers [from, to) over n words, from `in`; the last one's numbers are left in *out (r->x or r->word). */
static const float *layers(struct language_reader *r, unsigned from, unsigned to, float *in, float *other, size_t n)
{
    for (unsigned l = from; l < to; l++) {
        float *t;

        network_layer(&r->language->weights, l, r->marks, n, in, r->u, r->c, other);
        t = in;
        in = other;
        other = t;
    }
    return in;
}

static void tag_words(struct language_reader *r, const float *x, struct parsed_word *words, size_t n)
{
    const struct network_shape *s = &r->language->weights.shape;
    size_t columns = network_padded(s->tags);

    network_linear(&r->language->weights, N_TAG, N_TAG_BIAS, x, r->y, n);
    for (size_t i = 0; i < n; i++)
        words[i].tag = (int16_t)network_best(r->y + i * columns, s->tags);
}

/* The words have their tags. */
static void end_sentences(struct language_reader *r, const float *x, struct parsed_word *words, size_t n)
{
    size_t first = 0;

    network_ends(&r->language->weights, r->marks, x, n, r->u, r->c, r->ends);
    for (size_t i = 0; i < n; i++) {
        words[i].starts =
            i == 0 || words[i].paragraph || i - first >= SENTENCE_MAX ||
            (!words[i].joined && sentence_stops(r->language, words, n, first, i, r->ends[i - 1] > 0, r->ends));
        if (words[i].starts)
            first = i;
    }
}

/* Words of the sentence at marks[0). */
static size_t sentence_at(const uint8_t *marks, size_t n)
{
    size_t len = 1;

    while (len < n && !(marks[len] & MARK_SENTENCE))
        len++;
    return len;
}

static void name_words(struct language_reader *r, const float *x, struct parsed_word *words, size_t n)
{
    const struct language *l = r->language;
    size_t columns = network_padded(l->weights.shape.names);

    network_linear(&l->weights, N_NAME, N_NAME_BIAS, x, r->y, n);
    for (size_t at = 0, len; at < n; at += len) {
        int16_t names[SENTENCE_MAX];

        len = sentence_at(r->marks + at, n - at);
        network_chain(&l->weights, l->allowed, r->y + at * columns, len, r->from, names);
        for (size_t i = 0; i < len; i++)
            words[r->where[at + i]].name = names[i];
    }
}

static priscus_status parse_words(struct language_reader *r, const float *x, struct parsed_word *words, size_t n)
{
    const struct weights *w = &r->language->weights;
    size_t a = w->shape.arc, b = w->shape.label, columns = network_padded(w->shape.relations);

    network_linear(w, N_QUERY, 0, x, r->q, n);
    network_linear(w, N_KEY, 0, x, r->k, n);
    network_rectify(r->k, n * a);
    network_linear(w, N_DEPENDENT, 0, x, r->dep, n);
    network_linear(w, N_GOVERNOR, 0, x, r->gov, n);
    for (size_t at = 0, len; at < n; at += len) {
        len = sentence_at(r->marks + at, n - at);
        network_arcs(w, r->q + at * a, r->k + at * a, r->arcs + len * (len + 1), r->arcs, len);
        if (spanning_tree_best(r->arcs, len, r->heads) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        for (size_t i = 0; i < len; i++) {
            size_t head = (size_t)r->heads[i];

            words[r->where[at + i]].head = (uint32_t)head;
            network_pair(r->dep + (at + i) * b, head ? r->gov + (at + head - 1) * b : w->w[N_GOVERNOR_ROOT],
                         r->hidden + (at + i) * b, b);
        }
    }
    network_linear(w, N_RELATION, N_RELATION_BIAS, r->hidden, r->y, n);
    for (size_t i = 0; i < n; i++)
        words[r->where[i]].relation = (int16_t)network_best(r->y + i * columns, w->shape.relations);
    return PRISCUS_OK;
}

CLONES static float make_small(const float *restrict x, int8_t *restrict out, size_t n)
{
    float most = 1e-9f, by;

    for (size_t i = 0; i < n; i++)
        most = fabsf(x[i]) > most ? fabsf(x[i]) : most;
    by = 127 / most;
    for (size_t i = 0; i < n; i++)
        out[i] = (int8_t)lrintf(x[i] * by);
    return most / 127;
}

static void keep_states(struct language_reader *r, const float *x, const struct parsed_word *words, size_t n)
{
    struct parsed *p = r->states;

    for (size_t i = 0; i < n; i++) {
        size_t at = (size_t)(words - p->words) + r->where[i];

        p->scales[at] = make_small(x + i * p->width, p->states + at * p->width, p->width);
    }
}

/* Are these words too short to be language ("& & & &", "1 2 3", "a b c")? Prose has five to six bytes a word, blanks and
 * stops counted. A megabyte of signs is five times the words of a megabyte of prose, and trees say nothing of them. */
static bool is_dense(const struct parsed_word *words, size_t n)
{
    size_t bytes = 0;

    for (size_t i = 0; i < n; i++)
        bytes += words[i].form.len + !words[i].glued;
    return 2 * bytes < 5 * n;
}

/* One block: whole paragraphs, or with `broken` a piece of a long one, whose last sentence may go on: it is
 * left for the next block, and *read is less than n. */
static priscus_status read_block(struct language_reader *r, bool sentences, bool broken, unsigned want,
                                 const struct language_choice *choice, struct parsed_word *words, size_t n,
                                 size_t *read)
{
    const struct network_shape *s = &r->language->weights.shape;
    size_t d = s->width, m = 0;
    bool dense = !sentences && n >= DENSE_LEAST && is_dense(words, n); /* what is given gets its trees */
    const float *x;

    look_up(r, words, n);
    for (size_t i = 0; i < n; i++)
        r->marks[i] = words[i].paragraph ? MARK_PARAGRAPH : 0;
    x = layers(r, 0, s->low, r->word, r->low, n);
    tag_words(r, x, words, n);
    if (!sentences)
        end_sentences(r, x, words, n);
    if (broken)
        for (size_t i = n; i-- > 1;)
            if (words[i].starts) {
                n = i;
                break;
            }
    *read = n;
    words[0].starts = true;
    if (!(want & (LANGUAGE_NAMES | LANGUAGE_TREES)))
        return PRISCUS_OK;
    for (size_t at = 0, len; at < n; at += len) {
        for (len = 1; at + len < n && !words[at + len].starts; len++)
            ;
        if ((dense && is_dense(words + at, len)) || (choice && !choice->chosen(choice->at, words + at, len)))
            continue;
        for (size_t i = at; i < at + len; i++, m++) {
            memcpy(r->x + m * d, x + i * d, d * sizeof *x);
            r->marks[m] = i == at ? MARK_SENTENCE : 0;
            r->where[m] = (uint32_t)i;
        }
    }
    if (!m)
        return PRISCUS_OK;
    x = layers(r, s->low, s->layers, r->x, r->word, m);
    if (r->states)
        keep_states(r, x, words, m);
    if (want & LANGUAGE_NAMES)
        name_words(r, x, words, m);
    return want & LANGUAGE_TREES ? parse_words(r, x, words, m) : PRISCUS_OK;
}

static priscus_status lemmas(const struct language *l, struct parsed *parsed, struct arena *mem)
{
    size_t room = 0;
    char *out;

    for (size_t i = 0; i < parsed->n; i++)
        room += parsed->words[i].form.len + LEMMA_GROWTH;
    out = arena_alloc(mem, room);
    if (!out)
        return PRISCUS_ENOMEM;
    for (size_t i = 0, at = 0; i < parsed->n; i++) {
        struct parsed_word *w = &parsed->words[i];
        struct text tag = language_xpos(l, w->tag);

        w->lemma =
            text_of(out + at, lemma_of(&l->lemmatizer, w->form, tag.len ? tag : language_upos(l, w->tag), out + at));
        at += w->lemma.len;
    }
    return PRISCUS_OK;
}

priscus_status language_fill(struct language_reader *r, bool sentences, unsigned want,
                             const struct language_choice *choice, struct arena *mem, struct parsed *parsed,
                             struct priscus_error *err)
{
    struct parsed_word *words = parsed->words;

    r->states = NULL;
    if (want & LANGUAGE_STATES) {
        parsed->width = r->language->weights.shape.width;
        parsed->states = arena_alloc(mem, parsed->n * parsed->width + 1);
        parsed->scales = arena_alloc(mem, (parsed->n + 1) * sizeof *parsed->scales);
        if (!parsed->states || !parsed->scales)
            return error_memory(err);
        r->states = parsed;
    }
    for (size_t i = 0; i < parsed->n; i++) {
        words[i].head = PARSED_NO_HEAD;
        words[i].tag = words[i].relation = words[i].name = -1;
        words[i].lemma = (struct text){ 0 };
    }
    if (sentences) /* none longer than trees are made of */
        for (size_t i = 0, len = 0; i < parsed->n; i++) {
            if (words[i].starts || words[i].paragraph || len >= SENTENCE_MAX)
                words[i].starts = true, len = 0;
            len++;
        }
    for (size_t at = 0, n; at < parsed->n; at += n) {
        size_t edge = 0;

        if (arena_stopped(mem))
            return error_memory(err);
        /* As many whole paragraphs as fit; of one that does not, a piece. */
        for (n = 1; at + n < parsed->n && n < BLOCK_MAX; n++)
            if (words[at + n].paragraph) {
                if (n > BLOCK_WORDS && edge)
                    break;
                edge = n;
            }
        if (at + n < parsed->n && edge)
            n = edge;
        if (read_block(r, sentences, at + n < parsed->n && !words[at + n].paragraph, want, choice, words + at, n, &n) !=
            PRISCUS_OK)
            return error_memory(err);
    }
    if (want & LANGUAGE_LEMMAS && lemmas(r->language, parsed, mem) != PRISCUS_OK)
        return error_memory(err);
    return PRISCUS_OK;
}

priscus_status language_read(struct language_reader *r, struct text text, const struct span *ranges, size_t n,
                             unsigned want, const struct language_choice *choice, struct arena *mem, struct parsed *out,
                             struct priscus_error *err)
{
    struct cuts cuts = { 0 };
    struct parsed_word *words;

    *out = (struct parsed){ 0 };
    for (size_t i = 0; i < n; i++)
        if (tokenizer_cut(&r->language->tokenizer, text, ranges[i], mem, &cuts) != PRISCUS_OK)
            return error_memory(err);
    words = arena_alloc(mem, cuts.n * sizeof *words);
    if (!words)
        return error_memory(err);
    for (size_t i = 0, range = 0; i < cuts.n; i++) {
        const struct cut *cut = &cuts.at[i];
        bool first = i == 0;

        while (range + 1 < n && cut->span.begin >= ranges[range].end) {
            range++;
            first = true;
        }
        words[i] = (struct parsed_word){ .span = cut->span,
                                         .form = cut->form.len ? cut->form : text_in(text, cut->span),
                                         .joined = cut->joined && !first,
                                         .glued = !first && (cut->joined || cut->span.begin == cuts.at[i - 1].span.end),
                                         .paragraph = first };
    }
    *out = (struct parsed){ .words = words, .n = cuts.n };
    return language_fill(r, false, want, choice, mem, out, err);
}
