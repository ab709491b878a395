/* document.h - a body as sentences and tokens, with tags, trees and names.
 *
 *     Mr. Lavrov said on 21/8 that "U.S. officials don't know."
 *     [Mr.][Lavrov][said][on][21/8][that]["][U.S.][officials][do][n't][know][.]["]
 *
 * Tokens are as Universal Dependencies has them: clitics apart (do|n't, Kyiv|'s), hyphenated
 * words whole, numbers with their points and slashes whole. Spans are byte offsets into
 * the article's body and never overlap. Sentences do not cross paragraphs; a quotation mark
 * that closes after the stop belongs to the sentence before it.
 *
 * All of it is what a trained model says (language/language.h) in the form that the record reads; what has no
 * name here is UPOS_NONE, RELATION_NONE or NAME_OTHER. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "language/language.h"
#include "page/article.h"

/* clang-format off */
#define UPOS_MAP(TAG)                                                                                          \
    TAG(NONE)                                                                                                  \
    TAG(ADJ) TAG(ADP) TAG(ADV) TAG(AUX) TAG(CCONJ) TAG(DET) TAG(INTJ) TAG(NOUN) TAG(NUM) TAG(PART) TAG(PRON)   \
        TAG(PROPN) TAG(PUNCT) TAG(SCONJ) TAG(SYM) TAG(VERB) TAG(X)
/* clang-format on */

enum upos {
#define UPOS_ENUM(name) UPOS_##name,
    UPOS_MAP(UPOS_ENUM)
#undef UPOS_ENUM
};
const char *upos_text(enum upos tag);

/* Universal Dependencies' relations, with the subtypes that English has. */
/* clang-format off */
#define RELATION_MAP(X)                                                                                        \
    X(NONE, "")                                                                                                \
    X(ACL, "acl") X(ACL_RELCL, "acl:relcl") X(ADVCL, "advcl") X(ADVCL_RELCL, "advcl:relcl")                    \
    X(ADVMOD, "advmod") X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux") X(AUX_PASS, "aux:pass")                \
    X(CASE, "case") X(CC, "cc") X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") X(COMPOUND, "compound")          \
    X(COMPOUND_PRT, "compound:prt") X(CONJ, "conj") X(COP, "cop") X(CSUBJ, "csubj")                            \
    X(CSUBJ_PASS, "csubj:pass") X(CSUBJ_OUTER, "csubj:outer") X(DEP, "dep") X(DET, "det")                      \
    X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse") X(DISLOCATED, "dislocated") X(EXPL, "expl")          \
    X(FIXED, "fixed") X(FLAT, "flat") X(GOESWITH, "goeswith") X(IOBJ, "iobj") X(LIST, "list")                  \
    X(MARK, "mark") X(NMOD, "nmod") X(NMOD_DESC, "nmod:desc") X(NMOD_POSS, "nmod:poss")                        \
    X(NMOD_UNMARKED, "nmod:unmarked") X(NSUBJ, "nsubj") X(NSUBJ_OUTER, "nsubj:outer")                          \
    X(NSUBJ_PASS, "nsubj:pass") X(NUMMOD, "nummod") X(OBJ, "obj") X(OBL, "obl") X(OBL_AGENT, "obl:agent")      \
    X(OBL_UNMARKED, "obl:unmarked") X(ORPHAN, "orphan") X(PARATAXIS, "parataxis") X(PUNCT, "punct")            \
    X(REPARANDUM, "reparandum") X(ROOT, "root") X(VOCATIVE, "vocative") X(XCOMP, "xcomp")
/* clang-format on */

enum relation {
#define RELATION_ENUM(name, text) RELATION_##name,
    RELATION_MAP(RELATION_ENUM)
#undef RELATION_ENUM
        RELATION_COUNT
};
const char *relation_text(enum relation relation);

/* Morphology that stance needs; bits of token.feats. */
enum {
    FEAT_PAST = 1 << 0,       /* rejected                                      */
    FEAT_PARTICIPLE = 1 << 1, /* was rejected, has given                      */
    FEAT_GERUND = 1 << 2,     /* rejecting                                     */
    FEAT_THIRD = 1 << 3,      /* rejects                                       */
    FEAT_PLURAL = 1 << 4,
    FEAT_CAPITAL = 1 << 5,      /* begins with a capital                         */
    FEAT_SPACE_BEFORE = 1 << 6, /* white space stands before it               */
    FEAT_BASE = 1 << 7,         /* the dictionary form itself                    */
    FEAT_OPENS = 1 << 8,        /* a quotation mark that opens                   */
    FEAT_CLOSES = 1 << 9,       /* one that closes                               */
    FEAT_SAYS = 1 << 10,        /* a verb of saying (SAY in data/language/words.txt)           */
    FEAT_THINKS = 1 << 11,      /* a verb of thinking or wanting (THINK there)                 */
    FEAT_UNSAYS = 1 << 12,      /* "denied [saying]", "it is false that" (UNSAY there)         */
    FEAT_MINDED = 1 << 13       /* "ready [to]": said of somebody (MINDED there)               */
};

