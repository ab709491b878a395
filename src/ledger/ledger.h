/* ledger.h - the store: pages as they came, and what was read off them, for good.
 *
 *     ledger_open("priscus.db", LEDGER_WRITE, &ledger, &err);
 *     ledger_use(ledger, knowledge, &err);                             with this agenda and this roster
 *     ledger_add(ledger, &page, &article, &record, &added, &err);      as often as there are pages
 *     ledger_close(ledger, &err);
 *
 * One SQLite file in WAL mode, one writer. Nothing is ever overwritten: a page read again with
 * other rules gets a new reading beside the old one; the views show the newest with each agenda. The schema
 * is described table by table in docs/ledger.md.
 *
 *     page      sha256, bytes (zstd)
 *     sighting  where and when a page was met: the same bytes under two names are one page
 *     reading   engine, agenda and roster that made entries (their texts are kept)
 *     article   what a reading made of a page, read as page, text, html or jsonl; with
 *     agency, paragraph, dropped, statement, content, chain, position
 *
 * Identifiers of entries are made from what they say (page, spans, party, issue, stance), so
 * they are the same on every machine and in every reading: "p-3fa94c12d0b7". */
#ifndef LEDGER_H
#define LEDGER_H

#include <signal.h>

#include "reading/reading.h"

/* An open ledger, used by one thread at a time: it may go from thread to thread, but two calls at once need a lock
 * around them (reader.c has one), or else a struct ledger for each thread. Any number of these may have the same
 * file open, in one process or in many: readers never wait, a second writer waits up to ten seconds for the first
 * one's transaction to end. It does not survive fork(). */
struct ledger;

enum ledger_mode {
    LEDGER_READ, /* must exist                     */
    LEDGER_WRITE /* made if it does not exist      */
};

/* A ledger of an older version is brought up to this one first, with LEDGER_READ too, in one transaction that
 * happens whole or not at all; nothing that was recorded is lost or changed by it. The file must be writable then.
 * `path` is the name of a file, whatever it looks like, but for "postgresql://..." and "postgres://...": a ledger in a
 * database of a PostgreSQL server (docs/postgresql.md). NULL: a ledger in memory that goes with ledger_close().
 * ELEDGER: it cannot be opened (no such file, no ledger, read-only, busy, disk full); EVERSION: a newer Priscus made
 * it, and it was left alone. `err` says what to do; *out is then untouched. */
priscus_status ledger_open(const char *path, enum ledger_mode mode, struct ledger **out, struct priscus_error *err);
/* Is it the address of a PostgreSQL server, not the name of a file? */
bool ledger_is_server(const char *path);
/* Is this one there? Then others may be waiting for their turn, and whoever has nothing to write commits at once. */
bool ledger_in_server(const struct ledger *ledger);
/* Commits what is open. NULL is allowed. The handle is gone also when committing failed. */
priscus_status ledger_close(struct ledger *ledger, struct priscus_error *err);

/* Say which engine, agenda and roster the pages that follow are read with: their reading. It is added if it is new. */
priscus_status ledger_use(struct ledger *ledger, const struct knowledge *knowledge, struct priscus_error *err);

/* Add a page with its article and record, all or nothing. *added (may be NULL): false if this
 * page was in the ledger in this reading already (a new sighting may still be noted).
 * Commits by itself now and then; after a kill what was committed stands and
 * the run can be repeated. On ELEDGER (disk full ...) what was committed stands. */
priscus_status ledger_add(struct ledger *ledger, const struct page *page, const struct article *article,
                          const struct record *record, bool *added, struct priscus_error *err);

/* The same of a page that was compressed before its turn came, by ledger_pack(); empty: it was not. *id (may be NULL): the row
 * of the article that was added; 0: none was. */
priscus_status ledger_add_packed(struct ledger *ledger, const struct page *page, struct text packed,
                                 const struct article *article, const struct record *record, int64_t *id,
                                 struct priscus_error *err);
/* A page as a ledger keeps it, into `mem`, with its article's body as the text before it. A packer serves one thread; it needs no
 * ledger, and NULL packs nothing. Pages beyond LEDGER_PACK_MAX are left to ledger_add(), which holds them for a moment only. ENOMEM. */
