/* correct.c - see ledger/correction.h. */
#include "ledger/correction.h"

#include <stdio.h>

#include "base/utf8.h"
#include "ledger/columns.h"
#include "ledger/sqlite/row.h"
#include "ledger/views.h"

static const char *const whats[CORRECTION_COUNT] = { "confirm", "not",  "stance", "party",    "issue",
                                                     "speaker", "note", "add",    "reviewed", "undo" };

const char *correction_what_text(enum correction_what what)
{
    return whats[what];
}

bool correction_what_parse(struct text word, enum correction_what *out)
{
    for (int i = 0; i < CORRECTION_COUNT; i++)
        if (text_is(word, whats[i])) {
            *out = (enum correction_what)i;
            return true;
        }
    return false;
}

/* What is corrected, where it stands. Numbers are of words and rows; 0: none. */
struct place {
    int64_t page, body, entry, party, issue, undoes;
    const char *kind;
    struct span words;
    struct text text;
};

/* ---- what can be said ---------------------------------------------------------------------- */

static bool fits(char letter, enum correction_what what)
{
    switch (what) {
    case CORRECTION_CONFIRM:
    case CORRECTION_NOT:
    case CORRECTION_SPEAKER:
        return letter == ID_POSITION || letter == ID_STATEMENT;
    case CORRECTION_STANCE:
    case CORRECTION_PARTY:
    case CORRECTION_ISSUE:
        return letter == ID_POSITION;
    case CORRECTION_NOTE:
        return letter == ID_POSITION || letter == ID_STATEMENT || letter == ID_PAGE;
    case CORRECTION_REVIEWED:
        return letter == ID_PAGE;
    case CORRECTION_UNDO:
        return letter == CORRECTION_ID;
    default:
        return false;
    }
}

/* Names, codes, sentences of people: UTF-8 without what moves a cursor, not too long. */
static bool is_words(struct text t)
{
    if (t.len > CORRECTION_TEXT_MAX || utf8_check(t) != NOWHERE)
        return false;
    for (size_t at = 0, n; at < t.len; at += n) {
        unsigned size;

        if (point_is_control(utf8_at(t, at, &size)) && t.ptr[at] != '\n')
            return false;
        n = size;
    }
    return true;
}

static priscus_status check(char letter, const struct correction *c, struct priscus_error *err)
{
    enum stance stance;
    bool wants_value = c->what >= CORRECTION_STANCE && c->what <= CORRECTION_SPEAKER;

    if (!fits(letter, c->what))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "\"%s\" cannot be said of a %s", correction_what_text(c->what),
                         letter == ID_POSITION    ? "position (p-...)"
                         : letter == ID_STATEMENT ? "statement (s-...)"
                         : letter == ID_PAGE      ? "page (g-...)"
                                                  : "correction (c-...)");
    if (wants_value != (c->value.len > 0))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, wants_value ? "say which %s" : "%s has no value",
                         correction_what_text(c->what));
    if (c->what == CORRECTION_NOTE && !c->note.len)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "the note is empty");
    if (c->what == CORRECTION_STANCE && (!stance_parse(c->value, &stance) || stance == STANCE_NONE))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "%.*s is no stance; there are demands, proposes, accepts, open, conditional and rejects",
                         (int)(c->value.len < 40 ? c->value.len : 40), c->value.ptr);
    if (!c->who.len)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "say who corrects: --who NAME, or $PRISCUS_WHO");
    if (!is_words(c->value) || !is_words(c->note) || !is_words(c->who))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "a value, a note or a name is too long (%d bytes), or no plain text", CORRECTION_TEXT_MAX);
    return PRISCUS_OK;
}

/* ---- where the entry stands ---------------------------------------------------------------- */

#define WORDS(begin, end) "CAST(substr(CAST(body.text AS BLOB), " begin " + 1, " end " - " begin ") AS TEXT)"

