/* html_flow.h - the text between tags, run together into blocks.
 *
 *     <p>The min<b>ist</b>er said<br>on&nbsp;Monday      "The minister said on Monday", one block
 *     First.<br><br>Second.                              two blocks
 *     It fell<i hidden> a lot</i>, she said.             "It fell, she said.", one block
 *
 * White space is collapsed, entities and the page's charset are decoded, and each block
 * knows its bytes in the page and how many of its own are link. Block elements end a
 * block (html_flow_end), inline ones do not. The caller keeps `node`, `skip` and `links` as
 * elements open and close; `failed` says that memory ran out, and stays. */
#ifndef HTML_FLOW_H
#define HTML_FLOW_H

#include "page/markup/html_outline.h"

#define PIECE_MAX 300 /* bytes: what is hidden and longer is no piece of a sentence: it becomes a block */

enum html_flow_piece { PIECE_NONE, PIECE_OPEN, PIECE_OVER };

struct html_flow {
    struct outline *out; /* where blocks go */
    struct arena *mem;
    struct text page;
    size_t room_blocks;
    char *text; /* of all blocks; room for all that the page can hold */
    size_t n, room;

    uint32_t node;        /* that text is in now                  */
    unsigned skip, links; /* open elements without text, and links */

    bool in_block, space, failed;
    unsigned breaks;
    struct block block; /* that is being written */

    /* Words that go again, out of the block: how things were before them. */
    enum html_flow_piece piece;
    struct {
        struct block block;
        size_t n;
        uint32_t page;
        bool in_block, space, aloud;
    } before;
    bool cut; /* nothing came since a piece was taken out */
    size_t room_hidden;
};

/* The page's bytes [from, to), in which there is no tag. */
void html_flow_run(struct html_flow *flow, size_t from, size_t to);

/* <br>: a space, or, behind another or behind a sentence, the end of a block. */
void html_flow_break(struct html_flow *flow);

/* What comes now, from byte `at` of the page on, is hidden; `aloud`: from those who listen alone. That is taken out only where it
 * stands by itself: not the A of "<span aria-hidden>A</span> new deal" in one word with what is beside it, nor words of which
 * another form, for those who listen, stands before or behind it. */
void html_flow_piece_begin(struct html_flow *flow, size_t at, bool aloud);

/* So far. False: it is too long to be a piece; what stood before it is a block, and it is the block that is being written. */
bool html_flow_piece_end(struct html_flow *flow);

/* Whether a piece that is over goes is known once `next`, a byte of the page, is: a space at a border. */
void html_flow_settle(struct html_flow *flow, char next);

/* The block that is being written, if any, is done. */
void html_flow_end(struct html_flow *flow);

/* A cell is over: leave room behind it for a bar. */
void html_flow_end_cell(struct html_flow *flow);

/* The table `node` is over, and holds no other. If it is data, each of its rows becomes one block, with a bar between cells:
 *
 *     <tr><td><a href="/a">Ada Brusk</a></td><td></td><td>Chief negotiator</td></tr>
 *
 *     "Ada Brusk |  | Chief negotiator", in the node of the <tr>; the nodes of the cells hold no block
 *
 * Other tables lay out a page: one cell a row, a cell with several paragraphs, one row alone. Their text stays the blocks that
 * it is. Linear in the table. */
void html_flow_join_rows(struct html_flow *flow, uint32_t node);

#endif
