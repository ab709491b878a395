/* main_node.h - which element of a page holds the article.
 *
 *     <div class="story">            9 points of its paragraphs, halved by the next level: wins
 *       <p>Talks resume, ...</p>     prose: a vote for <div>, half of one for its parent ...
 *       <ul class="share">           pruned by its name: nothing in it has a vote
 *
 * Paragraphs vote for their ancestors, after Readability and newspaper: a block of
 * prose gives points to the element it stands in, half to the next, less and less
 * further up; the sum is scaled by how much of the element is not link. Names
 * (class="share") prune, but never against the text: a name that would take a fifth of
 * the page's prose is not believed. That guard is worth more than the names. */
#ifndef MAIN_NODE_H
#define MAIN_NODE_H

#include "page/html/html.h"

/* Decide who has a vote, what is pruned, and the blocks of the body, h->first to h->last.
 * *found is false where nothing on the page reads like an article; these two are then as they were. ENOMEM. */
priscus_status main_node_find(struct html *h, bool *found);

/* The flags of a node that speak against it, if it is not said to be the article's body. */
unsigned main_node_pruning(const struct node *node);

/* The element whose paragraph a block of `node` is. A <div> around one block is a paragraph by another name. */
uint32_t main_node_holder(const struct outline *outline, uint32_t node);

#endif
