/* host.h - what is remembered of the hosts met in a run: when each was asked last, and its robots.txt.
 *
 *     struct host *host = hosts_find(&hosts, text_c("thetern.example"));
 *     wait until host_due(host, delay), ask, then: host->asked = net_now()
 *
 * The pace is kept by host name, robots.txt by origin (scheme, host and port): both are names in the
 * same table. It has a ceiling; whoever was not asked for longest is forgotten first. */
#ifndef HOST_H
#define HOST_H

#include "net/robots.h"

#define HOSTS_MAX           1024
#define HOST_NAME_MAX_BYTES 300

enum host_robots {
    ROBOTS_UNKNOWN, /* not asked yet                              */
    ROBOTS_KNOWN,   /* what it says is in `robots`                */
    ROBOTS_CLOSED   /* could not be had: nothing may be fetched   */
};

struct host {
    char name[HOST_NAME_MAX_BYTES];
    double asked;  /* net_now() of the last request; < 0: never        */
    double looked; /* ... and of when robots.txt was read              */
    enum host_robots state;
    struct robots robots;
    char why[240]; /* CLOSED: a sentence without the address           */
};

struct hosts {
    struct host *all[HOSTS_MAX];
    size_t n;
};

/* Seconds of a clock that never goes back. */
double net_now(void);

/* The host, made if it is new. NULL: out of memory. */
struct host *hosts_find(struct hosts *hosts, struct text name);
void hosts_release(struct hosts *hosts);

/* When the next request may begin. */
double host_due(const struct host *host, double delay);

#endif
