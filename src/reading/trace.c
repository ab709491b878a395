/* trace.c - see trace.h. */
#include "reading/trace.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "record/actor/actor.h"

const char *trace_mark_text(unsigned bit)
{
    static const char *const names[] = {
#define TRACE_NAME(name, text) text,
        TRACE_MARKS(TRACE_NAME)
#undef TRACE_NAME
    };

    return names[bit];
}

const char *trace_how_text(enum trace_how how)
{
    static const char *const texts[] = { "nobody that is known", "named here", "called so here", "mentioned before",
                                         "whoever speaks" };

    return texts[how];
}

const char *trace_rules_text(enum trace_rules rules)
{
    static const char *const texts[] = { "nothing", "same", "contrary", "alone" };

    return texts[rules];
}

/* ---- the words ----------------------------------------------------------------------------- */

static bool touches(struct span a, struct span b)
{
    return a.begin < b.end && b.begin < a.end;
}

static unsigned marks_of(const struct trace *t, struct span word)
{
    unsigned marks = 0;

#define MARK(bit, place) marks |= touches(word, place) ? 1u << TRACE_BIT_##bit : 0
    if (t->statement) {
        MARK(SOURCE, t->statement->source);
        MARK(CUE, t->statement->cue);
        MARK(OCCASION, t->statement->occasion);
        MARK(ADDRESSEE, t->statement->addressee);
        MARK(DATE, t->statement->said_words);
        for (size_t i = 0; i < t->statement->n_content; i++)
            MARK(CONTENT, t->statement->content[i]);
    }
    if (t->position) {
        MARK(ISSUE, t->position->issue_words);
        MARK(STANCE, t->position->words);
        MARK(HOLDER, t->position->holder);
        MARK(CONDITION, t->position->condition);
        MARK(DATE, t->position->said_words);
    }
#undef MARK
    return marks;
}

static priscus_status take_words(struct trace *t, struct arena *mem)
{
    const struct document *doc = &t->reading->document;
    uint32_t byte = t->position                     ? t->position->words.begin
                    : span_empty(t->statement->cue) ? t->statement->content[0].begin
                                                    : t->statement->cue.begin;
    const struct sentence *s;

    if (!doc->n_sentences)
        return PRISCUS_OK; /* a text without words */
    s = &doc->sentences[sentence_at(doc, token_at(doc, byte))];
    t->sentence = s->span;
    t->words = arena_alloc(mem, (s->end - s->first + 1) * sizeof *t->words);
    if (!t->words)
        return PRISCUS_ENOMEM;
    for (uint32_t i = s->first; i < s->end; i++) {
        const struct token *token = &doc->tokens[i];
        bool root = token->head < s->first || token->head >= s->end; /* DOCUMENT_NO_HEAD too */

        t->words[t->n_words++] = (struct trace_word){ .token = token,
                                                      .number = i - s->first + 1,
                                                      .head = root ? 0 : token->head - s->first + 1,
                                                      .marks = marks_of(t, token->span) };
    }
    return PRISCUS_OK;
}

/* ---- who ----------------------------------------------------------------------------------- */

static struct span place_of(const struct document *doc, const struct mention *m)
{
    return (struct span){ doc->tokens[m->first].span.begin, doc->tokens[m->end - 1].span.end };
}

static struct text party_of(const struct actors *a, const struct mention *m)
{
    return m->party == NO_PARTY || m->barred ? (struct text){ 0 } : a->knowledge->roster.parties[m->party].code;
}

static void take_mention(struct trace_who *who, const struct actors *a, const struct mention *m, enum trace_how how)
{
    who->how = how;
    who->mention = place_of(a->doc, m);
    who->actor = m->actor;
    who->barred = m->barred;
    if (m->actor && m->actor->kind == ACTOR_PERSON)
        who->term = roster_term(m->actor, a->date);
}

/* Is it the one who was found: the person of that name, or somebody of that party? */
static bool fits(const struct actors *a, const struct mention *m, const struct trace_who *who)
{
    struct text party = party_of(a, m);

    if (m->kind == ACTOR_PERSON && who->name.ptr && text_eq(m->name, who->name))
        return true;
    return who->party.ptr && party.ptr && text_eq(party, who->party);
}

/* The mention that `words` were taken for: in them, else the nearest before them. A person of that name goes
 * before a party. */
static void find_mention(struct trace_who *who, const struct actors *a)
{
    const struct mention *here = NULL, *before = NULL;

    for (size_t i = 0; i < a->n_mentions; i++) {
        const struct mention *m = &a->mentions[i];
        struct span place = place_of(a->doc, m);
        bool person = m->kind == ACTOR_PERSON && who->name.ptr && text_eq(m->name, who->name);

        if (place.begin >= who->words.end)
            break;
        if (span_holds(who->words, place)) {
            if (!here || (person && here->kind != ACTOR_PERSON) || (fits(a, m, who) && !fits(a, here, who)))
                here = m;
        } else if (fits(a, m, who) && (person || !before || before->kind != ACTOR_PERSON || !who->name.ptr))
            before = m;
    }
    if (here)
        take_mention(who, a, here, TRACE_BY_NAME);
    else if (before)
        take_mention(who, a, before, TRACE_BEFORE);
    else
        who->how = who->name.ptr || who->party.ptr ? TRACE_BY_OFFICE : TRACE_NOBODY;
}

