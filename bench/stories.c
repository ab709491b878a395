/* stories.c - what it costs to place articles among others, and what is found: made-up ones, or those of a file.
 *
 *     bench-stories LEDGER 1000000 [SEED]       so many made-up articles, copies and excerpts of each other among them
 *     bench-stories LEDGER ARTICLES.jsonl       "id", "outlet", "date" or "published", "title", "text" a line
 *
 * Records are empty: no network reads the articles, and what is measured is the ledger and the linker. Prints, after each tenth
 * (of a file: at the end), articles a second of wall and of processor time for adding and for placing, and the ledger's
 * bytes an article; at the end the peak of memory and how many of the planted copies were found. The ledger must be a new file.
 *
 * A made-up article has 100 to 900 words (350 in the mean) of a vocabulary of 40,000 in which the n-th comes as often as 1/n. Of a
 * hundred, 8 are copies of an earlier one with a new headline and up to one word in 30 changed, 4 are an excerpt of 60 to
 * 150 words of one with up to a quarter of their own, 3 are updates (the same outlet, a paragraph added): half of them of one of the last
 * thousand, half of any. Another 5 share the outlet's 40 words of boilerplate. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "base/buffer.h"
#include "base/json_write.h"
#include "made_words.h"
#include "ledger/link_copy.h"
#include "record/knowledge/knowledge.h"
#include "story/linker.h"

#define OUTLETS 60
#define BATCH   64 /* articles are placed so many at a time: the clock is read less often */

static void stop(const struct priscus_error *err)
{
    fprintf(stderr, "bench-stories: %s\n", err->message);
    exit(1);
}

/* ---- made-up articles ----------------------------------------------------------------------- */

enum plant { PLANT_NONE, PLANT_COPY, PLANT_EXCERPT, PLANT_UPDATE, PLANT_BOILERPLATE };

struct made {
    enum plant plant;
    size_t of; /* number of the article it was made of */
    size_t outlet;
    struct buffer text;
    char title[120], name[32];
};

static uint64_t seed;

static uint64_t state_of(size_t number)
{
    uint64_t state = seed ^ (number * 0xd1342543de82ef95u);

    draw(&state);
    return state;
}

static void put_words(struct buffer *out, uint64_t *state, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buffer_text(out, text_c(draw_word(state)));
        buffer_text(out, text_c(i % 60 == 59 ? ".\n\n" : i % 14 == 13 ? ". " : " "));
    }
}

static enum plant plant_of(uint64_t *state, size_t number)
{
    size_t roll = draw_below(state, 100);

    if (number < 2000)
        return PLANT_NONE;
    return roll < 8    ? PLANT_COPY
           : roll < 12 ? PLANT_EXCERPT
           : roll < 15 ? PLANT_UPDATE
           : roll < 20 ? PLANT_BOILERPLATE
                       : PLANT_NONE;
}

static void put_original(struct buffer *out, uint64_t *state)
{
    size_t n = 100 + draw_below(state, 400);

    put_words(out, state, n < 480 ? n : n + 420);
}

/* Some of the words of `source`, from `from` on, each `change`-th another. */
static void put_changed(struct buffer *out, uint64_t *state, struct text source, size_t from, size_t n, size_t change)
{
    size_t at = 0;

    while (source.len && at < from + n) {
        struct text word = text_cut(&source, ' ');

        if (at++ < from)
            continue;
        buffer_text(out, change && draw_below(state, change) == 0 ? text_c(draw_word(state)) : word);
        buffer_text(out, text_c(" "));
    }
}

/* An original before `number`: half of the time one of the last thousand. */
static size_t draw_earlier(uint64_t *state, size_t number)
{
    for (;;) {
        size_t of = draw(state) & 1 ? number - 1 - draw_below(state, 1000) : draw_below(state, number);
        uint64_t other = state_of(of);

        if (plant_of(&other, of) == PLANT_NONE)
            return of;
    }
}

