#include "data/wide.h"

#include <assert.h>
#include <string.h>

enum { LIMB_BITS = 32 };

static void trim(struct wide *wide)
{
	while (wide->size && wide->limbs[wide->size - 1] == 0)
		wide->size--;
}

struct wide wide_from(uint128 number)
{
	struct wide wide = { 0 };
	for (; number; number >>= LIMB_BITS)
		wide.limbs[wide.size++] = (uint32_t)number;
	return wide;
}

bool wide_to(uint128 *out, const struct wide *wide)
{
	if (wide->size > sizeof *out / sizeof *wide->limbs)
		return false;
	*out = 0;
	for (unsigned i = wide->size; i-- > 0;)
		*out = *out << LIMB_BITS | wide->limbs[i];
	return true;
}

int wide_compare(const struct wide *a, const struct wide *b)
{
	if (a->size != b->size)
		return a->size < b->size ? -1 : 1;
	for (unsigned i = a->size; i-- > 0;)
		if (a->limbs[i] != b->limbs[i])
			return a->limbs[i] < b->limbs[i] ? -1 : 1;
	return 0;
}

bool wide_add(struct wide *out, const struct wide *a, const struct wide *b)
{
	if (a->size < b->size) {
		const struct wide *shorter = a;
		a = b;
		b = shorter;
	}
	unsigned size = a->size;
	uint64_t carry = 0;
	for (unsigned i = 0; i < size; i++) {
		carry += (uint64_t)a->limbs[i] + (i < b->size ? b->limbs[i] : 0);
		out->limbs[i] = (uint32_t)carry;
		carry >>= LIMB_BITS;
	}
	if (carry && size == WIDE_LIMBS)
		return false;
	if (carry)
		out->limbs[size++] = (uint32_t)carry;
	out->size = size;
	return true;
}

void wide_subtract(struct wide *out, const struct wide *a, const struct wide *b)
{
	assert(wide_compare(a, b) >= 0);
	unsigned size = a->size;
	uint64_t borrow = 0;
	for (unsigned i = 0; i < size; i++) {
		uint64_t less = (i < b->size ? b->limbs[i] : 0) + borrow;
		borrow = a->limbs[i] < less;
		out->limbs[i] = (uint32_t)(a->limbs[i] - less);
	}
	out->size = size;
	trim(out);
}

bool wide_multiply(struct wide *out, const struct wide *a, const struct wide *b)
{
	uint32_t product[2 * WIDE_LIMBS] = { 0 };
	for (unsigned i = 0; i < a->size; i++) {
		uint64_t carry = 0;
		for (unsigned j = 0; j < b->size; j++) {
			carry += (uint64_t)a->limbs[i] * b->limbs[j] + product[i + j];
			product[i + j] = (uint32_t)carry;
			carry >>= LIMB_BITS;
		}
		product[i + b->size] = (uint32_t)carry;
	}
	unsigned size = a->size + b->size;
	while (size && product[size - 1] == 0)
		size--;
	if (size > WIDE_LIMBS)
		return false;
	memcpy(out->limbs, product, size * sizeof *product);
	out->size = size;
	return true;
}

bool wide_shift(struct wide *out, const struct wide *a, unsigned digits)
{
	static const uint32_t TEN_TO_9 = 1000000000;
	*out = *a;
	while (digits > 0) {
		uint32_t factor = 1;
		for (; digits > 0 && factor < TEN_TO_9; digits--)
			factor *= 10;
		struct wide power = wide_from(factor);
		if (!wide_multiply(out, out, &power))
			return false;
	}
	return true;
}

/* A / B for a B of one limb. */
static void divide_short(struct wide *quotient, struct wide *rest, const struct wide *a, uint32_t b)
{
	uint64_t left = 0;
	quotient->size = a->size;
	for (unsigned i = a->size; i-- > 0;) {
		left = left << LIMB_BITS | a->limbs[i];
		quotient->limbs[i] = (uint32_t)(left / b);
		left %= b;
	}
	trim(quotient);
	*rest = wide_from(left);
}

/* OUT[0 … SIZE] = A[0 … SIZE - 1] << SHIFT, SHIFT below LIMB_BITS. */
static void shift_left(uint32_t *out, const uint32_t *a, unsigned size, unsigned shift)
{
	uint64_t carry = 0;
	for (unsigned i = 0; i < size; i++) {
		carry |= (uint64_t)a[i] << shift;
		out[i] = (uint32_t)carry;
		carry >>= LIMB_BITS;
	}
	out[size] = (uint32_t)carry;
}

