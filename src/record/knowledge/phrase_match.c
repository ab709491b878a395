/* phrase_match.c - the phrases of a set that match from a token on.
 *
 *     exchange ... prisoner      in [exchanged][some][400][prisoners]: first 0, end 4, words 2
 *
 * At a token, up to four lists of phrases are merged by order: those under its form, under its
 * dictionary form, the prefixes with its first byte, and those that begin with @party; so a
 * phrase found twice (by the form and by the dictionary form) is tried once.
 *
 * Matching is backtracking over few and short items; a counter bounds it. What that gives up: a
 * phrase that takes more than PHRASE_STEPS_MAX tries at a token does not match there. */
#include "record/knowledge/phrase_set.h"

#include "base/utf8.h"

struct matcher {
    const struct document *doc;
    const struct phrase_context *context;
    const struct phrase *phrase;
    size_t at, limit;
    unsigned steps;
    /* of the match that was found: */
    size_t end, passed; /* tokens in gaps, and quotation marks                */
};

/* Is the token a quotation mark? A single one that neither opens nor closes is a possessive. */
static bool is_quote(const struct token *token)
{
    unsigned size;

    if (token->norm.len == 0)
        return false;
    if (token->norm.ptr[0] == '\'' && token->norm.len == 1)
        return token->feats & (FEAT_SPACE_BEFORE | FEAT_OPENS | FEAT_CLOSES);
    if (text_is(token->norm, "''") || text_is(token->norm, "``"))
        return true;
    return point_quote(utf8_at(token->norm, 0, &size)) != QUOTE_NONE && size == token->norm.len;
}

/* Does no gap reach over this token? A run of stops counts as one. */
static bool ends_gap(const struct token *token)
{
    size_t i = 0;

    while (i < token->norm.len && memchr(".!?;", token->norm.ptr[i], 4))
        i++;
    return i == token->norm.len || is_quote(token);
}

static bool is_possessive(const struct token *token)
{
    return text_is(token->norm, "'s") || (text_is(token->norm, "'") && !is_quote(token));
}

/* The token's own bytes against an exact word: apostrophes and no-break spaces count as plain.
 * `whole` false: the word may end before the bytes do. */
static bool exact_eq(struct text own, struct text word, bool capital_too, bool whole)
{
    size_t i = 0, n;

    for (size_t j = 0; j < word.len; j++) {
        if (i >= own.len)
            return false;
        if (own.ptr[i] == word.ptr[j] || (capital_too && j == 0 && ascii_lower(own.ptr[i]) == word.ptr[j]))
            i++;
        else if (word.ptr[j] == '\'' && (n = phrase_apostrophe_at(own, i)) != 0)
            i += n;
        else if (word.ptr[j] == ' ' && own.len - i >= 2 && memcmp(own.ptr + i, "\xC2\xA0", 2) == 0)
            i += 2;
        else
            return false;
    }
    return !whole || i == own.len;
}

/* Is `word` the k-th piece of `form`, or its beginning (`whole` false)? Mostly the first
 * byte says no. */
static inline bool piece_eq(struct text form, unsigned k, struct text word, bool whole, bool *last)
{
    struct text piece;

    if (k == 0 && (form.len < word.len || (form.ptr[0] != word.ptr[0] && !phrase_may_part(form.ptr[0]))))
        return false;
    if (!phrase_piece(form, k, &piece, last))
        return false;
    return (whole ? piece.len == word.len : piece.len >= word.len) && memcmp(piece.ptr, word.ptr, word.len) == 0;
}

/* Does the unit match piece k of the token? *last: nothing of the token is left behind it. */
static bool unit_matches(const struct matcher *m, const struct unit *unit, size_t token, unsigned k, bool *last)
{
    const struct token *t = &m->doc->tokens[token];
    bool whole = unit->kind == UNIT_WORD;
    struct text word = phrase_word(m->phrase, unit), piece;

    if (unit->exact)
        return phrase_piece(token_text(m->doc, token), k, &piece, last) &&
               exact_eq(piece, word, unit->capital_too, whole);
    return piece_eq(t->norm, k, word, whole, last) ||
           (whole && !text_eq(t->lemma, t->norm) && piece_eq(t->lemma, k, word, true, last));
}

static bool match_items(struct matcher *m, unsigned i, size_t token, unsigned k);

/* The rest of an alternative of item i, from piece k of a token, and all items behind it. */
static bool match_units(struct matcher *m, unsigned i, const struct unit *unit, size_t token, unsigned k);

static bool match_behind(struct matcher *m, unsigned i, const struct unit *unit, size_t token, unsigned k)
{
    return unit->last ? match_items(m, i + 1, token, k) : match_units(m, i, unit + 1, token, k);
}

