/* linear.c - hostile texts are read in linear time and memory: four times the text may take four times the steps
 * (steps.h) and four times the arena's bytes.
 *
 * The ratio is allowed to be RATIO_MAX instead of 4. What is linear comes out between 3 and 4.1, and what sorts some
 * of it (n log n) at up to 4.31; what looks at each pair would come out near 16. Sizes are large enough for a pair's
 * share to be seen beside the rest. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "known.h"
#include "language/parser/tokenizer.h"
#include "page/article.h"
#include "page/feed/feed.h"
#include "record/event/event.h"
#include "record/knowledge/knowledge.h"
#include "steps.h"
#include "tiny_encoder.h"

#define RATIO_MAX 4.4

static struct arena mem;
static struct knowledge *knowledge;
static struct tiny tiny;
static struct encoder *encoder;
static struct encoder_room *encoder_room;

/* ---- readers: a text to the end of their floor ---------------------------------------------------- */

/* The text is read, or it is refused as no such thing; nothing else may happen. */
static void done(priscus_status status)
{
    if (status != PRISCUS_OK && status != PRISCUS_EINPUT)
        fail_msg("%s", priscus_status_text(status));
}

static void read_page(struct text bytes, enum priscus_from from)
{
    struct page page = { .name = text_c("t"), .bytes = bytes, .from = from };
    struct article article;
    struct priscus_error err;

    const char *why = "";
    priscus_status status = article_read(&page, &mem, &article, &err);

    done(status);
    if (status == PRISCUS_OK && !article_check(&article, &page, &why))
        fail_msg("article_check: %s", why);
}

/* Words are what blanks part, a sentence ends with a full stop. */
static void encoded(struct text bytes)
{
    struct encoder_word *words = arena_alloc(&mem, (bytes.len + 1) * sizeof *words);
    size_t n = 0;
    bool begins = true;
    int8_t *states;
    float *scales;

    assert_non_null(words);
    for (uint32_t at = 0, end; at < bytes.len; at = end + 1) {
        for (end = at; end < bytes.len && bytes.ptr[end] != ' ';)
            end++;
        if (end == at)
            continue;
        words[n++] = (struct encoder_word){ { at, end }, begins, n == 0 };
        begins = bytes.ptr[end - 1] == '.';
    }
    assert_int_equal(encoder_read(encoder, encoder_room, bytes, words, n, &mem, &states, &scales), PRISCUS_OK);
}

static void html(struct text bytes)
{
    read_page(bytes, PRISCUS_FROM_HTML);
}

static void crawled(struct text bytes)
{
    read_page(bytes, PRISCUS_FROM_PAGE);
}

static void json(struct text bytes)
{
    read_page(bytes, PRISCUS_FROM_JSONL);
}

static void feed(struct text bytes)
{
    struct feed feed = { 0 };
    struct article article;
    struct priscus_error err;
    priscus_status status =
        feed_read(bytes, text_c("https://thetern.example/all.xml"), (struct date){ 0 }, &mem, &feed, &err);

    done(status);
    for (size_t i = 0; status == PRISCUS_OK && i < feed.n_entries && i < 3; i++) {
        struct page page = { .name = text_c("t.xml"),
                             .bytes = text_in(bytes, feed.entries[i].page),
                             .from = PRISCUS_FROM_FEED,
                             .feed = feed.about };

        done(article_read_feed(&page, &mem, &article, &err));
    }
}

static struct article body_of(struct text body)
{
    struct article article = { .body = body, .published = date_day(2024, 8, 22), .outlet = text_c("The Ferry Post") };

    assert_int_equal(article_split_paragraphs(body, 0, &mem, &article), PRISCUS_OK);
    return article;
}

static void read_document(const struct article *article, struct document *doc)
{
    struct priscus_error err;
    const char *why = "";

    done(document_read(test_reader(), article, &mem, doc, &err));
    if (!document_check(doc, &why))
        fail_msg("document_check: %s", why);
    for (size_t i = 0; i < doc->n_tokens; i++)
        assert_true(doc->tokens[i].span.end - doc->tokens[i].span.begin <= TOKENIZER_WORD_MAX);
}

static void document(struct text body)
{
    struct article article = body_of(body);
    struct document doc;

    read_document(&article, &doc);
}

