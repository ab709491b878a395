/* archive.c - see archive.h.
 *
 * libarchive reads a zip file by its directory where the bytes can be read in any order, else as they come.
 * Damage in a zip's member ends libarchive's reading of the whole; the archive is then opened anew and the
 * members up to the bad one are stepped over. Tar is read as it comes, and resynchronised by libarchive itself.
 */
#include "page/container/archive.h"

#include <errno.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/input_error.h"
#include "page/container/folder.h"
#include "page/container/libarchive.h"
#include "page/page.h"

struct archive_reader {
    struct archive *archive;
    struct stream *stream;
    struct text name;
    enum archive_kind kind;
    size_t given;  /* bytes held by the stream that libarchive has: taken at its next call */
    size_t member; /* entries seen */
    size_t damaged;
    bool gave; /* a page, or a word about one */
    bool at_end, told_damage, can_seek;
    priscus_status status; /* of the stream, when libarchive was told of a failure */
    struct buffer path;
    char *bytes;
    size_t room;
};

/* The header checksum of a tar block: POSIX.1-1988, 10.1.1. */
static bool is_tar(struct text head)
{
    unsigned long sum = 0, said = 0;
    size_t i = 148;

    if (head.len < 512 || head.ptr[0] == '\0')
        return false;
    for (size_t at = 0; at < 512; at++)
        sum += at >= 148 && at < 156 ? ' ' : (unsigned char)head.ptr[at];
    while (i < 156 && head.ptr[i] == ' ')
        i++;
    for (; i < 156 && head.ptr[i] >= '0' && head.ptr[i] <= '7'; i++)
        said = said * 8 + (unsigned long)(head.ptr[i] - '0');
    return sum == said;
}

enum archive_kind archive_guess(struct text head)
{
    if (text_starts(head, "PK\x03\x04")) {
        struct text first = head.len > 30 ? text_of(head.ptr + 30, head.len - 30) : (struct text){ 0 };

        return text_starts(first, "[Content_Types].xml") || text_starts(first, "mimetype") ? ARCHIVE_KIND_NONE
                                                                                           : ARCHIVE_KIND_ZIP;
    }
    if (text_starts(head, "PK\x05\x06"))
        return ARCHIVE_KIND_ZIP;
    return is_tar(head) ? ARCHIVE_KIND_TAR : ARCHIVE_KIND_NONE;
}

static la_ssize_t give_bytes(struct archive *archive, void *context, const void **bytes)
{
    struct archive_reader *a = context;
    struct text held;

    (void)archive;
    stream_take(a->stream, a->given);
    a->given = 0;
    a->status = stream_fill(a->stream, 1);
    if (a->status != PRISCUS_OK)
        return -1;
    held = stream_held(a->stream);
    if (held.len == 0 && a->stream->broken)
        return -1;
    if (held.len > STREAM_STEP && a->stream->borrowed)
        held.len = STREAM_STEP;
    *bytes = held.ptr;
    a->given = held.len;
    return (la_ssize_t)held.len;
}

static la_int64_t seek_bytes(struct archive *archive, void *context, la_int64_t to, int whence)
{
    struct archive_reader *a = context;
    uint64_t size;
    la_int64_t base, place;

    (void)archive;
    if (!stream_can_seek(a->stream, &size))
        return ARCHIVE_FATAL;
    base = whence == SEEK_SET ? 0 : whence == SEEK_END ? (la_int64_t)size : (la_int64_t)(a->stream->offset + a->given);
    /* A member may say that it has 2^63 bytes. */
    if (__builtin_add_overflow(base, to, &place) || place < 0 || !stream_seek(a->stream, (uint64_t)place))
        return ARCHIVE_FATAL;
    a->given = 0;
    return place;
}

