/* lexicon.c - the verbs of data/language/words.txt, indexed once.
 *
 * Verbs of saying (SAY) and of thinking and wanting (THINK): what follows or surrounds them is somebody's words or
 * mind. */
#include <pthread.h>

#include "base/file.h"
#include "language/document.h"

enum { SAY = 1, THINK = 2 };

struct verb {
    struct text lemma;
    unsigned kinds;
};

#define SLOTS ((size_t)1 << 10) /* more than twice as many as there are verbs */

static struct verb slots[SLOTS]; /* open addressing */

static struct verb *slot_of(struct text lemma)
{
    size_t i = text_hash(lemma) & (SLOTS - 1);

    while (slots[i].lemma.ptr && !text_eq(slots[i].lemma, lemma))
        i = (i + 1) & (SLOTS - 1);
    return &slots[i];
}

static void add_verbs(struct text words, unsigned kind)
{
    while (words.ptr) {
        struct text w = text_cut(&words, ' ');

        if (w.len) {
            slot_of(w)->kinds |= kind;
            slot_of(w)->lemma = w;
        }
    }
}

static void load(void)
{
    struct lines it;
    struct text line, words;

    lines_init(&it, builtin_file("language/words.txt"), NULL); /* no line goes on in the next */
    while (lines_next(&it, &line) == PRISCUS_OK) {
        words = line;
        line = text_cut(&words, ':');
        add_verbs(words, text_is(line, "SAY") ? SAY : THINK);
    }
}

static bool verb_of(const struct document *doc, uint32_t token, unsigned kind)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, load);
    return doc->tokens[token].upos == UPOS_VERB && (slot_of(doc->tokens[token].lemma)->kinds & kind);
}

bool token_says(const struct document *doc, uint32_t token)
{
    return verb_of(doc, token, SAY);
}

bool token_thinks(const struct document *doc, uint32_t token)
{
    return verb_of(doc, token, THINK);
}
