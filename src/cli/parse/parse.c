/* parse.c - `priscus parse`: text into words, tags, names and trees.
 *
 * Text is read in blocks of what is there, up to about 64 KiB, and cut behind a line; JSON lines a line at a
 * time, CoNLL-U a batch of sentences at a time, on standard input a single one. So memory is that of a block,
 * however long the input, and whoever writes a line into a pipe gets its sentences back at once. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/parse/parse.h"
#include "cli/parse/parse_input.h"

#define BLOCK_BYTES    ((size_t)64 << 10) /* text read at once                            */
#define LINE_BYTES_MAX ((size_t)1 << 20)  /* a line of text that is longer is cut there   */
#define JSON_BYTES_MAX ((size_t)32 << 20) /* of a JSON line                               */
#define BATCH_WORDS    2000               /* CoNLL-U from a file: sentences read at once  */

/* Functions fail, and the command ends, for memory or the output alone. A bad input is complained of, and the next
 * one is read. */
static priscus_status no_memory(const struct priscus_error *err)
{
    complain("%s", err ? err->message : "out of memory");
    return PRISCUS_ENOMEM;
}

static priscus_status flush(struct parser *p)
{
    if (p->out.failed)
        return no_memory(NULL);
    if (p->out.len && (fwrite(p->out.ptr, 1, p->out.len, stdout) != p->out.len || fflush(stdout) != 0)) {
        if (errno != EPIPE)
            complain("standard output: cannot be written: %s", strerror(errno));
        return PRISCUS_EIO;
    }
    buffer_reset(&p->out);
    return PRISCUS_OK;
}

/* ---- text ------------------------------------------------------------------------------ */

/* The comments of a sentence that was found in a text. Its # text is what the forms and SpaceAfter=No say. */
static priscus_status comments_for(struct parser *p, bool paragraph, struct conllu_sentence *s)
{
    struct buffer b = { 0 };
    char *copy;

    if (p->newdoc) {
        buffer_c(&b, "# newdoc");
        if (p->document.len) {
            buffer_c(&b, " id = ");
            for (size_t i = 0; i < p->document.len; i++)
                buffer_char(&b, (unsigned char)p->document.ptr[i] < ' ' ? ' ' : p->document.ptr[i]);
        }
        buffer_char(&b, '\n');
    }
    if (paragraph)
        buffer_c(&b, "# newpar\n");
    buffer_format(&b, "# sent_id = %zu\n# text = ", p->n_sentences);
    for (size_t i = 0; i < s->n_tokens; i++) {
        for (size_t k = 0; k < s->tokens[i].form.len; k++)
            buffer_char(&b, s->tokens[i].form.ptr[k] == '\n' ? ' ' : s->tokens[i].form.ptr[k]);
        if (s->tokens[i].space_after && i + 1 < s->n_tokens)
            buffer_char(&b, ' ');
    }
    buffer_char(&b, '\n');
    copy = b.failed ? NULL : arena_copy(&p->mem, b.ptr, b.len);
    s->comments = text_of(copy, copy ? b.len : 0);
    buffer_release(&b);
    return copy ? PRISCUS_OK : PRISCUS_ENOMEM;
}

/* Words [w, w + n) of `text`; `touches`: no blank is between them and the next sentence. */
static priscus_status write_found(struct parser *p, const struct parsed_word *w, size_t n, bool touches,
                                  struct text text, uint64_t base)
{
    struct conllu_sentence s = { 0 };

    s.words = arena_alloc(&p->mem, n * sizeof *s.words);
    s.tokens = arena_alloc(&p->mem, n * sizeof *s.tokens);
    if (!s.words || !s.tokens)
        return no_memory(NULL);
    s.n_words = n;
    for (size_t i = 0, end; i < n; i = end) {
        struct conllu_token *token = &s.tokens[s.n_tokens];
        uint32_t last = w[i].span.end;

        for (end = i + 1; end < n && w[end].joined; end++)
            if (w[end].span.end > last)
                last = w[end].span.end;
        *token = (struct conllu_token){ .first = (uint32_t)i, .end = (uint32_t)end, .multiword = end - i > 1 };
        token->form = text_in(text, (struct span){ w[i].span.begin, last });
        token->space_after = end < n ? w[end].span.begin > last : !touches;
        for (size_t k = i; k < end; k++)
            s.words[k] =
                (struct conllu_word){ .form = w[k].form, .head = CONLLU_NO_HEAD, .token = (uint32_t)s.n_tokens };
        s.n_tokens++;
    }
    p->n_sentences++;
    if (parse_fill(p, w, &s) != PRISCUS_OK)
        return no_memory(NULL);
    if (p->options->to_json) {
        parse_write_json(p, w, &s, text, base);
        return PRISCUS_OK;
    }
    if (p->options->to_iob2) {
        parse_write_iob2(p, w, &s);
        return PRISCUS_OK;
    }
    if (comments_for(p, w[0].paragraph, &s) != PRISCUS_OK)
        return no_memory(NULL);
    p->newdoc = false;
    conllu_write(&p->out, &s);
    return PRISCUS_OK;
}

