/* lemma_train.c - learning the lemmatizer's rules from words whose lemmas are known.
 *
 *     VBD   -      cut 0                     "said" and the like are exceptions
 *           -d     cut 1 (baked)
 *           -ed    cut 2 (walked)
 *           -ied   cut 3, add "y" (tried)
 *           -died  ...
 *
 * Of each class, the distinct forms are sorted by their ends, so that all with one end lie together. From the
 * empty end to longer ones: where most forms with that end want something other than the end before it says,
 * that is a rule; forms that no rule serves are exceptions. Every distinct form counts once: a rule is for
 * words not yet seen, and those are like the rare ones, not like "was". */
#include "train/lemma_train.h"

#include <stdlib.h>

#include "base/buffer.h"
#include "language/parser/lemma_rule.h"
#include "language/parser/lemmatizer.h"

/* One word seen; after collapse(), one distinct form of a class and what most of its words want. */
struct seen {
    struct text tag, small;
    uint8_t kind, shape;
    uint16_t label; /* script or capitals */
};

struct rule {
    uint64_t hash;
    uint16_t label;
    uint8_t kind;
};

struct lemma_trainer {
    struct arena mem;
    struct seen *seen;
    size_t n_seen, room_seen;
    struct lemma_script *scripts;
    size_t n_scripts, room_scripts;
    uint32_t *index; /* of scripts by hash, open addressing, 1-based; LEMMA_SCRIPTS_MAX fit */
    struct rule *rules;
    size_t n_rules, room_rules;
    uint32_t *counts; /* a label each, zero between uses */
};

#define INDEX_SIZE (1u << 17)

struct lemma_trainer *lemma_trainer_new(void)
{
    struct lemma_trainer *trainer = calloc(1, sizeof *trainer);

    if (trainer && !(trainer->index = arena_alloc(&trainer->mem, INDEX_SIZE * sizeof *trainer->index))) {
        lemma_trainer_free(trainer);
        return NULL;
    }
    return trainer;
}

void lemma_trainer_free(struct lemma_trainer *trainer)
{
    if (!trainer)
        return;
    arena_release(&trainer->mem);
    free(trainer);
}

/* The script's number; -1: memory is out; LEMMA_SCRIPTS_MAX: there are too many of them. */
static long script_number(struct lemma_trainer *trainer, struct lemma_script script)
{
    uint32_t i = (uint32_t)(text_hash(script.add) * 31 + script.cut * 2 + script.whole) & (INDEX_SIZE - 1);
    struct lemma_script *larger;

    for (; trainer->index[i]; i = (i + 1) & (INDEX_SIZE - 1)) {
        struct lemma_script there = trainer->scripts[trainer->index[i] - 1];

        if (there.cut == script.cut && there.whole == script.whole && text_eq(there.add, script.add))
            return (long)trainer->index[i] - 1;
    }
    if (trainer->n_scripts == LEMMA_SCRIPTS_MAX)
        return LEMMA_SCRIPTS_MAX;
    larger = arena_grow(&trainer->mem, trainer->scripts, trainer->n_scripts, &trainer->room_scripts, sizeof *larger);
    if (!larger)
        return -1;
    trainer->scripts = larger;
    script.add.ptr = arena_copy(&trainer->mem, script.add.ptr ? script.add.ptr : "", script.add.len);
    if (!script.add.ptr)
        return -1;
    trainer->scripts[trainer->n_scripts++] = script;
    trainer->index[i] = (uint32_t)trainer->n_scripts;
    return (long)trainer->n_scripts - 1;
}

static priscus_status see(struct lemma_trainer *trainer, struct seen seen)
{
    struct seen *larger =
        arena_grow(&trainer->mem, trainer->seen, trainer->n_seen, &trainer->room_seen, sizeof *larger);

    if (!larger)
        return PRISCUS_ENOMEM;
    trainer->seen = larger;
    trainer->seen[trainer->n_seen++] = seen;
    return PRISCUS_OK;
}

