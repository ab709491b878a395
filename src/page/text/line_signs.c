/* line_signs.c - see line_signs.h. Each question below is asked of one line; which answers count where is the
 * business of line_form.c, promo.c and the other steps of plain.c. */
#include "page/text/line_signs.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "page/text/caption.h"
#include "page/text/line.h"
#include "page/words/vocabulary.h"

#define SIGN_TO_YEAR 60 /* bytes of a name between them */

static bool all_share(struct text key)
{
    bool head = false;
    int n = 0, known = 0;

    for (struct text rest = key; rest.ptr && n <= 30;) {
        struct text word = text_cut(&rest, ' ');

        if (word.len == 0)
            continue;
        n++;
        if (fold_word_in(vocabulary_share_words, word) || is_ascii_digit(word.ptr[0]))
            known++;
        head |= fold_word_in(vocabulary_share_heads, word);
    }
    return head && n <= 30 && known * 10 >= n * 9;
}

/* "[text](url)", "![](url)", addresses, #tags, @handles: what is left without them? */
static bool only_links(struct text t)
{
    bool any = false;
    size_t i = 0;

    while (i < t.len) {
        char c = t.ptr[i];

        if (c == '[' || (c == '!' && i + 1 < t.len && t.ptr[i + 1] == '[')) {
            const char *close = memchr(t.ptr + i, ']', t.len - i);
            const char *paren = close && close + 1 < t.ptr + t.len && close[1] == '('
                                    ? memchr(close, ')', (size_t)(t.ptr + t.len - close))
                                    : NULL;

            if (!paren)
                return false;
            any = true;
            i = (size_t)(paren - t.ptr) + 1;
        } else if (c == '#' || c == '@' || (t.len - i > 8 && memcmp(t.ptr + i, "http", 4) == 0) ||
                   (t.len - i > 4 && memcmp(t.ptr + i, "www.", 4) == 0)) {
            size_t begin = i;

            while (i < t.len && !is_ascii_space(t.ptr[i]))
                i++;
            if (i - begin > 1)
                any = true;
        } else if (is_ascii_alpha(c) || is_ascii_digit(c) || (unsigned char)c >= 0xC3) {
            /* an e-mail address, perhaps */
            size_t begin = i;
            const char *at;

            while (i < t.len && !is_ascii_space(t.ptr[i]))
                i++;
            at = memchr(t.ptr + begin, '@', i - begin);
            if (!at || !memchr(at, '.', (size_t)(t.ptr + i - at)))
                return false;
            any = true;
        } else {
            i++;
        }
    }
    return any;
}

static bool is_number_word(struct text w)
{
    bool digit = false;

    for (size_t i = 0; i < w.len; i++) {
        if (is_ascii_digit(w.ptr[i]))
            digit = true;
        else if (w.ptr[i] != '.' && w.ptr[i] != ',' && w.ptr[i] != 'k' && w.ptr[i] != 'm' && w.ptr[i] != '+')
            return false;
    }
    return digit;
}

/* "3 comments", "1.2k views", "5 min read", "list 1 of 3", "reading time: 4 minutes", "12" */
static bool is_counter(struct text key)
{
    int n = 0, numbers = 0;

    for (struct text rest = key; rest.ptr; n++) {
        struct text word = text_cut(&rest, ' ');

        if (is_number_word(word))
            numbers++;
        else if (!fold_word_in(vocabulary_counted_things, word))
            return false;
        if (n > 7)
            return false;
    }
    return numbers > 0;
}

static bool is_trail(struct text fold)
{
    int marks = 0;
    size_t first = 0, since = 0, words = 1;

    for (size_t i = 0; i < fold.len; i++) {
        bool mark =
            fold.ptr[i] == '>' ||
            (fold.ptr[i] == '"' && i > 0 && fold.ptr[i - 1] == ' ' && i + 1 < fold.len && fold.ptr[i + 1] == ' ') ||
            (fold.ptr[i] == '/' && i > 0 && fold.ptr[i - 1] == ' ');

        if (fold.len - i >= 3 && memcmp(fold.ptr + i, "\xE2\x80\xBA", 3) == 0)
            mark = true;
        if (mark) {
            if (marks == 0)
                first = i;
            marks++;
            since = i + 1;
            words = 0;
        } else if (fold.ptr[i] == ' ' && i > since) {
            words++;
        }
    }
    if (marks == 0 || fold.len > 250)
        return false;
    return fold_word_in(vocabulary_trail_heads, text_trim(text_of(fold.ptr, first))) ||
           (marks >= 2 && words <= 4 && fold.len < 100);
}

/* First and second person outside quotation marks. */
static bool has_voice(struct text fold, const char *words)
{
    bool quoted = false;
    size_t begin = 0;

    for (size_t i = 0; i <= fold.len; i++) {
        if (i < fold.len && fold.ptr[i] == '"')
            quoted = !quoted;
        if (i == fold.len || fold.ptr[i] == ' ' || fold.ptr[i] == '"' || fold.ptr[i] == ',' || fold.ptr[i] == '.' ||
            fold.ptr[i] == ':') {
            if (!quoted && fold_word_in(words, text_of(fold.ptr + begin, i - begin)))
                return true;
            begin = i + 1;
        }
    }
    return false;
}

