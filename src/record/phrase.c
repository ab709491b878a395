/* phrase.c - many phrases looked for in tokens at once.
 *
 *     exchange|swap ... [war] prisoner
 *
 * A phrase is compiled to items: a word place with its alternatives, or a gap. An alternative is
 * a run of units, each matched against one piece of a token. Pieces are what hyphens and inner
 * apostrophes part ("cease-fire" has two, "d'Ivoire" has d' and Ivoire): since phrases and tokens are
 * parted by one function, nobody has to know how the tokenizer treats such words.
 *
 * The index is a hash table from the lower-case first piece to the phrases that may begin with it,
 * the last added first. Phrases that begin with a prefix are listed by its first byte, those
 * that begin with @party apart. At a token, up to four such lists are merged by order, so that a
 * phrase found twice (by the form and by the dictionary form) is tried once.
 *
 * Matching is backtracking over few and short items; a counter bounds it. */
#include "record/phrase.h"

#include "base/utf8.h"
#include "record/config.h"

enum unit_kind { UNIT_WORD, UNIT_PREFIX, UNIT_PARTY };

struct unit {
    uint16_t begin, len; /* its word in the phrase's bytes: plain, lower case unless `exact` */
    uint8_t kind;        /* enum unit_kind                                    */
    bool exact : 1;
    bool capital_too : 1; /* the first letter may be a capital                */
    bool last : 1;        /* of its alternative                               */
};

struct item {
    uint16_t first;        /* into units                                      */
    uint16_t alternatives; /* 0: a gap                                        */
    uint16_t optional;     /* that many items may be missing, from this one on */
};

/* Units, items and bytes follow the struct in one block: a roster has ten thousand of them, and
 * memory that is never touched is the cheapest part of starting the program. */
struct phrase {
    uint32_t value, order;
    uint16_t n_units, n_items;
    bool forms;
};

static struct unit *units_of(const struct phrase *p)
{
    return (struct unit *)(p + 1);
}

static struct item *items_of(const struct phrase *p)
{
    return (struct item *)(units_of(p) + p->n_units);
}

static char *bytes_of(const struct phrase *p)
{
    return (char *)(items_of(p) + p->n_items);
}

static struct text word_of(const struct phrase *p, const struct unit *unit)
{
    return text_of(bytes_of(p) + unit->begin, unit->len);
}

/* Lists run from the phrase added last to the first. */
struct link {
    const struct phrase *phrase;
    struct link *next;
};

struct bucket {
    uint64_t hash;
    struct link *list; /* NULL: a free place                                  */
};

struct phrase_set {
    struct bucket *buckets;
    size_t n_buckets, room; /* room is a power of two                         */
    struct link *prefixes[256];
    struct link *parties;
    uint32_t n_phrases;
};

struct phrase_set *phrase_set_new(struct arena *mem)
{
    return arena_alloc(mem, sizeof(struct phrase_set));
}

/* ---- pieces ---- */

/* Bytes of a hyphen at p: ASCII, U+2010, U+2011, and the en dash of "Russia–Ukraine". */
static size_t hyphen_at(struct text t, size_t at)
{
    const char *p = t.ptr + at;

    if (p[0] == '-')
        return 1;
    if (p[0] == '\xE2' && t.len - at >= 3 && p[1] == '\x80' &&
        (p[2] == '\x90' || p[2] == '\x91' || p[2] == '\x93'))
        return 3;
    return 0;
}

/* Bytes of an apostrophe at p: ASCII, U+2018, U+2019, U+02BC. */
static size_t apostrophe_at(struct text t, size_t at)
{
    const char *p = t.ptr + at;

    if (p[0] == '\'')
        return 1;
    if (p[0] == '\xE2' && t.len - at >= 3 && p[1] == '\x80' && (p[2] == '\x98' || p[2] == '\x99'))
        return 3;
    if (p[0] == '\xCA' && t.len - at >= 2 && p[1] == '\xBC')
        return 2;
    return 0;
}

