/* agenda.c - the issues that are looked for (docs/agenda.md has the format).
 *
 *     issue     quota
 *       words   catch quota; [yearly] limit on|to ... catch
 *
 * becomes one issue and two phrases whose value is the entry that says (quota, words). */
#include "record/knowledge/agenda.h"

#include "base/file.h"

enum key {
    KEY_AGENDA,
    KEY_TITLE,
    KEY_VERSION,
    KEY_ISSUE,
    KEY_FOR,
    KEY_WORDS,
    KEY_OPPOSITE,
    KEY_ACT,
    KEY_DEED,
    KEY_NOT
};

static const char *const keys[] = { "agenda", "title",    "version", "issue", "for",
                                    "words",  "opposite", "act",     "deed",  "not" };

const char *agenda_key_text(enum agenda_key key)
{
    return keys[KEY_WORDS + (key - AGENDA_WORDS)];
}

/* What must stand behind a key, for messages. */
static const char *const wanted[] = { "a name",  "a line of text", "a version", "a name",  "a line of text",
                                      "phrases", "phrases",        "phrases",   "phrases", "phrases" };

/* Scopes of reader.issues. */
enum { ISSUE_INDEX, ISSUE_LINE };

struct reader {
    struct config config;
    struct agenda *agenda;
    struct arena *mem;
    struct priscus_error *err;
    struct lookup issues; /* by name: the index; the line in this file        */
    int lines[KEY_ISSUE]; /* where agenda, title and version were given; 0: not yet */
    bool told_order;      /* that agenda comes first: said once               */
    bool old;             /* the first agenda has been read already           */
    bool nameless;        /* the issue that is open has no name: said once    */
    /* the issue that is open: */
    bool open;
    bool issue_old; /* an earlier file has it                                 */
    uint32_t issue;
    int issue_line, for_line;
    size_t phrases, nots; /* tried, good or bad                               */
};

static void close_issue(struct reader *r)
{
    char shown[CONFIG_SHOW];

    if (!r->open)
        return;
    r->open = false;
    config_show(r->agenda->issues[r->issue].name, shown);
    if (r->phrases == 0 && r->nots == 0)
        config_mistake(&r->config, r->issue_line,
                       "issue \"%s\" has no phrases; give it \"words\", \"opposite\", \"act\" or \"deed\"", shown);
    else if (r->phrases == 0 && !r->issue_old)
        config_mistake(&r->config, r->issue_line,
                       "issue \"%s\" has only \"not\"; give it \"words\", \"opposite\", \"act\" or \"deed\"", shown);
}

static priscus_status out_of_memory(struct reader *r)
{
    return error_set(r->err, PRISCUS_ENOMEM, NOWHERE, "%s: out of memory", r->config.file);
}

static priscus_status open_issue(struct reader *r, int line, struct text name)
{
    uint32_t *index, *first;
    char shown[CONFIG_SHOW];

    close_issue(r);
    if (!config_name(name))
        config_mistake(&r->config, line,
                       "\"%s\" is no name for an issue; use letters, digits, dots and hyphens, as in talks.summit",
                       config_show(name, shown));
    index = lookup_find(&r->issues, name, ISSUE_INDEX);
    first = lookup_find(&r->issues, name, ISSUE_LINE);
    r->issue_old = index != NULL;
    if (index)
        r->issue = *index;
    else {
        struct agenda *a = r->agenda;
        struct issue *larger = arena_grow(r->mem, a->issues, a->n_issues, &a->issues_room, sizeof *larger);

        if (!larger)
            return out_of_memory(r);
        a->issues = larger;
        a->issues[a->n_issues] = (struct issue){ .name = name };
        r->issue = (uint32_t)a->n_issues;
        if (!lookup_add(&r->issues, r->mem, name, ISSUE_INDEX, r->issue))
            return out_of_memory(r);
        a->n_issues++;
    }
    if (first)
        config_mistake(&r->config, line, "issue \"%s\" comes twice; its first place is line %u",
                       config_show(name, shown), *first);
    else if (!lookup_add(&r->issues, r->mem, name, ISSUE_LINE, (uint32_t)line))
        return out_of_memory(r);
    r->open = true;
    r->nameless = false;
    r->issue_line = line;
    r->for_line = 0;
    r->phrases = r->nots = 0;
    return PRISCUS_OK;
}

static priscus_status add_phrases(struct reader *r, int line, enum agenda_key key, struct text value)
{
    struct agenda *a = r->agenda;
    struct text phrase;

    while (config_value(&value, &phrase)) {
        struct priscus_error why;
        struct agenda_phrase *larger;
        priscus_status status;
        char shown[CONFIG_SHOW];

        if (key == AGENDA_NOT)
            r->nots++;
        else
            r->phrases++;
        if (phrase.len == 0) {
            config_mistake(&r->config, line, "a phrase is missing beside a \";\"");
            continue;
        }
        larger = arena_grow(r->mem, a->entries, a->n_entries, &a->entries_room, sizeof *larger);
        if (!larger)
            return out_of_memory(r);
        a->entries = larger;
        status = phrase_set_add(a->phrases, r->mem, phrase, 0, (uint32_t)a->n_entries, &why);
        if (status == PRISCUS_ENOMEM)
            return out_of_memory(r);
        if (status != PRISCUS_OK) {
            config_mistake(&r->config, line, "in \"%s\": %s", config_show(phrase, shown), why.message);
            continue;
        }
        a->entries[a->n_entries++] =
            (struct agenda_phrase){ .issue = r->issue, .key = key, .words = phrase, .at = { r->config.file, line } };
    }
    return PRISCUS_OK;
}

