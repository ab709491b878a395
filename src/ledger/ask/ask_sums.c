/* ask_sums.c - how much there is of outlets and speakers, added up from what is kept of articles.
 *
 *     speaker        party  statements  pages  outlets       of a time, of some outlets, by a part of a name:
 *     Ilse Brandt    VEL            41     17        5       all articles are passed, at some 200 nanoseconds each
 *
 * What the filter says of a time of day, of when pages were recorded, of a story or an agenda is not kept: the rows of statements and
 * articles are asked then, by SQL that gives the same. */
#include "ledger/ask/sums.h"

#include "ledger/views.h"

/* clang-format off */
/* Of rows of COUNTED_OF_ARTICLE. */
#define OUTLETS_ANSWER(X)                                                                                              \
    X("outlet",          LEDGER_TEXT,   7, TEXT_OF("tally.outlet"))                                                    \
    X("pages",           LEDGER_NUMBER, 7, "count(*)")                                                                 \
    X("copies",          LEDGER_NUMBER, 7, "sum(tally.copies)")                                                        \
    X("copied",          LEDGER_NUMBER, 7, "sum(tally.copied)")                                                        \
    X("statements",      LEDGER_NUMBER, 7, "sum(tally.statements)")                                                    \
    X("speaker_unknown", LEDGER_NUMBER, 7, "sum(tally.speaker_unknown)")                                               \
    X("positions",       LEDGER_NUMBER, 7, "sum(tally.positions)")                                                     \
    X("first_published", LEDGER_TEXT,   7, "min(" DAY_OF("tally.day") ")")                                             \
    X("last_published",  LEDGER_TEXT,   7, "max(" DAY_OF("tally.day") ")")

/* Of rows of SAID_OF_ARTICLE. */
#define SPEAKERS_ANSWER(X)                                                                                             \
    X("speaker",         LEDGER_TEXT,   7, TEXT_OF("tally.name"))                                                      \
    X("party",           LEDGER_TEXT,   7, TEXT_OF("tally.party"))                                                     \
    X("statements",      LEDGER_NUMBER, 7, "count(*)")                                                                 \
    X("pages",           LEDGER_NUMBER, 7, "count(DISTINCT tally.article)")                                            \
    X("pages_copied",    LEDGER_NUMBER, 7, "count(DISTINCT CASE WHEN tally.copied = 1 THEN tally.article END)")        \
    X("outlets",         LEDGER_NUMBER, 7, "count(DISTINCT CASE WHEN tally.outlet > 0 THEN tally.outlet END)")         \
    X("first_said",      LEDGER_TEXT,   7, "min(" DAY_OF("tally.day") ")")                                             \
    X("last_said",       LEDGER_TEXT,   7, "max(" DAY_OF("tally.day") ")")
/* clang-format on */

/* Days alone, not months and years. */
static void widen(block_date d, block_date *first, block_date *last)
{
    if (d % 100 == 0)
        return;
    if (!*first || d < *first)
        *first = d;
    if (d > *last)
        *last = d;
}

/* ---- outlets ------------------------------------------------------------------------------- */

struct outlet_sum {
    size_t pages, copies, copied, statements, speaker_unknown, positions;
    block_date first, last;
};

