/* answer.h - ask the ledger, and write the answer as a table, as JSON or as CSV.
 *
 * JSON and CSV are the ledger's rows as they are, written as they come. A table is for people: the
 * rows are gathered, and the command that asked lays them out. */
#ifndef ANSWER_H
#define ANSWER_H

#include "cli/command.h"
#include "cli/screen/table.h"
#include "ledger/gather.h"

/* A date as a table has it: the day, without the time; "by 2023-03" where it is known to be no later, "from
 * ..." no earlier; "2031-11-19/20~" where only the pages beside it tell; "no date" where it is not known. Written to out where it must be. */
#define ANSWER_DAY_MAX 48
struct text answer_day(const struct gathered *answer, size_t row, const char *column, char out[ANSWER_DAY_MAX]);
/* The same of the columns `date`, `precision` and `by_story`, any of which may be empty. */
struct text day_text(struct text date, struct text precision, struct text by_story, char out[ANSWER_DAY_MAX]);

/* Append a table of `answer`, at least one row, to `out`. */
typedef priscus_status ask_table_fn(const struct gathered *answer, const struct options *options, size_t width,
                                    bool styled, struct buffer *out);

/* Open the ledger of `options`, ask what they ask for (`words`: to search for; NULL: nothing), write.
 * What was not found is said on standard error. Returns the exit status. */
int ask(const struct options *options, enum ledger_question question, const char *words, ask_table_fn *table);

/* Rows that a command makes of the ledger, as ledger_ask() has them: `options` say for which format. For lines of JSON
 * (FORMAT_JSONL) a column may be JSON, such as {"file": ...}, where it is several for a table. */
typedef priscus_status ask_rows_fn(const struct options *options, struct ledger *ledger,
                                   const struct ledger_filter *filter, ledger_row_fn *each, void *context,
                                   struct priscus_error *err);
/* Where each party stands on each issue (story/changes/stance_matrix.h). */
ask_rows_fn matrix_rows;
/* The same as ask(), of these. */
int ask_of(const struct options *options, ask_rows_fn *rows, ask_table_fn *table);

/* What the options ask for, as a filter; texts are in `mem` or the options' own. EUSAGE: what they say does not go together. */
priscus_status answer_filter(const struct options *options, struct arena *mem, struct ledger_filter *out,
                             struct priscus_error *err);

/* Say that pages of the ledger have no place among the others yet, and what to do; nothing where all have. */
void remark_waiting(const struct options *options);

/* Add a cell to `table`: `words` and, dimmed, by whose account, the entry's id, and the page's address if it is known. The account
 * ends with `who` (may be empty) where that stands in a column of its own: it is left out. */
void answer_add_words(const struct gathered *answer, size_t row, struct text words, struct text who, struct table *table);

#endif
