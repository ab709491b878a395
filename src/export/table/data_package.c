/* data_package.c - tables with what their columns are, in one file: a Frictionless Data Package 2.0 as ZIP.
 *
 *     datapackage.json      names, types, what they mean, keys
 *     positions.csv  statements.csv  changes.csv  articles.csv  shares.csv  citations.csv  codebook.csv
 *
 * The tables are those of `priscus export csv`, unguarded (--raw), since whoever reads them goes by the types. Each is streamed into the archive; ZIP has its length
 * behind it. Columns come from the first row of each answer, so that what is described is what is there. */
#include <stdio.h>

#include "base/json_write.h"
#include "export/export.h"
#include "export/table/row_write.h"
#include "page/container/libarchive.h"

#define PIECE ((size_t)64 << 10)

static const char *const packed[] = { "positions", "statements", "changes", "articles",
                                      "shares",    "citations",  "codebook" };

struct packing {
    struct export *e;
    struct archive *zip;
    struct buffer rows;        /* of the table, on their way into the archive */
    struct buffer description; /* datapackage.json */
    struct row_writing writing;
    priscus_status status; /* of what was put while rows came */
    struct priscus_error *err;
};

/* ---- the archive ------------------------------------------------------------------------------ */

static la_ssize_t to_sink(struct archive *zip, void *context, const void *bytes, size_t n)
{
    struct packing *p = context;

    (void)zip;
    buffer_add(&p->e->out->out, bytes, n);
    return sink_more(p->e->out) ? (la_ssize_t)n : -1;
}

static priscus_status failed(const struct packing *p, struct priscus_error *err)
{
    const char *why = libarchive.error_string(p->zip);

    if (!sink_more(p->e->out)) /* sink_end() tells why */
        return error_set(err, PRISCUS_EIO, NOWHERE, "%s: cannot be written", p->e->out->name);
    return error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s", p->e->out->name, why ? why : "the archive cannot be written");
}

static priscus_status begin_file(const struct packing *p, const char *path, struct priscus_error *err)
{
    struct archive_entry *entry = libarchive.entry_new();
    priscus_status status = PRISCUS_OK;

    if (!entry)
        return error_memory(err);
    libarchive.entry_set_pathname(entry, path);
    libarchive.entry_set_filetype(entry, AE_IFREG);
    libarchive.entry_set_perm(entry, 0644);
    libarchive.entry_set_mtime(entry, 0, 0); /* the same ledger gives the same bytes */
    libarchive.entry_unset_size(entry);
    if (libarchive.write_header(p->zip, entry) != ARCHIVE_OK)
        status = failed(p, err);
    libarchive.entry_free(entry);
    return status;
}

static priscus_status put_bytes(struct packing *p, struct buffer *bytes, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    if (bytes->failed)
        return error_memory(err);
    if (libarchive.write_data(p->zip, bytes->ptr ? bytes->ptr : "", bytes->len) < 0)
        status = failed(p, err);
    buffer_reset(bytes);
    return status;
}

static priscus_status end_file(struct packing *p, struct buffer *rest, struct priscus_error *err)
{
    priscus_status status = put_bytes(p, rest, err);

    return status == PRISCUS_OK && libarchive.write_finish_entry(p->zip) != ARCHIVE_OK ? failed(p, err) : status;
}

/* ---- what is in it ---------------------------------------------------------------------------- */

static void put_fields(struct buffer *out, const struct ledger_row *row)
{
    json_put_open(out, "fields", '[');
    for (size_t c = 0; c < row->n; c++) {
        json_put_open(out, NULL, '{');
        json_put_text(out, "name", text_c(row->names[c]));
        json_put_text(out, "type",
                      text_c(row->types[c] == LEDGER_NUMBER ? "number"
                             : row->types[c] == LEDGER_JSON ? "array"
                                                            : "string"));
        buffer_char(out, '}');
    }
    buffer_char(out, ']');
}

