/* caption.c - see caption.h.
 *
 * What it gives up: a caption without a credit, in whole sentences, is a paragraph. */
#include "page/text/caption.h"

#include "base/fold.h"
#include "page/words/vocabulary.h"

/* Where a photo credit begins, at a mark whose rest is short; NOWHERE if there is none. */
static size_t credit_at(struct text fold)
{
    size_t best = NOWHERE;

    for (size_t i = 0; vocabulary_photo_marks[i]; i++) {
        size_t at = fold_find(fold, vocabulary_photo_marks[i]);
        int words = 0;

        if (at == NOWHERE)
            continue;
        for (size_t k = at; k < fold.len; k++)
            words += fold.ptr[k] == ' ';
        if (words <= 9 && fold.len - at <= 110 && (best == NOWHERE || at < best))
            best = at;
    }
    return best;
}

void caption_signs(struct line *line)
{
    struct text fold = line->fold;
    size_t at, letters = 0, len;
    bool copyright;

    if (fold.len > 900)
        return;
    at = credit_at(fold);
    copyright = text_starts(fold, "\xC2\xA9") && fold.len < 80 && !fold_has_any(fold, vocabulary_footer_phrases);
    if (copyright) {
        /* "© AFP" is a photo's, "© 2031 Coast News" the page's */
        for (size_t i = 0; i + 3 < fold.len; i++)
            if ((fold.ptr[i] == '2' || fold.ptr[i] == '1') && is_ascii_digit(fold.ptr[i + 1]) &&
                is_ascii_digit(fold.ptr[i + 2]) && is_ascii_digit(fold.ptr[i + 3]))
                copyright = false;
        if (copyright) {
            line->signs |= SIGN_CREDIT | SIGN_CREDIT_ALL;
            return;
        }
    }
    if (fold_starts_any(fold, vocabulary_photo_phrases, &len) && fold.len < 400)
        line->signs |= SIGN_PHOTO;
    if (fold_starts_any(fold, vocabulary_caption_labels, &len) && len + 1 < fold.len &&
        (fold.ptr[len] == ',' || fold.ptr[len] == ':'))
        line->signs |= SIGN_PHOTO;
    if (fold_has_any(fold, vocabulary_photo_phrases))
        line->signs |= SIGN_PHOTO;
    if (fold_has_any(fold, vocabulary_scenes))
        line->signs |= SIGN_SCENE;
    if (at == NOWHERE) {
        /* "... on Monday. [Ana Brook/AFP]", "(AP)" */
        size_t open;

        if (fold.len > 3 && fold.ptr[fold.len - 1] == ']') {
            for (open = fold.len - 1; open > 0 && fold.len - open < 60 && fold.ptr[open] != '['; open--)
                ;
            if (fold.ptr[open] == '[' && memchr(fold.ptr + open, '/', fold.len - open))
                line->signs |= open == 0 ? SIGN_CREDIT | SIGN_CREDIT_ALL : SIGN_CREDIT;
        } else if (fold.len > 12 && fold.ptr[fold.len - 1] == ')' && line->chars <= 250) {
            /* "(Leo Park/AP)", but "(Reuters/AFP)" signs a text */
            const char *slash, *blank;

            for (open = fold.len - 1; open > 0 && fold.len - open < 60 && fold.ptr[open] != '('; open--)
                ;
            slash = fold.ptr[open] == '(' ? memchr(fold.ptr + open, '/', fold.len - open) : NULL;
            blank = slash ? memchr(fold.ptr + open, ' ', (size_t)(slash - fold.ptr) - open) : NULL;
            if (blank && slash[-1] != ' ')
                line->signs |= open == 0 ? SIGN_CREDIT | SIGN_CREDIT_ALL : SIGN_CREDIT;
        }
        return;
    }
    /* a sentence may speak of a "video: ..."; a credit names someone and stops */
    if (line->point && at > 0 && fold.len > 250)
        return;
    for (size_t i = 0; i < at; i++)
        letters += is_ascii_alpha(fold.ptr[i]) || (unsigned char)fold.ptr[i] >= 0xC3;
    line->signs |= SIGN_CREDIT;
    if (letters <= 4)
        line->signs |= SIGN_CREDIT_ALL;
}
