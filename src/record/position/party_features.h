/* party_features.h - who in a sentence may hold a stance, and what a word is to one of them: what the network of party_reader.h
 * is shown, here and in training.
 *
 *     Norhaven said that it had told Orlune of the truce.
 *     NOR: "Norhaven", "it", and all that is said; ORL: "Orlune"
 *
 * Private to this room. */
#ifndef PARTY_FEATURES_H
#define PARTY_FEATURES_H

#include "record/position/position_features.h"

#define PARTY_SECTION "party."

#define PARTIES_MAX        8  /* of one sentence; prose has seldom more than four */
#define PARTY_COMPOSED_MAX 12 /* positions that the rules see in one sentence     */

/* A party that is named in the walk's sentence, meant by a pronoun or a noun in it, or whose words it has. */
struct sentence_party {
    uint32_t party;
    bool named; /* in the sentence: it does not only speak */
};

struct party_view {
    struct position_view *view;
    uint32_t resolved[SENTENCE_MAX + 1][ACTORS_MAX]; /* per word: parties that it names or stands for; NO_PARTY */
    struct sentence_party parties[PARTIES_MAX];      /* in the order in which they come                         */
    size_t n_parties;
    struct position composed[PARTY_COMPOSED_MAX]; /* what the rules make of the agenda's mentions in the sentence */
    size_t n_composed;
    /* of the party that it is turned to */
    uint32_t party;
    uint8_t theirs[SENTENCE_MAX + 1]; /* per word: how it is theirs; 0: it is not */
    uint8_t level[SENTENCE_MAX + 1];  /* steps up from the nearest word of theirs */
};

/* Find the parties of the walk's sentence; `composed` is emptied. */
void party_look(struct party_view *v, struct position_view *view);
/* What the rules came to, of one mention of the agenda: positions [from, n) of the walk's record. */
void party_take_composed(struct party_view *v, const struct record *record, size_t from);
void party_turn(struct party_view *v, size_t party);
/* Does the word name the party it is turned to, or stand for it? */
bool party_word_is_theirs(const struct party_view *v, uint32_t t);
/* Hashes of token t to the party; position_word() and position_issue() have the others. At most POSITION_FEATURES_MAX / 2. */
unsigned party_pair(const struct party_view *v, uint32_t t, uint64_t *out);

/* The words of the party nearest to token t: what names it or stands for it. Empty: it only speaks. */
struct token_range party_nearest(const struct party_view *v, uint32_t t);
/* Settle the state's holder on the party: by these words or, where there are none, as who speaks at token t. False: it cannot be told. */
bool party_holder(const struct party_view *v, struct token_range words, uint32_t t, struct state *st);

#endif
