/* measured.h - how often entries are right, as it was measured: what /about says. The documents named tell how; change
 * both together. */
#ifndef MEASURED_H
#define MEASURED_H

struct measured {
    const char *what, *on; /* "statements: ...", "84 news articles ..."                     */
    const char *precision,
        *recall;      /* of what is shown, so much is right; of what there is, so much is shown; NULL: not measured */
    const char *note; /* NULL: none                                                  */
    const char *date, *document; /* "2026-11-29", "docs/positions.md"                           */
};

extern const struct measured measured[];
extern const unsigned measured_n;

#endif
