/* ledger_trace.c - an entry's page, taken out of the ledger and read again (ledger.h).
 *
 * The same page, agenda and roster give the same entry as long as the engine is the same; then the reading made
 * now says how the stored entry came about (reading/trace.h). Where another version of Priscus made it, what
 * this one makes of the page is shown beside what is stored. */
#include <stdlib.h>

#include "ledger/audit/reread.h"

struct tracing {
    struct ledger_trace trace; /* first: what callers hold */
    struct arena mem;
    struct reread again;
    struct reading reading;
    struct knowledge *own; /* where the stored texts could not be read */
    struct analyst *own_analyst;
    char letter;
    int64_t key, page, article; /* the entry's identifier; rows of page and article */
    char id[ID_TEXT_MAX], page_id[ID_TEXT_MAX];
    char damage[300]; /* what is wrong with what is stored; "": nothing */
};

static void on_damage(void *context, const char *id, const char *what)
{
    struct tracing *t = context;

    if (!t->damage[0])
        sqlite3_snprintf(sizeof t->damage, t->damage, "%s: %s", id, what);
}

static priscus_status no_memory(struct tracing *t)
{
    return error_set(t->again.err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

static priscus_status prepare(struct tracing *t, const char *sql, sqlite3_stmt **stmt)
{
    struct ledger *ledger = t->again.ledger;

    *stmt = NULL;
    return sqlite3_prepare_v2(ledger->db, sql, -1, stmt, NULL) == SQLITE_OK ? PRISCUS_OK
                                                                            : ledger_failed(ledger, t->again.err);
}

static bool keep(struct tracing *t, sqlite3_stmt *row, int column, struct text *out)
{
    struct text value = column_text(row, column);
    char *copy = value.ptr ? arena_copy(&t->mem, value.ptr, value.len) : NULL;

    *out = text_of(copy, copy ? value.len : 0);
    return copy || !value.ptr;
}

/* The entry as it is stored, in its newest reading. */
static priscus_status find_entry(struct tracing *t)
{
    static const char position[] =
        "SELECT article.page, article.id, position.sentence_begin, position.sentence_end,"
        " CAST(substr(CAST(body.text AS BLOB), words_begin + 1, words_end - words_begin) AS TEXT),"
        " (SELECT text FROM word WHERE id = position.party), (SELECT text FROM word WHERE id = position.issue),"
        " (SELECT text FROM word WHERE id = position.stance) FROM position JOIN article ON article.id = "
        "position.article"
        " JOIN body ON body.id = article.body WHERE position.id = ?1 ORDER BY article.reading DESC, article.id "
        "DESC LIMIT 1";
    static const char statement[] =
        "SELECT article.page, article.id, coalesce(cue_begin, content.\"begin\"), coalesce(cue_end, "
        "content.\"end\"),"
        " CAST(substr(CAST(body.text AS BLOB), content.\"begin\" + 1, content.\"end\" - content.\"begin\") AS "
        "TEXT),"
        " (SELECT text FROM word WHERE id = statement.party), NULL, NULL FROM statement"
        " JOIN article ON article.id = statement.article JOIN body ON body.id = article.body"
        " LEFT JOIN content ON content.article = statement.article AND content.statement = statement.ordinal"
        " AND content.ordinal = 0 WHERE statement.id = ?1 ORDER BY article.reading DESC, article.id DESC LIMIT "
        "1";
    struct ledger_trace *out = &t->trace;
    sqlite3_stmt *row;
    priscus_status status = prepare(t, t->letter == ID_POSITION ? position : statement, &row);
    int rc;

    if (status != PRISCUS_OK)
        return status;
    sqlite3_bind_int64(row, 1, t->key);
    rc = sqlite3_step(row);
    if (rc == SQLITE_ROW) {
        t->page = sqlite3_column_int64(row, 0);
        t->article = sqlite3_column_int64(row, 1);
        out->sentence = (struct span){ (uint32_t)sqlite3_column_int64(row, 2), (uint32_t)sqlite3_column_int64(row, 3) };
        if (!keep(t, row, 4, &out->words) || !keep(t, row, 5, &out->party) || !keep(t, row, 6, &out->issue) ||
            !keep(t, row, 7, &out->stance) || !out->words.ptr ||
            (t->letter == ID_POSITION && (!out->party.ptr || !out->issue.ptr || !out->stance.ptr)))
            status = no_memory(t);
    } else if (rc == SQLITE_DONE)
        status = error_set(t->again.err, PRISCUS_EUSAGE, NOWHERE, "there is no %s in the ledger %s", t->id,
                           t->again.ledger->path);
    else
        status = ledger_failed(t->again.ledger, t->again.err);
    sqlite3_finalize(row);
    return status;
}

static priscus_status damaged(struct tracing *t)
{
    return error_set(t->again.err, PRISCUS_ELEDGER, NOWHERE,
                     "%s cannot be traced: %.200s; \"priscus verify\" says more", t->id, t->damage);
}

static priscus_status take_page(struct tracing *t, struct page *page)
{
    sqlite3_stmt *row;
    priscus_status status = prepare(t, "SELECT " REREAD_PAGES " WHERE id = ?1", &row);

    if (status != PRISCUS_OK)
        return status;
    sqlite3_bind_int64(row, 1, t->page);
    if (sqlite3_step(row) != SQLITE_ROW)
        status = ledger_failed(t->again.ledger, t->again.err);
    else {
        id_format(ID_PAGE, sqlite3_column_int64(row, REREAD_PAGE_KEY), t->page_id);
        t->trace.page = text_c(t->page_id);
        if (!reread_unpack(&t->again, row, t->page_id, page, &status) && status == PRISCUS_OK)
            status = damaged(t);
    }
    sqlite3_finalize(row);
    return status;
}

/* What the entry was made with, and what its page came with. */
static priscus_status take_article(struct tracing *t, struct page *page, struct analyst **analyst)
{
    sqlite3_stmt *row;
    priscus_status status = prepare(t, "SELECT " REREAD_ARTICLES " WHERE article.id = ?1", &row);
    struct reread_reading *reading = NULL;
    struct text engine;
    bool good = false;

    if (status != PRISCUS_OK)
        return status;
    sqlite3_bind_int64(row, 1, t->article);
    if (sqlite3_step(row) != SQLITE_ROW)
        status = ledger_failed(t->again.ledger, t->again.err);
    else if ((status = reread_page(&t->again, row, t->page_id, page, &good)) == PRISCUS_OK && !good)
        status = damaged(t);
    else if (status == PRISCUS_OK) {
        if (!keep(t, row, REREAD_NAME, &t->trace.name) || !keep(t, row, REREAD_ENGINE, &engine) || !engine.ptr)
            status = no_memory(t);
        else
            status = reread_reading(&t->again, sqlite3_column_int64(row, REREAD_READING), engine.ptr, &reading);
        t->trace.engine = engine.ptr;
        page->name = t->trace.name;
    }
    sqlite3_finalize(row);
    if (status != PRISCUS_OK)
        return status;
    t->trace.other_engine = reading->other_engine;
    t->trace.knowledge = reading->knowledge;
    *analyst = reading->analyst;
    if (reading->knowledge)
        return PRISCUS_OK;
    t->trace.other_knowledge = true;
    status = knowledge_open(t->again.language, NULL, 0, NULL, 0, &t->own, t->again.err);
    if (status == PRISCUS_OK && !(t->own_analyst = analyst_new(t->own)))
        status = no_memory(t);
    t->trace.knowledge = t->own;
    *analyst = t->own_analyst;
    return status;
}

static void find_made(struct tracing *t)
{
    const struct record *r = &t->reading.record;
    struct sha256 page = page_hash(&t->reading.page);

    for (size_t i = 0; t->letter == ID_STATEMENT && i < r->n_statements && t->trace.statement < 0; i++)
        if (id_of_statement(page, &r->statements[i]) == t->key)
            t->trace.statement = (int32_t)i;
    for (size_t i = 0; t->letter == ID_POSITION && i < r->n_positions && t->trace.position < 0; i++)
        if (id_of_position(page, &r->positions[i]) == t->key)
            t->trace.position = (int32_t)i;
    if (t->trace.position >= 0)
        t->trace.statement = r->positions[t->trace.position].statement;
}

static priscus_status trace_entry(struct tracing *t)
{
    struct page page = { 0 };
    struct analyst *analyst = NULL;
    struct priscus_error why = { 0 };
    priscus_status status;

    if ((status = find_entry(t)) != PRISCUS_OK || (status = take_page(t, &page)) != PRISCUS_OK ||
        (status = take_article(t, &page, &analyst)) != PRISCUS_OK)
        return status;
    status = reading_make(&page, analyst, &t->mem, &t->reading, &why);
    if (status == PRISCUS_ENOMEM)
        return no_memory(t);
    if (status != PRISCUS_OK)
        return error_set(t->again.err, PRISCUS_ELEDGER, NOWHERE, "%s: its page cannot be read again: %.200s", t->id,
                         why.message);
    t->trace.reading = &t->reading;
    find_made(t);
    return PRISCUS_OK;
}

priscus_status ledger_trace_open(struct ledger *ledger, const struct language *language, const char *id,
                                 struct ledger_trace **out, struct priscus_error *err)
{
    struct priscus_error own;
    struct tracing *t;
    priscus_status status;
    char letter;
    int64_t key;

    *out = NULL;
    if (!id_parse(id, &letter, &key))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "\"%.40s\" is no identifier: they look like p-3fa94c12d0b7", id);
    if (letter != ID_STATEMENT && letter != ID_POSITION)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "%s is a page or an article; a trace is of a statement (s-...) or a position (p-...)", id);
    if (!(t = calloc(1, sizeof *t)))
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    t->letter = letter;
    t->key = key;
    sqlite3_snprintf(sizeof t->id, t->id, "%s", id);
    t->trace = (struct ledger_trace){ .id = text_c(t->id), .statement = -1, .position = -1 };
    t->again = (struct reread){ .ledger = ledger,
                                .language = language,
                                .mem = &t->mem,
                                .wrong = on_damage,
                                .context = t,
                                .err = err ? err : &own };
    status = trace_entry(t);
    t->again.err = NULL; /* the caller's */
    if (status == PRISCUS_OK)
        *out = &t->trace;
    else
        ledger_trace_close(&t->trace);
    return status;
}

void ledger_trace_close(struct ledger_trace *trace)
{
    struct tracing *t = (struct tracing *)trace;

    if (!t)
        return;
    reread_release(&t->again);
    analyst_free(t->own_analyst);
    knowledge_close(t->own);
    arena_release(&t->mem);
    free(t);
}
