/* answer.c - see answer.h. */
#include "cli/answer/answer.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/screen/terminal.h"
#include "export/table/row_write.h"
#include "ledger/link_store.h"
#include "story/changes/stance_matrix.h"
#include "story/linker.h"

#define FLUSH_AT ((size_t)64 << 10)

/* What is asked: the ledger itself, or a command's own rows. */
struct question {
    const struct options *options;
    ask_rows_fn *rows; /* NULL: */
    enum ledger_question of_ledger;
};

/* ---- gathering ------------------------------------------------------------------------- */

static priscus_status ask_rows(struct ledger *ledger, const struct question *question,
                               const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                               struct priscus_error *err)
{
    return question->rows ? question->rows(question->options, ledger, filter, each, context, err)
                          : ledger_ask(ledger, question->of_ledger, filter, each, context, err);
}

/* "2031-11-19/2031-11-20", of the reports beside it, as "2031-11-19/20~". */
static struct text by_story(struct text interval, char out[ANSWER_DAY_MAX])
{
    struct text last = interval, first = text_cut(&last, '/');
    size_t same = 0;
    int n;

    if (!first.len)
        return text_c("no date");
    if (text_eq(first, last)) {
        n = snprintf(out, ANSWER_DAY_MAX, "%.*s~", (int)first.len, first.ptr);
    } else {
        /* The year and month that are the first's need not be said again. */
        for (size_t i = 0; i < first.len && i < last.len && first.ptr[i] == last.ptr[i]; i++)
            if (first.ptr[i] == '-')
                same = i + 1;
        n = snprintf(out, ANSWER_DAY_MAX, "%.*s/%.*s~", (int)first.len, first.ptr, (int)(last.len - same),
                     last.ptr + same);
    }
    return text_of(out, n > 0 && n < ANSWER_DAY_MAX ? (size_t)n : 0);
}

struct text answer_day(const struct gathered *answer, size_t row, const char *column, char out[ANSWER_DAY_MAX])
{
    return day_text(gathered_text(answer, row, gathered_column(answer, column)),
                    gathered_text(answer, row, gathered_column(answer, "precision")),
                    gathered_text(answer, row, gathered_column(answer, "by_story")), out);
}

struct text day_text(struct text date, struct text precision, struct text interval, char out[ANSWER_DAY_MAX])
{
    int n;

    if (!date.len)
        return by_story(interval, out);
    date = text_cut(&date, 'T');
    if (!text_is(precision, precision_text(PRECISION_BEFORE)) && !text_is(precision, precision_text(PRECISION_AFTER)))
        return date;
    n = snprintf(out, ANSWER_DAY_MAX, "%s %.*s", text_is(precision, precision_text(PRECISION_BEFORE)) ? "by" : "from",
                 (int)date.len, date.ptr);
    return text_of(out, n > 0 && n < ANSWER_DAY_MAX ? (size_t)n : 0);
}

/* The rows of a question, all at once. Release the answer also after a failure. */
static priscus_status answer_gather(struct ledger *ledger, const struct question *question,
                                    const struct ledger_filter *filter, struct gathered *answer,
                                    struct priscus_error *err)
{
    priscus_status status;

    *answer = (struct gathered){ 0 };
    status = ask_rows(ledger, question, filter, gather_row, answer, err);
    if (answer->failed)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "no memory left after %zu rows; ask for less, or with --format csv",
                         answer->n_rows);
    return status;
}

/* ---- JSON and CSV ---------------------------------------------------------------------- */

struct writer {
    struct row_writing rows;
    int status; /* exit status */
    struct buffer out;
};

static int write_row(void *context, const struct ledger_row *row)
{
    struct writer *w = context;

    row_write(&w->rows, row);
    if (w->out.len >= FLUSH_AT || w->out.failed)
        w->status = command_write(&w->out);
    return w->status;
}

static int write_rows(struct ledger *ledger, const struct question *question, const struct ledger_filter *filter,
                      size_t *rows)
{
    static const enum row_form forms[] = {
        [FORMAT_JSON] = ROWS_JSON, [FORMAT_JSONL] = ROWS_JSONL, [FORMAT_CSV] = ROWS_CSV
    };
    struct writer w = { .rows = { .form = forms[question->options->format],
                                  .raw = question->options->raw,
                                  .question = question->of_ledger } };
    struct priscus_error err;
    priscus_status status;

    w.rows.out = &w.out;
    status = ask_rows(ledger, question, filter, write_row, &w, &err);
    if (status == PRISCUS_OK && w.status == EXIT_DONE) {
        rows_end(&w.rows);
        w.status = command_write(&w.out);
    }
    buffer_release(&w.out);
    *rows = w.rows.rows;
    return status == PRISCUS_OK ? w.status : command_failed(&err);
}

