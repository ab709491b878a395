/* add_page.c - a page with all that was read off it, into the ledger.
 *
 * A page is one savepoint inside a larger transaction: it is added whole or not at all, and a page
 * that fails does not take its neighbours along. Whether a page is new is asked of its hash, so
 * that adding it twice, or after a kill adding all of them again, changes nothing. */
#include <stdlib.h>

#include "ledger/columns.h"
#include "ledger/sqlite/row.h"
#include "page/source/page_given.h"

#define PAGES_A_COMMIT 512
#define COMMIT_SERVER_MS 50
#define COMMIT_MS      500 /* another writer, who corrects an entry, say, waits no longer than a second */
#define ZSTD_LEVEL     6

priscus_status ledger_find_article(struct ledger *ledger, const struct page *page, int64_t *id,
                                   struct priscus_error *err)
{
    struct sha256 hash = page_hash(page);
    struct row row = row_of_kept(ledger, SQL_FIND_ARTICLE, err);
    struct text read_as;

    arena_reset(&ledger->mem);
    if (page_read_as(page, &ledger->mem, &read_as) != PRISCUS_OK)
        return error_memory(err);
    put_hash(&row, &hash);
    put_number(&row, ledger->reading);
    put_text(&row, read_as);
    return row_find(&row, id);
}

priscus_status ledger_has(struct ledger *ledger, const struct page *page, bool *has, struct priscus_error *err)
{
    int64_t id;
    priscus_status status = ledger_find_article(ledger, page, &id, err);

    if (status == PRISCUS_OK)
        *has = id != 0;
    return status;
}

/* Compress a page with its body (if any) as the text before it. */
static priscus_status pack(ZSTD_CCtx *z, struct text bytes, struct text body, char *out, size_t room, size_t *size,
                           struct priscus_error *err)
{
    ZSTD_CCtx_reset(z, ZSTD_reset_session_and_parameters);
    ZSTD_CCtx_setParameter(z, ZSTD_c_compressionLevel, ZSTD_LEVEL);
    ZSTD_CCtx_refPrefix(z, body.ptr, body.len);
    *size = ZSTD_compress2(z, out, room, bytes.ptr, bytes.len);
    if (ZSTD_isError(*size)) /* there is room enough: only memory can be out */
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "the page could not be compressed: %s",
                         ZSTD_getErrorName(*size));
    return PRISCUS_OK;
}

/* A name of our own for zstd's context; there is no other struct behind it. */
struct ledger_packer *ledger_packer_new(void)
{
    return (struct ledger_packer *)ZSTD_createCCtx();
}

void ledger_packer_free(struct ledger_packer *packer)
{
    ZSTD_freeCCtx((ZSTD_CCtx *)packer);
}

priscus_status ledger_pack(struct ledger_packer *packer, struct text bytes, struct text body, struct arena *mem,
                           struct text *out, struct priscus_error *err)
{
    size_t room = ZSTD_compressBound(bytes.len), size;
    priscus_status status;
    char *packed;

    *out = text_of(NULL, 0);
    if (!packer || bytes.len > LEDGER_PACK_MAX)
        return PRISCUS_OK;
    if (!(packed = arena_alloc(mem, room)))
        return error_memory(err);
    status = pack((ZSTD_CCtx *)packer, bytes, body, packed, room, &size, err);
    if (status == PRISCUS_OK)
        *out = text_of(packed, size);
    return status;
}

static priscus_status find_page(struct ledger *ledger, const struct page *page, int64_t *id, struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_FIND_PAGE, err);

    put_hash(&row, &page->hash);
    return row_find(&row, id);
}

static priscus_status put_page(struct ledger *ledger, const struct page *page, int64_t body_id, const char *packed,
                               size_t packed_size, int64_t *id, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_PAGE, err);

    PAGE_COLUMNS(PUT);
    return row_add(&row, id);
}

