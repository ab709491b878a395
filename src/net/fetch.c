/* fetch.c - see fetch.h: manners and redirects around single requests (transfer.c).
 *
 *     page ->  robots.txt of its site, unless it is known -> wait for the host's turn -> ask
 *       ^                                                                                  |
 *       +------------------------------- a redirect: the same for its target --------------+
 */
#include "net/fetch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "net/host.h"
#include "net/media_type.h"
#include "net/transfer.h"

#define TIMEOUT_DEFAULT 60
#define ROBOTS_HOPS_MAX 5   /* RFC 9309, 2.3.1.2 */
#define WAIT_SLICE      0.1 /* seconds between two looks at the flag */

struct fetcher {
    struct fetch_options options;
    struct transfer *transfer;
    struct hosts hosts;
    char agent[FETCH_AGENT_MAX];
};

/* One page on its way: the address it is at, and the time it has left. */
struct way {
    struct url url;
    double seconds;
    struct transfer_answer answer;
    struct text body;
    bool forbidden; /* by robots.txt */
};

priscus_status fetcher_open(const struct fetch_options *options, struct fetcher **out, struct priscus_error *err)
{
    struct fetcher *f = calloc(1, sizeof *f);
    const char *contact = options->contact;
    priscus_status status;

    if (!f)
        return error_memory(err);
    f->options = *options;
    if (!f->options.timeout)
        f->options.timeout = TIMEOUT_DEFAULT;
    if (contact && *contact && !strpbrk(contact, "\r\n"))
        snprintf(f->agent, sizeof f->agent, "Priscus/%s (%s)", PRISCUS_VERSION, contact);
    else
        snprintf(f->agent, sizeof f->agent, "Priscus/%s", PRISCUS_VERSION);
    if ((status = transfer_open(f->agent, &f->transfer, err)) != PRISCUS_OK) {
        free(f);
        return status;
    }
    *out = f;
    return PRISCUS_OK;
}

void fetcher_close(struct fetcher *f)
{
    if (!f)
        return;
    transfer_close(f->transfer);
    hosts_release(&f->hosts);
    free(f);
}

bool fetch_wait(double until, volatile sig_atomic_t *stop)
{
    for (;;) {
        double left = until - net_now();
        struct timespec slice;

        if (stop && *stop)
            return false;
        if (left <= 0)
            return true;
        if (left > WAIT_SLICE)
            left = WAIT_SLICE;
        slice = (struct timespec){ 0, (long)(left * 1e9) };
        nanosleep(&slice, NULL); /* a signal may cut it short: the flag is looked at */
    }
}

static priscus_status no_memory(struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "out of memory while fetching");
}

/* Wait for the host's turn and ask once. */
static priscus_status ask(struct fetcher *f, struct way *way, const struct fetch_request *request, size_t limit,
                          bool cut, struct priscus_error *err)
{
    struct host *site = hosts_find(&f->hosts, url_origin(&way->url)), *host;
    unsigned delay = site && site->robots.delay > f->options.delay ? site->robots.delay : f->options.delay;
    char etag[TRANSFER_FIELD_MAX] = "", modified[TRANSFER_FIELD_MAX] = "";
    struct transfer_request one = { &way->url,      etag, modified, limit, cut, way->seconds, f->options.allow_private,
                                    f->options.stop };
    priscus_status status;
    double began;

    if (request && request->etag.len < sizeof etag && request->etag.len)
        memcpy(etag, request->etag.ptr, request->etag.len);
    if (request && request->last_modified.len < sizeof modified && request->last_modified.len)
        memcpy(modified, request->last_modified.ptr, request->last_modified.len);
    if (!site || !(host = hosts_find(&f->hosts, text_c(way->url.host))))
        return no_memory(err);
    if (!fetch_wait(host_due(host, delay), f->options.stop))
        return PRISCUS_DONE;
    began = net_now();
    status = transfer_run(f->transfer, &one, &way->answer, &way->body, err);
    host->asked = net_now();
    way->seconds -= host->asked - began;
    if (way->seconds < 0.001)
        way->seconds = 0.001; /* the next redirect's request ends at once, and says why */
    return status;
}

static bool redirects(const struct transfer_answer *answer)
{
    return answer->location[0] && (answer->status == 301 || answer->status == 302 || answer->status == 303 ||
                                   answer->status == 307 || answer->status == 308);
}

/* ---- robots.txt ------------------------------------------------------------------------- */

