/* attach.c - what introduces a clause, who does it, and what it hangs on.
 *
 *     Lavrov, who met reporters, said that after the attack there could be no talks.
 *     [Lavrov ... said]  subject over an aside    [that ... could be]  complement, over a fronted phrase
 *
 * Looking left from the verb group. Each way in which newspapers join clauses is a function of its own. */
#include "language/group.h"

static const char *const relatives[] = { "who", "which", "that", "whom", "whose", NULL };
static const char *const marks[] = { ";",  ":", "(", ")", "[", "]", "\xE2\x80\x94", "\xE2\x80\x93",
                                     "--", "-", "?", "!", NULL };

/* A participle that stands behind its noun: "a decree signed by", "the deal reached in Geneva collapsed". */
static bool reduced_relative(const struct document *doc, const struct clause *c, uint32_t first, uint32_t end)
{
    const struct token *t = &doc->tokens[c->verb];

    if (c->group != c->verb || !(t->feats & FEAT_PARTICIPLE) || (t->feats & FEAT_GERUND) || c->verb == first)
        return false;
    if (!tag(doc, c->verb - 1, UPOS_NOUN) && !tag(doc, c->verb - 1, UPOS_PROPN) &&
        !tag(doc, c->verb - 1, UPOS_ADV) && !token_is(doc, c->verb - 1, ","))
        return false;
    if (c->verb + 1 >= end)
        return false;
    if (token_is(doc, c->verb + 1, "by"))
        return true;
    if (c->verb + 2 < end && token_is(doc, c->verb + 2, "by") &&
        (tag(doc, c->verb + 1, UPOS_ADP) || tag(doc, c->verb + 1, UPOS_ADV)))
        return true;
    if (!tag(doc, c->verb - 1, UPOS_NOUN) || !tag(doc, c->verb + 1, UPOS_ADP))
        return false;
    for (uint32_t i = c->verb + 1; i < end && i < c->verb + LEFT_MAX; i++) {
        if (tag(doc, i, UPOS_PUNCT) || tag(doc, i, UPOS_SCONJ) || tag(doc, i, UPOS_CCONJ) ||
            is_any(doc, i, relatives))
            return false;
        if (tag(doc, i, UPOS_VERB) && i + 1 < end && token_is(doc, i + 1, "by"))
            return false; /* that one is the relative */
        if ((tag(doc, i, UPOS_AUX) || (tag(doc, i, UPOS_VERB) && !(doc->tokens[i].feats & FEAT_GERUND))) &&
            !token_is(doc, i - 1, "to"))
            return true;
    }
    return false;
}

static enum clause_kind introduced(const struct document *doc, uint32_t i, unsigned *known)
{
    static const struct {
        const char *word;
        enum clause_kind kind;
    } table[] = {
        { "that", CLAUSE_THAT },    { "whether", CLAUSE_WHETHER }, { "if", CLAUSE_IF },
        { "provided", CLAUSE_IF },  { "providing", CLAUSE_IF },    { "unless", CLAUSE_UNLESS },
        { "until", CLAUSE_UNLESS }, { "till", CLAUSE_UNLESS },     { "before", CLAUSE_UNLESS },
        { "lest", CLAUSE_UNLESS },  { "after", CLAUSE_AFTER },     { "once", CLAUSE_AFTER },
        { "when", CLAUSE_AFTER },   { "since", CLAUSE_AS },        { "because", CLAUSE_AS },
        { "as", CLAUSE_AS },        { "while", CLAUSE_AS },        { "although", CLAUSE_AS },
        { "though", CLAUSE_AS },    { "where", CLAUSE_AS },        { "whereas", CLAUSE_AS },
        { "how", CLAUSE_WHETHER },  { "why", CLAUSE_WHETHER },     { "what", CLAUSE_WHETHER },
        { "for", CLAUSE_AS },
    };

    *known = 1;
    for (size_t k = 0; k < COUNT_OF(table); k++)
        if (token_is(doc, i, table[k].word))
            return table[k].kind;
    *known = 0;
    return CLAUSE_MAIN;
}

/* The subject proper of a stretch [a, b) of nouns before a verb group: without a prepositional
 * phrase in front ("On Thursday the Kremlin"). */
