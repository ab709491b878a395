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
#include "record/dictionary/dictionary_reading.h"

#include "base/utf8.h"

/* ---- roles ---- */

/* The next "[...]" of the rest of a line. False: no more. */
static bool next_bracket(struct dictionary_reading *r, struct text *rest, struct text *inside)
{
    size_t from = text_find(*rest, text_c("["), 0), end;

    if (from == NOWHERE)
        return false;
    end = text_find(*rest, text_c("]"), from);
    if (end == NOWHERE) {
        r->lost = true;
        dictionary_tell(r, "\"[\" without \"]\"; the role is left out");
        return false;
    }
    *inside = text_of(rest->ptr + from + 1, end - from - 1);
    *rest = text_of(rest->ptr + end + 1, rest->len - end - 1);
    return true;
}

static priscus_status add_roles(struct dictionary_reading *r, struct text rest)
{
    priscus_status status = PRISCUS_OK;
    struct text inside;

    while (status == PRISCUS_OK && next_bracket(r, &rest, &inside)) {
        if (!r->open) {
            dictionary_tell(r, "[%.*s] belongs to no name; a name comes before it", dictionary_shown(inside),
                            inside.ptr);
            return PRISCUS_OK;
        }
        status = dictionary_add_role(r, inside);
    }
    return status;
}

/* ---- agents ---- */

/* "!PERSON! = MAN, MEN" */
static void add_set(struct dictionary_reading *r, struct text line, size_t equals)
{
    struct text name = text_trim(text_of(line.ptr, equals));
    struct text words = text_trim(text_of(line.ptr + equals + 1, line.len - equals - 1));
    size_t commas = 0;

    for (size_t i = 0; i < words.len; i++)
        commas += words.ptr[i] == ',';
    if (name.len < 3 || name.ptr[name.len - 1] != '!' || words.len == 0)
        dictionary_tell(r, "a set is written !NAME! = WORD, WORD");
    else if (commas >= DICTIONARY_SET_WORDS_MAX || r->sets.n == DICTIONARY_SETS_MAX)
        dictionary_tell(r, "at most %d sets of %d words; this one is left out", DICTIONARY_SETS_MAX,
                        DICTIONARY_SET_WORDS_MAX);
    else
        r->sets.at[r->sets.n++] = (struct dictionary_set){ text_of(name.ptr + 1, name.len - 2), words };
}

/* NAME {PLURAL} [~CODE]. `plural` has a NULL ptr where there are no braces. */
static priscus_status add_agent(struct dictionary_reading *r, struct text name, struct text plural, struct text code)
{
    struct dictionary_agent agent = { .line = r->line };
    priscus_status status;
    bool known;

    code = text_trim(code);
    agent.before = code.len > 1 && code.ptr[code.len - 1] == '~';
    agent.code = code.len > 1 ? text_of(code.ptr + !agent.before, code.len - 1) : text_of("", 0);
    if (agent.code.len == 0 || agent.code.len > DICTIONARY_CODE_MAX || memchr(agent.code.ptr, '~', agent.code.len) ||
        (!agent.before && code.ptr[0] != '~')) {
        dictionary_tell(r, "[%.*s]: an agent's code is [~CODE], or [CODE~] to stand before the actor's",
                        dictionary_shown(code), code.ptr);
        return PRISCUS_OK;
    }
    if (!dictionary_has_room(r, r->d->n_agents))
        return PRISCUS_OK;
    status = dictionary_add_agent(r->d, r->mem, &r->sets, name, plural, agent, &known);
    if (status == PRISCUS_OK && !known)
        dictionary_tell(
            r, "\"%.*s\": there is no such set above it, or it makes more than %d words; the agent is left out",
            dictionary_shown(name), name.ptr, DICTIONARY_SPELLINGS_MAX);
    return status;
}

/* The "{...}" of a line in *plural, and the line's rest behind it. */
static bool take_plural(struct dictionary_reading *r, struct text *rest, struct text *plural)
{
    size_t end;

    *plural = (struct text){ 0 };
    if (rest->len == 0 || rest->ptr[0] != '{')
        return true;
    end = text_find(*rest, text_c("}"), 0);
    if (end == NOWHERE) {
        dictionary_tell(r, "\"{\" without \"}\"; the line is left out");
        return false;
    }
    *plural = dictionary_tidy(r, text_of(rest->ptr + 1, end - 1));
    *rest = text_of(rest->ptr + end + 1, rest->len - end - 1);
    return true;
}