static void make(size_t number, struct made *out)
{
    uint64_t state = state_of(number), other;
    struct buffer source = { 0 };

    out->text.len = 0;
    out->plant = plant_of(&state, number);
    out->outlet = draw_below(&state, OUTLETS);
    snprintf(out->title, sizeof out->title, "%s %s %s %s %zu", draw_word(&state), draw_word(&state), draw_word(&state),
             draw_word(&state), number);
    snprintf(out->name, sizeof out->name, "made-%zu", number);
    if (out->plant == PLANT_NONE || out->plant == PLANT_BOILERPLATE) {
        put_original(&out->text, &state);
        other = state_of(number % OUTLETS + ((size_t)1 << 40));
        out->outlet = out->plant == PLANT_BOILERPLATE ? number % OUTLETS : out->outlet;
        if (out->plant == PLANT_BOILERPLATE)
            put_words(&out->text, &other, 40);
        return;
    }
    out->of = draw_earlier(&state, number);
    other = state_of(out->of);
    plant_of(&other, out->of);
    if (out->plant == PLANT_UPDATE)
        out->outlet = draw_below(&other, OUTLETS);
    else
        draw_below(&other, OUTLETS);
    for (int i = 0; i < 4; i++)
        draw_word(&other);
    put_original(&source, &other);
    if (out->plant == PLANT_EXCERPT) {
        size_t n = 60 + draw_below(&state, 90);

        put_changed(&out->text, &state, text_of(source.ptr, source.len), draw_below(&state, 30), n, 0);
        put_words(&out->text, &state, draw_below(&state, n / 4));
    } else {
        put_changed(&out->text, &state, text_of(source.ptr, source.len), 0, 1000, draw_below(&state, 3) ? 30 : 0);
        if (out->plant == PLANT_UPDATE)
            put_words(&out->text, &state, 40);
    }
    buffer_release(&source);
}

static struct date date_of(size_t number)
{
    struct date date = date_from_days(20000 + (long)(number / 2000));

    date.hour = (uint8_t)(number % 2000 / 84);
    date.minute = (uint8_t)(number % 2000 % 84 * 60 / 84);
    date.precision = PRECISION_MINUTE;
    date.zone = 0;
    return date;
}

/* ---- measuring ------------------------------------------------------------------------------ */

struct clocks {
    double wall, cpu;
};

static struct clocks now(void)
{
    struct timespec wall, cpu;

    clock_gettime(CLOCK_MONOTONIC, &wall);
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
    return (struct clocks){ (double)wall.tv_sec + (double)wall.tv_nsec * 1e-9,
                            (double)cpu.tv_sec + (double)cpu.tv_nsec * 1e-9 };
}

static void add_since(struct clocks *sum, struct clocks begin)
{
    struct clocks end = now();

    sum->wall += end.wall - begin.wall;
    sum->cpu += end.cpu - begin.cpu;
}

struct bench {
    struct ledger *ledger;
    struct linker *linker;
    const char *path;
    struct arena mem;
    size_t n, n_before;
    struct clocks adding, placing;
};

static void say(struct bench *b)
{
    struct stat file = { 0 };
    double n = (double)(b->n - b->n_before);

    stat(b->path, &file);
    printf("%9zu articles; a second: added %.0f (CPU %.0f), placed %.0f (CPU %.0f); ms of CPU to place one: %.3f; "
           "ledger %.0f bytes an article\n",
           b->n, n / b->adding.wall, n / b->adding.cpu, n / b->placing.wall, n / b->placing.cpu,
           b->placing.cpu / n * 1e3, (double)file.st_size / (double)b->n);
    fflush(stdout);
    b->n_before = b->n;
    b->adding = b->placing = (struct clocks){ 0 };
}

static void place(struct bench *b)
{
    struct priscus_error err;
    struct clocks begin = now();

    if (linker_place(b->linker, 0, NULL, NULL, &err) != PRISCUS_OK)
        stop(&err);
    add_since(&b->placing, begin);
}

static void add(struct bench *b, struct text name, struct article *article)
{
    struct record record = { 0 };
    struct page page = { .name = name, .from = PRISCUS_FROM_TEXT };
    struct buffer bytes = { 0 };
    struct priscus_error err;
    struct clocks begin;

    buffer_format(&bytes, "%.*s\n", (int)name.len, name.ptr); /* the same text may come on two pages */
    buffer_text(&bytes, article->body);
    page.bytes = text_of(bytes.ptr, bytes.len);
    if (article_split_paragraphs(article->body, 0, &b->mem, article) != PRISCUS_OK)
        exit(1);
    begin = now();
    if (ledger_add(b->ledger, &page, article, &record, NULL, &err) != PRISCUS_OK)
        stop(&err);
    add_since(&b->adding, begin);
    buffer_release(&bytes);
    arena_reset(&b->mem);
    b->n++;
    if (b->n % BATCH == 0)
        place(b);
}

/* The page that is in the index for it. */
static int64_t in_index(struct bench *b, int64_t page)
{
    struct link_text text;
    bool found;

    if (ledger_link_text(b->ledger, page, &text, &found, NULL) != PRISCUS_OK || !found)
        return page;
    return text.same_as ? text.same_as : page;
}