/* Fetch the robots.txt of the way's site and follow its redirects; the answer is in way->answer and way->body. */
static priscus_status ask_robots(struct fetcher *f, struct way *way, struct priscus_error *err)
{
    priscus_status status;

    for (int hop = 0;; hop++) {
        struct url next;

        status = ask(f, way, NULL, ROBOTS_MAX, true, err);
        if (status != PRISCUS_OK || !redirects(&way->answer))
            return status;
        /* After more than five redirects, or one away from http and https, the site counts as having no robots.txt. */
        if (hop == ROBOTS_HOPS_MAX || url_parse(text_c(way->answer.location), &next, NULL) != PRISCUS_OK) {
            way->answer.status = 404;
            return PRISCUS_OK;
        }
        way->url = next;
    }
}

/* Read the robots.txt of `site`, the entry of an origin, unless it is known. */
static priscus_status learn_robots(struct fetcher *f, const struct url *url, struct priscus_error *err)
{
    struct way *way = calloc(1, sizeof *way);
    struct priscus_error why = { 0 };
    struct host *site;
    priscus_status status;
    char address[HOST_NAME_MAX_BYTES + 12];

    if (!way)
        return no_memory(err);
    snprintf(address, sizeof address, "%.*s/robots.txt", (int)url->origin_len, url->text);
    way->seconds = f->options.timeout;
    status = url_parse(text_c(address), &way->url, &why);
    if (status == PRISCUS_OK)
        status = ask_robots(f, way, &why);
    site = hosts_find(&f->hosts, url_origin(url));
    if (!site || status == PRISCUS_ENOMEM) {
        free(way);
        return no_memory(err);
    }
    if (status == PRISCUS_DONE) {
        free(way);
        return status;
    }
    site->looked = net_now();
    robots_release(&site->robots);
    site->state = ROBOTS_KNOWN;
    if (status != PRISCUS_OK) {
        site->state = ROBOTS_CLOSED;
        snprintf(site->why, sizeof site->why, "%s", why.message);
    } else if (way->answer.status >= 500) {
        site->state = ROBOTS_CLOSED;
        snprintf(site->why, sizeof site->why,
                 "its robots.txt is answered with %ld, which stands for \"not now\"; try again later",
                 way->answer.status);
    } else if (way->answer.status >= 200 && way->answer.status < 300 &&
               robots_read(way->body, "priscus", &site->robots) != PRISCUS_OK) {
        robots_release(&site->robots);
        site->state = ROBOTS_UNKNOWN;
        status = PRISCUS_ENOMEM;
    }
    free(way);
    return status == PRISCUS_ENOMEM ? no_memory(err) : PRISCUS_OK;
}

static priscus_status may_fetch(struct fetcher *f, const struct url *url, bool *forbidden, struct priscus_error *err)
{
    struct host *site = hosts_find(&f->hosts, url_origin(url));
    double age;
    priscus_status status;

    if (!site)
        return no_memory(err);
    age = net_now() - site->looked;
    if (site->state == ROBOTS_UNKNOWN || age > (site->state == ROBOTS_KNOWN ? FETCH_ROBOTS_KEPT : FETCH_ROBOTS_AGAIN)) {
        if ((status = learn_robots(f, url, err)) != PRISCUS_OK)
            return status;
        site = hosts_find(&f->hosts, url_origin(url));
    }
    if (!site)
        return no_memory(err);
    if (site->state == ROBOTS_CLOSED)
        return error_set(err, PRISCUS_ENETWORK, NOWHERE, "%s", site->why);
    if (!robots_allow(&site->robots, text_c(url_target(url)))) {
        *forbidden = true;
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "not fetched: the site's robots.txt asks programs to leave this page alone; open it yourself "
                         "and read the saved page");
    }
    return PRISCUS_OK;
}

/* ---- pages ------------------------------------------------------------------------------ */

static priscus_status refused(const struct way *way, struct priscus_error *err)
{
    long status = way->answer.status;
    unsigned retry = way->answer.retry_after > FETCH_RETRY_MAX ? FETCH_RETRY_MAX : (unsigned)way->answer.retry_after;
    char later[60] = "try again later";

    if (retry)
        snprintf(later, sizeof later, "it asks to wait %u seconds before the next try", retry);
    switch (status) {
    case 404:
    case 410:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE, "is gone or never was (%ld); look for a slip in the address",
                         status);
    case 401:
    case 402:
    case 403:
    case 451:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "is not given to everybody (%ld); if you may read it, save it and read the saved page",
                         status);
    case 429:
        return error_set(err, PRISCUS_ENETWORK, NOWHERE, "the site has been asked too often (429); %s", later);
    default:
        if (status >= 500)
            return error_set(err, PRISCUS_ENETWORK, NOWHERE, "the server has trouble of its own (%ld); %s", status,
                             later);
        if (status >= 300 && status < 400)
            return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                             "a redirect that leads nowhere (%ld); look for a slip in the address", status);
        return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                         "the server does not give it (%ld); look for a slip in the address", status);
    }
}

/* Follow redirects from the way's address until an answer is no redirect. */
static priscus_status travel(struct fetcher *f, struct way *way, const struct fetch_request *request,
                             struct priscus_error *err)
{
    size_t limit = request->limit ? request->limit : FETCH_PAGE_MAX;
    priscus_status status;

