/* floor.h - what the files of the record floor share; record/record.h is for everybody else. */
#ifndef FLOOR_H
#define FLOOR_H

#include "language/sentence/clause.h"
#include "language/sentence/quote.h"
#include "record/knowledge/knowledge.h"
#include "record/knowledge/office.h"
#include "record/statement/occasion.h"
#include "record/time/when.h"

#define NO_PARTY UINT32_MAX

/* ---- the stance table: stance_table.c ---------------------------------------------------------- */

/* Verdicts that a row may give besides the stances. */
enum {
    VERDICT_DENIES = STANCE_COUNT, /* "denied that": what it says so is nobody's position     */
    VERDICT_ASKS,                  /* "whether": open questions, talk about it                */
    VERDICT_CLAIMS,                /* "accused", "fears that": only by the other's account    */
    VERDICT_DOES,                  /* "hold talks": a noun made into doing it                 */
    VERDICT_COUNT
};

enum row_kind {
    ROW_VERB,
    ROW_ADJECTIVE,
    ROW_NOUN,
    ROW_ABOUT,
    ROW_THERE,
    ROW_NEGATOR,
    ROW_COMPOSE,
    ROW_NEGATE,
    ROW_ACT,
    ROW_IF,
    ROW_KINDS
};

struct stance_row {
    struct text id;
    struct text is; /* as written: "verb rejects"                                          */
    enum row_kind kind;
    uint8_t verdict;      /* enum stance or VERDICT_...; of rules: the result               */
    uint8_t outer, inner; /* of rules: what they apply to                                  */
    uint16_t flags;       /* of ROW_ACT: CLAUSE_WILL ..., CLAUSE_NEGATED; of ROW_IF: clause kinds */
    uint8_t deed;         /* of ROW_ACT: 1 for deeds, 0 for acts                            */
    int line;
};

struct stance_test {
    struct text sentence, expected;
    uint32_t row;
    int line;
};

struct stance_table {
    struct stance_row *rows;
    size_t n_rows;
    struct stance_test *tests;
    size_t n_tests;
    struct phrase_set *phrases; /* values are indexes into rows */
};

priscus_status stance_table_read(const char *file, struct text text, struct arena *mem, struct stance_table *out,
                                 struct priscus_error *err);

struct knowledge {
    struct arena mem;
    const struct language *language;
    struct agenda agenda;
    struct roster roster;
    struct stance_table stance;
    struct offices offices;
    struct phrase_set *occasions; /* values are enum occasion_kind */
    struct knowledge_file *agendas, *rosters;
    size_t n_agendas, n_rosters;
    char engine[48];
};

/* ---- actors: actor.c, mention.c, describe.c, coref.c ---------------------------------------- */

#define NO_ENTITY UINT32_MAX

/* A person or a body, however the page calls it. */
struct entity {
    enum actor_kind kind;      /* ACTOR_PERSON, or ACTOR_BODY for all others                        */
    uint32_t party;            /* whom it speaks for; NO_PARTY: nobody                              */
    uint32_t home;             /* its party even if it may not speak for it ("former Iranian ...")  */
    const struct actor *actor; /* of the roster; NULL: known from this page alone                   */
    struct text name;          /* the fullest the page has; NULL ptr: never named                   */
    enum gender gender;
    struct role_set roles; /* offices that the page or the roster gives it                      */
    struct role_set held;  /* offices that it has no more                                       */
    bool barred;           /* a former one, an expert, nobody's at that date                    */
    bool last_known;       /* the roster does not know whether the term has ended               */
    bool plural;           /* officials, rebels                                                 */
    uint32_t seen;         /* 1 + the token where it was named last, while reading              */
    uint32_t newer, older; /* in the order of being spoken of (coref.c)                         */
};

/* A name in the text. */
struct mention {
    uint32_t first, end;
    uint32_t head; /* the token that the others hang on                                             */
    uint32_t party;
    enum actor_kind kind;
    const struct actor *actor; /* NULL: known from this page alone ("Ukrainian spokesman Georgiy Tykhy") */
    struct text name;          /* of persons: the fullest the page has                                */
    uint32_t entity;
    bool barred; /* a former one, or nobody's at that date                              */
    bool last_known;
};

#define ACTORS_MAX 4

/* Whom a noun phrase stands for. */
struct actor_ref {
    uint32_t party;     /* NO_PARTY: nobody's voice                                  */
    struct text person; /* NULL ptr: a body, or nobody with a name                   */
    bool barred, last_known;
    uint32_t entity; /* 1 + index into actors.entities; 0: none                    */
};

