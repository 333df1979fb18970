/*
 * pattern: Lua patterns, matched with a count.
 *
 * The semantics are those of Lua 5.4's reference manual, §6.4.1.  Lua's own matcher may take time exponential in the pattern, where no hook
 * reaches; this one tells a function of each step, which may stop it.
 */
#ifndef PLAYBOOK_SCRIPT_PATTERN_H
#define PLAYBOOK_SCRIPT_PATTERN_H

#include <stdbool.h>

#include "base/str.h"

enum { PATTERN_CAPTURES = 32, PATTERN_DEPTH = 200, PATTERN_STEPS = 256 };

struct pattern_capture {
	size_t start;
	ptrdiff_t size;  /* PATTERN_POSITION for "()" */
};
enum { PATTERN_OPEN = -1, PATTERN_POSITION = -2 };

struct pattern {
	struct str text, pattern;
	struct pattern_capture captures[PATTERN_CAPTURES];
	size_t count;            /* of captures */
	const char *error;       /* what is wrong with the pattern, after a failed match; else NULL */
	void *context;
	void (*step)(void *context);  /* called every PATTERN_STEPS steps; may not return (longjmp) */
	unsigned steps;
	int depth;
};

/* Whether the pattern (without '^') matches at START; *END is then behind the match.  Captures are set. */
bool pattern_match(struct pattern *pattern, size_t start, size_t *end);

/* Whether TEXT has no character that means something in a pattern. */
bool pattern_is_plain(struct str text);

#endif
