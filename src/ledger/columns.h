/* columns.h - the ledger's tables: one row here is one column there.
 *
 *     X("speaker", WORD_OR_NULL, 1, VERIFIED, put_word(&row, statement->speaker))
 *
 * says that the table has a column `speaker`; that it holds the number of a word, or NULL; that ledgers have it since
 * version 1; that `priscus verify` compares it with what the page gives when it is read again; and what is written to
 * it. Out of that row are made
 *
 *     CREATE TABLE statement (..., speaker INTEGER REFERENCES word, ...)     sqlite/ledger_table.c; for a column that
 *                                                                           a table got later, ALTER TABLE
 *     INSERT INTO statement (..., speaker, ...) VALUES (..., ?, ...)         sqlite/ledger_table.c
 *     put_word(&row, statement->speaker);                                    sqlite/add_record.c
 *     SELECT ..., speaker, ... of the ledger and of the page read again      audit/verify_rows.c
 *
 * and a test (tests/unit/ledger_columns.c) looks for it in docs/ledger.md.
 *
 * To add a column: raise LEDGER_VERSION by one; put a row with that number behind the last row of its table (one that
 * cannot be NULL needs a DEFAULT, which the rows of older ledgers get); name it in docs/ledger.md. Where views and
 * answers shall show it, put a row into views.h too. Where verify compares it, raise ANALYSIS_VERSION
 * (record/knowledge/knowledge.c): entries that were made without the column are then another version's, and not
 * mismatches. A row that was released is never changed or moved. */
#ifndef COLUMNS_H
#define COLUMNS_H

#define LEDGER_VERSION 13

/* Types. ROW_NUMBER is given by SQLite, so nothing is written. */
#define ROW_NUMBER       "INTEGER PRIMARY KEY"
#define NUMBER           "INTEGER NOT NULL" /* also places (bytes of the body), identifiers, 0 and 1 */
#define NUMBER_OR_NULL   "INTEGER"
#define STRING           "TEXT NOT NULL"
#define STRING_OR_NULL   "TEXT"
#define BYTES            "BLOB NOT NULL"
#define BYTES_OR_NULL    "BLOB"
#define WORD             "INTEGER NOT NULL REFERENCES word" /* a text that comes again and again is kept once */
#define WORD_OR_NULL     "INTEGER REFERENCES word"
#define ROW_OF(table)    "INTEGER NOT NULL REFERENCES " table
#define BODY_OR_NULL     "INTEGER REFERENCES body"
#define AGENDA_OR_ROSTER STRING " CHECK (kind IN ('agenda', 'roster'))"
#define SEAL_ORIGIN      STRING " CHECK (origin IN ('commit', 'upgrade', 'found'))"
#define CORRECTION_KIND  STRING " CHECK (kind IN ('position', 'statement', 'page'))"
#define CORRECTED_WHAT                                                                                                 \
    STRING " CHECK (what IN ('confirm', 'not', 'stance', 'party', 'issue', 'speaker', 'note', 'add', 'reviewed', "     \
           "'undo'))"
#define WATCH_STATE STRING " CHECK (state IN ('waiting', 'read', 'given up'))"
#define COPY_KIND   STRING " CHECK (kind IN ('copy', 'excerpt', 'update'))"
#define STORY_MOVE  STRING " CHECK (why IN ('move', 'merge', 'split'))"

/* Does verify compare it? Where the column's own name would not say enough, a name stands in place of VERIFIED. */
#define UNVERIFIED NULL
#define VERIFIED   ""

/* What is written is a call of sqlite/row.h, in terms of the function that is named above the list. */

/* clang-format off */

/* row.c, find_or_add_word() */
#define WORD_COLUMNS(X)                                                                                                \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("text",                STRING " UNIQUE",     1, UNVERIFIED, put_text(&row, text))

/* ---- what readings were made with ---- */

/* add_reading.c, find_or_add_text() */
#define KNOWLEDGE_COLUMNS(X)                                                                                           \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("sha256",              BYTES " UNIQUE",      1, UNVERIFIED, put_hash(&row, &hash))                               \
    X("text",                STRING,               1, UNVERIFIED, put_text(&row, text_or_empty(file->text)))

/* add_reading.c, find_or_add_reading() */
#define READING_COLUMNS(X)                                                                                             \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("key",                 BYTES " UNIQUE",      1, UNVERIFIED, put_hash(&row, &key))                                \
    X("engine",              STRING,               1, UNVERIFIED, put_text(&row, text_c(knowledge_engine(knowledge)))) \
    X("started",             STRING,               1, UNVERIFIED, put_now(&row))

/* add_reading.c, add_knowledge() */
#define READING_KNOWLEDGE_COLUMNS(X)                                                                                   \
    X("reading",             ROW_OF("reading"),    1, UNVERIFIED, put_number(&row, reading_id))                        \
    X("kind",                AGENDA_OR_ROSTER,     1, UNVERIFIED, put_text(&row, kind))                                \
    X("ordinal",             NUMBER,               1, UNVERIFIED, put_number(&row, ordinal))                           \
    X("name",                STRING,               1, UNVERIFIED, put_text(&row, text_or_empty(text_c(file->name))))   \
    X("knowledge",           ROW_OF("knowledge"),  1, UNVERIFIED, put_number(&row, text_id))