/* agenda, title, version: once each, above the first issue. */
static void read_head(struct reader *r, int line, enum key key, struct text value)
{
    struct agenda *a = r->agenda;
    char shown[CONFIG_SHOW];

    if (r->lines[key]) {
        config_mistake(&r->config, line, "\"%s\" comes once; it was given on line %d", keys[key], r->lines[key]);
        return;
    }
    if (key == KEY_AGENDA && !config_name(value))
        config_mistake(&r->config, line, "\"%s\" is no name for an agenda; use letters, digits, dots and hyphens",
                       config_show(value, shown));
    if (key != KEY_AGENDA && r->issue_line)
        config_mistake(&r->config, line, "\"%s\" stands above the first issue, which is on line %d", keys[key],
                       r->issue_line);
    r->lines[key] = line;
    if (r->old)
        return;
    if (key == KEY_AGENDA)
        a->name = value;
    else if (key == KEY_TITLE)
        a->title = value;
    else
        a->version = value;
}

static priscus_status read_line(struct reader *r, int line, struct text name, struct text value)
{
    size_t key = 0;

    while (key < COUNT_OF(keys) && !text_is(name, keys[key]))
        key++;
    if (key == COUNT_OF(keys)) {
        config_unknown_key(&r->config, line, name, keys, COUNT_OF(keys));
        return PRISCUS_OK;
    }
    if (key != KEY_AGENDA && !r->lines[KEY_AGENDA] && !r->told_order) {
        config_mistake(&r->config, line, "\"%s\" stands before \"agenda NAME\", which comes first", keys[key]);
        r->told_order = true;
    }
    if (value.len == 0) {
        config_mistake(&r->config, line, "\"%s\" has nothing behind it; %s %s wanted", keys[key], wanted[key],
                       key < KEY_WORDS ? "is" : "are");
        /* What was begun is known well enough not to complain of the lines behind it. */
        if (key == KEY_AGENDA)
            r->told_order = true;
        else if (key == KEY_ISSUE) {
            close_issue(r);
            r->nameless = true;
        } else if (key == KEY_NOT)
            r->nots++;
        else if (key >= KEY_WORDS)
            r->phrases++;
        return PRISCUS_OK;
    }
    if (key < KEY_ISSUE) {
        read_head(r, line, key, value);
        return PRISCUS_OK;
    }
    if (key == KEY_ISSUE)
        return open_issue(r, line, value);
    if (!r->open) {
        if (r->nameless)
            return PRISCUS_OK;
        config_mistake(&r->config, line, "\"%s\" belongs to an issue; \"issue NAME\" comes before it", keys[key]);
        return PRISCUS_OK;
    }
    if (key == KEY_FOR) {
        struct issue *issue = &r->agenda->issues[r->issue];

        if (r->for_line)
            config_mistake(&r->config, line, "\"for\" comes once in an issue; it was given on line %d", r->for_line);
        r->for_line = line;
        if (issue->meaning.len == 0)
            issue->meaning = value;
        return PRISCUS_OK;
    }
    return add_phrases(r, line, (enum agenda_key)(AGENDA_WORDS + (key - KEY_WORDS)), value);
}

priscus_status agenda_read(const char *file, struct text text, struct arena *mem, struct agenda *agenda,
                           config_mistake_fn *each, void *context, struct priscus_error *err)
{
    struct reader r = { .config = { .file = file, .each = each, .context = context },
                        .agenda = agenda,
                        .mem = mem,
                        .err = err,
                        .old = agenda->phrases != NULL };
    struct lines it;
    struct text line;

    if (!agenda->phrases && !(agenda->phrases = phrase_set_new(mem)))
        return out_of_memory(&r);
    if (!config_text(&r.config, text, mem, &text))
        return out_of_memory(&r);
    for (size_t i = 0; i < agenda->n_issues; i++)
        if (!lookup_add(&r.issues, mem, agenda->issues[i].name, ISSUE_INDEX, (uint32_t)i))
            return out_of_memory(&r);

    lines_init(&it, text, mem);
    while (lines_next(&it, &line)) {
        struct text value, key = line_key(line, &value);
        priscus_status status = read_line(&r, it.number, key, value);

        if (status != PRISCUS_OK)
            return status;
    }
    if (it.out_of_memory)
        return out_of_memory(&r);
    close_issue(&r);
    if (!r.lines[KEY_AGENDA] && !r.told_order)
        config_mistake(&r.config, 1, "the file has no agenda; it begins with \"agenda NAME\"");
    else if (!r.issue_line && r.config.mistakes == 0)
        config_mistake(&r.config, r.lines[KEY_AGENDA], "the agenda has no issue; add one with \"issue NAME\"");
    return config_status(&r.config, err);
}
