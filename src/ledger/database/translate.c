/* translate.c - see translate.h. */
#include "ledger/database/translate.h"

#include "base/text.h"

#define DEPTH_MAX 64

enum token_kind { TOKEN_END, TOKEN_BLANK, TOKEN_WORD, TOKEN_QUOTED, TOKEN_PARAMETER, TOKEN_SIGN };

struct translating {
    struct text sql;
    size_t at;
    struct translated_parameters *parameters;
    struct buffer *out;
    unsigned depth;
    bool cast[DEPTH_MAX];    /* parentheses of a CAST that became a function: "AS type" at its end goes */
    bool derived[DEPTH_MAX]; /* ... of a table that is a SELECT, which must have a name                */
    unsigned named;          /* how many were given one                                             */
    bool from;               /* the word before is FROM or JOIN                                        */
    bool ignore;          /* INSERT OR IGNORE */
    bool wrong;
};

/* ---- words of the language ------------------------------------------------------------------- */

static bool is_name(char c)
{
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_';
}

/* Behind the quotation mark that closes what begins at `at`; a mark in it is doubled. */
static size_t quoted_end(struct text sql, size_t at)
{
    char mark = sql.ptr[at++];

    while (at < sql.len && !(sql.ptr[at] == mark && (at + 1 == sql.len || sql.ptr[at + 1] != mark)))
        at += sql.ptr[at] == mark ? 2 : 1;
    return at < sql.len ? at + 1 : sql.len;
}

static enum token_kind token_at(struct text sql, size_t at, struct text *out)
{
    size_t end = at + 1;
    enum token_kind kind = TOKEN_SIGN;
    char c;

    if (at >= sql.len) {
        *out = text_of(sql.ptr + sql.len, 0);
        return TOKEN_END;
    }
    c = sql.ptr[at];
    if (is_ascii_space(c)) {
        kind = TOKEN_BLANK;
        while (end < sql.len && is_ascii_space(sql.ptr[end]))
            end++;
    } else if (c == '\'' || c == '"') {
        kind = TOKEN_QUOTED;
        end = quoted_end(sql, at);
    } else if (c == '?' || (c == ':' && end < sql.len && is_ascii_alpha(sql.ptr[end]))) {
        kind = TOKEN_PARAMETER;
        while (end < sql.len && (c == '?' ? is_ascii_digit(sql.ptr[end]) : is_name(sql.ptr[end])))
            end++;
    } else if (is_name(c)) {
        kind = TOKEN_WORD;
        while (end < sql.len && is_name(sql.ptr[end]))
            end++;
    }
    *out = text_of(sql.ptr + at, end - at);
    return kind;
}

/* The word that comes next, past blanks; *end: behind it. */
static struct text word_after(struct text sql, size_t at, size_t *end)
{
    struct text token;
    enum token_kind kind = token_at(sql, at, &token);

    if (kind == TOKEN_BLANK)
        kind = token_at(sql, at += token.len, &token);
    *end = at + token.len;
    return kind == TOKEN_WORD ? token : text_of("", 0);
}

static bool next_is(struct text sql, size_t at, const char *word, size_t *end)
{
    size_t behind;

    if (!text_is(word_after(sql, at, &behind), word))
        return false;
    *end = behind;
    return true;
}

/* ---- what is said otherwise -------------------------------------------------------------------- */

static void put_parameter(struct translating *t, struct text token)
{
    struct translated_parameters *p = t->parameters;
    int number = 0;

    if (token.ptr[0] == '?' && token.len > 1)
        for (size_t i = 1; i < token.len; i++)
            number = 10 * number + (token.ptr[i] - '0');
    else if (token.ptr[0] == ':')
        for (int i = 0; i < p->n && !number; i++)
            if (text_eq(p->names[i], token))
                number = i + 1;
    if (!number)
        number = p->n + 1;
    if (number > TRANSLATE_PARAMETERS_MAX) {
        t->wrong = true;
        return;
    }
    for (; p->n < number; p->n++)
        p->names[p->n] = token.ptr[0] == ':' ? token : text_of("", 0);
    buffer_format(t->out, "$%d", number);
}

/* A pattern of GLOB, from its first to its last quotation mark, as a regular expression. */
static void put_glob(struct buffer *out, struct text pattern)
{
    buffer_c(out, "~ '^");
    for (size_t i = 1; i + 1 < pattern.len; i++)
        if (pattern.ptr[i] == '*')
            buffer_c(out, ".*");
        else if (pattern.ptr[i] == '?')
            buffer_char(out, '.');
        else if (pattern.ptr[i] == '[') { /* a set stands as it is */
            while (i + 1 < pattern.len && pattern.ptr[i] != ']')
                buffer_char(out, pattern.ptr[i++]);
            buffer_char(out, ']');
        } else if (strchr(".^$()|+{}\\", pattern.ptr[i]))
            buffer_format(out, "\\%c", pattern.ptr[i]);
        else
            buffer_char(out, pattern.ptr[i]);
    buffer_c(out, "$'");
}

