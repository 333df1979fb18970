#include "cost/rational.h"

#include <assert.h>

struct rational rational_zero(void)
{
	return (struct rational){ .below = wide_from(1) };
}

/* Puts ABOVE / BELOW in lowest terms into *OUT. */
static bool reduce(struct rational *out, bool negative, const struct wide *above, const struct wide *below)
{
	struct wide divisor = wide_gcd(*above, *below), top, bottom, rest;
	wide_divide(&top, &rest, above, &divisor);
	wide_divide(&bottom, &rest, below, &divisor);
	if (top.size > RATIONAL_LIMBS || bottom.size > RATIONAL_LIMBS)
		return false;
	*out = (struct rational){ negative && top.size, top, bottom };
	return true;
}

struct rational rational_from(struct decimal decimal)
{
	bool negative = decimal.units < 0;
	struct wide above = wide_from(negative ? -(uint128)decimal.units : (uint128)decimal.units), below = wide_from(1);
	struct rational out;
	bool fits = wide_shift(&below, &below, decimal.scale) && reduce(&out, negative, &above, &below);
	assert(fits);  /* 128 bits above, 36 digits below */
	(void)fits;
	return out;
}

/* A product of two sides; both are at most RATIONAL_LIMBS long, so it fits. */
static struct wide product(const struct wide *a, const struct wide *b)
{
	struct wide out;
	bool fits = wide_multiply(&out, a, b);
	assert(fits);
	(void)fits;
	return out;
}

static bool add(struct rational *out, const struct rational *a, const struct rational *b, bool subtract)
{
	struct wide left = product(&a->above, &b->below), right = product(&b->above, &a->below);
	struct wide below = product(&a->below, &b->below), above;
	bool negative = a->negative, other = b->negative != subtract;
	if (negative == other) {
		bool fits = wide_add(&above, &left, &right);
		assert(fits);
		(void)fits;
	} else if (wide_compare(&left, &right) >= 0) {
		wide_subtract(&above, &left, &right);
	} else {
		wide_subtract(&above, &right, &left);
		negative = other;
	}
	return reduce(out, negative, &above, &below);
}

bool rational_add(struct rational *out, const struct rational *a, const struct rational *b)
{
	return add(out, a, b, false);
}

bool rational_subtract(struct rational *out, const struct rational *a, const struct rational *b)
{
	return add(out, a, b, true);
}

bool rational_multiply(struct rational *out, const struct rational *a, const struct rational *b)
{
	struct wide above = product(&a->above, &b->above), below = product(&a->below, &b->below);
	return reduce(out, a->negative != b->negative, &above, &below);
}

bool rational_divide(struct rational *out, const struct rational *a, const struct rational *b)
{
	if (b->above.size == 0)
		return false;
	struct wide above = product(&a->above, &b->below), below = product(&a->below, &b->above);
	return reduce(out, a->negative != b->negative, &above, &below);
}

int rational_sign(const struct rational *a)
{
	return a->above.size == 0 ? 0 : a->negative ? -1 : 1;
}

int rational_compare(const struct rational *a, const struct rational *b)
{
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	struct wide left = product(&a->above, &b->below), right = product(&b->above, &a->below);
	return a->negative ? wide_compare(&right, &left) : wide_compare(&left, &right);
}

bool rational_round(struct decimal *out, const struct rational *a, struct decimal quantum, enum rounding mode)
{
	assert(quantum.units > 0);
	/* A / QUANTUM = above * 10^scale / (below * units) */
	struct wide above, units = wide_from((uint128)quantum.units), below = product(&a->below, &units);
	bool fits = wide_shift(&above, &a->above, quantum.scale);
	assert(fits);
	(void)fits;
	struct wide count = wide_divide_rounded(&above, &below, a->negative, mode), rounded;
	uint128 magnitude;
	if (!wide_multiply(&rounded, &count, &units) || !wide_to(&magnitude, &rounded) || magnitude >> 127)
		return false;
	*out = (struct decimal){ a->negative ? -(int128)magnitude : (int128)magnitude, quantum.scale };
	return true;
}

/* Digits behind the point until the fraction ends, or more than DECIMAL_SCALE_LIMIT. */
static unsigned count_digits(const struct rational *a)
{
	struct wide left = a->above, quotient, rest, ten = wide_from(10);
	unsigned digits = 0;
	for (;; digits++) {
		wide_divide(&quotient, &rest, &left, &a->below);
		if (rest.size == 0 || digits > DECIMAL_SCALE_LIMIT)
			return digits;
		left = product(&rest, &ten);
	}
}

bool rational_to_decimal(struct decimal *out, const struct rational *a)
{
	unsigned scale = count_digits(a);
	return scale <= DECIMAL_SCALE_LIMIT && rational_round(out, a, (struct decimal){ 1, scale }, ROUND_DOWN);
}

static void add_digits(struct buf *out, const struct wide *number)
{
	enum { TEN_TO_9 = 1000000000, GROUPS = WIDE_LIMBS * 10 / 9 + 1 };
	unsigned groups[GROUPS], count = 0;
	struct wide left = *number, quotient, rest, divisor = wide_from(TEN_TO_9);
	do {
		wide_divide(&quotient, &rest, &left, &divisor);
		groups[count++] = rest.size ? rest.limbs[0] : 0;
		left = quotient;
	} while (left.size);
	buf_print(out, "%u", groups[--count]);
	while (count > 0)
		buf_print(out, "%09u", groups[--count]);
}

void rational_format(struct buf *out, const struct rational *a)
{
	if (a->negative)
		buf_add_char(out, '-');
	add_digits(out, &a->above);
	if (a->below.size == 1 && a->below.limbs[0] == 1)
		return;
	buf_add_char(out, '/');
	add_digits(out, &a->below);
}
