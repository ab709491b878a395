/* Feeds of every kind, well formed and as they come; and one entry of each as an article. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "page/feed/feed.h"

static struct arena mem;

#define HOME "https://thetern.example/feeds/all.xml"

static struct feed feed_in(struct text bytes)
{
    struct feed feed = { 0 };
    struct priscus_error err;

    if (feed_read(bytes, text_c(HOME), (struct date){ 0 }, &mem, &feed, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    return feed;
}

static struct feed feed_of(const char *xml)
{
    arena_reset(&mem);
    return feed_in(text_c(xml));
}

static void assert_text(struct text got, const char *want)
{
    if (!text_is(got, want))
        fail_msg("got  \"%.*s\"\n      want \"%s\"", (int)got.len, got.ptr ? got.ptr : "NULL", want);
}

static void assert_date(struct date got, const char *want)
{
    char text[DATE_TEXT_MAX];

    assert_string_equal(date_format(got, text), want);
}

static struct page entry_page(struct text bytes, const struct feed *feed, size_t i)
{
    return (struct page){ .name = text_c("t.xml"),
                          .bytes = text_in(bytes, feed->entries[i].page),
                          .from = PRISCUS_FROM_FEED,
                          .feed = feed->about };
}

static struct article entry_article(struct text bytes, size_t i, struct page *page)
{
    struct feed feed = feed_in(bytes);
    struct article article = { 0 };
    struct priscus_error err;
    const char *why;

    assert_true(i < feed.n_entries);
    *page = entry_page(bytes, &feed, i);
    if (article_read_feed(page, &mem, &article, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    if (!article_check(&article, page, &why))
        fail_msg("article_check: %s", why);
    return article;
}

#define TWO_PARAGRAPHS                                                                                                 \
    "<p>The two coasts will meet again in Norhaven on Monday, the harbour master said, after a year.</p>"              \
    "<p>\"We have a deal &amp; a boat,\" Ana Brook told the council, which had waited for the ferry.</p>"
#define RSS(items)                                                                                                     \
    "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "          \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><title>The Tern - RSS</title>"                             \
    "<link>https://thetern.example/</link><language>en-gb</language>" items "</channel></rss>"

static void a_feed_is_known_by_its_root(void **state)
{
    static const struct {
        const char *head;
        bool feed;
    } heads[] = {
        { "<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", true },
        { "\xEF\xBB\xBF\n\n <!-- made by a gull --> <feed xmlns=\"http://www.w3.org/2005/Atom\">", true },
        { "<br />\n<b>Warning</b>: no tide on line 3<br />\n<?xml version=\"1.0\"?><rss>", true },
        { "<rdf:RDF xmlns:rdf=\"r\" xmlns=\"http://purl.org/rss/1.0/\">", true },
        { "<rdf:RDF xmlns:rdf=\"r\" xmlns:foaf=\"http://xmlns.example/foaf\">", false },
        { "<?xml-stylesheet href=\"x\"?><urlset xmlns=\"s\">", true },
        { "<sitemapindex>", true },
        { "<opml version=\"2.0\">", true },
        { "<!DOCTYPE rss [ <!ENTITY a \"b\"> ", true },
        { "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", true },
        { "{\"version\": \"https:\\/\\/jsonfeed.org\\/version\\/1\"", true },
        { "{\"text\": \"a line\"}", false },
        { "<!doctype html><html><body><rss></rss>", false },
        { "<html><p>about &lt;rss&gt;</html>", false },
        { "Talks resume", false },
        { "", false },
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        if (feed_guess(text_c(heads[i].head)) != heads[i].feed)
            fail_msg("wrong: %s", heads[i].head);
}

static void rss_gives_its_items(void **state)
{
    static const char xml[] = RSS("<item><title>Talks &amp;amp; tides</title><link>\n /talks?a=1&amp;b=2 </link>"
                                  "<pubDate>Tue, 03 May 31 07:10 EST</pubDate><description>Short.</description></item>"
                                  "<item><guid>https://thetern.example/2</guid><title><![CDATA[<b>Two</b>]]></title>"
                                  "<content:encoded><![CDATA[" TWO_PARAGRAPHS "]]></content:encoded></item>"
                                  "<item><guid isPermaLink=\"false\">https://thetern.example/3</guid></item>");
    struct feed feed = feed_of(xml);

    (void)state;
    assert_int_equal(feed.kind, FEED_RSS);
    assert_text(feed.title, "The Tern - RSS");
    assert_text(feed.address, "https://thetern.example/");
    assert_text(feed.language, "en-gb");
    assert_false(feed.cut);
    assert_int_equal(feed.n_entries, 3);
    assert_text(feed.entries[0].title, "Talks & tides");
    assert_text(feed.entries[0].address, "https://thetern.example/talks?a=1&b=2");
    assert_date(feed.entries[0].published, "2031-05-03T07:10-05:00");
    assert_false(feed.entries[0].whole);
    assert_text(feed.entries[1].title, "Two");
    assert_text(feed.entries[1].address, "https://thetern.example/2");
    assert_false(date_known(feed.entries[1].published));
    assert_true(feed.entries[1].whole);
    assert_null(feed.entries[2].address.ptr);
    assert_true(text_starts(text_in(text_c(xml), feed.entries[0].page), "<item><title>Talks"));
    assert_true(text_ends(text_in(text_c(xml), feed.entries[0].page), "</item>"));
}

static void rss_1_has_its_items_beside_the_channel(void **state)
{
    struct feed feed = feed_of(
        "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" "
        "xmlns:x=\"http://purl.org/dc/elements/1.1/\"><channel><title>Tern</title><link>https://t.example/</link>"
        "<items><rdf:Seq><rdf:li resource=\"u\"/></rdf:Seq></items></channel>"
        "<item rdf:about=\"https://t.example/1\"><title>One</title><x:date>2031-05-03</x:date></item></rdf:RDF>");

    (void)state;
    assert_text(feed.title, "Tern");
    assert_int_equal(feed.n_entries, 1);
    assert_text(feed.entries[0].address, "https://t.example/1");
    assert_date(feed.entries[0].published, "2031-05-03");
}

static void atom_keeps_updated_apart_from_published(void **state)
{
    struct feed feed = feed_of(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\" xml:base=\"https://t.example/a/\">"
        "<title type=\"html\">The &amp;lt;Tern&amp;gt;</title><link rel=\"self\" href=\"x.xml\"/><link href=\"/\"/>"
        "<entry><title>Five &lt; six</title><link rel=\"enclosure\" href=\"a.mp3\"/>"
        "<link rel=\"alternate\" href=\"one\"/><id>urn:1</id><updated>2031-05-04T00:00:00Z</updated>"
        "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p>A</p></div></content></entry>"
        "<entry xml:base=\"https://u.example/\"><link href=\"two\"/><published>2031-05-03T01:02:03+02:00</published>"
        "</entry></feed>");

    (void)state;
    assert_int_equal(feed.kind, FEED_ATOM);
    assert_text(feed.title, "The <Tern>");
    assert_text(feed.address, "https://thetern.example/");
    assert_text(feed.language, "en");
    assert_text(feed.entries[0].title, "Five < six");
    assert_text(feed.entries[0].address, "https://t.example/a/one");
    assert_false(date_known(feed.entries[0].published));
    assert_date(feed.entries[0].modified, "2031-05-04T00:00:00Z");
    assert_true(feed.entries[0].whole);
    assert_text(feed.entries[1].address, "https://u.example/two");
    assert_date(feed.entries[1].published, "2031-05-03T01:02:03+02:00");
}

static void json_feeds_of_both_versions(void **state)
{
    static const char json[] =
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The T\\u00e9rn\", \"home_page_url\": "
        "\"https://t.example/\", \"items\": [{\"id\": \"a1\", \"url\": \"/1\", \"title\": \"One\", "
        "\"date_published\": \"2031-05-03\", \"content_text\": \"Text.\"}, 7, "
        "{\"id\": \"https://t.example/2\", \"summary\": \"S\"}]}";
    struct feed feed = feed_of(json);

    (void)state;
    assert_int_equal(feed.kind, FEED_JSON);
    assert_text(feed.title, "The T\xC3\xA9rn");
    assert_int_equal(feed.n_entries, 3);
    assert_text(feed.entries[0].address, "https://t.example/1");
    assert_date(feed.entries[0].published, "2031-05-03");
    assert_true(feed.entries[0].whole);
    assert_text(text_in(text_c(json), feed.entries[1].page), "7");
    assert_text(feed.entries[2].address, "https://t.example/2");
    assert_false(feed.entries[2].whole);
}

static void sitemaps_and_lists_of_feeds(void **state)
{
    struct feed news =
        feed_of("<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                "xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>https://t.example/1</loc>"
                "<n:news><n:publication><n:name>The Tern</n:name><n:language>en</n:language></n:publication>"
                "<n:publication_date>2031-05-03</n:publication_date><n:title>One</n:title></n:news></url></urlset>");
    struct feed index, opml;

    (void)state;
    assert_int_equal(news.kind, FEED_SITEMAP);
    assert_text(news.entries[0].address, "https://t.example/1");
    assert_text(news.entries[0].title, "One");
    assert_date(news.entries[0].published, "2031-05-03");
    index = feed_of("<sitemapindex><sitemap><loc>https://t.example/s1.xml</loc></sitemap></sitemapindex>");
    assert_int_equal(index.kind, FEED_SITEMAP_INDEX);
    assert_text(index.entries[0].address, "https://t.example/s1.xml");
    opml = feed_of("<opml><head><title>Mine</title></head><body><outline text=\"Coast\">"
                   "<outline text=\"Tern\" type=\"rss\" xmlUrl=\"https://t.example/f?a=1&amp;b\"/></outline>"
                   "<outline text=\"a < b\" xmlurl='https://u.example/f'></body></opml>");
    assert_int_equal(opml.kind, FEED_OPML);
    assert_text(opml.title, "Mine");
    assert_int_equal(opml.n_entries, 2);
    assert_text(opml.entries[0].address, "https://t.example/f?a=1&b");
    assert_text(opml.entries[0].title, "Tern");
    assert_text(opml.entries[1].title, "a < b");
}

static void what_is_not_well_formed_is_read_all_the_same(void **state)
{
    struct feed feed =
        feed_of("Notice: tide is low\n<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaa\">"
                "<!ENTITY b \"&a;&a;&a;\">]><rss><channel><title>Tern & tide &nbsp;&rsquo;&b;\x05</title>"
                "<item><title>One &#xFFFFFF;<link>x</link><item><title>Two</title>"
                "<description><p>unescaped<br><b>HTML</p></description><link>/2</link></item>"
                "<item><title>Three</title><link>/3</link>");

    (void)state;
    assert_text(feed.title, "Tern & tide \xC2\xA0\xE2\x80\x99&b;");
    assert_int_equal(feed.n_entries, 3);
    assert_text(feed.entries[1].title, "Two");
    assert_text(feed.entries[1].address, "https://thetern.example/2");
    assert_text(feed.entries[2].title, "Three");
    assert_true(feed.cut);
}

static void charsets_are_found_out(void **state)
{
    static const char cyrillic[] =
        "<?xml version=\"1.0\" encoding=\"windows-1251\"?><rss><channel><item><title>"
        "\xCC\xE8\xF0</title><description>\xCC\xE8\xF0 \xCC\xE8\xF0.</description></item></channel></rss>";
    static const char mute[] = "<rss><channel><item><title>\xCC\xE8\xF0</title></item></channel></rss>";
    static const char lying[] = "<?xml encoding=\"us-ascii\"?><rss><channel><title>\xC3\xA9</title></channel></rss>";
    char wide[400] = "\xFF\xFE";
    size_t n = 2;
    struct feed feed = feed_of(cyrillic);
    struct priscus_error err;
    struct page page;
    struct article a;

    (void)state;
    assert_text(feed.entries[0].title, "\xD0\x9C\xD0\xB8\xD1\x80");
    a = entry_article(text_c(cyrillic), 0, &page);
    assert_text(text_in(page.bytes, a.paragraphs[0].page), "\xCC\xE8\xF0");
    assert_int_equal(feed_read_as(text_c(mute), text_c(HOME), text_c("koi8-r"), (struct date){ 0 }, &mem, &feed, &err),
                     PRISCUS_OK);
    assert_text(feed.entries[0].title, "\xD0\xBB\xD0\xA5\xD0\x9F");
    feed = feed_of(lying);
    assert_text(feed.title, "\xC3\xA9");
    for (const char *p =
             "<rss><channel><item><title>Wide</title><description>Wide and deep.</description></item></channel></rss>";
         *p; p++) {
        wide[n++] = *p;
        wide[n++] = '\0';
    }
    arena_reset(&mem);
    feed = feed_in(text_of(wide, n));
    assert_text(feed.entries[0].title, "Wide");
    a = entry_article(text_of(wide, n), 0, &page);
    assert_text(a.title, "Wide");
    assert_int_equal(a.paragraphs[0].page.end - a.paragraphs[0].page.begin, 8);
}

static void dates_in_the_forms_of_feeds(void **state)
{
    static const char *const dates[][2] = {
        { "2031-05", "2031-05" },
        { "2031", "2031" },
        { "May 2031", "2031-05" },
        { "Mon, 03 May 2031 07:10:05 GMT", "2031-05-03T07:10:05Z" }, /* a Saturday */
        { "03 May 2031 07:10:05 GMT+3", "2031-05-03T07:10:05+03:00" },
        { "Sat, 3 maja 2031 07:10 +0200", "2031-05-03T07:10+02:00" },
        { "\xD0\xA1\xD0\xB1, 03 \xD0\xBC\xD0\xB0\xD1\x8F 2031 07:10:00 +0300", "2031-05-03T07:10:00+03:00" },
        { "Sat May 3 07:10:00 CEST 2031", "2031-05-03T07:10:00+02:00" },
        { "2031-05-03", "2031-05-03" },
        { "2031-05-03T07:10:05.123Z", "2031-05-03T07:10:05Z" },
        { "03-May-31 07:10:05 -0500", "2031-05-03T07:10:05-05:00" },
        { "0001-01-01T00:00:00Z", "" },
        { "31 April 2031", "" },
        { "yesterday's paper", "" },
        { "", "" },
    };
    char xml[512];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(dates); i++) {
        char got[DATE_TEXT_MAX];
        struct feed feed;

        snprintf(xml, sizeof xml, "<rss><channel><item><pubDate>%s</pubDate></item></channel></rss>", dates[i][0]);
        feed = feed_of(xml);
        date_format(feed.entries[0].published, got);
        if (strcmp(got, dates[i][1]) != 0)
            fail_msg("%s: got %s", dates[i][0], got);
    }
}

