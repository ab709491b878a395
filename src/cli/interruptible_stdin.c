/* interruptible_stdin.c - see interruptible_stdin.h. There is one a program, as there is one standard input. */
#include "cli/interruptible_stdin.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)64 << 10)

static int real_stdin = -1;           /* what standard input was */
static int pipe_write_end = -1;       /* of the pipe that is standard input now */
static int wake_pipe[2] = { -1, -1 }; /* a byte in it ends the thread */

static bool write_all(const char *bytes, size_t n)
{
    while (n) {
        ssize_t written = write(pipe_write_end, bytes, n);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        n -= (size_t)written;
    }
    return true;
}

static void *copy_stdin(void *unused)
{
    static char chunk[CHUNK];
    struct pollfd wait[2] = { { .fd = real_stdin, .events = POLLIN }, { .fd = wake_pipe[0], .events = POLLIN } };

    (void)unused;
    for (;;) {
        ssize_t n;

        if (poll(wait, 2, -1) < 0 && errno != EINTR)
            break;
        if (wait[1].revents)
            break;
        if (!wait[0].revents)
            continue;
        n = read(real_stdin, chunk, sizeof chunk);
        if (n < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (n <= 0 || !write_all(chunk, (size_t)n))
            break;
    }
    close(pipe_write_end);
    return NULL;
}

void interruptible_stdin_open(void)
{
    struct stat st;
    sigset_t all, before;
    pthread_t thread;
    int ends[2] = { -1, -1 };
    bool started;

    if (real_stdin >= 0)
        return; /* "-" was named twice */
    if (fstat(STDIN_FILENO, &st) != 0 || !(S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode) || S_ISSOCK(st.st_mode)))
        return;
    if (pipe2(wake_pipe, O_CLOEXEC) != 0)
        return;
    if (pipe2(ends, O_CLOEXEC) != 0 || (real_stdin = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)) < 0)
        goto failed;
    pipe_write_end = ends[1];

    sigfillset(&all); /* signals are the main thread's */
    pthread_sigmask(SIG_SETMASK, &all, &before);
    started = pthread_create(&thread, NULL, copy_stdin, NULL) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!started)
        goto failed;
    pthread_detach(thread);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    return;

failed:
    for (int i = 0; i < 2; i++) {
        if (ends[i] >= 0)
            close(ends[i]);
        close(wake_pipe[i]);
        wake_pipe[i] = -1;
    }
    if (real_stdin >= 0)
        close(real_stdin);
    real_stdin = pipe_write_end = -1;
}

void interruptible_stdin_shut(void)
{
    int kept = errno;

    if (wake_pipe[1] >= 0 && write(wake_pipe[1], "", 1) < 0) {
        /* The pipe is full: the thread has been told already. */
    }
    errno = kept;
}
