/* model.c - tests: a model is packed, saved, opened; whatever is wrong with the file is found and named. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "language/model/model.h"

static const struct model_part parts[] = {
    { "words", { "some words", 10 } },
    { "nothing", { "", 0 } },
    { "weights", { "0123456789012345678901234567890123456789012345678901234567890123", 64 } },
    { "last", { "x", 1 } },
};

/* A packed model in memory of its own, changed at will, the hash made right again. */
static void rehash(char *bytes, size_t n)
{
    struct sha256 hash = sha256_of(text_of(bytes + 128, n - 128));

    memcpy(bytes + 24, hash.bytes, sizeof hash.bytes);
}

static void fails(struct text bytes, const char *why)
{
    struct model model = { .mapped = true };
    struct priscus_error err = { 0 };

    assert_int_equal(model_from(bytes, &model, &err), PRISCUS_EINPUT);
    if (!strstr(err.message, why))
        fail_msg("\"%s\" does not say \"%s\"", err.message, why);
    assert_true(model.mapped && !model.bytes.ptr); /* untouched */
}

static void what_was_packed_comes_back(void **state)
{
    struct buffer b = { 0 };
    struct model model;

    (void)state;
    assert_int_equal(model_pack(parts, COUNT_OF(parts), &b), PRISCUS_OK);
    assert_int_equal(model_from(buffer_as_text(&b), &model, NULL), PRISCUS_OK);
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        struct text section = model_section(&model, parts[i].name);

        assert_non_null(section.ptr);
        assert_true(text_eq(section, parts[i].bytes));
        assert_int_equal((section.ptr - b.ptr) % 64, 0);
    }
    assert_null(model_section(&model, "word").ptr);
    assert_null(model_section(&model, "").ptr);
    model_close(&model);
    assert_null(model_section(&model, "words").ptr);
    buffer_release(&b);
}

static void a_model_of_no_sections_is_one(void **state)
{
    struct buffer b = { 0 };
    struct model model;

    (void)state;
    assert_int_equal(model_pack(parts, 0, &b), PRISCUS_OK);
    assert_int_equal(b.len, 128);
    assert_int_equal(model_from(buffer_as_text(&b), &model, NULL), PRISCUS_OK);
    assert_null(model_section(&model, "words").ptr);
    buffer_release(&b);
}

static void packing_says_when_there_is_no_room(void **state)
{
    struct buffer b = { .limit = 200 };
    struct model_part many[MODEL_SECTIONS_MAX + 1] = { 0 };

    (void)state;
    assert_int_equal(model_pack(parts, COUNT_OF(parts), &b), PRISCUS_ENOMEM);
    buffer_release(&b);
    b = (struct buffer){ 0 };
    assert_int_equal(model_pack(many, COUNT_OF(many), &b), PRISCUS_ENOMEM);
    buffer_release(&b);
}

static void a_cut_file_is_found_at_every_byte(void **state)
{
    struct buffer b = { 0 };

    (void)state;
    assert_int_equal(model_pack(parts, COUNT_OF(parts), &b), PRISCUS_OK);
    for (size_t n = 0; n < b.len; n++) {
        char *copy = malloc(n + 1); /* so that a sanitizer sees its edge */

        assert_non_null(copy);
        memcpy(copy, b.ptr, n);
        fails(text_of(copy, n), n < 8 ? "not a model" : "cut short at byte");
        free(copy);
    }
    buffer_char(&b, 'x');
    fails(buffer_as_text(&b), "1 bytes behind its end");
    buffer_release(&b);
}

static void a_changed_byte_is_found_anywhere(void **state)
{
    struct buffer b = { 0 };
    struct model model;

    (void)state;
    assert_int_equal(model_pack(parts, COUNT_OF(parts), &b), PRISCUS_OK);
    for (size_t i = 0; i < b.len; i++) {
        b.ptr[i] ^= 4;
        assert_int_equal(model_from(buffer_as_text(&b), &model, NULL), PRISCUS_EINPUT);
        b.ptr[i] ^= 4;
    }
    b.ptr[b.len - 1] ^= 1;
    fails(buffer_as_text(&b), "the hash");
    buffer_release(&b);
}

static void another_version_is_named(void **state)
{
    struct buffer b = { 0 };

    (void)state;
    assert_int_equal(model_pack(parts, COUNT_OF(parts), &b), PRISCUS_OK);
    b.ptr[8]++;
    fails(buffer_as_text(&b), "another version");
    buffer_release(&b);
}