/* The bytes of the entry at a paragraph's range must begin and end as the paragraph does. */
static void assert_ends(const struct article *a, const struct page *page, size_t i, const char *begin, const char *end)
{
    struct text bytes = text_in(page->bytes, a->paragraphs[i].page);

    if (!text_starts(bytes, begin) || !text_ends(bytes, end))
        fail_msg("paragraph %zu is at \"%.*s\"", i, (int)bytes.len, bytes.ptr);
}

static void an_entry_is_an_article(void **state)
{
    static const char xml[] = RSS(
        "<item><title>Talks &amp; tides resume in Norhaven</title><link>/talks</link><category>World</category>"
        "<author>ana@thetern.example (Ana Brook)</author><dc:creator>Jo Hill</dc:creator><dc:creator>AFP</dc:creator>"
        "<pubDate>Sat, 03 May 2031 07:10:00 GMT</pubDate><description>Short.</description>"
        "<content:encoded><![CDATA[" TWO_PARAGRAPHS
        "<p>The post <a href=\"/talks\">Talks</a> appeared first on <a href=\"/\">The Tern</a>.</p>]]>"
        "</content:encoded></item>");
    struct page page;
    struct article a;

    (void)state;
    arena_reset(&mem);
    a = entry_article(text_c(xml), 0, &page);
    assert_text(a.title, "Talks & tides resume in Norhaven");
    assert_text(a.outlet, "The Tern");
    assert_text(a.byline, "Ana Brook, Jo Hill");
    assert_int_equal(a.n_agencies, 1);
    assert_text(a.agencies[0], "AFP");
    assert_text(a.section, "World");
    assert_text(a.language, "en-gb");
    assert_text(a.address, "https://thetern.example/talks");
    assert_date(a.published, "2031-05-03T07:10:00Z");
    assert_int_equal(a.n_paragraphs, 3);
    assert_int_equal(a.paragraphs[0].role, ROLE_HEADLINE);
    assert_ends(&a, &page, 0, "Talks &amp; tides", "in Norhaven");
    assert_ends(&a, &page, 1, "The two coasts", "after a year.");
    assert_ends(&a, &page, 2, "\"We have a deal &amp; a boat", "for the ferry.");
    assert_int_equal(a.n_dropped, 1);
    assert_true(text_starts(text_in(page.bytes, a.dropped[0].page), "<p>The post"));
}

