/* actor_code.h - what a CAMEO actor code says: whose voice it is, and in what part of it.
 *
 *     USA           the state USA                 IGOUNO        the body IGOUNO, the United Nations
 *     USAGOVMIL     the state USA: government,    IGOUNOREFHCR  the body IGOUNO: its refugee agency
 *                   military                      IGOEUREEC     the body IGOEUREEC: EUR is a region
 *     COLREBFRC     the group COLREBFRC           IMGMUSALQ     the group IMGMUSALQ: MUS is a religion
 *     RUSELI        nobody: a member of an elite  RUSMED        nobody: media relay what others say
 *
 * A code is read in pieces of three letters. The standard is CAMEO (Gerner, Schrodt and Yilmaz 2009), chapter 3. */
#ifndef ACTOR_CODE_H
#define ACTOR_CODE_H

#include "base/base.h"

enum actor_code_kind { ACTOR_CODE_NOBODY, ACTOR_CODE_STATE, ACTOR_CODE_BODY, ACTOR_CODE_GROUP };

struct actor_code {
    enum actor_code_kind kind;
    struct text party; /* the first letters of the code; empty for nobody              */
    bool part;         /* what is behind them names a sector: government, military     */
    bool media;        /* MED is among its pieces                                      */
    bool shared;       /* many organisations have it: MNCUSA, FRAREB; no name is its   */
};

/* Without a meaning: "---", "+++", "###". Of "ELR/GAL", two actors, the first counts. */
struct actor_code actor_code_read(struct text code);

/* The sectors in words: "government, military"; the code itself if there are none that we know. Returns out. */
#define ACTOR_CODE_OFFICE_MAX 120
const char *actor_code_office(struct text code, char out[ACTOR_CODE_OFFICE_MAX]);

#endif
