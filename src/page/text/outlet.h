/* outlet.h - which paper a page is from, where it says so in passing.
 *
 *     By supporting Coast Herald, you ...              inferred, from a plea
 *     ..., Coast.News reports citing ...               inferred, the text names its paper
 *     (c) 2031 Coast News. All rights reserved.        stated, at the foot
 *     The post ... appeared first on Coast News.       stated
 *
 * What is stated replaces what was inferred. If the page is an aggregator's copy ("Read
 * entire article"), the name at its foot is who republished it. */
#ifndef OUTLET_H
#define OUTLET_H

#include "page/text/plain.h"

/* In a plea that fills the lines from `first` up to `last`. */
void outlet_find_in_plea(struct plain *p, size_t first, size_t last);

/* In the first paragraphs; needs the roles of all lines. */
void outlet_find_self_naming(struct plain *p);

/* In the lines labelled footer or promotion. */
void outlet_read_footers(struct plain *p);

#endif
