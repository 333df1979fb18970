#include "data/value.h"

#include <assert.h>
#include <string.h>

enum { PAIRS_WITHOUT_INDEX = 16, FIRST_CAPACITY = 4 };

struct value *value_new(struct arena *arena, enum value_kind kind, struct place place)
{
	struct value *value = arena_new(arena, struct value);
	value->kind = kind;
	value->place = place;
	return value;
}

static struct value *new_with_text(struct arena *arena, enum value_kind kind, struct str text)
{
	struct value *value = value_new(arena, kind, (struct place){ 0 });
	value->text = text;
	return value;
}

struct value *value_text(struct arena *arena, struct str text)
{
	return new_with_text(arena, VALUE_TEXT, text);
}

struct value *value_link(struct arena *arena, struct str target)
{
	return new_with_text(arena, VALUE_LINK, target);
}

struct value *value_bool(struct arena *arena, bool truth)
{
	struct value *value = value_new(arena, VALUE_BOOL, (struct place){ 0 });
	value->truth = truth;
	return value;
}

struct value *value_decimal(struct arena *arena, struct decimal decimal)
{
	struct buf text = { 0 };
	decimal_format(&text, decimal);
	struct value *value = new_with_text(arena, VALUE_NUMBER, arena_str(arena, buf_str(&text)));
	buf_clear(&text);
	value->exact = true;
	value->decimal = decimal;
	return value;
}

struct value *value_integer(struct arena *arena, long long integer)
{
	return value_decimal(arena, decimal_from_integer(integer));
}

/* The array OLD of COUNT elements of SIZE bytes in a place with room for *CAPACITY, which grows. */
static void *grow(struct arena *arena, const void *old, size_t count, size_t *capacity, size_t size)
{
	*capacity = *capacity ? *capacity * 2 : FIRST_CAPACITY;
	void *array = arena_alloc(arena, arena_size(*capacity, size));
	if (count)
		memcpy(array, old, count * size);
	return array;
}

void value_append(struct arena *arena, struct value *list, struct value *item)
{
	assert(list->kind == VALUE_LIST);
	if (list->count == list->capacity)
		list->items = grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
	list->items[list->count++] = item;
}

/* The slot of KEY in MAP's table: it holds KEY's pair, or is free. */
static uint32_t *find_slot(const struct value *map, struct str key)
{
	size_t at = (size_t)str_hash(key) & (map->slot_count - 1);
	while (map->slots[at] && !str_equal(map->pairs[map->slots[at] - 1].key, key))
		at = (at + 1) & (map->slot_count - 1);
	return &map->slots[at];
}

static void fill_slots(struct value *map)
{
	memset(map->slots, 0, map->slot_count * sizeof *map->slots);
	for (size_t i = 0; i < map->count; i++)
		*find_slot(map, map->pairs[i].key) = (uint32_t)(i + 1);
}

void value_set(struct arena *arena, struct value *map, struct str key, struct value *value)
{
	assert(map->kind == VALUE_MAP && map->count < UINT32_MAX && !value_get(map, key));
	if (map->count == map->capacity) {
		map->pairs = grow(arena, map->pairs, map->count, &map->capacity, sizeof *map->pairs);
		if (map->capacity > PAIRS_WITHOUT_INDEX) {
			map->slot_count = map->capacity * 2;
			map->slots = arena_array(arena, uint32_t, map->slot_count);
			fill_slots(map);
		}
	}
	map->pairs[map->count++] = (struct value_pair){ key, value->place, value };
	if (map->slot_count)
		*find_slot(map, key) = (uint32_t)map->count;
}

struct value *value_copy(struct arena *arena, const struct value *value)
{
	struct value *copy = arena_new(arena, struct value);
	*copy = (struct value){ .kind = value->kind, .truth = value->truth, .exact = value->exact, .place = value->place,
	                        .text = value->text, .decimal = value->decimal };
	for (size_t i = 0; value->kind == VALUE_LIST && i < value->count; i++)
		value_append(arena, copy, value_copy(arena, value->items[i]));
	for (size_t i = 0; value->kind == VALUE_MAP && i < value->count; i++) {
		value_set(arena, copy, value->pairs[i].key, value_copy(arena, value->pairs[i].value));
		copy->pairs[i].place = value->pairs[i].place;
	}
	return copy;
}

struct value_pair *value_pair(const struct value *map, struct str key)
{
	if (!map || map->kind != VALUE_MAP)
		return NULL;
	if (map->slot_count) {
		uint32_t number = *find_slot(map, key);
		return number ? &map->pairs[number - 1] : NULL;
	}
	for (size_t i = 0; i < map->count; i++)
		if (str_equal(map->pairs[i].key, key))
			return &map->pairs[i];
	return NULL;
}

struct value *value_get(const struct value *map, struct str key)
{
	struct value_pair *pair = value_pair(map, key);
	return pair ? pair->value : NULL;
}

void value_keep_pairs(struct value *map, const bool *keep)
{
	size_t kept = 0;
	for (size_t i = 0; i < map->count; i++)
		if (keep[i])
			map->pairs[kept++] = map->pairs[i];
	map->count = kept;
	if (map->slot_count)
		fill_slots(map);
}

