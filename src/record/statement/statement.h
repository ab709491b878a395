/* statement.h - attributions and quotations into statements, and whose words each token is.
 *
 *     "The deal is dead," the minister said.     a statement: source "the minister", content "The deal is dead"
 *                                                a voice: those four words are the minister's */
#ifndef STATEMENT_H
#define STATEMENT_H

#include "record/actor/actor.h"

struct attribution_list;
struct quote_list;

/* Whose words some tokens are: what the positions need to know of statements. */
struct voice {
    uint32_t first, end; /* tokens of a piece of content                             */
    struct actor_ref who;
    uint32_t statement;
    bool direct;
};
struct voice_list {
    struct voice *at;
    size_t n, room;
    uint32_t *of; /* per token: 1 + index of the innermost, or 0 */
    bool *unsaid; /* per token: is it said that nobody said so (unsaid.h)? */
};

/* Each attribution becomes a statement with one voice a piece of its content, in `mem`. Fails only with ENOMEM. */
priscus_status statement_find(const struct document *doc, const struct actors *actors, const struct quote_list *quotes,
                              const struct attribution_list *attributions, struct arena *mem, struct record *out,
                              struct voice_list *voices);

/* The innermost voice at a token, or NULL: the narrator. */
const struct voice *voice_at(const struct voice_list *voices, uint32_t token);
/* A voice of the statement, which must be in the list. */
const struct voice *voice_of_statement(const struct voice_list *voices, uint32_t statement);

#endif
