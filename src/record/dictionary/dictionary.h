/* dictionary.h - actor and agent dictionaries in the format of KEDS, TABARI and PETRARCH, and what code a name has in
 * them on a day. Knows nothing of rosters: record/knowledge/roster_dictionary.c makes one of a dictionary.
 *
 *     ILMAR_TESSOV_  # president of Veshkar      an entry: a name, "_" between words
 *     +I._TESSOV_                                another name of the same actor
 *         [VSKELI 200101-270503]                 a role: code, from - to, limits included
 *         [VSKGOV >270504]                       from that day on; [VSK <270503] is until that day
 *         [VSK]                                  when nothing else holds
 *     TESMARI_TROOPS [VSKMIL]                    the same on the name's line
 *     DEFENCE_MINISTER [~GOVMIL]                 an agent: behind the code of whose it is; [NGO~]: before it
 *     LAWMAN {LAWMEN} [~COP]                     its plural, if "S" behind it is not; {}: none
 *     !PERSON! = MAN, MEN, WOMAN, WOMEN          a set: CONGRESS!PERSON! is CONGRESSMAN, CONGRESSMEN, ...
 *
 * A day is YYMMDD (00 to 30 are 2000 to 2030) or YYYYMMDD. What is behind "#" or ";" on a line, and between "<!--" and
 * "-->", is a remark. A remark "as of 2014-01-30" says what day the dictionary is of.
 *
 * The format is described in the documentation of PETRARCH (Open Event Data Alliance) and in Schrodt's manuals of KEDS and
 * TABARI. */
#ifndef DICTIONARY_H
#define DICTIONARY_H

#include "base/date.h"

enum {
    DICTIONARY_LINE_MAX = 64 << 10, /* bytes of a line; a longer one is left out                              */
    DICTIONARY_NAME_MAX = 200,      /* bytes of a name                                                        */
    DICTIONARY_CODE_MAX = 48,       /* bytes of a code                                                        */
    DICTIONARY_ROLES_MAX = 200,     /* of one entry                                                           */
    DICTIONARY_NAMES_MAX = 2000,    /* of one entry                                                           */
    DICTIONARY_SETS_MAX = 100,      /* substitution sets                                                      */
    DICTIONARY_SET_WORDS_MAX = 100, /* words of a set                                                         */
    DICTIONARY_SPELLINGS_MAX = 200, /* of one agent, when its sets are put in                                 */
    DICTIONARY_TOTAL_MAX = 1000000  /* names of a file, its roles, and spellings of its agents                */
};

/* One day is year * 10000 + month * 100 + day; 0: open at that end. Both 0: holds when nothing else does. */
struct dictionary_role {
    struct text code;
    int32_t from, to;
    int line;
};

struct dictionary_name {
    struct text text; /* as written, with a blank for each "_": "ILMAR TESSOV" */
    uint32_t entry;
    int line;
};

/* Names and roles are those [first, end) in the dictionary's arrays. The first name is the entry's own. */
struct dictionary_entry {
    uint32_t first_name, end_name, first_role, end_role;
    int line;
};

struct dictionary_agent {
    struct text words, code; /* "DEFENCE MINISTER", "GOVMIL" */
    bool before;             /* NGO~: the code goes before the actor's */
    bool plural;             /* the regular one of the agent before it */
    int line;
};

struct dictionary {
    struct dictionary_entry *entries;
    struct dictionary_name *names;
    struct dictionary_role *roles;
    struct dictionary_agent *agents; /* each spelling by itself */
    size_t n_entries, n_names, n_roles, n_agents;
    size_t entries_room, names_room, roles_room, agents_room;
    uint32_t *by_name, *by_agent; /* indexes, in the order of their folded texts, then of the file */
    int32_t as_of;                /* what the file says, else the last day on which a role begins; 0: unknown */
    bool says_as_of;
};

/* Told of each line that is wrong; what can be kept of it is kept. */
typedef void dictionary_told_fn(void *context, int line, const char *message);

/* Read a dictionary into *out (zeroed here), in `mem`; `text` must stay. Lines that are wrong are told and are no
 * failure. Linear in the text but for sorting. ENOMEM alone. */
priscus_status dictionary_read(struct text text, struct arena *mem, struct dictionary *out, dictionary_told_fn *told,
                               void *context);

/* What a name has on a day. */
struct dictionary_answer {
    char code[2 * DICTIONARY_CODE_MAX + 1]; /* "" : none                                             */
    const struct dictionary_entry *entry;   /* NULL: the dictionary does not have the name           */
    const struct dictionary_role *role;     /* NULL: no role holds                                   */
    const struct dictionary_agent *agent;   /* the one behind the actor's name; NULL: none           */
    bool last_known;                        /* the day is after as_of, and the role has no end       */
};

/* The code of `name` ("Ilmar Tessov", "ILMAR_TESSOV_": ASCII case, "_" and blanks are no matter) on `day`: that of the
 * first role in the file whose dates hold, limits included; else of the first without dates; else none. A name that the
 * dictionary does not have may be an actor's with an agent's behind it, the actor's as long as can be: "Veshkari defence
 * minister" is VSK + ~GOVMIL = VSKGOVMIL. Agents may be
 * stems, as in DEFENCE_MINIST: up to four letters more are no matter. `agents` (NULL: d itself) is the dictionary that agents are looked for in. Of a
 * month or year its first day counts; an unknown day has the roles without dates. No allocation. */
struct dictionary_answer dictionary_find(const struct dictionary *d, const struct dictionary *agents, struct text name,
                                         struct date day);

#endif