static void find_who(struct trace *t)
{
    const struct actors *a = t->reading->record.actors;

    if (t->statement) {
        t->speaker.words = t->statement->source;
        t->speaker.name = t->statement->speaker;
        t->speaker.party = t->statement->party;
        if (a && !span_empty(t->speaker.words))
            find_mention(&t->speaker, a);
    }
    if (t->position) {
        t->holder.name = t->position->speaker;
        t->holder.party = t->position->party;
        t->holder.words = t->position->holder;
        if (span_empty(t->holder.words)) {
            t->holder = t->speaker;
            t->holder.party = t->position->party;
            t->holder.how = TRACE_BY_VOICE;
        } else if (a)
            find_mention(&t->holder, a);
    }
}

static priscus_status take_rows(struct trace *t, struct arena *mem)
{
    const struct position *p = t->position;

    t->rows = arena_alloc(mem, (p->n_rules + 1) * sizeof *t->rows);
    if (!t->rows)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < p->n_rules; i++) {
        const struct stance_row *row = &t->knowledge->stance.rows[p->rules[i]];

        t->rows[t->n_rows++] = (struct trace_row){ row->id, row->is, row->line };
    }
    return PRISCUS_OK;
}

static void add_near(struct trace *t, const struct stance_row *row)
{
    for (size_t i = 0; i < t->n_near; i++)
        if (t->near[i].line == row->line)
            return;
    if (t->n_near < TRACE_NEAR_MAX)
        t->near[t->n_near++] = (struct trace_row){ row->id, row->is, row->line };
}

/* Rows whose phrases stand in the words: what the table would have gone by. */
static void find_near(struct trace *t, struct span words)
{
    const struct document *doc = &t->reading->document;
    const struct actors *a = t->reading->record.actors;
    const struct stance_table *table = &t->knowledge->stance;
    const struct phrase_context context = { .party_end = a ? a->party_end : NULL };
    struct token_range in = tokens_in(doc, words);
    uint32_t end = in.end;

    for (uint32_t i = in.first; i < end; i++) {
        struct phrase_match m[8];
        size_t n = phrase_match_at(table->phrases, doc, &context, i, end, m, COUNT_OF(m));

        for (size_t k = 0; k < n; k++)
            add_near(t, &table->rows[m[k].value]);
    }
}

static void take_learnt(struct trace *t)
{
    const struct position *p = t->position;
    const struct position_scores *s = &p->scores;

    t->learnt = p->sure > 0;
    if (!t->learnt)
        return;
    t->said_by_rules = s->alone      ? TRACE_RULES_ALONE
                       : s->composed ? TRACE_RULES_SAME
                       : s->opposed  ? TRACE_RULES_CONTRARY
                                     : TRACE_RULES_NOTHING;
    if (s->composed)
        return;
    if (!span_empty(s->cue))
        find_near(t, s->cue);
    if (!t->n_near)
        find_near(t, p->words);
}

/* ---- how to mend it ------------------------------------------------------------------------ */

static priscus_status __attribute__((format(printf, 4, 5)))
advise(struct trace *t, struct arena *mem, const char *what, const char *format, ...)
{
    va_list args, again;
    char *sentence;
    int n;

    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    sentence = n < 0 ? NULL : arena_alloc(mem, (size_t)n + 1);
    if (sentence)
        vsnprintf(sentence, (size_t)n + 1, format, again);
    va_end(again);
    if (!sentence)
        return PRISCUS_ENOMEM;
    assert(t->n_advice < TRACE_ADVICE_MAX);
    t->advice[t->n_advice++] = (struct trace_advice){ what, text_of(sentence, (size_t)n) };
    return PRISCUS_OK;
}

#define SHOW(t) (int)(t).len, (t).ptr ? (t).ptr : ""

static priscus_status advise_who(struct trace *t, struct arena *mem, const struct trace_who *who)
{
    struct text words = text_in(t->reading->document.body, who->words);
    const struct knowledge_file *roster = &t->knowledge->rosters[0];

    if (who->term)
        return advise(t, mem, "speaker",
                      "wrong person or party: %s:%d has the term of %.*s; end it, or add another person or variant of "
                      "the name (docs/roster.md)",
                      who->term->at.file, who->term->at.line, SHOW(who->actor->name));
    if (who->actor)
        return advise(t, mem, "speaker", "wrong party: \"%.*s\" is in the roster at %s:%d (docs/roster.md)",
                      SHOW(who->actor->name), who->actor->at.file, who->actor->at.line);
    if (words.len)
        return advise(t, mem, "speaker",
                      "wrong person or party: the roster %s does not have \"%.*s\"; add a line \"person NAME | OFFICE "
                      "| FROM | TO\" under the party (docs/roster.md)",
                      roster->name, SHOW(words));
    return PRISCUS_OK;
}

