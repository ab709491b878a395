/* amendment.c - see amendment.h.
 *
 * The ledger is opened for writing for as long as the correction takes, so that others may write in between; it waits
 * its turn behind `priscus read` and `priscus watch` (ledger.h). */
#include "server/amendment.h"

#include <stdio.h>

#include "base/json_write.h"
#include "ledger/correction.h"
#include "record/id.h"

#define WHO_MAX 80 /* bytes of a name that a browser is asked to remember */

/* NULL ptr where the form has no such field, or an empty one. */
static struct text field(const struct request *request, const char *name)
{
    return text_trim(target_param(&request->target, name));
}

static const char *field_c(const struct request *request, const char *name)
{
    struct text t = field(request, name);

    return t.len ? arena_copy(request->mem, t.ptr, t.len) : "";
}

static priscus_status add(struct ledger *ledger, const struct request *request, char *made, struct priscus_error *err)
{
    struct added_position a = { .page = field_c(request, "id"),
                                .words = field(request, "words"),
                                .party = field(request, "party"),
                                .issue = field(request, "issue"),
                                .speaker = field(request, "speaker"),
                                .said_on = { .zone = DATE_NO_ZONE },
                                .note = field(request, "note"),
                                .who = field(request, "who") };
    struct text said_on = field(request, "said-on");
    char position[ID_TEXT_MAX];

    if (!a.page)
        return error_memory(err);
    stance_parse(field(request, "stance"), &a.stance);
    if (said_on.len && !date_parse_iso(said_on, &a.said_on))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE, "said-on is no date; write it as 2031-05-04");
    return ledger_correct_add(ledger, &a, position, made, err);
}

static priscus_status correct(struct ledger *ledger, const struct request *request, char *made,
                              struct priscus_error *err)
{
    struct correction c = { .value = field(request, "value"),
                            .note = field(request, "note"),
                            .who = field(request, "who") };
    const char *id = field_c(request, "id");

    if (!id)
        return error_memory(err);
    if (!correction_what_parse(field(request, "what"), &c.what))
        return error_set(err, PRISCUS_EUSAGE, NOWHERE,
                         "say what: confirm, not, stance, party, issue, speaker, note, add, reviewed or undo");
    if (c.what == CORRECTION_ADD)
        return add(ledger, request, made, err);
    return ledger_correct(ledger, id, &c, made, err);
}

/* A path of this server, and nothing that a browser would take for another one's address. */
static bool is_path(struct text back)
{
    if (!back.len || back.len > 200 || back.ptr[0] != '/' ||
        (back.len > 1 && (back.ptr[1] == '/' || back.ptr[1] == '\\')))
        return false;
    for (size_t i = 0; i < back.len; i++)
        if ((unsigned char)back.ptr[i] <= ' ' || (unsigned char)back.ptr[i] >= 0x7f)
            return false;
    return true;
}

static void go_back(const struct request *request, struct reply *reply)
{
    struct text back = field(request, "back"), who = field(request, "who");
    struct buffer name = { 0 };

    reply->status = HTTP_SEE_OTHER;
    snprintf(reply->location, sizeof reply->location, "%.*s", is_path(back) ? (int)back.len : 1,
             is_path(back) ? back.ptr : "/");
    target_put(&name, who);
    if (name.len && name.len <= WHO_MAX)
        snprintf(reply->cookie, sizeof reply->cookie, REQUEST_WHO_COOKIE "=%s; HttpOnly; SameSite=Strict; Path=/",
                 name.ptr);
    buffer_release(&name);
}

void amend_post(const struct site *site, const struct request *request, bool as_json, struct reply *reply)
{
    struct ledger *ledger = NULL;
    struct priscus_error err = { 0 }, closing;
    char made[ID_TEXT_MAX];
    priscus_status status = ledger_open(site->ledger_name, LEDGER_WRITE, &ledger, &err);

    if (status == PRISCUS_OK)
        status = correct(ledger, request, made, &err);
    if (ledger_close(ledger, &closing) != PRISCUS_OK && status == PRISCUS_OK) {
        status = PRISCUS_ELEDGER;
        err = closing;
    }
    if (status == PRISCUS_EUSAGE || status == PRISCUS_EINPUT) {
        view_fail(request, HTTP_BAD_REQUEST, err.message, reply);
    } else if (status != PRISCUS_OK) {
        view_fail(request, HTTP_UNAVAILABLE, err.message, reply);
    } else if (as_json) {
        reply->type = form_type(FORM_JSON);
        buffer_c(&reply->body, "{\"ok\": true");
        json_put_text(&reply->body, "id", text_c(made));
        buffer_c(&reply->body, "}\n");
    } else {
        go_back(request, reply);
    }
}