static priscus_status add_outlets(void *context, const struct block *block)
{
    struct sums *s = context;

    for (size_t i = 0; i < block->n_articles; i++) {
        const struct block_article *a = &block->articles[i];
        struct outlet_sum *sum;
        size_t at;

        if (!is_in(&s->outlets, a->outlet) || !sums_in_time(s, a->date))
            continue;
        if (sums_row(s, (struct key){ a->outlet, 0, 0 }, sizeof *sum, &at) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        sum = (struct outlet_sum *)s->list + at;
        sum->pages++;
        sum->copies += a->copy;
        sum->copied += a->copied;
        sum->statements += a->statements;
        sum->speaker_unknown += a->speaker_unknown;
        sum->positions += a->positions;
        widen(a->date, &sum->first, &sum->last);
    }
    return PRISCUS_OK;
}

static priscus_status tell_outlets(struct sums *s)
{
    static const char *const names[] = { OUTLETS_ANSWER(ASK_NAME) };
    static const enum ledger_type types[] = { OUTLETS_ANSWER(ASK_TYPE) };
    const struct outlet_sum *list = s->list;
    struct ranked *rows;
    struct telling t;
    size_t n;
    priscus_status status = sums_in_order(s, sizeof *list, offsetof(struct outlet_sum, pages), false, &rows, &n);

    if (status != PRISCUS_OK)
        return status;
    t = telling_begin(s->ask, names, types, COUNT_OF(names));
    for (size_t i = 0; i < n && !t.ended; i++) {
        const struct outlet_sum *sum = &list[rows[i].row];

        tell_text(&t, rows[i].a);
        tell_number(&t, sum->pages);
        tell_number(&t, sum->copies);
        tell_number(&t, sum->copied);
        tell_number(&t, sum->statements);
        tell_number(&t, sum->speaker_unknown);
        tell_number(&t, sum->positions);
        tell_day(&t, sum->first);
        tell_day(&t, sum->last);
        tell_row(&t);
    }
    return PRISCUS_OK;
}

static priscus_status sum_outlets(const struct asking *ask)
{
    struct sums s;
    priscus_status status = sums_open(ask, &s);

    if (status == PRISCUS_OK)
        status = sums_each_block(&s, add_outlets, &s);
    if (status == PRISCUS_OK)
        status = tell_outlets(&s);
    sums_close(&s);
    return status;
}

static priscus_status look_up_outlets(const struct asking *ask)
{
    static const char columns[] = OUTLETS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { OUTLETS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM (" COUNTED_OF_ARTICLE "newest AS article WHERE true", columns + 1);
    ask_add_article(ask, DATED("article.published"), sql);
    sqlite3_str_appendall(sql, ") AS tally GROUP BY tally.outlet ORDER BY pages DESC, 1 NULLS FIRST");
    ask_add_limit(ask, sql);
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_outlets(const struct asking *ask)
{
    return ask_is_summed(ask) ? sum_outlets(ask) : look_up_outlets(ask);
}

/* ---- speakers ------------------------------------------------------------------------------ */

struct speaker_sum {
    size_t statements, pages, pages_copied, outlets;
    block_date first, last;
    int64_t article;   /* the last one that was counted among its pages */
    uint64_t carriers; /* of the first 64 outlets: a bit each that is counted */
};

struct speaker_sums {
    struct sums s; /* of struct speaker_sum */
    struct key_table outlets; /* each at its number            */
    struct key_table carried; /* row, number of an outlet from 64 on */
    struct arena mem;         /* of a block                    */
};

#define NOT_FOUND  0          /* the row of a block's speaker, as far as it was looked for */
#define NOT_ASKED  UINT32_MAX

/* 1 + the row; NOT_ASKED. */
static priscus_status row_of_speaker(struct speaker_sums *p, const struct key *speaker, uint32_t *row)
{
    struct key key = { speaker->b ? speaker->b : speaker->a, speaker->c, 0 };
    size_t at;

    *row = NOT_ASKED;
    if (!is_in(&p->s.parties, speaker->c) || (!is_in(&p->s.names, speaker->a) && !is_in(&p->s.names, speaker->b)))
        return PRISCUS_OK;
    if (sums_row(&p->s, key, sizeof(struct speaker_sum), &at) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    *row = (uint32_t)at + 1;
    return PRISCUS_OK;
}

/* Is the outlet, by its number, the first of those of the row that is met? */
static priscus_status note_outlet(struct speaker_sums *p, uint32_t row, size_t outlet, bool *is_new)
{
    struct speaker_sum *sum = (struct speaker_sum *)p->s.list + row;
    size_t at;

    if (outlet < 64) {
        *is_new = !(sum->carriers >> outlet & 1);
        sum->carriers |= (uint64_t)1 << outlet;
        return PRISCUS_OK;
    }
    return key_table_add(&p->carried, &p->s.mem, (struct key){ row, (int64_t)outlet, 0 }, &at, is_new);
}

static priscus_status add_said(struct speaker_sums *p, const struct block_article *a, const struct block_said *said, size_t outlet,
                               uint32_t row)
{
    struct speaker_sum *sum = (struct speaker_sum *)p->s.list + row;
    bool is_new = false;

    sum->statements += said->n;
    widen(said->date, &sum->first, &sum->last);
    if (sum->article == a->id)
        return PRISCUS_OK;
    sum->article = a->id;
    sum->pages++;
    sum->pages_copied += a->copy;
    if (a->outlet && note_outlet(p, row, outlet, &is_new) != PRISCUS_OK)
        return sums_no_memory(&p->s);
    sum->outlets += is_new;
    return PRISCUS_OK;
}

static priscus_status add_speakers_of(struct speaker_sums *p, const struct block *block, const struct block_article *a, uint32_t *rows)
{
    bool by_page = p->s.ask->filter->by == LEDGER_PUBLISHED;
    size_t outlet;
    priscus_status status = PRISCUS_OK;

    if (!is_in(&p->s.outlets, a->outlet) || (by_page && !sums_in_time(&p->s, a->date)))
        return PRISCUS_OK;
    if (key_table_add(&p->outlets, &p->s.mem, (struct key){ a->outlet, 0, 0 }, &outlet, NULL) != PRISCUS_OK)
        return sums_no_memory(&p->s);
    for (size_t i = 0; i < a->n_said && status == PRISCUS_OK; i++) {
        const struct block_said *said = &a->said[i];
        uint32_t *row = &rows[said->by];

        if (*row == NOT_ASKED || (!by_page && !sums_in_time(&p->s, said->date)))
            continue;
        if (*row == NOT_FOUND)
            status = row_of_speaker(p, &block->speakers[said->by], row);
        if (status == PRISCUS_OK && *row != NOT_ASKED)
            status = add_said(p, a, said, outlet, *row - 1);
    }
    return status;
}

static priscus_status add_speakers(void *context, const struct block *block)
{
    struct speaker_sums *p = context;
    uint32_t *rows;
    priscus_status status = PRISCUS_OK;

    arena_reset(&p->mem);
    if (!(rows = arena_alloc(&p->mem, block->n_speakers * sizeof *rows)))
        return sums_no_memory(&p->s);
    for (size_t i = 0; i < block->n_articles && status == PRISCUS_OK; i++)
        status = add_speakers_of(p, block, &block->articles[i], rows);
    return status;
}

static priscus_status tell_speakers(struct speaker_sums *p)
{
    static const char *const names[] = { SPEAKERS_ANSWER(ASK_NAME) };
    static const enum ledger_type types[] = { SPEAKERS_ANSWER(ASK_TYPE) };
    const struct speaker_sum *list = p->s.list;
    struct ranked *rows;
    struct telling t;
    size_t n;
    priscus_status status = sums_in_order(&p->s, sizeof *list, offsetof(struct speaker_sum, statements), true, &rows, &n);

    if (status != PRISCUS_OK)
        return status;
    t = telling_begin(p->s.ask, names, types, COUNT_OF(names));
    for (size_t i = 0; i < n && !t.ended; i++) {
        const struct speaker_sum *sum = &list[rows[i].row];

        tell_text(&t, rows[i].a);
        tell_text(&t, rows[i].b);
        tell_number(&t, sum->statements);
        tell_number(&t, sum->pages);
        tell_number(&t, sum->pages_copied);
        tell_number(&t, sum->outlets);
        tell_day(&t, sum->first);
        tell_day(&t, sum->last);
        tell_row(&t);
    }
    return PRISCUS_OK;
}

static priscus_status sum_speakers(const struct asking *ask)
{
    struct speaker_sums p = { 0 };
    priscus_status status = sums_open(ask, &p.s);

    if (status == PRISCUS_OK)
        status = sums_each_block(&p.s, add_speakers, &p);
    if (status == PRISCUS_OK)
        status = tell_speakers(&p);
    arena_release(&p.mem);
    sums_close(&p.s);
    return status;
}

static priscus_status look_up_speakers(const struct asking *ask)
{
    static const char columns[] = SPEAKERS_ANSWER(ASK_COLUMN);
    static const enum ledger_type types[] = { SPEAKERS_ANSWER(ASK_TYPE) };
    sqlite3_str *sql = ask_begin(ask);

    sqlite3_str_appendf(sql, "SELECT%s FROM (SELECT said.*, coalesce(nullif(person, 0), speaker) AS name FROM ("
                             SAID_OF_ARTICLE "newest AS article" ITS_STATEMENTS " WHERE " THAT_STAND, columns + 1);
    ask_add_conditions(ask, ID_STATEMENT, "statement", DATED(DATE_OF("statement")), sql);
    sqlite3_str_appendall(sql, ") AS said) AS tally GROUP BY tally.name, tally.party ORDER BY statements DESC, 1 NULLS FIRST, 2 NULLS FIRST");
    ask_add_limit(ask, sql);
    return ask_sql(ask, sql, NULL, types);
}

priscus_status ask_speakers(const struct asking *ask)
{
    return ask_is_summed(ask) ? sum_speakers(ask) : look_up_speakers(ask);
}
