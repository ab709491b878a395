/* views.h - the columns of the views: what people see, with their own SQL or as an answer of ours.
 *
 *     X("speaker", LEDGER_TEXT, 1, TEXT_OF("statement.speaker"))
 *
 * says that the view `statements` has a column `speaker`; that it is text; that it is there since version 1 of the
 * ledger; and how it is had: the word whose number the column of columns.h holds. Out of that row are made the view
 * (sqlite/schema.c; a version that brings another column makes the view anew) and the answer to the question of the
 * same name (ask/ask_entries.c), and a test looks for it in docs/ledger.md. A row that was released is never changed or
 * moved.
 *
 * The SQL stands on `article`, in the views with `body` joined to it. Whoever includes this defines AT(begin, end),
 * the words at a place of the body: views must do with SQLite's own substr(), answers have the faster cut(). */
#ifndef VIEWS_H
#define VIEWS_H

#include "ledger/columns.h"
#include "ledger/ledger.h"

/* clang-format off */

/* The word with that number. */
#define TEXT_OF(number) "(SELECT text FROM word WHERE id = " number ")"

/* When an entry was said, as far as the page says so; else when the post of a live page was published that it stands in;
 * else when the page was. (Before version 5 there were no posts: schema.c has that SQL.) */
#define DATE_OF(entry) "coalesce(" entry ".said_on, " entry ".posted, article.published)"
#define PRECISION_OF(entry)                                                                                            \
    "CASE WHEN " entry ".said_on IS NOT NULL THEN " TEXT_OF(entry ".said_on_precision")                                \
    " WHEN " entry ".posted IS NOT NULL THEN " TEXT_OF(entry ".posted_precision")                                      \
    " WHEN article.published IS NOT NULL THEN " TEXT_OF("article.published_precision") " END"
/* The number of that word. */
#define PRECISION_NUMBER_OF(entry)                                                                                     \
    "CASE WHEN " entry ".said_on IS NOT NULL THEN " entry ".said_on_precision WHEN " entry ".posted IS NOT NULL THEN "  \
    entry ".posted_precision WHEN article.published IS NOT NULL THEN article.published_precision END"
#define DATED_BY(entry)                                                                                                \
    "CASE WHEN " entry ".said_on IS NOT NULL THEN 'said' WHEN coalesce(" entry ".posted, article.published) IS NOT NULL" \
    " THEN 'published' END"

/* The moment, where a date says it: with a time of day and a zone ("2031-05-03T15:36+09:00"); else NULL. */
#define IN_UTC(date) "CASE WHEN substr(" date ", 17) GLOB '*[-+Z]*' THEN strftime('%Y-%m-%dT%H:%M:%SZ', " date ") END"
/* The day, as whoever printed it counts days. NULL where only the month or the year is known. */
#define DAY_OF(date) "CASE WHEN length(" date ") >= 10 THEN substr(" date ", 1, 10) END"
/* What dates are ordered by: moments where they are known, else what is. 2024 < 2024-05 < 2024-05-03 < 2024-05-03T... */
#define ORDER_OF(date) "coalesce(" IN_UTC(date) ", " date ")"

/* "armed-conflict.agenda": what the reading that made it looked for. */
#define AGENDA_OF_ARTICLE "(SELECT name FROM reading_agenda WHERE reading_agenda.reading = article.reading)"

/* When a page that does not say it was published, by the dated pages beside it (docs/stories.md): "2031-11-19/2031-11-20",
 * or "2031-12-04/.." of a copy, which is not older than what it copies. Looked at are its copies and the pages that report
 * two of its utterances (one may be told again much later), so many at most, and its story's first and last day; one page
 * alone that is no copy says nothing. */
#define BESIDE_MAX "64"
#define BESIDE_COPIES                                                                                                  \
    "SELECT of AS page, 1 AS original, 2 AS weight FROM (SELECT of FROM link_copy WHERE link_copy.page = article.page" \
    " ORDER BY of LIMIT " BESIDE_MAX ")"                                                                               \
    " UNION ALL SELECT page, 0, 2 FROM (SELECT link_copy.page FROM link_copy WHERE link_copy.of = article.page"        \
    " ORDER BY link_copy.page LIMIT " BESIDE_MAX ")"
#define BESIDE_REPORTS_MAX "512"
#define BESIDE_UTTERANCES                                                                                              \
    "SELECT page, 0, 1 FROM (SELECT page FROM (SELECT own.utterance AS utterance, reported.page AS page"               \
    " FROM link_utterance AS own JOIN link_utterance AS reported ON reported.utterance = own.utterance"                \
    " AND reported.page <> own.page WHERE own.page = article.page LIMIT " BESIDE_REPORTS_MAX ")"                       \
    " GROUP BY page HAVING count(DISTINCT utterance) > 1 LIMIT " BESIDE_MAX ")"
/* The story that a page is in, or the page that it stands beside. */
#define STORY_OF(page)                                                                                                 \
    "(SELECT coalesce(placed.story, (SELECT other.story FROM link_event AS other WHERE other.id = placed.beside))"     \
    " FROM link_event AS placed WHERE placed.id = " page ")"
#define STORY_DAY(day)                                                                                                 \
    " UNION ALL SELECT 0, 1, date(" day " * 86400, 'unixepoch') FROM link_story"                                       \
    " WHERE link_story.id = " STORY_OF("article.page") " AND (first_day < last_day OR weighed > 2)"
