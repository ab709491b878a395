/* ask_first.c - see ask_first.h. */
#include "ledger/ask/ask_first.h"

#include <stdlib.h>

#include "ledger/blocks/key_table.h"

#define BEHIND (48 * 3600L) /* seconds: either date may be printed up to a day earlier or later than it is in UTC */

static priscus_status is_wanted(const struct asking *ask, struct query *check, int at, int64_t group, bool *wanted)
{
    bool found;
    priscus_status status;

    query_reset(check);
    query_bind_number(check, at, group);
    status = ledger_step(ask->ledger, check, &found, ask->err);
    *wanted = status == PRISCUS_OK && found && query_number(check, 0) != 0;
    return status;
}

static long seconds_of(struct date date)
{
    return date_to_days(date) * 86400 + date.hour * 3600 + date.minute * 60 + date.second;
}

priscus_status ask_first(const struct asking *ask, struct query *rows, struct query *check, size_t most,
                         size_t rows_most, struct arena *mem, struct first_groups *out)
{
    struct key_table met = { 0 }; /* groups */
    size_t room = 0, place;
    int at = query_parameter(check, ":group");
    long last = 0; /* when the last was met that is wanted for sure */
    bool found = true;
    priscus_status status = PRISCUS_OK;

    *out = (struct first_groups){ 0 };
    for (size_t n = 0; !rows_most || out->enough || n < rows_most; n++) {
        struct date date = { 0 };
        int64_t group, *grown;
        bool wanted = false;

        if ((status = ledger_step(ask->ledger, rows, &found, ask->err)) != PRISCUS_OK || !found)
            break;
        if (!date_parse_iso(text_c(query_text(rows, 0) ? query_text(rows, 0) : ""), &date) ||
            !(group = query_number(rows, 1)))
            continue;
        if (out->enough && labs(seconds_of(date) - last) > BEHIND)
            break;
        if (key_table_add(&met, mem, (struct key){ group, 0, 0 }, &place, &wanted) != PRISCUS_OK)
            return error_memory(ask->err);
        if (!wanted)
            continue;
        if ((status = is_wanted(ask, check, at, group, &wanted)) != PRISCUS_OK)
            break;
        if (!wanted)
            continue;
        if (!(grown = arena_grow(mem, out->ids, out->n, &room, sizeof *grown)))
            return error_memory(ask->err);
        out->ids = grown;
        grown[out->n++] = group;
        if (most && out->n == most) {
            out->enough = true;
            last = seconds_of(date);
        }
    }
    return status;
}
