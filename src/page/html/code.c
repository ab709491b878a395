/* code.c - see code.h. */
#include "page/html/code.h"

#include <stdio.h>

#include "base/fold.h"
#include "page/markup/element.h"
#include "page/words/vocabulary.h"

#define BRACKET_MAX   400  /* bytes of one template, shortcode or tag            */
#define LINK_NOTE_MAX 48   /* bytes of "(opens in new tab)"                     */
#define GAP_MAX       40   /* bytes between two marks of one piece of code        */
#define MARKS_MIN     4    /* of a piece; at least two of them are hard           */
#define MARK_EVERY    12   /* bytes: so often there is a mark in code             */
#define LEAD_MAX      40   /* bytes before the first mark that may belong to it   */
#define LINE_MAX      80   /* bytes of a block that is one short line of code ... */
#define LINE_MARKS    3    /* ... its marks ...                                   */
#define NEAR          2000 /* bytes of the page in which a piece is looked for    */
#define LINE_EVERY    8    /* ... and how often there is one                      */

static char at(struct text t, size_t i)
{
    return i < t.len ? t.ptr[i] : '\0';
}

static bool is_word(char c)
{
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '_' || c == '$';
}

static bool follows(struct text t, size_t i, const char *words)
{
    return text_starts(text_of(t.ptr + i, t.len - i), words);
}

/* --- brackets: templates, shortcodes, tags --- */

/* The end of what opens at `i` and closes with `close`, or 0. */
static size_t closed(struct text t, size_t i, const char *close)
{
    struct text near = text_of(t.ptr, t.len - i < BRACKET_MAX ? t.len : i + BRACKET_MAX);
    size_t end = text_find(near, text_c(close), i);

    return end == NOWHERE ? 0 : end + strlen(close);
}

/* "[caption id=3 ...]", "[/caption]", "[vc_row]", "[embed]" if "[/embed]" follows; not "[sic]". 0: none. */
static size_t shortcode_end(struct text t, size_t i)
{
    size_t name = i + 1 + (at(t, i + 1) == '/'), to = name, end = closed(t, i, "]");
    char close[40];
    struct text inside;
    size_t last;

    while (is_word(at(t, to)) || at(t, to) == '-')
        to++;
    if (!end || to == name || to >= end || !is_ascii_alpha(t.ptr[name]) || is_ascii_upper(t.ptr[name]))
        return 0;
    inside = text_of(t.ptr + to, end - 1 - to);
    if (at(t, i + 1) == '/' || memchr(t.ptr + name, '_', to - name))
        return inside.len == 0 || at(inside, 0) == ' ' ? end : 0;
    if (inside.len)
        return at(inside, 0) == ' ' && memchr(inside.ptr, '=', inside.len) ? end : 0;
    if (to - name + 4 > sizeof close)
        return 0;
    snprintf(close, sizeof close, "[/%.*s]", (int)(to - name), t.ptr + name);
    last = closed(t, end, close);
    /* "[embed]https://...[/embed]" */
    return last && !memchr(t.ptr + end, ' ', last - end) ? last : last ? end : 0;
}

/* "<iframe src=...>", "</p>", "<!-- more -->", written out as text. */
static size_t tag_end(struct text t, size_t i)
{
    size_t name = i + 1 + (at(t, i + 1) == '/'), to = name;

    if (follows(t, i, "<!--"))
        return closed(t, i, "-->");
    while (is_ascii_alpha(at(t, to)) || is_ascii_digit(at(t, to)))
        to++;
    if (to == name || element_find(text_of(t.ptr + name, to - name))->tag == TAG_OTHER)
        return 0;
    return at(t, to) == ' ' || at(t, to) == '/' || at(t, to) == '>' ? closed(t, to, ">") : 0;
}

/* "(opens in new tab)", in words for those who listen that the page shows all. */
static size_t link_note_end(struct text t, size_t i)
{
    char room[3 * LINK_NOTE_MAX];
    size_t end = closed(t, i, ")");

    if (!end || end - i > LINK_NOTE_MAX)
        return 0;
    return fold_is_any(text_of(room, fold_into(text_of(t.ptr + i + 1, end - i - 2), room)), vocabulary_link_notes) ? end
                                                                                                                   : 0;
}

