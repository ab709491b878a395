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
 * What words do to a stance is data: a person adds a word, or a rule with its test, without C. The files of
 * record/position walk a sentence and ask this table at each step. */
#include "record/knowledge/stance_table.h"

#include "language/sentence/clause.h"
#include "record/knowledge/config.h"

static const char *const stance_names[] = {
    "none", "demands", "proposes", "accepts", "open", "conditional", "rejects"
};
static const char *const verdict_names[] = { "denies", "asks", "claims", "does", "able", "unable", "harms", "kept" };

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

static const char *const kinds[] = {
    "verb",    "adjective", "noun",  "about",   "there",        "condition",       "behind",
    "this",    "the",       "list",  "lists",   "negator-noun", "negator-subject", "negator-verb",
    "adjunct", "means",     "paper", "compose", "negate",       "opposite",        "act",
    "if"
};

_Static_assert(COUNT_OF(kinds) == ROW_KINDS, "a name for each kind of row");

static const char *const conditions[] = { "if", "unless", "after", "before", "only-after", "exchange" };

_Static_assert(COUNT_OF(conditions) == CONDITION_KINDS, "a name for each kind of condition");

/* Are the words of the row single words, looked up one by one and not as phrases? */
static bool of_single_words(enum row_kind kind)
{
    return kind >= ROW_BEHIND && kind <= ROW_PAPER;
}

/* What is wrong with what stands behind the kind; NULL: nothing. */
static const char *parse_is(struct text value, struct stance_row *row)
{
    switch (row->kind) {
    case ROW_NEGATOR_NOUN:
    case ROW_NEGATOR_SUBJECT:
    case ROW_NEGATOR_VERB:
    case ROW_ADJUNCT:
    case ROW_MEANS:
    case ROW_PAPER:
    case ROW_LISTS:
        return NULL;
    case ROW_COMPOSE:
        if (!parse_verdict(next_word(&value), &row->outer) || !parse_verdict(next_word(&value), &row->inner) ||
            !parse_verdict(next_word(&value), &row->verdict))
            return "compose wants three stances: the outer, the inner, what becomes of them";
        return NULL;
    case ROW_NEGATE:
    case ROW_OPPOSITE:
        if (!parse_verdict(next_word(&value), &row->inner) || !parse_verdict(next_word(&value), &row->verdict))
            return row->kind == ROW_NEGATE ? "negate wants two stances: what is negated, what becomes of it"
                                           : "opposite wants two stances: the one taken, what it says of the issue";
        return NULL;
    case ROW_ACT: {
        struct text what = next_word(&value);

        row->deed = text_is(what, "deed");
        if ((!row->deed && !text_is(what, "act")) || !parse_flags(next_word(&value), &row->flags) ||
            !parse_verdict(next_word(&value), &row->verdict))
            return "act wants \"act\" or \"deed\", flags such as will+not, and a stance";
        return NULL;
    }
    case ROW_CONDITION:
        row->condition = (uint8_t)config_index(next_word(&value), conditions, CONDITION_KINDS);
        return row->condition < CONDITION_KINDS ? NULL
                                                : "condition wants if, unless, after, before, only-after or exchange";
    case ROW_IF:
        row->condition = (uint8_t)config_index(next_word(&value), conditions, CONDITION_BEFORE);
        if (row->condition == CONDITION_BEFORE || !parse_verdict(next_word(&value), &row->inner) ||
            !parse_verdict(next_word(&value), &row->verdict))
            return "if wants if, unless or after, and two stances";
        return NULL;
    default:
        if (!parse_verdict(next_word(&value), &row->verdict))
            return "a stance is wanted behind the kind: demands, proposes, accepts, open, conditional, "
                   "rejects, denies, asks, claims or does";
        return NULL;
    }
}

/* ---- the file ---- */

enum key { KEY_ROW, KEY_IS, KEY_WORDS, KEY_TEST };

static const char *const keys[] = { "row", "is", "words", "test" };

static const struct config_format format = {
    .a_file = "a stance table",
    .a_block = "a row",
    .new_block = "row NAME",
    .keys = keys,
    .n_keys = COUNT_OF(keys),
    .wanted = (const char *const[]){ "a name is", "a kind is", "phrases are", "a sentence is" },
};

struct reader {
    struct config config;
    struct arena *mem;
    struct stance_table table;
    size_t rows_room, tests_room;
};

/* A row that lies behind must say what it is. */
static void close_row(struct reader *r)
{
    const struct stance_row *row = r->table.n_rows ? &r->table.rows[r->table.n_rows - 1] : NULL;

    if (row && row->kind == ROW_KINDS)
        config_mistake_at(&r->config, row->line, "the row %.*s does not say what it \"is\"", (int)row->id.len,
                          row->id.ptr);
}

