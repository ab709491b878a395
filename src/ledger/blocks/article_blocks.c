/* article_blocks.c - see article_blocks.h. */
#include "ledger/blocks/article_blocks.h"

#include <stdlib.h>

#include "ledger/sqlite/row.h"

#define BLOCK_VERSION 1 /* of the bytes; rows of another are made again */
#define MISSING_MAX   3 /* so many may be missing for good */

/* ---- looked up -------------------------------------------------------------------------------- */

/* Articles of the ledger while they are put together. */
struct making {
    struct ledger *ledger;
    struct arena *mem;
    struct key_table speakers;
    struct block_said *said; /* of the article that is read */
    int64_t *parties;
    size_t n_said, room_said, n_parties, room_parties;
    struct priscus_error *err;
};

static int compare_said(const void *left, const void *right)
{
    const struct block_said *a = left, *b = right;

    if (a->by != b->by)
        return a->by < b->by ? -1 : 1;
    return a->date == b->date ? 0 : a->date < b->date ? -1 : 1;
}

static priscus_status take_said(struct making *m, struct query *row)
{
    const struct key speaker = { query_number(row, 1), query_number(row, 2), query_number(row, 3) };
    struct block_said said = { .date = block_date_of(column_text(row, 6)), .n = 1 }, *grown;
    size_t by;

    if (key_table_add(&m->speakers, m->mem, speaker, &by, NULL) != PRISCUS_OK)
        return error_memory(m->err);
    said.by = (uint32_t)by;
    if (!(grown = arena_grow(m->mem, m->said, m->n_said, &m->room_said, sizeof *grown)))
        return error_memory(m->err);
    m->said = grown;
    grown[m->n_said++] = said;
    return PRISCUS_OK;
}

static priscus_status take_party(struct making *m, struct query *row)
{
    int64_t *grown = arena_grow(m->mem, m->parties, m->n_parties, &m->room_parties, sizeof *grown);

    if (!grown)
        return error_memory(m->err);
    m->parties = grown;
    grown[m->n_parties++] = query_number(row, 1);
    return PRISCUS_OK;
}

/* Of the article, and of the rows of statements and parties, which lie in the same order, those that are its own. */
struct rows {
    struct row row;
    bool found;
    priscus_status (*take)(struct making *m, struct query *row);
};

static priscus_status take_rows_of(struct making *m, struct rows *rows, int64_t article)
{
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && rows->found && query_number(rows->row.stmt, 0) == article) {
        status = rows->take(m, rows->row.stmt);
        if (status == PRISCUS_OK)
            status = row_next(&rows->row, &rows->found);
    }
    return status;
}

/* What was said by the same on the same day is one. */
static void merge_said(struct block_article *a, struct block_said *said, size_t n)
{
    if (n)
        qsort(said, n, sizeof *said, compare_said);
    for (size_t i = 0; i < n; i++) {
        if (a->n_said && compare_said(&said[a->n_said - 1], &said[i]) == 0)
            said[a->n_said - 1].n += said[i].n;
        else
            said[a->n_said++] = said[i];
    }
    a->said = said;
}

static priscus_status take_article(struct making *m, struct query *row, struct rows *more, size_t n, struct block_article *a)
{
    priscus_status status = PRISCUS_OK;

    *a = (struct block_article){
        .id = query_number(row, 0),
        .outlet = query_number(row, 1),
        .date = block_date_of(column_text(row, 2)),
        .copy = query_number(row, 3) != 0,
        .copied = query_number(row, 4) != 0,
        .statements = (uint32_t)query_number(row, 5),
        .speaker_unknown = (uint32_t)query_number(row, 6),
        .positions = (uint32_t)query_number(row, 7),
    };
    m->said = NULL;
    m->parties = NULL;
    m->n_said = m->room_said = m->n_parties = m->room_parties = 0;
    for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
        status = take_rows_of(m, &more[i], a->id);
    merge_said(a, m->said, m->n_said);
    a->parties = m->parties;
    a->n_parties = m->n_parties;
    return status;
}

static struct row of_block(struct ledger *ledger, enum statement_name name, int64_t id, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, name, err);

    put_number(&row, id * BLOCK_ARTICLES);
    put_number(&row, (id + 1) * BLOCK_ARTICLES);
    return row;
}

/* The block as the ledger has it now, in `mem`. */
static priscus_status look_up(struct ledger *ledger, int64_t id, struct arena *mem, struct block *out, struct priscus_error *err)
{
    struct making m = { .ledger = ledger, .mem = mem, .err = err };
    struct row articles = of_block(ledger, SQL_BLOCK_ARTICLES, id, err);
    struct rows more[] = { { of_block(ledger, SQL_BLOCK_SAID, id, err), false, take_said },
                           { of_block(ledger, SQL_BLOCK_PARTIES, id, err), false, take_party } };
    struct block_article *list = arena_alloc(mem, BLOCK_ARTICLES * sizeof *list);
    size_t n = 0;
    bool found;
    priscus_status status = list ? row_next(&articles, &found) : error_memory(err);

    for (size_t i = 0; i < COUNT_OF(more) && status == PRISCUS_OK; i++)
        status = row_next(&more[i].row, &more[i].found);
    while (status == PRISCUS_OK && found && n < BLOCK_ARTICLES) {
        status = take_article(&m, articles.stmt, more, COUNT_OF(more), &list[n++]);
        if (status == PRISCUS_OK)
            status = row_next(&articles, &found);
    }
    query_reset(articles.stmt);
    for (size_t i = 0; i < COUNT_OF(more); i++)
        query_reset(more[i].row.stmt);
    *out = (struct block){ m.speakers.keys, m.speakers.n, list, n };
    return status;
}

