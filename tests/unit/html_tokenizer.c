/* html_tokenizer.c - tests: bytes of HTML into tokens, and tokens into what opens and closes.
 *
 * The tree cases show what opens as "<p" and closes as ">", with the text between. html5lib's thousands of
 * cases are run by tests/shared/html5lib.c where they lie beside the repository. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "page/markup/html_tree.h"

static void assert_text(struct text got, const char *want)
{
    if (!text_is(got, want))
        fail_msg("got \"%.*s\", want \"%s\"", (int)got.len, got.ptr ? got.ptr : "NULL", want);
}

/* ---- tokens ------------------------------------------------------------------------------ */

static void a_tag_is_a_span_with_attributes(void **state)
{
    struct html_tokenizer m;

    (void)state;
    html_tokenizer_begin(&m, text_c("5 < 6 <a HREF = '/x?a=1&b' title=\"a > b\" hidden rel=x/>y</A >"), 0);
    assert_true(html_tokenizer_next(&m));
    assert_int_equal(m.kind, HTML_TEXT);
    assert_text(m.text, "5 < 6 ");
    assert_true(html_tokenizer_next(&m));
    assert_int_equal(m.kind, HTML_START);
    assert_text(m.name, "a");
    assert_int_equal(m.n_attributes, 4);
    assert_text(html_tokenizer_attribute(&m, "href"), "/x?a=1&b");
    assert_text(html_tokenizer_attribute(&m, "title"), "a > b");
    assert_text(html_tokenizer_attribute(&m, "hidden"), "");
    assert_null(m.attributes[2].value.ptr);
    assert_text(html_tokenizer_attribute(&m, "rel"), "x/"); /* no self-closing tag: the slash is the value's */
    assert_false(m.self_closing);
    assert_null(html_tokenizer_attribute(&m, "class").ptr);
    assert_text(text_in(m.page, m.span), "<a HREF = '/x?a=1&b' title=\"a > b\" hidden rel=x/>");
    assert_true(html_tokenizer_next(&m));
    assert_text(m.text, "y");
    assert_true(html_tokenizer_next(&m));
    assert_int_equal(m.kind, HTML_END);
    assert_text(m.name, "A");
    assert_false(html_tokenizer_next(&m));
    assert_int_equal(m.kind, HTML_EOF);
    assert_false(m.cut);
}

static void raw_text_ends_at_its_own_end_tag(void **state)
{
    static const struct {
        enum html_tokenizer_state state;
        const char *name, *page, *text;
    } cases[] = {
        { HTML_RCDATA, "title", "Fish <b> &amp; chips</b></TITLE >x", "Fish <b> &amp; chips</b>" },
        { HTML_RAWTEXT, "style", "a{}</styles></style>", "a{}</styles>" },
        { HTML_SCRIPT, "script", "if (a<b) '</scr'</script>", "if (a<b) '</scr'" },
        { HTML_SCRIPT, "script", "<!-- <script> </script> --> x</script>", "<!-- <script> </script> --> x" },
        { HTML_SCRIPT, "script", "<!-- </script>", "<!-- " },
        { HTML_SCRIPT, "script", "<!--> <script> </script>", "<!--> <script> " },
        { HTML_RCDATA, "title", "no end", "no end" },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct html_tokenizer m;

        html_tokenizer_begin(&m, text_c(cases[i].page), 0);
        m.state = cases[i].state;
        m.raw = text_c(cases[i].name);
        assert_true(html_tokenizer_next(&m));
        assert_text(m.text, cases[i].text);
    }
}

static void comments_and_doctypes_are_one_token(void **state)
{
    static const struct {
        const char *page, *text;
        enum html_tokenizer_kind kind;
    } cases[] = {
        { "<!-- a > b -->", " a > b ", HTML_COMMENT },
        { "<!-->x", "", HTML_COMMENT },
        { "<!--->x", "", HTML_COMMENT },
        { "<!--a--!>x", "a", HTML_COMMENT },
        { "<!--a--", "a", HTML_COMMENT },
        { "<?xml a?>", "?xml a?", HTML_COMMENT },
        { "</3>", "3", HTML_COMMENT },
        { "<![CDATA[a]]>", "[CDATA[a]]", HTML_COMMENT },
        { "<!doctype html>", " html", HTML_DOCTYPE },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct html_tokenizer m;

        html_tokenizer_begin(&m, text_c(cases[i].page), 0);
        assert_true(html_tokenizer_next(&m));
        assert_int_equal(m.kind, cases[i].kind);
        assert_text(m.text, cases[i].text);
    }
}

static void a_doctype_has_a_name_and_identifiers(void **state)
{
    struct html_tokenizer_doctype d;

    (void)state;
    html_tokenizer_doctype(text_c(" html PUBLIC '-//A//B' \"http://c.example/d\""), false, &d);
    assert_text(d.name, "html");
    assert_text(d.public_id, "-//A//B");
    assert_text(d.system_id, "http://c.example/d");
    assert_false(d.force_quirks);
    html_tokenizer_doctype(text_c(""), false, &d);
    assert_null(d.name.ptr);
    assert_true(d.force_quirks);
}

/* ---- trees ------------------------------------------------------------------------------- */

static void on_open(void *context, const struct html_tree *tree, const struct html_tokenizer *tag)
{
    const struct html_tree_open *top = &tree->stack[tree->depth - 1];

    (void)tag;
    if (tree->depth > 2) /* html and body are the same in every case */
        buffer_format(context, "<%.*s ", (int)top->name.len, top->name.ptr);
}

