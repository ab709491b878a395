/* pronoun.c - whom a pronoun means.
 *
 *     "We saw Holm," Brook told him.     We: Brook; him: not Brook, and Holm only if nobody was named before
 *     Hadid, whose troops hold it        whose: Hadid
 *
 * "I" and "we" are who speaks around them; "who" is what its clause hangs on; the others are the best of those whom
 * this sentence and the few before it speak of, by the rules in worth(). */
#include "record/actor/coref.h"

enum pronoun_kind pronoun_kind(const struct document *doc, uint32_t i, enum gender *gender)
{
    static const struct {
        const char *word;
        uint8_t kind, gender;
    } words[] = {
        { "he", PRONOUN_HE, GENDER_MAN },
        { "him", PRONOUN_HE, GENDER_MAN },
        { "his", PRONOUN_HE, GENDER_MAN },
        { "himself", PRONOUN_HE, GENDER_MAN },
        { "she", PRONOUN_HE, GENDER_WOMAN },
        { "her", PRONOUN_HE, GENDER_WOMAN },
        { "hers", PRONOUN_HE, GENDER_WOMAN },
        { "herself", PRONOUN_HE, GENDER_WOMAN },
        { "it", PRONOUN_IT, 0 },
        { "its", PRONOUN_IT, 0 },
        { "itself", PRONOUN_IT, 0 },
        { "they", PRONOUN_THEY, 0 },
        { "them", PRONOUN_THEY, 0 },
        { "their", PRONOUN_THEY, 0 },
        { "theirs", PRONOUN_THEY, 0 },
        { "themselves", PRONOUN_THEY, 0 },
        { "i", PRONOUN_I, 0 },
        { "me", PRONOUN_I, 0 },
        { "my", PRONOUN_I, 0 },
        { "mine", PRONOUN_I, 0 },
        { "we", PRONOUN_I, 0 },
        { "us", PRONOUN_I, 0 },
        { "our", PRONOUN_I, 0 },
        { "ours", PRONOUN_I, 0 },
        { "who", PRONOUN_WHO, 0 },
        { "whom", PRONOUN_WHO, 0 },
        { "whose", PRONOUN_WHO, 0 },
        { "which", PRONOUN_WHO, 0 },
    };

    *gender = GENDER_UNKNOWN;
    if (doc->tokens[i].upos != UPOS_PRON && doc->tokens[i].upos != UPOS_DET)
        return PRONOUN_NONE;
    for (size_t k = 0; k < COUNT_OF(words); k++)
        if (token_is(doc, i, words[k].word)) {
            *gender = (enum gender)words[k].gender;
            return (enum pronoun_kind)words[k].kind;
        }
    return PRONOUN_NONE;
}

static bool agrees(const struct coref *c, const struct occurrence *o, enum pronoun_kind kind, enum gender gender)
{
    const struct entity *e = &c->a->entities[o->entity];

    if (kind == PRONOUN_HE)
        return e->kind == ACTOR_PERSON && !e->plural && (!e->gender || e->gender == gender);
    if (kind == PRONOUN_IT)
        return e->kind != ACTOR_PERSON && !e->plural;
    return e->kind != ACTOR_PERSON || e->plural;
}

/* Another subject or object of the pronoun's verb, whom it cannot mean: "Arnaud told him". */
static uint32_t other_argument(const struct coref *c, uint32_t pronoun)
{
    uint32_t verb = c->doc->tokens[pronoun].head;

    if (relation_at(c->a, pronoun) == RELATION_NMOD_POSS || verb == DOCUMENT_NO_HEAD)
        return NO_ENTITY;
    for (uint32_t d = arcs_first(c->doc, verb); d != DOCUMENT_NO_HEAD; d = arcs_next(c->doc, d)) {
        uint8_t relation = relation_at(c->a, d);

        if (d != pronoun && c->a->entity_of[d] &&
            (relation == RELATION_NSUBJ || relation == RELATION_NSUBJ_PASS || relation == RELATION_OBJ ||
             relation == RELATION_IOBJ))
            return c->a->entity_of[d] - 1;
    }
    return NO_ENTITY;
}

/* A better antecedent has a higher number. */
static int worth(const struct coref *c, uint32_t i, const struct occurrence *o)
{
    int w = c->a->entities[o->entity].n_members ? 4 : 2;

    if (o->flags & SEEN_SAYS)
        w += 4;
    else if (o->flags & SEEN_SUBJECT)
        w += 2;
    if (o->flags & SEEN_ASIDE)
        w -= 2;
    if ((o->flags & SEEN_QUOTED) && !coref_quoted(c, i))
        w -= 6; /* spoken of in a quotation */
    return w;
}

/* Has the sentence a subject of that number that is no entity? "Republicans had called a hearing because they ...":
 * "they" is no party then. */
static bool has_other_subject(const struct coref *c, const struct sentence *s, uint32_t before, enum pronoun_kind kind)
{
    for (uint32_t i = s->first, n = 0; i < s->end && i < before && n < OCCURRENCES_TRIED; i++, n++) {
        bool plural = c->doc->tokens[i].feats & FEAT_PLURAL;

        if ((relation_at(c->a, i) == RELATION_NSUBJ || relation_at(c->a, i) == RELATION_NSUBJ_PASS) &&
            (upos_at(c->a, i) == UPOS_NOUN || upos_at(c->a, i) == UPOS_PROPN) && !c->a->entity_of[i] &&
            plural == (kind == PRONOUN_THEY))
            return true;
    }
    return false;
}

