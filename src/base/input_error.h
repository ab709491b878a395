/* input_error.h - what is said of an input that cannot be read: its name, and what to do. */
#ifndef INPUT_ERROR_H
#define INPUT_ERROR_H

#include "base/base.h"

#define INPUT_ERROR_NAME_MAX 164

/* A path fit for a message: the end of a long one, and nothing that a terminal would obey. Returns out. */
const char *input_error_name(struct text path, char out[INPUT_ERROR_NAME_MAX]);

/* EIO: "PATH: permission denied; make it readable ...", by an errno. */
priscus_status input_error_io(struct text path, int why, struct priscus_error *err);

/* ENOMEM: "PATH: out of memory". */
priscus_status input_error_memory(struct text path, struct priscus_error *err);

#endif
