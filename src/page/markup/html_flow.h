/* html_flow.h - the text between tags, run together into blocks.
 *
 *     <p>The min<b>ist</b>er said<br>on&nbsp;Monday      "The minister said on Monday", one block
 *     First.<br><br>Second.                              two blocks
 *
 * White space is collapsed, entities and the page's charset are decoded, and each block
 * knows its bytes in the page and how many of its own are link. Block elements end a
 * block (html_flow_end), inline ones do not. The caller keeps `node`, `skip` and `links` as
 * elements open and close; `failed` says that memory ran out, and stays. */
#ifndef HTML_FLOW_H
#define HTML_FLOW_H

#include "page/markup/html_outline.h"

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
};

/* The page's bytes [from, to), in which there is no tag. */
void html_flow_run(struct html_flow *flow, size_t from, size_t to);

/* <br>: a space, or, behind another or behind a sentence, the end of a block. */
void html_flow_break(struct html_flow *flow);

/* The block that is being written, if any, is done. */
void html_flow_end(struct html_flow *flow);

#endif
