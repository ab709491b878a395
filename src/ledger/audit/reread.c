/* reread.c - see reread.h. */
#include "ledger/audit/reread.h"

#include "page/source/page_given.h"

static priscus_status no_memory(struct reread *again)
{
    return error_set(again->err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
}

static void tell(struct reread *again, const char *id, const char *what)
{
    if (again->wrong)
        again->wrong(again->context, id, what);
}

static priscus_status prepare(struct reread *again, const char *sql, sqlite3_stmt **stmt)
{
    return sqlite3_prepare_v2(again->ledger->db, sql, -1, stmt, NULL) == SQLITE_OK
               ? PRISCUS_OK
               : ledger_failed(again->ledger, again->err);
}

struct texts {
    struct knowledge_file *files;
    size_t n, room;
};

static priscus_status read_texts(struct reread *again, int64_t reading, const char *kind, struct texts *out)
{
    sqlite3_stmt *stmt = NULL;
    priscus_status status =
        prepare(again,
                "SELECT reading_knowledge.name, knowledge.text, knowledge.sha256 FROM reading_knowledge"
                " JOIN knowledge ON knowledge.id = reading_knowledge.knowledge"
                " WHERE reading = ?1 AND kind = ?2 ORDER BY ordinal",
                &stmt);
    int rc = SQLITE_DONE;

    if (status == PRISCUS_OK) {
        sqlite3_bind_int64(stmt, 1, reading);
        sqlite3_bind_text(stmt, 2, kind, -1, SQLITE_STATIC);
        while (status == PRISCUS_OK && (rc = sqlite3_step(stmt)) == SQLITE_ROW) {
            struct text name = column_text(stmt, 0), text = column_text(stmt, 1);
            struct sha256 hash = sha256_of(text);
            struct knowledge_file *grown = arena_grow(again->mem, out->files, out->n, &out->room, sizeof *grown), *file;

            if (!grown || !name.ptr || !text.ptr) {
                status = no_memory(again);
                break;
            }
            out->files = grown;
            file = &grown[out->n++];
            file->name = arena_copy(again->mem, name.ptr, name.len);
            file->text = text_of(arena_copy(again->mem, text.ptr, text.len), text.len);
            if (!file->name || !file->text.ptr)
                status = no_memory(again);
            else if (sqlite3_column_bytes(stmt, 2) != (int)sizeof hash.bytes ||
                     memcmp(sqlite3_column_blob(stmt, 2), hash.bytes, sizeof hash.bytes) != 0)
                tell(again, file->name, "the stored text of this agenda or roster does not have its hash");
        }
        if (status == PRISCUS_OK && rc != SQLITE_DONE)
            status = ledger_failed(again->ledger, again->err);
    }
    sqlite3_finalize(stmt);
    return status;
}

static priscus_status open_texts(struct reread *again, int64_t id, const char *engine, struct reread_reading *out)
{
    struct texts agendas = { 0 }, rosters = { 0 };
    struct priscus_error why;
    priscus_status status;

    if ((status = read_texts(again, id, "agenda", &agendas)) != PRISCUS_OK ||
        (status = read_texts(again, id, "roster", &rosters)) != PRISCUS_OK)
        return status;
    status = knowledge_open(again->language, agendas.files, agendas.n, rosters.files, rosters.n, &out->knowledge, &why);
    if (status == PRISCUS_ENOMEM)
        return no_memory(again);
    if (status != PRISCUS_OK)
        out->knowledge = NULL; /* written for another version: treated as such */
    if (out->knowledge && !(out->analyst = analyst_new(out->knowledge))) {
        knowledge_close(out->knowledge);
        return no_memory(again);
    }
    out->other_engine = !out->knowledge || strcmp(knowledge_engine(out->knowledge), engine) != 0;
    return PRISCUS_OK;
}

priscus_status reread_reading(struct reread *again, int64_t id, const char *engine, struct reread_reading **out)
{
    struct reread_reading *grown, fresh = { .id = id };
    priscus_status status;

    for (size_t i = 0; i < again->n_readings; i++)
        if (again->readings[i].id == id) {
            *out = &again->readings[i];
            return PRISCUS_OK;
        }
    if ((status = open_texts(again, id, engine, &fresh)) != PRISCUS_OK)
        return status;
    grown = sqlite3_realloc64(again->readings, (again->n_readings + 1) * sizeof *grown);
    if (!grown) {
        analyst_free(fresh.analyst);
        knowledge_close(fresh.knowledge);
        return no_memory(again);
    }
    again->readings = grown;
    grown[again->n_readings] = fresh;
    *out = &grown[again->n_readings++];
    return PRISCUS_OK;
}

bool reread_unpack(struct reread *again, sqlite3_stmt *row, const char *id, struct page *page, priscus_status *status)
{
    int64_t size = sqlite3_column_int64(row, REREAD_PAGE_SIZE);
    const void *squeezed = sqlite3_column_blob(row, REREAD_PAGE_ZSTD);
    size_t n = (size_t)sqlite3_column_bytes(row, REREAD_PAGE_ZSTD), got;
    struct text body = column_text(row, REREAD_PAGE_BODY);
    struct sha256 hash;
    char *bytes;

    *status = PRISCUS_OK;
    if (size < 0 || size > (int64_t)PAGE_MAX) {
        tell(again, id, "the stored size is no size of a page");
        return false;
    }
    if (!again->ledger->unpack)
        again->ledger->unpack = ZSTD_createDCtx();
    bytes = arena_alloc(again->mem, (size_t)size + 1);
    if (!bytes || !again->ledger->unpack || (!squeezed && n)) {
        *status = no_memory(again);
        return false;
    }
    ZSTD_DCtx_reset(again->ledger->unpack, ZSTD_reset_session_and_parameters);
    ZSTD_DCtx_refPrefix(again->ledger->unpack, body.ptr, body.len);
    got = ZSTD_decompressDCtx(again->ledger->unpack, bytes, (size_t)size, squeezed, n);
    if (ZSTD_isError(got) || got != (size_t)size) {
        tell(again, id, "the stored bytes cannot be unpacked: they were changed");
        return false;
    }
    page->bytes = text_of(bytes, (size_t)size);
    page->hashed = false;
    page_set_hash(page);
    hash = page->hash;
    if (sqlite3_column_bytes(row, REREAD_PAGE_HASH) != (int)sizeof hash.bytes ||
        memcmp(sqlite3_column_blob(row, REREAD_PAGE_HASH), hash.bytes, sizeof hash.bytes) != 0) {
        tell(again, id, "the stored bytes do not have the page's hash");
        return false;
    }
    if (sqlite3_column_int64(row, REREAD_PAGE_KEY) != id_of_page(hash)) {
        tell(again, id, "the identifier does not fit the page's hash");
        return false;
    }
    return true;
}

priscus_status reread_page(struct reread *again, sqlite3_stmt *row, const char *id, struct page *page, bool *good)
{
    struct text name = column_text(row, REREAD_NAME), fetched = column_text(row, REREAD_FETCHED);
    struct text read_as = column_text(row, REREAD_READ_AS), given = column_text(row, REREAD_GIVEN);
    priscus_status status;

    *good = false;
    if (!name.ptr || !fetched.ptr || !read_as.ptr || !given.ptr)
        return no_memory(again);
    page->name = name;
    page->fetched = (struct date){ .zone = DATE_NO_ZONE };
    if (fetched.len)
        date_parse_iso(fetched, &page->fetched);
    status = page_given_read(given, again->mem, page, NULL);
    if (status == PRISCUS_ENOMEM)
        return no_memory(again);
    if (status != PRISCUS_OK)
        tell(again, id, "what its page came with is not kept as it was written");
    else if (!page_given_way_parse(read_as, &page->from))
        tell(again, id, "it was read in a way that this version does not know");
    else
        *good = true;
    return PRISCUS_OK;
}

void reread_release(struct reread *again)
{
    for (size_t i = 0; i < again->n_readings; i++) {
        analyst_free(again->readings[i].analyst);
        knowledge_close(again->readings[i].knowledge);
    }
    sqlite3_free(again->readings);
    again->readings = NULL;
    again->n_readings = 0;
}