static void bodies_escaped_in_any_way_are_one_text(void **state)
{
    static const char *const bodies[] = {
        "<![CDATA[<p>First of all there was a deal, Ana Brook said on Monday.</p><p>Then \"none\" &amp; all.</p>]]>",
        "&lt;p&gt;First of all there was a deal, Ana Brook said on Monday.&lt;/p&gt;&lt;p&gt;Then \"none\" &amp;amp; "
        "all.&lt;/p&gt;",
        "&amp;lt;p&amp;gt;First of all there was a deal, Ana Brook said on "
        "Monday.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;Then "
        "&amp;quot;none&amp;quot; &amp;amp;amp; all.&amp;lt;/p&amp;gt;",
        "<p>First of all there was a deal, Ana Brook said on Monday.</p><p>Then \"none\" &amp; all.</p>",
        "First of all there was a deal, Ana Brook said on Monday.\n\nThen &quot;none&quot; &amp;amp; all.",
        "<![CDATA[&lt;p&gt;First of all there was a deal, Ana Brook said on Monday.&lt;/p&gt;]]><![CDATA[&lt;p&gt;Then "
        "\"none\" &amp;amp; all.&lt;/p&gt;]]>",
    };
    char xml[1024];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(bodies); i++) {
        struct page page;
        struct article a;

        snprintf(xml, sizeof xml, RSS("<item><content:encoded>%s</content:encoded></item>"), bodies[i]);
        arena_reset(&mem);
        a = entry_article(text_c(xml), 0, &page);
        assert_text(a.body, "First of all there was a deal, Ana Brook said on Monday.\n\nThen \"none\" & all.");
        assert_ends(&a, &page, 0, "First of all", "on Monday.");
        assert_ends(&a, &page, 1, "Then ", " all.");
    }
}

