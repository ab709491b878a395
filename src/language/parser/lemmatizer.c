/* lemmatizer.c - dictionary forms by learnt edits: parties -> party, withdrew -> withdraw.
 *
 *     "Parties", NNS   no exception; rule "ies": cut 3, add "y"; capitals of NNS: none    -> party
 *     "States", NNPS   rule "s": cut 1; capitals of NNPS stay                             -> State
 *     "went", VBD      exception: "go"                                                    -> go
 *
 * Known gap: what changes at the beginning (German "gesagt", "sagen") is learnt as an exception only. */
#include "language/parser/lemmatizer.h"

#include <utf8proc.h>

#include "base/utf8.h"
#include "language/parser/lemma_rule.h"

#define NOTHING UINT32_MAX

enum lemma_shape lemma_shape(struct text form)
{
    size_t letters = 0, capitals = 0;
    bool first = false;
    unsigned size;

    for (size_t i = 0; i < form.len; i += size) {
        uint32_t point = utf8_at(form, i, &size);
        bool capital;

        if (!point_is_letter(point))
            continue;
        capital = point_lower(point) != point;
        first |= capital && letters == 0;
        letters++;
        capitals += capital;
    }
    if (capitals == 0)
        return SHAPE_SMALL;
    if (capitals == 1 && first)
        return SHAPE_FIRST;
    return capitals == letters ? SHAPE_ALL : SHAPE_MIXED;
}

/* `point` into out: its bytes; those of the form, `size` of them at `at`, where that would be longer or nothing
 * changes. */
static unsigned put_point(struct text form, size_t at, unsigned size, uint32_t was, uint32_t point, char *out)
{
    char put[4];
    unsigned n;

    if (was != point && (n = utf8_put(point, put)) <= size) {
        memcpy(out, put, n);
        return n;
    }
    memcpy(out, form.ptr + at, size);
    return size;
}

size_t lemma_small(struct text form, char *out)
{
    size_t n = 0;
    unsigned size;

    for (size_t i = 0; i < form.len; i += size) {
        unsigned char c = (unsigned char)form.ptr[i];

        if (c < 0x80) {
            out[n++] = ascii_lower((char)c);
            size = 1;
        } else {
            uint32_t point = utf8_at(form, i, &size);

            n += put_point(form, i, size, point, point_lower(point), out + n);
        }
    }
    return n;
}

size_t lemma_last(struct text t)
{
    size_t at = t.len;

    while (at > 0 && ((unsigned char)t.ptr[--at] & 0xC0) == 0x80)
        ;
    return at;
}

size_t lemma_apply(struct lemma_script script, enum lemma_capitals capitals, struct text form, char *out)
{
    struct text stem = form;
    size_t n = 0;
    unsigned size;
    bool inside = false;

    if (!script.whole) {
        for (unsigned i = 0; i < script.cut && stem.len; i++)
            stem.len = lemma_last(stem);
        if (stem.len == 0) /* an edit learnt from longer words: no lemma is empty */
            stem = form;
        if (stem.len == 0) {
            n = 0;
        } else if (capitals == CAPITALS_SMALL) {
            n = lemma_small(stem, out);
        } else if (capitals == CAPITALS_FIRST) {
            for (size_t i = 0; i < stem.len; i += size) {
                uint32_t point = utf8_at(stem, i, &size);

                n += put_point(stem, i, size, point, inside ? point_lower(point) : point, out + n);
                inside = point_is_letter(point);
            }
        } else if (capitals == CAPITALS_GIVEN) {
            uint32_t point = utf8_at(stem, 0, &size);

            n = put_point(stem, 0, size, point, (uint32_t)utf8proc_toupper((utf8proc_int32_t)point), out);
            memcpy(out + n, stem.ptr + size, stem.len - size);
            n += stem.len - size;
        } else {
            memcpy(out, stem.ptr, stem.len);
            n = stem.len;
        }
    }
    if (script.add.len)
        memcpy(out + n, script.add.ptr, script.add.len);
    return n + script.add.len;
}

/* FNV-1a, mixed at the end by the finalizer of MurmurHash3: stored, so never to be changed. */
static uint64_t hash_byte(uint64_t hash, unsigned char c)
{
    return (hash ^ c) * 0x100000001B3u;
}

uint64_t lemma_hash_class(enum lemma_kind kind, enum lemma_shape shape, struct text tag)
{
    uint64_t hash = hash_byte(hash_byte(0xCBF29CE484222325u, (unsigned char)kind), (unsigned char)shape);

    for (size_t i = 0; i < tag.len; i++)
        hash = hash_byte(hash, (unsigned char)tag.ptr[i]);
    return hash_byte(hash, 0);
}

uint64_t lemma_hash_back(uint64_t hash, struct text t)
{
    for (size_t i = t.len; i > 0; i--)
        hash = hash_byte(hash, (unsigned char)t.ptr[i - 1]);
    return hash;
}

uint64_t lemma_hash_end(uint64_t hash, bool whole)
{
    hash = hash_byte(hash, whole ? 1 : 0);
    hash = (hash ^ hash >> 33) * 0xFF51AFD7ED558CCDu;
    hash = (hash ^ hash >> 33) * 0xC4CEB9FE1A85EC53u;
    return hash ^ hash >> 33;
}

/* The section is not what it claims. */
static priscus_status wrong(struct priscus_error *err, size_t at, const char *what)
{
    return error_set(err, PRISCUS_EINPUT, at, "the section of lemmas is not well formed: %s", what);
}

