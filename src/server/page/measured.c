/* measured.c - see measured.h. */
#include "server/page/measured.h"

#include "base/base.h"

const struct measured measured[] = {
    { "who said what: source and words of a statement", "84 news articles of PolNeAR, later than those learnt from",
      NULL, NULL, "F1 .73; two people who did the same by hand agree to .76", "2026-11-29", "docs/attribution.md" },
    { "positions: party, issue and side of a stance", "131 articles on twenty negotiations that nobody had looked at",
      ".69", ".38", NULL, "2026-11-29", "docs/positions.md" },
    { "positions, on negotiations like those that the rules were written with", "21 articles", ".75", ".60", NULL,
      "2026-11-29", "docs/positions.md" },
    { "the speaker of a position that was found", "the same 131 articles", ".83", NULL, NULL, "2026-11-29",
      "docs/positions.md" },
    { "utterances: two reports are put together", "two weeks, each read with weights learnt on the other", ".70 to .74",
      ".50 to .55", NULL, "2026-11-29", "docs/stories.md" },
    { "copies: a page holds half of another's text", "2,147 articles, against all pairs counted", "1.00", ".97", NULL,
      "2026-11-29", "docs/stories.md" },
};
const unsigned measured_n = COUNT_OF(measured);
