/* view_answer.c - a request to its view, and what goes wrong on the way as a reply.
 *
 *     /issue/talks.csv          the view "issue" of talks, its rows as CSV
 *     /api/v1/issue/talks       the same as JSON
 *     /static/style.css         a file that is built in */
#include <stdio.h>
#include <time.h>

#include "base/json_write.h"
#include "server/http/guard.h"
#include "server/ledger_pool.h"
#include "server/page/html_write.h"
#include "server/reply_cache.h"
#include "server/static_file.h"
#include "server/view/open_api.h"

static enum http_status status_of(priscus_status status)
{
    switch (status) {
    case PRISCUS_EUSAGE:
    case PRISCUS_EINPUT:
        return HTTP_BAD_REQUEST;
    case PRISCUS_DONE:
        return HTTP_NOT_FOUND; /* of views of one thing: there is none */
    case PRISCUS_ENOMEM:
    case PRISCUS_ELEDGER:
    case PRISCUS_EVERSION:
        return HTTP_UNAVAILABLE;
    default:
        return HTTP_SERVER_ERROR;
    }
}

void view_fail(const struct request *request, enum http_status status, const char *why, struct reply *reply)
{
    bool page =
        request->target.form == FORM_HTML && !(request->target.n_parts && text_is(request->target.parts[0], "api"));

    buffer_reset(&reply->body);
    reply->status = status;
    reply->type = form_type(page ? FORM_HTML : FORM_JSON);
    if (page) {
        buffer_format(
            &reply->body,
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%s \xc2\xb7 Priscus</title>"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
            "<link rel=\"stylesheet\" href=\"/static/style.css\"></head><body><main id=\"main\"><h1>%s</h1><p>",
            http_status_text(status), http_status_text(status));
        html_c(&reply->body, why);
        buffer_c(&reply->body, "</p><p><a href=\"/\">Where they stand</a></p></main></body></html>\n");
        return;
    }
    buffer_char(&reply->body, '{');
    json_put_bool(&reply->body, "ok", false);
    json_put_number(&reply->body, "status", (uint64_t)status);
    json_put_text(&reply->body, "error", text_c(why));
    buffer_c(&reply->body, "}\n");
}

/* "/matrix.csv" is what "/" shows. */
static const struct view *view_of(struct text name)
{
    if (text_is(name, "matrix"))
        name = text_of("", 0);
    for (size_t i = 0; i < views_n; i++)
        if (text_is(name, views[i].name))
            return &views[i];
    return NULL;
}

static priscus_status show(struct viewing *v, enum target_form form, struct priscus_error *err)
{
    priscus_status status = view_filter(v, err);

    if (status != PRISCUS_OK)
        return status;
    if (v->view->file)
        return v->view->file(v, err);
    if (form == FORM_HTML && v->view->page)
        return v->view->page(v, err);
    if (form == FORM_ATOM)
        return v->view->atom(v, err);
    if (v->view->object) {
        buffer_c(v->out, "{\"ok\": true, \"object\": ");
        status = v->view->object(v, err);
        buffer_c(v->out, "}\n");
        v->reply->type = form_type(FORM_JSON);
        return status;
    }
    if (form == FORM_HTML)
        form = FORM_JSON;
    return view_write_rows(v, form, err);
}

/* ---- replies that are kept ------------------------------------------------------------------ */

#define KEY_MAY_WRITE '+' /* whoever may, sees forms too */
#define KEY_MAY_READ  '-'
#define REST_MAX_MS   1000

/* All views take longer with each page in the ledger, but for those of one entry and of one screenful of a list. What is to be
 * judged next is never an old reply. */
static bool is_heavy(const struct view *view)
{
    static const char *const light[] = { "position",   "statement", "trace",  "utterance", "positions",
                                         "statements", "articles",  "review", "explore",   "download" };

    for (size_t i = 0; i < COUNT_OF(light); i++)
        if (strcmp(view->name, light[i]) == 0)
            return false;
    return true;
}

/* "-/issue/talks?party=VSK": who asks, and what for. False: memory is out. */
static bool put_key(const struct request *request, struct text *key)
{
    const struct target *target = &request->target;
    struct text parts[] = { target->path, target->query };
    char *p = arena_alloc(request->mem, 2 + parts[0].len + parts[1].len);

    if (!p)
        return false;
    *key = text_of(p, 2 + parts[0].len + parts[1].len);
    *p++ = request->may_write ? KEY_MAY_WRITE : KEY_MAY_READ;
    memcpy(p, parts[0].ptr, parts[0].len);
    p += parts[0].len;
    *p++ = '?';
    if (parts[1].len)
        memcpy(p, parts[1].ptr, parts[1].len);
    return true;
}

static int64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static priscus_status show_kept(struct viewing *v, enum target_form form, struct priscus_error *err)
{
    struct reply_cache *cache = v->site->cache;
    int64_t began = now_ms(), took;
    struct text key;
    unsigned ticket;
    priscus_status status;

    if (!put_key(v->request, &key))
        return error_memory(err);
    if (v->request->anew)
        ticket = reply_cache_ticket(cache);
    else if (reply_cache_find(cache, key, &v->mark, began, v->reply, &ticket) != CACHE_NONE)
        return PRISCUS_OK;
    status = show(v, form, err);
    took = now_ms() - began;
    if (status == PRISCUS_OK)
        reply_cache_keep(cache, key, &v->mark, began, took, ticket, v->reply);
    return status;
}