/* From the small form to the small lemma: what is cut behind their common beginning, and what is added. */
static struct lemma_script edit_between(struct text small, struct text lemma)
{
    struct lemma_script script = { 0 };
    size_t same = 0;

    while (same < small.len && same < lemma.len && small.ptr[same] == lemma.ptr[same])
        same++;
    /* Back to where a character begins in both. */
    while (same > 0 && ((same < small.len && ((unsigned char)small.ptr[same] & 0xC0) == 0x80) ||
                        (same < lemma.len && ((unsigned char)lemma.ptr[same] & 0xC0) == 0x80)))
        same--;
    if (same == 0)
        return (struct lemma_script){ .add = lemma, .whole = true };
    for (struct text rest = small; rest.len > same; rest.len = lemma_last(rest))
        script.cut++;
    script.add = text_of(lemma.ptr + same, lemma.len - same);
    return script;
}

priscus_status lemma_trainer_add(struct lemma_trainer *trainer, struct text form, struct text tag, struct text lemma)
{
    enum lemma_shape shape = lemma_shape(form);
    struct seen seen = { .kind = LEMMA_EDIT, .shape = SHAPE_SMALL };
    char *small = arena_copy(&trainer->mem, form.ptr, form.len),
         *small_lemma = arena_copy(&trainer->mem, lemma.ptr, lemma.len);
    char *try = arena_alloc(&trainer->mem, form.len + lemma.len + 1),
         *own_tag = arena_copy(&trainer->mem, tag.ptr, tag.len);
    unsigned capitals = CAPITALS_STAY;
    struct lemma_script script;
    long number;

    if (!small || !small_lemma || !try || !own_tag)
        return PRISCUS_ENOMEM;
    if (form.len == 0 || lemma.len == 0)
        return PRISCUS_OK; /* nothing to learn */
    seen.tag = text_of(own_tag, tag.len);
    seen.small = text_of(small, lemma_small(form, small));
    script = edit_between(seen.small, text_of(small_lemma, lemma_small(lemma, small_lemma)));
    while (!script.whole && capitals < CAPITALS_N) {
        size_t n = lemma_apply(script, (enum lemma_capitals)capitals, form, try);

        if (text_eq(text_of(try, n), lemma))
            break;
        capitals++;
    }
    if (script.whole || capitals == CAPITALS_N) { /* TeX -> TEX */
        script = (struct lemma_script){ .add = lemma, .whole = true };
        capitals = CAPITALS_N;
    }
    if (script.add.len > LEMMA_GROWTH || script.cut > LEMMA_CUT_MAX)
        return PRISCUS_OK; /* too odd to be a rule */
    number = script_number(trainer, script);
    if (number < 0)
        return PRISCUS_ENOMEM;
    if (number == LEMMA_SCRIPTS_MAX)
        return PRISCUS_OK;
    seen.label = (uint16_t)number;
    if (see(trainer, seen) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    if (capitals == CAPITALS_N)
        return PRISCUS_OK;
    seen.kind = LEMMA_CAPITALS;
    seen.shape = (uint8_t)shape;
    seen.label = (uint16_t)capitals;
    return see(trainer, seen);
}

/* By the last byte, then the one before it. */
static int compare_ends(struct text a, struct text b)
{
    for (size_t i = 1; i <= a.len && i <= b.len; i++) {
        unsigned char x = (unsigned char)a.ptr[a.len - i], y = (unsigned char)b.ptr[b.len - i];

        if (x != y)
            return x < y ? -1 : 1;
    }
    return a.len < b.len ? -1 : a.len > b.len;
}

static int compare_classes(const struct seen *a, const struct seen *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->shape != b->shape)
        return a->shape < b->shape ? -1 : 1;
    return text_compare(a->tag, b->tag);
}

static int compare_seen(const void *one, const void *other)
{
    const struct seen *a = one, *b = other;
    int order = compare_classes(a, b);

    if (order == 0)
        order = compare_ends(a->small, b->small);
    return order != 0 ? order : a->label < b->label ? -1 : a->label > b->label;
}

