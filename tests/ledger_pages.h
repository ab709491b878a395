/* ledger_pages.h - for the tests of the ledger: a folder for each, pages made by hand, answers as text. */
#ifndef TESTS_LEDGER_PAGES_H
#define TESTS_LEDGER_PAGES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buffer.h"
#include "failing_sqlite.h"
#include "known.h"
#include "ledger/sqlite/sqlite_ledger.h"
#include "reading/reading.h"

static const char agenda_text[] =
    "agenda fisheries\ntitle Fishing rights\nversion 1\n"
    "issue quota\n  for a yearly catch\n  words catch quota\n"
    "issue quota.cod\n  for a yearly catch of cod\n  words cod quota\n"
    "issue access\n  for boats in the waters of the other\n  words access to ... waters\n";
static const char roster_text[] = "roster coasts\nversion 1\n"
                                  "party VEL state\n  name Velmark\n  adjective Velmarkian\n  capital Estholm\n"
                                  "  person Ilse Brandt | president | 2019 |\n"
                                  "party SOR state\n  name Sorland\n  adjective Sorlandic\n  capital Garn\n";

/* ---- a folder for each test -------------------------------------------------------------- */

static char folder[200], path[250];

static inline int set_up(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "%s/priscus-ledger-XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/test ledger?.db", folder);
    setenv("PRISCUS_NOW", "2031-06-01T12:00:00Z", 1);
    return 0;
}

static inline int tear_down(void **state)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;

    (void)state;
    chmod(folder, 0700);
    while (dir && (entry = readdir(dir))) {
        char name[600];

        snprintf(name, sizeof name, "%s/%s", folder, entry->d_name);
        unlink(name);
    }
    if (dir)
        closedir(dir);
    rmdir(folder);
    return 0;
}

