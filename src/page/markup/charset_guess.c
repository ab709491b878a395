/* charset_guess.c - see charset_guess.h.
 *
 * Each charset is tried, and each byte beyond ASCII judged by what stands beside it: in the right charset letters stand in
 * words, small ones behind small ones, in the script of their neighbours; quotation marks open before a word and close
 * behind one; no word has a currency sign in it. What is left to choose (Czech in windows-1250 or 1252?) is told by
 * alphabets: the letters of one language explain the text better than those of any other.
 *
 * uchardet 0.0.7 was tried: made for long pages, it takes English with one umlaut for Maltese or DOS text, and does
 * not know Mac Roman. ICU's detector does not either. News is mostly English with a few names, so that the bytes' places
 * say more than their number. */
#include "page/markup/charset_guess.h"

#include <iconv.h>

#include "base/utf8.h"
#include "page/words/vocabulary.h"

#define HIGH             128            /* bytes beyond ASCII                             */
#define FAULTS_EACH      4              /* bad bytes for each good character: by chance there is one in forty */
#define UTF16_LOOK       ((size_t)1024) /* bytes of text that show that it is UTF-16 */
#define UTF16_LEAST      8
#define UTF16_ASCII_EACH 16 /* one unit of so many is a blank or other ASCII  */

/* What a byte beyond ASCII earns where it stands. */
enum score {
    SCORE_NONE = -6,    /* the charset has no such character                       */
    SCORE_IN_WORD = -5, /* a sign within a word                                    */
    SCORE_CAPITAL = -4, /* a capital behind a small letter, or the other way about */
    SCORE_LONELY = -3,  /* a letter or quotation mark glued to something           */
    SCORE_SIGN = -1,    /* any other sign                                          */
    SCORE_LETTER = 1,
    SCORE_OF_ALPHABET = 2, /* besides */
    SCORE_PLACED = 3       /* a quotation mark or dash where it belongs            */
};

/* Those that text files come in; of two that explain as much the first is taken. */
static const char *const names[] = {
    "windows-1252", "MACINTOSH",  "CP1250", "ISO-8859-2", "CP1251", "KOI8-U", "IBM866",
    "MAC-CYRILLIC", "ISO-8859-5", "CP1254", "CP1257",     "CP1253", "CP1255", "CP1256"
};

struct candidate {
    uint32_t points[HIGH];  /* 0: none                               */
    uint32_t small[HIGH];   /* the same in small letters             */
    uint32_t letters[HIGH]; /* how often a byte was a well placed letter */
    long score;
};

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC, SCRIPT_HEBREW, SCRIPT_ARABIC };

static enum script script_of(uint32_t point)
{
    if (point < 0xAA || point == 0xD7 || point == 0xF7)
        return is_ascii_alpha((char)(point < 0x80 ? point : ' ')) ? SCRIPT_LATIN : SCRIPT_NONE;
    if (!point_is_letter(point))
        return SCRIPT_NONE;
    return point < 0x370   ? SCRIPT_LATIN
           : point < 0x400 ? SCRIPT_GREEK
           : point < 0x530 ? SCRIPT_CYRILLIC
           : point < 0x600 ? SCRIPT_HEBREW
           : point < 0x700 ? SCRIPT_ARABIC
                           : SCRIPT_NONE;
}

static bool is_blank(uint32_t point)
{
    return point == 0 || point == 0xA0 || point_is_space(point);
}

static bool may_open_behind(uint32_t before)
{
    return is_blank(before) || (before < 0x80 && strchr("([-/\"'", (char)before)) || before == 0x2014 ||
           before == 0x2013;
}

static bool may_close_before(uint32_t behind)
{
    return is_blank(behind) || (behind < 0x80 && strchr(")].,;:!?-\"'", (char)behind)) || behind == 0x2014 ||
           behind == 0x2013 || behind == 0x2026;
}

static bool is_word(uint32_t point)
{
    return script_of(point) != SCRIPT_NONE || point_is_digit(point);
}

static int score_letter(uint32_t before, uint32_t point, uint32_t behind, bool *placed)
{
    enum script script = script_of(point), left = script_of(before), right = script_of(behind);
    bool upper = point_is_upper(point), cased = script < SCRIPT_HEBREW;

    *placed = false;
    if ((left && left != script) || (right && right != script))
        return SCORE_NONE;
    if (cased && ((upper && left && !point_is_upper(before)) || (!upper && right && point_is_upper(behind))))
        return SCORE_CAPITAL;
    if (!left && !may_open_behind(before) && before != 0x2018 && before != 0x2019 && !point_quote(before))
        return SCORE_LONELY;
    *placed = left || right;
    return *placed ? SCORE_LETTER : 0;
}

static int score_mark(uint32_t before, uint32_t point, uint32_t behind)
{
    bool in_word = is_word(before) && is_word(behind), opens, closes;

    if (point == 0xA0)
        return is_blank(before) || is_blank(behind) ? 0 : SCORE_LETTER;
    if (point == 0x2013 || point == 0x2014)
        return (is_blank(before) && is_blank(behind)) || in_word ? SCORE_PLACED : 0;
    if (point == 0x2026)
        return is_blank(before) ? 0 : SCORE_PLACED;
    if (point == 0x2019 && in_word)
        return SCORE_PLACED;
    if (point_quote(point) != QUOTE_NONE) {
        opens = may_open_behind(before) && !may_close_before(behind);
        closes = !may_open_behind(before) && may_close_before(behind);
        if (point == 0xAB || point == 0xBB) /* « French » */
            return opens || closes || (is_blank(before) && is_blank(behind)) ? SCORE_PLACED : SCORE_LONELY;
        return opens || closes ? SCORE_PLACED : in_word ? SCORE_IN_WORD : SCORE_LONELY;
    }
    if (point == 0xBF || point == 0xA1)
        return may_open_behind(before) && is_word(behind) ? SCORE_PLACED : SCORE_IN_WORD;
    if ((point == 0x20AC || point == 0xA3) && (point_is_digit(before) || point_is_digit(behind)))
        return SCORE_PLACED;
    return in_word ? SCORE_IN_WORD : SCORE_SIGN;
}

