/*
 * wide: whole numbers of up to 832 bits, without a sign, for exact intermediate results.
 *
 * Twice as wide as what is kept (see cost/rational.h), so that a product, or a sum of two products, always fits.
 */
#ifndef PLAYBOOK_DATA_WIDE_H
#define PLAYBOOK_DATA_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#include "data/decimal.h"

enum { WIDE_LIMBS = 26 };

__extension__ typedef unsigned __int128 uint128;

/* { 0 } is zero. */
struct wide {
	unsigned size;                /* limbs in use; the highest of them is not 0 */
	uint32_t limbs[WIDE_LIMBS];   /* the lowest first; those not in use are not set */
};

struct wide wide_from(uint128 number);

/* False, and *OUT unchanged, when WIDE has more than 128 bits. */
bool wide_to(uint128 *out, const struct wide *wide);

/* Below, at or above 0. */
int wide_compare(const struct wide *a, const struct wide *b);

/* *OUT may be A or B.  False, and *OUT not to be used, when the result does not fit. */
bool wide_add(struct wide *out, const struct wide *a, const struct wide *b);
bool wide_multiply(struct wide *out, const struct wide *a, const struct wide *b);

/* A - B, where B is at most A. */
void wide_subtract(struct wide *out, const struct wide *a, const struct wide *b);

/* A * 10^DIGITS. */
bool wide_shift(struct wide *out, const struct wide *a, unsigned digits);

/* A / B, cut to a whole number, and what is left; B is not zero.  Neither output may be A or B. */
void wide_divide(struct wide *quotient, struct wide *rest, const struct wide *a, const struct wide *b);

/* A / B rounded to a whole number; NEGATIVE is the sign of the true quotient. */
struct wide wide_divide_rounded(const struct wide *a, const struct wide *b, bool negative, enum rounding mode);

/* The greatest number that divides both; of zero and B it is B. */
struct wide wide_gcd(struct wide a, struct wide b);

#endif