static bool match_units(struct matcher *m, unsigned i, const struct unit *unit, size_t token, unsigned k)
{
    bool last;

    if (token >= m->limit || ++m->steps > PHRASE_STEPS_MAX)
        return false;
    if (unit->kind == UNIT_PARTY) {
        size_t end;

        if (k || !m->context || !m->context->party_end)
            return false;
        end = m->context->party_end[token];
        if (end <= token || end > m->limit)
            return false;
        if (end < m->limit && is_possessive(&m->doc->tokens[end]) && match_behind(m, i, unit, end + 1, 0))
            return true;
        return match_behind(m, i, unit, end, 0);
    }
    if (!unit_matches(m, unit, token, k, &last))
        return false;
    if (last)
        return match_behind(m, i, unit, token + 1, 0);
    /* A prefix takes all that its token has left, or else the piece alone. */
    if (unit->kind == UNIT_PREFIX && match_behind(m, i, unit, token + 1, 0))
        return true;
    return match_behind(m, i, unit, token, k + 1);
}

static bool match_item(struct matcher *m, unsigned i, size_t token, unsigned k)
{
    const struct item *item = phrase_items(m->phrase) + i;
    const struct unit *unit = phrase_units(m->phrase) + item->first;

    for (unsigned a = 0; a < item->alternatives; a++) {
        if (match_units(m, i, unit, token, k))
            return true;
        while (!unit->last)
            unit++;
        unit++;
    }
    return false;
}

static bool match_items(struct matcher *m, unsigned i, size_t token, unsigned k)
{
    const struct item *item = phrase_items(m->phrase) + i;

    if (i == m->phrase->n_items) {
        m->end = token;
        return k == 0; /* a token is matched whole */
    }
    if (++m->steps > PHRASE_STEPS_MAX)
        return false;
    if (item->alternatives == 0) {
        for (size_t gap = 0; k == 0 && gap <= PHRASE_GAP_MAX && token + gap < m->limit; gap++) {
            if (match_items(m, i + 1, token + gap, 0)) {
                m->passed += gap;
                return true;
            }
            if (ends_gap(&m->doc->tokens[token + gap]))
                break;
        }
        return false;
    }
    if (match_item(m, i, token, k))
        return true;
    /* a "peace" treaty: the mark is passed over, but not on top of a gap. */
    if (i && k == 0 && token > m->at && token < m->limit && phrase_items(m->phrase)[i - 1].alternatives &&
        is_quote(&m->doc->tokens[token]) && match_item(m, i, token + 1, 0)) {
        m->passed++;
        return true;
    }
    return item->optional && match_items(m, i + item->optional, token, k);
}

size_t phrase_match_at(const struct phrase_set *set, const struct document *doc, const struct phrase_context *context,
                       size_t at, size_t limit, struct phrase_match *out, size_t room)
{
    const struct link *heads[4] = { 0 };
    const struct token *token;
    struct text form, base;
    size_t n = 0;

    if (limit > doc->n_tokens)
        limit = doc->n_tokens;
    if (at >= limit || room == 0 || doc->tokens[at].norm.len == 0)
        return 0;
    token = &doc->tokens[at];
    form = phrase_first_piece(token->norm);
    heads[0] = phrase_set_links(set, text_hash(form));
    if (token->lemma.len && !text_eq(token->lemma, token->norm)) {
        base = phrase_first_piece(token->lemma);
        if (!text_eq(base, form))
            heads[1] = phrase_set_links(set, text_hash(base));
    }
    heads[2] = set->prefixes[(unsigned char)form.ptr[0]];
    if (context && context->party_end && context->party_end[at])
        heads[3] = set->parties;

    /* From the phrase added last to the first: the four lists run that way. */
    for (;;) {
        struct matcher m = { .doc = doc, .context = context, .at = at, .limit = limit };
        size_t place;

        for (size_t h = 0; h < COUNT_OF(heads); h++)
            if (heads[h] && (!m.phrase || heads[h]->phrase->order > m.phrase->order))
                m.phrase = heads[h]->phrase;
        if (!m.phrase)
            return n;
        for (size_t h = 0; h < COUNT_OF(heads); h++)
            if (heads[h] && heads[h]->phrase == m.phrase)
                heads[h] = heads[h]->next;
        if (!match_items(&m, 0, at, 0))
            continue;
        for (place = n; place > 0 && out[place - 1].end <= m.end; place--)
            ;
        if (place == room)
            continue;
        if (n < room)
            n++;
        memmove(out + place + 1, out + place, (n - 1 - place) * sizeof *out);
        out[place] = (struct phrase_match){ .first = (uint32_t)at,
                                            .end = (uint32_t)m.end,
                                            .value = m.phrase->value,
                                            .words = (uint32_t)(m.end - at - m.passed) };
    }
}