static const struct {
    char letter;
    const char *kind, *sql; /* page, body, party, issue, begin, end, words, entry */
} places[] = {
    { ID_POSITION, "position",
      "SELECT article.page, article.body, party, issue, words_begin, words_end, " WORDS(
          "words_begin",
          "words_end") ", position.id FROM position JOIN article ON article.id = position.article JOIN body ON body.id "
                       "= article.body"
                       " WHERE position.id = ?1 ORDER BY article.reading DESC, article.id DESC LIMIT 1" },
    { ID_STATEMENT, "statement",
      "SELECT article.page, article.body, NULL, NULL, content.\"begin\", content.\"end\", " WORDS(
          "content.\"begin\"",
          "content.\"end\"") ", statement.id FROM statement"
                             " JOIN content ON content.article = statement.article AND content.statement = "
                             "statement.ordinal"
                             " JOIN article ON article.id = statement.article JOIN body ON body.id = article.body"
                             " WHERE statement.id = ?1 ORDER BY article.reading DESC, article.id DESC, content.ordinal "
                             "LIMIT 1" },
    { ID_PAGE, "page", "SELECT id, NULL, NULL, NULL, 0, 0, '', NULL FROM page WHERE key = ?1" },
    { CORRECTION_ID, NULL,
      "SELECT page, body, party, issue, \"begin\", \"end\", words, entry, id, kind FROM correction WHERE key = ?1" },
};

static const char *kind_of(struct text kind)
{
    return text_is(kind, "position") ? "position" : text_is(kind, "statement") ? "statement" : "page";
}

static priscus_status take_place(struct query *stmt, const char *kind, struct arena *mem, struct place *out)
{
    *out =
        (struct place){ .page = query_number(stmt, 0),
                        .body = query_number(stmt, 1),
                        .party = query_number(stmt, 2),
                        .issue = query_number(stmt, 3),
                        .words = { (uint32_t)query_number(stmt, 4), (uint32_t)query_number(stmt, 5) },
                        .entry = query_number(stmt, 7),
                        .undoes = kind ? 0 : query_number(stmt, 8),
                        .kind = kind ? kind : kind_of(column_text(stmt, 9)) };
    return column_copy(stmt, 6, mem, &out->text);
}

static priscus_status find_place(struct ledger *ledger, const char *id, char letter, int64_t number, struct arena *mem,
                                 struct place *out, struct priscus_error *err)
{
    struct query *stmt = NULL;
    bool found = false;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(places); i++) {
        if (places[i].letter != letter)
            continue;
        status = ledger_prepare(ledger, places[i].sql, &stmt, err);
        if (status == PRISCUS_OK) {
            query_bind_number(stmt, 1, number);
            status = ledger_step(ledger, stmt, &found, err);
        }
        if (status == PRISCUS_OK && found && take_place(stmt, places[i].kind, mem, out) != PRISCUS_OK)
            status = error_memory(err);
        query_close(stmt);
    }
    if (status == PRISCUS_OK && !found)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "there is no entry %s in the ledger", id);
    return status;
}

/* ---- a correction as a row ------------------------------------------------------------------ */

/* What it says, and when: said twice in one second it is one correction. */
static int64_t key_of(const struct place *place, const struct correction *c)
{
    char numbers[200], now[DATE_TEXT_MAX];
    struct text parts[5];
    struct sha256 hash;

    snprintf(numbers, sizeof numbers, "%lld %s %lld %u-%u %lld %s", (long long)place->page, place->kind,
             (long long)place->entry, place->words.begin, place->words.end, (long long)place->undoes,
             date_format(date_now(), now));
    parts[0] = text_c(numbers);
    parts[1] = text_c(correction_what_text(c->what));
    parts[2] = text_or_empty(c->value);
    parts[3] = text_or_empty(c->note);
    parts[4] = text_or_empty(c->who);
    hash = sha256_of_all(parts, COUNT_OF(parts));
    return id_of_page(hash); /* its first 48 bits */
}

static priscus_status add_correction(struct ledger *ledger, const struct place *place, const struct correction *c,
                                     int64_t key, struct priscus_error *err)
{
    struct row row = row_of_table(ledger, TABLE_CORRECTION, err);

    CORRECTION_COLUMNS(PUT);
    return row_add(&row, NULL);
}

/* ---- a position that no machine found ------------------------------------------------------- */

