/* model.c - see model.h.
 *
 * Nothing in the file is believed before the hash is right, and nothing because it is: a hash says that the
 * file is whole, not who wrote it. A file that is cut short while it is mapped would end the program (SIGBUS),
 * which is why model_save() never writes into a file that is there: it writes another and renames it. */
#include "language/model/model.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/file.h"
#include "language/model/hashed.h"

#define MAGIC       "priscusM"
#define HEADER_SIZE 128
#define HASH_AT     24
#define HEADER_USED 56
#define ENTRY_SIZE  64
#define ENTRY_USED  48
#define ALIGNMENT   64

static uint64_t u64_at(const char *p)
{
    uint64_t value = 0;

    for (int i = 7; i >= 0; i--)
        value = value << 8 | (unsigned char)p[i];
    return value;
}

static uint32_t u32_at(const char *p)
{
    return (uint32_t)((unsigned char)p[0] | (unsigned)(unsigned char)p[1] << 8 | (unsigned)(unsigned char)p[2] << 16 |
                      (unsigned)(unsigned char)p[3] << 24);
}

static void put_number(char *at, uint64_t value, int bytes)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (char)(value >> 8 * i);
}

static bool all_zero(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (p[i])
            return false;
    return true;
}

static uint64_t padded(uint64_t size)
{
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static const char *entry_at(struct text bytes, uint32_t i)
{
    return bytes.ptr + HEADER_SIZE + (size_t)i * ENTRY_SIZE;
}

/* The table of n sections: names, and places one behind the other up to the end of the file. The hash does not
 * cover n: a wrong one shows here, since the first section begins where the table ends. */
static priscus_status check_table(struct text bytes, uint32_t n, struct priscus_error *err)
{
    uint64_t end = HEADER_SIZE + (uint64_t)n * ENTRY_SIZE;

    if (end > bytes.len)
        return error_set(err, PRISCUS_EINPUT, bytes.len, "the table of %u sections goes past the end of the file", n);
    for (uint32_t i = 0; i < n; i++) {
        const char *entry = entry_at(bytes, i);
        uint64_t offset = u64_at(entry + MODEL_NAME_MAX + 1), size = u64_at(entry + MODEL_NAME_MAX + 9);
        size_t at = (size_t)(entry - bytes.ptr), length = strnlen(entry, MODEL_NAME_MAX + 1);

        if (length == 0 || length > MODEL_NAME_MAX || !all_zero(entry + length, MODEL_NAME_MAX + 1 - length) ||
            !all_zero(entry + ENTRY_USED, ENTRY_SIZE - ENTRY_USED))
            return error_set(err, PRISCUS_EINPUT, at, "section %u of the model is not well described", i + 1);
        for (uint32_t k = 0; k < i; k++)
            if (memcmp(entry_at(bytes, k), entry, MODEL_NAME_MAX + 1) == 0)
                return error_set(err, PRISCUS_EINPUT, at, "two sections of the model are called %s", entry);
        if (offset != end || offset > bytes.len || size > bytes.len - offset)
            return error_set(err, PRISCUS_EINPUT, at, "the section %s lies outside the file, or on another one", entry);
        end = padded(offset + size);
    }
    if (end != bytes.len)
        return error_set(err, PRISCUS_EINPUT, (size_t)HEADER_SIZE,
                         "the sections of the model end elsewhere than the file");
    return PRISCUS_OK;
}

/* `file`: what is remembered of it, NULL if it is to be hashed whatever that is. */
static priscus_status model_check(struct text bytes, const struct stat *file, struct model *out, struct priscus_error *err)
{
    struct model model = { .bytes = bytes };
    uint64_t size;
    priscus_status status;
    struct sha256 hash;

    if (bytes.len < sizeof MAGIC - 1 || memcmp(bytes.ptr, MAGIC, sizeof MAGIC - 1) != 0)
        return error_set(err, PRISCUS_EINPUT, 0, bytes.len ? "not a model" : "not a model: the file is empty");
    if (bytes.len < HEADER_SIZE)
        return error_set(err, PRISCUS_EINPUT, bytes.len, "the model is cut short at byte %zu, inside its header",
                         bytes.len);
    if (u32_at(bytes.ptr + 8) != MODEL_VERSION)
        return error_set(err, PRISCUS_EINPUT, 8,
                         "the model was made by another version of Priscus: its format is %u, %u is wanted",
                         u32_at(bytes.ptr + 8), MODEL_VERSION);
    size = u64_at(bytes.ptr + 16);
    if (bytes.len < size)
        return error_set(err, PRISCUS_EINPUT, bytes.len, "the model is cut short at byte %zu of %llu", bytes.len,
                         (unsigned long long)size);
    if (bytes.len > size)
        return error_set(err, PRISCUS_EINPUT, (size_t)size, "the model has %zu bytes behind its end",
                         bytes.len - (size_t)size);
    if (bytes.len > MODEL_SIZE_MAX)
        return error_set(err, PRISCUS_ELIMIT, MODEL_SIZE_MAX, "the model is larger than the limit of %zu bytes",
                         MODEL_SIZE_MAX);
    memcpy(model.hash.bytes, bytes.ptr + HASH_AT, sizeof model.hash.bytes);
    if (!file || !hashed_find(file, model.hash)) {
        hash = sha256_of(text_of(bytes.ptr + HEADER_SIZE, bytes.len - HEADER_SIZE));
        if (memcmp(hash.bytes, model.hash.bytes, sizeof hash.bytes) != 0)
            return error_set(err, PRISCUS_EINPUT, HASH_AT, "the model is damaged: the hash is not that of its contents");
        if (file)
            hashed_add(file, model.hash);
    }
    if (u32_at(bytes.ptr + 12) > MODEL_SECTIONS_MAX)
        return error_set(err, PRISCUS_EINPUT, 12, "the model has %u sections, more than %d", u32_at(bytes.ptr + 12),
                         MODEL_SECTIONS_MAX);
    if (!all_zero(bytes.ptr + HEADER_USED, HEADER_SIZE - HEADER_USED))
        return error_set(err, PRISCUS_EINPUT, HEADER_USED, "the header of the model is not well formed");
    status = check_table(bytes, u32_at(bytes.ptr + 12), err);
    if (status == PRISCUS_OK)
        *out = model;
    return status;
}

priscus_status model_from(struct text bytes, struct model *out, struct priscus_error *err)
{
    return model_check(bytes, NULL, out, err);
}

/* The file's bytes, mapped; an empty file is the empty text. */
static priscus_status map(const char *path, struct text *out, struct stat *file, struct priscus_error *err)
{
    /* Without O_NONBLOCK a pipe that nobody writes to would hold us here. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    priscus_status status = PRISCUS_OK;
    void *bytes = NULL;
    struct stat st;

    if (fd < 0)
        return error_set(err, PRISCUS_EIO, NOWHERE, "%s", strerror(errno));
    if (fstat(fd, &st) != 0)
        status = error_set(err, PRISCUS_EIO, NOWHERE, "%s", strerror(errno));
    else if (!S_ISREG(st.st_mode))
        status = error_set(err, PRISCUS_EINPUT, NOWHERE,
                           S_ISDIR(st.st_mode) ? "is a folder, a model is wanted" : "is no file, a model is wanted");
    else if ((uint64_t)st.st_size > MODEL_SIZE_MAX)
        status = error_set(err, PRISCUS_ELIMIT, MODEL_SIZE_MAX, "larger than the limit of %zu bytes", MODEL_SIZE_MAX);
    else if (st.st_size > 0 && (bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0)) == MAP_FAILED)
        status = errno == ENOMEM ? error_memory(err) : error_set(err, PRISCUS_EIO, NOWHERE, "%s", strerror(errno));
    close(fd);
    if (status == PRISCUS_OK)
        *out = bytes ? text_of(bytes, (size_t)st.st_size) : text_of("", 0);
    *file = st;
    return status;
}

static priscus_status open_file(const char *path, bool remembered, struct model *out, struct priscus_error *err)
{
    struct text bytes;
    struct stat file = { 0 };
    priscus_status status = map(path, &bytes, &file, err);

    if (status == PRISCUS_OK) {
        status = model_check(bytes, remembered ? &file : NULL, out, err);
        if (status == PRISCUS_OK)
            out->mapped = true;
        else if (bytes.len)
            munmap((void *)(uintptr_t)bytes.ptr, bytes.len);
    }
    if (status != PRISCUS_OK)
        error_prefix(err, "%s", path);
    return status;
}

priscus_status model_open(const char *path, struct model *out, struct priscus_error *err)
{
    return open_file(path, false, out, err);
}

priscus_status model_open_remembered(const char *path, struct model *out, struct priscus_error *err)
{
    return open_file(path, true, out, err);
}

void model_close(struct model *model)
{
    if (model->mapped)
        munmap((void *)(uintptr_t)model->bytes.ptr, model->bytes.len);
    *model = (struct model){ 0 };
}

struct text model_section(const struct model *model, const char *name)
{
    uint32_t n = model->bytes.ptr ? u32_at(model->bytes.ptr + 12) : 0;

    for (uint32_t i = 0; i < n; i++) {
        const char *entry = entry_at(model->bytes, i);

        if (strcmp(entry, name) == 0)
            return text_of(model->bytes.ptr + u64_at(entry + MODEL_NAME_MAX + 1),
                           (size_t)u64_at(entry + MODEL_NAME_MAX + 9));
    }
    return (struct text){ 0 };
}

size_t model_sections(const struct model *model)
{
    return model->bytes.ptr ? u32_at(model->bytes.ptr + 12) : 0;
}

const char *model_section_name(const struct model *model, size_t i)
{
    return entry_at(model->bytes, (uint32_t)i);
}

priscus_status model_pack(const struct model_part *parts, size_t n, struct buffer *out)
{
    char header[HEADER_SIZE] = MAGIC;
    size_t begin = out->len;
    uint64_t offset = HEADER_SIZE + (uint64_t)n * ENTRY_SIZE;
    struct sha256 hash;

    if (n > MODEL_SECTIONS_MAX)
        return PRISCUS_ENOMEM;
    buffer_add(out, header, sizeof header);
    for (size_t i = 0; i < n; i++) {
        char entry[ENTRY_SIZE] = { 0 };

        memcpy(entry, parts[i].name, strnlen(parts[i].name, MODEL_NAME_MAX));
        put_number(entry + MODEL_NAME_MAX + 1, offset, 8);
        put_number(entry + MODEL_NAME_MAX + 9, parts[i].bytes.len, 8);
        buffer_add(out, entry, sizeof entry);
        offset += padded(parts[i].bytes.len);
    }
    for (size_t i = 0; i < n; i++) {
        static const char zeros[ALIGNMENT];

        buffer_text(out, parts[i].bytes);
        buffer_add(out, zeros, (size_t)(padded(parts[i].bytes.len) - parts[i].bytes.len));
    }
    if (out->failed)
        return PRISCUS_ENOMEM;
    hash = sha256_of(text_of(out->ptr + begin + HEADER_SIZE, out->len - begin - HEADER_SIZE));
    put_number(header + 8, MODEL_VERSION, 4);
    put_number(header + 12, n, 4);
    put_number(header + 16, out->len - begin, 8);
    memcpy(header + HASH_AT, hash.bytes, sizeof hash.bytes);
    memcpy(out->ptr + begin, header, sizeof header);
    return PRISCUS_OK;
}

priscus_status model_save(const char *path, const struct model_part *parts, size_t n, struct priscus_error *err)
{
    struct buffer bytes = { .limit = MODEL_SIZE_MAX };
    priscus_status status = PRISCUS_OK;

    if (model_pack(parts, n, &bytes) != PRISCUS_OK)
        status = error_set(err, PRISCUS_ENOMEM, NOWHERE, "%s: no memory for the model, or it is larger than %zu bytes",
                           path, MODEL_SIZE_MAX);
    else
        status = file_replace(path, buffer_as_text(&bytes), err);
    buffer_release(&bytes);
    return status;
}
