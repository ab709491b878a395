/* timeline.c - see timeline.h. */
#include "server/page/timeline.h"

#include <limits.h>

#include "server/page/html_write.h"

/* In units of the picture, which grows and shrinks with the page. */
#define WIDTH       900
#define LABEL_WIDTH 130
#define TRACK       30
#define AXIS        26
#define EDGE        14
#define RADIUS      4
#define RADIUS_MAX  9
#define MARKS_MAX   3000 /* of a picture; it is as wide as some 190 of them */

static const char *side_class(enum side side)
{
    return side == SIDE_FOR ? "for" : side == SIDE_IF ? "if" : "against";
}

static bool bounds(const struct timeline_track *tracks, size_t n, long *first, long *last)
{
    *first = LONG_MAX;
    *last = LONG_MIN;
    for (size_t t = 0; t < n; t++)
        for (size_t i = 0; i < tracks[t].n; i++) {
            long day = tracks[t].marks[i].day;

            *first = day < *first ? day : *first;
            *last = day > *last ? day : *last;
        }
    return *first <= *last;
}

static double place_of(long day, long first, long last, double from, double to)
{
    return first == last ? (from + to) / 2 : from + (double)(day - first) / (double)(last - first) * (to - from);
}

/* Against is a cross, if a diamond, for a disc: shapes that differ in black and white too. */
static void put_shape(struct buffer *out, enum side side, double x, double y, double r)
{
    const char *class = side_class(side);

    if (side == SIDE_FOR)
        buffer_format(out, "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", class, x, y, r);
    else if (side == SIDE_IF)
        buffer_format(out, "<path class=\"%s\" d=\"M%.1f %.1fl%.1f %.1f %.1f %.1f %.1f %.1fz\"/>", class, x, y - r, r,
                      r, -r, r, -r, -r);
    else
        buffer_format(out, "<path class=\"%s\" d=\"M%.1f %.1fl%.1f %.1f M%.1f %.1fl%.1f %.1f\" stroke-width=\"2.5\"/>",
                      class, x - r, y - r, 2 * r, 2 * r, x - r, y + r, 2 * r, -2 * r);
}

static double radius_of(unsigned reports)
{
    double r = RADIUS;

    for (unsigned n = reports; n > 1 && r < RADIUS_MAX; n /= 2)
        r += 1;
    return r;
}

/* `last`: the last of its days. */
static void put_mark(struct buffer *out, const struct timeline_mark *mark, long last, double x, double y)
{
    char day[DATE_TEXT_MAX], last_day[DATE_TEXT_MAX];

    date_format(date_from_days(mark->day), day);
    date_format(date_from_days(last), last_day);
    buffer_c(out, "<a href=\"#");
    html_c(out, mark->anchor);
    buffer_format(out, "\"><title>%s%s%s: %s, %u report%s%s</title>", day, last > mark->day ? " to " : "",
                  last > mark->day ? last_day : "", side_text(mark->side), mark->reports, mark->reports == 1 ? "" : "s",
                  mark->contested ? "; reports disagree" : "");
    put_shape(out, mark->side, x, y, radius_of(mark->reports));
    if (mark->contested)
        buffer_format(out, "<circle class=\"ring\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>", x, y,
                      radius_of(mark->reports) + 3);
    buffer_c(out, "</a>");
}

/* The first days of years, or of months, or of every so many days: as many as can be read. */
static void put_axis(struct buffer *out, long first, long last, double y)
{
    long step = (last - first) / 8 + 1, day = first;
    const char *form = "day";

    if (step > 150)
        form = "year";
    else if (step > 12)
        form = "month";
    while (day <= last) {
        struct date d = date_from_days(day);
        double x = place_of(day, first, last, LABEL_WIDTH, WIDTH - EDGE);
        char text[DATE_TEXT_MAX];

        d.precision = *form == 'y' ? PRECISION_YEAR : *form == 'm' ? PRECISION_MONTH : PRECISION_DAY;
        buffer_format(out, "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%.1f\"/>", x, x, y);
        if (x < WIDTH - 60)
            buffer_format(out, "<text x=\"%.1f\" y=\"%.1f\">%s</text>", x, y + 16, date_format(d, text));
        if (*form == 'd') {
            day += step;
        } else { /* on to a first of the month, or of the year */
            long least = day + step;

            d = date_from_days(least);
            d.day = 1;
            if (*form == 'y')
                d.month = 1;
            day = date_to_days(d);
            while (day < least) {
                d.month++;
                if (*form == 'y' || d.month > 12) {
                    d.month = 1;
                    d.year++;
                }
                day = date_to_days(d);
            }
        }
    }
}