/* Run SQL with up to two numbers; *id (may be NULL): that of the row which it adds and returns. */
static priscus_status run_sql(struct ledger *ledger, sqlite3_str *sql, int64_t a, int64_t b, int64_t *id,
                              struct priscus_error *err)
{
    struct query *stmt;
    bool found = false;
    priscus_status status = ledger_prepare_built(ledger, sql, &stmt, err);

    if (status == PRISCUS_OK) {
        query_bind_number(stmt, 1, a);
        if (query_parameters(stmt) > 1)
            query_bind_number(stmt, 2, b);
        status = ledger_step(ledger, stmt, &found, err);
    }
    if (status == PRISCUS_OK && id && found)
        *id = query_number(stmt, 0);
    query_close(stmt);
    ledger_forget_numbers(ledger);
    return status;
}

/* The person's reading: with the agenda and roster of the one that the article is of. */
static priscus_status add_reading(struct ledger *ledger, const struct sha256 *key, int64_t of, int64_t *id,
                                  struct priscus_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(ledger->db);
    char hex[65], now[DATE_TEXT_MAX];
    priscus_status status;

    sha256_hex(*key, hex);
    sqlite3_str_appendf(sql,
                        "INSERT INTO reading (id, key, engine, started) SELECT coalesce(max(id), 0) + ?1, x'%s', '" PERSON_ENGINE
                        "', '%s' FROM reading RETURNING id",
                        hex, date_format(date_now(), now));
    status = run_sql(ledger, sql, 1, 0, id, err);
    if (status != PRISCUS_OK)
        return status;
    sql = sqlite3_str_new(ledger->db);
    sqlite3_str_appendall(sql, "INSERT INTO reading_knowledge (reading, kind, ordinal, name, knowledge)"
                               " SELECT ?1, kind, ordinal, name, knowledge FROM reading_knowledge WHERE reading = ?2");
    return run_sql(ledger, sql, *id, of, NULL, err);
}

/* The article once more, as that reading has it. */
static priscus_status copy_article(struct ledger *ledger, int64_t article, int64_t reading, int64_t *id,
                                   struct priscus_error *err)
{
    sqlite3_str *sql = sqlite3_str_new(ledger->db), *values = sqlite3_str_new(ledger->db);
    char now[DATE_TEXT_MAX], *list;

    date_format(date_now(), now);
    sqlite3_str_appendall(sql, "INSERT INTO article (id");
    sqlite3_str_appendall(values, "(SELECT max(id) + 1 FROM article)");
    for (const struct ledger_column *c = ledger_tables[TABLE_ARTICLE].columns; c->name; c++) {
        if (strcmp(c->type, ROW_NUMBER) == 0)
            continue;
        sqlite3_str_appendf(sql, ", %s", c->name);
        if (strcmp(c->name, "reading") == 0)
            sqlite3_str_appendall(values, ", ?2");
        else if (strcmp(c->name, "recorded") == 0)
            sqlite3_str_appendf(values, ", '%s'", now);
        else
            sqlite3_str_appendf(values, ", %s", c->name);
    }
    list = sqlite3_str_finish(values);
    sqlite3_str_appendf(sql, ") SELECT %s FROM article WHERE id = ?1 RETURNING id", list ? list : "");
    sqlite3_free(list);
    return run_sql(ledger, sql, article, reading, id, err);
}

/* A byte within a character: no border. */
static bool is_within(struct text body, uint32_t at)
{
    return at < body.len && ((unsigned char)body.ptr[at] & 0xC0) == 0x80;
}

struct span sentence_around(struct text body, struct span words)
{
    struct span s = words;

    while (s.begin > 0 && body.ptr[s.begin - 1] != '\n' &&
           (words.begin - s.begin < SENTENCE_SIDE_MAX || is_within(body, s.begin)) &&
           !(s.begin > 1 && is_ascii_space(body.ptr[s.begin - 1]) && strchr(".!?", body.ptr[s.begin - 2])))
        s.begin--;
    while (s.end < body.len && body.ptr[s.end] != '\n' &&
           (s.end - words.end < SENTENCE_SIDE_MAX || is_within(body, s.end)) &&
           !(strchr(".!?", body.ptr[s.end - 1]) && is_ascii_space(body.ptr[s.end])))
        s.end++;
    return s;
}

