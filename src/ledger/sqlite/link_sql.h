/* link_sql.h - the statements of the link store (link_store.h), each kept prepared like those of sql.c. */
#ifndef LINK_SQL_H
#define LINK_SQL_H

/* clang-format off */

#define LINK_WORD(number) "(SELECT text FROM word WHERE id = " number ")"
#define LINK_MARK         "(SELECT coalesce(max(article), 0) FROM link_mark)"

/* An article with its body, in the order in which link_read.c takes it. */
#define LINKED_ARTICLE(placed)                                                                                         \
    "SELECT article.id, article.page, page.sha256, " placed ", sighting.name, body.text, given_id, title, "            \
    LINK_WORD("outlet") ", outlet_inferred, byline, " LINK_WORD("section") ", "                                        \
    LINK_WORD("article.language") ", address, " LINK_WORD("republished_by") ", published, "                            \
    LINK_WORD("published_precision") ", modified, " LINK_WORD("modified_precision") ", unsure, published_given"        \
    " FROM article JOIN page ON page.id = article.page JOIN body ON body.id = article.body"                            \
    " JOIN sighting ON sighting.id = article.sighting "

/* As link_utterance.c takes it. */
#define LINK_UTTERANCE_ROW                                                                                             \
    "SELECT id, utterance, page, statement, \"begin\", \"end\", sentence, speaker, name, person, party, said_on,"  \
    " published, traits, terms FROM link_utterance "

