/*
 * compute: what one line comes to, exactly, before it is clamped and rounded; for cost only.
 */
#ifndef PLAYBOOK_COST_COMPUTE_H
#define PLAYBOOK_COST_COMPUTE_H

#include "cost/model.h"
#include "cost/needs.h"

enum { BASIS_COUNT = BASIS_CHARGEABLE_KG + 1 };

/* What the items add up to; computed when first asked for. */
struct basis {
	bool done, known;
	struct rational value;
	struct str currency;      /* of BASIS_VALUE: that of the items, or empty when they have several */
	struct needs needs;
};

struct computing {
	struct cost *cost;        /* its earlier lines are done */
	bool *refused;            /* which lines have errors */
	struct arena *arena;
	const struct value *order;
	const struct model *model;
	const struct config *config;
	struct diags *diags;
	struct basis bases[BASIS_COUNT];
};

struct outcome {
	bool known;
	struct rational value;
	struct str currency, unit;     /* that follow from what the line is made of; both empty: neither does */
	bool open;                     /* they would follow from something that is absent */
	struct needs needs;
	/* what the working shows */
	struct rational base;          /* of a rate, fraction or conversion: the sum of the lines, rounded when the line says so */
	struct rational price, quantity;
	struct str quantity_unit;
	enum model_op op;
	struct decimal rate;
};

/* The line RULE, of which no part was refused.  False after an error. */
bool compute_outcome(struct outcome *out, struct computing *computing, const struct model_line *rule);

/* What the items add up to; NULL after an error, said at PLACE. */
const struct basis *compute_basis(struct computing *computing, enum model_basis basis, struct place place);

/* "kg", "m3" or "piece"; empty for value. */
struct str compute_basis_unit(enum model_basis basis);

/* The currency that MAP says, else CNY: what nobody said otherwise was written in China. */
struct str compute_currency(const struct value *map);

/*
 * The quantum and mode by which RULE rounds money of CURRENCY, or a quantity when that is empty; what RULE leaves open comes from
 * the model, then from the minor unit (of a quantity: 1) and half up.  False when it does not round at all.
 */
bool compute_rounding(struct decimal *quantum, enum rounding *mode, const struct computing *computing,
                      const struct model_rounding *rule, struct str currency);

/* "… is too large", at PLACE; false. */
bool compute_too_large(struct computing *computing, struct place place);

#endif