static size_t skip_hyphens(struct text t, size_t at)
{
    size_t n;

    while (at < t.len && (n = hyphen_at(t, at)) != 0)
        at += n;
    return at;
}

/* May the byte begin a hyphen or an apostrophe? Few tokens have one. */
static inline bool may_part(char c)
{
    return c == '-' || c == '\'' || c == '\xE2' || c == '\xCA';
}

static inline bool one_piece(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (may_part(t.ptr[i]))
            return false;
    return true;
}

/* The piece of `t` that begins at or after *at, which moves behind it; *at is t.len after the
 * last. A text of hyphens alone is one piece. */
static struct text next_piece(struct text t, size_t *at)
{
    size_t begin = skip_hyphens(t, *at), i = begin, n;

    if (begin >= t.len) {
        begin = *at;
        *at = t.len;
        return text_of(t.ptr + begin, t.len - begin);
    }
    while (i < t.len && !hyphen_at(t, i)) {
        n = apostrophe_at(t, i);
        if (n && i > begin && i + n < t.len && !hyphen_at(t, i + n)) {
            i += n;
            *at = i;
            return text_of(t.ptr + begin, i - begin);
        }
        i += n ? n : 1;
    }
    *at = skip_hyphens(t, i);
    return text_of(t.ptr + begin, i - begin);
}

static struct text first_piece(struct text t)
{
    size_t at = 0;

    return one_piece(t) ? t : next_piece(t, &at);
}

/* The k-th piece, from 0. False: there are fewer. */
static bool piece_of(struct text t, unsigned k, struct text *piece, bool *last)
{
    size_t at = 0;

    if (k == 0 && one_piece(t)) {
        *piece = t;
        *last = true;
        return t.len > 0;
    }
    do {
        if (at >= t.len)
            return false;
        *piece = next_piece(t, &at);
    } while (k--);
    *last = at >= t.len;
    return true;
}

/* ---- compiling ---- */

/* What a phrase is while it is being read. Words lie in `bytes`, as plain text. */
struct draft {
    struct item items[PHRASE_ITEMS_MAX];
    struct unit units[PHRASE_UNITS_MAX];
    char bytes[2 * PHRASE_BYTES_MAX];
    unsigned n_items, n_units;
    size_t n_bytes;
    unsigned flags;
    bool first_word; /* nothing that must be there came before this item     */
};

#define BAD(...) error_set(err, PRISCUS_EINPUT, NOWHERE, __VA_ARGS__)

/* Put `word` into the draft's bytes: apostrophes plain, double quotation marks gone, lower
 * case unless `exact`. The copy is never longer than twice the word. */
static struct text plain_word(struct draft *d, struct text word, bool exact)
{
    char *out = d->bytes + d->n_bytes;
    size_t n = 0, i = 0;

    while (i < word.len) {
        unsigned char c = (unsigned char)word.ptr[i];
        size_t apostrophe;
        unsigned size;
        uint32_t point;

        if (c < 0x80) {
            if (c != '"')
                out[n++] = exact ? (char)c : ascii_lower((char)c);
            i++;
            continue;
        }
        if ((apostrophe = apostrophe_at(word, i)) != 0) {
            out[n++] = '\'';
            i += apostrophe;
            continue;
        }
        point = utf8_at(word, i, &size);
        if (point_quote(point) == QUOTE_NONE) {
            if (exact || point == UTF8_REPLACEMENT) {
                memcpy(out + n, word.ptr + i, size);
                n += size;
            } else
                n += utf8_put(point_lower(point), out + n);
        }
        i += size;
    }
    d->n_bytes += n;
    return text_of(out, n);
}

