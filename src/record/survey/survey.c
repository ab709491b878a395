/* survey.c - see survey.h. */
#include "record/survey/survey.h"

#include <string.h>

#include "language/sentence/arcs.h"
#include "record/position/walk.h"

#define WORD_BYTES_MAX 60 /* of a topic's phrase: no longer word is named */

struct surveying {
    struct walk walk;
    const struct record *record;
    struct record before; /* what of it was found before the sentence: a walk looks back for "this proposal" */
    struct record trial;
    struct survey *out;
    struct arena *mem;
};

/* ---- issues ------------------------------------------------------------------------------ */

static void count_matches(struct surveying *s)
{
    const struct walk *w = &s->walk;
    const struct phrase_context context = { .party_end = w->actors->party_end };

    for (uint32_t i = w->sentence->first; i < w->sentence->end; i++) {
        struct phrase_match m[32];
        size_t n = phrase_match_at(w->agenda->phrases, w->doc, &context, i, w->sentence->end, m, COUNT_OF(m));

        for (size_t k = 0; k < n; k++)
            s->out->matched[m[k].value]++;
    }
}

static struct span place(const struct surveying *s, uint32_t first, uint32_t end)
{
    const struct token *tokens = s->walk.doc->tokens;

    return (struct span){ tokens[first].span.begin, tokens[end - 1].span.end };
}

static priscus_status add_sight(struct surveying *s, struct sight sight)
{
    struct survey *out = s->out;
    struct sight *grown = arena_grow(s->mem, out->sights, out->n_sights, &out->sights_room, sizeof *grown);

    if (!grown)
        return PRISCUS_ENOMEM;
    sight.sentence = s->walk.sentence->span;
    out->sights = grown;
    grown[out->n_sights++] = sight;
    return PRISCUS_OK;
}

/* The record's next position, if it is one of the sentence; NULL: it is not. */
static const struct position *position_at(const struct surveying *s, size_t at)
{
    const struct position *p = at < s->record->n_positions ? &s->record->positions[at] : NULL;

    return p && p->sentence.begin == s->walk.sentence->span.begin ? p : NULL;
}

/* Issues that networks found in the sentence, in no words of the agenda: known by their positions. */
static priscus_status add_learnt(struct surveying *s)
{
    const struct agenda *agenda = s->walk.agenda;
    priscus_status status = PRISCUS_OK;
    const struct position *p;

    for (size_t at = s->before.n_positions; status == PRISCUS_OK && (p = position_at(s, at)); at++)
        for (uint32_t i = 0; status == PRISCUS_OK && p->issue_how == ISSUE_LEARNT && i < agenda->n_issues; i++)
            if (text_eq(agenda->issues[i].name, p->issue))
                status = add_sight(s, (struct sight){ .words = p->issue_words, .issue = i });
    return status;
}

/* ---- topics ------------------------------------------------------------------------------ */

/* The word of stance, of those that give a stance, that token i is one of; NULL: none. */
static const struct stance_word *word_at(const struct walk *w, uint32_t i)
{
    for (size_t k = 0; k < w->n_words; k++) {
        const struct stance_row *row = row_of(w, &w->words[k]);

        if (w->words[k].first <= i && i < w->words[k].end && row->kind <= ROW_THERE && row->verdict != STANCE_NONE &&
            row->verdict < STANCE_COUNT)
            return &w->words[k];
    }
    return NULL;
}

static bool is_thing(const struct walk *w, uint32_t i)
{
    const struct token *t = &w->doc->tokens[i];

    return (t->upos == UPOS_NOUN || (t->upos == UPOS_PROPN && t->name != NAME_NONE)) && !w->actors->at[i] &&
           t->name != NAME_PERSON && t->name != NAME_PLACE && t->name != NAME_PEOPLE && !arcs_is_time(w->doc, i) &&
           !actors_somebody(w->actors, i, i + 1);
}

/* Does the noun hang on the word of stance as that which the stance is on? */
static bool is_governed(const struct walk *w, uint32_t i, const struct stance_word *word)
{
    uint32_t preposition = arcs_case(w->doc, i);

    switch (clause_branch(&w->clauses, i)->relation) {
    case RELATION_OBJ:
    case RELATION_NSUBJ_PASS:
        return row_of(w, word)->kind == ROW_VERB;
    case RELATION_NSUBJ:
        return row_of(w, word)->kind == ROW_ABOUT;
    case RELATION_NMOD:
        return row_of(w, word)->kind == ROW_NOUN || row_of(w, word)->kind == ROW_THERE;
    case RELATION_OBL:
        return preposition != DOCUMENT_NO_HEAD && word->first <= preposition && preposition < word->end;
    default:
        return false;
    }
}

