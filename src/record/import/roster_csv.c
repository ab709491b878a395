/* roster_csv.c - a roster out of a table, a line a term of office.
 *
 *     party,office,person,from,to,as_of 2022-08-03
 *     VEL,Minister of Fisheries,"Aldane, Tor",2019-05,,
 *
 * Columns go by their headings, in any order and with others between them (the table below). A line without an end is a term
 * that was going on when the table was made: `last known` on the day that the heading "as_of DATE" or a column "as_of" says,
 * or else on the last day on which a term of the table begins. */
#include "base/csv.h"
#include "base/utf8.h"
#include "record/dictionary/actor_code.h"
#include "record/knowledge/roster_reader.h"

enum { NEAR_NAMES = 10, ROSTER_CSV_FIELD_MAX = 500 };

/* In the order of enum CSV_PARTY. */
static const char *const headings[CSV_COLUMNS][NEAR_NAMES] = {
    { "party", "code", "party_code", "country", "country_code", "iso3", "actor" },
    { "office", "position", "role", "title", "post" },
    { "person", "name", "holder", "office_holder", "person_name" },
    { "from", "start", "start_date", "begin", "since", "term_start" },
    { "to", "end", "end_date", "until", "term_end" },
    { "also", "variants", "aliases", "alias", "other_names", "name_in_wikipedia" },
    { "kind", "party_kind" },
    { "as_of" },
};

