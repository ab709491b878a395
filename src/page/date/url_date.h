/* url_date.h - the day that an address was given.
 *
 *     https://thetern.example/2031/05/03/talks       2031-05-03
 *     https://thetern.example/2031/may/3/talks       2031-05-03
 *     https://thetern.example/news/20310503-ferry    2031-05-03
 *     https://thetern.example/2031-05/03/c_12.htm    2031-05-03
 *
 * It is the paper's own day, and it does not move when the page is changed. */
#ifndef URL_DATE_H
#define URL_DATE_H

#include "base/date.h"

/* The first day in the address's path; *words are its bytes. PRECISION_NONE: there is none. */
struct date url_date(struct text address, struct text *words);

#endif