/* ---- asking ---------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The name that is meant, if `given` is none of those in `column`: "VKS; did you mean VSK?" */
static bool explain_name(const struct gathered *all, const char *kind, const char *given, size_t column)
{
    const char *names[256], *nearest;
    size_t n = 0, length = strlen(given);

    for (size_t r = 0; r < all->n_rows && n < COUNT_OF(names); r++) {
        const char *name = gathered_value(all, r, column);
        bool seen = !name;

        /* An issue takes in its more particular ones. */
        if (name && strncmp(name, given, length) == 0 && (name[length] == '\0' || name[length] == '.'))
            return false;
        for (size_t i = 0; i < n && !seen; i++)
            seen = strcmp(names[i], name) == 0;
        if (!seen)
            names[n++] = name;
    }
    if (!n)
        return false;
    nearest = option_nearest(given, names, n);
    if (nearest) {
        remark("The ledger has no %s %s; did you mean %s?", kind, given, nearest);
    } else {
        struct buffer list = { 0 };

        qsort(names, n, sizeof *names, compare_names);
        for (size_t i = 0; i < n && i < 12; i++)
            buffer_format(&list, "%s%s", i ? ", " : "", names[i]);
        remark("The ledger has no %s %s; it has %s%s.", kind, given, list.ptr ? list.ptr : "", n > 12 ? " ..." : "");
        buffer_release(&list);
    }
    return true;
}

priscus_status matrix_rows(const struct options *options, struct ledger *ledger, const struct ledger_filter *filter,
                           ledger_row_fn *each, void *context, struct priscus_error *err)
{
    (void)options;
    return matrix_ask(ledger, filter, each, context, err);
}

static const struct question agendas = { .of_ledger = LEDGER_AGENDAS }, pairs = { .of_ledger = LEDGER_PAIRS };

/* Positions by several agendas stand beside each other: say so, and how to see one. */
static void tell_agendas(struct ledger *ledger, const struct options *options)
{
    struct buffer list = { 0 };
    struct gathered all;

    if (answer_gather(ledger, &agendas, NULL, &all, NULL) == PRISCUS_OK && all.n_rows > 1) {
        for (size_t r = 0; r < all.n_rows && r < 8; r++)
            buffer_format(&list, "%s%s", r ? ", " : "", gathered_text(&all, r, gathered_column(&all, "agenda")).ptr);
        remark("%s was read with %zu agendas, and all are shown: %s%s. One of them: --agenda NAME", options->ledger,
               all.n_rows, list.ptr ? list.ptr : "", all.n_rows > 8 ? " ..." : "");
    }
    buffer_release(&list);
    gathered_release(&all);
}

/* Say why nothing was found, as far as that can be told. */
static void explain_nothing(struct ledger *ledger, const struct options *options, const struct ledger_filter *filter)
{
    struct ledger_filter any = { 0 }, agenda = { .agenda = filter->agenda };
    struct gathered all;
    bool told = false;

    if (filter->agenda) {
        if (answer_gather(ledger, &agendas, &agenda, &all, NULL) == PRISCUS_OK && all.n_rows == 0) {
            gathered_release(&all);
            if (answer_gather(ledger, &agendas, &any, &all, NULL) == PRISCUS_OK)
                told = explain_name(&all, "agenda", filter->agenda, gathered_column(&all, "agenda"));
        }
        gathered_release(&all);
    }
    if (!told && answer_gather(ledger, &pairs, &any, &all, NULL) == PRISCUS_OK) {
        if (filter->party && !strchr(filter->party, ','))
            told = explain_name(&all, "party", filter->party, gathered_column(&all, "party"));
        if (filter->issue && !told)
            told = explain_name(&all, "issue", filter->issue, gathered_column(&all, "issue"));
    }
    gathered_release(&all);
    if (!told)
        remark("Nothing found in %s.", options->ledger);
}

#define ARROW " <- "