/* Sorted: each distinct form once, with the label that most of its words have (the earlier learnt of two). */
static void collapse(struct lemma_trainer *trainer)
{
    size_t n = 0;

    for (size_t i = 0, end; i < trainer->n_seen; i = end) {
        struct seen best = trainer->seen[i];
        size_t most = 0, run = 0;

        for (end = i; end < trainer->n_seen && compare_classes(&trainer->seen[i], &trainer->seen[end]) == 0 &&
                      text_eq(trainer->seen[i].small, trainer->seen[end].small);
             end++) {
            run = end > i && trainer->seen[end].label == trainer->seen[end - 1].label ? run + 1 : 1;
            if (run > most) {
                most = run;
                best = trainer->seen[end];
            }
        }
        trainer->seen[n++] = best;
    }
    trainer->n_seen = n;
}

static priscus_status emit(struct lemma_trainer *trainer, const struct seen *of, struct text key, bool whole,
                           unsigned label)
{
    struct rule *larger =
        arena_grow(&trainer->mem, trainer->rules, trainer->n_rules, &trainer->room_rules, sizeof *larger);
    uint64_t hash = lemma_hash_class(of->kind, of->shape, of->tag);

    if (!larger)
        return PRISCUS_ENOMEM;
    trainer->rules = larger;
    hash = lemma_hash_end(lemma_hash_back(hash, key), whole);
    trainer->rules[trainer->n_rules++] = (struct rule){ .hash = hash, .label = (uint16_t)label, .kind = of->kind };
    return PRISCUS_OK;
}

/* Learn from forms [first, end) of one class, which share their last `length` bytes, `depth` characters.
 * Without a rule here they get `label`; -1: nothing. */
