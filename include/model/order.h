/*
 * order: the records of orders.
 *
 * There may be 100,000 of them, so loading keeps a key of each and forgets the record; it is read again when its dossier
 * is made.  A record that changed in between is an error.
 */
#ifndef PLAYBOOK_MODEL_ORDER_H
#define PLAYBOOK_MODEL_ORDER_H

#include <stdint.h>

#include "data/schema.h"
#include "data/value.h"
#include "model/config.h"

struct order_key {
	struct str id;
	const char *path;    /* of the file */
	struct str folder;   /* of its evidence, relative to the site's content: "orders/ID", or empty */
	uint64_t offset;     /* where the record begins in the file, in bytes */
	uint32_t size;       /* of the record, in bytes */
	unsigned line;       /* where the record begins */
	uint32_t audience;
	uint64_t hash;       /* of the record's bytes */
	bool json;
};

struct order_keys {
	struct order_key *items;  /* sorted by id after orders_load */
	size_t count, capacity;
};

/* The fields of an order; also what a layout may ask an order for. */
extern const struct schema ORDER_SCHEMA;

/*
 * Finds the orders among PATHS (files below FOLDER, such as "orders/A.yaml", "orders/A/order.yaml" and "orders/bulk.jsonl",
 * which has one order on each line; other files in an order's own folder are its evidence and passed over), checks every record
 * and keeps its key.  ARENA holds ids and paths.  Two orders with one id, ids that differ only in case, and ids that no file can
 * be called are errors, as is everything order_check finds.  Memory beyond the keys does not grow with the number of orders.
 */
bool orders_load(struct order_keys *keys, struct arena *arena, const char *content, const struct str *paths, size_t count,
                 const struct config *config, struct diags *diags);

/* Reads the record of KEY again, checks and types it; it lives in ARENA.  NULL after an error. */
struct value *order_read(struct arena *arena, const struct order_key *key, const struct config *config,
                         struct diags *diags);

/* Checks and types RECORD: shape, kinds, references between fields, dates in order.  Adds the default `line` of items. */
bool order_check(struct value *record, struct arena *arena, const struct config *config, struct diags *diags);

/* The same for a record of which only parts may be there, such as a file with `items` and a `cost_model`: nothing is required. */
bool order_check_part(struct value *record, struct arena *arena, const struct config *config, struct diags *diags);

/* The 1688 status code for a code or the export's own Chinese text; empty when it is not known. */
struct str order_status_code(struct str status);

void order_keys_clear(struct order_keys *keys);

#endif
