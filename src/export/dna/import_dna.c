/* import_dna.c - a file of DNA into the ledger, as what its coders say of entries: see import_dna.h.
 *
 *     Ada codes "no truce before the dam" as VSK, ceasefire, agreement no
 *     the machine has VSK rejects ceasefire in words that overlap these       confirm, by Ada
 *     ... VSK open ceasefire                                                  stance rejects, by Ada
 *     ... nothing of VSK and ceasefire there                                  add, by Ada
 *
 * dna_target.c says which article a document is, and which position a statement is about. */
#include "export/dna/import_dna.h"

#include "export/dna/dna_target.h"
#include "ledger/correction.h"

struct importing {
    struct ledger *ledger;
    const struct dna_import *options;
    struct dna_counts *counts;
    struct dna_file_options file;
    struct dna_names *names;
    struct article_finder *finder;
    struct arena mem;      /* of one document  */
    struct arena reviewed; /* pages that somebody reviewed: "g-... WHO" */
    struct lookup reviews;
    priscus_status status; /* of a callback */
    struct priscus_error *err;
};

/* ---- what is said of it ------------------------------------------------------------------------------ */

/* What the ledger will not take is told, and the next is looked at. */
static priscus_status tell_refused(struct importing *in, int64_t statement, priscus_status status,
                                   const struct priscus_error *why)
{
    if (status == PRISCUS_EUSAGE) {
        in->counts->left_out++;
        dna_tell(&in->file, "statement %lld: %s", (long long)statement, why->message);
        return PRISCUS_OK;
    }
    if (in->err)
        *in->err = *why;
    return status;
}

static bool judged_by(const struct coded_position *p, struct text who)
{
    struct text rest = p->judged_by;

    while (rest.ptr)
        if (text_eq(text_cut(&rest, '\n'), who))
            return true;
    return false;
}

static bool same_speaker(const struct coded_position *p, struct text speaker)
{
    return !speaker.len || text_eq(speaker, p->speaker) || text_eq(speaker, p->person);
}

static priscus_status say(struct importing *in, const struct dna_statement *s, const struct coded_position *p,
                          enum correction_what what, struct text value, struct text who)
{
    const struct correction correction = { .what = what, .value = value, .who = who };
    struct priscus_error why;
    char made[ID_TEXT_MAX];
    priscus_status status = ledger_correct(in->ledger, p->id, &correction, made, &why);

    return status == PRISCUS_OK ? status : tell_refused(in, s->id, status, &why);
}

static priscus_status correct(struct importing *in, const struct dna_statement *s, const struct coded_position *p,
                              const struct dna_coding *c, struct text who)
{
    const struct {
        bool differs;
        enum correction_what what;
        struct text value;
    } all[] = {
        { !text_eq(p->party, c->party), CORRECTION_PARTY, c->party },
        { !text_eq(p->issue, c->issue), CORRECTION_ISSUE, c->issue },
        { !text_is(p->stance, stance_text(c->stance)), CORRECTION_STANCE, text_c(stance_text(c->stance)) },
        { !same_speaker(p, c->speaker), CORRECTION_SPEAKER, c->speaker },
    };
    bool any = false;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < COUNT_OF(all) && status == PRISCUS_OK; i++)
        if (all[i].differs) {
            status = say(in, s, p, all[i].what, all[i].value, who);
            any = true;
        }
    if (status != PRISCUS_OK || any) {
        in->counts->corrected += any;
        return status;
    }
    /* What was exported and not touched is the machine's word still, and nobody's. */
    if (judged_by(p, who) || (!in->options->who && text_is(s->coder, DNA_CODER))) {
        in->counts->known++;
        return PRISCUS_OK;
    }
    in->counts->confirmed++;
    return say(in, s, p, CORRECTION_CONFIRM, text_of(NULL, 0), who);
}

