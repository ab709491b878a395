/* repeat.c - see repeat.h. */
#include "page/text/repeat.h"

#define PULLED_WORDS 6

int repeat_words(struct text key)
{
    int n = key.len > 0;

    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == ' ';
    return n;
}

bool repeat_starts(struct text a, struct text prefix)
{
    return a.len >= prefix.len && memcmp(a.ptr, prefix.ptr, prefix.len) == 0 &&
           (a.len == prefix.len || a.ptr[prefix.len] == ' ');
}

/* Neighbours that say the same are an image's text and its caption. */
void repeat_label_captions(struct plain *p)
{
    for (size_t i = 0; i + 1 < p->n; i++) {
        struct line *a = &p->lines[i], *b = &p->lines[i + 1];
        bool undecided = (!a->rule || a->role == ROLE_CAPTION) && (!b->rule || b->role == ROLE_CAPTION);
        bool same = text_eq(a->key, b->key);
        bool prefix =
            (repeat_starts(a->key, b->key) || repeat_starts(b->key, a->key)) &&
            (a->role == ROLE_CAPTION || b->role == ROLE_CAPTION || ((a->signs | b->signs) & (SIGN_BAR | SIGN_CREDIT)));

        if (!undecided || repeat_words(a->key) < 3 || repeat_words(b->key) < 3 || !(same || prefix))
            continue;
        /* the headline may be doubled; a long paragraph doubled is a paragraph */
        if (a->chars > 400 || (p->headline < p->n && text_eq(a->key, p->lines[p->headline].key)))
            continue;
        line_decide(a, ROLE_CAPTION, "caption-repeated");
        line_decide(b, ROLE_CAPTION, "caption-repeated");
    }
}

/* Is the whole line one quotation, long enough to be no subhead? */
static bool is_quotation(const struct line *line)
{
    struct text fold = line->fold;

    return line->words >= PULLED_WORDS && fold.len > 2 && fold.ptr[0] == '"' && fold.ptr[fold.len - 1] == '"' &&
           !memchr(fold.ptr + 1, '"', fold.len - 2);
}

/* "> We owe them no apology", and a paragraph near by that has it too: a quote pulled out. */
void repeat_label_quotes(struct plain *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];

        if (line->rule || !(line->signs & SIGN_BAR || is_quotation(line)) || line->words < 3 || line->chars > 300)
            continue;
        for (size_t k = i > 8 ? i - 8 : 0; k < p->n && k <= i + 8; k++)
            if (k != i && !p->lines[k].rule && p->lines[k].key.len > line->key.len &&
                text_find(p->lines[k].key, line->key, 0) != NOWHERE) {
                line_decide(line, ROLE_REPEAT, "pulled-quote");
                break;
            }
    }
}

/* A table of what was said: prose that comes a second time, word for word, is dropped. */
bool repeat_label_paragraphs(struct plain *p)
{
    size_t room = 16, mask;
    uint32_t *table;

    while (room < p->n * 2)
        room *= 2;
    mask = room - 1;
    table = arena_alloc(p->mem, room * sizeof(*table));
    if (!table)
        return false;
    for (size_t i = 0; i < p->n; i++) {
        struct line *line = &p->lines[i];
        size_t slot;
        int probes = 0;

        if (line->rule || line->words < 4 || line->page.end - line->page.begin > LINE_FOLD_MAX)
            continue;
        slot = text_hash(line->key) & mask;
        while (table[slot] && probes++ < 64 && !text_eq(p->lines[table[slot] - 1].key, line->key))
            slot = (slot + 1) & mask;
        if (!table[slot])
            table[slot] = (uint32_t)i + 1;
        else if (probes < 64 && table[slot] - 1 != p->headline)
            line_decide(line, ROLE_REPEAT, "said-before");
        else if (probes < 64)
            line_decide(line, ROLE_REPEAT, "headline-again");
    }
    return true;
}
