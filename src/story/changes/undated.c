/* undated.c - see undated.h. */
#include "story/changes/undated.h"

#include "story/changes/evidence.h"

static bool is_surer(const struct stance_report *a, const struct stance_report *b)
{
    if (report_sure(a) != report_sure(b))
        return report_sure(a) > report_sure(b);
    return a->page_key != b->page_key               ? a->page_key < b->page_key
           : a->sentence.begin != b->sentence.begin ? a->sentence.begin < b->sentence.begin
                                                    : a->id < b->id;
}

priscus_status history_undated(const struct stance_report *reports, size_t n, struct arena *mem, struct history *out)
{
    const struct stance_report **those = arena_alloc(mem, n * sizeof *those);

    if (!those)
        return PRISCUS_ENOMEM;
    for (enum side s = 0; s < SIDE_COUNT; s++) {
        const struct stance_report *best = NULL;
        struct evidence e;
        size_t set = 0;

        for (size_t i = 0; i < n; i++) {
            if (date_known(reports[i].date) || side_of(reports[i].stance) != s || reports[i].told_by == TOLD_BY_OTHERS)
                continue;
            those[set++] = &reports[i];
            if (!best || is_surer(&reports[i], best))
                best = &reports[i];
        }
        if (evidence_of(those, set, mem, &e) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        if (evidence_believed(&e))
            out->undated[out->n_undated++] =
                (struct stance_period){ .side = s, .first = best, .last = best, .reports = set, .sources = e.sources };
    }
    return PRISCUS_OK;
}
