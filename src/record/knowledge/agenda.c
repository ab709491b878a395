/* agenda.c - the issues that are looked for (docs/agenda.md has the format).
 *
 *     issue     quota
 *       words   catch quota; [yearly] limit on|to ... catch
 *
 * becomes one issue and two phrases whose value is the entry that says (quota, words). */
#include "record/knowledge/agenda.h"

#include "record/knowledge/lookup.h"

#define NEAR_LEAST .5F /* words that are less near have nothing to do with one another */

enum key {
    KEY_AGENDA,
    KEY_TITLE,
    KEY_VERSION,
    KEY_ISSUE,
    KEY_FOR,
    KEY_NEAR,
    KEY_WORDS,
    KEY_OPPOSITE,
    KEY_ACT,
    KEY_DEED,
    KEY_NOT
};

static const char *const keys[] = { "agenda", "title",    "version", "issue", "for", "near",
                                    "words",  "opposite", "act",     "deed",  "not" };

const char *agenda_key_text(enum agenda_key key)
{
    return keys[KEY_WORDS + (key - AGENDA_WORDS)];
}

static const struct config_format format = {
    .a_file = "an agenda",
    .a_block = "an issue",
    .new_block = "issue NAME",
    .n_head = KEY_ISSUE,
    .n_keys = COUNT_OF(keys),
    .keys = keys,
    .wanted = (const char *const[]){ "a name is", "a line of text is", "a version is", "a name is", "a line of text is",
                                     "a number is", "phrases are", "phrases are", "phrases are", "phrases are",
                                     "phrases are" },
};

/* Scopes of reader.issues. */
enum { ISSUE_INDEX, ISSUE_LINE };

struct reader {
    struct config config;
    struct agenda *agenda;
    struct arena *mem;
    struct lookup issues; /* by name: the index; the line in this file        */
    bool old;             /* the first agenda has been read already           */
    /* the issue that is open: */
    bool open;
    bool issue_old; /* an earlier file has it                                 */
    uint32_t issue;
    int issue_line, for_line;
    bool phrases, nots; /* it has a line of them, good or bad               */
};

static void close_issue(struct reader *r)
{
    char shown[CONFIG_SHOW];

    if (!r->open)
        return;
    r->open = false;
    config_show(r->agenda->issues[r->issue].name, shown);
    if (!r->phrases && !r->nots)
        config_mistake_at(&r->config, r->issue_line,
                          "issue \"%s\" has no phrases; give it \"words\", \"opposite\", \"act\" or \"deed\"", shown);
    else if (!r->phrases && !r->issue_old)
        config_mistake_at(&r->config, r->issue_line,
                          "issue \"%s\" has only \"not\"; give it \"words\", \"opposite\", \"act\" or \"deed\"", shown);
}

static priscus_status open_issue(struct reader *r, struct text name)
{
    uint32_t *index = lookup_find(&r->issues, name, ISSUE_INDEX), *first = lookup_find(&r->issues, name, ISSUE_LINE);
    priscus_status status = PRISCUS_OK;
    char shown[CONFIG_SHOW];

    if (!config_name(name))
        config_mistake(&r->config,
                       "\"%s\" is no name for an issue; use letters, digits, dots and hyphens, as in talks.summit",
                       config_show(name, shown));
    if (first)
        config_mistake(&r->config, "issue \"%s\" comes twice; its first place is line %u", config_show(name, shown),
                       *first);
    r->issue_old = index != NULL;
    if (index)
        r->issue = *index;
    else {
        struct agenda *a = r->agenda;
        struct issue *larger = arena_grow(r->mem, a->issues, a->n_issues, &a->issues_room, sizeof *larger);

        if (!larger)
            return PRISCUS_ENOMEM;
        a->issues = larger;
        a->issues[a->n_issues] = (struct issue){ .name = name };
        r->issue = (uint32_t)a->n_issues++;
        status = lookup_add(&r->issues, r->mem, name, ISSUE_INDEX, r->issue);
    }
    if (status == PRISCUS_OK && !first)
        status = lookup_add(&r->issues, r->mem, name, ISSUE_LINE, (uint32_t)r->config.line);
    r->open = true;
    r->issue_line = r->config.line;
    r->for_line = 0;
    r->phrases = r->nots = false;
    return status;
}