static priscus_status add(struct importing *in, const struct dna_statement *s, struct dna_target *t, struct span words,
                          const struct dna_coding *c, struct text who)
{
    const struct added_position added = { .page = t->page,
                                          .words = text_in(t->text, words),
                                          .from = words.begin,
                                          .party = c->party,
                                          .issue = c->issue,
                                          .speaker = c->speaker,
                                          .stance = c->stance,
                                          .said_on = c->said_on,
                                          .who = who };
    struct priscus_error why;
    struct coded_position p = { .words = words,
                                .party = c->party,
                                .issue = c->issue,
                                .stance = text_c(stance_text(c->stance)),
                                .speaker = c->speaker,
                                .review = text_c("added"),
                                .judged_by = who };
    char made[ID_TEXT_MAX];
    priscus_status status = ledger_correct_add(in->ledger, &added, p.id, made, &why);

    if (status != PRISCUS_OK)
        return tell_refused(in, s->id, status, &why);
    in->counts->added++;
    /* another coder may say the same of it */
    if (dna_target_add(t, &p, &in->mem) != PRISCUS_OK || dna_target_use(t, t->n - 1, who, &in->mem) != PRISCUS_OK)
        return error_memory(in->err);
    return PRISCUS_OK;
}

static struct text who_says(const struct importing *in, const struct dna_statement *s)
{
    return in->options->who ? text_c(in->options->who) : s->coder.len ? s->coder : text_c("DNA");
}

static priscus_status take_statement(struct importing *in, const struct dna_document *d,
                                     const struct dna_places *places, struct dna_target *t,
                                     const struct dna_statement *s)
{
    struct text who = who_says(in, s);
    struct dna_coding c;
    struct span words;
    size_t position;
    bool known;

    if (dna_coding_of(s, in->names, &in->file, &c, &known) != PRISCUS_OK)
        return error_memory(in->err);
    if (!known) {
        in->counts->left_out++;
        return PRISCUS_OK;
    }
    if (!dna_target_place(t, d, places, s->words, &words)) {
        in->counts->left_out++;
        dna_tell(&in->file, "statement %lld of document %lld: its words do not stand in %s", (long long)s->id,
                 (long long)d->id, t->page);
        return PRISCUS_OK;
    }
    position = dna_target_position(t, s->entry, words, &c, who);
    if (position == t->n)
        return add(in, s, t, words, &c, who);
    if (dna_target_use(t, position, who, &in->mem) != PRISCUS_OK)
        return error_memory(in->err);
    return correct(in, s, &t->positions[position], &c, who);
}

/* ---- documents that were read whole -------------------------------------------------------------------- */

/* Remember which pages are reviewed, so that the same file says it once. */
static int each_correction(void *context, const struct ledger_row *row)
{
    struct importing *in = context;
    const char *entry = NULL;
    bool reviewed = false, undone = true;
    struct text id;

    for (size_t i = 0; i < row->n && row->values; i++)
        if (strcmp(row->names[i], "entry") == 0)
            entry = row->values[i];
        else if (strcmp(row->names[i], "what") == 0)
            reviewed = text_is(text_c(row->values[i]), correction_what_text(CORRECTION_REVIEWED));
        else if (strcmp(row->names[i], "undone") == 0)
            undone = !text_is(text_c(row->values[i]), "0");
    if (!entry || !reviewed || undone || lookup_find(&in->reviews, text_c(entry), 0))
        return 0;
    in->status = arena_text(&in->reviewed, text_c(entry), &id);
    if (in->status == PRISCUS_OK)
        in->status = lookup_add(&in->reviews, &in->reviewed, id, 0, 1);
    return in->status != PRISCUS_OK;
}

