#include "data/decimal.h"

#include "data/wide.h"

static const int128 INT128_MAX = (int128)(((uint128)1 << 127) - 1);

static uint128 magnitude(int128 number)
{
	return number < 0 ? -(uint128)number : (uint128)number;
}

/* MAGNITUDE with a sign; false when it has more than 127 bits. */
static bool with_sign(int128 *out, uint128 magnitude, bool negative)
{
	if (magnitude > (uint128)INT128_MAX)
		return false;
	*out = negative ? -(int128)magnitude : (int128)magnitude;
	return true;
}

/* NUMBER * 10^DIGITS; false when that does not fit. */
static bool shift(int128 *number, unsigned digits)
{
	int128 shifted = *number;
	for (; digits > 0 && shifted != 0; digits--)
		if (__builtin_mul_overflow(shifted, 10, &shifted))
			return false;
	*number = shifted;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t count_digits(struct str text, size_t at)
{
	size_t count = 0;
	while (at + count < text.size && is_digit(text.data[at + count]))
		count++;
	return count;
}

/* Why TEXT, of which LEFT begins what cannot be read, is not a decimal. */
static const char *explain(struct str text, struct str left)
{
	char c = left.data[0];
	if ((c == 'e' || c == 'E') && left.size < text.size)
		return "has an exponent";
	if ((c == 'x' || c == 'X') && left.size < text.size)
		return "is hexadecimal";
	if (c == '+')
		return "has a plus sign";
	if (c == '.')
		return str_index(text, '.') < left.data - text.data ? "has two points" : "has a point without digits on both sides";
	if (c == ',' || c == '\'' || c == '_')
		return "has separators between digits";
	if (c == ' ' || c == '\t')
		return "has a space";
	if (c == '%')
		return "is a percentage";
	if (c == '$' || str_starts(left, STR("¥")) || str_starts(left, STR("￥")) || str_starts(left, STR("€")) ||
	    str_starts(left, STR("£")) || str_starts(left, STR("₦")))
		return "has a currency sign";
	return "is not a number";
}

bool decimal_parse(struct decimal *out, struct str text, const char **why)
{
	bool negative = text.size && text.data[0] == '-';
	size_t start = negative ? 1 : 0, whole = count_digits(text, start), at = start + whole, behind = 0;
	bool fraction = at < text.size && text.data[at] == '.';
	if (fraction)
		behind = count_digits(text, at + 1);
	size_t end = at + (fraction ? 1 + behind : 0);
	if (text.size == 0)
		*why = "is empty";
	else if (whole == 0 || (fraction && behind == 0))
		*why = explain(text, str_slice(text, at < text.size ? at : 0, text.size));
	else if (end < text.size)
		*why = explain(text, str_slice(text, end, text.size));
	else if (whole > 1 && text.data[start] == '0')
		*why = "begins with zeros";
	else
		*why = NULL;
	if (*why)
		return false;
	int128 units = 0;
	for (size_t i = start; i < end; i++)
		if (i != at && (__builtin_mul_overflow(units, 10, &units) || __builtin_add_overflow(units, text.data[i] - '0', &units)))
			*why = "has more digits than can be computed with";
	if (behind > DECIMAL_SCALE_LIMIT)
		*why = "has more digits behind the point than can be computed with";
	if (*why)
		return false;
	*out = (struct decimal){ negative ? -units : units, (unsigned)behind };
	return true;
}

struct decimal decimal_from_integer(long long integer)
{
	return (struct decimal){ integer, 0 };
}

enum { DIGITS_ROOM = 64 };  /* 39 digits of 127 bits, or DECIMAL_SCALE_LIMIT behind the point and one before it */

/* The digits of DECIMAL's units, with zeros in front so that at least one stands before the point. */
static struct str write_digits(char room[DIGITS_ROOM], struct decimal decimal)
{
	uint128 rest = magnitude(decimal.units);
	size_t at = DIGITS_ROOM, least = decimal.scale + 1;
	while (rest || DIGITS_ROOM - at < least) {
		room[--at] = (char)('0' + (int)(rest % 10));
		rest /= 10;
	}
	return (struct str){ room + at, DIGITS_ROOM - at };
}

static void format(struct buf *out, struct decimal decimal, bool grouped)
{
	char room[DIGITS_ROOM];
	struct str digits = write_digits(room, decimal);
	size_t whole = digits.size - decimal.scale;
	if (decimal.units < 0)
		buf_add_char(out, '-');
	for (size_t i = 0; i < whole; i++) {
		if (grouped && i > 0 && (whole - i) % 3 == 0)
			buf_add_char(out, ',');
		buf_add_char(out, digits.data[i]);
	}
	if (decimal.scale) {
		buf_add_char(out, '.');
		buf_add(out, str_slice(digits, whole, digits.size));
	}
}

void decimal_format(struct buf *out, struct decimal decimal)
{
	format(out, decimal, false);
}

void decimal_format_grouped(struct buf *out, struct decimal decimal)
{
	format(out, decimal, true);
}

int decimal_sign(struct decimal a)
{
	return (a.units > 0) - (a.units < 0);
}

int decimal_compare(struct decimal a, struct decimal b)
{
	unsigned scale = a.scale > b.scale ? a.scale : b.scale;
	if (!shift(&a.units, scale - a.scale))
		return decimal_sign(a);   /* larger than any other */
	if (!shift(&b.units, scale - b.scale))
		return -decimal_sign(b);
	return (a.units > b.units) - (a.units < b.units);
}

/* Both with the larger of their scales. */
static bool align(struct decimal *a, struct decimal *b)
{
	unsigned scale = a->scale > b->scale ? a->scale : b->scale;
	if (!shift(&a->units, scale - a->scale) || !shift(&b->units, scale - b->scale))
		return false;
	a->scale = b->scale = scale;
	return true;
}

bool decimal_add(struct decimal *out, struct decimal a, struct decimal b)
{
	int128 sum;
	if (!align(&a, &b) || __builtin_add_overflow(a.units, b.units, &sum) || sum < -INT128_MAX)
		return false;
	*out = (struct decimal){ sum, a.scale };
	return true;
}

bool decimal_subtract(struct decimal *out, struct decimal a, struct decimal b)
{
	b.units = -b.units;
	return decimal_add(out, a, b);
}

bool decimal_multiply(struct decimal *out, struct decimal a, struct decimal b)
{
	int128 product;
	if (a.scale + b.scale > DECIMAL_SCALE_LIMIT || __builtin_mul_overflow(a.units, b.units, &product) ||
	    product < -INT128_MAX)
		return false;
	*out = (struct decimal){ product, a.scale + b.scale };
	return true;
}

bool decimal_divide(struct decimal *out, struct decimal a, struct decimal b, unsigned scale, enum rounding mode)
{
	if (b.units == 0 || scale > DECIMAL_SCALE_LIMIT)
		return false;
	/* A / B = a / b * 10^(b.scale - a.scale); both sides are shifted so that no digit of the result is lost */
	struct wide top = wide_from(magnitude(a.units)), bottom = wide_from(magnitude(b.units));
	bool negative = (a.units < 0) != (b.units < 0);
	uint128 rounded;
	int128 units;
	if (!wide_shift(&top, &top, b.scale + scale) || !wide_shift(&bottom, &bottom, a.scale))
		return false;
	struct wide quotient = wide_divide_rounded(&top, &bottom, negative, mode);
	if (!wide_to(&rounded, &quotient) || !with_sign(&units, rounded, negative))
		return false;
	*out = (struct decimal){ units, scale };
	return true;
}

bool decimal_round(struct decimal *out, struct decimal a, struct decimal quantum, enum rounding mode)
{
	struct decimal count;
	int128 units;
	if (quantum.units <= 0 || !decimal_divide(&count, a, quantum, 0, mode) ||
	    __builtin_mul_overflow(count.units, quantum.units, &units) || units < -INT128_MAX)
		return false;
	*out = (struct decimal){ units, quantum.scale };
	return true;
}

bool decimal_rescale(struct decimal *out, struct decimal a, unsigned scale)
{
	if (scale > DECIMAL_SCALE_LIMIT)
		return false;
	for (; a.scale > scale; a.scale--) {
		if (a.units % 10 != 0)
			return false;
		a.units /= 10;
	}
	if (!shift(&a.units, scale - a.scale))
		return false;
	*out = (struct decimal){ a.units, scale };
	return true;
}

static const char *const ROUNDINGS[] = {
	[ROUND_HALF_UP] = "half_up", [ROUND_HALF_EVEN] = "half_even", [ROUND_HALF_DOWN] = "half_down", [ROUND_UP] = "up",
	[ROUND_DOWN] = "down", [ROUND_FLOOR] = "floor", [ROUND_CEILING] = "ceiling",
};

bool rounding_from_name(enum rounding *out, struct str name)
{
	for (size_t i = 0; i < sizeof ROUNDINGS / sizeof *ROUNDINGS; i++)
		if (str_equal(name, str_from(ROUNDINGS[i]))) {
			*out = (enum rounding)i;
			return true;
		}
	return false;
}

const char *rounding_name(enum rounding mode)
{
	return ROUNDINGS[mode];
}
