/* add.c - pages, articles and records into rows.
 *
 * A page is one savepoint inside a larger transaction: it is added whole or not at all, and a page
 * that fails does not take its neighbours along. Whether a page is new is asked of its hash, so
 * that adding it twice, or after a kill adding all of them again, changes nothing. */
#include "ledger/sqlite/sqlite_ledger.h"
#include "page/source/page_given.h"

#define PAGES_A_COMMIT 512
#define ZSTD_LEVEL     6

/* Values for one row, left to right. The first failure stays; the rest is passed over. */
struct row {
    struct ledger *ledger;
    sqlite3_stmt *stmt;
    int at;
    priscus_status status;
    struct priscus_error *err;
};

static struct row row_of(struct ledger *ledger, enum statement_name name, struct priscus_error *err)
{
    struct row row = { .ledger = ledger, .stmt = ledger_sql(ledger, name, err), .err = err };

    if (!row.stmt)
        row.status = err->code;
    return row;
}

static void put_number(struct row *row, int64_t n)
{
    if (row->stmt)
        sqlite3_bind_int64(row->stmt, ++row->at, n);
}

static void put_null(struct row *row)
{
    if (row->stmt)
        sqlite3_bind_null(row->stmt, ++row->at);
}

static void put_text(struct row *row, struct text t)
{
    if (row->stmt)
        bind_text(row->stmt, ++row->at, t);
}

static void put_blob(struct row *row, const void *bytes, size_t n)
{
    if (row->stmt)
        sqlite3_bind_blob64(row->stmt, ++row->at, bytes, n, SQLITE_STATIC);
}

static void put_hash(struct row *row, const struct sha256 *h)
{
    put_blob(row, h->bytes, sizeof h->bytes);
}

static void put_span(struct row *row, struct span s)
{
    put_number(row, s.begin);
    put_number(row, s.end);
}

/* A place that may be missing. */
static void put_place(struct row *row, struct span s)
{
    if (span_empty(s)) {
        put_null(row);
        put_null(row);
    } else {
        put_span(row, s);
    }
}

static priscus_status row_done(struct row *row)
{
    if (row->status != PRISCUS_OK)
        return row->status;
    return row->status = ledger_run(row->ledger, row->stmt, row->err);
}

/* The number in the first column; 0: no such row. */
static int64_t row_find(struct row *row)
{
    int64_t id = 0;
    int rc;

    if (row->status != PRISCUS_OK)
        return 0;
    rc = sqlite3_step(row->stmt);
    if (rc == SQLITE_ROW)
        id = sqlite3_column_int64(row->stmt, 0);
    else if (rc != SQLITE_DONE)
        row->status = ledger_failed(row->ledger, row->err);
    sqlite3_reset(row->stmt);
    return id;
}

/* ---- words ------------------------------------------------------------------------------- */

static int64_t word_id(struct ledger *ledger, struct text t, priscus_status *status, struct priscus_error *err)
{
    uint64_t hash = text_hash(t);
    struct word_seen *seen = NULL;
    struct row row;
    int64_t id;

    if (!ledger->words) {
        ledger->words = sqlite3_malloc(WORD_CACHE * (int)sizeof *ledger->words);
        if (!ledger->words) {
            *status = error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
            return 0;
        }
        memset(ledger->words, 0, WORD_CACHE * sizeof *ledger->words);
    }
    if (t.len <= sizeof seen->text) {
        seen = &ledger->words[hash % WORD_CACHE];
        if (seen->id && seen->hash == hash && text_eq(t, text_of(seen->text, seen->len)))
            return seen->id;
    }
    row = row_of(ledger, SQL_WORD_FIND, err);
    put_text(&row, t);
    id = row_find(&row);
    if (!id && row.status == PRISCUS_OK) {
        row = row_of(ledger, SQL_WORD_ADD, err);
        put_text(&row, t);
        if (row_done(&row) == PRISCUS_OK)
            id = sqlite3_last_insert_rowid(ledger->db);
    }
    if (row.status != PRISCUS_OK) {
        *status = row.status;
        return 0;
    }
    if (seen) {
        seen->id = id;
        seen->hash = hash;
        seen->len = (unsigned)t.len;
        memcpy(seen->text, t.ptr, t.len);
    }
    return id;
}

