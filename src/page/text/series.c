/* series.c - see series.h.
 *
 * What it gives up: an interview of two questions, and questions that begin with the interviewer's
 * remark of several sentences, stay paragraphs. */
#include "page/text/series.h"

#define QUESTION_CHARS 220
#define QUESTIONS_MIN  3

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

void series_label_tables(struct plain *p)
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

void series_label_questions(struct plain *p)
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
