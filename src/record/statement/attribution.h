/* attribution.h - source, cue and content of statements, by two trained networks over words and trees.
 *
 *     "We will talk," said the minister, who wants the siege to end.
 *      CONTENT-------  CUE  SOURCE------------------------------
 *                                        [a second cue: "wants", its source "who", its content "the siege to end"]
 *
 * The first network reads a paragraph and says which words are the cue of an attribution; the second reads the same
 * words again from where one cue stands (its distance and the arcs of the tree that lead to it, the quotation marks
 * and the other cues between) and says which are its source and which its content. Conventions are those of PolNeAR
 * (Newell, Margolin and Ruths, LREC 2018), on which both are trained (train/attribution_train.h): the outermost
 * attribution alone. What lies inside another's content is found by reading that content as a text of its own, cut
 * off from the tree and the quotation marks around it, DEPTH_MAX times at most. Linear in the text.
 *
 * The networks are sections of the model, "cue." and "span.". */
#ifndef ATTRIBUTION_H
#define ATTRIBUTION_H

#include "record/record.h"

enum {
    ATTRIBUTION_PIECES_MAX = 6, /* of a source or a content                                  */
    ATTRIBUTION_DEPTH_MAX = 3   /* statements inside statements inside statements            */
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

/* One thread's room; the language must outlive it. *out is NULL if the model has no such networks: nothing is
 * attributed then. ENOMEM, EINPUT. */
struct attributor;
priscus_status attributor_new(const struct language *language, struct attributor **out, struct priscus_error *err);
void attributor_free(struct attributor *attributor);

/* Everything that is attributed in the document, in `mem`: in the order of cues, each before those inside it.
 * `quotes` are the document's (quote_find()). *out stays as it is on failure. Fails only with ENOMEM. */
struct quote_list;
priscus_status attribution_find(struct attributor *attributor, const struct document *doc,
                                const struct quote_list *quotes, struct arena *mem, struct attribution_list *out);

#endif
