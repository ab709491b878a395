/* tag.c - the first tagger: word lists, spelling and the neighbours to the left.
 *
 *     The    Kremlin ruled out   talks , citing new   demands by Kyiv .
 *     DET    PROPN   VERB  ADP   NOUN  P VERB   ADJ   NOUN    ADP PROPN P
 *
 * It stands in until the trained tagger fills the same fields. What it must get right is where
 * the verbs are: "demands" after a determiner or an adjective is a noun, after a noun or a
 * name it is a verb. Headlines In Title Case are read as if they were written small. */
#include "base/utf8.h"
#include "language/floor.h"

#define ADVERBS_MAX 16 /* in a row: keeps hostile sentences linear */

/* The last token that is no adverb: "Russia also demands". */
static const struct token *left_of(const struct document *doc, uint32_t first, uint32_t i)
{
    for (int steps = 0; i > first && steps <= ADVERBS_MAX; steps++) {
        i--;
        if (doc->tokens[i].upos != UPOS_ADV || text_is(doc->tokens[i].norm, "most"))
            return &doc->tokens[i];
    }
    return NULL;
}

static unsigned kinds_of(struct text form)
{
    const struct word *w = lexicon_find(form);

    return w ? w->kinds : 0;
}

static bool is_modal(struct text norm)
{
    static const char *const modals[] = { "will", "would", "shall", "should", "can", "could", "may",   "might",
                                          "must", "ca",    "wo",    "sha",    "'ll", "'d",    "cannot" };

    for (size_t i = 0; i < COUNT_OF(modals); i++)
        if (text_is(norm, modals[i]))
            return true;
    return false;
}

static bool ends(struct text t, const char *suffix)
{
    return t.len > strlen(suffix) + 2 && text_ends(t, suffix);
}

static enum upos by_spelling(struct text norm)
{
    static const struct {
        const char *suffix;
        enum upos tag;
    } table[] = {
        { "ly", UPOS_ADV },    { "tion", UPOS_NOUN }, { "sion", UPOS_NOUN }, { "ment", UPOS_NOUN },
        { "ness", UPOS_NOUN }, { "ity", UPOS_NOUN },  { "ance", UPOS_NOUN }, { "ence", UPOS_NOUN },
        { "ship", UPOS_NOUN }, { "ous", UPOS_ADJ },   { "ful", UPOS_ADJ },   { "able", UPOS_ADJ },
        { "ible", UPOS_ADJ },  { "ive", UPOS_ADJ },   { "less", UPOS_ADJ },  { "ical", UPOS_ADJ },
        { "ional", UPOS_ADJ }, { "ian", UPOS_ADJ },   { "ese", UPOS_ADJ },   { "ish", UPOS_ADJ },
    };

    for (size_t i = 0; i < COUNT_OF(table); i++)
        if (ends(norm, table[i].suffix))
            return table[i].tag;
    return UPOS_NOUN;
}

static bool nominal(const struct token *t)
{
    return t && (t->upos == UPOS_NOUN || t->upos == UPOS_PROPN);
}

/* Words before a noun: the, new, its, Kyiv's, three. */
static bool before_noun(const struct token *t)
{
    return t && (t->upos == UPOS_DET || t->upos == UPOS_ADJ || t->upos == UPOS_NUM ||
                 (t->upos == UPOS_PART && !text_is(t->norm, "to") && !text_is(t->norm, "not") &&
                  !text_is(t->norm, "n't")));
}

/* Is there a word in the sentence, but for i, that can only be its verb? */
static bool another_verb(const struct document *doc, uint32_t first, uint32_t end, uint32_t i)
{
    for (uint32_t k = first; k < end && k < first + 60; k++) {
        unsigned kinds = kinds_of(doc->tokens[k].norm), lemma = kinds_of(doc->tokens[k].lemma);

        if (k != i && ((kinds & WORD_AUX) ||
                       ((lemma & WORD_VERB) && !(lemma & WORD_NOUN) && !(kinds & (WORD_NOUN | WORD_ADJ)))))
            return true;
    }
    return false;
}