static void put_word(struct row *row, struct text t)
{
    int64_t id = 0;

    if (t.ptr && row->status == PRISCUS_OK)
        id = word_id(row->ledger, t, &row->status, row->err);
    if (id)
        put_number(row, id);
    else
        put_null(row);
}

static void put_date(struct row *row, struct date d)
{
    char text[DATE_TEXT_MAX];

    if (!date_known(d)) {
        put_null(row);
        put_null(row);
        return;
    }
    date_format(d, text);
    if (row->stmt)
        sqlite3_bind_text(row->stmt, ++row->at, text, -1, SQLITE_TRANSIENT);
    put_word(row, text_c(precision_text(d.precision)));
}

/* ---- readings ---------------------------------------------------------------------------- */

static priscus_status add_knowledge(struct ledger *ledger, int64_t reading, const char *kind, size_t ordinal,
                                    const struct knowledge_file *file, struct priscus_error *err)
{
    struct sha256 hash = sha256_of(file->text);
    struct row row = row_of(ledger, SQL_TEXT_FIND, err);
    int64_t id;

    put_hash(&row, &hash);
    id = row_find(&row);
    if (row.status == PRISCUS_OK && !id) {
        row = row_of(ledger, SQL_TEXT_ADD, err);
        put_hash(&row, &hash);
        put_text(&row, file->text.ptr ? file->text : text_c(""));
        if (row_done(&row) == PRISCUS_OK)
            id = sqlite3_last_insert_rowid(ledger->db);
    }
    if (row.status != PRISCUS_OK)
        return row.status;
    row = row_of(ledger, SQL_READING_TEXT_ADD, err);
    put_number(&row, reading);
    put_text(&row, text_c(kind));
    put_number(&row, (int64_t)ordinal);
    put_text(&row, text_c(file->name ? file->name : ""));
    put_number(&row, id);
    return row_done(&row);
}

/* What a reading is known by: engine and texts, not the names of their files. */
static struct sha256 reading_key(const struct knowledge *knowledge)
{
    const struct knowledge_file *agendas, *rosters;
    size_t n_agendas, n_rosters = knowledge_files(knowledge, &agendas, &n_agendas, &rosters);
    struct sha256 key = sha256_of(text_c(knowledge_engine(knowledge)));

    for (size_t i = 0; i < n_agendas + n_rosters; i++) {
        struct text parts[] = { text_of((const char *)key.bytes, sizeof key.bytes),
                                text_c(i < n_agendas ? "agenda" : "roster"),
                                i < n_agendas ? agendas[i].text : rosters[i - n_agendas].text };

        key = sha256_of_all(parts, COUNT_OF(parts));
    }
    return key;
}

static priscus_status use_reading(struct ledger *ledger, const struct knowledge *knowledge, int64_t *id,
                                  struct priscus_error *err)
{
    const struct knowledge_file *agendas, *rosters;
    size_t n_agendas, n_rosters = knowledge_files(knowledge, &agendas, &n_agendas, &rosters);
    struct sha256 key = reading_key(knowledge);
    char now[DATE_TEXT_MAX];
    struct row row = row_of(ledger, SQL_READING_FIND, err);

    put_hash(&row, &key);
    *id = row_find(&row);
    if (row.status != PRISCUS_OK || *id)
        return row.status;
    row = row_of(ledger, SQL_READING_ADD, err);
    put_hash(&row, &key);
    put_text(&row, text_c(knowledge_engine(knowledge)));
    put_text(&row, text_c(date_format(date_now(), now)));
    if (row_done(&row) != PRISCUS_OK)
        return row.status;
    *id = sqlite3_last_insert_rowid(ledger->db);
    for (size_t i = 0; i < n_agendas; i++)
        if ((row.status = add_knowledge(ledger, *id, "agenda", i, &agendas[i], err)) != PRISCUS_OK)
            return row.status;
    for (size_t i = 0; i < n_rosters; i++)
        if ((row.status = add_knowledge(ledger, *id, "roster", i, &rosters[i], err)) != PRISCUS_OK)
            return row.status;
    return PRISCUS_OK;
}

