/* roster_text.c - `priscus roster NAME...`: who a roster takes a name for.
 *
 *     NAME          PARTY  OFFICE            FROM        TO                      CODE     WRITTEN AT
 *     Ilmar Tessov  VSK    prime minister    2027-05-04  last known 2031-12-01   VSKGOV   veshkar.actors:14
 *
 * A person has a row for each term of office; with --as-of only the one that lets him speak on that day. CODE is what a
 * dictionary of actors, if one was given, has for the name on that day, or else on the first day of the term. */
#include <unistd.h>

#include "base/json_write.h"
#include "cli/command.h"
#include "cli/screen/table.h"
#include "cli/screen/terminal.h"
#include "record/dictionary/dictionary.h"
#include "record/knowledge/knowledge.h"

enum { NAMESAKES_MAX = 100 };

struct found {
    struct text asked;
    const struct actor *actor; /* NULL: nobody whom the roster lets speak at any time; a dictionary has the name      */
    const struct term *term;   /* NULL: a name of the party itself; or a person whom no term lets speak on that day */
    char code[2 * DICTIONARY_CODE_MAX + 1];
};

struct asking {
    const struct options *options;
    const struct roster *roster;
    struct buffer out;
    struct table table;
    size_t rows;
};

static const struct table_column columns[] = {
    { .heading = "NAME", .wrap = true, .least = 10 },
    { .heading = "PARTY" },
    { .heading = "OFFICE", .wrap = true, .least = 10 },
    { .heading = "FROM" },
    { .heading = "TO" },
    { .heading = "CODE" },
    { .heading = "WRITTEN AT", .wrap = true, .least = 12 },
};

static struct text party_of(const struct asking *a, const struct found *f)
{
    if (!f->actor || (f->actor->kind == ACTOR_PERSON && !f->term))
        return text_of("", 0);
    return a->roster->parties[f->term ? f->term->party : f->actor->party].code;
}

/* "veshkar.actors:14" */
static void put_place(struct buffer *b, const struct found *f)
{
    const struct written *at = f->term ? &f->term->at : f->actor ? &f->actor->at : NULL;

    if (at && at->file)
        buffer_format(b, "%s:%d", at->file, at->line);
}

/* The cells of a row in the order of the columns; the last with "last known" before a date that is one. */
static void put_row(struct asking *a, const struct found *f, void (*cell)(struct asking *, struct text))
{
    static const struct term none = { .from = { .zone = DATE_NO_ZONE }, .to = { .zone = DATE_NO_ZONE } };
    const struct term *t = f->term ? f->term : &none;
    char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
    struct buffer words = { 0 };

    cell(a, f->actor ? f->actor->name : f->asked);
    cell(a, party_of(a, f));
    cell(a, t->office);
    cell(a, text_c(date_format(t->from, from)));
    buffer_format(&words, "%s%s", t->last_known ? "last known " : "", date_format(t->to, to));
    cell(a, buffer_as_text(&words));
    cell(a, text_c(f->code));
    buffer_reset(&words);
    put_place(&words, f);
    cell(a, buffer_as_text(&words));
    a->out.failed |= words.failed;
    buffer_release(&words);
}

static void table_cell(struct asking *a, struct text t)
{
    table_add(&a->table, t.len ? t : text_c("-"));
}

static void csv_cell(struct asking *a, struct text t)
{
    if (a->out.len && a->out.ptr[a->out.len - 1] != '\n')
        buffer_char(&a->out, ',');
    (a->options->raw ? csv_field : csv_field_safe)(&a->out, t);
}

static void json_row(struct asking *a, const struct found *f)
{
    const struct written *at = f->term ? &f->term->at : f->actor ? &f->actor->at : NULL;
    static const struct date unknown = { .zone = DATE_NO_ZONE };
    struct buffer *b = &a->out;

    buffer_c(b, a->rows ? ",\n " : "\n ");
    json_put_open(b, NULL, '{');
    json_put_text(b, "asked", f->asked);
    json_put_text(b, "name", f->actor ? f->actor->name : f->asked);
    json_put_text(b, "party", party_of(a, f));
    json_put_text(b, "office", f->term ? f->term->office : text_of("", 0));
    json_put_date(b, "from", f->term ? f->term->from : unknown);
    json_put_date(b, "to", f->term ? f->term->to : unknown);
    json_put_bool(b, "last_known", f->term && f->term->last_known);
    json_put_text(b, "code", text_c(f->code));
    json_put_text(b, "file", text_c(at ? at->file : NULL));
    json_put_number(b, "line", at ? (uint64_t)at->line : 0);
    buffer_char(b, '}');
}