/* `word` lies in the draft's bytes. */
static bool add_unit(struct draft *d, struct text word, bool exact)
{
    if (d->n_units == PHRASE_UNITS_MAX)
        return false;
    d->units[d->n_units++] =
        (struct unit){ .begin = (uint16_t)(word.ptr - d->bytes), .len = (uint16_t)word.len, .exact = exact };
    return true;
}

static bool add_pieces(struct draft *d, struct text part, bool exact)
{
    size_t at = 0;

    while (at < part.len)
        if (!add_unit(d, next_piece(part, &at), exact))
            return false;
    return true;
}

/* Where in `word` the tokenizer cuts: "leaders'" before the apostrophe, "can't" before n't. */
static size_t clitic_of(struct text word)
{
    static const char *const clitics[] = { "n't", "'s", "'re", "'ve", "'ll", "'d", "'m", "'" };

    if (!memchr(word.ptr, '\'', word.len))
        return text_eq_fold(word, text_c("cannot")) ? 3 : word.len;
    for (size_t i = 0; i < COUNT_OF(clitics); i++) {
        size_t n = strlen(clitics[i]);

        if (word.len > n && text_eq_fold(text_of(word.ptr + word.len - n, n), text_c(clitics[i])))
            return word.len - n;
    }
    return word.len;
}

/* Part a plain word as the tokenizer would, and its parts into pieces. */
static bool add_word(struct draft *d, struct text word, bool exact)
{
    size_t end = word.len, cut;

    while (word.len > 1 && word.ptr[0] == '(') {
        if (!add_unit(d, text_of(word.ptr, 1), exact))
            return false;
        word = text_of(word.ptr + 1, word.len - 1);
        end = word.len;
    }
    while (end > 1 && strchr("),:", word.ptr[end - 1]))
        end--;
    cut = clitic_of(text_of(word.ptr, end));
    if (!add_pieces(d, text_of(word.ptr, cut), exact) ||
        !add_pieces(d, text_of(word.ptr + cut, end - cut), exact))
        return false;
    for (; end < word.len; end++)
        if (!add_unit(d, text_of(word.ptr + end, 1), exact))
            return false;
    return true;
}

/* One alternative: a word, =Word, word* or @party. */
static priscus_status add_alternative(struct draft *d, struct text written, struct priscus_error *err)
{
    bool exact = d->flags & PHRASE_EXACT_CASE, prefix = false, sign = false;
    unsigned first = d->n_units;
    struct text word = written;
    char shown[CONFIG_SHOW];

    if (!(d->flags & PHRASE_LITERAL)) {
        if (word.len == 0)
            return BAD("a word is missing beside a \"|\"");
        if (word.ptr[0] == '@') {
            if (!text_is(word, "@party"))
                return BAD("\"%s\" is not known, only @party is", config_show(word, shown));
            if (!add_unit(d, text_of(d->bytes, 0), false))
                return BAD("the phrase has more than %d words in all", PHRASE_UNITS_MAX);
            d->units[d->n_units - 1].kind = UNIT_PARTY;
            d->units[d->n_units - 1].last = true;
            return PRISCUS_OK;
        }
        if (word.ptr[0] == '=') {
            exact = sign = true;
            word = text_of(word.ptr + 1, word.len - 1);
        }
        if (word.len && word.ptr[word.len - 1] == '*') {
            prefix = true;
            word.len--;
        }
        if (text_find(word, text_c("*"), 0) != NOWHERE)
            return BAD("\"*\" stands at the end of a word, not inside: \"%s\"", config_show(written, shown));
        if (text_find(word, text_c("..."), 0) != NOWHERE)
            return BAD("\"...\" needs a blank on both sides: \"%s\"", config_show(written, shown));
        if (text_find(word, text_c("["), 0) != NOWHERE || text_find(word, text_c("]"), 0) != NOWHERE)
            return BAD("brackets go around whole words: \"%s\"", config_show(written, shown));
    }
    word = plain_word(d, word, exact);
    if (word.len == 0) {
        if (written.len && !prefix && !sign)
            return PRISCUS_OK; /* quotation marks alone */
        return BAD("\"%s\" has no letters", config_show(written, shown));
    }
    /* A prefix is not a word yet: "don*" has no clitic. */
    if (prefix ? !add_pieces(d, word, exact) : !add_word(d, word, exact))
        return BAD("the phrase has more than %d words in all", PHRASE_UNITS_MAX);
    d->units[d->n_units - 1].last = true;
    if (prefix)
        d->units[d->n_units - 1].kind = UNIT_PREFIX;
    if (d->first_word && exact && !sign)
        d->units[first].capital_too = true;
    return PRISCUS_OK;
}