#define BETWEEN                                                                                                        \
    "(SELECT coalesce(after, first) || '/' || CASE WHEN after IS NULL OR last > after THEN last ELSE '..' END FROM"    \
    " (SELECT min(day) AS first, max(day) AS last, max(CASE WHEN original = 1 THEN day END) AS after, sum(weight) AS weight"\
    " FROM (SELECT original, weight, " DAY_OF("dated.published") " AS day"                                             \
    " FROM (" BESIDE_COPIES " UNION ALL " BESIDE_UTTERANCES ") AS beside"                                              \
    " JOIN newest AS dated ON dated.page = beside.page AND dated.published IS NOT NULL"                                \
    STORY_DAY("first_day") STORY_DAY("last_day") ")) WHERE weight > 1)"
#define BY_STORY(date) "CASE WHEN " date " IS NULL THEN " BETWEEN " END"

/* Of the articles `a` and `later`: two of one page, the one that came later (by the reading begun last); and whether
 * both looked for the same. */
#define IS_LATER                                                                                                       \
    "later.page = a.page AND (later.reading > a.reading OR (later.reading = a.reading AND later.id > a.id))"
#define SAME_AGENDA                                                                                                    \
    "(later.reading = a.reading OR EXISTS (SELECT 1 FROM reading_agenda AS this, reading_agenda AS that"               \
    " WHERE this.reading = a.reading AND that.reading = later.reading"                                                 \
    " AND (this.name = that.name OR this.texts = that.texts)))"

/* A position that readings with several agendas found is shown once, by the one begun last. */
#define NOT_FOUND_LATER                                                                                                \
    "NOT EXISTS (SELECT 1 FROM newest_by_agenda AS later JOIN position AS again ON again.article = later.id"           \
    " WHERE later.page = article.page AND later.reading > article.reading AND again.id = position.id)"
#define POSITIONS_SHOWN                                                                                                \
    "newest_by_agenda AS article JOIN position ON position.article = article.id AND " NOT_FOUND_LATER

/* ---- corrections (ledger/correction.h) ---- */

/* A person's own reading: what `amend add` found. Machines' readings are never "later" than these, nor these than those. */
#define PERSON_ENGINE "person"
#define PERSONS       "(SELECT id FROM reading WHERE engine = '" PERSON_ENGINE "')"

#define NOT_UNDONE                                                                                                     \
    "NOT EXISTS (SELECT 1 FROM correction AS u WHERE u.undoes = c.id"                                                  \
    " AND NOT EXISTS (SELECT 1 FROM correction AS uu WHERE uu.undoes = u.id))"
/* Is `c` about the position? It is that entry; or, where this reading of the page has no such entry, one of the same party
 * and issue at that place, or, of another body, with the same words. What a person added is that entry alone. */
#define BODY_BYTES "CAST((SELECT text FROM body WHERE body.id = article.body) AS BLOB)"
#define ABOUT_POSITION                                                                                                 \
    "c.page = article.page AND c.kind = 'position' AND (c.entry = position.id OR (c.party = position.party"            \
    " AND c.issue = position.issue AND article.reading NOT IN " PERSONS " AND NOT EXISTS (SELECT 1 FROM position AS it" \
    " WHERE it.article = position.article AND it.id = c.entry)"                                                        \
    " AND CASE WHEN c.body = article.body THEN c.\"begin\" < position.words_end AND c.\"end\" > position.words_begin"    \
    " ELSE CAST(c.words AS BLOB) = substr(" BODY_BYTES ", position.words_begin + 1, position.words_end -"               \
    " position.words_begin) END)) AND " NOT_UNDONE
/* Is it about the statement? Likewise, by the words of what was said. */
#define ABOUT_STATEMENT                                                                                                \
    "c.page = article.page AND c.kind = 'statement' AND (c.entry = statement.id OR (NOT EXISTS (SELECT 1 FROM"         \
    " statement AS it WHERE it.article = statement.article AND it.id = c.entry) AND CAST(c.words AS BLOB) ="            \
    " (SELECT substr(" BODY_BYTES ", content.\"begin\" + 1, content.\"end\" - content.\"begin\") FROM content"           \
    " WHERE content.article = statement.article AND content.statement = statement.ordinal AND content.ordinal = 0)))"   \
    " AND " NOT_UNDONE
/* Is it about the statement that the position lies in? */
#define ABOUT_ITS_STATEMENT                                                                                            \
    "c.page = article.page AND c.kind = 'statement' AND c.entry = (SELECT statement.id FROM statement"                 \
    " WHERE statement.article = position.article AND statement.ordinal = position.statement) AND " NOT_UNDONE
#define NEWEST_OF(column, about, what)                                                                                 \
    "(SELECT c." column " FROM correction AS c WHERE " about " AND c.what " what " ORDER BY c.id DESC LIMIT 1)"
#define CORRECTED(column) "coalesce(" NEWEST_OF("value", ABOUT_POSITION, "= '" column "'") ", position." column ")"
#define CORRECTED_SPEAKER(column)                                                                                      \
    "coalesce(" NEWEST_OF("value", ABOUT_POSITION, "= 'speaker'") ", "                                                 \
    NEWEST_OF("value", ABOUT_ITS_STATEMENT, "= 'speaker'") ", position." column ")"
