/* spelling.c - see spelling.h.
 *
 *     Zelenskyy   zelenski        Gadhafi   gadafi        Volodymyr   vladimir
 *     Zelenskiy   zelenski        Qaddafi   qadafi        Vladimir    vladimir
 *
 * A word is written plainly: small, without accents and marks, letters put in place of others by the table
 * below, the longest first, and doubled letters once. Then the ends are evened (-ey, -ei, -iy to -i; -ah, -eh
 * to -a; Ye- to E-). Last come letters that are not equal to all of their like: q may be k or g, h may be g,
 * while k is not g. Known gap: names that differ in more (Mikhail and Michael) are left to the roster's
 * variants. */
#include "record/knowledge/spelling.h"

#include "base/utf8.h"

#define WORD_MAX 48 /* letters of a name that are looked at */

struct plain {
    char at[WORD_MAX + 8];
    size_t n;
};

/* One sound, several spellings: Cyrillic, Arabic and umlauts. */
static const struct spelled {
    const char *from;
    size_t n;
    const char *to;
} letters[] = {
    { "shch", 4, "sh" }, { "tsch", 4, "ch" }, { "tch", 3, "ch" }, { "sch", 3, "sh" }, /* Khrushchev               */
    { "kh", 2, "h" },    { "gh", 2, "g" },    { "dh", 2, "d" },   { "ph", 2, "f" },   /* Khaled, Araghchi, Gadhafi */
    { "ck", 2, "k" },    { "x", 1, "ks" },    { "w", 1, "v" },                     /* Alexei, Wladimir         */
    { "olo", 3, "la" },  { "oro", 3, "ra" },                                    /* Volodymyr, Vladimir      */
    { "ou", 2, "u" },    { "oo", 2, "u" },    { "ee", 2, "i" },                    /* Rouhani, Haneef          */
    { "ae", 2, "a" },    { "oe", 2, "o" },    { "ue", 2, "u" },                    /* Mueller                  */
    { "ai", 2, "ei" },   { "ay", 2, "ei" },   { "ey", 2, "ei" },                   /* Hussain, Husayn          */
    { "y", 1, "i" },     { "j", 1, "i" },                                       /* Yuri, Andrij             */
};

/* The article before an Arabic name: al-, el-, as-, Ed-. */
static struct text without_article(struct text word)
{
    if (word.len >= 6 && word.ptr[2] == '-' && memchr("aAeE", word.ptr[0], 4))
        return text_of(word.ptr + 3, word.len - 3);
    return word;
}

static void put(struct plain *p, char c)
{
    if (p->n < WORD_MAX && !(p->n && p->at[p->n - 1] == c))
        p->at[p->n++] = c;
}

/* Small letters without accents or marks; other scripts stay as they are. */
static void letters_of(struct text word, struct plain *out)
{
    unsigned size;

    out->n = 0;
    for (size_t i = 0; i < word.len && out->n < WORD_MAX; i += size) {
        uint32_t c = point_lower(point_plain(utf8_at(word, i, &size)));
        char bytes[4];

        switch (c) {
        case 0xF8: /* ø */
            c = 'o';
            break;
        case 0xE6: /* æ */
            c = 'a';
            break;
        case 0x142: /* ł */
            c = 'l';
            break;
        case 0x131: /* dotless i */
            c = 'i';
            break;
        case 0x111: /* đ */
            c = 'd';
            break;
        case 0xDF: /* ß */
            c = 's';
            break;
        default:
            break;
        }
        if (c < 0x80) {
            if (is_ascii_alpha((char)c) || is_ascii_digit((char)c))
                out->at[out->n++] = (char)c;
        } else if (point_is_letter(c)) {
            unsigned n = utf8_put(c, bytes);

            for (unsigned k = 0; k < n; k++)
                out->at[out->n++] = bytes[k];
        }
    }
}

static bool at_end(const struct plain *p, const char *end)
{
    size_t n = strlen(end);

    return p->n > n + 1 && memcmp(p->at + p->n - n, end, n) == 0;
}

/* What the letters at p, of which there are n, are written as; NULL: as they are. */
static const struct spelled *spelled_at(const char *p, size_t n)
{
    for (size_t k = 0; k < COUNT_OF(letters); k++)
        if (*p == letters[k].from[0] && n >= letters[k].n && memcmp(p, letters[k].from, letters[k].n) == 0)
            return &letters[k];
    return NULL;
}