priscus_status lemmatizer_open(struct text section, struct lemmatizer *out, struct priscus_error *err)
{
    const unsigned char *bytes = (const unsigned char *)section.ptr;
    struct lemmatizer it = { 0 };
    size_t at = LEMMA_HEADER;

    if (!section.ptr || section.len < LEMMA_HEADER)
        return wrong(err, section.len, "it ends inside its header");
    if (memcmp(bytes, LEMMA_MAGIC, 16) != 0)
        return wrong(err, 0, "it begins with something else");
    it.n_slots = lemma_u32(bytes + 16);
    it.n_scripts = lemma_u32(bytes + 20);
    it.pool_size = lemma_u32(bytes + 24);
    if (it.n_slots == 0 || it.n_slots > LEMMA_SLOTS_MAX || (it.n_slots & (it.n_slots - 1)) != 0)
        return wrong(err, 16, "no such number of slots is written");
    if (it.n_scripts > LEMMA_SCRIPTS_MAX)
        return wrong(err, 20, "too many scripts");
    if (lemma_u32(bytes + 28) != 0)
        return wrong(err, 28, "a byte that must be zero is not");
    if (section.len != (uint64_t)LEMMA_HEADER + (uint64_t)it.n_slots * LEMMA_SLOT +
                           (uint64_t)it.n_scripts * LEMMA_SCRIPT + it.pool_size)
        return wrong(err, section.len, "its size is not that of its parts");
    it.slots = bytes + LEMMA_HEADER;
    it.scripts = it.slots + (size_t)it.n_slots * LEMMA_SLOT;
    it.pool = it.scripts + (size_t)it.n_scripts * LEMMA_SCRIPT;
    for (uint32_t i = 0; i < it.n_slots; i++, at += LEMMA_SLOT) {
        unsigned value = lemma_u16(bytes + at + 4), kind = lemma_u16(bytes + at + 6);

        if (kind == LEMMA_FREE ? value != 0 || lemma_u32(bytes + at) != 0
                               : value >= (kind == LEMMA_EDIT       ? it.n_scripts
                                           : kind == LEMMA_CAPITALS ? CAPITALS_N
                                                                    : 0))
            return wrong(err, at, "a rule names a script that is not there");
    }
    for (uint32_t i = 0; i < it.n_scripts; i++, at += LEMMA_SCRIPT) {
        uint32_t place = lemma_u32(bytes + at);
        unsigned length = bytes[at + 4];

        if (length > LEMMA_GROWTH || place > it.pool_size || length > it.pool_size - place)
            return wrong(err, at, "a script adds text that is not there");
        if (bytes[at + 6] > 1 || (bytes[at + 6] && (length == 0 || bytes[at + 5])) || bytes[at + 7])
            return wrong(err, at, "a script is none");
    }
    *out = it;
    return PRISCUS_OK;
}

static uint32_t look_up(const struct lemmatizer *it, uint64_t hash, enum lemma_kind kind)
{
    uint32_t mask = it->n_slots - 1, check = (uint32_t)(hash >> 32), i = (uint32_t)hash & mask;

    for (int probe = 0; probe < LEMMA_PROBES_MAX; probe++, i = (i + 1) & mask) {
        const unsigned char *slot = it->slots + (size_t)i * LEMMA_SLOT;
        unsigned there = lemma_u16(slot + 6);

        if (there == LEMMA_FREE)
            return NOTHING;
        if (there == (unsigned)kind && lemma_u32(slot) == check)
            return lemma_u16(slot + 4);
    }
    return NOTHING;
}

/* What the class says of the small form: its exception, else its longest rule, else NOTHING. */
static uint32_t decide(const struct lemmatizer *it, enum lemma_kind kind, enum lemma_shape shape, struct text tag,
                       struct text small)
{
    uint64_t hash = lemma_hash_class(kind, shape, tag), ends[LEMMA_SUFFIX_MAX + 1];
    struct text rest = small;
    uint32_t found;
    int n = 0;

    ends[n++] = hash;
    while (rest.len && n <= LEMMA_SUFFIX_MAX) {
        size_t at = lemma_last(rest);

        hash = lemma_hash_back(hash, text_of(rest.ptr + at, rest.len - at));
        rest.len = at;
        ends[n++] = hash;
    }
    found = look_up(it, lemma_hash_end(lemma_hash_back(hash, rest), true), kind);
    while (found == NOTHING && n > 0)
        found = look_up(it, lemma_hash_end(ends[--n], false), kind);
    return found;
}

size_t lemma_of(const struct lemmatizer *lemmatizer, struct text form, struct text tag, char *out)
{
    enum lemma_shape shape = lemma_shape(form);
    struct text small = text_of(out, lemma_small(form, out)); /* until the lemma is written over it */
    uint32_t edit = decide(lemmatizer, LEMMA_EDIT, SHAPE_SMALL, tag, small), capitals = CAPITALS_STAY;
    struct lemma_script script = { 0 };

    if (edit != NOTHING) {
        const unsigned char *at = lemmatizer->scripts + (size_t)edit * LEMMA_SCRIPT;

        script.add = text_of((const char *)lemmatizer->pool + lemma_u32(at), at[4]);
        script.cut = at[5];
        script.whole = at[6] != 0;
    }
    if (!script.whole)
        capitals = decide(lemmatizer, LEMMA_CAPITALS, shape, tag, small);
    return lemma_apply(script, capitals == NOTHING ? CAPITALS_STAY : (enum lemma_capitals)capitals, form, out);
}