/* ---- pages as they came: add_page.c ---- */

/* find_or_add_body() */
#define BODY_COLUMNS(X)                                                                                                \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("sha256",              BYTES,                1, UNVERIFIED, put_hash(&row, &hash))                               \
    X("text",                STRING,               1, UNVERIFIED, put_text(&row, text_or_empty(text)))

/* add_page() */
#define PAGE_COLUMNS(X)                                                                                                \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("key",                 NUMBER,               1, UNVERIFIED, put_number(&row, id_of_page(page->hash)))            \
    X("sha256",              BYTES " UNIQUE",      1, UNVERIFIED, put_hash(&row, &page->hash))                         \
    X("size",                NUMBER,               1, UNVERIFIED, put_number(&row, (int64_t)page->bytes.len))          \
    X("body",                BODY_OR_NULL,         1, UNVERIFIED, put_row_number(&row, body_id))                       \
    X("zstd",                BYTES,                1, UNVERIFIED, put_bytes(&row, packed, packed_size))

/* find_or_add_sighting() */
#define SIGHTING_COLUMNS(X)                                                                                            \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("page",                ROW_OF("page"),       1, UNVERIFIED, put_number(&row, page_id))                           \
    X("name",                STRING,               1, UNVERIFIED, put_text(&row, text_or_empty(page->name)))           \
    X("fetched",             STRING,               1, UNVERIFIED, put_text(&row, text_c(fetched)))                     \
    X("first_seen",          STRING,               1, UNVERIFIED, put_now(&row))

/* ---- what a reading made of them: add_article.c ---- */

/* add_article(). verify reads the body's text, not its number. */
#define ARTICLE_COLUMNS(X)                                                                                             \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("key",                 NUMBER,               1, UNVERIFIED, put_number(&row, key))                               \
    X("page",                ROW_OF("page"),       1, UNVERIFIED, put_number(&row, page_id))                           \
    X("reading",             ROW_OF("reading"),    1, UNVERIFIED, put_number(&row, ledger->reading))                   \
    X("read_as",             WORD,                 1, UNVERIFIED, put_word(&row, read_as))                             \
    X("sighting",            ROW_OF("sighting"),   1, UNVERIFIED, put_number(&row, sighting_id))                       \
    X("recorded",            STRING,               1, UNVERIFIED, put_now(&row))                                       \
    X("body",                ROW_OF("body"),       1, UNVERIFIED, put_number(&row, body_id))                           \
    X("given_id",            STRING_OR_NULL,       1, VERIFIED,   put_text(&row, article->id))                         \
    X("title",               STRING_OR_NULL,       1, VERIFIED,   put_text(&row, article->title))                      \
    X("outlet",              WORD_OR_NULL,         1, VERIFIED,   put_word(&row, article->outlet))                     \
    X("outlet_inferred",     NUMBER,               1, VERIFIED,   put_number(&row, article->outlet_inferred))          \
    X("byline",              STRING_OR_NULL,       1, VERIFIED,   put_text(&row, article->byline))                     \
    X("section",             WORD_OR_NULL,         1, VERIFIED,   put_word(&row, article->section))                    \
    X("language",            WORD_OR_NULL,         1, VERIFIED,   put_word(&row, article->language))                   \
    X("address",             STRING_OR_NULL,       1, VERIFIED,   put_text(&row, article->address))                    \
    X("republished_by",      WORD_OR_NULL,         1, VERIFIED,   put_word(&row, article->republished_by))             \
    X("published",           STRING_OR_NULL,       1, VERIFIED,   put_date(&row, article->published))                  \
    X("published_precision", WORD_OR_NULL,         1, VERIFIED,   put_precision(&row, article->published))             \
    X("published_words",     STRING_OR_NULL,       1, VERIFIED,   put_text(&row, article->published_words))            \
    X("modified",            STRING_OR_NULL,       1, VERIFIED,   put_date(&row, article->modified))                   \
    X("modified_precision",  WORD_OR_NULL,         1, VERIFIED,   put_precision(&row, article->modified))              \
    X("day_first",           NUMBER,               1, VERIFIED,   put_number(&row, article->day_first))                \
    X("unsure",              NUMBER,               1, VERIFIED,   put_number(&row, article->unsure))                   \
    X("unsure_why",          STRING_OR_NULL,       1, VERIFIED,   put_text(&row, text_c(article->unsure_why)))         \
    X("given",               STRING " DEFAULT ''", 2, UNVERIFIED, put_text(&row, given))                               \
    X("published_given",     NUMBER " DEFAULT 0",  5, VERIFIED,   put_number(&row, article->published_given))

/* add_agency() */
#define AGENCY_COLUMNS(X)                                                                                              \
    X("article",             ROW_OF("article"),    1, UNVERIFIED, put_number(&row, article_id))                        \
    X("ordinal",             NUMBER,               1, UNVERIFIED, put_number(&row, ordinal))                           \
    X("name",                WORD,                 1, "agency",   put_word(&row, name))                                \
    X("credited_for",        WORD,                 1, "what an agency is credited for", put_word(&row, credited_for))