static void answer_view(const struct site *site, const struct view *view, const struct text *parts, size_t n_parts,
                        enum target_form form, const struct request *request, struct reply *reply)
{
    struct viewing v = {
        .site = site, .view = view, .request = request, .reply = reply, .out = &reply->body, .mem = request->mem
    };
    struct priscus_error err = { 0 };
    priscus_status status;

    if (n_parts != (view->of ? 1 : 0) || (form == FORM_ATOM && !view->atom) || form == FORM_SVG ||
        (form != FORM_HTML && view->file) ||
        (form != FORM_HTML && form != FORM_ATOM && !view->rows && !(view->object && form == FORM_JSON))) {
        view_fail(request, HTTP_NOT_FOUND, "there is no such page", reply);
        return;
    }
    if (view->of && !(v.id = arena_copy(v.mem, parts[0].ptr, parts[0].len))) {
        view_fail(request, HTTP_UNAVAILABLE, "out of memory; ask again", reply);
        return;
    }
    if ((status = ledger_pool_take(site->pool, &v.ledger, &err)) == PRISCUS_OK) {
        status = ledger_mark(v.ledger, &v.mark, &err);
        if (status == PRISCUS_OK)
            status = is_heavy(view) ? show_kept(&v, form, &err) : show(&v, form, &err);
        ledger_pool_give(site->pool, v.ledger, status != PRISCUS_ELEDGER);
    }
    if (status != PRISCUS_OK)
        view_fail(request, status_of(status), *err.message ? err.message : "there is no such entry in the ledger",
                  reply);
}

/* A page that was opened with the token goes on without it in the address, and with it in a cookie. */
static bool take_token(const struct request *request, struct reply *reply)
{
    struct text token = target_param(&request->target, "token");

    if (!token.ptr || request->method == METHOD_POST || request->target.n_parts)
        return false;
    reply->status = HTTP_SEE_OTHER;
    snprintf(reply->location, sizeof reply->location, "/");
    if (token.len == GUARD_TOKEN_DIGITS && token.len == strspn(token.ptr, "0123456789abcdef"))
        snprintf(reply->cookie, sizeof reply->cookie, GUARD_COOKIE "=%.*s; HttpOnly; SameSite=Strict; Path=/",
                 (int)token.len, token.ptr);
    return true;
}

void view_answer(void *context, const struct request *request, struct reply *reply)
{
    const struct site *site = context;
    const struct text *parts = request->target.parts;
    size_t n = request->target.n_parts;
    enum target_form form = request->target.form;
    const struct view *view;

    if (take_token(request, reply))
        return;
    if (request->method == METHOD_POST) {
        bool api = n == 3 && text_is(parts[0], "api") && text_is(parts[1], "v1");

        if (request->may_write && (api || n == 1) && text_is(parts[n - 1], "amend")) {
            site->amend(site, request, api || form == FORM_JSON, reply);
            reply_cache_forget(site->cache);
        } else {
            view_fail(request, HTTP_METHOD_NOT_ALLOWED, "nothing can be written here", reply);
        }
        return;
    }
    if (n == 2 && text_is(parts[0], "static")) {
        if (!static_file(parts[1], form, reply))
            view_fail(request, HTTP_NOT_FOUND, "there is no such file", reply);
        return;
    }
    if (n >= 2 && text_is(parts[0], "api") && text_is(parts[1], "v1")) {
        parts += 2;
        n -= 2;
        if (form == FORM_HTML)
            form = FORM_JSON;
        if (!n || (n == 1 && text_is(parts[0], "openapi") && form == FORM_JSON)) {
            open_api(reply);
            return;
        }
    }
    view = view_of(n ? parts[0] : text_of("", 0));
    if (!view)
        view_fail(request, HTTP_NOT_FOUND, "there is no such page", reply);
    else
        answer_view(site, view, n ? parts + 1 : parts, n ? n - 1 : 0, form, request, reply);
}

/* As if somebody asked for it; what comes of it is kept, and sent to nobody. Then a rest, so that a ledger that is written all
 * the time does not keep a core busy for a page that somebody has open. */
static void work_out(const struct site *site, struct text key, struct arena *mem)
{
    struct request request = {
        .method = METHOD_GET, .mem = mem, .anew = true, .may_write = key.ptr[0] == KEY_MAY_WRITE
    };
    struct reply reply = { 0 };
    int64_t began = now_ms(), rest;

    if (target_read(text_of(key.ptr + 1, key.len - 1), mem, &request.target, NULL) == PRISCUS_OK)
        view_answer((void *)(uintptr_t)site, &request, &reply);
    buffer_release(&reply.body);
    reply_cache_pass(site->cache, key);
    rest = now_ms() - began;
    if (rest > REST_MAX_MS)
        rest = REST_MAX_MS;
    nanosleep(&(struct timespec){ .tv_sec = rest / 1000, .tv_nsec = rest % 1000 * 1000000 }, NULL);
}

void view_refresh(const struct site *site)
{
    struct arena mem = { 0 };
    struct text key;

    while (reply_cache_next(site->cache, &mem, &key)) {
        if (key.len)
            work_out(site, key, &mem);
        arena_release(&mem);
    }
    arena_release(&mem);
}
