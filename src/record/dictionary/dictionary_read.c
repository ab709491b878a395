/* dictionary_read.c - the lines of a dictionary (dictionary.h has the format).
 *
 *     ILMAR_TESSOV_  # president     begins an entry
 *     +I._TESSOV_                    belongs to it, and so does
 *         [VSKGOV >270504]           this
 *     MINISTER [~GOV]                is an agent, for its code has a "~"
 *
 * Dictionaries are made by many hands over decades, and slips are in all of them. So a line is read as far as it can be: of a
 * role with a day that there is not the role goes and the name stays, a "]" that nothing opened is cut out, and all that goes
 * is told. */
#include "record/dictionary/dictionary.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

struct reading {
    struct dictionary *d;
    struct arena *mem;
    dictionary_told_fn *told;
    void *context;
    int line;
    int remark;    /* where a "<!--" that is still open stands; 0: none */
    bool open;     /* an entry is being read: the last one              */
    bool lost;     /* a role of it was left out, which was told         */
    bool too_many; /* told already                                      */
    struct dictionary_sets sets;
};

static void tell(struct reading *r, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void tell(struct reading *r, const char *format, ...)
{
    char message[300];
    va_list args;

    if (!r->told)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    r->told(r->context, r->line, message);
}

/* For "%.*s": at most forty bytes, and no half letter. */
static int shown(struct text t)
{
    size_t n = t.len < 40 ? t.len : 40;

    while (n && n < t.len && ((unsigned char)t.ptr[n] & 0xC0) == 0x80)
        n--;
    return (int)n;
}

/* ---- names ---- */

/* "ILMAR_TESSOV_" as "ILMAR TESSOV". A NULL ptr: memory is out. */
static struct text tidy_name(struct reading *r, struct text name)
{
    char *out = arena_alloc(r->mem, name.len + 1);
    size_t n = 0;
    bool stray = false;

    if (!out)
        return (struct text){ 0 };
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i] == '_' || is_ascii_space(name.ptr[i]) ? ' ' : name.ptr[i];

        stray |= c == ']' || c == '}';
        if (c != ']' && c != '}' && !(c == ' ' && (n == 0 || out[n - 1] == ' ')))
            out[n++] = c;
    }
    while (n && out[n - 1] == ' ')
        n--;
    if (stray)
        tell(r, "a bracket that nothing opens is left out of the name \"%.*s\"", shown(text_of(out, n)), out);
    return text_of(out, n);
}

/* No more than so many of anything: the rest of the file is told once, and left out. */
static bool has_room(struct reading *r, size_t n)
{
    if (n < DICTIONARY_TOTAL_MAX)
        return true;
    if (!r->too_many)
        tell(r, "more than %d names or roles; what comes behind is left out: split the file", DICTIONARY_TOTAL_MAX);
    r->too_many = true;
    return false;
}

static bool name_fits(struct reading *r, struct text name)
{
    if (name.len > 0 && name.len <= DICTIONARY_NAME_MAX)
        return true;
    if (name.len == 0)
        tell(r, "a name is missing before its code");
    else
        tell(r, "the name \"%.*s...\" is longer than %d bytes, and left out", shown(name), name.ptr,
             DICTIONARY_NAME_MAX);
    return false;
}

static void close_entry(struct reading *r)
{
    const struct dictionary_entry *e = r->open ? &r->d->entries[r->d->n_entries - 1] : NULL;
    int here = r->line;

    r->open = false;
    if (!e || e->end_role > e->first_role || r->lost)
        return;
    r->line = e->line;
    tell(r, "\"%.*s\" has no code; give it one, as in NAME [CODE]", shown(r->d->names[e->first_name].text),
         r->d->names[e->first_name].text.ptr);
    r->line = here;
}