static priscus_status open_row(struct reader *r, struct text id)
{
    struct stance_table *t = &r->table;
    struct stance_row *grown;

    for (size_t i = 0; i < t->n_rows; i++)
        if (text_eq(t->rows[i].id, id))
            config_mistake(&r->config, "the row %.*s stands in line %d already", (int)id.len, id.ptr, t->rows[i].line);
    grown = arena_grow(r->mem, t->rows, t->n_rows, &r->rows_room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    t->rows = grown;
    grown[t->n_rows++] = (struct stance_row){ .id = id, .kind = ROW_KINDS, .line = r->config.line };
    return PRISCUS_OK;
}

static void read_is(struct reader *r, struct stance_row *row, struct text value)
{
    struct text rest = value, kind = next_word(&rest);
    const char *wrong;

    row->is = value;
    row->kind = (enum row_kind)config_index(kind, kinds, COUNT_OF(kinds));
    if (row->kind == ROW_KINDS) {
        config_unknown(&r->config, "kind", kind, kinds, COUNT_OF(kinds));
        row->kind = ROW_VERB; /* told */
    } else if ((wrong = parse_is(rest, row)) != NULL)
        config_mistake(&r->config, "%s", wrong);
}

static priscus_status read_words(struct reader *r, struct stance_row *row, struct text list)
{
    uint32_t value = (uint32_t)(row - r->table.rows);
    struct text word;

    if (row->kind == ROW_KINDS) {
        config_mistake_at(&r->config, row->line, "the row %.*s does not say what it \"is\" before its words",
                          (int)row->id.len, row->id.ptr);
        row->kind = ROW_VERB; /* told */
    } else if (!of_single_words(row->kind))
        return phrase_set_add_all(r->table.phrases, r->mem, &r->config, list, value);
    else
        while (config_value(&list, &word)) {
            priscus_status status;

            if (word.len == 0 || text_find(word, text_c(" "), 0) != NOWHERE)
                config_mistake(&r->config, "a row of this kind has single words, parted by \";\"");
            else if (lookup_find(&r->table.words, word, row->kind))
                config_mistake(&r->config, "\"%.*s\" comes twice", (int)word.len, word.ptr);
            else if ((status = lookup_add(&r->table.words, r->mem, word, row->kind, value)) != PRISCUS_OK)
                return status;
        }
    return PRISCUS_OK;
}

static priscus_status read_test(struct reader *r, struct text value)
{
    struct stance_table *t = &r->table;
    size_t arrow = text_find(value, text_c("=>"), 0);
    struct stance_test *grown;

    if (arrow == NOWHERE) {
        config_mistake(&r->config, "a test is \"SENTENCE => PARTY issue stance; ...\" or \"=> none\"");
        return PRISCUS_OK;
    }
    grown = arena_grow(r->mem, t->tests, t->n_tests, &r->tests_room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    t->tests = grown;
    grown[t->n_tests++] = (struct stance_test){
        .sentence = text_trim(text_of(value.ptr, arrow)),
        .expected = text_trim(text_of(value.ptr + arrow + 2, value.len - arrow - 2)),
        .row = (uint32_t)t->n_rows - 1,
        .line = r->config.line,
    };
    return PRISCUS_OK;
}

static priscus_status read_key(struct reader *r, enum key key, struct text value)
{
    struct stance_row *row = r->table.n_rows ? &r->table.rows[r->table.n_rows - 1] : NULL;

    if (value.len == 0)
        return PRISCUS_OK; /* a mistake, told already */
    switch (key) {
    case KEY_ROW:
        close_row(r);
        return open_row(r, value);
    case KEY_IS:
        read_is(r, row, value);
        return PRISCUS_OK;
    case KEY_WORDS:
        return read_words(r, row, value);
    default:
        return read_test(r, value);
    }
}

static priscus_status read_all(struct reader *r, struct text text)
{
    priscus_status status = config_begin(&r->config, text, r->mem);
    struct text value;
    size_t key;

    r->table.phrases = phrase_set_new(r->mem);
    if (!r->table.phrases)
        return PRISCUS_ENOMEM;
    while (status == PRISCUS_OK && (status = config_next_key(&r->config, &format, &key, &value)) == PRISCUS_OK)
        status = read_key(r, (enum key)key, value);
    if (status == PRISCUS_DONE)
        close_row(r);
    return status;
}

priscus_status stance_table_read(const char *file, struct text text, struct arena *mem, struct stance_table *out,
                                 struct priscus_error *err)
{
    struct reader r = { .config = { .file = file }, .mem = mem };
    priscus_status status = config_end(&r.config, read_all(&r, text), err);

    if (status == PRISCUS_OK)
        *out = r.table;
    return status;
}

const struct stance_row *stance_table_find(const struct stance_table *table, enum row_kind kind, struct text word)
{
    const uint32_t *row = lookup_find(&table->words, word, kind);

    return row ? &table->rows[*row] : NULL;
}
