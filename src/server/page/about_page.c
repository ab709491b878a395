/* about_page.c - what is in the ledger, and how far it is to be trusted. */
#include "server/page/html_write.h"
#include "server/page/pages.h"

priscus_status about_page(struct viewing *v, struct priscus_error *err)
{
    struct gathered rows = { 0 };
    priscus_status status = v->view->rows(v, gather_row, &rows, err);

    if (status == PRISCUS_OK && rows.failed)
        status = error_memory(err);
    if (status == PRISCUS_OK) {
        page_begin(v, "About this record");
        buffer_c(v->out, "<dl>");
        for (size_t r = 0; r < rows.n_rows; r++) {
            buffer_c(v->out, "<dt>");
            html_text(v->out, gathered_text(&rows, r, 0));
            buffer_c(v->out, "</dt><dd>");
            html_text(v->out, gathered_text(&rows, r, 1));
            buffer_c(v->out, "</dd>");
        }
        buffer_c(v->out, "</dl>\n");
        page_end(v);
    }
    gathered_release(&rows);
    return status;
}
