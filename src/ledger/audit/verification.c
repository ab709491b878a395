/* verification.c - does the ledger still say what its pages say?
 *
 * Three questions, each a check that someone who trusts nobody could repeat by hand:
 *
 *   the stored bytes have the hash that names the page        (sha256sum)
 *   the body that words are cut from has its hash, and places lie in it
 *   read again with the stored agenda and roster, the page gives the same entries
 *
 * For the last, the new reading is added to a ledger in memory by the same code that wrote the first one,
 * and the rows of both are compared column by column: what is stored is what is checked, and a
 * column that is added later cannot be forgotten here for long. An entry that another version of Priscus
 * made cannot be made again; of it, the identifier is worked out again from its places. */
#include "ledger/audit/reread.h"

#include "base/utf8.h"
#include "page/source/page_given.h"

#define WORD(id) "(SELECT text FROM word WHERE id = " id ")"

/* Rows of one article (?1), in order. The first column is the entry they are told under. */
static const char *const aspects[] = {
    "SELECT printf('a-%012x', key), given_id, title, " WORD("outlet") " AS outlet, outlet_inferred, byline, " WORD(
        "sec"
        "tio"
        "n") " AS section, " WORD("language") " AS language, address, " WORD("republished_by") " AS republished_by,"
                                                                                               " published, " WORD(
                                                                                                   "published_"
                                                                                                   "precision") " AS "
                                                                                                                "publis"
                                                                                                                "hed_"
                                                                                                                "precis"
                                                                                                                "ion, "
                                                                                                                "publis"
                                                                                                                "hed_"
                                                                                                                "words,"
                                                                                                                " "
                                                                                                                "modifi"
                                                                                                                "ed,"
                                                                                                                " " WORD(
                                                                                                                    "mo"
                                                                                                                    "di"
                                                                                                                    "fi"
                                                                                                                    "ed"
                                                                                                                    "_p"
                                                                                                                    "re"
                                                                                                                    "ci"
                                                                                                                    "si"
                                                                                                                    "o"
                                                                                                                    "n") " AS modified_precision, day_first, unsure, unsure_why, body.text AS body"
                                                                                                                         " FROM article JOIN body ON body.id = article.body WHERE article.id = ?1",

    "SELECT (SELECT printf('a-%012x', key) FROM article WHERE id = ?1), " WORD("name") " AS agency, " WORD(
        "credited_for") " AS \"what an agency is credited for\" FROM agency"
                        " WHERE article = ?1 ORDER BY ordinal",

    "SELECT (SELECT printf('a-%012x', key) FROM article WHERE id = ?1), " WORD(
        "role") " AS \"role of a paragraph\","
                " \"begin\" AS \"begin of a paragraph\", \"end\" AS \"end of a paragraph\", page_begin, page_end FROM "
                "paragraph"
                " WHERE article = ?1 ORDER BY id",

    "SELECT (SELECT printf('a-%012x', key) FROM article WHERE id = ?1), " WORD(
        "role") " AS \"role of a dropped line\","
                " " WORD("rule") " AS \"rule of a dropped line\", page_begin, page_end FROM dropped WHERE article = ?1 "
                                 "ORDER BY ordinal",

    "SELECT printf('s-%012x', id), " WORD("kind") " AS kind, source_begin, source_end, cue_begin, cue_end, " WORD(
        "spea"
        "ker") " AS speaker, " WORD("party") " AS party, last_known, occasion_begin, occasion_end, said_on, " WORD("sai"
                                                                                                                   "d_"
                                                                                                                   "on_"
                                                                                                                   "pre"
                                                                                                                   "cis"
                                                                                                                   "io"
                                                                                                                   "n") " AS "
                                                                                                                        "said_on_"
                                                                                                                        "precision,"
                                                                                                                        " said_"
                                                                                                                        "begin, "
                                                                                                                        "said_end, "
                                                                                                                        "inside, "
                                                                                                                        "addressee_"
                                                                                                                        "begin, "
                                                                                                                        "addressee_"
                                                                                                                        "end FROM "
                                                                                                                        "statement"
                                                                                                                        " WHERE "
                                                                                                                        "article = "
                                                                                                                        "?1 ORDER "
                                                                                                                        "BY "
                                                                                                                        "ordinal",

    "SELECT printf('s-%012x', statement.id), content.\"begin\" AS content_begin, content.\"end\" AS content_end"
    " FROM content JOIN statement ON statement.article = content.article AND statement.ordinal = content.statement"
    " WHERE content.article = ?1 ORDER BY content.statement, content.ordinal",

    "SELECT printf('s-%012x', statement.id), " WORD("chain.role") " AS \"role in the chain\", " WORD(
        "chain.name") " AS \"name in the chain\", chain.\"begin\" AS \"begin in the chain\","
                      " chain.\"end\" AS \"end in the chain\""
                      " FROM chain JOIN statement ON statement.article = chain.article AND statement.ordinal = "
                      "chain.statement"
                      " WHERE chain.article = ?1 ORDER BY chain.statement, chain.ordinal",

    "SELECT printf('p-%012x', id), statement, sentence_begin, sentence_end, words_begin, words_end, " WORD("speaker") " AS speaker, " WORD(
        "party") " AS party, " WORD("issue") " AS issue, " WORD("stance") " AS stance,"
                                                                          " condition_begin, condition_end, " WORD(
                                                                              "counterpart") " AS counterpart, "
                                                                                             "said_on, " WORD("said_on_"
                                                                                                              "precisio"
                                                                                                              "n") " AS"
                                                                                                                   " sa"
                                                                                                                   "id_"
                                                                                                                   "on_"
                                                                                                                   "pre"
                                                                                                                   "cis"
                                                                                                                   "ion"
                                                                                                                   ", "
                                                                                                                   "sai"
                                                                                                                   "d_"
                                                                                                                   "beg"
                                                                                                                   "in,"
                                                                                                                   " sa"
                                                                                                                   "id_"
                                                                                                                   "end"
                                                                                                                   ", "
                                                                                                                   "las"
                                                                                                                   "t_"
                                                                                                                   "kno"
                                                                                                                   "wn,"
                                                                                                                   " by"
                                                                                                                   "_ot"
                                                                                                                   "her"
                                                                                                                   ", "
                                                                                                                   "rul"
                                                                                                                   "es "
                                                                                                                   "FRO"
                                                                                                                   "M "
                                                                                                                   "pos"
                                                                                                                   "iti"
                                                                                                                   "on"
                                                                                                                   " WH"
                                                                                                                   "ERE"
                                                                                                                   " ar"
                                                                                                                   "tic"
                                                                                                                   "le "
                                                                                                                   "= "
                                                                                                                   "?1 "
                                                                                                                   "ORD"
                                                                                                                   "ER "
                                                                                                                   "BY "
                                                                                                                   "ord"
                                                                                                                   "ina"
                                                                                                                   "l",
};

