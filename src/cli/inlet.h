/* inlet.h - standard input that Control-C can shut.
 *
 * A thread that waits in read() for a pipe or a terminal does not notice that the run is to end.
 * So a thread of ours takes standard input and passes it on through a pipe, in its place; shut, it
 * closes the pipe, and whoever reads sees the end of the input. Files need none of this. */
#ifndef INLET_H
#define INLET_H

#include <stdbool.h>

/* Put an inlet in the place of standard input, if that is something to wait for.
 * False: that cannot be done; standard input is as it was. */
bool inlet_open(void);

/* From any thread and from signal handlers; without an inlet, nothing happens. */
void inlet_shut(void);

#endif
