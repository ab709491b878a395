/* tail.c - see tail.h. */
#include "page/html/tail.h"

#include "base/fold.h"
#include "page/words/vocabulary.h"

#define NOTE_MAX   300 /* bytes of a note behind the text */
#define TAIL_PROSE 6   /* blocks looked at from the end   */
#define LABEL_MAX  60  /* bytes of a label                */
#define LABEL_TAIL 3   /* an end label stands in the last third of the text */

/* Folded, in `room` of 3 * NOTE_MAX bytes; empty if it is too long for a note. */
static struct text folded(struct text t, char *room)
{
    if (t.len > NOTE_MAX)
        return text_of("", 0);
    return fold_strip(text_of(room, fold_into(t, room)), " ");
}

static void drop(struct block *b, enum role role, const char *rule)
{
    b->role = (uint8_t)role;
    b->rule = rule;
}

static bool starts_any(struct text t, const char *const *starts)
{
    for (; *starts; starts++)
        if (text_starts(t, *starts))
            return true;
    return false;
}

/* "A sailor on the quay (Image: The Tern)" */
static bool ends_in_picture_credit(struct text fold)
{
    size_t open = fold.len;

    if (!text_ends(fold, ")") && !text_ends(fold, "]"))
        return false;
    while (open > 0 && fold.ptr[open - 1] != '(' && fold.ptr[open - 1] != '[')
        open--;
    if (open == 0)
        return false;
    return starts_any(text_of(fold.ptr + open, fold.len - open), vocabulary_html_bracket_marks);
}

bool tail_is_old_picture(struct text t)
{
    char room[NOTE_MAX * 3];
    size_t len;
    struct text fold = folded(t, room);

    return fold_starts_any(fold, vocabulary_photo_phrases, &len) ||
           (text_starts(fold, "in this ") && fold_has_any(fold, vocabulary_photo_phrases));
}

/* "Image 2 of 5" */
static bool is_gallery_counter(struct text bare)
{
    for (const char *const *thing = vocabulary_html_gallery_things; *thing; thing++) {
        size_t n = strlen(*thing);

        if (!text_starts(bare, *thing) || bare.len > n + 12)
            continue;
        for (; n < bare.len && (is_ascii_digit(bare.ptr[n]) || strchr(" /of", bare.ptr[n])); n++)
            ;
        return n == bare.len;
    }
    return false;
}

bool tail_is_furniture(struct block *b, struct text t)
{
    char room[NOTE_MAX * 3];
    struct text fold, bare;

    /* Folding does not make a text less than half as long: no label, and no credit at its end. */
    if (t.len > 2 * LABEL_MAX + 20 && t.ptr[t.len - 1] != ')' && t.ptr[t.len - 1] != ']')
        return false;
    fold = folded(t, room);
    bare = fold_strip(fold, " :.>-|!");
    if (bare.len == 0)
        return false;
    if (ends_in_picture_credit(fold))
        drop(b, ROLE_CAPTION, "picture-credit");
    else if (bare.len > LABEL_MAX)
        return false;
    else if (fold_is_any(bare, vocabulary_furniture_labels) || is_gallery_counter(bare))
        drop(b, ROLE_CRUMB, "furniture-word");
    else if (fold_is_any(bare, vocabulary_end_labels) || fold_is_any(bare, vocabulary_teaser_labels))
        drop(b, ROLE_PROMO, "label");
    else
        return false;
    return true;
}

/* --- behind the text --- */

static bool is_follow_note(struct text fold)
{
    if (!fold_has_any(fold, vocabulary_follow_verbs) || memchr(fold.ptr, '"', fold.len))
        return false;
    return fold_has_any(fold, vocabulary_follow_places) || text_find(fold, text_c(" @"), 0) != NOWHERE;
}

