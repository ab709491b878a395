/* file.c - see file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"

priscus_status file_read(const char *path, size_t limit, struct arena *mem, struct text *out, struct priscus_error *err)
{
    FILE *f = fopen(path, "rb");
    size_t n = 0, room;
    struct stat st;
    char *bytes;

    if (!f)
        return error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s", path, strerror(errno));
    if (fstat(fileno(f), &st) != 0 || S_ISDIR(st.st_mode)) {
        fclose(f);
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: is a folder, a file is wanted", path);
    }
    /* Pipes have no size: start somewhere and grow. */
    room = S_ISREG(st.st_mode) && st.st_size > 0 ? (size_t)st.st_size + 1 : 65536;
    if (room > limit + 1)
        room = limit + 1;
    bytes = arena_alloc(mem, room);
    while (bytes) {
        n += fread(bytes + n, 1, room - n, f);
        if (n < room)
            break;
        if (n > limit) {
            fclose(f);
            return error_set(err, PRISCUS_ELIMIT, limit, "%s: larger than the limit of %zu bytes", path, limit);
        }
        room = room * 2 > limit + 1 ? limit + 1 : room * 2;
        {
            char *larger = arena_alloc(mem, room);

            if (larger)
                memcpy(larger, bytes, n);
            bytes = larger;
        }
    }
    if (!bytes) {
        fclose(f);
        return error_set(err, PRISCUS_ENOMEM, NOWHERE, "%s: out of memory", path);
    }
    if (ferror(f)) {
        int why = errno;

        fclose(f);
        return error_set(err, PRISCUS_EIO, n, "%s: %s", path, strerror(why));
    }
    fclose(f);
    *out = text_of(bytes, n);
    return PRISCUS_OK;
}

bool file_write(int fd, struct text bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes.ptr += n;
        bytes.len -= (size_t)n;
    }
    return true;
}

/* Something else than a file is there under that name: a device, a pipe. It is written to as it is. */
static bool is_no_file(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static void draft_close(struct file_draft *draft)
{
    if (draft->fd >= 0)
        close(draft->fd);
    free(draft->path);
    free(draft->beside);
    *draft = (struct file_draft){ .fd = -1 };
}

priscus_status file_draft_open(const char *path, struct file_draft *out, struct priscus_error *err)
{
    struct buffer name = { 0 };
    char *target = realpath(path, NULL); /* what a link leads to is replaced, and not the link */

    *out = (struct file_draft){ .fd = -1, .path = target ? target : strdup(path) };
    if (!out->path)
        return error_memory(err);
    if (!is_no_file(path)) {
        buffer_format(&name, "%s.%ld.new", out->path, (long)getpid());
        if (name.failed) {
            buffer_release(&name);
            draft_close(out);
            return error_memory(err);
        }
        out->beside = name.ptr;
    }
    out->fd = open(out->beside ? out->beside : path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (out->fd < 0) {
        priscus_status status = error_set(err, PRISCUS_EIO, NOWHERE, "%s: cannot be written: %s", path, strerror(errno));

        draft_close(out);
        return status;
    }
    return PRISCUS_OK;
}

void file_draft_drop(struct file_draft *draft)
{
    if (draft->beside)
        unlink(draft->beside);
    draft_close(draft);
}

priscus_status file_draft_keep(struct file_draft *draft, struct priscus_error *err)
{
    bool kept = !draft->beside || fsync(draft->fd) == 0;
    int why = errno;
    priscus_status status = PRISCUS_OK;

    if (close(draft->fd) != 0 && kept) {
        kept = false;
        why = errno;
    }
    draft->fd = -1;
    if (kept && draft->beside && rename(draft->beside, draft->path) != 0) {
        kept = false;
        why = errno;
    }
    if (!kept) {
        status = error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s", draft->path, strerror(why));
        file_draft_drop(draft);
    }
    draft_close(draft);
    return status;
}

priscus_status file_replace(const char *path, struct text bytes, struct priscus_error *err)
{
    struct file_draft draft;
    priscus_status status = file_draft_open(path, &draft, err);

    if (status != PRISCUS_OK)
        return status;
    if (!file_write(draft.fd, bytes)) {
        int why = errno;

        file_draft_drop(&draft);
        return error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s", path, strerror(why));
    }
    return file_draft_keep(&draft, err);
}

struct text builtin_file(const char *name)
{
    for (size_t i = 0; i < builtin_files_n; i++)
        if (strcmp(builtin_files[i].name, name) == 0)
            return text_of(builtin_files[i].bytes, builtin_files[i].size);
    return (struct text){ 0 };
}

void lines_init(struct lines *it, struct text text, struct arena *mem)
{
    if (text_starts(text, "\xEF\xBB\xBF")) {
        text.ptr += 3;
        text.len -= 3;
    }
    *it = (struct lines){ .rest = text, .next_number = 1, .mem = mem };
}

/* The next line as it stands, trimmed, and whether it goes on in the one behind. */
static struct text one_line(struct text *rest, bool *goes_on)
{
    struct text line = text_trim(text_cut(rest, '\n'));
    bool mark = line.len && line.ptr[line.len - 1] == '\\';

    *goes_on = mark && rest->ptr;
    line.len -= mark;
    return text_trim(line);
}

priscus_status lines_next(struct lines *it, struct text *line)
{
    struct text first = { 0 }, rest;
    bool goes_on = false;
    size_t length, n = 1;
    char *joined;

    do {
        if (!it->rest.ptr)
            return PRISCUS_DONE;
        it->number = it->next_number++;
        first = one_line(&it->rest, &goes_on);
    } while (!goes_on && (first.len == 0 || first.ptr[0] == '#'));
    if (!goes_on) {
        *line = first;
        return PRISCUS_OK;
    }
    /* How long all of them are together, then one copy: a line may go on 20,000 times. */
    rest = it->rest;
    length = first.len;
    for (bool more = true; more; n++)
        length += one_line(&rest, &more).len;
    joined = arena_alloc(it->mem, length + n);
    if (!joined)
        return PRISCUS_ENOMEM;
    memcpy(joined, first.ptr, first.len);
    length = first.len;
    for (bool more = true; more; it->next_number++) {
        struct text next = one_line(&it->rest, &more);

        joined[length++] = ' ';
        if (next.len)
            memcpy(joined + length, next.ptr, next.len);
        length += next.len;
    }
    *line = text_trim(text_of(joined, length));
    return PRISCUS_OK;
}

struct text line_key(struct text line, struct text *value)
{
    size_t i = 0;

    while (i < line.len && !is_ascii_space(line.ptr[i]))
        i++;
    *value = text_trim(text_of(line.ptr + i, line.len - i));
    return text_of(line.ptr, i);
}
