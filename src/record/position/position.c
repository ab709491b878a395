/* position.c - which party is for or against which issue, as the sentence leaves it.
 *
 *     Russia has not ruled out talks, a notion that Kyiv dismissed.
 *     RUS talks open, UKR talks rejects
 *
 * Finds the mentions of a sentence (issue.c), walks from each (walk.c), and enters what comes of it. A wrong
 * entry costs a reader more than a missing one: where nobody is known to hold a stance, nothing is entered. */
#include "record/position/walk.h"

/* Does anybody of another party stand between the reader and the holder: "Veshkar has accepted the truce, Dresz said"? */
static bool told_by_other(const struct walk *w, const struct voice *voice, uint32_t party)
{
    for (int32_t o = voice ? (int32_t)voice->statement : -1; o >= 0; o = w->record->statements[o].inside) {
        uint32_t teller = voice_of_statement(w->voices, (uint32_t)o)->who.party;

        if (teller != NO_PARTY && teller != party)
            return true;
    }
    return false;
}

void position_enter(struct walk *w, const struct mention_of_issue *m, struct state *st)
{
    const struct voice *voice = voice_at(w->voices, m->first);
    uint8_t stance = m->opposite ? compose_opposite(w, st->stance) : st->stance;
    uint16_t *rules;

    if (st->dead || stance == STANCE_NONE)
        return;
    if (!st->fixed) {
        if (st->by_voice) {
            if (!voice || voice->who.party == NO_PARTY)
                return;
            holder_settle(st, &voice->who, 1);
        } else if (st->giver < 0 || !holder_settle_subject(w, st, st->giver))
            return;
    }
    /* "Under the plan both sides would hold talks": what a plan has them do is not theirs yet. */
    if (st->supposed && st->stance == STANCE_OPEN && !st->by_voice &&
        !(voice && holder_same_party(&voice->who, 1, st->holders, st->n_holders)))
        return;
    while (st->end > m->end - 1 && st->end > st->first + 1 && tag(w, st->end - 1) == UPOS_ADP)
        st->end--; /* "talks with" */
    rules = arena_alloc(w->mem, st->n_rules * sizeof *rules + 1);
    if (!rules) {
        w->out_of_memory = true;
        return;
    }
    memcpy(rules, st->rules, st->n_rules * sizeof *rules);
    for (size_t h = 0; h < st->n_holders; h++) {
        struct position p = { .statement = voice ? (int32_t)voice->statement : -1 }, *grown;
        bool known = false;

        if (st->holders[h].party == NO_PARTY)
            continue;
        p.sentence = w->sentence->span;
        p.words = (struct span){ w->doc->tokens[st->first].span.begin, w->doc->tokens[st->end - 1].span.end };
        p.party = w->actors->knowledge->roster.parties[st->holders[h].party].code;
        p.issue = w->agenda->issues[m->issue].name;
        p.stance = (enum stance)stance;
        p.condition = st->condition;
        p.last_known = st->holders[h].last_known;
        p.by_other = st->by_other || told_by_other(w, voice, st->holders[h].party);
        for (int32_t o = p.statement; !p.speaker.ptr && o >= 0; o = w->record->statements[o].inside)
            p.speaker = voice_of_statement(w->voices, (uint32_t)o)->who.person;
        if (!p.speaker.ptr)
            p.speaker = st->holders[h].person;
        if (p.statement >= 0) {
            p.said_on = w->record->statements[p.statement].said_on;
            p.said_words = w->record->statements[p.statement].said_words;
        }
        p.holder = st->holder < st->holder_end ? (struct span){ w->doc->tokens[st->holder].span.begin,
                                                                w->doc->tokens[st->holder_end - 1].span.end }
                                               : (struct span){ 0 };
        p.issue_words = (struct span){ w->doc->tokens[m->first].span.begin, w->doc->tokens[m->end - 1].span.end };
        p.agenda_entry = m->entry;
        p.rules = rules;
        p.n_rules = st->n_rules;
        /* Whom it is about: another party named with the issue. */
        for (uint32_t i = m->first; i < w->sentence->end && i < m->end + 6; i++)
            if (w->actors->at[i] && w->actors->mentions[w->actors->at[i] - 1].party != st->holders[h].party &&
                w->actors->mentions[w->actors->at[i] - 1].party != NO_PARTY) {
                p.counterpart =
                    w->actors->knowledge->roster.parties[w->actors->mentions[w->actors->at[i] - 1].party].code;
                break;
            }
        for (size_t k = w->record->n_positions;
             k-- > 0 && w->record->positions[k].sentence.begin == p.sentence.begin && !known;)
            known = text_eq(w->record->positions[k].party, p.party) &&
                    text_eq(w->record->positions[k].issue, p.issue) &&
                    (w->record->positions[k].stance == p.stance ||
                     /* "its readiness for talks was confirmed": no more than that it is ready */
                     (p.stance == STANCE_ACCEPTS && w->record->positions[k].stance != STANCE_REJECTS &&
                      span_holds(p.words, w->record->positions[k].words)));
        if (known)
            continue;
        grown = arena_grow(w->mem, w->record->positions, w->record->n_positions, w->room, sizeof *grown);
        if (!grown) {
            w->out_of_memory = true;
            return;
        }
        w->record->positions = grown;
        grown[w->record->n_positions++] = p;
    }
}

