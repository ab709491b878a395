/* import.c - `priscus import`: what people coded in other programs (src/export/dna, src/export/table/import_table.h).
 *
 *     $ priscus import dna coded.dna --names desk.names
 *     coded.dna: 214 statements of 31 documents: 120 confirmed, 18 corrected, 61 added, 0 taken out, 15 known, 0 left out */
#include "base/file.h"
#include "cli/command.h"
#include "export/dna/import_dna.h"
#include "export/table/import_table.h"

#define ROSTER_BYTES_MAX ((size_t)16 << 20)

static void tell(void *context, const char *message)
{
    (void)context;
    complain("%s", message);
}

/* As lines, to standard output or a file that is whole or not there. */
static priscus_status write_lines(const struct options *options, struct ledger *ledger, const struct dna_import *import,
                                  struct dna_counts *counts, struct priscus_error *err)
{
    struct sink sink;
    priscus_status status = sink_open(options->output, &sink, err);

    if (status != PRISCUS_OK)
        return status;
    status = options->import_to == IMPORT_GOLD ? dna_gold(ledger, options->arguments[1], import, &sink, counts, err)
                                               : dna_articles(options->arguments[1], import, &sink, counts, err);
    return sink_close(&sink, status, err);
}

static priscus_status read_rosters(const struct options *options, struct arena *mem, struct roster *roster,
                                   struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < options->n_rosters && status == PRISCUS_OK; i++) {
        struct text text;

        status = file_read(options->rosters[i], ROSTER_BYTES_MAX, mem, &text, err);
        if (status == PRISCUS_OK)
            status = roster_read(options->rosters[i], text, mem, roster, NULL, NULL, err);
    }
    return status;
}

static void remark_counts(const struct options *options, const struct dna_counts *c)
{
    if (options->quiet)
        return;
    if (options->import_to == IMPORT_ARTICLES)
        remark("%s: %zu document%s", options->arguments[1], c->documents, plural(c->documents));
    else if (options->import_to == IMPORT_GOLD)
        remark("%s: %zu of %zu statements as gold, %zu left out", options->arguments[1], c->added, c->statements,
               c->left_out);
    else
        remark("%s: %zu statements of %zu documents: %zu confirmed, %zu corrected, %zu added, %zu taken out, %zu "
               "known, %zu "
               "left out",
               options->arguments[1], c->statements, c->documents, c->confirmed, c->corrected, c->added, c->taken_out,
               c->known, c->left_out);
    if (c->documents_missing)
        remark(
            "%zu document%s not in the ledger; to read them first: priscus import dna %s --to articles | priscus read "
            "--from jsonl -",
            c->documents_missing, c->documents_missing == 1 ? " is" : "s are", options->arguments[1]);
}

/* A table that was exported and edited. */
static int import_csv(const struct options *options)
{
    struct table_import import = { .who = command_signed(options), .tell = tell };
    struct table_counts c = { 0 };
    struct ledger *ledger = NULL;
    struct priscus_error err, closing;
    priscus_status status;

    if (options->import_to != IMPORT_LEDGER || options->n_names || options->n_rosters || options->reviewed) {
        complain("import csv goes into the ledger as it is: without --to, --names, --roster and --reviewed");
        return EXIT_USAGE;
    }
    if (!import.who.len) {
        complain("say who corrects: --who NAME, or $PRISCUS_WHO");
        return EXIT_USAGE;
    }
    status = ledger_open(options->ledger, LEDGER_WRITE, &ledger, &err);
    if (status == PRISCUS_OK)
        status = import_table(ledger, options->arguments[1], &import, &c, &err);
    if (ledger_close(ledger, &closing) != PRISCUS_OK && status == PRISCUS_OK) {
        status = closing.code;
        err = closing;
    }
    if (status != PRISCUS_OK)
        return command_failed(&err);
    if (!options->quiet)
        remark("%s: %zu rows: %zu confirmed, %zu values corrected, %zu added, %zu taken out, %zu left out",
               options->arguments[1], c.rows, c.confirmed, c.corrected, c.added, c.taken_out, c.left_out);
    return c.left_out ? EXIT_INPUTS : EXIT_DONE;
}

int command_import(const struct options *options)
{
    struct roster roster = { 0 };
    struct dna_import import = { .names = options->n_names ? options->names[0] : NULL,
                                 .roster = options->n_rosters ? &roster : NULL,
                                 .who = options->who,
                                 .whole = options->reviewed,
                                 .tell = tell };
    struct dna_counts counts = { 0 };
    struct ledger *ledger = NULL;
    struct arena mem = { 0 };
    struct priscus_error err, closing;
    priscus_status status = PRISCUS_OK;

    if (strcmp(options->arguments[0], "csv") == 0)
        return import_csv(options);
    if (strcmp(options->arguments[0], "dna") != 0) {
        complain("there is no format %s to import; there are csv and dna", options->arguments[0]);
        return EXIT_USAGE;
    }
    if (options->n_names > 1) {
        complain("one --names at a time; join the files");
        return EXIT_USAGE;
    }
    status = read_rosters(options, &mem, &roster, &err);
    if (status == PRISCUS_OK && options->import_to != IMPORT_ARTICLES)
        status = ledger_open(options->ledger, options->import_to == IMPORT_LEDGER ? LEDGER_WRITE : LEDGER_READ, &ledger,
                             &err);
    if (status == PRISCUS_OK)
        status = options->import_to == IMPORT_LEDGER ? import_dna(ledger, options->arguments[1], &import, &counts, &err)
                                                     : write_lines(options, ledger, &import, &counts, &err);
    if (ledger_close(ledger, &closing) != PRISCUS_OK && status == PRISCUS_OK) {
        status = closing.code;
        err = closing;
    }
    arena_release(&mem);
    if (status != PRISCUS_OK)
        return command_failed(&err);
    remark_counts(options, &counts);
    return counts.left_out ? EXIT_INPUTS : EXIT_DONE;
}