/* "agreed [to reopen the strait]" */
static bool is_doing(const struct walk *w, uint32_t i)
{
    enum relation relation = clause_branch(&w->clauses, i)->relation;

    return tag(w, i) == UPOS_VERB && (relation == RELATION_XCOMP || relation == RELATION_CCOMP ||
                                      relation == RELATION_ACL || relation == RELATION_ADVCL);
}

static uint32_t thing_done(const struct walk *w, uint32_t verb)
{
    uint32_t object = arcs_dependent(w->doc, verb, RELATION_OBJ);

    return object != DOCUMENT_NO_HEAD && object > verb && is_thing(w, object) ? object : DOCUMENT_NO_HEAD;
}

/* A phrase while it is put together. */
struct words {
    char text[3 * (WORD_BYTES_MAX + 5)];
    size_t len;
    bool bad; /* it would not be found again as it is written */
};

static void put(struct words *words, struct text word)
{
    if (words->len)
        words->text[words->len++] = ' ';
    memcpy(words->text + words->len, word.ptr, word.len);
    words->len += word.len;
}

/* A word as agendas have it. */
static void put_word(const struct walk *w, uint32_t i, struct words *out)
{
    struct text word;

    if (out->bad || i == DOCUMENT_NO_HEAD) {
        out->bad = true;
        return;
    }
    word = w->doc->tokens[i].lemma;
    out->bad = word.len == 0 || word.len > WORD_BYTES_MAX;
    for (size_t k = 0; k < word.len && !out->bad; k++)
        out->bad = strchr("[]|*=;@.\\#", word.ptr[k]) || (unsigned char)word.ptr[k] <= ' ';
    if (!out->bad)
        put(out, word);
}

static void put_gap(struct words *out)
{
    if (!out->bad)
        put(out, text_c("..."));
}

/* The word before the noun that belongs to it: "catch" of "catch limit"; DOCUMENT_NO_HEAD: none. */
static uint32_t modifier(const struct walk *w, uint32_t noun)
{
    enum relation relation;

    if (noun == w->sentence->first)
        return DOCUMENT_NO_HEAD;
    relation = clause_branch(&w->clauses, noun - 1)->relation;
    return clause_branch(&w->clauses, noun - 1)->head == noun && !w->actors->at[noun - 1] &&
                   (relation == RELATION_AMOD || relation == RELATION_COMPOUND)
               ? noun - 1
               : DOCUMENT_NO_HEAD;
}

/* "return" of refugees: what belongs to the noun behind it; DOCUMENT_NO_HEAD: none. */
static uint32_t complement(const struct walk *w, uint32_t noun)
{
    for (uint32_t d = arcs_first(w->doc, noun); d != DOCUMENT_NO_HEAD; d = arcs_next(w->doc, d))
        if (d > noun && w->doc->tokens[d].relation == RELATION_NMOD && d - noun <= PHRASE_GAP_MAX && is_thing(w, d))
            return d;
    return DOCUMENT_NO_HEAD;
}

/* Up to three phrases: the noun; with the word before it; with what belongs to it behind. All led by the verb, if there
 * is one. */
