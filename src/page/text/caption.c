/* caption.c - see caption.h.
 *
 * Known gaps: a caption without a credit, in whole sentences, is a paragraph. */
#include "page/text/caption.h"

#include "base/fold.h"
#include "page/words/vocabulary.h"

#define CREDIT_WORDS   9 /* of a photo's credit from its mark on            */
#define CREDIT_BYTES   110
#define BRACKET_BYTES  60 /* of a bracket at the end: "[Ana Brook/AFP]"      */
#define CAPTION_BYTES  900
#define PHRASE_BYTES   400 /* a caption that begins with "In this file photo" */
#define SIGNED_CHARS   250 /* a caption that ends in "(Leo Park/AP)"          */
#define SENTENCE_BYTES 250 /* a sentence with a mark in it is none if longer  */
#define OWNER_BYTES    80  /* "(c) AFP"                                       */
#define MARK_LETTERS   4   /* before a mark, in a line that is nothing but a credit */

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
        if (words <= CREDIT_WORDS && fold.len - at <= CREDIT_BYTES && (best == NOWHERE || at < best))
            best = at;
    }
    return best;
}

void caption_signs(struct line *line)
{
    struct text fold = line->fold;
    size_t at, letters = 0, len;
    bool copyright;

    if (fold.len > CAPTION_BYTES)
        return;
    at = credit_at(fold);
    copyright =
        text_starts(fold, "\xC2\xA9") && fold.len < OWNER_BYTES && !fold_has_any(fold, vocabulary_footer_phrases);
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
    if (fold_starts_any(fold, vocabulary_photo_phrases, &len) && fold.len < PHRASE_BYTES)
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
            for (open = fold.len - 1; open > 0 && fold.len - open < BRACKET_BYTES && fold.ptr[open] != '['; open--)
                ;
            if (fold.ptr[open] == '[' && memchr(fold.ptr + open, '/', fold.len - open))
                line->signs |= open == 0 ? SIGN_CREDIT | SIGN_CREDIT_ALL : SIGN_CREDIT;
        } else if (fold.len > 12 && fold.ptr[fold.len - 1] == ')' && line->chars <= SIGNED_CHARS) {
            /* "(Leo Park/AP)", but "(Reuters/AFP)" signs a text */
            const char *slash, *blank;

            for (open = fold.len - 1; open > 0 && fold.len - open < BRACKET_BYTES && fold.ptr[open] != '('; open--)
                ;
            slash = fold.ptr[open] == '(' ? memchr(fold.ptr + open, '/', fold.len - open) : NULL;
            blank = slash ? memchr(fold.ptr + open, ' ', (size_t)(slash - fold.ptr) - open) : NULL;
            if (blank && slash[-1] != ' ')
                line->signs |= open == 0 ? SIGN_CREDIT | SIGN_CREDIT_ALL : SIGN_CREDIT;
        }
        return;
    }
    /* a sentence may speak of a "video: ..."; a credit names someone and stops */
    if (line->point && at > 0 && fold.len > SENTENCE_BYTES)
        return;
    for (size_t i = 0; i < at; i++)
        letters += is_ascii_alpha(fold.ptr[i]) || (unsigned char)fold.ptr[i] >= 0xC3;
    line->signs |= SIGN_CREDIT;
    if (letters <= MARK_LETTERS)
        line->signs |= SIGN_CREDIT_ALL;
}
