/* agenda_text.c - `priscus agenda check`: what of an agenda is never there in the pages of a ledger, and what it lacks.
 *
 *     PHRASES THAT NAME NO ISSUE       which could go, or are misspelt
 *     ISSUES                           how often they are spoken of, and how often somebody takes a stance
 *     STANCES WITHOUT AN ISSUE         on what else somebody does: the next issues, or phrases of those that are there
 *
 * As JSON and CSV all phrases, issues and such topics, a row each. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/json_write.h"
#include "cli/config_mistakes.h"
#include "cli/screen/progress.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"
#include "cli/signals.h"
#include "language/language.h"
#include "reader/agenda_check.h"

#define SAMPLE_DEFAULT 1000
#define LIMIT_DEFAULT  20
#define EXAMPLE_WIDTH  240 /* columns of a sentence that is shown */

static const char phrase_kind[] = "phrase", issue_kind[] = "issue", topic_kind[] = "topic";

struct checking {
    const struct options *options;
    const struct agenda *agenda;
    const struct agenda_check *check;
    struct buffer out;
    size_t rows;
};

/* ---- rows for programs ------------------------------------------------------------------- */

struct row {
    const char *kind;
    struct text issue, key, words, file;
    int line;
    size_t found;
    bool has_used;
    size_t used;
    const struct check_place *place;
};

static void put_json(struct buffer *b, const struct row *row)
{
    static const struct check_place nowhere = { 0 };
    const struct check_place *place = row->place && row->place->sentence.ptr ? row->place : &nowhere;

    json_put_open(b, NULL, '{');
    json_put_text(b, "kind", text_c(row->kind));
    json_put_text(b, "issue", row->issue);
    json_put_text(b, "key", row->key);
    json_put_text(b, "words", row->words);
    json_put_text(b, "file", row->file);
    if (row->line)
        json_put_number(b, "line", (uint64_t)row->line);
    else
        json_put_null(b, "line");
    json_put_number(b, "found", row->found);
    if (row->has_used)
        json_put_number(b, "used", row->used);
    else
        json_put_null(b, "used");
    json_put_text(b, "page", place->page);
    if (place->sentence.ptr)
        json_put_span(b, "span", place->span);
    else
        json_put_null(b, "span");
    json_put_text(b, "sentence", place->sentence);
    buffer_char(b, '}');
}

static void put_cell(const struct checking *c, struct buffer *b, struct text cell)
{
    if (c->options->raw)
        csv_field(b, cell);
    else
        csv_field_safe(b, cell);
    buffer_char(b, ',');
}

static void put_csv(const struct checking *c, struct buffer *b, const struct row *row)
{
    const struct text cells[] = { text_c(row->kind), row->issue, row->key, row->words, row->file };

    for (size_t i = 0; i < COUNT_OF(cells); i++)
        put_cell(c, b, cells[i]);
    if (row->line)
        buffer_format(b, "%d", row->line);
    buffer_format(b, ",%zu,", row->found);
    if (row->has_used)
        buffer_format(b, "%zu", row->used);
    buffer_char(b, ',');
    if (row->place && row->place->sentence.ptr) {
        put_cell(c, b, row->place->page);
        buffer_format(b, "%u,%u,", row->place->span.begin, row->place->span.end);
        put_cell(c, b, row->place->sentence);
        b->len -= b->len > 0;
    } else {
        buffer_c(b, ",,,");
    }
    buffer_char(b, '\n');
}

static void put_row(struct checking *c, const struct row *row)
{
    if (c->options->format == FORMAT_CSV) {
        put_csv(c, &c->out, row);
    } else {
        buffer_c(&c->out, c->rows++ ? ",\n" : "\n");
        put_json(&c->out, row);
    }
}

static size_t at_most(const struct options *options, size_t n, size_t usual)
{
    size_t limit = options->limit ? options->limit : usual;

    return n < limit ? n : limit;
}

static void put_rows(struct checking *c)
{
    const struct agenda *agenda = c->agenda;
    const struct agenda_check *check = c->check;

    if (c->options->format == FORMAT_CSV)
        buffer_c(&c->out, "kind,issue,key,words,file,line,found,used,page,begin,end,sentence\n");
    else
        buffer_char(&c->out, '[');
    for (size_t i = 0; check->pages && i < at_most(c->options, agenda->n_entries, SIZE_MAX); i++)
        put_row(c, &(struct row){ .kind = phrase_kind,
                                  .issue = agenda->issues[agenda->entries[i].issue].name,
                                  .key = text_c(agenda_key_text(agenda->entries[i].key)),
                                  .words = agenda->entries[i].words,
                                  .file = text_c(agenda->entries[i].at.file),
                                  .line = agenda->entries[i].at.line,
                                  .found = check->phrases[i].found,
                                  .has_used = true,
                                  .used = check->phrases[i].named });
    for (size_t i = 0; check->pages && i < at_most(c->options, agenda->n_issues, SIZE_MAX); i++)
        put_row(c, &(struct row){ .kind = issue_kind,
                                  .issue = agenda->issues[i].name,
                                  .found = check->issues[i].sentences,
                                  .has_used = true,
                                  .used = check->issues[i].stances,
                                  .place = &check->issues[i].example });
    for (size_t i = 0; i < at_most(c->options, check->n_topics, SIZE_MAX); i++)
        put_row(c, &(struct row){ .kind = topic_kind,
                                  .words = check->topics[i].phrase,
                                  .found = check->topics[i].times,
                                  .place = &check->topics[i].example });
    if (c->options->format == FORMAT_JSON)
        buffer_c(&c->out, c->rows ? "\n]\n" : "]\n");
}

