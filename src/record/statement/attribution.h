/* attribution.h - source, cue and content of statements, by two trained networks over words and trees.
 *
 *     "We will talk," said the minister, who wants the siege to end.
 *      CONTENT-------  CUE  SOURCE------------------------------
 *                                        [a second cue: "wants", its source "who", its content "the siege to end"]
 *
 * The first network reads a paragraph and says which words are the cue of an attribution; the second reads the
 * same words again from where one cue stands (its distance and the arcs of the tree that lead to it, the
 * quotation marks and the other cues between) and says which are its source and which its content. Conventions are those of
 * PolNeAR (Newell, Margolin and Ruths, LREC 2018), on which both are trained (train/attribution_train.h): the
 * outermost attribution alone. What lies inside another's content is found by reading that content as a text of its
 * own, cut off from the tree and the quotation marks around it, DEPTH_MAX times at most. Linear in the text: a paragraph is read in rows of at most ROW_MAX words, a cue
 * sees WINDOW words on both sides.
 *
 * The networks are sections of the model, "cue." and "span.". */
#ifndef ATTRIBUTION_H
#define ATTRIBUTION_H

#include "language/document.h"
#include "language/model/labeller.h"

enum {
    ATTRIBUTION_ROW_MAX = 320,  /* words of a paragraph that are read at once                */
    ATTRIBUTION_WINDOW = 120,   /* words before and behind a cue that may belong to it       */
    ATTRIBUTION_PIECES_MAX = 6, /* of a source or a content                                  */
    ATTRIBUTION_DEPTH_MAX = 3,  /* statements inside statements inside statements            */
    ATTRIBUTION_FEATURES_MAX = 29
};

/* Labels of the first network, of the second: in a model, and in training, by these names. */
#define ATTRIBUTION_CUE     "CUE"
#define ATTRIBUTION_SOURCE  "SOURCE"
#define ATTRIBUTION_CONTENT "CONTENT"

struct token_range {
    uint32_t first, end;
};

struct attribution {
    struct token_range cue;
    struct token_range source[ATTRIBUTION_PIECES_MAX], content[ATTRIBUTION_PIECES_MAX]; /* in text order */
    uint8_t n_source, n_content;
    float sure;     /* of the cue: 0 to 1                                 */
    int32_t inside; /* index of the attribution whose content it lies in, or -1 */
};

struct attribution_list {
    struct attribution *at;
    size_t n, room;
};

/* One thread's room; the language must outlive it. *out is NULL if the model has no such networks: nothing is attributed
 * then. ENOMEM, EINPUT. */
struct attributor;
priscus_status attributor_new(const struct language *language, struct attributor **out, struct priscus_error *err);
void attributor_free(struct attributor *attributor);

/* Everything that is attributed in the document, in `mem`: in the order of cues, each before those inside it. False:
 * memory is out. */
struct quote_list;
bool attribution_find(struct attributor *attributor, const struct document *doc, const struct quote_list *quotes,
                      struct arena *mem, struct attribution_list *out);

/* Of its steps: a content broken off inside a clause is made whole, within a paragraph (attribution_mend.c). */
struct attribution_view;
void attribution_mend(const struct attribution_view *view, struct attribution *at, struct token_range within);
/* What runs over paragraphs (attribution_quote.c); those from `from` on without content are dropped, the
 * others in the order of cues. */
bool attribution_complete(const struct document *doc, const struct quote_list *quotes, struct arena *mem,
                          struct attribution_list *list);
void attribution_order(struct attribution_list *list, size_t from);

/* ---- features: what the networks are shown, here and in training -------------------------- */

/* What is looked up once for a text, to be asked word by word. */
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
bool attribution_look(const struct document *doc, const struct language *language, const struct quote_list *quotes,
                      struct arena *mem, struct attribution_view *out);

/* Numbers of token t: its word vector and what the language's network holds of it. */
size_t attribution_vector_width(const struct language *language);
void attribution_vector(const struct attribution_view *view, uint32_t t, float *out);

/* Hashes of token t for the first network; how many. The first *n_form say which word it is. */
unsigned attribution_word(const struct attribution_view *view, uint32_t t, uint64_t *out, unsigned *n_form);

/* One cue, and what is the same for all words around it. `other` per token: is it in another cue? */
struct attribution_place {
    struct token_range cue;
    uint32_t head;       /* the cue's word that governs the others */
    const uint8_t *cues; /* per token of the document: 1 + number of the cue it is in, modulo 255; 0: none */
};
/* Those of `within` that may belong to a cue: not too far from it, at most 3 WINDOW. */
struct token_range attribution_window(struct token_range within, struct token_range cue);
uint32_t attribution_head(const struct attribution_view *view, struct token_range cue);
/* Hashes of token t for the second network: whichever cue it is seen from, and from this one. At most FEATURES_MAX both. */
unsigned attribution_seen(const struct attribution_view *view, uint32_t t, uint64_t *out, unsigned *n_form);
unsigned attribution_pair(const struct attribution_view *view, const struct attribution_place *place, uint32_t t,
                          uint64_t *out);

#endif
