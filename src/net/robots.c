/* robots.c - see robots.h.
 *
 * The file is gone through twice: once to see whether a group names us, once to keep the rules of
 * the groups that count. Rules are kept as lines of text in one spelling, so that a host costs
 * as many bytes as it has rules for us. */
#include "net/robots.h"

#include "net/url.h"

struct line {
    struct text key, value;
};

/* The next line that says something. Lines end in CR, LF or both. */
static bool next_line(struct text *rest, struct line *out)
{
    while (rest->len) {
        size_t n = 0, at;
        struct text line;

        while (n < rest->len && rest->ptr[n] != '\n' && rest->ptr[n] != '\r')
            n++;
        line = text_of(rest->ptr, n);
        n += n < rest->len;
        *rest = text_of(rest->ptr + n, rest->len - n);
        at = text_find(line, text_c("#"), 0);
        if (at != NOWHERE)
            line.len = at;
        at = text_find(line, text_c(":"), 0);
        if (at == NOWHERE)
            continue;
        out->key = text_trim(text_of(line.ptr, at));
        out->value = text_trim(text_of(line.ptr + at + 1, line.len - at - 1));
        return true;
    }
    return false;
}

enum key { KEY_OTHER, KEY_AGENT, KEY_ALLOW, KEY_DISALLOW, KEY_DELAY };

static enum key key_of(struct text key)
{
    static const struct {
        const char *word;
        enum key key;
    } words[] = {
        { "user-agent", KEY_AGENT }, { "allow", KEY_ALLOW }, { "disallow", KEY_DISALLOW }, { "crawl-delay", KEY_DELAY }
    };

    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (text_eq_fold(key, text_c(words[i].word)))
            return words[i].key;
    return KEY_OTHER;
}

/* "Priscus/1.2 (news)" names the program Priscus: a product token is letters, "_" and "-". */
static bool names(struct text value, const char *agent)
{
    size_t n = 0;

    if (strcmp(agent, "*") == 0)
        return value.len && value.ptr[0] == '*' && (value.len == 1 || is_ascii_space(value.ptr[1]));
    while (n < value.len && (is_ascii_alpha(value.ptr[n]) || value.ptr[n] == '_' || value.ptr[n] == '-'))
        n++;
    return text_eq_fold(text_of(value.ptr, n), text_c(agent));
}

static bool has_group(struct text rest, const char *agent)
{
    struct line line;

    while (next_line(&rest, &line))
        if (key_of(line.key) == KEY_AGENT && names(line.value, agent))
            return true;
    return false;
}

static int hex(char c)
{
    return is_ascii_digit(c)                                ? c - '0'
           : ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f' ? ascii_lower(c) - 'a' + 10
                                                            : -1;
}

static bool unreserved(unsigned char c)
{
    return is_ascii_alpha((char)c) || is_ascii_digit((char)c) || (c && strchr("-._~", c));
}

/* One spelling: bytes beyond ASCII and the signs in `special` as %XX, escaped letters and digits as such,
 * other escapes in capitals. `out` has room for 3 bytes a byte; returns how many were written. */
static size_t spell(struct text t, const char *special, char *out)
{
    static const char digits[] = "0123456789ABCDEF";
    size_t n = 0;

    for (size_t i = 0; i < t.len; i++) {
        unsigned char c = (unsigned char)t.ptr[i];
        bool escaped = c == '%' && i + 2 < t.len && hex(t.ptr[i + 1]) >= 0 && hex(t.ptr[i + 2]) >= 0;

        if (escaped) {
            c = (unsigned char)(hex(t.ptr[i + 1]) * 16 + hex(t.ptr[i + 2]));
            i += 2;
        }
        if (escaped ? unreserved(c) : c > 0x20 && c < 0x7F && !strchr(special, c)) {
            out[n++] = (char)c;
        } else {
            out[n++] = '%';
            out[n++] = digits[c >> 4];
            out[n++] = digits[c & 15];
        }
    }
    return n;
}

