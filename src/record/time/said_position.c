/* said_position.c - when a position was taken.
 *
 *     The palace on Thursday rejected the plan.                    that Thursday
 *     Veshkar agreed last week to a truce, Holm said on Tuesday.   last week: the day of its own clause
 *     Veshkar is ready for a truce, Holm said on Tuesday.          that Tuesday: the day of the statement
 *     Veshkar had ruled out a truce.                               on some day before the page's
 *
 * Only a verb that looks back has a day of its own: in "will agree on Friday" it is the day of what is to come. */
#include "record/time/said.h"

#include "language/sentence/arcs.h"
#include "record/time/said_phrase.h"
#include "record/time/when_scan.h"

#define BACK_MAX 16 /* statements looked at for the day of an earlier one */

/* What is told as it was before that of which the page tells. */
#define BEFORE_NOW "previously formerly initially originally"

static const struct date unknown = { .zone = DATE_NO_ZONE };

/* The last day of `day`, as the day by which it was. */
static struct date by_then(struct date day)
{
    if (!date_known(day) || day.precision >= PRECISION_BEFORE)
        return unknown;
    day = date_from_days(date_last_days(day));
    day.precision = PRECISION_BEFORE;
    return day;
}

/* "had ruled out talks but [is ready for a truce]", "the envoy, who [appealed for one]": without what stands before the clause that has the issue. */
static struct token_range from_verb(const struct document *doc, struct token_range words, const struct position *p)
{
    struct token_range issue = tokens_in(doc, p->issue_words);
    uint32_t t = issue.first < issue.end ? arcs_main_word(doc, issue.first, issue.end) : DOCUMENT_NO_HEAD;

    for (; t != DOCUMENT_NO_HEAD && t > words.first && t < words.end; t = doc->tokens[t].head)
        if (doc->tokens[t].relation == RELATION_ACL_RELCL ||
            (doc->tokens[t].relation == RELATION_CONJ && (doc->tokens[t].upos == UPOS_VERB || arcs_is_clause(doc, t) ||
                                                          arcs_dependent(doc, t, RELATION_COP) != DOCUMENT_NO_HEAD))) {
            words.first = t;
            break;
        }
    return words;
}

/* The words of the position that lie in its statement's content, "Holm declared [that the board had agreed to it]"; all
 * of them where the stance is the cue itself: "Holm imposed [sanctions on Veshkar]". */
static struct token_range own_words(const struct document *doc, const struct record *record, const struct position *p)
{
    struct token_range words = tokens_in(doc, p->words), own = words;
    const struct statement *st = p->statement >= 0 ? &record->statements[p->statement] : NULL;

    for (size_t k = 0; st && k < st->n_content; k++) {
        struct token_range piece = tokens_in(doc, st->content[k]);

        if (!span_holds(st->content[k], p->issue_words))
            continue;
        own.first = own.first > piece.first ? own.first : piece.first;
        own.end = own.end < piece.end ? own.end : piece.end;
    }
    for (uint32_t t = own.first; t < own.end; t++)
        if (doc->tokens[t].upos == UPOS_VERB)
            return from_verb(doc, own, p);
    return from_verb(doc, words, p);
}

static bool looks_back(const struct document *doc, uint32_t verb)
{
    struct auxiliaries aux = verb_auxiliaries(doc, verb);

    if (aux.ahead || aux.to)
        return false;
    return aux.have || aux.was ||
           (doc->tokens[verb].upos == UPOS_VERB &&
            (doc->tokens[verb].feats & FEAT_PAST ||
             (doc->tokens[verb].feats & FEAT_PARTICIPLE && !aux.is))); /* "a truce accepted last week by Orlune" */
}

/* "had agreed", "previously said": the word that tells that it was before; DOCUMENT_NO_HEAD: none does. What somebody
 * says is put into the past ("said that it had not ruled out talks"): with `said`, "had" tells nothing. */
static uint32_t told_before(const struct document *doc, uint32_t verb, bool said)
{
    for (uint32_t d = arcs_first(doc, verb); d != DOCUMENT_NO_HEAD; d = arcs_next(doc, d)) {
        const struct token *t = &doc->tokens[d];

        if (!said && d < verb && t->relation == RELATION_AUX && word_in(t->norm, "had"))
            return d;
        if (t->relation == RELATION_ADVMOD && word_in(t->norm, BEFORE_NOW))
            return d;
    }
    return DOCUMENT_NO_HEAD;
}

