/* feature.c - a word's form as a handful of hashes. */
#include "language/model/feature.h"

#include "base/utf8.h"

static uint64_t hash_points(unsigned kind, const uint32_t *points, unsigned n)
{
    uint64_t h = 0xcbf29ce484222325u + kind * 0x9e3779b97f4a7c15u;

    for (unsigned i = 0; i < n; i++)
        h = (h ^ points[i]) * 0x100000001b3u;
    return feature_mix(h ^ n);
}

enum { SMALL, EXACT, END_2, END_3, END_4, START_1, START_2, START_3, SHAPE };

static uint32_t plain(uint32_t point)
{
    if (point == 0x2019 || point == 0x2018 || point == 0x02BC)
        return '\'';
    if (point > '"')
        switch (point_quote(point)) {
        case QUOTE_OPEN:
        case QUOTE_CLOSE:
        case QUOTE_EITHER:
            return '"';
        default:
            break;
        }
    return point;
}

static unsigned read_points(struct text form, uint32_t points[FEATURE_CHARACTERS_MAX])
{
    unsigned n = 0;

    for (size_t i = 0; i < form.len;) {
        unsigned size;
        uint32_t point = plain(utf8_at(form, i, &size));

        if (n == FEATURE_CHARACTERS_MAX) { /* the second half moves along */
            memmove(points + n / 2, points + n / 2 + 1, (n / 2 - 1) * sizeof *points);
            n--;
        }
        points[n++] = point;
        i += size;
    }
    return n;
}

uint64_t feature_small(struct text form)
{
    uint32_t points[FEATURE_CHARACTERS_MAX];
    unsigned n = read_points(form, points);

    for (unsigned i = 0; i < n; i++)
        points[i] = point_lower(points[i]);
    return hash_points(SMALL, points, n);
}

unsigned feature_hashes(struct text form, uint64_t out[FEATURES_MAX])
{
    uint32_t points[FEATURE_CHARACTERS_MAX], small[FEATURE_CHARACTERS_MAX], shape[FEATURE_CHARACTERS_MAX];
    unsigned n = read_points(form, points), n_shape = 0, n_out = 0, run = 0;
    bool changed = false;

    for (unsigned i = 0; i < n; i++) {
        uint32_t point = points[i];
        uint32_t kind = point_is_upper(point)    ? 'X'
                        : point_is_letter(point) ? 'x'
                        : point_is_digit(point)  ? '0'
                                                 : point;

        small[i] = point_lower(point);
        changed |= small[i] != point;
        run = n_shape && shape[n_shape - 1] == kind ? run + 1 : 1;
        if (run <= 2)
            shape[n_shape++] = kind;
    }
    out[n_out++] = hash_points(SMALL, small, n);
    if (changed)
        out[n_out++] = hash_points(EXACT, points, n);
    for (unsigned k = 2; k <= 4; k++)
        if (n > k)
            out[n_out++] = hash_points(END_2 + k - 2, small + n - k, k);
    for (unsigned k = 1; k <= 3; k++)
        if (n > k)
            out[n_out++] = hash_points(START_1 + k - 1, small, k);
    out[n_out++] = hash_points(SHAPE, shape, n_shape);
    return n_out;
}