static priscus_status check_added(const struct added_position *a, struct priscus_error *err)
{
    const struct correction c = { CORRECTION_SPEAKER, a->speaker.len ? a->speaker : a->party, a->note, a->who };

    if (!a->party.len || !a->issue.len || a->stance == STANCE_NONE || !a->words.len)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "a position has words, a party, an issue and a stance");
    if (!is_words(a->party) || !is_words(a->issue))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "the party or the issue is no plain text");
    return check(ID_POSITION, &c, err);
}

/* The newest article of the page, where the words stand in its body. */
static priscus_status find_words(struct ledger *ledger, const struct added_position *a, struct arena *mem,
                                 struct place *place, int64_t *article, int64_t *reading, struct position *p,
                                 struct text *body, struct priscus_error *err)
{
    struct query *stmt;
    bool found;
    size_t at;
    priscus_status status = ledger_prepare(ledger,
                                           "SELECT newest.id, newest.reading, newest.body, body.text FROM newest"
                                           " JOIN body ON body.id = newest.body WHERE newest.page = ?1",
                                           &stmt, err);

    if (status == PRISCUS_OK) {
        query_bind_number(stmt, 1, place->page);
        status = ledger_step(ledger, stmt, &found, err);
    }
    if (status == PRISCUS_OK && found) {
        *article = query_number(stmt, 0);
        *reading = query_number(stmt, 1);
        place->body = query_number(stmt, 2);
        if (column_copy(stmt, 3, mem, body) != PRISCUS_OK)
            status = error_memory(err);
    }
    query_close(stmt);
    if (status != PRISCUS_OK)
        return status;
    at = found ? text_find(*body, a->words, a->from) : NOWHERE;
    if (at == NOWHERE)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "these words do not stand in the article of %s, as they are written", a->page);
    p->words = (struct span){ (uint32_t)at, (uint32_t)(at + a->words.len) };
    p->sentence = sentence_around(*body, p->words);
    return PRISCUS_OK;
}

/* All of it, in the transaction that is open. */
static priscus_status add_position(struct ledger *ledger, const struct added_position *a, struct arena *mem,
                                   int64_t *position_id, int64_t *key, struct priscus_error *err)
{
    const struct correction c = { CORRECTION_ADD, text_of(NULL, 0), a->note, a->who };
    struct position p = { .statement = -1,
                          .speaker = a->speaker,
                          .party = a->party,
                          .issue = a->issue,
                          .stance = a->stance,
                          .said_on = a->said_on };
    struct record record = { .positions = &p, .n_positions = 1 };
    struct sha256 page_hash, reading_key;
    struct place place;
    struct text body, parts[2];
    char letter, number[24];
    int64_t page, article = 0, reading = 0;
    struct query *stmt;
    bool found;
    priscus_status status;

    if (!id_parse(a->page, &letter, &page) || letter != ID_PAGE)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "%s is no page; give one as g-3fa94c12d0b7", a->page);
    if ((status = find_place(ledger, a->page, letter, page, mem, &place, err)) != PRISCUS_OK ||
        (status = find_words(ledger, a, mem, &place, &article, &reading, &p, &body, err)) != PRISCUS_OK ||
        (status = ledger_prepare(ledger, "SELECT sha256 FROM page WHERE id = ?1", &stmt, err)) != PRISCUS_OK)
        return status;
    query_bind_number(stmt, 1, place.page);
    status = ledger_step(ledger, stmt, &found, err);
    if (status == PRISCUS_OK && found && (int)query_size(stmt, 0) == (int)sizeof page_hash.bytes)
        memcpy(page_hash.bytes, query_bytes(stmt, 0), sizeof page_hash.bytes);
    query_close(stmt);
    if (status != PRISCUS_OK)
        return status;
    *position_id = id_of_position(page_hash, &p);
    place.kind = "position";
    place.entry = *position_id;
    place.words = p.words;
    place.text = a->words;
    *key = key_of(&place, &c);
    snprintf(number, sizeof number, "%lld", (long long)*key);
    parts[0] = text_c(PERSON_ENGINE);
    parts[1] = text_c(number);
    reading_key = sha256_of_all(parts, COUNT_OF(parts));
    if ((status = ledger_hide_page(ledger, place.page, err)) != PRISCUS_OK ||
        (status = add_reading(ledger, &reading_key, reading, &reading, err)) != PRISCUS_OK ||
        (status = copy_article(ledger, article, reading, &article, err)) != PRISCUS_OK ||
        (status = ledger_add_record(ledger, &page_hash, article, &record, err)) != PRISCUS_OK ||
        (status = add_correction(ledger, &place, &c, *key, err)) != PRISCUS_OK)
        return status;
    return ledger_show_page(ledger, place.page, err);
}

