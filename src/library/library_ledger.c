/* library_ledger.c - the ledger for programs: read into it, ask it, verify it, trace an entry. */
#include <stdlib.h>

#include "base/buffer.h"
#include "ledger/audit/trace_json.h"
#include "ledger/ledger.h"
#include "library/library.h"
#include "reader/reader.h"
#include "story/changes/change_rows.h"
#include "story/changes/stance_matrix.h"

struct priscus_ledger {
    atomic_flag busy;
    struct ledger *ledger;
};

priscus_status priscus_ledger_open(const char *path, enum priscus_ledger_mode mode, struct priscus_ledger **out,
                                   struct priscus_error *err)
{
    struct priscus_ledger *ledger;
    priscus_status status;

    if (!out)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_ledger_open: `out` must not be NULL");
    *out = NULL;
    if (!path || ((int)mode != PRISCUS_LEDGER_READ && (int)mode != PRISCUS_LEDGER_WRITE))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_ledger_open: %s",
                         path ? "`mode` is none of enum priscus_ledger_mode" : "`path` must not be NULL");
    ledger = calloc(1, sizeof *ledger);
    if (!ledger)
        return error_memory(err);
    atomic_flag_clear(&ledger->busy);
    status = ledger_open(path, mode == PRISCUS_LEDGER_WRITE ? LEDGER_WRITE : LEDGER_READ, &ledger->ledger, err);
    if (status != PRISCUS_OK) {
        free(ledger);
        return status;
    }
    *out = ledger;
    return PRISCUS_OK;
}

priscus_status priscus_ledger_close(struct priscus_ledger *ledger, struct priscus_error *err)
{
    priscus_status status;

    if (!ledger)
        return PRISCUS_OK;
    status = library_enter(&ledger->busy, "ledger", err);
    if (status != PRISCUS_OK)
        return status;
    status = ledger_close(ledger->ledger, err);
    free(ledger);
    return status;
}

/* ---- reading ------------------------------------------------------------------------------------------------ */

struct failures {
    priscus_failed_fn *each;
    void *context;
};

static void on_failed(void *context, const struct priscus_error *why)
{
    const struct failures *failures = context;

    if (failures->each)
        failures->each(failures->context, why);
}

priscus_status priscus_ledger_read(struct priscus_ledger *ledger, const struct priscus *p,
                                   const struct priscus_input *asked, priscus_failed_fn *failed, void *context,
                                   struct priscus_counts *counts, struct priscus_error *err)
{
    struct failures failures = { failed, context };
    struct priscus_input input;
    struct reader_options options = { .failed = on_failed, .context = &failures };
    struct reader_result result = { 0 };
    struct page_source *source = NULL;
    const char *path;
    priscus_status status;

    if (!ledger || !p)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_ledger_read: `%s` must not be NULL",
                         ledger ? "p" : "ledger");
    status = library_take("`input`", asked, &input, sizeof input, err);
    if (status == PRISCUS_OK && counts)
        status = library_room("`counts`", counts, err);
    if (status == PRISCUS_OK)
        status = library_enter(&ledger->busy, "ledger", err);
    if (status != PRISCUS_OK)
        return status;
    options.knowledge = p->knowledge;
    options.ledger = ledger->ledger;
    options.jobs = input.jobs ? input.jobs : 1;
    status = library_source(&input, &path, &source, err);
    if (status == PRISCUS_OK)
        status = reader_run(source, &options, &result, err);
    if (status == PRISCUS_OK)
        status = ledger_commit(ledger->ledger, err);
    page_source_close(source);
    if (counts) {
        struct priscus_counts done = {
            0, result.pages, result.added, result.known, result.failed, result.statements, result.positions
        };

        library_give(&done, counts, sizeof done);
    }
    atomic_flag_clear(&ledger->busy);
    return status;
}

/* ---- asking ------------------------------------------------------------------------------------------------- */

struct asked_lines {
    priscus_line_fn *each;
    void *context;
    enum ledger_question question;
    struct buffer line;
};

static int on_row(void *context, const struct ledger_row *row)
{
    struct asked_lines *lines = context;

    if (!row->values)
        return 0; /* the names of the columns: they are keys */
    buffer_reset(&lines->line);
    ledger_row_json(row, lines->question, &lines->line);
    return lines->line.failed || lines->each(lines->context, lines->line.ptr, lines->line.len);
}

static priscus_status filter_take(const struct priscus_filter *asked, struct ledger_filter *out,
                                  struct priscus_error *err)
{
    struct priscus_filter filter = { 0 };
    priscus_status status = asked ? library_take("`filter`", asked, &filter, sizeof filter, err) : PRISCUS_OK;

    if (status != PRISCUS_OK)
        return status;
    if (!(filter.sure >= 0 && filter.sure <= 1))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "`filter`: `sure` must be from 0 to 1");
    *out = (struct ledger_filter){ .party = filter.party,
                                   .issue = filter.issue,
                                   .speaker = filter.speaker,
                                   .words = filter.words,
                                   .limit = filter.limit,
                                   .sure = (unsigned)(filter.sure * 100 + 0.5),
                                   .agenda = filter.agenda,
                                   .outlet = filter.outlet,
                                   .story = filter.story };
    if (filter.by && strcmp(filter.by, "said") != 0) {
        out->by = strcmp(filter.by, "published") == 0 ? LEDGER_PUBLISHED : LEDGER_RECORDED;
        if (out->by == LEDGER_RECORDED && strcmp(filter.by, "recorded") != 0)
            return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                             "`filter`: `by` must be \"said\", \"published\" or \"recorded\"");
    }
    status = library_date("as_of", filter.as_of, &out->as_of, err);
    return status == PRISCUS_OK ? library_date("since", filter.since, &out->since, err) : status;
}

