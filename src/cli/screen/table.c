/* table.c - see table.h. */
#include "cli/screen/table.h"

#include <assert.h>
#include <utf8proc.h>

#include "base/utf8.h"

#define BOLD     "\033[1m"
#define DIM      "\033[2m"
#define PLAIN    "\033[0m"
#define ELLIPSIS "\xE2\x80\xA6"

/* ---- text on a screen ------------------------------------------------------------------ */

static bool is_plain(uint32_t point)
{
    return point > ' ' && point < 0x7f;
}

static size_t point_width(uint32_t point)
{
    int width = is_plain(point) ? 1 : utf8proc_charwidth((utf8proc_int32_t)point);

    return width > 0 ? (size_t)width : 0;
}

size_t text_width(struct text text)
{
    size_t width = 0;
    unsigned size;

    for (size_t at = 0; at < text.len; at += size)
        width += point_width(utf8_at(text, at, &size));
    return width;
}

void text_clean(struct text text, struct buffer *out)
{
    bool blank = false, any = false;
    unsigned size;

    for (size_t at = 0; at < text.len; at += size) {
        uint32_t point = utf8_at(text, at, &size);
        size_t plain = at;
        char bytes[4];

        while (plain < text.len && is_plain((unsigned char)text.ptr[plain]))
            plain++;
        if (plain > at) {
            if (blank)
                buffer_char(out, ' ');
            buffer_add(out, text.ptr + at, plain - at);
            size = (unsigned)(plain - at);
            blank = false;
            any = true;
            continue;
        }
        if (point_is_space(point)) {
            blank = blank || (any && point_width(point)); /* zero-width spaces show nothing */
            continue;
        }
        if (point_is_control(point))
            point = UTF8_REPLACEMENT;
        if (blank)
            buffer_char(out, ' ');
        buffer_add(out, bytes, utf8_put(point, bytes));
        blank = false;
        any = true;
    }
}

struct text text_wrap(struct text text, size_t width, struct text *rest)
{
    size_t at = 0, used = 0, cut = 0, next;
    unsigned size;

    while (at < text.len) {
        uint32_t point = utf8_at(text, at, &size);
        size_t w = point_width(point);

        if (point == ' ')
            cut = at;
        if (used + w > width && at > 0)
            break;
        used += w;
        at += size;
    }
    if (at >= text.len) {
        *rest = text_of(NULL, 0);
        return text;
    }
    if (cut)
        at = cut;
    next = at < text.len && text.ptr[at] == ' ' ? at + 1 : at;
    *rest = text_of(text.ptr + next, text.len - next);
    return text_of(text.ptr, at);
}

void text_shorten(struct text text, size_t width, struct buffer *out)
{
    size_t used = 0, at = 0;
    unsigned size;

    if (text_width(text) <= width) {
        buffer_text(out, text);
        return;
    }
    while (at < text.len) {
        size_t w = point_width(utf8_at(text, at, &size));

        if (used + w + 1 > width)
            break;
        used += w;
        at += size;
    }
    while (at && text.ptr[at - 1] == ' ')
        at--;
    buffer_add(out, text.ptr, at);
    buffer_c(out, ELLIPSIS);
}

static void pad(struct buffer *out, size_t n)
{
    while (n--)
        buffer_char(out, ' ');
}

void text_fill(struct text text, size_t width, size_t indent, struct buffer *out)
{
    struct text rest = text;

    while (rest.ptr) {
        pad(out, indent);
        buffer_text(out, text_wrap(rest, width > indent ? width - indent : 1, &rest));
        buffer_char(out, '\n');
    }
}

/* ---- the table ------------------------------------------------------------------------- */

struct table_cell {
    struct text text;
    bool dim, whole;
    struct table_cell *more; /* the next line of the same cell */
};

void table_init(struct table *t, const struct table_column *columns, size_t n_columns)
{
    *t = (struct table){ .columns = columns, .n_columns = n_columns };
}

void table_release(struct table *t)
{
    arena_release(&t->mem);
    *t = (struct table){ 0 };
}

static priscus_status cell_set(struct table *t, struct table_cell *cell, struct text text)
{
    struct buffer clean = { 0 };
    char *copy;

    text_clean(text, &clean);
    copy = clean.failed ? NULL : arena_copy(&t->mem, clean.ptr ? clean.ptr : "", clean.len);
    *cell = (struct table_cell){ .text = text_of(copy, clean.len) };
    buffer_release(&clean);
    return copy ? PRISCUS_OK : PRISCUS_ENOMEM;
}

void table_add(struct table *t, struct text text)
{
    struct table_cell *cells = t->failed ? NULL : arena_grow(&t->mem, t->cells, t->n_cells, &t->room, sizeof *cells);

    if (cells)
        t->cells = cells;
    if (!cells || cell_set(t, &cells[t->n_cells], text) != PRISCUS_OK)
        t->failed = true;
    else
        t->n_cells++;
}

void table_add_whole(struct table *t, struct text text)
{
    table_add(t, text);
    if (!t->failed)
        t->cells[t->n_cells - 1].whole = true;
}

static void add_line(struct table *t, struct text text, bool dim, bool whole)
{
    struct table_cell *line = t->failed || !t->n_cells ? NULL : arena_alloc(&t->mem, sizeof *line), **end;

    if (!line || cell_set(t, line, text) != PRISCUS_OK) {
        t->failed = true;
        return;
    }
    line->dim = dim;
    line->whole = whole;
    end = &t->cells[t->n_cells - 1].more;
    while (*end)
        end = &(*end)->more;
    *end = line;
}

void table_add_line(struct table *t, struct text text, bool dim)
{
    add_line(t, text, dim, false);
}

void table_add_address(struct table *t, struct text address)
{
    add_line(t, address, true, true);
}

