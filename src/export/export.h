/* export.h - the record in formats of others.
 *
 *     const struct export_format *format = export_find("graphml");
 *     struct sink sink = sink_to(fd, "talks.graphml");
 *     struct export e = { .ledger = ledger, .filter = &filter, .out = &sink };
 *
 *     format->write(&e, &err);
 *     sink_end(&sink, &err);
 *
 * A format streams: whatever the ledger holds, memory stays flat, but where what is written is small by itself (parties times issues). The
 * caller writes beside the file that is wanted and renames it at the end (base/file.h, file_draft), so that no half
 * file is ever there under its name. What a format cannot hold is said in docs/exchange.md. */
#ifndef EXPORT_H
#define EXPORT_H

#include "export/sink.h"
#include "ledger/ledger.h"

/* Rows that can be had as a table: what they are called and where they come from. */
struct export_table {
    const char *name;              /* "positions" */
    const char *about;             /* one line    */
    enum ledger_question question; /* to the ledger; with `ask` only for ledger_row_json() */
    /* Rows that are worked out above the ledger; NULL: it is asked. */
    priscus_status (*ask)(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                          struct priscus_error *err);
};
extern const struct export_table export_tables[];
extern const size_t export_tables_n;
/* NULL: none is called so. */
const struct export_table *export_table_find(struct text name);

enum export_network { NETWORK_ISSUES, NETWORK_PARTIES, NETWORK_OUTLETS }; /* "issues", "parties", "outlets" */

/* One export on its way. */
struct export
{
    struct ledger *ledger;
    const struct ledger_filter *filter;
    const struct export_table *table; /* csv and jsonl: of which; NULL: positions */
    bool raw;                         /* csv: fields as they are */
    enum export_network network;      /* graphml: of what */
    const struct language *language; /* of formats that read words again; else it may be NULL */
    struct sink *out;
    size_t left_out;  /* entries that the format has no place for: the caller tells it */
    size_t shortened; /* texts that are longer than it takes; likewise */
};

struct export_format {
    const char *name;  /* "csv", as on the command line */
    const char *end;   /* ".csv": of a file's name       */
    const char *type;  /* media type                     */
    const char *about; /* one line                       */
    bool binary;       /* nothing for a terminal         */
    enum {
        OF_ENTRIES,
        OF_A_TABLE,
        OF_POSITIONS_OR_STATEMENTS
    } of; /* what export.table may be: nothing, anything ... */
    bool reads; /* it wants export.language: words are read again */
    /* EIO and ENOMEM of the sink may also be left to sink_end(). */
    priscus_status (*write)(struct export *e, struct priscus_error *err);
    /* In place of write(): a whole file under that name, which is there and empty. */
    priscus_status (*write_file)(struct export *e, const char *path, struct priscus_error *err);
};
extern const struct export_format export_formats[];
extern const size_t export_formats_n;
/* NULL: none is called so. */
const struct export_format *export_find(struct text name);

/* Can the format be of that table? */
bool export_takes(const struct export_format *format, const struct export_table *table);

/* Write in that format to e->out: what a format writes as a file of its own goes there too. */
priscus_status export_write(const struct export_format *format, struct export *e, struct priscus_error *err);

/* Ask for a table's rows and hand each on until the sink takes no more. */
priscus_status export_rows(struct export *e, const struct export_table *table, ledger_row_fn *each, void *context,
                           struct priscus_error *err);

/* The formats, a function each. */
priscus_status export_csv(struct export *e, struct priscus_error *err);
priscus_status export_jsonl(struct export *e, struct priscus_error *err);
priscus_status export_annotations(struct export *e, struct priscus_error *err); /* positions or statements */
priscus_status export_data_package(struct export *e, struct priscus_error *err);
priscus_status export_graphml(struct export *e, struct priscus_error *err);
priscus_status export_atom(struct export *e, struct priscus_error *err); /* changes */
priscus_status export_plover(struct export *e, struct priscus_error *err);
priscus_status export_phoenix(struct export *e, struct priscus_error *err);

priscus_status export_dna(struct export *e, const char *path, struct priscus_error *err);

#endif
