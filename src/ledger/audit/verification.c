/* verification.c - does the ledger still say what its pages say?
 *
 * Three questions, each a check that someone who trusts nobody could repeat by hand:
 *
 *   the stored bytes have the hash that names the page        (sha256sum)
 *   the body that words are cut from has its hash, and places lie in it
 *   read again with the stored agenda and roster, the page gives the same entries
 *
 * For the last, the new reading is added to a ledger in memory by the same code that wrote the first one, and the
 * rows of both are compared (verify_rows.c). What another version of Priscus made cannot be made again by this one:
 * of it, places and identifiers are checked (verify_places.c). */
#include "ledger/audit/verify.h"

void verify_tell(struct verifying *v, const char *id, const char *what)
{
    bool entry = id[0] == ID_STATEMENT || id[0] == ID_POSITION;

    if ((v->only_letter == ID_STATEMENT || v->only_letter == ID_POSITION) && entry && strcmp(id, v->only) != 0)
        return;
    v->out->wrong++;
    if (v->each)
        v->each(v->context, id, what);
}

/* What restore.c finds wrong. */
static void tell_restored(void *context, const char *id, const char *what)
{
    verify_tell(context, id, what);
}

/* ---- one article ------------------------------------------------------------------------- */

static priscus_status make_again(struct verifying *v, int64_t article, const char *id, const struct page *page,
                                 const struct restored_reading *reading)
{
    struct reading made;
    struct priscus_error why = { 0 };
    int64_t again;
    priscus_status status = reading_make(page, reading->analyst, &v->mem, &made, &why);

    if (status == PRISCUS_ENOMEM)
        return error_memory(v->err);
    if (status != PRISCUS_OK) {
        char what[300];

        sqlite3_snprintf(sizeof what, what, "the page cannot be read again: %.200s", why.message);
        verify_tell(v, id, what);
        return PRISCUS_OK;
    }
    if ((status = ledger_use(v->scratch, reading->knowledge, v->err)) == PRISCUS_OK &&
        (status = ledger_add(v->scratch, &made.page, &made.article, &made.record, NULL, v->err)) == PRISCUS_OK &&
        (status = ledger_find_article(v->scratch, page, &again, v->err)) == PRISCUS_OK)
        status = verify_rows(v, article, again);
    ledger_rollback(v->scratch);
    return status;
}

static priscus_status count_entries(struct verifying *v, int64_t article, size_t *n)
{
    static const char all[] = "SELECT (SELECT count(*) FROM statement WHERE article = ?1)"
                              " + (SELECT count(*) FROM position WHERE article = ?1)";
    static const char one_statement[] = "SELECT count(*) FROM statement WHERE article = ?1 AND id = ?2";
    static const char one_position[] = "SELECT count(*) FROM position WHERE article = ?1 AND id = ?2";
    struct query *row;
    bool found;
    priscus_status status = ledger_prepare(v->ledger,
                                           v->only_letter == ID_STATEMENT  ? one_statement
                                           : v->only_letter == ID_POSITION ? one_position
                                                                           : all,
                                           &row, v->err);

    if (status == PRISCUS_OK) {
        query_bind_number(row, 1, article);
        if (query_parameters(row) > 1)
            query_bind_number(row, 2, v->only_id);
        status = ledger_step(v->ledger, row, &found, v->err);
    }
    if (status == PRISCUS_OK)
        *n = (size_t)query_number(row, 0);
    query_close(row);
    return status;
}

/* `bytes` NULL: something is wrong with them, and was told. */
static priscus_status verify_article(struct verifying *v, struct query *row, const struct page *bytes)
{
    struct stored_article stored;
    struct restored_reading *reading;
    struct page page;
    char id[ID_TEXT_MAX];
    size_t entries;
    bool good;
    priscus_status status;

    if (stored_article(row, &stored) != PRISCUS_OK)
        return error_memory(v->err);
    id_format(ID_ARTICLE, stored.key, id);
    if ((status = count_entries(v, stored.id, &entries)) != PRISCUS_OK)
        return status;
    v->out->entries += entries;
    if (!stored_hash_fits(stored.body_hash, stored.body))
        verify_tell(v, id, "the stored body does not have its hash");
    if (!bytes)
        return PRISCUS_OK;
    page = *bytes;
    if ((status = restore_circumstances(&v->restore, &stored, id, &page, &good, v->err)) != PRISCUS_OK || !good)
        return status;
    if ((status = restore_reading(&v->restore, &stored, &reading, v->err)) != PRISCUS_OK)
        return status;
    if (!reading->other_engine)
        return make_again(v, stored.id, id, &page, reading);
    v->out->other_engine += entries;
    return verify_places(v, stored.id, stored.body, page_hash(&page));
}

/* ---- one page ---------------------------------------------------------------------------- */

static priscus_status verify_page(struct verifying *v, struct query *row, struct query *articles)
{
    struct page page = { 0 };
    struct stored_page stored;
    char id[ID_TEXT_MAX];
    bool good, found;
    priscus_status status;

    if (stored_page(row, &stored) != PRISCUS_OK)
        return error_memory(v->err);
    v->out->pages++;
    id_format(ID_PAGE, stored.key, id);
    status = restore_bytes(&v->restore, &stored, id, &page, &good, v->err);
    query_bind_number(articles, 1, stored.id);
    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, articles, &found, v->err)) == PRISCUS_OK && found)
        status = verify_article(v, articles, good ? &page : NULL);
    query_reset(articles);
    /* Many readings of a large page may pile up; the pages of a run must not. */
    arena_reset(&v->mem);
    return status;
}

