/* sign_up.c - see sign_up.h. */
#include "page/html/sign_up.h"

#include "base/fold.h"
#include "page/words/vocabulary.h"

#define SIGN_UP_MAX 600  /* bytes of a paragraph that may be one        */
#define BOX_MAX     2000 /* bytes of prose in a box                     */
#define LEFT_MIN    200  /* bytes of prose that a page has besides boxes */

/* Who speaks in a folded text, and of what. */
struct voice {
    bool speech;    /* somebody says something             */
    bool to_reader; /* "you", "our"; and it is no speech    */
    bool sign_up;
};

static bool has_word_of(struct text fold, const char *list)
{
    while (fold.len) {
        struct text word = fold_strip(text_cut(&fold, ' '), ".,:;!?()\"'");

        if (word.len && fold_word_in(list, word))
            return true;
    }
    return false;
}

static struct voice voice_of(struct text t)
{
    char room[3 * SIGN_UP_MAX];
    struct voice voice = { 0 };
    struct text fold;

    voice.speech = t.len > SIGN_UP_MAX; /* or as good as that */
    if (voice.speech)
        return voice;
    fold = text_of(room, fold_into(t, room));
    voice.sign_up = fold_has_any(fold, vocabulary_newsletter_phrases) || fold_has_any(fold, vocabulary_sign_up_phrases);
    voice.speech = memchr(fold.ptr, '"', fold.len) || fold_has_any(fold, vocabulary_reporting_verbs);
    voice.to_reader =
        !voice.speech && (has_word_of(fold, vocabulary_reader_words) || has_word_of(fold, vocabulary_we_and_you));
    return voice;
}

bool sign_up_is(struct text t)
{
    char room[3 * SIGN_UP_MAX];
    struct voice voice = voice_of(t);
    size_t len;

    if (!voice.sign_up || !voice.to_reader)
        return false;
    return fold_starts_any(text_of(room, fold_into(t, room)), vocabulary_sign_up_starts, &len);
}

/* Of a node, in blocks of prose. */
struct told {
    uint32_t prose, speech, to_reader, sign_up;
    bool asks;
};

static bool is_box(const struct node *node, const struct told *told, uint32_t all)
{
    switch (node->tag) {
    case TAG_DIV:
    case TAG_SECTION:
    case TAG_ASIDE:
    case TAG_FORM:
    case TAG_FIELDSET:
        break;
    default:
        return false;
    }
    return told->sign_up && !told->speech && told->to_reader * 3 >= told->prose * 2 &&
           (told->prose > 1 || told->asks) && (told->asks || told->sign_up * 2 >= told->prose) &&
           node->prose <= BOX_MAX && node->prose < all / 2;
}

static void count(const struct html *h, struct told *told)
{
    const struct outline *o = &h->outline;

    for (size_t i = 0; i < o->n_blocks; i++) {
        const struct block *b = &o->blocks[i];
        struct voice voice;

        if (!h->voters[i] || o->nodes[b->node].pruned)
            continue;
        voice = voice_of(block_text(o, b));
        told[b->node].prose++;
        told[b->node].speech += voice.speech;
        told[b->node].to_reader += voice.to_reader;
        told[b->node].sign_up += voice.sign_up;
    }
    for (size_t i = o->n_nodes; i-- > 1;) {
        struct told *to = &told[o->nodes[i].parent];

        told[i].asks |= o->nodes[i].asks;
        to->prose += told[i].prose;
        to->speech += told[i].speech;
        to->to_reader += told[i].to_reader;
        to->sign_up += told[i].sign_up;
        to->asks |= told[i].asks;
    }
}

priscus_status sign_up_find(struct html *h)
{
    struct outline *o = &h->outline;
    struct told *told = arena_alloc(h->mem, o->n_nodes * sizeof *told);
    uint32_t all = o->nodes[0].prose;
    size_t taken = 0;

    if (!told)
        return PRISCUS_ENOMEM;
    count(h, told);
    if (told[0].sign_up == 0)
        return PRISCUS_OK;
    for (size_t i = 1; i < o->n_nodes; i++) {
        struct node *node = &o->nodes[i];

        if (o->nodes[node->parent].flags & CLASS_SIGN_UP)
            node->flags |= CLASS_SIGN_UP;
        else if (!node->pruned && is_box(node, &told[i], all)) {
            node->flags |= CLASS_SIGN_UP;
            taken += node->prose;
        }
    }
    if (h->prose >= taken + LEFT_MIN) {
        h->prose -= taken;
        return PRISCUS_OK;
    }
    /* What the page is about. */
    for (size_t i = 1; i < o->n_nodes; i++)
        o->nodes[i].flags &= (uint16_t)~CLASS_SIGN_UP;
    return PRISCUS_OK;
}
