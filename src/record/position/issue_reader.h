/* issue_reader.h - issues that a sentence takes up in words that no phrase of the agenda has, by a trained network.
 *
 *     Norhaven will not lay down its guns before spring.      "lay down its guns": ceasefire, .7 sure
 *
 * The network labels each word of a sentence with the issue that somebody is for or against in it; it is shown the words, what the
 * agenda's phrases say of them and which issues the article has named so far. Its labels are the names of issues: an agenda
 * that has an issue of that name is read with it, and one that has none of them by its phrases alone.
 *
 * What stands in a phrase of the agenda's `not` is no issue here either. Section "issue." of the model. */
#ifndef ISSUE_READER_H
#define ISSUE_READER_H

#include "record/position/position_network.h"

#define ISSUE_SECTION    "issue."
#define ISSUES_FOUND_MAX 12 /* in one sentence */

/* One thread's room; as position_reader_new(). */
struct issue_reader;
priscus_status issue_reader_new(const struct language *language, struct issue_reader **out, struct priscus_error *err);
void issue_reader_free(struct issue_reader *reader);
/* A new text, read with this agenda. */
void issue_reader_begin(struct issue_reader *reader, const struct agenda *agenda);

/* Read the walk's sentence. The mentions that were found beside those of the walk; `sure` and `other` of the walk's own are
 * filled in: ISSUE_NOT_TAUGHT where the network has no label for the issue. */
size_t issue_reader_read(struct issue_reader *reader, const struct position_view *view, struct walk *walk,
                         struct issue_mention out[ISSUES_FOUND_MAX]);

#endif