#define VERDICTS "IN ('confirm', 'not', 'stance', 'party', 'issue', 'speaker')"
#define SHOWN_REVIEW                                                                                                   \
    "CASE WHEN article.reading IN " PERSONS " THEN 'added' WHEN " NEWEST_OF("id", ABOUT_POSITION,                      \
    "IN ('stance', 'party', 'issue', 'speaker')") " IS NOT NULL OR " NEWEST_OF("id", ABOUT_ITS_STATEMENT,              \
    "= 'speaker'") " IS NOT NULL THEN 'corrected' WHEN " NEWEST_OF("id", ABOUT_POSITION, "= 'confirm'")                \
    " IS NOT NULL THEN 'confirmed' END"
/* Somebody says that it is no position, and nobody has said more since; or it was added, and that was undone. */
#define NOT_TAKEN_OUT                                                                                                  \
    NEWEST_OF("what", ABOUT_POSITION, VERDICTS) " IS NOT 'not' AND (article.reading NOT IN " PERSONS                   \
    " OR EXISTS (SELECT 1 FROM correction AS c WHERE c.what = 'add' AND c.page = article.page"                         \
    " AND c.entry = position.id AND " NOT_UNDONE "))"

#define STATEMENT_SPEAKER(column)                                                                                      \
    "coalesce(" NEWEST_OF("value", ABOUT_STATEMENT, "= 'speaker'") ", statement." column ")"
#define STATEMENT_REVIEW                                                                                               \
    "CASE WHEN " NEWEST_OF("id", ABOUT_STATEMENT, "= 'speaker'") " IS NOT NULL THEN 'corrected' WHEN "                 \
    NEWEST_OF("id", ABOUT_STATEMENT, "= 'confirm'") " IS NOT NULL THEN 'confirmed' END"
#define STATEMENT_STANDS NEWEST_OF("what", ABOUT_STATEMENT, VERDICTS) " IS NOT 'not'"

/* ---- what is shown: `shown` in columns.h ---- */

#define SORT_OF(date)        "coalesce(" ORDER_OF(date) ", '~')" /* behind all dates */
#define SHOWN_SORT_OF(entry) SORT_OF(DATE_OF(entry))
#define SHOWN_SORT     SHOWN_SORT_OF("position")
#define SHOWN_PAGE_KEY "(SELECT key FROM page WHERE page.id = article.page)"

/* "sort, page_key, ...", as they are made of `article` and `position`. */
#define SHOWN_SQL(name, type, since, verified, sql)      sql
#define SHOWN_MORE_SQL(name, type, since, verified, sql) ", " sql
#define SHOWN_AS(name, type, since, verified, sql)       sql " AS " name
#define SHOWN_MORE_AS(name, type, since, verified, sql)  ", " sql " AS " name
#define SHOWN_AGAIN                                                                                                    \
    "SELECT " SHOWN_FIRST(SHOWN_SQL) SHOWN_OTHERS(SHOWN_MORE_SQL) " FROM " POSITIONS_TOLD
#define SHOW "INSERT INTO shown " SHOWN_AGAIN
/* The same without the table: where only some readings are asked. */
#define POSITIONS_TOLD                                                                                                 \
    "told AS article CROSS JOIN position ON position.article = article.id AND " NOT_FOUND_LATER " AND " NOT_TAKEN_OUT
#define EFFECTIVE                                                                                                      \
    "SELECT " SHOWN_FIRST(SHOWN_AS) SHOWN_OTHERS(SHOWN_MORE_AS) " FROM position JOIN article ON article.id ="          \
    " position.article"
#define TOLD_IN_ORDER                                                                                                  \
    POSITIONS_TOLD " CROSS JOIN effective AS shown ON shown.article = position.article AND shown.ordinal = position.ordinal"

/* Each position shown, in the order of answers. */
#define SHOWN_IN_ORDER                                                                                                 \
    "shown CROSS JOIN article ON article.id = shown.article CROSS JOIN position ON position.article = shown.article"   \
    " AND position.ordinal = shown.ordinal"

/* ---- as reports of stances: `shown_report` ---- */

/* Whose word it is: enum told_by (stance_reports.h). */
#define TOLD_BY                                                                                                        \
    "CASE WHEN position.by_other <> 0 THEN 2 WHEN position.statement IS NULL THEN 1 WHEN statement.party = shown.party"     \
    " THEN 0 WHEN statement.party IS NULL AND statement.speaker IS NULL THEN 1 ELSE 2 END"
/* Do the words of the date stand where a statement's do? Then they tell when it was said that the party takes the
 * stance; a word like "had" or "previously" stands in the position alone. */
#define DATED_BY_STATEMENT                                                                                             \
    "position.said_begin IS NULL OR EXISTS (SELECT 1 FROM statement AS st WHERE st.article = position.article"         \
    " AND st.said_begin = position.said_begin)"
#define WITH_ITS_STATEMENT                                                                                             \
    " LEFT JOIN statement ON statement.article = position.article AND statement.ordinal = position.statement"
#define REPORTS_OF(from)                                                                                               \
    "SELECT " SHOWN_REPORT_FIRST(SHOWN_AS) SHOWN_REPORT_OTHERS(SHOWN_MORE_AS) " FROM " from WITH_ITS_STATEMENT
