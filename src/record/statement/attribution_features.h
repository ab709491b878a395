/* attribution_features.h - what the networks that find attributions are shown of a word, here and in training, and the
 * steps behind them.
 *
 *     "We will talk," said the minister.     of "minister", seen from the cue "said": its subject, one word behind it
 *
 * A paragraph is read in rows of at most ROW_MAX words; a cue sees WINDOW words on both sides. */
#ifndef ATTRIBUTION_FEATURES_H
#define ATTRIBUTION_FEATURES_H

#include "language/model/labeller.h"
#include "language/sentence/quote.h"
#include "record/statement/attribution.h"

enum {
    ATTRIBUTION_ROW_MAX = 320, /* words of a paragraph that are read at once                */
    ATTRIBUTION_WINDOW = 120,  /* words before and behind a cue that may belong to it       */
    ATTRIBUTION_FEATURES_MAX = 29
};

/* Labels of the first network, of the second: in a model, and in training, by these names. */
#define ATTRIBUTION_CUE     "CUE"
#define ATTRIBUTION_SOURCE  "SOURCE"
#define ATTRIBUTION_CONTENT "CONTENT"

/* What is worked out once for a text. */
struct attribution_view {
    const struct document *doc;
    const struct language *language;
    struct token_range cut; /* what is read as a text of its own: all, or a content                */
    uint8_t *quoted;        /* per token: 0 outside, 1 inside double marks, 2 single ones, 3 a mark      */
    uint32_t *marks;        /* quotation marks before it in its paragraph                                */
    uint32_t *dependents;   /* kinds of them, as bits                                                 */
    uint32_t *sentence;     /* number of its sentence                                                 */
    uint8_t *depth;         /* arcs to the root of its sentence                                       */
};
/* Fails only with ENOMEM. */
priscus_status attribution_look(const struct document *doc, const struct language *language,
                                const struct quote_list *quotes, struct arena *mem, struct attribution_view *out);

/* Numbers of token t: the encoder's vector; without an encoder, or with `small`, its word vector and the state of the language's
 * network at it. */
size_t attribution_vector_width(const struct language *language, bool small);
void attribution_vector(const struct attribution_view *view, uint32_t t, bool small, float *out);

/* Hashes of token t for the first network; how many. The first *n_form say which word it is. */
unsigned attribution_word(const struct attribution_view *view, uint32_t t, uint64_t *out, unsigned *n_form);

/* One cue, and what is the same for all words around it. */
struct attribution_place {
    struct token_range cue;
    uint32_t head;       /* the cue's word that governs the others */
    const uint8_t *cues; /* per token of the document: 1 + number of the cue it is in, modulo 255; 0: none */
};
/* Those of `within` that may belong to a cue: at most `reach` words from it, which is WINDOW or less; at most 3 WINDOW. */
struct token_range attribution_window(struct token_range within, struct token_range cue, uint32_t reach);
uint32_t attribution_head(const struct attribution_view *view, struct token_range cue);
/* Hashes of token t for the second network: the same for every cue; and for this one. Together at most FEATURES_MAX. */
unsigned attribution_seen(const struct attribution_view *view, uint32_t t, uint64_t *out, unsigned *n_form);
unsigned attribution_pair(const struct attribution_view *view, const struct attribution_place *place, uint32_t t,
                          uint64_t *out);

/* ---- behind the networks ---- */

/* A content that the networks broke off inside a clause is made whole, within a paragraph (attribution_mend.c). */
void attribution_mend(const struct attribution_view *view, struct attribution *at, struct token_range within);
/* Who speaks in a relative clause of a content: "quoted [Brook, who had said that ...]" (attribution_relative.c). */
bool attribution_relative(const struct document *doc, struct token_range piece, struct attribution *out);
/* Attributions that run over several paragraphs get their content (attribution_quote.c). Fails only with ENOMEM. */
priscus_status attribution_complete(const struct document *doc, const struct quote_list *quotes, struct arena *mem,
                                    struct attribution_list *list);
/* Those from `from` on: without content they are dropped, the others are put in the order of their cues. */
void attribution_order(struct attribution_list *list, size_t from);

#endif