/* What the dictionaries have for the name on that day, with the agents of any of them; the one read first goes first. */
static void find_code(const struct asking *a, struct text name, struct date day, char out[2 * DICTIONARY_CODE_MAX + 1])
{
    out[0] = '\0';
    for (const struct roster_source *s = a->roster->sources; s; s = s->next)
        for (const struct roster_source *of = a->roster->sources; of; of = of->next) {
            struct dictionary_answer answer = dictionary_find(s->dictionary, of->dictionary, name, day);

            if (answer.code[0])
                memcpy(out, answer.code, sizeof answer.code);
        }
}

static void tell(struct asking *a, struct found f)
{
    struct date day = date_known(a->options->as_of) || !f.term ? a->options->as_of : f.term->from;

    find_code(a, f.asked, day, f.code);
    if (f.actor && !f.code[0]) /* asked for by the last name */
        find_code(a, f.actor->name, day, f.code);
    if (!f.actor && !f.code[0])
        return;
    if (a->options->format == FORMAT_JSON)
        json_row(a, &f);
    else
        put_row(a, &f, a->options->format == FORMAT_CSV ? csv_cell : table_cell);
    if (a->options->format == FORMAT_CSV)
        buffer_char(&a->out, '\n');
    a->rows++;
}

static void tell_actor(struct asking *a, struct text asked, const struct actor *actor)
{
    struct found f = { .asked = asked, .actor = actor };

    if (actor->kind == ACTOR_PERSON && !date_known(a->options->as_of)) {
        for (size_t i = 0; i < actor->n_terms; i++) {
            f.term = &actor->terms[i];
            tell(a, f);
        }
        return;
    }
    if (actor->kind == ACTOR_PERSON)
        f.term = roster_term(actor, a->options->as_of);
    tell(a, f);
}

/* All that the roster takes the name for: names of parties in whatever case, then persons in whatever spelling. */
static void look_up(struct asking *a, struct text name)
{
    const struct roster *roster = a->roster;
    size_t before = a->rows, at = 0;
    bool several = memchr(name.ptr, ' ', name.len) != NULL;

    for (size_t i = 0; i < roster->n_actors; i++)
        if (roster->actors[i].kind != ACTOR_PERSON && text_eq_fold(roster->actors[i].name, name))
            tell_actor(a, name, &roster->actors[i]);
    for (int n = 0; n < NAMESAKES_MAX; n++) {
        at = several ? roster_by_name(roster, name, at) : roster_by_last_name(roster, name, at);
        if (at == SIZE_MAX)
            break;
        tell_actor(a, name, &roster->actors[at++]);
    }
    if (a->rows == before)
        tell(a, (struct found){ .asked = name });
    if (a->rows == before)
        remark("no roster has \"%.*s\"", (int)name.len, name.ptr);
}

static int answer(struct asking *a)
{
    const struct options *options = a->options;

    table_init(&a->table, columns, COUNT_OF(columns));
    if (options->format == FORMAT_CSV)
        buffer_c(&a->out, "name,party,office,from,to,code,written_at\n");
    else if (options->format == FORMAT_JSON)
        buffer_char(&a->out, '[');
    for (size_t i = 0; i < options->n_arguments; i++)
        look_up(a, text_trim(text_c(options->arguments[i])));
    if (options->format == FORMAT_JSON)
        buffer_c(&a->out, a->rows ? "\n]\n" : "]\n");
    else if (options->format != FORMAT_CSV && a->rows &&
             table_print(&a->table, terminal_width(STDOUT_FILENO), terminal_styled(STDOUT_FILENO), &a->out) !=
                 PRISCUS_OK)
        a->out.failed = true;
    table_release(&a->table);
    return a->rows == 0 && options->exit_status ? EXIT_NO : EXIT_DONE;
}

static void on_mistake(void *context, const char *message)
{
    ++*(size_t *)context;
    complain("%s", message);
}

int command_roster(const struct options *options)
{
    struct arena mem = { 0 };
    struct roster roster = { 0 };
    struct asking a = { .options = options, .roster = &roster };
    struct priscus_error err = { 0 };
    size_t told = 0;
    int written, status = EXIT_DONE;
    priscus_status read =
        knowledge_rosters_read(options->rosters, options->n_rosters, &mem, &roster, on_mistake, &told, &err);

    if (read == PRISCUS_OK) {
        status = answer(&a);
        written = command_write(&a.out);
        status = written == EXIT_DONE ? status : written;
    } else if (read == PRISCUS_ECONFIG && told) {
        status = EXIT_USAGE;
    } else {
        status = command_failed(&err);
    }
    buffer_release(&a.out);
    arena_release(&mem);
    return status;
}
