/* token_form.c - see token_form.h. */
#include "language/token_form.h"

#include "base/utf8.h"

struct text token_norm(struct text form, char **norms)
{
    bool plain = true;
    char *out = *norms;
    size_t n = 0;

    for (size_t i = 0; i < form.len && plain; i++)
        plain = (unsigned char)form.ptr[i] < 0x80 && !is_ascii_upper(form.ptr[i]) && form.ptr[i] != '`';
    if (plain)
        return text_is(form, "''") ? text_c("\"") : form;
    for (size_t i = 0; i < form.len;) {
        unsigned size;
        uint32_t point = utf8_at(form, i, &size);
        char bytes[4];
        unsigned m;

        if (point == 0x2019 || point == 0x02BC || point == 0x2018 || point == 0x201B || point == '`')
            point = '\'';
        else if (point == 0x2010 || point == 0x2011)
            point = '-';
        else if (point_quote(point) == QUOTE_OPEN || point_quote(point) == QUOTE_CLOSE)
            point = '"';
        else
            point = point_lower(point);
        m = utf8_put(point, bytes);
        if (m > size) { /* a few capitals are shorter than their small letters */
            memcpy(bytes, form.ptr + i, size);
            m = size;
        }
        memcpy(out + n, bytes, m);
        n += m;
        i += size;
    }
    if (n == 2 && out[0] == '\'' && out[1] == '\'')
        return text_c("\"");
    *norms += n;
    return text_of(out, n);
}

struct text token_joined_lemma(const struct token *t, struct text last, struct text lemma, struct arena *mem)
{
    size_t before = t->norm.len > last.len ? t->norm.len - last.len : 0;
    char *out;

    if (text_eq_fold(last, lemma))
        return t->norm;
    out = arena_alloc(mem, before + lemma.len + 1);
    if (!out)
        return (struct text){ 0 };
    memcpy(out, t->norm.ptr, before);
    for (size_t i = 0; i < lemma.len; i++)
        out[before + i] = ascii_lower(lemma.ptr[i]);
    return text_of(out, before + lemma.len);
}

static bool is_vowel(char c)
{
    return c != 0 && strchr("aeiou", c) != NULL;
}

/* A verb of one syllable doubles its last letter before -ed and -ing unless an e was there: "ruled" is no form of
 * "rul". The learnt lemmatiser has it so at times. */
struct text token_lemma_with_e(const struct token *t, struct text lemma, struct arena *mem)
{
    size_t n = lemma.len, vowels = 0;
    bool ed = t->norm.len == n + 2 && text_ends(t->norm, "ed"), ing = t->norm.len == n + 3 && text_ends(t->norm, "ing");
    char *out;

    if (t->upos != UPOS_VERB || n < 3 || (!ed && !ing) || memcmp(t->norm.ptr, lemma.ptr, n) != 0 ||
        strchr("aeiouwxy", lemma.ptr[n - 1]) || !is_vowel(lemma.ptr[n - 2]))
        return lemma;
    for (size_t i = 0; i < n; i++)
        vowels += is_vowel(lemma.ptr[i]);
    if (vowels != 1)
        return lemma;
    if (ed)
        return text_of(t->norm.ptr, n + 1);
    out = arena_alloc(mem, n + 1);
    if (!out)
        return (struct text){ 0 };
    memcpy(out, lemma.ptr, n);
    out[n] = 'e';
    return text_of(out, n + 1);
}

uint16_t token_mark(const struct document *doc, struct quote_marks *marks, size_t i, bool first, bool possessive)
{
    const struct token *t = &doc->tokens[i];
    unsigned size;
    uint32_t point = utf8_at(doc->body, t->span.begin, &size);
    enum quote_mark mark = point_quote(point);
    bool doubled = mark == QUOTE_SINGLE && t->span.end == t->span.begin + 2 * size &&
                   utf8_at(doc->body, t->span.begin + size, &size) == point;
    bool before = first || t->feats & FEAT_SPACE_BEFORE || strchr("([-", doc->body.ptr[t->span.begin - 1]),
         after = t->span.end >= doc->body.len || is_ascii_space(doc->body.ptr[t->span.end]), opens;

    if (mark == QUOTE_NONE || (!doubled && t->span.end != t->span.begin + size))
        return 0;
    if (mark == QUOTE_SINGLE && !doubled) {
        if (before && !after) {
            marks->singles++;
            return FEAT_OPENS;
        }
        if (!marks->singles || (possessive && !after && !before))
            return 0;
        marks->singles--;
        return FEAT_CLOSES;
    }
    opens = mark == QUOTE_OPEN || (doubled && point == '`') ||
            (mark != QUOTE_CLOSE && (before != after || first ? before && !(after && !first) : !marks->open));
    marks->open = opens;
    return opens ? FEAT_OPENS : FEAT_CLOSES;
}
