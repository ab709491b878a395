/* link_source.c - see link_source.h. */
#include "ledger/link_source.h"

#include "ledger/sqlite/sqlite_ledger.h"

/* A statement; and, where its page was placed, what reports the same as one of its sentences. */
#define STATEMENTS_OF(which)                                                                                           \
    "WITH it AS MATERIALIZED (SELECT DISTINCT article.page AS page, statement.id AS statement FROM statement"          \
    " JOIN article ON article.id = statement.article WHERE " which ")"
#define REPORTS_TOO                                                                                                    \
    " SELECT page, statement FROM it UNION SELECT page, statement FROM link_utterance WHERE utterance IN"              \
    " (SELECT utterance FROM link_utterance AS own JOIN it ON own.page = it.page"                                      \
    " AND own.statement = it.statement) ORDER BY 1"

/* What each letter asks: rows of page and statement, and which letter's question is asked of what it finds none for. */
static const struct question {
    char letter;
    const char *sql;
} questions[] = {
    { ID_STATEMENT, STATEMENTS_OF("statement.id = ?1") REPORTS_TOO },
    { ID_POSITION,
      STATEMENTS_OF("(statement.article, statement.ordinal) = (SELECT article, statement FROM position"
                    " WHERE id = ?1 ORDER BY article DESC LIMIT 1)") " SELECT article.page, 0 FROM position JOIN "
                                                                     "article ON article.id = position.article"
                                                                     " WHERE position.id = ?1 AND position.statement "
                                                                     "IS NULL UNION" REPORTS_TOO },
    { ID_UTTERANCE, "SELECT DISTINCT page, statement FROM link_utterance WHERE utterance = ?1 ORDER BY page" },
    /* One that lost its last page is followed to the story that has it. */
    { ID_STORY,
      "WITH RECURSIVE way (story, steps) AS (SELECT id, 0 FROM link_story WHERE key = ?1 UNION"
      " SELECT gone_into, steps + 1 FROM way JOIN link_story ON link_story.id = way.story"
      " WHERE gone_into IS NOT NULL AND steps < 64),"
      " it AS MATERIALIZED (SELECT link_event.id AS id FROM way JOIN link_event ON link_event.story = way.story)"
      " SELECT id, 0 FROM it UNION SELECT link_event.id, 0 FROM link_event JOIN it"
      " ON link_event.beside = it.id WHERE link_event.story IS NULL ORDER BY 1" },
    /* A page's key is how its hash begins. */
    { ID_PAGE, "WITH it AS MATERIALIZED (SELECT id FROM page WHERE sha256 >= ?2 AND sha256 < ?3 AND key = ?1)"
               " SELECT id, 0 FROM it UNION SELECT of, 0 FROM link_copy JOIN it ON link_copy.page = it.id"
               " UNION SELECT page, 0 FROM link_copy JOIN it ON link_copy.of = it.id ORDER BY 1" },
};

static const struct question *question_of(char letter)
{
    for (size_t i = 0; i < COUNT_OF(questions); i++)
        if (questions[i].letter == letter)
            return &questions[i];
    return NULL;
}

#define KEY_BYTES 6

/* The number as the bytes that a hash begins with. One too large for them comes behind all hashes. */
static size_t key_bytes(int64_t key, unsigned char out[33])
{
    if (key >> 8 * KEY_BYTES) {
        memset(out, 0xFF, 33);
        return 33;
    }
    for (int i = 0; i < KEY_BYTES; i++)
        out[i] = (unsigned char)((uint64_t)key >> 8 * (KEY_BYTES - 1 - i));
    return KEY_BYTES;
}

/* `hashes`, which must stay, get what the second and the third parameter stand for. */
static bool bind(struct query *stmt, int64_t key, unsigned char hashes[2][33])
{
    for (int at = 2; at <= query_parameters(stmt); at++) {
        unsigned char *hash = hashes[at - 2];

        if (!query_bind_bytes(stmt, at, text_of((const char *)hash, key_bytes(key + at - 2, hash))))
            return false;
    }
    return query_bind_number(stmt, 1, key);
}

static priscus_status take_rows(struct ledger *ledger, struct query *stmt, size_t most, struct arena *mem,
                                struct link_report **out, size_t *n, size_t *total, struct priscus_error *err)
{
    size_t room = 0;
    bool found;
    priscus_status status;

    while ((status = ledger_step(ledger, stmt, &found, err)) == PRISCUS_OK && found) {
        struct link_report *grown;

        ++*total;
        if (*n == most)
            continue;
        if (!(grown = arena_grow(mem, *out, *n, &room, sizeof *grown)))
            return error_memory(err);
        *out = grown;
        grown[(*n)++] = (struct link_report){ query_number(stmt, 0), query_number(stmt, 1) };
    }
    return status;
}

priscus_status ledger_link_reports(struct ledger *ledger, const char *id, size_t most, struct arena *mem,
                                   struct link_report **out, size_t *n, size_t *total, struct priscus_error *err)
{
    const struct question *question;
    struct query *stmt;
    unsigned char hashes[2][33];
    int64_t key;
    char letter;
    priscus_status status;

    *out = NULL;
    *n = *total = 0;
    if (!id_parse(id, &letter, &key) || !(question = question_of(letter)))
        return error_set(
            err, PRISCUS_EUSAGE, NOWHERE,
            "%.40s is no identifier of a statement, position, utterance, story or page (s-, p-, u-, e-, g- "
            "and 12 digits)",
            id);
    status = ledger_prepare(ledger, question->sql, &stmt, err);
    if (status == PRISCUS_OK && !bind(stmt, key, hashes))
        status = error_memory(err);
    if (status == PRISCUS_OK)
        status = take_rows(ledger, stmt, most, mem, out, n, total, err);
    query_close(stmt);
    if (status == PRISCUS_OK && !*n)
        status = error_set(err, PRISCUS_EUSAGE, NOWHERE, "there is no %.40s in the ledger %s", id, ledger->path);
    return status;
}
