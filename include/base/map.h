/*
 * map: from text to a pointer, by hashing.  For look-up only: what is walked is kept in a list beside it, so that no
 * order depends on hashes.
 */
#ifndef PLAYBOOK_BASE_MAP_H
#define PLAYBOOK_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct map_slot {
	struct str key;
	void *value;  /* NULL: free */
};

/* Zero is valid and empty. */
struct map {
	struct map_slot *slots;
	size_t count, capacity;
};

/* What KEY leads to, or NULL. */
void *map_get(const struct map *map, struct str key);

/*
 * Lets KEY lead to VALUE (not NULL) unless it leads somewhere already; returns what it leads to now.  The bytes of KEY
 * are borrowed and must outlive the map.
 */
void *map_put(struct map *map, struct str key, void *value);

void map_clear(struct map *map);

#endif
