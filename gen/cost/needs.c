#include "cost/needs.h"

#include <string.h>

enum { FIRST_CAPACITY = 2 };

/* The array OLD of COUNT elements of SIZE bytes where there is room for one more. */
static void *room(struct arena *arena, void *old, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return old;
	*capacity = *capacity ? *capacity * 2 : FIRST_CAPACITY;
	void *grown = arena_alloc(arena, arena_size(*capacity, size));
	if (count)
		memcpy(grown, old, count * size);
	return grown;
}

void needs_missing(struct needs *needs, struct arena *arena, struct str path)
{
	for (size_t i = 0; i < needs->missing_count; i++)
		if (str_equal(needs->missing[i], path))
			return;
	if (needs->missing_count == NEEDS_LIMIT)
		return;
	needs->missing = room(arena, needs->missing, needs->missing_count, &needs->missing_capacity, sizeof *needs->missing);
	needs->missing[needs->missing_count++] = path;
}

void needs_input(struct needs *needs, struct arena *arena, struct cost_input input)
{
	for (size_t i = 0; i < needs->input_count; i++) {
		const struct cost_input *other = &needs->inputs[i];
		if (str_equal(other->path, input.path) && other->labelled == input.labelled && other->audience == input.audience)
			return;
	}
	needs->inputs = room(arena, needs->inputs, needs->input_count, &needs->input_capacity, sizeof *needs->inputs);
	needs->inputs[needs->input_count++] = input;
}

void needs_labelled(struct needs *needs, struct arena *arena, struct str path, const struct value *map,
                    const struct config *config)
{
	const struct value *audience = value_get(map, STR("audience"));
	struct diags ignored = { 0 };   /* order_check has said what is wrong with it */
	struct cost_input input = { .path = path, .labelled = true };
	if (!audience)
		return;
	config_audience(&input.audience, config, audience, &ignored);
	diags_clear(&ignored);
	needs_input(needs, arena, input);
}

void needs_add(struct needs *needs, struct arena *arena, const struct needs *other)
{
	for (size_t i = 0; i < other->missing_count; i++)
		needs_missing(needs, arena, other->missing[i]);
	for (size_t i = 0; i < other->input_count; i++)
		needs_input(needs, arena, other->inputs[i]);
}