#define LEDGER_PACK_MAX ((size_t)1 << 20)
struct ledger_packer;
struct ledger_packer *ledger_packer_new(void); /* NULL: memory */
void ledger_packer_free(struct ledger_packer *packer);
priscus_status ledger_pack(struct ledger_packer *packer, struct text bytes, struct text body, struct arena *mem,
                           struct text *out, struct priscus_error *err);

/* Is the page in the ledger in the reading in use? Then it need not be read again. */
priscus_status ledger_has(struct ledger *ledger, const struct page *page, bool *has, struct priscus_error *err);

/* Note where a page that the ledger has was met this time. (ledger_add does so itself.) */
priscus_status ledger_sight(struct ledger *ledger, const struct page *page, struct priscus_error *err);

priscus_status ledger_commit(struct ledger *ledger, struct priscus_error *err);

/* Add the articles that came since to what is kept of outlets and speakers, so that LEDGER_OUTLETS and LEDGER_SPEAKERS need not go
 * through them: answers are the same. Commits now and then; `stop` (may be NULL) ends it between two commits. */
priscus_status ledger_counts_keep(struct ledger *ledger, volatile sig_atomic_t *stop, struct priscus_error *err);

/* ---- asking ---------------------------------------------------------------------------- */

enum ledger_question {
    LEDGER_POSITIONS,   /* one row a position, by date (unknown last), then page and place */
    LEDGER_STATEMENTS,  /* one row a statement, in the same order                      */
    LEDGER_SEARCH,      /* full text over paragraphs of bodies: `words`; hits marked with
                          LEDGER_HIT_BEGIN and LEDGER_HIT_END; by publication          */
    LEDGER_STATS,       /* name, value: pages, articles, statements, unknown speakers ... */
    LEDGER_PAGES,       /* one row a page with its newest article, by publication      */
    LEDGER_HISTORY,     /* positions by all readings that ever were, in the same order */
    LEDGER_CORRECTIONS, /* what people say of entries (correction.h), in the order in which they said it */
    LEDGER_REVIEW,      /* positions that nobody has judged, least sure first, those without a number last */
    LEDGER_QUALITY,     /* name, value: precision, recall and agreement by these                          */
    LEDGER_AGENDAS,     /* agenda, pages, positions: with what the ledger's pages were read; by name */
    LEDGER_MARKED_POSITIONS,  /* positions with what stands around their words, and their place in code points */
    LEDGER_MARKED_STATEMENTS, /* the same of statements: of the first piece of what was said                   */
    LEDGER_CITATIONS,   /* source, cited, statements, pages: which medium has what from which other one; by name */
    LEDGER_CODEBOOK,    /* kind (issue, stance, party), code, means ...: of agendas and rosters that pages were read with */
    LEDGER_READINGS,    /* engine, kind, name, sha256, pages: agendas and rosters that made entries; by reading */
    LEDGER_OUTLETS,     /* what each carried, most pages first                                        */
    LEDGER_SPEAKERS,    /* likewise, most statements first; of unknown ones a row too                 */
    LEDGER_DAYS,        /* day, articles: how many were published when                                */
    LEDGER_PAIRS,       /* party, issue: of which there are positions; by name                        */
    LEDGER_FACETS       /* facet (month, outlet, party), value, articles: of what `words` are found in */
};

#define LEDGER_HIT_BEGIN "\xe2\x9f\xa6" /* U+27E6: no newspaper has it */
#define LEDGER_HIT_END   "\xe2\x9f\xa7"

/* Which of an entry's dates is asked for. */
enum ledger_clock {
    LEDGER_SAID,      /* when it was said (or, without a date of its own, published) */
    LEDGER_PUBLISHED, /* when its page was                                           */
    LEDGER_RECORDED   /* when this ledger got to know it, UTC                        */
};

/* Columns, their meaning and the order of rows: docs/ledger.md. Each question looks at what concerns it: search at
 * the dates, outlet, words and limit, pages at the dates, outlet and limit, stats at nothing. */
