/* term_counts.c - see term_counts.h.
 *
 *     rarity = log of stories / stories with the term, the least of the three that is known
 *
 * A ledger with five stories knows little, and one with none nothing: so many as LEDGER_BEFORE and OUTLET_BEFORE are taken to have been
 * there before, without the term. One story with it is its own. */
#include "story/events/term_counts.h"

#include <math.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/file.h"

#define LEDGER_BEFORE 8.0
#define OUTLET_BEFORE 6.0
#define OUTLET_WITH   .5
#define STORY_UNITS   100.0 /* what term_counts.articles counts in */
#define JOINED_UNITS  25.0
#define UNLISTED      2.0 /* articles with a term that the list does not have: fewer than it lists, at most */
#define LIST_MOST     1000000

uint32_t term_number(struct text term)
{
    return (uint32_t)XXH3_64bits(term.ptr, term.len);
}

/* ---- the news at large -------------------------------------------------------------------- */

struct listed {
    uint32_t term, n; /* n 0: empty */
};

struct common_terms {
    struct arena mem;
    struct listed *table; /* open addressing */
    size_t mask;
    double articles;
};

static size_t count_words(struct text text)
{
    size_t n = 1;

    for (size_t i = 0; i < text.len; i++)
        n += is_ascii_space(text.ptr[i]);
    return n;
}

static bool parse_count(struct text digits, uint32_t *out)
{
    uint32_t n = 0;

    for (size_t i = 0; i < digits.len; i++) {
        if (!is_ascii_digit(digits.ptr[i]) || n > LIST_MOST)
            return false;
        n = n * 10 + (uint32_t)(digits.ptr[i] - '0');
    }
    *out = n;
    return n > 0;
}

static void list_term(struct common_terms *common, struct text word, uint32_t n)
{
    uint32_t term = term_number(word);
    size_t at = term & common->mask;

    while (common->table[at].n && common->table[at].term != term)
        at = (at + 1) & common->mask;
    common->table[at] = (struct listed){ term, n };
}

static priscus_status read_lines(struct common_terms *common, const char *name, struct text text,
                                 struct priscus_error *err)
{
    struct lines it;
    struct text line;
    priscus_status status;

    lines_init(&it, text, &common->mem);
    while ((status = lines_next(&it, &line)) == PRISCUS_OK) {
        struct text words, word;
        uint32_t n;

        if (!parse_count(line_key(line, &words), &n))
            return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s:%d: a number of articles, then terms", name, it.number);
        if (text_is(words, "*"))
            common->articles = n;
        else
            while ((word = text_cut(&words, ' ')).ptr)
                if (word.len)
                    list_term(common, word, n);
    }
    if (status != PRISCUS_DONE)
        return error_memory(err);
    if (common->articles <= 0)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: no line \"NUMBER *\" says of how many articles", name);
    return PRISCUS_OK;
}

priscus_status common_terms_read(const char *name, struct text text, struct common_terms **out,
                                 struct priscus_error *err)
{
    struct arena mem = { 0 };
    struct common_terms *common = arena_alloc(&mem, sizeof *common);
    size_t room = 64;
    priscus_status status;

    while (room < 2 * count_words(text))
        room *= 2;
    if (common)
        common->table = arena_alloc(&mem, room * sizeof *common->table);
    if (!common || !common->table) {
        arena_release(&mem);
        return error_memory(err);
    }
    common->mask = room - 1;
    common->mem = mem;
    if ((status = read_lines(common, name, text, err)) != PRISCUS_OK) {
        common_terms_close(common);
        return status;
    }
    *out = common;
    return PRISCUS_OK;
}

void common_terms_close(struct common_terms *common)
{
    struct arena mem;

    if (!common)
        return;
    mem = common->mem;
    arena_release(&mem);
}

static double rarity_at_large(const struct common_terms *common, uint32_t term)
{
    double n = UNLISTED;

    for (size_t at = term & common->mask; common->table[at].n; at = (at + 1) & common->mask)
        if (common->table[at].term == term) {
            n = common->table[at].n;
            break;
        }
    return log((common->articles + 1) / (n + .5));
}

/* ---- counting ------------------------------------------------------------------------------ */

static unsigned char *slot_of(const struct term_counts *counts, uint32_t term)
{
    return counts->slots + 2 * (size_t)(term % COUNT_SLOTS);
}

static unsigned slot_value(const unsigned char *slot)
{
    return slot[0] | (unsigned)slot[1] << 8;
}

static void slot_set(unsigned char *slot, unsigned value)
{
    slot[0] = value & 0xFF;
    slot[1] = value >> 8 & 0xFF;
}

#define OUTLET_BYTES 5 /* of a term: four of its number, low byte first, one of its count */

priscus_status counts_read(const struct common_terms *common, uint32_t articles, struct text ledger,
                           uint32_t outlet_articles, struct text outlet, struct arena *mem, struct term_counts *out)
{
    struct term_counts counts = { .common = common };
    const unsigned char *p = (const unsigned char *)outlet.ptr;

    counts.slots = arena_alloc(mem, (size_t)2 * COUNT_SLOTS);
    counts.outlet = arena_alloc(mem, (size_t)2 * OUTLET_TERMS * sizeof *counts.outlet);
    if (!counts.slots || !counts.outlet)
        return PRISCUS_ENOMEM;
    if (ledger.len == (size_t)2 * COUNT_SLOTS) {
        memcpy(counts.slots, ledger.ptr, ledger.len);
        counts.articles = articles < COUNT_ARTICLES ? articles : COUNT_ARTICLES;
    }
    if (outlet.len <= (size_t)OUTLET_BYTES * OUTLET_TERMS && outlet.len % OUTLET_BYTES == 0) {
        for (size_t i = 0; i < outlet.len / OUTLET_BYTES; i++, p += OUTLET_BYTES) {
            uint32_t term = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;

            if (counts.n_outlet && counts.outlet[counts.n_outlet - 1].term >= term)
                continue; /* out of order: somebody else's bytes */
            counts.outlet[counts.n_outlet++] = (struct outlet_term){ term, p[4] };
        }
        counts.outlet_articles = outlet_articles < OUTLET_MOST ? outlet_articles : OUTLET_MOST;
    }
    *out = counts;
    return PRISCUS_OK;
}