/* Where its statement, or the page, stands: what is told was by then. */
static struct date told_on(const struct document *doc, const struct statement *st, const struct position *p)
{
    if (st && date_known(st->said_on) && st->said_on.precision < PRECISION_BEFORE)
        return st->said_on;
    return article_published_at(doc->article, p->words.begin);
}

/* "agreed to give up the port in 2029": whichever of the two was in 2029, it was agreed by then. */
static bool by_infinitive(const struct document *doc, const struct phrase_set *words, const struct said_place *at,
                          uint32_t verb, struct when *when)
{
    struct said_place place = *at;

    for (uint32_t t = verb + 1; t < at->cue.end; t++) {
        if (doc->tokens[t].upos != UPOS_VERB || doc->tokens[t].head != verb || !verb_auxiliaries(doc, t).to)
            continue;
        place.cue = (struct token_range){ t, t + 1 };
        if (!said_phrase(doc, words, &place, when) || !date_known(at->today) || !date_known(by_then(when->date)) ||
            date_last_days(when->date) >= date_to_days(at->today))
            return false;
        when->date = by_then(when->date);
        return true;
    }
    return false;
}

/* The day that its own clause tells. */
static bool by_clause(const struct document *doc, const struct phrase_set *words, const struct record *record,
                      struct position *p)
{
    const struct statement *st = p->statement >= 0 ? &record->statements[p->statement] : NULL;
    struct said_place place = { .cue = own_words(doc, record, p), .is_position = true };
    struct date limit = told_on(doc, st, p);
    bool quoted;
    uint32_t verb;
    struct when when;

    if (place.cue.first >= place.cue.end)
        return false;
    place.today = article_published_at(doc->article, p->words.begin);
    quoted = st && said_in_quotation(doc, &place, st->kind);
    if (quoted)
        place.today = st->said_on.precision == PRECISION_DAY ? st->said_on : unknown;
    verb = arcs_main_word(doc, place.cue.first, place.cue.end);
    place.looks_back = looks_back(doc, verb);
    if (!place.looks_back && (st || doc->tokens[verb].upos == UPOS_VERB))
        return false;
    if ((!said_phrase(doc, words, &place, &when) && !by_infinitive(doc, words, &place, verb, &when)) ||
        when.date.precision == PRECISION_AFTER)
        return false;
    if (!date_known(when.date) && !quoted && !word_in(doc->tokens[when.end - 1].norm, "ago earlier before"))
        return false; /* "in recent weeks" */
    if (!date_known(when.date))
        when.date = by_then(limit); /* "we agreed last week", on a day that is not known; "agreed months ago" */
    else if (date_known(limit) && date_to_days(when.date) > date_last_days(limit))
        return false;
    said_set(doc, &when, &p->said_on, &p->said_words);
    return true;
}

/* The verb of saying that the narrator's clause hangs on, of which no statement was made; DOCUMENT_NO_HEAD: none. */
static uint32_t reporting(const struct document *doc, uint32_t verb)
{
    uint32_t head = doc->tokens[verb].head;

    return doc->tokens[verb].relation == RELATION_CCOMP && head != DOCUMENT_NO_HEAD && token_says(doc, head)
               ? head
               : DOCUMENT_NO_HEAD;
}

/* "On Tuesday Holm said the board had agreed": of the day of the saying. */
static bool by_report(const struct document *doc, const struct phrase_set *words, const struct record *record,
                      struct position *p)
{
    struct token_range own = own_words(doc, record, p);
    struct said_place place = { .content = { own }, .n_content = 1, .is_position = true };
    uint32_t head = p->statement >= 0 || own.first >= own.end ? DOCUMENT_NO_HEAD
                                                              : reporting(doc, arcs_main_word(doc, own.first, own.end));
    struct when when;