/* The hash is right: only what it covers, or does not cover, is forged. */
static void forged_numbers_are_found(void **state)
{
    static const struct {
        size_t at;
        unsigned char byte;
        const char *why;
    } forged[] = {
        { 12, 65, "sections, more than" },
        { 12, 60, "past the end" },
        { 15, 0x80, "sections, more than" },
        { 12, 3, "outside the file" },
        { 12, 0, "end elsewhere" },
        { 60, 1, "header" },
        { 128, 0, "not well described" },
        { 128 + 31, 'x', "not well described" },
        { 128 + 20, 'x', "not well described" },
        { 128 + 63, 1, "not well described" },
        { 128 + 32, 1, "outside the file" },
        { 128 + 32, 64, "outside the file" },
        { 128 + 39, 0x80, "outside the file" },
        { 128 + 47, 0xFF, "outside the file" },
        { 128 + 40, 65, "outside the file" },
        { 128 + 64 * 3 + 40, 0, "end elsewhere" },
        { 128 + 64 * 3 + 40, 65, "outside the file" },
        { 128 + 64 * 3 + 39, 0x7F, "outside the file" },
    };
    struct buffer b = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(forged); i++) {
        buffer_reset(&b);
        assert_int_equal(model_pack(parts, COUNT_OF(parts), &b), PRISCUS_OK);
        b.ptr[forged[i].at] = (char)forged[i].byte;
        rehash(b.ptr, b.len);
        fails(buffer_as_text(&b), forged[i].why);
    }
    buffer_reset(&b);
    assert_int_equal(model_pack(parts, COUNT_OF(parts), &b), PRISCUS_OK);
    memcpy(b.ptr + 128 + 64 * 3, b.ptr + 128, 32);
    rehash(b.ptr, b.len);
    fails(buffer_as_text(&b), "two sections of the model are called words");
    buffer_release(&b);
}

static void saved_is_opened_and_replaced(void **state)
{
    char folder[] = "/tmp/priscus-model-XXXXXX", path[100];
    struct model model, other;
    struct sha256 hash;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.model", folder);
    assert_int_equal(model_save(path, parts, 2, NULL), PRISCUS_OK);
    assert_int_equal(model_open(path, &model, NULL), PRISCUS_OK);
    hash = model.hash;
    assert_true(text_is(model_section(&model, "words"), "some words"));
    assert_int_equal((uintptr_t)model_section(&model, "words").ptr % 64, 0);

    /* What is open stays as it was. */
    assert_int_equal(model_save(path, parts, COUNT_OF(parts), NULL), PRISCUS_OK);
    assert_int_equal(model_open(path, &other, NULL), PRISCUS_OK);
    assert_null(model_section(&model, "last").ptr);
    assert_true(text_is(model_section(&other, "last"), "x"));
    assert_memory_not_equal(hash.bytes, other.hash.bytes, sizeof hash.bytes);
    model_close(&model);
    model_close(&other);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing is left beside it */
}

static void opens_badly(const char *path, priscus_status status, const char *why)
{
    struct priscus_error err = { 0 };
    struct model model;

    assert_int_equal(model_open(path, &model, &err), status);
    assert_true(text_starts(text_c(err.message), path));
    if (!strstr(err.message, why))
        fail_msg("\"%s\" does not say \"%s\"", err.message, why);
}

static void what_is_no_model_is_said_to_be_none(void **state)
{
    char path[] = "/tmp/priscus-model-XXXXXX", missing[100];
    int fd = mkstemp(path);

    (void)state;
    assert_true(fd >= 0);
    opens_badly(path, PRISCUS_EINPUT, "is empty");
    assert_int_equal(write(fd, "a page, it may be", 17), 17);
    opens_badly(path, PRISCUS_EINPUT, "not a model");
    close(fd);
    unlink(path);
    opens_badly(path, PRISCUS_EIO, "No such file");
    opens_badly("/tmp", PRISCUS_EINPUT, "is a folder");
    opens_badly("/dev/null", PRISCUS_EINPUT, "is no file");
    snprintf(missing, sizeof missing, "%s/no/folder", path);
    assert_int_equal(model_save(missing, parts, 1, NULL), PRISCUS_EIO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_back),
        cmocka_unit_test(a_model_of_no_sections_is_one),
        cmocka_unit_test(packing_says_when_there_is_no_room),
        cmocka_unit_test(a_cut_file_is_found_at_every_byte),
        cmocka_unit_test(a_changed_byte_is_found_anywhere),
        cmocka_unit_test(another_version_is_named),
        cmocka_unit_test(forged_numbers_are_found),
        cmocka_unit_test(saved_is_opened_and_replaced),
        cmocka_unit_test(what_is_no_model_is_said_to_be_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