/* ---- lines ---- */

/* NAME {PLURAL} [CODE] [CODE DAYS], all but the name may be missing. `more`: behind a "+". */
static priscus_status read_name(struct dictionary_reading *r, struct text line, bool more)
{
    size_t n = 0;
    struct text name, plural, inside, rest;
    priscus_status status;

    while (n < line.len && line.ptr[n] != '[' && line.ptr[n] != '{')
        n++;
    rest = text_of(line.ptr + n, line.len - n);
    name = dictionary_tidy(r, text_of(line.ptr, n));
    if (!name.ptr)
        return PRISCUS_ENOMEM;
    if (!dictionary_name_fits(r, name) || !take_plural(r, &rest, &plural))
        return PRISCUS_OK;
    n = text_find(rest, text_c("]"), 0);
    inside = rest.len && n != NOWHERE ? text_of(rest.ptr, n) : text_of("", 0);
    n = text_find(inside, text_c("["), 0);
    if (n != NOWHERE && memchr(inside.ptr, '~', inside.len)) {
        dictionary_close_entry(r);
        return add_agent(r, name, plural, text_of(inside.ptr + n + 1, inside.len - n - 1));
    }
    if (more && !r->open) {
        dictionary_tell(r, "\"+%.*s\" belongs to no name; the first name of an actor has no \"+\"",
                        dictionary_shown(name), name.ptr);
        return PRISCUS_OK;
    }
    status = more ? dictionary_add_name(r, name) : dictionary_open_entry(r, name);
    return status == PRISCUS_OK ? add_roles(r, rest) : status;
}

/* "as of 2014-01-30" */
static void read_remark(struct dictionary_reading *r, struct text remark)
{
    struct date day = { .zone = DATE_NO_ZONE };

    while (remark.len && (remark.ptr[0] == '#' || remark.ptr[0] == ';'))
        remark = text_of(remark.ptr + 1, remark.len - 1);
    remark = text_trim(remark);
    if (!text_starts_fold(remark, "as of "))
        return;
    remark = text_trim(text_of(remark.ptr + 6, remark.len - 6));
    if (remark.len != 10 || !date_parse_iso(remark, &day) || day.precision != PRECISION_DAY) {
        dictionary_tell(r, "there is no day \"%.*s\"; write \"as of 2014-01-30\"", dictionary_shown(remark),
                        remark.ptr);
        return;
    }
    r->d->as_of = day.year * 10000 + day.month * 100 + day.day;
    r->d->says_as_of = true;
}

/* Is the line one of a remark over several lines, "<!--" to "-->"? */
static bool in_remark(struct dictionary_reading *r, struct text line)
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

static priscus_status read_line(struct dictionary_reading *r, struct text line)
{
    size_t n = 0, bad;

    if (line.len > DICTIONARY_LINE_MAX) {
        dictionary_tell(r, "the line has %zu bytes, and at most %d are read; it is left out", line.len,
                        DICTIONARY_LINE_MAX);
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
        dictionary_tell(r, "the line has a byte 0; save the file as plain text in UTF-8. The line is left out");
        return PRISCUS_OK;
    }
    if ((bad = utf8_check(line)) != NOWHERE) {
        dictionary_tell(r, "byte 0x%02X is not UTF-8; save the file as UTF-8. The line is left out",
                        (unsigned char)line.ptr[bad]);
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

priscus_status dictionary_read(struct text text, struct arena *mem, struct dictionary *out, dictionary_told_fn *told,
                               void *context)
{
    struct dictionary_reading r = { .d = out, .mem = mem, .told = told, .context = context };
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
    dictionary_close_entry(&r);
    if (r.remark) {
        r.line = r.remark;
        dictionary_tell(&r, "the remark that \"<!--\" begins here has no end; write \"-->\" behind it");
    }
    for (size_t i = 0; !out->says_as_of && i < out->n_roles; i++)
        if (out->roles[i].from > out->as_of)
            out->as_of = out->roles[i].from;
    return dictionary_sort(out, mem);
}