    if (head == DOCUMENT_NO_HEAD || (head >= own.first && head < own.end))
        return false;
    place.cue = (struct token_range){ head, head + 1 };
    place.today = article_published_at(doc->article, p->words.begin);
    if (!said_phrase(doc, words, &place, &when) || !date_known(when.date) || when.date.precision == PRECISION_AFTER)
        return false;
    said_set(doc, &when, &p->said_on, &p->said_words);
    return true;
}

/* By its tense: "had rejected a truce", "who had said that it rejected one". */
static void by_tense(const struct document *doc, const struct record *record, struct position *p)
{
    const struct statement *st = p->statement >= 0 ? &record->statements[p->statement] : NULL;
    struct token_range own = own_words(doc, record, p), cue = st ? tokens_in(doc, st->cue) : own;
    struct date limit = article_published_at(doc->article, p->words.begin);
    uint32_t word = DOCUMENT_NO_HEAD;
    struct when when;

    if (own.first < own.end) {
        uint32_t verb = arcs_main_word(doc, own.first, own.end);

        word = told_before(doc, verb, st ? own.first >= cue.end : reporting(doc, verb) != DOCUMENT_NO_HEAD);
    }
    if (word != DOCUMENT_NO_HEAD)
        limit = told_on(doc, st, p);
    else if (st && span_empty(p->said_words) && cue.first < cue.end)
        word = told_before(doc, arcs_main_word(doc, cue.first, cue.end), false);
    if (word == DOCUMENT_NO_HEAD)
        return;
    when = (struct when){ .first = word, .end = word + 1, .date = by_then(limit) };
    said_set(doc, &when, &p->said_on, &p->said_words);
}

/* "They include": what a statement in an earlier sentence is about has its day. The statements before `end` are those
 * that begin before the position. */
static bool by_holder(const struct record *record, size_t end, struct position *p)
{
    if (span_empty(p->holder) || p->holder.begin >= p->sentence.begin)
        return false;
    for (size_t i = end; i-- > 0 && end - i <= BACK_MAX;) {
        const struct statement *st = &record->statements[i];

        if (!span_empty(st->source) && span_holds(st->source, p->holder) && !span_empty(st->said_words)) {
            p->said_on = st->said_on;
            p->said_words = st->said_words;
            return true;
        }
    }
    return false;
}

/* "Orlune on Monday rejected Veshkar's offer": a thing of another's than the speaker's was there by then. */
static bool by_thing(const struct document *doc, const struct record *record, struct position *p)
{
    const struct statement *st = p->statement >= 0 ? &record->statements[p->statement] : NULL;
    struct token_range own = tokens_in(doc, p->words);
    struct date by = st ? by_then(st->said_on) : unknown;

    if (!st || !date_known(by) || !st->party.ptr || text_eq(st->party, p->party))
        return false;
    for (uint32_t t = own.first; t < own.end; t++)
        if (doc->tokens[t].upos == UPOS_VERB || doc->tokens[t].upos == UPOS_AUX)
            return false;
    p->said_on = by;
    return true;
}

/* "Holm said on Tuesday that the president wants a truce, that Veshkar says it does": nothing dates what is relayed but
 * the relaying. It is of that day for one's own side, and by then for another. */
static void by_relay(const struct record *record, struct position *p)
{
    if (p->statement < 0 || !span_empty(p->said_words))
        return;
    for (int32_t o = record->statements[p->statement].inside; o >= 0; o = record->statements[o].inside) {
        const struct statement *st = &record->statements[o];

        if (span_empty(st->said_words))
            continue;
        p->said_on = st->party.ptr && text_eq(st->party, p->party) ? st->said_on : by_then(st->said_on);
        if (date_known(p->said_on))
            p->said_words = st->said_words;
        return;
    }
}

void said_fill_positions(const struct document *doc, const struct phrase_set *words, struct record *record)
{
    size_t end = 0;

    for (size_t i = 0; i < record->n_positions; i++) {
        struct position *p = &record->positions[i];

        while (end < record->n_statements && record->statements[end].content[0].begin <= p->words.begin)
            end++;
        p->posted = said_posted_at(doc, p->words.begin);
        if (!by_holder(record, end, p) && !by_clause(doc, words, record, p) && !by_report(doc, words, record, p) &&
            !by_thing(doc, record, p))
            by_tense(doc, record, p);
        by_relay(record, p);
    }
}
