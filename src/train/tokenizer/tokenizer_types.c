/* tokenizer_types.c - tokens of several words: "don't" is do + n't, "zum" is zu + dem, "alot" is two tokens.
 *
 * First endings, shortest first, each where it says something else than the shorter one; the tokens that the endings
 * get wrong go into a table (tokenizer_section.c). Every distinct token counts once. */
#include "base/utf8.h"
#include "train/tokenizer/tokenizer_train_parts.h"

/* An ending is believed when it was seen in so many tokens, and nearly all agree. */
#define ENDING_TOKENS 3
#define ENDING_SHARE  0.9

/* Letters that are mostly two tokens ("alot"), seen so often at least. */
#define APART_TOKENS 2

bool tokenizer_characters(struct text form, struct characters *out)
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

struct text tokenizer_word(const struct tokenizer_trainer *trainer, const struct seen *seen, uint32_t i)
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
        if (!tokenizer_characters(tokenizer_word(trainer, seen, i), &word) || word.n > token->n - at ||
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

    if (!tokenizer_characters(form, &both) || !both.plain)
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

static priscus_status types_fill(struct tokenizer_trainer *trainer, struct types *types)
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
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < trainer->n_tokens; i++) {
        const struct seen *seen = &trainer->tokens[i];
        struct text form = text_in(buffer_as_text(&trainer->text), (struct span){ seen->begin, seen->end });
        struct type *type;

        if (seen->n_words > TOKENS_WORDS || !tokenizer_characters(form, &token))
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

        if (!type->hash || !tokenizer_characters(type->form, &token))
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
    return PRISCUS_OK;
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

            if (!type->hash || !tokenizer_characters(type->form, &token) || n >= token.n)
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

bool tokenizer_endings_suffice(struct types *types, const struct type *type, const struct characters *token)
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

priscus_status tokenizer_types_learn(struct tokenizer_trainer *trainer, struct types *out)
{
    if (types_fill(trainer, out) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    endings_choose(out);
    return PRISCUS_OK;
}