static void on_close(void *context, const struct html_tree *tree, size_t at)
{
    if (at > 1)
        buffer_c(context, at + 1 == tree->depth ? ">" : ")");
}

static void on_leaf(void *context, const struct html_tree *tree, const struct element *element,
                    const struct html_tokenizer *tag)
{
    (void)tree;
    (void)tag;
    buffer_format(context, "[%s]", element->name);
}

static void on_text(void *context, const struct html_tree *tree, struct text raw, enum html_tokenizer_state state,
                    int before)
{
    (void)tree;
    (void)state;
    buffer_c(context, before >= 0 ? "^" : ""); /* goes before the table */
    buffer_text(context, raw);
}

static const struct html_tree_sink sink = { on_open, on_close, on_leaf, on_text };

static const struct {
    const char *page, *tree;
} trees[] = {
    { "<p>a<p>b", "<p a><p b>" },
    { "<p>a<div>b</div>c</p>d", "<p a><div b>c<p >d" },
    { "<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul <li a><li b<ul <li c>>>>" },
    { "<dl><dt>a<dd>b<dt>c</dl>", "<dl <dt a><dd b><dt c>>" },
    { "<h1>a<h2>b</h1>c", "<h1 a><h2 b>c" },
    { "a<br>b<hr>c<img>d</br>e", "a[br]b[hr]c[img]d[br]e" },
    /* A formatting element closes from under a paragraph; what is in it stays open. */
    { "<b>a<p>b</b>c</p>d", "<b a<p b)c>d" },
    { "<p><b>a</p>b</b>c", "<p <b a>>bc" },
    { "<a>a<a>b</a>c", "<a a><a b>c" },
    { "a</p>b</div>c</span>d", "a<p >bcd" },
    { "<table>a<tr><td>b<td>c</table>d", "<table ^a<tbody <tr <td b><td c>>>>d" },
    { "<table><tr><td><table><tr><td>a</td></table>b</table>",
      "<table <tbody <tr <td <table <tbody <tr <td a>>>>b>>>>" },
    { "<table><tr><td>a</div>b</table>", "<table <tbody <tr <td ab>>>>" },
    { "<tr><td>a", "a" }, /* no table is open */
    { "<select><option>a<option>b<p>c</select>d", "<select <option a><option bc>>d" },
    { "<svg><title>a</title><p>b", "<svg <title a>><p b>" },
    { "<svg><![CDATA[a<b]]></svg>b", "<svg a<b>b" },
    { "<math><mtext><p>a</p></mtext></math>b", "<math <mtext <p a>>>b" },
    { "<pre>\n\na</pre>", "<pre \na>" },
    { "<textarea>\n<b>a</textarea>b", "<textarea <b>a>b" },
    { "<form>a<form>b</form>c", "<form ab>c" },
    { "<button>a<button>b", "<button a><button b>" },
    { "<plaintext>a</plaintext><b>", "<plaintext a</plaintext><b>>" },
    { "a</body>b</html>c", "abc" },
    { "<p>a</table>b", "<p ab>" },
};

static void elements_open_and_close_as_in_a_browser(void **state)
{
    static struct html_tree tree;
    struct buffer out = { 0 };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(trees); i++) {
        struct buffer page = { 0 };

        buffer_format(&page, "<!doctype html><html><body>%s", trees[i].page);
        buffer_reset(&out);
        html_tree_read(&tree, buffer_as_text(&page), 0, &sink, &out);
        if (!text_is(buffer_as_text(&out), trees[i].tree))
            fail_msg("%s\n  got  %.*s\n  want %s", trees[i].page, (int)out.len, out.ptr, trees[i].tree);
        assert_int_equal(tree.depth, 0);
        for (size_t k = 0; k < TAG_COUNT; k++)
            assert_int_equal(tree.open[k], 0);
        buffer_release(&page);
    }
    buffer_release(&out);
}

static void what_is_too_deep_is_flat_and_said(void **state)
{
    static struct html_tree tree;
    struct buffer page = { 0 }, out = { 0 };

    (void)state;
    for (int i = 0; i < 100000; i++)
        buffer_c(&page, "<div>");
    buffer_c(&page, "deep");
    html_tree_read(&tree, buffer_as_text(&page), 0, &sink, &out);
    assert_true(tree.cut);
    assert_int_not_equal(text_find(buffer_as_text(&out), text_c("deep"), 0), NOWHERE);
    buffer_release(&page);
    buffer_release(&out);
}

static void a_tag_may_have_as_many_attributes_as_it_likes(void **state)
{
    struct buffer page = { 0 };
    struct html_tokenizer m;

    (void)state;
    buffer_c(&page, "<p");
    for (int i = 0; i < 50000; i++)
        buffer_format(&page, " a%d=%d", i, i);
    buffer_c(&page, ">x");
    html_tokenizer_begin(&m, buffer_as_text(&page), 0);
    assert_true(html_tokenizer_next(&m));
    assert_int_equal(m.n_attributes, HTML_ATTRIBUTES_MAX);
    assert_true(html_tokenizer_next(&m));
    assert_text(m.text, "x");
    buffer_release(&page);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_is_a_span_with_attributes),
        cmocka_unit_test(raw_text_ends_at_its_own_end_tag),
        cmocka_unit_test(comments_and_doctypes_are_one_token),
        cmocka_unit_test(a_doctype_has_a_name_and_identifiers),
        cmocka_unit_test(elements_open_and_close_as_in_a_browser),
        cmocka_unit_test(what_is_too_deep_is_flat_and_said),
        cmocka_unit_test(a_tag_may_have_as_many_attributes_as_it_likes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
