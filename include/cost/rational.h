/*
 * rational: exact results on their way to being rounded.
 *
 * A fraction in lowest terms, each side of up to RATIONAL_LIMBS limbs (384 bits, 115 digits).  What does not fit is refused, never
 * approximated: functions return false and leave *OUT as it was.
 */
#ifndef PLAYBOOK_COST_RATIONAL_H
#define PLAYBOOK_COST_RATIONAL_H

#include "data/wide.h"

enum { RATIONAL_LIMBS = 12 };

struct rational {
	bool negative;      /* false for zero */
	struct wide above;  /* the numerator */
	struct wide below;  /* the denominator, not zero */
};

struct rational rational_zero(void);
struct rational rational_from(struct decimal decimal);

/* Exact; *OUT may be A or B.  Division refuses a B of zero. */
bool rational_add(struct rational *out, const struct rational *a, const struct rational *b);
bool rational_subtract(struct rational *out, const struct rational *a, const struct rational *b);
bool rational_multiply(struct rational *out, const struct rational *a, const struct rational *b);
bool rational_divide(struct rational *out, const struct rational *a, const struct rational *b);

/* Below, at or above 0. */
int rational_sign(const struct rational *a);
int rational_compare(const struct rational *a, const struct rational *b);

/* A rounded to a multiple of QUANTUM (> 0), with QUANTUM's scale. */
bool rational_round(struct decimal *out, const struct rational *a, struct decimal quantum, enum rounding mode);

/* A in full, without zeros at its end; false when it does not end or is too long. */
bool rational_to_decimal(struct decimal *out, const struct rational *a);

/* Appends "n/d", or "n" for a whole number. */
void rational_format(struct buf *out, const struct rational *a);

#endif
