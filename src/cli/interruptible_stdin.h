/* interruptible_stdin.h - standard input that Control-C can shut.
 *
 * A thread that waits in read() for a pipe or a terminal does not notice that the run is to end.
 * So a thread of ours reads standard input and copies it into a pipe, which takes its place. To shut it is to
 * close the pipe: whoever reads sees the end of the input. Files need none of this. */
#ifndef INTERRUPTIBLE_STDIN_H
#define INTERRUPTIBLE_STDIN_H

/* Put the pipe in the place of standard input, if that is something to wait for. Where that cannot be done,
 * standard input stays as it was, and Control-C waits for its next line. */
void interruptible_stdin_open(void);

/* From any thread and from signal handlers; where no pipe was put there, nothing happens. */
void interruptible_stdin_shut(void);

#endif
