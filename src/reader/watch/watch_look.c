/* watch_look.c - see watch_look.h. */
#include "reader/watch/watch_look.h"

#include <stdio.h>

#include <zlib.h>

#include "base/hash.h"
#include "page/feed/feed.h"

/* A sitemap may be a gzip file, whatever the server calls it. PAGE_MAX holds for what comes out. */
static priscus_status unpack(struct text bytes, struct arena *mem, struct text *out, struct priscus_error *err)
{
    z_stream z = { .next_in = (unsigned char *)(uintptr_t)bytes.ptr, .avail_in = (unsigned)bytes.len };
    size_t room = bytes.len * 8 + 4096, n = 0;
    char *unpacked = NULL;
    int rc = Z_OK;

    if (bytes.len < 2 || memcmp(bytes.ptr, "\x1f\x8b", 2) != 0) {
        *out = bytes;
        return PRISCUS_OK;
    }
    if (inflateInit2(&z, 15 + 16) != Z_OK)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a sitemap");
    while (rc == Z_OK) {
        char *larger;

        if (room > PAGE_MAX)
            room = PAGE_MAX;
        if (n == room)
            break;
        larger = arena_alloc(mem, room);
        if (!larger) {
            inflateEnd(&z);
            return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a sitemap");
        }
        if (n)
            memcpy(larger, unpacked, n);
        unpacked = larger;
        z.next_out = (unsigned char *)unpacked + n;
        z.avail_out = (unsigned)(room - n);
        rc = inflate(&z, Z_NO_FLUSH);
        n = room - z.avail_out;
        if (z.avail_out)
            break; /* the end, or the input is cut: what came is read */
        room *= 2;
    }
    inflateEnd(&z);
    if (n == 0)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "a gzip file that is damaged from its beginning");
    *out = text_of(unpacked, n);
    return PRISCUS_OK;
}

/* The pages that a feed lists, as they are kept. */
static priscus_status pages_of(const struct feed *feed, struct text bytes, struct text address, struct arena *mem,
                               struct watch_page **out, size_t *n, struct priscus_error *err)
{
    struct watch_page *pages = arena_alloc(mem, (feed->n_entries + 1) * sizeof *pages);

    *n = 0;
    for (size_t i = 0; pages && i < feed->n_entries; i++) {
        const struct feed_entry *entry = &feed->entries[i];
        struct watch_page page = { 0 };
        struct url url;

        if (entry->whole) {
            page.entry = text_in(bytes, entry->page);
            page.about = feed->about;
        }
        if (entry->address.ptr && url_parse(entry->address, &url, NULL) == PRISCUS_OK) {
            page.address = text_of(arena_copy(mem, url.text, strlen(url.text)), strlen(url.text));
        } else if (entry->whole) {
            char name[URL_MAX + 80], hex[65];
            int length = snprintf(name, sizeof name, "%.*s%s%.12s", (int)address.len, address.ptr, WATCH_ENTRY_MARK,
                                  sha256_hex(sha256_of(page.entry), hex));

            page.address = text_of(arena_copy(mem, name, (size_t)length), (size_t)length);
        } else {
            continue; /* no address, no body: there is nothing to read */
        }
        if (!page.address.ptr)
            return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a feed");
        pages[(*n)++] = page;
    }
    *out = pages;
    return pages ? PRISCUS_OK : error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a feed");
}

/* The feed could not be had: remembered, with what the server asked for. */
static priscus_status look_failed(const struct watch_options *options, struct watch_feed *feed, struct text owner,
                                  const struct fetch_reply *reply, struct look *out, struct priscus_error *err)
{
    size_t none;

    feed->failures++;
    feed->not_before = reply->retry_after ? feed->looked + reply->retry_after : 0;
    out->failures = feed->failures;
    out->not_before = feed->not_before;
    return ledger_watch_looked(options->reader.ledger, feed, owner, NULL, 0, &none, err);
}

static bool whole_is_at_stake(priscus_status status)
{
    return status == PRISCUS_ENOMEM || status == PRISCUS_ELEDGER || status == PRISCUS_DONE;
}

static priscus_status follow_index(const struct watch_options *options, struct watch_result *result,
                                   const struct feed *index, struct text owner, struct arena *mem, struct look *out,
                                   struct priscus_error *err);

/* One document. `index` says whether an index may be followed. */
static priscus_status look_once(const struct watch_options *options, struct watch_result *result, struct text address,
                                struct text owner, bool may_follow, struct arena *mem, struct look *out,
                                struct priscus_error *err)
{
    struct fetch_request request = { .address = address };
    struct fetch_reply reply = { 0 };
    struct watch_feed known;
    struct watch_page *pages = NULL;
    struct feed feed = { 0 };
    size_t n = 0, found = 0;
    priscus_status status = ledger_watch_feed(options->reader.ledger, address, mem, &known, err);

