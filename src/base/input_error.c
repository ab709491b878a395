/* input_error.c - see input_error.h. */
#include "base/input_error.h"

#include <errno.h>

/* A path fit for a message: the end of a long one, and nothing that
 * a terminal would obey. */
const char *input_error_name(struct text path, char out[INPUT_ERROR_NAME_MAX])
{
    size_t from = path.len > 160 ? path.len - 157 : 0, n = 0;

    while (from && from < path.len && ((unsigned char)path.ptr[from] & 0xC0) == 0x80)
        from++;
    if (from) {
        memcpy(out, "...", 3);
        n = 3;
    }
    for (size_t i = from; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];

        out[n++] = c < 0x20 || c == 0x7F ? '?' : (char)c;
    }
    out[n] = '\0';
    return out;
}

static const char *advice(int why)
{
    switch (why) {
    case EACCES:
    case EPERM:
        return "permission denied; make it readable (chmod u+r) or leave it out";
    case ENOENT:
        return "there is no such file or folder; look for a slip in the path";
    case ENOTDIR:
        return "a part of the path is a file, not a folder; look for a slip in the path";
    case ENAMETOOLONG:
        return "the path is too long for this system; move the folder nearer to the top";
    case EMFILE:
    case ENFILE:
        return "too many files are open; close some programs or raise the limit (ulimit -n)";
    case ELOOP:
        return "symbolic links go round in a circle; remove one of them";
    case ENXIO:
        return "a socket or a device, not a file; leave it out";
    default:
        return NULL;
    }
}

priscus_status input_error_io(struct text path, int why, struct priscus_error *err)
{
    char name[INPUT_ERROR_NAME_MAX];
    const char *what = advice(why);

    return error_set(err, PRISCUS_EIO, NOWHERE, "%s: %s", input_error_name(path, name), what ? what : strerror(why));
}

priscus_status input_error_memory(struct text path, struct priscus_error *err)
{
    char name[INPUT_ERROR_NAME_MAX];

    return error_set(err, PRISCUS_ENOMEM, NOWHERE, "%s: out of memory", input_error_name(path, name));
}
