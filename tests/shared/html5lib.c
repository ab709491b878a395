/* html5lib.c - html5lib's conformance cases against our tokenizer and tree.
 *
 *     html5lib tokenizer CASES.test...           every case in every initial state: the same tokens
 *     html5lib tree CASES.dat...                 the text of the document, in order
 *     html5lib encoding CASES.dat...             the charset that the page declares
 *
 * -v behind the word shows the cases that differ.
 *
 * Prints "R of N" per file and in all. Of the tree cases, fragments and those with scripting on are left
 * out: pages are documents, and we run no scripts. The form of the cases is told in the README.md beside them.
 */
#define json_string jansson_string /* base/buffer.h has one of its own */
#include <jansson.h>
#undef json_string
#include <stdio.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/file.h"
#include "base/utf8.h"
#include "page/markup/charset.h"
#include "page/markup/entity.h"
#include "page/markup/html_tokenizer.h"
#include "page/markup/html_tree.h"

#define FILE_MAX ((size_t)8 << 20)

/* What the standard does to characters between the page and a token. */
enum how { KEEP_NUL = 1, REFERENCES = 2, LOWER = 4, IN_ATTRIBUTE = 8 };

static void put(struct buffer *out, struct text raw, unsigned how)
{
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i], bytes[ENTITY_BYTES_MAX];
        size_t taken, n;

        if (c == '&' && how & REFERENCES && (n = entity_write(raw, i, how & IN_ATTRIBUTE, &taken, bytes)) > 0) {
            buffer_add(out, bytes, n);
            i += taken - 1;
        } else if (c == '\0' && !(how & KEEP_NUL))
            buffer_c(out, "\xEF\xBF\xBD");
        else if (c == '\r') {
            buffer_char(out, '\n');
            i += i + 1 < raw.len && raw.ptr[i + 1] == '\n';
        } else
            buffer_char(out, how & LOWER ? ascii_lower(c) : c);
    }
}

/* ---- the tokenizer ----------------------------------------------------------------------- */

/* "\uHHHH" once more, where a case says so; surrogates, also single ones, in three bytes each or four a pair.
 */
static void unescape(struct buffer *out, const char *s, size_t n, bool twice)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t point, low;
        char bytes[4];

        if (!twice || s[i] != '\\' || i + 6 > n || s[i + 1] != 'u') {
            buffer_char(out, s[i]);
            continue;
        }
        point = (uint32_t)strtoul((char[5]){ s[i + 2], s[i + 3], s[i + 4], s[i + 5], 0 }, NULL, 16);
        i += 5;
        if (point >= 0xD800 && point < 0xDC00 && i + 6 < n && s[i + 1] == '\\' && s[i + 2] == 'u') {
            low = (uint32_t)strtoul((char[5]){ s[i + 3], s[i + 4], s[i + 5], s[i + 6], 0 }, NULL, 16);
            if (low >= 0xDC00 && low < 0xE000) {
                point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
                i += 6;
            }
        }
        if (point >= 0xD800 && point < 0xE000) {
            bytes[0] = (char)(0xE0 | point >> 12);
            bytes[1] = (char)(0x80 | (point >> 6 & 0x3F));
            bytes[2] = (char)(0x80 | (point & 0x3F));
            buffer_add(out, bytes, 3);
        } else
            buffer_add(out, bytes, utf8_put(point, bytes));
    }
}

static void put_json(struct buffer *out, json_t *value, bool twice)
{
    if (json_is_string(value))
        unescape(out, json_string_value(value), json_string_length(value), twice);
    else
        buffer_c(out, json_is_true(value) ? "true" : json_is_false(value) ? "false" : "null");
}

