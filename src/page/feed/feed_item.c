/* feed_item.c - which element of a feed is which field.
 *
 * Elements go by namespace and name. A prefix means what it was declared to mean; one that was not
 * declared, or for something unknown, means what everybody uses it for ("dc", "content"): feeds are
 * put together from pieces. */
#include "page/feed/feed_item.h"

static const struct {
    const char *uri; /* its beginning */
    enum space space;
} uris[] = {
    { "http://www.w3.org/2005/Atom", SPACE_ATOM },
    { "http://purl.org/atom/", SPACE_ATOM },
    { "http://purl.org/rss/1.0/modules/content", SPACE_CONTENT },
    { "http://purl.org/dc/", SPACE_DC },
    { "http://www.google.com/schemas/sitemap-news/", SPACE_NEWS },
    { "http://www.sitemaps.org/schemas/sitemap/", SPACE_SITEMAP },
    { "http://www.google.com/schemas/sitemap/", SPACE_SITEMAP },
    { "http://rssnamespace.org/feedburner/", SPACE_FEEDBURNER },
    { "http://www.w3.org/1999/xhtml", SPACE_XHTML },
    { "http://purl.org/rss/1.0/", SPACE_PLAIN },
    { "http://my.netscape.com/rdf/simple/", SPACE_PLAIN },
};

static const char *const space_names[SPACE_COUNT] = {
    [SPACE_PLAIN] = "rss",   [SPACE_ATOM] = "atom",       [SPACE_CONTENT] = "content",       [SPACE_DC] = "dc",
    [SPACE_NEWS] = "news",   [SPACE_SITEMAP] = "sitemap", [SPACE_FEEDBURNER] = "feedburner", [SPACE_XHTML] = "xhtml",
    [SPACE_OTHER] = "other",
};

const char *space_text(enum space space)
{
    return space_names[space];
}

enum space space_parse(struct text name)
{
    enum space i = SPACE_PLAIN;

    if (text_is(name, "dcterms"))
        return SPACE_DC;
    if (text_is(name, "a10"))
        return SPACE_ATOM;
    while (i < SPACE_COUNT && !text_is(name, space_names[i]))
        i++;
    return i;
}

static enum space space_of(const struct names *names, struct text prefix)
{
    enum space space;

    for (size_t i = names->n; i-- > 0;)
        if (text_eq(names->list[i].prefix, prefix))
            return (enum space)names->list[i].space;
    space = space_parse(prefix);
    return space == SPACE_COUNT ? SPACE_OTHER : space;
}

void names_declare(struct names *names, const struct xml_token *tag)
{
    struct text rest = tag->attributes, name, value;

    while (rest.len && xml_attribute_next(&rest, &name, &value)) {
        enum space space = SPACE_OTHER;

        if (!text_starts(name, "xmlns:") || names->n == FEED_PREFIXES_MAX)
            continue;
        value = text_trim(value);
        for (size_t i = 0; i < COUNT_OF(uris); i++) {
            if (text_starts(value, uris[i].uri)) {
                space = uris[i].space;
                break;
            }
        }
        name = text_of(name.ptr + 6, name.len - 6);
        if (space == SPACE_OTHER || space_of(names, name) == space)
            continue; /* as it is: feeds declare the same in every entry */
        names->list[names->n].prefix = name;
        names->list[names->n++].space = (uint8_t)space;
    }
}

static enum space names_space(const struct names *names, struct text name)
{
    const char *colon = memchr(name.ptr, ':', name.len);

    return colon ? space_of(names, text_of(name.ptr, (size_t)(colon - name.ptr))) : (enum space)names->plain;
}

/* A tag that is no field itself, but has fields in it. */
static bool item_opens(const struct names *names, struct text name)
{
    struct text local = xml_local(name);

    return names_space(names, name) == SPACE_NEWS && (text_is(local, "news") || text_is(local, "publication"));
}

static void take(struct value *field, struct text raw, enum value_type type, int rank)
{
    if (text_trim(raw).len == 0 || (field->raw.ptr && field->rank >= rank))
        return;
    *field = (struct value){ raw, (uint8_t)type, (uint8_t)rank };
}

/* What is inside the first element called `local`. */
static struct text inner_of(struct text raw, const char *local)
{
    struct xml_token t;
    struct xml x;
    size_t begin = 0, depth = 0;