/* A form that the lists know as a verb, and maybe as a noun: which is it here? */
static enum upos verb_or_noun(const struct document *doc, uint32_t first, uint32_t end, uint32_t i,
                              bool capitals)
{
    const struct token *t = &doc->tokens[i], *left = left_of(doc, first, i);
    const struct token *right = i + 1 < end ? &doc->tokens[i + 1] : NULL;
    bool noun_too = (kinds_of(t->lemma) & WORD_NOUN) || (kinds_of(t->norm) & WORD_NOUN);
    unsigned right_kinds = right ? kinds_of(right->norm) : 0;

    if (left && left->upos == UPOS_PART &&
        (text_is(left->norm, "to") || text_is(left->norm, "not") || text_is(left->norm, "n't")))
        return UPOS_VERB;
    if (left && left->upos == UPOS_AUX)
        return (noun_too && text_is(left->lemma, "be") && (t->feats & FEAT_BASE)) ? UPOS_NOUN : UPOS_VERB;
    if (left && left->upos == UPOS_PRON)
        return UPOS_VERB;
    if (i >= first + 2 && text_is(doc->tokens[i - 1].norm, "longer") && text_is(doc->tokens[i - 2].norm, "no"))
        return UPOS_VERB; /* "no longer insists" */
    /* "that talks would", "if support is": a clause begins with whoever does it. */
    if (noun_too && !(t->feats & (FEAT_GERUND | FEAT_PAST)) &&
        ((right_kinds & WORD_AUX) || (left && left->upos == UPOS_SCONJ)))
        return UPOS_NOUN;
    if (t->feats & FEAT_GERUND) {
        if (left && before_noun(left) && !(right_kinds & (WORD_DET | WORD_PRON)))
            return noun_too || (right && text_is(right->norm, "of")) ? UPOS_NOUN : UPOS_VERB;
        return UPOS_VERB;
    }
    if ((t->feats & (FEAT_PAST | FEAT_PARTICIPLE)) && !(t->feats & FEAT_BASE)) {
        /* "the proposed truce" */
        if (before_noun(left) && right && (right->norm.len && is_ascii_alpha(right->norm.ptr[0])) &&
            !(right_kinds & (WORD_DET | WORD_PRON | WORD_ADP | WORD_SCONJ | WORD_PART | WORD_AUX | WORD_CCONJ)))
            return UPOS_ADJ;
        /* "use captured territory", "of frozen assets" */
        if (left && (left->upos == UPOS_VERB || left->upos == UPOS_ADP) && right &&
            is_ascii_alpha(right->norm.ptr[0]) && (!right_kinds || right_kinds == WORD_NOUN) &&
            !(right->feats & FEAT_CAPITAL))
            return UPOS_ADJ;
        return UPOS_VERB;
    }
    if (before_noun(left)) {
        /* "the two sides agree", "all want": a noun is needed before a verb, so it is one itself. */
        return noun_too || (t->feats & (FEAT_BASE | FEAT_PLURAL)) ? UPOS_NOUN : UPOS_VERB;
    }
    if (left && left->upos == UPOS_ADP)
        return noun_too || (t->feats & FEAT_BASE) || (t->feats & FEAT_PLURAL) ? UPOS_NOUN : UPOS_VERB;
    if (nominal(left)) {
        if (t->feats & FEAT_THIRD) {
            /* "peace talks", "ceasefire talks" against "Kyiv talks to", "Iran demands an end" */
            if (!noun_too)
                return UPOS_VERB;
            if (right && ((right_kinds & (WORD_DET | WORD_PRON | WORD_ADV | WORD_PART | WORD_SCONJ)) ||
                          (right->feats & FEAT_OPENS)))
                return text_is(t->lemma, "talk") ? UPOS_NOUN : UPOS_VERB;
            if (text_is(t->lemma, "talk"))
                return UPOS_NOUN;
            if (left->upos == UPOS_PROPN || capitals || (left->feats & (FEAT_BASE)))
                return right && (right_kinds & (WORD_AUX)) ? UPOS_NOUN : UPOS_VERB;
            return UPOS_NOUN;
        }
        if (!noun_too)
            return (left->feats & FEAT_PLURAL) || left->upos == UPOS_PROPN ||
                           (right_kinds & (WORD_DET | WORD_PRON))
                       ? UPOS_VERB
                       : UPOS_VERB;
        /* Headlines: "Rebels offer truce", "Oman and Qatar stand by": no other verb, or two that do it. */
        if ((t->feats & FEAT_BASE) && right && right->upos != UPOS_PUNCT &&
            (((left->feats & FEAT_PLURAL) && !(right_kinds & (WORD_ADP | WORD_AUX | WORD_CCONJ)) &&
              !another_verb(doc, first, end, i)) ||
             (left->upos == UPOS_PROPN && i >= first + 3 && doc->tokens[i - 2].upos == UPOS_CCONJ &&
              doc->tokens[i - 3].upos == UPOS_PROPN)))
            return UPOS_VERB;
        if ((left->feats & FEAT_PLURAL) && right &&
            (right_kinds & (WORD_DET | WORD_PRON | WORD_PART | WORD_ADP | WORD_SCONJ)))
            return UPOS_VERB;
        return UPOS_NOUN;
    }
    if (left && (left->upos == UPOS_CCONJ || left->upos == UPOS_PUNCT) && noun_too)
        return right && (right_kinds & (WORD_DET | WORD_PRON)) &&
                       !(t->feats & FEAT_PLURAL && !(t->feats & FEAT_THIRD))
                   ? UPOS_VERB
                   : UPOS_NOUN;
    if (!left && noun_too)
        return right && !text_is(right->norm, "that") && (right_kinds & (WORD_DET | WORD_PRON)) ? UPOS_VERB
                                                                                                : UPOS_NOUN;
    /* "set conditions": a second verb in -s right behind a verb is a plural. */
    return left && left->upos == UPOS_VERB && (noun_too || (t->feats & FEAT_PLURAL)) ? UPOS_NOUN : UPOS_VERB;
}

