/* record.h - sentences into statements and positions: who said what, taking which position.
 *
 *     Russia has never ruled out talks with Kyiv, Lavrov told RT on Thursday.
 *
 *     statement  source "Lavrov", cue "told", content "Russia has never ... Kyiv", said on that Thursday
 *     position   RUS  talks  open  ("has never ruled out talks"), speaker Lavrov
 *
 * All spans are byte offsets into the article's body. */
#ifndef RECORD_H
#define RECORD_H

#include "language/document.h"

enum stance {
    STANCE_NONE,
    STANCE_DEMANDS,
    STANCE_PROPOSES,
    STANCE_ACCEPTS,
    STANCE_OPEN,
    STANCE_CONDITIONAL,
    STANCE_REJECTS,
    STANCE_COUNT
};
const char *stance_text(enum stance stance); /* "demands" ... */
bool stance_parse(struct text word, enum stance *out);

enum statement_kind { STATEMENT_DIRECT, STATEMENT_INDIRECT, STATEMENT_MIXED };
const char *statement_kind_text(enum statement_kind kind);

/* How an issue was found in a sentence. */
enum issue_how {
    ISSUE_PHRASE,    /* a phrase of the agenda, as it is written there              */
    ISSUE_SET,       /* its words in another order or form, along the tree          */
    ISSUE_NEAR,      /* the same, with a word near to one of them in its place      */
    ISSUE_REFERENCE, /* by reference to what was said before                        */
    ISSUE_LEARNT     /* in no words of the agenda: a network found it               */
};
const char *issue_how_text(enum issue_how how); /* "phrase" ... */

/* By whose account we know it, outermost first. */
enum chain_role { CHAIN_OUTLET, CHAIN_AGENCY, CHAIN_CITED, CHAIN_QUOTER, CHAIN_SPEAKER };
const char *chain_role_text(enum chain_role role);

struct chain_link {
    enum chain_role role;
    struct text name;
    struct span words; /* in the body; empty where the page says it outside of the body */
};

#define STATEMENT_PIECES_MAX 6
#define CHAIN_MAX            6

struct statement {
    enum statement_kind kind;
    struct span source;                        /* who, in this article's words; empty: nobody is named   */
    struct span cue;                           /* "said", "according to"; empty: a bare quotation        */
    struct span content[STATEMENT_PIECES_MAX]; /* in text order, apart where the cue interrupts */
    size_t n_content;
    struct text speaker; /* fullest name the page gives, or "the foreign ministry"; NULL ptr: unknown */
    struct text person;  /* the roster's name for the speaker, the same on every page; NULL ptr: not in it */
    struct text party;   /* code of whom the speaker speaks for; NULL ptr: nobody  */
    bool last_known;     /* the roster does not know whether the term has ended    */
    struct chain_link chain[CHAIN_MAX];
    size_t n_chain;
    struct span occasion;  /* "in an interview with RT television"; empty: not said */
    struct span addressee; /* "reporters", of "told reporters"; empty: not said    */
    struct date said_on;
    struct span said_words; /* the words it was resolved from; empty: not said     */
    struct date posted;     /* of a live page: when the post it stands in was published; else unknown */
    int32_t inside;         /* index of the statement it lies in, or -1            */
    float sure;             /* of the attribution, 0 to 1; 0: no network found it  */
};

/* In place of odds: the network that knows issues was not taught this one, which another agenda has. */
#define ISSUE_NOT_TAUGHT (-1.0f)
/* And: the network that knows holders has not looked at the mention, since there are so many in the sentence. */
#define HOLDER_NOT_ASKED (-1.0f)
/* And: no network has read the sentence for the party, or it was not taught the issue and no words name it. */
#define PARTY_NOT_ASKED  (-1.0f)