/* Whole lines, each a paragraph. `whole` is valid UTF-8; what is hidden in it is in no word. */
static priscus_status parse_lines(struct parser *p, struct text whole, uint64_t base)
{
    struct text rest, text;
    struct span *ranges = NULL;
    struct parsed parsed;
    struct priscus_error err;
    size_t n = 0, room = 0;

    if (visible_of(whole, &p->mem, &p->visible) != PRISCUS_OK)
        return no_memory(NULL);
    rest = text = p->visible.text;
    while (rest.ptr) {
        struct text line = text_trim(text_cut(&rest, '\n'));
        struct span *moved;

        if (!line.len)
            continue;
        moved = arena_grow(&p->mem, ranges, n, &room, sizeof *ranges);
        if (!moved)
            return no_memory(NULL);
        ranges = moved;
        ranges[n].begin = (uint32_t)(line.ptr - text.ptr);
        ranges[n].end = ranges[n].begin + (uint32_t)line.len;
        n++;
    }
    if (n && language_read(p->reader, text, ranges, n, p->want, NULL, &p->mem, &parsed, &err) != PRISCUS_OK)
        return no_memory(&err);
    for (size_t i = 0, end; n && i < parsed.n; i = end) {
        const struct parsed_word *w = parsed.words;
        bool touches;

        for (end = i + 1; end < parsed.n && !w[end].starts && !w[end].paragraph; end++)
            ;
        touches = end < parsed.n && !w[end].paragraph && w[end].span.begin <= w[end - 1].span.end;
        if (write_found(p, w + i, end - i, touches, text, base) != PRISCUS_OK)
            return PRISCUS_ENOMEM;
    }
    p->visible = (struct visible){ 0 };
    arena_reset(&p->mem);
    return flush(p);
}

/* How much of `n` bytes is to be read now: up to the last line's end, or, of a line that is too long, up to a
 * blank. 0: more is wanted. */
static size_t whole_lines(const char *bytes, size_t n)
{
    size_t cut;
    const char *end = memrchr(bytes, '\n', n);

    if (end)
        return (size_t)(end - bytes) + 1;
    if (n < LINE_BYTES_MAX)
        return 0;
    for (cut = n; cut > n - BLOCK_BYTES; cut--)
        if (bytes[cut - 1] == ' ')
            return cut;
    for (cut = n; cut > n - 4 && ((unsigned char)bytes[cut - 1] & 0xC0) != 0xC0; cut--)
        ;
    return cut > n - 4 && cut > 1 && ((unsigned char)bytes[cut - 1] & 0xC0) == 0xC0 ? cut - 1 : n;
}

/* Question marks for bytes that are not UTF-8, so that spans stay true; how many, and where the first is. */
static size_t mend(char *bytes, size_t n, size_t *first)
{
    size_t bad = 0;

    for (size_t at = 0; at < n;) {
        size_t next = utf8_check(text_of(bytes + at, n - at));

        if (next == NOWHERE)
            break;
        at += next;
        if (bad++ == 0)
            *first = at;
        bytes[at++] = '?';
    }
    return bad;
}

static priscus_status parse_text(struct parser *p, const char *name, int fd)
{
    char *bytes = malloc(LINE_BYTES_MAX + BLOCK_BYTES);
    size_t held = 0, bad = 0, first = 0;
    uint64_t base = 0, first_bad = 0;
    priscus_status status = PRISCUS_OK;
    ssize_t got = 1;

    if (!bytes)
        return no_memory(NULL);
    while (got && status == PRISCUS_OK) {
        size_t n, found;

        got = read(fd, bytes + held, BLOCK_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            complain("%s: cannot be read behind byte %llu: %s", name, (unsigned long long)base + held, strerror(errno));
            p->inputs_failed = true;
            got = 0;
        }
        held += (size_t)got;
        n = got ? whole_lines(bytes, held) : held;
        if (!n)
            continue;
        found = mend(bytes, n, &first);
        if (found && !bad)
            first_bad = base + first + 1;
        bad += found;
        status = parse_lines(p, text_of(bytes, n), base);
        base += n;
        held -= n;
        memmove(bytes, bytes + n, held);
    }
    free(bytes);
    if (bad) {
        complain("%s: byte %llu is not valid UTF-8; %zu such byte%s read as ?", name, (unsigned long long)first_bad,
                 bad, bad == 1 ? " is" : "s are");
        p->inputs_failed = true;
    }
    return status;
}

/* ---- JSON lines ------------------------------------------------------------------------ */

