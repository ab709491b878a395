/* event_terms.c - see event_terms.h.
 *
 *     "Mr. Volshin's U.S. envoys met 1,200 dockers"
 *     mr volshin us envoy met 1200 docker
 *
 * Marks within a word go, and so does a possessive; "envoys" is "envoy", "cities" is "city", and "crisis", "status" and "pass" stay. No
 * lemmatizer: articles are placed by their text alone, and it gave nothing over this. */
#include "story/events/event_terms.h"

#include <math.h>
#include <stdlib.h>

#include "base/fold.h"
#include "base/utf8.h"

#define TITLE_COUNTS   2.0f /* a word of the title counts as two of the body                         */
#define TITLE_SHARE    .2   /* of the product of two articles, what is their titles'                 */
#define TITLE_SEED     0x5bd1e995u
#define NUMBER_WEIGHT  1.5
#define SENTENCE_WORDS 4     /* shorter ones are no sentences */
#define SENTENCES_MAX  128   /* of a body */
#define BODY_BYTES     65536 /* of a body: what stands behind is not looked at */
#define TERM_ROOM      1024  /* of the table: more than twice the words that are looked at            */

/* ---- words --------------------------------------------------------------------------------- */

static bool is_inner_mark(uint32_t c)
{
    return c == '\'' || c == '.' || c == ',' || c == 0x2019;
}

static bool ends(const char *word, size_t len, const char *with)
{
    size_t n = strlen(with);

    return len >= n && memcmp(word + len - n, with, n) == 0;
}

/* The word without the ending of a plural. */
static size_t stem(char *word, size_t len)
{
    if (len > 4 && ends(word, len, "ies")) {
        word[len - 3] = 'y';
        return len - 2;
    }
    if (len > 3 && ends(word, len, "s") && !ends(word, len, "ss") && !ends(word, len, "us") && !ends(word, len, "is"))
        return len - 1;
    return len;
}

/* The next word from *at on, folded, into `out`. 0: there is none; else its length, and whether it begins with a digit. A word that is cut
 * is read to its end. */
static size_t next_word(struct text t, size_t *at, char out[TERM_LETTERS], bool *number)
{
    size_t len = 0, possessive = 0, letters = 0;
    bool begun = false;

    while (*at < t.len) {
        unsigned size;
        uint32_t c = utf8_at(t, *at, &size);

        if (fold_in_word(c)) {
            char small[4];
            size_t n = utf8_put(point_lower(c), small);

            if (!begun)
                *number = point_is_digit(c);
            begun = true;
            if (len + n <= TERM_LETTERS) {
                memcpy(out + len, small, n);
                len += n;
            }
            letters++;
        } else if (begun) {
            unsigned next;

            if (!is_inner_mark(c) || *at + size >= t.len || !fold_in_word(utf8_at(t, *at + size, &next)))
                break;
            if (c == '\'' || c == 0x2019) {
                possessive = len;
                letters = 0;
            }
        }
        *at += size;
    }
    if (possessive && letters == 1 && len == possessive + 1 && out[possessive] == 's')
        len = possessive;
    return begun ? stem(out, len) : 0;
}

/* ---- terms --------------------------------------------------------------------------------- */

struct term_table {
    struct article_term items[TERM_ROOM]; /* open addressing; often 0: empty */
    size_t n;
};

static void add_term(struct term_table *table, uint32_t term, float often, bool in_title, bool number)
{
    size_t at = term % TERM_ROOM;

    while (table->items[at].often > 0 && table->items[at].term != term)
        at = (at + 1) % TERM_ROOM;
    table->n += table->items[at].often <= 0;
    table->items[at].term = term;
    table->items[at].often += often;
    table->items[at].in_title |= in_title;
    table->items[at].number |= number;
}

static int by_term(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b; /* the first member of each */

    return x < y ? -1 : x > y;
}