    if (status != PRISCUS_OK)
        return status;
    out->title = known.title;
    known.looked = (int64_t)time(NULL);
    if (known.not_before > known.looked) {
        out->not_before = known.not_before;
        out->failures = known.failures;
        error_set(err, PRISCUS_ENETWORK, NOWHERE,
                  "%.*s: not asked yet: the site wants to be left alone for %lld more seconds",
                  (int)(address.len < 168 ? address.len : 168), address.ptr,
                  (long long)(known.not_before - known.looked));
        return PRISCUS_ENETWORK;
    }
    request.etag = known.etag;
    request.last_modified = known.last_modified;
    status = fetch(options->fetcher, &request, mem, &reply, err);
    if (status == PRISCUS_OK && reply.not_modified) {
        known.failures = 0;
        known.not_before = 0;
        out->not_modified = true;
        return ledger_watch_looked(options->reader.ledger, &known, owner, NULL, 0, &found, err);
    }
    if (status == PRISCUS_OK && (status = unpack(reply.bytes, mem, &reply.bytes, err)) == PRISCUS_OK)
        status = feed_read_as(reply.bytes, reply.address, reply.charset, reply.fetched, mem, &feed, err);
    if (status == PRISCUS_EINPUT)
        error_prefix(err, "%.*s", (int)(address.len < 168 ? address.len : 168), address.ptr);
    if (status == PRISCUS_OK && (feed.kind == FEED_OPML || (feed.kind == FEED_SITEMAP_INDEX && !may_follow)))
        status = error_set(err, PRISCUS_EINPUT, NOWHERE,
                           "%.*s: lists feeds, not pages; watch them instead: save it and name the file",
                           (int)(address.len < 168 ? address.len : 168), address.ptr);
    if (whole_is_at_stake(status))
        return status;
    if (status != PRISCUS_OK)
        return look_failed(options, &known, owner, &reply, out, err) == PRISCUS_OK ? status : PRISCUS_ELEDGER;
    known.title = out->title = feed.title.len ? feed.title : known.title;
    known.failures = 0;
    known.not_before = 0;
    if (feed.kind == FEED_SITEMAP_INDEX) {
        /* No ETag: its sitemaps change while it stands. */
        known.etag = known.last_modified = (struct text){ 0 };
        status = ledger_watch_looked(options->reader.ledger, &known, owner, NULL, 0, &found, err);
        return status == PRISCUS_OK ? follow_index(options, result, &feed, owner, mem, out, err) : status;
    }
    /* A feed that broke off is read as far as it came, and asked for as a whole the next time. */
    known.etag = reply.truncated ? (struct text){ 0 } : reply.etag;
    known.last_modified = reply.truncated ? (struct text){ 0 } : reply.last_modified;
    if ((status = pages_of(&feed, reply.bytes, address, mem, &pages, &n, err)) != PRISCUS_OK)
        return status;
    status = ledger_watch_looked(options->reader.ledger, &known, owner, pages, n, &found, err);
    out->found += found;
    return status;
}

static priscus_status follow_index(const struct watch_options *options, struct watch_result *result,
                                   const struct feed *index, struct text owner, struct arena *mem, struct look *out,
                                   struct priscus_error *err)
{
    size_t n = index->n_entries < WATCH_SITEMAPS_MAX ? index->n_entries : WATCH_SITEMAPS_MAX;

    for (size_t i = 0; i < n; i++) {
        struct text address = index->entries[i].address;
        struct arena one = { 0 }; /* a sitemap may have megabytes, an index many of them */
        struct look look = { 0 };
        struct priscus_error why;
        priscus_status status = PRISCUS_OK;

        if (address.ptr)
            status = look_once(options, result, address, owner, false, &one, &look, &why);
        out->found += look.found;
        arena_release(&one);
        if (whole_is_at_stake(status)) {
            if (err)
                *err = why;
            return status;
        }
        if (status != PRISCUS_OK) {
            result->pages.failed++;
            result->network += why.code == PRISCUS_ENETWORK;
            options->failed(options->context, &why);
        }
    }
    (void)mem;
    return PRISCUS_OK;
}

priscus_status look_at(const struct watch_options *options, struct watch_result *result, const char *address,
                       struct arena *mem, struct look *out, struct priscus_error *err)
{
    *out = (struct look){ 0 };
    return look_once(options, result, text_c(address), text_c(address), true, mem, out, err);
}