/* The first row has the columns: what is said of them goes into the description. */
static int take_row(void *context, const struct ledger_row *row)
{
    struct packing *p = context;

    if (!row->values)
        put_fields(&p->description, row);
    row_write(&p->writing, row);
    if (p->rows.len >= PIECE)
        p->status = put_bytes(p, &p->rows, p->err);
    return p->status != PRISCUS_OK;
}

static priscus_status put_table(struct packing *p, const struct export_table *table, struct priscus_error *err)
{
    struct buffer *out = &p->description;
    char path[64];
    priscus_status status;

    snprintf(path, sizeof path, "%s.csv", table->name);
    if ((status = begin_file(p, path, err)) != PRISCUS_OK)
        return status;
    json_put_open(out, NULL, '{');
    json_put_text(out, "name", text_c(table->name));
    json_put_text(out, "path", text_c(path));
    json_put_text(out, "description", text_c(table->about));
    json_put_text(out, "format", text_c("csv"));
    json_put_text(out, "mediatype", text_c("text/csv"));
    json_put_text(out, "encoding", text_c("utf-8"));
    json_put_open(out, "dialect", '{');
    json_put_text(out, "lineTerminator", text_c("\n"));
    buffer_char(out, '}');
    json_put_open(out, "schema", '{');
    json_put_open(out, "missingValues", '[');
    json_put_text(out, NULL, text_c(""));
    buffer_char(out, ']');
    p->writing = (struct row_writing){ .form = ROWS_CSV, .raw = true, .question = table->question, .out = &p->rows };
    status = export_rows(p->e, table, take_row, p, err);
    if (status == PRISCUS_OK)
        status = p->status;
    if (status == PRISCUS_OK)
        status = end_file(p, &p->rows, err);
    buffer_c(out, "}}");
    return status;
}

static void describe_begin(struct packing *p)
{
    struct buffer *out = &p->description;

    json_put_open(out, NULL, '{');
    json_put_text(out, "$schema", text_c("https://datapackage.org/profiles/2.0/datapackage.json"));
    json_put_text(out, "name", text_c("priscus-record"));
    json_put_text(out, "title", text_c("Who said what in a negotiation: positions, statements and changes"));
    json_put_text(
        out, "description",
        text_c(
            "Made by Priscus " PRISCUS_VERSION " from news pages. Every row names its page and the place of its "
            "words in the article's text. What the columns mean: docs/ledger.md; what the codes mean: codebook.csv."));
    json_put_open(out, "resources", '[');
}

static priscus_status put_description(struct packing *p, struct priscus_error *err)
{
    priscus_status status = begin_file(p, "datapackage.json", err);

    buffer_c(&p->description, "]}\n");
    return status == PRISCUS_OK ? end_file(p, &p->description, err) : status;
}

priscus_status export_data_package(struct export *e, struct priscus_error *err)
{
    struct packing p = { .e = e, .err = err };
    priscus_status status = libarchive_load(err);

    if (status != PRISCUS_OK)
        return status;
    if (!(p.zip = libarchive.write_new()))
        return error_memory(err);
    libarchive.write_set_format_zip(p.zip);
    libarchive.write_set_bytes_in_last_block(p.zip, 1);
    if (libarchive.write_open(p.zip, &p, NULL, to_sink, NULL) != ARCHIVE_OK)
        status = failed(&p, err);
    describe_begin(&p);
    for (size_t i = 0; i < COUNT_OF(packed) && status == PRISCUS_OK; i++)
        status = put_table(&p, export_table_find(text_c(packed[i])), err);
    if (status == PRISCUS_OK)
        status = put_description(&p, err);
    if (status == PRISCUS_OK && libarchive.write_close(p.zip) != ARCHIVE_OK)
        status = failed(&p, err);
    libarchive.write_free(p.zip);
    buffer_release(&p.rows);
    buffer_release(&p.description);
    return status;
}
