/* line.c - see line.h. Cutting, joining, peeling and measuring; what the words say is line_signs.c's
 * business. Hard-wrapped text is told by its many lines of one width that go on in lower case. */
#include "page/text/line.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "page/text/line_part.h"

void line_measure(struct text t, struct line *line)
{
    bool in = false;
    unsigned ideographs = 0, size;
    uint32_t last = 0, before = 0;

    for (size_t i = 0; i < t.len; i += size) {
        uint32_t c = utf8_at(t, i, &size);
        bool word = fold_in_word(c) || ((c == '\'' || c == 0x2019 || c == '-' || c == '.') && in);

        line->chars++;
        if (word && !in)
            line->words++;
        if (c >= 0x3040 && c <= 0x9FFF)
            ideographs++;
        in = word;
        if (point_is_space(c))
            continue;
        before = last;
        last = c;
    }
    line->words += ideographs / 2;
    for (int i = 0; i < 2; i++) {
        bool stop = last == '.' || last == '!' || last == '?' || last == 0x2026 || last == 0x3002 || last == 0x61F ||
                    last == 0x964;

        if (stop) {
            line->stop = true;
            line->point = last == '.' || last == 0x3002 || last == 0x2026 || last == 0x964;
            break;
        }
        if (last != '"' && last != '\'' && last != ')' && last != ']' && last != 0x201D && last != 0x2019 &&
            last != 0xBB)
            break;
        last = before;
    }
    line->prose = line->chars >= 80 || (ideographs > 30) ||
                  (line->words >= 6 && (line->stop || t.ptr[t.len - 1] == '"' || text_ends(t, "\xE2\x80\x9D") ||
                                        text_ends(t, "\xE2\x80\x99") || text_ends(t, "\xC2\xBB")));
}

/* Take table bars, Markdown hashes, bullets and quote signs off the ends. A dash stays: it
 * opens direct speech in half of Europe. */
static void peel(struct text page, struct line *line)
{
    struct text t = text_in(page, line->whole);
    bool again = true;

    while (again && t.len) {
        again = false;
        if (t.ptr[0] == '|' || (t.ptr[0] == '>' && t.len > 1)) {
            line->signs |= SIGN_BAR;
            t = text_trim(text_of(t.ptr + 1, t.len - 1));
            again = true;
        } else if (t.len && t.ptr[t.len - 1] == '|') {
            line->signs |= SIGN_BAR;
            t = text_trim(text_of(t.ptr, t.len - 1));
            again = true;
        } else if (t.ptr[0] == '#') {
            size_t n = 0;

            while (n < t.len && t.ptr[n] == '#')
                n++;
            if (n <= 6 && n < t.len && is_ascii_space(t.ptr[n])) {
                line->signs |= SIGN_HASH;
                t = text_trim(text_of(t.ptr + n, t.len - n));
                again = true;
            }
        } else if (t.len > 2 && (t.ptr[0] == '*' || t.ptr[0] == '+') && t.ptr[1] == ' ') {
            line->signs |= SIGN_BULLET;
            t = text_trim(text_of(t.ptr + 2, t.len - 2));
            again = true;
        } else if (t.len > 4 && memcmp(t.ptr, "\xE2\x80\xA2", 3) == 0) {
            line->signs |= SIGN_BULLET;
            t = text_trim(text_of(t.ptr + 3, t.len - 3));
            again = true;
        } else if (t.len > 4 && memcmp(t.ptr, "**", 2) == 0 && text_ends(t, "**")) {
            t = text_trim(text_of(t.ptr + 2, t.len - 4));
            again = true;
        } else if (t.len > 4 && (t.ptr[0] == '*' || t.ptr[0] == '_') && t.ptr[t.len - 1] == t.ptr[0] &&
                   !is_ascii_space(t.ptr[1]) && t.ptr[1] != t.ptr[0]) {
            t = text_trim(text_of(t.ptr + 1, t.len - 2));
            again = true;
        } else if ((line->signs & SIGN_HASH) && t.ptr[0] == '[' && t.ptr[t.len - 1] == ')') {
            const char *close = memchr(t.ptr, ']', t.len);

            if (close && close > t.ptr + 1 && close[1] == '(') { /* a headline that is a link */
                t = text_trim(text_of(t.ptr + 1, (size_t)(close - t.ptr) - 1));
                again = true;
            }
        }
    }
    if (t.len == 0)
        t = text_in(page, line->whole);
    line->page.begin = (uint32_t)(t.ptr - page.ptr);
    line->page.end = line->page.begin + (uint32_t)t.len;
}

