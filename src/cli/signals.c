/* signals.c - see signals.h. */
#include "cli/signals.h"

#include <stddef.h>

#include "base/base.h"

volatile sig_atomic_t signals_caught;
static void (*volatile also_call)(void);

static void on_signal(int number)
{
    signals_caught = number;
    if (also_call)
        also_call();
}

void signals_catch(void (*also)(void))
{
    static const int numbers[] = { SIGINT, SIGTERM };
    struct sigaction action = { .sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND }, before;

    also_call = also;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < COUNT_OF(numbers); i++)
        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(numbers[i], &action, NULL);
}