/* The `n` words of a title, or the next ones of a body, of which `*count` came before. */
static void add_words(struct term_table *table, const struct term_word *words, size_t n, size_t *count, bool is_title)
{
    for (size_t i = 0; i < n; i++) {
        ++*count;
        if (words[i].counts)
            add_term(table, words[i].term, is_title ? TITLE_COUNTS : (float)exp2(-(double)*count / TERM_HALF), is_title,
                     words[i].number);
    }
}

/* ---- words of an article ------------------------------------------------------------------- */

static priscus_status add_word(struct term_words *words, struct text word, bool number, struct arena *mem)
{
    struct term_word *grown = arena_grow(mem, words->words, words->n, &words->room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    words->words = grown;
    grown[words->n++] = (struct term_word){ term_number(word), word.len > 1 || number, number };
    return PRISCUS_OK;
}

static struct text looked_at(struct text body)
{
    return text_of(body.ptr, body.len < BODY_BYTES ? body.len : BODY_BYTES);
}

/* The end of the sentence, or of the line, that begins at `at`. */
static size_t sentence_end(struct text body, size_t at)
{
    for (; at < body.len; at++) {
        char c = body.ptr[at];

        if (c == '\n' || ((c == '.' || c == '!' || c == '?') && at + 1 < body.len && is_ascii_space(body.ptr[at + 1])))
            return at + 1;
    }
    return body.len;
}

/* The next sentence of the body. */
static priscus_status add_sentence(struct term_words *words, struct text body, struct arena *mem)
{
    size_t end = sentence_end(body, words->at), at = 0, len;
    struct text sentence = text_of(body.ptr + words->at, end - words->at);
    struct term_sentence *grown =
        arena_grow(mem, words->sentences, words->n_sentences, &words->sentences_room, sizeof *grown);
    char word[TERM_LETTERS];
    uint32_t hash = 0;
    bool number = false;
    priscus_status status = grown ? PRISCUS_OK : PRISCUS_ENOMEM;

    while (status == PRISCUS_OK && (len = next_word(sentence, &at, word, &number))) {
        status = add_word(words, text_of(word, len), number, mem);
        hash = hash * 0x01000193u + term_number(text_of(word, len));
    }
    if (status != PRISCUS_OK)
        return status;
    words->sentences = grown;
    grown[words->n_sentences++] = (struct term_sentence){ hash, (uint32_t)words->n };
    words->at = end;
    return PRISCUS_OK;
}

priscus_status term_words_of(struct text title, struct text body, struct arena *mem, struct term_words *out)
{
    struct term_words words = { 0 };
    char word[TERM_LETTERS];
    size_t at = 0, len;
    bool number = false;
    priscus_status status = PRISCUS_OK;

    body = looked_at(body);
    while (status == PRISCUS_OK && words.n < TERM_TITLE_WORDS && (len = next_word(title, &at, word, &number)))
        status = add_word(&words, text_of(word, len), number, mem);
    words.n_title = words.n;
    while (status == PRISCUS_OK && words.at < body.len && words.n - words.n_title < TERM_WORDS)
        status = add_sentence(&words, body, mem);
    if (status == PRISCUS_OK)
        *out = words;
    return status;
}

/* ---- terms of an article ------------------------------------------------------------------- */

/* Sentences that other articles of the outlet have too are passed over, and others looked at in their place. */
static priscus_status add_body(struct term_table *table, struct term_words words, struct text body,
                               const struct term_counts *counts, struct arena *mem, struct article_terms *out)
{
    size_t count = 0, from = words.n_title;

    body = looked_at(body);
    for (size_t i = 0; count < TERM_WORDS; i++) {
        const struct term_sentence *sentence;
        size_t n;
        bool known = false;

        if (i == words.n_sentences && words.at >= body.len)
            break;
        if (i == words.n_sentences && add_sentence(&words, body, mem) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        sentence = &words.sentences[i];
        n = sentence->end - from;
        if (n >= SENTENCE_WORDS && out->n_sentences < SENTENCES_MAX) {
            out->sentences[out->n_sentences++] = sentence->hash;
            known = counts_has_sentence(counts, sentence->hash);
        }
        if (!known)
            add_words(table, words.words + from, n < TERM_WORDS - count ? n : TERM_WORDS - count, &count, false);
        from = sentence->end;
    }
    return PRISCUS_OK;
}

static size_t sort_once(uint32_t *items, size_t n)
{
    size_t kept = 0;

    qsort(items, n, sizeof *items, by_term);
    for (size_t i = 0; i < n; i++)
        if (!kept || items[kept - 1] != items[i])
            items[kept++] = items[i];
    return kept;
}

priscus_status event_terms_of(const struct term_words *words, struct text body, const struct term_counts *counts,
                              struct arena *mem, struct article_terms *out)
{
    struct term_table *table = arena_alloc(mem, sizeof *table);
    struct article_terms terms = { .sentences = arena_alloc(mem, SENTENCES_MAX * sizeof *terms.sentences) };
    size_t n = 0, count = 0;

    if (!table || !terms.sentences)
        return PRISCUS_ENOMEM;
    add_words(table, words->words, words->n_title, &count, true);
    if (add_body(table, *words, body, counts, mem, &terms) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < TERM_ROOM; i++)
        if (table->items[i].often > 0)
            table->items[n++] = table->items[i];
    qsort(table->items, n, sizeof *table->items, by_term);
    terms.terms = table->items;
    terms.n = n;
    terms.n_sentences = sort_once(terms.sentences, terms.n_sentences);
    *out = terms;
    return PRISCUS_OK;
}

/* ---- vectors ------------------------------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
    const struct weighed_term *x = a, *y = b;

    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return by_term(a, b);
}

/* Keep the `most` heaviest, in the order of their terms. */
static void keep_heaviest(struct term_vector *a, size_t most)
{
    if (a->n <= most)
        return;
    qsort(a->terms, a->n, sizeof *a->terms, by_weight);
    a->n = most;
    qsort(a->terms, a->n, sizeof *a->terms, by_term);
}

static void set_length(struct term_vector *a, double length)
{
    double sum = 0;

    for (size_t i = 0; i < a->n; i++)
        sum += (double)a->terms[i].weight * a->terms[i].weight;
    if (sum > 0)
        vector_scale(a, (float)(length / sqrt(sum)));
}

void vector_scale(struct term_vector *a, float by)
{
    for (size_t i = 0; i < a->n; i++)
        a->terms[i].weight *= by;
}

priscus_status event_terms_weigh(const struct article_terms *terms, const struct term_counts *counts, struct arena *mem,
                                 struct term_vector *out)
{
    struct term_vector all = { .terms = arena_alloc(mem, terms->n * sizeof *all.terms) };
    struct term_vector title = { .terms = arena_alloc(mem, (TERM_TITLE_WORDS + 1) * sizeof *title.terms) };

    if (!all.terms || !title.terms)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < terms->n; i++) {
        const struct article_term *t = &terms->terms[i];
        double rarity = counts_rarity(counts, t->term);

        if (rarity <= 0)
            continue;
        all.terms[all.n++] =
            (struct weighed_term){ t->term, (float)(rarity * log1p(t->often) * (t->number ? NUMBER_WEIGHT : 1)) };
        if (t->in_title && title.n < TERM_TITLE_WORDS)
            title.terms[title.n++] = (struct weighed_term){ t->term ^ TITLE_SEED, (float)rarity };
    }
    keep_heaviest(&all, TERM_VECTOR);
    set_length(&all, sqrt(1 - TITLE_SHARE));
    qsort(title.terms, title.n, sizeof *title.terms, by_term);
    set_length(&title, sqrt(TITLE_SHARE));
    return vector_sum(&all, &title, SIZE_MAX, mem, out);
}

double vector_product(const struct term_vector *a, const struct term_vector *b)
{
    double sum = 0;

    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        uint32_t x = a->terms[i].term, y = b->terms[k].term;

        if (x == y)
            sum += (double)a->terms[i].weight * b->terms[k].weight;
        i += x <= y;
        k += y <= x;
    }
    return sum;
}

