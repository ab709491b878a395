/* watch_list.c - files that list feeds; see feed_watch.h. */
#include <stdio.h>

#include "base/file.h"
#include "page/feed/feed.h"
#include "reader/watch/feed_watch.h"

struct list {
    struct arena *mem;
    const char **addresses;
    size_t n, room;
};

/* In order, so that two spellings of an address are one feed. */
static priscus_status add(struct list *list, struct text address, struct priscus_error *err)
{
    struct url url;
    const char **grown;
    priscus_status status = url_parse(address, &url, err);

    if (status != PRISCUS_OK)
        return status;
    grown = arena_grow(list->mem, list->addresses, list->n, &list->room, sizeof *grown);
    if (grown) {
        list->addresses = grown;
        grown[list->n] = arena_copy(list->mem, url.text, strlen(url.text));
    }
    if (!grown || !grown[list->n])
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a list of feeds");
    list->n++;
    return PRISCUS_OK;
}

static priscus_status read_opml(const char *path, struct text bytes, struct list *list, watch_mistake_fn *mistake,
                                void *context, struct priscus_error *err)
{
    struct feed feed;
    priscus_status status = feed_read(bytes, (struct text){ 0 }, (struct date){ 0 }, list->mem, &feed, err);

    if (status == PRISCUS_OK && feed.kind != FEED_OPML)
        status =
            error_set(err, PRISCUS_EINPUT, NOWHERE,
                      "a feed itself, not a list of feeds; give its address, or read it once: priscus read %s", path);
    for (size_t i = 0; status == PRISCUS_OK && i < feed.n_entries; i++) {
        struct priscus_error why;

        if (!feed.entries[i].address.ptr)
            continue; /* a heading */
        status = add(list, feed.entries[i].address, &why);
        if (status == PRISCUS_EINPUT) {
            error_prefix(&why, "%s", path);
            mistake(context, why.message);
            status = PRISCUS_OK;
        }
    }
    return status;
}

static priscus_status read_lines(const char *path, struct text bytes, struct list *list, watch_mistake_fn *mistake,
                                 void *context, struct priscus_error *err)
{
    struct lines it;
    struct text line;
    priscus_status end;

    lines_init(&it, bytes, list->mem);
    while ((end = lines_next(&it, &line)) == PRISCUS_OK) {
        struct text rest, address = line_key(line, &rest);
        struct priscus_error why;
        priscus_status status = PRISCUS_OK;

        if (rest.len && rest.ptr[0] != '#')
            status = error_set(&why, PRISCUS_EINPUT, NOWHERE, "one address a line is wanted, with nothing behind it");
        else
            status = add(list, address, &why);
        if (status == PRISCUS_ENOMEM)
            return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory for a list of feeds");
        if (status != PRISCUS_OK) {
            error_prefix(&why, "%s:%d", path, it.number);
            mistake(context, why.message);
        }
    }
    return end == PRISCUS_DONE ? PRISCUS_OK : error_set(err, end, NOWHERE, "out of memory for a list of feeds");
}

priscus_status watch_list(const char *path, struct arena *mem, watch_mistake_fn *mistake, void *context,
                          const char ***addresses, size_t *n, struct priscus_error *err)
{
    struct list list = { .mem = mem };
    struct text bytes;
    priscus_status status = file_read(path, WATCH_LIST_MAX, mem, &bytes, err);

    if (status != PRISCUS_OK)
        return status;
    if (feed_guess(bytes)) {
        status = read_opml(path, bytes, &list, mistake, context, err);
        if (status != PRISCUS_OK)
            error_prefix(err, "%s", path);
    } else {
        status = read_lines(path, bytes, &list, mistake, context, err);
    }
    if (status != PRISCUS_OK)
        return status;
    *addresses = list.addresses;
    *n = list.n;
    return PRISCUS_OK;
}