static int by_key(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The tokens wanted, one after another, in the form of got(). */
static void wanted(struct buffer *out, json_t *tokens, bool twice)
{
    size_t i, k;
    json_t *token, *part;

    json_array_foreach(tokens, i, token)
    {
        const char *kind = json_string_value(json_array_get(token, 0));

        buffer_format(out, "\n%s:", kind);
        json_array_foreach(token, k, part)
        {
            const char *names[HTML_ATTRIBUTES_MAX], *name;
            size_t n = 0;
            json_t *value;

            if (k == 0)
                continue;
            if (!json_is_object(part)) {
                buffer_char(out, '|');
                put_json(out, part, twice);
                continue;
            }
            json_object_foreach(part, name, value) names[n++] = name;
            qsort(names, n, sizeof *names, by_key);
            for (size_t j = 0; j < n; j++) {
                buffer_char(out, '|');
                unescape(out, names[j], strlen(names[j]), twice);
                buffer_char(out, '=');
                put_json(out, json_object_get(part, names[j]), twice);
            }
        }
    }
}

static void put_attributes(struct buffer *out, const struct html_tokenizer *m)
{
    struct buffer names[HTML_ATTRIBUTES_MAX] = { 0 };
    const char *sorted[HTML_ATTRIBUTES_MAX];
    size_t n = 0;

    for (unsigned i = 0; i < m->n_attributes; i++) {
        struct buffer *b = &names[n];
        size_t length;

        put(b, m->attributes[i].name, LOWER);
        buffer_char(b, '=');
        length = b->len;
        for (size_t k = 0; k < n; k++)
            if (strncmp(names[k].ptr, b->ptr, length) == 0)
                length = 0; /* of two with one name the first counts */
        if (length == 0) {
            buffer_reset(b);
            continue;
        }
        put(b, m->attributes[i].value, REFERENCES | IN_ATTRIBUTE);
        sorted[n++] = b->ptr;
    }
    qsort(sorted, n, sizeof *sorted, by_key);
    for (size_t i = 0; i < n; i++)
        buffer_format(out, "|%s", sorted[i]);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        buffer_release(&names[i]);
}

static void got(struct buffer *out, struct html_tokenizer *m)
{
    bool in_text = false;

    while (html_tokenizer_next(m)) {
        struct html_tokenizer_doctype d;

        if (m->kind != HTML_TEXT)
            in_text = false;
        switch (m->kind) {
        case HTML_TEXT:
            if (!in_text && m->text.len)
                buffer_c(out, "\nCharacter:|");
            in_text |= m->text.len > 0;
            put(out, m->text,
                (m->text_state == HTML_DATA || m->text_state == HTML_RCDATA ? REFERENCES : 0) |
                    (m->text_state == HTML_DATA || m->text_state == HTML_CDATA ? KEEP_NUL : 0));
            break;
        case HTML_START:
            buffer_c(out, "\nStartTag:|");
            put(out, m->name, LOWER);
            put_attributes(out, m);
            if (m->self_closing)
                buffer_c(out, "|true");
            break;
        case HTML_END:
            buffer_c(out, "\nEndTag:|");
            put(out, m->name, LOWER);
            break;
        case HTML_COMMENT:
            buffer_c(out, "\nComment:|");
            put(out, m->text, 0);
            break;
        case HTML_DOCTYPE:
            html_tokenizer_doctype(m->text, m->cut, &d);
            buffer_c(out, "\nDOCTYPE:|");
            d.name.ptr ? put(out, d.name, LOWER) : buffer_c(out, "null");
            buffer_char(out, '|');
            d.public_id.ptr ? put(out, d.public_id, 0) : buffer_c(out, "null");
            buffer_char(out, '|');
            d.system_id.ptr ? put(out, d.system_id, 0) : buffer_c(out, "null");
            buffer_c(out, d.force_quirks ? "|false" : "|true");
            break;
        case HTML_EOF:
            break;
        }
    }
}

static enum html_tokenizer_state state_of(const char *name)
{
    static const char *const names[] = { "Data state",        "RCDATA state",    "RAWTEXT state",
                                         "Script data state", "PLAINTEXT state", "CDATA section state" };

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (strcmp(names[i], name) == 0)
            return (enum html_tokenizer_state)i;
    fprintf(stderr, "no state is called %s\n", name);
    exit(2);
}

static bool tokenizer_case(json_t *test, const char *state, bool verbose)
{
    bool twice = json_is_true(json_object_get(test, "doubleEscaped")), same;
    const char *last = json_string_value(json_object_get(test, "lastStartTag"));
    json_t *input = json_object_get(test, "input");
    struct buffer page = { 0 }, want = { 0 }, have = { 0 };
    struct html_tokenizer m;

    unescape(&page, json_string_value(input), json_string_length(input), twice);
    wanted(&want, json_object_get(test, "output"), twice);
    html_tokenizer_begin(&m, buffer_as_text(&page), 0);
    m.state = state_of(state);
    m.raw = text_c(last ? last : "no element");
    got(&have, &m);
    same = text_eq(buffer_as_text(&want), buffer_as_text(&have));
    if (!same && verbose)
        printf("%s [%s]\n  want%.*s\n  have%.*s\n", json_string_value(json_object_get(test, "description")), state,
               (int)want.len, want.ptr, (int)have.len, have.ptr ? have.ptr : "");
    buffer_release(&page);
    buffer_release(&want);
    buffer_release(&have);
    return same;
}

static void tokenizer_file(const char *path, bool verbose, int *right, int *all)
{
    json_error_t error;
    json_t *file = json_load_file(path, JSON_ALLOW_NUL, &error), *tests, *test, *state;
    size_t i, k;

    if (!file) {
        fprintf(stderr, "%s: %s\n", path, error.text);
        exit(2);
    }
    tests = json_object_get(file, "tests");
    /* xmlViolationTests are about trees that XML can hold: their characters are changed after the tokenizer. */
    json_array_foreach(tests, i, test)
    {
        json_t *states = json_object_get(test, "initialStates");

        if (!states) {
            ++*all;
            *right += tokenizer_case(test, "Data state", verbose);
        }
        json_array_foreach(states, k, state)
        {
            ++*all;
            *right += tokenizer_case(test, json_string_value(state), verbose);
        }
    }
    json_decref(file);
}

/* ---- the tree ---------------------------------------------------------------------------- */

#define NODES 4096

/* A document as small as can be: elements and texts, in the order of their parent. */
struct node {
    int parent, first, last, next, previous;
    bool is_text;
    struct buffer text;
};

struct document {
    struct node nodes[NODES];
    int n;
    int stack[HTML_TREE_DEPTH_MAX];
    size_t depth;
};

static int add(struct document *d, int parent, int before)
{
    int i = d->n < NODES ? d->n++ : NODES - 1;
    struct node *node = &d->nodes[i], *p = &d->nodes[parent];

    *node = (struct node){ .parent = parent, .first = -1, .last = -1, .next = -1, .previous = -1 };
    if (before >= 0) {
        node->next = before;
        node->previous = d->nodes[before].previous;
        d->nodes[before].previous = i;
        if (node->previous >= 0)
            d->nodes[node->previous].next = i;
        else
            p->first = i;
        return i;
    }
    node->previous = p->last;
    if (p->last >= 0)
        d->nodes[p->last].next = i;
    else
        p->first = i;
    p->last = i;
    return i;
}

/* In the innermost open element, or before an open table. */
static int place(struct document *d, int before)
{
    int at;

    if (before >= 0) {
        at = d->stack[before];
        return add(d, d->nodes[at].parent, at);
    }
    return add(d, d->depth ? d->stack[d->depth - 1] : 0, -1);
}

static void on_open(void *context, const struct html_tree *tree, const struct html_tokenizer *tag)
{
    struct document *d = context;
    const struct html_tree_open *open = &tree->stack[tree->depth - 1];

    (void)tag;
    d->stack[d->depth] = place(d, open->before);
    d->depth++;
}

static void on_close(void *context, const struct html_tree *tree, size_t at)
{
    struct document *d = context;

    (void)tree;
    memmove(&d->stack[at], &d->stack[at + 1], (d->depth - at - 1) * sizeof *d->stack);
    d->depth--;
}

static void on_leaf(void *context, const struct html_tree *tree, const struct element *element,
                    const struct html_tokenizer *tag)
{
    (void)element;
    (void)tag;
    place(context, tree->foster);
}

static void on_text(void *context, const struct html_tree *tree, struct text raw, enum html_tokenizer_state state,
                    int before)
{
    struct document *d = context;
    const struct html_tree_open *in = tree->depth ? &tree->stack[tree->depth - 1] : NULL;
    bool html = !in || in->space == HTML_TREE_HTML || in->integration;
    struct buffer plain = { 0 };
    struct node *node;

    put(&plain, raw, (state == HTML_DATA || state == HTML_RCDATA ? REFERENCES : 0) | KEEP_NUL);
    node = &d->nodes[place(d, before)];
    node->is_text = true;
    for (size_t i = 0; i < plain.len; i++) {
        if (plain.ptr[i])
            buffer_char(&node->text, plain.ptr[i]);
        else if (state != HTML_DATA || !html) /* a NUL is nothing in the body, and something elsewhere */
            buffer_c(&node->text, "\xEF\xBF\xBD");
    }
    buffer_release(&plain);
}

static const struct html_tree_sink sink = { on_open, on_close, on_leaf, on_text };

static void gather(const struct document *d, int at, struct buffer *out)
{
    for (; at >= 0; at = d->nodes[at].next) {
        if (d->nodes[at].is_text)
            buffer_text(out, buffer_as_text(&d->nodes[at].text));
        gather(d, d->nodes[at].first, out);
    }
}

static void text_of_tree(struct text page, struct buffer *out)
{
    static struct html_tree tree;
    static struct document d;

    d.n = 0;
    d.depth = 0;
    d.nodes[d.n++] = (struct node){ .parent = -1, .first = -1, .last = -1, .next = -1, .previous = -1 };
    html_tree_read(&tree, page, 0, &sink, &d);
    gather(&d, d.nodes[0].first, out);
    for (int i = 0; i < d.n; i++)
        buffer_release(&d.nodes[i].text);
}

/* One line of a part of a case, with its end; NULL ptr: the part is over. */
static struct text next_line(struct text *rest)
{
    const char *end;
    struct text line;

    if (!rest->ptr || rest->len == 0)
        return (struct text){ 0 };
    end = memchr(rest->ptr, '\n', rest->len);
    line = text_of(rest->ptr, end ? (size_t)(end - rest->ptr) + 1 : rest->len);
    *rest = text_of(rest->ptr + line.len, rest->len - line.len);
    return line;
}

/* The texts of a dump: from '| "' to the last quotation mark before a line that begins with '|' or nothing. */
static void text_of_dump(struct text dump, struct buffer *out)
{
    bool inside = false;
    struct text line, rest = dump;

    while ((line = next_line(&rest)).ptr) {
        size_t i = 0;
        bool ends;

        if (!inside) {
            if (line.ptr[0] != '|')
                continue;
            for (i = 1; i < line.len && line.ptr[i] == ' ';)
                i++;
            if (i >= line.len || line.ptr[i] != '"')
                continue;
            i++;
            inside = true;
        }
        ends = (rest.len == 0 || rest.ptr[0] == '|') && line.len >= i + 2 && line.ptr[line.len - 2] == '"';
        if (!ends && rest.len == 0 && line.len >= i + 1 && line.ptr[line.len - 1] == '"') {
            buffer_add(out, line.ptr + i, line.len - i - 1);
            inside = false;
            continue;
        }
        buffer_add(out, line.ptr + i, line.len - i - (ends ? 2 : 0));
        inside = !ends;
    }
}

struct dat_case {
    struct text data, dump;
    bool left_out;
};

/* The next case of a file: parts begin with lines "#data", "#errors", ... False: no more. */
static bool next_case(struct text *rest, struct dat_case *out)
{
    struct text line, *part = NULL;
    const char *begin = NULL;

    *out = (struct dat_case){ 0 };
    while ((line = next_line(rest)).ptr) {
        struct text word = text_trim(line);

        if (line.ptr[0] == '#' && (text_is(word, "#data") || text_is(word, "#errors") || text_is(word, "#new-errors") ||
                                   text_is(word, "#document") || text_is(word, "#document-fragment") ||
                                   text_is(word, "#script-on") || text_is(word, "#script-off"))) {
            if (part)
                *part = text_of(begin, (size_t)(line.ptr - begin));
            part = text_is(word, "#data") ? &out->data : text_is(word, "#document") ? &out->dump : NULL;
            begin = rest->ptr;
            out->left_out |= text_is(word, "#document-fragment") || text_is(word, "#script-on");
        }
        if (part == &out->dump && (rest->len == 0 || text_starts(*rest, "\n#data"))) {
            out->dump = text_of(begin, (size_t)(rest->ptr - begin));
            next_line(rest);
            return true;
        }
    }
    return false;
}

static void tree_file(struct text file, bool verbose, int *right, int *all, int *left_out)
{
    struct dat_case c;

    while (next_case(&file, &c)) {
        struct buffer want = { 0 }, have = { 0 };
        bool same;

        if (c.left_out) {
            ++*left_out;
            continue;
        }
        if (c.data.len)
            c.data.len--; /* the line end is the file's */
        text_of_dump(c.dump, &want);
        text_of_tree(c.data, &have);
        same = text_eq(buffer_as_text(&want), buffer_as_text(&have));
        ++*all;
        *right += same;
        if (!same && verbose)
            printf("%.*s\n  want [%.*s]\n  have [%.*s]\n\n", (int)c.data.len, c.data.ptr, (int)want.len,
                   want.ptr ? want.ptr : "", (int)have.len, have.ptr ? have.ptr : "");
        buffer_release(&want);
        buffer_release(&have);
    }
}

/* ---- encodings --------------------------------------------------------------------------- */

static void encoding_file(struct text file, bool verbose, int *right, int *all)
{
    struct text line;

    while ((line = next_line(&file)).ptr) {
        const char *begin = file.ptr, *name, *want;
        struct text data, label;

        if (!text_is(text_trim(line), "#data"))
            continue;
        while ((line = next_line(&file)).ptr && !text_is(text_trim(line), "#encoding"))
            ;
        data = text_of(begin, (size_t)(line.ptr - begin));
        label = text_trim(next_line(&file));
        want = charset_of_label(label);
        name = text_starts(data, "\xEF\xBB\xBF") ? "UTF-8" : charset_declared(data);
        name = name ? name : "windows-1252"; /* what a browser falls back on */
        ++*all;
        *right += want && strcmp(name, want) == 0;
        if (verbose && (!want || strcmp(name, want) != 0))
            printf("%.*s  want %.*s, have %s\n\n", (int)data.len, data.ptr, (int)label.len, label.ptr, name);
    }
}

int main(int argc, char **argv)
{
    bool trees = argc > 1 && strcmp(argv[1], "tree") == 0, verbose = argc > 2 && strcmp(argv[2], "-v") == 0;
    bool encodings = argc > 1 && strcmp(argv[1], "encoding") == 0;
    int right = 0, all = 0, left_out = 0;

    if (argc < 3 || (!trees && !encodings && strcmp(argv[1], "tokenizer") != 0)) {
        fputs("usage: html5lib tokenizer|tree|encoding [-v] FILE...\n", stderr);
        return 2;
    }
    for (int i = verbose ? 3 : 2; i < argc; i++) {
        int before = right, before_all = all;
        struct arena mem = { 0 };
        struct priscus_error err;
        struct text file;

        if (!trees && !encodings)
            tokenizer_file(argv[i], verbose, &right, &all);
        else if (file_read(argv[i], FILE_MAX, &mem, &file, &err) == PRISCUS_OK)
            trees ? tree_file(file, verbose, &right, &all, &left_out) : encoding_file(file, verbose, &right, &all);
        else {
            fprintf(stderr, "%s\n", err.message);
            return 2;
        }
        arena_release(&mem);
        printf("%d of %d  %s\n", right - before, all - before_all, argv[i]);
    }
    printf("%d of %d", right, all);
    if (trees)
        printf(", %d left out (fragments, scripting on)", left_out);
    putchar('\n');
    return right == all ? 0 : 1;
}