priscus_status vector_sum(const struct term_vector *a, const struct term_vector *b, size_t most, struct arena *mem,
                          struct term_vector *out)
{
    struct term_vector sum = { .terms = arena_alloc(mem, (a->n + b->n) * sizeof *sum.terms) };

    if (!sum.terms)
        return PRISCUS_ENOMEM;
    for (size_t i = 0, k = 0; i < a->n || k < b->n;) {
        if (k == b->n || (i < a->n && a->terms[i].term < b->terms[k].term)) {
            sum.terms[sum.n++] = a->terms[i++];
        } else if (i == a->n || a->terms[i].term > b->terms[k].term) {
            sum.terms[sum.n++] = b->terms[k++];
        } else {
            sum.terms[sum.n] = a->terms[i++];
            sum.terms[sum.n++].weight += b->terms[k++].weight;
        }
    }
    keep_heaviest(&sum, most);
    *out = sum;
    return PRISCUS_OK;
}

size_t vector_heaviest(const struct term_vector *a, struct weighed_term *out, size_t n)
{
    size_t count = 0;

    for (size_t i = 0; i < a->n; i++) {
        size_t at = count;

        if (count == n && by_weight(&a->terms[i], &out[n - 1]) >= 0)
            continue;
        if (count < n)
            count++;
        else
            at = n - 1;
        for (; at && by_weight(&a->terms[i], &out[at - 1]) < 0; at--)
            out[at] = out[at - 1];
        out[at] = a->terms[i];
    }
    return count;
}