/* TOP[0 … SIZE] -= DIGIT * B[0 … SIZE - 1]; returns whether that went below zero. */
static bool subtract_multiple(uint32_t *top, const uint32_t *b, unsigned size, uint64_t digit)
{
	uint64_t carry = 0, borrow = 0;
	for (unsigned i = 0; i <= size; i++) {
		carry += i < size ? digit * b[i] : 0;
		uint64_t less = (uint32_t)carry + borrow;
		borrow = top[i] < less;
		top[i] = (uint32_t)(top[i] - less);
		carry >>= LIMB_BITS;
	}
	return borrow;
}

/* TOP[0 … SIZE] += B[0 … SIZE - 1], without the last carry. */
static void add_back(uint32_t *top, const uint32_t *b, unsigned size)
{
	uint64_t carry = 0;
	for (unsigned i = 0; i <= size; i++) {
		carry += (uint64_t)top[i] + (i < size ? b[i] : 0);
		top[i] = (uint32_t)carry;
		carry >>= LIMB_BITS;
	}
}

/* Long division: Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D. */
void wide_divide(struct wide *quotient, struct wide *rest, const struct wide *a, const struct wide *b)
{
	assert(b->size > 0);
	if (b->size == 1) {
		divide_short(quotient, rest, a, b->limbs[0]);
		return;
	}
	quotient->size = 0;
	if (wide_compare(a, b) < 0) {
		*rest = *a;
		return;
	}
	unsigned n = b->size, shift = (unsigned)__builtin_clz(b->limbs[n - 1]);
	uint32_t top[WIDE_LIMBS + 1], divisor[WIDE_LIMBS + 1];
	shift_left(top, a->limbs, a->size, shift);
	shift_left(divisor, b->limbs, n, shift);
	quotient->size = a->size - n + 1;
	for (unsigned j = quotient->size; j-- > 0;) {
		uint64_t high = (uint64_t)top[j + n] << LIMB_BITS | top[j + n - 1];
		uint64_t digit = high / divisor[n - 1], left = high % divisor[n - 1];
		while (digit >> LIMB_BITS || digit * divisor[n - 2] > (left << LIMB_BITS | top[j + n - 2])) {
			digit--;
			left += divisor[n - 1];
			if (left >> LIMB_BITS)
				break;
		}
		if (subtract_multiple(top + j, divisor, n, digit)) {
			digit--;
			add_back(top + j, divisor, n);
		}
		quotient->limbs[j] = (uint32_t)digit;
	}
	trim(quotient);
	for (unsigned i = 0; i < n; i++)
		rest->limbs[i] = (uint32_t)(((uint64_t)top[i + 1] << LIMB_BITS | top[i]) >> shift);
	rest->size = n;
	trim(rest);
}

/* Whether a magnitude whose last kept digit is ODD or not goes up; HALF is how what is left compares with one half. */
static bool goes_up(enum rounding mode, bool negative, bool odd, int half)
{
	switch (mode) {
	case ROUND_HALF_UP: return half >= 0;
	case ROUND_HALF_EVEN: return half > 0 || (half == 0 && odd);
	case ROUND_HALF_DOWN: return half > 0;
	case ROUND_UP: return true;
	case ROUND_DOWN: return false;
	case ROUND_FLOOR: return negative;
	case ROUND_CEILING: return !negative;
	}
	return false;
}

struct wide wide_divide_rounded(const struct wide *a, const struct wide *b, bool negative, enum rounding mode)
{
	struct wide quotient, rest, other;
	wide_divide(&quotient, &rest, a, b);
	if (rest.size == 0)
		return quotient;
	wide_subtract(&other, b, &rest);
	bool odd = quotient.size && quotient.limbs[0] % 2;
	if (goes_up(mode, negative, odd, wide_compare(&rest, &other))) {
		struct wide one = wide_from(1);
		bool fits = wide_add(&quotient, &quotient, &one);
		assert(fits);  /* a quotient by 1 leaves no rest, so there is room for one more */
		(void)fits;
	}
	return quotient;
}

struct wide wide_gcd(struct wide a, struct wide b)
{
	while (a.size > 2 || b.size > 2) {
		if (b.size == 0)
			return a;
		struct wide quotient, rest;
		wide_divide(&quotient, &rest, &a, &b);
		a = b;
		b = rest;
	}
	uint128 wide_a = 0, wide_b = 0;
	wide_to(&wide_a, &a);
	wide_to(&wide_b, &b);
	uint64_t x = (uint64_t)wide_a, y = (uint64_t)wide_b;
	while (y) {
		uint64_t rest = x % y;
		x = y;
		y = rest;
	}
	return wide_from(x);
}
