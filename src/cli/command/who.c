/* who.c - `priscus who`: who has it from whom (who_text.h). */
#include "cli/command.h"
#include "cli/answer/who_text.h"
#include "record/id.h"

static void show_csv(const struct who *who, bool raw, struct buffer *out)
{
    void (*field)(struct buffer *, struct text) = raw ? csv_field : csv_field_safe;

    buffer_c(out, "when,from,how,to,words,file,page,statement\n");
    for (size_t i = 0; i < who->found.n_steps; i++) {
        const struct citation *step = &who->found.steps[i];
        const struct telling *t = &who->tellings[step->telling];
        const char *statement;
        char date[DATE_TEXT_MAX], id[ID_TEXT_MAX], page[ID_TEXT_MAX];

        field(out, text_c(date_format(who_date(t), date)));
        buffer_char(out, ',');
        field(out, step->from);
        buffer_format(out, ",%s,", citation_how_text(step->how));
        field(out, step->to);
        buffer_char(out, ',');
        field(out, who_words(who, step));
        buffer_char(out, ',');
        field(out, linked_page_file(t->page));
        statement = who_statement(t, id);
        buffer_format(out, ",%s", id_format(ID_PAGE, id_of_page(t->page->hash), page));
        buffer_format(out, ",%s\n", statement ? statement : "");
    }
}

int command_who(const struct options *options)
{
    struct ledger *ledger = NULL;
    struct arena mem = { 0 };
    struct buffer out = { 0 };
    struct priscus_error err;
    struct who who = { 0 };
    int answer = EXIT_DONE;
    priscus_status status = ledger_open(options->ledger, LEDGER_READ, &ledger, &err);

    if (status == PRISCUS_OK)
        status = who_find(ledger, options->arguments[0], &mem, &who, &err);
    if (status == PRISCUS_OK) {
        if (options->format == FORMAT_JSON) {
            who_json(&who, options->arguments[0], &out);
            buffer_char(&out, '\n');
        } else if (options->format == FORMAT_CSV)
            show_csv(&who, options->raw, &out);
        else if (who_table(&who, NULL, &out) != PRISCUS_OK)
            out.failed = true;
        answer = command_write(&out);
    }
    buffer_release(&out);
    arena_release(&mem);
    ledger_close(ledger, NULL);
    return status == PRISCUS_OK ? answer : command_failed(&err);
}