static enum upos tag_of(const struct document *doc, uint32_t first, uint32_t end, uint32_t i, bool capitals)
{
    const struct token *t = &doc->tokens[i], *left = left_of(doc, first, i);
    const struct token *right = i + 1 < end ? &doc->tokens[i + 1] : NULL;
    unsigned kinds = kinds_of(t->norm), right_kinds = right ? kinds_of(right->norm) : 0, size;
    uint32_t point = utf8_at(doc->body, t->span.begin, &size);
    bool initial = i == first || (i == first + 1 && (doc->tokens[first].feats & FEAT_OPENS)) ||
                   (left && (left->feats & FEAT_OPENS)) || (left && text_is(left->norm, ":"));

    if (point_is_digit(point))
        return UPOS_NUM;
    if (!point_is_letter(point) && !(t->norm.len > 1 && t->norm.ptr[0] == '\''))
        return strchr("$%+=&#@", (int)(point < 0x80 ? point : ',')) || point == 0x20AC || point == 0xA3
                   ? UPOS_SYM
                   : UPOS_PUNCT;
    if (text_is(t->norm, "'s")) {
        if (left && (left->upos == UPOS_PRON || left->upos == UPOS_ADV))
            return UPOS_AUX;
        return right && ((right_kinds & (WORD_DET | WORD_PART)) || text_is(right->norm, "been")) ? UPOS_AUX
                                                                                                 : UPOS_PART;
    }
    if ((t->feats & FEAT_CAPITAL) && !initial && !capitals && !(t->norm.len == 1 && t->norm.ptr[0] == 'i'))
        return UPOS_PROPN;
    if (text_is(t->norm, "may") && (t->feats & FEAT_CAPITAL) && right && (is_ascii_digit(right->norm.ptr[0])))
        return UPOS_PROPN;
    if (text_is(t->norm, "to")) {
        uint32_t k = i + 1;

        while (k < end && (kinds_of(doc->tokens[k].norm) & WORD_ADV))
            k++;
        if (k < end && (doc->tokens[k].feats & FEAT_BASE) &&
            !(kinds_of(doc->tokens[k].norm) & (WORD_DET | WORD_PRON)) &&
            ((kinds_of(doc->tokens[k].norm) & (WORD_VERB | WORD_AUX)) ||
             (kinds_of(doc->tokens[k].lemma) & WORD_VERB)))
            return UPOS_PART;
        /* "to" and an unlisted word: a verb if something that verbs govern comes behind it */
        if (k + 1 < end && !(doc->tokens[k].feats & FEAT_CAPITAL) && !kinds_of(doc->tokens[k].norm) &&
            by_spelling(doc->tokens[k].norm) == UPOS_NOUN &&
            (kinds_of(doc->tokens[k + 1].norm) & (WORD_DET | WORD_PRON)))
            return UPOS_PART;
        return UPOS_ADP;
    }
    if (text_is(t->norm, "that")) {
        if (right && (right_kinds & WORD_AUX))
            return UPOS_PRON;
        if (left && (left->upos == UPOS_VERB || left->upos == UPOS_NOUN || left->upos == UPOS_ADJ ||
                     left->upos == UPOS_PUNCT || left->upos == UPOS_PRON || left->upos == UPOS_PROPN ||
                     left->upos == UPOS_AUX || left->upos == UPOS_CCONJ))
            return UPOS_SCONJ;
        return right && !(right_kinds & (WORD_DET | WORD_PRON)) ? UPOS_DET : UPOS_SCONJ;
    }
    if (kinds & WORD_PART)
        return UPOS_PART;
    if ((kinds & WORD_AUX) &&
        !(before_noun(left) && left->upos != UPOS_NUM && !(kinds & WORD_VERB) && text_is(t->norm, "will")))
        return UPOS_AUX;
    if (text_is(t->norm, "which") && right &&
        ((right_kinds & (WORD_PRON | WORD_DET | WORD_AUX | WORD_ADP | WORD_PART)) ||
         (right->feats & FEAT_CAPITAL)))
        return UPOS_PRON;
    if ((kinds & WORD_DET) && right &&
        (right->norm.len && (is_ascii_alpha(right->norm.ptr[0]) || (unsigned char)right->norm.ptr[0] >= 0x80 ||
                             is_ascii_digit(right->norm.ptr[0]) || (right->feats & FEAT_OPENS))) &&
        !((kinds & WORD_PRON) && (right_kinds & (WORD_AUX | WORD_ADP | WORD_PART))))
        return UPOS_DET;
    if (kinds & WORD_PRON)
        return UPOS_PRON;
    if (kinds & WORD_DET)
        return UPOS_DET;
    if (kinds & WORD_CCONJ)
        return UPOS_CCONJ;
    if (text_is(t->norm, "once") && right &&
        ((right_kinds & (WORD_VERB | WORD_ADV)) || (kinds_of(right->lemma) & WORD_VERB)))
        return UPOS_ADV;
    if ((kinds & WORD_SCONJ) && !(kinds & WORD_ADP))
        return UPOS_SCONJ;
    if (kinds & WORD_ADP)
        return UPOS_ADP;
    if (kinds & WORD_NUM)
        return UPOS_NUM;
    if (!(kinds & (WORD_VERB | WORD_NOUN)) && (kinds & WORD_ADV) && !(kinds & WORD_ADJ))
        return UPOS_ADV;
    if ((kinds & WORD_ADJ) && (kinds & WORD_VERB))
        return left && (left->upos == UPOS_AUX || before_noun(left)) && !text_is(left->norm, "will") &&
                       !is_modal(left->norm)
                   ? UPOS_ADJ
                   : verb_or_noun(doc, first, end, i, capitals);
    if (kinds & WORD_ADJ) {
        /* "will not close its base" */
        const struct token *aux =
            left && left->upos == UPOS_PART && i >= first + 2 ? &doc->tokens[i - 2] : left;

        if (aux && aux->upos == UPOS_AUX && is_modal(aux->norm) && right &&
            (right_kinds & (WORD_DET | WORD_PRON)))
            return UPOS_VERB;
        return UPOS_ADJ;
    }
    if ((kinds_of(t->lemma) & WORD_VERB) || (kinds & WORD_VERB)) {
        /* A sentence's first word with a capital and a name behind it: "Grant Mills said". */
        return verb_or_noun(doc, first, end, i, capitals);
    }
    if ((kinds & WORD_NOUN) || (kinds_of(t->lemma) & WORD_NOUN))
        return UPOS_NOUN;
    if (t->feats & FEAT_CAPITAL)
        return UPOS_PROPN;
    if (memchr(t->norm.ptr, '-', t->norm.len))
        return t->feats & (FEAT_PAST | FEAT_GERUND) ? UPOS_ADJ : by_spelling(t->norm);
    if ((t->feats & (FEAT_PAST | FEAT_GERUND)) && !(t->feats & FEAT_BASE)) {
        if (before_noun(left) && right && !right_kinds && is_ascii_alpha(right->norm.ptr[0]))
            return UPOS_ADJ;
        return UPOS_VERB;
    }
    if (left && ((left->upos == UPOS_PART &&
                  (text_is(left->norm, "to") || text_is(left->norm, "not") || text_is(left->norm, "n't"))) ||
                 (left->upos == UPOS_AUX && is_modal(left->norm))))
        return UPOS_VERB;
    return by_spelling(t->norm);
}

void tag_fill(struct document *doc)
{
    for (size_t k = 0; k < doc->n_sentences; k++) {
        const struct sentence *s = &doc->sentences[k];
        uint32_t words = 0, capitals = 0;

        for (uint32_t i = s->first; i < s->end; i++)
            if (doc->tokens[i].norm.len > 3 && is_ascii_alpha(doc->tokens[i].norm.ptr[0])) {
                words++;
                capitals += (doc->tokens[i].feats & FEAT_CAPITAL) != 0;
            }
        for (uint32_t i = s->first; i < s->end; i++)
            doc->tokens[i].upos =
                (uint8_t)tag_of(doc, s->first, s->end, i, words >= 4 && capitals * 10 >= words * 7);
    }
}