/* ---- asked ------------------------------------------------------------------------------------- */

/* The rows that are kept, in order, while others are asked for. */
struct kept_rows {
    struct query *last, *stmt; /* `last` stands on a row, so that all is read as it was then */
    int64_t articles;          /* the number of the last one */
    bool found;                /* `stmt` stands on one       */
};

static priscus_status open_rows(struct ledger *ledger, block_date first, block_date end, struct kept_rows *rows, struct priscus_error *err)
{
    static const char sql[] = "SELECT id, CASE WHEN first_day <= ?2 AND last_day >= ?1 THEN articles END FROM shown_block"
                              " WHERE version = ?3 ORDER BY id";
    bool found = false;
    priscus_status status = ledger_prepare(ledger, "SELECT coalesce(max(id), 0) FROM article", &rows->last, err);

    if (status == PRISCUS_OK && (status = ledger_step(ledger, rows->last, &found, err)) == PRISCUS_OK && found)
        rows->articles = query_number(rows->last, 0);
    if (status == PRISCUS_OK)
        status = ledger_prepare(ledger, sql, &rows->stmt, err);
    if (status != PRISCUS_OK)
        return status;
    query_bind_number(rows->stmt, 1, first);
    query_bind_number(rows->stmt, 2, end);
    query_bind_number(rows->stmt, 3, BLOCK_VERSION);
    return ledger_step(ledger, rows->stmt, &rows->found, err);
}

static void close_rows(struct kept_rows *rows)
{
    query_close(rows->stmt);
    query_close(rows->last);
}

/* *kept: is there a row of that block? Its bytes are NULL where nothing in it is asked for. */
static priscus_status find_row(struct ledger *ledger, struct kept_rows *rows, int64_t id, bool *kept, struct text *bytes,
                               struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK && rows->found && query_number(rows->stmt, 0) < id)
        status = ledger_step(ledger, rows->stmt, &rows->found, err);
    *kept = status == PRISCUS_OK && rows->found && query_number(rows->stmt, 0) == id;
    if (*kept) {
        bool asked = !query_is_null(rows->stmt, 1);
        const char *p = asked ? query_bytes(rows->stmt, 1) : NULL;

        if (asked && !p && query_out_of_memory(rows->stmt))
            status = error_memory(err);
        *bytes = asked ? text_of(p ? p : "", p ? query_size(rows->stmt, 1) : 0) : (struct text){ 0 };
    }
    return status;
}

static priscus_status read_block(struct ledger *ledger, struct kept_rows *rows, int64_t id, struct arena *mem, struct block *out,
                                 struct priscus_error *err)
{
    struct text bytes;
    bool kept;
    priscus_status status = find_row(ledger, rows, id, &kept, &bytes, err);

    *out = (struct block){ 0 };
    if (status != PRISCUS_OK || (kept && !bytes.ptr))
        return status;
    status = kept ? block_take(bytes, id * BLOCK_ARTICLES, mem, out) : PRISCUS_EINPUT;
    if (status == PRISCUS_EINPUT) /* none is kept, or what is kept is damaged, which `verify` says */
        return look_up(ledger, id, mem, out, err);
    return status == PRISCUS_ENOMEM ? error_memory(err) : status;
}

priscus_status article_blocks_each(struct ledger *ledger, block_date first, block_date last, article_block_fn *each, void *context,
                                   struct priscus_error *err)
{
    struct kept_rows rows = { 0 };
    struct arena mem = { 0 };
    priscus_status status = open_rows(ledger, first, last, &rows, err);

    for (int64_t id = 0; status == PRISCUS_OK && id <= rows.articles / BLOCK_ARTICLES; id++) {
        struct block block;

        status = read_block(ledger, &rows, id, &mem, &block, err);
        if (status == PRISCUS_OK && block.n_articles)
            status = each(context, &block);
        arena_reset(&mem);
    }
    arena_release(&mem);
    close_rows(&rows);
    return status;
}

/* ---- kept -------------------------------------------------------------------------------------- */

static void widen(block_date d, block_date *first, block_date *last)
{
    if (!d)
        return;
    if (d < *first)
        *first = d;
    if (block_date_end(d) > *last)
        *last = block_date_end(d);
}