/* What is the type of the CAST whose parenthesis opens at `at`? */
static struct text cast_type(struct text sql, size_t at)
{
    struct text token, type = text_of("", 0);
    unsigned depth = 0;
    enum token_kind kind;

    for (; (kind = token_at(sql, at, &token)) != TOKEN_END; at += token.len) {
        if (kind == TOKEN_SIGN && token.ptr[0] == '(')
            depth++;
        else if (kind == TOKEN_SIGN && token.ptr[0] == ')' && --depth == 0)
            break;
        else if (kind == TOKEN_WORD && depth == 1 && text_is(token, "AS")) {
            size_t end;

            type = word_after(sql, at + token.len, &end);
        }
    }
    return type;
}

static void put_sign(struct translating *t, char sign)
{
    size_t end;

    buffer_char(t->out, sign);
    if (sign == '(' && t->depth < DEPTH_MAX) {
        t->cast[t->depth] = false;
        t->derived[t->depth++] = t->from && next_is(t->sql, t->at, "SELECT", &end);
    } else if (sign == ')' && t->depth) {
        if (t->derived[--t->depth] && !next_is(t->sql, t->at, "AS", &end))
            buffer_format(t->out, " AS derived_%u", ++t->named);
    } else if (sign == '(' || sign == ')') {
        t->wrong = true;
    }
}

static void put_cast(struct translating *t, size_t parenthesis)
{
    struct text type = cast_type(t->sql, parenthesis);

    buffer_c(t->out, text_is(type, "BLOB") ? "to_blob" : text_is(type, "TEXT") ? "to_text" : "to_integer");
    put_sign(t, '(');
    if (t->depth)
        t->cast[t->depth - 1] = true;
    t->at = parenthesis + 1;
}

static void put_is(struct translating *t)
{
    size_t end;
    bool not = next_is(t->sql, t->at, "NOT", &end);
    struct text rest = word_after(t->sql, not ? end : t->at, &(size_t){ 0 });

    if (text_is(rest, "NULL") || text_is(rest, "DISTINCT")) {
        buffer_c(t->out, "IS");
        return;
    }
    buffer_c(t->out, not ? "IS DISTINCT FROM" : "IS NOT DISTINCT FROM");
    if (not)
        t->at = end;
}

static void put_word(struct translating *t, struct text word)
{
    size_t end;
    struct text token;

    if (text_is(word, "IS")) {
        put_is(t);
    } else if (text_is(word, "CROSS") && next_is(t->sql, t->at, "JOIN", &end)) {
        buffer_c(t->out, "JOIN");
        t->at = end;
    } else if (text_is(word, "OR") && next_is(t->sql, t->at, "IGNORE", &end)) {
        t->ignore = true;
        t->at = end;
    } else if (text_is(word, "GLOB")) {
        word_after(t->sql, t->at, &end);
        token_at(t->sql, t->at, &token); /* a blank */
        if (token_at(t->sql, t->at + token.len, &token) == TOKEN_QUOTED) {
            put_glob(t->out, token);
            t->at = (size_t)(token.ptr - t->sql.ptr) + token.len;
        }
    } else if (text_is(word, "CAST") && t->at < t->sql.len && t->sql.ptr[t->at] == '(') {
        put_cast(t, t->at);
    } else if (text_is(word, "AS") && t->depth && t->cast[t->depth - 1]) {
        word_after(t->sql, t->at, &end);
        t->at = end;
    } else if (text_is(word, "char") && t->at < t->sql.len && t->sql.ptr[t->at] == '(') {
        buffer_c(t->out, "chr");
    } else if (text_is(word, "x") && token_at(t->sql, t->at, &token) == TOKEN_QUOTED && token.ptr[0] == '\'') {
        buffer_c(t->out, "'\\x");
        buffer_add(t->out, token.ptr + 1, token.len - 1);
        buffer_c(t->out, "::bytea");
        t->at += token.len;
    } else if (text_is(word, "outer")) {
        buffer_c(t->out, "\"outer\"");
    } else {
        buffer_text(t->out, word);
    }
}

bool translate_sql(struct text sql, struct translated_parameters *parameters, struct buffer *out)
{
    struct translating t = { .sql = sql, .parameters = parameters, .out = out };
    struct text token;
    enum token_kind kind;

    parameters->n = 0;
    while ((kind = token_at(sql, t.at, &token)) != TOKEN_END) {
        t.at += token.len;
        if (kind == TOKEN_SIGN)
            put_sign(&t, token.ptr[0]);
        else if (kind == TOKEN_PARAMETER)
            put_parameter(&t, token);
        else if (kind == TOKEN_WORD)
            put_word(&t, token);
        else
            buffer_text(out, token);
        if (kind != TOKEN_BLANK)
            t.from = kind == TOKEN_WORD && (text_is(token, "FROM") || text_is(token, "JOIN") || text_is(token, "CROSS"));
    }
    if (t.ignore)
        buffer_c(out, " ON CONFLICT DO NOTHING");
    return !t.wrong && t.depth == 0;
}