static inline struct knowledge *knowledge_of(const char *agenda)
{
    struct knowledge_file a = { "fisheries.agenda", text_c(agenda) }, r = { "coasts.roster", text_c(roster_text) };
    struct knowledge *k = NULL;
    struct priscus_error err = { 0 };

    if (knowledge_open(test_language(), &a, 1, &r, 1, &k, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return k;
}

static inline struct ledger *opened(const char *file, const struct knowledge *k)
{
    struct ledger *ledger = NULL;
    struct priscus_error err = { 0 };

    if (ledger_open(file, LEDGER_WRITE, &ledger, &err) != PRISCUS_OK || ledger_use(ledger, k, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return ledger;
}

/* One that was not opened by ledger_open(), to stand at an older version. */
static inline void close_bare(struct ledger *ledger)
{
    for (size_t i = 0; i < COUNT_OF(ledger->kept); i++)
        query_close(ledger->kept[i]);
    for (size_t i = 0; i < COUNT_OF(ledger->inserts); i++)
        query_close(ledger->inserts[i]);
    assert_int_equal(sqlite3_close(ledger->db), SQLITE_OK);
}

static inline void closed(struct ledger *ledger)
{
    assert_int_equal(ledger_close(ledger, NULL), PRISCUS_OK);
}

/* ---- pages by hand ----------------------------------------------------------------------- */

/* What one page says: who, with which words in which sentence, and the position in them. */
struct says {
    const char *name, *outlet, *published, *speaker, *party, *issue;
    enum stance stance;
    const char *said_on; /* NULL: not said */
    const char *words;   /* %s is the sentence */
};

struct made {
    struct page page;
    struct article article;
    struct record record;
};

static inline struct span place(struct text body, const char *words)
{
    size_t at = text_find(body, text_c(words), 0);

    assert_true(at != NOWHERE);
    return (struct span){ (uint32_t)at, (uint32_t)(at + strlen(words)) };
}

static inline struct date day(const char *text)
{
    struct date d = { .zone = DATE_NO_ZONE };

    if (text)
        assert_true(date_parse_iso(text_c(text), &d));
    return d;
}

static inline struct made make(struct arena *mem, const struct says *s)
{
    struct made m = { 0 };
    struct buffer b = { 0 };
    struct statement *st = arena_alloc(mem, sizeof *st);
    struct position *p = arena_alloc(mem, sizeof *p);
    static const uint16_t rules[] = { 12, 40 };
    static struct text agencies[1];
    char sentence[400];

    snprintf(sentence, sizeof sentence, "%s, %s said in Garn on Monday.", s->words, s->speaker);
    buffer_format(&b, "Talks on the fish of %s\n\n%s\n\nNobody else came. The caf\xc3\xa9 was closed.", s->outlet,
                  sentence);
    m.page = (struct page){ .name = text_c(s->name), .from = PRISCUS_FROM_TEXT, .fetched = day(NULL) };
    m.page.bytes = text_of(arena_copy(mem, b.ptr, b.len), b.len);
    buffer_release(&b);
    m.article.body = m.page.bytes;
    assert_int_equal(article_split_paragraphs(m.article.body, 0, mem, &m.article), PRISCUS_OK);
    m.article.title = text_c("Talks on the fish");
    m.article.outlet = text_c(s->outlet);
    m.article.published = day(s->published);
    agencies[0] = text_c("CNA");
    m.article.agencies = agencies;
    m.article.n_agencies = 1;
    st->kind = STATEMENT_INDIRECT;
    st->source = place(m.article.body, s->speaker);
    st->cue = place(m.article.body, "said");
    st->content[st->n_content++] = place(m.article.body, s->words);
    st->content[st->n_content++] = place(m.article.body, "in Garn");
    st->speaker = text_c(s->speaker);
    st->party = text_c(s->party);
    st->occasion = place(m.article.body, "in Garn");
    st->said_on = day(s->said_on);
    st->said_words = place(m.article.body, "on Monday");
    st->inside = -1;
    st->chain[0] = (struct chain_link){ CHAIN_OUTLET, m.article.outlet, { 0, 0 } };
    st->chain[1] = (struct chain_link){ CHAIN_AGENCY, agencies[0], { 0, 0 } };
    st->chain[2] = (struct chain_link){ CHAIN_SPEAKER, st->speaker, st->source };
    st->n_chain = 3;
    p->statement = 0;
    p->sentence = place(m.article.body, sentence);
    p->words = place(m.article.body, s->words);
    p->speaker = st->speaker;
    p->party = st->party;
    p->issue = text_c(s->issue);
    p->stance = s->stance;
    p->said_on = st->said_on;
    p->rules = rules;
    p->n_rules = 2;
    m.record = (struct record){ st, 1, p, 1 };
    return m;
}

static const struct says eight[] = {
    { "a.txt", "Post", "2031-05-03T07:10", "Ilse Brandt", "VEL", "quota", STANCE_REJECTS, "2031-05-02",
      "Velmark wants no quota" },
    { "b.txt", "Post", "2031-05-05", "Ilse Brandt", "VEL", "quota", STANCE_OPEN, "2031-05-04",
      "Velmark may talk about a quota" },
    { "c.txt", "Herald", "2031-05-05", "Ilse Brandt", "VEL", "quota", STANCE_OPEN, "2031-05-04",
      "Velmark is ready for a quota" },
    { "d.txt", "Crier", "2031-05-05", "Ilse Brandt", "VEL", "quota", STANCE_REJECTS, "2031-05-04",
      "Velmark has no wish for a quota" },
    { "e.txt", "Post", "2031-05-06", "Ilse Brandt", "VEL", "quota.cod", STANCE_DEMANDS, NULL, "Velmark wants its cod" },
    { "f.txt", "Post", "2031-05-07", "Per \xc3\x98stby", "SOR", "access", STANCE_CONDITIONAL, "2031-05",
      "boats may come if they pay" },
    { "g.txt", "Post", NULL, "Per \xc3\x98stby", "SOR", "quota", STANCE_PROPOSES, NULL, "twenty tons a day" },
    { "h.txt", "Crier", "2031-05-08", "Per \xc3\x98stby", "SOR", "access", STANCE_REJECTS, "2031-05-08",
      "no boats at all" },
};

static inline bool add_says(struct ledger *ledger, const struct says *s)
{
    struct arena mem = { 0 };
    struct made m = make(&mem, s);
    struct priscus_error err = { 0 };
    bool added = false;

    if (ledger_add(ledger, &m.page, &m.article, &m.record, &added, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    arena_release(&mem);
    return added;
}

static inline void add_eight(struct ledger *ledger)
{
    for (size_t i = 0; i < COUNT_OF(eight); i++)
        assert_true(add_says(ledger, &eight[i]));
}

/* ---- asking ------------------------------------------------------------------------------ */

/* All rows as lines: "name=value|...", nothing for what is not known. `only`: these columns. */
struct asked {
    struct buffer out;
    const char *only; /* "|id|date|"; NULL: all */
    size_t rows;
};

static inline int keep_row(void *context, const struct ledger_row *row)
{
    struct asked *asked = context;

    for (size_t i = 0; i < row->n; i++) {
        char key[80];

        snprintf(key, sizeof key, "|%s|", row->names[i]);
        if (asked->only && !strstr(asked->only, key))
            continue;
        if (!row->values)
            buffer_format(&asked->out, "%s|", row->names[i]);
        else
            buffer_format(&asked->out, "%s|", row->values[i] ? row->values[i] : "");
    }
    buffer_char(&asked->out, '\n');
    asked->rows += row->values != NULL;
    return 0;
}

static inline char *ask(struct ledger *ledger, enum ledger_question question, const struct ledger_filter *filter,
                        const char *only)
{
    struct asked asked = { .only = only };
    struct priscus_error err = { 0 };

    if (ledger_ask(ledger, question, filter, keep_row, &asked, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return asked.out.ptr;
}

static inline void assert_answer(struct ledger *ledger, enum ledger_question question,
                                 const struct ledger_filter *filter, const char *only, const char *expected)
{
    char *got = ask(ledger, question, filter, only);

    assert_string_equal(got, expected);
    free(got);
}

/* Every question's whole answer, but for the last lines of stats: when it was committed, and in how many pieces. */
static inline char *ask_everything(struct ledger *ledger)
{
    struct ledger_filter filter = { .words = "quota" };
    struct buffer all = { 0 };

    for (int q = LEDGER_POSITIONS; q <= LEDGER_PAGES; q++) {
        char *one = ask(ledger, (enum ledger_question)q, &filter, NULL), *commits = strstr(one, "\ncommits|");

        if (commits)
            commits[1] = '\0';
        buffer_c(&all, one);
        free(one);
    }
    return all.ptr;
}

static inline long long number(struct ledger *ledger, const char *sql)
{
    sqlite3_stmt *stmt;
    long long n;

    assert_int_equal(sqlite3_prepare_v2(ledger->db, sql, -1, &stmt, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    n = sqlite3_column_int64(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

#endif
