/*
 * needs: what a cost line takes from the record: what is absent there, and who may see what is not.
 */
#ifndef PLAYBOOK_COST_NEEDS_H
#define PLAYBOOK_COST_NEEDS_H

#include "cost/cost.h"

enum { NEEDS_LIMIT = 100 };  /* absent paths that are kept: enough to begin with */

/* Zero is valid and empty; lists live in the arena. */
struct needs {
	struct str *missing;
	size_t missing_count, missing_capacity;
	struct cost_input *inputs;
	size_t input_count, input_capacity;
};

/* Each is kept once. */
void needs_missing(struct needs *needs, struct arena *arena, struct str path);
void needs_input(struct needs *needs, struct arena *arena, struct cost_input input);
void needs_add(struct needs *needs, struct arena *arena, const struct needs *other);

/* Adds MAP, at PATH, as an input with the audience that is written in it, if there is one. */
void needs_labelled(struct needs *needs, struct arena *arena, struct str path, const struct value *map,
                    const struct config *config);

#endif