static priscus_status parse_object(struct parser *p, const char *name, size_t number, struct text line)
{
    struct arena mem = { 0 }; /* p->mem is emptied at each block */
    struct text body;
    struct priscus_error err;
    priscus_status status = parse_input_read(line, &mem, &p->document, &body, &err);

    if (status == PRISCUS_ENOMEM) {
        no_memory(&err);
    } else if (status != PRISCUS_OK) {
        complain("%s:%zu: %s", name, number, err.message);
        p->inputs_failed = true;
        status = PRISCUS_OK; /* on to the next line */
    } else {
        p->newdoc = true;
        for (size_t at = 0, n; status == PRISCUS_OK && at < body.len; at += n) {
            size_t left = body.len - at, cut = 0;

            for (n = 0; !cut && n < left;) {
                n = n + BLOCK_BYTES < left ? n + BLOCK_BYTES : left;
                cut = n < left ? whole_lines(body.ptr + at, n) : n;
            }
            n = cut;
            status = parse_lines(p, text_of(body.ptr + at, n), at);
        }
    }
    p->document = (struct text){ 0 };
    arena_release(&mem);
    return status;
}

static priscus_status parse_jsonl(struct parser *p, const char *name, FILE *file)
{
    struct buffer line = { .limit = JSON_BYTES_MAX };
    priscus_status status = PRISCUS_OK;
    size_t number = 0;
    int c = 0;

    while (c != EOF && status == PRISCUS_OK) {
        buffer_reset(&line);
        line.failed = false;
        while ((c = getc_unlocked(file)) != EOF && c != '\n')
            if (!line.failed)
                buffer_char(&line, (char)c);
        if (c == EOF && ferror(file)) {
            complain("%s: cannot be read behind line %zu: %s", name, number, strerror(errno));
            p->inputs_failed = true;
            break;
        }
        number++;
        if (line.failed) {
            complain("%s:%zu: the line is longer than %zu MiB", name, number, JSON_BYTES_MAX >> 20);
            p->inputs_failed = true;
        } else if (text_trim(buffer_as_text(&line)).len) {
            status = parse_object(p, name, number, buffer_as_text(&line));
        }
    }
    buffer_release(&line);
    return status;
}

/* ---- CoNLL-U --------------------------------------------------------------------------- */

struct batch {
    struct conllu_sentence *sentences;
    size_t n, room, words;
};

/* The sentence's text as its tokens have it, and the words' spans in it. */
static priscus_status text_of_tokens(struct parser *p, const struct conllu_sentence *s, struct parsed_word *w,
                                     struct text *out)
{
    size_t room = 0, n = 0;
    char *bytes;

    for (size_t i = 0; i < s->n_tokens; i++)
        room += s->tokens[i].form.len + 1;
    bytes = arena_alloc(&p->mem, room);
    if (!bytes)
        return PRISCUS_ENOMEM;
    for (size_t i = 0; i < s->n_tokens; i++) {
        const struct conllu_token *token = &s->tokens[i];

        memcpy(bytes + n, token->form.ptr, token->form.len);
        for (uint32_t k = token->first; k < token->end; k++)
            w[k].span = (struct span){ (uint32_t)n, (uint32_t)(n + token->form.len) };
        n += token->form.len;
        if (token->space_after)
            bytes[n++] = ' ';
    }
    *out = text_of(bytes, n);
    return PRISCUS_OK;
}

static priscus_status parse_batch(struct parser *p, struct batch *batch)
{
    struct parsed parsed = { .n = batch->words };
    struct priscus_error err;
    bool space = true; /* behind the word before */
    size_t at = 0;

    parsed.words = arena_alloc(&p->mem, batch->words * sizeof *parsed.words);
    if (!parsed.words)
        return no_memory(NULL);
    for (size_t i = 0; i < batch->n; i++) {
        const struct conllu_sentence *s = &batch->sentences[i];

        for (uint32_t k = 0; k < s->n_words; k++, at++) {
            uint32_t token = s->words[k].token;
            bool joined = k && token == s->words[k - 1].token,
                 paragraph = at == 0 || (k == 0 && (s->newpar || s->newdoc));

            parsed.words[at] = (struct parsed_word){ .form = s->words[k].form,
                                                     .starts = k == 0,
                                                     .paragraph = paragraph,
                                                     .joined = joined,
                                                     .glued = !paragraph && (joined || !space) };
            space = s->tokens[token].space_after;
        }
    }
    if (language_fill(p->reader, true, p->want, NULL, &p->mem, &parsed, &err) != PRISCUS_OK)
        return no_memory(&err);
    for (size_t i = at = 0; i < batch->n; at += batch->sentences[i++].n_words) {
        struct conllu_sentence *s = &batch->sentences[i];
        struct text text;

        p->n_sentences++;
        if (parse_fill(p, parsed.words + at, s) != PRISCUS_OK ||
            text_of_tokens(p, s, parsed.words + at, &text) != PRISCUS_OK)
            return no_memory(NULL);
        if (p->options->to_json)
            parse_write_json(p, parsed.words + at, s, text, 0);
        else if (p->options->to_iob2)
            parse_write_iob2(p, parsed.words + at, s);
        else
            conllu_write(&p->out, s);
    }
    *batch = (struct batch){ 0 };
    arena_reset(&p->mem);
    return flush(p);
}

