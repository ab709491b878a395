/* said.c - when it was said.
 *
 *     Holm told the Herald on Tuesday ...          that Tuesday: a phrase of its own (said_phrase.c)
 *     He added that the fee was fair.              goes on from the statement before: of Tuesday too
 *     The council has said that it would pay.      at some time: unknown
 *     Earlier, Holm said that the port was open.   before that: unknown
 *
 * Known gap: a speech that the sentence before dates ("They met on Monday. After the meeting, ..."). */
#include "record/time/said.h"

#include "record/time/said_phrase.h"
#include "record/time/when_scan.h"

#define BACK_MAX       16 /* statements looked at to go on from                */
#define PARAGRAPHS_MAX 3  /* between a statement and the one it goes on from   */

/* Where it begins: the cue's place, or, of a bare quotation, its own. */
static uint32_t begin_of(const struct statement *st)
{
    return span_empty(st->cue) ? st->content[0].begin : st->cue.begin;
}

struct date said_posted_at(const struct document *doc, uint32_t at)
{
    static const struct date unknown = { .zone = DATE_NO_ZONE };

    return article_post_at(doc->article, at) ? article_published_at(doc->article, at) : unknown;
}

static struct said_place place_of(const struct document *doc, const struct statement *st)
{
    struct said_place p = { .cue = tokens_in(doc, st->cue),
                            .source = tokens_in(doc, st->source),
                            .n_content = st->n_content,
                            .today = article_published_at(doc->article, begin_of(st)) };

    for (size_t k = 0; k < st->n_content; k++)
        p.content[k] = tokens_in(doc, st->content[k]);
    return p;
}

/* "said in a post", "tweeted": an occasion of its own, whose day is not that of a statement before */
static bool has_occasion(const struct saying *s)
{
    const struct token *tokens = s->doc->tokens;

    if (word_in(tokens[s->verb].lemma, "write tweet post testify"))
        return true;
    for (uint32_t i = s->sentence->first; i < s->sentence->end; i++) {
        uint32_t noun = tokens[i].head;

        if (tokens[i].relation != RELATION_DET || !word_in(tokens[i].norm, "a an another") || noun == DOCUMENT_NO_HEAD)
            continue;
        if (tokens[noun].head == s->verb && word_in(said_preposition(s->doc, noun), "in at on during to"))
            return true;
    }
    return false;
}

/* "After the raid, Holm ruled it out": on another day, perhaps, than what he said before. */
static bool has_event(const struct saying *s)
{
    for (uint32_t i = s->sentence->first; i < s->verb; i++) {
        uint32_t noun = s->doc->tokens[i].head;

        if (word_in(s->doc->tokens[i].norm, "after following since") && !said_in_content(s->place, i) &&
            noun != DOCUMENT_NO_HEAD && s->doc->tokens[noun].head != DOCUMENT_NO_HEAD &&
            saying_is_anchor(s, s->doc->tokens[noun].head, 0))
            return true;
    }
    return false;
}

/* May it be of the same day as the statement before? "said", "adding" and a quotation without a cue may; "has said",
 * "says", "earlier said" and "said in a post" may not. */
static bool goes_on(const struct document *doc, const struct phrase_set *words, const struct said_place *p)
{
    struct saying s;
    struct auxiliaries aux;
    const struct token *t;

    if (!saying_init(&s, doc, words, p))
        return true;
    t = &doc->tokens[s.verb];
    aux = verb_auxiliaries(doc, s.verb);
    if (t->upos != UPOS_VERB || aux.ahead || aux.have || aux.to || aux.is || aux.was ||
        !(t->feats & (FEAT_PAST | FEAT_PARTICIPLE | FEAT_GERUND)) || has_occasion(&s))
        return false;
    for (uint32_t i = s.sentence->first; i < s.sentence->end; i++)
        if (word_in(doc->tokens[i].norm, "earlier previously once repeatedly long already formerly before often always "
                                         "recently later then separately meanwhile ago twice") &&
            !said_in_content(p, i) && doc->tokens[i].head != DOCUMENT_NO_HEAD &&
            saying_is_anchor(&s, doc->tokens[i].head, 0))
            return false;
    return !has_event(&s);
}

static size_t paragraph_of(const struct document *doc, const struct statement *st)
{
    return doc->sentences[sentence_at(doc, token_at(doc, begin_of(st)))].paragraph;
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
    if (p->source.first >= p->source.end)
        return true;
    for (uint32_t i = p->source.first; i < p->source.end; i++) {
        const struct token *t = &doc->tokens[i];

        if (t->upos == UPOS_PRON || (t->upos == UPOS_PROPN && text_find(st->speaker, token_text(doc, i), 0) != NOWHERE))
            return true;
    }
    return false;
}

void said_set(const struct document *doc, const struct when *when, struct date *said_on, struct span *words)
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

        if (article_post_at(doc->article, begin_of(st)) != article_post_at(doc->article, begin_of(other)))
            continue; /* the post above is mostly a later one */
        if (same_speaker(st, other) && begin_of(other) < begin_of(st) && (!found || begin_of(other) > begin_of(found)))
            found = other;
    }
    return found && paragraph_of(doc, st) <= paragraph_of(doc, found) + paragraphs ? found : NULL;
}

bool said_in_quotation(const struct document *doc, const struct said_place *p, enum statement_kind outer)
{
    int open = 0;

    if (outer != STATEMENT_MIXED || p->cue.first >= doc->n_tokens)
        return outer == STATEMENT_DIRECT;
    for (uint32_t i = doc->sentences[sentence_at(doc, p->cue.first)].first; i < p->cue.first; i++)
        open += (doc->tokens[i].feats & FEAT_OPENS) != 0 ? 1 : (doc->tokens[i].feats & FEAT_CLOSES) != 0 ? -1 : 0;
    return open > 0;
}

void said_fill(const struct document *doc, const struct phrase_set *words, struct record *record)
{
    for (size_t i = 0; i < record->n_statements; i++) {
        struct statement *st = &record->statements[i];
        struct said_place place = place_of(doc, st);
        struct when when;

        st->posted = said_posted_at(doc, begin_of(st));
        st->said_on = (struct date){ .zone = DATE_NO_ZONE };
        st->said_words = (struct span){ 0 };
        if (st->inside >= 0 && said_in_quotation(doc, &place, record->statements[st->inside].kind))
            place.today = (struct date){ .zone = DATE_NO_ZONE };
        if (said_phrase(doc, words, &place, &when))
            said_set(doc, &when, &st->said_on, &st->said_words);
    }
    for (size_t i = 0; i < record->n_statements; i++) {
        struct statement *st = &record->statements[i];
        const struct statement *from = st->inside >= 0 ? &record->statements[st->inside] : NULL;
        struct said_place place = place_of(doc, st);

        if (!span_empty(st->said_words) || !goes_on(doc, words, &place))
            continue;
        if (!from || span_empty(from->said_words) || !same_speaker(st, from))
            from = before(doc, record, i, span_empty(st->cue) || !is_named(doc, &place, st) ? 0 : PARAGRAPHS_MAX);
        if (from) {
            st->said_on = from->said_on;
            st->said_words = from->said_words;
        }
    }
}