static priscus_status add_phrases(struct reader *r, enum agenda_key key, struct text value)
{
    struct agenda *a = r->agenda;
    struct text phrase;

    while (config_value(&value, &phrase)) {
        struct priscus_error why;
        struct agenda_phrase *larger;
        priscus_status status;
        char shown[CONFIG_SHOW];

        if (phrase.len == 0) {
            config_mistake(&r->config, "a phrase is missing beside a \";\"");
            continue;
        }
        larger = arena_grow(r->mem, a->entries, a->n_entries, &a->entries_room, sizeof *larger);
        if (!larger)
            return PRISCUS_ENOMEM;
        a->entries = larger;
        status = phrase_set_add(a->phrases, r->mem, phrase, 0, (uint32_t)a->n_entries, &why);
        if (status == PRISCUS_EINPUT) {
            config_mistake(&r->config, "in \"%s\": %s", config_show(phrase, shown), why.message);
            continue;
        }
        if (status != PRISCUS_OK)
            return status;
        a->entries[a->n_entries++] = (struct agenda_phrase){
            .issue = r->issue, .key = key, .words = phrase, .at = { r->config.file, r->config.line }
        };
    }
    return PRISCUS_OK;
}

static void set_for(struct reader *r, struct text value)
{
    struct issue *issue = &r->agenda->issues[r->issue];

    if (r->for_line)
        config_mistake(&r->config, "\"for\" comes once in an issue; it was given on line %d", r->for_line);
    r->for_line = r->config.line;
    if (issue->meaning.len == 0)
        issue->meaning = value;
}

/* "0.75", or "off". */
static void set_near(struct reader *r, struct text value)
{
    float near = 0, unit = .1F;
    bool good = value.len > 2 && value.len < 6 && value.ptr[0] == '0' && value.ptr[1] == '.';
    char shown[CONFIG_SHOW];

    for (size_t i = 2; i < value.len && good; i++, unit /= 10) {
        good = is_ascii_digit(value.ptr[i]);
        near += unit * (float)(value.ptr[i] - '0');
    }
    if (!text_is(value, "off") && (!good || near < NEAR_LEAST))
        config_mistake(&r->config, "\"%s\" is no nearness; write \"off\", or a number from 0.5 to 0.999",
                       config_show(value, shown));
    else
        r->agenda->issues[r->issue].near = good ? near : 0;
}

static priscus_status read_key(struct reader *r, enum key key, struct text value)
{
    struct agenda *a = r->agenda;

    switch (key) {
    case KEY_AGENDA:
    case KEY_TITLE:
    case KEY_VERSION:
        if (!r->old)
            *(key == KEY_AGENDA ? &a->name : key == KEY_TITLE ? &a->title : &a->version) = value;
        return PRISCUS_OK;
    case KEY_ISSUE:
        close_issue(r);
        return value.len ? open_issue(r, value) : PRISCUS_OK;
    case KEY_FOR:
        if (value.len)
            set_for(r, value);
        return PRISCUS_OK;
    case KEY_NEAR:
        if (value.len)
            set_near(r, value);
        return PRISCUS_OK;
    default:
        *(key == KEY_NOT ? &r->nots : &r->phrases) = true;
        return value.len ? add_phrases(r, (enum agenda_key)(AGENDA_WORDS + (key - KEY_WORDS)), value) : PRISCUS_OK;
    }
}

static priscus_status read_all(struct reader *r, struct text text)
{
    struct agenda *a = r->agenda;
    priscus_status status = config_begin(&r->config, text, r->mem);
    struct text value;
    size_t key;

    if (!a->phrases && !(a->phrases = phrase_set_new(r->mem)))
        return PRISCUS_ENOMEM;
    for (size_t i = 0; status == PRISCUS_OK && i < a->n_issues; i++)
        status = lookup_add(&r->issues, r->mem, a->issues[i].name, ISSUE_INDEX, (uint32_t)i);
    while (status == PRISCUS_OK && (status = config_next_key(&r->config, &format, &key, &value)) == PRISCUS_OK)
        status = read_key(r, (enum key)key, value);
    if (status == PRISCUS_DONE)
        close_issue(r);
    return status;
}

priscus_status agenda_read(const char *file, struct text text, struct arena *mem, struct agenda *agenda,
                           config_mistake_fn *each, void *context, struct priscus_error *err)
{
    struct reader r = { .config = { .file = file, .each = each, .context = context },
                        .agenda = agenda,
                        .mem = mem,
                        .old = agenda->phrases != NULL };

    return config_end(&r.config, read_all(&r, text), err);
}