#define SHOW_REPORTS "INSERT INTO shown_report " REPORTS_OF(SHOWN_IN_ORDER)

/* ---- what is kept of their days: `shown_days` ---- */

#define WAITING_DATE(date) "coalesce(substr(" date ", 1, 10), '')"
#define WAIT               "INSERT OR IGNORE INTO shown_waiting SELECT DISTINCT "
#define WAIT_ALL           WAIT "party, issue, " WAITING_DATE("date") " FROM shown_report"
#define WAIT_SHOWN         WAIT "shown.party, shown.issue, " WAITING_DATE(DATE_OF("position")) " FROM " SHOWN_IN_ORDER

/* ---- statements in the order of answers: `shown_statement` ---- */

#define STATEMENTS_SORTED                                                                                              \
    "SELECT " SHOWN_STATEMENT_FIRST(SHOWN_AS) SHOWN_STATEMENT_OTHERS(SHOWN_MORE_AS)                                    \
    " FROM statement JOIN article ON article.id = statement.article"
#define STATEMENTS_AGAIN                                                                                               \
    "SELECT " SHOWN_STATEMENT_FIRST(SHOWN_SQL) SHOWN_STATEMENT_OTHERS(SHOWN_MORE_SQL)                                  \
    " FROM newest AS article CROSS JOIN statement ON statement.article = article.id WHERE " STATEMENT_STANDS
#define SHOW_STATEMENTS "INSERT INTO shown_statement " STATEMENTS_AGAIN
/* Each of them; where only some readings are asked, or one entry, without the table. */
#define STATEMENTS_IN_ORDER                                                                                            \
    "shown_statement CROSS JOIN article ON article.id = shown_statement.article CROSS JOIN statement"                  \
    " ON statement.article = shown_statement.article AND statement.ordinal = shown_statement.ordinal"
/* Behind "(SELECT article, ordinal ...": the few of these. */
#define STATEMENTS_OF_CANDIDATES                                                                                       \
    ") AS candidate CROSS JOIN newest AS article ON article.id = candidate.article CROSS JOIN statement"  \
    " ON statement.article = candidate.article AND statement.ordinal = candidate.ordinal CROSS JOIN (" STATEMENTS_SORTED \
    ") AS shown_statement ON shown_statement.article = statement.article AND shown_statement.ordinal = statement.ordinal"
#define STATEMENTS_OF_READINGS                                                                                         \
    "newest AS article CROSS JOIN statement ON statement.article = article.id CROSS JOIN (" STATEMENTS_SORTED ") AS"   \
    " shown_statement ON shown_statement.article = statement.article AND shown_statement.ordinal = statement.ordinal"

/* ---- the newest article of each page: `shown_newest` ---- */

#define NEWEST_AGAIN                                                                                                   \
    "SELECT " SHOWN_NEWEST_FIRST(SHOWN_SQL) SHOWN_NEWEST_OTHERS(SHOWN_MORE_SQL)                                        \
    " FROM article AS a WHERE a.reading NOT IN " PERSONS " AND NOT EXISTS (SELECT 1 FROM article AS later"             \
    " WHERE " IS_LATER " AND later.reading NOT IN " PERSONS ")"
#define SHOW_NEWEST "INSERT INTO shown_newest " NEWEST_AGAIN
#define NEWEST                                                                                                         \
    "SELECT article.* FROM shown_newest JOIN article ON article.id = shown_newest.article AND article.page ="          \
    " shown_newest.id"
/* The same, found by the number of the article. */
#define NEWEST_BY_ARTICLE                                                                                              \
    "article CROSS JOIN shown_newest ON shown_newest.id = article.page AND shown_newest.article = article.id"
#define PAGES_WITH_NEWEST                                                                                              \
    "page LEFT JOIN shown_newest ON shown_newest.id = page.id LEFT JOIN article ON article.id = shown_newest.article"

/* ---- pages in the order of answers: `shown_page` ---- */

#define PAGES_AGAIN "SELECT " SHOWN_PAGE_FIRST(SHOWN_SQL) SHOWN_PAGE_OTHERS(SHOWN_MORE_SQL) " FROM " PAGES_WITH_NEWEST
#define SHOW_PAGES  "INSERT INTO shown_page " PAGES_AGAIN
#define PAGES_AGAIN_AS "SELECT " SHOWN_PAGE_FIRST(SHOWN_AS) SHOWN_PAGE_OTHERS(SHOWN_MORE_AS) " FROM " PAGES_WITH_NEWEST
/* Where only some readings are asked. */
#define PAGES_OF_READINGS                                                                                              \
    "(SELECT " SHOWN_PAGE_FIRST(SHOWN_AS) SHOWN_PAGE_OTHERS(SHOWN_MORE_AS) " FROM page JOIN newest AS article"         \
    " ON article.page = page.id) AS shown_page CROSS JOIN page ON page.id = shown_page.id CROSS JOIN article"          \
    " ON article.id = shown_page.article"
#define PAGES_IN_ORDER                                                                                                 \
    "shown_page CROSS JOIN page ON page.id = shown_page.id LEFT JOIN article ON article.id = shown_page.article"

/* ---- what `stats` counts: `shown_count` ---- */

