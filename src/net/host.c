/* host.c - see host.h. A run meets some dozens of hosts: a list will do. */
#include "net/host.h"

#include <stdlib.h>
#include <time.h>

double net_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void host_free(struct host *host)
{
    robots_release(&host->robots);
    free(host);
}

static double last_met(const struct host *host)
{
    return host->asked > host->looked ? host->asked : host->looked;
}

/* Room for one more. */
static void forget_oldest(struct hosts *hosts)
{
    size_t oldest = 0;

    for (size_t i = 1; i < hosts->n; i++)
        if (last_met(hosts->all[i]) < last_met(hosts->all[oldest]))
            oldest = i;
    host_free(hosts->all[oldest]);
    hosts->all[oldest] = hosts->all[--hosts->n];
}

struct host *hosts_find(struct hosts *hosts, struct text name)
{
    struct host *host;

    if (name.len >= HOST_NAME_MAX_BYTES)
        name.len = HOST_NAME_MAX_BYTES - 1;
    for (size_t i = 0; i < hosts->n; i++)
        if (text_is(name, hosts->all[i]->name))
            return hosts->all[i];
    host = calloc(1, sizeof *host);
    if (!host)
        return NULL;
    if (hosts->n == HOSTS_MAX)
        forget_oldest(hosts);
    memcpy(host->name, name.ptr, name.len);
    host->asked = -1;
    host->looked = net_now();
    return hosts->all[hosts->n++] = host;
}

void hosts_release(struct hosts *hosts)
{
    while (hosts->n)
        host_free(hosts->all[--hosts->n]);
}

double host_due(const struct host *host, double delay)
{
    return host->asked < 0 ? 0 : host->asked + delay;
}