static void addresses_keep_what_looks_like_a_reference(void **state)
{
    static const char xml[] = RSS("<item><link>/t?id=1&amp;copy=2&amp;region=eu&amp;amp;x=3</link></item>"
                                  "<item><link><![CDATA[/t?a=1&sect=4&lt=5]]></link></item>"
                                  "<item><link>/t?a&region=n</link></item>");
    struct feed feed = feed_of(xml);

    (void)state;
    assert_text(feed.entries[0].address, "https://thetern.example/t?id=1&copy=2&region=eu&x=3");
    assert_text(feed.entries[1].address, "https://thetern.example/t?a=1&sect=4&lt=5");
    assert_text(feed.entries[2].address, "https://thetern.example/t?a&region=n");
}

static void names_are_found_beside_addresses_of_mail(void **state)
{
    static const char *const authors[][2] = {
        { "ana@thetern.example (Ana Brook)", "Ana Brook" },
        { "Ana Brook (ana@thetern.example)", "Ana Brook" },
        { "Ana Brook &lt;ana@thetern.example&gt;", "Ana Brook" },
        { "Ana Brook", "Ana Brook" },
        { "desk@thetern.example", NULL },
    };
    char xml[1024];

    (void)state;
    for (size_t i = 0; i < COUNT_OF(authors); i++) {
        struct page page;
        struct article a;

        snprintf(xml, sizeof xml, RSS("<item><author>%s</author><description>Short, they said.</description></item>"),
                 authors[i][0]);
        arena_reset(&mem);
        a = entry_article(text_c(xml), 0, &page);
        if (!authors[i][1])
            assert_null(a.byline.ptr);
        else
            assert_text(a.byline, authors[i][1]);
    }
}