/* `pages`, `newest` and `told` are what is asked of pages (`page`), of the newest articles (`a`) and of those that positions are told of (`article`). */
#define COUNTED_ARTICLES   "shown_newest AS a CROSS JOIN article ON article.id = a.article"
#define COUNTED_STATEMENTS COUNTED_ARTICLES " CROSS JOIN statement ON statement.article = article.id"
#define COUNTED_SHOWN      "article CROSS JOIN shown ON shown.article = article.id"
#define COUNTED_POSITIONS                                                                                              \
    COUNTED_SHOWN " CROSS JOIN position ON position.article = shown.article AND position.ordinal = shown.ordinal"
#define COUNTED(what, of, from, condition) COUNTED_TIMES(what, of, "1", from, condition)
#define COUNTED_TIMES(what, of, n, from, condition)                                                                    \
    "SELECT '" what "' AS what, " of " AS of, " n " AS n FROM " from " WHERE " condition
#define COUNTS_OF(pages, newest, told)                                                                                        \
    "SELECT what, of, sum(n) AS n FROM ("                                                                              \
    COUNTED_TIMES("page_bytes", "0", "page.size", "page", pages) " UNION ALL "                                         \
    COUNTED("articles", "0", COUNTED_ARTICLES, newest) " UNION ALL "                                                   \
    COUNTED("articles_unsure", "0", COUNTED_ARTICLES, newest " AND article.unsure <> 0") " UNION ALL "                 \
    COUNTED("articles_undated", "0", COUNTED_ARTICLES, newest " AND article.published IS NULL") " UNION ALL "          \
    COUNTED("reading", "article.reading", COUNTED_ARTICLES, newest) " UNION ALL "                                      \
    COUNTED("outlet", "article.outlet", COUNTED_ARTICLES, newest " AND article.outlet IS NOT NULL") " UNION ALL "      \
    COUNTED("day", "CAST(replace(substr(article.published, 1, 10), '-', '') AS INTEGER)", COUNTED_ARTICLES,            \
            newest " AND length(article.published) >= 10") " UNION ALL "                                               \
    COUNTED("statement", "statement.kind", COUNTED_STATEMENTS, newest) " UNION ALL "                                   \
    COUNTED("speaker", "coalesce(statement.speaker, 0)", COUNTED_STATEMENTS, newest) " UNION ALL "                     \
    COUNTED("agenda", "article.reading", "newest_by_agenda AS article", told) " UNION ALL "                            \
    COUNTED("agenda_positions", "article.reading", "newest_by_agenda AS article CROSS JOIN position ON position.article" \
            " = article.id", told) " UNION ALL "                                                                       \
    COUNTED("party", "shown.party", COUNTED_SHOWN, told) " UNION ALL "                                                 \
    COUNTED("issue", "shown.issue", COUNTED_SHOWN, told) " UNION ALL "                                                 \
    COUNTED("positions_of_narrator", "0", COUNTED_POSITIONS, told " AND position.statement IS NULL") " UNION ALL "     \
    COUNTED("positions_by_other", "0", COUNTED_POSITIONS, told " AND position.by_other <> 0")                          \
    ") AS counted GROUP BY what, of"
#define SHOW_COUNTS(sign, pages, newest, told)                                                                                \
    "INSERT INTO shown_count SELECT what, of, " sign "n FROM (" COUNTS_OF(pages, newest, told) ") AS counts WHERE true"       \
    " ON CONFLICT (what, of) DO UPDATE SET n = shown_count.n + excluded.n"

/* ---- what is counted of outlets and speakers: `shown_block`, and where it does not tell ---- */

#define COUNT_ROWS(table, condition) "(SELECT count(*) FROM " table " WHERE " condition ")"
#define IS_COPY   "CASE WHEN EXISTS (SELECT 1 FROM link_copy WHERE link_copy.page = article.page) THEN 1 ELSE 0 END"
#define IS_COPIED "CASE WHEN EXISTS (SELECT 1 FROM link_copy WHERE link_copy.of = article.page) THEN 1 ELSE 0 END"

/* A row an article. */
#define COUNTED_OF_ARTICLE                                                                                             \
    "SELECT article.id AS article, coalesce(article.outlet, 0) AS outlet, substr(article.published, 1, 10) AS day, "   \
    IS_COPY " AS copies, " IS_COPIED " AS copied, " COUNT_ROWS("statement", "statement.article = article.id")          \
    " AS statements, " COUNT_ROWS("statement", "statement.article = article.id AND statement.speaker IS NULL")         \
    " AS speaker_unknown, " COUNT_ROWS("shown", "shown.article = article.id") " AS positions FROM "

/* A row a statement. What people say of statements is looked for only where they said something of the page; where nobody said
 * anything of any, that is asked once. */
#define WHERE_CORRECTED(then, otherwise)                                                                               \
    "CASE WHEN EXISTS (SELECT 1 FROM correction) AND EXISTS (SELECT 1 FROM correction WHERE correction.page ="         \
    " article.page) THEN " then " ELSE " otherwise " END"
#define SAID_BY(column) "coalesce(" WHERE_CORRECTED(STATEMENT_SPEAKER(column), "statement." column) ", 0) AS " column
#define SAID_OF_ARTICLE                                                                                                \
    "SELECT article.id AS article, " SAID_BY("speaker") ", " SAID_BY("person") ", coalesce(statement.party, 0) AS party," \
    " coalesce(article.outlet, 0) AS outlet, " IS_COPY " AS copied, substr(" DATE_OF("statement") ", 1, 10) AS day FROM "
