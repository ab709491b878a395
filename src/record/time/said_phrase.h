/* said_phrase.h - which date phrase of a sentence says when it was said; private to this room. */
#ifndef SAID_PHRASE_H
#define SAID_PHRASE_H

#include "record/knowledge/occasion_words.h"
#include "record/time/when.h"

enum { ANCHORS_MAX = 4 };

/* Where an attribution stands. */
struct said_place {
    struct token_range cue;    /* the words that attribute; for a position of the narrator's, its words */
    struct token_range source; /* who; may be empty */
    struct token_range content[STATEMENT_PIECES_MAX];
    size_t n_content;
    bool is_position;  /* a position's words, and no cue of a statement                                       */
    bool looks_back;   /* its verb does: "imposed sanctions in 2030"; else a day beside it may be what is to come */
    struct date today; /* the day that "yesterday" is counted from: the publication's, or of words in a quotation the
                        * day of that; may be unknown */
};

bool said_in_content(const struct said_place *place, uint32_t token);

/* The date phrase that says when it was said: it hangs on the cue, and not on a verb of the content or of a clause
 * about somebody. False: there is none in the cue's sentence. out->date is unknown where the phrase cannot be
 * resolved. `words` are those of occasions. */
bool said_phrase(const struct document *doc, const struct phrase_set *words, const struct said_place *place,
                 struct when *out);

/* ---- said.c ---- */

/* Of a live page: when the post was published in which it stands. */
struct date said_posted_at(const struct document *doc, uint32_t at);
/* Does the cue stand inside a quotation? "Last night" is then counted from another day than the page's. `outer`: the
 * kind of the statement around it. */
bool said_in_quotation(const struct document *doc, const struct said_place *place, enum statement_kind outer);
void said_set(const struct document *doc, const struct when *when, struct date *said_on, struct span *words);

/* What the cue hangs on: "declined to [say]", "met the council, [saying]", "ruled it out and [said]". */
struct saying {
    const struct document *doc;
    const struct phrase_set *words; /* of occasions */
    const struct said_place *place;
    const struct sentence *sentence;
    uint32_t verb;                 /* the cue's main word */
    uint32_t anchors[ANCHORS_MAX]; /* that, and the verbs that it goes on from */
    bool early[ANCHORS_MAX];       /* only what stands before this anchor counts for the cue as well */
    size_t n;
};

/* False: there is no cue. */
bool saying_init(struct saying *s, const struct document *doc, const struct phrase_set *words,
                 const struct said_place *place);
/* Is the token an anchor? Does a date phrase that ends at token phrase_end and hangs on it date the cue? */
bool saying_is_anchor(const struct saying *s, uint32_t token, uint32_t phrase_end);
/* The preposition of a noun; "" if it has none. */
struct text said_preposition(const struct document *doc, uint32_t noun);

#endif
