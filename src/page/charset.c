/* charset.c - see charset.h. Labels are the WHATWG Encoding Standard's, as far as
 * news pages use them; "iso-8859-1" means windows-1252 and "gb2312" GBK, as in every browser.
 *
 * A page that declares a single-byte charset and is valid UTF-8 with characters
 * beyond ASCII is UTF-8: chance does not write that, careless templates do. */
#include "page/charset.h"

#include <iconv.h>

#include "base/utf8.h"
#include "page/entity.h"

#define PRESCAN ((size_t)4096) /* the standard says 1,024; pages put scripts before it */
#define PIECE   ((size_t)8)    /* bytes tried for one character when a map is made    */

static const struct {
    const char *label, *name;
} labels[] = {
    { "utf-8", "UTF-8" },
    { "utf8", "UTF-8" },
    { "unicode-1-1-utf-8", "UTF-8" },
    { "utf-16", "UTF-8" }, /* in ASCII letters, so it cannot be true */
    { "utf-16le", "UTF-8" },
    { "utf-16be", "UTF-8" },
    { "windows-1252", "windows-1252" },
    { "cp1252", "windows-1252" },
    { "x-cp1252", "windows-1252" },
    { "iso-8859-1", "windows-1252" },
    { "iso8859-1", "windows-1252" },
    { "iso_8859-1", "windows-1252" },
    { "latin1", "windows-1252" },
    { "l1", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "ascii", "windows-1252" },
    { "windows-1250", "CP1250" },
    { "cp1250", "CP1250" },
    { "windows-1251", "CP1251" },
    { "cp1251", "CP1251" },
    { "windows-1253", "CP1253" },
    { "windows-1254", "CP1254" },
    { "iso-8859-9", "CP1254" },
    { "latin5", "CP1254" },
    { "windows-1255", "CP1255" },
    { "windows-1256", "CP1256" },
    { "windows-1257", "CP1257" },
    { "windows-1258", "CP1258" },
    { "windows-874", "CP874" },
    { "tis-620", "CP874" },
    { "iso-8859-11", "CP874" },
    { "iso-8859-2", "ISO-8859-2" },
    { "latin2", "ISO-8859-2" },
    { "iso-8859-3", "ISO-8859-3" },
    { "iso-8859-4", "ISO-8859-4" },
    { "iso-8859-5", "ISO-8859-5" },
    { "iso-8859-6", "ISO-8859-6" },
    { "iso-8859-7", "ISO-8859-7" },
    { "iso-8859-8", "ISO-8859-8" },
    { "iso-8859-8-i", "ISO-8859-8" },
    { "iso-8859-10", "ISO-8859-10" },
    { "iso-8859-13", "ISO-8859-13" },
    { "iso-8859-14", "ISO-8859-14" },
    { "iso-8859-15", "ISO-8859-15" },
    { "iso-8859-16", "ISO-8859-16" },
    { "koi8-r", "KOI8-R" },
    { "koi8-u", "KOI8-U" },
    { "ibm866", "IBM866" },
    { "cp866", "IBM866" },
    { "macintosh", "MACINTOSH" },
    { "x-mac-cyrillic", "MAC-CYRILLIC" },
    { "gb2312", "GB18030" },
    { "gbk", "GB18030" },
    { "x-gbk", "GB18030" },
    { "gb18030", "GB18030" },
    { "big5", "BIG5-HKSCS" },
    { "big5-hkscs", "BIG5-HKSCS" },
    { "euc-jp", "EUC-JP" },
    { "shift_jis", "CP932" },
    { "shift-jis", "CP932" },
    { "sjis", "CP932" },
    { "x-sjis", "CP932" },
    { "windows-31j", "CP932" },
    { "iso-2022-jp", "ISO-2022-JP" },
    { "euc-kr", "CP949" },
    { "ks_c_5601-1987", "CP949" },
    { "windows-949", "CP949" },
};

static const char *name_of(struct text label)
{
    for (size_t i = 0; i < COUNT_OF(labels); i++)
        if (text_eq_fold(label, text_c(labels[i].label)))
            return labels[i].name;
    return NULL;
}

/* The first label after "charset=" inside a <meta> of the page's beginning, or in
 * an XML declaration. A comment may fool it; the standard's scanner is
 * fooled by other things. */
