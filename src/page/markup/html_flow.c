/* html_flow.c - see html_flow.h. Every byte is passed once; nothing is looked at twice. */
#include "page/markup/html_flow.h"

#include "page/markup/entity.h"

#define GLUED_MAX       4 /* bytes: an initial, or a letter of an effect; a longer one beside a word is an icon's name */
#define BAR_LEN         3
#define ROW_MAX         2000 /* bytes: a longer row is laid out, not data        */
#define CELL_PROSE      80   /* bytes that are prose: a cell has one such at most */
#define FIGURE_LEVELS   3    /* between a table and the figure that it is    */
#define CELL_MANY       4    /* blocks in a cell, on the average: more are a menu */
#define PROSE_BEFORE_BR 60   /* bytes: after so much and a full stop, <br> ends a paragraph */

/* A block, if there is any text in it. */
static void push(struct html_flow *f)
{
    struct outline *out = f->out;
    struct text whole = text_of(f->text + f->block.text.begin, f->n - f->block.text.begin), t = text_trim(whole);
    struct block *grown;

    f->in_block = f->space = false;
    f->breaks = 0;
    if (t.len == 0)
        return; /* no-break spaces alone */
    f->block.text.begin = (uint32_t)(t.ptr - f->text);
    f->block.text.end = (uint32_t)(f->block.text.begin + t.len);
    if (f->block.links > t.len)
        f->block.links = (uint32_t)t.len;
    if (out->n_blocks == BLOCKS_MAX) {
        out->cut = true;
        return;
    }
    grown = arena_grow(f->mem, out->blocks, out->n_blocks, &f->room_blocks, sizeof *out->blocks);
    if (!grown) {
        f->failed = true;
        return;
    }
    out->blocks = grown;
    out->blocks[out->n_blocks++] = f->block;
}

/* --- hidden pieces --- */

/* Of any script; arrows, dashes, quotation marks and pictures are none. */
static bool is_letter(unsigned char c)
{
    return is_ascii_alpha((char)c) || is_ascii_digit((char)c) || (c >= 0xC3 && c != 0xE2 && c < 0xEF);
}

static bool has_letter(const struct html_flow *f)
{
    for (size_t i = f->before.n; i < f->n; i++)
        if (is_letter((unsigned char)f->text[i]))
            return true;
    return false;
}

/* The first byte of the last character before `at`. */
static unsigned char last_before(const struct html_flow *f, size_t at)
{
    while (at > 0 && ((unsigned char)f->text[at - 1] & 0xC0) == 0x80)
        at--;
    return at ? (unsigned char)f->text[at - 1] : ' ';
}

static void take_out(struct html_flow *f)
{
    struct outline *out = f->out;
    struct outline_hidden *grown;

    if (f->n == f->before.n)
        return;
    grown = arena_grow(f->mem, out->hidden, out->n_hidden, &f->room_hidden, sizeof *out->hidden);
    if (!grown) {
        f->failed = true;
        return;
    }
    out->hidden = grown;
    out->hidden[out->n_hidden++] = (struct outline_hidden){ { f->before.page, f->block.page.end }, 0, "hidden" };
    f->n = f->before.n;
    f->in_block = f->before.in_block;
    f->block = f->before.block;
    f->cut = true;
}

void html_flow_settle(struct html_flow *f, char next)
{
    bool glued;

    if (f->piece != PIECE_OVER)
        return;
    f->piece = PIECE_NONE;
    if (f->n == f->before.n)
        return;
    glued = f->n - f->before.n <= GLUED_MAX &&
            ((!f->space && is_letter((unsigned char)next) && is_letter(last_before(f, f->n))) ||
             (f->before.in_block && is_letter((unsigned char)f->text[f->before.n]) &&
              is_letter(last_before(f, f->before.n))));
    if (!glued) {
        take_out(f);
        f->space = f->in_block && (f->space || f->before.space);
    }
}

void html_flow_piece_begin(struct html_flow *f, size_t at, bool aloud)
{
    if (f->piece == PIECE_OVER) {
        /* Words for the eye and their form for the ear: one of them is kept. */
        if (!aloud && has_letter(f))
            f->piece = PIECE_NONE;
        else
            html_flow_settle(f, ' ');
    }
    if (aloud && f->cut)
        return;
    f->piece = PIECE_OPEN;
    f->before.block = f->block;
    f->before.n = f->n;
    f->before.page = (uint32_t)at;
    f->before.in_block = f->in_block;
    f->before.space = f->space;
    f->before.aloud = aloud;
}

bool html_flow_piece_end(struct html_flow *f)
{
    struct block whole = f->block;
    size_t n = f->n;

    if (f->piece != PIECE_OPEN)
        return true;
    f->piece = f->before.aloud ? PIECE_OVER : PIECE_NONE;
    if (f->before.aloud)
        return true;
    if (n - f->before.n <= PIECE_MAX) {
        take_out(f);
        f->space = f->before.space;
        return true;
    }
    if (f->before.in_block) {
        f->block = f->before.block;
        f->n = f->before.n;
        push(f);
        whole.links -= f->before.block.links < whole.links ? f->before.block.links : whole.links;
    }
    f->n = n;
    f->in_block = true;
    f->block = whole;
    f->block.text.begin = (uint32_t)f->before.n;
    f->block.page.begin = f->before.page;
    return false;
}

