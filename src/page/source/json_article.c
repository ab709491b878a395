/* json_article.c - one line of JSON into an article.
 *
 *     {"id": "n1", "title": "Talks resume", "outlet": {"name": "The Tern"}, "text": "The two ..."}
 *
 * The body is the decoded text byte for byte, so that spans into it are spans into what the user gave; its
 * paragraphs are led back through the escapes of the line. Which key is which field is known to json_fields.h.
 * A line that a strict reader refuses is mended first (json_mend.h), and what is found is led back through that too.
 * A line that has HTML and no text is read as the page that it holds, and what is found is led back into the
 * line (origin.h). */
#include "base/error.h"
#include "page/article.h"
#include "page/json/json_mend.h"
#include "page/json/json_raw.h"
#include "page/markup/origin.h"
#include "page/source/json_fields.h"

#define KEYS_TOLD 120 /* bytes of key names in the message about a missing text */

/* Names of keys for a message. */
struct told {
    char text[KEYS_TOLD + 1];
    size_t n;
};

/* Give paragraphs, which know their place in the decoded body, their place in the line. */
static void find_in_line(struct text line, struct text raw, struct article *article)
{
    size_t shift = (size_t)(raw.ptr - line.ptr), at = 0, body = 0, next = 0;

    while (next < article->n_paragraphs * 2) {
        struct paragraph *p = &article->paragraphs[next / 2];
        size_t wanted = next % 2 ? p->body.end : p->body.begin;
        unsigned decoded;
        char out[4];

        if (body >= wanted || at >= raw.len) {
            *(next % 2 ? &p->page.end : &p->page.begin) = (uint32_t)(shift + at);
            next++;
            continue;
        }
        at += json_raw_step(raw, at, &decoded, out);
        body += decoded;
    }
}

/* Append to a list, while there is room: what a terminal would obey is a question mark. */
static void tell(struct told *told, const char *before, struct text key)
{
    size_t begin = told->n, len = strlen(before);

    if (told->n + len + key.len > KEYS_TOLD)
        return;
    memcpy(told->text + begin, before, len);
    for (size_t i = 0; i < key.len; i++) {
        unsigned char c = (unsigned char)key.ptr[i];

        told->text[begin + len + i] = c < 0x20 || c == 0x7F ? '?' : (char)c;
    }
    told->n += len + key.len;
    told->text[told->n] = '\0';
}

static priscus_status no_text(const struct json_line *line, struct priscus_error *err)
{
    struct told wanted = { 0 }, has = { 0 };
    struct text mapped;
    const char *key;
    json_t *value;

    if (map_path(line->map, FIELD_TEXT, &mapped)) {
        tell(&wanted, "", mapped);
    } else {
        for (size_t i = 0; (key = json_field_key(FIELD_TEXT, i)) != NULL; i++)
            tell(&wanted, i ? ", " : "", text_c(key));
        for (size_t i = 0; (key = json_field_key(FIELD_HTML, i)) != NULL; i++)
            tell(&wanted, ", ", text_c(key));
    }
    json_object_foreach(line->root, key, value) tell(&has, has.n ? ", " : "", text_c(key));
    return error_set(
        err, PRISCUS_EINPUT, 0,
        "the JSON object has no text under any of the keys for it (%s); it has: %s. Say which is the text: "
        "--map text=KEY",
        wanted.text, has.n ? has.text : "none");
}

/* The text under one key, as it stands. */
static priscus_status read_text(const struct json_line *line, const json_t *value, struct text path, struct arena *mem,
                                struct article *article, struct priscus_error *err)
{
    int shown = path.len < KEYS_TOLD ? (int)path.len : KEYS_TOLD;
    struct text decoded, raw;
    char *copy;

    if (!json_is_string(value))
        return error_set(err, PRISCUS_EINPUT, 0, "\"%.*s\" in the JSON object is not a string", shown, path.ptr);
    decoded = text_of(json_string_value(value), json_string_length(value));
    if (text_trim(decoded).len == 0)
        return error_set(err, PRISCUS_EINPUT, 0, "\"%.*s\" in the JSON object is empty", shown, path.ptr);
    copy = arena_copy(mem, decoded.ptr, decoded.len);
    if (!copy || article_split_paragraphs(text_of(copy, decoded.len), 0, mem, article) != PRISCUS_OK)
        return error_memory(err);
    if (!json_line_raw(line->bytes, path, &raw) || !json_raw_string(raw, &raw))
        raw = text_of(line->bytes.ptr, 0);
    find_in_line(line->bytes, raw, article);
    return PRISCUS_OK;
}

/* From places in the decoded text to places in what it was decoded from. */
static void lead_back(const struct origin *origin, struct article *article)
{
    for (size_t i = 0; i < article->n_paragraphs; i++)
        article->paragraphs[i].page = origin_back(origin, article->paragraphs[i].page);
    for (size_t i = 0; i < article->n_dropped; i++)
        article->dropped[i].page = origin_back(origin, article->dropped[i].page);
}