static const char *declared(struct text page)
{
    struct text head = text_of(page.ptr, page.len < PRESCAN ? page.len : PRESCAN);
    static const char *const words[] = { "charset", "encoding" };

    for (size_t i = 0; i + 8 < head.len; i++) {
        if (head.ptr[i] != 'c' && head.ptr[i] != 'C' && head.ptr[i] != 'e')
            continue;
        for (size_t w = 0; w < COUNT_OF(words); w++) {
            size_t n = strlen(words[w]), k = i + n, first;
            const char *name;

            if (k >= head.len || !text_eq_fold(text_of(head.ptr + i, n), text_c(words[w])))
                continue;
            while (k < head.len && is_ascii_space(head.ptr[k]))
                k++;
            if (k >= head.len || head.ptr[k] != '=')
                continue;
            for (k++;
                 k < head.len && (is_ascii_space(head.ptr[k]) || head.ptr[k] == '"' || head.ptr[k] == '\'');)
                k++;
            for (first = k; k < head.len && !is_ascii_space(head.ptr[k]) && !strchr("\"';/>?", head.ptr[k]);)
                k++;
            name = name_of(text_of(head.ptr + first, k - first));
            if (name)
                return name;
        }
    }
    return NULL;
}

static void use(struct charset *c, const char *name)
{
    c->name = name;
    c->kind = CHARSET_UTF8;
    if (strcmp(name, "UTF-8") == 0)
        return;
    c->kind = CHARSET_WINDOWS_1252;
    if (strcmp(name, "windows-1252") == 0)
        return;
    c->converter = iconv_open("UTF-8", name);
    if (c->converter == (iconv_t)-1) {
        /* A system without its charset modules. */
        c->converter = NULL;
        c->name = "windows-1252";
        c->guessed = true;
        return;
    }
    c->kind = CHARSET_ICONV;
    c->whole = strncmp(name, "UTF-16", 6) == 0 || strcmp(name, "ISO-2022-JP") == 0;
}