void html_flow_end(struct html_flow *f)
{
    html_flow_settle(f, ' ');
    if (f->piece == PIECE_OPEN && !f->before.aloud && f->n - f->before.n <= PIECE_MAX)
        take_out(f);
    f->piece = PIECE_NONE;
    f->cut = false;
    if (!f->in_block)
        return;
    push(f);
    /* Between blocks: so that what was captured over several does not run together. */
    if (f->n < f->room)
        f->text[f->n++] = '\n';
}

/* --- text --- */

static void append_begin(struct html_flow *f, size_t at)
{
    html_flow_settle(f, f->page.ptr[at]);
    f->cut = false;
    if (!f->in_block) {
        f->in_block = true;
        f->block = (struct block){ .node = f->node,
                                   .text = { (uint32_t)f->n, (uint32_t)f->n },
                                   .page = { (uint32_t)at, (uint32_t)at } };
    } else if (f->space && f->n < f->room) {
        f->text[f->n++] = ' ';
        if (f->links)
            f->block.links++;
    }
    f->space = false;
    f->breaks = 0;
}

static void append_end(struct html_flow *f, size_t before, size_t page_end)
{
    f->block.page.end = (uint32_t)page_end;
    if (f->links)
        f->block.links += (uint32_t)(f->n - before);
}

void html_flow_run(struct html_flow *f, size_t from, size_t to)
{
    struct text page = f->page;

    if (f->skip)
        return;
    while (from < to) {
        size_t begin = from, before;

        if (is_ascii_space(page.ptr[from])) {
            f->space = f->in_block;
            from++;
            continue;
        }
        if (page.ptr[from] == '&') {
            char bytes[ENTITY_BYTES_MAX];
            size_t taken, n = entity_write(text_of(page.ptr, to), from, false, &taken, bytes);

            if (n) {
                if (n == 1 && is_ascii_space(bytes[0])) {
                    f->space = f->in_block;
                    from += taken;
                    continue;
                }
                append_begin(f, from);
                before = f->n;
                if (f->room - f->n >= n) {
                    memcpy(f->text + f->n, bytes, n);
                    f->n += n;
                }
                from += taken;
                append_end(f, before, from);
                continue;
            }
            from++;
        }
        while (from < to && !is_ascii_space(page.ptr[from]) && page.ptr[from] != '&')
            from++;
        append_begin(f, begin);
        before = f->n;
        charset_decode(f->out->charset, text_of(page.ptr + begin, from - begin), f->text, &f->n, f->room);
        append_end(f, before, from);
    }
}

void html_flow_break(struct html_flow *f)
{
    struct text so_far;

    if (!f->in_block)
        return;
    f->space = true;
    so_far = text_trim(text_of(f->text + f->block.text.begin, f->n - f->block.text.begin));
    /* Two of them make a paragraph; so does one behind a sentence, in old pages. */
    if (++f->breaks > 1 || (so_far.len > PROSE_BEFORE_BR &&
                            (strchr(".!?\"", so_far.ptr[so_far.len - 1]) || text_ends(so_far, "\xE2\x80\x9D"))))
        html_flow_end(f);
}

/* --- rows of data ---
 *
 * Nothing is moved in the text: behind each cell there are three bytes, which a <td> has paid for in the page. They stay
 * line feeds, or become a bar. */

static bool is_cell(const struct node *node)
{
    return node->tag == TAG_TD || node->tag == TAG_TH;
}

void html_flow_end_cell(struct html_flow *flow)
{
    /* A block has ended in one line feed; an empty cell has none yet. */
    bool ended = flow->n >= BAR_LEN && flow->text[flow->n - 1] == '\n' && flow->text[flow->n - BAR_LEN] != '\n';
    size_t bytes = ended ? BAR_LEN - 1 : BAR_LEN;

    if (flow->room - flow->n < bytes)
        return;
    memset(flow->text + flow->n, '\n', bytes);
    flow->n += bytes;
}

/* Of a row, or of the cells of it that were counted so far. */
struct row {
    uint32_t node, cells, filled;
    bool head, laid_out;
};

static void add_cell(const struct outline *out, const struct node *cell, struct row *row)
{
    int prose = 0;

    row->cells++;
    row->filled += cell->last > cell->first;
    row->head |= cell->tag == TAG_TH;
    for (uint32_t i = cell->first; i < cell->last; i++)
        prose += out->blocks[i].text.end - out->blocks[i].text.begin >= CELL_PROSE;
    row->laid_out |= prose > 1;
}

