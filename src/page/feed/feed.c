/* feed.c - see feed.h: which kind of list it is, and its entries.
 *
 * The root element decides, never the name or the media type. What stands before it (a byte order mark,
 * blank lines, a server's warning in HTML) is passed over.
 *
 * Every entry is cut out as it stands. What its fields say is read here once, for whoever asks which
 * pages there are, and again by article_read_feed(), from the entry's bytes alone. */
#include "page/feed/feed.h"

#include "base/error.h"
#include "net/url.h"
#include "page/feed/feed_item.h"

#define JUNK_MAX 64             /* tags before the root */
#define GUESS_BY ((size_t)4096) /* bytes that are looked at for a root element */

const char *feed_kind_text(enum feed_kind kind)
{
    static const char *const names[] = { "rss", "atom", "json", "sitemap", "sitemap-index", "opml" };

    return names[kind];
}

static bool kind_of_root(struct text name, enum feed_kind *kind)
{
    static const struct {
        const char *name;
        enum feed_kind kind;
    } roots[] = { { "rss", FEED_RSS },   { "RDF", FEED_RSS },        { "channel", FEED_RSS },
                  { "feed", FEED_ATOM }, { "urlset", FEED_SITEMAP }, { "sitemapindex", FEED_SITEMAP_INDEX },
                  { "opml", FEED_OPML } };

    for (size_t i = 0; i < COUNT_OF(roots); i++) {
        if (text_eq_fold(xml_local(name), text_c(roots[i].name))) {
            *kind = roots[i].kind;
            return true;
        }
    }
    return false;
}

/* Read up to the root's start tag. */
static bool find_root(struct xml *x, struct xml_token *root, enum feed_kind *kind)
{
    for (int tags = 0; tags < JUNK_MAX;) {
        xml_next(x, root);
        if (root->kind == XML_DONE)
            return false;
        if (root->kind != XML_START)
            continue;
        if (kind_of_root(root->name, kind))
            return true;
        if (text_eq_fold(root->name, text_c("html")) || text_eq_fold(root->name, text_c("body")))
            return false;
        tags++;
    }
    return false;
}

/* UTF-16 without its zero bytes: enough to look for a name. */
static struct text narrow(struct text head, char room[GUESS_BY])
{
    size_t n = 0;

    if (!text_starts(head, "\xFF\xFE") && !text_starts(head, "\xFE\xFF"))
        return head;
    for (size_t i = 2; i < head.len; i++)
        if (head.ptr[i])
            room[n++] = head.ptr[i];
    return text_of(room, n);
}

bool feed_guess(struct text bytes)
{
    char room[GUESS_BY];
    struct text t = narrow(text_of(bytes.ptr, bytes.len < GUESS_BY ? bytes.len : GUESS_BY), room);
    size_t doctype;
    struct xml_token root;
    enum feed_kind kind;
    struct xml x;

    if (text_starts(t, "\xEF\xBB\xBF"))
        t = text_of(t.ptr + 3, t.len - 3);
    if (text_starts(text_trim(t), "{"))
        return feed_json_guess(t);
    /* a DTD may be longer than the head, but it says first what it is for */
    doctype = text_find(t, text_c("<!DOCTYPE "), 0);
    if (doctype != NOWHERE && doctype < 1024) {
        struct text rest = text_trim(text_of(t.ptr + doctype + 10, t.len - doctype - 10));

        if (text_starts_fold(rest, "html"))
            return false;
        if (text_starts_fold(rest, "rss") || text_starts_fold(rest, "rdf:rdf") || text_starts_fold(rest, "opml"))
            return true;
    }
    xml_init(&x, t, 0);
    if (!find_root(&x, &root, &kind))
        return false;
    if (text_is(xml_local(root.name), "channel"))
        return false;
    if (text_is(xml_local(root.name), "RDF"))
        return text_find(t, text_c("purl.org/rss"), 0) != NOWHERE ||
               text_find(t, text_c("netscape.com/rdf"), 0) != NOWHERE;
    return true;
}

