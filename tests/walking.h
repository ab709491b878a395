/* walking.h - a text read up to the walk in one of its sentences, for the tests of record/position. Its world is
 * invented. */
#ifndef TESTS_WALKING_H
#define TESTS_WALKING_H

#include <string.h>

#include "check.h"
#include "known.h"
#include "language/sentence/quote.h"
#include "record/position/walk.h"

#define WALKING_AGENDA                                                                                                 \
    "agenda straits\n"                                                                                                 \
    "issue ceasefire\nwords ceasefire; truce\nopposite resume ... fighting\n"                                          \
    "issue ceasefire.winter\nwords winter truce\n"                                                                     \
    "issue talks\nwords talks; negotiation\nact negotiate\nnot talk of the town\n"                                     \
    "issue sanctions\nwords sanction; boycott\ndeed lift ... sanction\n"                                               \
    "issue captives\nwords exchange of ... captive|hostage; freedom for captive\nnot captive market\n"                 \
    "issue pact\nnear 0.7\nwords river pact; pact with @party; shipping pact|bargain; printing of ... accord\n"        \
    "act renormalise; give up ... claim\n"
#define WALKING_ROSTER                                                                                                 \
    "roster straits\n"                                                                                                 \
    "party NOR state\nname Norhaven\nadjective Norhavener\nperson Ilse Brandt | president | 2019 |\n"                  \
    "party SUN state\nname Sundland\nadjective Sundlandic\nperson Per Holm | prime minister | 2020 |\n"                \
    "party KAR state\nname Karvia\nadjective Karvian\nperson Edda Lund | foreign minister | 2021 |\n"

/* Everything that a walk stands on. Zeroed to begin with; walking_release() at the end. */
struct walking {
    struct arena mem;
    struct article article;
    struct document doc;
    struct actors actors;
    struct record record;
    struct voice_list voices;
    struct walk walk;
};

static struct knowledge *walking_knowledge;

static inline int walking_open(void **state)
{
    const struct knowledge_file agenda = { "straits.agenda", text_c(WALKING_AGENDA) };
    const struct knowledge_file roster = { "straits.roster", text_c(WALKING_ROSTER) };
    struct priscus_error err;

    (void)state;
    if (knowledge_open(test_language(), &agenda, 1, &roster, 1, &walking_knowledge, &err) == PRISCUS_OK)
        return 0;
    print_error("%s\n", err.message);
    return -1;
}

static inline int walking_close(void **state)
{
    (void)state;
    knowledge_close(walking_knowledge);
    return 0;
}

/* Read the text and begin a walk; nothing of the text before is kept. */
static inline void walking_read(struct walking *x, const char *text)
{
    struct attribution_list attributions;
    struct quote_list quotes;

    arena_reset(&x->mem);
    *x = (struct walking){ .mem = x->mem, .article = { .body = text_c(text), .published = date_day(2031, 2, 27) } };
    assert_int_equal(article_split_paragraphs(x->article.body, 0, &x->mem, &x->article), PRISCUS_OK);
    assert_int_equal(document_read(test_reader(), &x->article, &x->mem, &x->doc, NULL), PRISCUS_OK);
    assert_int_equal(quote_find(&x->doc, &x->mem, &quotes), PRISCUS_OK);
    assert_int_equal(attribution_find(test_attributor(), &x->doc, &quotes, &x->mem, &attributions), PRISCUS_OK);
    assert_int_equal(actors_find(&x->doc, walking_knowledge, &quotes, &x->mem, &x->actors), PRISCUS_OK);
    assert_int_equal(statement_find(&x->doc, &x->actors, &quotes, &attributions, &x->mem, &x->record, &x->voices),
                     PRISCUS_OK);
    walk_begin(&x->walk, &x->doc, &x->actors, &x->voices, &x->mem, &x->record);
}

/* The same, and go to the text's only sentence. */
static inline void walking_sentence(struct walking *x, const char *text, uint32_t last_issue)
{
    walking_read(x, text);
    assert_int_equal(x->doc.n_sentences, 1);
    assert_int_equal(walk_sentence(&x->walk, &x->doc.sentences[0], last_issue), PRISCUS_OK);
}

/* The words of tokens [first, end). */
static inline struct text walking_words(const struct walking *x, uint32_t first, uint32_t end)
{
    uint32_t begin = x->doc.tokens[first].span.begin;

    return text_of(x->doc.body.ptr + begin, x->doc.tokens[end - 1].span.end - begin);
}

/* The token that is this word, where the text has it once. */
static inline uint32_t walking_token(const struct walking *x, const char *word)
{
    for (uint32_t i = 0; i < x->doc.n_tokens; i++)
        if (text_is(walking_words(x, i, i + 1), word))
            return i;
    fail_msg("no token \"%s\"", word);
    return 0;
}

static inline uint32_t walking_issue(const char *name)
{
    for (uint32_t i = 0; i < walking_knowledge->agenda.n_issues; i++)
        if (text_is(walking_knowledge->agenda.issues[i].name, name))
            return i;
    fail_msg("no issue %s", name);
    return 0;
}

#endif
