/* xml.c - tests: XML as feeds have it, a piece at a time. A page is shown as its tokens: <name attributes>, </name>,
 * text as it stands, [CDATA]. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "page/markup/xml.h"

static struct xml x;

static const char *tokens_of(struct text text)
{
    static char shown[4096];
    struct buffer out = { 0 };
    struct xml_token t;

    xml_init(&x, text, 0);
    for (xml_next(&x, &t); t.kind != XML_DONE; xml_next(&x, &t)) {
        assert_true(t.at.begin <= t.at.end && t.at.end <= text.len);
        switch (t.kind) {
        case XML_START:
            buffer_format(&out, "<%.*s%.*s>", (int)t.name.len, t.name.ptr, (int)t.attributes.len,
                          t.attributes.len ? t.attributes.ptr : "");
            break;
        case XML_END:
            buffer_format(&out, "</%.*s>", (int)t.name.len, t.name.ptr);
            break;
        case XML_CDATA:
            buffer_format(&out, "[%.*s]", (int)t.text.len, t.text.ptr);
            break;
        default:
            buffer_text(&out, t.text);
        }
    }
    xml_next(&x, &t);
    assert_int_equal(t.kind, XML_DONE); /* for ever */
    assert_false(out.failed);
    snprintf(shown, sizeof shown, "%s", out.len ? out.ptr : "");
    buffer_release(&out);
    return shown;
}

static void check(const char *xml, const char *tokens)
{
    assert_string_equal(tokens_of(text_c(xml)), tokens);
}

static void every_start_has_its_end(void **state)
{
    (void)state;
    check("<item><title>Tern &amp; tide<br></title><p>x</item>",
          "<item><title>Tern &amp; tide<br></br></title><p>x</p></item>");
    assert_false(x.cut);
    check("<a/><b c='d'/>", "<a></a><b c='d'></b>");
    check("<a>one</b>two</a>", "<a>onetwo</a>"); /* an end that closes nothing is passed over */
    check("<a><b>", "<a><b></b></a>");
    assert_true(x.cut);
}

static void what_is_no_element_or_text_is_passed_over(void **state)
{
    (void)state;
    check("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"<b>\">]><rss><!-- <item> -->&a;</rss>", "<rss>&a;</rss>");
    check("<a><![CDATA[<b>&amp;]]></a>", "<a>[<b>&amp;]</a>");
    check("<a>5 < 6 <> & more</a>", "<a>5 < 6 <> & more</a>");
    check("no markup", "no markup");
    check("", "");
}

static void what_does_not_end_is_read_as_far_as_it_goes(void **state)
{
    static const char *const pages[] = { "<a><![CDATA[text", "<a><!-- text", "<a b='", "<a", "<a><b c=d", "<?xml" };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(pages); i++) {
        tokens_of(text_c(pages[i]));
        if (!x.cut)
            fail_msg("%s: not said to be cut", pages[i]);
    }
    check("<a><![CDATA[text", "<a>[text]</a>");
}

static void attributes_are_raw_and_found_by_name(void **state)
{
    struct xml_token t;
    struct text rest, name, value;

    (void)state;
    xml_init(&x, text_c("<a:link rel = \"self\" xml:base='/w?a=1&amp;b' plain=x empty=\"\" alone>"), 0);
    xml_next(&x, &t);
    assert_int_equal(t.kind, XML_START);
    assert_true(text_is(t.name, "a:link") && text_is(xml_local(t.name), "link"));
    assert_true(text_is(xml_attribute(&t, "rel"), "self"));
    assert_true(text_is(xml_attribute(&t, "xml:base"), "/w?a=1&amp;b"));
    assert_true(text_is(xml_attribute(&t, "plain"), "x"));
    assert_non_null(xml_attribute(&t, "empty").ptr);
    assert_null(xml_attribute(&t, "base").ptr);
    rest = t.attributes;
    assert_true(xml_attribute_next(&rest, &name, &value));
    assert_true(text_is(name, "rel") && text_is(value, "self"));
    assert_true(text_is(xml_local(text_c("plain")), "plain"));
}

static void what_is_too_deep_is_flat_and_said(void **state)
{
    struct buffer deep = { 0 };
    struct xml_token t;
    size_t starts = 0, ends = 0, most = 0;

    (void)state;
    for (int i = 0; i < XML_DEPTH_MAX + 50; i++)
        buffer_c(&deep, "<a>");
    buffer_c(&deep, "text");
    xml_init(&x, buffer_as_text(&deep), 0);
    for (xml_next(&x, &t); t.kind != XML_DONE; xml_next(&x, &t)) {
        starts += t.kind == XML_START;
        ends += t.kind == XML_END;
        most = t.depth > most ? t.depth : most;
    }
    assert_int_equal(starts, XML_DEPTH_MAX + 50);
    assert_int_equal(ends, XML_DEPTH_MAX);
    assert_int_equal(most, XML_DEPTH_MAX + 1);
    assert_true(x.cut);
    buffer_release(&deep);
}

static void what_is_forgotten_has_no_end(void **state)
{
    struct xml_token t;

    (void)state;
    xml_init(&x, text_c("<feed><entry><b>text</feed>"), 0);
    for (int i = 0; i < 3; i++)
        xml_next(&x, &t);
    assert_int_equal(t.depth, 3);
    xml_forget(&x, 1);
    xml_next(&x, &t);
    assert_int_equal(t.kind, XML_TEXT);
    xml_next(&x, &t);
    assert_true(t.kind == XML_END && text_is(t.name, "feed"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_start_has_its_end),
        cmocka_unit_test(what_is_no_element_or_text_is_passed_over),
        cmocka_unit_test(what_does_not_end_is_read_as_far_as_it_goes),
        cmocka_unit_test(attributes_are_raw_and_found_by_name),
        cmocka_unit_test(what_is_too_deep_is_flat_and_said),
        cmocka_unit_test(what_is_forgotten_has_no_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
