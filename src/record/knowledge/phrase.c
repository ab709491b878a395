/* phrase.c - phrases compiled, and the set they are looked up in.
 *
 *     exchange|swap ... [war] prisoner
 *
 * is read to four items, a gap and the optional [war] among them, and is found in the set under both
 * words that it may begin with; phrase_set.h shows the items.
 *
 * The index is a hash table from the lower-case first piece to the phrases that may begin with it,
 * the last added first. Phrases that begin with a prefix are listed by its first byte, those
 * that begin with @party apart. phrase_match.c looks there. */
#include "record/knowledge/phrase_set.h"

#include "base/utf8.h"
#include "record/knowledge/config.h"

struct phrase_set *phrase_set_new(struct arena *mem)
{
    return arena_alloc(mem, sizeof(struct phrase_set));
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
        if ((apostrophe = phrase_apostrophe_at(word, i)) != 0) {
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
        if (!add_unit(d, phrase_next_piece(part, &at), exact))
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
    if (!add_pieces(d, text_of(word.ptr, cut), exact) || !add_pieces(d, text_of(word.ptr + cut, end - cut), exact))
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

static priscus_status list_add(struct link **list, struct arena *mem, const struct phrase *phrase)
{
    struct link *link;

    if (*list && (*list)->phrase == phrase)
        return PRISCUS_OK;
    link = arena_alloc(mem, sizeof *link);
    if (!link)
        return PRISCUS_ENOMEM;
    link->phrase = phrase;
    link->next = *list;
    *list = link;
    return PRISCUS_OK;
}

/* The bucket of this hash, or the free one where it would go. `buckets` is never full. */
static struct bucket *bucket_find(struct bucket *buckets, size_t room, uint64_t hash)
{
    size_t at = (size_t)(hash ^ hash >> 32) & (room - 1);

    while (buckets[at].list && buckets[at].hash != hash)
        at = (at + 1) & (room - 1);
    return &buckets[at];
}

const struct link *phrase_set_links(const struct phrase_set *set, uint64_t hash)
{
    return set->room ? bucket_find(set->buckets, set->room, hash)->list : NULL;
}

static priscus_status index_grow(struct phrase_set *set, struct arena *mem)
{
    size_t room = set->room ? set->room * 2 : 64;
    struct bucket *buckets = arena_alloc(mem, room * sizeof *buckets);

    if (!buckets)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < set->room; i++)
        if (set->buckets[i].list)
            *bucket_find(buckets, room, set->buckets[i].hash) = set->buckets[i];
    set->buckets = buckets;
    set->room = room;
    return PRISCUS_OK;
}

static priscus_status index_unit(struct phrase_set *set, struct arena *mem, const struct phrase *phrase,
                                 const struct unit *unit)
{
    struct draft lower;
    struct text key;
    struct bucket *bucket;
    priscus_status status;
    uint64_t hash;

    if (unit->kind == UNIT_PARTY)
        return list_add(&set->parties, mem, phrase);
    lower.n_bytes = 0;
    key = phrase_word(phrase, unit);
    if (unit->exact)
        key = plain_word(&lower, key, false);
    if (unit->kind == UNIT_PREFIX)
        return list_add(&set->prefixes[(unsigned char)key.ptr[0]], mem, phrase);
    if (set->n_buckets * 4 >= set->room * 3 && (status = index_grow(set, mem)) != PRISCUS_OK)
        return status;
    hash = text_hash(key);
    bucket = bucket_find(set->buckets, set->room, hash);
    if (!bucket->list) {
        bucket->hash = hash;
        set->n_buckets++;
    }
    status = list_add(&bucket->list, mem, phrase);
    if (status != PRISCUS_OK)
        set->n_buckets -= !bucket->list;
    return status;
}

/* Under each word that may come first. */
static priscus_status index_phrase(struct phrase_set *set, struct arena *mem, const struct phrase *phrase)
{
    unsigned i = 0;

    for (;;) {
        const struct item *item = phrase_items(phrase) + i;
        const struct unit *unit = phrase_units(phrase) + item->first;

        for (unsigned a = 0; a < item->alternatives; a++) {
            priscus_status status = index_unit(set, mem, phrase, unit);

            if (status != PRISCUS_OK)
                return status;
            while (!unit->last)
                unit++;
            unit++;
        }
        if (!item->optional)
            return PRISCUS_OK;
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
    made = arena_alloc(mem, sizeof *made + d.n_units * sizeof *d.units + d.n_items * sizeof *d.items + d.n_bytes);
    if (!made)
        return error_memory(err);
    *made = (struct phrase){
        .value = value, .order = set->n_phrases++, .n_units = (uint16_t)d.n_units, .n_items = (uint16_t)d.n_items
    };
    memcpy(phrase_units(made), d.units, d.n_units * sizeof *d.units);
    memcpy(phrase_items(made), d.items, d.n_items * sizeof *d.items);
    memcpy(phrase_bytes(made), d.bytes, d.n_bytes);
    status = index_phrase(set, mem, made);
    return status == PRISCUS_OK ? PRISCUS_OK : error_memory(err);
}

priscus_status phrase_set_add_all(struct phrase_set *set, struct arena *mem, struct config *file, struct text list,
                                  uint32_t value)
{
    struct text phrase;

    while (config_value(&list, &phrase)) {
        struct priscus_error why;
        priscus_status status = phrase_set_add(set, mem, phrase, 0, value, &why);
        char shown[CONFIG_SHOW];

        if (status == PRISCUS_EINPUT)
            config_mistake(file, "in \"%s\": %s", config_show(phrase, shown), why.message);
        else if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}
