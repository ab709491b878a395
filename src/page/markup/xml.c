/* xml.c - see xml.h.
 *
 * What is tolerated: '<' in text, tags never closed, HTML inside elements without CDATA, attributes
 * without quotes, a quote that is missing ("a='>" ends at its '>', not at the next quote), junk before
 * the declaration. A search that fails once to find what ends a comment or a quotation is not
 * repeated, so that a text of nothing but "<!--" takes no longer than any other. */
#include "page/markup/xml.h"

#include "base/error.h"

void xml_init(struct xml *x, struct text text, size_t at)
{
    *x = (struct xml){ .text = text, .at = at };
}

void xml_forget(struct xml *x, size_t depth)
{
    if (depth < x->depth)
        x->depth = depth;
    x->owes = false;
}

static bool is_name_start(char c)
{
    return is_ascii_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool ends_name(char c)
{
    return is_ascii_space(c) || c == '/' || c == '>' || c == '<' || c == '=' || c == '\0';
}

struct text xml_local(struct text name)
{
    const char *colon = memchr(name.ptr, ':', name.len);

    return colon ? text_of(colon + 1, name.len - (size_t)(colon + 1 - name.ptr)) : name;
}

/* Elements of HTML that never have an end tag: where HTML stands in a feed unescaped. */
static bool is_void(struct text name)
{
    static const char *const names[] = { "br", "img", "hr", "wbr", "input" };

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_eq_fold(name, text_c(names[i])))
            return true;
    return false;
}

static size_t find_c(const struct xml *x, size_t from, char c)
{
    const char *hit = from < x->text.len ? memchr(x->text.ptr + from, c, x->text.len - from) : NULL;

    return hit ? (size_t)(hit - x->text.ptr) : NOWHERE;
}

/* The quotation that begins at i: behind it; or where the tag should have ended. */
static size_t skip_quoted(struct xml *x, size_t i)
{
    char quote = x->text.ptr[i];
    bool *none = &x->no_quote[quote == '"'];
    size_t end = *none ? NOWHERE : find_c(x, i + 1, quote);
    bool greater = false;

    if (end == NOWHERE) {
        *none = true;
        return i + 1;
    }
    for (size_t k = i + 1; k < end; k++) {
        greater |= x->text.ptr[k] == '>';
        if (greater && x->text.ptr[k] == '<')
            return i + 1; /* the quote belongs to another tag */
    }
    return end + 1;
}

/* The '>' of a tag whose name ends at i, or NOWHERE. */
static size_t tag_end(struct xml *x, size_t i)
{
    while (i < x->text.len) {
        char c = x->text.ptr[i];

        if (c == '>')
            return i;
        if (c == '"' || c == '\'')
            i = skip_quoted(x, i);
        else
            i++;
    }
    return NOWHERE;
}

/* <!DOCTYPE name [ ... ]>: behind it. */
static size_t skip_doctype(struct xml *x, size_t i)
{
    bool subset = false;

    for (; i < x->text.len; i++) {
        char c = x->text.ptr[i];

        if (c == '[')
            subset = true;
        else if (c == ']')
            subset = false;
        else if (c == '>' && !subset)
            return i + 1;
    }
    x->cut = true;
    return x->text.len;
}

/* What begins "<!" or "<?" and is no CDATA: behind it. */
static size_t skip_other(struct xml *x, size_t i)
{
    struct text rest = text_of(x->text.ptr + i, x->text.len - i);
    size_t end;

    if (text_starts(rest, "<!--")) {
        end = x->no_comment_end ? NOWHERE : text_find(x->text, text_c("-->"), i + 4);
        if (end != NOWHERE)
            return end + 3;
        x->no_comment_end = x->cut = true;
        return i + 4;
    }
    if (text_starts_fold(rest, "<!doctype"))
        return skip_doctype(x, i);
    end = find_c(x, i, '>');
    if (end == NOWHERE) {
        x->cut = true;
        return x->text.len;
    }
    return end + 1;
}

static void say_end(struct xml *x, struct xml_token *out)
{
    bool last = x->depth - 1 == x->closing;

    *out = (struct xml_token){ .kind = XML_END, .name = x->open[x->depth - 1], .depth = x->depth, .at = x->end_tag };
    if (!last)
        out->at.end = out->at.begin; /* closed by its parent's end */
    x->depth--;
    if (last)
        x->owes = false;
}

/* An end tag at i: what does it close? False: nothing. */
static bool read_end_tag(struct xml *x, size_t i, struct text name, size_t behind)
{
    for (size_t k = x->depth; k-- > 0;) {
        if (!text_eq(x->open[k], name))
            continue;
        x->closing = k;
        x->owes = true;
        x->end_tag = (struct span){ (uint32_t)i, (uint32_t)behind };
        return true;
    }
    return false;
}

