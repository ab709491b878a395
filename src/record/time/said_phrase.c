/* said_phrase.c - which date phrase of a sentence says when it was said.
 *
 *     Holm told the Herald on Tuesday that the line would open on Friday.
 *
 * Two phrases, and only one hangs on "told": the other says when the thing happens. The tree tells them apart. A
 * phrase counts if it hangs on the cue, or on what the cue governs about the occasion ("in an interview with the
 * Herald on Tuesday"), on the speaker ("the palace on Thursday said"), on "speaking" beside the cue, or on the verb
 * that the cue goes on from ("met the council on Tuesday, saying ..."). It does not count inside the content or on
 * the verb of any other clause. Of several the one with the fewest arcs to the cue counts, then the nearest. */
#include "record/time/said_phrase.h"

#include "language/sentence/arcs.h"
#include "record/time/when_scan.h"

#define HOPS_MAX       6   /* arcs between a phrase and the cue's verb          */
#define REACH_TOKENS   200 /* how far from the cue a phrase is looked for       */
#define DATELINE_WORDS 12  /* "SOUTHMERE, May 26 (NNA) -"                       */

static const struct token *token(const struct saying *s, uint32_t i)
{
    return &s->doc->tokens[i];
}

bool said_in_content(const struct said_place *p, uint32_t i)
{
    for (size_t k = 0; k < p->n_content; k++)
        if (i >= p->content[k].first && i < p->content[k].end)
            return true;
    return false;
}

/* ---- what the cue hangs on --------------------------------------------------------------- */

static bool has_subject_before(const struct document *doc, uint32_t verb)
{
    return arcs_subject(doc, verb) < verb; /* DOCUMENT_NO_HEAD is not before it */
}

/* "declined to [say]", "met the council, [saying]", "ruled it out and [said]": a date on the verb before is the cue's
 * as well. */
static void find_anchors(struct saying *s)
{
    uint32_t at = arcs_main_word(s->doc, s->place->cue.first, s->place->cue.end);
    bool early = false;

    if (token(s, at)->upos == UPOS_ADP && token(s, at)->head != DOCUMENT_NO_HEAD) /* according to a statement */
        at = token(s, at)->head;
    s->verb = at;
    for (s->n = 0; s->n < ANCHORS_MAX;) {
        const struct token *t = token(s, at);

        s->anchors[s->n] = at;
        s->early[s->n++] = early;
        if (t->head == DOCUMENT_NO_HEAD || said_in_content(s->place, t->head))
            break;
        if (t->relation == RELATION_CONJ && t->upos == UPOS_VERB && !has_subject_before(s->doc, at))
            early = true;
        else if (t->relation != RELATION_XCOMP && !(t->relation == RELATION_ADVCL && t->feats & FEAT_GERUND))
            break;
        at = t->head;
    }
}

bool saying_init(struct saying *s, const struct document *doc, const struct phrase_set *words,
                 const struct said_place *place)
{
    if (place->cue.first >= place->cue.end || place->cue.end > doc->n_tokens)
        return false;
    *s = (struct saying){
        .doc = doc, .words = words, .place = place, .sentence = &doc->sentences[sentence_at(doc, place->cue.first)]
    };
    find_anchors(s);
    return true;
}

bool saying_is_anchor(const struct saying *s, uint32_t i, uint32_t phrase_end)
{
    for (size_t k = 0; k < s->n; k++)
        if (s->anchors[k] == i)
            return !s->early[k] || phrase_end <= i;
    return false;
}

/* ---- what a phrase hangs on -------------------------------------------------------------- */

struct text said_preposition(const struct document *doc, uint32_t noun)
{
    uint32_t preposition = arcs_case(doc, noun);

    return preposition == DOCUMENT_NO_HEAD ? text_c("") : doc->tokens[preposition].norm;
}

static bool is_word(const struct saying *s, uint32_t i, enum occasion_kind kind)
{
    return occasion_word(s->words, s->doc, (struct token_range){ s->sentence->first, s->sentence->end }, i, kind);
}

/* Whom or where one speaks to, and not what one speaks of. */
static bool is_audience(const struct saying *s, uint32_t i)
{
    const struct token *t = token(s, i);

    return t->upos == UPOS_PROPN || t->upos == UPOS_PRON || is_word(s, i, OCCASION_AUDIENCE) ||
           is_word(s, i, OCCASION_CHANNEL);
}

