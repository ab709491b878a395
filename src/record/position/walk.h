/* walk.h - what the files that find positions share: a sentence, and the state of a walk through its clauses.
 *
 *     issue.c       what is spoken of: mentions of issues, and the words of stance
 *     issue_tree.c    phrases of the agenda in another order and form, along the tree
 *     issue_refer.c   "this notion", "the deal": what was spoken of before
 *     walk.c        from a mention outward, clause by clause
 *     walk_noun.c     nouns and adjectives of stance on that way
 *     walk_verb.c     the verb of a clause
 *     walk_list.c     what is named under "conditions", "demands"
 *     compose.c     what the stance table makes of each step
 *     holder.c      whose the stance is
 *     condition.c   what whoever sets a condition wants by it
 *     position.c    what comes of it: entries of the record
 *     party_enter.c what the sentence says when it is read for each of its parties
 *
 * and, outside of this room, record/survey/survey.c: issues without a stance, and stances without an issue.
 *
 * An example, with the numbers of its tokens:
 *
 *     Norhaven said it had never refused to rule out talks .
 *     0        1    2  3   4     5       6  7    8   9     10
 *
 * struct walk holds the sentence, which does not change while it is walked: the clauses "said" (0), "refused" (1, a
 * CLAUSE_THAT, NEGATED) and "rule" (2, an infinitive); one mention of an issue, talks [9, 10); three words of stance,
 * refused [5, 6) and rule out [7, 9) of the row `refuse`, and had [3, 4) of the row `does` ("have talks"), which is the
 * verb of no clause here.
 *
 * struct state is what the walk from that mention knows so far:
 *
 *     after                           stance    holder_clause   words     rules that fired
 *     the mention                     none      -1              [9, 10)
 *     clause 2, "rule out"            rejects    2              [6, 10)   refuse
 *     clause 1, "refused"             open       1              [3, 10)   refuse refuse reject-reject
 *               "never"               rejects    1              [3, 10)   refuse refuse reject-reject not-open
 *     clause 0, "said": a plain report, which ends the walk
 *
 * position_enter() asks for the subject of clause 1, "it", which is Norhaven, and enters NOR talks rejects
 * (tests/unit/walk.c holds the example to this).
 *
 * Private to this room and to that. */
#ifndef WALK_H
#define WALK_H

#include "language/sentence/clause.h"
#include "record/position/position.h"

#define MENTIONS_MAX     64  /* of issues in one sentence */
#define STANCE_WORDS_MAX 128 /* in one sentence */
#define WANTED_MAX       8   /* issues in conditions of a sentence                    */
#define CONDITIONALS_MAX 4   /* stances under a condition in it                       */
#define STEPS_MAX        12  /* clauses one inside another                           */
#define RULES_MAX        16
#define ANAPHOR_BYTES    400 /* how far back "this proposal" may reach */
#define NAMED_MAX        64  /* nouns that issues were named by, the last of them, for "the deal" */

/* A match of the phrases of a row of the stance table: tokens [first, end). */
struct stance_word {
    uint32_t first, end, row;
};

/* A match of a phrase of the agenda: tokens [first, end). */
struct issue_mention {
    uint32_t first, end;
    uint32_t words; /* that matched: those in its gaps left out */
    uint32_t issue;
    uint32_t entry; /* 1 + index of the agenda's phrase; 0: by reference to what was said before */
    uint32_t verb;  /* the token whose clause does it ("negotiate"), or UINT32_MAX: a noun */
    bool opposite, deed;
    bool passive;      /* "the sanctions must be lifted", found as "lift the sanctions" */
    bool anaphor;      /* "this notion", "the deal" */
    uint8_t how;       /* enum issue_how */
    float near;        /* cosine of the near word; 1: the phrase's own words */
    uint32_t named_in; /* of a reference: the sentence that named it; else UINT32_MAX */
    float sure;        /* how likely somebody is for or against the issue in these words (issue_reader.h) */
    float other;       /* and for or against another issue in them                                       */
};

/* An issue was named by this noun. */
struct issue_named {
    uint64_t frame; /* of "possibility", of "the possibility of a truce"; 0: none */
    uint64_t key;   /* agenda_word_key() */
    uint32_t issue, sentence;
};

/* An issue inside of a condition: what the condition makes of it. */
struct wanted {
    const struct issue_mention *mention;
    int32_t clause; /* which condition                                                        */
    uint8_t stance; /* whoever fulfils it takes: "unless Dalgo accepts the truce"             */
};

/* A stance under a condition, and who holds it. */
struct conditional {
    struct span condition;
    struct actor_ref holders[ACTORS_MAX];
    size_t n_holders;
    uint32_t holder, holder_end, first;
    bool anaphor; /* the stance is on what the condition names: "if there is a chance of it, we are ready" */
};

