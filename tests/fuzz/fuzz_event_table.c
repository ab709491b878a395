/* fuzz_event_table.c - an event table from anybody, behind lines of codes: it is taken, or its mistake has a line. */
#include <assert.h>

#include "record/event/event_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Up to the first line that begins with "row" are the codes. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena mem;
    struct text all = text_of((const char *)data, size);
    size_t cut = text_find(all, text_c("\nrow"), 0), at = cut == NOWHERE ? size : cut + 1;
    struct event_table table = { .n_rows = 77 };
    struct priscus_error err = { 0 };
    priscus_status status;

    arena_reset(&mem);
    status = event_table_read("c", text_of(all.ptr, at), "f", text_of(all.ptr + at, size - at), &mem, &table, &err);
    if (status != PRISCUS_OK) {
        assert(status < 0 && status != PRISCUS_ENOMEM && table.n_rows == 77);
        assert((err.message[0] == 'f' || err.message[0] == 'c') && err.message[1] == ':');
        return 0;
    }
    for (size_t i = 0; i < table.n_codes; i++)
        assert(table.codes[i].root < EVENT_ROOTS && table.codes[i].code.len >= 3 && table.codes[i].goldstein.len);
    for (size_t i = 0; i < table.n_rows; i++) {
        const struct event_row *row = &table.rows[i];

        assert(row->kind < EVENT_ROW_KINDS && row->line > 0 && row->operator_ < OPERATOR_COUNT);
        assert(row->code == EVENT_NO_CODE || row->code < table.n_codes);
        for (size_t k = STANCE_DEMANDS; row->kind == EVENT_ISSUE && k < STANCE_COUNT; k++)
            assert(row->by_stance[k] == EVENT_NO_CODE || row->by_stance[k] < table.n_codes);
    }
    for (unsigned op = 0; op < OPERATOR_COUNT; op++) {
        event_table_compose(&table, (enum event_operator)op, EVENT_NO_CODE);
        for (size_t i = 0; i < table.n_codes; i++)
            event_table_compose(&table, (enum event_operator)op, (uint16_t)i);
    }
    event_table_stance(&table, text_c("talks.summit"), STANCE_REJECTS);
    return 0;
}