priscus_status ledger_use(struct ledger *ledger, const struct knowledge *knowledge, struct priscus_error *err)
{
    struct priscus_error own;
    priscus_status status;
    int64_t id = 0;

    if (!err)
        err = &own;
    if (!ledger->writable)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "the ledger %s was opened for reading only", ledger->path);
    if ((status = ledger_commit(ledger, err)) != PRISCUS_OK || (status = ledger_begin(ledger, err)) != PRISCUS_OK)
        return status;
    status = use_reading(ledger, knowledge, &id, err);
    /* Committed at once, so that no page's failure can take the reading away. */
    if (status == PRISCUS_OK)
        status = ledger_commit(ledger, err);
    if (status != PRISCUS_OK) {
        ledger_rollback(ledger);
        return status;
    }
    ledger->reading = id;
    return PRISCUS_OK;
}

/* ---- pages ------------------------------------------------------------------------------- */

static priscus_status find_article(struct ledger *ledger, const struct sha256 *hash, const struct page *page,
                                   int64_t *id, struct priscus_error *err)
{
    struct row row = row_of(ledger, SQL_ARTICLE_FIND, err);
    struct text way;

    arena_reset(&ledger->given);
    way = page_given_way(page, &ledger->given);
    if (!way.ptr)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    put_hash(&row, hash);
    put_number(&row, ledger->reading);
    put_text(&row, way);
    *id = row_find(&row);
    return row.status;
}

priscus_status ledger_has(struct ledger *ledger, const struct page *page, bool *has, struct priscus_error *err)
{
    struct priscus_error own;
    struct sha256 hash = page_hash(page);
    int64_t id;
    priscus_status status = find_article(ledger, &hash, page, &id, err ? err : &own);

    if (status == PRISCUS_OK)
        *has = id != 0;
    return status;
}

/* Compress a page with its body (if any) as the text before it. The result is SQLite's memory. */
static priscus_status squeeze(struct ledger *ledger, struct text bytes, struct text body, char **out, size_t *size,
                              struct priscus_error *err)
{
    size_t room = ZSTD_compressBound(bytes.len);
    ZSTD_CCtx *z = ledger->squeeze ? ledger->squeeze : (ledger->squeeze = ZSTD_createCCtx());

    *out = sqlite3_malloc64(room);
    if (!*out || !z) {
        sqlite3_free(*out);
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    }
    ZSTD_CCtx_reset(z, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, ZSTD_LEVEL);
    ZSTD_CCtx_refPrefix(z, body.ptr, body.len);
    *size = ZSTD_compress2(z, *out, room, bytes.ptr, bytes.len);
    if (ZSTD_isError(*size)) { /* there is room enough: only memory can be out */
        sqlite3_free(*out);
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "the page could not be compressed: %s",
                         ZSTD_getErrorName(*size));
    }
    return PRISCUS_OK;
}

static priscus_status add_page(struct ledger *ledger, const struct page *page, const struct sha256 *hash,
                               int64_t body_id, struct text body, int64_t *id, struct priscus_error *err)
{
    struct row row;
    size_t size = 0;
    char *squeezed;
    priscus_status status = squeeze(ledger, page->bytes, body, &squeezed, &size, err);

    if (status != PRISCUS_OK)
        return status;
    row = row_of(ledger, SQL_PAGE_ADD, err);
    put_number(&row, id_of_page(*hash));
    put_hash(&row, hash);
    put_number(&row, (int64_t)page->bytes.len);
    if (body_id)
        put_number(&row, body_id);
    else
        put_null(&row);
    put_blob(&row, squeezed, size);
    if (row_done(&row) == PRISCUS_OK)
        *id = sqlite3_last_insert_rowid(ledger->db);
    sqlite3_free(squeezed);
    return row.status;
}

static priscus_status add_sighting(struct ledger *ledger, int64_t page_id, const struct page *page, int64_t *id,
                                   struct priscus_error *err)
{
    struct text name = page->name.ptr ? page->name : text_c("");
    char fetched[DATE_TEXT_MAX], now[DATE_TEXT_MAX];
    struct row row = row_of(ledger, SQL_SIGHTING_FIND, err);

    date_format(page->fetched, fetched);
    put_number(&row, page_id);
    put_text(&row, name);
    put_text(&row, text_c(fetched));
    *id = row_find(&row);
    if (row.status != PRISCUS_OK || *id)
        return row.status;
    row = row_of(ledger, SQL_SIGHTING_ADD, err);
    put_number(&row, page_id);
    put_text(&row, name);
    put_text(&row, text_c(fetched));
    put_text(&row, text_c(date_format(date_now(), now)));
    if (row_done(&row) == PRISCUS_OK)
        *id = sqlite3_last_insert_rowid(ledger->db);
    return row.status;
}

