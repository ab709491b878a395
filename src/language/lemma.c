/* lemma.c - dictionary forms: negotiated -> negotiate, parties -> party, withdrew -> withdraw.
 *
 * Irregular forms from the list; the others by English spelling, where the verb list decides between
 * candidates (prepared: prepar, prepare). A form that could be noun or verb gives the same
 * dictionary form for both, so tags are not needed first. */
#include "language/floor.h"

static bool is_verb(const char *ptr, size_t len)
{
    const struct word *w = lexicon_find(text_of(ptr, len));

    return w && (w->kinds & WORD_VERB);
}

static bool is_known(const char *ptr, size_t len)
{
    const struct word *w = lexicon_find(text_of(ptr, len));

    return w && (w->kinds & (WORD_VERB | WORD_NOUN | WORD_ADJ));
}

static bool vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* The stem of a form in -ed or -ing, written to out (room for len + 1). Returns its length. */
static size_t verb_stem(const char *stem, size_t n, char *out)
{
    memcpy(out, stem, n);
    out[n] = 'e';
    if (is_verb(out, n))
        return n;
    if (is_verb(out, n + 1))
        return n + 1;
    if (n > 2 && out[n - 1] == out[n - 2] && is_verb(out, n - 1))
        return n - 1;
    if (n > 1 && out[n - 1] == 'i') { /* denied -> deny */
        out[n - 1] = 'y';
        return n;
    }
    /* Not in the list: by spelling. */
    if (n > 3 && out[n - 1] == out[n - 2] && !strchr("lsz", out[n - 1]) && !vowel(out[n - 1]))
        return n - 1;
    if (n > 2 && (strchr("cvuz", out[n - 1]) || (out[n - 1] == 's' && vowel(out[n - 2])) ||
                  (out[n - 1] == 'g' && out[n - 2] != 'n') ||
                  (n > 3 && memcmp(out + n - 2, "at", 2) == 0 && !vowel(out[n - 3])) ||
                  (n > 3 && memcmp(out + n - 2, "ir", 2) == 0)))
        return n + 1;
    return n;
}

static void regular(struct token *t, char *out, struct text *lemma)
{
    const char *p = t->norm.ptr;
    size_t n = t->norm.len;

    if (n > 4 && memcmp(p + n - 3, "ing", 3) == 0 && !is_known(p, n)) {
        bool has_vowel = false;

        for (size_t i = 0; i < n - 3; i++)
            has_vowel |= vowel(p[i]) || p[i] == 'y';
        if (has_vowel) {
            size_t m = verb_stem(p, n - 3, out);

            if (out[m - 1] == 'y' && p[n - 4] == 'i')
                m = n - 3;
            *lemma = text_of(out, m);
            t->feats |= FEAT_GERUND;
            return;
        }
    }
    if (n > 3 && memcmp(p + n - 2, "ed", 2) == 0 && !is_known(p, n) && p[n - 3] != 'e') {
        *lemma = text_of(out, verb_stem(p, n - 2, out));
        t->feats |= FEAT_PAST | FEAT_PARTICIPLE;
        return;
    }
    if (n > 3 && memcmp(p + n - 2, "ed", 2) == 0 && is_verb(p, n - 1)) { /* agreed, freed */
        *lemma = text_of(p, is_verb(p, n - 2) ? n - 2 : n - 1);
        t->feats |= FEAT_PAST | FEAT_PARTICIPLE;
        return;
    }
    if (n > 3 && p[n - 1] == 's' && !strchr("sui'", p[n - 2])) {
        if (n > 4 && memcmp(p + n - 3, "ies", 3) == 0) {
            memcpy(out, p, n - 3);
            out[n - 3] = 'y';
            *lemma = text_of(out, n - 2);
        } else if (n > 4 && p[n - 2] == 'e' && !is_known(p, n - 1) &&
                   (strchr("sxzo", p[n - 3]) || (p[n - 3] == 'h' && strchr("sc", p[n - 4]))))
            *lemma = text_of(p, n - 2);
        else
            *lemma = text_of(p, n - 1);
        t->feats |= FEAT_THIRD | FEAT_PLURAL;
        return;
    }
    t->feats |= FEAT_BASE;
}

void lemma_fill(struct document *doc, struct arena *mem, bool *out_of_memory)
{
    char *out;
    size_t room = 0;

    for (size_t i = 0; i < doc->n_tokens; i++)
        room += doc->tokens[i].norm.len + 1;
    out = arena_alloc(mem, room + 1);
    if (!out) {
        *out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < doc->n_tokens; i++) {
        struct token *t = &doc->tokens[i];
        const struct word *w;

        if (t->norm.len == 0 || !(is_ascii_alpha(t->norm.ptr[0]) || t->norm.ptr[0] == '\'' ||
                                  (unsigned char)t->norm.ptr[0] >= 0x80))
            continue;
        w = lexicon_find(t->norm);
        if (w && w->lemma.ptr) {
            t->lemma = w->lemma;
            t->feats |= (uint16_t)w->feats;
        } else if (w && !(w->kinds & (WORD_VERB | WORD_NOUN)))
            t->feats |= FEAT_BASE;
        else {
            struct text lemma = t->norm;

            regular(t, out, &lemma);
            t->lemma = lemma;
            out += t->norm.len + 1; /* verb_stem may have written one byte more than the stem */
        }
    }
}
