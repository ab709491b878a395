/* jsonl_lines.h - a file of JSON objects, one a line, as a stream of lines.
 *
 * Blank lines are passed over, a byte order mark and carriage returns too; lines keep their numbers. */
#ifndef JSONL_LINES_H
#define JSONL_LINES_H

#include "base/buffer.h"
#include "page/container/stream.h"

struct jsonl_lines {
    struct stream *stream;
    struct text name;
    long line;       /* number of the line that jsonl_lines_next() gave, from 1 */
    bool gave;       /* at least one line, or a word about one                 */
    size_t searched; /* held bytes known to have no line end                   */
    size_t taken;    /* bytes of the line that was given                       */
    bool passing;    /* over the rest of a line that is too long               */

    /* Lines with slips that their reader mends (json_mend.h): how many, the first, bits of what kinds. */
    size_t n_mended;
    long first_mended;
    unsigned mended;
};

/* One object spread over lines would give an error a line: EINPUT, said once. `head` is the file's beginning.
 */
priscus_status jsonl_lines_check(struct text name, struct text head, struct priscus_error *err);

void jsonl_lines_begin(struct jsonl_lines *l, struct stream *stream, struct text name);

/* OK: *line is held until jsonl_lines_take(); asked again before that, it is the same line. DONE. ELIMIT: a line
 * over PAGE_MAX was passed over. EINPUT: damage in packed bytes, or no line at all. EIO ends it. ENOMEM. */
priscus_status jsonl_lines_next(struct jsonl_lines *l, struct text *line, struct priscus_error *err);
void jsonl_lines_take(struct jsonl_lines *l);

/* What was mended, as one sentence: "x.jsonl: 3 lines are no JSON as they stand and were mended, the first is line 7: ...".
 * Nothing, if nothing was. */
void jsonl_lines_remark(const struct jsonl_lines *l, struct buffer *out);

#endif