static size_t bracket_end(struct text t, size_t i)
{
    static const char *const templates[][2] = {
        { "{{", "}}" }, { "{%", "%}" }, { "<%", "%>" }, { "${", "}" }, { "<?", "?>" }
    };

    for (size_t k = 0; k < COUNT_OF(templates); k++)
        if (follows(t, i, templates[k][0]))
            return closed(t, i, templates[k][1]);
    if (t.ptr[i] == '(')
        return link_note_end(t, i);
    if (t.ptr[i] == '[')
        return shortcode_end(t, i);
    return t.ptr[i] == '<' ? tag_end(t, i) : 0;
}

/* --- marks --- */

enum { NO_MARK, MARK, HARD_MARK };

/* "{laughs}" is an editor's, not a program's. */
static bool is_remark(struct text t, size_t open)
{
    size_t i = open + 1;

    while (i < t.len && i - open < 24 && (is_ascii_alpha(t.ptr[i]) || t.ptr[i] == ' '))
        i++;
    return at(t, i) == '}' && i > open + 1 && t.ptr[open + 1] != ' ';
}

static int mark_at(struct text t, size_t i)
{
    char c = t.ptr[i], before = i ? t.ptr[i - 1] : ' ', next = at(t, i + 1);

    switch (c) {
    case '{':
    case '}':
    case '=':
        return HARD_MARK;
    case '(':
        if (next == ')')
            return HARD_MARK;
        /* a call; not "minister(s)" */
        return is_word(before) && at(t, i + 2) != ')' && at(t, i + 3) != ')' ? HARD_MARK : NO_MARK;
    case '|':
    case '&':
        return next == c ? HARD_MARK : NO_MARK;
    case '"':
    case '\'':
        return next == ':' ? HARD_MARK : NO_MARK;
    case '/':
        return next == '*' || before == '*' ? HARD_MARK : NO_MARK;
    case ',':
        return before == '"' && next == '"' ? MARK : NO_MARK;
    case '[':
        return next == ']' || is_word(before) ? MARK : NO_MARK;
    case ':':
        return is_ascii_alpha(before) && next != ' ' && next != '/' && next ? MARK : NO_MARK;
    case '_':
        return is_ascii_alpha(before) && is_ascii_alpha(next) ? MARK : NO_MARK;
    case ';':
    case '<':
    case '>':
    case '\\':
        return MARK;
    default:
        return NO_MARK;
    }
}

struct marks {
    size_t n, hard, first, last;
};

/* Words of two letters and more with spaces around. */
static size_t plain_words(struct text t)
{
    size_t words = 0, letters = 0;
    bool plain = true;

    for (size_t i = 0; i <= t.len; i++) {
        if (i == t.len || t.ptr[i] == ' ') {
            words += plain && letters > 1 && i < t.len;
            letters = 0;
            plain = i < t.len;
        } else {
            plain &= is_ascii_alpha(t.ptr[i]);
            letters++;
        }
    }
    return words;
}

static bool is_code(struct text t, const struct marks *m)
{
    return m->n >= MARKS_MIN && m->hard >= 2 && m->last - m->first <= MARK_EVERY * m->n &&
           plain_words(text_of(t.ptr + m->first, m->last - m->first)) * 2 <= m->n;
}

/* From the first mark back to where its statement begins: behind a sentence, or the word. */
static size_t code_begin(struct text t, size_t from, size_t mark)
{
    size_t word = mark;

    while (word > from && t.ptr[word - 1] != ' ')
        word--;
    for (size_t i = word; i > from && mark - i < LEAD_MAX; i--)
        if (t.ptr[i - 1] == ' ' && i > from + 1 && ends_sentence(text_of(t.ptr, i - 1)))
            return i;
    return mark - from < LEAD_MAX ? from : word;
}