/* The line at *at without its end; CR LF, LF and a lone CR end lines. */
static struct text next_line(struct text bytes, size_t *at)
{
    size_t begin = *at, i = begin;

    while (i < bytes.len && bytes.ptr[i] != '\n' && bytes.ptr[i] != '\r')
        i++;
    *at = i;
    if (i < bytes.len)
        *at += 1 + (bytes.ptr[i] == '\r' && i + 1 < bytes.len && bytes.ptr[i + 1] == '\n');
    return text_of(bytes.ptr + begin, i - begin);
}

static bool starts_lower(struct text t)
{
    unsigned size;
    uint32_t c = t.len ? utf8_at(t, 0, &size) : 0;

    return point_is_letter(c) && !point_is_upper(c);
}

static bool ends_open(struct text t)
{
    char c = t.ptr[t.len - 1];

    return is_ascii_alpha(c) || c == ',' || c == '-' || is_ascii_digit(c);
}

/* Hard-wrapped text: many lines of about one width that go on, in lower case, on the next. */
static uint32_t wrap_width(struct text bytes, const struct line *lines, size_t n)
{
    size_t joins = 0, goes_on = 0;
    uint32_t width = 0;

    for (size_t i = 0; i + 1 < n; i++) {
        struct text a = text_in(bytes, lines[i].whole), b = text_in(bytes, lines[i + 1].whole);

        if (a.len > 130)
            return 0;
        if (lines[i + 1].gap)
            continue;
        joins++;
        if (a.len >= 35 && ends_open(a) && starts_lower(b)) {
            goes_on++;
            if (a.len > width)
                width = (uint32_t)a.len;
        }
    }
    return goes_on >= 3 && goes_on * 10 >= joins * 4 ? width : 0;
}

static size_t join_wrapped(struct text bytes, struct line *lines, size_t n, uint32_t width)
{
    size_t kept = 0;

    for (size_t i = 0; i < n; i++) {
        if (kept && !lines[i].gap) {
            uint32_t last = lines[i - 1].whole.end - lines[i - 1].whole.begin;

            if (last * 10 >= width * 7 ||
                (ends_open(text_in(bytes, lines[i - 1].whole)) && starts_lower(text_in(bytes, lines[i].whole)))) {
                lines[kept - 1].whole.end = lines[i].whole.end;
                continue;
            }
        }
        /* lines[i - 1] is read above before it may be overwritten: kept <= i */
        lines[kept++] = lines[i];
    }
    return kept;
}

priscus_status line_cut(struct text bytes, struct arena *mem, struct line **out, size_t *out_n)
{
    struct line *lines = NULL;
    size_t n = 0, room = 0, at = 0;
    uint32_t number = 0, width;
    bool gap = false;

    if (text_starts(bytes, "\xEF\xBB\xBF"))
        at = 3;
    while (at < bytes.len) {
        struct text t = text_trim(next_line(bytes, &at));

        number++;
        if (t.len == 0) {
            gap = true;
            continue;
        }
        if (n == LINE_MAX_LINES) {
            t = text_trim(text_of(t.ptr, (size_t)(bytes.ptr + bytes.len - t.ptr)));
            at = bytes.len;
        }
        if (n == room) {
            struct line *more = arena_grow(mem, lines, n, &room, sizeof(*lines));

            if (!more)
                return PRISCUS_ENOMEM;
            lines = more;
        }
        lines[n] = (struct line){ .number = number, .gap = gap };
        lines[n].whole.begin = (uint32_t)(t.ptr - bytes.ptr);
        lines[n].whole.end = lines[n].whole.begin + (uint32_t)t.len;
        n++;
        gap = false;
    }
    width = wrap_width(bytes, lines, n);
    if (width)
        n = join_wrapped(bytes, lines, n, width);
    for (size_t i = 0; i < n; i++) {
        struct line *line = &lines[i];
        struct text t;
        char *key;

        peel(bytes, line);
        if (line_part_find(bytes, mem, line, &t) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
        line_measure(t, line);
        if (t.len > LINE_FOLD_MAX) {
            t.len = LINE_FOLD_MAX;
            while (t.len && ((unsigned char)t.ptr[t.len] & 0xC0) == 0x80)
                t.len--;
        }
        line->fold = fold_text(t, mem);
        key = line->fold.ptr ? arena_alloc(mem, line->fold.len + 1) : NULL;
        if (!key)
            return PRISCUS_ENOMEM;
        line->key = text_of(key, fold_key(line->fold, key));
        line_signs_look(bytes, line);
    }
    *out = lines;
    *out_n = n;
    return PRISCUS_OK;
}
