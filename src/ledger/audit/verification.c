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

priscus_status verify_page(struct verifying *v, int64_t id_of_row)
{
    struct page page = { 0 };
    struct stored_page stored;
    char id[ID_TEXT_MAX];
    bool good, found;
    priscus_status status;

    query_bind_number(v->pages, 1, id_of_row);
    if ((status = ledger_step(v->ledger, v->pages, &found, v->err)) != PRISCUS_OK)
        return status;
    if (!found)
        return error_set(v->err, PRISCUS_ELEDGER, NOWHERE, "a page of the ledger %s is missing", v->ledger->path);
    if (stored_page(v->pages, &stored) != PRISCUS_OK)
        return error_memory(v->err);
    v->out->pages++;
    id_format(ID_PAGE, stored.key, id);
    status = restore_bytes(&v->restore, &stored, id, &page, &good, v->err);
    query_bind_number(v->articles, 1, stored.id);
    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, v->articles, &found, v->err)) == PRISCUS_OK && found)
        status = verify_article(v, v->articles, good ? &page : NULL);
    query_reset(v->articles);
    query_reset(v->pages);
    /* Many readings of a large page may pile up; the pages of a run must not. */
    arena_reset(&v->mem);
    return status;
}

priscus_status verify_open(struct verifying *v, const char *path)
{
    priscus_status status = path ? ledger_open(path, LEDGER_READ, &v->ledger, v->err) : PRISCUS_OK;

    v->of_thread = path && status == PRISCUS_OK;
    v->restore = (struct restore){
        .ledger = v->ledger, .language = v->restore.language, .mem = &v->mem, .wrong = tell_restored, .context = v
    };
    if (status == PRISCUS_OK)
        status = ledger_open(NULL, LEDGER_WRITE, &v->scratch, v->err);
    /* One state of the ledger for all questions, whatever is committed meanwhile. */
    if (status == PRISCUS_OK)
        status = ledger_exec(v->ledger, v->ledger->postgres ? "BEGIN ISOLATION LEVEL REPEATABLE READ" : "BEGIN", v->err);
    return status;
}

priscus_status verify_prepare(struct verifying *v)
{
    priscus_status status = ledger_prepare(v->ledger, STORED_PAGE_SQL "WHERE page.id = ?1", &v->pages, v->err);

    if (status == PRISCUS_OK)
        status = ledger_prepare(v->ledger, STORED_ARTICLE_SQL "WHERE article.page = ?1 ORDER BY article.id", &v->articles,
                                v->err);
    return status == PRISCUS_OK ? verify_rows_open(v) : status;
}

void verify_close(struct verifying *v)
{
    verify_rows_close(v);
    query_close(v->pages);
    query_close(v->articles);
    if (v->scratch) {
        ledger_rollback(v->scratch);
        ledger_close(v->scratch, NULL);
    }
    if (v->ledger)
        ledger_rollback(v->ledger);
    if (v->of_thread)
        ledger_close(v->ledger, NULL);
    restore_release(&v->restore);
    arena_release(&v->mem);
}

/* ---- which pages -------------------------------------------------------------------------- */

/* All, or those of ?1; or those that have something behind the rows ?1, ?2 and ?3. */
static const char *pages_of(const struct verifying *v)
{
    switch (v->only_letter) {
    case ID_PAGE:
        return "SELECT id FROM page WHERE key = ?1 ORDER BY sha256";
    case ID_ARTICLE:
        return "SELECT id FROM page WHERE id IN (SELECT page FROM article WHERE key = ?1) ORDER BY sha256";
    case ID_STATEMENT:
        return "SELECT id FROM page WHERE id IN (SELECT article.page FROM statement JOIN article"
               " ON article.id = statement.article WHERE statement.id = ?1) ORDER BY sha256";
    case ID_POSITION:
        return "SELECT id FROM page WHERE id IN (SELECT article.page FROM position JOIN article"
               " ON article.id = position.article WHERE position.id = ?1) ORDER BY sha256";
    default:
        return v->since.id ? "SELECT id FROM page WHERE id IN (" CHANGED_PAGES ") ORDER BY sha256"
                           : "SELECT id FROM page ORDER BY sha256";
    }
}

