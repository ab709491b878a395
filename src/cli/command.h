/* command.h - what the commands share: exit statuses, complaining, writing the answer. */
#ifndef COMMAND_H
#define COMMAND_H

#include "base/buffer.h"
#include "cli/option/option.h"

/* As the man page has them. Ended by a signal: 128 + its number. */
enum exit_status {
    EXIT_DONE = 0,
    EXIT_NO = 1,     /* verify found a mismatch; trace: not made again; nothing found,
                        with --exit-status                                         */
    EXIT_USAGE = 2,  /* wrong use, or a mistake in an agenda or a roster             */
    EXIT_INPUTS = 3, /* some inputs could not be read; the rest is kept              */
    EXIT_LEDGER = 4, /* the ledger cannot be opened or written, or the output cannot */
    EXIT_NETWORK = 5 /* nothing was wrong but addresses that could not be fetched    */
};

/* One file a command. Each is handed parsed options and returns an exit status. */
int command_read(const struct options *options);
int command_watch(const struct options *options);
int command_link(const struct options *options);
int command_compact(const struct options *options);
int command_copy(const struct options *options);
int command_enqueue(const struct options *options);
int command_work(const struct options *options);
int command_positions(const struct options *options);
int command_changes(const struct options *options);
int command_utterances(const struct options *options);
int command_stories(const struct options *options);
int command_statements(const struct options *options);
int command_search(const struct options *options);
int command_who(const struct options *options);
int command_trace(const struct options *options);
int command_amend(const struct options *options);
int command_export(const struct options *options);
int command_import(const struct options *options);
int command_serve(const struct options *options);
int command_verify(const struct options *options);
int command_stats(const struct options *options);
int command_agenda(const struct options *options);
int command_roster(const struct options *options);
int command_parse(const struct options *options);
int command_train(const struct options *options);
int command_help(const struct options *options);

/* "priscus: ..." on standard error: one line, with nothing in it that moves a cursor. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same without the name: for what is news, not trouble. */
void remark(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* That so many pages were longer than --page-limit; nothing for none. */
void remark_cut(size_t pages);

/* Who corrects: --who, else $PRISCUS_WHO, else the name one logs in with. A NULL ptr: nobody knows. */
struct text command_signed(const struct options *options);

/* Can the model's networks be opened? Unless quiet, remarks what it has no networks for. ENOMEM, EINPUT. */
struct language;
priscus_status remark_networks(const struct language *language, bool quiet, struct priscus_error *err);

/* Complain about `err`; the exit status that goes with it. */
int command_failed(const struct priscus_error *err);

/* Write `out` to standard output and release it. EXIT_LEDGER, complained of, if that fails. */
int command_write(struct buffer *out);

/* "21 pages", "1 page" */
static inline const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

#endif