#define ASPECTS COUNT_OF(aspects)

struct run {
    struct ledger *ledger, *scratch;
    struct reread again;
    ledger_mismatch_fn *each;
    void *context;
    struct ledger_verify *out;
    const char *only;
    char only_letter; /* 0: everything */
    int64_t only_id;
    sqlite3_stmt *rows[2][ASPECTS]; /* of the ledger, of the scratch */
    struct arena mem;
    struct priscus_error *err;
};

/* Told unless only another entry is asked after. What is wrong with a page concerns all in it. */
static void tell(struct run *run, const char *id, const char *what)
{
    bool entry = id[0] == ID_STATEMENT || id[0] == ID_POSITION;

    if ((run->only_letter == ID_STATEMENT || run->only_letter == ID_POSITION) && entry && strcmp(id, run->only) != 0)
        return;
    run->out->wrong++;
    if (run->each)
        run->each(run->context, id, what);
}

/* What reread.c finds wrong. */
static void tell_again(void *context, const char *id, const char *what)
{
    tell(context, id, what);
}

static priscus_status no_memory(struct run *run)
{
    return error_set(run->err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

static priscus_status prepare(struct run *run, struct ledger *ledger, const char *sql, sqlite3_stmt **stmt)
{
    return sqlite3_prepare_v2(ledger->db, sql, -1, stmt, NULL) == SQLITE_OK ? PRISCUS_OK
                                                                            : ledger_failed(ledger, run->err);
}

/* ---- one article ------------------------------------------------------------------------- */

static const char *shown(const char *value)
{
    return value ? value : "nothing";
}

/* One row of each side, as far as they go. False: memory is out. */
static bool compare_rows(struct run *run, sqlite3_stmt *stored, sqlite3_stmt *made)
{
    const char *id = (const char *)sqlite3_column_text(stored, 0), *again = (const char *)sqlite3_column_text(made, 0);

    if (!id || !again)
        return false;
    for (int i = 1; i < sqlite3_column_count(stored); i++) {
        struct text a = column_text(stored, i), b = column_text(made, i);
        char what[300];

        if (text_eq(a, b) && !a.ptr == !b.ptr)
            continue;
        sqlite3_snprintf(sizeof what, what, "%s is \"%.80s\" in the ledger, and \"%.80s\" when the page is read again",
                         sqlite3_column_name(stored, i), shown(a.ptr), shown(b.ptr));
        tell(run, id, what);
        return true; /* one line an entry is enough */
    }
    if (strcmp(id, again) != 0) {
        char what[120];

        sqlite3_snprintf(sizeof what, what, "the identifier does not fit the entry, which is %s", again);
        tell(run, id, what);
    }
    return true;
}

static priscus_status compare_aspect(struct run *run, size_t aspect, int64_t article, int64_t again)
{
    sqlite3_stmt *stored = run->rows[0][aspect], *made = run->rows[1][aspect];
    priscus_status status = PRISCUS_OK;

    sqlite3_bind_int64(stored, 1, article);
    sqlite3_bind_int64(made, 1, again);
    for (;;) {
        int a = sqlite3_step(stored), b = sqlite3_step(made);

        if (a != SQLITE_ROW && a != SQLITE_DONE)
            status = ledger_failed(run->ledger, run->err);
        else if (b != SQLITE_ROW && b != SQLITE_DONE)
            status = ledger_failed(run->scratch, run->err);
        else if (a == SQLITE_ROW && b == SQLITE_ROW && !compare_rows(run, stored, made))
            status = no_memory(run);
        if (status != PRISCUS_OK || (a == SQLITE_DONE && b == SQLITE_DONE))
            break;
        if (a == SQLITE_DONE) {
            const char *id = (const char *)sqlite3_column_text(made, 0);

            tell(run, id ? id : "?", "is found when the page is read again, and is not in the ledger");
            break;
        }
        if (b == SQLITE_DONE) {
            const char *id = (const char *)sqlite3_column_text(stored, 0);

            tell(run, id ? id : "?", "is in the ledger, and is not found when the page is read again");
            break;
        }
    }
    sqlite3_reset(stored);
    sqlite3_reset(made);
    return status;
}

static priscus_status make_again(struct run *run, int64_t article, const char *id, const struct page *page,
                                 const struct reread_reading *reading)
{
    struct reading made;
    struct priscus_error why = { 0 };
    int64_t again;
    sqlite3_stmt *find;
    priscus_status status = reading_make(page, reading->analyst, &run->mem, &made, &why);

    if (status == PRISCUS_ENOMEM)
        return no_memory(run);
    if (status != PRISCUS_OK) {
        char what[300];

        sqlite3_snprintf(sizeof what, what, "the page cannot be read again: %.200s", why.message);
        tell(run, id, what);
        return PRISCUS_OK;
    }
    if ((status = ledger_use(run->scratch, reading->knowledge, run->err)) != PRISCUS_OK ||
        (status = ledger_add(run->scratch, &made.page, &made.article, &made.record, NULL, run->err)) != PRISCUS_OK)
        return status;
    again = 0;
    find = ledger_sql(run->scratch, SQL_ARTICLE_FIND, run->err);
    if (!find)
        return run->err->code;
    {
        struct sha256 hash = page_hash(page);
        struct text way = page_given_way(page, &run->mem);

        if (!way.ptr)
            return no_memory(run);
        sqlite3_bind_blob(find, 1, hash.bytes, sizeof hash.bytes, SQLITE_TRANSIENT);
        sqlite3_bind_int64(find, 2, run->scratch->reading);
        sqlite3_bind_text(find, 3, way.ptr, (int)way.len, SQLITE_TRANSIENT);
        if (sqlite3_step(find) == SQLITE_ROW)
            again = sqlite3_column_int64(find, 0);
        sqlite3_reset(find);
    }
    if (!again)
        return ledger_failed(run->scratch, run->err);
    for (size_t i = 0; i < ASPECTS && status == PRISCUS_OK; i++)
        status = compare_aspect(run, i, article, again);
    ledger_rollback(run->scratch);
    return status;
}

/* A place in the body, on the borders of characters. */
static bool place_stands(struct text body, sqlite3_stmt *stmt, int at, struct span *out)
{
    int64_t begin = sqlite3_column_int64(stmt, at), end = sqlite3_column_int64(stmt, at + 1);

    *out = (struct span){ 0 };
    if (sqlite3_column_type(stmt, at) == SQLITE_NULL)
        return true;
    if (begin < 0 || end < begin || (size_t)end > body.len ||
        ((size_t)begin < body.len && (body.ptr[begin] & 0xc0) == 0x80) ||
        ((size_t)end < body.len && (body.ptr[end] & 0xc0) == 0x80))
        return false;
    *out = (struct span){ (uint32_t)begin, (uint32_t)end };
    return true;
}

static void check_id(struct run *run, const char *id, char letter, int64_t fits, bool stands)
{
    char text[ID_TEXT_MAX];

    if (!stands)
        tell(run, id, "a place lies outside the body");
    else if (strcmp(id, id_format(letter, fits, text)) != 0)
        tell(run, id, "the identifier does not fit the entry's places");
}

/* What another version made: places and identifiers. */
static priscus_status check_places(struct run *run, int64_t article, struct text body, struct sha256 page)
{
    static const char statements[] =
        "SELECT printf('s-%012x', statement.id), source_begin, source_end, cue_begin, cue_end, content.\"begin\","
        " content.\"end\", statement.ordinal FROM statement LEFT JOIN content ON content.article = statement.article"
        " AND content.statement = statement.ordinal WHERE statement.article = ?1"
        " ORDER BY statement.ordinal, content.ordinal";
    static const char positions[] =
        "SELECT printf('p-%012x', id), sentence_begin, sentence_end, words_begin, words_end, " WORD("party") ", " WORD(
            "issue") ", " WORD("stance") " FROM position WHERE article = ?1 ORDER BY ordinal";
    struct statement st = { 0 };
    char id[ID_TEXT_MAX] = "";
    int64_t ordinal = -1;
    bool stands = true;
    sqlite3_stmt *stmt = NULL;
    int rc;
    priscus_status status = prepare(run, run->ledger, statements, &stmt);

    if (status != PRISCUS_OK)
        return status;
    sqlite3_bind_int64(stmt, 1, article);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        if (sqlite3_column_int64(stmt, 7) != ordinal) {
            if (ordinal >= 0)
                check_id(run, id, ID_STATEMENT, id_of_statement(page, &st), stands);
            st = (struct statement){ 0 };
            ordinal = sqlite3_column_int64(stmt, 7);
            sqlite3_snprintf(sizeof id, id, "%s", sqlite3_column_text(stmt, 0));
            stands = place_stands(body, stmt, 1, &st.source);
            stands &= place_stands(body, stmt, 3, &st.cue);
        }
        if (sqlite3_column_type(stmt, 5) != SQLITE_NULL && st.n_content < STATEMENT_PIECES_MAX)
            stands &= place_stands(body, stmt, 5, &st.content[st.n_content++]);
    }
    if (rc == SQLITE_DONE && ordinal >= 0)
        check_id(run, id, ID_STATEMENT, id_of_statement(page, &st), stands);
    if (rc != SQLITE_DONE)
        status = ledger_failed(run->ledger, run->err);
    sqlite3_finalize(stmt);
    stmt = NULL;
    if (status != PRISCUS_OK || (status = prepare(run, run->ledger, positions, &stmt)) != PRISCUS_OK)
        return status;
    sqlite3_bind_int64(stmt, 1, article);
    while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
        struct position p = { .party = column_text(stmt, 5), .issue = column_text(stmt, 6) };

        stands = place_stands(body, stmt, 1, &p.sentence);
        stands &= place_stands(body, stmt, 3, &p.words);
        if (!stance_parse(column_text(stmt, 7), &p.stance)) {
            tell(run, (const char *)sqlite3_column_text(stmt, 0), "the stance is none that this version knows");
            continue;
        }
        check_id(run, (const char *)sqlite3_column_text(stmt, 0), ID_POSITION, id_of_position(page, &p), stands);
    }
    if (rc != SQLITE_DONE)
        status = ledger_failed(run->ledger, run->err);
    sqlite3_finalize(stmt);
    return status;
}

