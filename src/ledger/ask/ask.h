/* ask.h - what the files that answer questions share. Private to the ledger. */
#ifndef ASK_H
#define ASK_H

#include "ledger/sqlite/sqlite_ledger.h"

/* A call of ledger_ask(). */
struct asking {
    struct ledger *ledger;
    const struct ledger_filter *filter;
    ledger_row_fn *each;
    void *context;
    struct priscus_error *err;
    int64_t story;               /* the filter's: its row; 0: any */
    /* The filter's: numbers of their words, "1, 7" or "NULL"; NULL: any. SQLite's memory. */
    char *parties, *issues, *outlets;
    const char *with, *readings; /* the filter's agenda: ask_begin(), and "1, 7" for article.reading; NULL: all */
};

/* Find the readings that are asked; to be closed in any case. `each` and `context` are whoever's needs them. */
priscus_status ask_open(struct ledger *ledger, const struct ledger_filter *filter, struct priscus_error *err,
                        struct asking *out);
void ask_close(struct asking *ask);
/* Set ask->story, if the filter has one. EUSAGE: the ledger has no such story. */
priscus_status ask_find_story(struct asking *ask);
/* "AND ..." for the pages of ask->story, if there is one. */
void ask_add_story(const struct asking *ask, sqlite3_str *sql);

/* *out: the number that the query gives (0: it gives none), divided by `share`; less than INT_MAX. */
priscus_status ask_share(const struct asking *ask, const char *query, int share, int *out);

/* *out: has the ledger articles of others than ask->outlets, which are not NULL? */
priscus_status ask_has_other_outlets(const struct asking *ask, bool *out);

/* The body that cut() was asked for last may be changed again. */
void ask_let_go(struct ledger *ledger);

/* Columns of a view or an answer (views.h) and their types. "SELECT" goes before the names, in place of the first comma. */
#define ASK_COLUMN(name, type, since, sql) ", " sql " AS " name
#define ASK_TYPE(name, type, since, sql)   type,
#define ASK_NAME(name, type, since, sql)   name,

/* The beginning of SQL that asks `newest` and `newest_by_agenda`: with an agenda chosen, both are of its readings. */
sqlite3_str *ask_begin(const struct asking *ask);

/* "LIMIT ..." */
void ask_add_limit(const struct asking *ask, sqlite3_str *sql);
/* ask_sql() with the order that ask_add_order() gives. */
priscus_status ask_in_order(const struct asking *ask, enum ledger_question question, sqlite3_str *sql, const char *words,
                            const enum ledger_type *types);

/* ask_entries.c */
priscus_status ask_positions(const struct asking *ask);
priscus_status ask_history(const struct asking *ask);
priscus_status ask_agendas(const struct asking *ask);
priscus_status ask_statements(const struct asking *ask);
priscus_status ask_pages(const struct asking *ask);
/* "SELECT article, ordinal FROM ...": where to look for the filter's speaker, parties, outlets or issues: the first of these of which
 * there are no more statements than `most`; more is found than is asked for. SQLite's memory; NULL: there is much, or none was asked for. */
priscus_status ask_few_statements(const struct asking *ask, int most, char **out);
/* Positions as they are shown, with `article`, `position` and `shown` to be named: of all readings, or of those chosen. */
const char *ask_positions_from(const struct asking *ask);
/* Of `table` in the order of its column `sort` (shown, shown_statement): "AND ..." for what filter.since lets through, as far as
 * that can be told by `sort`, so that what is older is passed by; and for what is found by its few articles (filter.story, an outlet
 * of which there is little). */
priscus_status ask_add_shortcuts(const struct asking *ask, const char *table, sqlite3_str *sql);
/* The same of filter.as_of: what is newer is passed by. */
void ask_add_last_sort(const struct asking *ask, const char *table, sqlite3_str *sql);
/* The first two of `shown` under another name: "AND ..." for its `sort`. */
void ask_add_sorts(const struct asking *ask, const char *as, sqlite3_str *sql);
/* *out: does the query, without a LIMIT of its own, give no more rows than `few`? Frees `sql`. `words` as in ask_prepare(). */
priscus_status ask_are_few(const struct asking *ask, sqlite3_str *sql, const char *words, int few, bool *out);
/* So few rows are looked up by what is asked of them and put in order then; of more the first are found soon in the order of all.
 * Paragraphs cost less to look up, and more to find in order. */
