/* xml.h - XML as feeds have it: well formed or not, a piece at a time.
 *
 *     <item><title>Tern &amp; tide<br></title><p>x</item>
 *
 *     start item, start title, text "Tern &amp; tide", start br, end br, end title, start p,
 *     text "x", end p, end item
 *
 * Every start has its end: an end tag closes what is open inside it, one that closes nothing is passed
 * over, and the end of the text closes all. Comments, processing instructions and the DTD are
 * passed over; nothing is declared, nothing expanded. Text is raw: references stay as
 * they are. Nothing allocates; linear in the text's length. */
#ifndef XML_H
#define XML_H

#include "base/base.h"

#define XML_DEPTH_MAX 256 /* open elements; deeper ones have a start and no end */

enum xml_kind { XML_START, XML_END, XML_TEXT, XML_CDATA, XML_DONE };

struct xml_token {
    enum xml_kind kind;
    struct span at;         /* the tag, the text, <![CDATA[...]]>; an end that is not written is empty */
    struct text name;       /* START, END: with its prefix, as written               */
    struct text attributes; /* START: all of them, raw                               */
    struct text text;       /* TEXT, CDATA: raw; of CDATA what is inside             */
    size_t depth;           /* open elements, with the one that starts or ends       */
    bool empty;             /* START: <a/>; its end follows                          */
};

struct xml {
    struct text text;
    size_t at;
    struct text open[XML_DEPTH_MAX]; /* names */
    size_t depth;
    size_t closing; /* ends owed, down to this depth */
    bool owes;
    struct span end_tag;
    bool no_quote[2], no_comment_end, no_cdata_end; /* there is none in the rest */
    bool cut; /* it ends inside an element, a tag, CDATA or a comment, or is too deep */
};

void xml_init(struct xml *x, struct text text, size_t at);

/* DONE for ever after the last. */
void xml_next(struct xml *x, struct xml_token *out);

/* Forget what is open beyond `depth` elements, with no end said. */
void xml_forget(struct xml *x, size_t depth);

/* A raw value; NULL ptr: there is none. The name must be as written ("xml:base"). */
struct text xml_attribute(const struct xml_token *tag, const char *name);
/* The next attribute of a raw list, which is cut off it. False: no more. */
bool xml_attribute_next(struct text *rest, struct text *name, struct text *value);

/* Without its prefix. */
struct text xml_local(struct text name);

#endif
