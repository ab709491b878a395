/* static_file.h - the style sheet, the scripts and the icon, as they are built into the program (web/); and Observable Plot,
 * which is no part of the program and lies beside it where somebody has fetched it (`make web`). */
#ifndef STATIC_FILE_H
#define STATIC_FILE_H

#include "server/http/reply.h"

/* The file of that name, whose ending may have been taken for a form (target.h). False: there is none. */
bool static_file(struct text name, enum target_form form, struct reply *reply);

/* Are the files of Observable Plot there? */
bool static_plot_is_there(void);

#endif