#define ASK_FEW       4000
#define ASK_FEW_FOUND 50000

/* "AND ..." for what the filter says of the entries of `table`, which are positions (ID_POSITION) or statements, and of the issues of positions. DATED() is when. */
#define DATED(date) date, IN_UTC(date)
void ask_add_conditions(const struct asking *ask, char of, const char *table, const char *date, const char *moment,
                        sqlite3_str *sql);
/* The same of its article alone: dates and outlet. (ask_add_conditions() has it.) */
void ask_add_article(const struct asking *ask, const char *date, const char *moment, sqlite3_str *sql);
/* The same of dates alone, where they are whole days; not those for which ask_is_moment() is true. */
void ask_add_days(const struct asking *ask, const char *date, sqlite3_str *sql);
bool ask_is_moment(struct date bound);
/* The same of filter.entry alone. */
void ask_add_entry(const struct asking *ask, char of, const char *table, sqlite3_str *sql);
void ask_add_issue(const struct asking *ask, const char *table, sqlite3_str *sql);
void ask_add_sure(const struct asking *ask, sqlite3_str *sql); /* of positions too */

/* ---- the order of rows, and where it is gone on from (ask_after.c) ---- */

/* "AND ..." for the rows behind filter.after, and "ORDER BY ... LIMIT ...". EINPUT: filter.after is no cursor. */
priscus_status ask_add_order(const struct asking *ask, enum ledger_question question, sqlite3_str *sql);
/* "ORDER BY ..." alone. */
void ask_add_order_by(const struct asking *ask, enum ledger_question question, sqlite3_str *sql);
/* Bind filter.after, where it is asked for. */
priscus_status ask_bind_after(const struct asking *ask, struct query *stmt);

/* Prepare what was built, with the filter's values and the words to search for (NULL: none). Frees `sql`. */
priscus_status ask_prepare(const struct asking *ask, sqlite3_str *sql, const char *words, struct query **stmt);

/* The same, and all its rows to whoever asks. */
priscus_status ask_sql(const struct asking *ask, sqlite3_str *sql, const char *words, const enum ledger_type *types);
/* "SELECT `columns`" of positions, as the filter says, in their order; of statements. What is behind the limit is left out
 * before words are cut. */
priscus_status ask_positions_in_order(const struct asking *ask, const char *columns, const enum ledger_type *types);
priscus_status ask_statements_in_order(const struct asking *ask, const char *columns, const enum ledger_type *types);
/* ask_search.c, ask_stats.c */
priscus_status ask_search(const struct asking *ask);
priscus_status ask_stats(const struct asking *ask);
/* ask_marked.c */
priscus_status ask_marked_positions(const struct asking *ask);
priscus_status ask_marked_statements(const struct asking *ask);

/* ask_corrections.c */
priscus_status ask_corrections(const struct asking *ask);
priscus_status ask_review(const struct asking *ask);
priscus_status ask_quality(const struct asking *ask);

/* ask_counts.c, ask_facets.c, ask_sums.c */
priscus_status ask_outlets(const struct asking *ask);
priscus_status ask_speakers(const struct asking *ask);
priscus_status ask_days(const struct asking *ask);
priscus_status ask_readings(const struct asking *ask);
priscus_status ask_codebook(const struct asking *ask);
priscus_status ask_citations(const struct asking *ask);
priscus_status ask_facets(const struct asking *ask);
priscus_status ask_pairs(const struct asking *ask);

/* People's words as the full text wants them, SQLite's memory. */
priscus_status ask_search_words(const struct asking *ask, char **out);
/* Found paragraphs. `first` has the paragraph, since each body is in the full text once; `article` is what is told of it. */
#define SEARCH_FOUND                                                                                                   \
    "search CROSS JOIN paragraph ON paragraph.id = search.rowid CROSS JOIN article AS first ON first.id ="             \
    " paragraph.article CROSS JOIN newest AS article ON article.page = first.page AND article.body = first.body"
/* The condition for them: they have the filter's words, bound as :words. */
const char *ask_found(const struct asking *ask);
/* "AND ..." for pages with a position of the filter's party. */
void ask_add_found_party(const struct asking *ask, sqlite3_str *sql);

/* All values of the row as text. Fails only with ENOMEM. */
priscus_status ask_values(const struct asking *ask, struct query *stmt, size_t n, const char **values);

#endif