static bool is_linked(struct bench *b, int64_t page, int64_t of)
{
    struct link_copy *copies;
    size_t n;

    if (ledger_link_copies(b->ledger, page, 1000, &b->mem, &copies, &n, NULL) != PRISCUS_OK)
        return false;
    for (size_t i = 0; i < n; i++)
        if (in_index(b, copies[i].of) == in_index(b, of))
            return true;
    return false;
}

static void run_made(struct bench *b, size_t n)
{
    static const char *const names[] = { "", "copies", "excerpts", "updates", "by boilerplate alone" };
    size_t planted[5] = { 0 }, found[5] = { 0 };
    struct made made = { 0 };

    make_vocabulary();
    for (size_t i = 0; i < n; i++) {
        char outlet[24];
        struct article article;

        make(i, &made);
        snprintf(outlet, sizeof outlet, "Made Outlet %zu", made.outlet);
        article = (struct article){ .title = text_c(made.title), .outlet = text_c(outlet), .published = date_of(i) };
        article.body = text_of(made.text.ptr, made.text.len);
        add(b, text_c(made.name), &article);
        if ((i + 1) % (n / 10 ? n / 10 : 1) == 0)
            say(b);
    }
    place(b);
    for (size_t i = 0; i < n; i++) {
        make(i, &made);
        planted[made.plant]++;
        if (made.plant == PLANT_BOILERPLATE) {
            struct link_copy *copies;
            size_t n_copies = 0;

            ledger_link_copies(b->ledger, (int64_t)i + 1, 1, &b->mem, &copies, &n_copies, NULL);
            found[made.plant] += n_copies;
        } else if (made.plant != PLANT_NONE) {
            found[made.plant] += is_linked(b, (int64_t)i + 1, (int64_t)made.of + 1);
        }
        arena_reset(&b->mem);
    }
    for (int i = PLANT_COPY; i <= PLANT_BOILERPLATE; i++)
        printf("%s: %zu of %zu\n", names[i], found[i], planted[i]);
    buffer_release(&made.text);
}

/* ---- articles of a file --------------------------------------------------------------------- */

static struct text field(json_t *json, const char *key)
{
    return text_c(json_string_value(json_object_get(json, key)));
}

static void run_file(struct bench *b, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t len;

    if (!file) {
        perror(path);
        exit(1);
    }
    while ((len = getline(&line, &room, file)) > 0) {
        json_t *json = json_loadb(line, (size_t)len, 0, NULL);
        struct article article = { .id = field(json, "id"),
                                   .title = field(json, "title"),
                                   .outlet = field(json, "outlet") };

        article.address = field(json, "url");
        article.body = field(json, "text");
        if (!date_parse_iso(field(json, "published"), &article.published))
            date_parse_iso(field(json, "date"), &article.published);
        if (article.body.ptr)
            add(b, article.id, &article);
        json_decref(json);
    }
    place(b);
    say(b);
    free(line);
    fclose(file);
}

int main(int argc, char **argv)
{
    struct bench bench = { .path = argc > 1 ? argv[1] : "" };
    struct language *language;
    struct knowledge *knowledge;
    struct priscus_error err;
    struct rusage usage;
    struct stat file;
    size_t n = argc > 2 ? strtoul(argv[2], NULL, 10) : 0;

    if (argc < 3 || argc > 4 || stat(argv[1], &file) == 0) {
        fprintf(stderr, "usage: bench-stories NEW-LEDGER (NUMBER [SEED] | ARTICLES.jsonl)\n");
        return 2;
    }
    seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 1;
    if (language_find(NULL, LANGUAGE_FAST, false, &language, &err) != PRISCUS_OK ||
        knowledge_open(language, NULL, 0, NULL, 0, &knowledge, &err) != PRISCUS_OK ||
        ledger_open(argv[1], LEDGER_WRITE, &bench.ledger, &err) != PRISCUS_OK ||
        ledger_use(bench.ledger, knowledge, &err) != PRISCUS_OK ||
        linker_open(bench.ledger, language, &bench.linker, &err) != PRISCUS_OK)
        stop(&err);
    if (n)
        run_made(&bench, n);
    else
        run_file(&bench, argv[2]);
    getrusage(RUSAGE_SELF, &usage);
    printf("peak memory %.1f MiB\n", (double)usage.ru_maxrss / 1024);
    linker_close(bench.linker);
    if (ledger_close(bench.ledger, &err) != PRISCUS_OK)
        stop(&err);
    knowledge_close(knowledge);
    language_close(language);
    arena_release(&bench.mem);
    return 0;
}
