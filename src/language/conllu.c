/* conllu.c - see conllu.h.
 *
 * Reading is one walk over the lines. Each line is copied into the arena once and cut at its tabs; the
 * fields of words and tokens point into that copy. What a line alone can show to be wrong (columns, numbers out
 * of order, a second root) is reported with that line; what only the whole sentence shows (a head out of range,
 * a cycle, a range that ends nowhere) with the sentence's first line and the word.
 *
 * What is forgiven: CRLF, no blank line or newline at the end of the file, several blank lines, comments
 * between words, blanks at the edges of a form, empty columns (as if "_"). What is not kept: empty nodes, DEPS,
 * and of a range line all but its form and misc. */
#include "language/conllu_text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

#define COMMENTS_MAX ((size_t)16 << 20) /* all comments of one sentence */

/* Blanks that whoever takes the white space out of a text takes out. Zero-width marks are none: some text has a
 * zero-width space as a word. */
static bool is_blank(uint32_t point)
{
    return point_is_space(point) && point != 0x200B && point != 0xFEFF;
}

struct text conllu_without_edges(struct text t)
{
    unsigned size;

    while (t.len && is_blank(utf8_at(t, 0, &size))) {
        t.ptr += size;
        t.len -= size;
    }
    while (t.len) {
        size_t last = t.len - 1;

        while (last && t.len - last < 4 && ((unsigned char)t.ptr[last] & 0xC0) == 0x80)
            last--;
        if (!is_blank(utf8_at(t, last, &size)) || last + size != t.len)
            break;
        t.len = last;
    }
    return t;
}

bool conllu_misc_has(struct text misc, const char *item)
{
    while (misc.ptr)
        if (text_is(text_cut(&misc, '|'), item))
            return true;
    return false;
}

/* Room for one more byte in the reader's buffer, never for more than a line may have. */
static bool buffer_grow(struct conllu_reader *reader)
{
    size_t room = reader->room ? reader->room * 2 : 1024;
    char *moved = realloc(reader->buffer, room);

    if (!moved)
        return false;
    reader->buffer = moved;
    reader->room = room;
    return true;
}

/* The next line without its end (LF or CRLF); it is good until the next call. Not getline(): a file without
 * newlines must not fill the memory. After EINPUT and ENOMEM the reader stands behind the line. */
static priscus_status line_next(struct conllu_reader *reader, struct text *line, bool *more, struct priscus_error *err)
{
    size_t n = 0;
    bool memory = true;
    int c = getc_unlocked(reader->file);

    *more = c != EOF;
    if (*more)
        reader->line++;
    for (; c != EOF && c != '\n'; c = getc_unlocked(reader->file)) {
        /* One byte over the limit is kept: it may be the CR of a CRLF. */
        if (n <= CONLLU_LINE_MAX && memory && (n < reader->room || (memory = buffer_grow(reader))))
            reader->buffer[n] = (char)c;
        n++;
    }
    if (c == EOF && ferror(reader->file))
        return error_set(err, PRISCUS_EIO, NOWHERE, "cannot be read: %s", strerror(errno));
    if (!memory)
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "no memory left for a line of %zu bytes", n);
    if (n && n <= CONLLU_LINE_MAX + 1 && reader->buffer[n - 1] == '\r')
        n--;
    if (n > CONLLU_LINE_MAX)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the line is longer than %zu bytes", CONLLU_LINE_MAX);
    *line = text_of(n ? reader->buffer : "", n);
    return PRISCUS_OK;
}

/* A sentence on its way. */
struct building {
    struct arena *mem;
    struct conllu_sentence s;
    size_t word_room, token_room, comment_room;
    char *comments;
    uint32_t range_end;  /* of the last range line: words before it belong to its token */
    uint32_t last_empty; /* 8.1, 8.2: of the last empty node since the last word        */
    bool root;           /* there is one                                                */
};

static priscus_status no_memory(const struct building *b, struct priscus_error *err)
{
    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "no memory left after %zu words", b->s.n_words);
}

/* "# key" or "# key = value": is it this key? */
static bool comment_is(struct text comment, const char *key, struct text *value)
{
    struct text rest = text_trim(text_of(comment.ptr + 1, comment.len - 1));

    if (!text_starts(rest, key))
        return false;
    rest = text_of(rest.ptr + strlen(key), rest.len - strlen(key));
    if (rest.len && rest.ptr[0] != '=' && !is_ascii_space(rest.ptr[0]))
        return false; /* newparagraph */
    rest = text_trim(rest);
    if (rest.len && rest.ptr[0] == '=')
        rest = text_trim(text_of(rest.ptr + 1, rest.len - 1));
    *value = rest;
    return true;
}