/* A sentence, and what is asked on a walk in it. */
struct walk {
    const struct document *doc;
    const struct actors *actors;
    const struct voice_list *voices;
    const struct stance_table *table;
    const struct agenda *agenda;
    const struct sentence *sentence;
    struct clause_list clauses;                 /* the sentence's */
    struct stance_word words[STANCE_WORDS_MAX]; /* in text order */
    size_t n_words;
    struct issue_mention mentions[MENTIONS_MAX]; /* in text order */
    size_t n_mentions;
    bool excluded[SENTENCE_MAX + 1];     /* per token: under a phrase of `not` */
    struct issue_named named[NAMED_MAX]; /* in the article so far, the last one last */
    size_t n_named;
    struct wanted wanted[WANTED_MAX];
    size_t n_wanted;
    struct conditional conditionals[CONDITIONALS_MAX];
    size_t n_conditionals;
    bool dropped, denied;  /* the walk from the last mention ended so (struct state) */
    bool is_weighed;       /* by networks: one position may be entered several times, and the surest of them is kept */
    struct record *record; /* positions are entered here, and */
    struct arena *mem;     /* live there                      */
    size_t positions_room;
};

/* What a walk knows so far. */
struct state {
    uint8_t stance;        /* enum stance; none: nothing said yet                  */
    bool dropped;          /* denied, asked, suspected, only supposed: nothing is entered */
    bool denied;           /* and that because it is denied, asked or suspected    */
    bool by_voice;         /* whoever speaks holds it                              */
    bool by_other;         /* only by another party's account                      */
    bool supposed;         /* "would hold talks": under a plan, unless the holder says so */
    bool able;             /* an act that the holder is, or is not, able to do     */
    bool unable;           /* "could not attend": a refusal in his own mouth alone */
    bool deed;             /* the issue is said as a deed, or by what points back to it */
    bool listed;           /* one of somebody's conditions: what is others' in it is demanded of them */
    bool carried;          /* it is another's refusal, of which nothing has been said yet */
    bool negation_used;    /* the clause's "not" is part of a phrase: "not in our interest" */
    bool settled;          /* the holders are known                                */
    int32_t under;         /* dropped: the clause of a condition that it is in; or -1 */
    int32_t holder_clause; /* till then: the clause whose subject holds it; -1: none yet */
    struct actor_ref holders[ACTORS_MAX];
    size_t n_holders;
    uint32_t holder, holder_end; /* the tokens that they were found in; equal: whoever speaks */
    uint32_t first, end;         /* the tokens that carry the stance                     */
    struct span condition;
    uint16_t rules[RULES_MAX]; /* rows of the table that fired, innermost first     */
    size_t n_rules;
    struct position_scores scores; /* of the network; zero: it was not asked */
};

static inline enum upos tag(const struct walk *w, uint32_t i)
{
    return (enum upos)w->doc->tokens[i].upos;
}

static inline const struct stance_row *row_of(const struct walk *w, const struct stance_word *word)
{
    return &w->table->rows[word->row];
}

/* token_is() with several words. */
#define token_is_any(doc, i, ...) token_is_one_of((doc), (i), (const char *const[]){ __VA_ARGS__, NULL })

static inline bool token_is_one_of(const struct document *doc, uint32_t i, const char *const *words)
{
    while (*words && !token_is(doc, i, *words))
        words++;
    return *words != NULL;
}

/* Is the token, as it stands, a word of a row of this kind? */
static inline bool is_word_of(const struct walk *w, uint32_t i, enum row_kind kind)
{
    return stance_table_find(w->table, kind, w->doc->tokens[i].norm) != NULL;
}

/* Are both for it, both against it, or both on a condition? */
static inline bool same_side(enum stance a, enum stance b)
{
    return (a == STANCE_REJECTS) == (b == STANCE_REJECTS) && (a == STANCE_CONDITIONAL) == (b == STANCE_CONDITIONAL);
}

/* ---- walk.c ---- */

/* A walk in `doc`; its positions go into *record, in `mem`. */
void walk_begin(struct walk *w, const struct document *doc, const struct actors *actors,
                const struct voice_list *voices, struct arena *mem, struct record *record);

/* Go to a sentence of the document: find its clauses, words of stance and mentions of issues. `last_issue`
 * (UINT32_MAX: none) is what the sentences before it spoke of, for "this proposal". ENOMEM. */
priscus_status walk_sentence(struct walk *w, const struct sentence *sentence, uint32_t last_issue);

/* From a mention outward; what it comes to is in *st. What the owners of nouns hold is entered on the way. ENOMEM. */
priscus_status walk_outward(struct walk *w, const struct issue_mention *m, struct state *st);

/* "renewed its support during the talks", "as part of any agreement": where or when, not what. */
bool walk_is_adjunct(const struct walk *w, const struct issue_mention *m);