static bool is_data(const struct outline *out, const struct row *row)
{
    const struct node *node = &out->nodes[row->node];
    uint32_t blocks = node->last - node->first;

    return row->filled > 1 && blocks <= CELL_MANY * row->filled &&
           out->blocks[node->last - 1].text.end - out->blocks[node->first].text.begin <= ROW_MAX;
}

/* Bars where a cell ends, a space between what stands in one. */
static void write_bars(char *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (text[i] != '\n')
            continue;
        if (i + BAR_LEN <= to && memcmp(text + i, "\n\n\n", BAR_LEN) == 0) {
            memcpy(text + i, " | ", BAR_LEN);
            i += BAR_LEN - 1;
        } else
            text[i] = ' ';
    }
}

/* Are these rows of data? If so, *last is the node behind the last of them, and marks[row's node - node] is set. */
static bool look(const struct outline *out, uint32_t node, uint8_t *marks)
{
    struct row row = { 0 };
    size_t data = 0;
    bool head = false;

    for (uint32_t k = node + 1; k <= out->n_nodes; k++) {
        const struct node *at = k < out->n_nodes ? &out->nodes[k] : NULL;

        if (row.node && (!at || at->tag == TAG_TR)) {
            if (row.laid_out)
                return false;
            marks[row.node - node] = is_data(out, &row);
            data += marks[row.node - node];
            head |= row.head && marks[row.node - node];
            row = (struct row){ 0 };
        }
        if (!at)
            break;
        if (at->tag == TAG_TR)
            row.node = k;
        else if (is_cell(at))
            add_cell(out, at, &row);
        else if (at->tag == TAG_H1 || at->tag == TAG_H2 || at->tag == TAG_FORM ||
                 (at->flags & CLASS_HIDDEN && at->last > at->first))
            return false;
    }
    return data > 1 || (data && head);
}

/* The nodes from the table on hold blocks that have moved; cells of a joined row hold none. `now`: where each block from the
 * table's first on is. */
static void move_nodes(struct outline *out, uint32_t node, const uint32_t *now, const uint8_t *marks)
{
    uint32_t first = out->nodes[node].first, row_last = 0;

    for (uint32_t k = node; k < out->n_nodes; k++) {
        struct node *at = &out->nodes[k];
        bool cell = at->tag != TAG_TR && at->last <= row_last;

        if (at->tag == TAG_TR)
            row_last = marks[k - node] ? at->last : 0;
        at->first = now[at->first - first];
        at->last = cell ? at->first : now[at->last - first];
    }
}

/* A figure that is a table is no picture. */
static void show_figure(struct outline *out, uint32_t node)
{
    for (int level = 0; level < FIGURE_LEVELS && node; level++) {
        node = out->nodes[node].parent;
        if (out->nodes[node].tag == TAG_FIGURE)
            out->nodes[node].tag = TAG_DIV;
    }
}

/* A date among data is no date of the page's, unless it is said to be. */
static void drop_dates(struct outline *out, uint32_t node)
{
    size_t from = out->n_captures, to;

    while (from > 0 && out->captures[from - 1].node >= node)
        from--;
    to = from;
    for (; from < out->n_captures; from++)
        if (out->captures[from].kind != CAPTURE_TIME && out->captures[from].kind != CAPTURE_DATE)
            out->captures[to++] = out->captures[from];
    out->n_captures = to;
}

void html_flow_join_rows(struct html_flow *flow, uint32_t node)
{
    struct outline *out = flow->out;
    uint32_t first = out->nodes[node].first, n = (uint32_t)out->n_blocks - first, to = first;
    uint32_t *now; /* of the blocks from `first` on: where it is now */
    uint8_t *marks;

    if (n < 2)
        return;
    marks = arena_alloc(flow->mem, out->n_nodes - node);
    now = arena_alloc(flow->mem, (n + 1) * sizeof *now);
    if (!marks || !now) {
        flow->failed = true;
        return;
    }
    if (!look(out, node, marks))
        return;
    for (uint32_t k = node + 1, i = first; i < first + n;) {
        const struct node *row;
        struct block whole;

        while (k < out->n_nodes && (!marks[k - node] || out->nodes[k].first < i))
            k++;
        row = k < out->n_nodes ? &out->nodes[k] : NULL;
        if (!row || row->first > i) {
            now[i - first] = to;
            out->blocks[to++] = out->blocks[i++];
            continue;
        }
        whole = out->blocks[i];
        whole.node = k;
        whole.links = 0;
        for (; i < row->last; i++) {
            whole.links += out->blocks[i].links;
            whole.text.end = out->blocks[i].text.end;
            whole.page.end = out->blocks[i].page.end;
            now[i - first] = to;
        }
        write_bars(flow->text, whole.text.begin, whole.text.end);
        out->blocks[to++] = whole;
    }
    now[n] = to;
    move_nodes(out, node, now, marks);
    show_figure(out, node);
    drop_dates(out, node);
    out->n_blocks = to;
}