    xml_init(&x, raw, 0);
    for (;;) {
        xml_next(&x, &t);
        if (t.kind == XML_DONE)
            return (struct text){ 0 };
        if (!depth && t.kind == XML_START && text_is(xml_local(t.name), local) && t.depth <= XML_DEPTH_MAX) {
            begin = t.at.end;
            depth = t.depth;
        } else if (depth && t.kind == XML_END && t.depth == depth)
            return text_of(raw.ptr + begin, t.at.begin - begin);
    }
}

static void add_author(struct item *item, struct text raw)
{
    if (text_trim(raw).len && item->n_authors < FEED_AUTHORS_MAX)
        item->authors[item->n_authors++] = (struct value){ .raw = raw, .type = VALUE_HTML };
}

/* Atom's type="": html, xhtml, text, or a media type. */
static enum value_type atom_type(const struct xml_token *tag, bool markup)
{
    struct text type = xml_attribute(tag, "type"), mode = xml_attribute(tag, "mode");

    if (text_is(type, "xhtml") || text_is(type, "application/xhtml+xml") || text_is(mode, "xml"))
        return markup ? VALUE_MARKUP : VALUE_HTML;
    if (markup)
        return VALUE_MARKUP;
    if (text_is(type, "html") || text_is(type, "text/html") || text_is(mode, "escaped"))
        return VALUE_HTML;
    return VALUE_TEXT;
}

static void take_atom(struct item *item, struct text local, const struct xml_token *tag, struct text raw, bool markup)
{
    enum value_type type = atom_type(tag, markup);

    if (text_is(local, "title"))
        take(&item->title, raw, type, 2);
    else if (text_is(local, "content")) {
        if (!xml_attribute(tag, "src").ptr)
            take(&item->body, raw, type, 3);
    } else if (text_is(local, "summary"))
        take(&item->summary, raw, type, 2);
    else if (text_is(local, "link")) {
        struct text rel = xml_attribute(tag, "rel");

        if (!rel.ptr || text_is(rel, "alternate"))
            take(&item->link, xml_attribute(tag, "href"), VALUE_LINK,
                 text_starts(xml_attribute(tag, "type"), "text/html") || !xml_attribute(tag, "type").ptr ? 3 : 2);
    } else if (text_is(local, "published") || text_is(local, "issued"))
        take(&item->published, raw, VALUE_TEXT, 2);
    else if (text_is(local, "created"))
        take(&item->published, raw, VALUE_TEXT, 1);
    else if (text_is(local, "updated") || text_is(local, "modified"))
        take(&item->modified, raw, VALUE_TEXT, 2);
    else if (text_is(local, "author")) {
        struct text name = inner_of(raw, "name");

        add_author(item, name.ptr ? name : markup ? (struct text){ 0 } : raw);
    } else if (text_is(local, "category")) {
        struct text label = xml_attribute(tag, "label");

        take(&item->section, label.len ? label : xml_attribute(tag, "term"), VALUE_TEXT, 1);
    } else if (text_is(local, "source"))
        take(&item->source, inner_of(raw, "title"), VALUE_HTML, 1);
}

static void take_plain(struct item *item, struct text local, const struct xml_token *tag, struct text raw,
                       enum value_type type)
{
    if (text_is(local, "title"))
        take(&item->title, raw, type, 2);
    else if (text_is(local, "link"))
        take(&item->link, raw, VALUE_LINK, 2);
    else if (text_is(local, "guid")) {
        take(&item->guid, raw, VALUE_LINK, 1);
        item->not_permalink = text_eq_fold(xml_attribute(tag, "isPermaLink"), text_c("false"));
    } else if (text_is(local, "description"))
        take(&item->summary, raw, type, 1);
    else if (text_eq_fold(local, text_c("pubDate")))
        take(&item->published, raw, VALUE_TEXT, 3);
    else if (text_is(local, "author"))
        add_author(item, raw);
    else if (text_is(local, "category"))
        take(&item->section, raw, VALUE_HTML, 1);
    else if (text_is(local, "language"))
        take(&item->language, raw, VALUE_TEXT, 2);
    else if (text_is(local, "source"))
        take(&item->source, raw, VALUE_HTML, 1);
    else if (text_is(local, "body"))
        take(&item->body, raw, type, 1);
}