static bool is_gap(const struct draft *d, struct text chunk)
{
    return !(d->flags & PHRASE_LITERAL) && (text_is(chunk, "...") || text_is(chunk, "\xE2\x80\xA6"));
}

/* One place of the phrase: a gap or a word with its alternatives. */
static priscus_status add_item(struct draft *d, struct text chunk, struct priscus_error *err)
{
    struct item item = { .first = (uint16_t)d->n_units };
    struct text rest = chunk;

    if (d->n_items == PHRASE_ITEMS_MAX)
        return BAD("the phrase has more than %d words", PHRASE_ITEMS_MAX);
    while (!is_gap(d, chunk) && rest.ptr) {
        unsigned before = d->n_units;
        struct text one = d->flags & PHRASE_LITERAL ? rest : text_cut(&rest, '|');
        priscus_status status = add_alternative(d, one, err);

        if (status != PRISCUS_OK)
            return status;
        if (d->flags & PHRASE_LITERAL)
            rest.ptr = NULL;
        item.alternatives += d->n_units > before;
    }
    if (item.alternatives == 0 && !is_gap(d, chunk))
        return PRISCUS_OK; /* quotation marks alone */
    d->items[d->n_items++] = item;
    return PRISCUS_OK;
}

/* Bytes of a blank at p, a no-break space counts as one; 0: it is none. */
static size_t blank_at(struct text t, size_t at)
{
    if (is_ascii_space(t.ptr[at]))
        return 1;
    return t.ptr[at] == '\xC2' && t.len - at > 1 && t.ptr[at + 1] == '\xA0' ? 2 : 0;
}

/* The next run of non-blanks; empty at the end. */
static struct text next_chunk(struct text *rest)
{
    size_t begin = 0, end, n;

    while (begin < rest->len && (n = blank_at(*rest, begin)) != 0)
        begin += n;
    for (end = begin; end < rest->len && !blank_at(*rest, end);)
        end++;
    *rest = text_of(rest->ptr + end, rest->len - end);
    return text_of(rest->ptr - (end - begin), end - begin);
}

