/* actor_lookup.c - actor-lookup DICTIONARY...: what code each name has on its day.
 *
 * Reads lines "NAME<tab>YYYY-MM-DD" from standard input and writes a line for each: the code, or nothing where none holds. With
 * several dictionaries (actors, then agents) they are one. What is wrong in them goes to standard error. For
 * tests/shared/actors.py, and for anybody who wants to see what a dictionary says. */
#include "base/buffer.h"
#include "base/file.h"
#include "record/dictionary/dictionary.h"

#include <stdio.h>

#define FILE_MAX       ((size_t)16 << 20)
#define LINE_MAX_BYTES 4096

static void on_told(void *context, int line, const char *message)
{
    fprintf(stderr, "%s:%d: %s\n", (const char *)context, line, message);
}

int main(int argc, char **argv)
{
    struct arena mem = { 0 };
    struct buffer all = { 0 };
    struct dictionary d = { 0 };
    struct priscus_error err = { 0 };
    char line[LINE_MAX_BYTES];
    priscus_status status = PRISCUS_OK;

    for (int i = 1; i < argc && status == PRISCUS_OK; i++) {
        struct text text;

        status = file_read(argv[i], FILE_MAX, &mem, &text, &err);
        if (status == PRISCUS_OK)
            buffer_text(&all, text);
        buffer_char(&all, '\n');
    }
    if (status == PRISCUS_OK)
        status = all.failed ? error_memory(&err)
                            : dictionary_read(buffer_as_text(&all), &mem, &d, on_told, argc > 1 ? argv[1] : "");
    while (status == PRISCUS_OK && fgets(line, sizeof line, stdin)) {
        struct text day = text_trim(text_c(line)), name = text_cut(&day, '\t');
        struct date date = { .zone = DATE_NO_ZONE };

        if (day.ptr)
            date_parse_iso(day, &date);
        puts(dictionary_find(&d, NULL, name, date).code);
    }
    if (status != PRISCUS_OK)
        fprintf(stderr, "actor-lookup: %s\n", err.message);
    buffer_release(&all);
    arena_release(&mem);
    return status != PRISCUS_OK;
}
