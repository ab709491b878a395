/* fuzz_stance_table.c - a stance table from anybody: it is taken, or its mistake has a line. */
#include <assert.h>

#include "record/knowledge/stance_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena mem;
    struct text text = text_of((const char *)data, size);
    struct stance_table table = { .n_rows = 77 };
    struct priscus_error err = { 0 };
    priscus_status status;

    arena_reset(&mem);
    status = stance_table_read("f", text, &mem, &table, &err);
    if (status != PRISCUS_OK) {
        assert(status < 0 && status != PRISCUS_ENOMEM && table.n_rows == 77);
        assert(err.message[0] == 'f' && err.message[1] == ':');
        return 0;
    }
    assert(err.message[0] == '\0');
    for (size_t i = 0; i < table.n_rows; i++) {
        const struct stance_row *row = &table.rows[i];

        assert(row->kind < ROW_KINDS && row->line > 0);
        assert(row->verdict < VERDICT_COUNT && row->outer < VERDICT_COUNT && row->inner < VERDICT_COUNT);
        assert(i == 0 || row->line > table.rows[i - 1].line);
    }
    for (size_t i = 0; i < table.n_tests; i++)
        assert(table.tests[i].row < table.n_rows && table.tests[i].line > table.rows[table.tests[i].row].line);
    return 0;
}