static const char *entry_name(enum feed_kind kind)
{
    static const char *const names[] = { "item", "entry", "", "url", "sitemap", "outline" };

    return names[kind];
}

/* Addresses that only lead to the real one. */
static bool is_proxy(struct text link)
{
    struct text host = url_host(link);

    return text_starts(host, "feedproxy.") || text_starts(host, "feeds.feedburner.");
}

priscus_status item_address(const struct item *item, struct charset *charset, struct text base, struct arena *mem,
                            struct text *out)
{
    struct text own, original, link, guid, from = base;
    const struct feed_field fields[] = { { { item->base, VALUE_LINK, 0 }, &own },
                                         { item->original, &original },
                                         { item->link, &link },
                                         { item->guid, &guid } };
    priscus_status status = feed_texts(fields, COUNT_OF(fields), charset, mem);

    *out = (struct text){ 0 };
    if (status == PRISCUS_OK && own.ptr)
        status = url_resolve(base, own, mem, &from);
    if (status != PRISCUS_OK)
        return status;
    if (!from.ptr)
        from = base;
    if (item->not_permalink || !url_is_absolute(guid))
        guid = (struct text){ 0 };
    if (original.ptr)
        status = url_resolve(from, original, mem, out);
    if (status == PRISCUS_OK && !out->ptr && guid.ptr && (!link.ptr || is_proxy(link)))
        status = url_resolve(from, guid, mem, out);
    if (status == PRISCUS_OK && !out->ptr && link.ptr)
        status = url_resolve(from, link, mem, out);
    return status;
}

priscus_status item_authors(const struct item *item, struct charset *charset, struct arena *mem,
                            struct text authors[FEED_AUTHORS_MAX], size_t *n)
{
    priscus_status status = PRISCUS_OK;

    *n = 0;
    for (size_t i = 0; i < item->n_authors && status == PRISCUS_OK; i++) {
        struct text name;

        status = feed_text(item->authors[i], charset, mem, &name);
        if (name.ptr)
            name = feed_author(name);
        if (name.len)
            authors[(*n)++] = name;
    }
    return status;
}

/* A feed of XML while it is being read. */
struct reading {
    struct text text; /* the bytes, or what they were decoded to */
    uint32_t *origin; /* NULL: the bytes themselves */
    struct charset *charset;
    struct arena *mem;
    struct date fetched;
    struct about about;
    struct item whole; /* the feed's own fields */
    struct feed feed;
    struct item *items;
    size_t room, room_items;
};

static priscus_status add_entry(struct reading *r, const struct item *item, size_t begin, size_t end)
{
    struct feed_entry *grown, *e;
    struct text written, base, published, modified;
    priscus_status status;

    if (r->feed.n_entries == FEED_ENTRIES_MAX) {
        r->feed.cut = true;
        return PRISCUS_OK;
    }
    grown = arena_grow(r->mem, r->feed.entries, r->feed.n_entries, &r->room, sizeof *grown);
    if (!grown)
        return PRISCUS_ENOMEM;
    r->feed.entries = grown;
    e = &grown[r->feed.n_entries++];
    *e = (struct feed_entry){ .page = { (uint32_t)begin, (uint32_t)end } };
    if (r->origin)
        e->page = (struct span){ r->origin[begin], r->origin[end] };
    {
        const struct feed_field fields[] = { { item->original.raw.ptr ? item->original : item->link, &written },
                                             { { item->base, VALUE_LINK, 0 }, &base },
                                             { item->title, &e->title },
                                             { item->published, &published },
                                             { item->modified, &modified } };

        status = feed_texts(fields, COUNT_OF(fields), r->charset, r->mem);
    }
    if (status == PRISCUS_OK)
        status = item_is_whole(item, r->feed.kind, r->text, r->mem, &e->whole);
    /* The feed's base is not known yet: the channel's link may come behind its items. */
    if (status == PRISCUS_OK)
        status = item_address(item, r->charset, (struct text){ 0 }, r->mem, &e->address);
    if (status != PRISCUS_OK)
        return status;
    e->published = feed_date(published, r->fetched);
    e->modified = feed_date(modified, r->fetched);
    if (e->address.ptr)
        return PRISCUS_OK;
    e->address = written; /* relative, or none */
    return written.ptr && url_is_absolute(base) ? url_resolve(base, written, r->mem, &e->address) : PRISCUS_OK;
}

