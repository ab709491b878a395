/* review_form.c - see review_form.h. */
#include "server/page/review_form.h"

#include "record/record.h"
#include "server/page/html_write.h"

void review_sentence(struct buffer *out, struct text sentence, struct text words)
{
    size_t at = words.len ? text_find(sentence, words, 0) : NOWHERE;

    if (at == NOWHERE) {
        html_text(out, sentence);
        return;
    }
    html_text(out, text_of(sentence.ptr, at));
    buffer_c(out, "<mark class=\"words\">");
    html_text(out, words);
    buffer_c(out, "</mark>");
    html_text(out, text_of(sentence.ptr + at + words.len, sentence.len - at - words.len));
}

static void hidden(struct buffer *out, const char *name, struct text value)
{
    buffer_format(out, "<input type=\"hidden\" name=\"%s\" value=\"", name);
    html_text(out, value);
    buffer_c(out, "\">");
}

/* Every form says of what, who, and where to come back to. */
static void begin_form(struct viewing *v, struct text id, const char *back)
{
    buffer_c(v->out, "<form class=\"judgement\" method=\"post\" action=\"/amend\">");
    hidden(v->out, "id", id);
    hidden(v->out, "back", text_c(back));
}

static void put_who(struct viewing *v)
{
    buffer_c(v->out, "<label>Your name <input name=\"who\" required maxlength=\"60\" value=\"");
    html_text(v->out, v->request->who);
    buffer_c(v->out, "\"></label>");
}

/* A button that sends one judgement of several: what=value. */
static void put_button(struct buffer *out, const char *what, const char *label, char key)
{
    buffer_format(out, "<button name=\"what\" value=\"%s\" data-key=\"%c\">%s <kbd>%c</kbd></button> ", what, key,
                  label, key);
}

void review_form(struct viewing *v, struct text id, struct text stance, const char *back)
{
    bool position = id.len && id.ptr[0] == 'p';

    if (!v->request->may_write)
        return;
    begin_form(v, id, back);
    put_who(v);
    buffer_c(v->out, "<div class=\"buttons\">");
    put_button(v->out, "confirm", "Right", 'c');
    put_button(v->out, "not", position ? "No position" : "No statement", 'x');
    buffer_c(v->out, "</div><label>Note <input name=\"note\" maxlength=\"500\"></label></form>\n");
    if (position) {
        begin_form(v, id, back);
        hidden(v->out, "what", text_c("stance"));
        hidden(v->out, "who", v->request->who);
        buffer_c(v->out, "<fieldset><legend>The stance is</legend>");
        for (enum stance s = STANCE_NONE + 1; s < STANCE_COUNT; s++)
            if (!text_is(stance, stance_text(s)))
                buffer_format(v->out, "<button name=\"value\" value=\"%s\" data-key=\"%d\">%s <kbd>%d</kbd></button> ",
                              stance_text(s), (int)s, stance_text(s), (int)s);
        buffer_c(v->out, "</fieldset></form>\n");
    }
    begin_form(v, id, back);
    hidden(v->out, "who", v->request->who);
    buffer_format(v->out,
                  "<label>Or <select name=\"what\"><option value=\"speaker\">the speaker</option>%s"
                  "<option value=\"note\">a note</option></select></label> <label>is <input name=\"value\" "
                  "maxlength=\"200\"></label> "
                  "<button>Say so</button></form>\n",
                  position ? "<option value=\"party\">the party</option><option value=\"issue\">the issue</option>"
                           : "");
}

void review_page_form(struct viewing *v, struct text page, const char *back)
{
    if (!v->request->may_write)
        return;
    buffer_c(v->out, "<section><h2>What is missing here</h2>");
    begin_form(v, page, back);
    hidden(v->out, "what", text_c("add"));
    put_who(v);
    buffer_c(v->out, "<label class=\"wide\">The words, as they stand above <textarea name=\"words\" rows=\"2\" "
                     "required></textarea></label>"
                     "<label>Party <input name=\"party\" required maxlength=\"60\"></label><label>Issue <input "
                     "name=\"issue\" required "
                     "maxlength=\"60\"></label><label>Stance <select name=\"stance\">");
    for (enum stance s = STANCE_NONE + 1; s < STANCE_COUNT; s++)
        buffer_format(v->out, "<option>%s</option>", stance_text(s));
    buffer_c(v->out,
             "</select></label><label>Speaker <input name=\"speaker\" maxlength=\"200\"></label><label>Said on <input "
             "name=\"said-on\" placeholder=\"2031-05-04\"></label><button>Add this position</button></form>\n");
    begin_form(v, page, back);
    hidden(v->out, "what", text_c("reviewed"));
    put_who(v);
    buffer_c(v->out, "<button>I have read all of this page</button></form></section>\n");
}

static void put_said(struct viewing *v, const struct gathered *rows, size_t r, const char *back)
{
    struct text note = gathered_get(rows, r, "note"), value = gathered_get(rows, r, "value"),
                id = gathered_get(rows, r, "id");
    bool undone = text_is(gathered_get(rows, r, "undone"), "1");

    buffer_c(v->out, undone ? "<li class=\"undone\">" : "<li>");
    html_text(v->out, gathered_get(rows, r, "who"));
    buffer_c(v->out, ", ");
    page_date(v->out, gathered_get(rows, r, "made"), (struct text){ 0 });
    buffer_c(v->out, ": ");
    html_text(v->out, gathered_get(rows, r, "what"));
    if (value.len) {
        buffer_c(v->out, " ");
        html_text(v->out, value);
    }
    if (note.len) {
        buffer_c(v->out, " \xe2\x80\x93 ");
        html_text(v->out, note);
    }
    if (undone)
        buffer_c(v->out, " (taken back)");
    else if (v->request->may_write && !text_is(gathered_get(rows, r, "what"), "undo")) {
        begin_form(v, id, back);
        hidden(v->out, "what", text_c("undo"));
        hidden(v->out, "who", v->request->who.len ? v->request->who : gathered_get(rows, r, "who"));
        buffer_c(v->out, "<button>Take back</button></form>");
    }
    buffer_c(v->out, "</li>");
}

priscus_status review_said(struct viewing *v, const char *id, const char *back, struct priscus_error *err)
{
    const struct ledger_filter filter = { .entry = id };
    struct gathered rows = { 0 };
    priscus_status status = ledger_ask(v->ledger, LEDGER_CORRECTIONS, &filter, gather_row, &rows, err);

    if (status == PRISCUS_OK && rows.failed)
        status = error_memory(err);
    if (status == PRISCUS_OK && rows.n_rows) {
        buffer_c(v->out, "<section><h2>What people say of it</h2><ol class=\"said\">");
        for (size_t r = 0; r < rows.n_rows; r++)
            put_said(v, &rows, r, back);
        buffer_c(v->out, "</ol></section>\n");
    }
    gathered_release(&rows);
    return status;
}
