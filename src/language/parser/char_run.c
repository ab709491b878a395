/* char_run.c - see char_run.h.
 *
 * The features are those that a reader would use: the characters on both sides, the words there, what the whole
 * run looks like, how far its edges are, what the neighbours begin and end with. "No." before a digit is a
 * token, "no." before a capital is two; a mark among marks at the end of an address is not the address's. */
#include "language/parser/char_run.h"

#include <utf8proc.h>

#include "base/utf8.h"

#define L CHAR_RUN_SMALL
#define C CHAR_RUN_CAPITAL
#define D CHAR_RUN_DIGIT
#define O CHAR_RUN_OTHER
const uint8_t run_ascii_kind[128] = {
    O, O, O, O, O, O, O,   O,   O,   0,   0,   0,   0,   0,    O,    O,   O,   O,   O,   O,   O,   O,   O,   O, O, O,
    O, O, O, O, O, O, 0,   '!', '"', '#', '$', '%', '&', '\'', '(',  ')', '*', '+', ',', '-', '.', '/', D,   D, D, D,
    D, D, D, D, D, D, ':', ';', '<', '=', '>', '?', '@', C,    C,    C,   C,   C,   C,   C,   C,   C,   C,   C, C, C,
    C, C, C, C, C, C, C,   C,   C,   C,   C,   C,   C,   '[',  '\\', ']', '^', '_', '`', L,   L,   L,   L,   L, L, L,
    L, L, L, L, L, L, L,   L,   L,   L,   L,   L,   L,   L,    L,    L,   L,   L,   L,   '{', '|', '}', '~', O
};
#undef L
#undef C
#undef D
#undef O

enum { FLAG_WEB = 1, FLAG_MAIL = 2, FLAG_SLASHES = 4, FLAG_DIGITS = 8 };

size_t char_run_space(struct text text, size_t at, size_t end)
{
    unsigned char c = (unsigned char)text.ptr[at];
    unsigned size;

    if (c < 0x80)
        return run_ascii_kind[c] == CHAR_RUN_EDGE;
    return point_is_space(utf8_at(text_of(text.ptr, end), at, &size)) ? size : 0;
}

uint32_t char_run_point(uint32_t point, uint8_t *kind)
{
    if (point < 0x80) {
        *kind = run_ascii_kind[point];
        if (*kind == CHAR_RUN_CAPITAL)
            return point + 32;
        if (point == '`') {
            *kind = '\'';
            return '\'';
        }
        return point;
    }
    if (point == 0x2019 || point == 0x2018 || point == 0x02BC || point == 0xB4 || point == 0x2032) {
        *kind = '\'';
        return '\'';
    }
    if (point_quote(point) != QUOTE_NONE && point_quote(point) != QUOTE_SINGLE) {
        *kind = '"';
        return '"';
    }
    if (point_is_digit(point)) {
        *kind = CHAR_RUN_DIGIT;
        return point;
    }
    switch (utf8proc_category((utf8proc_int32_t)point)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LT:
        *kind = CHAR_RUN_CAPITAL;
        return point_lower(point);
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        *kind = CHAR_RUN_SMALL;
        return point;
    case UTF8PROC_CATEGORY_PD:
        *kind = CHAR_RUN_DASH;
        return point;
    case UTF8PROC_CATEGORY_SC:
        *kind = CHAR_RUN_CURRENCY;
        return point;
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_CF:
        *kind = CHAR_RUN_SYMBOL;
        return point;
    default:
        *kind = point == 0x2026 ? CHAR_RUN_DOTS : CHAR_RUN_OTHER;
        return point;
    }
}

static inline uint32_t mix(uint32_t a, uint32_t b)
{
    uint64_t m = ((uint64_t)a << 32 | b) * 0x9E3779B97F4A7C15u;

    m ^= m >> 32;
    m *= 0xD6E8FEB86659FD93u;
    return (uint32_t)(m >> 32);
}

static inline bool is_word(uint8_t kind)
{
    return char_run_is_letter(kind) || kind == CHAR_RUN_DIGIT;
}

