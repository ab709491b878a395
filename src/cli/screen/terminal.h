/* terminal.h - the screen, if there is one: how wide, and may it be coloured. */
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#define TERMINAL_WIDTH 80  /* of a terminal that does not say */
#define PIPE_WIDTH     100 /* of tables that go to a file     */

/* Is file descriptor `fd` a terminal that can move its cursor (TERM is not "dumb")? */
bool terminal_is(int fd);

/* Columns to fill: the terminal's own, else $COLUMNS, else one of the above. */
size_t terminal_width(int fd);

/* May bold and dim be used? Not in files, nor with NO_COLOR, nor if TERM is "dumb". */
bool terminal_styled(int fd);

#endif
