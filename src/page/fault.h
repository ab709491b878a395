/* fault.h - what is said of an input that cannot be read: its name, and what to do. */
#ifndef FAULT_H
#define FAULT_H

#include "base/base.h"

#define FAULT_NAME_MAX 164

/* A path fit for a message: the end of a long one, and nothing that a terminal would obey. Returns out. */
const char *fault_name(struct text path, char out[FAULT_NAME_MAX]);

/* EIO: "PATH: permission denied; make it readable ...", by an errno. */
priscus_status fault_io(struct text path, int why, struct priscus_error *err);

/* ENOMEM: "PATH: out of memory". */
priscus_status fault_memory(struct text path, struct priscus_error *err);

#endif
