/* office.h - the words for offices and bodies, and what a phrase with one says (data/record/offices.txt).
 *
 *     the former Ukrainian defence minister     role "defence minister", party UKR, former
 *     his spokesman                             role "spokesman", the owner is whoever "his" means
 *     a source close to the talks               nobody's voice, anonymous                        */
#ifndef OFFICE_H
#define OFFICE_H

#include "record/knowledge/phrase.h"

enum office_kind {
    OFFICE_ROLE,      /* a person who speaks for the party                       */
    OFFICE_BODY,      /* a ministry, an army, a movement                          */
    OFFICE_PAPER,     /* a statement, a decree                                    */
    OFFICE_BARS,      /* whoever is called so speaks for nobody                   */
    OFFICE_FORMER,    /* "former": the office is over                             */
    OFFICE_ANONYMOUS, /* "on condition of anonymity"                              */
    OFFICE_TITLE      /* "Mr."                                                    */
};

enum gender { GENDER_UNKNOWN, GENDER_MAN, GENDER_WOMAN };

enum {
    OFFICE_FOR = 1 << 0,      /* "spokesman for Iran" is Iran's                  */
    OFFICE_TO = 1 << 1,       /* "adviser to the president" is the president's   */
    OFFICE_NAMELESS = 1 << 2, /* without a name an anonymous one                 */
    OFFICE_OTHER = 1 << 3,    /* "her counterpart" is not she                    */
    OFFICE_GROUP = 1 << 4,    /* a body: of an armed group or faction            */
    OFFICE_UNION = 1 << 5     /* a body: an international one                    */
};

#define ROLES_MAX 256

struct role_set {
    uint64_t bits[ROLES_MAX / 64];
};

struct office {
    struct text phrase;
    uint8_t kind; /* enum office_kind */
    uint8_t role; /* of OFFICE_ROLE and OFFICE_BARS: names of one office have one number */
    uint8_t gender;
    uint8_t flags;
};

struct offices {
    struct phrase_set *phrases; /* values are indexes into `at` */
    struct office *at;
    size_t n, room, n_roles;
    struct role_set meets[ROLES_MAX]; /* per role: roles that it may stand for, and that may stand for it */
};

/* ECONFIG: `err` says FILE:LINE and what is wrong. */
priscus_status offices_read(const char *file, struct text text, struct arena *mem, struct offices *out,
                            struct priscus_error *err);

/* Add an office under the phrase that it has (flags: phrase.h). EINPUT: `why` says why it is no phrase. ENOMEM. */
priscus_status offices_add(struct offices *o, struct arena *mem, struct office office, unsigned flags,
                           struct priscus_error *why);

/* Add the agents of the dictionaries that the roster was made of. ENOMEM. */
struct roster;
priscus_status offices_add_agents(struct offices *o, const struct roster *roster, struct arena *mem);

static inline void role_add(struct role_set *set, uint8_t role)
{
    set->bits[role / 64] |= (uint64_t)1 << role % 64;
}

static inline bool role_has(const struct role_set *set, uint8_t role)
{
    return set->bits[role / 64] >> role % 64 & 1;
}

static inline bool role_sets_meet(const struct role_set *a, const struct role_set *b)
{
    for (size_t i = 0; i < ROLES_MAX / 64; i++)
        if (a->bits[i] & b->bits[i])
            return true;
    return false;
}

/* Roles whose words stand in an office as a roster has it ("deputy foreign minister"). */
void offices_in(const struct offices *offices, struct text office, struct role_set *out);

/* A phrase for an office in a document. */
struct office_span {
    uint32_t first, end, head; /* head: the token that the others hang on */
    const struct office *office;
};

#endif
