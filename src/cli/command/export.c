/* export.c - `priscus export`: the record in a format of other programs (src/export).
 *
 *     $ priscus export graphml --output talks.graphml --issue talks
 *
 * A file is written beside the one that is wanted and takes its place when all of it is there. */
#include <unistd.h>

#include "cli/answer/answer.h"
#include "cli/screen/terminal.h"
#include "export/export.h"
#include "language/language.h"

/* The formats' names, for a message: "csv, jsonl". */
static void put_names(struct buffer *out)
{
    for (size_t i = 0; i < export_formats_n; i++)
        buffer_format(out, "%s%s", i ? ", " : "", export_formats[i].name);
}

/* The format that is meant; NULL: none, and that was said. */
static const struct export_format *format_of(const struct options *options)
{
    const struct export_format *format = export_find(text_c(options->arguments[0]));
    struct buffer names = { 0 };

    if (format && options->table && !export_takes(format, export_table_find(text_c(options->table)))) {
        complain("--table %s: that is for csv and jsonl; %s is of positions%s", options->table, format->name,
                 format->of == OF_POSITIONS_OR_STATEMENTS ? " or statements" : "");
        return NULL;
    }
    if (format && format->binary && !options->output && isatty(STDOUT_FILENO)) {
        complain("%s is nothing for a screen; give --output FILE%s", format->name, format->end);
        return NULL;
    }
    if (format)
        return format;
    put_names(&names);
    complain("there is no format %s; there are %s", options->arguments[0], names.ptr ? names.ptr : "none");
    buffer_release(&names);
    return NULL;
}

static priscus_status write_to(const struct options *options, const struct export_format *format, struct export *e,
                               struct priscus_error *err)
{
    struct sink sink;
    priscus_status status = sink_open(options->output, &sink, err);

    if (status != PRISCUS_OK)
        return status;
    e->out = &sink;
    return sink_close(&sink, export_write(format, e, err), err);
}

int command_export(const struct options *options)
{
    const struct export_format *format = format_of(options);
    struct language *language = NULL;
    struct ledger_filter filter;
    struct export e = { .filter = &filter, .raw = options->raw, .network = options->network };
    struct arena mem = { 0 };
    struct priscus_error err;
    priscus_status status;

    if (!format)
        return EXIT_USAGE;
    if (options->table)
        e.table = export_table_find(text_c(options->table));
    status = answer_filter(options, &mem, &filter, &err);
    if (status == PRISCUS_OK)
        status = ledger_open(options->ledger, LEDGER_READ, &e.ledger, &err);
    if (status == PRISCUS_OK && format->reads)
        status = language_find(options->model, LANGUAGE_FAST, options->check_model, &language, &err);
    e.language = language;
    if (status == PRISCUS_OK)
        status = write_to(options, format, &e, &err);
    ledger_close(e.ledger, NULL);
    language_close(language);
    arena_release(&mem);
    if (status != PRISCUS_OK)
        return command_failed(&err);
    if (e.left_out)
        remark("%zu entr%s left out: %s has no place for %s (docs/exchange.md)", e.left_out,
               e.left_out == 1 ? "y was" : "ies were", format->name, e.left_out == 1 ? "it" : "them");
    if (e.shortened)
        remark("%zu text%s cut: %s takes no longer ones (docs/exchange.md)", e.shortened,
               e.shortened == 1 ? " was" : "s were", format->name);
    return EXIT_DONE;
}
