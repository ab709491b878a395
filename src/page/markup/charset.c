/* charset.c - see charset.h. Labels are all of the WHATWG Encoding Standard's: "iso-8859-1" means
 * windows-1252 and "gb2312" GBK, as in every browser.
 *
 * A page that declares a single-byte charset and is valid UTF-8 with characters
 * beyond ASCII is UTF-8: chance does not write that, careless templates do. */
#include "page/markup/charset.h"

#include <iconv.h>

#include "base/utf8.h"
#include "page/markup/charset_guess.h"
#include "page/markup/entity.h"
#include "page/markup/html_tokenizer.h"

#define PRESCAN ((size_t)16 << 10) /* the standard says 1,024; pages put scripts before it, browsers look further */
#define PIECE   ((size_t)8)        /* bytes tried for one character when a map is made    */

/* clang-format off */
/* A charset, as iconv calls it, and all its labels. */
static const struct {
    const char *name, *labels;
} charsets[] = {
    { "UTF-8",
      "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8" },
    { "IBM866",
      "866 cp866 csibm866 ibm866" },
    { "ISO-8859-2",
      "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 "
      "latin2" },
    { "ISO-8859-3",
      "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 "
      "latin3" },
    { "ISO-8859-4",
      "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 "
      "latin4" },
    { "ISO-8859-5",
      "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 "
      "iso_8859-5:1988" },
    { "ISO-8859-6",
      "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 "
      "iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987" },
    { "ISO-8859-7",
      "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 "
      "iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek" },
    { "ISO-8859-8",
      "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 "
      "iso88598 iso_8859-8 iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical" },
    { "ISO-8859-10",
      "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6" },
    { "ISO-8859-13",
      "iso-8859-13 iso8859-13 iso885913" },
    { "ISO-8859-14",
      "iso-8859-14 iso8859-14 iso885914" },
    { "ISO-8859-15",
      "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9" },
    { "ISO-8859-16",
      "iso-8859-16" },
    { "KOI8-R",
      "cskoi8r koi koi8 koi8-r koi8_r" },
    { "KOI8-U",
      "koi8-ru koi8-u" },
    { "MACINTOSH",
      "csmacintosh mac macintosh x-mac-roman" },
    { "CP874",
      "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874" },
    { "CP1250",
      "cp1250 windows-1250 x-cp1250" },
    { "CP1251",
      "cp1251 windows-1251 x-cp1251" },
    { "windows-1252",
      "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 "
      "iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252 "
      "x-user-defined" },
    { "CP1253",
      "cp1253 windows-1253 x-cp1253" },
    { "CP1254",
      "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 "
      "iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254" },
    { "CP1255",
      "cp1255 windows-1255 x-cp1255" },
    { "CP1256",
      "cp1256 windows-1256 x-cp1256" },
    { "CP1257",
      "cp1257 windows-1257 x-cp1257" },
    { "CP1258",
      "cp1258 windows-1258 x-cp1258" },
    { "MAC-CYRILLIC",
      "x-mac-cyrillic x-mac-ukrainian" },
    { "GB18030",
      "chinese csgb2312 csiso58gb231280 gb18030 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 "
      "x-gbk" },
    { "BIG5-HKSCS",
      "big5 big5-hkscs cn-big5 csbig5 x-x-big5" },
    { "EUC-JP",
      "cseucpkdfmtjapanese euc-jp x-euc-jp" },
    { "ISO-2022-JP",
      "csiso2022jp iso-2022-jp" },
    { "CP932",
      "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis" },
    { "CP949",
      "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 "
      "ksc_5601 windows-949" },
    { "UTF-16BE",
      "unicodefffe utf-16be" },
    { "UTF-16LE",
      "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le" },
};
/* clang-format on */

const char *charset_of_label(struct text label)
{
    label = text_trim(label);
    for (size_t i = 0; label.len && i < COUNT_OF(charsets); i++) {
        struct text rest = text_c(charsets[i].labels);

        while (rest.ptr)
            if (text_eq_fold(text_cut(&rest, ' '), label))
                return charsets[i].name;
    }
    return NULL;
}

/* "text/html; charset=koi8-r": the label, in quotes or not. NULL ptr: there is none. */
static struct text label_in(struct text content)
{
    size_t i = 0;

    for (;;) {
        size_t end;

        while (i + 7 <= content.len && !text_eq_fold(text_of(content.ptr + i, 7), text_c("charset")))
            i++;
        if (i + 7 > content.len)
            return (struct text){ 0 };
        for (i += 7; i < content.len && is_ascii_space(content.ptr[i]);)
            i++;
        if (i == content.len || content.ptr[i] != '=')
            continue;
        for (i++; i < content.len && is_ascii_space(content.ptr[i]);)
            i++;
        if (i == content.len)
            return (struct text){ 0 };
        if (content.ptr[i] == '"' || content.ptr[i] == '\'') {
            const char *close = memchr(content.ptr + i + 1, content.ptr[i], content.len - i - 1);

            return close ? text_of(content.ptr + i + 1, (size_t)(close - content.ptr) - i - 1) : (struct text){ 0 };
        }
        for (end = i; end < content.len && !is_ascii_space(content.ptr[end]) && content.ptr[end] != ';';)
            end++;
        return text_of(content.ptr + i, end - i);
    }
}

