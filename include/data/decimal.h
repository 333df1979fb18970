/*
 * decimal: the numbers people write, exactly.
 *
 * A decimal is UNITS / 10^SCALE with a signed 128-bit UNITS.  Scale is kept as written ("20.00" has scale 2), so that a
 * number is shown with the digits it was given.  Nothing passes through a binary float.  What does not fit is refused,
 * never rounded silently: functions return false and leave *OUT as it was.
 */
#ifndef PLAYBOOK_DATA_DECIMAL_H
#define PLAYBOOK_DATA_DECIMAL_H

#include <stdbool.h>

#include "base/str.h"

__extension__ typedef __int128 int128;

enum { DECIMAL_SCALE_LIMIT = 36 };

struct decimal {
	int128 units;
	unsigned scale;  /* at most DECIMAL_SCALE_LIMIT */
};

/* half_* and up, down work on the magnitude; floor and ceiling are signed. */
enum rounding {
	ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_HALF_DOWN, ROUND_UP, ROUND_DOWN, ROUND_FLOOR, ROUND_CEILING,
};

/*
 * Reads TEXT: an optional '-', digits, and an optional point with digits behind it.  Refused, with the reason in *WHY
 * (a static text that goes on after TEXT: "has an exponent"): exponents, hex, a leading '+', a bare point, thousands separators, currency signs, words, spaces,
 * leading zeros ("007"), more digits than fit.
 */
bool decimal_parse(struct decimal *out, struct str text, const char **why);

struct decimal decimal_from_integer(long long integer);

/* Appends DECIMAL with all its digits, '-' for minus. */
void decimal_format(struct buf *out, struct decimal decimal);

/* The same with commas between thousands. */
void decimal_format_grouped(struct buf *out, struct decimal decimal);

/* Below, at or above 0 as A is below, equal to or above B by value (1.0 equals 1.00). */
int decimal_compare(struct decimal a, struct decimal b);
int decimal_sign(struct decimal a);

/* Exact.  A sum has the larger scale, a product the sum of both. */
bool decimal_add(struct decimal *out, struct decimal a, struct decimal b);
bool decimal_subtract(struct decimal *out, struct decimal a, struct decimal b);
bool decimal_multiply(struct decimal *out, struct decimal a, struct decimal b);

/* A / B rounded once to a multiple of 10^-SCALE; false for B = 0. */
bool decimal_divide(struct decimal *out, struct decimal a, struct decimal b, unsigned scale, enum rounding mode);

/* A rounded to a multiple of QUANTUM (> 0, may be 100 or 0.05); the result has QUANTUM's scale. */
bool decimal_round(struct decimal *out, struct decimal a, struct decimal quantum, enum rounding mode);

/* A with SCALE digits behind the point: zeros are added, or dropped where they are zeros; else false. */
bool decimal_rescale(struct decimal *out, struct decimal a, unsigned scale);

/* The mode called NAME in data ("half_up", …), and its name. */
bool rounding_from_name(enum rounding *out, struct str name);
const char *rounding_name(enum rounding mode);

#endif
