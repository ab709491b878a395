/* warc_page.c - see warc_record.h: the page in a record, or why there is none. */
#include "base/input_error.h"
#include "net/media_type.h"
#include "page/container/warc_record.h"
#include "page/format.h"

static const char *const skip_texts[] = {
#define WARC_SKIP_TEXT(name, text) text,
    WARC_SKIP_MAP(WARC_SKIP_TEXT)
#undef WARC_SKIP_TEXT
};

priscus_status warc_damage(struct warc *w, priscus_status code, const char *what, const char *more,
                           struct priscus_error *err)
{
    char name[INPUT_ERROR_NAME_MAX];

    return error_set(err, code, (size_t)w->at, "%s: record %ld (at byte %llu) is passed over: %s%s",
                     input_error_name(w->name, name), w->record, (unsigned long long)w->at, what, more);
}

static priscus_status skip(struct warc *w, enum warc_skip why)
{
    w->skipped[why]++;
    return PRISCUS_DONE;
}

static bool is_robots(struct text address)
{
    struct text rest = address;

    rest = text_cut(&rest, '?');
    return text_ends(rest, "/robots.txt");
}

/* The body in a record, still packed, and what is said of it. OK; DONE: the record is no page, and counted; EINPUT. */
static priscus_status find_body(struct warc *w, const struct warc_record *r, struct text block, struct http_head *head,
                                struct text *body, struct priscus_error *err)
{
    *head = (struct http_head){ .status = 200 };
    *body = block;
    if (text_eq_fold(r->type, text_c("warcinfo")))
        return skip(w, WARC_SKIP_WARCINFO);
    if (text_eq_fold(r->type, text_c("request")))
        return skip(w, WARC_SKIP_REQUEST);
    if (text_eq_fold(r->type, text_c("metadata")))
        return skip(w, WARC_SKIP_METADATA);
    if (text_eq_fold(r->type, text_c("revisit")))
        return skip(w, WARC_SKIP_REVISIT);
    if (text_eq_fold(r->type, text_c("response"))) {
        if (!text_starts_fold(r->content_type, "application/http") && r->content_type.len)
            return skip(w, WARC_SKIP_TYPE); /* the answer of a name server */
        if (block.len == 0)
            return skip(w, WARC_SKIP_EMPTY);
        if (!http_head_read(block, head))
            return warc_damage(w, PRISCUS_EINPUT, "it holds no HTTP response", "", err);
        if (head->status != 200)
            return skip(w, WARC_SKIP_STATUS);
        *body = text_of(block.ptr + head->body, block.len - head->body);
    } else if (text_eq_fold(r->type, text_c("resource")) || text_eq_fold(r->type, text_c("conversion"))) {
        media_type_read(r->content_type, &head->type, &head->charset);
        if (head->type.len == 0 && text_eq_fold(r->type, text_c("conversion")))
            head->type = text_c("text/plain");
    } else {
        return skip(w, WARC_SKIP_TYPE);
    }
    if (body->len == 0)
        return skip(w, WARC_SKIP_EMPTY);
    return is_robots(r->address) ? skip(w, WARC_SKIP_ROBOTS) : PRISCUS_OK;
}

priscus_status warc_make_page(struct warc *w, const struct warc_record *r, struct text block, struct arena *mem,
                              struct page *out, struct priscus_error *err)
{
    struct http_head head;
    struct http_body body;
    struct page page = { .truncated = r->truncated, .fetched = w->fetched };
    struct buffer called = { 0 };
    struct text packed;
    priscus_status status = find_body(w, r, block, &head, &packed, err);

    if (status != PRISCUS_OK)
        return status;
    if (r->length > WARC_BLOCK_MAX) /* only its beginning is held */
        status = format_of_body(head.type, packed, &page.from) ? PRISCUS_ELIMIT : PRISCUS_DONE;
    else
        status = http_body_read(&head, packed, PAGE_MAX, mem, &body);
    switch (status) {
    case PRISCUS_OK:
        break;
    case PRISCUS_DONE:
        return skip(w, WARC_SKIP_KIND);
    case PRISCUS_ELIMIT:
        return warc_damage(w, PRISCUS_ELIMIT, "its body is larger than 32 MiB, which no news page is", "", err);
    case PRISCUS_EINPUT:
        return warc_damage(w, PRISCUS_EINPUT, "its body is packed, and damaged from the start", "", err);
    default:
        return status;
    }
    if (body.brotli)
        return skip(w, WARC_SKIP_BROTLI);
    if (text_trim(body.bytes).len == 0)
        return skip(w, WARC_SKIP_EMPTY);
    if (!format_of_body(head.type, body.bytes, &page.from))
        return skip(w, WARC_SKIP_KIND);

    buffer_text(&called, w->name);
    buffer_format(&called, ":%ld", w->record);
    page.name = buffer_as_text(&called);
    if (r->address.len)
        page.address = r->address;
    page.charset = head.charset;
    page.truncated |= body.cut;
    if (date_known(r->date))
        page.fetched = r->date;
    if (body.bytes.ptr >= block.ptr && body.bytes.ptr <= block.ptr + block.len) {
        page.bytes = body.bytes;
        body.bytes.ptr = NULL;
    }
    status = called.failed ? PRISCUS_ENOMEM : page_copy(&page, mem, out);
    buffer_release(&called);
    if (status != PRISCUS_OK)
        return status;
    if (body.bytes.ptr) /* unpacked, and in the arena already */
        out->bytes = body.bytes;
    w->pages++;
    return PRISCUS_OK;
}

void warc_remark(const struct warc *w, struct buffer *out)
{
    char name[INPUT_ERROR_NAME_MAX];
    const char *before = "; passed over: ";
    size_t passed = 0;

    for (size_t i = 0; i < WARC_SKIPS; i++)
        passed += w->skipped[i];
    if (!passed && !w->mended)
        return;
    buffer_format(out, "%s: %ld record%s, %zu page%s", input_error_name(w->name, name), w->record,
                  w->record == 1 ? "" : "s", w->pages, w->pages == 1 ? "" : "s");
    if (w->mended)
        buffer_format(out, "; %zu of wrong length, read up to where the next begins", w->mended);
    for (size_t i = 0; i < WARC_SKIPS; i++) {
        if (w->skipped[i]) {
            buffer_format(out, "%s%zu %s", before, w->skipped[i], skip_texts[i]);
            before = ", ";
        }
    }
}