/* ---- articles ---------------------------------------------------------------------------- */

/* The body and whether it is new: the same one in another reading of the page (0: a new page) is kept once. */
struct body {
    int64_t id;
    bool fresh;
};

static priscus_status add_body(struct ledger *ledger, int64_t page_id, struct text text, struct body *out,
                               struct priscus_error *err)
{
    struct sha256 hash = sha256_of(text);
    struct row row = row_of(ledger, SQL_BODY_OF_PAGE, err);

    put_number(&row, page_id);
    put_hash(&row, &hash);
    out->id = row_find(&row);
    out->fresh = false;
    if (row.status != PRISCUS_OK || out->id)
        return row.status;
    row = row_of(ledger, SQL_BODY_ADD, err);
    put_hash(&row, &hash);
    put_text(&row, text.ptr ? text : text_c(""));
    if (row_done(&row) == PRISCUS_OK)
        out->id = sqlite3_last_insert_rowid(ledger->db);
    out->fresh = true;
    return row.status;
}

static priscus_status add_paragraphs(struct ledger *ledger, int64_t id, const struct article *article, bool fresh,
                                     struct priscus_error *err)
{
    for (size_t i = 0; i < article->n_paragraphs; i++) {
        const struct paragraph *p = &article->paragraphs[i];
        struct row row = row_of(ledger, SQL_PARAGRAPH_ADD, err);

        put_number(&row, id);
        put_word(&row, text_c(role_text(p->role)));
        put_span(&row, p->body);
        put_span(&row, p->page);
        if (row_done(&row) != PRISCUS_OK)
            return row.status;
        if (!fresh || span_empty(p->body))
            continue;
        row = row_of(ledger, SQL_PASSAGE_ADD, err);
        put_number(&row, sqlite3_last_insert_rowid(ledger->db));
        put_text(&row, text_in(article->body, p->body));
        if (row_done(&row) != PRISCUS_OK)
            return row.status;
    }
    for (size_t i = 0; i < article->n_dropped; i++) {
        const struct dropped *d = &article->dropped[i];
        struct row row = row_of(ledger, SQL_DROPPED_ADD, err);

        put_number(&row, id);
        put_number(&row, (int64_t)i);
        put_word(&row, text_c(role_text(d->role)));
        put_word(&row, text_c(d->rule));
        put_span(&row, d->page);
        if (row_done(&row) != PRISCUS_OK)
            return row.status;
    }
    return PRISCUS_OK;
}

static priscus_status add_article(struct ledger *ledger, const struct page *page, const struct sha256 *hash,
                                  int64_t page_id, int64_t sighting, const struct body *body,
                                  const struct article *article, int64_t *id, struct priscus_error *err)
{
    char now[DATE_TEXT_MAX];
    struct row row = row_of(ledger, SQL_ARTICLE_ADD, err);
    struct text way, given;

    arena_reset(&ledger->given);
    way = page_given_way(page, &ledger->given);
    given = page_given_write(page, &ledger->given);
    if (!way.ptr || !given.ptr)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    put_number(&row, id_of_article(*hash, article->title, article->body));
    put_number(&row, page_id);
    put_number(&row, ledger->reading);
    put_word(&row, way);
    put_number(&row, sighting);
    put_text(&row, text_c(date_format(date_now(), now)));
    put_number(&row, body->id);
    put_text(&row, article->id);
    put_text(&row, article->title);
    put_word(&row, article->outlet);
    put_number(&row, article->outlet_inferred);
    put_text(&row, article->byline);
    put_word(&row, article->section);
    put_word(&row, article->language);
    put_text(&row, article->address);
    put_word(&row, article->republished_by);
    put_date(&row, article->published);
    put_text(&row, article->published_words);
    put_date(&row, article->modified);
    put_number(&row, article->day_first);
    put_number(&row, article->unsure);
    put_text(&row, text_c(article->unsure_why));
    put_text(&row, given);
    if (row_done(&row) != PRISCUS_OK)
        return row.status;
    *id = sqlite3_last_insert_rowid(ledger->db);
    for (size_t i = 0; i < article->n_agencies + article->n_credits; i++) {
        const struct credit *credit = i < article->n_agencies ? NULL : &article->credits[i - article->n_agencies];

        row = row_of(ledger, SQL_AGENCY_ADD, err);
        put_number(&row, *id);
        put_number(&row, (int64_t)i);
        put_word(&row, credit ? credit->agency : article->agencies[i]);
        put_word(&row, text_c(credit ? credit_text(credit->what) : CREDIT_REPORT_TEXT));
        if (row_done(&row) != PRISCUS_OK)
            return row.status;
    }
    return add_paragraphs(ledger, *id, article, body->fresh, err);
}

