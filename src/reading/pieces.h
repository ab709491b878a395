/* pieces.h - a long body read piece by piece, so that its memory is a small multiple of its bytes.
 *
 *     one paragraph | another ... | a third                      a piece ends where a paragraph does, or, in one that is
 *     [ words, states, trees ][ words, states, trees ] ...       longer than a piece, behind a sentence or a word
 *       tokens, attributions    tokens, attributions             what is kept of it
 *
 * What the networks hold of a word is six times what is kept of it, and is asked for by attribution alone. So each piece is a
 * document of its own until its attributions are found; then its tokens go behind those of the pieces before, and the
 * record is read off all of them together, positions by rules alone. At the edge of two pieces no quotation goes on, and no cue
 * sees across. */
#ifndef PIECES_H
#define PIECES_H

#include "record/statement/attribution.h"

#define PIECES_WHOLE                                                                                                   \
    ((size_t)128 << 10) /* bytes of a body that is read whole: longer than all but one article in thousands */
#define PIECES_BYTES ((size_t)16 << 10) /* of a piece                                                                */

/* Is the article read in pieces? */
static inline bool pieces_wanted(const struct article *article)
{
    return article->body.len > PIECES_WHOLE;
}

/* The article's document, without the model's states, and its attributions, all in `mem`. *out and *attributions stay as
 * they are on failure. Fails only with ENOMEM. */
priscus_status pieces_read(struct document_reader *reader, struct attributor *attributor, const struct article *article,
                           struct arena *mem, struct document *out, struct attribution_list *attributions,
                           struct priscus_error *err);

#endif