static priscus_status advise_issue(struct trace *t, struct arena *mem)
{
    if (t->phrase)
        return advise(t, mem, "issue",
                      "wrong issue: %s:%d has \"%.*s\" under \"%s\" of %.*s; take it out, or put a phrase for what is "
                      "meant here under \"not\", or under another issue (docs/agenda.md)",
                      t->phrase->at.file, t->phrase->at.line, SHOW(t->phrase->words), agenda_key_text(t->phrase->key),
                      SHOW(t->position->issue));
    if (t->position->issue_how == ISSUE_LEARNT)
        return advise(t, mem, "issue",
                      "wrong issue: no phrase of the agenda has these words, a network took them for %.*s; put a "
                      "phrase for them under \"not\" (docs/agenda.md), and it leaves them alone",
                      SHOW(t->position->issue));
    return advise(t, mem, "issue",
                  "wrong issue: the words stand for what was spoken of before (\"this proposal\"); the position "
                  "before it says what that was taken for");
}

static priscus_status advise_stance(struct trace *t, struct arena *mem)
{
    if (t->learnt && !t->position->scores.composed)
        return advise(t, mem, "stance",
                      "wrong stance or holder: no row of data/record/stance.table decided it, the networks did; a row "
                      "for these words, with its own test, is weighed against them (docs/stance.md), and so is a "
                      "model that was trained on more articles like it (models/README.md)");
    if (t->n_rows)
        return advise(t, mem, "stance",
                      "wrong stance: the rows above are in data/record/stance.table; change one or add one, with its "
                      "own test (docs/stance.md)");
    return advise(t, mem, "stance",
                  "wrong stance: it comes with the words of the issue themselves, no row of "
                  "data/record/stance.table fired (docs/stance.md)");
}

static priscus_status advise_sure(struct trace *t, struct arena *mem)
{
    return advise(t, mem, "sure",
                  "not sure enough to go by: \"priscus positions --sure LEAST\" leaves out what is less likely to be "
                  "right");
}

static priscus_status advise_date(struct trace *t, struct arena *mem)
{
    if (span_empty(t->position ? t->position->said_words : t->statement->said_words))
        return advise(t, mem, "date",
                      "wrong date: no words of a date were found for it, so that it goes by the day of publication");
    return advise(t, mem, "date",
                  "wrong date: it was worked out from the words shown and the day of publication; wrong words belong "
                  "in tests/cases/when.txt as a case, a wrong day of publication in \"priscus read --fetched\"");
}

static priscus_status take_advice(struct trace *t, struct arena *mem)
{
    priscus_status status = advise(t, mem, "page",
                                   "wrong title, outlet, agency or day of publication, or text that is no text: "
                                   "\"priscus read --explain\" says which rule took what (docs/pages.md)");

    if (status == PRISCUS_OK && t->statement)
        status = advise(t, mem, "words",
                        "wrong source, cue or content: no list decides them, but the tags and arcs above and what was "
                        "learnt from attributions; \"priscus parse\" shows any sentence, and one that goes wrong "
                        "belongs in tests/cases");
    if (status == PRISCUS_OK && (t->speaker.how != TRACE_NOBODY || !span_empty(t->speaker.words)))
        status = advise_who(t, mem, &t->speaker);
    if (status == PRISCUS_OK && t->position && t->holder.how != TRACE_BY_VOICE &&
        (!t->holder.actor || t->holder.actor != t->speaker.actor))
        status = advise_who(t, mem, &t->holder);
    if (status == PRISCUS_OK && t->position)
        status = advise_issue(t, mem);
    if (status == PRISCUS_OK && t->position)
        status = advise_stance(t, mem);
    if (status == PRISCUS_OK && t->learnt)
        status = advise_sure(t, mem);
    if (status == PRISCUS_OK && t->statement)
        status = advise_date(t, mem);
    return status;
}

/* ---- the whole of it ----------------------------------------------------------------------- */

static priscus_status take_position(struct trace *t, struct arena *mem)
{
    const struct agenda *agenda = &t->knowledge->agenda;

    if (t->position->agenda_entry)
        t->phrase = &agenda->entries[t->position->agenda_entry - 1];
    for (size_t i = 0; i < agenda->n_issues; i++)
        if (text_eq(agenda->issues[i].name, t->position->issue))
            t->issue = &agenda->issues[i];
    take_learnt(t);
    return take_rows(t, mem);
}

priscus_status trace_make(const struct reading *reading, const struct knowledge *knowledge, int32_t statement,
                          int32_t position, struct arena *mem, struct trace *out)
{
    struct trace t = { .reading = reading, .knowledge = knowledge };
    priscus_status status;

    if (position >= 0) {
        t.position = &reading->record.positions[position];
        statement = t.position->statement;
    }
    if (statement >= 0)
        t.statement = &reading->record.statements[statement];
    find_who(&t);
    if ((status = take_words(&t, mem)) != PRISCUS_OK ||
        (t.position && (status = take_position(&t, mem)) != PRISCUS_OK) ||
        (status = take_advice(&t, mem)) != PRISCUS_OK)
        return status;
    *out = t;
    return PRISCUS_OK;
}