static priscus_status find_pages(struct verifying *v, struct arena *mem, int64_t **out, size_t *n)
{
    struct query *row;
    size_t room = 0;
    bool found;
    priscus_status status = ledger_prepare(v->ledger, pages_of(v), &row, v->err);

    *n = 0;
    if (status == PRISCUS_OK && v->only_letter)
        query_bind_number(row, 1, v->only_id);
    else if (status == PRISCUS_OK && v->since.id)
        verify_bind_since(v, row);
    while (status == PRISCUS_OK && (status = ledger_step(v->ledger, row, &found, v->err)) == PRISCUS_OK && found) {
        int64_t *grown = arena_grow(mem, *out, *n, &room, sizeof *grown);

        if (!grown) {
            status = error_memory(v->err);
            break;
        }
        *out = grown;
        grown[(*n)++] = query_number(row, 0);
    }
    query_close(row);
    return status;
}

static priscus_status verify_entries(struct verifying *v)
{
    struct arena mem = { 0 };
    int64_t *pages = NULL;
    size_t n;
    priscus_status status = find_pages(v, &mem, &pages, &n);

    if (status == PRISCUS_OK)
        status = verify_prepare(v);
    if (status == PRISCUS_OK && v->jobs > 1 && n > 1 && *v->ledger->path && !v->ledger->postgres)
        status = verify_pages_by(v, pages, n, v->jobs);
    else
        for (size_t i = 0; i < n && status == PRISCUS_OK; i++)
            status = verify_page(v, pages[i]);
    arena_release(&mem);
    if (status == PRISCUS_OK && v->only_letter && v->out->pages == 0)
        status =
            error_set(v->err, PRISCUS_EUSAGE, NOWHERE, "there is no %s in the ledger %s", v->only, v->ledger->path);
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
                                 *const since[] = { verify_schema, verify_shown_since, verify_seals, NULL },
                                 *const since_server[] = { verify_shown_since, verify_seals, NULL },
                                 *const of_none[] = { NULL };
    verify_step_fn *const *whole = v->only_letter      ? of_none
                                   : v->since.id       ? (v->ledger->postgres ? since_server : since)
                                   : v->ledger->postgres ? of_server
                                                         : of_file;
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

/* Find the commit that the receipt is of. *goes_on false: the ledger has another one there, or none, which was told. */
static priscus_status find_since(struct verifying *v, const char *receipt, bool *goes_on)
{
    struct query *row;
    int64_t id = 0;
    bool found;
    priscus_status status = ledger_receipt_check(v->ledger, receipt, v->each, v->context, goes_on, v->err);

    if (status == PRISCUS_OK)
        status = receipt_seal(receipt, &id, v->err);
    if (status != PRISCUS_OK || !*goes_on || !id) {
        v->out->wrong += status == PRISCUS_OK && !*goes_on;
        return status;
    }
    if ((status = ledger_prepare(v->ledger, SEAL_SQL, &row, v->err)) != PRISCUS_OK)
        return status;
    while ((status = ledger_step(v->ledger, row, &found, v->err)) == PRISCUS_OK && found && !v->since.id) {
        struct seal seal;

        seal_of_row(row, &seal);
        if (seal.id == id)
            v->since = seal;
    }
    v->since.sealed = v->since.origin = text_of(NULL, 0);
    query_close(row);
    return status;
}

priscus_status ledger_verify_part(struct ledger *ledger, const struct language *language,
                                  const struct ledger_verify_part *part, ledger_mismatch_fn *each, void *context,
                                  struct ledger_verify *out, struct priscus_error *err)
{
    struct ledger_verify counted = { 0 };
    struct priscus_error why = { 0 };
    struct verifying v = { .ledger = ledger, .each = each,   .context = context, .out = &counted,
                           .only = part->only, .jobs = part->jobs, .err = &why };
    bool goes_on = true;
    priscus_status status;

    if (v.only && (!id_parse(v.only, &v.only_letter, &v.only_id) || v.only_letter == ID_STORY ||
                   v.only_letter == ID_UTTERANCE)) /* no entries: they are not sealed (ledger/link_store.h) */
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "\"%.40s\" is no identifier: they look like p-3fa94c12d0b7",
                         v.only);
    v.restore.language = language;
    if ((status = ledger_commit(ledger, &why)) == PRISCUS_OK && (status = verify_open(&v, NULL)) == PRISCUS_OK &&
        part->since)
        status = find_since(&v, part->since, &goes_on);
    if (status == PRISCUS_OK && goes_on)
        status = verify_all(&v);
    verify_close(&v);
    if (status == PRISCUS_OK)
        *out = counted;
    else if (err)
        *err = why;
    return status;
}

priscus_status ledger_verify(struct ledger *ledger, const struct language *language, const char *only,
                             ledger_mismatch_fn *each, void *context, struct ledger_verify *out,
                             struct priscus_error *err)
{
    return ledger_verify_part(ledger, language, &(struct ledger_verify_part){ .only = only }, each, context, out, err);
}
