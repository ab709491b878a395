/* ledger_trace.c - an entry's page, taken out of the ledger and read again (ledger.h).
 *
 * The same page, agenda and roster give the same entry as long as the engine is the same; then the reading made
 * now says how the stored entry came about (reading/trace.h). Where another version of Priscus made it, what
 * this one makes of the page is shown beside what is stored. */
#include <stdlib.h>

#include "ledger/audit/restore.h"

struct tracing {
    struct ledger_trace trace; /* first: what callers hold */
    struct arena mem;
    struct restore restore;
    struct priscus_error *err;
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

#define WORDS_AT(begin, end) "CAST(substr(CAST(body.text AS BLOB), " begin " + 1, " end " - " begin ") AS TEXT)"
#define TEXT_OF(number)      "(SELECT text FROM word WHERE id = " number ")"

/* The entry as it is stored, in its newest reading. */
/* clang-format off */
static const char position_sql[] =
    "SELECT article.page, article.id, position.sentence_begin, position.sentence_end, "
    WORDS_AT("position.words_begin", "position.words_end") ", " TEXT_OF("position.party") ", "
    TEXT_OF("position.issue") ", " TEXT_OF("position.stance") " FROM position"
    " JOIN article ON article.id = position.article JOIN body ON body.id = article.body WHERE position.id = ?1"
    " ORDER BY article.reading DESC, article.id DESC LIMIT 1";
static const char statement_sql[] =
    "SELECT article.page, article.id, coalesce(cue_begin, content.\"begin\"), coalesce(cue_end, content.\"end\"), "
    WORDS_AT("content.\"begin\"", "content.\"end\"") ", " TEXT_OF("statement.party") ", NULL, NULL FROM statement"
    " JOIN article ON article.id = statement.article JOIN body ON body.id = article.body"
    " LEFT JOIN content ON content.article = statement.article AND content.statement = statement.ordinal"
    " AND content.ordinal = 0 WHERE statement.id = ?1 ORDER BY article.reading DESC, article.id DESC LIMIT 1";
/* clang-format on */

static priscus_status take_entry(struct tracing *t, struct query *row)
{
    struct ledger_trace *out = &t->trace;

    t->page = query_number(row, 0);
    t->article = query_number(row, 1);
    out->sentence = (struct span){ (uint32_t)query_number(row, 2), (uint32_t)query_number(row, 3) };
    if (column_copy(row, 4, &t->mem, &out->words) != PRISCUS_OK ||
        column_copy(row, 5, &t->mem, &out->party) != PRISCUS_OK ||
        column_copy(row, 6, &t->mem, &out->issue) != PRISCUS_OK ||
        column_copy(row, 7, &t->mem, &out->stance) != PRISCUS_OK || !out->words.ptr ||
        (t->letter == ID_POSITION && (!out->party.ptr || !out->issue.ptr || !out->stance.ptr)))
        return error_memory(t->err);
    return PRISCUS_OK;
}

/* Prepare a question about one number, and step to its row. */
static priscus_status ask_row(struct tracing *t, const char *sql, int64_t number, struct query **row, bool *found)
{
    priscus_status status = ledger_prepare(t->restore.ledger, sql, row, t->err);

    *found = false;
    if (status != PRISCUS_OK)
        return status;
    query_bind_number(*row, 1, number);
    return ledger_step(t->restore.ledger, *row, found, t->err);
}

static priscus_status find_entry(struct tracing *t)
{
    struct query *row;
    bool found;
    priscus_status status = ask_row(t, t->letter == ID_POSITION ? position_sql : statement_sql, t->key, &row, &found);

    if (status == PRISCUS_OK)
        status = found ? take_entry(t, row)
                       : error_set(t->err, PRISCUS_EUSAGE, NOWHERE, "there is no %s in the ledger %s", t->id,
                                   t->restore.ledger->path);
    query_close(row);
    return status;
}

static priscus_status damaged(struct tracing *t)
{
    return error_set(t->err, PRISCUS_ELEDGER, NOWHERE, "%s cannot be traced: %.200s; \"priscus verify\" says more",
                     t->id, t->damage);
}

static priscus_status missing(struct tracing *t)
{
    on_damage(t, t->id, "a row that it refers to is missing");
    return damaged(t);
}

static priscus_status restore_page(struct tracing *t, struct query *row, struct page *page)
{
    struct stored_page stored;
    bool good;
    priscus_status status;

    if (stored_page(row, &stored) != PRISCUS_OK)
        return error_memory(t->err);
    t->trace.page = text_c(id_format(ID_PAGE, stored.key, t->page_id));
    status = restore_bytes(&t->restore, &stored, t->page_id, page, &good, t->err);
    return status == PRISCUS_OK && !good ? damaged(t) : status;
}

static priscus_status take_page(struct tracing *t, struct page *page)
{
    struct query *row;
    bool found;
    priscus_status status = ask_row(t, STORED_PAGE_SQL "WHERE id = ?1", t->page, &row, &found);

    if (status == PRISCUS_OK)
        status = found ? restore_page(t, row, page) : missing(t);
    query_close(row);
    return status;
}

static priscus_status restore_article(struct tracing *t, struct query *row, struct page *page,
                                      struct restored_reading **reading)
{
    struct stored_article stored;
    bool good;
    priscus_status status;