static bool has_money(struct text fold)
{
    for (size_t i = 0; i + 1 < fold.len; i++)
        if ((fold.ptr[i] == '$' && is_ascii_digit(fold.ptr[i + 1])) ||
            (i + 3 < fold.len && memcmp(fold.ptr + i, "\xE2\x82\xAC", 3) == 0) ||
            (memcmp(fold.ptr + i, "\xC2\xA3", 2) == 0))
            return true;
    return false;
}

void line_signs_look(struct text page, struct line *line)
{
    struct text t = text_in(page, line->page), fold = line->fold, key = line->key;
    struct text bare = fold; /* without colons and arrows at the end */
    size_t len;
    bool brief = line->words <= 16 && line->chars <= 140;

    if (key.len == 0) {
        line->signs |= SIGN_EMPTY;
        return;
    }
    while (bare.len && (strchr(":.>\"-|! ", bare.ptr[bare.len - 1]) && bare.ptr[bare.len - 1]))
        bare.len--;
    for (int i = 0; i < 2; i++) { /* … and » */
        if (bare.len > 3 && memcmp(bare.ptr + bare.len - 3, "\xE2\x80\xA6", 3) == 0)
            bare.len -= 3;
        while (bare.len && (bare.ptr[bare.len - 1] == ' ' || bare.ptr[bare.len - 1] == ':'))
            bare.len--;
    }
    if (t.len <= 2000 && !(line->signs & SIGN_HASH) && only_links(text_in(page, line->whole)))
        line->signs |= SIGN_LINKS;
    if (brief) {
        if (fold_is_any(bare, vocabulary_end_labels))
            line->signs |= SIGN_END;
        else if (fold_is_any(bare, vocabulary_teaser_labels))
            line->signs |= SIGN_LABEL;
        else if (fold_is_any(bare, vocabulary_full_article_labels))
            line->signs |= SIGN_FULL;
        else if (fold_is_any(bare, vocabulary_furniture_labels) || is_counter(key))
            line->signs |= SIGN_COUNTER;
        if (all_share(key))
            line->signs |= SIGN_SHARE;
        /* "Comments (3)", "3 comments" at the foot */
        if (key.len < 40 && (text_starts(key, "comments ") || text_ends(key, " comments")) && is_counter(key))
            line->signs |= SIGN_END;
    }
    if (is_trail(fold))
        line->signs |= SIGN_TRAIL;
    if (line->chars <= 300 && !(line->signs & (SIGN_LABEL | SIGN_END | SIGN_FULL))) {
        if (fold_starts_any(fold, vocabulary_teaser_labels, &len) && len < fold.len) {
            struct text rest = text_trim(text_of(fold.ptr + len, fold.len - len));

            if (rest.ptr[0] == ':' || rest.ptr[0] == '|' || rest.ptr[0] == '[' || rest.ptr[0] == '>' ||
                (rest.ptr[0] == '-' && fold.ptr[len] == ' ' && !line->point) ||
                (len >= 9 && !line->point && memchr(fold.ptr, ' ', len) && line->words <= 25))
                line->signs |= SIGN_PROMO;
        }
        if (fold_has_any(fold, vocabulary_first_elsewhere) && fold_starts_any(fold, vocabulary_this_page, &len))
            line->signs |= SIGN_PROMO;
        if (fold_starts_any(fold, vocabulary_promo_starts, &len) && line->words <= 30 &&
            ((!line->point && !text_ends(fold, "?")) || fold_has_any(fold, vocabulary_newsletter_phrases) ||
             fold_starts_any(fold, vocabulary_calls, &len)))
            line->signs |= SIGN_PROMO;
    }
    if (line->chars <= 400 && has_voice(fold, vocabulary_we_and_you) &&
        (fold_has_any(fold, vocabulary_newsletter_phrases) ||
         (fold_starts_any(fold, vocabulary_sign_up_starts, &len) && fold_has_any(fold, vocabulary_sign_up_phrases) &&
          !fold_has_any(fold, vocabulary_reporting_verbs))))
        line->signs |= SIGN_NEWSLETTER; /* "By subscribing you agree to our terms." */
    if (line->chars <= 200 && !line->prose && fold_has_any(fold, vocabulary_newsletter_phrases) &&
        fold_starts_any(fold, vocabulary_promo_starts, &len))
        line->signs |= SIGN_NEWSLETTER;
    if (line->chars <= 600 && fold_has_any(fold, vocabulary_footer_phrases)) {
        /* prose may speak of copyright: the furniture of a page says it briefly or with a sign */
        if ((!line->point && line->chars <= 200) || text_find(fold, text_c("\xC2\xA9"), 0) != NOWHERE ||
            text_find(fold, text_c("(c)"), 0) != NOWHERE || fold_find(fold, "all rights reserved") != NOWHERE ||
            fold_has_any(fold, vocabulary_footer_sentences) || has_voice(fold, vocabulary_reader_words))
            line->signs |= SIGN_FOOTER;
    }
    if (line->chars <= 120 && line->words <= 12 && !line->point) {
        /* "Coast News @2031", "© 2031 Coast News" */
        for (size_t i = 0; i + 4 < fold.len; i++) {
            bool sign =
                fold.ptr[i] == '@' || memcmp(fold.ptr + i, "\xC2\xA9", 2) == 0 || memcmp(fold.ptr + i, "(c)", 3) == 0;
            size_t k = i + (fold.ptr[i] == '@' ? 1 : fold.ptr[i] == '(' ? 3 : 2);

            while (sign && k < fold.len && fold.ptr[k] == ' ')
                k++;
            /* a name between sign and year */
            if (sign && fold.ptr[i] != '@')
                while (k < fold.len && k < i + SIGN_TO_YEAR && !is_ascii_digit(fold.ptr[k]))
                    k++;
            if (sign && k + 4 <= fold.len &&
                (memcmp(fold.ptr + k, "19", 2) == 0 || memcmp(fold.ptr + k, "20", 2) == 0) &&
                is_ascii_digit(fold.ptr[k + 2]) && is_ascii_digit(fold.ptr[k + 3]))
                line->signs |= SIGN_FOOTER;
        }
    }
    if (line->chars <= 600 && fold_has_any(fold, vocabulary_cookie_phrases) &&
        (has_voice(fold, vocabulary_we_and_you) || !line->prose))
        line->signs |= SIGN_COOKIE;
    if (has_voice(fold, vocabulary_we_and_you))
        line->signs |= SIGN_VOICE;
    if (fold_has_any(fold, vocabulary_plea_asks) && (fold_has_any(fold, vocabulary_plea_subjects) || has_money(fold)) &&
        (!line->prose || has_voice(fold, vocabulary_reader_words) ||
         ((line->signs & SIGN_VOICE) && fold_has_any(fold, vocabulary_plea_subjects))))
        line->signs |= SIGN_PLEA;
    if (fold_starts_any(fold, vocabulary_plea_starts, &len))
        line->signs |= SIGN_PLEA_OPEN;
    if (line->words <= 8 && !line->point) {
        for (struct text rest = key; rest.ptr;)
            if (fold_word_in(vocabulary_button_words, text_cut(&rest, ' ')))
                line->signs |= SIGN_BUTTON;
        if (has_money(fold))
            line->signs |= SIGN_BUTTON;
    }
    if (fold_starts_any(fold, vocabulary_note_starts, &len) ||
        (line->words >= 6 && line->chars <= 500 && !memchr(fold.ptr, '"', fold.len) &&
         fold_has_any(fold, vocabulary_note_objects) && fold_has_any(fold, vocabulary_note_doubts) &&
         !fold_has_any(fold, vocabulary_reporting_verbs)))
        line->signs |= SIGN_NOTE;
    caption_signs(line);
}