static priscus_status compile(struct draft *d, struct text phrase, struct priscus_error *err)
{
    bool literal = d->flags & PHRASE_LITERAL, must = false, ends_in_gap = false;
    unsigned open = UINT32_MAX; /* the item after [                               */
    struct text chunk;

    if (phrase.len == 0)
        return BAD("a phrase is empty");
    if (phrase.len > PHRASE_BYTES_MAX)
        return BAD("the phrase is longer than %d bytes", PHRASE_BYTES_MAX);
    d->first_word = true;
    while (chunk = next_chunk(&phrase), chunk.len) {
        bool closes = false;
        priscus_status status;

        if (!literal && chunk.ptr[0] == '[') {
            if (open != UINT32_MAX)
                return BAD("a \"[\" stands inside brackets");
            open = d->n_items;
            chunk = text_of(chunk.ptr + 1, chunk.len - 1);
        }
        if (!literal && chunk.len && chunk.ptr[chunk.len - 1] == ']') {
            if (open == UINT32_MAX)
                return BAD("\"]\" without \"[\" before it");
            closes = true;
            chunk.len--;
        }
        if (is_gap(d, chunk)) {
            if (open != UINT32_MAX)
                return BAD("\"...\" cannot stand in brackets");
            if (d->n_items && d->items[d->n_items - 1].alternatives == 0)
                return BAD("one \"...\" is enough");
            if (!must)
                return BAD("\"...\" cannot begin a phrase");
            ends_in_gap = true;
        }
        if (chunk.len) { /* "[ a ]" has blanks inside */
            unsigned before = d->n_items;

            status = add_item(d, chunk, err);
            if (status != PRISCUS_OK)
                return status;
            if (open == UINT32_MAX && d->n_items > before && d->items[before].alternatives) {
                must = true;
                ends_in_gap = false;
            }
            if (d->n_items > before && (open == UINT32_MAX || open < before))
                d->first_word = false;
        }
        if (closes) {
            if (d->n_items == open)
                return BAD("there is nothing between \"[\" and \"]\"");
            d->items[open].optional = (uint16_t)(d->n_items - open);
            d->first_word = !must;
            open = UINT32_MAX;
        }
    }
    if (open != UINT32_MAX)
        return BAD("\"[\" without \"]\" behind it");
    if (d->n_items == 0)
        return BAD("a phrase is empty");
    if (ends_in_gap)
        return BAD("\"...\" cannot end a phrase");
    if (!must)
        return BAD("one word at least must stand outside the brackets");
    return PRISCUS_OK;
}

/* ---- the index ---- */

static bool list_add(struct link **list, struct arena *mem, const struct phrase *phrase)
{
    struct link *link;

    if (*list && (*list)->phrase == phrase)
        return true;
    link = arena_alloc(mem, sizeof *link);
    if (!link)
        return false;
    link->phrase = phrase;
    link->next = *list;
    *list = link;
    return true;
}

/* The bucket of this hash, or the free one where it would go. `buckets` is never full. */
static struct bucket *bucket_find(struct bucket *buckets, size_t room, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 32) & (room - 1);

    while (buckets[at].list && buckets[at].hash != hash)
        at = (at + 1) & (room - 1);
    return &buckets[at];
}

static bool index_grow(struct phrase_set *set, struct arena *mem)
{
    size_t room = set->room ? set->room * 2 : 64;
    struct bucket *buckets = arena_alloc(mem, room * sizeof *buckets);

    if (!buckets)
        return false;
    for (size_t i = 0; i < set->room; i++)
        if (set->buckets[i].list)
            *bucket_find(buckets, room, set->buckets[i].hash) = set->buckets[i];
    set->buckets = buckets;
    set->room = room;
    return true;
}

static bool index_unit(struct phrase_set *set, struct arena *mem, const struct phrase *phrase,
                       const struct unit *unit)
{
    struct draft lower;
    struct text key;
    struct bucket *bucket;
    uint64_t hash;

    if (unit->kind == UNIT_PARTY)
        return list_add(&set->parties, mem, phrase);
    lower.n_bytes = 0;
    key = word_of(phrase, unit);
    if (unit->exact)
        key = plain_word(&lower, key, false);
    if (unit->kind == UNIT_PREFIX)
        return list_add(&set->prefixes[(unsigned char)key.ptr[0]], mem, phrase);
    if (set->n_buckets * 4 >= set->room * 3 && !index_grow(set, mem))
        return false;
    hash = text_hash(key);
    bucket = bucket_find(set->buckets, set->room, hash);
    if (!bucket->list) {
        bucket->hash = hash;
        set->n_buckets++;
    }
    if (!list_add(&bucket->list, mem, phrase)) {
        set->n_buckets -= !bucket->list;
        return false;
    }
    return true;
}

