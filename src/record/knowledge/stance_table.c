/* stance_table.c - reads the stance table (data/record/stance.table; docs/stance.md).
 *
 *     row    refuse
 *     is     verb rejects
 *     words  refuse; reject; rule out
 *     test   Iran refused talks with Iraq. => IRN talks rejects
 *
 *     row    reject-reject
 *     is     compose rejects rejects open
 *     test   Iran has not refused to rule out talks with Iraq. => ...
 *
 * What words do to a stance is data: a person adds a word, or a rule with its test, without C.
 * position.c walks the sentence and asks this table at each step. */
#include "record/knowledge/stance_table.h"

#include "base/file.h"
#include "language/sentence/clause.h"

static const char *const stance_names[] = {
    "none", "demands", "proposes", "accepts", "open", "conditional", "rejects"
};
static const char *const verdict_names[] = { "denies", "asks", "claims", "does" };

const char *stance_text(enum stance stance)
{
    return stance_names[stance];
}

bool stance_parse(struct text word, enum stance *out)
{
    for (size_t i = STANCE_DEMANDS; i < STANCE_COUNT; i++)
        if (text_is(word, stance_names[i])) {
            *out = (enum stance)i;
            return true;
        }
    return false;
}

static bool parse_verdict(struct text word, uint8_t *out)
{
    for (size_t i = 0; i < STANCE_COUNT; i++)
        if (text_is(word, stance_names[i])) {
            *out = (uint8_t)i;
            return true;
        }
    for (size_t i = 0; i < COUNT_OF(verdict_names); i++)
        if (text_is(word, verdict_names[i])) {
            *out = (uint8_t)(STANCE_COUNT + i);
            return true;
        }
    return false;
}

static struct text next_word(struct text *rest)
{
    struct text word;

    do
        word = text_cut(rest, ' ');
    while (rest->ptr && word.len == 0);
    return word;
}

static bool parse_flags(struct text word, uint16_t *out)
{
    static const struct {
        const char *name;
        uint16_t flag;
    } table[] = {
        { "plain", 0 },
        { "not", CLAUSE_NEGATED },
        { "will", CLAUSE_WILL },
        { "would", CLAUSE_WOULD },
        { "can", CLAUSE_CAN },
        { "must", CLAUSE_MUST },
        { "may", CLAUSE_MAY },
        { "past", CLAUSE_PAST },
        { "passive", CLAUSE_PASSIVE },
        { "perfect", CLAUSE_PERFECT },
    };

    *out = 0;
    while (word.ptr) {
        struct text one = text_cut(&word, '+');
        size_t i = 0;

        while (i < COUNT_OF(table) && !text_is(one, table[i].name))
            i++;
        if (i == COUNT_OF(table))
            return false;
        *out |= table[i].flag;
    }
    return true;
}

static const char *parse_is(struct text value, struct stance_row *row)
{
    static const char *const kinds[] = { "verb",    "adjective", "noun",   "about", "there",
                                         "negator", "compose",   "negate", "act",   "if" };
    struct text kind = next_word(&value);
    size_t k = 0;

    while (k < COUNT_OF(kinds) && !text_is(kind, kinds[k]))
        k++;
    if (k == COUNT_OF(kinds))
        return "the kind of row must be verb, adjective, noun, about, there, negator, compose, negate, act or "
               "if";
    row->kind = (enum row_kind)k;
    switch (row->kind) {
    case ROW_NEGATOR:
        return NULL;
    case ROW_COMPOSE:
        if (!parse_verdict(next_word(&value), &row->outer) || !parse_verdict(next_word(&value), &row->inner) ||
            !parse_verdict(next_word(&value), &row->verdict))
            return "compose wants three stances: the outer, the inner, what becomes of them";
        return NULL;
    case ROW_NEGATE:
        if (!parse_verdict(next_word(&value), &row->inner) || !parse_verdict(next_word(&value), &row->verdict))
            return "negate wants two stances: what is negated, what becomes of it";
        return NULL;
    case ROW_ACT: {
        struct text what = next_word(&value);

        row->deed = text_is(what, "deed");
        if ((!row->deed && !text_is(what, "act")) || !parse_flags(next_word(&value), &row->flags) ||
            !parse_verdict(next_word(&value), &row->verdict))
            return "act wants \"act\" or \"deed\", flags such as will+not, and a stance";
        return NULL;
    }
    case ROW_IF: {
        struct text what = next_word(&value);

        row->flags = text_is(what, "if")       ? 1 << CLAUSE_IF
                     : text_is(what, "unless") ? 1 << CLAUSE_UNLESS
                     : text_is(what, "after")  ? 1 << CLAUSE_AFTER
                                               : 0;
        if (!row->flags || !parse_verdict(next_word(&value), &row->inner) ||
            !parse_verdict(next_word(&value), &row->verdict))
            return "if wants if, unless or after, and two stances";
        return NULL;
    }
    default:
        if (!parse_verdict(next_word(&value), &row->verdict))
            return "a stance is wanted behind the kind: demands, proposes, accepts, open, conditional, "
                   "rejects, denies, asks, claims or does";
        return NULL;
    }
}

