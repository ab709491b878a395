/* name.c - runs of capitalised words that name somebody or something.
 *
 *     [Russian Foreign Ministry] spokeswoman [Maria Zakharova] told [RT]
 *
 * The first form of the name finder: it finds where names are and leaves their kind open
 * (NAME_OTHER), but for what shape alone tells: the roster says more (record/actor.c). */
#include "language/floor.h"

static bool inside(const struct document *doc, uint32_t i, uint32_t end)
{
    const struct token *t = &doc->tokens[i];

    if (t->upos == UPOS_PROPN)
        return true;
    /* "Ministry of Defence", "Mohammed bin Salman", "Ursula von der Leyen" */
    if (i + 1 < end && doc->tokens[i + 1].upos == UPOS_PROPN) {
        static const char *const links[] = { "of",  "bin", "al",  "von", "van", "de",
                                             "der", "da",  "del", "ibn", "el",  "abu" };

        for (size_t k = 0; k < COUNT_OF(links); k++)
            if (text_is(t->norm, links[k]))
                return true;
    }
    return false;
}

bool name_fill(struct document *doc, struct arena *mem)
{
    size_t room = 0;

    for (size_t k = 0; k < doc->n_sentences; k++) {
        const struct sentence *s = &doc->sentences[k];

        for (uint32_t i = s->first; i < s->end; i++) {
            uint32_t first = i;
            struct name *grown;

            if (doc->tokens[i].upos != UPOS_PROPN)
                continue;
            while (i < s->end && inside(doc, i, s->end))
                i++;
            grown = arena_grow(mem, doc->names, doc->n_names, &room, sizeof *grown);
            if (!grown)
                return false;
            doc->names = grown;
            grown[doc->n_names++] = (struct name){ first, i, NAME_OTHER };
            for (uint32_t j = first; j < i; j++)
                doc->tokens[j].name = NAME_OTHER;
            i--;
        }
    }
    return true;
}
