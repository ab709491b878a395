/* event_table.c - reads the two files of event_table.h.
 *
 *     cameo.txt      ROOT: CODE [MODE] GOLDSTEIN; ...
 *     event.table    blocks of row, is, words, test: as the stance table */
#include "record/event/event_table.h"

#include "base/file.h"
#include "record/knowledge/config.h"

static const char *const roots[] = { "STATEMENT", "AGREE",    "CONSULT",  "SUPPORT", "CONCEDE", "COOPERATE",
                                     "AID",       "RETREAT",  "REQUEST",  "ACCUSE",  "REJECT",  "THREATEN",
                                     "PROTEST",   "SANCTION", "MOBILIZE", "COERCE",  "ASSAULT" };
static const char *const operators[] = { "-",       "does",   "says",     "will",     "agree", "accept",
                                         "request", "appeal", "refuse",   "not",      "fail",  "stop",
                                         "cancel",  "allow",  "threaten", "consider", "unsay" };
static const char *const kinds[] = { "verb", "noun", "about", "compose", "issue" };

enum key { KEY_ROW, KEY_IS, KEY_WORDS, KEY_TEST, KEY_COUNT };
static const char *const keys[] = { "row", "is", "words", "test" };
static const char *const wanted[] = { "a name is", "a kind is", "phrases are", "a test is" };
static const struct config_format format = { "an event table", "a row", "row NAME", 0, KEY_COUNT, keys, wanted };

const char *event_root_text(enum event_root root)
{
    return roots[root];
}

unsigned event_root_quad(enum event_root root)
{
    static const uint8_t quads[] = { 0, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4 };

    return quads[root];
}

unsigned event_code_quad(const struct event_code *code)
{
    unsigned root = (unsigned)(code->code.ptr[0] - '0') * 10 + (unsigned)(code->code.ptr[1] - '0');

    return root < 3 ? 0 : root < 6 ? 1 : root < 9 ? 2 : root < 14 ? 3 : 4;
}

struct reader {
    struct config config;
    struct arena *mem;
    struct event_table table;
    size_t codes_room, rows_room, tests_room;
};

static struct text next_word(struct text *rest)
{
    struct text word;

    do
        word = text_cut(rest, ' ');
    while (rest->ptr && word.len == 0);
    return word;
}

/* ---- the codes ---- */

static bool is_code(struct text word)
{
    if (word.len < 2 || word.len > EVENT_CODE_MAX)
        return false;
    for (size_t i = 0; i < word.len; i++)
        if (!is_ascii_digit(word.ptr[i]))
            return false;
    return word.ptr[0] < '2' || (word.ptr[0] == '2' && word.ptr[1] == '0');
}

/* "-5.0" */
static bool is_goldstein(struct text word)
{
    size_t i = word.len && word.ptr[0] == '-', digits = i;

    while (digits < word.len && is_ascii_digit(word.ptr[digits]))
        digits++;
    return digits > i && digits + 2 == word.len && word.ptr[digits] == '.' && is_ascii_digit(word.ptr[digits + 1]);
}

static uint16_t find_code(const struct event_table *table, struct text code)
{
    for (size_t i = 0; i < table->n_codes; i++)
        if (text_eq(table->codes[i].code, code))
            return (uint16_t)i;
    return EVENT_NO_CODE;
}

