/* roster.h - parties, and who speaks for them when, read from a text file (docs/roster.md). */
#ifndef ROSTER_H
#define ROSTER_H

#include "base/date.h"
#include "record/knowledge/config.h"
#include "record/knowledge/phrase.h"

enum party_kind { PARTY_STATE, PARTY_BODY, PARTY_GROUP };

struct party {
    struct text code, name; /* "RUS"; the first of its names                    */
    enum party_kind kind;
};

/* What a name in the roster stands for. */
enum actor_kind {
    ACTOR_NAME,      /* Russia                                                  */
    ACTOR_ADJECTIVE, /* Russian ...                                             */
    ACTOR_PEOPLE,    /* the Russians                                            */
    ACTOR_CAPITAL,   /* Moscow                                                  */
    ACTOR_SEAT,      /* the Kremlin                                             */
    ACTOR_BODY,      /* own-named body                                          */
    ACTOR_ELSEWHERE, /* Atlanta: nobody, but its party's name is then another's */
    ACTOR_PERSON
};

struct term {
    struct text office;
    struct date from, to; /* unknown: open at that end                          */
    bool last_known;      /* held then; what came after is not known            */
    uint32_t party;
    struct written at;
};

/* One person with all terms, or one name of a party. Values of `phrases` are indexes into actors. */
struct actor {
    enum actor_kind kind;
    struct text name;   /* as the roster first has it                            */
    uint32_t party;     /* index; of a person: of the first term                 */
    struct term *terms; /* of a person                                          */
    size_t n_terms;
    struct written at; /* where it comes first */
};

struct roster_index; /* names and last names to actors                        */

/* What a file of a roster is, told by its content (roster_form.c). */
enum roster_form {
    ROSTER_OWN,        /* docs/roster.md; also what is none of the others                   */
    ROSTER_DICTIONARY, /* actors, agents: record/dictionary/dictionary.h                    */
    ROSTER_CSV,        /* a heading, then a line a term (roster_csv.c)                      */
    ROSTER_VERBS       /* a dictionary of verbs, which is no roster                         */
};

enum roster_form roster_form_of(struct text text);

/* A dictionary that the roster was made of, as it was read: its agents are for offices (office_agents.c). */
struct roster_source {
    const char *file;
    struct dictionary *dictionary;
    struct roster_source *next;
};

struct roster {
    struct text name, version;
    struct party *parties; /* in file order */
    size_t n_parties;
    struct actor *actors;
    size_t n_actors;
    /* Names as written. A person's whole names and variants; the last name alone is
     * found through roster_by_last_name. One string may be adjective and people
     * of one party: then the two values are found in file order. */
    struct phrase_set *phrases;
    size_t parties_room, actors_room;
    struct roster_index *index;
    struct roster_source *sources; /* the last read first */
};

/* Add the roster in `text`, of whatever form, to *roster (zeroed before the first), in `mem`, as agenda_read() does, with the
 * same errors; in dictionaries and CSV what is wrong is told to `each` and no failure, and a name that another party has
 * stays that party's. Name and version are taken from the first file. A party that an earlier file has gets the further names; a
 * person of the same party under a full name that is there already gets the further terms. "The" before a name is left
 * out of its phrase. After a failure *roster must not be used. */
priscus_status roster_read(const char *file, struct text text, struct arena *mem, struct roster *roster,
                           config_mistake_fn *each, void *context, struct priscus_error *err);

/* The term that lets `actor` speak at `date`. NULL: none then. Limits are inclusive as exactly as they
 * are known: a term to 2020-01 holds all of January. A `last known` term holds after its
 * date too unless a later term of this person has begun. Of several the latest begun is
 * taken, those before their `last known` date first. Unknown date: the latest begun of the
 * terms without a known end, else of all. */
const struct term *roster_term(const struct actor *actor, struct date date);

/* Persons whose name or a variant ends in this word ("Lavrov"), in whatever spelling (record/knowledge/spelling.h):
 * the first index into actors that is >= from, or SIZE_MAX. For mentions by last name alone. "Jr." and its like are no
 * last name. */
size_t roster_by_last_name(const struct roster *roster, struct text last_name, size_t from);

/* The same for a whole name: one of the names before the last must meet too. SIZE_MAX for a single word. */
size_t roster_by_name(const struct roster *roster, struct text name, size_t from);

/* By code; SIZE_MAX: none. */
size_t roster_party(const struct roster *roster, struct text code);

#endif
