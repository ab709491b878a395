/* line_pattern.c - see line_pattern.h.
 *
 * Known gaps: an interview of two questions, and questions that begin with the interviewer's
 * remark of several sentences, stay paragraphs. */
#include "page/text/line_pattern.h"

#define PULLED_WORDS   6 /* of a quotation pulled out of the text */
#define QUESTION_CHARS 220
#define QUESTIONS_MIN  3 /* of an interview */

/* --- what is said twice --- */

int pattern_words(struct text key)
{
    int n = key.len > 0;

    for (size_t i = 0; i < key.len; i++)
        n += key.ptr[i] == ' ';
    return n;
}

bool pattern_starts(struct text a, struct text prefix)
{
    return a.len >= prefix.len && memcmp(a.ptr, prefix.ptr, prefix.len) == 0 &&
           (a.len == prefix.len || a.ptr[prefix.len] == ' ');
}

/* Neighbours that say the same are an image's text and its caption. */
void pattern_label_captions(struct plain *p)
{
    for (size_t i = 0; i + 1 < p->n; i++) {
        struct line *a = &p->lines[i], *b = &p->lines[i + 1];
        bool undecided = (!a->rule || a->role == ROLE_CAPTION) && (!b->rule || b->role == ROLE_CAPTION);
        bool same = text_eq(a->key, b->key);
        bool prefix =
            (pattern_starts(a->key, b->key) || pattern_starts(b->key, a->key)) &&
            (a->role == ROLE_CAPTION || b->role == ROLE_CAPTION || ((a->signs | b->signs) & (SIGN_BAR | SIGN_CREDIT)));

        if (!undecided || pattern_words(a->key) < 3 || pattern_words(b->key) < 3 || !(same || prefix))
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
void pattern_label_pulled_quotes(struct plain *p)
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
priscus_status pattern_label_repeats(struct plain *p)
{
    size_t room = 16, mask;
    uint32_t *table;

    while (room < p->n * 2)
        room *= 2;
    mask = room - 1;
    table = arena_alloc(p->mem, room * sizeof(*table));
    if (!table)
        return PRISCUS_ENOMEM;
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
    return PRISCUS_OK;
}

/* --- rows and questions --- */

/* At least one bar between cells, and one at an edge. */
static bool is_row(const struct plain *p, const struct line *line)
{
    struct text t = text_in(p->page->bytes, line->page);

    return (line->signs & SIGN_BAR) && !(line->signs & SIGN_EMPTY) && memchr(t.ptr, '|', t.len);
}

static bool is_rule_of_row(const struct plain *p, const struct line *line)
{
    struct text t = text_in(p->page->bytes, line->whole);

    return (line->signs & SIGN_EMPTY) && memchr(t.ptr, '|', t.len) && memchr(t.ptr, '-', t.len);
}

void pattern_label_tables(struct plain *p)
{
    size_t first, last;

    plain_find_prose(p, &first, &last);
    for (size_t i = first; i < last; i++) {
        size_t end = i, rows = 0;

        for (; end < last && (is_row(p, &p->lines[end]) || is_rule_of_row(p, &p->lines[end])); end++)
            rows += is_row(p, &p->lines[end]) && !p->lines[end].rule;
        for (size_t k = i; k < end && rows >= 2; k++)
            if (!p->lines[k].rule)
                line_decide(&p->lines[k], ROLE_BODY, "table-row");
        if (end > i)
            i = end - 1;
    }
}

static bool is_question(const struct line *line)
{
    return line->fold.len && !line->rule && line->fold.ptr[line->fold.len - 1] == '?' && line->words >= 2 &&
           line->chars <= QUESTION_CHARS && !memchr(line->fold.ptr, '"', line->fold.len);
}

void pattern_label_questions(struct plain *p)
{
    size_t questions = 0;

    for (int round = 0; round < 2; round++) {
        for (size_t i = p->head_end; i + 1 < p->n; i++) {
            if (!is_question(&p->lines[i]) || p->lines[i + 1].rule || is_question(&p->lines[i + 1]) ||
                p->lines[i + 1].words < 2)
                continue;
            questions += round == 0;
            if (round == 1)
                line_decide(&p->lines[i], ROLE_SUBHEAD, "question");
        }
        if (questions < QUESTIONS_MIN)
            return;
    }
}
