/* id.c - see id.h. */
#include "record/id.h"

#include <inttypes.h>
#include <stdio.h>

static int64_t first_digits(struct sha256 h)
{
    int64_t id = 0;

    for (int i = 0; i < ID_DIGITS / 2; i++)
        id = id << 8 | h.bytes[i];
    return id;
}

static struct text page_text(const struct sha256 *page)
{
    return text_of((const char *)page->bytes, sizeof page->bytes);
}

/* Places as people write them: "12-40 51-60". An empty one is "-", wherever it begins. */
static size_t put_span(char *out, size_t room, struct span s)
{
    int n = span_empty(s) ? snprintf(out, room, "- ") : snprintf(out, room, "%" PRIu32 "-%" PRIu32 " ", s.begin, s.end);

    return (size_t)n;
}

int64_t id_of_page(struct sha256 page)
{
    return first_digits(page);
}

int64_t id_of_article(struct sha256 page, struct text title, struct text body)
{
    struct text parts[] = { text_c("article"), page_text(&page), title, body };

    return first_digits(sha256_of_all(parts, COUNT_OF(parts)));
}

int64_t id_of_statement(struct sha256 page, const struct statement *statement)
{
    char places[(STATEMENT_PIECES_MAX + 2) * 24];
    size_t n = put_span(places, sizeof places, statement->source);
    struct text parts[] = { text_c("statement"), page_text(&page), { places, 0 } };

    n += put_span(places + n, sizeof places - n, statement->cue);
    for (size_t i = 0; i < statement->n_content; i++)
        n += put_span(places + n, sizeof places - n, statement->content[i]);
    parts[2].len = n;
    return first_digits(sha256_of_all(parts, COUNT_OF(parts)));
}

int64_t id_of_position(struct sha256 page, const struct position *position)
{
    char places[2 * 24];
    size_t n = put_span(places, sizeof places, position->sentence);
    struct text parts[] = { text_c("position"), page_text(&page), { places, 0 },
                            position->party,    position->issue,  text_c(stance_text(position->stance)) };

    n += put_span(places + n, sizeof places - n, position->words);
    parts[2].len = n;
    return first_digits(sha256_of_all(parts, COUNT_OF(parts)));
}

char *id_format(char letter, int64_t id, char out[ID_TEXT_MAX])
{
    snprintf(out, ID_TEXT_MAX, "%c-%012" PRIx64, letter, (uint64_t)id & 0xffffffffffff);
    return out;
}

bool id_parse(const char *text, char *letter, int64_t *id)
{
    int64_t value = 0;

    if (!text || !strchr("gaspeuc", text[0]) || text[0] == '\0' || text[1] != '-' || strlen(text) != 2 + ID_DIGITS)
        return false;
    for (const char *p = text + 2; *p; p++) {
        if (is_ascii_digit(*p))
            value = value << 4 | (*p - '0');
        else if (*p >= 'a' && *p <= 'f')
            value = value << 4 | (*p - 'a' + 10);
        else
            return false;
    }
    *letter = text[0];
    *id = value;
    return true;
}
