/* restore.c - see restore.h. */
#include "ledger/audit/restore.h"

#include "page/source/page_given.h"

static struct text column_bytes(struct query *row, int at)
{
    const char *p = query_bytes(row, at);

    return text_of(p, p ? query_size(row, at) : 0);
}

priscus_status stored_page(struct query *row, struct stored_page *out)
{
    *out = (struct stored_page){
        .id = query_number(row, 0),
        .key = query_number(row, 1),
        .size = query_number(row, 2),
        .hash = column_bytes(row, 3),
        .packed = column_bytes(row, 4),
        .body = column_text(row, 5),
    };
    return (out->packed.ptr || (int)query_size(row, 4) == 0) &&
                   (out->body.ptr || query_is_null(row, 5))
               ? PRISCUS_OK
               : PRISCUS_ENOMEM;
}

priscus_status stored_article(struct query *row, struct stored_article *out)
{
    *out = (struct stored_article){
        .id = query_number(row, 0),
        .key = query_number(row, 1),
        .reading = query_number(row, 2),
        .engine = column_text(row, 3),
        .read_as = column_text(row, 4),
        .name = column_text(row, 5),
        .fetched = column_text(row, 6),
        .body = column_text(row, 7),
        .body_hash = column_bytes(row, 8),
        .given = column_text(row, 9),
    };
    return out->engine.ptr && out->read_as.ptr && out->name.ptr && out->fetched.ptr && out->body.ptr && out->given.ptr
               ? PRISCUS_OK
               : PRISCUS_ENOMEM;
}

static bool is_hash(struct text stored, struct sha256 hash)
{
    return text_eq(stored, text_of((const char *)hash.bytes, sizeof hash.bytes));
}

bool stored_hash_fits(struct text hash, struct text text)
{
    return is_hash(hash, sha256_of(text));
}

static void tell(struct restore *restore, const char *id, const char *what)
{
    if (restore->wrong)
        restore->wrong(restore->context, id, what);
}

/* ---- readings ---------------------------------------------------------------------------- */

struct texts {
    struct knowledge_file *files;
    size_t n, room;
};