/* Kind of what stands behind the white space at `at`, and the hash of its first letters. */
static uint8_t peek(struct text text, size_t at, size_t end, uint32_t *word)
{
    size_t size;
    unsigned newlines = 0;
    uint8_t kind;
    uint32_t hash = 0;

    while (at < end && (size = char_run_space(text, at, end)) > 0) {
        if (text.ptr[at] == '\n' && ++newlines == 2)
            break;
        at += size;
    }
    *word = 0;
    if (at >= end || newlines >= 2)
        return CHAR_RUN_EDGE;
    {
        unsigned bytes;

        char_run_point(utf8_at(text_of(text.ptr, end), at, &bytes), &kind);
    }
    for (size_t i = at; i < end && i < at + 8; i++) {
        if (!is_ascii_alpha(text.ptr[i]))
            break;
        hash = mix(hash, (uint32_t)ascii_lower(text.ptr[i]));
    }
    *word = hash;
    return kind;
}

/* A web address reaches from its scheme, or "www.", to the run's end, less the marks that are the sentence's. No
 * address has quotation marks or an em dash in it; an apostrophe, between letters ("/o'brien"). */
static struct span web(const struct char_run *run, size_t at)
{
    struct span span;

    while (at > 0 && char_run_is_letter(char_run_kind_at(run, at - 1)))
        at--;
    span.begin = span.end = (uint32_t)at;
    for (size_t i = at, open = 0; i < run->n; i++) {
        uint8_t kind = char_run_kind_at(run, i);

        if (kind == '<' || kind == '>' || kind == '"' || (kind == ')' && open == 0) || (kind == ']' && open == 0) ||
            (kind == '\'' && !is_word(char_run_kind_at(run, i + 1))) || kind == CHAR_RUN_DOTS ||
            char_run_point_at(run, i) == 0x2014)
            break;
        if (kind == '(' || kind == '[')
            open++;
        else if (kind == ')' || kind == ']')
            open--;
        if (is_word(kind) || kind == '/' || kind == ')' || kind == '=' || kind == '-' || kind == '_' || kind == '&')
            span.end = (uint32_t)i + 1;
    }
    return span;
}

/* An e-mail address around its @. */
static struct span mail(const struct char_run *run, size_t at)
{
    struct span span = { (uint32_t)at, (uint32_t)at };
    uint8_t kind;

    for (size_t i = at; i-- > 0;) {
        kind = char_run_kind_at(run, i);
        if (is_word(kind))
            span.begin = (uint32_t)i;
        else if (kind != '.' && kind != '-' && kind != '_' && kind != '+')
            break;
    }
    for (size_t i = at + 1; i < run->n; i++) {
        kind = char_run_kind_at(run, i);
        if (is_word(kind))
            span.end = (uint32_t)i + 1;
        else if (kind != '.' && kind != '-')
            break;
    }
    return span;
}

/* The first address of the run, and what else it has: roughly, the rest is learnt. */
static void look(struct char_run *run)
{
    run->flags = 0;
    run->address = (struct span){ 0, 0 };
    for (size_t i = 0; i < run->n; i++) {
        uint8_t kind = char_run_kind_at(run, i);

        if (kind == ':' && i > 1 && char_run_is_letter(char_run_kind_at(run, i - 1)) &&
            char_run_kind_at(run, i + 1) == '/' && char_run_kind_at(run, i + 2) == '/') {
            if (span_empty(run->address))
                run->address = web(run, i);
            run->flags |= FLAG_WEB;
        } else if (kind == '.' && i >= 3 && char_run_point_at(run, i - 1) == 'w' &&
                   char_run_point_at(run, i - 2) == 'w' && char_run_point_at(run, i - 3) == 'w') {
            if (span_empty(run->address))
                run->address = web(run, i);
            run->flags |= FLAG_WEB;
        } else if (kind == '@' && i > 0 && is_word(char_run_kind_at(run, i - 1)) &&
                   is_word(char_run_kind_at(run, i + 1))) {
            if (span_empty(run->address))
                run->address = mail(run, i);
            run->flags |= FLAG_MAIL;
        } else if (kind == '/')
            run->flags |= FLAG_SLASHES;
        else if (kind == CHAR_RUN_DIGIT)
            run->flags |= FLAG_DIGITS;
    }
}