static priscus_status add_page(struct ledger *ledger, const struct page *page, struct text packed, int64_t body_id,
                               struct text body, int64_t *id, struct priscus_error *err)
{
    size_t room = ZSTD_compressBound(page->bytes.len), size = 0;
    ZSTD_CCtx *z;
    priscus_status status;
    char *bytes;

    if (packed.len)
        return put_page(ledger, page, body_id, packed.ptr, packed.len, id, err);
    z = ledger->pack ? ledger->pack : (ledger->pack = ZSTD_createCCtx());
    bytes = z ? malloc(room) : NULL;
    if (!bytes)
        return error_memory(err);
    status = pack(z, page->bytes, body, bytes, room, &size, err);
    if (status == PRISCUS_OK)
        status = put_page(ledger, page, body_id, bytes, size, id, err);
    free(bytes);
    return status;
}

static priscus_status find_or_add_sighting(struct ledger *ledger, int64_t page_id, const struct page *page, int64_t *id,
                                           struct priscus_error *err)
{
    struct row row = row_of_kept(ledger, SQL_FIND_SIGHTING, err);
    char fetched[DATE_TEXT_MAX];
    priscus_status status;

    date_format(page->fetched, fetched);
    put_number(&row, page_id);
    put_text(&row, text_or_empty(page->name));
    put_text(&row, text_c(fetched));
    if ((status = row_find(&row, id)) != PRISCUS_OK || *id)
        return status;
    row = row_of_table(ledger, TABLE_SIGHTING, err);
    SIGHTING_COLUMNS(PUT);
    return row_add(&row, id);
}

/* The same body in another reading of the page (0: a new page) is kept once. */
static priscus_status find_or_add_body(struct ledger *ledger, int64_t page_id, struct text text, int64_t *id,
                                       bool *is_new, struct priscus_error *err)
{
    struct sha256 hash = sha256_of(text);
    struct row row = row_of_kept(ledger, SQL_FIND_BODY, err);
    priscus_status status;

    put_number(&row, page_id);
    put_hash(&row, &hash);
    if ((status = row_find(&row, id)) != PRISCUS_OK || *id)
        return status;
    row = row_of_table(ledger, TABLE_BODY, err);
    BODY_COLUMNS(PUT);
    *is_new = true;
    return row_add(&row, id);
}

/* `article` NULL: only the sighting. */
static priscus_status add_all(struct ledger *ledger, const struct page *page, struct text packed,
                              const struct article *article, const struct record *record, int64_t *added,
                              struct priscus_error *err)
{
    static const struct text nothing;
    int64_t page_id, sighting_id, article_id, body_id = 0;
    bool body_is_new = false, page_is_new;
    priscus_status status = find_page(ledger, page, &page_id, err);

    page_is_new = !page_id;
    if (status == PRISCUS_OK && page_is_new && article)
        status = find_or_add_body(ledger, 0, article->body, &body_id, &body_is_new, err);
    if (status == PRISCUS_OK && page_is_new)
        status = add_page(ledger, page, packed, body_id, article ? article->body : nothing, &page_id, err);
    if (status == PRISCUS_OK)
        status = find_or_add_sighting(ledger, page_id, page, &sighting_id, err);
    if (status == PRISCUS_OK)
        status = ledger_find_article(ledger, page, &article_id, err);
    if (status != PRISCUS_OK)
        return status;
    if (!article || article_id)
        return page_is_new ? ledger_show_page(ledger, page_id, err) : PRISCUS_OK;
    if (!page_is_new)
        status = ledger_hide_page(ledger, page_id, err);
    if (status == PRISCUS_OK && !body_id)
        status = find_or_add_body(ledger, page_id, article->body, &body_id, &body_is_new, err);
    if (status == PRISCUS_OK)
        status =
            ledger_add_article(ledger, page, page_id, sighting_id, body_id, body_is_new, article, &article_id, err);
    if (status == PRISCUS_OK)
        status = ledger_add_record(ledger, &page->hash, article_id, record, err);
    if (status == PRISCUS_OK)
        status = ledger_show_page(ledger, page_id, err);
    *added = article_id;
    return status;
}