    for (int hop = 0; hop <= FETCH_HOPS_MAX; hop++) {
        struct url next;
        char shown[URL_SHOWN_MAX];

        if ((status = may_fetch(f, &way->url, &way->forbidden, err)) != PRISCUS_OK ||
            (status = ask(f, way, request, limit, false, err)) != PRISCUS_OK) {
            if (hop && status != PRISCUS_DONE &&
                status !=
                    PRISCUS_ENOMEM) /* the message names where it was redirected to, since nobody asked for that address */
                error_prefix(err, "redirects to %s", url_shown(text_c(way->url.text), shown));
            return status;
        }
        if (!redirects(&way->answer))
            return PRISCUS_OK;
        if (url_parse(text_c(way->answer.location), &next, err) != PRISCUS_OK) {
            error_prefix(err, "redirects to what is no page");
            if (err && err->code != PRISCUS_ENOMEM)
                err->code = PRISCUS_ENETWORK;
            return err ? err->code : PRISCUS_ENETWORK;
        }
        way->url = next;
    }
    return error_set(err, PRISCUS_ENETWORK, NOWHERE,
                     "redirects more than %d times, round in a circle or without end; look for a slip in the address",
                     FETCH_HOPS_MAX);
}

/* A copy; what is empty is "". */
static priscus_status keep(struct text t, struct arena *mem, struct text *out)
{
    char *copy = arena_copy(mem, t.ptr ? t.ptr : "", t.len);

    *out = text_of(copy, t.len);
    return copy ? PRISCUS_OK : PRISCUS_ENOMEM;
}

/* The type in small letters, the charset as it is. */
static priscus_status keep_type(const char *written, struct arena *mem, struct fetch_reply *out)
{
    struct text type, charset;

    media_type_read(text_c(written), &type, &charset);
    if (keep(type, mem, &out->type) != PRISCUS_OK)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < type.len; i++)
        ((char *)(uintptr_t)out->type.ptr)[i] = ascii_lower(type.ptr[i]);
    return arena_text(mem, charset, &out->charset);
}

static priscus_status fill_reply(const struct way *way, struct arena *mem, struct fetch_reply *out,
                                 struct priscus_error *err)
{
    struct fetch_reply reply = { .status = way->answer.status,
                                 .fetched = date_now(),
                                 .truncated = way->answer.truncated,
                                 .not_modified = way->answer.status == 304 };

    if (keep(text_c(way->url.text), mem, &reply.address) != PRISCUS_OK ||
        keep_type(way->answer.type, mem, &reply) != PRISCUS_OK ||
        keep(text_c(way->answer.etag), mem, &reply.etag) != PRISCUS_OK ||
        keep(text_c(way->answer.last_modified), mem, &reply.last_modified) != PRISCUS_OK ||
        (!reply.not_modified && keep(way->body, mem, &reply.bytes) != PRISCUS_OK))
        return no_memory(err);
    *out = reply;
    return PRISCUS_OK;
}

priscus_status fetch(struct fetcher *f, const struct fetch_request *request, struct arena *mem, struct fetch_reply *out,
                     struct priscus_error *err)
{
    struct way *way = calloc(1, sizeof *way);
    bool conditional = request->etag.len || request->last_modified.len;
    struct priscus_error own;
    char shown[URL_SHOWN_MAX];
    priscus_status status;
    long code;

    err = err ? err : &own;
    *out = (struct fetch_reply){ 0 };
    if (!way)
        return no_memory(err);
    way->seconds = f->options.timeout;
    status = url_parse(request->address, &way->url, err);
    if (status != PRISCUS_OK) {
        free(way);
        return status; /* its message has the address */
    }
    status = travel(f, way, request, err);
    code = way->answer.status;
    if (status == PRISCUS_OK && !(code >= 200 && code < 300) && !(code == 304 && conditional))
        status = refused(way, err);
    if (status == PRISCUS_OK && code != 304 && way->body.len == 0)
        status = error_set(err, PRISCUS_ENETWORK, NOWHERE, "an empty page came; try again later");
    if (status == PRISCUS_OK)
        status = fill_reply(way, mem, out, err);
    else if (status == PRISCUS_ENETWORK)
        *out = (struct fetch_reply){ .status = way->forbidden ? 403 : code,
                                     .retry_after = way->answer.retry_after > FETCH_RETRY_MAX
                                                        ? FETCH_RETRY_MAX
                                                        : (unsigned)way->answer.retry_after };
    if (status != PRISCUS_OK && status != PRISCUS_DONE && status != PRISCUS_ENOMEM)
        error_prefix(err, "%s", url_shown(request->address, shown));
    free(way);
    return status;
}