static priscus_status learn(struct lemma_trainer *trainer, size_t first, size_t end, size_t length, int depth,
                            long label)
{
    const struct seen *seen = trainer->seen;
    long best = -1;

    for (size_t i = first; i < end; i++)
        trainer->counts[seen[i].label]++;
    for (size_t i = first; i < end; i++)
        if (best < 0 || trainer->counts[seen[i].label] > trainer->counts[best] ||
            (trainer->counts[seen[i].label] == trainer->counts[best] &&
             (seen[i].label == label || (best != label && seen[i].label < best))))
            best = seen[i].label;
    if (best != label) {
        if (emit(trainer, &seen[first], text_of(seen[first].small.ptr + seen[first].small.len - length, length), false,
                 (unsigned)best) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        label = best;
    }
    for (size_t i = first; i < end; i++)
        trainer->counts[seen[i].label] = 0;
    for (size_t i = first, next; i < end; i = next) {
        struct text rest = text_of(seen[i].small.ptr, seen[i].small.len - length);
        size_t at = lemma_last(rest);
        struct text one = text_of(rest.ptr + at, rest.len - at);

        next = i + 1;
        if (depth == LEMMA_SUFFIX_MAX || rest.len == 0) {
            if (seen[i].label != label && emit(trainer, &seen[i], seen[i].small, true, seen[i].label) != PRISCUS_OK)
                return PRISCUS_ENOMEM;
            continue;
        }
        for (; next < end; next++) {
            struct text other = text_of(seen[next].small.ptr, seen[next].small.len - length);
            size_t begin = lemma_last(other);

            if (!text_eq(one, text_of(other.ptr + begin, other.len - begin)))
                break;
        }
        if (learn(trainer, i, next, length + one.len, depth + 1, label) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    return PRISCUS_OK;
}

static void put_u32(char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char)(value >> 8 * i);
}

/* The rules into n slots; false: some key would lie too far from its place. */
static bool fill(const struct lemma_trainer *trainer, char *slots, uint32_t n)
{
    for (size_t r = 0; r < trainer->n_rules; r++) {
        struct rule rule = trainer->rules[r];
        uint32_t i = (uint32_t)rule.hash & (n - 1), check = (uint32_t)(rule.hash >> 32);
        int probe = 0;

        for (; probe < LEMMA_PROBES_MAX && slots[(size_t)i * LEMMA_SLOT + 6]; probe++)
            i = (i + 1) & (n - 1);
        if (probe == LEMMA_PROBES_MAX)
            return false;
        put_u32(slots + (size_t)i * LEMMA_SLOT, check);
        put_u32(slots + (size_t)i * LEMMA_SLOT + 4, rule.label | (uint32_t)rule.kind << 16);
    }
    return true;
}

/* Scripts that a rule uses get the numbers 0, 1, ... in the order of their first use. */
static priscus_status number_scripts(struct lemma_trainer *trainer, uint32_t *n)
{
    uint32_t *number = arena_alloc(&trainer->mem, (trainer->n_scripts + 1) * sizeof *number);
    struct lemma_script *kept = arena_alloc(&trainer->mem, (trainer->n_scripts + 1) * sizeof *kept);

    *n = 0;
    if (!number || !kept)
        return PRISCUS_ENOMEM;
    for (size_t r = 0; r < trainer->n_rules; r++) {
        struct rule *rule = &trainer->rules[r];

        if (rule->kind != LEMMA_EDIT)
            continue;
        if (!number[rule->label]) {
            kept[*n] = trainer->scripts[rule->label];
            number[rule->label] = ++*n;
        }
        rule->label = (uint16_t)(number[rule->label] - 1);
    }
    trainer->scripts = kept;
    return PRISCUS_OK;
}

static priscus_status write_section(struct lemma_trainer *trainer, struct buffer *section)
{
    char header[LEMMA_HEADER] = LEMMA_MAGIC;
    uint32_t n_slots = 16, n_scripts, place = 0;
    char *slots;

    if (number_scripts(trainer, &n_scripts) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    while (n_slots / 8 * 7 < trainer->n_rules)
        n_slots *= 2;
    for (;; n_slots *= 2) {
        if (n_slots > LEMMA_SLOTS_MAX)
            return PRISCUS_ELIMIT;
        slots = arena_alloc(&trainer->mem, (size_t)n_slots * LEMMA_SLOT);
        if (!slots)
            return PRISCUS_ENOMEM;
        if (fill(trainer, slots, n_slots))
            break;
    }
    for (uint32_t i = 0; i < n_scripts; i++)
        place += (uint32_t)trainer->scripts[i].add.len;
    put_u32(header + 16, n_slots);
    put_u32(header + 20, n_scripts);
    put_u32(header + 24, place);
    buffer_add(section, header, sizeof header);
    buffer_add(section, slots, (size_t)n_slots * LEMMA_SLOT);
    place = 0;
    for (uint32_t i = 0; i < n_scripts; i++) {
        struct lemma_script script = trainer->scripts[i];
        char at[LEMMA_SCRIPT] = { 0 };

        put_u32(at, place);
        at[4] = (char)script.add.len;
        at[5] = (char)script.cut;
        at[6] = script.whole;
        buffer_add(section, at, sizeof at);
        place += (uint32_t)script.add.len;
    }
    for (uint32_t i = 0; i < n_scripts; i++)
        buffer_text(section, trainer->scripts[i].add);
    return section->failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

priscus_status lemma_trainer_finish(struct lemma_trainer *trainer, struct buffer *section)
{
    trainer->n_rules = 0;
    trainer->counts = arena_alloc(&trainer->mem, (LEMMA_SCRIPTS_MAX + 1) * sizeof *trainer->counts);
    if (!trainer->counts)
        return PRISCUS_ENOMEM;
    if (trainer->n_seen)
        qsort(trainer->seen, trainer->n_seen, sizeof *trainer->seen, compare_seen);
    collapse(trainer);
    for (size_t i = 0, end; i < trainer->n_seen; i = end) {
        for (end = i + 1; end < trainer->n_seen && compare_classes(&trainer->seen[i], &trainer->seen[end]) == 0; end++)
            ;
        /* Small forms stay so unless they learn otherwise. */
        if (learn(trainer, i, end, 0, 0,
                  trainer->seen[i].kind == LEMMA_CAPITALS && trainer->seen[i].shape == SHAPE_SMALL ? CAPITALS_STAY
                                                                                                   : -1) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    return write_section(trainer, section);
}