static void take_field(struct item *item, enum space space, const struct xml_token *tag, struct text raw, bool markup)
{
    struct text local = xml_local(tag->name);
    enum value_type type = markup ? VALUE_MARKUP : VALUE_HTML;

    switch (space) {
    case SPACE_ATOM:
        take_atom(item, local, tag, raw, markup);
        break;
    case SPACE_CONTENT:
        if (text_is(local, "encoded"))
            take(&item->body, raw, type, 4);
        break;
    case SPACE_DC:
        if (text_is(local, "date") || text_is(local, "issued") || text_is(local, "created"))
            take(&item->published, raw, VALUE_TEXT, 1);
        else if (text_is(local, "modified"))
            take(&item->modified, raw, VALUE_TEXT, 1);
        else if (text_is(local, "creator"))
            add_author(item, raw);
        else if (text_is(local, "title"))
            take(&item->title, raw, type, 1);
        else if (text_is(local, "subject"))
            take(&item->section, raw, VALUE_HTML, 1);
        else if (text_is(local, "language"))
            take(&item->language, raw, VALUE_TEXT, 1);
        break;
    case SPACE_NEWS:
        if (text_is(local, "title"))
            take(&item->title, raw, type, 1);
        else if (text_is(local, "name"))
            take(&item->source, raw, VALUE_HTML, 1);
        else if (text_is(local, "language"))
            take(&item->language, raw, VALUE_TEXT, 1);
        else if (text_is(local, "publication_date"))
            take(&item->published, raw, VALUE_TEXT, 2);
        break;
    case SPACE_SITEMAP:
        if (text_is(local, "loc"))
            take(&item->link, raw, VALUE_LINK, 2);
        else if (text_is(local, "lastmod"))
            take(&item->modified, raw, VALUE_TEXT, 1);
        break;
    case SPACE_FEEDBURNER:
        if (text_is(local, "origLink"))
            take(&item->original, raw, VALUE_LINK, 1);
        break;
    case SPACE_XHTML:
        if (text_is(local, "body") || text_is(local, "div"))
            take(&item->body, raw, VALUE_MARKUP, 2);
        break;
    case SPACE_PLAIN:
        take_plain(item, local, tag, raw, type);
        break;
    default:
        /* where feeds of one country put the whole text */
        if (text_is(tag->name, "yandex:full-text"))
            take(&item->body, raw, type, 2);
    }
}

void item_field(struct xml *x, const struct names *names, const struct xml_token *start, struct text until,
                struct item *item)
{
    struct xml_token t;
    bool markup = false;

    if (start->depth > XML_DEPTH_MAX)
        return;
    for (;;) {
        xml_next(x, &t);
        if (t.kind == XML_DONE)
            return;
        if (t.kind == XML_START) {
            markup = true;
            if (until.len && text_eq(t.name, until)) {
                x->at = t.at.begin;
                xml_forget(x, start->depth - 1);
                break;
            }
        }
        if (t.kind == XML_END && t.depth == start->depth)
            break;
    }
    take_field(item, names_space(names, start->name), start,
               text_of(x->text.ptr + start->at.end, t.at.begin - start->at.end), markup);
}

size_t item_read(struct xml *x, struct names *names, const struct xml_token *start, struct item *item)
{
    struct text language = xml_attribute(start, "xml:lang"), about = xml_attribute(start, "rdf:about");
    struct xml_token t;

    *item = (struct item){ .base = xml_attribute(start, "xml:base") };
    names_declare(names, start);
    take(&item->language, language, VALUE_TEXT, 1);
    take(&item->link, about, VALUE_LINK, 1);
    if (start->depth > XML_DEPTH_MAX)
        return start->at.end;
    for (;;) {
        xml_next(x, &t);
        if (t.kind == XML_DONE || (t.kind == XML_END && t.depth == start->depth))
            return t.at.end;
        if (t.kind != XML_START)
            continue;
        if (text_eq(t.name, start->name)) { /* the one before was never closed */
            x->at = t.at.begin;
            xml_forget(x, start->depth - 1);
            return t.at.begin;
        }
        names_declare(names, &t);
        if (!item_opens(names, t.name))
            item_field(x, names, &t, start->name, item);
    }
}
