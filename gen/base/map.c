#include "base/map.h"

#include "base/memory.h"

static struct map_slot *find(struct map_slot *slots, size_t capacity, struct str key)
{
	size_t at = (size_t)str_hash(key) & (capacity - 1);
	while (slots[at].value && !str_equal(slots[at].key, key))
		at = (at + 1) & (capacity - 1);
	return &slots[at];
}

void *map_get(const struct map *map, struct str key)
{
	return map->capacity ? find(map->slots, map->capacity, key)->value : NULL;
}

static void grow(struct map *map)
{
	size_t capacity = map->capacity ? map->capacity * 2 : 16;
	struct map_slot *slots = memory_new(capacity, sizeof *slots);
	for (size_t i = 0; i < map->capacity; i++)
		if (map->slots[i].value)
			*find(slots, capacity, map->slots[i].key) = map->slots[i];
	memory_free(map->slots);
	map->slots = slots;
	map->capacity = capacity;
}

void *map_put(struct map *map, struct str key, void *value)
{
	if ((map->count + 1) * 4 > map->capacity * 3)
		grow(map);
	struct map_slot *slot = find(map->slots, map->capacity, key);
	if (!slot->value) {
		*slot = (struct map_slot){ key, value };
		map->count++;
	}
	return slot->value;
}

void map_clear(struct map *map)
{
	memory_free(map->slots);
	*map = (struct map){ 0 };
}
