/*
 * model: a cost model, read and checked: which lines there are and what each is made from.  Nothing is computed here.
 *
 * A model is read without the order it is for, so what depends on the order (currencies of its charges, rates) is checked by
 * cost.  Lines refer to earlier lines by their index.
 */
#ifndef PLAYBOOK_COST_MODEL_H
#define PLAYBOOK_COST_MODEL_H

#include "cost/cost.h"

/* How a line is computed: the key that says so. */
enum model_work {
	MODEL_AMOUNT, MODEL_BASIS, MODEL_SUM, MODEL_RATE, MODEL_FRACTION, MODEL_PER_UNIT, MODEL_CONVERT, MODEL_MAX, MODEL_MIN,
};

/* What the items add up to. */
enum model_basis { BASIS_VALUE, BASIS_QTY, BASIS_GROSS_KG, BASIS_VOLUME_M3, BASIS_CHARGEABLE_KG };

/* A figure that a line takes from somewhere. */
enum model_source { FROM_NOWHERE, FROM_NUMBER, FROM_ORDER, FROM_LINE };

struct model_operand {
	enum model_source from;
	struct decimal number;    /* FROM_NUMBER */
	struct str path;          /* FROM_ORDER: without "order." */
	size_t line;              /* FROM_LINE */
	struct place place;
};

/* Half of a rule is taken from the model when a line does not say it. */
struct model_rounding {
	bool none;                /* round: none */
	bool has_quantum, has_mode;
	struct decimal quantum;
	enum rounding mode;
};

enum model_op { OP_UNSAID, OP_MULTIPLY, OP_DIVIDE };

struct model_line {
	struct str id, label, label_zh;
	struct place place;
	bool refused;                    /* it has errors: not to be computed, nor what uses it */
	enum cost_kind kind;
	enum model_work work;
	struct model_operand value;      /* of `amount` and `per_unit` */
	struct model_operand quantity;   /* `qty` */
	bool has_basis;                  /* `basis`, or `qty_basis` */
	enum model_basis basis;
	struct place basis_place;
	struct cost_part *parts;         /* `sum`, `of`, `convert`, `max`, `min` and a `qty` that is a line */
	struct place *part_places;
	size_t part_count;
	struct decimal above, below;     /* the factor of `rate` (BELOW is 1) and `fraction` */
	struct model_rounding base_round;
	bool rounds_base;
	struct str pair;                 /* `fx`: a pair, or else RATE */
	struct decimal rate;
	enum model_op op;
	struct place fx_place;
	struct str currency, unit;       /* as stated, or empty */
	struct place currency_place;
	bool has_least, has_most, has_waiver;
	struct decimal least, most, waiver;   /* `clamp`, `waive_if_below` */
	struct model_rounding round;
	const struct value *allocate;    /* checked in shape; splitting is not done yet */
	struct str part, stage, source, as_of, effective_from, effective_to;
	bool estimate, recoverable, opaque;
	uint32_t audience;
	bool labelled;
};

struct model {
	struct str currency;             /* or empty */
	struct model_rounding rounding;
	struct model_line *lines;
	size_t line_count;
	struct str *assumptions;
	size_t assumption_count;
};

/*
 * Reads TREE, which is not changed (workers share it), into ARENA.  False after errors; then those lines that have none are
 * there to be computed all the same, so that their own errors are found in the same run.
 */
bool model_read(struct model *model, struct arena *arena, const struct value *tree, const struct config *config,
                struct diags *diags);

/* "items.gross_kg" and so on. */
const char *model_basis_name(enum model_basis basis);

#endif