#define DOCUMENT_NO_HEAD UINT32_MAX

struct token {
    struct span span;  /* in the body                                         */
    struct text norm;  /* lower case, quotation marks and no-break spaces made plain, 's and n't plain */
    struct text lemma; /* dictionary form; norm where it is not known         */
    uint16_t feats;
    uint8_t upos;     /* enum upos                                          */
    uint8_t name;     /* enum name_kind of the name it lies in              */
    uint32_t head;    /* token index, in the same sentence; DOCUMENT_NO_HEAD: the root */
    uint8_t relation; /* enum relation to it                                */
    uint32_t word;    /* its row in `states`                                */
};

/* What hangs on a token (language/sentence/arcs.h); DOCUMENT_NO_HEAD: nothing, no more. */
struct dependents {
    uint32_t first; /* its first dependent in text order                   */
    uint32_t next;  /* the next dependent of its own head                  */
};

struct sentence {
    struct span span;    /* in the body                                       */
    uint32_t first, end; /* tokens [first, end)                               */
    uint32_t paragraph;  /* index into the article's                          */
};

enum name_kind { NAME_NONE, NAME_PERSON, NAME_BODY, NAME_PLACE, NAME_PEOPLE, NAME_OTHER };

struct name {
    uint32_t first, end; /* tokens */
    enum name_kind kind;
};

struct document {
    const struct article *article;
    struct text body; /* the article's */
    struct token *tokens;
    size_t n_tokens;
    struct dependents *dependents; /* per token */
    struct sentence *sentences;
    size_t n_sentences;
    struct name *names;
    size_t n_names;
    /* What networks are shown of the words, for what stands on it (record/statement/attribution.h): the model's rows for them
     * (language.h), and with an encoder its vector for each token: encoded[t * width] times scales[t]. A document that was
     * read in pieces (reading/pieces.h) has neither. */
    struct parsed states;
    int8_t *encoded; /* NULL: the language is the fast one */
    float *scales;
    size_t width;
};

/* One thread's room for reading documents; the language must outlive it. NULL: memory. */
struct document_reader;
struct document_reader *document_reader_new(const struct language *language);
void document_reader_free(struct document_reader *reader);

/* Analyse `article` into *out, in `mem`. Linear in the body's size (trees are quadratic in a sentence of at most
 * SENTENCE_MAX words). Fails only with ENOMEM. `article` must outlive *out. */
priscus_status document_read(struct document_reader *reader, const struct article *article, struct arena *mem,
                             struct document *out, struct priscus_error *err);

/* Are spans in bounds and in order, and are heads trees? The first thing wrong in *why. */
bool document_check(const struct document *doc, const char **why);

/* Tokens [first, end) of the document. */
struct token_range {
    uint32_t first, end;
};

/* Index of the sentence that holds the token. */
size_t sentence_at(const struct document *doc, uint32_t token);
/* The token that holds the byte of the body, or the next one; n_tokens: there is none. */
uint32_t token_at(const struct document *doc, uint32_t byte);
/* The tokens that hold a place in the body, or a part of it. */
struct token_range tokens_in(const struct document *doc, struct span place);

/* Is the token this word, written small? */
static inline bool token_is(const struct document *doc, uint32_t token, const char *word)
{
    return text_is(doc->tokens[token].norm, word);
}

/* Is the token a verb of saying, of thinking or wanting? */
static inline bool token_says(const struct document *doc, uint32_t token)
{
    return (doc->tokens[token].feats & FEAT_SAYS) != 0;
}
static inline bool token_thinks(const struct document *doc, uint32_t token)
{
    return (doc->tokens[token].feats & FEAT_THINKS) != 0;
}
/* Is the token a word under which nothing was said: "refused [to say]"? */
static inline bool token_unsays(const struct document *doc, uint32_t token)
{
    return (doc->tokens[token].feats & FEAT_UNSAYS) != 0;
}

static inline struct text token_text(const struct document *doc, size_t token)
{
    return text_in(doc->body, doc->tokens[token].span);
}

#endif