static priscus_status count_entries(struct run *run, int64_t article, size_t *n)
{
    static const char all[] = "SELECT (SELECT count(*) FROM statement WHERE article = ?1)"
                              " + (SELECT count(*) FROM position WHERE article = ?1)";
    static const char one_statement[] = "SELECT count(*) FROM statement WHERE article = ?1 AND id = ?2";
    static const char one_position[] = "SELECT count(*) FROM position WHERE article = ?1 AND id = ?2";
    sqlite3_stmt *stmt = NULL;
    priscus_status status = prepare(run, run->ledger,
                                    run->only_letter == ID_STATEMENT  ? one_statement
                                    : run->only_letter == ID_POSITION ? one_position
                                                                      : all,
                                    &stmt);

    *n = 0;
    if (status != PRISCUS_OK)
        return status;
    sqlite3_bind_int64(stmt, 1, article);
    if (sqlite3_bind_parameter_count(stmt) > 1)
        sqlite3_bind_int64(stmt, 2, run->only_id);
    if (sqlite3_step(stmt) == SQLITE_ROW)
        *n = (size_t)sqlite3_column_int64(stmt, 0);
    else
        status = ledger_failed(run->ledger, run->err);
    sqlite3_finalize(stmt);
    return status;
}

static priscus_status verify_article(struct run *run, sqlite3_stmt *row, const struct page *bytes)
{
    int64_t article = sqlite3_column_int64(row, REREAD_ID);
    struct text body = column_text(row, REREAD_BODY);
    const char *engine = (const char *)sqlite3_column_text(row, REREAD_ENGINE);
    struct sha256 hash;
    struct page page;
    struct reread_reading *reading = NULL;
    char id[ID_TEXT_MAX];
    size_t entries;
    bool good;
    priscus_status status;

    if (!body.ptr || !engine)
        return no_memory(run);
    id_format(ID_ARTICLE, sqlite3_column_int64(row, REREAD_KEY), id);
    if ((status = count_entries(run, article, &entries)) != PRISCUS_OK)
        return status;
    run->out->entries += entries;
    hash = sha256_of(body);
    if (sqlite3_column_bytes(row, REREAD_BODY_HASH) != (int)sizeof hash.bytes ||
        memcmp(sqlite3_column_blob(row, REREAD_BODY_HASH), hash.bytes, sizeof hash.bytes) != 0)
        tell(run, id, "the stored body does not have its hash");
    if (!bytes) /* told already: nothing can be made from it */
        return PRISCUS_OK;
    page = *bytes;
    if ((status = reread_page(&run->again, row, id, &page, &good)) != PRISCUS_OK || !good)
        return status;
    if ((status = reread_reading(&run->again, sqlite3_column_int64(row, REREAD_READING), engine, &reading)) !=
        PRISCUS_OK)
        return status;
    if (reading->other_engine) {
        run->out->other_engine += entries;
        return check_places(run, article, body, page_hash(&page));
    }
    return make_again(run, article, id, &page, reading);
}

