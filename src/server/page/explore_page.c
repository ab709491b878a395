/* explore_page.c - stances in time, to be looked at this way and that: drawn in the browser by web/explore.js with Observable
 * Plot. The one page that needs scripts; it says where the same stands without. */
#include "server/page/html_write.h"
#include "server/page/pages.h"
#include "server/static_file.h"

/* What the script asks. It shows these once it runs. */
static const char controls[] = "<form class=\"filters\" id=\"draw\" hidden>"
                               "<label>A picture for each <select name=\"by\"><option value=\"issue\">issue</option>"
                               "<option value=\"party\">party</option></select></label>"
                               "<label>In it <select name=\"as\"><option value=\"reports\">each report</option>"
                               "<option value=\"months\">reports a month</option></select></label></form>\n";

priscus_status explore_page(struct viewing *v, struct priscus_error *err)
{
    (void)err;
    page_begin(v, NULL);
    page_filters(v);
    if (static_plot_is_there()) {
        buffer_c(v->out, controls);
        buffer_c(
            v->out,
            "<p id=\"explored\" role=\"status\"></p><noscript><p>These pictures are drawn by a script.</p></noscript>"
            "<div id=\"plots\"></div>\n<script src=\"/static/d3.js\" defer></script>"
            "<script src=\"/static/plot.js\" defer></script>"
            "<script src=\"/static/explore.js\" defer></script>\n");
    } else {
        buffer_c(v->out,
                 "<p>This page draws with Observable Plot, which is not on this machine: <code>make web</code> in the "
                 "source of Priscus fetches it.</p>\n");
    }
    buffer_c(v->out, "<p class=\"soft\">The same as words: <a href=\"/positions");
    page_query(v);
    buffer_c(v->out, "\">positions</a>, and in a picture for each <a href=\"/\">issue and party</a>.</p>\n");
    page_end(v);
    return PRISCUS_OK;
}
