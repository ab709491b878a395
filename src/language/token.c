/* token.c - a run of text into tokens, as Universal Dependencies has them.
 *
 *     Mr. O'Neil's "no-fly" plan didn't cost $3.5m in the U.S. on 21/8...
 *     [Mr.][O'Neil]['s]["][no-fly]["][plan][did][n't][cost][$][3.5m][in][the][U.S.][on][21/8][...]
 *
 * One pass, no list of tokens to guess from: what a character may do is decided by its neighbours.
 * A point belongs to the word before it where that is an abbreviation, an initial, or has points
 * inside; whether it ends the sentence too is sentence.c's question. Known gap: hyphenated
 * words stay whole, while the English Web Treebank cuts them. */
#include "base/utf8.h"
#include "language/floor.h"

struct scan {
    struct text body; /* cut off at the range's end */
    size_t at;
};

static uint32_t look(const struct scan *s, size_t at, unsigned *size)
{
    if (at >= s->body.len) {
        *size = 0;
        return 0;
    }
    return utf8_at(s->body, at, size);
}

static bool is_word(uint32_t point)
{
    return point_is_letter(point) || point_is_digit(point);
}

static bool is_apostrophe(uint32_t point)
{
    return point == '\'' || point == 0x2019 || point == 0x02BC;
}

/* Lower case, plain marks. Never longer than the form, so that one buffer of the body's size does. */
static struct text normalise(struct token_list *list, struct text form)
{
    bool plain = true;
    char *out = list->norms;
    size_t n = 0;

    for (size_t i = 0; i < form.len && plain; i++)
        plain = (unsigned char)form.ptr[i] < 0x80 && !is_ascii_upper(form.ptr[i]);
    if (plain)
        return form;
    for (size_t i = 0; i < form.len;) {
        unsigned size;
        uint32_t point = utf8_at(form, i, &size);
        char bytes[4];
        unsigned m;

        if (is_apostrophe(point) || point == 0x2018 || point == 0x201B || point == '`')
            point = '\'';
        else if (point == 0x2010 || point == 0x2011)
            point = '-';
        else if (point_quote(point) == QUOTE_OPEN || point_quote(point) == QUOTE_CLOSE)
            point = '"';
        else
            point = point_lower(point);
        m = utf8_put(point, bytes);
        if (m > size) { /* a few capitals are shorter than their small letters */
            memcpy(bytes, form.ptr + i, size);
            m = size;
        }
        memcpy(out + n, bytes, m);
        n += m;
        i += size;
    }
    list->norms += n;
    return text_of(out, n);
}

static bool add(struct token_list *list, struct text body, size_t begin, size_t end, unsigned feats)
{
    struct token *grown = arena_grow(list->mem, list->at, list->n, &list->room, sizeof *grown);
    struct token *t;
    unsigned size;

    if (!grown)
        return false;
    list->at = grown;
    t = &grown[list->n++];
    *t = (struct token){ .span = { (uint32_t)begin, (uint32_t)end }, .head = DOCUMENT_NO_HEAD };
    t->norm = normalise(list, text_of(body.ptr + begin, end - begin));
    t->lemma = t->norm;
    t->feats = (uint16_t)feats;
    if (point_is_upper(utf8_at(body, begin, &size)))
        t->feats |= FEAT_CAPITAL;
    return true;
}

/* Where the clitic of a word begins, or its end: n't, 's, 're, 've, 'll, 'd, 'm; cannot is can|not. */
static size_t clitic(struct text body, size_t begin, size_t end)
{
    static const char *const after[] = { "s", "re", "ve", "ll", "d", "m" };
    struct text form = text_of(body.ptr + begin, end - begin);
    size_t at = end;

    if (text_eq_fold(form, text_c("cannot")))
        return begin + 3;
    /* The last apostrophe. */
    for (size_t i = begin; i < end;) {
        unsigned size;
        uint32_t point = utf8_at(body, i, &size);

        if (is_apostrophe(point) && i > begin) {
            struct text tail = text_of(body.ptr + i + size, end - i - size);

            if (text_eq_fold(tail, text_c("t")) && i - begin >= 2 && ascii_lower(body.ptr[i - 1]) == 'n')
                return i - 1;
            for (size_t k = 0; k < COUNT_OF(after); k++)
                if (text_eq_fold(tail, text_c(after[k])))
                    at = i;
        }
        i += size;
    }
    return at;
}