static priscus_status read_code(struct reader *r, enum event_root root, struct text value)
{
    struct event_table *t = &r->table;
    struct event_code *grown, code = { .root = (uint8_t)root };
    struct text rest = value, word;

    code.code = next_word(&rest);
    word = next_word(&rest);
    if (rest.ptr) {
        code.mode = word;
        word = next_word(&rest);
    }
    code.goldstein = word;
    if (!is_code(code.code) || code.code.len < 3 || !is_goldstein(word) || rest.ptr) {
        config_mistake(&r->config, "a code is three or four digits, a mode or none, and a number as -5.0, not \"%.*s\"",
                       (int)value.len, value.ptr);
        return PRISCUS_OK;
    }
    if (find_code(t, code.code) != EVENT_NO_CODE) {
        config_mistake(&r->config, "the code %.*s comes twice", (int)code.code.len, code.code.ptr);
        return PRISCUS_OK;
    }
    grown = arena_grow(r->mem, t->codes, t->n_codes, &r->codes_room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    t->codes = grown;
    grown[t->n_codes++] = code;
    return PRISCUS_OK;
}

static priscus_status read_codes(struct reader *r, struct text text)
{
    priscus_status status = config_begin(&r->config, text, r->mem);
    struct text list, value;
    size_t root;

    while (status == PRISCUS_OK &&
           (status = config_next_kind(&r->config, roots, COUNT_OF(roots), &root, &list)) == PRISCUS_OK)
        while (status == PRISCUS_OK && config_value(&list, &value))
            status = read_code(r, (enum event_root)root, value);
    return status;
}

/* ---- the rows ---- */

/* A code of the list, or "-" for none. */
static uint16_t parse_code(struct reader *r, struct text word)
{
    uint16_t code = find_code(&r->table, word);

    if (code == EVENT_NO_CODE && !text_is(word, "-"))
        config_mistake(&r->config, "\"%.*s\" is no code of the list of codes; \"-\" is none", (int)word.len,
                       word.len ? word.ptr : "");
    return code;
}

static uint8_t parse_operator(struct reader *r, struct text word)
{
    size_t at = config_index(word, operators, COUNT_OF(operators));

    if (at > 0 && at < COUNT_OF(operators))
        return (uint8_t)at;
    config_unknown(&r->config, "operator", word, operators, COUNT_OF(operators));
    return OPERATOR_DOES;
}

/* "verb 084 object", "verb stop", "noun 046", "about 112" */
static void read_word_row(struct reader *r, struct event_row *row, struct text rest)
{
    struct text word = next_word(&rest);

    row->code = EVENT_NO_CODE;
    if (word.len && is_ascii_digit(word.ptr[0]))
        row->code = parse_code(r, word);
    else
        row->operator_ = parse_operator(r, word);
    if (!rest.ptr)
        return;
    word = next_word(&rest);
    row->object = row->kind == EVENT_VERB && text_is(word, "object") && !rest.ptr;
    if (!row->object)
        config_mistake(&r->config, "behind its code a verb may have \"object\", and nothing else");
}

/* "compose will+agree 084 0353" */
static void read_compose(struct reader *r, struct event_row *row, struct text rest)
{
    struct text outer = next_word(&rest), inner = next_word(&rest), result = next_word(&rest);

    while (outer.ptr)
        row->operators |= 1u << parse_operator(r, text_cut(&outer, '+'));
    row->inner = inner;
    if (!is_code(inner) && !text_is(inner, "any") && !text_is(inner, "none"))
        config_mistake(&r->config, "a compose row has OPERATOR, the first digits of a code, any or none, and a RESULT");
    row->same = text_is(result, "same");
    row->code = row->same ? EVENT_NO_CODE : parse_code(r, result);
    if (rest.ptr)
        config_mistake(&r->config, "nothing may stand behind the result of a compose row");
}

/* "issue talks 106 026 036 036 125": for demands, proposes, accepts, open, rejects */
static void read_issue(struct reader *r, struct event_row *row, struct text rest)
{
    static const uint8_t order[] = { STANCE_DEMANDS, STANCE_PROPOSES, STANCE_ACCEPTS, STANCE_OPEN, STANCE_REJECTS };

    row->issue = next_word(&rest);
    row->by_stance[STANCE_NONE] = EVENT_NO_CODE;
    for (size_t i = 0; i < COUNT_OF(order); i++)
        row->by_stance[order[i]] = parse_code(r, next_word(&rest));
    row->by_stance[STANCE_CONDITIONAL] = row->by_stance[STANCE_ACCEPTS];
    if (rest.ptr)
        config_mistake(&r->config, "an issue has five codes: for demands, proposes, accepts, open, rejects");
}

static void read_is(struct reader *r, struct event_row *row, struct text value)
{
    struct text rest = value, kind = next_word(&rest);

    row->kind = (uint8_t)config_index(kind, kinds, COUNT_OF(kinds));
    if (row->kind == EVENT_ROW_KINDS) {
        config_unknown(&r->config, "kind", kind, kinds, COUNT_OF(kinds));
        row->kind = EVENT_VERB; /* told */
    } else if (row->kind == EVENT_COMPOSE)
        read_compose(r, row, rest);
    else if (row->kind == EVENT_ISSUE)
        read_issue(r, row, rest);
    else
        read_word_row(r, row, rest);
}

static priscus_status read_words(struct reader *r, struct event_row *row, struct text list)
{
    if (row->kind > EVENT_ABOUT) {
        config_mistake(&r->config, "only a row that is a verb, noun or about has words, behind what it \"is\"");
        return PRISCUS_OK;
    }
    return phrase_set_add_all(r->table.phrases, r->mem, &r->config, list, (uint32_t)(row - r->table.rows));
}

static priscus_status read_test(struct reader *r, struct text value)
{
    struct event_table *t = &r->table;
    size_t arrow = text_find(value, text_c("=>"), 0);
    struct event_test *grown;

    if (arrow == NOWHERE) {
        config_mistake(&r->config, "a test is \"SENTENCE => PARTY code; ...\" or \"=> none\"");
        return PRISCUS_OK;
    }
    grown = arena_grow(r->mem, t->tests, t->n_tests, &r->tests_room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    t->tests = grown;
    grown[t->n_tests++] = (struct event_test){
        .sentence = text_trim(text_of(value.ptr, arrow)),
        .expected = text_trim(text_of(value.ptr + arrow + 2, value.len - arrow - 2)),
        .row = (uint32_t)t->n_rows - 1,
        .line = r->config.line,
    };
    return PRISCUS_OK;
}

static void close_row(struct reader *r)
{
    const struct event_row *row = r->table.n_rows ? &r->table.rows[r->table.n_rows - 1] : NULL;

    if (row && row->kind == EVENT_ROW_KINDS)
        config_mistake_at(&r->config, row->line, "the row %.*s does not say what it \"is\"", (int)row->id.len,
                          row->id.ptr);
}

static priscus_status open_row(struct reader *r, struct text id)
{
    struct event_table *t = &r->table;
    struct event_row *grown;

    close_row(r);
    for (size_t i = 0; i < t->n_rows; i++)
        if (text_eq(t->rows[i].id, id))
            config_mistake(&r->config, "the row %.*s stands in line %d already", (int)id.len, id.ptr, t->rows[i].line);
    grown = arena_grow(r->mem, t->rows, t->n_rows, &r->rows_room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    t->rows = grown;
    grown[t->n_rows++] =
        (struct event_row){ .id = id, .kind = EVENT_ROW_KINDS, .code = EVENT_NO_CODE, .line = r->config.line };
    return PRISCUS_OK;
}

static priscus_status read_rows(struct reader *r, struct text text)
{
    priscus_status status = config_begin(&r->config, text, r->mem);
    struct text value;
    size_t key;

    r->table.phrases = phrase_set_new(r->mem);
    if (!r->table.phrases)
        return PRISCUS_ENOMEM;
    while (status == PRISCUS_OK && (status = config_next_key(&r->config, &format, &key, &value)) == PRISCUS_OK) {
        struct event_row *row = r->table.n_rows ? &r->table.rows[r->table.n_rows - 1] : NULL;

        if (value.len == 0)
            continue; /* a mistake, told already */
        if (key == KEY_ROW)
            status = open_row(r, value);
        else if (key == KEY_IS)
            read_is(r, row, value);
        else
            status = key == KEY_WORDS ? read_words(r, row, value) : read_test(r, value);
    }
    if (status == PRISCUS_DONE)
        close_row(r);
    return status;
}

priscus_status event_table_read(const char *codes_file, struct text codes, const char *file, struct text text,
                                struct arena *mem, struct event_table *out, struct priscus_error *err)
{
    struct reader r = { .config = { .file = codes_file }, .mem = mem };
    priscus_status status = config_end(&r.config, read_codes(&r, codes), err);

    if (status != PRISCUS_OK)
        return status;
    r.config = (struct config){ .file = file };
    status = config_end(&r.config, read_rows(&r, text), err);
    if (status == PRISCUS_OK)
        *out = r.table;
    return status;
}

priscus_status event_table_builtin(struct arena *mem, struct event_table *out, struct priscus_error *err)
{
    static const char codes[] = "record/cameo.txt", table[] = "record/event.table";

    return event_table_read(codes, builtin_file(codes), table, builtin_file(table), mem, out, err);
}

/* ---- asking ---- */

const struct event_row *event_table_compose(const struct event_table *table, enum event_operator op, uint16_t inner)
{
    const struct event_row *best = NULL;
    size_t longest = 0;

    for (size_t i = 0; i < table->n_rows; i++) {
        const struct event_row *row = &table->rows[i];
        size_t fits = 0; /* 1 + how many digits of it */

        if (row->kind != EVENT_COMPOSE || !(row->operators & 1u << op))
            continue;
        if (inner == EVENT_NO_CODE)
            fits = text_is(row->inner, "none");
        else if (text_is(row->inner, "any"))
            fits = 1;
        else if (row->inner.len <= table->codes[inner].code.len &&
                 memcmp(row->inner.ptr, table->codes[inner].code.ptr, row->inner.len) == 0)
            fits = 1 + row->inner.len;
        if (fits > longest) {
            longest = fits;
            best = row;
        }
    }
    return best;
}

uint16_t event_table_stance(const struct event_table *table, struct text issue, enum stance stance)
{
    struct text part = issue;

    while (part.len) {
        for (size_t i = 0; i < table->n_rows; i++)
            if (table->rows[i].kind == EVENT_ISSUE && text_eq(table->rows[i].issue, part))
                return table->rows[i].by_stance[stance];
        do
            part.len--;
        while (part.len && part.ptr[part.len] != '.');
    }
    return text_is(issue, "*") ? EVENT_NO_CODE : event_table_stance(table, text_c("*"), stance);
}