/* The page under one key. */
static priscus_status read_page(const struct page *page, struct date fetched, struct text path, struct arena *mem,
                                struct article *article, struct priscus_error *err)
{
    struct origin html = { .mem = mem };
    struct page inner = { .name = page->name,
                          .from = PRISCUS_FROM_HTML,
                          .fetched = fetched,
                          .address = page->address,
                          .charset = text_c("utf-8") };
    priscus_status status;
    struct text raw;

    if (!json_line_raw(page->bytes, path, &raw) || !json_raw_string(raw, &raw))
        return error_set(err, PRISCUS_EINPUT, 0, "the HTML in the JSON object is not a string");
    json_raw_decode(page->bytes, raw, &html);
    if (html.failed)
        return error_memory(err);
    inner.bytes = origin_text(&html);
    status = article_read_html(&inner, mem, article, err);
    if (status != PRISCUS_OK)
        return status;
    lead_back(&html, article);
    return PRISCUS_OK;
}

static bool says_something(const json_t *value)
{
    return json_is_string(value) && text_trim(text_of(json_string_value(value), json_string_length(value))).len;
}

static priscus_status read_object(json_t *object, const struct page *page, struct arena *mem, struct article *article,
                                  struct priscus_error *err)
{
    struct json_line line = { object, page->bytes, page->map };
    struct date fetched = page->fetched;
    struct text body_path, html_path, mapped;
    json_t *body = json_line_field(&line, FIELD_TEXT, &body_path),
           *html = json_line_field(&line, FIELD_HTML, &html_path);
    priscus_status status;

    if (!date_known(fetched))
        fetched = json_line_fetched(&line);
    if (says_something(html) && (!says_something(body) ||
                                 (map_path(line.map, FIELD_HTML, &mapped) && !map_path(line.map, FIELD_TEXT, &mapped))))
        status = read_page(page, fetched, html_path, mem, article, err);
    else if (!body)
        return no_text(&line, err);
    else
        status = read_text(&line, body, body_path, mem, article, err);
    if (status == PRISCUS_OK && json_fields_read(&line, fetched, mem, article) != PRISCUS_OK)
        return error_memory(err);
    return status;
}

/* The line as jansson has it; NULL: *wrong. Lists of digits too long for an integer are numbers all the same. U+0000 is not
 * let in: SQL shows no text behind it. */
static json_t *load(struct text line, json_error_t *wrong)
{
    json_t *root = json_loadb(line.ptr, line.len, 0, wrong);

    if (!root && json_error_code(wrong) == json_error_numeric_overflow)
        root = json_loadb(line.ptr, line.len, JSON_DECODE_INT_AS_REAL, wrong);
    return root;
}

static priscus_status no_json(json_error_t *wrong, const struct origin *mended, struct priscus_error *err)
{
    size_t at = wrong->position < 0 ? NOWHERE : (size_t)wrong->position;

    if (json_error_code(wrong) == json_error_out_of_memory)
        return error_memory(err);
    if (at != NOWHERE && mended->n_runs)
        at = origin_back(mended, (struct span){ (uint32_t)at, (uint32_t)at }).begin;
    /* jansson quotes what it stumbled on: nothing a terminal would obey. */
    for (char *p = wrong->text; *p; p++)
        if ((unsigned char)*p < 0x20 || *p == 0x7F)
            *p = '?';
    return error_set(err, PRISCUS_EINPUT, at, "not a JSON object: %s (byte %zd of the line)", wrong->text, (ssize_t)at);
}

priscus_status article_read_json(const struct page *page, struct arena *mem, struct article *out,
                                 struct priscus_error *err)
{
    struct article article = { 0 };
    struct origin mended = { .mem = mem };
    struct page line = *page;
    priscus_status status;
    json_error_t wrong;
    json_t *root = load(page->bytes, &wrong);
    unsigned mends = 0;

    if (!root && json_error_code(&wrong) != json_error_out_of_memory) {
        mends = json_mend(page->bytes, &mended);
        if (mended.failed)
            return error_memory(err);
        line.bytes = origin_text(&mended);
        if (mends)
            root = load(line.bytes, &wrong);
    }
    if (!root)
        return no_json(&wrong, &mended, err);
    if (json_is_object(root))
        status = read_object(root, &line, mem, &article, err);
    else
        status =
            error_set(err, PRISCUS_EINPUT, 0, "not a JSON object but another value; one object {...} a line is wanted");
    json_decref(root);
    if (status != PRISCUS_OK)
        return status;
    if (mends)
        lead_back(&mended, &article);
    if (mends & JSON_MEND_LOSSY && !article.unsure) {
        article.unsure = true;
        article.unsure_why = "its line of JSON was damaged: letters were guessed, or are U+FFFD";
    }
    *out = article;
    return PRISCUS_OK;
}