static priscus_status add_outline(struct reading *r, const struct xml_token *tag)
{
    struct text rest = tag->attributes, name, value;
    struct item item = { 0 };

    while (rest.len && xml_attribute_next(&rest, &name, &value)) {
        struct value v = { value, VALUE_TEXT, 0 };

        if (text_eq_fold(name, text_c("xmlUrl")))
            item.link = (struct value){ value, VALUE_LINK, 0 };
        else if (text_is(name, "title") || (text_is(name, "text") && !item.title.raw.ptr))
            item.title = v;
    }
    return item.link.raw.ptr ? add_entry(r, &item, tag->at.begin, tag->at.end) : PRISCUS_OK;
}

/* Elements that hold the entries and the feed's own fields. */
static bool is_container(struct text local)
{
    static const char *const names[] = { "channel", "rss", "RDF", "head", "body", "opml", "outline" };

    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (text_is(local, names[i]))
            return true;
    return false;
}

static priscus_status read_entries(struct reading *r, struct xml *x)
{
    const char *wanted = entry_name(r->feed.kind);
    struct xml_token t;
    struct item item;
    priscus_status status = PRISCUS_OK;

    while (status == PRISCUS_OK) {
        struct text local;

        xml_next(x, &t);
        if (t.kind == XML_DONE)
            break;
        if (t.kind != XML_START)
            continue;
        local = xml_local(t.name);
        names_declare(&r->about.names, &t);
        if (r->feed.kind == FEED_OPML && text_is(local, "outline")) {
            status = add_outline(r, &t);
        } else if (text_is(local, wanted)) {
            size_t end = item_read(x, &r->about.names, &t, &item);

            status = add_entry(r, &item, t.at.begin, end);
        } else if (is_container(local)) {
            struct text base = xml_attribute(&t, "xml:base"), language = xml_attribute(&t, "xml:lang");

            if (base.ptr)
                r->whole.base = base;
            if (language.len && !r->whole.language.raw.ptr)
                r->whole.language = (struct value){ language, VALUE_TEXT, 0 };
        } else
            item_field(x, &r->about.names, &t, text_c(wanted), &r->whole);
    }
    return status;
}

/* The feed's own fields, and with its base known, the entries' addresses. */
static priscus_status finish(struct reading *r, struct text address)
{
    struct about *about = &r->about;
    struct text base, link, site, authors[FEED_AUTHORS_MAX];
    const struct feed_field fields[] = { { { r->whole.base, VALUE_LINK, 0 }, &base },
                                         { r->whole.link, &link },
                                         { r->whole.title, &about->title },
                                         { r->whole.language, &about->language } };
    size_t n = 0;
    priscus_status status = feed_texts(fields, COUNT_OF(fields), r->charset, r->mem);

    if (!url_is_absolute(address))
        address = (struct text){ 0 };
    if (status == PRISCUS_OK)
        status = url_resolve(address, link, r->mem, &site);
    if (status == PRISCUS_OK)
        status = url_resolve(address, base, r->mem, &about->base);
    if (status == PRISCUS_OK && r->feed.kind == FEED_ATOM)
        status = item_authors(&r->whole, r->charset, r->mem, authors, &n);
    if (status != PRISCUS_OK)
        return status;
    for (size_t i = 0; i < n; i++)
        if (!text_eq_fold(authors[i], about->title))
            about->authors[about->n_authors++] = authors[i];
    if (!about->base.ptr)
        about->base = site.ptr ? site : address;
    about->kind = r->feed.kind;
    about->address = site.ptr ? site : address;
    r->feed.title = about->title;
    r->feed.address = about->address;
    r->feed.language = about->language;
    for (size_t i = 0; i < r->feed.n_entries && status == PRISCUS_OK; i++) {
        struct feed_entry *e = &r->feed.entries[i];

        if (e->address.ptr && !url_is_absolute(e->address))
            status = url_resolve(about->base, e->address, r->mem, &e->address);
    }
    return status;
}

