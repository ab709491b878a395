/* config_mistakes.h - all mistakes in agendas and rosters, not the first alone: whoever mends the file wants all. */
#ifndef CONFIG_MISTAKES_H
#define CONFIG_MISTAKES_H

#include "cli/command.h"
#include "record/knowledge/knowledge.h"

/* The knowledge of these files could not be opened, or the model that it is for: say why. The exit status. */
int config_failed(const char *const *agendas, size_t n_agendas, const char *const *rosters, size_t n_rosters,
                  const struct priscus_error *err);

/* Complain about what is wrong in rosters of other programs, which are used nevertheless. */
void config_notes(const struct knowledge *knowledge);

#endif