/* add_paragraph() */
#define PARAGRAPH_COLUMNS(X)                                                                                           \
    X("id",                  ROW_NUMBER,           1, UNVERIFIED,)                                                     \
    X("article",             ROW_OF("article"),    1, UNVERIFIED, put_number(&row, article_id))                        \
    X("role",                WORD,                 1, "role of a paragraph", put_word(&row, role))                     \
    X("\"begin\"",           NUMBER,               1, "begin of a paragraph", put_number(&row, paragraph->body.begin)) \
    X("\"end\"",             NUMBER,               1, "end of a paragraph", put_number(&row, paragraph->body.end))     \
    X("page_begin",          NUMBER,               1, VERIFIED,   put_number(&row, paragraph->page.begin))             \
    X("page_end",            NUMBER,               1, VERIFIED,   put_number(&row, paragraph->page.end))

/* add_dropped() */
#define DROPPED_COLUMNS(X)                                                                                             \
    X("article",             ROW_OF("article"),    1, UNVERIFIED, put_number(&row, article_id))                        \
    X("ordinal",             NUMBER,               1, UNVERIFIED, put_number(&row, ordinal))                           \
    X("role",                WORD,                 1, "role of a dropped line", put_word(&row, role))                  \
    X("rule",                WORD_OR_NULL,         1, "rule of a dropped line", put_word(&row, text_c(dropped->rule))) \
    X("page_begin",          NUMBER,               1, VERIFIED,   put_number(&row, dropped->page.begin))               \
    X("page_end",            NUMBER,               1, VERIFIED,   put_number(&row, dropped->page.end))

/* ---- who said what: add_record.c ---- */

/* add_statement() */
#define STATEMENT_COLUMNS(X)                                                                                           \
    X("article",             ROW_OF("article"),    1, UNVERIFIED, put_number(&row, article_id))                        \
    X("ordinal",             NUMBER,               1, UNVERIFIED, put_number(&row, ordinal))                           \
    X("id",                  NUMBER,               1, UNVERIFIED, put_number(&row, id_of_statement(*hash, statement))) \
    X("kind",                WORD,                 1, VERIFIED,   put_word(&row, kind))                                \
    X("source_begin",        NUMBER_OR_NULL,       1, VERIFIED,   put_begin(&row, statement->source))                  \
    X("source_end",          NUMBER_OR_NULL,       1, VERIFIED,   put_end(&row, statement->source))                    \
    X("cue_begin",           NUMBER_OR_NULL,       1, VERIFIED,   put_begin(&row, statement->cue))                     \
    X("cue_end",             NUMBER_OR_NULL,       1, VERIFIED,   put_end(&row, statement->cue))                       \
    X("speaker",             WORD_OR_NULL,         1, VERIFIED,   put_word(&row, statement->speaker))                  \
    X("party",               WORD_OR_NULL,         1, VERIFIED,   put_word(&row, statement->party))                    \
    X("last_known",          NUMBER,               1, VERIFIED,   put_number(&row, statement->last_known))             \
    X("occasion_begin",      NUMBER_OR_NULL,       1, VERIFIED,   put_begin(&row, statement->occasion))                \
    X("occasion_end",        NUMBER_OR_NULL,       1, VERIFIED,   put_end(&row, statement->occasion))                  \
    X("said_on",             STRING_OR_NULL,       1, VERIFIED,   put_date(&row, statement->said_on))                  \
    X("said_on_precision",   WORD_OR_NULL,         1, VERIFIED,   put_precision(&row, statement->said_on))             \
    X("said_begin",          NUMBER_OR_NULL,       1, VERIFIED,   put_begin(&row, statement->said_words))              \
    X("said_end",            NUMBER_OR_NULL,       1, VERIFIED,   put_end(&row, statement->said_words))                \
    X("inside",              NUMBER_OR_NULL,       1, VERIFIED,   put_ordinal(&row, statement->inside))                \
    X("addressee_begin",     NUMBER_OR_NULL,       4, VERIFIED,   put_begin(&row, statement->addressee))               \
    X("addressee_end",       NUMBER_OR_NULL,       4, VERIFIED,   put_end(&row, statement->addressee))                \
    X("posted",              STRING_OR_NULL,       5, VERIFIED,   put_date(&row, statement->posted))                   \
    X("posted_precision",    WORD_OR_NULL,         5, VERIFIED,   put_precision(&row, statement->posted))              \
    X("person",              WORD_OR_NULL,         6, VERIFIED,   put_word(&row, statement->person))

/* add_content() */
#define CONTENT_COLUMNS(X)                                                                                             \
    X("article",             NUMBER,               1, UNVERIFIED, put_number(&row, article_id))                        \
    X("statement",           NUMBER,               1, UNVERIFIED, put_number(&row, statement))                         \
    X("ordinal",             NUMBER,               1, UNVERIFIED, put_number(&row, ordinal))                           \
    X("\"begin\"",           NUMBER,               1, "content_begin", put_number(&row, piece.begin))                  \
    X("\"end\"",             NUMBER,               1, "content_end", put_number(&row, piece.end))