static uint32_t point_of(const struct candidate *c, unsigned char byte)
{
    return byte < 0x80 ? byte : c->points[byte - HIGH];
}

static void judge(struct candidate *c, struct text bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char byte = (unsigned char)bytes.ptr[i];
        uint32_t before, point, behind;
        bool placed = false;

        if (byte < 0x80)
            continue;
        before = i ? point_of(c, (unsigned char)bytes.ptr[i - 1]) : 0;
        behind = i + 1 < bytes.len ? point_of(c, (unsigned char)bytes.ptr[i + 1]) : 0;
        point = c->points[byte - HIGH];
        if (point < 0xA0)
            c->score += SCORE_NONE;
        else if (script_of(point))
            c->score += score_letter(before, point, behind, &placed);
        else
            c->score += score_mark(before, point, behind);
        c->letters[byte - HIGH] += placed;
    }
}

/* How much more the language explains best whose letters the charset has all of. */
static long best_alphabet(const struct candidate *c)
{
    uint64_t all = 0;
    long best = 0;

    for (size_t b = 0; b < HIGH; b++)
        all += c->letters[b];
    if (all == 0)
        return 0;
    for (const char *const *alphabet = vocabulary_alphabets; *alphabet; alphabet++) {
        struct text letters = text_c(*alphabet);
        bool has = true;
        long of_it = 0;
        unsigned size;

        for (size_t i = 0; i < letters.len && has; i += size) {
            uint32_t letter = utf8_at(letters, i, &size);

            has = false;
            for (size_t b = 0; b < HIGH; b++)
                if (c->points[b] == letter || c->small[b] == letter) {
                    has |= c->points[b] == letter;
                    of_it += c->letters[b];
                }
        }
        if (has && of_it > best)
            best = of_it;
    }
    return best * SCORE_OF_ALPHABET;
}

/* Which character each byte beyond ASCII is. False: this system does not know the charset. */
static bool know(const char *name, struct candidate *c)
{
    iconv_t converter = iconv_open("UTF-8", strcmp(name, "windows-1252") == 0 ? "CP1252" : name);

    *c = (struct candidate){ .score = 0 };
    if (converter == (iconv_t)-1)
        return false;
    for (unsigned b = 0; b < HIGH; b++) {
        char byte = (char)(b + HIGH), room[8], *in = &byte, *to = room;
        size_t left = 1, space = sizeof room;
        unsigned size;

        iconv(converter, NULL, NULL, NULL, NULL);
        if (iconv(converter, &in, &left, &to, &space) != (size_t)-1 && to > room)
            c->points[b] = utf8_at(text_of(room, (size_t)(to - room)), 0, &size);
        c->small[b] = point_lower(c->points[b]);
    }
    iconv_close(converter);
    return true;
}

const char *charset_guess(struct text bytes)
{
    const char *best = NULL;
    long most = 0;

    if (bytes.len > CHARSET_GUESS_BYTES)
        bytes.len = CHARSET_GUESS_BYTES;
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct candidate c;

        if (!know(names[i], &c))
            continue;
        judge(&c, bytes);
        c.score += best_alphabet(&c);
        if (c.score > most) {
            most = c.score;
            best = names[i];
        }
    }
    return best;
}

/* Are these units of text, if `high` is the place of a unit's high byte? Blanks and line ends have a high byte of NUL, and
 * letters beyond ASCII one of a script, punctuation aside (0x20). */
static bool is_utf16(struct text bytes, size_t high)
{
    unsigned char script = 0;
    size_t ascii = 0;

    for (size_t i = 0; i < bytes.len; i += 2) {
        unsigned char up = (unsigned char)bytes.ptr[i + high], low = (unsigned char)bytes.ptr[i + 1 - high];

        if (up == 0 && (low < ' ' ? !low || !strchr("\t\n\r\f", low) : low >= 0x7F && low < 0xA0))
            return false; /* a control character */
        if (up == 0 && low < 0x7F)
            ascii++;
        else if (up != 0 && up != 0x20) {
            if (script && up != script)
                return false;
            script = up;
        }
    }
    return ascii * UTF16_ASCII_EACH >= bytes.len / 2;
}

const char *charset_guess_utf16(struct text bytes)
{
    bytes.len = bytes.len < UTF16_LOOK ? bytes.len & ~(size_t)1 : UTF16_LOOK;
    if (bytes.len < UTF16_LEAST || !memchr(bytes.ptr, '\0', bytes.len))
        return NULL;
    return is_utf16(bytes, 1) ? "UTF-16LE" : is_utf16(bytes, 0) ? "UTF-16BE" : NULL;
}

bool charset_mostly_utf8(struct text bytes)
{
    size_t good = 0, bad = 0;

    for (size_t i = 0; i < bytes.len;) {
        unsigned size;

        if ((unsigned char)bytes.ptr[i] < 0x80) {
            i++;
            continue;
        }
        if (utf8_at(bytes, i, &size) == UTF8_REPLACEMENT && size == 1)
            bad++;
        else
            good++;
        i += size;
    }
    return good * FAULTS_EACH >= bad && good;
}