/* What <meta> says, if a charset can be read off it. In ASCII letters a page cannot be UTF-16. */
static const char *declared_by(const struct html_tokenizer *meta)
{
    struct text label = html_tokenizer_attribute(meta, "charset");
    const char *name;

    if (!label.ptr && text_eq_fold(html_tokenizer_attribute(meta, "http-equiv"), text_c("content-type")))
        label = label_in(html_tokenizer_attribute(meta, "content"));
    name = charset_of_label(label);
    return name && strncmp(name, "UTF-16", 6) == 0 ? "UTF-8" : name;
}

const char *charset_declared(struct text page)
{
    struct text head = text_of(page.ptr, page.len < PRESCAN ? page.len : PRESCAN);
    struct html_tokenizer m;

    html_tokenizer_begin(&m, head, 0);
    while (html_tokenizer_next(&m)) {
        const char *name = NULL;

        if (m.kind == HTML_START && text_eq_fold(m.name, text_c("meta")))
            name = declared_by(&m);
        else if (m.kind == HTML_COMMENT && m.span.begin == 0 && text_starts(m.text, "?xml")) {
            size_t at = text_find(m.text, text_c("encoding="), 0), end;

            if (at == NOWHERE || at + 10 >= m.text.len)
                continue;
            at += 10;
            for (end = at; end < m.text.len && m.text.ptr[end] != m.text.ptr[at - 1];)
                end++;
            name = charset_of_label(text_of(m.text.ptr + at, end - at));
        }
        if (name)
            return name;
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

/* Nothing says what it is, or it says UTF-8 and is not. */
static void use_guess(struct charset *c, struct text page, const char *otherwise)
{
    const char *name = charset_mostly_utf8(page) ? "UTF-8" : charset_guess(page);

    use(c, name ? name : otherwise);
    c->guessed = c->kind != CHARSET_UTF8;
}

/* `declared` of markup, which may say what it is in; `otherwise` is what bytes are taken for that nothing explains. */
static void open_charset(struct text page, struct text header, const char *(*declared)(struct text page),
                         const char *otherwise, struct charset *out)
{
    struct charset c = { .name = "UTF-8" };
    const char *name;

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
    name = charset_guess_utf16(page);
    if (name) {
        use(&c, name);
        *out = c;
        return;
    }
    name = charset_of_label(header);
    if ((!name || strncmp(name, "UTF-16", 6) == 0) && declared)
        name = declared(page);
    c.valid = utf8_check(page) == NOWHERE;
    if (c.valid && !(name && strcmp(name, "ISO-2022-JP") == 0))
        use(&c, "UTF-8"); /* ASCII, or truly UTF-8 whatever it says */
    else if (!name || strcmp(name, "UTF-8") == 0)
        use_guess(&c, page, otherwise);
    else
        use(&c, name);
    *out = c;
}

void charset_open(struct text page, struct text header, struct charset *out)
{
    open_charset(page, header, charset_declared, "windows-1252", out);
}

void charset_open_text(struct text text, struct text header, struct charset *out)
{
    open_charset(text, header, NULL, "UTF-8", out);
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

/* The shortest piece at the beginning of `raw` that is a character; its UTF-8 goes to out[*n]. 0: no piece is. */
static size_t decode_character(struct charset *c, struct text raw, char *out, size_t *n, size_t room)
{
    char *to = out + *n;
    size_t done = 0;

    for (size_t take = 1; take <= PIECE && take <= raw.len && !done; take++) {
        char *in = (char *)(uintptr_t)raw.ptr;
        size_t left = take, space = room - *n;

        iconv(c->converter, &in, &left, &to, &space);
        done = take - left;
        *n = (size_t)(to - out);
    }
    return done;
}

priscus_status charset_decode_whole(struct charset *c, struct text page, struct arena *mem, struct text *text,
                                    uint32_t **origin)
{
    size_t room = (c->whole ? page.len * 3 : charset_room(c, page)) + 16, n = 0, i = c->skip;
    char *out = arena_alloc(mem, room);
    uint32_t *from = out ? arena_alloc(mem, (room + 1) * sizeof *from) : NULL;

    if (!from)
        return PRISCUS_ENOMEM;
    if (c->converter)
        iconv(c->converter, NULL, NULL, NULL, NULL);
    while (i < page.len && room - n > 8) {
        size_t done = 1, before = n;
        unsigned char byte = (unsigned char)page.ptr[i];

        if (!c->whole && byte < 0x80)
            out[n++] = page.ptr[i];
        else if (c->kind == CHARSET_WINDOWS_1252)
            put(entity_windows_1252(byte), out, &n, room);
        else
            done = decode_character(c, text_of(page.ptr + i, page.len - i), out, &n, room);
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
    return PRISCUS_OK;
}