/* add_link() */
#define CHAIN_COLUMNS(X)                                                                                               \
    X("article",             NUMBER,               1, UNVERIFIED, put_number(&row, article_id))                        \
    X("statement",           NUMBER,               1, UNVERIFIED, put_number(&row, statement))                         \
    X("ordinal",             NUMBER,               1, UNVERIFIED, put_number(&row, ordinal))                           \
    X("role",                WORD,                 1, "role in the chain", put_word(&row, role))                       \
    X("name",                WORD_OR_NULL,         1, "name in the chain", put_word(&row, link->name))                 \
    X("\"begin\"",           NUMBER_OR_NULL,       1, "begin in the chain", put_begin(&row, link->words))              \
    X("\"end\"",             NUMBER_OR_NULL,       1, "end in the chain", put_end(&row, link->words))

/* add_position() */
#define POSITION_COLUMNS(X)                                                                                            \
    X("article",             ROW_OF("article"),    1, UNVERIFIED, put_number(&row, article_id))                        \
    X("ordinal",             NUMBER,               1, UNVERIFIED, put_number(&row, ordinal))                           \
    X("id",                  NUMBER,               1, UNVERIFIED, put_number(&row, id_of_position(*hash, position)))   \
    X("statement",           NUMBER_OR_NULL,       1, VERIFIED,   put_ordinal(&row, position->statement))              \
    X("sentence_begin",      NUMBER,               1, VERIFIED,   put_number(&row, position->sentence.begin))          \
    X("sentence_end",        NUMBER,               1, VERIFIED,   put_number(&row, position->sentence.end))            \
    X("words_begin",         NUMBER,               1, VERIFIED,   put_number(&row, position->words.begin))             \
    X("words_end",           NUMBER,               1, VERIFIED,   put_number(&row, position->words.end))               \
    X("speaker",             WORD_OR_NULL,         1, VERIFIED,   put_word(&row, position->speaker))                   \
    X("party",               WORD,                 1, VERIFIED,   put_word(&row, text_or_empty(position->party)))      \
    X("issue",               WORD,                 1, VERIFIED,   put_word(&row, text_or_empty(position->issue)))      \
    X("stance",              WORD,                 1, VERIFIED,   put_word(&row, stance))                              \
    X("condition_begin",     NUMBER_OR_NULL,       1, VERIFIED,   put_begin(&row, position->condition))                \
    X("condition_end",       NUMBER_OR_NULL,       1, VERIFIED,   put_end(&row, position->condition))                  \
    X("counterpart",         WORD_OR_NULL,         1, VERIFIED,   put_word(&row, position->counterpart))               \
    X("said_on",             STRING_OR_NULL,       1, VERIFIED,   put_date(&row, position->said_on))                   \
    X("said_on_precision",   WORD_OR_NULL,         1, VERIFIED,   put_precision(&row, position->said_on))              \
    X("said_begin",          NUMBER_OR_NULL,       1, VERIFIED,   put_begin(&row, position->said_words))               \
    X("said_end",            NUMBER_OR_NULL,       1, VERIFIED,   put_end(&row, position->said_words))                 \
    X("last_known",          NUMBER,               1, VERIFIED,   put_number(&row, position->last_known))              \
    X("by_other",            NUMBER,               1, VERIFIED,   put_number(&row, position->by_other))                \
    X("rules",               STRING,               1, VERIFIED,   put_text(&row, text_c(rules)))                       \
    X("posted",              STRING_OR_NULL,       5, VERIFIED,   put_date(&row, position->posted))                    \
    X("posted_precision",    WORD_OR_NULL,         5, VERIFIED,   put_precision(&row, position->posted))               \
    X("person",              WORD_OR_NULL,         6, VERIFIED,   put_word(&row, position->person))                    \
    X("sure",                NUMBER_OR_NULL,       6, VERIFIED,   put_row_number(&row, sure_hundredths(position->sure)))

/* ---- what people say of entries (ledger/correction.h): correct.c ---- */

/* add_correction(). `words` and the places say which entry is meant, whatever a later reading makes of it. */
#define CORRECTION_COLUMNS(X)                                                                                          \
    X("id",                  ROW_NUMBER,           7, UNVERIFIED,)                                                     \
    X("key",                 NUMBER,               7, UNVERIFIED, put_number(&row, key))                               \
    X("page",                ROW_OF("page"),       7, UNVERIFIED, put_number(&row, place->page))                       \
    X("body",                BODY_OR_NULL,         7, UNVERIFIED, put_row_number(&row, place->body))                   \
    X("kind",                CORRECTION_KIND,      7, UNVERIFIED, put_text(&row, text_c(place->kind)))                 \
    X("entry",               NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, place->entry))                  \
    X("party",               WORD_OR_NULL,         7, UNVERIFIED, put_row_number(&row, place->party))                  \
    X("issue",               WORD_OR_NULL,         7, UNVERIFIED, put_row_number(&row, place->issue))                  \
    X("\"begin\"",           NUMBER,               7, UNVERIFIED, put_number(&row, place->words.begin))                \
    X("\"end\"",             NUMBER,               7, UNVERIFIED, put_number(&row, place->words.end))                  \
    X("words",               STRING,               7, UNVERIFIED, put_text(&row, text_or_empty(place->text)))          \
    X("what",                CORRECTED_WHAT,       7, UNVERIFIED, put_text(&row, text_c(correction_what_text(c->what))))\
    X("value",               WORD_OR_NULL,         7, UNVERIFIED, put_word(&row, c->value))                            \
    X("note",                STRING_OR_NULL,       7, UNVERIFIED, put_text(&row, c->note))                             \
    X("who",                 WORD,                 7, UNVERIFIED, put_word(&row, c->who))                              \
    X("made",                STRING,               7, UNVERIFIED, put_now(&row))                                       \
    X("undoes",              NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, place->undoes))