static uint32_t skip_fronted(const struct document *doc, uint32_t a, uint32_t b)
{
    while (a < b && (tag(doc, a, UPOS_ADV) || tag(doc, a, UPOS_CCONJ)) && !token_is(doc, a, "there") &&
           !token_is(doc, a, "neither"))
        a++;
    while (a < b && tag(doc, a, UPOS_ADP)) {
        uint32_t k = a + 1;

        while (k < b && (tag(doc, k, UPOS_DET) || tag(doc, k, UPOS_ADJ) || tag(doc, k, UPOS_NUM)))
            k++;
        if (k < b && (tag(doc, k, UPOS_NOUN) || tag(doc, k, UPOS_PROPN) || tag(doc, k, UPOS_PRON)))
            k++;
        while (k < b && tag(doc, k, UPOS_NOUN) && !tag(doc, k - 1, UPOS_PROPN))
            k++;
        if (k >= b)
            return a;
        a = k;
    }
    return a;
}

/* Is there a verb group of list with its verb in [a, b)? They are in text order; look from the end. */
static bool has_verb(const struct clause_list *list, size_t upto, uint32_t a, uint32_t b)
{
    for (size_t k = upto; k-- > 0 && list->at[k].verb >= a;)
        if (list->at[k].group < b)
            return true;
    return false;
}

static bool in_group(const struct clause_list *list, size_t upto, uint32_t token)
{
    return upto > 0 && token >= list->at[upto - 1].group && token <= list->at[upto - 1].verb;
}

/* Before a comma at `comma`: a conjunction with a prepositional phrase behind it and no verb between. */
static uint32_t conjunction_over(const struct document *doc, const struct clause_list *list, size_t n,
                                 uint32_t comma, uint32_t floor)
{
    for (uint32_t k = comma; k > floor; k--) {
        if (in_group(list, n, k - 1) || (tag(doc, k - 1, UPOS_PUNCT)))
            return UINT32_MAX;
        if (tag(doc, k - 1, UPOS_SCONJ) && (token_is(doc, k - 1, "that") || token_is(doc, k - 1, "because")) &&
            k < comma && tag(doc, k, UPOS_ADP))
            return k - 1;
    }
    return UINT32_MAX;
}

/* Step b back over "last year", "on Tuesday", "in June" before a verb: none of them does it. */
static uint32_t before_time(const struct document *doc, uint32_t b, uint32_t floor)
{
    uint32_t k = b;
    const struct word *w = k > floor ? lexicon_find(doc->tokens[k - 1].lemma) : NULL;

    if (!w || !(w->kinds & WORD_TIME) ||
        (token_is(doc, k - 1, "may") && !(doc->tokens[k - 1].feats & FEAT_CAPITAL)))
        return b;
    k--;
    while (k > floor &&
           (tag(doc, k - 1, UPOS_NUM) || token_is(doc, k - 1, "last") || token_is(doc, k - 1, "this") ||
            token_is(doc, k - 1, "next") || token_is(doc, k - 1, "same") || token_is(doc, k - 1, "late") ||
            token_is(doc, k - 1, "early") || token_is(doc, k - 1, "the") || token_is(doc, k - 1, "that")))
        k--;
    if (k > floor && tag(doc, k - 1, UPOS_ADP) &&
        (token_is(doc, k - 1, "on") || token_is(doc, k - 1, "in") || token_is(doc, k - 1, "since") ||
         token_is(doc, k - 1, "at")))
        k--;
    /* "Tuesday will be", "The last week was": then it is the subject after all. */
    if (k == floor || tag(doc, k - 1, UPOS_PUNCT))
        return b;
    return k;
}

/* ", she said,": the one verb between two commas is one of saying. */
static bool said_aside(const struct document *doc, const struct clause_list *list, size_t n, uint32_t a,
                       uint32_t b)
{
    const struct clause *last = n ? &list->at[n - 1] : NULL;

    return last && last->group >= a && last->verb < b && b - a <= 8 && token_says(doc, last->verb) &&
           (last->flags & CLAUSE_FINITE) && (n < 2 || list->at[n - 2].verb < a);
}