/* "Thursday's" */
static bool is_possessive(const struct saying *s, const struct when *w)
{
    return text_ends(token(s, w->end - 1)->norm, "'s") ||
           (w->end < s->sentence->end && word_in(token(s, w->end)->norm, "'s '"));
}

/* "by Friday" */
static bool is_bounded(const struct saying *s, const struct when *w)
{
    return word_in(token(s, w->first)->norm, "since until till by before after between from");
}

/* May a date that hangs on this noun, which hangs on the cue, be the cue's? */
static bool passes(const struct saying *s, uint32_t noun)
{
    const struct token *t = token(s, noun);
    struct text adposition = said_preposition(s->doc, noun);

    switch (t->relation) {
    case RELATION_NSUBJ:
    case RELATION_NSUBJ_PASS:
    case RELATION_FLAT:
    case RELATION_APPOS:
    case RELATION_NMOD_DESC:
        return true;
    case RELATION_OBJ:
    case RELATION_IOBJ:
        return is_audience(s, noun);
    case RELATION_OBL:
    case RELATION_OBL_UNMARKED:
    case RELATION_NMOD:
        if (word_in(adposition, "on to before"))
            return is_audience(s, noun);
        return adposition.len == 0 ||
               word_in(adposition, "in at during with via through from by alongside aboard outside near") ||
               (t->relation == RELATION_NMOD && word_in(adposition, "of for"));
    case RELATION_ADVMOD:
        return true;
    default:
        return false;
    }
}

/* How many arcs lead from the phrase to the cue; 0: it says when something else was. *published: it says when the
 * words were published, on or after the day when they were said. */
static int arcs_to_cue(const struct saying *s, const struct when *w, bool *published)
{
    uint32_t at = arcs_main_word(s->doc, w->first, w->end);
    *published = false;
    for (uint32_t i = w->first; i < w->end; i++) /* a phrase that the parser took apart */
        if (token(s, i)->head != DOCUMENT_NO_HEAD && saying_is_anchor(s, token(s, i)->head, w->end))
            at = i;
    if (token(s, at)->relation == RELATION_NMOD_POSS || token(s, at)->relation == RELATION_COMPOUND ||
        is_possessive(s, w)) { /* "Thursday's raid", but "at Thursday's briefing" */
        uint32_t noun = token(s, at)->head;

        return noun != DOCUMENT_NO_HEAD && is_word(s, noun, OCCASION_EVENT) &&
                       token(s, noun)->relation == RELATION_OBL &&
                       word_in(said_preposition(s->doc, noun), "in at during") &&
                       token(s, noun)->head != DOCUMENT_NO_HEAD && !said_in_content(s->place, noun) &&
                       saying_is_anchor(s, token(s, noun)->head, w->end)
                   ? 2
                   : 0;
    }
    for (int hops = 1; hops <= HOPS_MAX; hops++) {
        uint32_t head = token(s, at)->head;

        if (hops > 1 && !*published && !passes(s, at) && token(s, at)->relation != RELATION_ADVCL)
            return 0;
        if (head == DOCUMENT_NO_HEAD || said_in_content(s->place, head))
            return 0;
        if (saying_is_anchor(s, head, w->end))
            return is_bounded(s, w) && hops > 1 ? 0 : hops;
        if (arcs_is_clause(s->doc, head)) {
            const struct token *t = token(s, head);

            if (t->relation == RELATION_ADVCL && t->feats & (FEAT_GERUND | FEAT_PARTICIPLE) &&
                word_in(t->lemma,
                        "speak talk address write appear testify ask reply respond comment question quote tell")) {
                /* "Speaking in Dalgo on Thursday, he said": as good as the cue itself */
            } else if ((t->relation == RELATION_ACL || t->relation == RELATION_ACL_RELCL) &&
                       word_in(t->lemma, "publish air broadcast release post print carry")) {
                *published = true;
            } else {
                return 0;
            }
        }
        at = head;
    }
    return 0;
}

/* Is it part of the dateline, whose place and day are those of the report? */
static bool in_dateline(const struct saying *s, const struct when *w)
{
    const struct sentence *sentence = s->sentence;
    struct text first = token_text(s->doc, sentence->first);

    if (w->first - sentence->first > DATELINE_WORDS || first.len < 3 ||
        (sentence > s->doc->sentences && sentence[-1].paragraph == sentence->paragraph))
        return false;
    for (size_t i = 0; i < first.len; i++)
        if (first.ptr[i] >= 'a' && first.ptr[i] <= 'z')
            return false;
    for (uint32_t i = w->end; i < sentence->end && i < w->end + DATELINE_WORDS; i++)
        if (word_in(token(s, i)->norm, "- -- – — /"))
            return true;
    return false;
}