static uint32_t antecedent(const struct coref *c, uint32_t i, enum pronoun_kind kind, enum gender gender,
                           uint32_t speaker)
{
    uint32_t fallback = NO_ENTITY, other = other_argument(c, i);

    for (uint32_t back = 0; back <= NEAR_SENTENCES && back <= c->sentence; back++) {
        const struct occurrence *best = NULL;
        int most = 0, tried = 0;

        for (uint32_t k = c->last[c->sentence - back]; k && tried < OCCURRENCES_TRIED; k = c->at[k - 1].next, tried++) {
            const struct occurrence *o = &c->at[k - 1];
            int w;

            if (o->token >= i || o->entity == speaker || o->entity == other || !agrees(c, o, kind, gender))
                continue;
            w = worth(c, i, o);
            if (w < 0) {
                if (fallback == NO_ENTITY)
                    fallback = o->entity;
                continue;
            }
            /* Of equals the first of the sentence; "his" goes to the nearest subject. */
            if (!best || w > most ||
                (w == most && (o->token < best->token) == (relation_at(c->a, i) != RELATION_NMOD_POSS || back > 0))) {
                best = o;
                most = w;
            }
        }
        if (kind != PRONOUN_HE && (!best || !(best->flags & SEEN_SUBJECT)) &&
            has_other_subject(c, &c->doc->sentences[c->sentence - back], i, kind))
            return NO_ENTITY;
        if (best)
            return best->entity;
    }
    return fallback;
}

/* "Hadid, whose troops hold the bridge": up to the relative clause, and to the noun it hangs on. */
static uint32_t relative(const struct coref *c, uint32_t i)
{
    bool person = token_is(c->doc, i, "who") || token_is(c->doc, i, "whom");

    for (int climb = 0; climb < 6 && i != DOCUMENT_NO_HEAD; climb++) {
        if (relation_at(c->a, i) == RELATION_ACL_RELCL) {
            uint32_t head = c->doc->tokens[i].head;

            /* "Samuel Holm, an assistant at the port who told": a port is no "who", and the assistant is Holm.
             */
            for (int up = 0; up < 3 && head != DOCUMENT_NO_HEAD; up++) {
                uint8_t relation = relation_at(c->a, head);
                bool thing = person && !c->a->entity_of[head] && relation == RELATION_NMOD;

                if (!thing && (relation != RELATION_APPOS || !c->a->entity_of[c->doc->tokens[head].head]))
                    break;
                head = c->doc->tokens[head].head;
            }
            return head != DOCUMENT_NO_HEAD && c->a->entity_of[head] ? c->a->entity_of[head] - 1 : NO_ENTITY;
        }
        i = c->doc->tokens[i].head;
    }
    return NO_ENTITY;
}

uint32_t coref_quoter(const struct coref *c)
{
    uint32_t s = c->sentence, paragraph = c->doc->sentences[s].paragraph;

    if (c->speaker[s] && !coref_quoted(c, c->speaker[s] - 1))
        return c->a->entity_of[c->speaker[s] - 1] ? c->a->entity_of[c->speaker[s] - 1] - 1 : NO_ENTITY;
    for (uint32_t k = 1; k <= NEAR_SENTENCES; k++) {
        uint32_t token = 0;

        /* "A. B," he said. */
        if (s + k < c->doc->n_sentences && c->doc->sentences[s + k].paragraph == paragraph)
            token = c->speaker[s + k];
        if (!token && s >= k && c->doc->sentences[s - k].paragraph == paragraph)
            token = c->speaker[s - k];
        if (token)
            return c->a->entity_of[token - 1] ? c->a->entity_of[token - 1] - 1 : NO_ENTITY;
    }
    return c->last_speaker;
}

/* "It is clear that they met", "it is time to go": does "it" stand for what its predicate has behind it? The parser
 * says so of "it is ready to talk" and "it is near to a truce" as well. */
static bool stands_for_clause(const struct coref *c, uint32_t predicate)
{
    if (predicate == DOCUMENT_NO_HEAD || token_says(c->doc, predicate) ||
        (c->doc->tokens[predicate].feats & FEAT_MINDED))
        return false;
    if (upos_at(c->a, predicate) != UPOS_ADJ)
        return true;
    for (uint32_t d = arcs_first(c->doc, predicate); d != DOCUMENT_NO_HEAD; d = arcs_next(c->doc, d)) {
        uint8_t relation = relation_at(c->a, d);

        if (d > predicate && (relation == RELATION_CSUBJ || relation == RELATION_CCOMP || relation == RELATION_XCOMP ||
                              relation == RELATION_ADVCL || relation == RELATION_ACL))
            return true;
        if (d > predicate && relation == RELATION_OBL && arcs_case(c->doc, d) != DOCUMENT_NO_HEAD)
            return false;
    }
    return true;
}

priscus_status pronoun_read(struct coref *c, uint32_t i, enum pronoun_kind kind, enum gender gender)
{
    uint32_t speaker = coref_quoted(c, i) ? coref_quoter(c) : NO_ENTITY, e;

    switch (kind) {
    case PRONOUN_I:
    case PRONOUN_WHO: /* they name nobody anew */
        e = kind == PRONOUN_I ? speaker : relative(c, i);
        if (e != NO_ENTITY)
            c->a->entity_of[i] = e + 1;
        return PRISCUS_OK;
    case PRONOUN_IT:
        if (relation_at(c->a, i) == RELATION_EXPL && stands_for_clause(c, c->doc->tokens[i].head))
            return PRISCUS_OK;
        break;
    default:
        break;
    }
    e = antecedent(c, i, kind, gender, speaker);
    if (e != NO_ENTITY && gender && c->a->entities[e].gender == GENDER_UNKNOWN)
        c->a->entities[e].gender = gender;
    return coref_give(c, i, e);
}