/* Forty entries that declare the same prefix again leave room for the one that is new. */
static void prefixes_are_learnt_once(void **state)
{
    struct buffer b = { 0 };
    struct feed feed;

    (void)state;
    buffer_c(&b, "<rss><channel>");
    for (int i = 0; i < 40; i++)
        buffer_c(&b, "<item xmlns:n='http://purl.org/dc/elements/1.1/'><n:date>2031-05-03</n:date></item>");
    buffer_c(&b, "<item xmlns:m='http://purl.org/rss/1.0/modules/content/'><m:encoded>All of it.</m:encoded></item>"
                 "</channel></rss>");
    arena_reset(&mem);
    feed = feed_in(buffer_as_text(&b));
    assert_int_equal(feed.n_entries, 41);
    assert_date(feed.entries[39].published, "2031-05-03");
    assert_true(feed.entries[40].whole);
    buffer_release(&b);
}

static void a_long_description_is_the_text(void **state)
{
    static const struct {
        const char *description;
        bool whole;
    } cases[] = {
        { "<![CDATA[" TWO_PARAGRAPHS "]]>", true },
        { "<![CDATA[" TWO_PARAGRAPHS "<p>The post <a href='/'>A</a> appeared first on <a href='/'>B</a>.</p>]]>",
          true },
        { "<![CDATA[<p>The two coasts will meet again in Norhaven on Monday, the harbour master said, after a year.</p>"
          "<p>The post <a href='/'>Talks resume after a long year of silence</a> appeared first on <a href='/'>The "
          "Tern and "
          "its sister papers of the coast</a>.</p>]]>",
          false },
        { "<![CDATA[" TWO_PARAGRAPHS "<p>And then [&#8230;]</p>]]>", false },
        { "<![CDATA[" TWO_PARAGRAPHS "<p>And then ... <a href='/'>Read more</a></p>]]>", false },
        { "The two coasts will meet again in Norhaven on Monday, the harbour master said, after a year.", false },
    };
    char xml[2048], line[1300] = "";
    struct feed feed;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct page page;
        struct article a;
        bool summary;

        snprintf(xml, sizeof xml, RSS("<item><title>T</title><description>%s</description></item>"),
                 cases[i].description);
        arena_reset(&mem);
        a = entry_article(text_c(xml), 0, &page);
        feed = feed_in(text_c(xml));
        summary = a.unsure && text_is(text_c(a.unsure_why), "only a summary of the page is in the feed");
        if (summary == cases[i].whole || feed.entries[0].whole != cases[i].whole)
            fail_msg("%s", cases[i].description);
    }
    for (size_t i = 0; i < 25; i++)
        strcat(line, "The ferry runs again, he said. ");
    snprintf(xml, sizeof xml, RSS("<item><description>%s</description></item>"), line);
    assert_true(feed_of(xml).entries[0].whole);
}