/* ---- what was committed (sqlite/seal.h) ---- */

/* seal.c, add_seal(). Behind `rows`: the last row of each table that numbers its rows. */
#define SEAL_COLUMNS(X)                                                                                                \
    X("id",                  ROW_NUMBER,           5, UNVERIFIED,)                                                     \
    X("sealed",              STRING,               5, UNVERIFIED, put_text(&row, seal->sealed))                        \
    X("origin",              SEAL_ORIGIN,          5, UNVERIFIED, put_text(&row, seal->origin))                        \
    X("version",             NUMBER,               5, UNVERIFIED, put_number(&row, seal->version))                     \
    X("rows",                NUMBER,               5, UNVERIFIED, put_number(&row, seal->rows))                        \
    X("word",                NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_WORD]))            \
    X("knowledge",           NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_KNOWLEDGE]))       \
    X("reading",             NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_READING]))         \
    X("body",                NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_BODY]))            \
    X("page",                NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_PAGE]))            \
    X("sighting",            NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_SIGHTING]))        \
    X("article",             NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_ARTICLE]))         \
    X("paragraph",           NUMBER,               5, UNVERIFIED, put_number(&row, seal->last[TABLE_PARAGRAPH]))       \
    X("hash",                BYTES,                5, UNVERIFIED, put_hash(&row, &seal->hash))                         \
    X("correction",          NUMBER " DEFAULT 0",  7, UNVERIFIED, put_number(&row, seal->last[TABLE_CORRECTION]))

/* ---- what a watch has to remember (watch_store.h): no record, rows may change ---- */

/* watch_store.c, keep_feed() */
#define WATCH_FEED_COLUMNS(X)                                                                                          \
    X("address",             "TEXT PRIMARY KEY",   3, UNVERIFIED, put_text(&row, feed->address))                       \
    X("title",               STRING,               3, UNVERIFIED, put_text(&row, text_or_empty(feed->title)))          \
    X("etag",                STRING,               3, UNVERIFIED, put_text(&row, text_or_empty(feed->etag)))           \
    X("last_modified",       STRING,               3, UNVERIFIED, put_text(&row, text_or_empty(feed->last_modified)))  \
    X("looked",              NUMBER,               3, UNVERIFIED, put_number(&row, feed->looked))                      \
    X("not_before",          NUMBER,               3, UNVERIFIED, put_number(&row, feed->not_before))                  \
    X("failures",            NUMBER,               3, UNVERIFIED, put_number(&row, feed->failures))

/* watch_store.c, keep_page() */
#define WATCH_PAGE_COLUMNS(X)                                                                                          \
    X("id",                  ROW_NUMBER,           3, UNVERIFIED,)                                                     \
    X("address",             STRING " UNIQUE",     3, UNVERIFIED, put_text(&row, page->address))                       \
    X("owner",               STRING,               3, UNVERIFIED, put_text(&row, owner))                               \
    X("feed",                STRING,               3, UNVERIFIED, put_text(&row, feed))                                \
    X("entry",               BYTES_OR_NULL,        3, UNVERIFIED, put_bytes(&row, entry.ptr, entry.len))               \
    X("about",               STRING_OR_NULL,       3, UNVERIFIED, put_text(&row, about))                               \
    X("first_seen",          STRING,               3, UNVERIFIED, put_now(&row))                                       \
    X("state",               WATCH_STATE,          3, UNVERIFIED, put_text(&row, text_c("waiting")))                   \
    X("tries",               NUMBER,               3, UNVERIFIED, put_number(&row, 0))                                 \
    X("next",                NUMBER,               3, UNVERIFIED, put_number(&row, 0))

/* ---- what linking has to remember (link_store.h): no record, rows may change ---- */

/* link_mark.c, move_mark(). The one row: the last article that was placed. */
#define LINK_MARK_COLUMNS(X)                                                                                           \
    X("id",                  NUMBER " PRIMARY KEY CHECK (id = 1)", 7, UNVERIFIED, put_number(&row, 1))                 \
    X("article",             NUMBER,               7, UNVERIFIED, put_number(&row, article))

/* link_index.c, add_key() */
#define LINK_KEY_COLUMNS(X)                                                                                            \
    X("level",               NUMBER,               7, UNVERIFIED, put_number(&row, 0))                                 \
    X("key",                 NUMBER,               7, UNVERIFIED, put_number(&row, key))                               \
    X("value",               NUMBER,               7, UNVERIFIED, put_number(&row, value))

/* link_index.c, write_level() */
#define LINK_LEVEL_COLUMNS(X)                                                                                          \
    X("id",                  NUMBER " PRIMARY KEY", 7, UNVERIFIED, put_number(&row, level))                            \
    X("entries",             NUMBER,               7, UNVERIFIED, put_number(&row, is->entries))                       \
    X("cursor",              NUMBER,               7, UNVERIFIED, put_number(&row, is->cursor))

