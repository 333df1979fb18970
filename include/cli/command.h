/*
 * command: what the program's commands share: options, exit codes, reporting.  Only cli/ prints, exits, and reads arguments,
 * environment and clock.
 */
#ifndef PLAYBOOK_CLI_COMMAND_H
#define PLAYBOOK_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

enum exit_code {
	EXIT_DONE = 0,
	EXIT_SITE = 1,     /* the site has errors */
	EXIT_USAGE = 2,    /* the command was called wrongly */
	EXIT_MACHINE = 3,  /* disk full, no permission, no memory */
};

/* One file a command; each gets the arguments behind its name. */
int command_build(int argc, char **argv);
int command_check(int argc, char **argv);
int command_cost(int argc, char **argv);
int command_render(int argc, char **argv);
int command_help(int argc, char **argv);

/* An option that a command knows: a flag sets *SET; one with a value sets *VALUE, or is given to EACH when it may come often. */
struct option {
	const char *name;          /* "--out", or "-q" */
	bool *set;
	const char **value;
	const char ***values;      /* a list that ends with NULL, grown by memory_resize */
};

/*
 * Takes the options in ARGV (with or without '=') and leaves the other words in *WORDS, at most MOST.  False after saying what is
 * wrong: the command then returns EXIT_USAGE.
 */
bool options_take(const struct option *options, size_t count, int argc, char **argv, const char **words, size_t most);

/* Says on stderr what was wrong in calling COMMAND and how to get help; returns EXIT_USAGE. */
__attribute__((format(printf, 2, 3))) int usage_error(const char *command, const char *format, ...);

/* "text" (or NULL) and "json". */
bool format_is_json(bool *json, const char *format);

/*
 * Sorts DIAGS and prints them: as text with source lines to stderr, or as a JSON object {"ok", "diagnostics", …} to stdout, into
 * which EXTRA (such as ",\"editions\":[…]", or empty) is put.  Returns the exit code they mean.
 */
int report(struct diags *diags, bool json, struct str extra);

/* The moment that an output speaks of: TEXT (--as-of) or SOURCE_DATE_EPOCH or now.  False when it is not a moment. */
bool clock_as_of(int64_t *moment, const char *text);

/* Milliseconds of a clock that only goes forward. */
uint64_t clock_milliseconds(void);

/* How many threads the machine runs at once. */
size_t machine_jobs(void);

#endif
