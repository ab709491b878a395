/* html_tokenizer.h - bytes of HTML into tokens: text, tags, comments, doctypes.
 *
 *     <p class=lead>Fish &amp; <b>chips</b><!-- x -->
 *
 *     START  name "p", attributes { "class", "lead" }
 *     TEXT   "Fish &amp; " in HTML_DATA: as it stands, references and all
 *     START  name "b"  ...
 *
 * The tokenizer of the HTML standard (section 13.2.5), all of its states, over any bytes in which
 * '<' '>' '&' '=' and quotes mean themselves. Tokens are spans of the page: nothing is copied, folded or
 * decoded, and nothing is allocated. What the standard does to characters on the way (lower case for
 * names, U+FFFD for NUL, one line feed for CR LF, references) is left to who reads the spans: most are never
 * read.
 *
 * Linear: each byte is passed once, or twice in the text of scripts and textareas that are never closed. */
#ifndef HTML_TOKENIZER_H
#define HTML_TOKENIZER_H

#include "base/base.h"

/* How text is read now. The tokenizer knows no elements: whoever sees <title>, <style>, <script> or
 * <plaintext> open sets `state`, and `raw` to the element's name; its end tag sets it back to HTML_DATA. */
enum html_tokenizer_state {
    HTML_DATA,
    HTML_RCDATA,  /* title, textarea: references but no tags   */
    HTML_RAWTEXT, /* style, xmp, iframe, noembed, noframes     */
    HTML_SCRIPT,  /* the same, but "<!-- <script>" may hide its end tag */
    HTML_PLAINTEXT,
    HTML_CDATA /* in svg and math, up to ]]> */
};

enum html_tokenizer_kind { HTML_TEXT, HTML_START, HTML_END, HTML_COMMENT, HTML_DOCTYPE, HTML_EOF };

#define HTML_ATTRIBUTES_MAX 64 /* of one tag; further ones are passed over */

struct html_tokenizer_attribute {
    struct text name, value; /* as written, without quotes; value.ptr NULL: none was given */
};

struct html_tokenizer {
    struct text page;
    size_t at;                       /* behind the last token */
    enum html_tokenizer_state state; /* for the next token    */
    struct text raw;                 /* RCDATA, RAWTEXT, SCRIPT: the name whose end tag ends the text */
    bool foreign;                    /* in svg or math: <![CDATA[ begins text */
    bool cut;                        /* the page ends inside a tag, a comment or an element of raw text */

    /* The token. */
    enum html_tokenizer_kind kind;
    struct span span;                     /* all of it                                        */
    struct text text;                     /* TEXT, COMMENT: what is inside; DOCTYPE: behind the word */
    enum html_tokenizer_state text_state; /* TEXT: the state it was read in                   */
    struct text name;                     /* START, END                                       */
    bool self_closing;                    /* START                                            */
    unsigned n_attributes;                /* START                                            */
    struct html_tokenizer_attribute attributes[HTML_ATTRIBUTES_MAX];
};

/* `skip`: bytes of a byte order mark. */
void html_tokenizer_begin(struct html_tokenizer *m, struct text page, size_t skip);

/* Read the next token into m. False: the page is at its end (kind is HTML_EOF). */
bool html_tokenizer_next(struct html_tokenizer *m);

/* The value of the first attribute of that name (lower case); NULL ptr: it has none. */
struct text html_tokenizer_attribute(const struct html_tokenizer *m, const char *name);

/* What a doctype says, out of the token's text. NULL ptrs: not said. */
struct html_tokenizer_doctype {
    struct text name, public_id, system_id;
    bool force_quirks;
};
void html_tokenizer_doctype(struct text text, bool at_end, struct html_tokenizer_doctype *out);

#endif