/* Which pages are looked at: all, or those of ?1. */
static const char *pages_of(char letter)
{
    switch (letter) {
    case ID_PAGE:
        return STORED_PAGE_SQL "WHERE page.key = ?1 ORDER BY sha256";
    case ID_ARTICLE:
        return STORED_PAGE_SQL "WHERE page.id IN (SELECT page FROM article WHERE key = ?1) ORDER BY sha256";
    case ID_STATEMENT:
        return STORED_PAGE_SQL "WHERE page.id IN (SELECT article.page FROM statement JOIN article"
                               " ON article.id = statement.article WHERE statement.id = ?1) ORDER BY sha256";
    case ID_POSITION:
        return STORED_PAGE_SQL "WHERE page.id IN (SELECT article.page FROM position JOIN article"
                               " ON article.id = position.article WHERE position.id = ?1) ORDER BY sha256";
    default:
        return STORED_PAGE_SQL "ORDER BY sha256";
    }
}

static priscus_status verify_pages(struct verifying *v)
{
    struct query *pages, *articles = NULL;
    bool found;
    priscus_status status = ledger_prepare(v->ledger, pages_of(v->only_letter), &pages, v->err);

    if (status == PRISCUS_OK)
        status = ledger_prepare(v->ledger, STORED_ARTICLE_SQL "WHERE article.page = ?1 ORDER BY article.id", &articles,
                                v->err);
    if (status == PRISCUS_OK && v->only_letter)
        query_bind_number(pages, 1, v->only_id);
    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, pages, &found, v->err)) == PRISCUS_OK && found)
        status = verify_page(v, pages, articles);
    query_close(pages);
    query_close(articles);
    if (status == PRISCUS_OK && v->only_letter && v->out->pages == 0)
        status =
            error_set(v->err, PRISCUS_EUSAGE, NOWHERE, "there is no %s in the ledger %s", v->only, v->ledger->path);
    return status;
}

static priscus_status verify_entries(struct verifying *v)
{
    priscus_status status = verify_rows_open(v);

    if (status == PRISCUS_OK)
        status = verify_pages(v);
    verify_rows_close(v);
    return status;
}

/* ---- all of it --------------------------------------------------------------------------- */

/* A damaged file is what is looked for, and no failure. */
static bool is_damage(const struct verifying *v, priscus_status status)
{
    int why = v->ledger->why & 0xff;

    return !v->ledger->postgres && status == PRISCUS_ELEDGER && (why == SQLITE_CORRUPT || why == SQLITE_NOTADB || why == SQLITE_ERROR);
}

typedef priscus_status verify_step_fn(struct verifying *v);

static priscus_status verify_all(struct verifying *v)
{
    static verify_step_fn *const of_file[] = { verify_schema, verify_file, verify_full_text, verify_shown, verify_seals, NULL },
                                 *const of_server[] = { verify_server, verify_shown, verify_seals, NULL },
                                 *const of_none[] = { NULL };
    verify_step_fn *const *whole = v->only_letter ? of_none : v->ledger->postgres ? of_server : of_file;
    priscus_status status = PRISCUS_OK;

    for (bool entries = false; !entries && status == PRISCUS_OK;) {
        entries = !*whole;
        status = entries ? verify_entries(v) : (*whole++)(v);
        if (is_damage(v, status)) {
            verify_tell(v, "file", v->err->message);
            status = PRISCUS_OK;
        }
    }
    return status;
}

priscus_status ledger_verify(struct ledger *ledger, const struct language *language, const char *only,
                             ledger_mismatch_fn *each, void *context, struct ledger_verify *out,
                             struct priscus_error *err)
{
    struct ledger_verify counted = { 0 };
    struct priscus_error why = { 0 };
    struct verifying v = {
        .ledger = ledger, .each = each, .context = context, .out = &counted, .only = only, .err = &why
    };
    priscus_status status;

    if (only && (!id_parse(only, &v.only_letter, &v.only_id) || v.only_letter == ID_STORY ||
                 v.only_letter == ID_UTTERANCE)) /* no entries: they are not sealed (ledger/link_store.h) */
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "\"%.40s\" is no identifier: they look like p-3fa94c12d0b7",
                         only);
    v.restore = (struct restore){
        .ledger = ledger, .language = language, .mem = &v.mem, .wrong = tell_restored, .context = &v
    };
    if ((status = ledger_commit(ledger, &why)) == PRISCUS_OK &&
        (status = ledger_open(NULL, LEDGER_WRITE, &v.scratch, &why)) == PRISCUS_OK &&
        /* One state of the ledger for all questions, whatever is committed meanwhile. */
        (status = ledger_exec(ledger, ledger->postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN", &why)) ==
            PRISCUS_OK)
        status = verify_all(&v);
    ledger_rollback(ledger);
    if (v.scratch) {
        ledger_rollback(v.scratch);
        ledger_close(v.scratch, NULL);
    }
    restore_release(&v.restore);
    arena_release(&v.mem);
    if (status == PRISCUS_OK)
        *out = counted;
    else if (err)
        *err = why;
    return status;
}
