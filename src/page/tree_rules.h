/* tree_rules.h - what the files of tree.c share: the stack, and the rules of where we are.
 *
 *     tree.c          a token goes to the rules of where we are; before the body, framesets
 *     tree_stack.c    what is open, what is in scope, putting things in
 *     tree_body.c     in the body, and elements of the head wherever they stand
 *     tree_table.c    in a table's own parts; in a select
 *     tree_foreign.c  in svg and math
 */
#ifndef TREE_RULES_H
#define TREE_RULES_H

#include "page/tree.h"

/* tree->mode: the insertion modes that the stack does not tell. */
enum mode {
    BEFORE_HTML,
    BEFORE_HEAD,
    IN_HEAD,
    HEAD_NOSCRIPT,
    AFTER_HEAD,
    IN_BODY,
    IN_FRAMESET,
    AFTER_FRAMESET
};

/* --- the stack --- */

#define NOT_OPEN SIZE_MAX

static inline const struct tree_open *tree_top(const struct tree *t)
{
    return &t->stack[t->depth - 1];
}

static inline bool tree_top_is(const struct tree *t, uint8_t tag)
{
    return t->depth && tree_top(t)->space == TREE_HTML && tree_top(t)->element->tag == tag;
}

/* Is the innermost element one of svg's or math's own? */
static inline bool tree_in_foreign(const struct tree *t)
{
    return t->depth && tree_top(t)->space != TREE_HTML;
}

void tree_pop(struct tree *t);
void tree_pop_to(struct tree *t, size_t depth);
void tree_push(struct tree *t, const struct element *element, struct text name, enum tree_space space,
               const struct markup *tag);
void tree_push_implied(struct tree *t, const char *name);

/* Take one element out of the middle: a formatting element, whose contents stay open. */
void tree_take_out(struct tree *t, size_t at);

/* Does what is looked for end at this element? `more`: a further tag that ends it, or 0. */
bool tree_bounds(const struct tree_open *open, uint8_t more);

/* The innermost open `tag` in scope (`more`: button scope, list item scope: bounded by that too), or NOT_OPEN.
 */
size_t tree_in_scope(const struct tree *t, uint8_t tag, uint8_t more);

/* The same among table, template and html alone. */
size_t tree_in_table_scope(const struct tree *t, uint8_t tag);

void tree_close_p(struct tree *t);
void tree_imply_ends(struct tree *t, uint8_t except);

/* --- putting things in: the token's element, its text --- */

void tree_insert(struct tree *t, const struct element *element);
void tree_leaf(struct tree *t, const struct element *element);
void tree_insert_raw(struct tree *t, const struct element *element, enum markup_state state);
void tree_put_text(struct tree *t, struct text raw);

static inline bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* NULs are no text where characters are read; they are not white space, but count for nothing. */
size_t tree_leading_space(struct text raw);

/* In a table, and in none of its cells: what does not belong there goes before the table. */
bool tree_in_table_parts(const struct tree *t);

/* Where on the stack; -1: none is open in this template. */
int tree_innermost_table(const struct tree *t);

/* --- the rules --- */

void tree_body_start(struct tree *t, const struct element *element);
void tree_body_end(struct tree *t, const struct element *element);
void tree_body_text(struct tree *t, struct text raw);

/* Elements that belong into the head, wherever they stand. */
void tree_head_part(struct tree *t, const struct element *element);

/* Where no table is open, by the rules of the body. */
void tree_table_start(struct tree *t, const struct element *element);
void tree_table_end(struct tree *t, const struct element *element);

/* Is the innermost of select, template, table a select? */
bool tree_in_select(const struct tree *t);

/* False: the tag is still to be dealt with: the select is closed; it is HTML's. */
bool tree_select_start(struct tree *t, const struct element *element);
bool tree_select_end(struct tree *t, const struct element *element);
bool tree_foreign_start(struct tree *t, const struct element *element);
bool tree_foreign_end(struct tree *t, const struct element *element);

#endif
