/* tokenizer_train.c - see tokenizer_train.h. */
#include <stdlib.h>

#include "language/conllu.h"
#include "train/tokenizer/tokenizer_train_parts.h"

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

priscus_status tokenizer_trainer_add(struct tokenizer_trainer *trainer, const struct conllu_sentence *sentence)
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
            return PRISCUS_ENOMEM;
        trainer->tokens = tokens;
        seen = &tokens[trainer->n_tokens];
        *seen = (struct seen){ (uint32_t)text->len, (uint32_t)(text->len + token->form.len), (uint32_t)trainer->n_words,
                               1 };
        for (uint32_t w = token->first; token->end - token->first > 1 && w < token->end; w++) {
            struct text form = sentence->words[w].form;
            struct span *words = arena_grow(&trainer->mem, trainer->words, trainer->n_words, &trainer->room_words,
                                            sizeof *trainer->words);

            if (!words)
                return PRISCUS_ENOMEM;
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
            return PRISCUS_ENOMEM;
        trainer->n_tokens++;
    }
    return PRISCUS_OK;
}

priscus_status tokenizer_trainer_finish(struct tokenizer_trainer *trainer, unsigned seed, struct buffer *section)
{
    uint8_t *ends = arena_alloc(&trainer->mem, trainer->text.len + 1);
    int16_t *weights = arena_alloc(&trainer->mem, sizeof *weights << TOKENIZER_BITS);
    struct types types = { 0 };
    int32_t bias = 0;

    if (!ends || !weights)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < trainer->n_tokens; i++)
        ends[trainer->tokens[i].end] = 1;
    if (tokenizer_places_learn(trainer, ends, seed, weights, &bias) != PRISCUS_OK ||
        tokenizer_types_learn(trainer, &types) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    return tokenizer_section_write(trainer, &types, weights, bias, section);
}
