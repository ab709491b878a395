/* lexicon.c - see lexicon.h. */
#include "language/lexicon.h"

#include "base/file.h"
#include "language/document.h"

static size_t slot_of(const struct lexicon *x, struct text lemma)
{
    size_t i = text_hash(lemma) & (LEXICON_SLOTS - 1);

    while (x->slots[i].lemma.ptr && !text_eq(x->slots[i].lemma, lemma))
        i = (i + 1) & (LEXICON_SLOTS - 1);
    return i;
}

void lexicon_load(struct lexicon *out)
{
    struct lines it;
    struct text line, words;

    *out = (struct lexicon){ 0 };
    lines_init(&it, builtin_file("language/words.txt"), NULL); /* no line goes on in the next */
    while (lines_next(&it, &line) == PRISCUS_OK) {
        uint16_t feats;
        struct text kind;

        words = line;
        kind = text_cut(&words, ':');
        feats = text_is(kind, "SAY")      ? FEAT_SAYS
                : text_is(kind, "UNSAY")  ? FEAT_UNSAYS
                : text_is(kind, "MINDED") ? FEAT_MINDED
                                          : FEAT_THINKS;
        while (words.ptr) {
            struct text word = text_cut(&words, ' ');
            size_t i = slot_of(out, word);

            if (!word.len)
                continue;
            out->slots[i].lemma = word;
            out->slots[i].feats |= feats;
        }
    }
}

uint16_t lexicon_feats(const struct lexicon *x, struct text lemma)
{
    return x->slots[slot_of(x, lemma)].feats;
}
