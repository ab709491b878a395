/* target.c - see target.h. */
#include "server/http/target.h"

#include "base/buffer.h"
#include "base/utf8.h"

static const char *const forms[FORM_COUNT] = { "html", "json", "csv", "jsonl", "atom", "svg" };

const char *target_form_text(enum target_form form)
{
    return forms[form];
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static priscus_status bad(struct priscus_error *err, const char *what)
{
    return error_set(err, PRISCUS_EINPUT, NOWHERE, "the address %s", what);
}

/* %41 is A; in a query + is a blank. */
static priscus_status decode(struct text raw, bool query, struct arena *mem, struct text *out,
                             struct priscus_error *err)
{
    char *to = arena_alloc(mem, raw.len + 1);
    size_t n = 0;

    if (!to)
        return error_memory(err);
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];

        if (c == '%') {
            int high = raw.len - i > 2 ? hex_digit(raw.ptr[i + 1]) : -1;
            int low = high >= 0 ? hex_digit(raw.ptr[i + 2]) : -1;

            if (low < 0)
                return bad(err, "has a % that no two hexadecimal digits follow; a % itself is %25");
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && query) {
            c = ' ';
        }
        to[n++] = c;
    }
    *out = text_of(to, n);
    if (utf8_check(*out) != NOWHERE)
        return bad(err, "is not UTF-8");
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)to[i] < 0x20 || to[i] == 0x7f)
            return bad(err, "has a control character in it");
    return PRISCUS_OK;
}

/* "talks.csv": csv, and the name without it. */
static void take_form(struct text *name, enum target_form *form)
{
    for (int f = 0; f < FORM_COUNT; f++) {
        size_t n = strlen(forms[f]) + 1;

        if (name->len > n && name->ptr[name->len - n] == '.' &&
            text_is(text_of(name->ptr + name->len - n + 1, n - 1), forms[f])) {
            name->len -= n;
            *form = (enum target_form)f;
            return;
        }
    }
}

static priscus_status read_path(struct text rest, struct arena *mem, struct target *out, struct priscus_error *err)
{
    if (!rest.len || rest.ptr[0] != '/')
        return bad(err, "does not begin with a /");
    rest = text_of(rest.ptr + 1, rest.len - 1);
    while (rest.len) {
        struct text part;
        priscus_status status;

        if (out->n_parts == TARGET_PARTS_MAX)
            return bad(err, "has more parts than any page here");
        status = decode(text_cut(&rest, '/'), false, mem, &part, err);
        if (status != PRISCUS_OK)
            return status;
        if (!part.len || text_is(part, ".") || text_is(part, "..") || memchr(part.ptr, '/', part.len) ||
            memchr(part.ptr, '\\', part.len))
            return bad(err, "has a part that is none");
        out->parts[out->n_parts++] = part;
    }
    if (out->n_parts)
        take_form(&out->parts[out->n_parts - 1], &out->form);
    return PRISCUS_OK;
}

priscus_status target_read_params(struct text raw, struct arena *mem, struct target *out, struct priscus_error *err)
{
    priscus_status status = PRISCUS_OK;

    while (raw.len && status == PRISCUS_OK) {
        struct text pair = text_cut(&raw, '&'), name = text_cut(&pair, '=');
        struct param param;

        if (!name.len || !pair.len) /* forms send what was left empty */
            continue;
        if (out->n_params == TARGET_PARAMS_MAX)
            return bad(err, "has too many parameters");
        status = decode(name, true, mem, &param.name, err);
        if (status == PRISCUS_OK)
            status = decode(pair, true, mem, &param.value, err);
        if (status == PRISCUS_OK)
            out->params[out->n_params++] = param;
    }
    return status;
}

priscus_status target_read(struct text raw, struct arena *mem, struct target *out, struct priscus_error *err)
{
    size_t question = 0;
    priscus_status status;

    *out = (struct target){ 0 };
    if (raw.len > TARGET_BYTES_MAX)
        return bad(err, "is too long");
    while (question < raw.len && raw.ptr[question] != '?')
        question++;
    out->path = text_of(raw.ptr, question);
    out->query = question < raw.len ? text_of(raw.ptr + question + 1, raw.len - question - 1) : text_of("", 0);
    if ((status = read_path(out->path, mem, out, err)) != PRISCUS_OK)
        return status;
    return target_read_params(out->query, mem, out, err);
}

struct text target_param(const struct target *target, const char *name)
{
    for (size_t i = 0; i < target->n_params; i++)
        if (text_is(target->params[i].name, name))
            return target->params[i].value;
    return (struct text){ 0 };
}

void target_put(struct buffer *out, struct text t)
{
    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i];

        if (is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == '_' || c == '~')
            buffer_char(out, c);
        else
            buffer_format(out, "%%%02X", (unsigned char)c);
    }
}

priscus_status target_decode(struct text escaped, struct arena *mem, struct text *out, struct priscus_error *err)
{
    *out = (struct text){ 0 };
    return escaped.len ? decode(escaped, false, mem, out, err) : PRISCUS_OK;
}