static void record(struct text body)
{
    struct article article = body_of(body);
    struct document doc;
    struct record record;
    struct priscus_error err;
    const char *why = "";

    read_document(&article, &doc);
    done(record_read(&doc, knowledge, test_networks(), &mem, &record, &err));
    if (!record_check(&record, &doc, &why))
        fail_msg("record_check: %s", why);
}

static void events(struct text body)
{
    static struct event_table table;
    static struct arena kept;
    struct article article = body_of(body);
    struct document doc;
    struct event_list list;
    struct priscus_error err;

    if (!table.n_rows && event_table_builtin(&kept, &table, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    read_document(&article, &doc);
    done(event_find(&doc, &table, NULL, &mem, &list));
}

static void roster(struct text text)
{
    struct roster roster = { 0 };
    struct priscus_error err;

    if (roster_read("r", text, &mem, &roster, NULL, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
    for (size_t at = 0; (at = roster_by_last_name(&roster, text_c("Brook"), at)) != SIZE_MAX; at++)
        ;
}

static void agenda(struct text text)
{
    struct agenda agenda = { 0 };
    struct priscus_error err;

    if (agenda_read("a", text, &mem, &agenda, NULL, NULL, &err) != PRISCUS_OK)
        fail_msg("%s", err.message);
}

static void quadratic_loop(struct text text)
{
    planted_loop(text.ptr, text.len);
}

static void quadratic_search(struct text text)
{
    planted_search(text.ptr, text.len);
}

static void quadratic_memory(struct text text)
{
    planted_copies(text.ptr, text.len, &mem);
}

/* ---- hostile texts -------------------------------------------------------------------------------- */

struct hostile {
    const char *name;
    void (*read)(struct text);
    const char *head;
    struct {
        const char *ptr;
        size_t len;
    } unit;       /* repeated; each # in a unit of rosters, agendas and new persons is its number */
    size_t times; /* in the larger text */
    const char *tail;
};

#define U(bytes)                                                                                                       \
    {                                                                                                                  \
        bytes, sizeof bytes - 1                                                                                        \
    }
#define P1 "<p>The two coasts will meet again on Monday, the harbour office said, after a year of silence.</p>"
#define P2 "<p>The southern side, its minister said, wants a second ship before it signs any agreement.</p>"
#define LD "<script type='application/ld+json'>"

static const struct hostile cases[] = {
    /* HTML */
    { "html: elements that are not closed", html, "", U("<div>"), 100000, P1 },
    { "html: elements with words in them", html, "", U("<div>words, many words, and again some words, in a row. "),
      12000, "" },
    { "html: bold that is not closed", html, "", U("<b>"), 300000, P1 },
    { "html: paragraphs that open italics", html, "", U("<p><i>"), 110000, P1 },
    { "html: end tags of nothing", html, "", U("</div>"), 300000, P1 },
    { "html: lists in lists", html, "<ul>", U("<li><ul>"), 100000, P1 },
    { "html: tables in tables", html, "<table>", U("<tr><td><table>"), 50000, P1 },
    { "html: quotations in quotations", html, "",
      U("<blockquote><p>The minister said, the chief said, that talks go on. "), 2400, "" },
    { "html: attributes", html, "<div ", U("a=b class='x y z' "), 50000, ">" P1 },
    { "html: one class of many words", html, "<div class='", U("share "), 200000, "'>" P1 },
    { "html: text without a tag", html, "", U("no tag at all, "), 40800, "" },
    { "html: one word", html, "", U("a"), 1048576, "" },
    { "html: a script that does not end", html, "<script>", U("</scrip </ <!-- "), 60000, "" },
    { "html: a comment that does not end", html, "<!--", U("-- > --"), 100000, "" },
    { "html: comments that do not end", html, "", U("<!--"), 200000, "" },
    { "html: less-than signs", html, "", U("<"), 250000, "" },
    { "html: ampersands", html, "", U("&"), 230000, "" },
    { "html: references without their semicolon", html, "", U("&amp"), 200000, "" },
    { "html: references and line breaks", html, "<p>", U("&#38;<br>"), 74000, "" },
    { "html: links that are not closed", html, "", U("<a href=x>"), 200000, P1 },
    { "html: links and paragraphs", html, "", U("<a href=x><p>"), 100000, P1 },
    { "html: drawings that are not closed", html, "", U("<svg><path/>"), 100000, P1 },
    { "html: titles", html, "", U("<title>"), 100000, P1 },
    { "html: authors", html, "<meta charset=x>", U("<meta name=author content='Ana Brook'>"), 30000, P1 },
    { "html: dates", html, "", U("<time class=date>1 May 2031</time>"), 30000, P1 },
    { "html: JSON-LD, lists in lists", html, LD, U("["), 200000, "</script>" P1 },
    { "html: JSON-LD, objects in objects", html, LD, U("{\"@graph\":"), 20000, "</script>" P1 },
    { "html: paragraphs", html, "", U(P2), 2000, "" },
    { "html: hidden words", html, "<p>", U("a <i hidden>b</i>, c <i aria-hidden=true>d</i> "), 14000, "" },
    { "html: words taken back", html, "<p>a ", U("<del>b "), 60000, P1 },
    { "html: a style sheet", html, "<style>", U(".a,p.b{display:none}@media print{"), 20000,
      "</style><p class='a b'>" },
    { "html: a style sheet that does not end", html, "<style>", U("a{'/*"), 60000, "" },
    { "html: rows", html, "<table>", U("<tr><td>a<td>b<td>"), 20000, P1 },
    { "html: templates", html, "<p>", U("{{a}} b "), 60000, "" },
    { "html: templates that do not end", html, "<p>", U("{{ <% ${"), 40000, "" },
    { "html: shortcodes", html, "<p>", U("[a b=c] [d] [/e] "), 20000, "" },
    { "html: captions", html, "<p>", U("[caption a=b"), 30000, "]" },
    { "html: code", html, "<p>", U("f(x);a={}||b "), 30000, "" },
    { "html: code and sentences", html, "<p>", U("a(b)={c;}; He said so to her, and went on to the next. "), 6000, "" },
    { "html: JSON-LD with slips", html, LD "{\"a\":[", U("\"\\ud800\\u0000\\q\",NaN,"), 20000, "0]}</script>" P1 },
    { "html: live posts", html, "<h1>Live</h1>" P1,
      U("<div class=post><time datetime=2031-05-01T10:00Z>10:00</time>" P2 "</div>"), 10000, "" },
    { "html: teasers", html, "<h1>News</h1>",
      U("<div><h3><a href=/a>Talks go on</a></h3><p>The minister waits in the port.</p></div>"), 5000, "" },
    { "html: letters of no charset that is said", html, "",
      U("<p>\xC3\xEB\xE0\xE2\xE0 \xCC\xC8\xC4 \xE7\xE0\xFF\xE2\xE8\xEB. "), 12000, "" },
    { "html: boxes to sign up in", html, "", U("<div><p>Sign up to our newsletter, you."), 4000, P1 },
    { "html: Shift JIS that is none", html, "<meta charset=shift_jis>\xE9", U("\xE9\x81 \xFF"), 36800, "" },
    { "html: ISO-2022-JP", html, "<meta charset=iso-2022-jp>\xE9", U("\x1B$B$3$s\x1B(B <p>"), 7600, "" },

    /* text as a crawler leaves it, with the site around the article */
    { "crawled: line ends", crawled, "", U("\n"), 262144, "" },
    { "crawled: quotation marks", crawled, "", U("\""), 262144, "" },
    { "crawled: one word", crawled, "", U("a"), 262144, "" },
    { "crawled: short lines", crawled, "", U("a b\n"), 2400, "" },
    { "crawled: brackets and links", crawled, "", U("[a]( b ("), 32768, "" },
    { "crawled: See also", crawled, "", U("See also\n"), 4400, "" },
    { "crawled: bars", crawled, "", U("| "), 131072, "" },
    { "crawled: Dear readers", crawled, "", U("Dear readers,\n"), 2800, "" },
    { "crawled: photo credits", crawled, "", U("Photo: AFP\n"), 3600, "" },
    { "crawled: bytes that are no UTF-8", crawled, "", U("\xFF"), 262144, "" },
    { "crawled: letters of another charset", crawled, "",
      U("\xC3\xEB\xE0\xE2\xE0 \xCC\xC8\xC4 \xE7\xE0\xFF\xE2\xE8\xEB.\n"), 2400, "" },
    { "crawled: signs cut short", crawled, "", U("\xE2\x80"), 131072, "" },
    { "crawled: halves of dates", crawled, "", U("12/"), 87381, "" },
    { "crawled: bylines", crawled, "", U("By A B\n"), 2000, "" },
    { "crawled: stars", crawled, "", U("* * *\n"), 43690, "" },
    { "crawled: agencies", crawled, "", U("(AFP) - "), 32768, "" },
    { "crawled: pleas", crawled, "", U("we need your donation to journalism.\n"), 1600, "" },
    { "crawled: dates", crawled, "", U("1 May 2031\n"), 2000, "" },
    { "crawled: carriage returns", crawled, "", U("\r"), 262144, "" },
    { "crawled: headings", crawled, "", U("# \n"), 87381, "" },

    /* feeds */
    { "feed: items", feed, "<rss><channel><item><description>", U("<item>"), 150000, "" },
    { "feed: attributes", feed, "<rss><channel><item><description>", U("<a b='"), 60800, "" },
    { "feed: CDATA sections", feed, "<rss><channel><item><description>", U("<![CDATA["), 46800, "" },
    { "feed: comments", feed, "<rss><channel><item><description>", U("<!--"), 52000, "" },
    { "feed: escaped signs", feed, "<rss><channel><item><description>", U("&lt;"), 52800, "" },
    { "feed: ends of CDATA sections", feed, "<rss><channel><item><description>", U("]]>"), 120000, "" },
    { "feed: tags that do not end", feed, "<rss><channel><item><description>", U("<p "), 96800, "" },
    { "feed: end tags of nothing", feed, "<rss><channel><item><description>", U("</a>"), 94000, "" },
    { "feed: signs", feed, "<rss><channel><item><description>", U("\"<'>"), 40000, "" },
    { "feed: whole items", feed, "<rss><channel><title>The Tern</title>",
      U("<item><title>Talks #</title><link>https://thetern.example/#</link><description>Talks go "
        "on.</description></item>"),
      10000, "</channel></rss>" },

    /* JSON lines */
    { "json: escapes", json, "{\"text\": \"", U("\\u00e9\\n"), 100000, "\"}" },
    { "json: keys", json, "{", U("\"k#\": \"a word\", "), 50000, "\"text\": \"Talks go on, the minister said.\"}" },

    /* sentences: tokens, tags, trees */
    { "document: one word", document, "", U("a"), 2097152, "" },
    { "document: one word of capitals", document, "", U("A"), 2097152, "" },
    { "document: capitals with points", document, "", U("A."), 32000, "" },
    { "document: words with points", document, "", U("ab."), 86800, "" },
    { "document: apostrophes in a word", document, "", U("a'"), 16384, "" },
    { "document: hyphens in a word", document, "", U("a-"), 6400, "" },
    { "document: an address", document, "", U("a@b."), 960, "" },
    { "document: addresses", document, "", U("www."), 66000, "" },
    { "document: at signs", document, "", U("@"), 8000, "" },
    { "document: digits", document, "", U("1,"), 8192, "" },
    { "document: opening brackets", document, "", U("("), 8000, "" },
    { "document: opening brackets apart", document, "", U("( "), 8000, "" },
    { "document: double quotation marks", document, "", U("\""), 3200, "" },
    { "document: double quotation marks apart", document, "", U(" \""), 2400, "" },
    { "document: single quotation marks", document, "", U("'"), 16384, "" },
    { "document: single quotation marks apart", document, "", U(" '"), 2400, "" },
    { "document: backquotes", document, "", U("`"), 32000, "" },
    { "document: NULs", document, "", U("\0"), 65536, "" },
    { "document: words and NULs", document, "", U("a\0"), 2400, "" },
    { "document: full stops", document, "", U("."), 520000, "" },
    { "document: full stops apart", document, "", U(". "), 10000, "" },
    { "document: stops and brackets", document, "", U(".("), 8192, "" },
    { "document: question marks", document, "", U("?"), 520000, "" },
    { "document: dashes", document, "", U("- "), 8000, "" },
    { "document: emoji", document, "", U("\xF0\x9F\x98\x80"), 4096, "" },
    { "document: one sentence", document, "", U("the ship "), 1820, "" },
    { "document: one sentence of names", document, "", U("Holm "), 3276, "" },
    { "document: one sentence of verbs", document, "", U("said "), 3276, "" },
    { "document: one sentence of to", document, "", U("to "), 10000, "" },
    { "document: adverbs", document, "", U("firmly "), 2340, "" },
    { "document: initials", document, "", U("J. "), 5461, "" },
    { "document: short sentences", document, "", U("He left. "), 1820, "" },
    { "document: paragraphs", document, "", U("He left.\n\n"), 1638, "" },
    { "document: accents alone", document, "", U("\xCC\x81"), 520000, "" },

    /* statements and positions */
    { "events: operators on operators", events, "Karvia ", U("refused to stop "), 3000, "." },
    { "events: sayings in sayings", events, "Karvia ", U("said that it "), 3000, "." },
    { "events: conditions", events, "Karvia will talk ", U("if the navy leaves unless it stays "), 2000, "." },
    { "record: quotation marks", record, "", U("\""), 3200, "" },
    { "record: quotation marks apart", record, "", U(" \""), 8000, "" },
    { "record: quotation marks, words", record, "", U("\" word "), 4400, "" },
    { "record: curly marks that open", record, "", U("\xE2\x80\x9C"), 2800, "" },
    { "record: curly marks, words", record, "", U("\xE2\x80\x9Cwe will talk "), 2000, "" },
    { "record: many attributions", record, "", U("Lavrov said that "), 960, "" },
    { "record: one sentence of a megabyte", record, "", U("the old ship of "), 2000, "" },
    { "record: one sentence of parties", record, "", U("Iran and "), 5200, "" },
    { "record: one sentence of issues", record, "", U("talks ceasefire "), 3200, "" },
    { "record: one sentence of stances", record, "", U("rejects refuses "), 1104, "" },
    { "record: refusals of refusals", record, "", U("Iran refused to reject "), 1600, "" },
    { "record: according to", record, "", U("according to Iran "), 2000, "" },
    { "record: sentences", record, "", U("Iran rejected talks with Iraq. "), 1600, "" },
    { "record: paragraphs", record, "", U("Iran rejected talks, Lavrov said.\n\n"), 944, "" },
    { "record: paragraphs of quotations", record, "", U("\"We will not negotiate with Iran.\"\n\n"), 1312, "" },
    { "record: quotations in one paragraph", record, "", U("\"We will not negotiate with Iran.\" "), 1312, "" },
    { "record: quotations nobody says", record, "", U("x \"we will talk soon\" "), 784, "" },
    { "record: new persons", record, "", U("Russian minister Nnnnnx Zzzzzz# said no. "), 1280, "" },
    { "record: anaphors", record, "", U("Iran rejected this proposal. "), 1600, "" },
    { "record: conditions", record, "", U("Iran will talk only if "), 1200, "" },
    { "record: dashes", record, "", U("- said Iran "), 672, "" },
    { "record: mentions and holders in one sentence", record, "", U("Iran and Iraq and the talks and the truce "), 1440,
      "" },
    { "record: holders of one issue", record, "", U("Iran, Iraq, Qatar, Egypt and Russia reject the truce, "), 640,
      "" },
    { "record: an issue, thousands of times", record, "", U("Iran gave the truce the cold shoulder. "), 1200, "" },
    { "record: parties against each other", record, "", U("Iran is for the truce, Iraq against it. "), 1200, "" },
    { "record: parties and issues in turn", record, "",
      U("Iran wants a truce, Iraq talks, Qatar a treaty and Egypt the prisoners. "), 640, "" },
    { "record: mentions in quotations", record, "", U("\"No truce and no talks with Iran,\" Lavrov said. "), 640, "" },
    { "record: issues in no words of the agenda", record, "", U("Iran lays down its guns and lets them go home. "), 800,
      "" },
    { "record: he", record, "", U("He said it. "), 1600, "" },

    /* what words mean */
    { "encoder: sentences", encoded, "", U("norhaven signed the truce . "), 4000, "" },
    { "encoder: one sentence", encoded, "", U("norhaven signed "), 8000, "" },
    { "encoder: one word", encoded, "", U("a"), 100000, "" },
    { "encoder: words that fit no window", encoded, "", U("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "), 2000,
      "" },
    { "encoder: signs", encoded, "", U("& "), 30000, "" },
    { "encoder: what is no text", encoded, "", U("\xff\xfe "), 30000, "" },

    /* files of the user */
    { "roster: parties, people, terms", roster, "roster two-coasts\n",
      U("party P# state\nname Land#\nperson Given# Brook; Other# Name# | minister | 2010 | last known 2012\n"
        "person Kim Su; Kim | leader | 2010 |\n"),
      20000, "" },
    { "roster: a dictionary of actors", roster, "",
      U("LAND#_ [L# 990101-100101] [KLM]\n+OTHER_NAME_#\nGIVEN#_BROOK_\n+PRESIDENT_BROOK\n\t[KLMGOV >20100101]\n"),
      20000, "" },
    { "roster: one actor of many names", roster, "", U("A_NAME# [KLM]\n+B_NAME#\n+C_#\n"), 20000, "" },
    { "roster: agents", roster, "!PERSON! = MAN, MEN\nKLM [KLM]\n", U("LAW#!PERSON! [~LEG]\nGOOSE# {GEESE#} [~COP]\n"),
      20000, "" },
    { "roster: a remark that never ends", roster, "KLM [KLM]\n<!--\n", U("A# [KLM]\n"), 20000, "" },
    { "roster: a table", roster, "party,office,person,from,to\n",
      U("KLM,minister,Given# Brook,2010,\n\"P#\",\"en\"\"voy\",\"Brook, Baron O#\",,2012\n"), 20000, "" },
    { "roster: quotations that never end", roster, "party,person\n", U("\"x\"\"\n"), 20000, "" },
    { "agenda: issues and phrases", agenda, "agenda fisheries\n",
      U("issue i#\nwords the word# of|in ... [long] thing#; word# of\n"), 20000, "" },
};

static const struct hostile planted[] = {
    { "a loop in a loop", quadratic_loop, "", U("a"), 4000, "" },
    { "memchr() in a loop", quadratic_search, "", U("a"), 16000, "" },
    { "copies of all that follows", quadratic_memory, "", U("a"), 4000, "" },
};

static void text_of_case(const struct hostile *h, size_t times, struct buffer *out)
{
    bool numbered = memchr(h->unit.ptr, '#', h->unit.len) != NULL && h->read != html && h->read != crawled;

    buffer_reset(out);
    buffer_c(out, h->head);
    for (size_t i = 0; i < times; i++)
        if (!numbered)
            buffer_add(out, h->unit.ptr, h->unit.len);
        else
            for (size_t k = 0; k < h->unit.len; k++)
                if (h->unit.ptr[k] == '#')
                    buffer_format(out, "%06zu", i);
                else
                    buffer_char(out, h->unit.ptr[k]);
    buffer_c(out, h->tail);
    assert_false(out->failed);
}

struct cost {
    double steps, memory;
};

static struct cost cost_of(const struct hostile *h, size_t times)
{
    struct buffer text = { 0 };
    struct cost cost;

    text_of_case(h, times, &text);
    arena_reset(&mem);
    steps_forget();
    h->read(buffer_as_text(&text));
    cost = (struct cost){ (double)steps_taken(), (double)mem.held };
    buffer_release(&text);
    return cost;
}

/* How much more the larger text takes, divided into steps and memory. */
static struct cost growth(const struct hostile *h)
{
    struct cost small, large;

    cost_of(h, h->times / 64); /* what is set up at the first use is not counted */
    small = cost_of(h, h->times / 4);
    large = cost_of(h, h->times);
    print_message("%-50s %6.1f million steps, x %.2f; %6.2f MB, x %.2f\n", h->name, large.steps / 1e6,
                  large.steps / small.steps, large.memory / 1e6, large.memory / (small.memory + 1));
    return (struct cost){ large.steps / small.steps, large.memory / (small.memory + 1) };
}

static void takes_linear_time_and_memory(void **state)
{
    struct cost ratio = growth(*state);

    if (ratio.steps > RATIO_MAX)
        fail_msg("four times the text take %.1f times the steps", ratio.steps);
    if (ratio.memory > RATIO_MAX)
        fail_msg("four times the text take %.1f times the memory", ratio.memory);
}

static void what_is_quadratic_is_seen(void **state)
{
    (void)state;
    assert_true(growth(&planted[0]).steps > 12);
    assert_true(growth(&planted[1]).steps > 12);
    assert_true(growth(&planted[2]).memory > 12);
}

static void the_same_text_takes_the_same_steps(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i += 7) {
        const struct hostile *h = &cases[i];
        double first, second;

        cost_of(h, h->times / 16);
        first = cost_of(h, h->times / 16).steps;
        second = cost_of(h, h->times / 16).steps;
        if (fabs(first - second) > first / 1000) /* a reader keeps what it has grown to, which saves a step */
            fail_msg("%s: %.0f steps, then %.0f", h->name, first, second);
    }
}

/* By the byte: a page of signs or of cues alone is no way to make a reader work for long. */
static void odd_text_takes_at_most_three_times_the_steps_of_prose(void **state)
{
    enum { BYTES = 65536 };
    static const struct hostile prose = {
        "prose",
        record,
        "",
        U("The two coasts will meet again on Monday, the harbour office said, after a year of silence. The southern "
          "side wants a second ship before it signs any agreement with its neighbour, according to two people who have "
          "seen the papers, and \"will not wait for another winter\", as minister Ana Brook put it.\n\n"),
        BYTES / 290,
        ""
    };
    static const struct hostile odd[] = {
        { "&", record, "", U("&"), BYTES, "" },
        { "he said", record, "", U("he said, "), BYTES / 9, "" },
        { "said", record, "", U("said "), BYTES / 5, "" },
        { "according to", record, "", U("according to Iran "), BYTES / 18, "" },
        { "cues with names", record, "", U("Lavrov said that "), BYTES / 17, "" },
        { "short sentences", record, "", U("Iran rejected talks. "), BYTES / 21, "" },
        { "marks", record, "", U("\""), BYTES, "" },
        { "marks apart", record, "", U("\" "), BYTES / 2, "" },
        { "letters", record, "", U("a b c "), BYTES / 6, "" },
        { "letters in lines", record, "", U("a b c\n\n"), BYTES / 7, "" },
        { "digits", record, "", U("1 "), BYTES / 2, "" },
        { "brackets", record, "", U("("), BYTES, "" },
        { "stops", record, "", U(". "), BYTES / 2, "" },
        { "one word", record, "", U("talks "), BYTES / 6, "" },
        { "names", record, "", U("Holm "), BYTES / 5, "" },
    };
    double steps = cost_of(&prose, prose.times).steps / ((double)prose.times * (double)prose.unit.len);

    (void)state;
    for (size_t i = 0; i < COUNT_OF(odd); i++) {
        double ratio = cost_of(&odd[i], odd[i].times).steps / ((double)odd[i].times * (double)odd[i].unit.len) / steps;

        print_message("%-50s %.2f times the steps of prose\n", odd[i].name, ratio);
        if (ratio > 3)
            fail_msg("%s: %.1f times the steps of prose", odd[i].name, ratio);
    }
}

int main(void)
{
    struct CMUnitTest tests[COUNT_OF(cases) + 3] = {
        cmocka_unit_test(what_is_quadratic_is_seen),
        cmocka_unit_test(the_same_text_takes_the_same_steps),
        cmocka_unit_test(odd_text_takes_at_most_three_times_the_steps_of_prose),
    };
    struct priscus_error err;
    int failed;

    for (size_t i = 0; i < COUNT_OF(cases); i++)
        tests[i + 3] =
            (struct CMUnitTest){ cases[i].name, takes_linear_time_and_memory, NULL, NULL, (void *)&cases[i] };
    if (knowledge_open(test_language(), NULL, 0, NULL, 0, &knowledge, &err) != PRISCUS_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    tiny_make(&tiny);
    if (tiny_pack(&tiny, &err) != PRISCUS_OK || encoder_open(&tiny.model, &encoder, &err) != PRISCUS_OK || !encoder ||
        !(encoder_room = encoder_room_new(encoder))) {
        fprintf(stderr, "no encoder\n");
        return 1;
    }
    failed = cmocka_run_group_tests_name("linear", tests, NULL, NULL);
    encoder_room_free(encoder_room);
    encoder_close(encoder);
    tiny_release(&tiny);
    return failed;
}
