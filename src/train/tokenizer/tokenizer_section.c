/* tokenizer_section.c - the section "tokenizer", as language/parser/tokenizer_layout.h says. */
#include "train/tokenizer/tokenizer_train_parts.h"

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

static priscus_status entry_add(struct tokenizer_trainer *trainer, const struct type *type,
                                const struct characters *token, struct entries *out)
{
    struct tokens_entry *at = arena_grow(&trainer->mem, out->at, out->n, &out->room, sizeof *out->at);
    uint32_t n = type->is_apart ? 2 : type->is_several ? type->several->n_words : 1;
    bool forms = type->is_several && !type->is_cut && !type->is_apart;

    if (!at)
        return PRISCUS_ENOMEM;
    out->at = at;
    at[out->n++] =
        (struct tokens_entry){ type->hash, (uint32_t)(out->pieces.len / sizeof(struct tokens_piece)), (uint16_t)n,
                               forms            ? TOKENS_FORMS
                               : type->is_apart ? TOKENS_APART
                                                : TOKENS_CUTS };
    for (uint32_t i = 0; i < n; i++) {
        struct tokens_piece piece = { 0, (uint32_t)token->n };

        if (forms) {
            struct text form = tokenizer_word(trainer, type->several, i);
            struct characters word;

            piece = (struct tokens_piece){ (uint32_t)out->pool.len, (uint32_t)form.len };
            /* "Zum" as first seen: kept small, the tokenizer gives the capital back. */
            if (tokenizer_characters(form, &word) && i == 0 && is_ascii_upper(form.ptr[0])) {
                buffer_char(&out->pool, ascii_lower(form.ptr[0]));
                form = text_of(form.ptr + 1, form.len - 1);
            }
            buffer_text(&out->pool, form);
        } else if (type->is_several || type->is_apart)
            piece.n = type->lengths[i];
        buffer_add(&out->pieces, (const char *)&piece, sizeof piece);
    }
    return PRISCUS_OK;
}

static void part_add(struct buffer *out, const void *bytes, size_t n)
{
    buffer_add(out, bytes, n);
    while (out->len % 8)
        buffer_char(out, 0);
}

static priscus_status write_parts(struct tokenizer_trainer *trainer, struct types *types, struct entries *entries,
                                  const int16_t *weights, int32_t bias, struct buffer *out)
{
    struct tokens_head head = { .magic = TOKENS_MAGIC, .bits = TOKENIZER_BITS, .bias = bias };
    struct tokens_entry *table = NULL;
    struct tokens_rule *rules = NULL;
    bool fits = false;

    for (head.table = 16; head.table <= TOKENS_SLOTS_MAX; head.table *= 2) {
        table = arena_alloc(&trainer->mem, head.table * sizeof *table);
        if (!table)
            return PRISCUS_ENOMEM;
        fits = entries->n * 2 <= head.table;
        for (size_t i = 0; fits && i < entries->n; i++)
            fits = put_entry(table, head.table, entries->at[i]);
        if (fits)
            break;
    }
    if (!fits)
        return PRISCUS_ELIMIT;
    fits = false;
    for (head.rules = 16; head.rules <= TOKENS_SLOTS_MAX; head.rules *= 2) {
        rules = arena_alloc(&trainer->mem, head.rules * sizeof *rules);
        if (!rules)
            return PRISCUS_ENOMEM;
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
        return PRISCUS_ELIMIT;
    head.pieces = (uint32_t)(entries->pieces.len / sizeof(struct tokens_piece));
    head.pool = (uint32_t)entries->pool.len;
    buffer_reset(out);
    part_add(out, &head, sizeof head);
    part_add(out, weights, sizeof *weights << TOKENIZER_BITS);
    part_add(out, table, head.table * sizeof *table);
    part_add(out, rules, head.rules * sizeof *rules);
    part_add(out, buffer_as_text(&entries->pieces).ptr, entries->pieces.len);
    part_add(out, buffer_as_text(&entries->pool).ptr, entries->pool.len);
    return out->failed || entries->pieces.failed || entries->pool.failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

priscus_status tokenizer_section_write(struct tokenizer_trainer *trainer, struct types *types, const int16_t *weights,
                                       int32_t bias, struct buffer *out)
{
    struct entries entries = { 0 };
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; status == PRISCUS_OK && i <= types->mask; i++) {
        const struct type *type = &types->at[i];
        struct characters token;

        if (type->hash && tokenizer_characters(type->form, &token) && !tokenizer_endings_suffice(types, type, &token))
            status = entry_add(trainer, type, &token, &entries);
    }
    if (status == PRISCUS_OK)
        status = write_parts(trainer, types, &entries, weights, bias, out);
    buffer_release(&entries.pieces);
    buffer_release(&entries.pool);
    return status;
}
