/*
 * cost: what an order costs, line by line, exactly.
 *
 * Each line is computed exactly and rounded once, by its own rule.  The whole record is used; what an edition may see
 * of the result is decided afterwards, by mask.
 */
#ifndef PLAYBOOK_COST_COST_H
#define PLAYBOOK_COST_COST_H

#include "cost/rational.h"
#include "data/value.h"
#include "model/config.h"

enum cost_kind { COST_COST, COST_SUBTOTAL, COST_TOTAL, COST_TAX_BASE, COST_INFO };

/* How an amount follows from those of the line's parts. */
enum cost_tie {
	TIE_NONE,    /* not at all: there are none */
	TIE_SUM,     /* it is their sum, with signs */
	TIE_SCALED,  /* it is their sum times something */
	TIE_CHOICE,  /* it is one of them */
};

/* A line that this line is made from, with its sign. */
struct cost_part {
	size_t line;    /* index of an earlier line */
	bool negative;
};

/* What a line takes from the record itself. */
struct cost_input {
	struct str path;     /* "charges.freight", "items.qty", "fx" */
	bool labelled;       /* whether it has an audience of its own */
	uint32_t audience;
};

struct cost_line {
	struct str id, label, label_zh;   /* LABEL is made from the id when the model has none */
	enum cost_kind kind;
	struct str currency;        /* as written: CNH stays CNH; empty for a quantity */
	struct str unit;            /* of a quantity: "m3"; else empty */
	bool known;                 /* false: a value that it needs is missing */
	struct rational exact;      /* what later lines compute with: rounded, but for `round: none`; meaningless unless KNOWN */
	struct decimal amount;      /* EXACT with its currency's digits, or more where it has more; rounded when it does not end */
	bool endless;               /* EXACT does not end, AMOUNT is for display */
	bool estimate;              /* itself, or one of its parts */
	bool recoverable;
	bool outside;               /* the import is not within effective_from and effective_to */
	bool unchecked;             /* it has such dates, and the day of the import is not known */
	bool opaque;                /* may be shown although it is made from what is not */
	struct str stage;           /* "checkout", … or empty */
	struct str part;            /* "goods", "tax", … or empty */
	uint32_t audience;
	bool labelled;              /* whether AUDIENCE was written; a sum without it is visible when all its parts are */
	enum cost_tie tie;
	struct cost_part *parts;
	size_t part_count;
	struct cost_input *inputs;
	size_t input_count;
	struct str *missing;        /* paths that are needed and absent, as a model writes them: "order.charges.freight" */
	size_t missing_count;
	struct str working;         /* "0.2 % × 23.50 = 0.047", figures as calculated, without the result when it is exact */
	struct str source, as_of;
	struct place place;
};

struct cost {
	struct str order_id, currency;
	struct cost_line *lines;
	size_t line_count;
	struct str *assumptions;    /* of the model, for those who see everything */
	size_t assumption_count;
};

/*
 * Computes ORDER's cost model: `cost_model`, a whole model or the name of one in SHARED (a map from names to models, may be
 * NULL).  ORDER was checked by order_check, or holds only `cost_model` and `items`.  An order without a model has the
 * smallest one: goods.  Everything lives in ARENA.  False after errors, each with its place in the model or the record.
 */
bool cost_compute(struct cost *cost, struct arena *arena, const struct value *order, const struct value *shared,
                  const struct config *config, struct diags *diags);

/*
 * COST as data, for layouts: { id, currency, lines: [{ id, label, label_zh, kind, amount (absent when not known), currency, unit,
 * estimate, recoverable, unchecked, outside, stage, part, working, parts: [{ id, negative }], missing, source, as_of }],
 * totals: { ID: { amount, currency, estimate, missing } } of totals and subtotals, assumptions }.  Amounts are numbers with their
 * currency's digits; what is not there is absent.
 */
struct value *cost_to_value(struct arena *arena, const struct cost *cost);

/*
 * The same for programs, which would make floats of numbers: amounts are text, "n/d" where they do not end; what is not there is
 * null; the working is called `explanation`.
 */
struct value *cost_to_text_value(struct arena *arena, const struct cost *cost);

#endif