/* The width that each column wants; returns their sum with the gaps. */
static size_t natural_widths(const struct table *t, size_t *widths)
{
    size_t sum = (t->n_columns - 1) * TABLE_GAP;

    for (size_t c = 0; c < t->n_columns; c++)
        widths[c] = text_width(text_c(t->columns[c].heading));
    for (size_t i = 0; i < t->n_cells; i++)
        for (const struct table_cell *line = &t->cells[i]; line; line = line->more) {
            size_t w = line->whole ? 0 : text_width(line->text);

            if (w > widths[i % t->n_columns])
                widths[i % t->n_columns] = w;
        }
    for (size_t c = 0; c < t->n_columns; c++) {
        if (t->columns[c].most && widths[c] > t->columns[c].most)
            widths[c] = t->columns[c].most;
        sum += widths[c];
    }
    return sum;
}

size_t table_wants(const struct table *t)
{
    size_t widths[TABLE_COLUMNS_MAX];

    return natural_widths(t, widths);
}

/* Make room: the widest column that may still give way is cut to the width of the next widest,
 * or as far as is needed. */
static void shrink(const struct table *t, size_t *widths, size_t sum, size_t width)
{
    while (sum > width) {
        size_t widest = SIZE_MAX, step = 1, next = 0;

        for (size_t c = 0; c < t->n_columns; c++)
            if (t->columns[c].least && widths[c] > t->columns[c].least &&
                (widest == SIZE_MAX || widths[c] > widths[widest]))
                widest = c;
        if (widest == SIZE_MAX)
            return; /* too narrow a terminal for this table: let it run over */
        next = t->columns[widest].least;
        for (size_t c = 0; c < t->n_columns; c++)
            if (t->columns[c].least && c != widest && widths[c] > next)
                next = widths[c];
        if (widths[widest] > next)
            step = widths[widest] - next;
        if (step > sum - width)
            step = sum - width;
        widths[widest] -= step;
        sum -= step;
    }
}

/* A row is printed line by line; where each of its cells stands: */
struct cursor {
    const struct table_cell *line; /* NULL: nothing more               */
    struct text rest;              /* of the line, where it is wrapped */
};

static void cursor_set(struct cursor *at, const struct table_cell *line)
{
    at->line = line;
    at->rest = line ? line->text : text_of(NULL, 0);
}

static bool more_lines(const struct cursor *at, size_t n)
{
    for (size_t c = 0; c < n; c++)
        if (at[c].line)
            return true;
    return false;
}

/* Print one line of each cell; says whether the cells go on. */
static bool print_line(const struct table *t, const size_t *widths, struct cursor *at, const char *style, bool styled,
                       struct buffer *scratch, struct buffer *out)
{
    size_t owed = 0; /* blanks that are printed only if something comes after them */

    for (size_t c = 0; c < t->n_columns; c++) {
        const struct table_cell *line = at[c].line;
        const char *on = line && line->dim ? DIM : style;
        size_t w;

        buffer_reset(scratch);
        if (line && line->whole) {
            buffer_text(scratch, line->text);
            cursor_set(&at[c], line->more);
        } else if (line && t->columns[c].wrap) {
            buffer_text(scratch, text_wrap(at[c].rest, widths[c], &at[c].rest));
            if (!at[c].rest.ptr)
                cursor_set(&at[c], line->more);
        } else if (line) {
            text_shorten(line->text, widths[c], scratch);
            cursor_set(&at[c], line->more);
        }
        out->failed |= scratch->failed; /* the next cell's buffer_reset() forgets it */
        w = text_width(buffer_as_text(scratch));
        if (t->columns[c].right && w < widths[c])
            owed += widths[c] - w;
        if (scratch->len) {
            pad(out, owed);
            owed = 0;
            if (styled && *on)
                buffer_c(out, on);
            buffer_text(out, buffer_as_text(scratch));
            if (styled && *on)
                buffer_c(out, PLAIN);
        }
        if (!t->columns[c].right && w < widths[c])
            owed += widths[c] - w;
        owed += TABLE_GAP;
    }
    buffer_char(out, '\n');
    return more_lines(at, t->n_columns);
}

priscus_status table_print(const struct table *t, size_t width, bool styled, struct buffer *out)
{
    size_t widths[TABLE_COLUMNS_MAX], sum;
    struct cursor at[TABLE_COLUMNS_MAX];
    struct table_cell headings[TABLE_COLUMNS_MAX];
    struct buffer scratch = { 0 };
    bool airy = false;

    assert(t->n_columns <= TABLE_COLUMNS_MAX);
    if (t->failed)
        return PRISCUS_ENOMEM;
    sum = natural_widths(t, widths);
    shrink(t, widths, sum, width);

    for (size_t c = 0; c < t->n_columns; c++) {
        headings[c] = (struct table_cell){ .text = text_c(t->columns[c].heading) };
        cursor_set(&at[c], &headings[c]);
    }
    while (print_line(t, widths, at, BOLD, styled, &scratch, out))
        ;

    for (size_t i = 0; i < t->n_cells && !airy; i++) {
        const struct table_column *column = &t->columns[i % t->n_columns];

        airy = t->cells[i].more || (column->wrap && text_width(t->cells[i].text) > widths[i % t->n_columns]);
    }
    for (size_t i = 0; i + t->n_columns <= t->n_cells; i += t->n_columns) {
        if (airy && i)
            buffer_char(out, '\n');
        for (size_t c = 0; c < t->n_columns; c++)
            cursor_set(&at[c], &t->cells[i + c]);
        while (print_line(t, widths, at, "", styled, &scratch, out))
            ;
    }
    buffer_release(&scratch);
    return out->failed ? PRISCUS_ENOMEM : PRISCUS_OK;
}
