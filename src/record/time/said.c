/* said.c - when it was said.
 *
 *     Holm told the Herald on Tuesday that the line would open on Friday.
 *
 * Two phrases, and only one hangs on "told": the other says when the thing happens. The tree tells them apart.
 * A phrase counts if it hangs on the cue, or on what the cue governs about the occasion ("in an interview with
 * the Herald on Tuesday"), on the speaker ("the palace on Thursday said"), on "speaking" beside the cue, or on
 * the verb that the cue goes on from ("met the council on Tuesday, saying ..."). It does not count inside the
 * content or on the verb of any other clause.
 *
 *     He added that the fee was fair.              goes on from the statement before: of Tuesday too
 *     The council has said that it would pay.      at some time: unknown
 *     Earlier, Holm said that the port was open.   before that: unknown
 *
 * Known gap: a speech that the sentence before dates ("They met on Monday. After the meeting, ..."). */
#include "record/time/said.h"

#include "record/time/when_scan.h"

#define ANCHORS_MAX    4
#define HOPS_MAX       6   /* arcs between a phrase and the cue's verb          */
#define REACH_TOKENS   200 /* how far from the cue a phrase is looked for       */
#define CASE_TOKENS    8   /* between a preposition and its noun                */
#define DATELINE_WORDS 12  /* "SOUTHMERE, May 26 (NNA) -"                       */
#define BACK_MAX       16  /* statements looked at to go on from                */
#define PARAGRAPHS_MAX 3   /* between a statement and the one it goes on from   */

struct saying {
    const struct document *doc;
    const struct said_place *place;
    const struct sentence *sentence;
    uint32_t verb;                 /* the cue's main word */
    uint32_t anchors[ANCHORS_MAX]; /* that, and the verbs that it goes on from */
    bool early[ANCHORS_MAX];       /* only what stands before this anchor counts for the cue as well */
    size_t n;
};

static const struct token *token(const struct saying *s, uint32_t i)
{
    return &s->doc->tokens[i];
}

static bool in_content(const struct said_place *p, uint32_t i)
{
    for (size_t k = 0; k < p->n_content; k++)
        if (i >= p->content[k] && i < p->content_end[k])
            return true;
    return false;
}

/* ---- what the cue hangs on --------------------------------------------------------------- */

/* The token of [first, end) whose head lies outside, a verb if there is one. */
static uint32_t main_word(const struct document *doc, uint32_t first, uint32_t end)
{
    uint32_t found = first;
    bool any = false;

    for (uint32_t i = first; i < end; i++) {
        uint32_t head = doc->tokens[i].head;

        if (head != DOCUMENT_NO_HEAD && head >= first && head < end)
            continue;
        if (doc->tokens[i].upos == UPOS_VERB)
            return i;
        if (!any)
            found = i;
        any = true;
    }
    return found;
}

static bool has_subject(const struct saying *s, uint32_t verb)
{
    for (uint32_t i = s->sentence->first; i < verb; i++)
        if (token(s, i)->head == verb &&
            (token(s, i)->relation == RELATION_NSUBJ || token(s, i)->relation == RELATION_NSUBJ_PASS))
            return true;
    return false;
}

/* "declined to [say]", "met the council, [saying]", "ruled it out and [said]": the verb before is dated alike.
 */
static void find_anchors(struct saying *s)
{
    uint32_t at = main_word(s->doc, s->place->cue, s->place->cue_end);
    bool early = false;

    if (token(s, at)->upos == UPOS_ADP && token(s, at)->head != DOCUMENT_NO_HEAD) /* according to a statement */
        at = token(s, at)->head;
    s->verb = at;
    for (s->n = 0; s->n < ANCHORS_MAX;) {
        const struct token *t = token(s, at);

        s->anchors[s->n] = at;
        s->early[s->n++] = early;
        if (t->head == DOCUMENT_NO_HEAD || in_content(s->place, t->head))
            break;
        if (t->relation == RELATION_CONJ && t->upos == UPOS_VERB && !has_subject(s, at))
            early = true;
        else if (t->relation != RELATION_XCOMP && !(t->relation == RELATION_ADVCL && t->feats & FEAT_GERUND))
            break;
        at = t->head;
    }
}

static bool is_anchor(const struct saying *s, uint32_t i, const struct when *w)
{
    for (size_t k = 0; k < s->n; k++)
        if (s->anchors[k] == i)
            return !s->early[k] || w->end <= i;
    return false;
}

/* ---- what a phrase hangs on -------------------------------------------------------------- */

/* The preposition of a noun; "" if it has none. */
static struct text case_of(const struct saying *s, uint32_t noun)
{
    for (uint32_t i = noun; i-- > s->sentence->first && noun - i <= CASE_TOKENS;)
        if (token(s, i)->head == noun && token(s, i)->relation == RELATION_CASE)
            return token(s, i)->norm;
    return text_of("", 0);
}

