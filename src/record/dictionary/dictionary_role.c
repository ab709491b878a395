/* dictionary_role.c - what stands between brackets: a code, and the days from and to which it holds.
 *
 *     VSKGOV 200101-270503     VSKGOV >20270504     VSK < 270503     VSKGOV 310101     ~GOVMIL
 *
 * A day that there is not (31 April, seven digits) makes the role wrong: whether somebody was in office must not hang on a
 * slip of the pen. */
#include "record/dictionary/dictionary_reading.h"

#include <stdio.h>

static bool code_sign(char c)
{
    return is_ascii_alpha(c) || is_ascii_digit(c) || strchr("-+~/#*", c);
}

static bool wrong_day(struct text digits, char why[160])
{
    snprintf(why, 160, "there is no day \"%.*s\"; write YYMMDD or YYYYMMDD", (int)(digits.len < 40 ? digits.len : 40),
             digits.ptr);
    return false;
}

/* "270503", "20270503" */
static bool read_day(struct text digits, int32_t *out, char why[160])
{
    int32_t n = 0;

    if (digits.len != 6 && digits.len != 8)
        return wrong_day(digits, why);
    for (size_t i = 0; i < digits.len; i++)
        n = n * 10 + (digits.ptr[i] - '0');
    if (digits.len == 6)
        n += n / 10000 <= 30 ? 20000000 : 19000000;
    if (!date_known(date_day(n / 10000, n / 100 % 100, n % 100)))
        return wrong_day(digits, why);
    *out = n;
    return true;
}

static struct text take_digits(struct text *rest)
{
    struct text t = text_trim(*rest);
    size_t n = 0;

    while (n < t.len && is_ascii_digit(t.ptr[n]))
        n++;
    *rest = text_trim(text_of(t.ptr + n, t.len - n));
    return text_of(t.ptr, n);
}

/* "200101-270503", ">270504", "< 270503", "310101" (one day) */
static bool read_days(struct text days, struct dictionary_role *role, char why[160])
{
    struct text rest = days, digits;
    char sign = days.ptr[0];

    if (sign == '<' || sign == '>')
        rest = text_of(days.ptr + 1, days.len - 1);
    digits = take_digits(&rest);
    if (digits.len == 0) {
        snprintf(why, 160, "a day is wanted behind the code; write YYMMDD-YYMMDD, <YYMMDD or >YYMMDD");
        return false;
    }
    if (!read_day(digits, sign == '<' ? &role->to : &role->from, why))
        return false;
    if (sign != '<' && sign != '>') {
        role->to = role->from;
        if (rest.len && rest.ptr[0] == '-') {
            rest = text_of(rest.ptr + 1, rest.len - 1);
            digits = take_digits(&rest);
            if (!read_day(digits, &role->to, why))
                return false;
        }
    }
    if (rest.len) {
        snprintf(why, 160, "\"%.*s\" behind the days has no meaning; write YYMMDD-YYMMDD",
                 (int)(rest.len < 40 ? rest.len : 40), rest.ptr);
        return false;
    }
    if (role->from && role->to && role->to < role->from) {
        snprintf(why, 160, "the role ends (%d) before it begins (%d)", role->to, role->from);
        return false;
    }
    return true;
}

bool dictionary_role_read(struct text inside, struct dictionary_role *out, char why[160])
{
    struct text t = text_trim(inside), days;
    struct dictionary_role role = { .line = out->line };
    size_t n = 0, digits = 0;

    for (; n < t.len && code_sign(t.ptr[n]); n++)
        digits = is_ascii_digit(t.ptr[n]) ? digits + 1 : 0;
    days = text_trim(text_of(t.ptr + n, t.len - n));
    role.code = text_of(t.ptr, n);
    if (n == 0 || n > DICTIONARY_CODE_MAX || is_ascii_digit(t.ptr[0])) {
        snprintf(why, 160, "a code is wanted behind \"[\", of letters, at most %d", DICTIONARY_CODE_MAX);
        return false;
    }
    if (digits >= 6) {
        snprintf(why, 160, "a blank is wanted between the code and its days");
        return false;
    }
    if (days.len && !read_days(days, &role, why))
        return false;
    *out = role;
    return true;
}