static bool add_word(struct token_list *list, struct text body, size_t begin, size_t end, unsigned feats)
{
    size_t cut = clitic(body, begin, end);

    if (cut == begin || cut >= end)
        return add(list, body, begin, end, feats);
    return add(list, body, begin, cut, feats) && add(list, body, cut, end, 0);
}

/* A web or mail address runs to the next blank, less the stops at its end. */
static size_t address_end(const struct scan *s)
{
    struct text rest = text_of(s->body.ptr + s->at, s->body.len - s->at);
    size_t end = s->at, i;
    bool at_sign = false;

    if (!text_starts_fold(rest, "http://") && !text_starts_fold(rest, "https://") &&
        !text_starts_fold(rest, "www.")) {
        for (i = s->at; i < s->body.len && i < s->at + TOKEN_MAX && !is_ascii_space(s->body.ptr[i]); i++)
            if (s->body.ptr[i] == '@' && i > s->at && i + 1 < s->body.len && is_ascii_alpha(s->body.ptr[i + 1]))
                at_sign = true;
            else if (!is_ascii_alpha(s->body.ptr[i]) && !is_ascii_digit(s->body.ptr[i]) &&
                     !strchr("._-+", s->body.ptr[i]))
                break;
        if (!at_sign)
            return 0;
        end = i;
    } else
        for (end = s->at;
             end < s->body.len && end < s->at + TOKEN_MAX && !is_ascii_space(s->body.ptr[end]) &&
             !strchr("\"<>)", s->body.ptr[end]);
             end++)
            if ((unsigned char)s->body.ptr[end] >= 0x80)
                break;
    while (end > s->at && strchr(".,;:!?'", s->body.ptr[end - 1]))
        end--;
    return end;
}

/* The end of the word that begins at s->at; *point_inside: it has points like U.S. has. */
static size_t word_end(const struct scan *s, bool *point_inside)
{
    size_t i = s->at;
    unsigned size, next_size;
    uint32_t before = 0;

    *point_inside = false;
    while (i < s->body.len && i - s->at < TOKEN_MAX) {
        uint32_t point = look(s, i, &size), next;

        if (is_word(point)) {
            before = point;
            i += size;
            continue;
        }
        next = look(s, i + size, &next_size);
        if (!next_size || !is_word(next))
            break;
        if (point == '-' || point == 0x2010 || point == 0x2011 || point == '_')
            ;
        else if (is_apostrophe(point) && point_is_letter(before) && point_is_letter(next))
            ;
        else if (point == '.' && point_is_letter(before) && point_is_letter(next)) {
            unsigned after_size;
            uint32_t after = look(s, i + size + next_size, &after_size);

            /* "U.S", "e.g", "Caliber.Az"; but "end.The" of careless pages is two words. */
            if (after_size && point_is_letter(after) && point_is_upper(next) && !point_is_upper(before) &&
                i - s->at > 8)
                break;
            *point_inside = true;
        } else if ((point == '.' || point == ',' || point == ':' || point == '/') && point_is_digit(before) &&
                   point_is_digit(next))
            ;
        else if (point == '&' && point_is_upper(before) && point_is_upper(next))
            ;
        else
            break;
        before = point;
        i += size;
    }
    return i;
}