/* "an exchange, a notion also ruled out by Russia", "the truce that Iran rejected": what a relative clause says
 * of the issue. */
static void relatives(struct walk *w, const struct mention_of_issue *m)
{
    for (size_t c = 0; c < w->list->n; c++) {
        const struct clause *at = &w->list->at[c];
        struct state st = state_fresh(m);
        const struct op *op;

        if (!walk_verb_op(w, (int32_t)c, m, &op) || w->table->rows[op->row].verdict >= STANCE_COUNT)
            continue;
        if (at->kind == CLAUSE_RELATIVE && (at->flags & CLAUSE_PASSIVE) && at->subject < m->end &&
            m->first < at->subject_end && at->group >= m->end) {
            compose_apply(w, &st, w->table->rows[op->row].verdict, op->row);
            if (at->flags & CLAUSE_NEGATED)
                compose_negate(w, &st);
            state_take_words(&st, at->group, at->verb + 1);
            if (holder_agent(w, &st, at->verb + 1, w->sentence->end) && st.fixed)
                position_enter(w, m, &st);
        } else if (at->kind == CLAUSE_OBJECT_RELATIVE && at->first >= m->end && at->first <= m->end + 1) {
            compose_apply(w, &st, w->table->rows[op->row].verdict, op->row);
            if (at->flags & CLAUSE_NEGATED)
                compose_negate(w, &st);
            state_take_words(&st, at->group, at->verb + 1);
            st.giver = (int32_t)c;
            position_enter(w, m, &st);
        }
    }
}

/* "the Qatari ceasefire proposal", "Egypt's truce offer": the thing named by what was put forward. */
static void proposals(struct walk *w, const struct mention_of_issue *m)
{
    uint32_t last = m->end - 1;

    if (m->verb != UINT32_MAX || m->anaphor)
        return;
    for (int behind = 0; behind <= 1 && last < w->sentence->end; behind++, last++) {
        const struct stance_row *row = stance_table_find(w->table, ROW_BEHIND, w->doc->tokens[last].lemma);
        struct op whole = { .first = m->first, .end = last + 1 };
        struct state st = state_fresh(m);

        if (!row || tag(w, last) == UPOS_VERB || last == m->first)
            continue;
        st.stance = row->verdict;
        if (holder_possessor(w, &st, &whole, m->first) ||
            (last + 2 < w->sentence->end && (token_is(w->doc, last + 1, "by") || token_is(w->doc, last + 1, "from")) &&
             holder_settle_phrase(w, &st, last + 2, walk_phrase_end(w, last + 2, w->sentence->end))))
            position_enter(w, m, &st);
        return;
    }
}

bool position_find(const struct document *doc, const struct actors *actors, const struct voice_list *voices,
                   struct arena *mem, struct record *out)
{
    struct walk *w = arena_alloc(mem, sizeof *w);
    struct clause_list clauses = { 0 };
    uint32_t last_issue = UINT32_MAX;
    size_t room = 0, paragraph = SIZE_MAX;

    if (!w)
        return false;
    w->doc = doc;
    w->actors = actors;
    w->voices = voices;
    w->table = &actors->knowledge->stance;
    w->agenda = &actors->knowledge->agenda;
    w->mem = mem;
    w->record = out;
    w->room = &room;
    for (size_t s = 0; s < doc->n_sentences; s++) {
        enum role role = doc->article->paragraphs[doc->sentences[s].paragraph].role;
        struct sentence piece = doc->sentences[s];

        if (role == ROLE_SUBHEAD || role == ROLE_EDITOR_NOTE)
            continue;
        if (doc->sentences[s].paragraph > paragraph + 1)
            last_issue = UINT32_MAX;
        paragraph = doc->sentences[s].paragraph;
        w->sentence = &piece;
        if (clause_find(doc, piece.first, piece.end, mem, &clauses) != PRISCUS_OK)
            return false;
        w->list = &clauses;
        walk_find(w, last_issue);
        for (size_t k = 0; k < w->n_mentions; k++) {
            struct state st = state_fresh(&w->mentions[k]);

            proposals(w, &w->mentions[k]);
            if (!walk_is_adjunct(w, &w->mentions[k]))
                walk_outward(w, &w->mentions[k], &st);
            position_enter(w, &w->mentions[k], &st);
            relatives(w, &w->mentions[k]);
            if (w->out_of_memory)
                return false;
        }
        for (size_t k = 0; k < w->n_mentions; k++)
            if (!w->mentions[k].anaphor)
                last_issue = w->mentions[k].issue;
    }
    return true;
}
