/* people.h - a text into who is who in it, for the tests of record/actor. */
#ifndef TESTS_PEOPLE_H
#define TESTS_PEOPLE_H

#include "known.h"
#include "language/sentence/quote.h"
#include "record/actor/actor.h"

static inline const struct knowledge *test_knowledge(void)
{
    static struct knowledge *knowledge;

    if (!knowledge && knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, NULL) != PRISCUS_OK)
        abort();
    return knowledge;
}

struct people {
    struct arena mem;
    struct article article;
    struct document doc;
    struct quote_list quotes;
    struct actors actors;
};

/* A page of 27 February 2031; a line a paragraph. Release out->mem afterwards. */
static inline void people_read(const char *text, struct people *out)
{
    *out = (struct people){ .article = { .body = text_c(text), .published = date_day(2031, 2, 27) } };
    if (article_split_paragraphs(out->article.body, 0, &out->mem, &out->article) != PRISCUS_OK ||
        document_read(test_reader(), &out->article, &out->mem, &out->doc, NULL) != PRISCUS_OK ||
        quote_find(&out->doc, &out->mem, &out->quotes) != PRISCUS_OK ||
        actors_find(&out->doc, test_knowledge(), &out->quotes, &out->mem, &out->actors) != PRISCUS_OK)
        abort();
}

/* The token that is the word, its `place`th time in the text. */
static inline uint32_t people_token(const struct people *p, const char *word, int place)
{
    for (uint32_t i = 0; i < p->doc.n_tokens; i++)
        if (text_is(token_text(&p->doc, i), word) && --place == 0)
            return i;
    fprintf(stderr, "there is no word \"%s\"\n", word);
    abort();
}

/* Whom the phrase with that word for its head means; NULL: nobody. */
static inline const struct entity *people_who(const struct people *p, const char *word, int place)
{
    uint32_t e = p->actors.entity_of[people_token(p, word, place)];

    return e ? &p->actors.entities[e - 1] : NULL;
}

/* The mention that covers the word; NULL: none. */
static inline const struct mention *people_mention(const struct people *p, const char *word, int place)
{
    uint32_t m = p->actors.at[people_token(p, word, place)];

    return m ? &p->actors.mentions[m - 1] : NULL;
}

#endif
