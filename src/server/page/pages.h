/* pages.h - the functions of the views (view.h): one file a page. */
#ifndef PAGES_H
#define PAGES_H

#include "server/view/view.h"

priscus_status matrix_page(struct viewing *v, struct priscus_error *err);
priscus_status issue_page(struct viewing *v, struct priscus_error *err);
priscus_status party_page(struct viewing *v, struct priscus_error *err);
priscus_status position_page(struct viewing *v, struct priscus_error *err);
priscus_status statement_page(struct viewing *v, struct priscus_error *err);
priscus_status article_page(struct viewing *v, struct priscus_error *err);
priscus_status trace_page(struct viewing *v, struct priscus_error *err);
priscus_status trace_object(struct viewing *v, struct priscus_error *err);
priscus_status changes_page(struct viewing *v, struct priscus_error *err);
priscus_status changes_atom(struct viewing *v, struct priscus_error *err);
priscus_status comparison_page(struct viewing *v, struct priscus_error *err);
priscus_status comparison_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status utterances_page(struct viewing *v, struct priscus_error *err);
priscus_status utterance_page(struct viewing *v, struct priscus_error *err);
priscus_status utterance_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status one_utterance(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status stories_page(struct viewing *v, struct priscus_error *err);
priscus_status story_page(struct viewing *v, struct priscus_error *err);
priscus_status story_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status one_story(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status source_page(struct viewing *v, struct priscus_error *err);
priscus_status source_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);

/* Parts of other pages: the other reports of a statement, and who has it from whom. Nothing where there are none. */
priscus_status utterance_section(struct viewing *v, const char *statement, struct priscus_error *err);
priscus_status source_section(struct viewing *v, const char *id, struct priscus_error *err);

priscus_status positions_page(struct viewing *v, struct priscus_error *err);
priscus_status statements_page(struct viewing *v, struct priscus_error *err);
priscus_status search_page(struct viewing *v, struct priscus_error *err);
priscus_status review_page(struct viewing *v, struct priscus_error *err);
priscus_status review_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status explore_page(struct viewing *v, struct priscus_error *err);
priscus_status search_facets(struct viewing *v, struct priscus_error *err);
/* Those who spoke most for the party that v->filter asks for. */
priscus_status put_who_spoke(struct viewing *v, struct priscus_error *err);
priscus_status outlets_page(struct viewing *v, struct priscus_error *err);
priscus_status speakers_page(struct viewing *v, struct priscus_error *err);
priscus_status export_page(struct viewing *v, struct priscus_error *err);
priscus_status export_file(struct viewing *v, struct priscus_error *err);
priscus_status about_page(struct viewing *v, struct priscus_error *err);

#endif
