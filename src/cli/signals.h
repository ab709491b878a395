/* signals.h - Control-C and kill, for commands that run long.
 *
 * The first one asks the run to end, within the pages being read and behind the one being written; a second one kills, as it would anybody.
 * Whoever started us deaf to a signal (nohup, a shell's background) is obeyed. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <signal.h>

extern volatile sig_atomic_t signals_caught; /* its number; 0: none yet */

/* Begin to catch. `also` (may be NULL) is called in the handler too. */
void signals_catch(void (*also)(void));

#endif