static bool start(struct archive_reader *a)
{
    struct archive *archive = a->archive = libarchive.read_new();

    if (!archive)
        return false;
    if (a->kind == ARCHIVE_KIND_TAR)
        libarchive.read_support_format_tar(archive);
    else if (a->can_seek)
        libarchive.read_support_format_zip(archive);
    else
        libarchive.read_support_format_zip_streamable(archive);
    libarchive.read_set_read_callback(archive, give_bytes);
    if (a->can_seek)
        libarchive.read_set_seek_callback(archive, seek_bytes);
    libarchive.read_set_callback_data(archive, a);
    return libarchive.read_open1(archive) == ARCHIVE_OK;
}

priscus_status archive_open(struct stream *stream, struct text name, enum archive_kind kind,
                            struct archive_reader **out, struct priscus_error *err)
{
    struct archive_reader *a = calloc(1, sizeof *a);
    uint64_t size;

    if (!a)
        return input_error_memory(name, err);
    if (libarchive_load(NULL) != PRISCUS_OK) {
        free(a);
        return input_error_io(name, ELIBACC, err);
    }
    a->stream = stream;
    a->name = name;
    a->kind = kind;
    a->can_seek = kind == ARCHIVE_KIND_ZIP && stream_can_seek(stream, &size);
    if (!start(a)) {
        char shown[INPUT_ERROR_NAME_MAX];
        priscus_status why = a->status;

        archive_close(a);
        if (why == PRISCUS_EIO)
            return input_error_io(name, stream->io_errno, err);
        if (why == PRISCUS_ENOMEM)
            return input_error_memory(name, err);
        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: an archive that cannot be opened",
                         input_error_name(name, shown));
    }
    *out = a;
    return PRISCUS_OK;
}

void archive_close(struct archive_reader *a)
{
    if (!a)
        return;
    libarchive.read_free(a->archive);
    buffer_release(&a->path);
    free(a->bytes);
    free(a);
}

/* What broke the archive as a whole. */
static priscus_status gave_up(struct archive_reader *a, struct priscus_error *err)
{
    char shown[INPUT_ERROR_NAME_MAX];
    const char *why = a->stream->broken ? a->stream->why : libarchive.error_string(a->archive);

    a->at_end = true;
    if (a->status == PRISCUS_EIO)
        return input_error_io(a->name, a->stream->io_errno, err);
    if (a->status == PRISCUS_ENOMEM)
        return input_error_memory(a->name, err);
    return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: damaged behind its member %zu, the rest is lost (%s)",
                     input_error_name(a->name, shown), a->member, why ? why : "no reason known");
}

/* Behind a member that ended the reading: open anew, step over what was seen. */
static bool start_again(struct archive_reader *a)
{
    struct archive_entry *entry;
    size_t seen = 0;

    if (!a->can_seek || a->damaged >= ARCHIVE_DAMAGED_MAX)
        return false;
    libarchive.read_free(a->archive);
    a->archive = NULL;
    a->given = 0;
    if (!stream_seek(a->stream, 0) || !start(a))
        return false;
    while (seen < a->member && libarchive.read_next_header(a->archive, &entry) >= ARCHIVE_WARN)
        seen++;
    return seen == a->member;
}

/* A member's bytes into a->bytes. Bytes, or -1 and *code: what libarchive says; over PAGE_MAX: ARCHIVE_EOF. */
static la_ssize_t read_member(struct archive_reader *a, int *code)
{
    size_t n = 0;

    for (;;) {
        la_ssize_t more;

        if (n == a->room) {
            size_t room = a->room ? a->room * 2 : STREAM_STEP;
            char *moved = realloc(a->bytes, room);

            if (!moved) {
                a->status = PRISCUS_ENOMEM;
                *code = ARCHIVE_FATAL;
                return -1;
            }
            a->bytes = moved;
            a->room = room;
        }
        more = libarchive.read_data(a->archive, a->bytes + n, a->room - n);
        if (more < 0) {
            *code = (int)more;
            return -1;
        }
        if (more == 0)
            return (la_ssize_t)n;
        n += (size_t)more;
        if (n > PAGE_MAX) {
            *code = ARCHIVE_EOF;
            return -1;
        }
    }
}

