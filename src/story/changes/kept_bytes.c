/* kept_bytes.c - see kept_bytes.h. */
#include "story/changes/kept_bytes.h"

#include "base/leb128.h"

static void put_double(struct buffer *out, double value)
{
    uint64_t bits;

    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 64; i += 8)
        buffer_char(out, (char)(bits >> i));
}

/* 0, 4, 7, 10 in two bits. */
static unsigned pack_digits(unsigned digits)
{
    return digits ? (digits - 1) / 3 : 0;
}

static unsigned char unpack_digits(unsigned code)
{
    return (unsigned char)(code ? code * 3 + 1 : 0);
}

void kept_put_cell(const struct cell_day *d, struct buffer *out)
{
    buffer_char(out, (char)((unsigned)d->class | (unsigned)d->exact << 2 | (unsigned)d->by_others << 3 |
                            pack_digits(d->digits) << 4));
    buffer_char(out, (char)d->stance);
    leb128_put(out, d->positions);
    for (enum side s = 0; s < SIDE_COUNT; s++)
        leb128_put(out, d->reports[s]);
}

static void put_end(const struct day_end *e, struct buffer *out)
{
    buffer_char(out, (char)(pack_digits(e->digits) | (unsigned)e->before << 2 | (unsigned)(e->counterpart.len > 0) << 3));
    if (!e->counterpart.len)
        return;
    leb128_put(out, e->counterpart.len);
    buffer_text(out, e->counterpart);
}

/* From when on it may be, where it is not exact. */
enum from { FROM_NO_DAY, FROM_MONTH, FROM_YEAR };

static enum from pack_from(const struct history_day *d)
{
    return d->from == HISTORY_NO_DAY ? FROM_NO_DAY : d->day - d->from > 31 ? FROM_YEAR : FROM_MONTH;
}

static long unpack_from(enum from from, long day)
{
    struct date d = date_from_days(day);

    return from == FROM_NO_DAY ? HISTORY_NO_DAY : date_to_days(date_day(d.year, from == FROM_YEAR ? 1 : d.month, 1));
}

static size_t ends_of(const struct history_day *d)
{
    return d->main == SIDE_COUNT ? 0 : d->against_own ? 2 : 1;
}

void kept_put_history(const struct history_day *d, struct buffer *out)
{
    buffer_char(out, (char)((unsigned)d->exact | (unsigned)d->main << 1 | (unsigned)d->against << 3 |
                            (unsigned)d->against_own << 5 | (unsigned)d->main_own << 6));
    buffer_char(out, (char)((unsigned)d->by_party[0] | (unsigned)d->by_party[1] << 1 | (unsigned)d->by_party[2] << 2 |
                            (unsigned)d->conflicts[0] << 3 | (unsigned)d->conflicts[1] << 4 |
                            (d->exact ? 0 : (unsigned)pack_from(d) << 5)));
    if (d->main != SIDE_COUNT)
        put_double(out, d->sure);
    for (size_t i = 0; i < ends_of(d); i++) {
        put_end(&d->first[i], out);
        put_end(&d->last[i], out);
    }
}

unsigned kept_take_byte(struct kept_bytes *b)
{
    b->bad |= b->at == b->end;
    return b->at == b->end ? 0 : *b->at++;
}

static double take_double(struct kept_bytes *b)
{
    uint64_t bits = 0;
    double value;

    for (int i = 0; i < 64; i += 8)
        bits |= (uint64_t)kept_take_byte(b) << i;
    memcpy(&value, &bits, sizeof value);
    return value;
}

struct cell_day kept_take_cell(struct kept_bytes *b, long day)
{
    struct cell_day d = { .day = day };
    unsigned flags = kept_take_byte(b);

    d.class = flags & 3;
    d.exact = flags >> 2 & 1;
    d.by_others = flags >> 3 & 1;
    d.digits = unpack_digits(flags >> 4 & 3);
    d.stance = kept_take_byte(b);
    d.positions = (size_t)leb128_take(&b->at, b->end, &b->bad);
    for (enum side s = 0; s < SIDE_COUNT; s++)
        d.reports[s] = (size_t)leb128_take(&b->at, b->end, &b->bad);
    b->bad |= d.class > DAY_KNOWN || (unsigned)d.stance >= STANCE_COUNT;
    return d;
}

static struct day_end take_end(struct kept_bytes *b)
{
    unsigned flags = kept_take_byte(b);
    struct day_end e = { .digits = unpack_digits(flags & 3), .before = flags >> 2 & 1 };
    uint64_t len = flags & 8 ? leb128_take(&b->at, b->end, &b->bad) : 0;

    b->bad |= len > (size_t)(b->end - b->at);
    if (len && !b->bad) {
        e.counterpart = text_of((const char *)b->at, (size_t)len);
        b->at += len;
    }
    return e;
}

void kept_take_history(struct kept_bytes *b, long day, struct history_day *d)
{
    unsigned flags = kept_take_byte(b), more = kept_take_byte(b);

    d->day = day;
    d->exact = flags & 1;
    d->main = flags >> 1 & 3;
    d->against = flags >> 3 & 3;
    d->against_own = flags >> 5 & 1;
    d->main_own = flags >> 6 & 1;
    for (unsigned s = 0; s < SIDE_COUNT; s++)
        d->by_party[s] = more >> s & 1;
    d->conflicts[0] = more >> 3 & 1;
    d->conflicts[1] = more >> 4 & 1;
    d->from = d->exact ? day : unpack_from((enum from)(more >> 5), day);
    if (d->main != SIDE_COUNT)
        d->sure = take_double(b);
    for (size_t i = 0; i < ends_of(d); i++) {
        d->first[i] = take_end(b);
        d->last[i] = take_end(b);
    }
}