static void fields_say_that_they_are_the_feeds(void **state)
{
    static const char xml[] = RSS("<item><title>Talks resume</title><link>/t</link><author>Ana Brook</author>"
                                  "<pubDate>3 May 2031</pubDate><description>Short, they said.</description></item>");
    struct page page;
    struct article a;

    (void)state;
    arena_reset(&mem);
    a = entry_article(text_c(xml), 0, &page);
    assert_string_equal(a.from.title, "feed");
    assert_string_equal(a.from.byline, "feed");
    assert_string_equal(a.from.outlet, "feed");
    assert_string_equal(a.from.address, "feed");
    assert_string_equal(a.from.language, "feed");
    assert_string_equal(a.from.published, "feed");
    assert_null(a.from.modified);
}

static void an_entry_is_not_younger_than_its_crawl(void **state)
{
    static const char xml[] = "<rss><channel><item><pubDate>5 May 2031</pubDate></item>"
                              "<item><pubDate>4 May 2031</pubDate></item></channel></rss>";
    struct feed feed;
    struct priscus_error err;

    (void)state;
    arena_reset(&mem);
    assert_int_equal(feed_read(text_c(xml), text_c(HOME), date_day(2031, 5, 3), &mem, &feed, &err), PRISCUS_OK);
    assert_date(feed.entries[0].published, "");
    assert_date(feed.entries[1].published, "2031-05-04");
}

