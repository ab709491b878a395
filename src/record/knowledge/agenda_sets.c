/* agenda_sets.c - see agenda_sets.h. */
#include "record/knowledge/agenda_sets.h"

#include <stdlib.h>

#include "record/knowledge/agenda.h"

#define KEY_BYTES 48 /* of a word that are looked at                             */
#define STEM_MIN  4  /* letters that an ending leaves                            */
#define HEADS_MIN 2  /* phrases of an issue that hang on a noun which may stand for it alone */

/* ---- keys ---- */

struct ending {
    const char *from, *to;
    size_t len, put; /* of both */
};

/* The first that fits is taken. */
static const struct ending endings[] = {
    { "isation", "", 7, 0 }, { "ization", "", 7, 0 }, { "olution", "olv", 7, 3 }, { "nsion", "nd", 5, 2 }, { "uction", "uc", 6, 2 },
    { "ation", "", 5, 0 },   { "ition", "", 5, 0 },   { "ision", "id", 5, 2 },    { "ment", "", 4, 0 },    { "ance", "", 4, 0 },
    { "ence", "", 4, 0 },    { "ing", "", 3, 0 },     { "ion", "", 3, 0 },        { "ise", "", 3, 0 },     { "ize", "", 3, 0 },
    { "ate", "", 3, 0 },     { "ery", "er", 3, 2 },   { "ity", "", 3, 0 },        { "al", "", 2, 0 },
};

static bool ends_with(const char *word, size_t n, const char *ending, size_t len)
{
    return n > len && word[n - 1] == ending[len - 1] && memcmp(word + n - len, ending, len) == 0;
}

uint64_t agenda_word_key(struct text word)
{
    char key[KEY_BYTES];
    size_t n = 0;

    for (size_t i = 0; i < word.len && n < sizeof key; i++) {
        unsigned char c = (unsigned char)word.ptr[i];

        if (c == 0xE2 && i + 2 < word.len && (unsigned char)word.ptr[i + 1] == 0x80 &&
            ((unsigned char)word.ptr[i + 2] == 0x90 || (unsigned char)word.ptr[i + 2] == 0x91)) {
            i += 2; /* hyphens that are no ASCII */
            continue;
        }
        if (c != '-' && c != '\'' && c != '.')
            key[n++] = ascii_lower((char)c);
    }
    if (n > STEM_MIN && key[n - 1] == 's' && !memchr("sui", key[n - 2], 3))
        n--;
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        size_t len = endings[i].len, put = endings[i].put;

        if (!ends_with(key, n, endings[i].from, len) ||
            n - len + put < STEM_MIN + (endings[i].from[len - 2] == 'c')) /* acceptance, but not alliance */
            continue;
        memcpy(key + n - len, endings[i].to, put);
        n = n - len + put;
        break;
    }
    if (ends_with(key, n, "mme", 3) || (n > STEM_MIN && key[n - 1] == 'e'))
        n -= ends_with(key, n, "mme", 3) ? 2 : 1; /* programme, release */
    if (n > STEM_MIN && ends_with(key, n, "ens", 3))
        key[n - 1] = 'c'; /* defense, defence */
    if (n > STEM_MIN && ends_with(key, n, "our", 3)) {
        key[n - 2] = 'r'; /* labour, labor */
        n--;
    }
    if (n > 1 && key[n - 1] == 'y')
        key[n - 1] = 'i'; /* territory, territorial */
    if (n > STEM_MIN && key[n - 1] == key[n - 2] && strchr("bdgmnprt", key[n - 1]))
        n--; /* swapping, swap */
    return text_hash(text_of(key, n));
}

/* ---- phrases into places ---- */

static const char *const prepositions[] = { "of",      "to",    "for",  "on",   "in",      "with", "between", "from",
                                            "by",      "at",    "into", "onto", "towards", "as",   "toward",  "about",
                                            "through", "among", "than", "like", "via",     "under" };
static const char *const particles[] = { "up",   "out",   "back",    "away",    "down",    "off", "over",
                                         "home", "side",  "against", "without", "outside", "no",  "non",
                                         "not",  "aside", "zero",    "free",    "pre",     "re",  "de" };