static size_t code_end(struct text t, size_t mark)
{
    size_t i = mark + 1;

    while (i < t.len && t.ptr[i] != ' ')
        i++;
    return i;
}

/* The next piece of code from `from` on. False: no more. */
static bool find_code(struct text t, size_t from, struct span *piece)
{
    struct marks m = { 0 };

    for (size_t i = from; i <= t.len; i++) {
        int mark = i < t.len ? mark_at(t, i) : NO_MARK;

        if (mark && t.ptr[i] == '{' && is_remark(t, i)) {
            i = text_find(t, text_c("}"), i);
            continue;
        }
        /* an address is no code, whatever it asks for */
        if (i < t.len && t.ptr[i] == ':' && follows(t, i, "://"))
            while (i + 1 < t.len && t.ptr[i + 1] != ' ' && t.ptr[i + 1] != '"' && t.ptr[i + 1] != '\'')
                i++;
        if (m.n && (i == t.len || (mark && i - m.last > GAP_MAX))) {
            if (is_code(t, &m)) {
                *piece = (struct span){ (uint32_t)code_begin(t, from, m.first), (uint32_t)code_end(t, m.last) };
                return true;
            }
            m.n = m.hard = 0;
        }
        if (mark) {
            m.first = m.n ? m.first : i;
            m.last = i;
            m.n++;
            m.hard += mark == HARD_MARK;
        }
    }
    return false;
}

/* "body{margin:0}": too short for find_code(). */
static bool is_code_line(struct text t)
{
    size_t marks = 0, hard = 0, every;

    if (t.len == 0 || t.len > LINE_MAX || ends_sentence(t))
        return false;
    for (size_t i = 0; i < t.len; i++) {
        int mark = mark_at(t, i);

        marks += mark != NO_MARK;
        hard += mark == HARD_MARK;
    }
    /* a whole rule or statement */
    every = strchr("};", t.ptr[t.len - 1]) ? MARK_EVERY : LINE_EVERY;
    return marks >= LINE_MARKS && hard >= 2 && t.len <= every * marks && plain_words(t) * 2 <= marks;
}

/* --- blocks --- */

/* A block while pieces are cut out of it. */
struct cutting {
    struct html *h;
    const struct block *block;
    char *text; /* what is left */
    size_t len;
    size_t page; /* a place in the block's bytes of the page: pieces before it are found */
    size_t *room;
};

static void keep(struct cutting *c, struct text t)
{
    /* One space is left of the two around a piece. */
    if (c->len && t.len && c->text[c->len - 1] == ' ' && t.ptr[0] == ' ')
        t = text_of(t.ptr + 1, t.len - 1);
    memmove(c->text + c->len, t.ptr, t.len);
    c->len += t.len;
}

/* The piece's bytes in the page: of a part of a block known where it stands there as it is; else the block's. */
static priscus_status take(struct cutting *c, struct text piece, enum role role, const char *rule)
{
    struct outline *o = &c->h->outline;
    struct text page = text_in(o->page, c->block->page), near;
    struct span span = c->block->page;
    struct outline_hidden *grown = arena_grow(c->h->mem, o->hidden, o->n_hidden, c->room, sizeof *grown);
    size_t found;

    if (!grown)
        return PRISCUS_ENOMEM;
    near = text_of(page.ptr, page.len < c->page + piece.len + NEAR ? page.len : c->page + piece.len + NEAR);
    found = text_find(near, piece, c->page);
    if (found != NOWHERE) {
        c->page = found + piece.len;
        span.begin += (uint32_t)found;
        span.end = span.begin + (uint32_t)piece.len;
    }
    o->hidden = grown;
    o->hidden[o->n_hidden++] = (struct outline_hidden){ span, (uint8_t)role, rule };
    return PRISCUS_OK;
}

/* A caption goes with its shortcode, to the other one or to the end. */
static size_t caption_end(struct text t, size_t i)
{
    size_t end = text_find(t, text_c("[/caption]"), i);

    return end == NOWHERE ? t.len : end + strlen("[/caption]");
}

