/* terminal.c - see terminal.h. */
#include "cli/screen/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_LEAST 20
#define WIDTH_MOST  1000

bool terminal_is(int fd)
{
    const char *term = getenv("TERM");

    return isatty(fd) && term && strcmp(term, "dumb") != 0;
}

size_t terminal_width(int fd)
{
    const char *columns = getenv("COLUMNS");
    bool is_terminal = isatty(fd);
    struct winsize size;
    long width = 0;

    if (is_terminal && ioctl(fd, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    if (width <= 0 && columns)
        width = strtol(columns, NULL, 10);
    if (width <= 0)
        width = is_terminal ? TERMINAL_WIDTH : PIPE_WIDTH;
    return width < WIDTH_LEAST ? WIDTH_LEAST : width > WIDTH_MOST ? WIDTH_MOST : (size_t)width;
}

bool terminal_styled(int fd)
{
    const char *no = getenv("NO_COLOR");

    return terminal_is(fd) && !(no && *no);
}