static struct text last_part(struct text path)
{
    while (path.len && path.ptr[path.len - 1] == '/')
        path.len--;
    for (size_t i = path.len; i > 0; i--)
        if (path.ptr[i - 1] == '/')
            return text_of(path.ptr + i, path.len - i);
    return path;
}

/* A hidden folder hides what is in it. */
static bool passed_over(struct text path)
{
    struct text rest = path;

    while (rest.ptr) {
        struct text part = text_cut(&rest, '/');

        if (rest.ptr && part.len > 1 && part.ptr[0] == '.' && !text_is(part, ".."))
            return true;
        if (rest.ptr && text_is(part, "__MACOSX"))
            return true;
    }
    return folder_walk_passes_over(last_part(path));
}

static priscus_status bad_member(struct archive_reader *a, priscus_status code, const char *why, const char *more,
                                 struct priscus_error *err)
{
    char archive[INPUT_ERROR_NAME_MAX], member[INPUT_ERROR_NAME_MAX];

    a->gave = true;
    return error_set(err, code, NOWHERE, "%s:%s: %s%s", input_error_name(a->name, archive),
                     input_error_name(buffer_as_text(&a->path), member), why, more ? more : "");
}

priscus_status archive_next(struct archive_reader *a, struct text *path, struct text *bytes, struct priscus_error *err)
{
    while (!a->at_end) {
        struct archive_entry *entry;
        int code = libarchive.read_next_header(a->archive, &entry);
        const char *name;
        la_ssize_t n;
        char shown[INPUT_ERROR_NAME_MAX];

        if (code == ARCHIVE_EOF)
            break;
        if (code == ARCHIVE_RETRY) { /* a tar header that is none; the next block may be one */
            if (a->told_damage)
                continue;
            a->told_damage = a->gave = true;
            return error_set(err, PRISCUS_EINPUT, NOWHERE,
                             "%s: damaged behind its member %zu, passed over up to the next good one",
                             input_error_name(a->name, shown), a->member);
        }
        if (code < ARCHIVE_WARN) {
            a->gave = true;
            return gave_up(a, err);
        }
        a->told_damage = false;
        a->member++;
        name = libarchive.entry_pathname(entry);
        buffer_reset(&a->path);
        buffer_c(&a->path, name ? name : "?");
        if (a->path.failed)
            return input_error_memory(a->name, err);
        if (libarchive.entry_filetype(entry) != AE_IFREG || libarchive.entry_hardlink(entry) ||
            passed_over(buffer_as_text(&a->path)))
            continue;
        if (libarchive.entry_is_encrypted(entry))
            return bad_member(a, PRISCUS_EINPUT, "encrypted; unpack it with its password first", NULL, err);
        n = read_member(a, &code);
        if (n >= 0) {
            a->gave = true;
            *path = buffer_as_text(&a->path);
            *bytes = text_of(a->bytes, (size_t)n);
            return PRISCUS_OK;
        }
        if (code == ARCHIVE_EOF)
            return bad_member(a, PRISCUS_ELIMIT, "larger than 32 MiB, which no news page is, passed over", NULL, err);
        if (a->status != PRISCUS_OK || a->stream->broken)
            return gave_up(a, err);
        a->damaged++;
        {
            const char *said = libarchive.error_string(a->archive);
            struct buffer why = { 0 };

            buffer_format(&why, "damaged (%s), passed over", said ? said : "?");
            if (code == ARCHIVE_FATAL && !start_again(a)) {
                a->at_end = true;
                buffer_c(&why, " with all that follows it in the archive");
            }
            bad_member(a, PRISCUS_EINPUT, why.failed ? "damaged" : why.ptr, NULL, err);
            buffer_release(&why);
        }
        return PRISCUS_EINPUT;
    }
    a->at_end = true;
    if (a->gave)
        return PRISCUS_DONE;
    a->gave = true;
    {
        char shown[INPUT_ERROR_NAME_MAX];

        return error_set(err, PRISCUS_EINPUT, NOWHERE, "%s: no page in this archive", input_error_name(a->name, shown));
    }
}
