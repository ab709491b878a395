/* tokenizer_train.c - learn what tokenizer.c knows: see language/parser/tokenizer.h and language/parser/tokenizer_layout.h.
 *
 * The sentences are put together as a text, so that places look as they will when the text is cut. Places:
 * logistic regression with AdaGrad's step sizes, averaged over the later half of the epochs, in 16 bits.
 * Several words in a token: first endings, shortest first, each where it says something else than the shorter
 * one; then a table of the tokens that the endings get wrong. */
#include <math.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "language/conllu.h"
#include "language/parser/char_run.h"
#include "language/parser/tokenizer.h"
#include "language/parser/tokenizer_layout.h"

#define BITS          16
#define EPOCHS        8
#define STEP          0.12f
#define DECAY         2e-6f
#define SCALE         1024.0f
/* An ending is believed when it was seen in so many tokens, and nearly all agree. */
#define ENDING_TOKENS 3
#define ENDING_SHARE  0.9

/* Letters that are mostly two tokens ("alot"), seen so often at least. */
#define APART_TOKENS 2

/* A token as it stands in the text, and its words if they are several. */
struct seen {
    uint32_t begin, end;
    uint32_t words; /* first of its words; n_words 1: none kept */
    uint32_t n_words;
};

struct tokenizer_trainer {
    struct arena mem;
    struct buffer text;  /* paragraphs, an empty line between */
    struct buffer forms; /* of words in tokens of several     */
    struct seen *tokens;
    size_t n_tokens, room_tokens;
    struct span *words; /* in forms */
    size_t n_words, room_words;
};

struct tokenizer_trainer *tokenizer_trainer_new(void)
{
    return calloc(1, sizeof(struct tokenizer_trainer));
}

void tokenizer_trainer_free(struct tokenizer_trainer *trainer)
{
    if (!trainer)
        return;
    arena_release(&trainer->mem);
    buffer_release(&trainer->text);
    buffer_release(&trainer->forms);
    free(trainer);
}

bool tokenizer_trainer_add(struct tokenizer_trainer *trainer, const struct conllu_sentence *sentence)
{
    struct buffer *text = &trainer->text;

    if ((sentence->newpar || sentence->newdoc) && text->len > 0)
        buffer_c(text, "\n\n");
    for (size_t i = 0; i < sentence->n_tokens; i++) {
        const struct conllu_token *token = &sentence->tokens[i];
        struct seen *tokens = arena_grow(&trainer->mem, trainer->tokens, trainer->n_tokens, &trainer->room_tokens,
                                         sizeof *trainer->tokens);
        struct seen *seen;

        if (!tokens)
            return false;
        trainer->tokens = tokens;
        seen = &tokens[trainer->n_tokens];
        *seen = (struct seen){ (uint32_t)text->len, (uint32_t)(text->len + token->form.len), (uint32_t)trainer->n_words,
                               1 };
        for (uint32_t w = token->first; token->end - token->first > 1 && w < token->end; w++) {
            struct text form = sentence->words[w].form;
            struct span *words = arena_grow(&trainer->mem, trainer->words, trainer->n_words, &trainer->room_words,
                                            sizeof *trainer->words);

            if (!words)
                return false;
            trainer->words = words;
            words[trainer->n_words++] =
                (struct span){ (uint32_t)trainer->forms.len, (uint32_t)(trainer->forms.len + form.len) };
            buffer_text(&trainer->forms, form);
            seen->n_words = token->end - token->first;
        }
        buffer_text(text, token->form);
        if (token->space_after)
            buffer_char(text, ' ');
        if (text->failed || trainer->forms.failed || text->len > UINT32_MAX / 2)
            return false;
        trainer->n_tokens++;
    }
    return true;
}

/* ---- places ---- */

struct place {
    uint32_t features[CHAR_RUN_FEATURES];
    bool ends;
};
struct places {
    struct place *at;
    size_t n, room;
};