/* Does a point behind [begin, end) belong to the word? */
static bool takes_point(struct text body, size_t begin, size_t end, bool point_inside)
{
    char low[24];
    size_t n = end - begin;
    const struct word *word;
    unsigned size;
    uint32_t first = utf8_at(body, begin, &size);

    if (point_inside && n <= 24) {
        /* U.S  a.m  e.g: single letters between points; Caliber.Az is none. Russia-U.S is one by its tail. */
        size_t letters = 0;

        for (size_t i = end; i > begin; i--)
            if (body.ptr[i - 1] == '-') {
                begin = i;
                break;
            }

        for (size_t i = begin; i < end; i++) {
            letters = body.ptr[i] == '.' || body.ptr[i] == '-' ? 0 : letters + 1;
            if (letters > 2)
                return false;
        }
        return true;
    }
    if (n == size && point_is_upper(first) && first != 'I')
        return true; /* an initial */
    if (n >= sizeof low)
        return false;
    for (size_t i = 0; i < n; i++)
        low[i] = ascii_lower(body.ptr[begin + i]);
    word = lexicon_find(text_of(low, n));
    return word && (word->kinds & WORD_ABBREVIATION) && (!(word->kinds & WORD_TITLE) || point_is_upper(first));
}

bool token_split(struct token_list *list, struct text body, struct span range)
{
    struct scan s = { text_of(body.ptr, range.end), range.begin };
    unsigned space = FEAT_SPACE_BEFORE;
    size_t single_open = 0; /* single quotation marks that wait to be closed */

    while (s.at < s.body.len) {
        unsigned size, next_size;
        uint32_t point = look(&s, s.at, &size), next;
        enum quote_mark mark;
        size_t end;

        if (point_is_space(point) || point < 0x20) {
            space = FEAT_SPACE_BEFORE;
            s.at += size;
            continue;
        }
        next = look(&s, s.at + size, &next_size);
        mark = point_quote(point);
        if (is_word(point) || ((point == '@' || point == '#') && next_size && is_word(next))) {
            bool point_inside;

            if ((end = address_end(&s)) == 0) {
                struct scan from = s;

                if (!is_word(point))
                    from.at += size;
                end = word_end(&from, &point_inside);
                if (end < s.body.len && s.body.ptr[end] == '.' &&
                    takes_point(s.body, s.at, end, point_inside) &&
                    !(end + 1 < s.body.len && s.body.ptr[end + 1] == '.'))
                    end++;
            } else {
                if (!add(list, s.body, s.at, end, space))
                    return false;
                s.at = end;
                space = 0;
                continue;
            }
            if (!add_word(list, s.body, s.at, end, space))
                return false;
            s.at = end;
            space = 0;
            continue;
        }
        end = s.at + size;
        if (mark == QUOTE_EITHER || mark == QUOTE_OPEN || mark == QUOTE_CLOSE) {
            bool opens = mark == QUOTE_OPEN ||
                         (mark == QUOTE_EITHER && (space || (list->n && strchr("([-", body.ptr[s.at - 1]))) &&
                          next_size && !point_is_space(next));

            if (mark == QUOTE_EITHER && s.at == range.begin)
                opens = true;
            if (!add(list, s.body, s.at, end, space | (opens ? FEAT_OPENS : FEAT_CLOSES)))
                return false;
        } else if (mark == QUOTE_SINGLE) {
            /* '' and `` are double marks; 's after a blank is still a clitic; troops' a possessive. */
            bool doubled = next_size && point_quote(next) == QUOTE_SINGLE && next == point;
            bool opens = (space || s.at == range.begin || (list->n && body.ptr[s.at - 1] == '(')) &&
                         next_size && !point_is_space(next);

            if (doubled) {
                end += next_size;
                if (!add(list, s.body, s.at, end, space | (opens || point == '`' ? FEAT_OPENS : FEAT_CLOSES)))
                    return false;
                list->at[list->n - 1].norm = text_c("\"");
            } else if (opens) {
                single_open++;
                if (!add(list, s.body, s.at, end, space | FEAT_OPENS))
                    return false;
            } else {
                unsigned feats = single_open ? FEAT_CLOSES : 0;

                if (single_open)
                    single_open--;
                if (!add(list, s.body, s.at, end, space | feats))
                    return false;
            }
        } else {
            /* ... and -- stay together; any other mark stands alone. */
            if (point == '.' || point == '-' || point == '*' || point == '_' || point == '=')
                while (end < s.body.len && s.body.ptr[end] == s.body.ptr[s.at] && end - s.at < TOKEN_MAX)
                    end++;
            if (!add(list, s.body, s.at, end, space))
                return false;
        }
        s.at = end;
        space = 0;
    }
    return true;
}
