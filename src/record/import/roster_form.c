/* roster_form.c - what a file of a roster is, told by its content and not by its name.
 *
 *     party  VEL state                  a roster of ours: the first line that is no remark begins with one of its keys
 *     party,office,person,from,to       CSV: it is a heading with a party and a person
 *     VELMARK_ [VEL]                    a dictionary: the first bracket has a code in it
 *     !PERSON! = MAN, MEN               a dictionary, of agents
 *     --- ABANDON [345] ---   &MEANS    a dictionary of verbs
 *
 * The first line that tells decides. A file in which none does is a roster of ours with mistakes in it, which its reader
 * tells. */
#include "base/csv.h"
#include "record/dictionary/dictionary_reading.h"
#include "record/knowledge/roster_reader.h"

enum { LINES_MAX = 2000 }; /* that are looked at: remarks and names that wait for their code */

static bool is_own_key(struct text line)
{
    static const char *const keys[] = { "roster",  "version", "party", "name",      "adjective", "people",
                                        "capital", "seat",    "body",  "elsewhere", "person" };
    struct text value, key = line_key(line, &value);

    return value.len && config_index(key, keys, COUNT_OF(keys)) < COUNT_OF(keys);
}

static bool is_csv(struct text text)
{
    struct text fields[CSV_FIELDS_MAX];
    struct csv_columns columns;
    struct arena mem = { 0 };
    const char *why;
    struct csv csv;
    size_t n;
    bool is;

    csv_init(&csv, text);
    is = csv_next(&csv, &mem, fields, &n, &why) == PRISCUS_OK && roster_csv_heading(fields, n, &columns);
    arena_release(&mem);
    return is;
}

/* "NAME_ [CODE 010101-020202]": a name in capitals and a code, or a code alone. */
static bool has_code(struct text line)
{
    size_t from = text_find(line, text_c("["), 0), end = from == NOWHERE ? NOWHERE : text_find(line, text_c("]"), from);
    struct dictionary_role role = { 0 };
    char why[160];

    return end != NOWHERE && dictionary_role_read(text_of(line.ptr + from + 1, end - from - 1), &role, why);
}

enum roster_form roster_form_of(struct text text)
{
    struct text rest = text;

    if (text_starts(text, "\xFF\xFE") || text_starts(text, "\xFE\xFF"))
        return ROSTER_OWN; /* UTF-16, of which our reader says what to do */
    if (is_csv(text))
        return ROSTER_CSV;
    for (int n = 0; rest.ptr && n < LINES_MAX; n++) {
        struct text line = text_trim(text_cut(&rest, '\n')), bare = line;

        if (line.len == 0 || line.ptr[0] == '#' || line.ptr[0] == ';' || line.len > DICTIONARY_LINE_MAX)
            continue;
        if (is_own_key(line))
            return ROSTER_OWN;
        if (text_starts(line, "---") || line.ptr[0] == '&')
            return ROSTER_VERBS;
        bare = text_trim(text_cut(&bare, '#'));
        if (has_code(bare) || (bare.len > 2 && bare.ptr[0] == '!' && text_find(bare, text_c("!"), 1) != NOWHERE &&
                               text_find(bare, text_c("="), 1) != NOWHERE))
            return ROSTER_DICTIONARY;
    }
    return ROSTER_OWN;
}