static bool collect(struct tokenizer_trainer *trainer, const uint8_t *ends, struct places *out)
{
    struct text text = buffer_as_text(&trainer->text);
    uint8_t before = CHAR_RUN_EDGE;
    struct char_run run;
    size_t at = 0;

    while (at < text.len) {
        size_t size = char_run_space(text, at, text.len);
        struct char_run_state state;

        if (size > 0) {
            if (text.ptr[at] == '\n')
                before = CHAR_RUN_EDGE;
            at += size;
            continue;
        }
        char_run_read(&run, text, at, text.len, before);
        char_run_state_begin(&state, 0);
        char_run_state_take(&state, &run, 0);
        for (size_t i = 1; i < run.n; i++) {
            bool end = ends[run.begin + run.at[i]];

            if (char_run_candidate(&run, i)) {
                struct place *places = arena_grow(&trainer->mem, out->at, out->n, &out->room, sizeof *out->at);

                if (!places)
                    return false;
                out->at = places;
                char_run_features(&run, &state, i, places[out->n].features);
                places[out->n++].ends = end;
            }
            if (end)
                char_run_state_begin(&state, i);
            if (char_run_candidate(&run, i))
                state.broken = end;
            char_run_state_take(&state, &run, i);
        }
        before = char_run_kind_at(&run, run.n - 1);
        at = run.end;
    }
    return true;
}

static uint64_t random_next(uint64_t *state)
{
    uint64_t z = (*state += 0x9E3779B97F4A7C15u);

    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
    z = (z ^ z >> 27) * 0x94D049BB133111EBu;
    return z ^ z >> 31;
}

/* Weights of all features and, last, the bias. */
static bool learn(const struct places *places, unsigned seed, struct arena *mem, int16_t *out, int32_t *bias)
{
    size_t n = ((size_t)1 << BITS) + 1;
    float *weights = arena_alloc(mem, n * sizeof *weights);
    float *squares = arena_alloc(mem, n * sizeof *squares);
    float *sums = arena_alloc(mem, n * sizeof *sums);
    uint32_t *order = arena_alloc(mem, (places->n + 1) * sizeof *order);
    uint64_t state = seed;
    int summed = 0;

    if (!weights || !squares || !sums || !order)
        return false;
    for (size_t i = 0; i < places->n; i++)
        order[i] = (uint32_t)i;
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (size_t i = places->n; i > 1; i--) {
            size_t k = random_next(&state) % i;
            uint32_t swap = order[i - 1];

            order[i - 1] = order[k];
            order[k] = swap;
        }
        for (size_t i = 0; i < places->n; i++) {
            const struct place *place = &places->at[order[i]];
            float sum = weights[n - 1], slope;

            for (size_t k = 0; k < CHAR_RUN_FEATURES; k++)
                sum += weights[place->features[k] >> (32 - BITS)];
            slope = 1.0f / (1.0f + expf(-sum)) - (place->ends ? 1.0f : 0.0f);
            if (fabsf(slope) < 1e-3f)
                continue;
            for (size_t k = 0; k <= CHAR_RUN_FEATURES; k++) {
                size_t at = k < CHAR_RUN_FEATURES ? place->features[k] >> (32 - BITS) : n - 1;
                float g = slope + DECAY * weights[at];

                squares[at] += g * g;
                weights[at] -= STEP * g / (0.1f + sqrtf(squares[at]));
            }
        }
        if (epoch >= EPOCHS / 2) {
            for (size_t k = 0; k < n; k++)
                sums[k] += weights[k];
            summed++;
        }
    }
    for (size_t k = 0; k < n; k++) {
        float w = roundf(sums[k] / (float)summed * SCALE);

        if (k + 1 == n)
            *bias = (int32_t)w;
        else
            out[k] = (int16_t)(w > 32767 ? 32767 : w < -32767 ? -32767 : w);
    }
    return true;
}