/* "Orlune's demand that Dalgo not sign": is clause c that of a noun of stance? */
bool walk_is_of_noun(const struct walk *w, int32_t c);

/* Where a walk stands. */
struct step {
    struct walk *walk;
    const struct issue_mention *mention;
    struct state *state;
    int32_t clause;          /* the one it is in                                     */
    int depth;               /* 0: the clause of the mention itself                  */
    uint32_t inner;          /* where that which is governed begins                  */
    uint32_t governor;       /* the token of this clause that the inner one hangs on */
    bool own;                /* the mention is a verb: "will not negotiate"          */
    int32_t bare[STEPS_MAX]; /* clauses left behind without a stance yet             */
    int32_t n_bare;
    bool ended;
};

/* ---- walk_noun.c ---- */

/* Nouns, adjectives and "there is no" of stance between `from` and *inner, the nearest first; *inner is then where the
 * farthest begins. `c` is their clause, or -1. ENOMEM. */
priscus_status walk_nouns(struct walk *w, struct state *st, uint32_t from, uint32_t *inner, int32_t c,
                          const struct issue_mention *m);
/* "no talks", "no direct talks": is there a negator before the noun, from `from` on? */
bool walk_noun_is_negated(const struct walk *w, uint32_t noun, uint32_t from);
/* "wants not a truce but a treaty": said of the noun, not of the verb. */
bool walk_noun_is_contrasted(const struct walk *w, uint32_t noun);
/* Has the clause a subject that can hold a stance: not "there is no", "it is pointless to"? */
bool walk_has_subject(const struct walk *w, int32_t c);

/* ---- walk_verb.c ---- */

/* The word of stance that is the verb of clause c, but not inside the mention; NULL: it is none. */
const struct stance_word *walk_verb_word(const struct walk *w, int32_t c, const struct issue_mention *m);
/* Is clause c negated, by its verb or by its subject? */
bool walk_is_negated(const struct walk *w, int32_t c);
/* "The plan must contain a truce": has the verb of a clause an object? */
bool walk_has_object(const struct walk *w, const struct clause *at);
/* "did not deny that", but not "neither confirmed nor denied that" */
bool walk_is_denied_twice(const struct walk *w, int32_t c);
/* Has the word of stance its negation in itself: "not suit"? */
bool walk_has_own_negation(const struct walk *w, const struct stance_word *word);
bool walk_inside_mention(const struct issue_mention *m, const struct stance_word *word);
/* "demanded that Russia withdraw", "proposes the sides meet": nothing is done yet. */
bool walk_is_subjunctive(const struct walk *w, int32_t c, const struct issue_mention *m);
/* The issue is the verb of the step's clause: doing it, or having it done. */
void walk_own_verb(struct step *s, bool negated);
/* The issue, or what it grew into, is the subject of clause c. */
void walk_subject_of(struct walk *w, struct state *st, int32_t c, const struct issue_mention *m);
/* The same where it may lie inside the subject: "Kyiv's refusal to talk was criticised". ENOMEM. */
priscus_status walk_as_subject(struct step *s);
/* The issue, or what it grew into, hangs on the verb of the step's clause. ENOMEM. */
priscus_status walk_as_object(struct step *s, bool negated);
/* "must be ready to": what must be is demanded, by whoever says so. */
void walk_duty(struct step *s);
/* "'Free the hostages,' Holm said": what is ordered is demanded, by whoever says so. */
void walk_command(struct step *s, bool negated);

/* ---- walk_list.c ---- */

/* "Norhaven's conditions include", "they are": does clause c name what its subject, a noun of ROW_LIST, has in it? The
 * noun may stand in the sentence before. */
bool walk_list_clause(const struct walk *w, int32_t c, size_t *row, uint32_t *noun);
/* "Norhaven's conditions: talks", "its demands, including talks": is the mention named under such a noun before it? */
bool walk_list_before(const struct walk *w, const struct issue_mention *m, size_t *row, uint32_t *noun);
/* Whose the noun is, by its possessor or by who set it. False: nobody known. */
bool walk_list_owner(const struct walk *w, struct state *st, uint32_t noun);

/* ---- issue.c ---- */

/* Fill in words and mentions of the walk's sentence. */
void issue_find(struct walk *w, uint32_t last_issue);
/* The words alone: issue_find() leaves them out of a sentence without an issue. */
void issue_find_words(struct walk *w);
/* Add a mention, unless it wants words of a better one; it takes the place of those that it is better than. */
void issue_add(struct walk *w, struct issue_mention m);
/* The verb of a clause among tokens [first, end); UINT32_MAX: none. */
uint32_t issue_verb_in(const struct walk *w, uint32_t first, uint32_t end);