static priscus_status cut_brackets(struct cutting *c, struct text t)
{
    size_t from = 0;
    priscus_status status;

    for (size_t i = 0; i < t.len; i++) {
        size_t end = strchr("[<{$(", t.ptr[i]) && t.ptr[i] ? bracket_end(t, i) : 0;
        bool caption = end && follows(t, i, "[caption ");

        if (!end)
            continue;
        end = caption ? caption_end(t, i) : end;
        keep(c, text_of(t.ptr + from, i - from));
        status = take(c, text_of(t.ptr + i, end - i), caption ? ROLE_CAPTION : ROLE_CRUMB,
                      t.ptr[i] == '['   ? "shortcode"
                      : t.ptr[i] == '(' ? "link-note"
                                        : "code");
        if (status != PRISCUS_OK)
            return status;
        from = end;
        i = end - 1;
    }
    keep(c, text_of(t.ptr + from, t.len - from));
    return PRISCUS_OK;
}

/* In place: what is left is never longer. */
static priscus_status cut_code(struct cutting *c)
{
    struct text t = text_of(c->text, c->len);
    size_t from = 0;
    struct span piece;

    c->len = 0;
    c->page = 0;
    while (find_code(t, from, &piece)) {
        struct text words = text_in(t, piece);
        priscus_status status = take(c, words, ROLE_CRUMB, "code");

        if (status != PRISCUS_OK)
            return status;
        keep(c, text_of(t.ptr + from, piece.begin - from));
        from = piece.end;
    }
    keep(c, text_of(t.ptr + from, t.len - from));
    return PRISCUS_OK;
}

static bool has_word(struct text t)
{
    for (size_t i = 0; i < t.len; i++)
        if (is_ascii_alpha(t.ptr[i]) || (unsigned char)t.ptr[i] >= 0x80)
            return true;
    return false;
}

static priscus_status cut_block(struct html *h, struct block *b, char *room_text, size_t *room)
{
    struct outline *o = &h->outline;
    struct text t = block_text(o, b), left;
    struct cutting c = { .h = h, .block = b, .text = room_text, .room = room };
    size_t before = o->n_hidden;
    priscus_status status = cut_brackets(&c, t);
    uint8_t role;

    if (status == PRISCUS_OK)
        status = cut_code(&c);
    if (status != PRISCUS_OK)
        return status;
    left = text_trim(text_of(c.text, c.len));
    if (o->n_hidden == before && !is_code_line(t))
        return PRISCUS_OK;
    if (!has_word(left) || is_code_line(left)) {
        /* Nothing else: the block goes as one. */
        role = o->n_hidden > before ? o->hidden[before].role : ROLE_CRUMB;
        b->role = role;
        b->rule = o->n_hidden > before ? o->hidden[before].rule : "code";
        o->n_hidden = before;
        return PRISCUS_OK;
    }
    memcpy((char *)o->text.ptr + b->text.begin, left.ptr, left.len);
    b->text.end = b->text.begin + (uint32_t)left.len;
    /* What was cut may have been link, and a note on a link is. */
    b->links -= b->links < t.len - left.len ? b->links : (uint32_t)(t.len - left.len);
    return PRISCUS_OK;
}

priscus_status code_cut(struct html *h)
{
    struct outline *o = &h->outline;
    size_t longest = 0, room = o->n_hidden;
    char *text;

    for (size_t i = 0; i < o->n_blocks; i++)
        longest = o->blocks[i].text.end - o->blocks[i].text.begin > longest
                      ? o->blocks[i].text.end - o->blocks[i].text.begin
                      : longest;
    text = arena_alloc(h->mem, longest + 1);
    if (!text)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < o->n_blocks; i++) {
        struct block *b = &o->blocks[i];
        priscus_status status;

        if (o->nodes[b->node].tag == TAG_PRE) /* shown as such */
            continue;
        status = cut_block(h, b, text, &room);
        if (status != PRISCUS_OK)
            return status;
    }
    return PRISCUS_OK;
}