static priscus_status end(struct ledger *ledger, priscus_status status, struct priscus_error *err)
{
    if (status == PRISCUS_OK)
        return ledger_commit(ledger, err);
    ledger_rollback(ledger);
    ledger_forget_words(ledger);
    return status;
}

static priscus_status begin(struct ledger *ledger, struct priscus_error *err)
{
    priscus_status status;

    if (!ledger->writable)
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "the ledger %s was not opened for writing", ledger->path);
    status = ledger_commit(ledger, err);
    return status == PRISCUS_OK ? ledger_begin(ledger, err) : status;
}

/* What is confirmed is the stance as it is shown, which somebody else may have corrected. */
static priscus_status take_stance(struct ledger *ledger, const struct place *place, struct arena *mem, struct text *out,
                                  struct priscus_error *err)
{
    struct query *stmt;
    bool found;
    priscus_status status =
        ledger_prepare(ledger,
                       "SELECT " TEXT_OF("shown.stance") " FROM article CROSS JOIN shown ON shown.article = article.id"
                                                         " WHERE article.page = ?1 AND shown.id = ?2",
                       &stmt, err);

    if (status == PRISCUS_OK) {
        query_bind_number(stmt, 1, place->page);
        query_bind_number(stmt, 2, place->entry);
        status = ledger_step(ledger, stmt, &found, err);
    }
    if (status == PRISCUS_OK && found && column_copy(stmt, 0, mem, out) != PRISCUS_OK)
        status = error_memory(err);
    query_close(stmt);
    return status;
}

priscus_status ledger_correct(struct ledger *ledger, const char *id, const struct correction *said, char *made,
                              struct priscus_error *err)
{
    struct correction taken = *said, *c = &taken;
    struct arena mem = { 0 };
    struct place place;
    char letter;
    int64_t number, key = 0;
    priscus_status status;

    if (!id_parse(id, &letter, &number))
        return error_set(
            err, PRISCUS_EUSAGE, NOWHERE,
            "%s is no identifier; give a position (p-...), statement (s-...), page (g-...) or correction (c-...)", id);
    if ((status = check(letter, c, err)) != PRISCUS_OK || (status = begin(ledger, err)) != PRISCUS_OK)
        return status;
    status = find_place(ledger, id, letter, number, &mem, &place, err);
    if (status == PRISCUS_OK && c->what == CORRECTION_CONFIRM && letter == ID_POSITION)
        status = take_stance(ledger, &place, &mem, &c->value, err);
    if (status == PRISCUS_OK)
        status = ledger_hide_page(ledger, place.page, err);
    if (status == PRISCUS_OK) {
        key = key_of(&place, c);
        status = add_correction(ledger, &place, c, key, err);
    }
    if (status == PRISCUS_OK)
        status = ledger_show_page(ledger, place.page, err);
    status = end(ledger, status, err);
    if (status == PRISCUS_OK)
        id_format(CORRECTION_ID, key, made);
    arena_release(&mem);
    return status;
}

priscus_status ledger_correct_add(struct ledger *ledger, const struct added_position *added, char *position, char *made,
                                  struct priscus_error *err)
{
    struct arena mem = { 0 };
    int64_t id = 0, key = 0;
    priscus_status status;

    if ((status = check_added(added, err)) != PRISCUS_OK || (status = begin(ledger, err)) != PRISCUS_OK)
        return status;
    status = end(ledger, add_position(ledger, added, &mem, &id, &key, err), err);
    if (status == PRISCUS_OK) {
        id_format(ID_POSITION, id, position);
        id_format(CORRECTION_ID, key, made);
    }
    arena_release(&mem);
    return status;
}