/* Whom or where one speaks to, and not what one speaks of. */
static bool is_audience(const struct token *t)
{
    return t->upos == UPOS_PROPN || t->upos == UPOS_PRON ||
           word_in(t->lemma,
                   "reporter journalist press parliament lawmaker newspaper paper daily magazine agency television "
                   "tv "
                   "radio medium media outlet broadcaster channel audience crowd council senate assembly congress "
                   "committee supporter delegate diplomat network website site page account twitter facebook "
                   "telegram "
                   "podcast show programme program visit trip tour phone call");
}

static bool is_occasion(const struct token *t)
{
    return word_in(t->lemma,
                   "interview briefing conference speech address statement debate meeting session hearing summit "
                   "rally forum event gathering ceremony sermon broadcast call post tweet letter testimony");
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
    struct text adposition = case_of(s, noun);

    switch (t->relation) {
    case RELATION_NSUBJ:
    case RELATION_NSUBJ_PASS:
    case RELATION_FLAT:
    case RELATION_APPOS:
    case RELATION_NMOD_DESC:
        return true;
    case RELATION_OBJ:
    case RELATION_IOBJ:
        return is_audience(t);
    case RELATION_OBL:
    case RELATION_OBL_UNMARKED:
    case RELATION_NMOD:
        if (word_in(adposition, "on to before"))
            return is_audience(t);
        return adposition.len == 0 ||
               word_in(adposition, "in at during with via through from by alongside aboard outside near") ||
               (t->relation == RELATION_NMOD && word_in(adposition, "of for"));
    case RELATION_ADVMOD:
        return true;
    default:
        return false;
    }
}

static bool heads_clause(const struct token *t)
{
    switch (t->relation) {
    case RELATION_ROOT:
    case RELATION_CCOMP:
    case RELATION_XCOMP:
    case RELATION_ADVCL:
    case RELATION_ADVCL_RELCL:
    case RELATION_ACL:
    case RELATION_ACL_RELCL:
    case RELATION_CSUBJ:
    case RELATION_PARATAXIS:
        return true;
    default:
        return t->upos == UPOS_VERB;
    }
}

/* How many arcs lead from the phrase to the cue; 0: it says when something else was. *published: it says when
 * the words came out, which is not before they were said. */