/* "praised the ceasefire that Iran rejected": the noun before "that" is what the verb behind lacks. */
static bool of_object(const struct document *doc, const struct clause_list *list, int32_t before,
                      const struct clause *c, uint32_t that, uint32_t start, uint32_t end)
{
    static const char *const contents[] = { "fact",       "claim",       "report",    "view",
                                            "idea",       "belief",      "hope",      "fear",
                                            "allegation", "possibility", "condition", "news",
                                            "statement",  "rumour",      "rumor",     "demand",
                                            "suggestion", "accusation",  NULL };

    if (that == start || before < 0 || !tag(doc, that - 1, UPOS_NOUN) ||
        token_says(doc, list->at[before].verb) || token_thinks(doc, list->at[before].verb) ||
        (c->flags & (CLAUSE_PASSIVE | CLAUSE_COPULA)) || (list->at[before].flags & CLAUSE_COPULA))
        return false;
    for (const char *const *n = contents; *n; n++)
        if (text_is(doc->tokens[that - 1].lemma, *n))
            return false;
    return c->verb + 1 >= end || tag(doc, c->verb + 1, UPOS_PUNCT) ||
           (tag(doc, c->verb + 1, UPOS_ADP) && !token_is(doc, c->verb + 1, "to"));
}

/* What is attached, and between which bounds one looks for it. */
struct joint {
    const struct document *doc;
    struct clause_list *list;
    size_t n;
    struct clause *c;
    uint32_t start, end, floor; /* of the sentence; no further left than floor */
    int32_t before;             /* the clause before, or -1                    */
};

#define UNPACK(j)                                                                                              \
    const struct document *doc = (j)->doc;                                                                     \
    struct clause_list *list = (j)->list;                                                                      \
    struct clause *c = (j)->c;                                                                                 \
    const size_t n = (j)->n;                                                                                   \
    const uint32_t start = (j)->start, end = (j)->end, floor = (j)->floor;                                     \
    const int32_t before = (j)->before;                                                                        \
    (void)doc, (void)c, (void)list, (void)n, (void)start, (void)end, (void)floor, (void)before

/* "refused to talk"; in headlines "EU to use frozen assets": it will. */
static void attach_infinitive(const struct joint *j, uint32_t b)
{
    UNPACK(j);

    c->parent = before;
    /* Headlines: "EU to use frozen assets" */
    if (before < 0 && b > start && b < start + 6 && (tag(doc, b - 1, UPOS_PROPN)) &&
        tag(doc, start, UPOS_PROPN)) {
        bool plain = true;

        for (uint32_t k = start; k < b; k++)
            plain &= tag(doc, k, UPOS_PROPN) || tag(doc, k, UPOS_NOUN) || tag(doc, k, UPOS_CCONJ);
        if (plain) {
            c->kind = CLAUSE_MAIN;
            c->flags |= CLAUSE_WILL | CLAUSE_FINITE;
            c->subject = c->first = start;
            c->subject_end = b;
        }
    }
}

/* "ruled out giving back", ", dismissing any notion", "quoted the president as saying" */
static void attach_gerund(const struct joint *j, uint32_t b)
{
    UNPACK(j);
    unsigned known;

    if (b > start && (token_is(doc, b - 1, ",") || (token_is(doc, b - 1, "while") && b - 1 > start)) &&
        before >= 0)
        c->kind = CLAUSE_PARTICIPLE;
    if (b > start && (token_is(doc, b - 1, "without")))
        c->flags |= CLAUSE_NEGATED;
    if (b > start && token_is(doc, b - 1, "as") && before >= 0 && list->at[before].verb + 1 < b - 1 &&
        token_says(doc, list->at[before].verb)) {
        c->subject = list->at[before].verb + 1; /* "quoted the president as saying" */
        c->subject_end = b - 1;
    }
    if (b > start && tag(doc, b - 1, UPOS_ADP)) {
        enum clause_kind kind = introduced(doc, b - 1, &known);

        if (known && (kind == CLAUSE_AFTER || kind == CLAUSE_UNLESS))
            c->kind = (uint8_t)kind;
        c->first = b - 1;
    }
    c->parent = before;
    /* ", dismissing ...": what the main clause's subject does besides. */
    if (c->kind == CLAUSE_PARTICIPLE)
        while (c->parent >= 0 &&
               !((list->at[c->parent].flags & CLAUSE_FINITE) && list->at[c->parent].kind == CLAUSE_MAIN) &&
               list->at[c->parent].parent >= 0)
            c->parent = list->at[c->parent].parent;
}

