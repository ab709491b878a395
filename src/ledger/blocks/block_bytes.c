/* block_bytes.c - see block_bytes.h. */
#include "ledger/blocks/block_bytes.h"

#include "base/leb128.h"

#define IS_COPY   1u
#define IS_COPIED 2u
#define OTHER_DAY 2u /* of what was said */
#define OFTEN     1u

block_date block_date_of(struct text iso)
{
    block_date d = 0;

    for (size_t i = 0; i < 10; i++) {
        bool dash = i == 4 || i == 7;

        if (!dash)
            d = 10 * d + (i < iso.len && is_ascii_digit(iso.ptr[i]) ? (block_date)(iso.ptr[i] - '0') : 0);
    }
    return d;
}

block_date block_date_end(block_date d)
{
    return d % 10000 == 0 ? d + 9999 : d % 100 == 0 ? d + 99 : d;
}

/* ---- into bytes ------------------------------------------------------------------------------ */

/* What lies a little before or behind another takes a byte: 0, -1, 1, -2 ... are 0, 1, 2, 3. */
static void put_from(struct buffer *out, block_date from, block_date to)
{
    int64_t step = (int64_t)to - (int64_t)from;

    leb128_put(out, step < 0 ? 2 * (uint64_t)-step - 1 : 2 * (uint64_t)step);
}

static void put_article(const struct block_article *a, int64_t before, block_date date_before, struct buffer *out)
{
    int64_t party = 0;

    leb128_put(out, (uint64_t)(a->id - before));
    buffer_char(out, (char)((a->copy ? IS_COPY : 0) | (a->copied ? IS_COPIED : 0)));
    leb128_put(out, (uint64_t)a->outlet);
    put_from(out, date_before, a->date);
    leb128_put(out, a->statements);
    leb128_put(out, a->speaker_unknown);
    leb128_put(out, a->positions);
    leb128_put(out, a->n_said);
    for (size_t i = 0; i < a->n_said; i++) {
        const struct block_said *said = &a->said[i];
        bool other_day = said->date != a->date, often = said->n != 1;

        leb128_put(out, (uint64_t)said->by << 2 | (other_day ? OTHER_DAY : 0) | (often ? OFTEN : 0));
        if (other_day)
            put_from(out, a->date, said->date);
        if (often)
            leb128_put(out, said->n);
    }
    leb128_put(out, a->n_parties);
    for (size_t i = 0; i < a->n_parties; party = a->parties[i++])
        leb128_put(out, (uint64_t)(a->parties[i] - party));
}

void block_put(const struct block *block, int64_t first_article, struct buffer *out)
{
    int64_t before = first_article;
    block_date date = 0;

    leb128_put(out, block->n_speakers);
    for (size_t i = 0; i < block->n_speakers; i++) {
        leb128_put(out, (uint64_t)block->speakers[i].a);
        leb128_put(out, (uint64_t)block->speakers[i].b);
        leb128_put(out, (uint64_t)block->speakers[i].c);
    }
    leb128_put(out, block->n_articles);
    for (size_t i = 0; i < block->n_articles; i++) {
        put_article(&block->articles[i], before, date, out);
        before = block->articles[i].id;
        date = block->articles[i].date;
    }
}

/* ---- and back ---------------------------------------------------------------------------------- */

struct taking {
    const unsigned char *at, *end;
    bool bad; /* they ended too soon, or a number is none */
    struct arena *mem;
};

/* No more than `most`. */
static uint64_t take_up_to(struct taking *t, uint64_t most)
{
    uint64_t n = leb128_take(&t->at, t->end, &t->bad);

    t->bad |= n > most;
    return n > most ? 0 : n;
}

static int64_t take_row(struct taking *t)
{
    return (int64_t)take_up_to(t, INT64_MAX);
}

static block_date take_date(struct taking *t, block_date from)
{
    uint64_t step = take_up_to(t, UINT32_MAX);
    int64_t date = (int64_t)from + (step % 2 ? -(int64_t)(step / 2) - 1 : (int64_t)(step / 2));

    t->bad |= date < 0 || date > 99999999;
    return t->bad ? 0 : (block_date)date;
}

/* How many there are, and room for them; each takes `bytes` at least, so that a number that lies takes no memory. NULL: memory is out, or
 * there are none. */
static void *take_list(struct taking *t, size_t bytes, size_t size, size_t *n)
{
    *n = (size_t)take_up_to(t, (uint64_t)(t->end - t->at) / bytes);
    return t->bad ? NULL : arena_alloc(t->mem, *n * size);
}

static priscus_status failure_of(const struct taking *t)
{
    return t->bad ? PRISCUS_EINPUT : PRISCUS_ENOMEM;
}

static priscus_status take_article(struct taking *t, size_t n_speakers, int64_t before, block_date date_before,
                                   struct block_article *a)
{
    struct block_said *said;
    int64_t *parties, party = 0;
    unsigned flags;

    a->id = before + (int64_t)take_up_to(t, INT32_MAX);
    flags = (unsigned)take_up_to(t, IS_COPY | IS_COPIED);
    a->copy = flags & IS_COPY;
    a->copied = flags & IS_COPIED;
    a->outlet = take_row(t);
    a->date = take_date(t, date_before);
    a->statements = (uint32_t)take_up_to(t, UINT32_MAX);
    a->speaker_unknown = (uint32_t)take_up_to(t, UINT32_MAX);
    a->positions = (uint32_t)take_up_to(t, UINT32_MAX);
    if (!(a->said = said = take_list(t, 1, sizeof *said, &a->n_said)))
        return failure_of(t);
    for (size_t i = 0; i < a->n_said; i++) {
        uint64_t head = leb128_take(&t->at, t->end, &t->bad);

        t->bad |= head >> 2 >= n_speakers;
        said[i].by = t->bad ? 0 : (uint32_t)(head >> 2);
        said[i].date = head & OTHER_DAY ? take_date(t, a->date) : a->date;
        said[i].n = head & OFTEN ? (uint32_t)take_up_to(t, UINT32_MAX) : 1;
    }
    if (!(a->parties = parties = take_list(t, 1, sizeof *parties, &a->n_parties)))
        return failure_of(t);
    for (size_t i = 0; i < a->n_parties; i++) {
        party += (int64_t)take_up_to(t, INT32_MAX);
        parties[i] = party;
    }
    return t->bad ? PRISCUS_EINPUT : PRISCUS_OK;
}

priscus_status block_take(struct text bytes, int64_t first_article, struct arena *mem, struct block *out)
{
    struct taking t = { .at = (const unsigned char *)bytes.ptr, .mem = mem };
    struct key *speakers;
    struct block_article *articles;
    int64_t before = first_article;
    block_date date = 0;
    priscus_status status = PRISCUS_OK;

    t.end = t.at + bytes.len;
    if (!(out->speakers = speakers = take_list(&t, 3, sizeof *speakers, &out->n_speakers)))
        return failure_of(&t);
    for (size_t i = 0; i < out->n_speakers; i++) {
        speakers[i].a = take_row(&t);
        speakers[i].b = take_row(&t);
        speakers[i].c = take_row(&t);
    }
    if (t.bad || !(out->articles = articles = take_list(&t, 9, sizeof *articles, &out->n_articles)))
        return failure_of(&t);
    for (size_t i = 0; i < out->n_articles && status == PRISCUS_OK; i++) {
        status = take_article(&t, out->n_speakers, before, date, &articles[i]);
        before = articles[i].id;
        date = articles[i].date;
    }
    return status == PRISCUS_OK && t.at != t.end ? PRISCUS_EINPUT : status;
}
