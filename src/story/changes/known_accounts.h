/* known_accounts.h - through which media reports came, worked out once for all reports that name the same.
 *
 *     The Ferry Post <- Meridian <- Pia Holm, of ferrypost.example       a thousand positions of a party, one account
 *
 * To find the media in a chain and what each is told apart by takes longer than all else that is done with a report. */
#ifndef KNOWN_ACCOUNTS_H
#define KNOWN_ACCOUNTS_H

#include "ledger/stance_reports.h"
#include "story/sources/independent.h"

/* Zeros to begin with; NULL is what of it ends with known_accounts_forget(). */
struct known_accounts {
    struct known_account *entries;
    size_t n, room;
    size_t *table; /* 1 + entry by hash; 0: free */
    size_t size;   /* of the table: a power of two */
    struct known_name *names; /* speakers, and whether they are media: KNOWN_NAMES of them, the last one met in each place */
    struct arena mem;
};

#define KNOWN_NAMES 4096

/* When there are so many, they are forgotten between two pairs: memory does not grow with the ledger. */
#define KNOWN_ACCOUNTS_MAX 65536

/* *out is good until they are forgotten: the same pointer for the same chain, speaker, outlet and host. ENOMEM. */
priscus_status known_account(struct known_accounts *known, const struct stance_report *report,
                             const struct account **out);
void known_accounts_forget(struct known_accounts *known);

#endif