/* "a decree signed by Zelensky": done to the noun before. */
static void attach_reduced(const struct joint *j, uint32_t b)
{
    UNPACK(j);
    uint32_t a;

    c->kind = CLAUSE_RELATIVE;
    c->flags |= CLAUSE_PASSIVE;
    c->flags &= (uint16_t)~CLAUSE_PAST;
    c->parent = before;
    a = b;
    while (a > floor && !tag(doc, a - 1, UPOS_PUNCT) && !tag(doc, a - 1, UPOS_ADP) &&
           !in_group(list, n, a - 1) && !tag(doc, a - 1, UPOS_SCONJ))
        a--;
    c->subject = a;
    c->subject_end = b;
}

/* A relative pronoun right before the group: done by the noun before it. */
static bool attach_relative(const struct joint *j, uint32_t b)
{
    UNPACK(j);
    uint32_t a;

    if (b > start && is_any(doc, b - 1, relatives) && !token_is(doc, b - 1, "whose") &&
        !tag(doc, b - 1, UPOS_DET)) {
        uint32_t k = b - 1;

        if (!token_is(doc, k, "that") ||
            (k > start && (tag(doc, k - 1, UPOS_NOUN) || tag(doc, k - 1, UPOS_PROPN)))) {
            c->kind = CLAUSE_RELATIVE;
            c->first = k;
            c->parent = before;
            if (k > floor && token_is(doc, k - 1, ","))
                k--;
            a = k;
            while (a > floor && !tag(doc, a - 1, UPOS_PUNCT) && !in_group(list, n, a - 1) &&
                   !tag(doc, a - 1, UPOS_SCONJ) && !(tag(doc, a - 1, UPOS_ADP) && !token_is(doc, a - 1, "of")))
                a--;
            c->subject = a;
            c->subject_end = k;
            return true;
        }
    }
    return false;
}

/* Step b back over an aside between the subject and its verb: ", the foreign minister,", ", she said,". */
static uint32_t before_aside(const struct joint *j, uint32_t b)
{
    UNPACK(j);

    if (b > start && token_is(doc, b - 1, ",")) {
        uint32_t k = b - 1;

        while (k > floor && !token_is(doc, k - 1, ",") && !is_any(doc, k - 1, marks) &&
               !(doc->tokens[k - 1].feats & (FEAT_OPENS | FEAT_CLOSES)))
            k--;
        if (k > floor && token_is(doc, k - 1, ",") && k < b - 1) {
            bool relative = is_any(doc, k, relatives) || token_is(doc, k, "who");
            bool verb = has_verb(list, n, k, b - 1) && !said_aside(doc, list, n, k, b - 1);
            uint32_t m = k - 1;

            if ((!verb || relative) && !tag(doc, k, UPOS_SCONJ) && m > floor &&
                (tag(doc, m - 1, UPOS_NOUN) || tag(doc, m - 1, UPOS_PROPN) || tag(doc, m - 1, UPOS_PRON) ||
                 tag(doc, m - 1, UPOS_NUM)) &&
                !has_verb(list, n, m - 1, m))
                b = m;
        }
    }
    return b;
}