#define LINK_KEPT_SQL                                                                                                  \
    [SQL_LINK_NEXT] = LINKED_ARTICLE("EXISTS (SELECT 1 FROM article AS a WHERE a.page = article.page"                  \
                                     " AND a.id < article.id)")                                                        \
                      "WHERE article.id > " LINK_MARK " + ?1 ORDER BY article.id LIMIT 1",                             \
    [SQL_LINK_PAGE] = LINKED_ARTICLE("1")                                                                              \
                      "WHERE article.page = ?1 ORDER BY article.reading DESC, article.id DESC LIMIT 1",                \
    [SQL_LINK_ARTICLE] = LINKED_ARTICLE("1") "WHERE article.id = ?1",                                                  \
    [SQL_LINK_OF_STATEMENT] = "SELECT max(article) FROM statement WHERE id = ?1",                                      \
    [SQL_LINK_OF_POSITION] = "SELECT max(article) FROM position WHERE id = ?1",                                        \
    [SQL_LINK_OF_KEY] = "SELECT max(id) FROM page WHERE sha256 BETWEEN ?1 AND ?2",                                     \
    [SQL_LINK_BODY] = "SELECT body.text FROM article JOIN body ON body.id = article.body WHERE article.page = ?1"      \
                      " ORDER BY article.reading DESC, article.id DESC LIMIT 1",                                       \
    [SQL_LINK_AGENCIES] = "SELECT " LINK_WORD("name") ", " LINK_WORD("credited_for") " FROM agency"                    \
                          " WHERE article = ?1 ORDER BY ordinal",                                                      \
    [SQL_LINK_PARAGRAPHS] = "SELECT " LINK_WORD("role") ", \"begin\", \"end\", page_begin, page_end FROM paragraph"    \
                            " WHERE article = ?1 ORDER BY id",                                                         \
    [SQL_LINK_STATEMENTS] = "SELECT " LINK_WORD("kind") ", source_begin, source_end, cue_begin, cue_end, "             \
                            LINK_WORD("speaker") ", " LINK_WORD("party") ", last_known, occasion_begin, occasion_end," \
                            " said_on, " LINK_WORD("said_on_precision") ", said_begin, said_end, inside,"              \
                            " addressee_begin, addressee_end, posted, " LINK_WORD("posted_precision") ", "             \
                            LINK_WORD("person") " FROM statement WHERE article = ?1 ORDER BY ordinal",                 \
    [SQL_LINK_CONTENTS] = "SELECT statement, \"begin\", \"end\" FROM content WHERE article = ?1"                       \
                          " ORDER BY statement, ordinal",                                                              \
    [SQL_LINK_CHAINS] = "SELECT statement, " LINK_WORD("role") ", " LINK_WORD("name") ", \"begin\", \"end\""           \
                        " FROM chain WHERE article = ?1 ORDER BY statement, ordinal",                                  \
    [SQL_LINK_POSITIONS] = "SELECT statement, sentence_begin, sentence_end, words_begin, words_end, "                  \
                           LINK_WORD("speaker") ", " LINK_WORD("party") ", " LINK_WORD("issue") ", "                   \
                           LINK_WORD("stance") ", condition_begin, condition_end, " LINK_WORD("counterpart") ","       \
                           " said_on, " LINK_WORD("said_on_precision") ", said_begin, said_end, last_known, by_other," \
                           " posted, " LINK_WORD("posted_precision") ", " LINK_WORD("person") ", sure FROM position"   \
                           " WHERE article = ?1 ORDER BY ordinal",                                                     \
    [SQL_LINK_WAITING] = "SELECT count(*) FROM (SELECT 1 FROM article WHERE id > " LINK_MARK " LIMIT ?1)",             \
    [SQL_LINK_LEVELS] = "SELECT entries, cursor FROM link_level ORDER BY id",                                          \
    [SQL_LINK_LIST] = "SELECT value FROM link_key WHERE level = ? AND key = ? ORDER BY value LIMIT ?",                 \
    [SQL_LINK_LIST_NEWEST] = "SELECT value FROM link_key WHERE level = ? AND key = ? ORDER BY value DESC LIMIT ?",     \
    [SQL_LINK_SLICE_END] = "SELECT key FROM link_key WHERE level = ? AND key >= ? ORDER BY key LIMIT 1 OFFSET ?",      \
    [SQL_LINK_SLICE_DOWN] = "INSERT OR IGNORE INTO link_key (level, key, value) SELECT level + 1, key, value"          \
                            " FROM link_key WHERE level = ? AND key BETWEEN ? AND ?",                                  \
    [SQL_LINK_SLICE_AWAY] = "DELETE FROM link_key WHERE level = ? AND key BETWEEN ? AND ?",                            \
    [SQL_LINK_TEXT] = "SELECT id, shingles, keys, outlet, same_as FROM link_text WHERE id = ?",                        \
    [SQL_LINK_SAME_AS] = "SELECT id, shingles, keys, outlet, same_as FROM link_text WHERE same_as = ?"                 \
                         " ORDER BY id LIMIT ?",                                                                       \
    [SQL_LINK_COPIES] = "SELECT page, of, kind, jaccard, containment FROM link_copy WHERE page = ? ORDER BY of LIMIT ?",\
    [SQL_LINK_COPIES_OF] = "SELECT page, of, kind, jaccard, containment FROM link_copy WHERE of = ?"                   \
                           " ORDER BY page LIMIT ?",                                                                   \
    [SQL_LINK_UTTERANCE_ROW] = LINK_UTTERANCE_ROW "WHERE id = ?",                                                      \
    [SQL_LINK_UTTERANCE_PAGE] = LINK_UTTERANCE_ROW "WHERE page = ? ORDER BY id LIMIT ?", \
    [SQL_LINK_UTTERANCE_STATEMENT] = "SELECT DISTINCT utterance FROM link_utterance WHERE page = (SELECT page FROM article" \
                                     " WHERE id = (SELECT max(article) FROM statement WHERE id = ?1)) AND statement = ?1" \
                                     " AND \"begin\" < ?3 AND \"end\" > ?2 ORDER BY utterance", \
    [SQL_LINK_STORY] = "SELECT key, gone_into, weighed, near, first_day, last_day, terms FROM link_story WHERE id = ?",\
    [SQL_LINK_STORY_KEY] = "SELECT id FROM link_story WHERE key = ?",                                                  \
    [SQL_LINK_STORY_LAST] = "SELECT max(id) FROM link_story",                                                          \
    [SQL_LINK_EVENT] = "SELECT id, story, beside, near, day, terms FROM link_event WHERE id = ?",                      \
    [SQL_LINK_EVENTS] = "SELECT id, story, beside, near, day, terms FROM link_event WHERE story = ? ORDER BY id LIMIT ?",\
    [SQL_LINK_PAGE_KEY] = "SELECT key FROM page WHERE id = ?",                                                         \
    [SQL_LINK_COUNTS] = "SELECT articles, counts FROM link_count WHERE id = ?",

/* clang-format on */

#endif