static const char *const articles[] = { "a",  "an",  "the", "its",  "their", "his",   "her",   "our",   "your",
                                        "my", "all", "any", "some", "this",  "that",  "these", "those", "and",
                                        "or", "be",  "'s",  "'",    "one",   "other", "more",  "own" };

/* `word` is not empty. */
static bool listed(struct text word, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (list[i][0] == word.ptr[0] && text_is(word, list[i])) /* most differ there */
            return true;
    return false;
}

#define LISTED(word, list) listed((word), (list), COUNT_OF(list))

struct maker {
    struct agenda_sets *sets;
    struct arena *mem;
    struct word_set set; /* that is being made                                  */
    bool behind;         /* a preposition was passed                            */
    bool bad;            /* it has what no set can hold                         */
};

static priscus_status add_word(struct maker *m, struct text word)
{
    struct agenda_sets *s = m->sets;
    struct set_word *larger = arena_grow(m->mem, s->words, s->n_words, &s->words_room, sizeof *larger);

    if (!larger)
        return PRISCUS_ENOMEM;
    s->words = larger;
    s->words[s->n_words++] =
        (struct set_word){ .key = agenda_word_key(word), .written = word, .capital = is_ascii_upper(word.ptr[0]) };
    return PRISCUS_OK;
}

/* A place of the phrase: words parted by |. */
static priscus_status add_place(struct maker *m, struct text chunk)
{
    struct agenda_sets *s = m->sets;
    struct set_place place = { .first = (uint32_t)s->n_words }, *larger;
    bool preposition = false, article = false;

    while (chunk.ptr) {
        struct text word = text_cut(&chunk, '|');
        priscus_status status = PRISCUS_OK;

        if (word.len && word.ptr[0] == '=')
            word = text_of(word.ptr + 1, word.len - 1);
        if (word.len == 0)
            continue;
        if (word.ptr[word.len - 1] == '*')
            m->bad = true;
        else if (text_is(word, "@party"))
            place.party = true;
        else if (LISTED(word, prepositions))
            preposition = true;
        else if (LISTED(word, articles))
            article = true;
        else {
            place.particle |= LISTED(word, particles);
            status = add_word(m, word);
        }
        if (status != PRISCUS_OK)
            return status;
    }
    place.end = (uint32_t)s->n_words;
    m->behind |= preposition && m->set.n;
    if ((preposition && (place.particle || place.first == place.end)) || (article && place.first == place.end) ||
        (place.first == place.end && !place.party)) {
        s->n_words = place.first;
        return PRISCUS_OK;
    }
    if (m->set.n == SET_PLACES_MAX) {
        m->bad = true;
        return PRISCUS_OK;
    }
    larger = arena_grow(m->mem, s->places, s->n_places, &s->places_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    s->places = larger;
    s->places[s->n_places++] = place;
    if (!m->behind && !place.party && !place.particle)
        m->set.head = m->set.n;
    m->set.n++;
    return PRISCUS_OK;
}

static priscus_status add_phrase(struct maker *m, struct text phrase, uint32_t entry)
{
    struct agenda_sets *s = m->sets;
    size_t words = s->n_words, places = s->n_places;
    bool bracket = false;
    struct word_set *larger;

    m->set = (struct word_set){ .entry = entry, .first = (uint32_t)places, .head = SET_PLACES_MAX };
    m->behind = m->bad = false;
    while (phrase.len) {
        size_t n = 0;
        struct text chunk;

        while (n < phrase.len && !is_ascii_space(phrase.ptr[n]))
            n++;
        chunk = text_of(phrase.ptr, n);
        while (n < phrase.len && is_ascii_space(phrase.ptr[n]))
            n++;
        phrase = text_of(phrase.ptr + n, phrase.len - n);
        if (chunk.len == 0)
            continue;
        bracket |= chunk.ptr[0] == '[';
        if (!bracket && !text_is(chunk, "...")) {
            priscus_status status = add_place(m, chunk);

            if (status != PRISCUS_OK)
                return status;
        }
        if (chunk.ptr[chunk.len - 1] == ']')
            bracket = false;
    }
    if (m->bad || m->set.n == 0) {
        s->n_words = words;
        s->n_places = places;
        return PRISCUS_OK;
    }
    larger = arena_grow(m->mem, s->sets, s->n_sets, &s->sets_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    s->sets = larger;
    s->sets[s->n_sets++] = m->set;
    return PRISCUS_OK;
}

/* ---- the index ---- */

static priscus_status index_add(struct set_index *x, struct arena *mem, struct set_ref ref)
{
    struct set_ref *larger = arena_grow(mem, x->refs, x->n, &x->room, sizeof *larger);

    if (!larger)
        return PRISCUS_ENOMEM;
    x->refs = larger;
    x->refs[x->n++] = ref;
    return PRISCUS_OK;
}

static int by_key(const void *x, const void *y)
{
    const struct set_ref *a = x, *b = y;

    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->set != b->set)
        return a->set < b->set ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static priscus_status index_sort(struct set_index *x, struct arena *mem)
{
    size_t n = 0;

    if (x->n == 0)
        return PRISCUS_OK;
    qsort(x->refs, x->n, sizeof *x->refs, by_key);
    for (size_t i = 0; i < x->n; i++)
        if (n == 0 || by_key(&x->refs[i], &x->refs[n - 1]) != 0)
            x->refs[n++] = x->refs[i];
    x->n = n;
    for (x->bits = 4; (size_t)1 << x->bits < 2 * n; x->bits++)
        ;
    x->starts = arena_alloc(mem, (((size_t)1 << x->bits) + 1) * sizeof *x->starts);
    if (!x->starts)
        return PRISCUS_ENOMEM;
    for (size_t i = 0, at = 0; i <= (size_t)1 << x->bits; i++) {
        while (at < n && x->refs[at].key >> (64 - x->bits) < i)
            at++;
        x->starts[i] = (uint32_t)at;
    }
    return PRISCUS_OK;
}

void set_index_find(const struct set_index *x, uint64_t key, size_t *first, size_t *end)
{
    size_t at, stop;

    *first = *end = 0;
    if (x->n == 0)
        return;
    at = x->starts[key >> (64 - x->bits)];
    stop = x->starts[(key >> (64 - x->bits)) + 1];
    while (at < stop && x->refs[at].key < key)
        at++;
    *first = at;
    while (at < stop && x->refs[at].key == key)
        at++;
    *end = at;
}

/* Keep the nouns that HEADS_MIN phrases of an issue hang on: one phrase alone may hang on anything ("peace effort"). */
static priscus_status keep_common(struct set_index *x, struct arena *mem)
{
    size_t n = 0;

    for (size_t i = 0, end; i < x->n; i = end) {
        for (end = i; end < x->n && x->refs[end].key == x->refs[i].key && x->refs[end].set == x->refs[i].set; end++)
            ;
        if (end - i >= HEADS_MIN)
            x->refs[n++] = (struct set_ref){ x->refs[i].key, x->refs[i].set, (uint32_t)(end - i) };
    }
    x->n = n;
    return index_sort(x, mem);
}

priscus_status agenda_sets_find(struct agenda *agenda, struct arena *mem)
{
    struct agenda_sets *s = &agenda->sets;
    struct maker m = { .sets = s, .mem = mem };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; status == PRISCUS_OK && i < agenda->n_entries; i++)
        if (agenda->entries[i].key != AGENDA_NOT)
            status = add_phrase(&m, agenda->entries[i].words, (uint32_t)i);
    for (uint32_t i = 0; i < s->n_sets; i++) {
        const struct word_set *set = &s->sets[i];
        const struct agenda_phrase *entry = &agenda->entries[set->entry];

        for (uint32_t p = 0; p < set->n; p++) {
            const struct set_place *place = &s->places[set->first + p];

            for (uint32_t k = place->first; k < place->end && status == PRISCUS_OK; k++) {
                status = index_add(&s->by_word, mem, (struct set_ref){ s->words[k].key, i, p });
                if (status == PRISCUS_OK && entry->key == AGENDA_WORDS && p == set->head)
                    status = index_add(&s->by_head, mem, (struct set_ref){ s->words[k].key, entry->issue, i });
            }
        }
    }
    if (status == PRISCUS_OK)
        status = index_sort(&s->by_word, mem);
    if (status == PRISCUS_OK)
        status = index_sort(&s->by_head, mem);
    if (status == PRISCUS_OK)
        status = keep_common(&s->by_head, mem);
    return status;
}