/* What the networks and the rules say of a position (record/position/position_sure.h), each odd from 0 to 1. */
struct position_scores {
    float holder;          /* that this holder has this stance, or HOLDER_NOT_ASKED  */
    float issue;           /* that somebody has a stance on the issue in these words, or ISSUE_NOT_TAUGHT */
    float other;           /* and on another issue in them, or the same              */
    float read_for_party;  /* that the party has a stance of this side on the issue, as the sentence was read for it; or
                             PARTY_NOT_ASKED */
    float named_for_party; /* the same by the words that name the issue alone, or PARTY_NOT_ASKED */
    float issue_share;     /* logarithm of how often a party has one on the issue at all        */
    bool by_name;          /* nobody taught the issue: read_for_party is what the words that name it say */
    bool by_party;         /* seen in that reading alone                         */
    bool composed, opposed; /* the rules come to the same; to the contrary for the same party */
    bool others;            /* the rules come to a stance of others alone              */
    bool dropped;           /* the rules end where it is denied, asked or feared       */
    bool alone;             /* the rules come to it, and the network does not         */
    struct span cue;        /* the words that the network took the stance from; empty: it named none */
};

struct position {
    int32_t statement; /* index of the statement it lies in; -1: the narrator's voice */
    struct span sentence;
    struct span words;   /* the run of words that carries it                     */
    struct text speaker; /* NULL ptr: the narrator, or a body                    */
    struct text person;  /* as of a statement                                    */
    struct text party;   /* code                                                 */
    struct text issue;
    enum stance stance;
    struct span condition;   /* "if the troops leave"; empty: none                  */
    struct text counterpart; /* code of the other party to it; NULL ptr: not said  */
    struct date said_on;
    struct span said_words;
    struct date posted;
    bool last_known;
    bool by_other; /* only by another party's account                      */
    float sure;    /* how likely it is right, 0 to 1; 0: no network was asked  */
    /* How it came about, for trace.h; no part of a ledger. */
    const uint16_t *rules; /* rows of the stance table that fired, innermost first (these a ledger has) */
    size_t n_rules;
    uint32_t agenda_entry; /* 1 + index of the agenda's phrase that named the issue; 0: an earlier sentence named it */
    struct span issue_words; /* the words that it matched                                      */
    struct position_scores scores;
    enum issue_how issue_how;
    float issue_near;        /* cosine of the near word; 1: there is none                         */
    struct span issue_named; /* of a reference: the sentence that named it; empty: not known      */
    struct span holder;      /* the words that say whose stance it is; empty: whoever speaks    */
};

/* As it is stored and told, so that the last bits of a sum don't matter: 1 to 100; 0: no network was asked. */
static inline unsigned sure_hundredths(float sure)
{
    unsigned n = sure > 0 ? (unsigned)(sure * 100 + 0.5f) : 0;

    return sure > 0 && n == 0 ? 1 : n;
}

struct actors;     /* who is who: record/actor/actor.h                          */
struct voice_list; /* whose words each token is: record/statement/statement.h */

struct record {
    struct statement *statements; /* in text order */
    size_t n_statements;
    struct position *positions; /* in text order */
    size_t n_positions;
    const struct actors *actors; /* NULL for a text without words; then there are no voices either */
    const struct voice_list *voices;
};

/* The networks that read statements and positions (record/statement/attribution.h, record/position/position_reader.h), of one
 * thread. The first NULL: no statements are found; the second NULL: positions are found by rules alone. */
struct record_networks {
    struct attributor *attributor;
    struct position_reader *position_reader;
};
struct knowledge; /* agenda, roster, rules: record/knowledge/knowledge.h */

/* Those that the language's model has; the language must outlive them. ENOMEM, EINPUT. */
struct language;
priscus_status record_networks_open(const struct language *language, struct record_networks *out,
                                    struct priscus_error *err);
void record_networks_close(struct record_networks *networks);

/* Read the record off a document; everything lives in `mem`. Linear in the number of
 * tokens. A page that quotes nobody is a success. Fails only with ENOMEM. */
priscus_status record_read(const struct document *doc, const struct knowledge *knowledge,
                           const struct record_networks *networks, struct arena *mem, struct record *out,
                           struct priscus_error *err);

/* The same of quotations (quote_find()) and attributions (attribution_find()) that were found already. */
struct quote_list;
struct attribution_list;
priscus_status record_read_attributed(const struct document *doc, const struct knowledge *knowledge,
                                      const struct record_networks *networks, const struct quote_list *quotes,
                                      const struct attribution_list *attributions, struct arena *mem,
                                      struct record *out, struct priscus_error *err);

/* Spans in bounds, indexes valid, codes known? The first thing wrong in *why. */
bool record_check(const struct record *record, const struct document *doc, const char **why);

#endif