/* ---- records ----------------------------------------------------------------------------- */

static priscus_status add_statement(struct ledger *ledger, const struct sha256 *hash, int64_t article, size_t ordinal,
                                    const struct statement *st, struct priscus_error *err)
{
    struct row row = row_of(ledger, SQL_STATEMENT_ADD, err);

    put_number(&row, article);
    put_number(&row, (int64_t)ordinal);
    put_number(&row, id_of_statement(*hash, st));
    put_word(&row, text_c(statement_kind_text(st->kind)));
    put_place(&row, st->source);
    put_place(&row, st->cue);
    put_word(&row, st->speaker);
    put_word(&row, st->party);
    put_number(&row, st->last_known);
    put_place(&row, st->occasion);
    put_date(&row, st->said_on);
    put_place(&row, st->said_words);
    if (st->inside >= 0)
        put_number(&row, st->inside);
    else
        put_null(&row);
    put_place(&row, st->addressee);
    if (row_done(&row) != PRISCUS_OK)
        return row.status;
    for (size_t i = 0; i < st->n_content; i++) {
        row = row_of(ledger, SQL_CONTENT_ADD, err);
        put_number(&row, article);
        put_number(&row, (int64_t)ordinal);
        put_number(&row, (int64_t)i);
        put_span(&row, st->content[i]);
        if (row_done(&row) != PRISCUS_OK)
            return row.status;
    }
    for (size_t i = 0; i < st->n_chain; i++) {
        row = row_of(ledger, SQL_CHAIN_ADD, err);
        put_number(&row, article);
        put_number(&row, (int64_t)ordinal);
        put_number(&row, (int64_t)i);
        put_word(&row, text_c(chain_role_text(st->chain[i].role)));
        put_word(&row, st->chain[i].name);
        put_place(&row, st->chain[i].words);
        if (row_done(&row) != PRISCUS_OK)
            return row.status;
    }
    return PRISCUS_OK;
}

static priscus_status add_position(struct ledger *ledger, const struct sha256 *hash, int64_t article, size_t ordinal,
                                   const struct position *p, struct priscus_error *err)
{
    struct row row = row_of(ledger, SQL_POSITION_ADD, err);
    sqlite3_str *rules = sqlite3_str_new(ledger->db);
    char *text;

    sqlite3_str_appendchar(rules, 1, '[');
    for (size_t i = 0; i < p->n_rules; i++)
        sqlite3_str_appendf(rules, i ? ",%d" : "%d", p->rules[i]);
    sqlite3_str_appendchar(rules, 1, ']');
    text = sqlite3_str_finish(rules);
    if (!text)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    put_number(&row, article);
    put_number(&row, (int64_t)ordinal);
    put_number(&row, id_of_position(*hash, p));
    if (p->statement >= 0)
        put_number(&row, p->statement);
    else
        put_null(&row);
    put_span(&row, p->sentence);
    put_span(&row, p->words);
    put_word(&row, p->speaker);
    put_word(&row, p->party.ptr ? p->party : text_c(""));
    put_word(&row, p->issue.ptr ? p->issue : text_c(""));
    put_word(&row, text_c(stance_text(p->stance)));
    put_place(&row, p->condition);
    put_word(&row, p->counterpart);
    put_date(&row, p->said_on);
    put_place(&row, p->said_words);
    put_number(&row, p->last_known);
    put_number(&row, p->by_other);
    put_text(&row, text_c(text));
    row_done(&row);
    sqlite3_free(text);
    return row.status;
}

static int64_t find_page(struct ledger *ledger, const struct sha256 *hash, priscus_status *status,
                         struct priscus_error *err)
{
    struct row row = row_of(ledger, SQL_PAGE_FIND, err);
    int64_t id;

