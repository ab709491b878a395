/* static_file.h - the style sheet, the script and the icon, as they are built into the program (web/). */
#ifndef STATIC_FILE_H
#define STATIC_FILE_H

#include "server/http/reply.h"

/* The file of that name, whose ending may have been taken for a form (target.h). False: there is none. */
bool static_file(struct text name, enum target_form form, struct reply *reply);

#endif
