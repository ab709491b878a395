/* position_check.h - what was seen of a party and an issue is looked at once more, by a network that knows what it is asked.
 *
 *     [CLS] a ceasefire, truce, pause [SEP] Norhaven's cabinet gave the truce short shrift . [SEP]
 *                                           HOLDER----------          ISSUE----
 *     nothing .02   for .03   conditional .01   against .94
 *
 * The other networks of this room read a sentence as the encoder has it, whoever is asked about. Here the encoder itself reads it anew for
 * each party and issue: their words are marked in it, and before it stands what the issue means, in the agenda's words (its `for`), so
 * that an agenda nobody taught is asked about like any other. [CLS] and the means of the marked pieces go through one inner layer
 * (marks in the input, means of them in the output: Baldini Soares et al. 2019, arXiv:1906.03158).
 *
 * It is in the encoder's file, section "check.": three rows for marks, both matrices with their biases. Linear in the sentences that
 * something was seen in; of one, CHECKS_MAX parties and issues are looked at, and CHECKS_TEXT_MAX of a text. */
#ifndef POSITION_CHECK_H
#define POSITION_CHECK_H

#include "language/language.h"
#include "record/knowledge/agenda.h"
#include "record/record.h"

#define CHECK_SECTION "check."

enum {
    CHECKS_MAX = 12,        /* of a sentence                                                                   */
    CHECKS_TEXT_MAX = 1000, /* of a text, which then takes some seconds: a long article has a tenth of them    */
};

/* One thread's room; the language must outlive it. *out is NULL if there is no such network. ENOMEM, EINPUT: it is not right. */
struct position_check;
priscus_status position_check_new(const struct language *language, struct position_check **out,
                                  struct priscus_error *err);
void position_check_free(struct position_check *check);

/* Fill in `check` and `nothing` of the scores of the record's positions, which are in text order. */
void position_check_read(struct position_check *check, const struct document *doc, const struct agenda *agenda,
                         struct record *record);

#endif