static priscus_status end_document(struct importing *in, const struct dna_document *d, const struct dna_target *t)
{
    const struct dna_statement *first = &d->statements[0];
    struct coded_position page = { 0 };
    struct text id;
    priscus_status status = PRISCUS_OK;

    for (size_t i = 0; i < t->n && status == PRISCUS_OK; i++)
        if (!dna_target_used(t, i) && !text_is(t->positions[i].review, "added")) {
            status = say(in, first, &t->positions[i], CORRECTION_NOT, text_of(NULL, 0), who_says(in, first));
            in->counts->taken_out++;
        }
    if (status != PRISCUS_OK || lookup_find(&in->reviews, text_c(t->page), 0))
        return status;
    memcpy(page.id, t->page, sizeof page.id);
    if (arena_text(&in->reviewed, text_c(t->page), &id) != PRISCUS_OK ||
        lookup_add(&in->reviews, &in->reviewed, id, 0, 1) != PRISCUS_OK)
        return error_memory(in->err);
    return say(in, first, &page, CORRECTION_REVIEWED, text_of(NULL, 0), who_says(in, first));
}

/* ---- the file -------------------------------------------------------------------------------------------- */

static priscus_status take_document(struct importing *in, const struct dna_document *d)
{
    struct dna_places places;
    struct dna_target target;
    priscus_status status;

    in->counts->documents++;
    in->counts->statements += d->n_statements;
    if (!d->n_statements)
        return PRISCUS_OK;
    if ((status = dna_target_find(in->ledger, in->finder, d, &in->mem, &target, in->err)) != PRISCUS_OK)
        return status;
    if (!target.text.ptr) {
        char shown[CONFIG_SHOW];

        in->counts->documents_missing++;
        in->counts->left_out += d->n_statements;
        dna_tell(&in->file, "document %lld, \"%s\": no article of the ledger has this text, or this title and day",
                 (long long)d->id, config_show(d->title, shown));
        return PRISCUS_OK;
    }
    if (dna_places_of(d->text, &in->mem, &places) != PRISCUS_OK)
        return error_memory(in->err);
    for (size_t i = 0; i < d->n_statements && status == PRISCUS_OK; i++)
        status = take_statement(in, d, &places, &target, &d->statements[i]);
    return status == PRISCUS_OK && in->options->whole ? end_document(in, d, &target) : status;
}

static priscus_status open_all(struct importing *in)
{
    const struct dna_import *o = in->options;
    priscus_status status = dna_names_open(o->names, in->ledger, o->roster, &in->names, in->err);

    if (status == PRISCUS_OK)
        status = article_finder_open(in->ledger, &in->finder, in->err);
    if (status == PRISCUS_OK && o->whole)
        status = ledger_ask(in->ledger, LEDGER_CORRECTIONS, NULL, each_correction, in, in->err);
    if (status == PRISCUS_OK && in->status != PRISCUS_OK)
        status = error_memory(in->err);
    return status;
}

priscus_status import_dna(struct ledger *ledger, const char *path, const struct dna_import *options,
                          struct dna_counts *counts, struct priscus_error *err)
{
    struct importing in = { .ledger = ledger,
                            .options = options,
                            .counts = counts,
                            .file = { .tell = options->tell, .context = options->context },
                            .err = err };
    struct dna_document document;
    struct dna_file *file = NULL;
    priscus_status status;

    *counts = (struct dna_counts){ 0 };
    if ((status = open_all(&in)) == PRISCUS_OK) {
        dna_names_variables(in.names, in.file.variables);
        status = dna_open(path, &in.file, &file, err);
    }
    while (status == PRISCUS_OK && (status = dna_next(file, &in.mem, &document, err)) == PRISCUS_OK) {
        status = take_document(&in, &document);
        arena_reset(&in.mem);
    }
    if (file) {
        counts->left_out += dna_bad_statements(file);
        dna_names_tell(in.names, &in.file);
    }
    dna_close(file);
    article_finder_close(in.finder);
    dna_names_close(in.names);
    arena_release(&in.mem);
    arena_release(&in.reviewed);
    return status == PRISCUS_DONE ? PRISCUS_OK : status;
}
