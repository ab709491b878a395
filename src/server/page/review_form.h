/* review_form.h - the form by which an entry is judged, and what was said of it so far. */
#ifndef REVIEW_FORM_H
#define REVIEW_FORM_H

#include "server/view/view.h"

/* The sentence with its words lit up. */
void review_sentence(struct buffer *out, struct text sentence, struct text words);

/* The form for a position or a statement (by its identifier); where the request may not write, nothing. `back`: the path to come back to. */
void review_form(struct viewing *v, struct text id, struct text stance, const char *back);

/* The form for a page: a position that was missed, and that all of it was reviewed. */
void review_page_form(struct viewing *v, struct text page, const char *back);

/* What people said of the entry, with a way to take it back. */
priscus_status review_said(struct viewing *v, const char *id, const char *back, struct priscus_error *err);

#endif