static void add_rule(struct robots *out, bool allow, struct text pattern)
{
    char spelt[3 * ROBOTS_PATTERN_MAX];
    bool to_end;
    size_t n;

    /* An empty rule fits nothing: "Disallow:" allows all. */
    if (pattern.len == 0 || pattern.len > ROBOTS_PATTERN_MAX || (pattern.ptr[0] != '/' && pattern.ptr[0] != '*'))
        return;
    to_end = pattern.ptr[pattern.len - 1] == '$';
    n = spell(text_of(pattern.ptr, pattern.len - to_end), "$", spelt);
    buffer_c(&out->rules, allow ? "+ " : "- ");
    buffer_add(&out->rules, spelt, n);
    buffer_c(&out->rules, to_end ? "$\n" : "\n");
}

/* "5", "0.5" (rounded up); 0 for what is no number. */
static unsigned seconds(struct text value)
{
    unsigned n = 0;
    size_t i = 0;

    for (; i < value.len && is_ascii_digit(value.ptr[i]); i++)
        n = n > ROBOTS_DELAY_MAX ? n : n * 10 + (unsigned)(value.ptr[i] - '0');
    if (i + 1 < value.len && value.ptr[i] == '.' && is_ascii_digit(value.ptr[i + 1]))
        n++;
    return n < ROBOTS_DELAY_MAX ? n : ROBOTS_DELAY_MAX;
}

priscus_status robots_read(struct text bytes, const char *agent, struct robots *out)
{
    bool heading = true, ours = false; /* inside the lines that name agents; the group is for us */
    struct line line;

    *out = (struct robots){ 0 };
    if (bytes.len > ROBOTS_MAX)
        bytes.len = ROBOTS_MAX;
    if (text_starts(bytes, "\xEF\xBB\xBF"))
        bytes = text_of(bytes.ptr + 3, bytes.len - 3);
    if (!has_group(bytes, agent))
        agent = "*";
    while (next_line(&bytes, &line)) {
        enum key key = key_of(line.key);

        if (key == KEY_AGENT) {
            if (!heading)
                ours = false; /* a new group */
            heading = true;
            ours = ours || names(line.value, agent);
            continue;
        }
        if (key == KEY_OTHER)
            continue; /* "Sitemap" and the like belong to no group and end none */
        heading = false;
        if (!ours)
            continue;
        if (key == KEY_DELAY) {
            unsigned n = seconds(line.value);

            out->delay = n > out->delay ? n : out->delay;
        } else {
            add_rule(out, key == KEY_ALLOW, line.value);
        }
    }
    return out->rules.failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}

void robots_release(struct robots *robots)
{
    buffer_release(&robots->rules);
    *robots = (struct robots){ 0 };
}

/* Pieces between stars are looked for from left to right, each at its first place behind the one before:
 * if the pattern fits at all, it fits so. The last one, before a "$", must be the end. */
static bool fits(struct text pattern, struct text target)
{
    bool to_end = pattern.len && pattern.ptr[pattern.len - 1] == '$', first = true;
    size_t at = 0;

    pattern.len -= to_end;
    while (pattern.ptr) {
        struct text piece = text_cut(&pattern, '*');
        bool last = !pattern.ptr;
        size_t found;

        if (last && to_end) {
            if (first)
                return text_eq(piece, target);
            return target.len - at >= piece.len &&
                   text_eq(text_of(target.ptr + target.len - piece.len, piece.len), piece);
        }
        found = text_find(target, piece, at);
        if (found == NOWHERE || (first && found != 0))
            return false;
        at = found + piece.len;
        first = false;
    }
    return true;
}

bool robots_allow(const struct robots *robots, struct text target)
{
    char spelt[3 * URL_MAX];
    struct text rest = buffer_as_text(&robots->rules);
    size_t longest = 0;
    bool allow = true;

    if (text_is(target, "/robots.txt"))
        return true;
    if (target.len > URL_MAX)
        return false;
    target = text_of(spelt, spell(target, "*$", spelt));
    while (rest.len) {
        struct text line = text_cut(&rest, '\n'), pattern = { 0 };
        bool plus = line.ptr[0] == '+';

        if (line.len < 2)
            continue;
        pattern = text_of(line.ptr + 2, line.len - 2);
        if (pattern.len < longest || (pattern.len == longest && (allow || !plus)) || !fits(pattern, target))
            continue;
        longest = pattern.len;
        allow = plus;
    }
    return allow;
}