static priscus_status add_name(struct reading *r, struct text name)
{
    struct dictionary *d = r->d;
    struct dictionary_entry *e = &d->entries[d->n_entries - 1];
    struct dictionary_name *larger;

    if (!has_room(r, d->n_names))
        return PRISCUS_OK;
    if (e->end_name - e->first_name == DICTIONARY_NAMES_MAX) {
        tell(r, "an actor has at most %d names; \"%.*s\" is left out", DICTIONARY_NAMES_MAX, shown(name), name.ptr);
        return PRISCUS_OK;
    }
    larger = arena_grow(r->mem, d->names, d->n_names, &d->names_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    d->names = larger;
    larger[d->n_names++] =
        (struct dictionary_name){ .text = name, .entry = (uint32_t)(d->n_entries - 1), .line = r->line };
    e->end_name++;
    return PRISCUS_OK;
}

static priscus_status open_entry(struct reading *r, struct text name)
{
    struct dictionary *d = r->d;
    struct dictionary_entry *larger;

    close_entry(r);
    if (!has_room(r, d->n_names))
        return PRISCUS_OK;
    larger = arena_grow(r->mem, d->entries, d->n_entries, &d->entries_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    d->entries = larger;
    larger[d->n_entries++] = (struct dictionary_entry){ .first_name = (uint32_t)d->n_names,
                                                        .end_name = (uint32_t)d->n_names,
                                                        .first_role = (uint32_t)d->n_roles,
                                                        .end_role = (uint32_t)d->n_roles,
                                                        .line = r->line };
    r->open = true;
    r->lost = false;
    return add_name(r, name);
}

/* ---- roles ---- */

static priscus_status add_role(struct reading *r, struct text inside)
{
    struct dictionary *d = r->d;
    struct dictionary_role role = { .line = r->line }, *larger;
    char why[160];

    if (!dictionary_role_read(inside, &role, why)) {
        r->lost = true;
        tell(r, "[%.*s]: %s; the role is left out", shown(inside), inside.ptr, why);
        return PRISCUS_OK;
    }
    if (memchr(role.code.ptr, '~', role.code.len)) {
        r->lost = true;
        tell(r, "[%.*s]: an agent's code stands on the line of its name", shown(inside), inside.ptr);
        return PRISCUS_OK;
    }
    if (!has_room(r, d->n_roles))
        return PRISCUS_OK;
    if (d->entries[d->n_entries - 1].end_role - d->entries[d->n_entries - 1].first_role == DICTIONARY_ROLES_MAX) {
        tell(r, "an actor has at most %d roles; [%.*s] is left out", DICTIONARY_ROLES_MAX, shown(inside), inside.ptr);
        return PRISCUS_OK;
    }
    larger = arena_grow(r->mem, d->roles, d->n_roles, &d->roles_room, sizeof *larger);
    if (!larger)
        return PRISCUS_ENOMEM;
    d->roles = larger;
    larger[d->n_roles++] = role;
    d->entries[d->n_entries - 1].end_role++;
    return PRISCUS_OK;
}

/* The next "[...]" of the rest of a line. False: no more. */
static bool next_bracket(struct reading *r, struct text *rest, struct text *inside)
{
    size_t from = text_find(*rest, text_c("["), 0), end;

    if (from == NOWHERE)
        return false;
    end = text_find(*rest, text_c("]"), from);
    if (end == NOWHERE) {
        r->lost = true;
        tell(r, "\"[\" without \"]\"; the role is left out");
        return false;
    }
    *inside = text_of(rest->ptr + from + 1, end - from - 1);
    *rest = text_of(rest->ptr + end + 1, rest->len - end - 1);
    return true;
}

static priscus_status add_roles(struct reading *r, struct text rest)
{
    priscus_status status = PRISCUS_OK;
    struct text inside;

    while (status == PRISCUS_OK && next_bracket(r, &rest, &inside)) {
        if (!r->open) {
            tell(r, "[%.*s] belongs to no name; a name comes before it", shown(inside), inside.ptr);
            return PRISCUS_OK;
        }
        status = add_role(r, inside);
    }
    return status;
}

/* ---- agents ---- */

/* "!PERSON! = MAN, MEN" */
static void add_set(struct reading *r, struct text line, size_t equals)
{
    struct text name = text_trim(text_of(line.ptr, equals));
    struct text words = text_trim(text_of(line.ptr + equals + 1, line.len - equals - 1));
    size_t commas = 0;

    for (size_t i = 0; i < words.len; i++)
        commas += words.ptr[i] == ',';
    if (name.len < 3 || name.ptr[name.len - 1] != '!' || words.len == 0)
        tell(r, "a set is written !NAME! = WORD, WORD");
    else if (commas >= DICTIONARY_SET_WORDS_MAX || r->sets.n == DICTIONARY_SETS_MAX)
        tell(r, "at most %d sets of %d words; this one is left out", DICTIONARY_SETS_MAX, DICTIONARY_SET_WORDS_MAX);
    else
        r->sets.at[r->sets.n++] = (struct dictionary_set){ text_of(name.ptr + 1, name.len - 2), words };
}

/* NAME {PLURAL} [~CODE]. `plural` has a NULL ptr where there are no braces. */
static priscus_status add_agent(struct reading *r, struct text name, struct text plural, struct text code)
{
    struct dictionary_agent agent = { .line = r->line };
    priscus_status status;
    bool known;

    code = text_trim(code);
    agent.before = code.len > 1 && code.ptr[code.len - 1] == '~';
    agent.code = code.len > 1 ? text_of(code.ptr + !agent.before, code.len - 1) : text_of("", 0);
    if (agent.code.len == 0 || agent.code.len > DICTIONARY_CODE_MAX || memchr(agent.code.ptr, '~', agent.code.len) ||
        (!agent.before && code.ptr[0] != '~')) {
        tell(r, "[%.*s]: an agent's code is [~CODE], or [CODE~] to stand before the actor's", shown(code), code.ptr);
        return PRISCUS_OK;
    }
    if (!has_room(r, r->d->n_agents))
        return PRISCUS_OK;
    status = dictionary_add_agent(r->d, r->mem, &r->sets, name, plural, agent, &known);
    if (status == PRISCUS_OK && !known)
        tell(r, "\"%.*s\": there is no such set above it, or it makes more than %d words; the agent is left out",
             shown(name), name.ptr, DICTIONARY_SPELLINGS_MAX);
    return status;
}

/* The "{...}" of a line in *plural, and the line's rest behind it. */
static bool take_plural(struct reading *r, struct text *rest, struct text *plural)
{
    size_t end;

    *plural = (struct text){ 0 };
    if (rest->len == 0 || rest->ptr[0] != '{')
        return true;
    end = text_find(*rest, text_c("}"), 0);
    if (end == NOWHERE) {
        tell(r, "\"{\" without \"}\"; the line is left out");
        return false;
    }
    *plural = tidy_name(r, text_of(rest->ptr + 1, end - 1));
    *rest = text_of(rest->ptr + end + 1, rest->len - end - 1);
    return true;
}

/* ---- lines ---- */

/* NAME {PLURAL} [CODE] [CODE DAYS], all but the name may be missing. `more`: behind a "+". */
static priscus_status read_name(struct reading *r, struct text line, bool more)
{
    size_t n = 0;
    struct text name, plural, inside, rest;
    priscus_status status;

    while (n < line.len && line.ptr[n] != '[' && line.ptr[n] != '{')
        n++;
    rest = text_of(line.ptr + n, line.len - n);
    name = tidy_name(r, text_of(line.ptr, n));
    if (!name.ptr)
        return PRISCUS_ENOMEM;
    if (!name_fits(r, name) || !take_plural(r, &rest, &plural))
        return PRISCUS_OK;
    n = text_find(rest, text_c("]"), 0);
    inside = rest.len && n != NOWHERE ? text_of(rest.ptr, n) : text_of("", 0);
    n = text_find(inside, text_c("["), 0);
    if (n != NOWHERE && memchr(inside.ptr, '~', inside.len)) {
        close_entry(r);
        return add_agent(r, name, plural, text_of(inside.ptr + n + 1, inside.len - n - 1));
    }
    if (more && !r->open) {
        tell(r, "\"+%.*s\" belongs to no name; the first name of an actor has no \"+\"", shown(name), name.ptr);
        return PRISCUS_OK;
    }
    status = more ? add_name(r, name) : open_entry(r, name);
    return status == PRISCUS_OK ? add_roles(r, rest) : status;
}

/* "as of 2014-01-30" */
static void read_remark(struct reading *r, struct text remark)
{
    struct date day = { .zone = DATE_NO_ZONE };

    while (remark.len && (remark.ptr[0] == '#' || remark.ptr[0] == ';'))
        remark = text_of(remark.ptr + 1, remark.len - 1);
    remark = text_trim(remark);
    if (!text_starts_fold(remark, "as of "))
        return;
    remark = text_trim(text_of(remark.ptr + 6, remark.len - 6));
    if (remark.len != 10 || !date_parse_iso(remark, &day) || day.precision != PRECISION_DAY) {
        tell(r, "there is no day \"%.*s\"; write \"as of 2014-01-30\"", shown(remark), remark.ptr);
        return;
    }
    r->d->as_of = day.year * 10000 + day.month * 100 + day.day;
    r->d->says_as_of = true;
}

/* Is the line one of a remark over several lines, "<!--" to "-->"? */
static bool in_remark(struct reading *r, struct text line)
{
    bool begins = !r->remark && (text_starts(line, "<!--") || text_starts(line, "<! --"));

    if (!begins && !r->remark)
        return false;
    if (begins)
        r->remark = r->line;
    if (text_find(line, text_c("-->"), 0) != NOWHERE)
        r->remark = 0;
    return true;
}

static priscus_status read_line(struct reading *r, struct text line)
{
    size_t n = 0, bad;

    if (line.len > DICTIONARY_LINE_MAX) {
        tell(r, "the line has %zu bytes, and at most %d are read; it is left out", line.len, DICTIONARY_LINE_MAX);
        return PRISCUS_OK;
    }
    line = text_trim(line);
    if (in_remark(r, line))
        return PRISCUS_OK;
    while (n < line.len && line.ptr[n] != '#' && line.ptr[n] != ';')
        n++;
    if (n < line.len)
        read_remark(r, text_of(line.ptr + n, line.len - n));
    line = text_trim(text_of(line.ptr, n));
    if (line.len == 0)
        return PRISCUS_OK;
    if (memchr(line.ptr, '\0', line.len)) {
        tell(r, "the line has a byte 0; save the file as plain text in UTF-8. The line is left out");
        return PRISCUS_OK;
    }
    if ((bad = utf8_check(line)) != NOWHERE) {
        tell(r, "byte 0x%02X is not UTF-8; save the file as UTF-8. The line is left out", (unsigned char)line.ptr[bad]);
        return PRISCUS_OK;
    }
    if (line.ptr[0] == '[')
        return add_roles(r, line);
    n = text_find(line, text_c("="), 0);
    if (line.ptr[0] == '!' && n != NOWHERE) {
        add_set(r, line, n);
        return PRISCUS_OK;
    }
    if (line.ptr[0] == '+')
        return read_name(r, text_of(line.ptr + 1, line.len - 1), true);
    return read_name(r, line, false);
}

/* ---- the order of names ---- */

struct sorted {
    struct text text;
    uint32_t index;
};

static int by_text(const void *a, const void *b)
{
    const struct sorted *x = a, *y = b;
    int order = dictionary_compare(x->text, y->text);

    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Indexes 0 to n of *list, which is in `mem`, in the order of their texts. */
static uint32_t *in_order(struct sorted *list, size_t n, struct arena *mem)
{
    uint32_t *out = arena_alloc(mem, n * sizeof *out);

    if (n)
        qsort(list, n, sizeof *list, by_text);
    for (size_t i = 0; out && i < n; i++)
        out[i] = list[i].index;
    return out;
}

static priscus_status sort_all(struct dictionary *d, struct arena *mem)
{
    size_t room = d->n_names > d->n_agents ? d->n_names : d->n_agents;
    struct sorted *list = arena_alloc(mem, room * sizeof *list);

    if (!list)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < d->n_names; i++)
        list[i] = (struct sorted){ d->names[i].text, (uint32_t)i };
    d->by_name = in_order(list, d->n_names, mem);
    for (size_t i = 0; i < d->n_agents; i++)
        list[i] = (struct sorted){ d->agents[i].words, (uint32_t)i };
    d->by_agent = in_order(list, d->n_agents, mem);
    return d->by_name && d->by_agent ? PRISCUS_OK : PRISCUS_ENOMEM;
}

priscus_status dictionary_read(struct text text, struct arena *mem, struct dictionary *out, dictionary_told_fn *told,
                               void *context)
{
    struct reading r = { .d = out, .mem = mem, .told = told, .context = context };
    priscus_status status = PRISCUS_OK;
    struct text rest = text.ptr ? text : text_of("", 0);

    *out = (struct dictionary){ 0 };
    if (text_starts(rest, "\xEF\xBB\xBF"))
        rest = text_of(rest.ptr + 3, rest.len - 3);
    while (status == PRISCUS_OK && rest.ptr) {
        r.line++;
        status = read_line(&r, text_cut(&rest, '\n'));
    }
    if (status != PRISCUS_OK)
        return status;
    close_entry(&r);
    if (r.remark) {
        r.line = r.remark;
        tell(&r, "the remark that \"<!--\" begins here has no end; write \"-->\" behind it");
    }
    for (size_t i = 0; !out->says_as_of && i < out->n_roles; i++)
        if (out->roles[i].from > out->as_of)
            out->as_of = out->roles[i].from;
    return sort_all(out, mem);
}