/* Under each word that may come first. */
static bool index_phrase(struct phrase_set *set, struct arena *mem, const struct phrase *phrase)
{
    unsigned i = 0;

    for (;;) {
        const struct item *item = items_of(phrase) + i;
        const struct unit *unit = units_of(phrase) + item->first;

        for (unsigned a = 0; a < item->alternatives; a++) {
            if (!index_unit(set, mem, phrase, unit))
                return false;
            while (!unit->last)
                unit++;
            unit++;
        }
        if (!item->optional)
            return true;
        i += item->optional;
    }
}

priscus_status phrase_set_add(struct phrase_set *set, struct arena *mem, struct text phrase, unsigned flags,
                              uint32_t value, struct priscus_error *err)
{
    struct draft d;
    struct phrase *made;
    priscus_status status;

    d.n_items = d.n_units = 0;
    d.n_bytes = 0;
    d.flags = flags;
    status = compile(&d, phrase, err);
    if (status != PRISCUS_OK)
        return status;
    made =
        arena_alloc(mem, sizeof *made + d.n_units * sizeof *d.units + d.n_items * sizeof *d.items + d.n_bytes);
    if (!made)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    *made = (struct phrase){ .value = value,
                             .order = set->n_phrases++,
                             .n_units = (uint16_t)d.n_units,
                             .n_items = (uint16_t)d.n_items,
                             .forms = flags & PHRASE_FORMS };
    memcpy(units_of(made), d.units, d.n_units * sizeof *d.units);
    memcpy(items_of(made), d.items, d.n_items * sizeof *d.items);
    memcpy(bytes_of(made), d.bytes, d.n_bytes);
    if (!index_phrase(set, mem, made))
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory");
    return PRISCUS_OK;
}

/* ---- matching ---- */

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
        else if (word.ptr[j] == '\'' && (n = apostrophe_at(own, i)) != 0)
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

    if (k == 0 && (form.len < word.len || (form.ptr[0] != word.ptr[0] && !may_part(form.ptr[0]))))
        return false;
    if (!piece_of(form, k, &piece, last))
        return false;
    return (whole ? piece.len == word.len : piece.len >= word.len) &&
           memcmp(piece.ptr, word.ptr, word.len) == 0;
}

/* Does the unit match piece k of the token? *last: nothing of the token is left behind it. */
static bool unit_matches(const struct matcher *m, const struct unit *unit, size_t token, unsigned k, bool *last)
{
    const struct token *t = &m->doc->tokens[token];
    bool whole = unit->kind == UNIT_WORD;
    struct text word = word_of(m->phrase, unit), piece;

    if (unit->exact)
        return piece_of(token_text(m->doc, token), k, &piece, last) &&
               exact_eq(piece, word, unit->capital_too, whole);
    return piece_eq(t->norm, k, word, whole, last) ||
           (whole && !m->phrase->forms && !text_eq(t->lemma, t->norm) &&
            piece_eq(t->lemma, k, word, true, last));
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
    const struct item *item = items_of(m->phrase) + i;
    const struct unit *unit = units_of(m->phrase) + item->first;

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
    const struct item *item = items_of(m->phrase) + i;

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
    if (i && k == 0 && token > m->at && token < m->limit && items_of(m->phrase)[i - 1].alternatives &&
        is_quote(&m->doc->tokens[token]) && match_item(m, i, token + 1, 0)) {
        m->passed++;
        return true;
    }
    return item->optional && match_items(m, i + item->optional, token, k);
}

static const struct link *links_of(const struct phrase_set *set, uint64_t hash)
{
    return set->room ? bucket_find(set->buckets, set->room, hash)->list : NULL;
}

size_t phrase_match_at(const struct phrase_set *set, const struct document *doc,
                       const struct phrase_context *context, size_t at, size_t limit, struct phrase_match *out,
                       size_t room)
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
    form = first_piece(token->norm);
    heads[0] = links_of(set, text_hash(form));
    if (token->lemma.len && !text_eq(token->lemma, token->norm)) {
        base = first_piece(token->lemma);
        if (!text_eq(base, form))
            heads[1] = links_of(set, text_hash(base));
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