/* ---- tokens of several words ---- */

/* Characters of a token or form, as char_run.h has them. */
struct characters {
    size_t n;
    uint32_t points[CHAR_RUN_MAX];
    bool plain; /* letters alone */
};

/* False: too long, or with white space. */
static bool characters_of(struct text form, struct characters *out)
{
    out->n = 0;
    out->plain = true;
    if (form.len > CHAR_RUN_MAX)
        return false;
    for (size_t at = 0; at < form.len;) {
        unsigned size;
        uint8_t kind;
        uint32_t point = utf8_at(form, at, &size);

        if (char_run_space(form, at, form.len))
            return false;
        out->points[out->n++] = char_run_point(point, &kind);
        out->plain = out->plain && char_run_is_letter(kind);
        at += size;
    }
    return out->n > 0;
}

static uint64_t hash_of(const uint32_t *points, size_t n)
{
    uint64_t hash = CHAR_RUN_HASH_BEGIN;

    for (size_t i = 0; i < n; i++)
        hash = char_run_hash_step(hash, points[i]);
    return char_run_hash_end(hash);
}

static uint64_t hash_of_ending(const uint32_t *points, size_t n, size_t length)
{
    uint64_t hash = CHAR_RUN_HASH_BEGIN;

    for (size_t i = 0; i < length; i++)
        hash = char_run_hash_step(hash, points[n - 1 - i]);
    return char_run_hash_end(hash);
}

/* A token's kinds of reading, by its small form: how often one word, how often the several words first seen. */
struct type {
    uint64_t hash;
    const struct seen *several; /* NULL: never */
    struct text form;           /* as first seen so */
    uint32_t n_one, n_several, n_apart;
    bool is_several; /* the majority */
    bool is_apart;   /* two tokens */
    bool is_cut;     /* its words are pieces of it */
    uint32_t lengths[TOKENS_WORDS];
};

struct ending {
    uint64_t hash;
    uint32_t counts[TOKENS_ENDING + 1]; /* of types, by the length of the last word; [0]: no cut */
    uint32_t cut;
    bool kept, plain;
};

struct types {
    struct type *at;
    size_t mask;
    struct ending *endings;
    size_t n_endings, mask_endings;
};

static struct type *type_at(struct types *types, uint64_t hash)
{
    size_t at = (size_t)hash & types->mask;

    while (types->at[at].hash && types->at[at].hash != hash)
        at = (at + 1) & types->mask;
    return &types->at[at];
}

static struct ending *ending_at(struct types *types, uint64_t hash)
{
    size_t at = (size_t)hash & types->mask_endings;

    while (types->endings[at].hash && types->endings[at].hash != hash)
        at = (at + 1) & types->mask_endings;
    return &types->endings[at];
}

static struct text word_form(const struct tokenizer_trainer *trainer, const struct seen *seen, uint32_t i)
{
    return text_in(buffer_as_text(&trainer->forms), trainer->words[seen->words + i]);
}

/* Are the words the token, cut? Then the characters of each. */
static bool lengths_of(const struct tokenizer_trainer *trainer, const struct seen *seen, const struct characters *token,
                       uint32_t lengths[TOKENS_WORDS])
{
    struct characters word;
    size_t at = 0;

    for (uint32_t i = 0; i < seen->n_words; i++) {
        if (!characters_of(word_form(trainer, seen, i), &word) || word.n > token->n - at ||
            memcmp(word.points, token->points + at, word.n * sizeof *word.points) != 0)
            return false;
        lengths[i] = (uint32_t)word.n;
        at += word.n;
    }
    return at == token->n;
}