/* A tag at i. False: it is text. */
static bool read_start_tag(struct xml *x, size_t i, struct xml_token *out)
{
    size_t name_end = i + 1, end, last;

    while (name_end < x->text.len && !ends_name(x->text.ptr[name_end]))
        name_end++;
    end = tag_end(x, name_end);
    if (end == NOWHERE) {
        x->cut = true;
        return false;
    }
    *out = (struct xml_token){ .kind = XML_START,
                               .name = text_of(x->text.ptr + i + 1, name_end - i - 1),
                               .at = { (uint32_t)i, (uint32_t)(end + 1) } };
    last = end;
    if (last > name_end && x->text.ptr[last - 1] == '/') {
        out->empty = true;
        last--;
    }
    out->attributes = text_of(x->text.ptr + name_end, last - name_end);
    x->at = end + 1;
    if (x->depth == XML_DEPTH_MAX) {
        x->cut = true; /* too deep: said, but not as open */
        out->depth = XML_DEPTH_MAX + 1;
        out->empty = true;
        return true;
    }
    x->open[x->depth++] = out->name;
    out->depth = x->depth;
    if (out->empty || is_void(out->name)) {
        x->closing = x->depth - 1;
        x->owes = true;
        x->end_tag = (struct span){ (uint32_t)x->at, (uint32_t)x->at };
    }
    return true;
}

void xml_next(struct xml *x, struct xml_token *out)
{
    size_t begin;

    if (x->owes) {
        say_end(x, out);
        return;
    }
    begin = x->at;
    while (x->at < x->text.len) {
        size_t i = find_c(x, x->at, '<');
        struct text rest;
        char next;

        if (i == NOWHERE) {
            x->at = x->text.len;
            break;
        }
        rest = text_of(x->text.ptr + i, x->text.len - i);
        next = rest.len > 1 ? rest.ptr[1] : ' ';
        if (!is_name_start(next) && next != '/' && next != '!' && next != '?') {
            x->at = i + 1;
            continue; /* "5 < 6" */
        }
        if (i > begin) { /* the text before it first */
            x->at = i;
            break;
        }
        if (text_starts(rest, "<![CDATA[")) {
            size_t end = x->no_cdata_end ? NOWHERE : text_find(x->text, text_c("]]>"), i + 9);

            if (end == NOWHERE)
                x->no_cdata_end = x->cut = true;
            x->at = end == NOWHERE ? x->text.len : end + 3;
            if (end == NOWHERE)
                end = x->text.len;
            *out = (struct xml_token){ .kind = XML_CDATA,
                                       .at = { (uint32_t)i, (uint32_t)x->at },
                                       .text = text_of(x->text.ptr + i + 9, end - i - 9),
                                       .depth = x->depth };
            return;
        }
        if (next == '!' || next == '?') {
            begin = x->at = skip_other(x, i);
            continue;
        }
        if (next == '/') {
            size_t name_end = i + 2, end;

            while (name_end < x->text.len && !ends_name(x->text.ptr[name_end]))
                name_end++;
            end = name_end;
            while (end < x->text.len && x->text.ptr[end] != '>' && x->text.ptr[end] != '<')
                end++;
            if (end == x->text.len)
                x->cut = true;
            else if (x->text.ptr[end] == '>')
                end++;
            begin = x->at = end;
            if (read_end_tag(x, i, text_of(rest.ptr + 2, name_end - i - 2), end)) {
                say_end(x, out);
                return;
            }
            continue;
        }
        if (read_start_tag(x, i, out))
            return;
        x->at = x->text.len; /* the text ends inside a tag */
        begin = x->at;
    }
    if (x->at > begin) {
        *out = (struct xml_token){ .kind = XML_TEXT,
                                   .at = { (uint32_t)begin, (uint32_t)x->at },
                                   .text = text_of(x->text.ptr + begin, x->at - begin),
                                   .depth = x->depth };
        return;
    }
    if (x->depth) {
        x->cut = true;
        x->closing = 0;
        x->owes = true;
        x->end_tag = (struct span){ (uint32_t)x->text.len, (uint32_t)x->text.len };
        say_end(x, out);
        return;
    }
    *out = (struct xml_token){ .kind = XML_DONE, .at = { (uint32_t)x->text.len, (uint32_t)x->text.len } };
}

bool xml_attribute_next(struct text *rest, struct text *name, struct text *value)
{
    size_t i = 0, begin;

    while (i < rest->len && (ends_name(rest->ptr[i]) || rest->ptr[i] == '"' || rest->ptr[i] == '\''))
        i++;
    if (i >= rest->len)
        return false;
    for (begin = i; i < rest->len && !ends_name(rest->ptr[i]);)
        i++;
    *name = text_of(rest->ptr + begin, i - begin);
    *value = text_of(rest->ptr + i, 0);
    while (i < rest->len && is_ascii_space(rest->ptr[i]))
        i++;
    if (i < rest->len && rest->ptr[i] == '=') {
        for (i++; i < rest->len && is_ascii_space(rest->ptr[i]);)
            i++;
        begin = i;
        if (i < rest->len && (rest->ptr[i] == '"' || rest->ptr[i] == '\'')) {
            const char *end = memchr(rest->ptr + i + 1, rest->ptr[i], rest->len - i - 1);

            begin = i + 1;
            i = end ? (size_t)(end - rest->ptr) : rest->len;
            *value = text_of(rest->ptr + begin, i - begin);
            i += i < rest->len;
        } else {
            while (i < rest->len && !is_ascii_space(rest->ptr[i]))
                i++;
            *value = text_of(rest->ptr + begin, i - begin);
        }
    }
    *rest = text_of(rest->ptr + i, rest->len - i);
    return true;
}

struct text xml_attribute(const struct xml_token *tag, const char *name)
{
    struct text rest = tag->attributes, key, value;

    while (rest.len && xml_attribute_next(&rest, &key, &value))
        if (text_is(key, name))
            return value;
    return (struct text){ 0 };
}