static int arcs_to_cue(const struct saying *s, const struct when *w, bool *published)
{
    uint32_t at = main_word(s->doc, w->first, w->end);
    *published = false;
    for (uint32_t i = w->first; i < w->end; i++) /* a phrase that the parser took apart */
        if (token(s, i)->head != DOCUMENT_NO_HEAD && is_anchor(s, token(s, i)->head, w))
            at = i;
    if (token(s, at)->relation == RELATION_NMOD_POSS || token(s, at)->relation == RELATION_COMPOUND ||
        is_possessive(s, w)) { /* "Thursday's raid", but "at Thursday's briefing" */
        uint32_t noun = token(s, at)->head;

        return noun != DOCUMENT_NO_HEAD && is_occasion(token(s, noun)) && token(s, noun)->relation == RELATION_OBL &&
                       word_in(case_of(s, noun), "in at during") && token(s, noun)->head != DOCUMENT_NO_HEAD &&
                       !in_content(s->place, noun) && is_anchor(s, token(s, noun)->head, w)
                   ? 2
                   : 0;
    }
    for (int hops = 1; hops <= HOPS_MAX; hops++) {
        uint32_t head = token(s, at)->head;

        if (hops > 1 && !*published && !passes(s, at) && token(s, at)->relation != RELATION_ADVCL)
            return 0;
        if (head == DOCUMENT_NO_HEAD || in_content(s->place, head))
            return 0;
        if (is_anchor(s, head, w))
            return is_bounded(s, w) && hops > 1 ? 0 : hops;
        if (heads_clause(token(s, head))) {
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

/* The place and day that a report begins with are the report's. */
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

/* The phrase stands right beside cue and source, whatever the parser made of it. */
static bool beside_cue(const struct saying *s, const struct when *w)
{
    const struct said_place *p = s->place;

    if (is_possessive(s, w) || is_bounded(s, w))
        return false;
    return w->first == p->cue_end || w->end == p->cue ||
           (p->source >= p->cue_end && p->source <= p->cue_end + 1 && w->first == p->source_end);
}

/* Does the content, or a piece of it, stand between the cue and the phrase? */
static bool behind_content(const struct said_place *p, const struct when *w)
{
    for (size_t k = 0; k < p->n_content; k++)
        if (p->content[k] >= p->cue_end && p->content_end[k] <= w->first)
            return true;
    return false;
}

/* What is reported has been said by the day of the report. */
static bool to_come(const struct said_place *p, const struct when *w)
{
    const struct date *published = &p->today;

    return published->precision >= PRECISION_DAY && published->precision < PRECISION_BEFORE && date_known(w->date) &&
           (w->date.precision == PRECISION_BEFORE ? date_to_days(w->date) >= date_to_days(*published)
                                                  : date_to_days(w->date) > date_to_days(*published));
}

bool said_find(const struct document *doc, const struct said_place *place, struct when *out)
{
    struct saying s = { .doc = doc, .place = place };
    uint32_t at, end, best = UINT32_MAX;
    struct when w;

    if (place->cue >= place->cue_end || place->cue_end > doc->n_tokens)
        return false;
    s.sentence = &doc->sentences[sentence_at(doc, place->cue)];
    find_anchors(&s);
    at = place->cue > s.sentence->first + REACH_TOKENS ? place->cue - REACH_TOKENS : s.sentence->first;
    end = place->cue_end + REACH_TOKENS < s.sentence->end ? place->cue_end + REACH_TOKENS : s.sentence->end;
    for (; when_find(doc, at, end, place->today, doc->article->day_first, &w); at = w.end) {
        bool inside = in_content(place, w.first), printed;
        uint32_t away = w.first >= place->cue_end ? w.first - place->cue_end : place->cue - w.first;
        uint32_t cost;
        int arcs = arcs_to_cue(&s, &w, &printed);

        if (in_dateline(&s, &w) || (inside && !(w.first == place->cue_end && arcs == 1)))
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
        if (printed && date_known(w.date) && w.date.precision < PRECISION_BEFORE) {
            out->date = date_from_days(date_last_days(w.date));
            out->date.precision = PRECISION_BEFORE;
        }
    }
    return best != UINT32_MAX;
}

/* ---- going on from the statement before -------------------------------------------------- */

/* The token that begins at or after the byte. */
static uint32_t token_from(const struct document *doc, uint32_t byte)
{
    size_t low = 0, high = doc->n_tokens;

    while (low < high) {
        size_t middle = (low + high) / 2;

        if (doc->tokens[middle].span.begin < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static struct said_place place_of(const struct document *doc, const struct statement *st)
{
    struct said_place p = { .cue = token_from(doc, st->cue.begin),
                            .cue_end = token_from(doc, st->cue.end),
                            .source = token_from(doc, st->source.begin),
                            .source_end = token_from(doc, st->source.end),
                            .n_content = st->n_content,
                            .today = doc->article->published };

    for (size_t k = 0; k < st->n_content; k++) {
        p.content[k] = token_from(doc, st->content[k].begin);
        p.content_end[k] = token_from(doc, st->content[k].end);
    }
    return p;
}

/* "said in a post", "tweeted": an occasion of its own, that nothing said before dates */
static bool has_occasion(const struct saying *s)
{
    if (word_in(token(s, s->verb)->lemma, "write tweet post testify"))
        return true;
    for (uint32_t i = s->sentence->first; i < s->sentence->end; i++) {
        if (token(s, i)->relation != RELATION_DET || !word_in(token(s, i)->norm, "a an another") ||
            token(s, i)->head == DOCUMENT_NO_HEAD)
            continue;
        if (token(s, token(s, i)->head)->head == s->verb &&
            word_in(case_of(s, token(s, i)->head), "in at on during to"))
            return true;
    }
    return false;
}

/* May it go on from what was said before? "said", "adding", a quotation without a cue; not "has said", "says",
 * "earlier said", "said in a post". */
static bool goes_on(const struct document *doc, const struct said_place *p)
{
    struct saying s = { .doc = doc, .place = p };
    struct auxiliaries aux;
    const struct token *t;

    if (p->cue >= p->cue_end)
        return true;
    s.sentence = &doc->sentences[sentence_at(doc, p->cue)];
    find_anchors(&s);
    t = token(&s, s.verb);
    aux = verb_auxiliaries(doc, s.verb);
    if (t->upos != UPOS_VERB || aux.ahead || aux.have || aux.to || aux.is || aux.was ||
        !(t->feats & (FEAT_PAST | FEAT_PARTICIPLE | FEAT_GERUND)) || has_occasion(&s))
        return false;
    for (uint32_t i = s.sentence->first; i < s.sentence->end; i++)
        if (word_in(token(&s, i)->norm, "earlier previously once repeatedly long already formerly before often always "
                                        "recently later then separately meanwhile ago twice") &&
            !in_content(p, i) && token(&s, i)->head != DOCUMENT_NO_HEAD &&
            is_anchor(&s, token(&s, i)->head, &(struct when){ 0 }))
            return false;
    return true;
}

/* Where it begins: the cue's place, or, of a bare quotation, its own. */
static uint32_t begin_of(const struct statement *st)
{
    return span_empty(st->cue) ? st->content[0].begin : st->cue.begin;
}

static size_t paragraph_of(const struct document *doc, const struct statement *st)
{
    uint32_t i = token_from(doc, begin_of(st));

    return doc->sentences[sentence_at(doc, i < doc->n_tokens ? i : (uint32_t)doc->n_tokens - 1)].paragraph;
}

static bool same_speaker(const struct statement *a, const struct statement *b)
{
    return a->speaker.len && text_eq_fold(a->speaker, b->speaker) && !text_starts_fold(a->speaker, "a ") &&
           !text_starts_fold(a->speaker, "an ") && !text_starts_fold(a->speaker, "another ") &&
           !text_starts_fold(a->speaker, "some ");
}

/* Does the page call the speaker by name, by a pronoun or not at all? "The official", "the statement" may be
 * anybody's. */
static bool is_named(const struct document *doc, const struct said_place *p, const struct statement *st)
{
    if (p->source >= p->source_end)
        return true;
    for (uint32_t i = p->source; i < p->source_end; i++) {
        const struct token *t = &doc->tokens[i];

        if (t->upos == UPOS_PRON || (t->upos == UPOS_PROPN && text_find(st->speaker, token_text(doc, i), 0) != NOWHERE))
            return true;
    }
    return false;
}

static void set_words(const struct document *doc, const struct when *when, struct date *said_on, struct span *words)
{
    *said_on = when->date;
    *words = (struct span){ doc->tokens[when->first].span.begin, doc->tokens[when->end - 1].span.end };
}

/* The last statement of the same speaker before this one, if it is near enough to go on from. */
static const struct statement *before(const struct document *doc, const struct record *record, size_t i,
                                      size_t paragraphs)
{
    const struct statement *st = &record->statements[i], *found = NULL;

    for (size_t j = i; j-- > 0 && i - j <= BACK_MAX;) {
        const struct statement *other = &record->statements[j];

        if (same_speaker(st, other) && begin_of(other) < begin_of(st) && (!found || begin_of(other) > begin_of(found)))
            found = other;
    }
    return found && paragraph_of(doc, st) <= paragraph_of(doc, found) + paragraphs ? found : NULL;
}

/* Are the words of the cue another's, quoted? "Last night" is then of another day than the page's. `outer`:
 * what the statement around is. */
static bool in_quotation(const struct document *doc, const struct said_place *p, enum statement_kind outer)
{
    int open = 0;

    if (outer != STATEMENT_MIXED || p->cue >= doc->n_tokens)
        return outer == STATEMENT_DIRECT;
    for (uint32_t i = doc->sentences[sentence_at(doc, p->cue)].first; i < p->cue; i++)
        open += (doc->tokens[i].feats & FEAT_OPENS) != 0 ? 1 : (doc->tokens[i].feats & FEAT_CLOSES) != 0 ? -1 : 0;
    return open > 0;
}

void said_fill(const struct document *doc, struct record *record)
{
    for (size_t i = 0; i < record->n_statements; i++) {
        struct statement *st = &record->statements[i];
        struct said_place place = place_of(doc, st);
        struct when when;

        st->said_on = (struct date){ .zone = DATE_NO_ZONE };
        st->said_words = (struct span){ 0 };
        if (st->inside >= 0 && in_quotation(doc, &place, record->statements[st->inside].kind))
            place.today = (struct date){ .zone = DATE_NO_ZONE };
        if (said_find(doc, &place, &when))
            set_words(doc, &when, &st->said_on, &st->said_words);
    }
    for (size_t i = 0; i < record->n_statements; i++) {
        struct statement *st = &record->statements[i];
        const struct statement *from = st->inside >= 0 ? &record->statements[st->inside] : NULL;
        struct said_place place = place_of(doc, st);

        if (!span_empty(st->said_words) || !goes_on(doc, &place))
            continue;
        if (!from || span_empty(from->said_words) || !same_speaker(st, from))
            from = before(doc, record, i, span_empty(st->cue) || !is_named(doc, &place, st) ? 0 : PARAGRAPHS_MAX);
        if (from) {
            st->said_on = from->said_on;
            st->said_words = from->said_words;
        }
    }
}

void said_fill_positions(const struct document *doc, struct record *record)
{
    for (size_t i = 0; i < record->n_positions; i++) {
        struct position *p = &record->positions[i];
        struct said_place place = { .cue = token_from(doc, p->words.begin),
                                    .cue_end = token_from(doc, p->words.end),
                                    .today = doc->article->published };
        struct when when;

        if (p->statement < 0 && said_find(doc, &place, &when))
            set_words(doc, &when, &p->said_on, &p->said_words);
    }
}