/* ---- one page ---------------------------------------------------------------------------- */

static priscus_status verify_page(struct run *run, sqlite3_stmt *row, sqlite3_stmt *articles)
{
    struct page page = { 0 };
    char id[ID_TEXT_MAX];
    bool good;
    int rc;
    priscus_status status;

    run->out->pages++;
    id_format(ID_PAGE, sqlite3_column_int64(row, REREAD_PAGE_KEY), id);
    good = reread_unpack(&run->again, row, id, &page, &status);
    if (status != PRISCUS_OK)
        return status;
    sqlite3_bind_int64(articles, 1, sqlite3_column_int64(row, REREAD_PAGE_ID));
    while ((rc = sqlite3_step(articles)) == SQLITE_ROW && status == PRISCUS_OK)
        status = verify_article(run, articles, good ? &page : NULL);
    if (status == PRISCUS_OK && rc != SQLITE_DONE)
        status = ledger_failed(run->ledger, run->err);
    sqlite3_reset(articles);
    /* Many readings of a large page may pile up; the pages of a run must not. */
    arena_reset(&run->mem);
    return status;
}

static priscus_status verify_pages(struct run *run)
{
    const char *which = run->only_letter == ID_PAGE      ? "WHERE page.key = ?1"
                        : run->only_letter == ID_ARTICLE ? "WHERE page.id IN (SELECT page FROM article WHERE key = ?1)"
                        : run->only_letter == ID_STATEMENT
                            ? "WHERE page.id IN (SELECT article.page FROM statement JOIN article ON article.id ="
                              " statement.article WHERE statement.id = ?1)"
                        : run->only_letter == ID_POSITION
                            ? "WHERE page.id IN (SELECT article.page FROM position JOIN article ON article.id ="
                              " position.article WHERE position.id = ?1)"
                            : "";
    static const char articles_of_page[] = "SELECT " REREAD_ARTICLES " WHERE article.page = ?1 ORDER BY article.id";
    sqlite3_stmt *pages = NULL, *articles = NULL;
    int rc = SQLITE_DONE;
    char *sql = sqlite3_mprintf("SELECT " REREAD_PAGES " %s ORDER BY sha256", which);
    priscus_status status = sql ? prepare(run, run->ledger, sql, &pages) : no_memory(run);

    sqlite3_free(sql);
    if (status == PRISCUS_OK)
        status = prepare(run, run->ledger, articles_of_page, &articles);
    if (status == PRISCUS_OK && run->only_letter)
        sqlite3_bind_int64(pages, 1, run->only_id);
    while (status == PRISCUS_OK && (rc = sqlite3_step(pages)) == SQLITE_ROW)
        status = verify_page(run, pages, articles);
    if (status == PRISCUS_OK && rc != SQLITE_DONE)
        status = ledger_failed(run->ledger, run->err);
    sqlite3_finalize(pages);
    sqlite3_finalize(articles);
    if (status == PRISCUS_OK && run->only_letter && run->out->pages == 0)
        status = error_set(run->err, PRISCUS_EUSAGE, NOWHERE, "there is no %s in the ledger %s", run->only,
                           run->ledger->path);
    return status;
}