void char_run_read(struct char_run *run, struct text text, size_t begin, size_t end, uint8_t before)
{
    size_t at = begin, n = 0;
    uint32_t left = 1, word = 0, shape = 1;
    uint8_t last = CHAR_RUN_EDGE;
    bool cut = false;

    memset(run->kinds, CHAR_RUN_EDGE, CHAR_RUN_PAD);
    memset(run->points, 0, CHAR_RUN_PAD * sizeof *run->points);
    run->left[0] = 1;
    run->left_word[0] = 0;
    run->left_shape[0] = 1;
    run->left_marks = 0;
    while (at < end && n < CHAR_RUN_MAX) {
        unsigned size = 1;
        uint32_t point = (unsigned char)text.ptr[at];
        uint8_t kind;

        if (point >= 0x80) {
            point = utf8_at(text_of(text.ptr, end), at, &size);
            if (point_is_space(point))
                break;
        } else if (run_ascii_kind[point] == CHAR_RUN_EDGE)
            break;
        if (at + size - begin > CHAR_RUN_MAX) {
            cut = true;
            break;
        }
        point = char_run_point(point, &kind);
        run->kinds[n + CHAR_RUN_PAD] = kind;
        run->points[n + CHAR_RUN_PAD] = point;
        run->at[n] = (uint16_t)(at - begin);
        at += size;
        n++;
        left = mix(left, point);
        run->left[n] = left;
        word = is_word(kind) ? mix(word, point) : 0;
        run->left_word[n] = word;
        if (kind != last)
            shape = mix(shape, kind);
        last = kind;
        run->left_shape[n] = shape;
        if (!is_word(kind) && run->left_marks == n - 1)
            run->left_marks = (uint16_t)n;
    }
    run->begin = begin;
    run->end = at;
    run->n = n;
    run->at[n < CHAR_RUN_MAX ? n : CHAR_RUN_MAX] = (uint16_t)(at - begin);
    memset(run->kinds + n + CHAR_RUN_PAD, CHAR_RUN_EDGE, CHAR_RUN_PAD);
    memset(run->points + n + CHAR_RUN_PAD, 0, CHAR_RUN_PAD * sizeof *run->points);
    run->before = before;
    run->next = 0;
    run->after = cut || n == CHAR_RUN_MAX ? CHAR_RUN_EDGE : peek(text, at, end, &run->next);

    left = shape = 1;
    word = 0;
    last = CHAR_RUN_EDGE;
    run->right[n] = run->right_shape[n] = 1;
    run->right_word[n] = run->right_word[n + 1] = 0;
    run->right_marks = 0;
    for (size_t i = n; i-- > 0;) {
        uint8_t kind = char_run_kind_at(run, i);

        left = mix(left, char_run_point_at(run, i));
        run->right[i] = left;
        word = is_word(kind) ? mix(word, char_run_point_at(run, i)) : 0;
        run->right_word[i] = word;
        if (kind != last)
            shape = mix(shape, kind);
        last = kind;
        run->right_shape[i] = shape;
        if (!is_word(kind) && run->right_marks == n - 1 - i)
            run->right_marks = (uint16_t)(n - i);
    }
    look(run);
}

void char_run_state_begin(struct char_run_state *state, size_t first)
{
    *state = (struct char_run_state){ .first = first, .hash = 7 };
}

void char_run_state_take(struct char_run_state *state, const struct char_run *run, size_t i)
{
    uint8_t kind = char_run_kind_at(run, i);

    state->hash = mix(state->hash, char_run_point_at(run, i));
    if (kind == '(' || kind == '[' || kind == '<' || kind == '{' || kind == '"')
        state->opened = (uint8_t)(state->opened < 3 ? state->opened + 1 : 3);
}

static inline uint32_t at_most(size_t n, size_t most)
{
    return (uint32_t)(n < most ? n : most);
}

