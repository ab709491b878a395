/* position_reader.h - who takes which stance on an issue that a sentence mentions, by a trained network.
 *
 *     Norhaven's cabinet gave the truce short shrift.
 *     HOLDER------------ CUE-           CUE---------       of "the truce": rejects
 *
 * From one mention of an issue the network reads the sentence that it stands in, and says of each word how likely it is
 * to be the holder of a stance on it, and of which, or a word that gives the stance. Which issue the mention is of is
 * not its business: it reads any agenda. What the walk along the tree made of the mention (walk.c) is one of the things
 * that it is shown, so that rules that are right are believed and others are not.
 *
 * The network has two layers of simple recurrent units and a chain of labels (language/model/labeller.h); it is a section of
 * the model, "position.", and stands on the states of the language's own network. Linear in the words of the sentences
 * that mention an issue, times their mentions (MENTIONS_MAX). */
#ifndef POSITION_READER_H
#define POSITION_READER_H

#include "record/position/issue_reader.h"
#include "record/position/party_reader.h"

#define POSITION_SECTION "position."
/* A position that is less sure is not entered. */
#define POSITION_LEAST   0.5f
#define SIGHTINGS_MAX    6 /* holders of a stance on one mention */

/* One holder of a stance on a mention. */
struct sighting {
    struct token_range holder; /* empty: whoever speaks                                 */
    struct token_range words;  /* that carry the stance; the holder and the mention are apart */
    uint8_t stance;            /* enum stance, on the words of the mention              */
    float sure;                /* 0 to 1                                                */
};

/* One thread's room; the language must outlive it. *out is NULL if the model has no such network: positions are then
 * found by the walk alone. ENOMEM, EINPUT. */
struct position_reader;
priscus_status position_reader_new(const struct language *language, struct position_reader **out,
                                   struct priscus_error *err);
void position_reader_free(struct position_reader *reader);
/* How sure a position must be: POSITION_LEAST, unless another was set, to look at all that was seen. */
float position_reader_least(const struct position_reader *reader);
void position_reader_set_least(struct position_reader *reader, float least);

/* Read the walk's sentence from the mention that the view is turned to; how many, the surest first. */
size_t position_reader_read(struct position_reader *reader, const struct position_view *view,
                            struct sighting out[SIGHTINGS_MAX]);
/* How likely, by what was read last, the words are the holder of a stance that is for it, against it, or conditional, as
 * `stance` is. */
float position_reader_odds(const struct position_reader *reader, const struct position_view *view,
                           struct token_range words, enum stance stance);
/* A new text, read with this agenda. */
void position_reader_begin(struct position_reader *reader, const struct agenda *agenda);
/* Issues that the walk's sentence takes up in other words than the agenda's (issue_reader.h); how many. */
size_t position_reader_issues(struct position_reader *reader, const struct position_view *view, struct walk *walk,
                              struct issue_mention out[ISSUES_FOUND_MAX]);

/* The network that reads a sentence for each party (party_reader.h); NULL: the model has none. */
struct party_reader *position_reader_parties(struct position_reader *reader);

#endif