struct actors {
    const struct document *doc;
    const struct knowledge *knowledge;
    struct mention *mentions; /* in text order, not overlapping */
    size_t n;
    uint32_t *at;        /* per token: 1 + index of the mention that covers it, or 0; persons of whom
                            nothing is known but the name are left out */
    uint32_t *party_end; /* per token, for phrase_context                            */
    struct date date;    /* of publication; unknown: the roster's latest             */
    struct entity *entities;
    size_t n_entities;
    uint32_t *entity_of;         /* per token: 1 + index of the entity that the phrase it heads means, or 0 */
    struct office_span *offices; /* in text order, not overlapping */
    size_t n_offices;
    uint32_t *office_at;       /* per token: 1 + index of the office it is a word of, or 0  */
    uint32_t *child, *sibling; /* per token: 1 + its first dependent; 1 + the next dependent of its head */
};

/* Find who is who. Linear in the tokens (limits with names in the files). False: memory is out. */
bool actors_find(const struct document *doc, const struct knowledge *k, struct arena *mem, struct actors *out);

/* Whom does the noun phrase or pronoun in [first, end) stand for? The words that hang on nothing inside it count,
 * and what "and" joins to them. `voice` (may be NULL) is who speaks, for we and I. Returns how many (0: nobody known). */
size_t actors_resolve(const struct actors *actors, uint32_t first, uint32_t end, const struct actor_ref *voice,
                      struct actor_ref out[ACTORS_MAX]);

/* Is it a person or a body at all: a name, or a word for one ("two officials"), not "at this time"? */
bool actors_somebody(const struct actors *actors, uint32_t first, uint32_t end);

/* ---- statements: quote.c, statement.c, chain.c -------------------------------------------- */

/* Clauses of every sentence, kept: sentence i has [from[i], from[i + 1]). Indexes inside a
 * sentence's clauses are relative to its first. */
struct clauses {
    struct clause_list *of; /* per sentence */
};
bool clauses_find(const struct document *doc, struct arena *mem, struct clauses *out);

/* What a statement is to the position finder. */
struct voice {
    uint32_t first, end; /* tokens of a piece of content                             */
    struct actor_ref who;
    uint32_t statement;
    bool direct;
};
struct voice_list {
    struct voice *at;
    size_t n, room;
    uint32_t *of; /* per token: 1 + index of the innermost, or 0 */
};

/* Each attribution becomes a statement with one voice a piece of its content. False: memory. */
struct attribution_list;
bool statement_find(const struct document *doc, const struct actors *actors, const struct quote_list *quotes,
                    const struct attribution_list *attributions, struct arena *mem, struct record *out,
                    struct voice_list *voices);
bool chain_fill(const struct document *doc, const struct knowledge *knowledge, struct arena *mem,
                struct record *record);

/* The innermost voice at a token, or NULL: the narrator. */
const struct voice *voice_at(const struct voice_list *voices, uint32_t token);
/* A voice of the statement, which must be in the list. */
const struct voice *voice_of_statement(const struct voice_list *voices, uint32_t statement);

/* ---- when it was said: said.c -------------------------------------------------------------- */

/* Where an attribution stands, in tokens. */
struct said_place {
    uint32_t cue, cue_end;       /* the words that attribute; for a position of the narrator's, its words */
    uint32_t source, source_end; /* who; may be empty */
    uint32_t content[STATEMENT_PIECES_MAX], content_end[STATEMENT_PIECES_MAX];
    size_t n_content;
    struct date today; /* the day that "yesterday" is counted from: the publication's, or of words in a quotation the
                        * day of that; may be unknown */
};

/* The date phrase that says when it was said: it hangs on the cue, and not on a verb of the content or of a clause about
 * somebody. False: there is none in the cue's sentence. out->date is unknown where the phrase cannot be resolved. */
bool said_find(const struct document *doc, const struct said_place *place, struct when *out);

/* Date the statements, whose spans and speakers are known: by a phrase of their own, or else by the statement of the same
 * speaker that they go on from ("He added that ..."). What neither dates stays unknown. */
void said_fill(const struct document *doc, struct record *record);
/* Date the narrator's positions: "The palace on Thursday rejected the plan." */
void said_fill_positions(const struct document *doc, struct record *record);

/* ---- positions: position.c ----------------------------------------------------------------- */

bool position_find(const struct document *doc, const struct actors *actors, const struct clauses *clauses,
                   const struct voice_list *voices, struct arena *mem, struct record *out);

#endif