/* "Start date" is start_date. */
static bool is_heading(struct text field, const char *name)
{
    size_t n = strlen(name);

    if (field.len != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (ascii_lower(field.ptr[i] == ' ' || field.ptr[i] == '-' ? '_' : field.ptr[i]) != name[i])
            return false;
    return true;
}

bool roster_csv_heading(const struct text *fields, size_t n, struct csv_columns *out)
{
    *out = (struct csv_columns){ .as_of = { .zone = DATE_NO_ZONE } };
    for (size_t c = 0; c < CSV_COLUMNS; c++) {
        out->at[c] = SIZE_MAX;
        for (size_t k = 0; k < NEAR_NAMES && headings[c][k] && out->at[c] == SIZE_MAX; k++)
            for (size_t i = 0; i < n && out->at[c] == SIZE_MAX; i++)
                if (is_heading(fields[i], headings[c][k]))
                    out->at[c] = i;
    }
    for (size_t i = 0; i < n; i++)
        if (text_starts_fold(fields[i], "as_of ") || text_starts_fold(fields[i], "as of "))
            date_parse_iso(text_trim(text_of(fields[i].ptr + 6, fields[i].len - 6)), &out->as_of);
    return out->at[CSV_PARTY] != SIZE_MAX && out->at[CSV_PERSON] != SIZE_MAX;
}

/* One line of the table, as it is written. */
struct row {
    struct text field[CSV_COLUMNS];
    int line;
};

/* A date to the day, also with a time behind it. False: told. */
static bool read_date(struct roster_reader *r, struct text value, struct date *out)
{
    struct date d = { .zone = DATE_NO_ZONE };
    char shown[CONFIG_SHOW];

    if (value.len && !date_parse_iso(value, &d)) {
        config_mistake(&r->config,
                       "there is no date \"%s\"; a date is 2024, 2024-06 or 2024-06-01. The line is left out",
                       config_show(value, shown));
        return false;
    }
    if (d.precision > PRECISION_DAY)
        d = date_day(d.year, d.month, d.day);
    *out = d;
    return true;
}

/* r->party is the row's; *found is false, and told, where it has none. */
static priscus_status find_party(struct roster_reader *r, const struct row *row, bool *found)
{
    static const char *const kinds[] = { "state", "body", "group" };
    struct text code = row->field[CSV_PARTY], kind = row->field[CSV_KIND];
    size_t known = roster_party(r->roster, code), named, k = config_index(kind, kinds, COUNT_OF(kinds));
    char shown[CONFIG_SHOW];
    priscus_status status;

    *found = true;
    named = known == SIZE_MAX ? roster_party_named(r, code) : known;
    if (named != SIZE_MAX) {
        r->party = (uint32_t)named;
        return PRISCUS_OK;
    }
    *found = roster_code_ok(code);
    if (!*found) {
        config_mistake(&r->config,
                       "\"%s\" is no code for a party, and no name of one; use capitals, digits and hyphens, or give a "
                       "roster with that name. The line is left out",
                       config_show(code, shown));
        return PRISCUS_OK;
    }
    if (k == COUNT_OF(kinds)) {
        enum actor_code_kind of = actor_code_read(code).kind;

        if (kind.len)
            config_mistake(&r->config, "\"%s\" is no kind of party; the kinds are state, body and group",
                           config_show(kind, shown));
        k = of == ACTOR_CODE_BODY ? PARTY_BODY : of == ACTOR_CODE_GROUP ? PARTY_GROUP : PARTY_STATE;
    }
    status = roster_new_party(r, code, (enum party_kind)k);
    if (status == PRISCUS_OK)
        r->roster->parties[r->party].name = code;
    return status;
}

/* A name as tables write it, into `out`, which has room for it and two bytes more: "Brandt, Ilse" is Ilse Brandt, and "Ilse
 * Brandt, Baroness Brandt" is Ilse Brandt. Returns its length. */
static size_t put_name(struct text name, char *out)
{
    struct text rest = name, last = text_trim(text_cut(&rest, ',')),
                given = rest.ptr ? text_trim(rest) : text_of("", 0);
    size_t n = 0;

    if (given.len && last.len && !memchr(last.ptr, ' ', last.len)) {
        memcpy(out, given.ptr, n = given.len);
        out[n++] = ' ';
    }
    memcpy(out + n, last.len ? last.ptr : "", last.len);
    n += last.len;
    for (size_t k = 0; k < n; k++) /* a line end inside quotation marks */
        if (is_ascii_space(out[k]) || out[k] == '|')
            out[k] = ' ';
    return n;
}

/* The person and what `also` has, parted by ";". A NULL ptr: memory is out. Empty: there is none. */
static struct text names_of(struct roster_reader *r, const struct row *row)
{
    const struct text parts[] = { row->field[CSV_PERSON], row->field[CSV_ALSO] };
    char *out = arena_alloc(r->mem, 2 * (parts[0].len + parts[1].len) + 4);
    struct text rest, name;
    size_t n = 0;

    for (size_t i = 0; out && i < COUNT_OF(parts); i++)
        for (rest = parts[i].len ? parts[i] : (struct text){ 0 }; config_value(&rest, &name);) {
            size_t end = n + (n > 0), len = put_name(name, out + end);

            if (n && len)
                out[n] = ';';
            n = len ? end + len : n;
        }
    return text_of(out, n);
}

/* Offices are in small letters, as texts and our offices have them: "minister of fisheries". */
static struct text small(struct roster_reader *r, struct text office)
{
    char *out = arena_copy(r->mem, office.ptr, office.len);

    for (size_t i = 0; out && i < office.len; i++)
        out[i] = is_ascii_space(out[i]) ? ' ' : ascii_lower(out[i]);
    return text_of(out, office.len);
}

static priscus_status add_row(struct roster_reader *r, const struct row *row, struct date as_of)
{
    struct term term = { 0 };
    priscus_status status;
    struct text names;
    bool found;

    r->config.line = row->line;
    if (row->field[CSV_PARTY].len == 0 || row->field[CSV_PERSON].len == 0) {
        config_mistake(&r->config, "the line has no %s, and is left out",
                       row->field[CSV_PARTY].len ? "person" : "party");
        return PRISCUS_OK;
    }
    if (!read_date(r, row->field[CSV_FROM], &term.from) || !read_date(r, row->field[CSV_TO], &term.to))
        return PRISCUS_OK;
    if (row->field[CSV_AS_OF].len && !read_date(r, row->field[CSV_AS_OF], &as_of))
        return PRISCUS_OK;
    if (date_known(term.from) && date_known(term.to) && date_last_days(term.to) < date_to_days(term.from)) {
        config_mistake(&r->config, "the term ends before it begins; the line is left out");
        return PRISCUS_OK;
    }
    term.office = small(r, row->field[CSV_OFFICE]);
    names = names_of(r, row);
    if (!term.office.ptr || !names.ptr)
        return PRISCUS_ENOMEM;
    if (names.len == 0) {
        config_mistake(&r->config, "the line has no person, and is left out");
        return PRISCUS_OK;
    }
    status = find_party(r, row, &found);
    if (status != PRISCUS_OK || !found)
        return status;
    term.party = r->party;
    term.at = (struct written){ r->config.file, row->line };
    if (!date_known(term.to) && date_known(as_of) &&
        (!date_known(term.from) || date_to_days(term.from) <= date_last_days(as_of))) {
        term.to = as_of;
        term.last_known = true;
    }
    return roster_put_person(r, names, term);
}

/* Rows one after the other, told of what is wrong with them. DONE, ENOMEM. */
static priscus_status next_row(struct roster_reader *r, struct csv *csv, const struct csv_columns *columns,
                               struct row *row, bool tell)
{
    struct text fields[CSV_FIELDS_MAX];
    const char *why;
    size_t n;

    for (;;) {
        priscus_status status = csv_next(csv, r->mem, fields, &n, &why);
        bool good = true;

        if (status == PRISCUS_DONE || status == PRISCUS_ENOMEM)
            return status;
        if (status != PRISCUS_OK) {
            if (tell)
                config_mistake_at(&r->config, csv->line, "%s. The line is left out", why);
            continue;
        }
        row->line = csv->line;
        for (size_t c = 0; c < CSV_COLUMNS; c++) {
            row->field[c] = columns->at[c] < n ? fields[columns->at[c]] : text_of("", 0);
            if (row->field[c].len == 0)
                row->field[c] = text_of("", 0);
            good = good && utf8_check(row->field[c]) == NOWHERE &&
                   !memchr(row->field[c].ptr, '\0', row->field[c].len) && row->field[c].len <= ROSTER_CSV_FIELD_MAX;
        }
        if (good)
            return PRISCUS_OK;
        if (tell)
            config_mistake_at(
                &r->config, csv->line,
                "a field has bytes that are not UTF-8, a byte 0, or more than %d bytes; save the file as UTF-8. "
                "The line is left out",
                ROSTER_CSV_FIELD_MAX);
    }
}

priscus_status roster_read_csv(struct roster_reader *r, struct text text)
{
    struct text fields[CSV_FIELDS_MAX];
    struct csv_columns columns;
    struct csv csv, first;
    struct row row = { 0 };
    struct date begun;
    const char *why;
    size_t n;
    priscus_status status;

    csv_init(&csv, text);
    status = csv_next(&csv, r->mem, fields, &n, &why);
    if (status != PRISCUS_OK || !roster_csv_heading(fields, n, &columns))
        return status;
    first = csv;
    if (!date_known(columns.as_of))
        while ((status = next_row(r, &first, &columns, &row, false)) == PRISCUS_OK)
            if (date_parse_iso(row.field[CSV_FROM], &begun) && date_compare(begun, columns.as_of) > 0)
                columns.as_of = begun;
    while (status != PRISCUS_ENOMEM && (status = next_row(r, &csv, &columns, &row, true)) == PRISCUS_OK)
        if ((status = add_row(r, &row, columns.as_of)) != PRISCUS_OK)
            return status;
    return status;
}