static size_t rows_of(const struct article *article, const struct record *record)
{
    size_t n = article->n_paragraphs + article->n_dropped + record->n_positions;

    for (size_t i = 0; i < record->n_statements; i++)
        n += 1 + record->statements[i].n_content + record->statements[i].n_chain;
    return n;
}

static bool time_to_commit(const struct ledger *ledger)
{
    struct timespec now;

    if (ledger->pending >= PAGES_A_COMMIT)
        return true;
    clock_gettime(CLOCK_MONOTONIC, &now);
    /* (In a server there may be many who wait.) */
    return (now.tv_sec - ledger->began.tv_sec) * 1000 + (now.tv_nsec - ledger->began.tv_nsec) / 1000000 >=
           (ledger->postgres ? COMMIT_SERVER_MS : COMMIT_MS);
}

/* Take back the page that failed. A full disk may have made SQLite take back all since the last
 * commit; where it did not, what came before this page is committed. */
void ledger_undo_page(struct ledger *ledger, priscus_status why)
{
    ledger_forget_words(ledger);
    ledger_forget_numbers(ledger);
    if (!ledger_in_transaction(ledger) ||
        ledger_exec(ledger, "ROLLBACK TO one_page; RELEASE one_page", NULL) != PRISCUS_OK) {
        ledger_rollback(ledger); /* memory is out for that too: back to the last commit */
        return;
    }
    if (why != PRISCUS_ENOMEM)
        ledger_commit(ledger, NULL);
}

priscus_status ledger_page_done(struct ledger *ledger, struct priscus_error *err)
{
    priscus_status status;

    ledger->pending++;
    if (!time_to_commit(ledger))
        return PRISCUS_OK;
    if ((status = ledger_commit(ledger, err)) != PRISCUS_OK)
        return status;
    nanosleep(&(struct timespec){ .tv_nsec = LEDGER_GIVE_WAY_MS * 1000000L }, NULL);
    return PRISCUS_OK;
}

priscus_status ledger_end_page(struct ledger *ledger, priscus_status status, struct priscus_error *err)
{
    if (status == PRISCUS_OK)
        status = ledger_run_kept(ledger, SQL_END_PAGE, err);
    if (status == PRISCUS_OK)
        return ledger_page_done(ledger, err);
    ledger_undo_page(ledger, status);
    return status;
}

priscus_status ledger_add_packed(struct ledger *ledger, const struct page *page, struct text packed,
                                 const struct article *article, const struct record *record, int64_t *id,
                                 struct priscus_error *err)
{
    struct page hashed = *page;
    priscus_status status;
    int64_t added = 0;

    if (!ledger->writable || !ledger->reading)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "the ledger %s was not opened for writing, or no reading is in use", ledger->path);
    page_set_hash(&hashed);
    if ((status = ledger_begin_page(ledger, article ? rows_of(article, record) : 1, err)) != PRISCUS_OK)
        return status;
    status = ledger_end_page(ledger, add_all(ledger, &hashed, packed, article, record, &added, err), err);
    if (status == PRISCUS_OK && id)
        *id = added;
    return status;
}

priscus_status ledger_add(struct ledger *ledger, const struct page *page, const struct article *article,
                          const struct record *record, bool *added, struct priscus_error *err)
{
    int64_t id;
    priscus_status status = ledger_add_packed(ledger, page, text_of(NULL, 0), article, record, &id, err);

    if (status == PRISCUS_OK && added)
        *added = id != 0;
    return status;
}

priscus_status ledger_sight(struct ledger *ledger, const struct page *page, struct priscus_error *err)
{
    return ledger_add(ledger, page, NULL, NULL, NULL, err);
}
