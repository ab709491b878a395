/* ask_marked.c - positions and statements with where they stand in their text, for marking them there again:
 *
 *     ... after the meeting. [There will be no talks], Rada Volshin said ...
 *     before                  words                    after              "words" begin 212 code points into the text
 *
 * An annotation is found again by its words and what is around them when the page has changed, and else by its place. */
#include "ledger/ask/ask.h"
#define AT(begin, end) "cut(article.body, " begin ", " end ")"
#include "ledger/views.h"

/* Bytes around the words: more than anybody needs, since they may be cut within a letter. */
#define AROUND "160"

/* clang-format off */
#define MARKED(X, begin, end)                                                                                          \
    X("title",       LEDGER_TEXT,   8, "article.title")                                                                \
    X("outlet",      LEDGER_TEXT,   8, TEXT_OF("article.outlet"))                                                      \
    X("language",    LEDGER_TEXT,   8, TEXT_OF("article.language"))                                                    \
    X("page",        LEDGER_TEXT,   8, PAGE_OF_ARTICLE)                                                                \
    X("address",     LEDGER_TEXT,   8, "article.address")                                                              \
    X("recorded",    LEDGER_TEXT,   8, "article.recorded")                                                             \
    X("words",       LEDGER_TEXT,   8, AT(begin, end))                                                                 \
    X("before",      LEDGER_TEXT,   8, AT("max(" begin " - " AROUND ", 0)", begin))                                    \
    X("after",       LEDGER_TEXT,   8, AT(end, "min(" end " + " AROUND ", (SELECT length(CAST(text AS BLOB))"          \
                                            " FROM body WHERE id = article.body))"))                                   \
    X("point_begin", LEDGER_NUMBER, 8, "length(" AT("0", begin) ")")                                                   \
    X("point_end",   LEDGER_NUMBER, 8, "length(" AT("0", begin) ") + length(" AT(begin, end) ")")

#define MARKED_POSITIONS(X)                                                                                            \
    X("id",          LEDGER_TEXT,   8, "printf('p-%012x', position.id)")                                               \
    X("date",        LEDGER_TEXT,   8, DATE_OF("position"))                                                            \
    X("speaker",     LEDGER_TEXT,   8, TEXT_OF("shown.speaker"))                                                       \
    X("party",       LEDGER_TEXT,   8, TEXT_OF("shown.party"))                                                         \
    X("issue",       LEDGER_TEXT,   8, TEXT_OF("shown.issue"))                                                         \
    X("stance",      LEDGER_TEXT,   8, TEXT_OF("shown.stance"))                                                        \
    X("kind",        LEDGER_TEXT,   8, "NULL")                                                                         \
    MARKED(X, "position.words_begin", "position.words_end")

/* The first piece of what was said. */
#define FIRST_PIECE(column)                                                                                            \
    "(SELECT content." column " FROM content WHERE content.article = statement.article"                                \
    " AND content.statement = statement.ordinal ORDER BY content.ordinal LIMIT 1)"
#define MARKED_STATEMENTS(X)                                                                                           \
    X("id",          LEDGER_TEXT,   8, "printf('s-%012x', statement.id)")                                              \
    X("date",        LEDGER_TEXT,   8, DATE_OF("statement"))                                                           \
    X("speaker",     LEDGER_TEXT,   8, "coalesce(" TEXT_OF(STATEMENT_SPEAKER("speaker")) ", " AT("statement.source_begin", "statement.source_end") ")") \
    X("party",       LEDGER_TEXT,   8, TEXT_OF("statement.party"))                                                     \
    X("issue",       LEDGER_TEXT,   8, "NULL")                                                                         \
    X("stance",      LEDGER_TEXT,   8, "NULL")                                                                         \
    X("kind",        LEDGER_TEXT,   8, TEXT_OF("statement.kind"))                                                      \
    MARKED(X, FIRST_PIECE("\"begin\""), FIRST_PIECE("\"end\""))
/* clang-format on */

priscus_status ask_marked_positions(const struct asking *ask)
{
    static const char columns[] = MARKED_POSITIONS(ASK_COLUMN);
    static const enum ledger_type types[] = { MARKED_POSITIONS(ASK_TYPE) };

    return ask_positions_in_order(ask, columns + 1, types);
}

priscus_status ask_marked_statements(const struct asking *ask)
{
    static const char columns[] = MARKED_STATEMENTS(ASK_COLUMN);
    static const enum ledger_type types[] = { MARKED_STATEMENTS(ASK_TYPE) };

    return ask_statements_in_order(ask, columns + 1, types);
}