/* Back over the noun phrase that ends at b: where it begins. */
static uint32_t phrase_begin(const struct joint *j, uint32_t b)
{
    UNPACK(j);
    unsigned known;
    uint32_t a;

    a = b;
    while (a > floor) {
        uint32_t k = a - 1;

        if (in_group(list, n, k) || (n && k <= list->at[n - 1].verb && k >= list->at[n - 1].first))
            break;
        if (tag(doc, k, UPOS_SCONJ) || is_any(doc, k, marks) ||
            (doc->tokens[k].feats & (FEAT_OPENS | FEAT_CLOSES)))
            break;
        if (is_any(doc, k, relatives) && !tag(doc, k, UPOS_DET))
            break;
        if (token_is(doc, k, ",")) {
            /* lists: "Britain, France and Germany are" */
            bool list_of = false;

            for (uint32_t t = a; t < b; t++)
                list_of |= tag(doc, t, UPOS_CCONJ);
            if (!list_of || (k > floor && !tag(doc, k - 1, UPOS_PROPN)) || !tag(doc, a, UPOS_PROPN))
                break;
        }
        if (token_is(doc, k, "as") && k > floor &&
            (token_is(doc, k - 1, "long") || token_is(doc, k - 1, "soon")))
            break; /* "as long as the truce holds" */
        if (tag(doc, k, UPOS_CCONJ) && a == b)
            break; /* "... and sees": it shares its subject */
        if (tag(doc, k, UPOS_CCONJ) &&
            (token_is(doc, k, "but") || k == floor || has_verb(list, n, k > floor + 8 ? k - 8 : floor, k))) {
            /* "rejected talks and France said": a verb on the left, so it joins clauses; but "after Iran and
             * France said" */
            if (token_is(doc, k, "but") ||
                !(k > floor && (tag(doc, k - 1, UPOS_PROPN) || tag(doc, k - 1, UPOS_PRON)) && n &&
                  (list->at[n - 1].kind == CLAUSE_MAIN || list->at[n - 1].kind == CLAUSE_THAT) &&
                  list->at[n - 1].verb + 2 >= k && tag(doc, a, UPOS_PROPN)))
                break;
        }
        if (tag(doc, k, UPOS_ADP)) {
            enum clause_kind kind = introduced(doc, k, &known);

            if (known && kind != CLAUSE_MAIN && !token_is(doc, k, "for") && !(tag(doc, a, UPOS_NUM)) &&
                !token_is(doc, k, "as")) {
                /* "after talks Kyiv said": a preposition unless the whole stretch is the subject */
                break;
            }
        }
        a = k;
    }
    return a;
}

/* What stands before the noun phrase [a, b): a conjunction gives the clause its kind. True: one does. */
static bool introduce(const struct joint *j, uint32_t a, uint32_t b)
{
    UNPACK(j);
    unsigned known = 0;

    if (a > start) {
        enum clause_kind kind = introduced(doc, a - 1, &known);
        uint32_t intro = a - 1;

        if (known) {
            c->kind = (uint8_t)(kind == CLAUSE_THAT && of_object(doc, list, before, c, intro, start, end)
                                    ? CLAUSE_OBJECT_RELATIVE
                                    : kind);
            c->first = intro;
            if (kind == CLAUSE_THAT && intro > start &&
                (token_is(doc, intro - 1, "so") || token_is(doc, intro - 1, "provided") ||
                 token_is(doc, intro - 1, "condition")))
                c->kind = token_is(doc, intro - 1, "so") ? CLAUSE_AS : CLAUSE_IF;
            if (kind == CLAUSE_AS && token_is(doc, intro, "as") && intro >= start + 2 &&
                token_is(doc, intro - 1, "long"))
                c->kind = CLAUSE_IF;
            if (kind == CLAUSE_IF && intro > start && token_is(doc, intro - 1, "even"))
                c->kind = CLAUSE_AS;
            if (intro > start && token_is(doc, intro - 1, "only")) {
                c->flags |= CLAUSE_ONLY;
                c->first = intro - 1;
            }
        } else if (token_is(doc, intro, ",") &&
                   (intro = conjunction_over(doc, list, n, intro, floor)) != UINT32_MAX) {
            c->kind = (uint8_t)introduced(doc, intro, &known); /* "that after the invasion, there can be" */
            c->first = intro;
        } else if (intro = a - 1, is_any(doc, intro, relatives) && b > a) {
            c->kind = CLAUSE_OBJECT_RELATIVE; /* "the plan that Iran rejected" */
            c->first = intro;
        } else
            c->first = a;
    } else
        c->first = a;
    return known;
}

/* "a step the Taliban had demanded", "the plan they rejected": a noun, then a second subject glued to it. */
static bool attach_glued(const struct joint *j, uint32_t a, uint32_t b)
{
    UNPACK(j);

    for (uint32_t k = a + 2; k < b; k++)
        if (tag(doc, a, UPOS_DET) && tag(doc, k - 1, UPOS_NOUN) &&
            (tag(doc, k, UPOS_PRON) || (tag(doc, k, UPOS_DET) && k + 1 < b && tag(doc, k + 1, UPOS_PROPN)) ||
             (tag(doc, k, UPOS_PROPN) && k + 1 == b))) {
            c->kind = CLAUSE_OBJECT_RELATIVE;
            c->first = a = k;
            c->subject = a;
            c->subject_end = b;
            c->parent = before;
            return true;
        }
    return false;
}

/* "Claims that Turkey is against the truce are absurd": what stands before belongs to the verb before; the
 * subject stands in front of the clause between. */