struct ledger_filter {
    enum ledger_clock by; /* which date `as_of` and `since` are about */
    /* Only entries of a date up to the end of that day, month or year. Not known: all, undated ones too. */
    struct date as_of;
    struct date since;   /* only entries that may be of a date from its beginning on; likewise */
    const char *story;   /* only pages in the story "e-..."; NULL: any */
    const char *outlet;  /* part of its name, case folded; NULL: any */
    const char *party;   /* a code, or several: "VEL,SOR"; NULL: any */
    const char *issue;   /* takes in its more particular ones: talks, talks.summit; NULL: any */
    const char *speaker; /* part of a name, case folded; NULL: any */
    const char *words;   /* search: all of these words; "..." a phrase */
    const char *entry;   /* statements, positions: that one, "p-3fa94c12d0b7", or those of a page, "g-..."; NULL: all */
    size_t limit;        /* 0: all */
    const char
        *after;     /* positions, statements, search, pages: only rows behind that one (ledger_cursor()); NULL: all */
    bool backwards; /* ... only those before it, the nearest first                                       */
    unsigned sure;  /* positions, history: only those so sure, in hundredths, and those without a number; 0: all */
    /* Only by readings with this agenda: its name, the file's name, or a file with its text. NULL: all; of statements
     * and articles the newest reading's. */
    const char *agenda;
};

enum ledger_type { LEDGER_TEXT, LEDGER_NUMBER, LEDGER_JSON };

struct ledger_row {
    size_t n;
    const char *const *names; /* column names, the same for all rows of a question */
    const enum ledger_type *types;
    const char *const *values; /* NULL: not known. Gone after the callback returns. */
};

/* A value other than 0 ends the asking, with PRISCUS_OK. */
typedef int ledger_row_fn(void *context, const struct ledger_row *row);

/* Rows in a fixed order: the same ledger gives the same bytes. The first call of `each` has the names of the columns
 * and NULL for `values`, so that headings can be printed where there are no rows. EINPUT: filter.after is none. */
priscus_status ledger_ask(struct ledger *ledger, enum ledger_question question, const struct ledger_filter *filter,
                          ledger_row_fn *each, void *context, struct priscus_error *err);

/* Append what filter.after is to have so that the rows behind this one come: letters and digits, nothing that says anything
 * to others. It stays right while rows are added. False: the question has no such thing. */
bool ledger_cursor(const struct ledger_row *row, enum ledger_question question, struct buffer *out);

/* Append the row as a JSON object, without a newline. */
void ledger_row_json(const struct ledger_row *row, enum ledger_question question, struct buffer *out);

/* ---- verifying ------------------------------------------------------------------------- */

struct ledger_verify {
    size_t pages, entries; /* looked at                                               */
    size_t wrong;          /* mismatches found                                        */
    size_t foreign;        /* tables, views and indexes that are none of ours         */
    char foreign_name[64]; /* the first of them: "table recipes"                      */
    size_t other_engine;   /* entries whose words stand in the page, but that another version of
                              Priscus made: they cannot be made again by this one     */
};
/* Commit, then check the file (schema, indexes, full text), the chain of what was committed, pages against their hashes,
 * entries against the words of their pages, and make every entry again from the stored bytes with the stored agenda
 * and roster. `only` (may be NULL) is the identifier of one entry or page: nothing else is looked at then. `each` (may
 * be NULL) is called for each mismatch, with an identifier or, where it is no entry's, "seal 3", "view positions",
 * "file", "search". That there are some is no failure, nor that the file is damaged, as long as it could be opened. */
typedef void ledger_mismatch_fn(void *context, const char *id, const char *what);
priscus_status ledger_verify(struct ledger *ledger, const struct language *language, const char *only,
                             ledger_mismatch_fn *each, void *context, struct ledger_verify *out,
                             struct priscus_error *err);

/* The same of a part of it, or by several threads. */
struct ledger_verify_part {
    const char *only;  /* as above                                                                                    */
    const char *since; /* NULL, or a receipt (below): the ledger must go on from there, and only what came behind it is looked at:
                          the schema, the chain from that commit on, pages that something came to (all of each), and
                          which positions of them are shown. Rows from before, the file's own structure and
                          the full text are taken as they were when the receipt was written. */
    unsigned jobs;     /* threads that read pages again, each with a handle of its own, of a file; 0, 1: none. What
                          `each` is told, and in which order, is the same. */
};
priscus_status ledger_verify_part(struct ledger *ledger, const struct language *language,
                                  const struct ledger_verify_part *part, ledger_mismatch_fn *each, void *context,
                                  struct ledger_verify *out, struct priscus_error *err);

/* ---- room ---------------------------------------------------------------------------------- */