#define ITS_STATEMENTS " CROSS JOIN statement ON statement.article = article.id"
#define THAT_STAND     WHERE_CORRECTED(STATEMENT_STANDS, "true")

/* "The Post <- AFP <- Ilse Brandt", for the statement (article, ordinal). */
#define CHAIN_OF(article, ordinal)                                                                                     \
    "(SELECT group_concat(text, ' <- ') FROM (SELECT word.text AS text FROM chain"                                     \
    " JOIN word ON word.id = chain.name WHERE chain.article = " article " AND chain.statement = " ordinal              \
    " ORDER BY chain.ordinal))"

/* In the narrator's voice it ends with the outlet and whom it has the report from. */
#define CHAIN_OF_NARRATOR(article)                                                                                     \
    "(SELECT group_concat(text, ' <- ') FROM (SELECT word.text AS text, -1 AS ordinal FROM article AS b"               \
    " JOIN word ON word.id = b.outlet WHERE b.id = " article                                                           \
    " UNION ALL SELECT word.text, agency.ordinal FROM agency JOIN word ON word.id = agency.name"                       \
    " WHERE agency.article = " article " AND " TEXT_OF("agency.credited_for") " = 'report'"                            \
    " AND agency.name IS NOT (SELECT outlet FROM article AS c WHERE c.id = " article ") ORDER BY 2))"

#define CHAIN_OF_POSITION                                                                                              \
    "CASE WHEN position.statement IS NULL THEN " CHAIN_OF_NARRATOR("position.article")                                 \
    " ELSE " CHAIN_OF("position.article", "position.statement") " END"

#define STATEMENT_OF_POSITION                                                                                          \
    "(SELECT printf('s-%012x', statement.id) FROM statement WHERE statement.article = position.article"                \
    " AND statement.ordinal = position.statement)"

#define STATEMENT_AROUND                                                                                               \
    "(SELECT printf('s-%012x', outer.id) FROM statement AS outer WHERE outer.article = statement.article"              \
    " AND outer.ordinal = statement.inside)"

/* The pieces of what was said, "broken ... by the cue". */
#define CONTENT_OF_STATEMENT                                                                                           \
    "(SELECT group_concat(piece, ' ... ') FROM (SELECT " AT("content.\"begin\"", "content.\"end\"") " AS piece"        \
    " FROM content WHERE content.article = statement.article AND content.statement = statement.ordinal"                \
    " ORDER BY content.ordinal))"

/* "[[12, 40], [55, 61]]" */
#define CONTENT_SPANS                                                                                                  \
    "(SELECT '[' || group_concat(piece, ', ') || ']' FROM (SELECT printf('[%d, %d]', content.\"begin\", content.\"end\")" \
    " AS piece FROM content WHERE content.article = statement.article AND content.statement = statement.ordinal"       \
    " ORDER BY content.ordinal))"

#define AGENCIES_OF_ARTICLE                                                                                            \
    "(SELECT group_concat(text, ', ') FROM (SELECT word.text AS text FROM agency JOIN word ON word.id = agency.name"   \
    " WHERE agency.article = article.id ORDER BY agency.ordinal))"

#define PAGE_OF_ARTICLE "(SELECT printf('g-%012x', page.key) FROM page WHERE page.id = article.page)"
/* The first, in byte order, of the names that it was met under. */
#define NAME_OF_PAGE(page) "(SELECT min(name) FROM sighting WHERE sighting.page = " page ")"
#define FIRST_OF_SIGHTINGS(column) "(SELECT min(" column ") FROM sighting WHERE sighting.page = page.id)"

/* ---- the views: one line a column ---- */

/* `entry` is where what people correct is had from: "shown", or "position" for what the machine read. */
#define POSITION_LIST(X, entry)                                                                                        \
    X("id",          LEDGER_TEXT,   1, "printf('p-%012x', position.id)")                                               \
    X("date",        LEDGER_TEXT,   1, DATE_OF("position"))                                                            \
    X("precision",   LEDGER_TEXT,   1, PRECISION_OF("position"))                                                       \
    X("dated_by",    LEDGER_TEXT,   1, DATED_BY("position"))                                                           \
    X("party",       LEDGER_TEXT,   1, TEXT_OF(entry ".party"))                                                      \
    X("issue",       LEDGER_TEXT,   1, TEXT_OF(entry ".issue"))                                                      \
    X("stance",      LEDGER_TEXT,   1, TEXT_OF(entry ".stance"))                                                     \
    X("speaker",     LEDGER_TEXT,   1, TEXT_OF(entry ".speaker"))                                                    \
    X("words",       LEDGER_TEXT,   1, AT("position.words_begin", "position.words_end"))                               \
    X("sentence",    LEDGER_TEXT,   1, AT("position.sentence_begin", "position.sentence_end"))                         \
    X("condition",   LEDGER_TEXT,   1, AT("position.condition_begin", "position.condition_end"))                       \
    X("counterpart", LEDGER_TEXT,   1, TEXT_OF("position.counterpart"))                                                \
    X("outlet",      LEDGER_TEXT,   1, TEXT_OF("article.outlet"))                                                      \
    X("title",       LEDGER_TEXT,   1, "article.title")                                                                \
    X("page",        LEDGER_TEXT,   1, PAGE_OF_ARTICLE)                                                                \
    X("name",        LEDGER_TEXT,   1, NAME_OF_PAGE("article.page"))                                                   \
    X("chain",       LEDGER_TEXT,   1, CHAIN_OF_POSITION)                                                              \
    X("statement",   LEDGER_TEXT,   1, STATEMENT_OF_POSITION)                                                          \
    X("last_known",  LEDGER_NUMBER, 1, "position.last_known")                                                          \
    X("by_other",    LEDGER_NUMBER, 1, "position.by_other")                                                            \
    X("rules",       LEDGER_JSON,   1, "position.rules")                                                               \
    X("address",     LEDGER_TEXT,   5, "article.address")                                                              \
    X("published_given", LEDGER_NUMBER, 5, "article.published_given")                                                  \
    X("posted",      LEDGER_TEXT,   5, "position.posted")                                                              \
    X("date_at",     LEDGER_TEXT,   5, IN_UTC(DATE_OF("position")))                                                    \
    X("day",         LEDGER_TEXT,   5, DAY_OF(DATE_OF("position")))                                                    \
    X("agenda",      LEDGER_TEXT,   5, AGENDA_OF_ARTICLE)                                                              \
    X("person",      LEDGER_TEXT,   6, TEXT_OF(entry ".person"))                                                     \
    X("sure",        LEDGER_NUMBER, 6, "position.sure / 100.0")                                                        \
    X("by_story",    LEDGER_TEXT,   7, BY_STORY(DATE_OF("position")))