static bool is_loud(struct text t)
{
    unsigned size;

    for (size_t i = 0; i < t.len; i += size) {
        uint32_t c = utf8_at(t, i, &size);

        if (point_is_letter(c) && !point_is_upper(c))
            return false;
    }
    return true;
}

bool line_signs_within(struct text page, const struct line *part, bool last, enum role *role, const char **rule)
{
    struct text fold = part->fold, t = text_in(page, part->page);
    unsigned signs = part->signs;
    bool loud = is_loud(t), calls, letters = false, apart = strchr("([", t.ptr[0]); /* "[Read more: Boats leave]" */
    size_t len;

    calls = loud || fold_starts_any(fold, vocabulary_calls, &len) || fold_has_any(fold, vocabulary_first_elsewhere);
    for (size_t i = 0; i < part->key.len && !letters; i++)
        letters = !is_ascii_digit(part->key.ptr[i]) && part->key.ptr[i] != ' ';
    *rule = NULL;
    if (signs & SIGN_NOTE)
        return false;
    if (signs & SIGN_COOKIE)
        *role = ROLE_FOOTER, *rule = "cookies";
    else if ((signs & SIGN_SHARE) && !part->point)
        *role = ROLE_CRUMB, *rule = "share-bar";
    else if (signs & SIGN_FOOTER)
        *role = ROLE_FOOTER, *rule = "footer";
    else if ((signs & SIGN_PROMO) && !(signs & SIGN_PLEA) && (calls || ((last || apart) && !part->stop)))
        *role = ROLE_PROMO, *rule = "see-also";
    else if ((signs & SIGN_NEWSLETTER) && has_voice(fold, vocabulary_reader_words))
        *role = ROLE_PROMO, *rule = LINE_NEWSLETTER;
    else if ((signs & (SIGN_LABEL | SIGN_FULL)) && !part->stop && part->words > 1)
        *role = ROLE_PROMO, *rule = "label";
    else if ((signs & SIGN_CREDIT_ALL) && !last) /* behind the text it makes a caption of it, or signs it */
        *role = ROLE_PHOTO_CREDIT, *rule = "photo-credit";
    else if ((signs & SIGN_COUNTER) && !part->stop && letters && (part->words > 1 || loud))
        *role = ROLE_CRUMB, *rule = "counter";
    return *rule != NULL;
}
