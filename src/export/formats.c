/* formats.c - the tables and the formats. To add a format: its function in a room of this floor, a row below, its section in
 * docs/exchange.md. */
#include "export/export.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "export/table/shares.h"
#include "story/changes/change_rows.h"
#include "story/changes/stance_matrix.h"
#include "story/events/story_rows.h"
#include "story/utterances/told_rows.h"

/* Stories and utterances of all sizes, a row an article or a report. */
#define ALL_SIZES(name, of)                                                                                            \
    static priscus_status name(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,         \
                               void *context, struct priscus_error *err)                                               \
    {                                                                                                                  \
        return of(ledger, filter, 0, each, context, err);                                                              \
    }

ALL_SIZES(utterance_rows, utterances_ask_reports)
ALL_SIZES(story_rows, stories_ask_pages)

/* To be read as it stands: */
/* clang-format off */
const struct export_table export_tables[] = {
    { "positions", "a row a position, oldest first", LEDGER_POSITIONS },
    { "matrix", "a row a party and issue: its latest stance", LEDGER_POSITIONS, matrix_ask },
    { "changes", "a row a change of a stance, or reports that disagree", LEDGER_POSITIONS, changes_ask },
    { "stances", "a row a stance that was held, from when to when", LEDGER_POSITIONS, stances_ask },
    { "statements", "a row a statement, oldest first", LEDGER_STATEMENTS },
    { "utterances", "a row a report of what was said once", LEDGER_POSITIONS, utterance_rows },
    { "stories", "a row an article of a story", LEDGER_POSITIONS, story_rows },
    { "articles", "a row a page", LEDGER_PAGES },
    { "speakers", "a row a speaker", LEDGER_SPEAKERS },
    { "outlets", "a row an outlet", LEDGER_OUTLETS },
    { "history", "a row a position by each reading that ever was", LEDGER_HISTORY },
    { "corrections", "a row a thing that somebody said of an entry", LEDGER_CORRECTIONS },
    { "citations", "a row two media, one of which has it from the other: how often", LEDGER_CITATIONS },
    { "shares", "a row a party and issue: how many positions for and against it", LEDGER_POSITIONS, shares_ask },
    { "codebook", "a row an issue, a stance or a party: what the codes mean", LEDGER_CODEBOOK },
};
const size_t export_tables_n = COUNT_OF(export_tables);

const struct export_format export_formats[] = {
    { .name = "csv", .end = ".csv", .type = "text/csv; charset=utf-8", .of = OF_A_TABLE, .write = export_csv,
      .about = "a table, for spreadsheets" },
    { .name = "jsonl", .end = ".jsonl", .type = "application/x-ndjson", .of = OF_A_TABLE, .write = export_jsonl,
      .about = "the same, one object of JSON a line" },
    { .name = "datapackage", .end = ".zip", .type = "application/zip", .binary = true, .write = export_data_package,
      .about = "tables as CSV with their columns described: a Frictionless Data Package, as ZIP" },
    { .name = "annotations", .end = ".jsonld", .type = "application/ld+json", .of = OF_POSITIONS_OR_STATEMENTS, .write = export_annotations,
      .about = "positions or statements as W3C Web Annotations (JSON-LD)" },
    { .name = "graphml", .end = ".graphml", .type = "application/graphml+xml", .write = export_graphml,
      .about = "a network of parties and issues, of parties among each other, or of outlets" },
    { .name = "atom", .end = ".atom", .type = "application/atom+xml; charset=utf-8", .write = export_atom,
      .about = "a feed of changes (Atom), the newest first" },
    { .name = "dna", .end = ".dna", .type = "application/vnd.sqlite3", .binary = true, .write_file = export_dna,
      .about = "articles and positions for the Discourse Network Analyzer 3.1" },
    { .name = "plover", .end = ".jsonl", .type = "application/x-ndjson", .reads = true, .write = export_plover,
      .about = "events of PLOVER 2.0, one object of JSON a line" },
    { .name = "phoenix", .end = ".tsv", .type = "text/tab-separated-values; charset=utf-8", .reads = true, .write = export_phoenix,
      .about = "events with CAMEO codes, in the 26 columns of Phoenix" },
};
/* clang-format on */
const size_t export_formats_n = COUNT_OF(export_formats);

const struct export_table *export_table_find(struct text name)
{
    for (size_t i = 0; i < export_tables_n; i++)
        if (text_is(name, export_tables[i].name))
            return &export_tables[i];
    return NULL;
}

const struct export_format *export_find(struct text name)
{
    for (size_t i = 0; i < export_formats_n; i++)
        if (text_is(name, export_formats[i].name))
            return &export_formats[i];
    return NULL;
}

bool export_takes(const struct export_format *format, const struct export_table *table)
{
    bool entries = table->question == LEDGER_STATEMENTS || table == &export_tables[0];

    return format->of == OF_A_TABLE || (format->of == OF_POSITIONS_OR_STATEMENTS && entries);
}

struct streaming {
    struct sink *sink;
    ledger_row_fn *each;
    void *context;
};

static int hand_on(void *context, const struct ledger_row *row)
{
    struct streaming *s = context;
    int ended = s->each(s->context, row);

    return ended || !sink_more(s->sink);
}

priscus_status export_rows(struct export *e, const struct export_table *table, ledger_row_fn *each, void *context,
                           struct priscus_error *err)
{
    struct streaming s = { e->out, each, context };

    return table->ask ? table->ask(e->ledger, e->filter, hand_on, &s, err)
                      : ledger_ask(e->ledger, table->question, e->filter, hand_on, &s, err);
}

/* A file's bytes into the sink. */
static priscus_status pour(struct sink *sink, int fd, const char *path, struct priscus_error *err)
{
    char bytes[1 << 14];
    ssize_t n;

    while ((n = read(fd, bytes, sizeof bytes)) != 0) {
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s", path, strerror(errno));
        buffer_add(&sink->out, bytes, (size_t)n);
        if (!sink_more(sink))
            break; /* sink_end() tells why */
    }
    return PRISCUS_OK;
}

priscus_status export_write(const struct export_format *format, struct export *e, struct priscus_error *err)
{
    const char *folder = getenv("TMPDIR");
    struct buffer path = { 0 };
    priscus_status status;
    int fd;

    if (!format->write_file)
        return format->write(e, err);
    buffer_format(&path, "%s/priscus-export.XXXXXX", folder && *folder ? folder : "/tmp");
    if (path.failed) {
        buffer_release(&path);
        return error_memory(err);
    }
    fd = mkstemp(path.ptr);
    if (fd < 0) {
        status =
            error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s; set TMPDIR to a folder with room", path.ptr, strerror(errno));
    } else {
        status = format->write_file(e, path.ptr, err);
        if (status == PRISCUS_OK)
            status = pour(e->out, fd, path.ptr, err);
        close(fd);
        unlink(path.ptr);
    }
    buffer_release(&path);
    return status;
}
