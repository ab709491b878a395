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
 * Fields below "filled by" are the interface for the trained models; what a reader
 * left out is UPOS_NONE or DOCUMENT_NO_HEAD, and `has` says so. */
#ifndef DOCUMENT_H
#define DOCUMENT_H

#include "page/article.h"

#define UPOS_MAP(X)                                                                                            \
    X(NONE)                                                                                                    \
    X(ADJ) X(ADP) X(ADV) X(AUX) X(CCONJ) X(DET) X(INTJ) X(NOUN) X(NUM) X(PART) X(PRON) X(PROPN) X(PUNCT)       \
        X(SCONJ) X(SYM) X(VERB) X(X)

enum upos {
#define UPOS_ENUM(name) UPOS_##name,
    UPOS_MAP(UPOS_ENUM)
#undef UPOS_ENUM
};
const char *upos_text(enum upos tag);

/* Morphology that stance needs; bits of token.feats. */
enum {
    FEAT_PAST = 1 << 0,       /* rejected                                      */
    FEAT_PARTICIPLE = 1 << 1, /* may be one: rejected, given                  */
    FEAT_GERUND = 1 << 2,     /* rejecting                                     */
    FEAT_THIRD = 1 << 3,      /* rejects                                       */
    FEAT_PLURAL = 1 << 4,
    FEAT_CAPITAL = 1 << 5,      /* begins with a capital                         */
    FEAT_SPACE_BEFORE = 1 << 6, /* white space stands before it               */
    FEAT_BASE = 1 << 7,         /* the dictionary form itself                    */
    FEAT_OPENS = 1 << 8,        /* a quotation mark that opens                   */
    FEAT_CLOSES = 1 << 9        /* one that closes                               */
};

#define DOCUMENT_NO_HEAD UINT32_MAX

struct token {
    struct span span;  /* in the body                                         */
    struct text norm;  /* lower case, quotation marks and no-break spaces made plain, 's and n't plain */
    struct text lemma; /* dictionary form; norm where it is not known         */
    uint16_t feats;
    uint8_t upos;    /* enum upos; filled by the tagger                     */
    uint8_t name;    /* enum name_kind of the name it lies in               */
    uint32_t head;   /* token index; filled by the parser; DOCUMENT_NO_HEAD */
    uint16_t deprel; /* index into the parser's list of relations           */
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

enum { DOCUMENT_TAGS = 1, DOCUMENT_TREES = 2, DOCUMENT_NAMES = 4 };

struct document {
    const struct article *article;
    struct text body; /* the article's */
    struct token *tokens;
    size_t n_tokens;
    struct sentence *sentences;
    size_t n_sentences;
    struct name *names;
    size_t n_names;
    unsigned has; /* DOCUMENT_TAGS | ... : what was filled in */
};

/* Analyse `article` into *out, in `mem`; `want` is of DOCUMENT_TAGS | ... and says what the
 * caller has use for (work that nobody needs is skipped). Linear in the body's size; a
 * word longer than TOKEN_MAX bytes is cut. Fails only with ENOMEM. `article` must outlive *out. */
priscus_status document_read(const struct article *article, unsigned want, struct arena *mem,
                             struct document *out, struct priscus_error *err);

#define TOKEN_MAX 1000

/* Are spans in bounds and in order? The first thing wrong in *why. */
bool document_check(const struct document *doc, const char **why);

/* Index of the sentence that holds the token. */
size_t sentence_at(const struct document *doc, uint32_t token);

/* Is the token this word, written small? */
static inline bool token_is(const struct document *doc, uint32_t token, const char *word)
{
    return text_is(doc->tokens[token].norm, word);
}

/* Is the token a verb of saying, of thinking or wanting (SAY, THINK in data/language/words.txt)? */
bool token_says(const struct document *doc, uint32_t token);
bool token_thinks(const struct document *doc, uint32_t token);

static inline struct text token_text(const struct document *doc, size_t token)
{
    return text_in(doc->body, doc->tokens[token].span);
}

#endif
