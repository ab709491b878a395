/* Whatever allocation fails, ours or SQLite's: an export and an import of a DNA file say that memory is out, leave nothing behind,
 * and do the same as ever afterwards. */
#include "failing.h"

#include "export/dna/dna_file.h"
#include "export/dna/import_dna.h"
#include "export/export.h"
#include "ledger/correction.h"
#include "ledger_pages.h"

static char dna_path[300], lines_path[300];
static struct priscus_error err;

static struct ledger *ledger_of_three(struct knowledge *k)
{
    struct ledger *ledger = opened(path, k);

    for (size_t i = 0; i < 3; i++)
        add_says(ledger, &eight[i]);
    assert_int_equal(ledger_commit(ledger, &err), PRISCUS_OK); /* SQLite may take an open transaction back */
    snprintf(dna_path, sizeof dna_path, "%s/out.dna", folder);
    snprintf(lines_path, sizeof lines_path, "%s/lines", folder);
    return ledger;
}

static priscus_status write_dna(struct ledger *ledger)
{
    static const struct ledger_filter everything;
    struct export e = { .ledger = ledger, .filter = &everything };

    unlink(dna_path);
    return export_dna(&e, dna_path, &err);
}

static priscus_status read_dna(struct ledger *ledger)
{
    const struct dna_import import = { .who = "Ada", .whole = true };
    struct dna_counts counts;

    return import_dna(ledger, dna_path, &import, &counts, &err);
}

static priscus_status write_gold(struct ledger *ledger)
{
    const struct dna_import import = { 0 };
    struct dna_counts counts;
    FILE *f;
    struct sink sink;
    priscus_status status, ended;
    long left_before = left;

    left = -1; /* stdio is not ours */
    f = fopen(lines_path, "wb");
    assert_non_null(f);
    left = left_before;
    sink = sink_to(fileno(f), "lines");
    status = dna_gold(ledger, dna_path, &import, &sink, &counts, &err);
    ended = sink_end(&sink, &err);
    left = -1;
    fclose(f);
    return status == PRISCUS_OK ? ended : status;
}

/* Each of ours in turn, then each of SQLite's. */
static void survives(struct ledger *ledger, priscus_status (*call)(struct ledger *))
{
    priscus_status status = PRISCUS_ENOMEM;

    for (long k = 0; status == PRISCUS_ENOMEM; k++) {
        left = k;
        status = call(ledger);
        left = -1;
        assert_true(status == PRISCUS_OK || status == PRISCUS_ENOMEM);
        assert_true(k < 100000);
    }
    for (long k = 1, through = 0; !through; k += k < 200 ? 1 : 37) {
        start_failing(k);
        status = call(ledger);
        through = stop_failing(status, &err);
    }
}

static void an_export_survives(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = ledger_of_three(k);
    struct sha256 before, after;
    struct arena mem = { 0 };
    struct text bytes;

    (void)state;
    assert_int_equal(write_dna(ledger), PRISCUS_OK);
    assert_int_equal(file_read(dna_path, 1 << 24, &mem, &bytes, &err), PRISCUS_OK);
    before = sha256_of(bytes);
    survives(ledger, write_dna);
    assert_int_equal(write_dna(ledger), PRISCUS_OK);
    assert_int_equal(file_read(dna_path, 1 << 24, &mem, &bytes, &err), PRISCUS_OK);
    after = sha256_of(bytes); /* the same ledger, the same bytes */
    assert_memory_equal(&before, &after, sizeof before);
    arena_release(&mem);
    closed(ledger);
    knowledge_close(k);
}

static void an_import_survives(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = ledger_of_three(k);

    (void)state;
    assert_int_equal(write_dna(ledger), PRISCUS_OK);
    survives(ledger, read_dna);
    /* each was said once, however often it was begun */
    assert_answer(ledger, LEDGER_CORRECTIONS, NULL, "|what|",
                  "what|\nconfirm|\nreviewed|\nconfirm|\nreviewed|\nconfirm|\nreviewed|\n");
    survives(ledger, write_gold);
    closed(ledger);
    knowledge_close(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_export_survives, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_import_survives, set_up, tear_down),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
