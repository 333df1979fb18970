/*
 * diag: what is wrong, where, and what to try.
 *
 * A list of messages.  What can fail returns bool and adds to a list; diag_error returns false, so that a function can
 * end with `return diag_error(…)`.  A list belongs to one thread; lists of workers are joined with diags_join.
 */
#ifndef PLAYBOOK_BASE_DIAG_H
#define PLAYBOOK_BASE_DIAG_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* Lines and columns count from 1, columns in code points; 0 is unknown.  PATH is borrowed; the list keeps a copy. */
struct place {
	const char *path;
	unsigned line, column;
};

enum diag_severity { DIAG_ERROR, DIAG_WARNING };

struct diag {
	enum diag_severity severity;
	bool failure;        /* an error of the machine, not of the site */
	struct place place;
	struct str message;  /* lower case, no full stop */
	struct str hint;     /* what to try, or empty */
	struct str source;   /* the source line that PLACE names, or empty: cli then reads it from the file */
};

/* Zero is valid and empty. */
struct diags {
	struct diag *items;
	size_t count, capacity;
	size_t errors;    /* how many of the items are errors */
	size_t failures;  /* how many of those are the machine's: no space, no permission */
	struct arena arena;
};

/* Adds an error and returns false. */
__attribute__((format(printf, 3, 4)))
bool diag_error(struct diags *diags, struct place place, const char *format, ...);

/* Adds an error that is the machine's, not the site's: what was tried on PATH, and errno's text.  Returns false. */
bool diag_failure(struct diags *diags, const char *path, const char *what);

/* Adds a warning. */
__attribute__((format(printf, 3, 4)))
void diag_warning(struct diags *diags, struct place place, const char *format, ...);

/* Says what to try about the message added last. */
__attribute__((format(printf, 2, 3)))
void diag_hint(struct diags *diags, const char *format, ...);

/* "did you mean 'X'?" when NEAREST holds one, else nothing. */
void diag_hint_nearest(struct diags *diags, const struct str_nearest *nearest);

/* Gives the message added last its source line, for text that is not in a file of its own (stdin, one line of many). */
void diag_source(struct diags *diags, struct str line);

/* Appends FROM's messages to DIAGS; FROM is empty again. */
void diags_join(struct diags *diags, struct diags *from);

/* Sorts by path, line, column, severity, message and drops exact repetitions (two editions find the same mistake). */
void diags_sort(struct diags *diags);

/*
 * Appends the message to OUT as `path:line:column: error: message`, then, when LINE is not empty, the source line with
 * its number and a caret (cut around the column when it is long), then `hint: …`.
 */
void diag_format(struct buf *out, const struct diag *diag, struct str line);

/* Appends the message to OUT as one JSON object: severity, path, line, column, message, hint. */
void diag_format_json(struct buf *out, const struct diag *diag);

void diags_clear(struct diags *diags);

#endif