/* The item of LIST that PART, digits only, names; else NULL. */
static struct value *item_at(const struct value *list, struct str part)
{
	size_t number = 0;
	for (size_t i = 0; i < part.size; i++) {
		if (part.data[i] < '0' || part.data[i] > '9' || number > list->count)
			return NULL;
		number = number * 10 + (size_t)(part.data[i] - '0');
	}
	return part.size && number < list->count ? list->items[number] : NULL;
}

struct value *value_find(const struct value *root, struct str path)
{
	struct value *value = (struct value *)(uintptr_t)root;  /* not changed here; the caller knows whether it may be */
	while (path.size && value) {
		struct str part = str_next_part(&path, '.');
		value = value->kind == VALUE_LIST ? item_at(value, part) : value_get(value, part);
	}
	return value;
}

struct str value_as_text(const struct value *value)
{
	return value && (value->kind == VALUE_TEXT || value->kind == VALUE_NUMBER) ? value->text : (struct str){ 0 };
}

const char *value_kind_name(enum value_kind kind)
{
	switch (kind) {
	case VALUE_NULL: return "nothing";
	case VALUE_BOOL: return "true or false";
	case VALUE_NUMBER: return "a number";
	case VALUE_TEXT: return "a text";
	case VALUE_LIST: return "a list";
	case VALUE_MAP: return "a map";
	case VALUE_LINK: return "a link";
	case VALUE_MARKUP: return "markup";
	}
	return "";
}

bool value_equal(const struct value *a, const struct value *b)
{
	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_NULL:
		return true;
	case VALUE_BOOL:
		return a->truth == b->truth;
	case VALUE_NUMBER:
		if (a->exact && b->exact)
			return decimal_compare(a->decimal, b->decimal) == 0;
		return str_equal(a->text, b->text);
	case VALUE_TEXT:
	case VALUE_LINK:
	case VALUE_MARKUP:
		return str_equal(a->text, b->text);
	case VALUE_LIST:
		for (size_t i = 0; i < a->count && i < b->count; i++)
			if (!value_equal(a->items[i], b->items[i]))
				return false;
		return a->count == b->count;
	case VALUE_MAP:
		for (size_t i = 0; i < a->count; i++) {
			const struct value *other = value_get(b, a->pairs[i].key);
			if (!other || !value_equal(a->pairs[i].value, other))
				return false;
		}
		return a->count == b->count;
	}
	return false;
}

/* Whether U+2028 or U+2029, which end a line of JavaScript, stands at AT: E2 80 A8 or E2 80 A9. */
static bool is_separator(struct str text, size_t at)
{
	return str_starts(str_slice(text, at, text.size), STR("\xE2\x80")) && at + 2 < text.size &&
	       ((unsigned char)text.data[at + 2] & 0xFE) == 0xA8;
}

void json_add_text(struct buf *out, struct str text)
{
	static const char SHORT[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r',
	                              ['"'] = '"', ['\\'] = '\\' };
	size_t done = 0;  /* bytes that were put out */
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.size; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		bool separator = byte == 0xE2 && is_separator(text, i);
		if (byte >= 0x20 && byte != '"' && byte != '\\' && byte != '<' && byte != 0x7F && !separator)
			continue;
		buf_add(out, str_slice(text, done, i));
		done = i + 1;
		if (separator) {
			buf_print(out, "\\u20%02x", (unsigned char)text.data[i + 2] - 0x80u);
			i += 2;
			done = i + 1;
		} else if (byte < sizeof SHORT && SHORT[byte]) {
			buf_add_char(out, '\\');
			buf_add_char(out, SHORT[byte]);
		} else {
			buf_print(out, "\\u%04x", byte);
		}
	}
	buf_add(out, str_slice(text, done, text.size));
	buf_add_char(out, '"');
}

void value_to_json(struct buf *out, const struct value *value)
{
	switch (value ? value->kind : VALUE_NULL) {
	case VALUE_NULL:
		buf_add(out, STR("null"));
		return;
	case VALUE_BOOL:
		buf_add_text(out, value->truth ? "true" : "false");
		return;
	case VALUE_NUMBER:
		buf_add(out, value->text);
		return;
	case VALUE_TEXT:
	case VALUE_LINK:
	case VALUE_MARKUP:
		json_add_text(out, value->text);
		return;
	case VALUE_LIST:
		buf_add_char(out, '[');
		for (size_t i = 0; i < value->count; i++) {
			if (i > 0)
				buf_add_char(out, ',');
			value_to_json(out, value->items[i]);
		}
		buf_add_char(out, ']');
		return;
	case VALUE_MAP:
		buf_add_char(out, '{');
		for (size_t i = 0; i < value->count; i++) {
			if (i > 0)
				buf_add_char(out, ',');
			json_add_text(out, value->pairs[i].key);
			buf_add_char(out, ':');
			value_to_json(out, value->pairs[i].value);
		}
		buf_add_char(out, '}');
		return;
	}
}