static bool attach_across(const struct joint *j, uint32_t a)
{
    UNPACK(j);
    uint32_t b = c->group;

    if (a < b && tag(doc, a, UPOS_ADP) && before >= 0 && list->at[before].verb + 1 == a) {
        int32_t k = before;

        while (k >= 0 && !(list->at[k].kind == CLAUSE_THAT || list->at[k].kind == CLAUSE_RELATIVE ||
                           list->at[k].kind == CLAUSE_OBJECT_RELATIVE))
            k = list->at[k].parent;
        if (k >= 0 && list->at[k].first > start &&
            (tag(doc, list->at[k].first - 1, UPOS_NOUN) || tag(doc, list->at[k].first - 1, UPOS_PROPN)) &&
            !in_group(list, (size_t)k, list->at[k].first - 1)) {
            b = list->at[k].first;
            a = b;
            while (a > floor &&
                   (tag(doc, a - 1, UPOS_NOUN) || tag(doc, a - 1, UPOS_PROPN) || tag(doc, a - 1, UPOS_ADJ) ||
                    tag(doc, a - 1, UPOS_DET) || tag(doc, a - 1, UPOS_NUM) || token_is(doc, a - 1, "'s")))
                a--;
            c->first = c->group;
            c->subject = a;
            c->subject_end = b;
            return true;
        }
    }
    return false;
}

/* No subject before it: it stands behind ("said the minister"), or is that of the clause before. */
static void invert_or_share(const struct joint *j)
{
    UNPACK(j);

    c->subject = c->subject_end = c->group;
    /* "said the minister": the subject stands behind a verb that a quotation or a comma precedes. */
    if (c->verb + 1 < end &&
        (c->group == start || token_is(doc, c->group - 1, ",") ||
         (doc->tokens[c->group - 1].feats & FEAT_CLOSES) || token_is(doc, c->group - 1, "-") ||
         token_is(doc, c->group - 1, "\xE2\x80\x93") || token_is(doc, c->group - 1, "\xE2\x80\x94") ||
         token_is(doc, c->group - 1, "?") || token_is(doc, c->group - 1, "!")) &&
        c->group == c->verb && (c->flags & CLAUSE_FINITE) &&
        (tag(doc, c->verb + 1, UPOS_PROPN) || tag(doc, c->verb + 1, UPOS_DET) ||
         tag(doc, c->verb + 1, UPOS_ADJ) || tag(doc, c->verb + 1, UPOS_NOUN)) &&
        !(before >= 0 && c->group > start && tag(doc, c->group - 1, UPOS_CCONJ)) &&
        (token_says(doc, c->verb) || (c->group > start && !token_is(doc, c->group - 1, ",")) ||
         (c->group > start + 1 && (doc->tokens[c->group - 2].feats & FEAT_CLOSES)))) {
        uint32_t k = c->verb + 1;

        while (k < end && (tag(doc, k, UPOS_DET) || tag(doc, k, UPOS_ADJ) || tag(doc, k, UPOS_NOUN) ||
                           tag(doc, k, UPOS_PROPN) || token_is(doc, k, "'s") ||
                           (token_is(doc, k, "of") && k + 1 < end) || token_is(doc, k, "for")))
            k++;
        c->subject = c->verb + 1;
        c->subject_end = k;
        c->flags |= CLAUSE_INVERTED;
    } else
        c->flags |= CLAUSE_SHARED;
}