#define POSITIONS_VIEW(X) POSITION_LIST(X, "shown") POSITIONS_VIEW_MORE(X)
#define POSITIONS_VIEW_MORE(X)                                                                                         \
    X("review",      LEDGER_TEXT,   7, "shown.review")                                                                 \
    X("words_begin", LEDGER_NUMBER, 8, "position.words_begin")                                                         \
    X("words_end",   LEDGER_NUMBER, 8, "position.words_end")                                                           \
    X("sentence_begin", LEDGER_NUMBER, 8, "position.sentence_begin")                                                   \
    X("sentence_end", LEDGER_NUMBER, 8, "position.sentence_end")

/* The same of all readings that ever were, and these. */
#define POSITION_HISTORY_VIEW(X) POSITION_LIST(X, "position") POSITION_HISTORY_COLUMNS(X)
#define POSITION_HISTORY_COLUMNS(X)                                                                                    \
    X("recorded",    LEDGER_TEXT,   1, "article.recorded")                                                             \
    X("reading",     LEDGER_NUMBER, 1, "article.reading")                                                              \
    X("engine",      LEDGER_TEXT,   1, "(SELECT engine FROM reading WHERE reading.id = article.reading)")

/* `speaker_of` is where the speaker is had from, as people correct it or as the machine read it. */
#define STATEMENT_LIST(X, speaker_of)                                                                                   \
    X("id",          LEDGER_TEXT,   1, "printf('s-%012x', statement.id)")                                              \
    X("date",        LEDGER_TEXT,   1, DATE_OF("statement"))                                                           \
    X("precision",   LEDGER_TEXT,   1, PRECISION_OF("statement"))                                                      \
    X("dated_by",    LEDGER_TEXT,   1, DATED_BY("statement"))                                                          \
    X("kind",        LEDGER_TEXT,   1, TEXT_OF("statement.kind"))                                                      \
    X("speaker",     LEDGER_TEXT,   1, TEXT_OF(speaker_of("speaker")))                                                   \
    X("party",       LEDGER_TEXT,   1, TEXT_OF("statement.party"))                                                     \
    X("source",      LEDGER_TEXT,   1, AT("statement.source_begin", "statement.source_end"))                           \
    X("cue",         LEDGER_TEXT,   1, AT("statement.cue_begin", "statement.cue_end"))                                 \
    X("content",     LEDGER_TEXT,   1, CONTENT_OF_STATEMENT)                                                           \
    X("chain",       LEDGER_TEXT,   1, CHAIN_OF("statement.article", "statement.ordinal"))                             \
    X("occasion",    LEDGER_TEXT,   1, AT("statement.occasion_begin", "statement.occasion_end"))                       \
    X("inside",      LEDGER_TEXT,   1, STATEMENT_AROUND)                                                               \
    X("outlet",      LEDGER_TEXT,   1, TEXT_OF("article.outlet"))                                                      \
    X("title",       LEDGER_TEXT,   1, "article.title")                                                                \
    X("page",        LEDGER_TEXT,   1, PAGE_OF_ARTICLE)                                                                \
    X("name",        LEDGER_TEXT,   1, NAME_OF_PAGE("article.page"))                                                   \
    X("last_known",  LEDGER_NUMBER, 1, "statement.last_known")                                                         \
    X("addressee",   LEDGER_TEXT,   4, AT("statement.addressee_begin", "statement.addressee_end"))                     \
    X("address",     LEDGER_TEXT,   5, "article.address")                                                              \
    X("published_given", LEDGER_NUMBER, 5, "article.published_given")                                                  \
    X("posted",      LEDGER_TEXT,   5, "statement.posted")                                                             \
    X("date_at",     LEDGER_TEXT,   5, IN_UTC(DATE_OF("statement")))                                                   \
    X("day",         LEDGER_TEXT,   5, DAY_OF(DATE_OF("statement")))                                                   \
    X("agenda",      LEDGER_TEXT,   5, AGENDA_OF_ARTICLE)                                                              \
    X("person",      LEDGER_TEXT,   6, TEXT_OF(speaker_of("person")))                                                    \
    X("by_story",    LEDGER_TEXT,   7, BY_STORY(DATE_OF("statement")))