/* "Ana Brook is ...", "Brook covers ..." with the name of the byline. */
static bool is_biography(struct text t, struct text byline)
{
    struct text rest;
    size_t end = 0;

    while (end < byline.len && !strchr(",;", byline.ptr[end]))
        end++;
    byline = text_trim(text_of(byline.ptr, end));
    if (byline.len < 5 || !memchr(byline.ptr, ' ', byline.len) || t.len <= byline.len ||
        !text_eq_fold(text_of(t.ptr, byline.len), byline))
        return false;
    rest = text_of(t.ptr + byline.len, t.len - byline.len);
    return starts_any(rest, vocabulary_html_biography_starts);
}

static bool drop_note(const struct html *h, struct block *b)
{
    char room[NOTE_MAX * 3];
    struct text t = block_text(&h->outline, b), fold = folded(t, room);
    size_t len;

    if (is_biography(t, h->meta.byline))
        drop(b, ROLE_BYLINE, "biography");
    else if (!fold.len)
        return false;
    else if (fold_has_any(fold, vocabulary_html_contributed))
        drop(b, ROLE_CREDIT, "contributed");
    else if (is_follow_note(fold))
        drop(b, ROLE_PROMO, "follow-note");
    else if (fold_starts_any(fold, vocabulary_html_legal_starts, &len))
        drop(b, ROLE_FOOTER, "legal-note");
    else if (fold_starts_any(fold, vocabulary_html_call_starts, &len) ||
             (!ends_sentence(t) && fold_starts_any(fold, vocabulary_promo_starts, &len)))
        drop(b, ROLE_PROMO, "call");
    else
        return false;
    return true;
}

/* "More Tern stories": a short line without a stop, behind which everything is a list of links. */
static bool is_end_label(struct text t)
{
    char room[NOTE_MAX * 3];
    struct text fold = t.len <= LABEL_MAX ? fold_strip(folded(t, room), " :.>-|!") : text_of("", 0);
    size_t word = fold.len;

    if (!fold.len || ends_sentence(t))
        return false;
    if (fold_is_any(fold, vocabulary_teaser_labels) || fold_is_any(fold, vocabulary_end_labels))
        return true;
    while (word > 0 && fold.ptr[word - 1] != ' ')
        word--;
    return text_starts(fold, "more ") &&
           fold_is_any(text_of(fold.ptr + word, fold.len - word), vocabulary_html_end_nouns);
}

/* An end label in the last third of the text, and nothing behind it that is prose without a link. */
static void drop_behind_label(struct html *h)
{
    struct outline *o = &h->outline;
    size_t behind = 0, all = 0;

    for (uint32_t i = h->first; i < h->last; i++)
        all += role_kept(o->blocks[i].role) ? o->blocks[i].text.end - o->blocks[i].text.begin : 0;
    for (uint32_t i = h->last; i-- > h->first && behind * LABEL_TAIL < all;) {
        struct block *b = &o->blocks[i];
        struct text t = block_text(o, b);

        if (is_end_label(t)) {
            for (uint32_t k = i; k < h->last; k++)
                if (role_kept(o->blocks[k].role) && o->blocks[k].role != ROLE_EDITOR_NOTE)
                    drop(&o->blocks[k], ROLE_PROMO, k == i ? "end-label" : "behind-the-end-label");
            behind = 0;
            continue;
        }
        if (!role_kept(b->role))
            continue;
        behind += t.len;
        if (h->voters[i] && b->links == 0 && b->role != ROLE_EDITOR_NOTE)
            return;
    }
}

void tail_label(struct html *h)
{
    struct outline *o = &h->outline;
    int seen = 0;

    drop_behind_label(h);
    for (uint32_t i = h->last; i-- > h->first && seen < TAIL_PROSE;) {
        struct block *b = &o->blocks[i];

        if (!role_kept(b->role) || b->role == ROLE_EDITOR_NOTE)
            continue;
        if (b->role == ROLE_HEADLINE)
            return;
        /* The note must be behind the text: one paragraph that is none ends the search, but for a
         * second one of a biography. */
        if (!drop_note(h, b) && h->voters[i])
            seen += TAIL_PROSE / 3;
    }
}
