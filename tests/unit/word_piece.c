/* word_piece.c - tests: words into pieces. The cases are in tests/cases/word_pieces.txt, which need no C. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/utf8.h"
#include "language/encoder/word_piece.h"

/* With \u{00E9} as the character of that number. */
static size_t unescape(struct text line, char *out)
{
    size_t n = 0;

    for (size_t i = 0; i < line.len; i++)
        if (line.ptr[i] == '\\' && i + 2 < line.len && line.ptr[i + 1] == 'u') {
            n += utf8_put((uint32_t)strtoul(line.ptr + i + 3, NULL, 16), out + n);
            while (line.ptr[i] != '}')
                i++;
        } else {
            out[n++] = line.ptr[i];
        }
    return n;
}

static void every_case_of_the_pieces(void **state)
{
    struct arena mem = { 0 };
    struct text rest, line, word = { 0 };
    struct vocabulary *vocabulary = NULL;
    struct buffer pieces = { 0 };
    struct priscus_error err;
    size_t cases = 0, wrong = 0;

    (void)state;
    assert_int_equal(file_read(TEST_FOLDER "/cases/word_pieces.txt", 1 << 20, &mem, &rest, &err), PRISCUS_OK);
    while (rest.ptr) {
        uint16_t got[200];
        struct buffer written = { 0 };
        char bytes[1000];
        size_t n;

        line = text_cut(&rest, '\n');
        if (line.len == 0 || (line.ptr[0] == '#' && !word.ptr))
            continue;
        if (!vocabulary) {
            for (n = 0; line.ptr; n++) {
                buffer_text(&pieces, text_cut(&line, ' '));
                buffer_char(&pieces, '\n');
            }
            if (vocabulary_open(buffer_as_text(&pieces), n, &vocabulary, &err) != PRISCUS_OK)
                fail_msg("%s", err.message);
            continue;
        }
        if (!word.ptr) {
            word = line;
            continue;
        }
        n = word_pieces(vocabulary, text_of(bytes, unescape(word, bytes)), got, COUNT_OF(got));
        for (size_t i = 0; i < n; i++) {
            buffer_c(&written, i ? " " : "");
            buffer_text(&written, vocabulary_piece(vocabulary, got[i]));
        }
        if (!text_eq(buffer_as_text(&written), line)) {
            print_error("%.*s\n  want %.*s\n  got  %s\n", (int)word.len, word.ptr, (int)line.len, line.ptr,
                        written.ptr);
            wrong++;
        }
        buffer_release(&written);
        word = (struct text){ 0 };
        cases++;
    }
    assert_int_equal(wrong, 0);
    assert_true(cases >= 30);
    vocabulary_close(vocabulary);
    buffer_release(&pieces);
    arena_release(&mem);
}

static void the_first_pieces_are_had_alone(void **state)
{
    static const char lines[] = "[UNK]\n[CLS]\n[SEP]\nnor\n##haven\n'\ns\n2\n-\nyear\nold\ntruce\n";
    struct vocabulary *vocabulary;
    uint16_t all[40], some[40];
    size_t n;

    (void)state;
    assert_int_equal(vocabulary_open(text_c(lines), 12, &vocabulary, NULL), PRISCUS_OK);
    n = word_pieces(vocabulary, text_c("norhaven's 2-year-old truce"), all, 40);
    assert_true(n > 8);
    for (size_t most = 1; most <= n; most++) {
        memset(some, 0xFF, sizeof some);
        assert_int_equal(word_pieces(vocabulary, text_c("norhaven's 2-year-old truce"), some, most), most);
        assert_memory_equal(some, all, most * sizeof *some);
        assert_int_equal(some[most], 0xFFFF);
    }
    vocabulary_close(vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_of_the_pieces),
        cmocka_unit_test(the_first_pieces_are_had_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
