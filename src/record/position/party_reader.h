/* party_reader.h - what a party in a sentence is for and against, by a trained network that reads the sentence once for each party.
 *
 *     Norhaven will not lay down its guns before spring, a stance that dismayed Karvia.
 *     for NOR: ceasefire rejects .7, talks rejects .05 ...      for KAR: ceasefire accepts .1 ...
 *
 * position_reader.h starts from the words that name an issue and looks for who holds a stance on it; this one starts from who might, and
 * says of all issues at once whether the sentence has them for it or against it. It needs no words that name the issue, and so
 * it sees what the other does not; the two are weighed in position_sure.h.
 *
 * The network has layers of simple recurrent units over the encoder's vectors (language/model/labeller.h). At each word it gives a
 * score to each issue that it was taught, to any issue ("*"), and to each stance. A stance on an issue has the sum of both at the word where that is
 * largest (to be exact, the logarithm of the sum over all words of the exponentials), set against the score of no stance, which is 0.
 * For an issue that it was taught all words are asked. Where the agenda has words name an issue, these are asked for any issue: so
 * agendas are read that nobody taught. Where both can be asked they count alike. Sections "party." of
 * the encoder's file: without an encoder this reader is silent. */
#ifndef PARTY_READER_H
#define PARTY_READER_H

#include "record/position/party_features.h"
#include "record/position/position_network.h"

/* What a party holds of an issue. */
struct party_sighting {
    uint32_t issue; /* of the agenda                                           */
    uint8_t stance; /* enum stance                                             */
    float sure;     /* that it is for it, against it, or conditional, as `stance` is */
    uint32_t at;    /* token whose scores weigh most                           */
};

struct party_reader;
/* One thread's room; as position_reader_new(). */
priscus_status party_reader_new(const struct language *language, struct party_reader **out, struct priscus_error *err);
void party_reader_free(struct party_reader *reader);
/* A new text, read with this agenda. */
void party_reader_begin(struct party_reader *reader, const struct agenda *agenda);

/* The walk's sentence: what its words are of themselves, once for all parties. */
void party_reader_sentence(struct party_reader *reader, const struct party_view *view);
/* Read it for the party that the view is turned to. */
void party_reader_read(struct party_reader *reader, const struct party_view *view);

struct party_odds {
    float odds;  /* PARTY_NOT_ASKED: the network was not taught the issue, and no words name it */
    float named; /* by the words that name the issue alone; PARTY_NOT_ASKED: none do         */
    bool by_name; /* the network was not taught the issue: both are what those words say            */
    float share; /* logarithm of how often, among all that it learnt from, a party had a stance on the issue, or on what
                    was named: small odds of a rare issue say less against it                   */
};
/* Of the party that was read last: how likely it is for the issue of this name (the agenda's own) with this stance (demands ... open), against it, or for it on a condition,
 * as `stance` says. */
struct party_odds party_reader_odds(const struct party_reader *reader, struct text issue, enum stance stance);
enum { PARTY_SIGHTINGS_MAX = NAMES_MAX + MENTIONS_MAX };
/* The likeliest side of each issue, where it is at least `least` likely; how many. */
size_t party_reader_sightings(const struct party_reader *reader, float least,
                              struct party_sighting out[PARTY_SIGHTINGS_MAX]);

#endif
