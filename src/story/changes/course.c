/* course.c - see course.h. */
#include "story/changes/course.h"

#include <math.h>

/* What it costs to be on another side after so many days, as the logarithm of odds: after a day a stance is still what it
 * was, after a year it is anything. */
static double cost_of_change(long days)
{
    double other = (1 - exp(-2.0 * (double)days / HISTORY_HELD_DAYS)) / 2;

    return other > 1e-9 ? log((1 - other) / other) : 20;
}

/* The same, worked out once for days that lie as close to each other as most do. */
struct costs {
    bool known[64];
    double of[64];
};

static double cost_after(struct costs *costs, long days)
{
    if (days < 0 || days >= (long)COUNT_OF(costs->of))
        return cost_of_change(days);
    if (!costs->known[days])
        costs->of[days] = cost_of_change(days);
    costs->known[days] = true;
    return costs->of[days];
}

/* Not read wrong is what has nothing before it or nothing behind it, and what was denied. */
static void spare(struct course_day *days, size_t n)
{
    size_t first = 0, last = n;

    while (first < n && days[first].noise)
        days[first++].noise = false;
    while (last > first && days[last - 1].noise)
        days[--last].noise = false;
    for (size_t i = 0; i + 1 < n; i++)
        if (days[i + 1].side != days[i].side && days[i + 1].day - days[i].day <= HISTORY_DENIED_DAYS &&
            days[i + 1].by_party && !days[i].by_party)
            days[i].noise = false;
}

priscus_status course_mark(struct course_day *days, size_t n, struct arena *mem)
{
    /* Of each day and side the side of the day before from which it is reached at the least cost. */
    unsigned char(*from)[SIDE_COUNT] = arena_alloc(mem, n * sizeof *from);
    double cost[SIDE_COUNT] = { 0 };
    struct costs costs = { 0 };
    enum side best = 0;

    if (!from)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < n; i++) {
        double change = i ? cost_after(&costs, days[i].day - days[i - 1].day) : 0, next[SIDE_COUNT];
        double odds = log(days[i].sure / (1.001 - days[i].sure));

        for (enum side s = 0; s < SIDE_COUNT; s++) {
            enum side least = s;

            for (enum side t = 0; t < SIDE_COUNT; t++)
                if (cost[t] + change < cost[least] + (least == s ? 0 : change))
                    least = t;
            from[i][s] = (unsigned char)least;
            next[s] = cost[least] + (least == s ? 0 : change);
            if (s != days[i].side)
                next[s] += odds;
        }
        memcpy(cost, next, sizeof cost);
    }
    for (enum side s = 0; s < SIDE_COUNT; s++)
        if (cost[s] < cost[best])
            best = s;
    for (size_t i = n; i-- > 0; best = from[i][best])
        days[i].noise = days[i].side != best;
    spare(days, n);
    return PRISCUS_OK;
}
