/* html_tree_rules.h - what the files of html_tree.c share: the stack, and the rules of where we are.
 *
 *     html_tree.c          a token goes to the rules of where we are; before the body, framesets
 *     html_tree_stack.c    what is open, what is in scope, putting things in
 *     html_tree_body.c     in the body, and elements of the head wherever they stand
 *     html_tree_table.c    in a table's own parts; in a select
 *     html_tree_foreign.c  in svg and math
 */
#ifndef HTML_TREE_RULES_H
#define HTML_TREE_RULES_H

#include "page/markup/html_tree.h"

/* tree->mode: the insertion modes that the stack does not tell. */
enum mode { BEFORE_HTML, BEFORE_HEAD, IN_HEAD, HEAD_NOSCRIPT, AFTER_HEAD, IN_BODY, IN_FRAMESET, AFTER_FRAMESET };

/* --- the stack --- */

#define NOT_OPEN SIZE_MAX

static inline const struct html_tree_open *html_tree_top(const struct html_tree *t)
{
    return &t->stack[t->depth - 1];
}

static inline bool html_tree_top_is(const struct html_tree *t, uint8_t tag)
{
    return t->depth && html_tree_top(t)->space == HTML_TREE_HTML && html_tree_top(t)->element->tag == tag;
}

/* Is the innermost element one of svg's or math's own? */
static inline bool html_tree_in_foreign(const struct html_tree *t)
{
    return t->depth && html_tree_top(t)->space != HTML_TREE_HTML;
}

void html_tree_pop(struct html_tree *t);
void html_tree_pop_to(struct html_tree *t, size_t depth);
void html_tree_push(struct html_tree *t, const struct element *element, struct text name, enum html_tree_space space,
                    const struct html_tokenizer *tag);
void html_tree_push_implied(struct html_tree *t, const char *name);

/* Take one element out of the middle: a formatting element, whose contents stay open. */
void html_tree_take_out(struct html_tree *t, size_t at);

/* Does what is looked for end at this element? `more`: a further tag that ends it, or 0. */
bool html_tree_bounds(const struct html_tree_open *open, uint8_t more);

/* The innermost open `tag` in scope (`more`: button scope, list item scope: bounded by that too), or NOT_OPEN.
 */
size_t html_tree_in_scope(const struct html_tree *t, uint8_t tag, uint8_t more);

/* The same among table, template and html alone. */
size_t html_tree_in_table_scope(const struct html_tree *t, uint8_t tag);

void html_tree_close_p(struct html_tree *t);
void html_tree_imply_ends(struct html_tree *t, uint8_t except);

/* --- putting things in: the token's element, its text --- */

void html_tree_insert(struct html_tree *t, const struct element *element);
void html_tree_leaf(struct html_tree *t, const struct element *element);
void html_tree_insert_raw(struct html_tree *t, const struct element *element, enum html_tokenizer_state state);
void html_tree_put_text(struct html_tree *t, struct text raw);

static inline bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* NULs are no text where characters are read; they are not white space, but count for nothing. */
size_t html_tree_leading_space(struct text raw);

/* In a table, and in none of its cells: what does not belong there goes before the table. */
bool html_tree_in_table_parts(const struct html_tree *t);

/* Where on the stack; -1: none is open in this template. */
int html_tree_innermost_table(const struct html_tree *t);

/* --- the rules --- */

void html_tree_body_start(struct html_tree *t, const struct element *element);
void html_tree_body_end(struct html_tree *t, const struct element *element);
void html_tree_body_text(struct html_tree *t, struct text raw);

/* Elements that belong into the head, wherever they stand. */
void html_tree_head_part(struct html_tree *t, const struct element *element);

/* Where no table is open, by the rules of the body. */
void html_tree_table_start(struct html_tree *t, const struct element *element);
void html_tree_table_end(struct html_tree *t, const struct element *element);

/* Is the innermost of select, template, table a select? */
bool html_tree_in_select(const struct html_tree *t);

/* False: the tag is still to be dealt with: the select is closed; it is HTML's. */
bool html_tree_select_start(struct html_tree *t, const struct element *element);
bool html_tree_select_end(struct html_tree *t, const struct element *element);
bool html_tree_foreign_start(struct html_tree *t, const struct element *element);
bool html_tree_foreign_end(struct html_tree *t, const struct element *element);

#endif
