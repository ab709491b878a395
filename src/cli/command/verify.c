/* verify.c - `priscus verify`: is the record what the stored pages say? */
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "language/language.h"
#include "ledger/ledger.h"
#include "reader/reader.h"
#include "story/changes/kept_days.h"

static void on_mismatch(void *context, const char *id, const char *what)
{
    struct buffer *line = context;

    buffer_reset(line);
    buffer_format(line, "%s: %s\n", id, what);
    if (line->ptr)
        fputs(line->ptr, stdout);
}

static unsigned jobs_of(const struct options *options)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);

    return options->jobs ? options->jobs : cores < 1 ? 1 : cores > READER_JOBS_MAX ? READER_JOBS_MAX : (unsigned)cores;
}

/* What the grid is asked of. */
static priscus_status check_days(struct ledger *ledger, struct buffer *line, struct ledger_verify *result,
                                 struct priscus_error *err)
{
    size_t pairs = 0;
    char what[80];
    priscus_status status = kept_days_check(ledger, &pairs, err);

    if (status != PRISCUS_OK || !pairs)
        return status;
    snprintf(what, sizeof what, "days of %zu %s are not those of their reports", pairs,
             pairs == 1 ? "party and issue" : "parties and issues");
    on_mismatch(line, "table shown_days", what);
    result->wrong++;
    return PRISCUS_OK;
}

int command_verify(const struct options *options)
{
    const char *only = options->n_arguments ? options->arguments[0] : NULL;
    struct language *language = NULL;
    struct ledger *ledger = NULL;
    struct ledger_verify result = { 0 };
    struct priscus_error err;
    struct buffer line = { 0 };
    const char *missing;
    bool good = true;
    priscus_status status;

    if (ledger_open(options->ledger, LEDGER_READ, &ledger, &err) != PRISCUS_OK)
        return command_failed(&err);
    if (language_find(options->model, LANGUAGE_FAST, true, &language, &err) != PRISCUS_OK) {
        ledger_close(ledger, NULL);
        return command_failed(&err);
    }
    status = ledger_verify_part(ledger, language,
                                &(struct ledger_verify_part){ .only = only, .since = options->since_receipt,
                                                              .jobs = jobs_of(options) },
                                on_mismatch, &line, &result, &err);
    if (status == PRISCUS_OK && !only && !options->since_receipt)
        status = check_days(ledger, &line, &result, &err);
    if (status == PRISCUS_OK && options->receipt) {
        status = ledger_receipt_check(ledger, options->receipt, on_mismatch, &line, &good, &err);
        result.wrong += !good;
    }
    ledger_close(ledger, NULL);
    missing = language_missing(language);
    buffer_reset(&line);
    if (status != PRISCUS_OK) {
        language_close(language);
        buffer_release(&line);
        return command_failed(&err);
    }
    if (!options->quiet) {
        buffer_format(&line, "%zu page%s and %zu entr%s checked%s: ", result.pages, plural(result.pages), result.entries,
                      result.entries == 1 ? "y" : "ies", options->since_receipt ? ", of those behind the receipt" : "");
        if (result.wrong)
            buffer_format(&line, "%zu thing%s wrong, as said above.\n", result.wrong,
                          result.wrong == 1 ? " is" : "s are");
        else
            buffer_c(&line, "the record is what the stored pages say.\n");
        if (result.foreign)
            buffer_format(&line, "In the file is also what is none of Priscus's, and was not looked at: %s%s.\n",
                          result.foreign_name, result.foreign > 1 ? ", and more" : "");
        if (result.other_engine)
            buffer_format(
                &line,
                "%zu of them were made by another version of Priscus, or by a person: their words stand in the "
                "pages, but this version cannot make them again.\n",
                result.other_engine);
        if (result.other_engine && missing)
            buffer_format(&line, "%s is not there: what was read with it cannot be made again.\n", missing);
    }
    language_close(language);
    if (command_write(&line) != EXIT_DONE)
        return EXIT_LEDGER;
    return result.wrong ? EXIT_NO : EXIT_DONE;
}