struct ledger_compacted {
    uint64_t before, after; /* bytes of the file; while others read it, the latter may come down only when they have ended */
};
/* Give back room that is free in the file of a ledger that is open for writing: the parts of the full text become one, and all tables are
 * written anew, one behind the other (sqlite/ledger_compact.c). Nothing that is in it changes. Needs twice its size on the disk. Whenever it is ended,
 * by a kill too, the ledger is whole, the old one or the new one. ELEDGER: somebody else writes, the disk has not that much
 * room, the file is damaged (and was left as it is). EUSAGE: the ledger is no file. */
priscus_status ledger_compact(struct ledger *ledger, struct ledger_compacted *out, struct priscus_error *err);

/* ---- which state it is in ---------------------------------------------------------------- */

/* Two that are the same: nothing was added, corrected or placed in between. */
struct ledger_mark {
    uint64_t first;        /* of the hash of the first commit: another ledger has another */
    int64_t seal;          /* the last commit; 0: none                                    */
    int64_t linked, moved; /* the last article that was placed; the last move of one from story to story */
};
priscus_status ledger_mark(struct ledger *ledger, struct ledger_mark *out, struct priscus_error *err);

/* ---- receipts -------------------------------------------------------------------------- */

/* Commit, and write to `file` what the ledger is now: its last seal and that seal's hash (audit/receipt.c). Kept in
 * another place, it shows what the ledger itself cannot: that its last commits were cut off, or all of it made anew. */
priscus_status ledger_receipt_write(struct ledger *ledger, const char *file, struct priscus_error *err);
/* Does the ledger go on from there? If not, *good is false and `each` (may be NULL) is told; whether seals are what
 * they say is ledger_verify()'s to find. EINPUT: `file` is no receipt; EVERSION: of a newer Priscus. */
priscus_status ledger_receipt_check(struct ledger *ledger, const char *file, ledger_mismatch_fn *each, void *context,
                                    bool *good, struct priscus_error *err);

/* ---- pages again ----------------------------------------------------------------------- */

/* The ledger's pages, as they came: at most `most` of them (0: all), a fair sample that is always the same. *total is how
 * many there are. The ledger must outlive it, and is used by it alone meanwhile. */
struct ledger_pages;
priscus_status ledger_pages_open(struct ledger *ledger, size_t most, struct ledger_pages **out, size_t *total,
                                 struct priscus_error *err);
/* The next one, read as its newest article was; a page_next_fn (page/source/source.h). DONE: no more. EINPUT: it is
 * damaged, and the next call goes on behind it. */
priscus_status ledger_pages_next(void *pages, struct arena *mem, struct page *out, struct priscus_error *err);
void ledger_pages_close(struct ledger_pages *pages); /* NULL is allowed */

/* The bytes of the page with that hash, as they came, in `mem`. *found false: it is not in the ledger. EINPUT: they were
 * damaged. */
priscus_status ledger_page_bytes(struct ledger *ledger, struct sha256 hash, struct arena *mem, struct text *out,
                                 bool *found, struct priscus_error *err);

/* ---- tracing --------------------------------------------------------------------------- */

/* An entry, and its stored page read again as it was read when the entry was made. */
struct ledger_trace {
    struct text id, page, name; /* "p-...", "g-...", what the page was called       */
    const char *engine;         /* that made the entry                             */
    bool other_engine;          /* it is another version than this, or had texts that this one cannot read */
    /* As the ledger has it: */
    struct span sentence;                    /* of a statement: its cue, else what was said     */
    struct text words, party, issue, stance; /* of a statement: its content's first words, the party; else NULL ptr */
    /* As it is made now: */
    const struct reading *reading;
    const struct knowledge *knowledge; /* the stored agenda and roster; or, where this version cannot read them, */
    bool other_knowledge;              /* its own: then this is true */
    int32_t statement, position;       /* index of the entry in reading->record; both -1: it is not found again */
};

/* The newest reading of the statement or position `id`. EUSAGE: it is no such identifier, or not in the ledger;
 * ELEDGER: the page is damaged. The language must outlive *out. */
priscus_status ledger_trace_open(struct ledger *ledger, const struct language *language, const char *id,
                                 struct ledger_trace **out, struct priscus_error *err);
void ledger_trace_close(struct ledger_trace *trace); /* NULL is allowed */

#endif
