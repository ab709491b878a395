/* lexicon.c - the word lists of data/language, indexed once.
 *
 * A few closed classes, the verbs of political news and the irregular forms: what the first
 * tagger, the lemmatiser and the clause finder stand on until trained models fill in tags and trees. */
#include <pthread.h>

#include "base/file.h"
#include "language/floor.h"

static struct {
    struct arena mem;
    struct word *slots; /* open addressing, a power of two, at most half full */
    size_t mask;
    bool ready;
} lexicon;
static pthread_mutex_t lexicon_lock = PTHREAD_MUTEX_INITIALIZER;

static struct word *slot_of(struct text form)
{
    size_t i = text_hash(form) & lexicon.mask;

    while (lexicon.slots[i].form.ptr && !text_eq(lexicon.slots[i].form, form))
        i = (i + 1) & lexicon.mask;
    return &lexicon.slots[i];
}

static void add_kinds(struct text kind, struct text words)
{
    static const struct {
        const char *name;
        unsigned bit;
    } kinds[] = {
        { "DET", WORD_DET },
        { "PRON", WORD_PRON },
        { "ADP", WORD_ADP },
        { "AUX", WORD_AUX },
        { "CCONJ", WORD_CCONJ },
        { "SCONJ", WORD_SCONJ },
        { "PART", WORD_PART },
        { "ADV", WORD_ADV },
        { "ADJ", WORD_ADJ },
        { "VERB", WORD_VERB },
        { "NOUN", WORD_NOUN },
        { "NUM", WORD_NUM },
        { "ABBREVIATION", WORD_ABBREVIATION },
        { "TITLE", WORD_TITLE },
        { "STARTER", WORD_STARTER },
        { "SAY", WORD_SAY },
        { "THINK", WORD_THINK },
        { "TIME", WORD_TIME },
    };
    unsigned bit = 0;

    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (text_is(kind, kinds[i].name))
            bit = kinds[i].bit;
    while (words.ptr) {
        struct text w = text_cut(&words, ' ');

        if (w.len) {
            struct word *slot = slot_of(w);

            slot->form = w;
            slot->kinds |= bit;
        }
    }
}

bool lexicon_load(void)
{
    bool ready;

    pthread_mutex_lock(&lexicon_lock);
    if (!lexicon.ready) {
        size_t slots = 1 << 13;

        lexicon.slots = arena_alloc(&lexicon.mem, slots * sizeof *lexicon.slots);
        lexicon.mask = slots - 1;
        if (lexicon.slots) {
            struct lines it;
            struct text line, rest;

            lines_init(&it, builtin_file("language/words.txt"), &lexicon.mem);
            while (lines_next(&it, &line)) {
                rest = line;
                line = text_cut(&rest, ':');
                add_kinds(line, rest);
            }
            lexicon.ready = true;
        }
    }
    ready = lexicon.ready;
    pthread_mutex_unlock(&lexicon_lock);
    return ready;
}

const struct word *lexicon_find(struct text form)
{
    const struct word *word;

    if (!lexicon.ready && !lexicon_load())
        return NULL;
    word = slot_of(form);
    return word->form.ptr ? word : NULL;
}

static bool verb_of(const struct document *doc, uint32_t token, unsigned kind)
{
    const struct word *w = lexicon_find(doc->tokens[token].lemma);

    return doc->tokens[token].upos == UPOS_VERB && w && (w->kinds & kind);
}

bool token_says(const struct document *doc, uint32_t token)
{
    return verb_of(doc, token, WORD_SAY);
}

bool token_thinks(const struct document *doc, uint32_t token)
{
    return verb_of(doc, token, WORD_THINK);
}
