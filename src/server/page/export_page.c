/* export_page.c - the record in formats of other programs: a page of links, and the files behind them.
 *
 *     /export?party=VSK                            what there is, of VSK alone
 *     /download/csv?table=statements&party=VSK     a file
 *
 * A file is written whole before the first byte goes out, so that a failure is told as one and memory stays flat. It has no
 * name on the disk, and is gone when it was sent. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "export/export.h"
#include "server/page/html_write.h"
#include "server/page/pages.h"

static const char *const networks[] = {
    [NETWORK_ISSUES] = "issues", [NETWORK_PARTIES] = "parties", [NETWORK_OUTLETS] = "outlets"
};

static void put_link(struct viewing *v, const char *format, const char *name, const char *value)
{
    buffer_format(v->out, "<a href=\"/download/%s", format);
    page_query_with(v, name, text_c(value ? value : ""));
    buffer_format(v->out, "\" download>%s</a> ", value ? value : format);
}

/* The files of a format: one, or one a table, or one a network. */
static void put_links(struct viewing *v, const struct export_format *format)
{
    if (strcmp(format->name, "graphml") == 0) {
        for (size_t i = 0; i < COUNT_OF(networks); i++)
            put_link(v, format->name, "network", networks[i]);
    } else if (format->of == OF_ENTRIES) {
        put_link(v, format->name, NULL, NULL);
    }
    for (size_t i = 0; format->of != OF_ENTRIES && i < export_tables_n; i++)
        if (export_takes(format, &export_tables[i]))
            put_link(v, format->name, "table", export_tables[i].name);
}

priscus_status export_page(struct viewing *v, struct priscus_error *err)
{
    (void)err;
    page_begin(v, NULL);
    buffer_c(v->out, "<p>Everything that fits what is asked for here, in formats that other programs read.</p>\n");
    page_filters(v);
    buffer_c(v->out, "<table class=\"stack\">");
    page_caption(v);
    buffer_c(v->out, "<thead><tr><th scope=\"col\">Format</th><th scope=\"col\">What it is</th>"
                     "<th scope=\"col\">Files</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < export_formats_n; i++) {
        buffer_format(v->out, "<tr><th scope=\"row\">%s</th><td>", export_formats[i].name);
        html_c(v->out, export_formats[i].about);
        buffer_c(v->out, "</td><td data-of=\"Files\">");
        put_links(v, &export_formats[i]);
        buffer_c(v->out, "</td></tr>\n");
    }
    buffer_c(v->out, "</tbody></table>\n");
    page_end(v);
    return PRISCUS_OK;
}

/* ---- a file ----------------------------------------------------------------------------------- */

static priscus_status take_what(struct viewing *v, const struct export_format *format, struct export *e,
                                struct priscus_error *err)
{
    struct text table = target_param(&v->request->target, "table"),
                network = target_param(&v->request->target, "network");

    if (table.len && (!(e->table = export_table_find(table)) || !export_takes(format, e->table)))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s has no table %.*s; /export lists what there is",
                         format->name, (int)(table.len < 60 ? table.len : 60), table.ptr);
    for (size_t i = 0; network.len && i < COUNT_OF(networks); i++)
        if (text_is(network, networks[i])) {
            e->network = (enum export_network)i;
            return PRISCUS_OK;
        }
    return network.len ? error_set(err, PRISCUS_EINPUT, NOWHERE, "network: give issues, parties or outlets")
                       : PRISCUS_OK;
}

/* A file without a name; below 0: errno says why. */
static int nameless_file(void)
{
    const char *folder = getenv("TMPDIR");
    char path[4096];
    int fd, n = snprintf(path, sizeof path, "%s/priscus-export.XXXXXX", folder && *folder ? folder : "/tmp");

    if (n < 0 || (size_t)n >= sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    fd = mkostemp(path, 0);
    if (fd >= 0)
        unlink(path);
    return fd;
}

priscus_status export_file(struct viewing *v, struct priscus_error *err)
{
    const struct export_format *format = export_find(text_c(v->id));
    struct export e = { .ledger = v->ledger, .filter = &v->filter, .language = v->site->language };
    struct sink sink;
    priscus_status status, ended;
    int fd;

    if (!format)
        return error_set(err, PRISCUS_DONE, NOWHERE, "there is no such format; /export lists them");
    if ((status = take_what(v, format, &e, err)) != PRISCUS_OK)
        return status;
    if ((fd = nameless_file()) < 0)
        return error_set(err, PRISCUS_EIO, NOWHERE,
                         "no file can be made for it: %s; give the server a TMPDIR with room", strerror(errno));
    if (format->of != OF_ENTRIES && !e.table)
        e.table = &export_tables[0];
    sink = sink_to(fd, "the file for it");
    e.out = &sink;
    status = export_write(format, &e, err);
    ended = sink_end(&sink, status == PRISCUS_OK ? err : NULL);
    status = status == PRISCUS_OK ? ended : status;
    if (status != PRISCUS_OK) {
        close(fd);
        return status;
    }
    v->reply->file = fd;
    v->reply->type = format->type;
    snprintf(v->reply->file_name, sizeof v->reply->file_name, "%s%s", e.table ? e.table->name : "priscus", format->end);
    return PRISCUS_OK;
}