    put_hash(&row, hash);
    id = row_find(&row);
    *status = row.status;
    return id;
}

/* `article` NULL: only the sighting. */
static priscus_status add_all(struct ledger *ledger, const struct page *page, const struct article *article,
                              const struct record *record, bool *added, struct priscus_error *err)
{
    static const struct text nothing;
    struct sha256 hash = page_hash(page);
    struct body body = { 0 };
    int64_t sighting, id;
    priscus_status status;
    int64_t page_id = find_page(ledger, &hash, &status, err);

    if (status == PRISCUS_OK && !page_id && article)
        status = add_body(ledger, 0, article->body, &body, err);
    if (status == PRISCUS_OK && !page_id)
        status = add_page(ledger, page, &hash, body.id, article ? article->body : nothing, &page_id, err);
    if (status != PRISCUS_OK || (status = add_sighting(ledger, page_id, page, &sighting, err)) != PRISCUS_OK ||
        (status = find_article(ledger, &hash, page, &id, err)) != PRISCUS_OK)
        return status;
    *added = id == 0 && article;
    if (!*added)
        return PRISCUS_OK;
    if (!body.id && (status = add_body(ledger, page_id, article->body, &body, err)) != PRISCUS_OK)
        return status;
    status = add_article(ledger, page, &hash, page_id, sighting, &body, article, &id, err);
    for (size_t i = 0; status == PRISCUS_OK && i < record->n_statements; i++)
        status = add_statement(ledger, &hash, id, i, &record->statements[i], err);
    for (size_t i = 0; status == PRISCUS_OK && i < record->n_positions; i++)
        status = add_position(ledger, &hash, id, i, &record->positions[i], err);
    return status;
}

static bool time_to_commit(const struct ledger *ledger)
{
    struct timespec now;

    if (ledger->pending >= PAGES_A_COMMIT)
        return true;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec - ledger->began.tv_sec > 1 ||
           (now.tv_sec - ledger->began.tv_sec == 1 && now.tv_nsec >= ledger->began.tv_nsec);
}

/* Take back the page that failed. A full disk may have made SQLite take back all since the last
 * commit; where it did not, what came before this page is committed. */
static void undo_page(struct ledger *ledger, priscus_status why)
{
    ledger_forget_words(ledger);
    if (sqlite3_get_autocommit(ledger->db) ||
        sqlite3_exec(ledger->db, "ROLLBACK TO one_page; RELEASE one_page", NULL, NULL, NULL) != SQLITE_OK) {
        ledger_rollback(ledger); /* memory is out for that too: back to the last commit */
        return;
    }
    if (why != PRISCUS_ENOMEM)
        ledger_commit(ledger, NULL);
}

static priscus_status add(struct ledger *ledger, const struct page *page, const struct article *article,
                          const struct record *record, bool *added, struct priscus_error *err)
{
    struct priscus_error own;
    sqlite3_stmt *stmt;
    priscus_status status;
    bool is_new = false;

    if (!err)
        err = &own;
    if (!ledger->writable || !ledger->reading)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "the ledger %s was not opened for writing, or no reading is in use", ledger->path);
    if ((status = ledger_begin(ledger, err)) != PRISCUS_OK)
        return status;
    stmt = ledger_sql(ledger, SQL_SAVE, err);
    if (!stmt)
        return err->code;
    if ((status = ledger_run(ledger, stmt, err)) == PRISCUS_OK)
        status = add_all(ledger, page, article, record, &is_new, err);
    if (status == PRISCUS_OK) {
        stmt = ledger_sql(ledger, SQL_KEEP, err);
        status = stmt ? ledger_run(ledger, stmt, err) : err->code;
    }
    if (status != PRISCUS_OK) {
        undo_page(ledger, status);
        return status;
    }
    ledger->pending++;
    if (time_to_commit(ledger) && (status = ledger_commit(ledger, err)) != PRISCUS_OK)
        return status;
    if (added)
        *added = is_new;
    return PRISCUS_OK;
}

priscus_status ledger_add(struct ledger *ledger, const struct page *page, const struct article *article,
                          const struct record *record, bool *added, struct priscus_error *err)
{
    return add(ledger, page, article, record, added, err);
}

priscus_status ledger_sight(struct ledger *ledger, const struct page *page, struct priscus_error *err)
{
    return add(ledger, page, NULL, NULL, NULL, err);
}