static priscus_status comment_add(struct building *b, struct text line, struct priscus_error *err)
{
    struct text kept, value;

    if (line.len + 1 > COMMENTS_MAX - b->s.comments.len)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the sentence has more than %zu bytes of comments",
                         COMMENTS_MAX);
    if (b->s.comments.len + line.len + 1 > b->comment_room) {
        size_t room = b->comment_room ? b->comment_room : 256;
        char *moved;

        while (room < b->s.comments.len + line.len + 1)
            room *= 2;
        moved = arena_alloc(b->mem, room);
        if (!moved)
            return no_memory(b, err);
        if (b->s.comments.len)
            memcpy(moved, b->comments, b->s.comments.len);
        b->comments = moved;
        b->comment_room = room;
    }
    kept = text_of(b->comments + b->s.comments.len, line.len);
    memcpy(b->comments + b->s.comments.len, line.ptr, line.len);
    b->comments[b->s.comments.len + line.len] = '\n';
    b->s.comments = text_of(b->comments, b->s.comments.len + line.len + 1);

    if (comment_is(kept, "newdoc", &value))
        b->s.newdoc = true;
    else if (comment_is(kept, "newpar", &value))
        b->s.newpar = true;
    else if (comment_is(kept, "sent_id", &value))
        b->s.id = value; /* stays good when the comments move: what came from an arena does */
    return PRISCUS_OK;
}

/* A number as the format writes it: digits, none before that is 0, and no more than words may be. */
static bool number(struct text t, uint32_t *out)
{
    uint32_t n = 0;

    if (t.len == 0 || t.len > 6 || (t.len > 1 && t.ptr[0] == '0'))
        return false;
    for (size_t i = 0; i < t.len; i++) {
        if (!is_ascii_digit(t.ptr[i]))
            return false;
        n = n * 10 + (uint32_t)(t.ptr[i] - '0');
    }
    *out = n;
    return n <= CONLLU_WORDS_MAX;
}

/* 8.1 behind word 8. */
static priscus_status empty_node(struct building *b, struct text id, struct priscus_error *err)
{
    struct text word = text_cut(&id, '.');
    uint32_t behind, which;

    if (!number(word, &behind) || behind != b->s.n_words || !number(id, &which) || which <= b->last_empty)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "an empty node out of place behind word %zu", b->s.n_words);
    b->last_empty = which;
    return PRISCUS_OK;
}

static priscus_status token_add(struct building *b, struct conllu_token token, struct priscus_error *err)
{
    struct conllu_token *moved = arena_grow(b->mem, b->s.tokens, b->s.n_tokens, &b->token_room, sizeof *moved);

    if (!moved)
        return no_memory(b, err);
    token.space_after = !conllu_misc_has(token.misc, CONLLU_NO_SPACE);
    b->s.tokens = moved;
    b->s.tokens[b->s.n_tokens++] = token;
    return PRISCUS_OK;
}

static priscus_status range_add(struct building *b, const struct text column[COLUMNS], struct priscus_error *err)
{
    struct conllu_token token = { .form = column[FORM], .misc = column[MISC], .multiword = true };
    struct text last = column[ID], first = text_cut(&last, '-');
    uint32_t begin;

    if (!number(first, &begin) || begin != b->s.n_words + 1 || !number(last, &token.end) || token.end < begin)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "a range out of place before word %zu", b->s.n_words + 1);
    if (b->s.n_words < b->range_end)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "a range inside another before word %zu", b->s.n_words + 1);
    token.first = begin - 1;
    b->range_end = token.end;
    return token_add(b, token, err);
}

static priscus_status word_add(struct building *b, const struct text column[COLUMNS], struct priscus_error *err)
{
    struct conllu_word word = { column[FORM], column[LEMMA],  column[UPOS],
                                column[XPOS], column[FEATS],  column[DEPREL],
                                column[MISC], CONLLU_NO_HEAD, 0 };
    struct conllu_word *moved;
    uint32_t id, at = (uint32_t)b->s.n_words;

    if (b->s.n_words >= CONLLU_WORDS_MAX)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the sentence has more than %d words", CONLLU_WORDS_MAX);
    if (!number(column[ID], &id) || id != at + 1)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "not the number of word %" PRIu32 ", which should be here",
                         at + 1);
    if (column[HEAD].len && !number(column[HEAD], &word.head))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the head of word %" PRIu32 " is not a word's number", id);
    if (word.head == 0 && b->root)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "word %" PRIu32 " is a second root", id);

    if (at >= b->range_end) {
        struct conllu_token token = { .form = word.form, .misc = word.misc, .first = at, .end = at + 1 };
        priscus_status status = token_add(b, token, err);

        if (status)
            return status;
    }
    word.token = (uint32_t)b->s.n_tokens - 1;
    moved = arena_grow(b->mem, b->s.words, b->s.n_words, &b->word_room, sizeof *moved);
    if (!moved)
        return no_memory(b, err);
    b->s.words = moved;
    b->s.words[b->s.n_words++] = word;
    b->root |= word.head == 0;
    b->last_empty = 0;
    return PRISCUS_OK;
}

