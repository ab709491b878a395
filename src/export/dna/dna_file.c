/* dna_file.c - documents and their statements, one after the other: see dna_file.h. */
#include "export/dna/dna_file.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"
#include "export/dna/dna_reading.h"
#include "export/dna/dna_text.h"

void dna_tell(const struct dna_file_options *options, const char *format, ...)
{
    char message[300];
    va_list args;

    if (!options->tell)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    options->tell(options->context, message);
}

size_t dna_bad_statements(const struct dna_file *file)
{
    return file->bad;
}

/* A copy in `mem`, repaired. What is no text is as it is written. */
static priscus_status take(sqlite3_stmt *stmt, int at, struct arena *mem, struct text *out)
{
    struct text t = dna_column(stmt, at), repaired;

    if (utf8_repair(t, mem, &repaired, NULL) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    *out = repaired;
    if (repaired.ptr == t.ptr && t.len) {
        char *copy = arena_copy(mem, t.ptr, t.len);

        if (!copy)
            return PRISCUS_ENOMEM;
        *out = text_of(copy, t.len);
    }
    return PRISCUS_OK;
}

static priscus_status take_statement(sqlite3_stmt *stmt, struct arena *mem, struct dna_statement *out)
{
    struct text *texts[] = { &out->coder, &out->person, &out->organization, &out->concept,
                             NULL,        &out->stance, &out->said,         &out->entry };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(texts) && status == PRISCUS_OK; i++)
        if (texts[i])
            status = take(stmt, 4 + (int)i, mem, texts[i]);
    out->agreement = sqlite3_column_type(stmt, 4 + DNA_AGREEMENT) != SQLITE_INTEGER ? -1
                     : sqlite3_column_int64(stmt, 4 + DNA_AGREEMENT) != 0           ? 1
                                                                                    : 0;
    return status;
}

/* The statement that stands ready, into the document, if it has a place there. */
static priscus_status add_statement(struct dna_file *file, const struct dna_places *places, struct arena *mem,
                                    size_t *room, struct dna_document *out, struct priscus_error *err)
{
    sqlite3_stmt *stmt = file->statements;
    struct dna_statement statement = { .id = sqlite3_column_int64(stmt, 0) }, *grown;
    bool numbers = sqlite3_column_type(stmt, 2) == SQLITE_INTEGER && sqlite3_column_type(stmt, 3) == SQLITE_INTEGER;

    if (!numbers ||
        !dna_span_of(places, sqlite3_column_int64(stmt, 2), sqlite3_column_int64(stmt, 3), &statement.words)) {
        char start[24], stop[24];

        dna_show(dna_column(stmt, 2), start, sizeof start);
        dna_show(dna_column(stmt, 3), stop, sizeof stop);
        file->bad++;
        dna_tell(file->options, "statement %lld of document %lld: its place, %s to %s, is none in the text of %u units",
                 (long long)statement.id, (long long)out->id, start, stop, places->end.unit);
        return PRISCUS_OK;
    }
    if (take_statement(stmt, mem, &statement) != PRISCUS_OK)
        return error_memory(err);
    grown = arena_grow(mem, out->statements, out->n_statements, room, sizeof *grown);
    if (!grown)
        return error_memory(err);
    out->statements = grown;
    grown[out->n_statements++] = statement;
    return PRISCUS_OK;
}

/* All statements up to those of document `id`; `out` NULL: there is no document any more. */
static priscus_status add_statements(struct dna_file *file, struct arena *mem, struct dna_document *out,
                                     struct priscus_error *err)
{
    struct dna_places places = { 0 };
    size_t room = 0;
    priscus_status status = PRISCUS_OK;

    if (out && dna_places_of(out->text, mem, &places) != PRISCUS_OK)
        return error_memory(err);
    while (file->pending && status == PRISCUS_OK) {
        sqlite3_stmt *stmt = file->statements;
        bool of_document = sqlite3_column_type(stmt, 1) == SQLITE_INTEGER;
        int64_t document = sqlite3_column_int64(stmt, 1);

        if (out && of_document && document > out->id)
            break;
        if (out && of_document && document == out->id) {
            status = add_statement(file, &places, mem, &room, out, err);
        } else {
            char number[24];

            dna_show(dna_column(stmt, 1), number, sizeof number);
            file->bad++;
            dna_tell(file->options, "statement %lld: its document, %s, is not there",
                     (long long)sqlite3_column_int64(stmt, 0), number[0] ? number : "none");
        }
        if (status == PRISCUS_OK)
            status = dna_step(file, stmt, &file->pending, err);
    }
    return status;
}

priscus_status dna_next(struct dna_file *file, struct arena *mem, struct dna_document *out, struct priscus_error *err)
{
    struct text *const texts[] = { &out->text, &out->title, &out->author, &out->source, &out->section, &out->notes };
    sqlite3_stmt *stmt = file->documents;
    bool found;
    priscus_status status = dna_step(file, stmt, &found, err);

    if (status != PRISCUS_OK)
        return status;
    if (!found) {
        status = add_statements(file, mem, NULL, err);
        return status == PRISCUS_OK ? PRISCUS_DONE : status;
    }
    *out = (struct dna_document){ .id = sqlite3_column_int64(stmt, 0), .date = sqlite3_column_int64(stmt, 7) };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (take(stmt, 1 + (int)i, mem, texts[i]) != PRISCUS_OK)
            return error_memory(err);
    return add_statements(file, mem, out, err);
}
