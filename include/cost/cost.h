/*
 * cost: what an order costs, line by line, exactly.
 *
 * Each line is computed exactly and rounded once, by its own rule.  The whole record is used; what an edition may see
 * of the result is decided afterwards, by mask.
 */
#ifndef PLAYBOOK_COST_COST_H
#define PLAYBOOK_COST_COST_H

#include "data/value.h"
#include "model/config.h"

enum cost_kind { COST_COST, COST_SUBTOTAL, COST_TOTAL, COST_TAX_BASE, COST_INFO };

/* A line that this line is made from, with its sign. */
struct cost_part {
	size_t line;    /* index of an earlier line */
	bool negative;
};

struct cost_line {
	struct str id, label, label_zh;
	enum cost_kind kind;
	struct str currency;        /* as written: CNH stays CNH; empty for a quantity */
	struct str unit;            /* of a quantity: "m3"; else empty */
	bool known;                 /* false: a value that it needs is missing */
	struct decimal amount;      /* rounded; meaningless unless KNOWN */
	bool estimate;              /* itself, or one of its parts */
	bool recoverable;
	struct str stage;           /* "checkout", … or empty */
	uint32_t audience;
	bool labelled;              /* whether AUDIENCE was written; a sum without it is visible when all its parts are */
	struct cost_part *parts;
	size_t part_count;
	struct str *missing;        /* paths of the record that are needed and absent */
	size_t missing_count;
	struct str working;         /* "0.2 % × 23.50 = 0.047", figures as calculated, without the result when it is exact */
	struct str source;
	struct place place;
};

struct cost {
	struct str order_id, currency;
	struct cost_line *lines;
	size_t line_count;
};

/*
 * Computes ORDER's cost model: `cost_model`, a whole model or the name of one in SHARED (a map from names to models, may be
 * NULL).  ORDER was checked by order_check, or holds only `cost_model` and `items`.  An order without a model has the
 * smallest one: goods.  Everything lives in ARENA.  False after errors, each with its place in the model or the record.
 */
bool cost_compute(struct cost *cost, struct arena *arena, const struct value *order, const struct value *shared,
                  const struct config *config, struct diags *diags);

/*
 * COST as data, for layouts and for JSON: { id, currency, lines: [{ id, label, label_zh, kind, amount (null when not
 * known), currency, unit, estimate, recoverable, stage, working, missing, source }], totals: { ID: { amount, currency,
 * estimate, missing } } }.  Amounts have their currency's digits.
 */
struct value *cost_to_value(struct arena *arena, const struct cost *cost);

#endif