/* Those that ledger_ask() does not answer. */
typedef priscus_status ask_fn(struct ledger *ledger, const struct ledger_filter *filter, ledger_row_fn *each,
                              void *context, struct priscus_error *err);

static const struct {
    ask_fn *ask; /* NULL: */
    enum ledger_question question;
} questions[] = {
    [PRISCUS_POSITIONS] = { NULL, LEDGER_POSITIONS },
    [PRISCUS_MATRIX] = { matrix_ask },
    [PRISCUS_STATEMENTS] = { NULL, LEDGER_STATEMENTS },
    [PRISCUS_SEARCH] = { NULL, LEDGER_SEARCH },
    [PRISCUS_STATS] = { NULL, LEDGER_STATS },
    [PRISCUS_PAGES] = { NULL, LEDGER_PAGES },
    [PRISCUS_HISTORY] = { NULL, LEDGER_HISTORY },
    [PRISCUS_AGENDAS] = { NULL, LEDGER_AGENDAS },
    [PRISCUS_CHANGES] = { changes_ask },
    [PRISCUS_STANCES] = { stances_ask },
};

priscus_status priscus_ledger_ask(struct priscus_ledger *ledger, enum priscus_question question,
                                  const struct priscus_filter *asked, priscus_line_fn *each, void *context,
                                  struct priscus_error *err)
{
    struct asked_lines lines = { each, context, LEDGER_POSITIONS, { 0 } };
    struct ledger_filter filter;
    priscus_status status;

    if (!ledger || !each || (unsigned)question >= COUNT_OF(questions))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "priscus_ledger_ask: a pointer is NULL or `question` is none of enum priscus_question");
    status = filter_take(asked, &filter, err);
    if (status == PRISCUS_OK && question == PRISCUS_SEARCH && !filter.words)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_ledger_ask: a search needs `words`");
    if (status == PRISCUS_OK)
        status = library_enter(&ledger->busy, "ledger", err);
    if (status != PRISCUS_OK)
        return status;
    lines.question = questions[question].question;
    status = questions[question].ask ? questions[question].ask(ledger->ledger, &filter, on_row, &lines, err)
                                     : ledger_ask(ledger->ledger, lines.question, &filter, on_row, &lines, err);
    if (status == PRISCUS_OK && lines.line.failed)
        status = error_memory(err);
    buffer_release(&lines.line);
    atomic_flag_clear(&ledger->busy);
    return status;
}

/* ---- verifying and tracing ----------------------------------------------------------------------------------- */

struct mismatches {
    priscus_mismatch_fn *each;
    void *context;
};

static void on_mismatch(void *context, const char *id, const char *what)
{
    const struct mismatches *mismatches = context;

    if (mismatches->each)
        mismatches->each(mismatches->context, id, what);
}

priscus_status priscus_ledger_verify(struct priscus_ledger *ledger, const struct priscus *p, const char *only,
                                     priscus_mismatch_fn *each, void *context, struct priscus_verified *out,
                                     struct priscus_error *err)
{
    struct mismatches mismatches = { each, context };
    struct priscus_verified done;
    struct ledger_verify result = { 0 };
    priscus_status status;

    if (!ledger || !p)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_ledger_verify: `%s` must not be NULL",
                         ledger ? "p" : "ledger");
    status = library_room("`out`", out, err);
    if (status == PRISCUS_OK)
        status = library_enter(&ledger->busy, "ledger", err);
    if (status != PRISCUS_OK)
        return status;
    status = ledger_verify(ledger->ledger, p->language, only, on_mismatch, &mismatches, &result, err);
    done = (struct priscus_verified){ 0, result.pages, result.entries, result.wrong, result.other_engine };
    library_give(&done, out, sizeof done);
    atomic_flag_clear(&ledger->busy);
    return status;
}

priscus_status priscus_ledger_trace(struct priscus_ledger *ledger, const struct priscus *p, const char *id,
                                    priscus_line_fn *each, void *context, struct priscus_error *err)
{
    struct ledger_trace *entry = NULL;
    struct arena mem = { 0 };
    struct buffer json = { 0 };
    priscus_status status;

    if (!ledger || !p || !id || !each)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "priscus_ledger_trace: a pointer is NULL");
    status = library_enter(&ledger->busy, "ledger", err);
    if (status != PRISCUS_OK)
        return status;
    status = ledger_trace_open(ledger->ledger, p->language, id, &entry, err);
    if (status == PRISCUS_OK)
        status = ledger_trace_json(entry, &mem, &json, err);
    if (status == PRISCUS_OK)
        each(context, json.ptr, json.len);
    buffer_release(&json);
    arena_release(&mem);
    ledger_trace_close(entry);
    atomic_flag_clear(&ledger->busy);
    return status;
}