static void a_summary_is_no_article(void **state)
{
    static const char xml[] =
        RSS("<item><title>T</title><description>&lt;p&gt;The two coasts will meet again, the master said [&amp;#8230;]"
            "&lt;/p&gt;</description></item><item><title>Only a title</title><link>/3</link></item>");
    struct page page;
    struct article a;
    struct feed feed;
    struct priscus_error err;

    (void)state;
    arena_reset(&mem);
    a = entry_article(text_c(xml), 0, &page);
    assert_true(a.unsure);
    assert_string_equal(a.unsure_why, "only a summary of the page is in the feed");
    assert_true(text_ends(a.body, "the master said"));
    feed = feed_in(text_c(xml));
    page = entry_page(text_c(xml), &feed, 1);
    assert_int_equal(article_read_feed(&page, &mem, &a, &err), PRISCUS_EINPUT);
    assert_string_equal(err.message, "the feed has no text of this page, only its address: https://thetern.example/3");
}

static void json_items_are_articles_too(void **state)
{
    static const char json[] =
        "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \"The Tern\", \"author\": {\"name\": \"Ana "
        "Brook\"}, \"items\": [{\"id\": 1, \"title\": \"Talks \\\"resume\\\" in Norhaven\", \"content_html\": "
        "\"<p>The two coasts will \\u201cmeet\\u201d again, the harbour master said on Monday.</p>\\n<p>Then "
        "\\\"none\\\" &amp; all of it, the council said.</p>\"}, {\"title\": \"T\", \"content_text\": \"a < b, said "
        "the "
        "master of the harbour.\\n\\nAnd b > a, he said to the council.\"}]}";
    struct page page;
    struct article a;

    (void)state;
    arena_reset(&mem);
    a = entry_article(text_c(json), 0, &page);
    assert_text(a.outlet, "The Tern");
    assert_text(a.byline, "Ana Brook");
    assert_text(a.title, "Talks \"resume\" in Norhaven");
    assert_int_equal(a.n_paragraphs, 3);
    assert_ends(&a, &page, 0, "Talks \\\"resume", "Norhaven");
    assert_ends(&a, &page, 1, "The two coasts will \\u201cmeet", "on Monday.");
    assert_ends(&a, &page, 2, "Then \\\"none", "council said.");
    a = entry_article(text_c(json), 1, &page);
    assert_text(text_in(a.body, a.paragraphs[a.n_paragraphs - 2].body), "a < b, said the master of the harbour.");
    assert_ends(&a, &page, a.n_paragraphs - 1, "And b", "the council.");
}

/* XHTML under a prefix: HTML knows no <h:p>. */
static void xhtml_keeps_its_paragraphs_under_any_prefix(void **state)
{
    static const char *const contents[] = {
        "<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>The two coasts will meet again, the "
        "harbour "
        "master said.</h:p><h:p>The <h:b>council</h:b> had waited a year for the ferry, Brook "
        "said.</h:p></h:div></content>",
        "<content type='xhtml'><xh:div><xh:p>The two coasts will meet again, the harbour master said.</xh:p>"
        "<xh:p class='x'>The <xh:b>council</xh:b> had waited a year for the ferry, Brook "
        "said.</xh:p></xh:div></content>",
        "<content type='application/xhtml+xml'><div><x:p>The two coasts will meet again, the harbour master said.</x:p>"
        "<x:p>The <x:b>council</x:b> had waited a year for the ferry, Brook said.</x:p></div></content>",
    };

    (void)state;
    for (size_t i = 0; i < COUNT_OF(contents); i++) {
        struct buffer xml = { 0 };
        struct article a;
        struct page page;

        arena_reset(&mem);
        buffer_format(&xml,
                      "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Tern</title><entry><title>Talks</title>%s"
                      "</entry></feed>",
                      contents[i]);
        a = entry_article(buffer_as_text(&xml), 0, &page);
        assert_text(a.body, "Talks\n\nThe two coasts will meet again, the harbour master said.\n\n"
                            "The council had waited a year for the ferry, Brook said.");
        assert_int_equal(a.n_paragraphs, 3);
        buffer_release(&xml);
    }
}