/* link_copy.c, ledger_link_text_add() */
#define LINK_TEXT_COLUMNS(X)                                                                                           \
    X("id",                  NUMBER " PRIMARY KEY", 7, UNVERIFIED, put_number(&row, text->page))                        \
    X("shingles",            NUMBER,               7, UNVERIFIED, put_number(&row, (int64_t)text->shingles))           \
    X("keys",                NUMBER,               7, UNVERIFIED, put_number(&row, (int64_t)text->keys))               \
    X("outlet",              NUMBER,               7, UNVERIFIED, put_number(&row, text->outlet))                      \
    X("same_as",             NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, text->same_as))

/* link_copy.c, ledger_link_copy_add() */
#define LINK_COPY_COLUMNS(X)                                                                                           \
    X("page",                NUMBER,               7, UNVERIFIED, put_number(&row, copy->page))                        \
    X("of",                  NUMBER,               7, UNVERIFIED, put_number(&row, copy->of))                          \
    X("kind",                COPY_KIND,            7, UNVERIFIED, put_text(&row, text_c(copy_kind_text(copy->kind))))  \
    X("jaccard",             NUMBER,               7, UNVERIFIED, put_number(&row, copy->jaccard))                     \
    X("containment",         NUMBER,               7, UNVERIFIED, put_number(&row, copy->containment))

/* link_utterance.c, ledger_utterance_add(). One row a report: what link_utterance.h says. */
#define LINK_UTTERANCE_COLUMNS(X)                                                                                      \
    X("id",                  ROW_NUMBER,           7, UNVERIFIED,)                                                     \
    X("utterance",           NUMBER,               7, UNVERIFIED, put_number(&row, report->utterance))                 \
    X("page",                NUMBER,               7, UNVERIFIED, put_number(&row, report->page))                      \
    X("statement",           NUMBER,               7, UNVERIFIED, put_number(&row, report->statement))                 \
    X("\"begin\"",           NUMBER,               7, UNVERIFIED, put_number(&row, report->words.begin))               \
    X("\"end\"",             NUMBER,               7, UNVERIFIED, put_number(&row, report->words.end))                 \
    X("sentence",            NUMBER,               7, UNVERIFIED, put_number(&row, report->sentence))                  \
    X("speaker",             NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, report->speaker))               \
    X("name",                NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, report->name))                  \
    X("person",              NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, report->person))                \
    X("party",               NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, report->party))                 \
    X("said_on",             NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, report->said_on))               \
    X("published",           NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, report->published))             \
    X("traits",              NUMBER,               7, UNVERIFIED, put_number(&row, report->traits))                    \
    X("terms",               BYTES,                7, UNVERIFIED, put_bytes(&row, report->terms.ptr, report->terms.len))

/* link_event.c, ledger_link_story_keep() */
#define LINK_STORY_COLUMNS(X)                                                                                          \
    X("id",                  NUMBER " PRIMARY KEY", 7, UNVERIFIED, put_number(&row, story->story))                     \
    X("key",                 NUMBER " UNIQUE",     7, UNVERIFIED, put_number(&row, story->key))                        \
    X("gone_into",           NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, story->into))                   \
    X("weighed",             NUMBER,               7, UNVERIFIED, put_number(&row, story->weighed))                    \
    X("near",                NUMBER,               7, UNVERIFIED, put_number(&row, story->near))                       \
    X("first_day",           NUMBER_OR_NULL,       7, UNVERIFIED, put_day(&row, story->first_day))                     \
    X("last_day",            NUMBER_OR_NULL,       7, UNVERIFIED, put_day(&row, story->last_day))                      \
    X("terms",               BYTES,                7, UNVERIFIED, put_bytes(&row, story->terms.ptr, story->terms.len))

/* link_event.c, ledger_link_event_keep() */
#define LINK_EVENT_COLUMNS(X)                                                                                          \
    X("id",                  NUMBER " PRIMARY KEY", 7, UNVERIFIED, put_number(&row, event->page))                      \
    X("story",               NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, event->story))                  \
    X("beside",              NUMBER_OR_NULL,       7, UNVERIFIED, put_row_number(&row, event->beside))                 \
    X("near",                NUMBER,               7, UNVERIFIED, put_number(&row, event->near))                       \
    X("day",                 NUMBER_OR_NULL,       7, UNVERIFIED, put_day(&row, event->day))                           \
    X("terms",               BYTES,                7, UNVERIFIED, put_bytes(&row, event->terms.ptr, event->terms.len))

/* link_event.c, ledger_link_move_add() */
#define LINK_MOVE_COLUMNS(X)                                                                                           \
    X("id",                  ROW_NUMBER,           7, UNVERIFIED,)                                                     \
    X("moved",               STRING,               7, UNVERIFIED, put_now(&row))                                       \
    X("page",                NUMBER,               7, UNVERIFIED, put_number(&row, page))                              \
    X("was",                 NUMBER,               7, UNVERIFIED, put_number(&row, was))                               \
    X("story",               NUMBER,               7, UNVERIFIED, put_number(&row, story))                             \
    X("why",                 STORY_MOVE,           7, UNVERIFIED, put_text(&row, text_c(story_move_text(move))))

/* link_event.c, ledger_link_counts_keep() */
#define LINK_COUNT_COLUMNS(X)                                                                                          \
    X("id",                  NUMBER " PRIMARY KEY", 7, UNVERIFIED, put_number(&row, number))                           \
    X("articles",            NUMBER,               7, UNVERIFIED, put_number(&row, articles))                          \
    X("counts",              BYTES,                7, UNVERIFIED, put_bytes(&row, counts.ptr, counts.len))

