/* amend.c - `priscus amend`: what a person says of an entry, beside what the machine made of it.
 *
 *     priscus amend p-3fa94c12d0b7 --stance open --note "she only says that she may"
 *     priscus amend add g-0c2b7f10e9aa --words "no truce before the dam" --party VSK --issue ceasefire --stance rejects
 *     priscus amend undo c-81d0a7f3e2b9
 *     priscus amend list
 *     priscus amend gold > gold.jsonl */
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/answer/answer.h"
#include "ledger/correction.h"
#include "ledger/gold.h"
#include "record/id.h"

/* One correction for each option that was given; a note alone is one, too. */
static size_t take_corrections(const struct options *options, struct correction *out)
{
    const struct {
        bool given;
        enum correction_what what;
        const char *value;
    } all[] = {
        { options->confirm, CORRECTION_CONFIRM, NULL },
        { options->not_a_position, CORRECTION_NOT, NULL },
        { options->reviewed, CORRECTION_REVIEWED, NULL },
        { options->stance, CORRECTION_STANCE, options->stance },
        { options->party, CORRECTION_PARTY, options->party },
        { options->issue, CORRECTION_ISSUE, options->issue },
        { options->speaker, CORRECTION_SPEAKER, options->speaker },
    };
    size_t n = 0;

    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i].given)
            out[n++] = (struct correction){ all[i].what, text_c(all[i].value), text_c(options->note), command_signed(options) };
    if (!n && options->note)
        out[n++] = (struct correction){ CORRECTION_NOTE, text_of(NULL, 0), text_c(options->note), command_signed(options) };
    return n;
}

static int say(const char *made, const char *what)
{
    struct buffer out = { 0 };

    buffer_format(&out, "%s %s\n", made, what);
    return command_write(&out);
}

static int correct(struct ledger *ledger, const struct options *options, const char *id)
{
    struct correction corrections[CORRECTION_COUNT];
    size_t n = take_corrections(options, corrections);
    struct priscus_error err;
    char made[ID_TEXT_MAX];
    int status = EXIT_DONE;

    if (!n) {
        complain("amend: nothing to say of %s; there are --confirm, --not-a-position, --stance, --party, --issue, "
                 "--speaker, "
                 "--note and, of a page, --reviewed",
                 id);
        return EXIT_USAGE;
    }
    if (options->confirm && (n > 1 || options->not_a_position)) {
        complain("amend: what is confirmed is right as it is; give --confirm alone (--note may go with it)");
        return EXIT_USAGE;
    }
    for (size_t i = 0; i < n && status == EXIT_DONE; i++)
        status = ledger_correct(ledger, id, &corrections[i], made, &err) == PRISCUS_OK
                     ? say(made, correction_what_text(corrections[i].what))
                     : command_failed(&err);
    return status;
}

static int undo(struct ledger *ledger, const struct options *options)
{
    const struct correction c = { CORRECTION_UNDO, text_of(NULL, 0), text_c(options->note), command_signed(options) };
    struct priscus_error err;
    char made[ID_TEXT_MAX];

    if (ledger_correct(ledger, options->arguments[1], &c, made, &err) != PRISCUS_OK)
        return command_failed(&err);
    return say(made, "undo");
}

static int add(struct ledger *ledger, const struct options *options)
{
    struct added_position added = { .page = options->arguments[1],
                                    .words = text_c(options->words),
                                    .party = text_c(options->party),
                                    .issue = text_c(options->issue),
                                    .speaker = text_c(options->speaker),
                                    .said_on = options->said_on,
                                    .note = text_c(options->note),
                                    .who = command_signed(options) };
    struct priscus_error err;
    char position[ID_TEXT_MAX], made[ID_TEXT_MAX];

    if (options->stance && !stance_parse(text_c(options->stance), &added.stance)) {
        complain("amend: %s is no stance; there are demands, proposes, accepts, open, conditional and rejects",
                 options->stance);
        return EXIT_USAGE;
    }
    if (ledger_correct_add(ledger, &added, position, made, &err) != PRISCUS_OK)
        return command_failed(&err);
    return say(made, position);
}

static int gold(struct ledger *ledger)
{
    struct buffer out = { 0 };
    struct priscus_error err;

    if (ledger_gold(ledger, &out, &err) != PRISCUS_OK) {
        buffer_release(&out);
        return command_failed(&err);
    }
    return command_write(&out);
}

/* ---- the list ------------------------------------------------------------------------------- */

static priscus_status list_table(const struct gathered *answer, const struct options *options, size_t width, bool styled,
                                 struct buffer *out)
{
    static const struct table_column columns[] = {
        { .heading = "ID" }, { .heading = "MADE" }, { .heading = "WHO" },
        { .heading = "OF" }, { .heading = "WHAT" }, { .heading = "VALUE, AND THE WORDS", .wrap = true, .least = 20 },
    };
    struct table table;
    priscus_status status;

    (void)options;
    table_init(&table, columns, COUNT_OF(columns));
    for (size_t r = 0; r < answer->n_rows; r++) {
        struct text made = gathered_text(answer, r, gathered_column(answer, "made"));
        struct text note = gathered_text(answer, r, gathered_column(answer, "note"));
        bool undone = text_is(gathered_text(answer, r, gathered_column(answer, "undone")), "1");

        table_add(&table, gathered_text(answer, r, gathered_column(answer, "id")));
        table_add(&table, text_cut(&made, 'T'));
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "who")));
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "entry")));
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "what")));
        table_add(&table, gathered_text(answer, r, gathered_column(answer, "value")));
        table_add_line(&table, gathered_text(answer, r, gathered_column(answer, "words")), true);
        if (note.len)
            table_add_line(&table, note, false);
        if (undone)
            table_add_line(&table, text_c("(undone)"), true);
    }
    status = table_print(&table, width, styled, out);
    table_release(&table);
    return status;
}

/* ---- the command ----------------------------------------------------------------------------- */

int command_amend(const struct options *options)
{
    const char *verb = options->arguments[0];
    struct ledger *ledger = NULL;
    struct priscus_error err, closing;
    bool two = options->n_arguments == 2;
    int status;

    if (strcmp(verb, "list") == 0 && !two) {
        struct options all = *options;

        all.party = all.issue = all.speaker = NULL;
        return ask(&all, LEDGER_CORRECTIONS, NULL, list_table);
    }
    if (((strcmp(verb, "add") == 0 || strcmp(verb, "undo") == 0) && !two) ||
        (two && strcmp(verb, "add") != 0 && strcmp(verb, "undo") != 0)) {
        complain("amend: %s; see: priscus help amend",
                 two ? "one entry at a time" : "add wants a page, undo a correction");
        return EXIT_USAGE;
    }
    if (ledger_open(options->ledger, strcmp(verb, "gold") == 0 ? LEDGER_READ : LEDGER_WRITE, &ledger, &err) !=
        PRISCUS_OK)
        return command_failed(&err);
    status = strcmp(verb, "add") == 0    ? add(ledger, options)
             : strcmp(verb, "undo") == 0 ? undo(ledger, options)
             : strcmp(verb, "gold") == 0 ? gold(ledger)
                                         : correct(ledger, options, verb);
    if (ledger_close(ledger, &closing) != PRISCUS_OK && status == EXIT_DONE)
        status = command_failed(&closing);
    return status;
}