/* What it hangs on. */
static void hang(const struct joint *j)
{
    UNPACK(j);

    if (c->kind == CLAUSE_THAT || c->kind == CLAUSE_WHETHER || c->kind == CLAUSE_OBJECT_RELATIVE ||
        c->kind == CLAUSE_IF || c->kind == CLAUSE_UNLESS || c->kind == CLAUSE_AFTER || c->kind == CLAUSE_AS) {
        c->parent = before; /* fronted ones are mended afterwards */
        return;
    }
    if (before < 0)
        return;
    if (c->flags & CLAUSE_SHARED) {
        /* "and will not withdraw": as the last finite clause that could be joined to it. */
        int32_t k = before;

        while (k >= 0 && !(list->at[k].flags & CLAUSE_FINITE))
            k = list->at[k].parent;
        if (k >= 0 && c->group > start &&
            (tag(doc, c->group - 1, UPOS_CCONJ) || token_is(doc, c->group - 1, ",") ||
             tag(doc, c->group - 1, UPOS_ADV))) {
            /* A relative clause between commas is over behind its second comma. */
            if (list->at[k].kind == CLAUSE_RELATIVE && token_is(doc, c->group - 1, ",") &&
                list->at[k].parent >= 0)
                k = list->at[k].parent;
            /* "said that it was ready, but warned": warning is of a kind with saying. */
            if (list->at[k].kind == CLAUSE_THAT && list->at[k].parent >= 0 && token_says(doc, c->verb) &&
                !token_says(doc, list->at[k].verb))
                k = list->at[k].parent;
            c->kind = list->at[k].kind;
            c->parent = list->at[k].parent;
            c->subject = c->subject_end = (uint32_t)k; /* see clause_subject */
        }
        return;
    }
    /* A subject right behind a verb: complement without "that"; right behind a noun: relative without one. */
    {
        uint32_t k = c->first;

        if (k > start &&
            (list->at[before].verb + 1 == k ||
             (list->at[before].verb + 2 >= k && (tag(doc, k - 1, UPOS_ADV) || tag(doc, k - 1, UPOS_PROPN))) ||
             (list->at[before].verb < k && tag(doc, k - 1, UPOS_ADV) && k - list->at[before].verb < 5))) {
            c->kind = CLAUSE_THAT;
            c->parent = before;
        } else if (k > start && tag(doc, k - 1, UPOS_NOUN) && k != c->subject) {
            c->kind = CLAUSE_OBJECT_RELATIVE;
            c->parent = before;
        } else if (k > start && tag(doc, k - 1, UPOS_CCONJ) && !token_is(doc, k - 1, "but")) {
            /* joined complements: "said A would go and B would stay" */
            int32_t p = before;

            while (p >= 0 && !(list->at[p].flags & CLAUSE_FINITE))
                p = list->at[p].parent;
            if (p >= 0 && list->at[p].kind == CLAUSE_THAT && !token_is(doc, k - 2, ",")) {
                c->kind = CLAUSE_THAT;
                c->parent = list->at[p].parent;
            }
        }
    }
}

void clause_attach(const struct document *doc, struct clause_list *list, size_t n, uint32_t start, uint32_t end)
{
    struct clause *c = &list->at[n];
    uint32_t floor = c->group > start + LEFT_MAX ? c->group - LEFT_MAX : start, a, b = c->group;
    const struct joint j = { doc, list, n, c, start, end, floor, (int32_t)n - 1 };
    bool known;

    c->first = c->group;
    if ((c->flags & CLAUSE_INVERTED) && c->subject > c->group) {
        c->kind = c->flags & CLAUSE_ONLY ? CLAUSE_IF : CLAUSE_MAIN;
        c->flags &= (uint16_t) ~(CLAUSE_ONLY | CLAUSE_INVERTED);
        return;
    }
    c->subject = c->subject_end = c->group;
    while (b > floor && (tag(doc, b - 1, UPOS_ADV) && !token_is(doc, b - 1, "there")))
        b--;
    b = before_time(doc, b, floor);
    if (c->kind == CLAUSE_INFINITIVE) {
        attach_infinitive(&j, b);
        return;
    }
    if (c->kind == CLAUSE_GERUND) {
        attach_gerund(&j, b);
        return;
    }
    if (reduced_relative(doc, c, start, end)) {
        attach_reduced(&j, b);
        return;
    }
    if (attach_relative(&j, b))
        return;
    b = before_aside(&j, b);
    a = phrase_begin(&j, b);
    known = introduce(&j, a, b);
    /* The first word may be a conjunction itself, with the subject behind: "After Iran refused". */
    if (!known && a < b && a == start) {
        unsigned conjunction;
        enum clause_kind kind = introduced(doc, a, &conjunction);

        if (conjunction && !token_is(doc, a, "for") && !tag(doc, a, UPOS_DET) && !(token_is(doc, a, "that"))) {
            c->kind = (uint8_t)kind;
            known = true;
            a++;
        }
    }
    a = skip_fronted(doc, a, b);
    if (!known && (attach_glued(&j, a, b) || (a < b && attach_across(&j, a))))
        return;
    c->subject = a;
    c->subject_end = b;
    if (a >= b)
        invert_or_share(&j);
    hang(&j);
}
