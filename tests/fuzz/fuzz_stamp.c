/* One line of any bytes: every stamp lies in it, after the one before, and is a day that exists. */
#include <stdlib.h>

#include "page/date/stamp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text line = text_of(size ? (const char *)data : "", size);
    struct date fetched = { 0 };
    struct stamp s;
    size_t from = 0;

    if (size && (data[0] & 1)) {
        fetched = date_day(2031, 3, 1);
        fetched.hour = 5;
        fetched.precision = PRECISION_MINUTE;
    }
    while (stamp_find(line, from, fetched, &s)) {
        if (s.words.begin < from || s.words.end <= s.words.begin || s.words.end > size)
            abort();
        if (s.date.precision >= PRECISION_DAY && !date_known(date_day(s.date.year, s.date.month, s.date.day)))
            abort();
        if (s.date.hour > 23 || s.date.minute > 59 || s.date.second > 59)
            abort();
        if (s.day_first_proven && s.month_first_proven)
            abort();
        from = s.words.end;
    }
    return 0;
}
