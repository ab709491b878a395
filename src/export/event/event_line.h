/* event_line.h - one event as a line of JSON of PLOVER 2.0 (Open Event Data Alliance, "PLOVER: A Coding Scheme for Event Data",
 * 2.0, chapter Data Fields), with Priscus's own fields behind its own. docs/events.md has the fields. */
#ifndef EVENT_LINE_H
#define EVENT_LINE_H

#include "base/buffer.h"
#include "base/date.h"
#include "record/event/event_table.h"

#define EVENT_WHO_MAX 4

struct event_who {
    struct text code, name; /* the party's; a name, or the words for him                      */
};

/* A NULL ptr, an empty span: not known; it is left out then. */
struct event_line {
    const struct event_code *code; /* of an event that PLOVER has                            */
    struct date date;              /* known; of a month or a year, it is a span of days      */
    struct text id;
    struct event_who actors[EVENT_WHO_MAX], recipients[EVENT_WHO_MAX]; /* whose it is, and to whom it is done */
    size_t n_actors, n_recipients;
    struct text words; /* of the event                                                      */
    struct text text;  /* the sentence, or the statement's own words                        */
    size_t sequence;   /* which sentence of the body, from 1; 0: not said                   */
    struct span place; /* of `text` in the body, in bytes                                   */
    bool conditional;
    struct text condition;
    struct text address, title, outlet, language;
    /* Ours, by name, in this order. */
    struct event_field {
        const char *name;
        struct text value;
        enum { EVENT_TEXT, EVENT_JSON } type;
    } own[24];
    size_t n_own;
};

/* Add one to a list of them, where there is room and anything is known of him. */
void event_who_add(struct event_who *list, size_t *n, struct text code, struct text name);

/* May it be such a line: is the event one of PLOVER's, and is there a date and somebody whose it is? */
bool event_line_can(const struct event_line *line);
/* Append it, with a newline. */
void event_line_put(struct buffer *out, const struct event_line *line);

/* The year, month or day of the date, as 2031-05-03: its first day, or its last. */
void event_day_put(struct buffer *out, struct date date, bool last);

static inline void event_line_own(struct event_line *line, const char *name, struct text value, bool json)
{
    if (value.len && line->n_own < sizeof line->own / sizeof *line->own)
        line->own[line->n_own++] = (struct event_field){ name, value, json ? EVENT_JSON : EVENT_TEXT };
}

#endif