static priscus_status line_add(struct building *b, struct text line, struct priscus_error *err)
{
    struct text column[COLUMNS], rest;
    size_t n = 0, at = utf8_check(line);
    char *copy;
    bool underscore;

    if (at != NOWHERE)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "byte %zu of the line is not valid UTF-8", at + 1);
    if (memchr(line.ptr, '\r', line.len))
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "a carriage return inside the line");
    if (line.ptr[0] == '#')
        return comment_add(b, line, err);

    copy = arena_copy(b->mem, line.ptr, line.len);
    if (!copy)
        return no_memory(b, err);
    for (rest = text_of(copy, line.len); rest.ptr; n++) {
        struct text field = text_cut(&rest, '\t');

        if (n < COLUMNS)
            column[n] = field;
    }
    if (n != COLUMNS)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%zu columns, not %d", n, COLUMNS);
    if (memchr(column[ID].ptr, '.', column[ID].len))
        return empty_node(b, column[ID], err);

    column[FORM] = conllu_without_edges(column[FORM]);
    if (!column[FORM].len)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "the form is empty");
    underscore = text_is(column[FORM], "_");
    for (int i = LEMMA; i < COLUMNS; i++)
        if (text_is(column[i], "_"))
            column[i].len = 0;
    if (underscore && !column[LEMMA].len)
        column[LEMMA] = column[FORM];

    return memchr(column[ID].ptr, '-', column[ID].len) ? range_add(b, column, err) : word_add(b, column, err);
}

/* Up from every word, marking the way with its number, until a word marked before: linear, since none is
 * marked twice. Marked on this very way, it is a cycle. */
static priscus_status heads_check(struct building *b, struct priscus_error *err)
{
    size_t size = b->s.n_words * sizeof(uint32_t);
    uint32_t *mark = arena_alloc(b->mem, size);

    if (!mark)
        return no_memory(b, err);
    for (uint32_t i = 0; i < b->s.n_words; i++) {
        uint32_t head = b->s.words[i].head;

        if (head != CONLLU_NO_HEAD && head > b->s.n_words)
            return error_set(err, PRISCUS_EINPUT, NOWHERE, "the head of word %" PRIu32 " is %" PRIu32 ", of %zu words",
                             i + 1, head, b->s.n_words);
    }
    for (uint32_t i = 0; i < b->s.n_words; i++) {
        uint32_t at = i;

        while (!mark[at]) {
            uint32_t head = b->s.words[at].head;

            mark[at] = i + 1;
            if (head == 0 || head == CONLLU_NO_HEAD)
                break;
            at = head - 1;
            if (mark[at] == i + 1)
                return error_set(err, PRISCUS_EINPUT, NOWHERE, "word %" PRIu32 " hangs on itself: the heads go round",
                                 at + 1);
        }
    }
    arena_trim(b->mem, mark, size, 0);
    return PRISCUS_OK;
}

static priscus_status sentence_end(struct building *b, struct priscus_error *err)
{
    if (!b->s.n_words)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "a sentence without words");
    if (b->range_end > b->s.n_words)
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "a range up to word %" PRIu32 ", of %zu words", b->range_end,
                         b->s.n_words);
    return heads_check(b, err);
}

/* To behind the blank line; what is wrong on the way there is no news. */
static void skip(struct conllu_reader *reader)
{
    struct text line = { 0 };
    bool more;
    priscus_status status;

    do
        status = line_next(reader, &line, &more, NULL);
    while (more && status != PRISCUS_EIO && (status || line.len));
}

priscus_status conllu_next(struct conllu_reader *reader, struct arena *mem, struct conllu_sentence *out, bool *more,
                           struct priscus_error *err)
{
    struct building b = { .mem = mem };
    struct text line = { 0 };
    priscus_status status;
    size_t where;
    bool got;

    while (!(status = line_next(reader, &line, &got, err)) && got) {
        if (!line.len) {
            if (b.s.line)
                break;
            continue;
        }
        if (!b.s.line)
            b.s.line = reader->line;
        status = line_add(&b, line, err);
        if (status)
            break;
    }
    where = reader->line;
    if (status) {
        if (status != PRISCUS_EIO)
            skip(reader);
    } else if (b.s.line) {
        status = sentence_end(&b, err);
        where = b.s.line;
    }
    if (status) {
        error_prefix(err, "%s:%zu", reader->name ? reader->name : "CoNLL-U", where);
        return status;
    }
    *more = b.s.line != 0;
    if (*more)
        *out = b.s;
    return PRISCUS_OK;
}

void conllu_reader_release(struct conllu_reader *reader)
{
    free(reader->buffer);
    reader->buffer = NULL;
    reader->room = 0;
}
