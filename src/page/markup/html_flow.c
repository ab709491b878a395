/* html_flow.c - see html_flow.h. Every byte is passed once; nothing is looked at twice. */
#include "page/markup/html_flow.h"

#include "page/markup/entity.h"

#define PROSE_BEFORE_BR 60 /* bytes: after so much and a full stop, <br> ends a paragraph */

void html_flow_end(struct html_flow *f)
{
    struct outline *out = f->out;
    struct text whole, t;

    if (!f->in_block)
        return;
    f->in_block = f->space = false;
    f->breaks = 0;
    whole = text_of(f->text + f->block.text.begin, f->n - f->block.text.begin);
    t = text_trim(whole);
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
    {
        struct block *grown = arena_grow(f->mem, out->blocks, out->n_blocks, &f->room_blocks, sizeof *out->blocks);

        if (!grown) {
            f->failed = true;
            return;
        }
        out->blocks = grown;
    }
    out->blocks[out->n_blocks++] = f->block;
    /* Between blocks: so that what was captured over several does not run together. */
    if (f->n < f->room)
        f->text[f->n++] = '\n';
}

static void append_begin(struct html_flow *f, size_t at)
{
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