/* "Holm first announced the terms for opening the line on June 14": "first" asks for a day, and the last words of the
 * sentence tell it, though the parser hangs them on "opening". */
static bool is_first(const struct saying *s, const struct when *w)
{
    bool asks = false;
    uint32_t end = w->end;

    while (end < s->sentence->end && token(s, end)->upos == UPOS_PUNCT)
        end++;
    if (end < s->sentence->end || w->first < s->verb || !date_known(w->date) || is_bounded(s, w))
        return false;
    for (uint32_t d = arcs_first(s->doc, s->verb); d != DOCUMENT_NO_HEAD; d = arcs_next(s->doc, d))
        asks |= token(s, d)->relation == RELATION_ADVMOD && word_in(token(s, d)->norm, "first initially originally");
    for (uint32_t i = s->verb + 1; asks && i < w->first; i++)
        asks = !relation_is_subject(token(s, i)->relation) && token(s, i)->upos != UPOS_PUNCT;
    return asks && token(s, s->verb)->feats & FEAT_PAST;
}

/* The phrase stands right beside cue and source, whatever the parser made of it. */
static bool beside_cue(const struct saying *s, const struct when *w)
{
    const struct said_place *p = s->place;

    if (is_possessive(s, w) || is_bounded(s, w) || (p->is_position && !p->looks_back))
        return false;
    return w->first == p->cue.end || w->end == p->cue.first ||
           (p->source.first >= p->cue.end && p->source.first <= p->cue.end + 1 && w->first == p->source.end);
}

/* Does the content, or a piece of it, stand between the cue and the phrase? */
static bool behind_content(const struct said_place *p, const struct when *w)
{
    for (size_t k = 0; k < p->n_content; k++)
        if (p->content[k].first >= p->cue.end && p->content[k].end <= w->first)
            return true;
    return false;
}

/* Is the date after the publication? What is reported was said before it. */
static bool to_come(const struct said_place *p, const struct when *w)
{
    const struct date *published = &p->today;

    return published->precision >= PRECISION_DAY && published->precision < PRECISION_BEFORE && date_known(w->date) &&
           (w->date.precision == PRECISION_BEFORE ? date_to_days(w->date) >= date_to_days(*published)
                                                  : date_to_days(w->date) > date_to_days(*published));
}

/* "Published on Friday": on that day or before. */
static struct date by_then(struct date published)
{
    struct date by = date_from_days(date_last_days(published));

    by.precision = PRECISION_BEFORE;
    return by;
}

bool said_phrase(const struct document *doc, const struct phrase_set *words, const struct said_place *place,
                 struct when *out)
{
    struct saying s;
    uint32_t at, end, best = UINT32_MAX;
    struct when w;

    if (!saying_init(&s, doc, words, place))
        return false;
    at = s.sentence->first;
    if (place->cue.first > at + REACH_TOKENS)
        at = place->cue.first - REACH_TOKENS;
    end = s.sentence->end;
    if (end > place->cue.end + REACH_TOKENS)
        end = place->cue.end + REACH_TOKENS;
    for (; when_find(doc, at, end, place->today, doc->article->day_first, &w); at = w.end) {
        bool inside = said_in_content(place, w.first), published;
        uint32_t away = w.first >= place->cue.end    ? w.first - place->cue.end
                        : w.first < place->cue.first ? place->cue.first - w.first
                                                     : 0;
        uint32_t cost;
        int arcs = arcs_to_cue(&s, &w, &published);
        bool first = arcs == 0 && is_first(&s, &w);

        if (first)
            arcs = HOPS_MAX;
        if (in_dateline(&s, &w) || (inside && !first && !(w.first == place->cue.end && arcs == 1)))
            continue;
        if (arcs == 0 && !beside_cue(&s, &w))
            continue;
        if (to_come(place, &w) || (is_bounded(&s, &w) && behind_content(place, &w)))
            continue;
        cost = (uint32_t)(arcs ? arcs : HOPS_MAX + 1) * REACH_TOKENS * 2 + away;
        if (cost >= best)
            continue;
        best = cost;
        *out = w;
        if (published && date_known(w.date) && w.date.precision < PRECISION_BEFORE)
            out->date = by_then(w.date);
    }
    return best != UINT32_MAX;
}
