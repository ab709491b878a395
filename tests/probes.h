/* probes.h - sentences and the positions that are wanted of them: "RUS talks open|accepts; ?UKR talks open" or "none". */
#ifndef TESTS_PROBES_H
#define TESTS_PROBES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/file.h"
#include "reading/reading.h"
#include "record/knowledge/config.h"

/* The positions of a sentence, in `mem`, which is emptied first. */
static inline struct record probe_read(struct analyst *analyst, struct text sentence, struct arena *mem)
{
    struct page page = { .name = text_c("sentence"), .bytes = sentence, .from = PRISCUS_FROM_TEXT };
    struct reading reading;
    struct priscus_error err = { 0 };

    arena_reset(mem);
    if (reading_make(&page, analyst, mem, &reading, &err) != PRISCUS_OK)
        fail_msg("%.*s: %s", (int)sentence.len, sentence.ptr, err.message);
    return reading.record;
}

struct wanted {
    struct text party, issue, stances; /* "open|accepts" */
    bool may;                          /* with a ?: may be entered or not */
};
enum { WANTED_MAX = 16 };

/* "RUS talks open|accepts; ?UKR talks open" or "none" */
static inline size_t wanted_read(struct text list, struct wanted out[WANTED_MAX])
{
    size_t n = 0;

    while (list.ptr) {
        struct text row = text_trim(text_cut(&list, ';')), rest;
        struct wanted *w = &out[n];

        if (row.len == 0 || text_is(row, "none"))
            continue;
        assert_true(n < WANTED_MAX);
        w->may = row.ptr[0] == '?' || text_ends(row, "?");
        if (row.ptr[0] == '?')
            row = text_of(row.ptr + 1, row.len - 1);
        if (text_ends(row, "?"))
            row.len -= text_ends(row, "|?") ? 2 : 1;
        w->party = line_key(row, &rest);
        w->issue = line_key(rest, &w->stances);
        if (!w->party.len || !w->issue.len || !w->stances.len)
            fail_msg("\"%.*s\" is not PARTY issue stance", (int)row.len, row.ptr);
        n++;
    }
    return n;
}

static inline bool fits(const struct wanted *w, const struct position *p)
{
    struct text stances = w->stances;

    if (!text_eq(w->party, p->party) || !text_eq(w->issue, p->issue))
        return false;
    while (stances.ptr)
        if (text_is(text_cut(&stances, '|'), stance_text(p->stance)))
            return true;
    return false;
}

/* Of one sentence, or of many. */
struct probe_sum {
    size_t n, right;        /* sentences; those with every row that is wanted, and nothing that is not listed */
    size_t wanted, found;   /* rows without ?, and those of them that are there                             */
    size_t entered, listed; /* positions, and those of them that are listed                                 */
};

static inline void probe_count(const struct record *record, struct text expected, struct probe_sum *sum)
{
    struct wanted wanted[WANTED_MAX];
    size_t n = wanted_read(expected, wanted), before = sum->wanted - sum->found + sum->entered - sum->listed;

    for (size_t k = 0; k < n; k++) {
        bool there = false;

        for (size_t i = 0; i < record->n_positions && !there; i++)
            there = fits(&wanted[k], &record->positions[i]);
        sum->wanted += !wanted[k].may;
        sum->found += !wanted[k].may && there;
    }
    for (size_t i = 0; i < record->n_positions; i++) {
        bool listed = false;

        for (size_t k = 0; k < n && !listed; k++)
            listed = fits(&wanted[k], &record->positions[i]);
        sum->entered++;
        sum->listed += listed;
    }
    sum->n++;
    sum->right += before == sum->wanted - sum->found + sum->entered - sum->listed;
}

/* Every row without ? is there, and nothing is there that is not listed. */
static inline bool comes_out(const struct record *record, struct text expected)
{
    struct probe_sum sum = { 0 };

    probe_count(record, expected, &sum);
    return sum.right == 1;
}

/* The sums of a file's sentences: a line is a sentence, a tab, what is wanted. # is a remark. `told` (may be NULL) is handed what
 * does not come out. */
static inline struct probe_sum probes_of(struct analyst *analyst, const char *path,
                                         void (*told)(struct text sentence, struct text wanted,
                                                      const struct record *got))
{
    struct arena file = { 0 }, mem = { 0 };
    struct priscus_error err;
    struct text rest;
    struct probe_sum sum = { 0 };

    assert_int_equal(file_read(path, 1 << 20, &file, &rest, &err), PRISCUS_OK);
    while (rest.ptr) {
        struct text line = text_cut(&rest, '\n'), sentence;
        struct record record;
        size_t right = sum.right;

        if (text_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        sentence = text_cut(&line, '\t');
        assert_non_null(line.ptr);
        record = probe_read(analyst, sentence, &mem);
        probe_count(&record, line, &sum);
        if (told && sum.right == right)
            told(sentence, line, &record);
    }
    arena_release(&file);
    arena_release(&mem);
    return sum;
}

#endif