/* Two tokens of letters with nothing between: the writer left the blank out. */
static void apart_add(const struct tokenizer_trainer *trainer, struct types *types, const struct seen *seen,
                      size_t first)
{
    struct text form = text_in(buffer_as_text(&trainer->text), (struct span){ seen->begin, seen[1].end });
    struct characters both;
    struct type *type;
    uint64_t hash;

    if (!characters_of(form, &both) || !both.plain)
        return;
    hash = hash_of(both.points, both.n);
    type = type_at(types, hash);
    if (!type->hash) {
        type->hash = hash;
        type->form = form;
    }
    if (type->n_apart++ == 0) {
        type->lengths[0] = (uint32_t)first;
        type->lengths[1] = (uint32_t)(both.n - first);
    }
}

static bool types_fill(struct tokenizer_trainer *trainer, struct types *types)
{
    size_t slots = 1024;
    struct characters token;

    while (slots < trainer->n_tokens * 3)
        slots *= 2;
    types->mask = slots - 1;
    types->mask_endings = slots * TOKENS_ENDING - 1;
    while (types->mask_endings & (types->mask_endings + 1))
        types->mask_endings |= types->mask_endings >> 1;
    types->at = arena_alloc(&trainer->mem, slots * sizeof *types->at);
    types->endings = arena_alloc(&trainer->mem, (types->mask_endings + 1) * sizeof *types->endings);
    if (!types->at || !types->endings)
        return false;
    for (size_t i = 0; i < trainer->n_tokens; i++) {
        const struct seen *seen = &trainer->tokens[i];
        struct text form = text_in(buffer_as_text(&trainer->text), (struct span){ seen->begin, seen->end });
        struct type *type;

        if (seen->n_words > TOKENS_WORDS || !characters_of(form, &token))
            continue;
        type = type_at(types, hash_of(token.points, token.n));
        if (!type->hash) {
            type->hash = hash_of(token.points, token.n);
            type->form = form;
        }
        if (seen->n_words > 1) {
            if (!type->several) {
                type->several = seen;
                type->form = form;
            }
            type->n_several++;
        } else
            type->n_one++;
        if (token.plain && i + 1 < trainer->n_tokens && seen[1].begin == seen->end)
            apart_add(trainer, types, seen, token.n);
    }
    for (size_t i = 0; i <= types->mask; i++) {
        struct type *type = &types->at[i];
        uint32_t cut = 0;

        if (!type->hash || !characters_of(type->form, &token))
            continue;
        type->is_several = type->n_several > type->n_one;
        type->is_apart = type->n_apart >= APART_TOKENS && type->n_apart > type->n_one + type->n_several;
        if (type->is_apart || type->n_one + type->n_several == 0)
            continue;
        if (type->is_several) {
            type->is_cut = lengths_of(trainer, type->several, &token, type->lengths);
            cut = type->is_cut ? type->lengths[type->several->n_words - 1] : TOKENS_ENDING + 1;
        }
        if (cut > TOKENS_ENDING)
            continue; /* no ending can say so: the table will */
        for (size_t n = 1; n <= TOKENS_ENDING && n < token.n; n++) {
            uint64_t hash = hash_of_ending(token.points, token.n, n);
            struct ending *ending = ending_at(types, hash);

            if (!ending->hash) {
                ending->hash = hash;
                ending->plain = true;
                for (size_t k = 0; k < n; k++) {
                    uint8_t kind;

                    char_run_point(token.points[token.n - 1 - k], &kind);
                    ending->plain = ending->plain && char_run_is_letter(kind);
                }
            }
            ending->counts[cut]++;
        }
    }
    return true;
}

/* What the longest kept ending, of at most `most` characters, says. */
static uint32_t ending_says(struct types *types, const struct characters *token, size_t n_token, size_t most)
{
    uint32_t cut = 0;

    for (size_t n = 1; n <= most && n < n_token; n++) {
        struct ending *ending = ending_at(types, hash_of_ending(token->points, n_token, n));

        if (ending->hash && ending->kept)
            cut = ending->cut;
    }
    return cut;
}