void charset_open(struct text page, struct charset *out)
{
    struct charset c = { .name = "UTF-8" };
    const char *name;
    size_t bad;

    if (text_starts(page, "\xEF\xBB\xBF")) {
        c.skip = 3;
        c.valid = utf8_check(page) == NOWHERE;
        *out = c;
        return;
    }
    if (text_starts(page, "\xFF\xFE") || text_starts(page, "\xFE\xFF")) {
        use(&c, page.ptr[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE");
        c.skip = 2;
        *out = c;
        return;
    }
    name = declared(page);
    bad = utf8_check(page);
    c.valid = bad == NOWHERE;
    if (!name)
        use(&c, c.valid ? "UTF-8" : "windows-1252");
    else if (c.valid && strcmp(name, "ISO-2022-JP") != 0)
        use(&c, "UTF-8"); /* ASCII, or truly UTF-8 whatever it says */
    else if (!c.valid && strcmp(name, "UTF-8") == 0) {
        bool any = false;

        /* Says UTF-8 and has not one such character before the first bad byte. */
        for (size_t i = 0; i < bad && !any; i++)
            any = (unsigned char)page.ptr[i] >= 0x80;
        use(&c, any ? "UTF-8" : "windows-1252");
        c.guessed = !any;
    } else
        use(&c, name);
    if (!name && !c.valid)
        c.guessed = true;
    *out = c;
}

void charset_close(struct charset *charset)
{
    if (charset->converter)
        iconv_close(charset->converter);
    charset->converter = NULL;
}

size_t charset_room(const struct charset *charset, struct text raw)
{
    size_t high = 0;

    if (charset->kind == CHARSET_UTF8 && charset->valid)
        return raw.len;
    for (size_t i = 0; i < raw.len; i++)
        high += (unsigned char)raw.ptr[i] >= 0x80;
    return raw.len + 3 * high; /* a byte of any charset here is at most 4 of UTF-8 */
}

static void put(uint32_t point, char *out, size_t *n, size_t room)
{
    if (room - *n >= 4)
        *n += utf8_put(point, out + *n);
}

static void decode_utf8(struct text raw, char *out, size_t *n, size_t room)
{
    size_t i = 0;

    while (i < raw.len && *n < room) {
        struct text rest = text_of(raw.ptr + i, raw.len - i);
        size_t good = utf8_check(rest);
        unsigned size;

        if (good == NOWHERE)
            good = rest.len;
        if (good > room - *n)
            break;
        for (size_t k = 0; k < good; k++)
            if (rest.ptr[k])
                out[(*n)++] = rest.ptr[k];
        i += good;
        if (i >= raw.len)
            break;
        put(UTF8_REPLACEMENT, out, n, room);
        i++;
        while (i < raw.len && ((unsigned char)raw.ptr[i] & 0xC0) == 0x80 &&
               utf8_at(raw, i, &size) == UTF8_REPLACEMENT && size == 1)
            i++; /* the rest of a cut character */
    }
}

static void decode_iconv(struct charset *c, struct text raw, char *out, size_t *n, size_t room)
{
    char *in = (char *)(uintptr_t)raw.ptr, *to = out + *n;
    size_t left = raw.len, space = room - *n, kept = *n;

    iconv(c->converter, NULL, NULL, NULL, NULL);
    while (left) {
        if (iconv(c->converter, &in, &left, &to, &space) != (size_t)-1 || space < 8)
            break;
        /* A byte that means nothing, or a character cut off at the end. */
        {
            size_t at = (size_t)(to - out);

            put(UTF8_REPLACEMENT, out, &at, room);
            to = out + at;
            space = room - at;
            in++;
            left--;
        }
    }
    iconv(c->converter, NULL, NULL, &to, &space);
    /* Without NULs. */
    for (char *p = out + *n; p < to; p++)
        if (*p)
            out[kept++] = *p;
    *n = kept;
}

void charset_decode(struct charset *charset, struct text raw, char *out, size_t *n, size_t room)
{
    bool ascii = true;

    for (size_t i = 0; i < raw.len && ascii; i++)
        ascii = (unsigned char)raw.ptr[i] < 0x80 && raw.ptr[i];
    if (ascii && charset->kind != CHARSET_ICONV) {
        size_t len = raw.len < room - *n ? raw.len : room - *n;

        memcpy(out + *n, raw.ptr, len);
        *n += len;
        return;
    }
    switch (charset->kind) {
    case CHARSET_UTF8:
        decode_utf8(raw, out, n, room);
        break;
    case CHARSET_WINDOWS_1252:
        for (size_t i = 0; i < raw.len; i++)
            if (raw.ptr[i])
                put(entity_windows_1252((unsigned char)raw.ptr[i]), out, n, room);
        break;
    case CHARSET_ICONV:
        decode_iconv(charset, raw, out, n, room);
        break;
    }
}

bool charset_decode_whole(struct charset *c, struct text page, struct arena *mem, struct text *text,
                          uint32_t **origin)
{
    size_t room = page.len * 3 + 16, n = 0, i = c->skip;
    char *out = arena_alloc(mem, room);
    uint32_t *from = out ? arena_alloc(mem, (room + 1) * sizeof *from) : NULL;

    if (!from)
        return false;
    iconv(c->converter, NULL, NULL, NULL, NULL);
    while (i < page.len && room - n > 8) {
        size_t take, done = 0, before = n;
        char *to = out + n;

        /* A character at a time: the shortest piece that iconv takes whole. */
        for (take = 1; take <= PIECE && i + take <= page.len && !done; take++) {
            char *in = (char *)(uintptr_t)page.ptr + i;
            size_t left = take, space = room - n;

            iconv(c->converter, &in, &left, &to, &space);
            done = take - left;
            n = (size_t)(to - out);
        }
        if (!done) {
            put(UTF8_REPLACEMENT, out, &n, room);
            done = 1;
            iconv(c->converter, NULL, NULL, NULL, NULL);
        }
        for (size_t k = before; k < n; k++)
            from[k] = (uint32_t)i;
        i += done;
    }
    from[n] = (uint32_t)page.len;
    charset_close(c);
    c->kind = CHARSET_UTF8;
    c->whole = false;
    c->valid = utf8_check(text_of(out, n)) == NOWHERE;
    c->skip = 0;
    *text = text_of(out, n);
    *origin = from;
    return true;
}