/* Both lists are ascending, so they are merged from their ends. */
static void add_to_outlet(struct term_counts *counts, const uint32_t *terms, size_t n)
{
    struct outlet_term *list = counts->outlet;
    size_t i = counts->n_outlet, more = 0, at;

    if (n > 2 * (size_t)OUTLET_TERMS - counts->n_outlet) /* no article has so many */
        n = 2 * (size_t)OUTLET_TERMS - counts->n_outlet;
    for (size_t k = 0, j = 0; k < n; k++) {
        while (j < i && list[j].term < terms[k])
            j++;
        more += j == i || list[j].term != terms[k];
    }
    at = counts->n_outlet += more;
    for (size_t k = n; at > i || k;) {
        if (i && (!k || list[i - 1].term > terms[k - 1])) {
            list[--at] = list[--i];
        } else if (i && list[i - 1].term == terms[k - 1]) {
            list[--at] = list[--i];
            list[at].n += list[at].n < UINT8_MAX;
            k--;
        } else {
            list[--at] = (struct outlet_term){ terms[--k], 1 };
        }
    }
}

void counts_add_sentences(struct term_counts *counts, const uint32_t *sentences, size_t n)
{
    add_to_outlet(counts, sentences, n);
}

void counts_add_terms(struct term_counts *counts, const uint32_t *terms, size_t n, bool has_outlet)
{
    counts->articles += STORY_UNITS;
    for (size_t i = 0; i < n; i++) {
        unsigned char *slot = slot_of(counts, terms[i]);
        unsigned value = slot_value(slot);

        if (value < UINT16_MAX)
            slot_set(slot, value + 1);
    }
    if (has_outlet) {
        add_to_outlet(counts, terms, n);
        counts->outlet_articles += STORY_UNITS;
    }
}

void counts_add_joined(struct term_counts *counts, bool has_outlet)
{
    counts->articles += JOINED_UNITS;
    if (has_outlet)
        counts->outlet_articles += JOINED_UNITS;
}

static void halve_outlet(struct term_counts *counts)
{
    size_t kept = 0;

    for (size_t i = 0; i < counts->n_outlet; i++) {
        struct outlet_term term = counts->outlet[i];

        if (term.n /= 2)
            counts->outlet[kept++] = term;
    }
    counts->n_outlet = kept;
    counts->outlet_articles /= 2;
}

void counts_settle(struct term_counts *counts)
{
    if (counts->articles >= COUNT_ARTICLES) {
        for (size_t i = 0; i < COUNT_SLOTS; i++)
            slot_set(counts->slots + 2 * i, slot_value(counts->slots + 2 * i) / 2);
        counts->articles /= 2;
    }
    while (counts->n_outlet > OUTLET_TERMS || counts->outlet_articles >= OUTLET_MOST)
        halve_outlet(counts);
}

priscus_status counts_write_outlet(const struct term_counts *counts, struct arena *mem, struct text *out)
{
    unsigned char *bytes = arena_alloc(mem, counts->n_outlet * OUTLET_BYTES), *p = bytes;

    if (!bytes)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < counts->n_outlet; i++) {
        for (int k = 0; k < 4; k++)
            *p++ = counts->outlet[i].term >> 8 * k & 0xFF;
        *p++ = counts->outlet[i].n;
    }
    *out = text_of((const char *)bytes, (size_t)(p - bytes));
    return PRISCUS_OK;
}

/* ---- how rare ------------------------------------------------------------------------------ */

static const struct outlet_term *find_in_outlet(const struct term_counts *counts, uint32_t term)
{
    size_t low = 0, high = counts->n_outlet;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (counts->outlet[middle].term < term)
            low = middle + 1;
        else
            high = middle;
    }
    return low < counts->n_outlet && counts->outlet[low].term == term ? &counts->outlet[low] : NULL;
}

bool counts_is_common(const struct common_terms *common, uint32_t term)
{
    return rarity_at_large(common, term) <= RARITY_LEAST;
}

bool counts_has_sentence(const struct term_counts *counts, uint32_t sentence)
{
    return find_in_outlet(counts, sentence) != NULL;
}

double counts_rarity(const struct term_counts *counts, uint32_t term)
{
    const struct outlet_term *outlet = find_in_outlet(counts, term);
    double rarity = rarity_at_large(counts->common, term), here;

    if (rarity <= RARITY_LEAST)
        return 0;
    here = log((counts->articles / STORY_UNITS + LEDGER_BEFORE) / fmax(slot_value(slot_of(counts, term)), 1));
    if (outlet)
        here = fmin(here, log((counts->outlet_articles / STORY_UNITS + OUTLET_BEFORE) / (outlet->n + OUTLET_WITH)));
    return here <= RARITY_LEAST ? 0 : fmin(rarity, here);
}