#define STATEMENTS_VIEW(X)                                                                                             \
    STATEMENT_LIST(X, STATEMENT_SPEAKER)                                                                               \
    X("review",      LEDGER_TEXT,   7, STATEMENT_REVIEW)                                                               \
    X("source_begin", LEDGER_NUMBER, 8, "statement.source_begin")                                                      \
    X("source_end",  LEDGER_NUMBER, 8, "statement.source_end")                                                         \
    X("cue_begin",   LEDGER_NUMBER, 8, "statement.cue_begin")                                                          \
    X("cue_end",     LEDGER_NUMBER, 8, "statement.cue_end")                                                            \
    X("content_spans", LEDGER_JSON, 8, CONTENT_SPANS)

#define ARTICLES_VIEW(X)                                                                                               \
    X("id",          LEDGER_TEXT,   1, "printf('a-%012x', article.key)")                                               \
    X("page",        LEDGER_TEXT,   1, "printf('g-%012x', page.key)")                                                  \
    X("name",        LEDGER_TEXT,   1, NAME_OF_PAGE("article.page"))                                                   \
    X("outlet",      LEDGER_TEXT,   1, TEXT_OF("article.outlet"))                                                      \
    X("title",       LEDGER_TEXT,   1, "article.title")                                                                \
    X("byline",      LEDGER_TEXT,   1, "article.byline")                                                               \
    X("agencies",    LEDGER_TEXT,   1, AGENCIES_OF_ARTICLE)                                                            \
    X("published",   LEDGER_TEXT,   1, "article.published")                                                            \
    X("precision",   LEDGER_TEXT,   1, TEXT_OF("article.published_precision"))                                         \
    X("modified",    LEDGER_TEXT,   1, "article.modified")                                                             \
    X("section",     LEDGER_TEXT,   1, TEXT_OF("article.section"))                                                     \
    X("language",    LEDGER_TEXT,   1, TEXT_OF("article.language"))                                                    \
    X("address",     LEDGER_TEXT,   1, "article.address")                                                              \
    X("unsure",      LEDGER_TEXT,   1, "article.unsure_why")                                                           \
    X("recorded",    LEDGER_TEXT,   1, "article.recorded")                                                             \
    X("body",        LEDGER_TEXT,   1, "body.text")                                                                    \
    X("published_given", LEDGER_NUMBER, 5, "article.published_given")                                                  \
    X("published_at",LEDGER_TEXT,   5, IN_UTC("article.published"))                                                    \
    X("published_day",LEDGER_TEXT,  5, DAY_OF("article.published"))                                                    \
    X("agenda",      LEDGER_TEXT,   5, AGENDA_OF_ARTICLE)                                                              \
    X("by_story",    LEDGER_TEXT,   7, BY_STORY("article.published"))

#define PAGES_VIEW(X)                                                                                                  \
    X("id",          LEDGER_TEXT,   1, "printf('g-%012x', page.key)")                                                  \
    X("sha256",      LEDGER_TEXT,   1, "lower(hex(page.sha256))")                                                      \
    X("size",        LEDGER_NUMBER, 1, "page.size")                                                                    \
    X("name",        LEDGER_TEXT,   1, NAME_OF_PAGE("page.id"))                                                        \
    X("sightings",   LEDGER_NUMBER, 1, COUNT_ROWS("sighting", "sighting.page = page.id"))                              \
    X("first_seen",  LEDGER_TEXT,   1, FIRST_OF_SIGHTINGS("first_seen"))                                               \
    X("fetched",     LEDGER_TEXT,   1, FIRST_OF_SIGHTINGS("nullif(fetched, '')"))                                      \
    X("read_as",     LEDGER_TEXT,   1, TEXT_OF("article.read_as"))                                                     \
    X("outlet",      LEDGER_TEXT,   1, TEXT_OF("article.outlet"))                                                      \
    X("title",       LEDGER_TEXT,   1, "article.title")                                                                \
    X("published",   LEDGER_TEXT,   1, "article.published")                                                            \
    X("precision",   LEDGER_TEXT,   1, TEXT_OF("article.published_precision"))                                         \
    X("statements",  LEDGER_NUMBER, 1, COUNT_ROWS("statement", "statement.article = article.id"))                      \
    X("positions",   LEDGER_NUMBER, 1, COUNT_ROWS("position", "position.article = article.id"))                        \
    X("readings",    LEDGER_NUMBER, 1, COUNT_ROWS("article AS a", "a.page = page.id"))                                 \
    X("address",     LEDGER_TEXT,   5, "article.address")                                                              \
    X("published_given", LEDGER_NUMBER, 5, "article.published_given")                                                  \
    X("published_at",LEDGER_TEXT,   5, IN_UTC("article.published"))                                                    \
    X("published_day",LEDGER_TEXT,  5, DAY_OF("article.published"))                                                    \
    X("agenda",      LEDGER_TEXT,   5, AGENDA_OF_ARTICLE)                                                              \
    X("by_story",    LEDGER_TEXT,   7, BY_STORY("article.published"))

/* clang-format on */

#endif
