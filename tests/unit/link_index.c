/* Lists of numbers under keys: what was put in comes out, from whatever level it has sunk to. */
#include "ledger/link_index.h"

#include "ledger/link_store.h"
#include "ledger_pages.h"

static struct arena mem;
static struct priscus_error err;

static int64_t key_of(uint64_t n)
{
    return link_key_of((n + 1) * 0x9e3779b97f4a7c15u);
}

static void add(struct ledger *ledger, const int64_t *keys, size_t n, int64_t value)
{
    if (ledger_link_index_add(ledger, keys, n, value, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

/* The list under a key as text. */
static const char *list(struct ledger *ledger, int64_t key, size_t most, bool newest)
{
    static char out[200];
    struct link_list found;
    size_t n = 0;

    assert_int_equal(ledger_link_index_find(ledger, &key, 1, most, newest, &mem, &found, &err), PRISCUS_OK);
    out[0] = '\0';
    for (size_t i = 0; i < found.n; i++)
        n += (size_t)snprintf(out + n, sizeof out - n, "%s%lld", i ? " " : "", (long long)found.values[i]);
    return out;
}

static void lists_are_kept(void **state)
{
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);
    int64_t keys[] = { key_of(1), key_of(2), key_of(1) };

    (void)state;
    assert_string_equal(list(ledger, key_of(1), 9, false), "");
    assert_int_equal(ledger_link_begin(ledger, &err), PRISCUS_OK);
    add(ledger, keys, 3, 5);
    add(ledger, keys, 1, 6);
    add(ledger, keys, 1, 6);
    add(ledger, keys, 1, 7);
    add(ledger, NULL, 0, 8);
    assert_int_equal(ledger_link_done(ledger, 1, &err), PRISCUS_OK);
    assert_string_equal(list(ledger, key_of(1), 9, false), "5 6 7");
    assert_string_equal(list(ledger, key_of(1), 2, false), "5 6");
    assert_string_equal(list(ledger, key_of(1), 2, true), "6 7");
    assert_string_equal(list(ledger, key_of(2), 9, true), "5");
    assert_string_equal(list(ledger, key_of(3), 9, true), "");
    assert_int_equal(number(ledger, "SELECT entries FROM link_level"), 4);
    closed(ledger);
    knowledge_close(k);
    arena_release(&mem);
}

/* Half a million entries: more than the first level holds. */
static void entries_sink_and_are_found(void **state)
{
    enum { PAGES = 5000, KEYS = 100, OFTEN = 97 };
    struct knowledge *k = knowledge_of(agenda_text);
    struct ledger *ledger = opened(path, k);

    (void)state;
    assert_int_equal(ledger_link_begin(ledger, &err), PRISCUS_OK);
    for (int64_t page = 1; page <= PAGES; page++) {
        int64_t keys[KEYS];

        for (uint64_t i = 0; i < KEYS; i++)
            keys[i] = key_of((uint64_t)page * KEYS + i);
        if (page % 500 == 0)
            keys[0] = key_of(OFTEN);
        add(ledger, keys, KEYS, page);
    }
    assert_int_equal(ledger_link_done(ledger, 1, &err), PRISCUS_OK);
    assert_int_equal(number(ledger, "SELECT sum(entries) FROM link_level"), PAGES * KEYS);
    assert_int_equal(number(ledger, "SELECT count(*) FROM link_key"), PAGES * KEYS);
    assert_true(number(ledger, "SELECT entries FROM link_level WHERE id = 0") <= 1 << 18);
    assert_int_equal(number(ledger, "SELECT max(level) FROM link_key"), 1);
    assert_int_equal(number(ledger, "SELECT entries FROM link_level WHERE id = 1"),
                     number(ledger, "SELECT count(*) FROM link_key WHERE level = 1"));
    for (int64_t page = 1; page <= PAGES; page += 37) {
        struct link_list found;
        int64_t key = key_of((uint64_t)page * KEYS + 1 + (uint64_t)page % 99);

        assert_int_equal(ledger_link_index_find(ledger, &key, 1, 4, page & 1, &mem, &found, &err), PRISCUS_OK);
        assert_int_equal(found.n, 1);
        assert_int_equal(found.values[0], page);
    }
    assert_string_equal(list(ledger, key_of(OFTEN), 20, false), "500 1000 1500 2000 2500 3000 3500 4000 4500 5000");
    assert_string_equal(list(ledger, key_of(OFTEN), 3, false), "500 1000 1500");
    assert_string_equal(list(ledger, key_of(OFTEN), 3, true), "4000 4500 5000");
    closed(ledger);
    knowledge_close(k);
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lists_are_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(entries_sink_and_are_found, set_up, tear_down),
    };

    hook_memory();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
