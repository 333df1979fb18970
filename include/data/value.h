/*
 * value: what data files hold: an ordered tree that knows its places.
 *
 * YAML, JSON and CSV become the same tree.  A value lives in an arena and is not changed after it was read, except by
 * schema_check, which types the scalars it knows.
 */
#ifndef PLAYBOOK_DATA_VALUE_H
#define PLAYBOOK_DATA_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "data/decimal.h"

enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_NUMBER,  /* a number as written, see TEXT; DECIMAL is set when EXACT */
	VALUE_TEXT,
	VALUE_LIST,
	VALUE_MAP,
	VALUE_LINK,    /* a place in the output: TEXT is a path from the edition's root, with or without "#anchor" */
	VALUE_MARKUP,  /* finished HTML: TEXT is put out as it is */
};

struct schema;
struct value;

struct value_pair {
	struct str key;
	struct place place;  /* of the key */
	struct value *value;
};

struct value {
	enum value_kind kind;
	bool truth;              /* VALUE_BOOL */
	bool exact;              /* VALUE_NUMBER: DECIMAL holds it; false for forms a decimal refuses, such as 1e5 */
	struct place place;
	struct str text;
	struct decimal decimal;
	size_t count, capacity;  /* of items or pairs */
	struct value **items;    /* VALUE_LIST */
	struct value_pair *pairs;  /* VALUE_MAP, in the order of the file; added by value_set only, which keeps SLOTS */
	uint32_t *slots;         /* VALUE_MAP of many pairs: a hash table of their numbers from 1; 0 is free */
	size_t slot_count;       /* a power of two, or 0 */
	const struct schema *schema;  /* VALUE_MAP: what it was checked against, or NULL */
};

/* New values in ARENA, without a place unless said. */
struct value *value_new(struct arena *arena, enum value_kind kind, struct place place);
struct value *value_text(struct arena *arena, struct str text);    /* borrows TEXT */
struct value *value_link(struct arena *arena, struct str target);  /* borrows TARGET */
struct value *value_bool(struct arena *arena, bool truth);
struct value *value_decimal(struct arena *arena, struct decimal decimal);
struct value *value_integer(struct arena *arena, long long integer);

/* Adds ITEM at the end of LIST; adds KEY (borrowed, its place is VALUE's) to MAP, which must not have it. */
void value_append(struct arena *arena, struct value *list, struct value *item);
void value_set(struct arena *arena, struct value *map, struct str key, struct value *value);

/* A copy of the whole tree in ARENA, without schemas; texts are borrowed. */
struct value *value_copy(struct arena *arena, const struct value *value);

/* What MAP (or NULL, or another kind) has under KEY, else NULL.  Threads may ask the same map at once. */
struct value *value_get(const struct value *map, struct str key);

/* The pair itself, for the key's place; NULL as above. */
struct value_pair *value_pair(const struct value *map, struct str key);

/* Takes the pairs whose KEEP is false out of MAP; KEEP has an entry for each pair. */
void value_keep_pairs(struct value *map, const bool *keep);

/* The same along a path of keys and list indices from 0, "supplier.location.city", "items.0.sku". */
struct value *value_find(const struct value *root, struct str path);

/* The text of a text or number, else empty. */
struct str value_as_text(const struct value *value);

/* "a text", "a list", … for messages. */
const char *value_kind_name(enum value_kind kind);

/* Says whether both hold the same data: numbers by value (1.0 is 1.00), maps in any order; places do not count. */
bool value_equal(const struct value *a, const struct value *b);

/*
 * Appends VALUE (NULL is null) as JSON in one line, numbers as written, maps in their order; a link or markup as its
 * text.  No '<' and no line separator stands in it as it is, so it may be put inside a script.
 */
void value_to_json(struct buf *out, const struct value *value);

/* Appends TEXT as a JSON string, escaped in the same way. */
void json_add_text(struct buf *out, struct str text);

#endif
