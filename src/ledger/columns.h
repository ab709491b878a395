/* columns.h - the columns of the views, once for the views and once for asking.
 *
 * Whoever includes it has defined AT(begin, end): SQL for the words at a place of the body. The
 * views must do with SQLite's own substr(); query.c has the faster cut(). Both stand on
 * `article` (with `body` joined for the views). */
#ifndef COLUMNS_H
#define COLUMNS_H

#define WORD(id) "(SELECT text FROM word WHERE id = " id ")"

/* "The Post <- AFP <- Dmitry Peskov", for the statement (article, ordinal). */
#define CHAIN_OF(article, ordinal)                                                                \
    "(SELECT group_concat(text, ' <- ') FROM (SELECT word.text AS text FROM chain"                \
    " JOIN word ON word.id = chain.name WHERE chain.article = " article                           \
    " AND chain.statement = " ordinal " ORDER BY chain.ordinal))"

/* In the narrator's voice it ends with the outlet and whom it has the report from. */
#define CHAIN_OF_NARRATOR(article)                                                                \
    "(SELECT group_concat(text, ' <- ') FROM (SELECT word.text AS text, -1 AS ordinal FROM article AS b"  \
    " JOIN word ON word.id = b.outlet WHERE b.id = " article                                      \
    " UNION ALL SELECT word.text, agency.ordinal FROM agency JOIN word ON word.id = agency.name"  \
    " WHERE agency.article = " article " AND " WORD("agency.credited_for") " = 'report'" \
    " AND agency.name IS NOT (SELECT outlet FROM article AS c WHERE c.id = " article ") ORDER BY 2))"

#define CONTENT_OF                                                                          \
    "(SELECT group_concat(piece, ' ... ') FROM (SELECT "                                          \
    AT("content.\"begin\"", "content.\"end\"") " AS piece FROM content"               \
    " WHERE content.article = statement.article AND content.statement = statement.ordinal"        \
    " ORDER BY content.ordinal))"

#define NAME_OF_PAGE "(SELECT min(name) FROM sighting WHERE sighting.page = article.page)"

#define POSITION_COLUMNS                                                                          \
    " printf('p-%012x', position.id) AS id,"                                                      \
    " coalesce(position.said_on, article.published) AS date,"                                     \
    " CASE WHEN position.said_on IS NOT NULL THEN " WORD("position.said_on_precision")            \
    " WHEN article.published IS NOT NULL THEN " WORD("article.published_precision") " END AS precision," \
    " CASE WHEN position.said_on IS NOT NULL THEN 'said'"                                         \
    " WHEN article.published IS NOT NULL THEN 'published' END AS dated_by,"                       \
    " " WORD("position.party") " AS party, " WORD("position.issue") " AS issue,"                  \
    " " WORD("position.stance") " AS stance, " WORD("position.speaker") " AS speaker,"            \
    " " AT("position.words_begin", "position.words_end") " AS words,"          \
    " " AT("position.sentence_begin", "position.sentence_end") " AS sentence," \
    " " AT("position.condition_begin", "position.condition_end") " AS condition," \
    " " WORD("position.counterpart") " AS counterpart,"                                           \
    " " WORD("article.outlet") " AS outlet, article.title AS title,"                              \
    " (SELECT printf('g-%012x', page.key) FROM page WHERE page.id = article.page) AS page,"       \
    " " NAME_OF_PAGE " AS name,"                                                                  \
    " CASE WHEN position.statement IS NULL THEN " CHAIN_OF_NARRATOR("position.article")           \
    " ELSE " CHAIN_OF("position.article", "position.statement") " END AS chain,"                  \
    " (SELECT printf('s-%012x', statement.id) FROM statement WHERE statement.article = position.article" \
    " AND statement.ordinal = position.statement) AS statement,"                                  \
    " position.last_known AS last_known, position.by_other AS by_other, position.rules AS rules"

/* As version 1 of the schema has them. */
#define STATEMENT_COLUMNS_1                                                                       \
    " printf('s-%012x', statement.id) AS id,"                                                     \
    " coalesce(statement.said_on, article.published) AS date,"                                    \
    " CASE WHEN statement.said_on IS NOT NULL THEN " WORD("statement.said_on_precision")          \
    " WHEN article.published IS NOT NULL THEN " WORD("article.published_precision") " END AS precision," \
    " CASE WHEN statement.said_on IS NOT NULL THEN 'said'"                                        \
    " WHEN article.published IS NOT NULL THEN 'published' END AS dated_by,"                       \
    " " WORD("statement.kind") " AS kind, " WORD("statement.speaker") " AS speaker,"              \
    " " WORD("statement.party") " AS party,"                                                      \
    " " AT("statement.source_begin", "statement.source_end") " AS source,"     \
    " " AT("statement.cue_begin", "statement.cue_end") " AS cue,"              \
    " " CONTENT_OF " AS content,"                                                    \
    " " CHAIN_OF("statement.article", "statement.ordinal") " AS chain,"                           \
    " " AT("statement.occasion_begin", "statement.occasion_end") " AS occasion," \
    " (SELECT printf('s-%012x', outer.id) FROM statement AS outer WHERE outer.article = statement.article" \
    " AND outer.ordinal = statement.inside) AS inside,"                                           \
    " " WORD("article.outlet") " AS outlet, article.title AS title,"                              \
    " (SELECT printf('g-%012x', page.key) FROM page WHERE page.id = article.page) AS page,"       \
    " " NAME_OF_PAGE " AS name, statement.last_known AS last_known"

#define STATEMENT_COLUMNS                                                                         \
    STATEMENT_COLUMNS_1 ", " AT("statement.addressee_begin", "statement.addressee_end") " AS addressee"

#define ARTICLE_COLUMNS                                                                           \
    " printf('a-%012x', article.key) AS id, printf('g-%012x', page.key) AS page,"                 \
    " " NAME_OF_PAGE " AS name, " WORD("article.outlet") " AS outlet, article.title AS title,"    \
    " article.byline AS byline,"                                                                  \
    " (SELECT group_concat(text, ', ') FROM (SELECT word.text AS text FROM agency JOIN word"      \
    " ON word.id = agency.name WHERE agency.article = article.id ORDER BY agency.ordinal)) AS agencies," \
    " article.published AS published, " WORD("article.published_precision") " AS precision,"      \
    " article.modified AS modified, " WORD("article.section") " AS section,"                      \
    " " WORD("article.language") " AS language, article.address AS address,"                      \
    " article.unsure_why AS unsure, article.recorded AS recorded, body.text AS body"

#endif