static void endings_choose(struct types *types)
{
    struct characters token;

    for (size_t n = 1; n <= TOKENS_ENDING; n++)
        for (size_t i = 0; i <= types->mask; i++) {
            struct type *type = &types->at[i];
            struct ending *ending;
            uint32_t all = 0, best = 0;

            if (!type->hash || !characters_of(type->form, &token) || n >= token.n)
                continue;
            ending = ending_at(types, hash_of_ending(token.points, token.n, n));
            if (!ending->hash || ending->kept)
                continue;
            for (uint32_t cut = 0; cut <= TOKENS_ENDING; cut++) {
                all += ending->counts[cut];
                if (ending->counts[cut] > ending->counts[best])
                    best = cut;
            }
            if (all < ENDING_TOKENS || (double)ending->counts[best] < ENDING_SHARE * (double)all || best > n ||
                best == ending_says(types, &token, token.n, n - 1))
                continue;
            ending->kept = true;
            ending->cut = best;
            types->n_endings++;
        }
}

/* Would endings alone cut the token as it should be? */
static bool endings_suffice(struct types *types, const struct type *type, const struct characters *token)
{
    uint32_t n = type->is_several ? type->several->n_words : 1;
    size_t end = token->n;

    if (type->n_one + type->n_several == 0 && !type->is_apart)
        return true;
    if (type->is_apart || (type->is_several && !type->is_cut))
        return false;
    for (;;) {
        uint32_t cut = ending_says(types, token, end, TOKENS_ENDING);

        if (cut == 0 || cut >= end)
            return n == 1;
        if (n == 1 || cut != type->lengths[n - 1])
            return false;
        end -= cut;
        n--;
    }
}

static bool put_entry(struct tokens_entry *table, uint32_t slots, struct tokens_entry entry)
{
    for (uint32_t i = 0, at = (uint32_t)entry.hash & (slots - 1); i < TOKENS_PROBES && i < slots;
         i++, at = (at + 1) & (slots - 1))
        if (!table[at].hash) {
            table[at] = entry;
            return true;
        }
    return false;
}

static bool put_rule(struct tokens_rule *rules, uint32_t slots, struct tokens_rule rule)
{
    for (uint32_t i = 0, at = (uint32_t)rule.hash & (slots - 1); i < TOKENS_PROBES && i < slots;
         i++, at = (at + 1) & (slots - 1))
        if (!rules[at].hash) {
            rules[at] = rule;
            return true;
        }
    return false;
}

struct entries {
    struct tokens_entry *at;
    size_t n, room;
    struct buffer pieces, pool;
};

static bool entry_add(struct tokenizer_trainer *trainer, const struct type *type, const struct characters *token,
                      struct entries *out)
{
    struct tokens_entry *at = arena_grow(&trainer->mem, out->at, out->n, &out->room, sizeof *out->at);
    uint32_t n = type->is_apart ? 2 : type->is_several ? type->several->n_words : 1;
    bool forms = type->is_several && !type->is_cut && !type->is_apart;

    if (!at)
        return false;
    out->at = at;
    at[out->n++] =
        (struct tokens_entry){ type->hash, (uint32_t)(out->pieces.len / sizeof(struct tokens_piece)), (uint16_t)n,
                               forms            ? TOKENS_FORMS
                               : type->is_apart ? TOKENS_APART
                                                : TOKENS_CUTS };
    for (uint32_t i = 0; i < n; i++) {
        struct tokens_piece piece = { 0, (uint32_t)token->n };

        if (forms) {
            struct text form = word_form(trainer, type->several, i);
            struct characters word;

            piece = (struct tokens_piece){ (uint32_t)out->pool.len, (uint32_t)form.len };
            /* "Zum" as first seen: kept small, the tokenizer gives the capital back. */
            if (characters_of(form, &word) && i == 0 && is_ascii_upper(form.ptr[0])) {
                buffer_char(&out->pool, ascii_lower(form.ptr[0]));
                form = text_of(form.ptr + 1, form.len - 1);
            }
            buffer_text(&out->pool, form);
        } else if (type->is_several || type->is_apart)
            piece.n = type->lengths[i];
        buffer_add(&out->pieces, (const char *)&piece, sizeof piece);
    }
    return true;
}

