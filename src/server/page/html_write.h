/* html_write.h - a page of HTML, piece by piece: what comes from news pages is escaped, always. */
#ifndef HTML_WRITE_H
#define HTML_WRITE_H

#include "server/view/view.h"

/* Text between tags, or within the double quotes of an attribute: & < > " ' are escaped, and the direction of writing is
 * behind it what it was before it. */
void html_text(struct buffer *out, struct text t);
void html_c(struct buffer *out, const char *nul_terminated);
/* The same, cut behind `most` bytes at the end of a word, with an ellipsis. */
void html_short(struct buffer *out, struct text t, size_t most);

/* Open the page: head, navigation, the view's title or `title` where it is not NULL. */
void page_begin(struct viewing *v, const char *title);
/* The form that narrows the view down, with what it is narrowed down to now. It works without scripts. */
void page_filters(struct viewing *v);
/* What a table has: the view's sentence about it, as its caption. */
void page_caption(struct viewing *v);
/* Close it, with links to the same rows as JSON and CSV where the view has rows. */
void page_end(struct viewing *v);

/* The address of this view as it is asked for now, in that form (".atom"; "": the page): an attribute's value, escaped. */
void page_self(struct viewing *v, const char *form);
/* The address of another view, or of this one with one parameter changed (value empty: without it): an attribute's value, escaped. */
void page_link(struct viewing *v, const char *view, struct text of);
/* The parameters that this page was asked with, "?party=VSK", to go behind the address of a view that takes them too. */
void page_query(struct viewing *v);
/* The same with one parameter changed; name NULL: none. */
void page_query_with(struct viewing *v, const char *name, struct text value);
void page_link_with(struct viewing *v, const char *name, struct text value);
void page_link_with_all(struct viewing *v, const char *const *names, const struct text *values, size_t n);

/* A page that is a list of the view's rows, page by page. `heads`: the columns' headings, ended with NULL; `write` a row;
 * `above`, which may be NULL, what stands
 * between the form and the rows. */
typedef void page_row_fn(struct viewing *v, const struct gathered *rows, size_t r);
typedef priscus_status page_part_fn(struct viewing *v, struct priscus_error *err);
priscus_status page_list(struct viewing *v, const char *const *heads, page_row_fn *write, page_part_fn *above,
                         struct priscus_error *err);

/* The way to the rows before and behind these, as links; NULL: there are none. */
void page_turn(struct viewing *v, const char *before, const char *next);

/* "demands" with its symbol, in its colour. `side` is told by the symbol too, for whoever sees no colour. */
void page_stance(struct buffer *out, struct text stance);
/* "4 May 2031", in a <time> with the date as it stands. */
void page_date(struct buffer *out, struct text date, struct text precision);
void page_day(struct buffer *out, struct date date);
/* "The Tern <- Rada Volshin" with an arrow. */
void page_chain(struct buffer *out, struct text chain);
/* How a change is written with both of these (story/changes/change_line.h). */
struct change_style;
extern const struct change_style page_change_style;

#endif