void answer_add_words(const struct gathered *answer, size_t row, struct text words, struct text who, struct table *table)
{
    struct buffer account = { 0 };
    struct text address = gathered_text(answer, row, gathered_column(answer, "address"));
    struct text chain = gathered_text(answer, row, gathered_column(answer, "chain"));
    size_t tail = who.len + strlen(ARROW);

    if (text_eq(chain, who))
        chain.len = 0;
    else if (who.len && chain.len > tail && text_eq(text_of(chain.ptr + chain.len - who.len, who.len), who) &&
             text_starts(text_of(chain.ptr + chain.len - tail, tail), ARROW))
        chain.len -= tail;
    table_add(table, words);
    buffer_text(&account, chain);
    buffer_format(&account, "%s[%s]", chain.len ? " " : "", gathered_text(answer, row, gathered_column(answer, "id")).ptr);
    table_add_line(table, buffer_as_text(&account), true);
    if (address.len)
        table_add_address(table, address);
    table->failed |= account.failed;
    buffer_release(&account);
}

priscus_status answer_filter(const struct options *options, struct arena *mem, struct ledger_filter *out,
                             struct priscus_error *err)
{
    char *party = NULL;

    if (options->n_agendas > 1)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "one --agenda at a time: ask without it for all of them");
    if (options->party) {
        party = arena_copy(mem, options->party, strlen(options->party));
        if (!party)
            return error_memory(err);
        for (char *p = party; *p; p++) /* codes are capitals, so that "rus" can only be RUS */
            *p = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
    }
    *out = (struct ledger_filter){ .by = (enum ledger_clock)options->by,
                                   .as_of = options->as_of,
                                   .since = options->since,
                                   .story = options->story,
                                   .outlet = options->outlet,
                                   .party = party,
                                   .issue = options->issue,
                                   .speaker = options->speaker,
                                   .limit = options->limit,
                                   .sure = options->sure,
                                   .agenda = options->n_agendas ? options->agendas[0] : NULL };
    return PRISCUS_OK;
}

static int ask_question(const struct question *question, const char *words, ask_table_fn *table)
{
    const struct options *options = question->options;
    struct ledger_filter filter;
    struct arena mem = { 0 };
    struct ledger *ledger = NULL;
    struct priscus_error err;
    struct gathered answer = { 0 };
    size_t rows = 0;
    int status;

    if (answer_filter(options, &mem, &filter, &err) != PRISCUS_OK ||
        ledger_open(options->ledger, LEDGER_READ, &ledger, &err) != PRISCUS_OK) {
        arena_release(&mem);
        return command_failed(&err);
    }
    filter.words = words;
    if (options->format != FORMAT_TABLE) {
        status = write_rows(ledger, question, &filter, &rows);
    } else if (answer_gather(ledger, question, &filter, &answer, &err) != PRISCUS_OK) {
        status = command_failed(&err);
    } else {
        struct buffer out = { 0 };

        rows = answer.n_rows;
        if (rows &&
            table(&answer, options, terminal_width(STDOUT_FILENO), terminal_styled(STDOUT_FILENO), &out) != PRISCUS_OK)
            out.failed = true;
        status = command_write(&out);
    }
    if (status == EXIT_DONE && rows && !filter.agenda &&
        (question->rows == matrix_rows || (!question->rows && question->of_ledger == LEDGER_POSITIONS)))
        tell_agendas(ledger, options);
    if (status == EXIT_DONE && rows == 0) {
        explain_nothing(ledger, options, &filter);
        status = options->exit_status ? EXIT_NO : EXIT_DONE;
    }
    gathered_release(&answer);
    ledger_close(ledger, NULL);
    arena_release(&mem);
    return status;
}

int ask(const struct options *options, enum ledger_question question, const char *words, ask_table_fn *table)
{
    return ask_question(&(struct question){ .options = options, .of_ledger = question }, words, table);
}

int ask_of(const struct options *options, ask_rows_fn *rows, ask_table_fn *table)
{
    return ask_question(&(struct question){ .options = options, .rows = rows }, NULL, table);
}

void remark_waiting(const struct options *options)
{
    struct ledger *ledger = NULL;
    size_t waiting = 0;

    if (ledger_open(options->ledger, LEDGER_READ, &ledger, NULL) == PRISCUS_OK &&
        ledger_link_waiting(ledger, LINKER_WAITING_MAX, &waiting, NULL) == PRISCUS_OK && waiting)
        remark("%zu%s page%s of %s have no place among the others yet: priscus link --ledger %s", waiting,
               waiting == LINKER_WAITING_MAX ? " and more" : "", plural(waiting), options->ledger, options->ledger);
    ledger_close(ledger, NULL);
}