static priscus_status read_xml(struct reading *r, struct text address, struct priscus_error *err)
{
    static const uint8_t plain[] = { SPACE_PLAIN, SPACE_ATOM, SPACE_PLAIN, SPACE_SITEMAP, SPACE_SITEMAP, SPACE_PLAIN };
    struct xml *x = arena_alloc(r->mem, sizeof *x);
    struct xml_token root;

    if (!x)
        return error_memory(err);
    xml_init(x, r->text, r->charset->skip);
    if (!find_root(x, &root, &r->feed.kind))
        return error_set(err, PRISCUS_EINPUT, 0,
                         "no feed: there is none of <rss>, <rdf:RDF>, <feed>, <urlset>, <sitemapindex> and <opml> "
                         "in it, nor is it a JSON Feed");
    r->about.names.plain = plain[r->feed.kind];
    names_declare(&r->about.names, &root);
    r->whole.base = xml_attribute(&root, "xml:base");
    if (xml_attribute(&root, "xml:lang").len)
        r->whole.language = (struct value){ xml_attribute(&root, "xml:lang"), VALUE_TEXT, 0 };
    if (read_entries(r, x) != PRISCUS_OK || finish(r, address) != PRISCUS_OK)
        return error_memory(err);
    r->feed.cut |= x->cut;
    return PRISCUS_OK;
}

static bool is_json(struct text bytes)
{
    if (text_starts(bytes, "\xEF\xBB\xBF"))
        bytes = text_of(bytes.ptr + 3, bytes.len - 3);
    return text_starts(text_trim(bytes), "{");
}

priscus_status feed_read_as(struct text bytes, struct text address, struct text label, struct date fetched,
                            struct arena *mem, struct feed *out, struct priscus_error *err)
{
    struct reading *r;
    struct charset charset;
    priscus_status status = PRISCUS_OK;

    if (bytes.len > PAGE_MAX)
        return error_set(err, PRISCUS_ELIMIT, PAGE_MAX, "larger than %zu MiB, which no feed is", PAGE_MAX >> 20);
    if (is_json(bytes))
        return feed_json_read(bytes, address, fetched, mem, out, err);
    r = arena_alloc(mem, sizeof *r);
    if (!r)
        return error_memory(err);
    charset_open(bytes, label, &charset);
    *r = (struct reading){ .text = bytes, .charset = &charset, .mem = mem, .fetched = fetched };
    r->about.charset = text_c(charset.name);
    if (charset.whole && charset_decode_whole(&charset, bytes, mem, &r->text, &r->origin) != PRISCUS_OK)
        status = error_memory(err);
    if (status == PRISCUS_OK)
        status = read_xml(r, address, err);
    charset_close(&charset);
    if (status == PRISCUS_OK)
        status = about_write(&r->about, mem, &r->feed.about, err);
    if (status == PRISCUS_OK)
        *out = r->feed;
    return status;
}

priscus_status feed_read(struct text bytes, struct text address, struct date fetched, struct arena *mem,
                         struct feed *out, struct priscus_error *err)
{
    return feed_read_as(bytes, address, (struct text){ 0 }, fetched, mem, out, err);
}
