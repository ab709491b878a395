/* code.h - programs, styles and templates that stand in a page's text.
 *
 *     googletag.cmd.push(function() { googletag.display('ad-1'); });      a block of code: crumb, "code"
 *     She said so. {{ article.author }} The boats left.                   cut out of its block, which goes on
 *     [caption id="3" width="300"]The boats of Lind[/caption]             a caption, "shortcode"
 *     the plan (opens in new tab) of the council                          a "link-note", cut out
 *     The function returns {} if the set is empty, she said.              prose
 *
 * Code is told by its marks: braces, assignments, calls, and how close they stand to one another; no word is asked for.
 * Templates, shortcodes and notes on links are told by their brackets. */
#ifndef CODE_H
#define CODE_H

#include "page/html/html.h"

/* Cut code out of the blocks, before anything is asked of their text; a block that is nothing else gets its role and rule
 * here. What was cut is among the outline's `hidden`. ENOMEM. */
priscus_status code_cut(struct html *h);

#endif