static priscus_status take_text(struct restore *restore, struct query *row, struct texts *out)
{
    struct knowledge_file *grown = arena_grow(restore->mem, out->files, out->n, &out->room, sizeof *grown), *file;
    struct text name;

    if (!grown)
        return PRISCUS_ENOMEM;
    out->files = grown;
    file = &grown[out->n++];
    if (column_copy(row, 0, restore->mem, &name) != PRISCUS_OK ||
        column_copy(row, 1, restore->mem, &file->text) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    file->name = name.ptr;
    if (!stored_hash_fits(column_bytes(row, 2), file->text))
        tell(restore, file->name, "the stored text of this agenda or roster does not have its hash");
    return PRISCUS_OK;
}

static priscus_status read_texts(struct restore *restore, int64_t reading, const char *kind, struct texts *out,
                                 struct priscus_error *err)
{
    struct query *stmt;
    bool found;
    priscus_status status =
        ledger_prepare(restore->ledger,
                       "SELECT reading_knowledge.name, knowledge.text, knowledge.sha256 FROM reading_knowledge"
                       " JOIN knowledge ON knowledge.id = reading_knowledge.knowledge"
                       " WHERE reading = ?1 AND kind = ?2 ORDER BY ordinal",
                       &stmt, err);

    if (status == PRISCUS_OK) {
        query_bind_number(stmt, 1, reading);
        query_bind_text(stmt, 2, text_c(kind));
    }
    while (status == PRISCUS_OK && (status = ledger_step(restore->ledger, stmt, &found, err)) == PRISCUS_OK && found)
        if (take_text(restore, stmt, out) != PRISCUS_OK)
            status = error_memory(err);
    query_close(stmt);
    return status;
}

static priscus_status open_reading(struct restore *restore, const struct stored_article *stored,
                                   struct restored_reading *out, struct priscus_error *err)
{
    struct texts agendas = { 0 }, rosters = { 0 };
    const struct language *language;
    priscus_status status;

    if ((status = read_texts(restore, stored->reading, "agenda", &agendas, err)) != PRISCUS_OK ||
        (status = read_texts(restore, stored->reading, "roster", &rosters, err)) != PRISCUS_OK ||
        (status = language_at(restore->language, engine_speed(stored->engine), &language, err)) != PRISCUS_OK)
        return status;
    out->language = language;
    status = knowledge_open(language, agendas.files, agendas.n, rosters.files, rosters.n, &out->knowledge, NULL);
    if (status == PRISCUS_ENOMEM)
        return error_memory(err);
    if (status != PRISCUS_OK)
        out->knowledge = NULL; /* written for another version: treated as such */
    if (out->knowledge && !(out->analyst = analyst_new(out->knowledge))) {
        knowledge_close(out->knowledge);
        return error_memory(err);
    }
    out->other_engine = !out->knowledge || !text_is(stored->engine, knowledge_engine(out->knowledge));
    return PRISCUS_OK;
}

priscus_status restore_reading(struct restore *restore, const struct stored_article *stored,
                               struct restored_reading **out, struct priscus_error *err)
{
    struct restored_reading *grown, fresh = { .id = stored->reading };
    priscus_status status;

    for (size_t i = 0; i < restore->n_readings; i++)
        if (restore->readings[i].id == stored->reading) {
            *out = &restore->readings[i];
            return PRISCUS_OK;
        }
    if ((status = open_reading(restore, stored, &fresh, err)) != PRISCUS_OK)
        return status;
    grown = sqlite3_realloc64(restore->readings, (restore->n_readings + 1) * sizeof *grown);
    if (!grown) {
        analyst_free(fresh.analyst);
        knowledge_close(fresh.knowledge);
        return error_memory(err);
    }
    restore->readings = grown;
    grown[restore->n_readings] = fresh;
    *out = &grown[restore->n_readings++];
    return PRISCUS_OK;
}

void restore_release(struct restore *restore)
{
    for (size_t i = 0; i < restore->n_readings; i++) {
        analyst_free(restore->readings[i].analyst);
        knowledge_close(restore->readings[i].knowledge);
    }
    sqlite3_free(restore->readings);
    restore->readings = NULL;
    restore->n_readings = 0;
}

/* ---- pages ------------------------------------------------------------------------------- */

/* NULL, or why the bytes are not the page's. */
static const char *check_bytes(const struct stored_page *stored, struct page *page)
{
    page_set_hash(page);
    if (!is_hash(stored->hash, page->hash))
        return "the stored bytes do not have the page's hash";
    if (stored->key != id_of_page(page->hash))
        return "the identifier does not fit the page's hash";
    return NULL;
}

priscus_status restore_bytes(struct restore *restore, const struct stored_page *stored, const char *id,
                             struct page *page, bool *good, struct priscus_error *err)
{
    struct ledger *ledger = restore->ledger;
    const char *why = NULL;
    size_t size = (size_t)stored->size, got;
    char *bytes;

    *good = false;
    if (stored->size < 0 || stored->size > (int64_t)PAGE_MAX) {
        tell(restore, id, "the stored size is no size of a page");
        return PRISCUS_OK;
    }
    if (!ledger->unpack)
        ledger->unpack = ZSTD_createDCtx();
    bytes = arena_alloc(restore->mem, size + 1);
    if (!bytes || !ledger->unpack)
        return error_memory(err);
    ZSTD_DCtx_reset(ledger->unpack, ZSTD_reset_session_and_parameters);
    ZSTD_DCtx_refPrefix(ledger->unpack, stored->body.ptr, stored->body.len);
    got = ZSTD_decompressDCtx(ledger->unpack, bytes, size, stored->packed.ptr, stored->packed.len);
    if (ZSTD_isError(got) || got != size)
        why = "the stored bytes cannot be unpacked: they were changed";
    page->bytes = text_of(bytes, size);
    page->hashed = false;
    if (!why)
        why = check_bytes(stored, page);
    if (why)
        tell(restore, id, why);
    *good = !why;
    return PRISCUS_OK;
}

priscus_status restore_circumstances(struct restore *restore, const struct stored_article *stored, const char *id,
                                     struct page *page, bool *good, struct priscus_error *err)
{
    priscus_status status;

    *good = false;
    page->name = stored->name;
    page->fetched = (struct date){ .zone = DATE_NO_ZONE };
    if (stored->fetched.len)
        date_parse_iso(stored->fetched, &page->fetched);
    status = page_given_read(stored->given, restore->mem, page, NULL);
    if (status == PRISCUS_ENOMEM)
        return error_memory(err);
    if (status != PRISCUS_OK)
        tell(restore, id, "what its page came with is not kept as it was written");
    else if (!page_read_as_parse(stored->read_as, &page->from))
        tell(restore, id, "it was read in a way that this version does not know");
    else
        *good = true;
    return PRISCUS_OK;
}