priscus_status stance_table_read(const char *file, struct text text, struct arena *mem, struct stance_table *out,
                                 struct priscus_error *err)
{
    struct stance_table table = { 0 };
    size_t rows_room = 0, tests_room = 0;
    struct lines it;
    struct text line;

    table.phrases = phrase_set_new(mem);
    if (!table.phrases)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    lines_init(&it, text, mem);
    while (lines_next(&it, &line)) {
        struct text value, key = line_key(line, &value);
        struct stance_row *row = table.n_rows ? &table.rows[table.n_rows - 1] : NULL;

        if (text_is(key, "row")) {
            struct stance_row *grown;

            for (size_t i = 0; i < table.n_rows; i++)
                if (text_eq(table.rows[i].id, value))
                    return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s:%d: the row %.*s stands in line %d already",
                                     file, it.number, (int)value.len, value.ptr, table.rows[i].line);
            grown = arena_grow(mem, table.rows, table.n_rows, &rows_room, sizeof *grown);
            if (!grown)
                return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
            table.rows = grown;
            grown[table.n_rows++] = (struct stance_row){ .id = value, .kind = ROW_KINDS, .line = it.number };
        } else if (!row)
            return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s:%d: a row must be opened first: \"row NAME\"", file,
                             it.number);
        else if (text_is(key, "is")) {
            const char *wrong = parse_is(value, row);

            row->is = value;
            if (wrong)
                return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s:%d: %s", file, it.number, wrong);
        } else if (text_is(key, "words"))
            while (value.ptr) {
                struct text phrase = text_trim(text_cut(&value, ';'));
                priscus_status status;

                if (!phrase.len)
                    continue;
                status = phrase_set_add(table.phrases, mem, phrase, 0, (uint32_t)table.n_rows - 1, err);
                if (status != PRISCUS_OK) {
                    error_prefix(err, "%s:%d", file, it.number);
                    if (err && status == PRISCUS_EINPUT)
                        err->code = PRISCUS_ECONFIG;
                    return status == PRISCUS_EINPUT ? PRISCUS_ECONFIG : status;
                }
            }
        else if (text_is(key, "test")) {
            size_t arrow = text_find(value, text_c("=>"), 0);
            struct stance_test *grown;

            if (arrow == NOWHERE)
                return error_set(err, PRISCUS_ECONFIG, NOWHERE,
                                 "%s:%d: a test is \"SENTENCE => PARTY issue stance; ...\" or \"=> none\"", file,
                                 it.number);
            grown = arena_grow(mem, table.tests, table.n_tests, &tests_room, sizeof *grown);
            if (!grown)
                return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
            table.tests = grown;
            grown[table.n_tests++] = (struct stance_test){
                .sentence = text_trim(text_of(value.ptr, arrow)),
                .expected = text_trim(text_of(value.ptr + arrow + 2, value.len - arrow - 2)),
                .row = (uint32_t)table.n_rows - 1,
                .line = it.number,
            };
        } else
            return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s:%d: \"%.*s\" is no key: use row, is, words or test",
                             file, it.number, (int)key.len, key.ptr);
    }
    for (size_t i = 0; i < table.n_rows; i++)
        if (table.rows[i].kind == ROW_KINDS)
            return error_set(err, PRISCUS_ECONFIG, NOWHERE, "%s:%d: the row %.*s does not say what it \"is\"", file,
                             table.rows[i].line, (int)table.rows[i].id.len, table.rows[i].id.ptr);
    *out = table;
    return PRISCUS_OK;
}
