/* sign_up.c - see sign_up.h. */
#include "page/html/sign_up.h"

#include "base/fold.h"
#include "page/words/vocabulary.h"

#define SIGN_UP_MAX 600  /* bytes of a paragraph that may be one        */
#define BOX_MAX     2000 /* bytes of prose in a box                     */
#define LEFT_MIN    200  /* bytes of prose that a page has besides boxes */

/* Who speaks in a folded text: somebody says something (or it is as long as if), or it is to the reader: "you", "our". */
enum voice { VOICE_NONE, VOICE_SPEECH, VOICE_TO_READER };

static bool has_word_of(struct text fold, const char *list)
{
    while (fold.len) {
        struct text word = fold_strip(text_cut(&fold, ' '), ".,:;!?()\"'");

        if (word.len && fold_word_in(list, word))
            return true;
    }
    return false;
}

/* Folded into `room`; empty: too long for one. */
static struct text folded(struct text t, char room[3 * SIGN_UP_MAX])
{
    return text_of(room, t.len > SIGN_UP_MAX ? 0 : fold_into(t, room));
}

static bool speaks_of_signing_up(struct text fold)
{
    return fold_has_any(fold, vocabulary_newsletter_phrases) || fold_has_any(fold, vocabulary_sign_up_phrases);
}

static enum voice voice_of(struct text fold)
{
    if (!fold.len || memchr(fold.ptr, '"', fold.len) || fold_has_any(fold, vocabulary_reporting_verbs))
        return VOICE_SPEECH;
    return has_word_of(fold, vocabulary_reader_words) || has_word_of(fold, vocabulary_we_and_you) ? VOICE_TO_READER
                                                                                                  : VOICE_NONE;
}

/* Does a sentence begin as such a box does? "Enjoying this? Sign up to our letter." */
static bool asks_to_sign_up(struct text fold)
{
    size_t len;

    for (size_t i = 0; i < fold.len; i++) {
        bool begins = i == 0 || (i > 1 && fold.ptr[i - 1] == ' ' && strchr(".!?", fold.ptr[i - 2]));

        if (begins && fold_starts_any(text_of(fold.ptr + i, fold.len - i), vocabulary_sign_up_starts, &len))
            return true;
    }
    return false;
}

bool sign_up_is(struct text t)
{
    char room[3 * SIGN_UP_MAX];
    struct text fold = folded(t, room);

    return asks_to_sign_up(fold) && speaks_of_signing_up(fold) && voice_of(fold) == VOICE_TO_READER;
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

/* False: no block is about signing up, and nothing else was counted. */
static bool count(const struct html *h, struct told *told)
{
    const struct outline *o = &h->outline;
    char room[3 * SIGN_UP_MAX];
    bool any = false;

    for (size_t i = 0; i < o->n_blocks; i++) {
        const struct block *b = &o->blocks[i];

        if (h->voters[i] && !o->nodes[b->node].pruned && speaks_of_signing_up(folded(block_text(o, b), room))) {
            told[b->node].sign_up++;
            any = true;
        }
    }
    for (size_t i = 0; any && i < o->n_blocks; i++) {
        const struct block *b = &o->blocks[i];
        enum voice voice;

        if (!h->voters[i] || o->nodes[b->node].pruned)
            continue;
        voice = voice_of(folded(block_text(o, b), room));
        told[b->node].prose++;
        told[b->node].speech += voice == VOICE_SPEECH;
        told[b->node].to_reader += voice == VOICE_TO_READER;
    }
    for (size_t i = o->n_nodes; any && i-- > 1;) {
        struct told *to = &told[o->nodes[i].parent];

        told[i].asks |= o->nodes[i].asks;
        to->prose += told[i].prose;
        to->speech += told[i].speech;
        to->to_reader += told[i].to_reader;
        to->sign_up += told[i].sign_up;
        to->asks |= told[i].asks;
    }
    return any;
}

priscus_status sign_up_find(struct html *h)
{
    struct outline *o = &h->outline;
    struct told *told = arena_alloc(h->mem, o->n_nodes * sizeof *told);
    uint32_t all = o->nodes[0].prose;
    size_t taken = 0;

    if (!told)
        return PRISCUS_ENOMEM;
    if (!count(h, told))
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