/* ---- issue_tree.c ---- */

/* Add what the agenda's phrases say in another order or form, along the tree. */
void issue_find_sets(struct walk *w);

/* ---- issue_refer.c ---- */

/* Add what points back: "this notion" to `last_issue` and what was said of it, "the deal" to the deal named before. */
void issue_find_references(struct walk *w, uint32_t last_issue);
/* The sentence's mentions are known: keep the nouns that named them. */
void issue_keep_names(struct walk *w);
/* The verb of a clause among tokens [first, end), or UINT32_MAX. */
uint32_t issue_verb_in(const struct walk *w, uint32_t first, uint32_t end);

/* ---- compose.c ---- */

struct state state_fresh(const struct issue_mention *m);
/* A row of the table fired. */
void state_fired(struct state *st, size_t row);
/* The tokens [first, end) carry the stance too. */
void state_take_words(struct state *st, uint32_t first, uint32_t end);
/* The subject of clause c holds it. */
void state_hold(struct state *st, int32_t c);
/* The verdict of a row with words, outside the state's stance: "refused [to rule out]". */
void compose_apply(const struct walk *w, struct state *st, size_t row);
/* A stance outside the state's. */
void compose_stance(const struct walk *w, struct state *st, uint8_t outer);
void compose_negate(const struct walk *w, struct state *st);
/* What a stance on the opposite of an issue says of the issue. */
uint8_t compose_opposite(const struct walk *w, uint8_t stance);
/* Doing it, with the modality and negation (CLAUSE_...) of its clause. False: that says nothing. */
bool compose_act(const struct walk *w, struct state *st, bool deed, unsigned flags);
/* Conditions that hang on clause c, or stand in it: "only if", "until", "in exchange for". */
void compose_conditions(const struct walk *w, struct state *st, int32_t c);

/* ---- holder.c ---- */

/* Who speaks at a token; NULL: the narrator. */
const struct actor_ref *holder_voice(const struct walk *w, uint32_t token);
void holder_settle(struct state *st, const struct actor_ref *refs, size_t n);
/* Those below look for the holders, and settle them; false: nobody was found there. */
bool holder_settle_phrase(const struct walk *w, struct state *st, uint32_t first, uint32_t end);
/* The subject of clause c, or whose paper it is. */
bool holder_settle_subject(const struct walk *w, struct state *st, int32_t c);
/* "under a decree signed by Zelensky, talks are prohibited": on whose paper clause c says so. */
bool holder_paper(const struct walk *w, struct state *st, int32_t c);
/* "rejected by Moscow": the agent of a passive verb. True also where "by" is followed by nobody known. */
bool holder_agent(const struct walk *w, struct state *st, uint32_t from, uint32_t end);
/* "Kyiv's reluctance", "the rejection by Iran of": whose noun `word` is; what it governs begins at `inner`. */
bool holder_possessor(const struct walk *w, struct state *st, const struct stance_word *word, uint32_t inner);
/* "Tehran ready for a swap": a headline without its verb. */
bool holder_beside(const struct walk *w, struct state *st, const struct stance_word *word);
/* Is there a party that is in both? */
bool holder_same_party(const struct actor_ref *a, size_t n, const struct actor_ref *b, size_t m);
/* Do the subjects of two clauses stand for one party? */
bool holder_same_subject(const struct walk *w, int32_t a, int32_t b);
/* Where the noun phrase that begins at i ends: before the next verb, stop or preposition, or at `end`. */
uint32_t holder_phrase_end(const struct walk *w, uint32_t i, uint32_t end);

/* ---- condition.c ---- */

/* The walk from a mention ended in a condition, or a stance under a condition was entered: both are kept till the whole
 * sentence is read. */
void condition_keep_issue(struct walk *w, const struct issue_mention *m, const struct state *st);
void condition_keep_stance(struct walk *w, const struct issue_mention *m, const struct state *st);
/* Is the issue named in the condition? */
bool condition_names(const struct walk *w, struct span condition, uint32_t issue);
/* "Will talk only if the troops leave": what the conditions of the sentence's stances and threats demand. ENOMEM. */
priscus_status condition_enter(struct walk *w);

/* ---- position.c ---- */

/* Not in subheads and notes of the editor. */
static inline bool position_is_looked_for(const struct document *doc, const struct sentence *sentence)
{
    enum role role = doc->article->paragraphs[sentence->paragraph].role;

    return role != ROLE_SUBHEAD && role != ROLE_EDITOR_NOTE;
}

/* All that the rules make of one mention: entered as positions. ENOMEM. */
priscus_status position_compose(struct walk *w, const struct issue_mention *m);
/* Enter what the state says: one position for each holder. ENOMEM. */
priscus_status position_enter(struct walk *w, const struct issue_mention *m, struct state *st);

#endif