static void part_add(struct buffer *out, const void *bytes, size_t n)
{
    buffer_add(out, bytes, n);
    while (out->len % 8)
        buffer_char(out, 0);
}

static bool write_section(struct tokenizer_trainer *trainer, struct types *types, struct entries *entries,
                          const int16_t *weights, int32_t bias, struct buffer *out)
{
    struct tokens_head head = { .magic = TOKENS_MAGIC, .bits = BITS, .bias = bias };
    struct tokens_entry *table = NULL;
    struct tokens_rule *rules = NULL;
    bool fits = false;

    for (head.table = 16; head.table <= TOKENS_SLOTS_MAX; head.table *= 2) {
        table = arena_alloc(&trainer->mem, head.table * sizeof *table);
        if (!table)
            return false;
        fits = entries->n * 2 <= head.table;
        for (size_t i = 0; fits && i < entries->n; i++)
            fits = put_entry(table, head.table, entries->at[i]);
        if (fits)
            break;
    }
    if (!fits)
        return false;
    fits = false;
    for (head.rules = 16; head.rules <= TOKENS_SLOTS_MAX; head.rules *= 2) {
        rules = arena_alloc(&trainer->mem, head.rules * sizeof *rules);
        if (!rules)
            return false;
        fits = types->n_endings * 2 <= head.rules;
        for (size_t i = 0; fits && i <= types->mask_endings; i++) {
            const struct ending *ending = &types->endings[i];

            if (!ending->kept)
                continue;
            fits = put_rule(rules, head.rules, (struct tokens_rule){ .hash = ending->hash, .cut = ending->cut });
            if (ending->plain && ending->cut > 0)
                head.plain = 1;
        }
        if (fits)
            break;
    }
    if (!fits)
        return false;
    head.pieces = (uint32_t)(entries->pieces.len / sizeof(struct tokens_piece));
    head.pool = (uint32_t)entries->pool.len;
    buffer_reset(out);
    part_add(out, &head, sizeof head);
    part_add(out, weights, sizeof *weights << BITS);
    part_add(out, table, head.table * sizeof *table);
    part_add(out, rules, head.rules * sizeof *rules);
    part_add(out, buffer_as_text(&entries->pieces).ptr, entries->pieces.len);
    part_add(out, buffer_as_text(&entries->pool).ptr, entries->pool.len);
    return !out->failed && !entries->pieces.failed && !entries->pool.failed;
}

bool tokenizer_trainer_finish(struct tokenizer_trainer *trainer, unsigned seed, struct buffer *section)
{
    struct arena *mem = &trainer->mem;
    uint8_t *ends = arena_alloc(mem, trainer->text.len + 1);
    int16_t *weights = arena_alloc(mem, sizeof *weights << BITS);
    struct places places = { 0 };
    struct types types = { 0 };
    struct entries entries = { 0 };
    struct characters token;
    int32_t bias = 0;
    bool good;

    if (!ends || !weights)
        return false;
    for (size_t i = 0; i < trainer->n_tokens; i++)
        ends[trainer->tokens[i].end] = 1;
    good = collect(trainer, ends, &places) && learn(&places, seed, mem, weights, &bias) && types_fill(trainer, &types);
    if (good)
        endings_choose(&types);
    for (size_t i = 0; good && i <= types.mask; i++) {
        struct type *type = &types.at[i];

        if (type->hash && characters_of(type->form, &token) && !endings_suffice(&types, type, &token))
            good = entry_add(trainer, type, &token, &entries);
    }
    good = good && write_section(trainer, &types, &entries, weights, bias, section);
    buffer_release(&entries.pieces);
    buffer_release(&entries.pool);
    return good;
}
