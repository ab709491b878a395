/* pages.h - the functions of the views (view.h): one file a page. */
#ifndef PAGES_H
#define PAGES_H

#include "server/view/view.h"

priscus_status matrix_page(struct viewing *v, struct priscus_error *err);
priscus_status issue_page(struct viewing *v, struct priscus_error *err);
priscus_status party_page(struct viewing *v, struct priscus_error *err);
priscus_status position_page(struct viewing *v, struct priscus_error *err);
priscus_status statement_page(struct viewing *v, struct priscus_error *err);
priscus_status trace_page(struct viewing *v, struct priscus_error *err);
priscus_status trace_object(struct viewing *v, struct priscus_error *err);
priscus_status changes_page(struct viewing *v, struct priscus_error *err);
priscus_status changes_atom(struct viewing *v, struct priscus_error *err);
priscus_status comparison_page(struct viewing *v, struct priscus_error *err);
priscus_status comparison_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status positions_page(struct viewing *v, struct priscus_error *err);
priscus_status statements_page(struct viewing *v, struct priscus_error *err);
priscus_status search_page(struct viewing *v, struct priscus_error *err);
priscus_status review_page(struct viewing *v, struct priscus_error *err);
priscus_status review_rows(struct viewing *v, ledger_row_fn *each, void *context, struct priscus_error *err);
priscus_status explore_page(struct viewing *v, struct priscus_error *err);
priscus_status search_facets(struct viewing *v, struct priscus_error *err);
priscus_status outlets_page(struct viewing *v, struct priscus_error *err);
priscus_status speakers_page(struct viewing *v, struct priscus_error *err);
priscus_status about_page(struct viewing *v, struct priscus_error *err);

#endif