/* ---- tables for people ------------------------------------------------------------------- */

static void add_number(struct table *table, size_t n)
{
    char digits[24];

    snprintf(digits, sizeof digits, "%zu", n);
    table_add(table, text_c(digits));
}

static void add_place(struct table *table, const struct check_place *place)
{
    struct buffer clean = { 0 }, words = { 0 };

    if (!place->sentence.ptr) {
        table_add(table, text_c("-"));
        return;
    }
    text_clean(place->sentence, &clean);
    text_shorten(buffer_as_text(&clean), EXAMPLE_WIDTH, &words);
    table_add(table, buffer_as_text(&words));
    table_add_line(table, place->page, true);
    table->failed |= clean.failed || words.failed;
    buffer_release(&clean);
    buffer_release(&words);
}

/* The table under its title: "ISSUES (20 of 34; all: --limit 34)". */
static void end_table(struct checking *c, struct table *table, const char *title, size_t shown, size_t all)
{
    if (c->out.len)
        buffer_char(&c->out, '\n');
    buffer_c(&c->out, title);
    if (shown < all)
        buffer_format(&c->out, " (%zu of %zu; all: --limit %zu)", shown, all, all);
    buffer_c(&c->out, all ? "\n\n" : ": none\n");
    if (all && table_print(table, terminal_width(STDOUT_FILENO), terminal_styled(STDOUT_FILENO), &c->out) != PRISCUS_OK)
        c->out.failed = true;
    table_release(table);
}

/* A phrase of `not` names none, and is there to be found. */
static bool is_idle(const struct checking *c, size_t entry)
{
    const struct checked_phrase *phrase = &c->check->phrases[entry];

    return !phrase->named && !(c->agenda->entries[entry].key == AGENDA_NOT && phrase->found);
}

static void put_phrases(struct checking *c)
{
    static const struct table_column columns[] = {
        { .heading = "PHRASE", .wrap = true, .least = 16 },
        { .heading = "ISSUE", .wrap = true, .least = 10 },
        { .heading = "KEY" },
        { .heading = "FOUND", .right = true },
        { .heading = "WHERE", .wrap = true, .least = 12 },
    };
    struct table table;
    size_t all = 0, shown;

    for (size_t i = 0; i < c->agenda->n_entries; i++)
        all += is_idle(c, i);
    shown = at_most(c->options, all, LIMIT_DEFAULT);
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t i = 0, n = 0; i < c->agenda->n_entries && n < shown; i++) {
        const struct agenda_phrase *entry = &c->agenda->entries[i];
        struct buffer where = { 0 };

        if (!is_idle(c, i))
            continue;
        n++;
        buffer_format(&where, "%s:%d", entry->at.file, entry->at.line);
        table_add(&table, entry->words);
        table_add(&table, c->agenda->issues[entry->issue].name);
        table_add(&table, text_c(agenda_key_text(entry->key)));
        add_number(&table, c->check->phrases[i].found);
        table_add(&table, buffer_as_text(&where));
        table.failed |= where.failed;
        buffer_release(&where);
    }
    end_table(c, &table, "PHRASES THAT NAME NO ISSUE; if found, then in the words of another phrase", shown, all);
}

struct ranked {
    size_t issue, without;
};

static int by_without(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;

    if (a->without != b->without)
        return (a->without < b->without) - (a->without > b->without);
    return (a->issue > b->issue) - (a->issue < b->issue);
}