priscus_status ledger_verify(struct ledger *ledger, const struct language *language, const char *only,
                             ledger_mismatch_fn *each, void *context, struct ledger_verify *out,
                             struct priscus_error *err)
{
    struct priscus_error own;
    struct ledger_verify counted = { 0 };
    struct run run = {
        .ledger = ledger, .each = each, .context = context, .out = &counted, .only = only, .err = err ? err : &own
    };
    priscus_status status;

    if (only && !id_parse(only, &run.only_letter, &run.only_id))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "\"%.40s\" is no identifier: they look like p-3fa94c12d0b7",
                         only);
    run.again = (struct reread){
        .ledger = ledger, .language = language, .mem = &run.mem, .wrong = tell_again, .context = &run, .err = run.err
    };
    status = ledger_open(":memory:", LEDGER_WRITE, &run.scratch, run.err);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < ASPECTS && status == PRISCUS_OK; i++)
            status = prepare(&run, side ? run.scratch : ledger, aspects[i], &run.rows[side][i]);
    if (status == PRISCUS_OK)
        status = verify_pages(&run);
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < ASPECTS; i++)
            sqlite3_finalize(run.rows[side][i]);
    if (run.scratch) {
        ledger_rollback(run.scratch);
        ledger_close(run.scratch, NULL);
    }
    reread_release(&run.again);
    arena_release(&run.mem);
    if (status == PRISCUS_OK)
        *out = counted;
    return status;
}