/* ---- what codes mean: made from the texts of agendas and rosters ---- */

/* codebook.c */
#define CODEBOOK_KIND STRING " CHECK (kind IN ('issue', 'stance', 'party'))"
#define CODEBOOK_COLUMNS(X)                                                                                            \
    X("knowledge",           ROW_OF("knowledge"),  8, UNVERIFIED, put_number(&row, knowledge))                         \
    X("ordinal",             NUMBER,               8, UNVERIFIED, put_number(&row, ordinal))                           \
    X("kind",                CODEBOOK_KIND,        8, UNVERIFIED, put_text(&row, text_c(kind)))                        \
    X("code",                STRING,               8, UNVERIFIED, put_text(&row, code))                                \
    X("means",               STRING_OR_NULL,       8, UNVERIFIED, put_text(&row, means))                               \
    X("words",               STRING_OR_NULL,       8, UNVERIFIED, put_text(&row, phrases[AGENDA_WORDS]))               \
    X("opposite",            STRING_OR_NULL,       8, UNVERIFIED, put_text(&row, phrases[AGENDA_OPPOSITE]))            \
    X("act",                 STRING_OR_NULL,       8, UNVERIFIED, put_text(&row, phrases[AGENDA_ACT]))                 \
    X("deed",                STRING_OR_NULL,       8, UNVERIFIED, put_text(&row, phrases[AGENDA_DEED]))                \
    X("excluded",            STRING_OR_NULL,       8, UNVERIFIED, put_text(&row, phrases[AGENDA_NOT]))

/* ---- what is shown: made from the record, and made again whenever that changes ---- */

/* shown.c. In place of what is written stands the SQL that it is made with (views.h), on `article` and `position`. */
#define SHOWN_COLUMNS(X) SHOWN_FIRST(X) SHOWN_OTHERS(X)
#define SHOWN_FIRST(X)                                                                                                 \
    X("sort",                STRING,               7, UNVERIFIED, SHOWN_SORT)
#define SHOWN_OTHERS(X)                                                                                                \
    X("page_key",            NUMBER,               7, UNVERIFIED, SHOWN_PAGE_KEY)                                      \
    X("\"begin\"",           NUMBER,               7, UNVERIFIED, "position.words_begin")                              \
    X("\"end\"",             NUMBER,               7, UNVERIFIED, "position.words_end")                                \
    X("id",                  NUMBER,               7, UNVERIFIED, "position.id")                                       \
    X("article",             NUMBER,               7, UNVERIFIED, "position.article")                                  \
    X("ordinal",             NUMBER,               7, UNVERIFIED, "position.ordinal")                                  \
    X("party",               WORD,                 7, UNVERIFIED, CORRECTED("party"))                                  \
    X("issue",               WORD,                 7, UNVERIFIED, CORRECTED("issue"))                                  \
    X("stance",              WORD,                 7, UNVERIFIED, CORRECTED("stance"))                                 \
    X("speaker",             WORD_OR_NULL,         7, UNVERIFIED, CORRECTED_SPEAKER("speaker"))                        \
    X("person",              WORD_OR_NULL,         7, UNVERIFIED, CORRECTED_SPEAKER("person"))                         \
    X("review",              STRING_OR_NULL,       7, UNVERIFIED, SHOWN_REVIEW)

/* The same positions, party by party and issue by issue, with what their history is made of (stance_reports.h): on `shown` and
 * the `statement` that each lies in, too. */
#define SHOWN_REPORT_COLUMNS(X) SHOWN_REPORT_FIRST(X) SHOWN_REPORT_OTHERS(X)
#define SHOWN_REPORT_FIRST(X)                                                                                          \
    X("party",               WORD,                 7, UNVERIFIED, "shown.party")
#define SHOWN_REPORT_OTHERS(X)                                                                                         \
    X("issue",               WORD,                 7, UNVERIFIED, "shown.issue")                                       \
    X("sort",                STRING,               7, UNVERIFIED, "shown.sort")                                        \
    X("article",             NUMBER,               7, UNVERIFIED, "shown.article")                                     \
    X("ordinal",             NUMBER,               7, UNVERIFIED, "shown.ordinal")                                     \
    X("page_key",            NUMBER,               7, UNVERIFIED, "shown.page_key")                                    \
    X("id",                  NUMBER,               7, UNVERIFIED, "shown.id")                                          \
    X("stance",              WORD,                 7, UNVERIFIED, "shown.stance")                                      \
    X("sure",                NUMBER_OR_NULL,       7, UNVERIFIED, "position.sure")                                     \
    X("told_by",             NUMBER,               7, UNVERIFIED, TOLD_BY)                                             \
    X("date",                STRING_OR_NULL,       7, UNVERIFIED, DATE_OF("position"))                                 \
    X("precision",           WORD_OR_NULL,         7, UNVERIFIED, PRECISION_NUMBER_OF("position"))                     \
    X("said",                NUMBER,               7, UNVERIFIED, "CASE WHEN position.said_on IS NOT NULL THEN 1 ELSE 0 END") \
    X("dated_inside",        NUMBER,               7, UNVERIFIED, "CASE WHEN " DATED_BY_STATEMENT " THEN 0 ELSE 1 END")  \
    X("speaker",             WORD_OR_NULL,         7, UNVERIFIED, "shown.speaker")                                     \
    X("person",              WORD_OR_NULL,         7, UNVERIFIED, "shown.person")                                      \
    X("counterpart",         WORD_OR_NULL,         7, UNVERIFIED, "position.counterpart")                              \
    X("chain",               STRING_OR_NULL,       7, UNVERIFIED, CHAIN_OF_POSITION)                                   \
    X("sentence_begin",      NUMBER,               7, UNVERIFIED, "position.sentence_begin")                           \
    X("sentence_end",        NUMBER,               7, UNVERIFIED, "position.sentence_end")