static priscus_status name_topic(struct surveying *s, uint32_t verb, uint32_t noun, struct topic *topic)
{
    const struct walk *w = &s->walk;
    uint32_t before = modifier(w, noun), behind = complement(w, noun);

    for (unsigned form = 0; form < TOPIC_PHRASES_MAX; form++) {
        struct words words = { 0 };

        if (verb != DOCUMENT_NO_HEAD) {
            put_word(w, verb, &words);
            put_gap(&words);
        }
        if (form == 1)
            put_word(w, before, &words);
        put_word(w, noun, &words);
        if (form == 2) {
            put_gap(&words);
            put_word(w, behind, &words);
        }
        if (words.bad)
            continue;
        if (arena_text(s->mem, text_of(words.text, words.len), &topic->phrases[topic->n_phrases]) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        topic->n_phrases++;
    }
    return PRISCUS_OK;
}

/* Would a position come of it, if the words from `first` to token i were an issue? */
static priscus_status is_position(struct surveying *s, uint32_t first, uint32_t i, bool doing, bool *yes)
{
    struct walk *w = &s->walk;
    struct issue_mention m = { .first = first,
                               .end = i + 1,
                               .words = i + 1 - first,
                               .verb = doing ? i : UINT32_MAX,
                               .deed = true,
                               .near = 1,
                               .named_in = UINT32_MAX };
    struct state st = state_fresh(&m);
    priscus_status status;

    *yes = false;
    if (w->voices->unsaid[i] || walk_is_adjunct(w, &m))
        return PRISCUS_OK;
    s->trial.n_positions = 0;
    w->record = &s->trial;
    status = walk_outward(w, &m, &st);
    if (status == PRISCUS_OK)
        status = position_enter(w, &m, &st);
    w->record = &s->before;
    *yes = s->trial.n_positions > 0;
    return status;
}

static priscus_status try_topic(struct surveying *s, uint32_t i)
{
    struct survey *out = s->out;
    const struct walk *w = &s->walk;
    uint32_t head = clause_branch(&w->clauses, i)->head, noun = i, first = i;
    const struct stance_word *word = head != DOCUMENT_NO_HEAD ? word_at(w, head) : NULL;
    bool doing = is_doing(w, i), yes;
    struct topic topic = { .sentence = w->sentence->span }, *grown;
    priscus_status status;

    if (!word || word_at(w, i) || (!doing && !(is_thing(w, i) && is_governed(w, i, word))))
        return PRISCUS_OK;
    if (doing && (noun = thing_done(w, i)) == DOCUMENT_NO_HEAD)
        return PRISCUS_OK; /* "agreed to go": nothing to put on an agenda */
    if (!doing && modifier(w, noun) != DOCUMENT_NO_HEAD)
        first--;
    status = is_position(s, first, i, doing, &yes);
    if (status != PRISCUS_OK || !yes)
        return status;
    topic.words = place(s, first, noun + 1);
    status = name_topic(s, doing ? i : DOCUMENT_NO_HEAD, noun, &topic);
    if (status != PRISCUS_OK || !topic.n_phrases)
        return status;
    grown = arena_grow(s->mem, out->topics, out->n_topics, &out->topics_room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    out->topics = grown;
    grown[out->n_topics++] = topic;
    return PRISCUS_OK;
}

/* ---- all of it --------------------------------------------------------------------------- */

static priscus_status survey_sentence(struct surveying *s, const struct sentence *sentence, uint32_t last_issue)
{
    struct walk *w = &s->walk;
    priscus_status status = walk_sentence(w, sentence, last_issue);

    if (status != PRISCUS_OK)
        return status;
    count_matches(s);
    for (size_t k = 0; k < w->n_mentions && status == PRISCUS_OK; k++)
        status = add_sight(s, (struct sight){ .words = place(s, w->mentions[k].first, w->mentions[k].end),
                                              .issue = w->mentions[k].issue,
                                              .entry = w->mentions[k].entry });
    if (status == PRISCUS_OK)
        status = add_learnt(s);
    if (w->n_mentions || position_at(s, s->before.n_positions))
        return status;
    issue_find_words(w);
    for (uint32_t i = sentence->first; i < sentence->end && w->n_words && status == PRISCUS_OK; i++)
        status = try_topic(s, i);
    return status;
}

priscus_status survey_make(const struct document *doc, const struct record *record, const struct knowledge *knowledge,
                           struct arena *mem, struct survey *out)
{
    struct surveying *s = arena_alloc(mem, sizeof *s);
    uint32_t last_issue = UINT32_MAX;
    size_t paragraph = SIZE_MAX;
    priscus_status status = PRISCUS_OK;

    *out = (struct survey){ .matched = arena_alloc(mem, (knowledge->agenda.n_entries + 1) * sizeof *out->matched) };
    if (!s || !out->matched)
        return PRISCUS_ENOMEM;
    if (!record->actors)
        return PRISCUS_OK; /* a page of links: nothing was looked for */
    *s = (struct surveying){ .record = record, .before = *record, .trial = *record, .out = out, .mem = mem };
    s->before.n_positions = s->trial.n_positions = 0;
    s->trial.positions = NULL;
    walk_begin(&s->walk, doc, record->actors, record->voices, mem, &s->before);
    for (size_t k = 0; k < doc->n_sentences && status == PRISCUS_OK; k++) {
        const struct sentence *sentence = &doc->sentences[k];

        if (!position_is_looked_for(doc, sentence))
            continue;
        if (sentence->paragraph > paragraph + 1)
            last_issue = UINT32_MAX;
        paragraph = sentence->paragraph;
        while (s->before.n_positions < record->n_positions &&
               record->positions[s->before.n_positions].sentence.begin < sentence->span.begin)
            s->before.n_positions++;
        status = survey_sentence(s, sentence, last_issue);
        for (size_t m = 0; m < s->walk.n_mentions; m++)
            if (!s->walk.mentions[m].anaphor)
                last_issue = s->walk.mentions[m].issue;
    }
    return status;
}