/* Marks of one side that share so many days, counted from `first`, are one; what comes of them is called with the last of
 * its days. Returns how many there are; a NULL `out`: they are only counted. */
static size_t put_marks(struct buffer *out, const struct timeline_track *track, long days, long first, long last,
                        double y)
{
    size_t n = 0;

    for (size_t i = 0, end; i < track->n; i = end) {
        struct timeline_mark all[SIDE_COUNT] = { 0 };
        long bucket = (track->marks[i].day - first) / days, last_day[SIDE_COUNT] = { 0 };

        for (end = i; end < track->n && (track->marks[end].day - first) / days == bucket; end++) {
            const struct timeline_mark *mark = &track->marks[end];
            struct timeline_mark *one = &all[mark->side];
            unsigned reports = one->reports;

            if (!reports)
                *one = *mark;
            one->reports = reports + mark->reports;
            one->contested |= mark->contested;
            last_day[mark->side] = mark->day;
        }
        for (size_t s = 0; s < SIDE_COUNT; s++) {
            double middle = place_of(all[s].day, first, last, LABEL_WIDTH + RADIUS_MAX, WIDTH - EDGE);

            if (!all[s].reports)
                continue;
            n++;
            if (out)
                put_mark(out, &all[s], last_day[s], middle, y);
        }
    }
    return n;
}

/* One day a mark, or, where that would be too many, as many as make few enough. */
static long days_a_mark(const struct timeline_track *tracks, size_t n, long first, long last)
{
    size_t marks = MARKS_MAX + 1;
    long days = 1;

    for (; marks > MARKS_MAX; days *= 2) {
        marks = 0;
        for (size_t t = 0; t < n; t++)
            marks += put_marks(NULL, &tracks[t], days, first, last, 0);
        if (marks <= MARKS_MAX || days > last - first)
            break;
    }
    return days;
}

void timeline_svg(const struct timeline_track *tracks, size_t n, const char *id, struct buffer *out)
{
    long first, last, days;
    double height = (double)n * TRACK;

    if (!bounds(tracks, n, &first, &last))
        return;
    days = days_a_mark(tracks, n, first, last);
    buffer_format(
        out,
        "<div class=\"scroll\"><svg class=\"timeline\" viewBox=\"0 0 %d %.0f\" role=\"group\" aria-labelledby=\"%s\">",
        WIDTH, height + AXIS, id);
    buffer_format(out, "<title id=\"%s\">Stances in time; the words stand below</title>", id);
    put_axis(out, first, last, height);
    for (size_t t = 0; t < n; t++) {
        double y = ((double)t + .5) * TRACK;

        buffer_format(out,
                      "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"0\" y=\"%.1f\">",
                      LABEL_WIDTH, WIDTH - EDGE, y, y, y + 4);
        html_short(out, tracks[t].label, 20);
        buffer_c(out, "</text>");
        put_marks(out, &tracks[t], days, first, last, y);
    }
    buffer_c(out, "</svg></div>\n");
}

void timeline_spark(const struct timeline_period *periods, size_t n, long first_day, long last_day, struct buffer *out)
{
    if (!n)
        return;
    buffer_c(out,
             "<svg class=\"spark\" viewBox=\"0 0 128 14\" aria-hidden=\"true\"><path class=\"axis\" d=\"M0 7h128\"/>");
    for (size_t i = 0; i < n; i++) {
        double from = place_of(periods[i].first, first_day, last_day, 5, 123);
        double to = place_of(periods[i].last, first_day, last_day, 5, 123);

        if (to - from >= 1)
            buffer_format(out, "<path class=\"%s held\" d=\"M%.1f 7h%.1f\"/>", side_class(periods[i].side), from,
                          to - from);
        put_shape(out, periods[i].side, from, 7, 3);
        if (to - from >= 8)
            put_shape(out, periods[i].side, to, 7, 3);
    }
    buffer_c(out, "</svg>");
}