static void put_issues(struct checking *c)
{
    static const struct table_column columns[] = {
        { .heading = "ISSUE", .wrap = true, .least = 10 },
        { .heading = "SENTENCES", .right = true },
        { .heading = "STANCES", .right = true },
        { .heading = "ONE WITHOUT", .wrap = true, .least = 20 },
    };
    size_t n = c->agenda->n_issues, shown = at_most(c->options, n, LIMIT_DEFAULT);
    struct ranked *ranked = malloc((n + 1) * sizeof *ranked);
    struct table table;

    if (!ranked) {
        c->out.failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++)
        ranked[i] = (struct ranked){ i, c->check->issues[i].sentences - c->check->issues[i].stances };
    qsort(ranked, n, sizeof *ranked, by_without);
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t i = 0; i < shown; i++) {
        const struct checked_issue *issue = &c->check->issues[ranked[i].issue];

        table_add(&table, c->agenda->issues[ranked[i].issue].name);
        add_number(&table, issue->sentences);
        add_number(&table, issue->stances);
        add_place(&table, &issue->example);
    }
    free(ranked);
    end_table(c, &table, "ISSUES, most often without a stance first", shown, n);
}

static void put_topics(struct checking *c)
{
    static const struct table_column columns[] = {
        { .heading = "TIMES", .right = true },
        { .heading = "ON", .wrap = true, .least = 16 },
        { .heading = "ONE OF THEM", .wrap = true, .least = 20 },
    };
    size_t all = c->check->n_topics, shown = at_most(c->options, all, LIMIT_DEFAULT);
    struct table table;

    table_init(&table, columns, COUNT_OF(columns));
    for (size_t i = 0; i < shown; i++) {
        add_number(&table, c->check->topics[i].times);
        table_add(&table, c->check->topics[i].phrase);
        add_place(&table, &c->check->topics[i].example);
    }
    end_table(c, &table, "STANCES WITHOUT AN ISSUE, by what they are on", shown, all);
}

/* ---- the command ------------------------------------------------------------------------- */

static void on_failed(void *context, const struct priscus_error *err)
{
    progress_clear(context);
    complain("%s", err->message);
}

static void on_progress(void *context, size_t pages, struct text name)
{
    progress_show(context, pages, name);
}

static void summary(const struct options *options, const struct agenda_check *check, double seconds)
{
    if (check->total == 0)
        remark("%s has no pages yet; priscus read puts some there.", options->ledger);
    else
        remark("Read %zu of %zu page%s in %s with this agenda in %.1f s: %zu position%s.", check->pages, check->total,
               plural(check->total), options->ledger, seconds, check->positions, plural(check->positions));
}

static int check_ledger(const struct options *options, struct ledger *ledger, const struct knowledge *knowledge)
{
    struct progress progress;
    struct agenda_check check;
    struct priscus_error err;
    struct agenda_check_options how = { .sample = options->sample ? options->sample : SAMPLE_DEFAULT,
                                        .jobs = options->jobs,
                                        .failed = on_failed,
                                        .progress = on_progress,
                                        .context = &progress,
                                        .stop = &signals_caught };
    struct checking c = { .options = options, .agenda = &knowledge->agenda, .check = &check };
    int status;

    progress_begin(&progress, options->quiet);
    signals_catch(NULL);
    if (agenda_check_run(ledger, knowledge, &how, &check, &err) != PRISCUS_OK)
        return command_failed(&err);
    progress_clear(&progress);
    if (check.stopped)
        complain("stopped; what follows is of the first %zu page%s", check.pages, plural(check.pages));
    if (options->format != FORMAT_TABLE) {
        put_rows(&c);
    } else if (check.pages) {
        put_phrases(&c);
        put_issues(&c);
        put_topics(&c);
    }
    status = command_write(&c.out);
    if (!options->quiet && status == EXIT_DONE)
        summary(options, &check, progress_seconds(&progress));
    if (status == EXIT_DONE && check.stopped)
        status = 128 + (int)signals_caught;
    else if (status == EXIT_DONE && check.failed)
        status = EXIT_INPUTS;
    agenda_check_release(&check);
    return status;
}

int command_agenda(const struct options *options)
{
    const char *const *agendas = options->arguments + 1; /* the first is "check" */
    size_t n_agendas = options->n_arguments - 1;
    struct language *language = NULL;
    struct knowledge *knowledge = NULL;
    struct ledger *ledger = NULL;
    struct priscus_error err;
    int status;

    if (language_find(options->model, options->fast ? LANGUAGE_FAST : LANGUAGE_FULL, options->check_model, &language,
                       &err) != PRISCUS_OK ||
        knowledge_open_paths(language, agendas, n_agendas, options->rosters, options->n_rosters, &knowledge, &err) !=
            PRISCUS_OK)
        status = config_failed(agendas, n_agendas, options->rosters, options->n_rosters, &err);
    else if (remark_networks(language, options->quiet, &err) != PRISCUS_OK ||
             ledger_open(options->ledger, LEDGER_READ, &ledger, &err) != PRISCUS_OK)
        status = command_failed(&err);
    else {
        config_notes(knowledge);
        status = check_ledger(options, ledger, knowledge);
    }
    ledger_close(ledger, NULL);
    knowledge_close(knowledge);
    language_close(language);
    return status;
}
