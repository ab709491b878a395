/* said.h - when statements were made.
 *
 *     Holm told the Herald on Tuesday that the line would open on Friday.     said on that Tuesday */
#ifndef SAID_H
#define SAID_H

#include "record/record.h"
#include "record/time/when.h"

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

#endif