static void plain_of(struct text word, struct plain *out)
{
    struct plain raw;

    letters_of(without_article(word), &raw);
    out->n = 0;
    for (size_t i = 0; i < raw.n;) {
        const struct spelled *other = spelled_at(raw.at + i, raw.n - i);

        if (other) {
            for (const char *c = other->to; *c; c++)
                put(out, *c);
            i += other->n;
        } else {
            bool hard = raw.at[i] == 'c' && (i + 1 == raw.n || !memchr("eiyh", raw.at[i + 1], 4));

            put(out, hard ? 'k' : raw.at[i]);
            i++;
        }
    }
    if (at_end(out, "ei")) {
        out->at[out->n - 2] = 'i';
        out->n--;
        while (out->n > 1 && out->at[out->n - 2] == 'i')
            out->n--;
    } else if (at_end(out, "ah")) {
        out->n--;
    } else if (at_end(out, "eh")) {
        out->n--;
        out->at[out->n - 1] = 'a';
    }
    if (out->n > 3 && out->at[0] == 'i' && out->at[1] == 'e') {
        memmove(out->at, out->at + 1, out->n - 1);
        out->n--;
    }
}

static bool letter_meets(char a, char b)
{
    if (a == b)
        return true;
    if (b == 'q' || b == 'h') {
        char swap = a;

        a = b;
        b = swap;
    }
    return (a == 'q' && (b == 'k' || b == 'g')) || (a == 'h' && b == 'g');
}

static bool plain_meets(const struct plain *a, const struct plain *b)
{
    if (a->n != b->n || a->n == 0)
        return false;
    for (size_t i = 0; i < a->n; i++)
        if (!letter_meets(a->at[i], b->at[i]))
            return false;
    return true;
}

bool spelling_meets(struct text a, struct text b)
{
    struct plain x, y;

    plain_of(a, &x);
    plain_of(b, &y);
    return plain_meets(&x, &y);
}

uint32_t spelling_hash(struct text word)
{
    struct plain p;
    uint64_t h;

    plain_of(word, &p);
    for (size_t i = 0; i < p.n; i++)
        if (p.at[i] == 'g' || p.at[i] == 'q' || p.at[i] == 'h')
            p.at[i] = 'k';
    h = text_hash(text_of(p.at, p.n));
    return (uint32_t)(h ^ h >> 32);
}

static bool vowel(char c)
{
    return memchr("aeiou", c, 5) != NULL;
}

/* "V.", not "II" */
static bool initial(struct text word)
{
    return word.len == 1 || (word.len == 2 && word.ptr[1] == '.');
}

/* Of the names before a last name that meets: also an initial ("V." and Viktor), and vowels between the same
 * three or more consonants (Mohammed, Muhammad). */
static bool forename_meets(struct text a, struct text b)
{
    struct plain x, y;
    size_t consonants = 0;

    plain_of(a, &x);
    plain_of(b, &y);
    if (x.n == 0 || y.n == 0)
        return false;
    if (initial(a) || initial(b))
        return letter_meets(x.at[0], y.at[0]);
    if (plain_meets(&x, &y))
        return true;
    if (x.n != y.n)
        return false;
    for (size_t i = 0; i < x.n; i++) {
        bool inner = i > 0 && i + 1 < x.n;

        if (!(inner && vowel(x.at[i]) && vowel(y.at[i])) && !letter_meets(x.at[i], y.at[i]))
            return false;
        consonants += !vowel(x.at[i]);
    }
    return consonants >= 3;
}

static struct text last_word(struct text name, struct text *before)
{
    size_t i = name.len;

    while (i > 0 && !is_ascii_space(name.ptr[i - 1]))
        i--;
    *before = text_trim(text_of(name.ptr, i));
    return text_of(name.ptr + i, name.len - i);
}

struct text spelling_last_name(struct text name, struct text *before)
{
    static const char *const suffixes[] = { "Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV" };
    size_t of = text_find(name, text_c(" of "), 0); /* "King Idris II of Velmark" */
    struct text word = last_word(of == NOWHERE ? name : text_of(name.ptr, of), before);

    for (size_t i = 0; i < COUNT_OF(suffixes); i++)
        if (before->len && text_is(word, suffixes[i])) {
            word = last_word(*before, before);
            if (word.len > 1 && word.ptr[word.len - 1] == ',')
                word.len--;
            break;
        }
    return word;
}

#define FORENAMES_MAX 4

bool spelling_person_meets(struct text a, struct text b)
{
    struct text more_a, more_b, last_a = spelling_last_name(a, &more_a), last_b = spelling_last_name(b, &more_b);

    if (!spelling_meets(last_a, last_b))
        return false;
    if (!more_a.len || !more_b.len)
        return true;
    for (size_t i = 0; i < FORENAMES_MAX && more_a.len; i++) {
        struct text rest = more_b, one = last_word(more_a, &more_a);

        for (size_t k = 0; k < FORENAMES_MAX && rest.len; k++) {
            struct text other = last_word(rest, &rest);

            if (forename_meets(one, other))
                return true;
        }
    }
    return false;
}