/* The first and the last day that something in it may be of. Of none: a time that nothing is of. */
static void days_of(const struct block *block, block_date *first, block_date *last)
{
    *first = UINT32_MAX;
    *last = 0;
    for (size_t i = 0; i < block->n_articles; i++) {
        const struct block_article *a = &block->articles[i];

        widen(a->date, first, last);
        for (size_t s = 0; s < a->n_said; s++)
            widen(a->said[s].date, first, last);
    }
}

struct packed {
    block_date first, last;
    struct buffer bytes;
};

static priscus_status pack(struct ledger *ledger, int64_t id, struct arena *mem, struct packed *out, struct priscus_error *err)
{
    struct block block;
    priscus_status status = look_up(ledger, id, mem, &block, err);

    buffer_reset(&out->bytes);
    if (status != PRISCUS_OK)
        return status;
    days_of(&block, &out->first, &out->last);
    block_put(&block, id * BLOCK_ARTICLES, &out->bytes);
    return out->bytes.failed ? error_memory(err) : PRISCUS_OK;
}

static priscus_status keep(struct ledger *ledger, int64_t id, struct arena *mem, struct packed *packed, struct priscus_error *err)
{
    priscus_status status = pack(ledger, id, mem, packed, err);
    struct text bytes = buffer_as_text(&packed->bytes);
    block_date first_day = packed->first, last_day = packed->last;
    struct row row;

    if (status != PRISCUS_OK)
        return status;
    row = row_of_table(ledger, TABLE_SHOWN_BLOCK, err);
    SHOWN_BLOCK_COLUMNS(PUT);
    return row_run(&row);
}

/* Blocks all of whose articles are there, and no row of this version. */
static priscus_status find_missing(struct ledger *ledger, struct arena *mem, int64_t **out, size_t *n, struct priscus_error *err)
{
    struct kept_rows rows = { 0 };
    size_t room = 0;
    priscus_status status = open_rows(ledger, 1, 0, &rows, err); /* without their bytes */

    *out = NULL;
    *n = 0;
    for (int64_t id = 0; status == PRISCUS_OK && id < (rows.articles + 1) / BLOCK_ARTICLES; id++) {
        struct text bytes;
        bool kept;
        int64_t *grown;

        status = find_row(ledger, &rows, id, &kept, &bytes, err);
        if (status != PRISCUS_OK || kept)
            continue;
        if (!(grown = arena_grow(mem, *out, *n, &room, sizeof *grown))) {
            status = error_memory(err);
            break;
        }
        *out = grown;
        grown[(*n)++] = id;
    }
    close_rows(&rows);
    return status;
}

static priscus_status keep_one(struct ledger *ledger, int64_t id, struct arena *mem, struct packed *packed, struct priscus_error *err)
{
    priscus_status status = ledger_begin_page(ledger, 1, err);

    return status == PRISCUS_OK ? ledger_end_page(ledger, keep(ledger, id, mem, packed, err), err) : status;
}

priscus_status article_blocks_keep(struct ledger *ledger, size_t few, volatile sig_atomic_t *stop, struct priscus_error *err)
{
    struct arena missing = { 0 }, mem = { 0 };
    struct packed packed = { 0 };
    int64_t *ids;
    size_t n;
    priscus_status status = find_missing(ledger, &missing, &ids, &n, err);

    if (n <= few)
        n = 0;
    for (size_t i = 0; i < n && status == PRISCUS_OK && !(stop && *stop); i++) {
        status = keep_one(ledger, ids[i], &mem, &packed, err);
        arena_reset(&mem);
    }
    buffer_release(&packed.bytes);
    arena_release(&mem);
    arena_release(&missing);
    return status;
}

priscus_status ledger_counts_keep(struct ledger *ledger, volatile sig_atomic_t *stop, struct priscus_error *err)
{
    return article_blocks_keep(ledger, MISSING_MAX, stop, err);
}

/* ---- checked ----------------------------------------------------------------------------------- */

priscus_status article_blocks_check(struct ledger *ledger, size_t *wrong, struct priscus_error *err)
{
    static const char sql[] = "SELECT id, first_day, last_day, articles FROM shown_block WHERE version = ?1 ORDER BY id";
    struct query *stmt;
    struct arena mem = { 0 };
    struct packed packed = { 0 };
    bool found;
    priscus_status status = ledger_prepare(ledger, sql, &stmt, err);

    *wrong = 0;
    if (status == PRISCUS_OK)
        query_bind_number(stmt, 1, BLOCK_VERSION);
    while (status == PRISCUS_OK && (status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        const char *p = query_bytes(stmt, 3);
        struct text bytes = text_of(p, p ? query_size(stmt, 3) : 0);

        status = pack(ledger, query_number(stmt, 0), &mem, &packed, err);
        if (status == PRISCUS_OK)
            *wrong += query_number(stmt, 1) != packed.first || query_number(stmt, 2) != packed.last ||
                      !text_eq(bytes, buffer_as_text(&packed.bytes));
        arena_reset(&mem);
    }
    query_close(stmt);
    buffer_release(&packed.bytes);
    arena_release(&mem);
    return status;
}