/* ---- bytes --------------------------------------------------------------------------------- */

#define VECTOR_BYTES 8 /* of a term: its number and its weight in WEIGHT_UNITs, low bytes first */
#define WEIGHT_UNIT  (1.0f / (1 << 16))

static void put32(unsigned char *p, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        p[i] = n >> 8 * i & 0xFF;
}

static uint32_t get32(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

priscus_status vector_write(const struct term_vector *a, struct arena *mem, struct text *out)
{
    unsigned char *bytes = arena_alloc(mem, a->n * VECTOR_BYTES);

    if (!bytes)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < a->n; i++) {
        double units = (double)a->terms[i].weight / WEIGHT_UNIT;

        put32(bytes + i * VECTOR_BYTES, a->terms[i].term);
        put32(bytes + i * VECTOR_BYTES + 4, units < UINT32_MAX ? (uint32_t)(units + .5) : UINT32_MAX);
    }
    *out = text_of((const char *)bytes, a->n * VECTOR_BYTES);
    return PRISCUS_OK;
}

priscus_status vector_read(struct text bytes, struct arena *mem, struct term_vector *out)
{
    size_t n = bytes.len % VECTOR_BYTES || bytes.len / VECTOR_BYTES > TERM_STORY ? 0 : bytes.len / VECTOR_BYTES;
    struct term_vector a = { .terms = arena_alloc(mem, n * sizeof *a.terms) };
    const unsigned char *p = (const unsigned char *)bytes.ptr;

    if (!a.terms)
        return PRISCUS_ENOMEM;
    for (; a.n < n; p += VECTOR_BYTES) {
        a.terms[a.n] = (struct weighed_term){ get32(p), (float)get32(p + 4) * WEIGHT_UNIT };
        if (a.n && a.terms[a.n - 1].term >= a.terms[a.n].term)
            a.n = n = 0; /* out of order: somebody else's bytes */
        else
            a.n++;
    }
    *out = a;
    return PRISCUS_OK;
}