/* The statements of the newest articles, in the order of answers. On `article` and `statement`. */
#define SHOWN_STATEMENT_COLUMNS(X) SHOWN_STATEMENT_FIRST(X) SHOWN_STATEMENT_OTHERS(X)
#define SHOWN_STATEMENT_FIRST(X)                                                                                       \
    X("sort",                STRING,               7, UNVERIFIED, SHOWN_SORT_OF("statement"))
#define SHOWN_STATEMENT_OTHERS(X)                                                                                      \
    X("page_key",            NUMBER,               7, UNVERIFIED, SHOWN_PAGE_KEY)                                      \
    X("ordinal",             NUMBER,               7, UNVERIFIED, "statement.ordinal")                                 \
    X("id",                  NUMBER,               7, UNVERIFIED, "statement.id")                                      \
    X("article",             NUMBER,               7, UNVERIFIED, "statement.article")

/* The newest article of each page. On the article `a`. */
#define SHOWN_NEWEST_COLUMNS(X) SHOWN_NEWEST_FIRST(X) SHOWN_NEWEST_OTHERS(X)
#define SHOWN_NEWEST_FIRST(X)                                                                                          \
    X("id",                  NUMBER " PRIMARY KEY", 7, UNVERIFIED, "a.page")
#define SHOWN_NEWEST_OTHERS(X)                                                                                         \
    X("article",             NUMBER,               7, UNVERIFIED, "a.id")

/* Pages in the order of answers, with the newest article of each. On `page` and `article`. */
#define SHOWN_PAGE_COLUMNS(X) SHOWN_PAGE_FIRST(X) SHOWN_PAGE_OTHERS(X)
#define SHOWN_PAGE_FIRST(X)                                                                                            \
    X("sort",                STRING,              10, UNVERIFIED, SORT_OF("article.published"))
#define SHOWN_PAGE_OTHERS(X)                                                                                           \
    X("sha256",              BYTES,               10, UNVERIFIED, "page.sha256")                                       \
    X("id",                  NUMBER,              10, UNVERIFIED, "page.id")                                           \
    X("article",             NUMBER_OR_NULL,      10, UNVERIFIED, "article.id")

/* How many there are of what `stats` counts, of each word or day or of all (0). Rows of 0 are as if they were not there. */
#define SHOWN_COUNT_COLUMNS(X)                                                                                         \
    X("what",                STRING,              10, UNVERIFIED, "what")                                              \
    X("of",                  NUMBER,              10, UNVERIFIED, "of")                                                \
    X("n",                   NUMBER,              10, UNVERIFIED, "n")

/* What the days of a party and issue tell, month by month, as story/changes/kept_days.h packs it (ledger/stance_days.h). */
#define SHOWN_DAYS_COLUMNS(X)                                                                                          \
    X("party",               WORD,                11, UNVERIFIED, put_number(&row, pair->party))                       \
    X("issue",               WORD,                11, UNVERIFIED, put_number(&row, pair->issue))                       \
    X("month",               NUMBER,              11, UNVERIFIED, put_number(&row, month))                             \
    X("days",                BYTES,               11, UNVERIFIED, put_bytes(&row, bytes.ptr, bytes.len))

/* Dates of which what is kept is not to be used until it is made again: to the day, "2031-05" or "2031"; "" of what has none. */
#define SHOWN_WAITING_COLUMNS(X)                                                                                       \
    X("party",               WORD,                11, UNVERIFIED,)                                                     \
    X("issue",               WORD,                11, UNVERIFIED,)                                                     \
    X("date",                STRING,              11, UNVERIFIED,)

/* What is counted of so many articles in a row, as ledger/blocks/block_bytes.h packs it; where there is no row they are looked
 * up when somebody asks. (In place of three tables of version 12.) */
#define BLOCK_ARTICLES     128
#define BLOCK_ARTICLES_SQL "128"
#define SHOWN_BLOCK_COLUMNS(X)                                                                                         \
    X("id",                  NUMBER " PRIMARY KEY", 13, UNVERIFIED, put_number(&row, id))                              \
    X("version",             NUMBER,              13, UNVERIFIED, put_number(&row, BLOCK_VERSION))                     \
    X("first_day",           NUMBER,              13, UNVERIFIED, put_number(&row, first_day))                         \
    X("last_day",            NUMBER,              13, UNVERIFIED, put_number(&row, last_day))                          \
    X("articles",            BYTES,               13, UNVERIFIED, put_bytes(&row, bytes.ptr, bytes.len))

/* clang-format on */

#endif
