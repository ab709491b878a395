/* conllu_write.c - CoNLL-U written: see conllu.h. */
#include <inttypes.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "language/conllu_text.h"

void conllu_put(struct buffer *out, struct text t, bool tabs)
{
    size_t from = 0, at = 0;

    while (at < t.len) {
        unsigned size;
        uint32_t point = utf8_at(t, at, &size);
        bool bad = (point_is_control(point) && !(point == '\t' && tabs)) || (point == UTF8_REPLACEMENT && size == 1);

        if (bad) {
            buffer_add(out, t.ptr + from, at - from);
            buffer_c(out, "\xEF\xBF\xBD");
            from = at + size;
        }
        at += size;
    }
    if (t.len > from)
        buffer_add(out, t.ptr + from, t.len - from);
}

static void field(struct buffer *out, struct text t)
{
    if (t.len)
        conllu_put(out, t, false);
    else
        buffer_char(out, '_');
    buffer_char(out, '\t');
}

/* The last column. SpaceAfter=No stays where it is in the text, if it is there and true. */
static void misc(struct buffer *out, struct text t, bool space_after)
{
    bool add = !space_after && !conllu_misc_has(t, CONLLU_NO_SPACE), any = false;

    if (!t.len)
        t.ptr = NULL;
    while (t.ptr) {
        struct text item = text_cut(&t, '|');

        if (space_after && text_is(item, CONLLU_NO_SPACE))
            continue;
        if (any)
            buffer_char(out, '|');
        conllu_put(out, item, false);
        any = true;
    }
    if (add)
        buffer_c(out, any ? "|" CONLLU_NO_SPACE : CONLLU_NO_SPACE);
    else if (!any)
        buffer_char(out, '_');
    buffer_char(out, '\n');
}

static void comments(struct buffer *out, struct text rest)
{
    while (rest.ptr) {
        struct text line = text_cut(&rest, '\n');

        if (!line.len)
            continue;
        if (line.ptr[0] != '#')
            buffer_c(out, "# ");
        conllu_put(out, line, true);
        buffer_char(out, '\n');
    }
}

void conllu_write(struct buffer *out, const struct conllu_sentence *sentence)
{
    comments(out, sentence->comments);
    for (size_t i = 0; i < sentence->n_words; i++) {
        const struct conllu_word *word = &sentence->words[i];
        const struct conllu_token *token = word->token < sentence->n_tokens ? &sentence->tokens[word->token] : NULL;

        if (token && token->multiword && token->first == i) {
            buffer_format(out, "%zu-%" PRIu32 "\t", i + 1, token->end);
            field(out, conllu_without_edges(token->form));
            buffer_c(out, "_\t_\t_\t_\t_\t_\t_\t");
            misc(out, token->misc, token->space_after);
        }
        buffer_format(out, "%zu\t", i + 1);
        field(out, conllu_without_edges(word->form));
        field(out, word->lemma);
        field(out, word->upos);
        field(out, word->xpos);
        field(out, word->feats);
        if (word->head == CONLLU_NO_HEAD)
            buffer_c(out, "_\t");
        else
            buffer_format(out, "%" PRIu32 "\t", word->head);
        field(out, word->deprel);
        buffer_c(out, "_\t");
        if (token && !token->multiword)
            misc(out, word->misc, token->space_after);
        else
            misc(out, word->misc, !conllu_misc_has(word->misc, CONLLU_NO_SPACE));
    }
    buffer_char(out, '\n');
}