/* SQL shows no text behind a NUL. */
static void a_nul_in_a_json_feed_is_u_fffd(void **state)
{
    static const char json[] =
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The\\u0000Tern\", \"items\": [{\"url\": "
        "\"/talks\", \"title\": \"Talks\\u0000 resume\", \"content_html\": \"<p>The two coasts will meet again, the "
        "harbour master said.</p>\"}]}";
    struct article a;
    struct page page;

    (void)state;
    arena_reset(&mem);
    a = entry_article(text_c(json), 0, &page);
    assert_text(a.title, "Talks\uFFFD resume");
    assert_text(a.outlet, "The\uFFFDTern");
}

static void memory_may_run_out_at_any_time(void **state)
{
    static const char *const feeds[] = {
        RSS("<item><title>Talks &amp; tides</title><link>/talks</link><author>a@b (Ana "
            "Brook)</author><description>&amp;lt;p"
            "&amp;gt;The two coasts will meet again, the master said.&amp;lt;/p&amp;gt;</description></item>"),
        RSS("<item><title>Talks</title><description><![CDATA[" TWO_PARAGRAPHS "]]></description></item>"),
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='/world/'><title>The Tern</title><author><name>Ana "
        "Brook</name>"
        "</author><entry><title type='html'>Talks &amp;amp; tides</title><link href='talks'/><category term='World'/>"
        "<updated>2031-05-03T07:10:00Z</updated><content type='xhtml'><div><p>The two coasts will meet again, the "
        "master said.</p></div></content></entry></feed>",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"The Tern\", \"authors\": [{\"name\": "
        "\"Ana\"}], "
        "\"items\": [{\"url\": \"/talks\", \"title\": \"Talks\", \"tags\": [\"World\"], \"content_html\": \"<p>The two "
        "coasts will \\u201cmeet\\u201d again, the master said.</p>\"}]}",
    };
    struct arena small = { 0 };
    struct priscus_error err;

    (void)state;
    for (size_t i = 0; i < COUNT_OF(feeds); i++) {
        for (long k = 1;; k++) {
            struct feed feed = { 0 };
            struct article a = { 0 };
            struct page page;
            priscus_status status;

            arena_reset(&small);
            small.fail_after = k;
            status = feed_read(text_c(feeds[i]), text_c(HOME), (struct date){ 0 }, &small, &feed, &err);
            if (status == PRISCUS_OK) {
                page = entry_page(text_c(feeds[i]), &feed, 0);
                status = article_read_feed(&page, &small, &a, &err);
            }
            if (status == PRISCUS_OK)
                break;
            assert_int_equal(status, PRISCUS_ENOMEM);
            assert_int_equal(a.n_paragraphs, 0);
        }
    }
    arena_release(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_feed_is_known_by_its_root),
        cmocka_unit_test(rss_gives_its_items),
        cmocka_unit_test(rss_1_has_its_items_beside_the_channel),
        cmocka_unit_test(atom_keeps_updated_apart_from_published),
        cmocka_unit_test(json_feeds_of_both_versions),
        cmocka_unit_test(sitemaps_and_lists_of_feeds),
        cmocka_unit_test(what_is_not_well_formed_is_read_all_the_same),
        cmocka_unit_test(charsets_are_found_out),
        cmocka_unit_test(dates_in_the_forms_of_feeds),
        cmocka_unit_test(an_entry_is_an_article),
        cmocka_unit_test(bodies_escaped_in_any_way_are_one_text),
        cmocka_unit_test(addresses_keep_what_looks_like_a_reference),
        cmocka_unit_test(names_are_found_beside_addresses_of_mail),
        cmocka_unit_test(prefixes_are_learnt_once),
        cmocka_unit_test(a_long_description_is_the_text),
        cmocka_unit_test(fields_say_that_they_are_the_feeds),
        cmocka_unit_test(an_entry_is_not_younger_than_its_crawl),
        cmocka_unit_test(a_summary_is_no_article),
        cmocka_unit_test(json_items_are_articles_too),
        cmocka_unit_test(xhtml_keeps_its_paragraphs_under_any_prefix),
        cmocka_unit_test(a_nul_in_a_json_feed_is_u_fffd),
        cmocka_unit_test(memory_may_run_out_at_any_time),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);

    arena_release(&mem);
    return failed;
}
