/* csv.c - comma-separated values, and what is wrong with some. */
#include "base/csv.h"

#include "check.h"

static struct arena mem;

/* All records of a text: fields parted by "|", records by line ends; what is wrong with one in its place, with its line. */
static void assert_records(const char *text, const char *want)
{
    struct text fields[CSV_FIELDS_MAX];
    struct buffer got = { 0 };
    priscus_status status;
    const char *why;
    struct csv csv;
    size_t n;

    csv_init(&csv, text_c(text));
    while ((status = csv_next(&csv, &mem, fields, &n, &why)) != PRISCUS_DONE) {
        if (status != PRISCUS_OK)
            buffer_format(&got, "%d: %.30s", csv.line, why);
        for (size_t i = 0; status == PRISCUS_OK && i < n; i++) {
            buffer_c(&got, i ? "|" : "");
            buffer_text(&got, fields[i]);
        }
        buffer_char(&got, '\n');
    }
    assert_text(buffer_as_text(&got), want);
    buffer_release(&got);
    arena_reset(&mem);
}

static void records_are_read(void **state)
{
    (void)state;
    assert_records("", "");
    assert_records("a,b\n1, 2 \n", "a|b\n1|2\n");
    assert_records("\xEF\xBB\xBF"
                   "a;b\r\n1,5;2\r\n\r\n;\r\n",
                   "a|b\n1,5|2\n|\n");
    assert_records("a\tb\n1\t\n", "a|b\n1|\n");
    assert_records("a,b\n\"x, \"\"y\"\"\",\"\"\n", "a|b\nx, \"y\"|\n");
    assert_records("a,b\n\"two\nlines\",2\n3,4", "a|b\ntwo\nlines|2\n3|4\n");
    assert_records("a,b\n5\" pipe,2\n", "a|b\n5\" pipe|2\n");
    assert_records("a,b\n1\n1,2,3\n", "a|b\n1\n1|2|3\n");
}

static void wrong_records_cost_themselves_alone(void **state)
{
    struct buffer text = { 0 };

    (void)state;
    assert_records("a,b\n\"x\"y,1\n3,4\n", "a|b\n2: behind a closing quotation mar\n3|4\n");
    assert_records("a,b\n\"never closed\n3,4\n", "a|b\n2: a quotation mark is not closed\n3|4\n");
    buffer_c(&text, "a,b\n\"two\nlines\",2\n");
    for (int i = 0; i < 70; i++)
        buffer_c(&text, "x,");
    buffer_c(&text, "\n3,4\n");
    assert_records(text.ptr, "a|b\ntwo\nlines|2\n4: a record has at most 64 fields\n3|4\n");
    buffer_reset(&text);
    buffer_c(&text, "a,b\n");
    for (int i = 0; i < CSV_RECORD_MAX + 2; i++)
        buffer_char(&text, 'x');
    buffer_c(&text, "\n3,4\n");
    assert_records(text.ptr, "a|b\n2: a record has at most 65536 byt\n3|4\n");
    buffer_release(&text);
}

static int release(void **state)
{
    (void)state;
    arena_release(&mem);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_read),
        cmocka_unit_test(wrong_records_cost_themselves_alone),
    };

    return cmocka_run_group_tests(tests, NULL, release);
}
