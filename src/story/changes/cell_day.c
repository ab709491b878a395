/* cell_day.c - see cell_day.h. */
#include "story/changes/cell_day.h"

#include <stdlib.h>

struct told_on_day {
    const struct stance_report *report;
    enum day_class class;
    long day;
    bool exact;
    bool published; /* at a time of day that is known: */
    int64_t published_at;
};

static struct told_on_day told_of(const struct stance_report *r)
{
    struct told_on_day t = { .report = r, .class = DAY_KNOWN };
    struct date p = r->published;

    if (!date_known(r->date))
        t.class = DAY_UNKNOWN;
    else if (r->told_before)
        t.class = DAY_BEFORE;
    if (t.class != DAY_UNKNOWN) {
        t.day = date_to_days(r->date);
        t.exact = r->date.precision >= PRECISION_DAY;
    }
    t.published = p.zone != DATE_NO_ZONE && (p.precision == PRECISION_MINUTE || p.precision == PRECISION_SECOND);
    if (t.published)
        t.published_at = (int64_t)date_to_days(p) * 86400 + p.hour * 3600 + p.minute * 60 + p.second - p.zone * 60;
    return t;
}

#define COMPARE(a, b)                                                                                                  \
    if ((a) != (b))                                                                                                    \
    return (a) < (b) ? -1 : 1

int cell_day_compare(const struct cell_day *a, const struct cell_day *b)
{
    COMPARE(a->class, b->class);
    COMPARE(a->day, b->day);
    COMPARE(a->exact, b->exact);
    return 0;
}

static bool same_day(const struct told_on_day *a, const struct told_on_day *b)
{
    return a->class == b->class && a->day == b->day && a->exact == b->exact;
}

/* By day; of a day what was published last comes first. */
static int compare(const void *left, const void *right)
{
    const struct told_on_day *a = left, *b = right;

    COMPARE(a->class, b->class);
    COMPARE(a->day, b->day);
    COMPARE(a->exact, b->exact);
    COMPARE(b->published, a->published);
    COMPARE(b->published_at, a->published_at);
    COMPARE(a->report->page_key, b->report->page_key);
    COMPARE(a->report->sentence.begin, b->report->sentence.begin);
    COMPARE(a->report->id, b->report->id);
    COMPARE(a->report->article, b->report->article);
    COMPARE(a->report->ordinal, b->report->ordinal);
    return 0;
}

static priscus_status count_stance(const struct told_on_day *told, size_t n_told, enum stance stance,
                                   const struct stance_report **set, struct arena *mem, struct day_stance *s)
{
    int64_t last_page = 0, told_by = 0;
    size_t n = 0;

    *s = (struct day_stance){ 0 };
    for (size_t i = 0; i < n_told; i++) {
        const struct stance_report *r = told[i].report;

        if (r->stance != stance)
            continue;
        if (!n)
            s->first = r;
        if (!n || r->page != last_page)
            s->pages++;
        last_page = r->page;
        /* The first page that tells the day in words; what others tell again of it is one position more often told. */
        if (r->said && !told_by)
            told_by = r->page;
        s->positions += !r->said || r->page == told_by;
        set[n++] = r;
    }
    return evidence_of(set, n, mem, &s->evidence);
}

priscus_status cell_day_stances(const struct cell_days *days, const struct cell_day *day, struct arena *mem,
                                struct day_stance stances[STANCE_COUNT])
{
    const struct stance_report **set = arena_alloc(mem, (day->end - day->begin) * sizeof *set);
    priscus_status status = set ? PRISCUS_OK : PRISCUS_ENOMEM;

    for (enum stance s = 0; s < STANCE_COUNT && status == PRISCUS_OK; s++)
        status = count_stance(days->told + day->begin, day->end - day->begin, s, set, mem, &stances[s]);
    return status;
}

/* Is more to be said for a than for b: more sources; or as many and only it is sure enough; or more pages? */
static bool is_better(const struct day_stance *a, const struct day_stance *b)
{
    bool a_believed = evidence_believed(&a->evidence), b_believed = evidence_believed(&b->evidence);

    if (a->evidence.sources != b->evidence.sources)
        return a->evidence.sources > b->evidence.sources;
    return a_believed != b_believed ? a_believed : a->pages > b->pages;
}

/* The best one; of as good ones the one met first. */
static priscus_status judge(const struct cell_days *days, struct cell_day *day, struct arena *mem)
{
    struct day_stance stances[STANCE_COUNT];
    const struct day_stance *best = NULL;
    priscus_status status = cell_day_stances(days, day, mem, stances);

    for (enum stance s = 0; s < STANCE_COUNT && status == PRISCUS_OK; s++)
        day->positions += stances[s].positions;
    for (size_t i = day->begin; i < day->end && status == PRISCUS_OK; i++) {
        const struct day_stance *s = &stances[days->told[i].report->stance];

        if (best && !is_better(s, best))
            continue;
        best = s;
        day->stance = days->told[i].report->stance;
    }
    return status;
}

/* The party's own reports and the pages' to the front, in their order. How many there are? */
static size_t own_first(struct told_on_day *told, size_t n)
{
    size_t own = 0;

    for (size_t i = 0; i < n; i++)
        if (told[i].report->told_by != TOLD_BY_OTHERS)
            told[own++] = told[i];
    return own;
}

priscus_status cell_days_of(const struct stance_report *reports, size_t n, struct arena *mem, struct cell_days *out)
{
    struct told_on_day *told = arena_alloc(mem, n * sizeof *told);
    size_t room = 0;
    priscus_status status = PRISCUS_OK;

    *out = (struct cell_days){ .told = told };
    if (!told)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++)
        told[i] = told_of(&reports[i]);
    qsort(told, n, sizeof *told, compare);
    for (size_t begin = 0, end; begin < n && status == PRISCUS_OK; begin = end) {
        struct cell_day day = { .class = told[begin].class, .day = told[begin].day, .exact = told[begin].exact, .begin = begin };
        size_t own;

        for (end = begin; end < n && same_day(&told[begin], &told[end]); end++)
            day.reports[side_of(told[end].report->stance)]++;
        own = own_first(told + begin, end - begin);
        day.by_others = !own;
        day.end = own ? begin + own : end;
        day.digits = date_digits(told[begin].report->date);
        status = judge(out, &day, mem);
        out->days = arena_grow(mem, out->days, out->n, &room, sizeof day);
        if (!out->days)
            return PRISCUS_ENOMEM;
        out->days[out->n++] = day;
    }
    return status;
}
