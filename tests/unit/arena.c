/* arena.c - tests: memory that goes at once, and fails when told to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"

static void blocks_are_zeroed_and_aligned(void **state)
{
    struct arena mem = { 0 };

    (void)state;
    for (size_t size = 0; size < 3000; size += 37) {
        char *p = arena_alloc(&mem, size);

        assert_non_null(p);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 'x', size);
    }
    arena_release(&mem);
}

static void a_reset_arena_gives_zeroed_memory_again(void **state)
{
    struct arena mem = { 0 };
    char *p = arena_alloc(&mem, 100);

    (void)state;
    memset(p, 'x', 100);
    arena_reset(&mem);
    p = arena_alloc(&mem, 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(p[i], 0);
    arena_release(&mem);
    assert_int_equal(mem.held, 0);
}

static void large_blocks_go_at_the_reset(void **state)
{
    struct arena mem = { 0 };

    (void)state;
    assert_non_null(arena_alloc(&mem, (size_t)20 << 20));
    arena_reset(&mem);
    assert_true(mem.held <= (size_t)8 << 20);
    arena_release(&mem);
}

static void the_kth_allocation_and_all_behind_it_fail(void **state)
{
    struct arena mem = { .fail_after = 3 };

    (void)state;
    assert_non_null(arena_alloc(&mem, 1));
    assert_non_null(arena_alloc(&mem, 1));
    assert_null(arena_alloc(&mem, 1));
    assert_null(arena_alloc(&mem, 1));
    arena_release(&mem);
}

static void no_more_than_the_limit_is_held(void **state)
{
    struct arena mem = { .limit = 1 << 20 };

    (void)state;
    assert_null(arena_alloc(&mem, 2 << 20));
    assert_non_null(arena_alloc(&mem, 1000));
    arena_release(&mem);
}

static void an_array_grows_and_keeps_what_it_has(void **state)
{
    struct arena mem = { 0 };
    size_t room = 0;
    int *at = NULL;

    (void)state;
    for (int i = 0; i < 1000; i++) {
        at = arena_grow(&mem, at, (size_t)i, &room, sizeof *at);
        assert_non_null(at);
        at[i] = i;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(at[i], i);
    arena_release(&mem);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_zeroed_and_aligned),  cmocka_unit_test(a_reset_arena_gives_zeroed_memory_again),
        cmocka_unit_test(large_blocks_go_at_the_reset),   cmocka_unit_test(the_kth_allocation_and_all_behind_it_fail),
        cmocka_unit_test(no_more_than_the_limit_is_held), cmocka_unit_test(an_array_grows_and_keeps_what_it_has),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