static priscus_status parse_conllu(struct parser *p, const char *name, FILE *file)
{
    struct conllu_reader reader = { .file = file, .name = name };
    size_t most = file == stdin ? 1 : BATCH_WORDS;
    struct batch batch = { 0 };
    priscus_status status = PRISCUS_OK;
    bool more = true;

    while (more && status == PRISCUS_OK) {
        struct conllu_sentence s, *moved;
        struct priscus_error err;
        priscus_status got = conllu_next(&reader, &p->mem, &s, &more, &err);

        if (got == PRISCUS_ENOMEM) {
            status = no_memory(&err);
            break;
        }
        if (got != PRISCUS_OK) {
            complain("%s", err.message);
            p->inputs_failed = true;
            if (got != PRISCUS_EINPUT)
                break;
            more = true;
            continue;
        }
        if (more) {
            moved = arena_grow(&p->mem, batch.sentences, batch.n, &batch.room, sizeof *moved);
            if (!moved) {
                status = no_memory(NULL);
                break;
            }
            batch.sentences = moved;
            batch.sentences[batch.n++] = s;
            batch.words += s.n_words;
        }
        if (batch.n && (!more || batch.words >= most))
            status = parse_batch(p, &batch);
    }
    if (batch.n && status == PRISCUS_OK)
        status = parse_batch(p, &batch);
    conllu_reader_release(&reader);
    return status;
}

/* ---- the command ----------------------------------------------------------------------- */

static enum parse_from form_of(const struct options *options, const char *name)
{
    struct text t = text_c(name);

    if (options->parse_from != PARSE_AUTO)
        return options->parse_from;
    if (text_ends(t, ".conllu") || text_ends(t, ".conll"))
        return PARSE_CONLLU;
    if (text_ends(t, ".jsonl") || text_ends(t, ".ndjson") || text_ends(t, ".json"))
        return PARSE_JSONL;
    return PARSE_TEXT;
}

static priscus_status parse_input(struct parser *p, const char *name)
{
    bool standard = strcmp(name, "-") == 0;
    FILE *file = standard ? stdin : fopen(name, "rbe");
    enum parse_from form = form_of(p->options, name);
    priscus_status status = PRISCUS_OK;
    struct stat st;

    if (file && fstat(fileno(file), &st) == 0 && S_ISDIR(st.st_mode)) {
        complain("%s: a folder; name the files in it", name);
        p->inputs_failed = true;
    } else if (!file) {
        complain(errno == ENOENT ? "%s: no such file; is the name right?" : "%s: cannot be opened: %s", name,
                 strerror(errno));
        p->inputs_failed = true;
    } else {
        p->newdoc = true;
        p->document = standard ? (struct text){ 0 } : text_c(name);
        if (form == PARSE_CONLLU)
            status = parse_conllu(p, name, file);
        else if (form == PARSE_JSONL)
            status = parse_jsonl(p, name, file);
        else
            status = parse_text(p, name, fileno(file));
        arena_reset(&p->mem);
    }
    if (file && !standard)
        fclose(file);
    return status;
}

static int open_model(const struct options *options, struct language **out)
{
    struct priscus_error err;

    if (language_find(options->model, LANGUAGE_FAST, options->check_model, out, &err) == PRISCUS_OK)
        return EXIT_DONE;
    complain("%s", err.message);
    return err.code == PRISCUS_ENOMEM ? EXIT_LEDGER : EXIT_USAGE;
}

int command_parse(const struct options *options)
{
    struct parser p = { .options = options, .want = options->only ? options->only : LANGUAGE_ALL };
    int opened = open_model(options, &p.language);
    priscus_status status;

    if (opened != EXIT_DONE)
        return opened;
    p.reader = language_reader_new(p.language);
    status = !p.reader ? no_memory(NULL) : options->n_arguments ? PRISCUS_OK : parse_input(&p, "-");
    for (size_t i = 0; i < options->n_arguments && status == PRISCUS_OK; i++)
        status = parse_input(&p, options->arguments[i]);
    language_reader_free(p.reader);
    language_close(p.language);
    arena_release(&p.mem);
    buffer_release(&p.out);
    return status != PRISCUS_OK ? EXIT_LEDGER : p.inputs_failed ? EXIT_INPUTS : EXIT_DONE;
}