    if (stored_article(row, &stored) != PRISCUS_OK)
        return error_memory(t->err);
    status = restore_circumstances(&t->restore, &stored, t->page_id, page, &good, t->err);
    if (status != PRISCUS_OK || !good)
        return status == PRISCUS_OK ? damaged(t) : status;
    t->trace.name = text_of(arena_copy(&t->mem, stored.name.ptr, stored.name.len), stored.name.len);
    t->trace.engine = arena_copy(&t->mem, stored.engine.ptr, stored.engine.len);
    if (!t->trace.name.ptr || !t->trace.engine)
        return error_memory(t->err);
    page->name = t->trace.name;
    return restore_reading(&t->restore, &stored, reading, t->err);
}

/* The stored texts cannot be read by this version: its own agenda and roster in their place. */
static priscus_status use_own_knowledge(struct tracing *t, const struct language *language)
{
    priscus_status status = knowledge_open(language, NULL, 0, NULL, 0, &t->own, t->err);

    if (status == PRISCUS_OK && !(t->own_analyst = analyst_new(t->own)))
        status = error_memory(t->err);
    t->trace.knowledge = t->own;
    t->trace.other_knowledge = true;
    return status;
}

/* What the entry was made with, and what its page came with. */
static priscus_status take_article(struct tracing *t, struct page *page, struct analyst **analyst)
{
    struct query *row;
    struct restored_reading *reading = NULL;
    bool found;
    priscus_status status = ask_row(t, STORED_ARTICLE_SQL "WHERE article.id = ?1", t->article, &row, &found);

    if (status == PRISCUS_OK)
        status = found ? restore_article(t, row, page, &reading) : missing(t);
    query_close(row);
    if (status != PRISCUS_OK)
        return status;
    t->trace.other_engine = reading->other_engine;
    t->trace.knowledge = reading->knowledge;
    if (!reading->knowledge)
        status = use_own_knowledge(t, reading->language);
    *analyst = reading->knowledge ? reading->analyst : t->own_analyst;
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
        return error_memory(t->err);
    if (status != PRISCUS_OK)
        return error_set(t->err, PRISCUS_ELEDGER, NOWHERE, "%s: its page cannot be read again: %.200s", t->id,
                         why.message);
    t->trace.reading = &t->reading;
    find_made(t);
    return PRISCUS_OK;
}

priscus_status ledger_trace_open(struct ledger *ledger, const struct language *language, const char *id,
                                 struct ledger_trace **out, struct priscus_error *err)
{
    struct tracing *t;
    priscus_status status;
    char letter;
    int64_t key;

    *out = NULL;
    if (!id_parse(id, &letter, &key))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "\"%.40s\" is no identifier: they look like p-3fa94c12d0b7", id);
    if (letter != ID_STATEMENT && letter != ID_POSITION)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "%s is %s; a trace is of a statement (s-...) or a position (p-...)", id,
                         letter == ID_STORY       ? "a story"
                         : letter == ID_UTTERANCE ? "an utterance"
                                                  : "a page or an article");
    if (!(t = calloc(1, sizeof *t)))
        return error_memory(err);
    t->err = err;
    t->letter = letter;
    t->key = key;
    sqlite3_snprintf(sizeof t->id, t->id, "%s", id);
    t->trace = (struct ledger_trace){ .id = text_c(t->id), .statement = -1, .position = -1 };
    t->restore =
        (struct restore){ .ledger = ledger, .language = language, .mem = &t->mem, .wrong = on_damage, .context = t };
    status = trace_entry(t);
    t->err = NULL; /* the caller's */
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
    restore_release(&t->restore);
    analyst_free(t->own_analyst);
    knowledge_close(t->own);
    arena_release(&t->mem);
    free(t);
}