void char_run_features(const struct char_run *run, const struct char_run_state *state, size_t i,
                       uint32_t out[CHAR_RUN_FEATURES])
{
    const uint8_t *k = run->kinds + CHAR_RUN_PAD + i;
    const uint32_t *p = run->points + CHAR_RUN_PAD + i;
    uint32_t a = k[-1], b = k[0];
    uint32_t kinds = a << 8 | b;
    uint32_t letters = mix(p[-1], p[0]);
    uint32_t outer = mix(kinds, (uint32_t)k[-2] << 8 | k[1]);
    uint32_t wide = mix(outer, (uint32_t)k[-3] << 8 | k[2]);
    uint32_t to_end = at_most(run->n - i, 6), to_begin = at_most(i, 6);
    bool tail = i + run->right_marks >= run->n; /* nothing but marks from here on */
    bool head = i <= run->left_marks;
    uint32_t place = tail | head << 1 | (uint32_t)(to_end == 1) << 2 | (uint32_t)(to_begin == 1) << 3;
    uint32_t left_word = is_word((uint8_t)a) ? run->left_word[i] : mix(3, run->left_word[i - 1]);
    uint32_t right_word = is_word((uint8_t)b) ? run->right_word[i] : mix(5, run->right_word[i + 1]);
    uint32_t so_far = at_most(i - state->first, 6);
    uint32_t history = (uint32_t)state->broken | (uint32_t)(i - state->first == 1) << 1;
    uint32_t address = span_empty(run->address)  ? 0
                       : i < run->address.begin  ? 1
                       : i == run->address.begin ? 2
                       : i == run->address.end   ? 3
                                                 : 4;
    bool doubled = k[-1] == k[0]; /* ... or -- or )) */
    size_t n = 0;

#define PUT(value) (out[n] = mix((uint32_t)n + 1, (value)), n++)
    PUT(kinds);
    PUT(letters);
    PUT(mix(letters, p[-2]));
    PUT(mix(letters, p[1]));
    PUT(outer);
    PUT(wide);
    PUT(mix(wide, (uint32_t)k[-4] << 8 | k[3]));
    PUT(mix(kinds, mix((uint32_t)k[-2] << 16 | (uint32_t)k[-3] << 8 | k[-4], 1)));
    PUT(mix(kinds, (uint32_t)k[1] << 16 | (uint32_t)k[2] << 8 | k[3]));
    PUT(mix(mix(letters, p[-2]), p[-3]));
    PUT(mix(mix(letters, p[1]), p[2]));
    PUT(mix(mix(mix(letters, p[1]), p[2]), mix(p[-2], p[-3])));
    PUT(mix(state->hash, b));
    PUT(mix(state->hash, kinds << 8 | place));
    PUT(mix(mix(state->hash, b), run->after));
    PUT(mix(state->hash, run->right[i]));
    PUT(mix(run->right[i], a));
    PUT(mix(run->right[i], outer));
    PUT(mix(run->left[i], b));
    PUT(mix(mix(run->left[i], run->right[i]), 1));
    PUT(mix(left_word, kinds));
    PUT(mix(right_word, kinds));
    PUT(mix(mix(left_word, right_word), kinds));
    PUT(mix(left_word, outer));
    PUT(mix(right_word, outer));
    PUT(mix(mix(left_word, kinds), (uint32_t)run->after << 4 | place));
    PUT(mix(run->left_shape[i], run->right_shape[i]));
    PUT(mix(mix(run->left_shape[i], run->right_shape[i]), history << 4 | so_far));
    PUT(mix(mix(run->left_shape[i], run->right_shape[i]), (uint32_t)run->after << 8 | run->before));
    PUT(mix(run->left_shape[i], b));
    PUT(mix(run->right_shape[i], a));
    PUT(mix(outer, (uint32_t)run->after << 8 | place));
    PUT(mix(outer, (uint32_t)run->before << 8 | place));
    PUT(mix(kinds, to_end << 8 | to_begin << 4 | place));
    PUT(mix(kinds, run->flags << 8 | place));
    PUT(mix(outer, run->flags << 8 | place));
    PUT(mix(outer, history << 8 | state->opened));
    PUT(mix(kinds, so_far << 8 | history << 4 | to_end));
    PUT(mix(mix(left_word, kinds), run->next));
    PUT(mix(mix(right_word, kinds), history));
    PUT(mix(kinds, address << 4 | place));
    PUT(mix(outer, address << 8 | (uint32_t)run->after));
    PUT(mix(mix(run->right[i], a), run->after));
    PUT(mix(mix((uint32_t)doubled, state->hash), (uint32_t)run->after << 4 | place));
#undef PUT
}
