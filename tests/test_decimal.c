/* decimal: exact numbers, and wide, which their intermediate results are made of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/decimal.h"
#include "data/wide.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct decimal number(const char *text)
{
	struct decimal decimal;
	const char *why = NULL;
	if (!decimal_parse(&decimal, str_from(text), &why))
		fail_msg("'%s' %s", text, why);
	return decimal;
}

static void assert_decimal(struct decimal decimal, const char *expected)
{
	struct buf out = { 0 };
	decimal_format(&out, decimal);
	assert_string_equal(out.data, expected);
	buf_clear(&out);
}

static void keeps_digits_as_written(void **state)
{
	static const char *const CASES[] = {
		"0", "0.00", "20.00", "20", "-3.50", "0.002", "2500000000000000001", "0.000000000000000000000000000000000001",
		"99999999999999999999999999999999999999", "-170141183460469231731687303715884105727",
		"170141183460469231731687303715884.105727",
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++)
		assert_decimal(number(CASES[i]), CASES[i]);
	assert_decimal(number("-0.00"), "0.00");
	assert_decimal(decimal_from_integer(-17), "-17");
}

static void refuses_what_is_no_plain_number(void **state)
{
	static const struct { const char *text, *why; } CASES[] = {
		{ "", "is empty" },
		{ "1e5", "has an exponent" }, { "2.5E+18", "has an exponent" }, { "0x1F", "is hexadecimal" },
		{ "+5", "has a plus sign" },
		{ ".5", "has a point without digits on both sides" }, { "5.", "has a point without digits on both sides" },
		{ "-.5", "has a point without digits on both sides" }, { "1.2.3", "has two points" },
		{ "1,200.00", "has separators between digits" }, { "1_000", "has separators between digits" },
		{ "1'000", "has separators between digits" },
		{ "7.5%", "is a percentage" },
		{ "¥20", "has a currency sign" }, { "20￥", "has a currency sign" }, { "$5", "has a currency sign" },
		{ " 5", "has a space" }, { "5 ", "has a space" }, { "1 200", "has a space" },
		{ "007", "begins with zeros" }, { "00", "begins with zeros" }, { "-01.5", "begins with zeros" },
		{ "-", "is not a number" }, { "--5", "is not a number" }, { "twenty three .07", "is not a number" },
		{ "NaN", "is not a number" }, { "Infinity", "is not a number" }, { "２０", "is not a number" }, { "e5", "is not a number" },
		{ "170141183460469231731687303715884105728", "has more digits than can be computed with" },
		{ "1000000000000000000000000000000000000000000000000000000000000000", "has more digits than can be computed with" },
		{ "0.0000000000000000000000000000000000001", "has more digits behind the point than can be computed with" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct decimal decimal = { 42, 7 };
		const char *why = NULL;
		assert_false(decimal_parse(&decimal, str_from(CASES[i].text), &why));
		assert_string_equal(why, CASES[i].why);
		assert_true(decimal.units == 42 && decimal.scale == 7);
	}
}

static void groups_thousands_of_the_whole_part_only(void **state)
{
	static const struct { const char *text, *grouped; } CASES[] = {
		{ "0", "0" }, { "999", "999" }, { "1000", "1,000" }, { "-1000.0000", "-1,000.0000" }, { "-999.5", "-999.5" },
		{ "8965302.95", "8,965,302.95" }, { "0.123456", "0.123456" }, { "100000000000000000000", "100,000,000,000,000,000,000" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct buf out = { 0 };
		decimal_format_grouped(&out, number(CASES[i].text));
		assert_string_equal(out.data, CASES[i].grouped);
		buf_clear(&out);
	}
}

static void computes_exactly(void **state)
{
	static const struct { const char *a, *b, *sum, *difference, *product; } CASES[] = {
		{ "0.1", "0.2", "0.3", "-0.1", "0.02" },
		{ "-1.00", "1", "0.00", "-2.00", "-1.00" },
		{ "23.50", "0.002", "23.502", "23.498", "0.04700" },
		{ "50.00", "5.45130", "55.45130", "44.54870", "272.5650000" },
		{ "0", "-0.000", "0.000", "0.000", "0.000" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct decimal a = number(CASES[i].a), b = number(CASES[i].b), out;
		assert_true(decimal_add(&out, a, b));
		assert_decimal(out, CASES[i].sum);
		assert_true(decimal_subtract(&out, a, b));
		assert_decimal(out, CASES[i].difference);
		assert_true(decimal_multiply(&out, a, b));
		assert_decimal(out, CASES[i].product);
	}
}

static void refuses_results_that_do_not_fit(void **state)
{
	(void)state;
	const struct decimal most = number("170141183460469231731687303715884105727"), fine = number("0.000000000000000000000000000001");
	struct decimal out = { 42, 7 };
	assert_false(decimal_add(&out, most, number("1")));
	assert_false(decimal_add(&out, most, number("0.5")));
	assert_false(decimal_subtract(&out, number("-170141183460469231731687303715884105727"), number("1")));
	assert_false(decimal_multiply(&out, most, number("2")));
	assert_false(decimal_multiply(&out, fine, fine));
	assert_false(decimal_divide(&out, number("1"), number("0.00"), 2, ROUND_UP));
	assert_false(decimal_divide(&out, most, number("0.1"), 0, ROUND_UP));
	assert_false(decimal_divide(&out, number("1"), number("3"), DECIMAL_SCALE_LIMIT + 1, ROUND_UP));
	assert_false(decimal_round(&out, number("1"), number("0"), ROUND_UP));
	assert_false(decimal_round(&out, number("1"), number("-0.01"), ROUND_UP));
	assert_false(decimal_round(&out, most, number("0.01"), ROUND_UP));
	assert_false(decimal_rescale(&out, number("1.25"), 1));
	assert_false(decimal_rescale(&out, most, 1));
	assert_false(decimal_rescale(&out, number("1"), DECIMAL_SCALE_LIMIT + 1));
	assert_true(out.units == 42 && out.scale == 7);
}

static void compares_by_value(void **state)
{
	static const struct { const char *a, *b; int order; } CASES[] = {
		{ "1.0", "1.00", 0 }, { "0", "-0.0", 0 }, { "1", "2", -1 }, { "-1", "-2", 1 }, { "0.1", "0.09", 1 },
		{ "170141183460469231731687303715884105727", "0.000000000000000000000000000000000001", 1 },
		{ "-170141183460469231731687303715884105727", "0.000000000000000000000000000000000001", -1 },
		{ "0.000000000000000000000000000000000001", "170141183460469231731687303715884105727", -1 },
		{ "0.000000000000000000000000000000000001", "-170141183460469231731687303715884105727", 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++)
		assert_int_equal(decimal_compare(number(CASES[i].a), number(CASES[i].b)), CASES[i].order);
	assert_int_equal(decimal_sign(number("-0.01")), -1);
	assert_int_equal(decimal_sign(number("0.00")), 0);
	assert_int_equal(decimal_sign(number("0.01")), 1);
}

/* Each mode at, below and above the half, on both sides of zero. */
static void rounds_in_every_mode(void **state)
{
	static const struct { const char *value, *results[7]; } CASES[] = {
		/*            half_up   half_even half_down up       down     floor    ceiling */
		{ "0.125",  { "0.13",  "0.12",  "0.12",  "0.13",  "0.12",  "0.12",  "0.13" } },
		{ "0.135",  { "0.14",  "0.14",  "0.13",  "0.14",  "0.13",  "0.13",  "0.14" } },
		{ "-0.125", { "-0.13", "-0.12", "-0.12", "-0.13", "-0.12", "-0.13", "-0.12" } },
		{ "-0.135", { "-0.14", "-0.14", "-0.13", "-0.14", "-0.13", "-0.14", "-0.13" } },
		{ "0.1249", { "0.12",  "0.12",  "0.12",  "0.13",  "0.12",  "0.12",  "0.13" } },
		{ "0.1251", { "0.13",  "0.13",  "0.13",  "0.13",  "0.12",  "0.12",  "0.13" } },
		{ "-0.001", { "0.00",  "0.00",  "0.00",  "-0.01", "0.00",  "-0.01", "0.00" } },
		{ "0.12",   { "0.12",  "0.12",  "0.12",  "0.12",  "0.12",  "0.12",  "0.12" } },
		{ "7",      { "7.00",  "7.00",  "7.00",  "7.00",  "7.00",  "7.00",  "7.00" } },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++)
		for (int mode = ROUND_HALF_UP; mode <= ROUND_CEILING; mode++) {
			struct decimal out;
			assert_true(decimal_round(&out, number(CASES[i].value), number("0.01"), (enum rounding)mode));
			assert_decimal(out, CASES[i].results[mode]);
		}
}

static void rounds_to_any_quantum(void **state)
{
	static const struct { const char *value, *quantum, *rounded; } CASES[] = {
		{ "272.565", "0.01", "272.57" }, { "1234.56", "100", "1200" }, { "1250", "100", "1300" }, { "1499", "1000", "1000" },
		{ "0.047", "0.05", "0.05" }, { "0.074", "0.05", "0.05" }, { "0.075", "0.05", "0.10" }, { "2.5", "1", "3" },
		{ "100000000000000000000000000000000000.5", "1000000000000000000000000000000000000", "0" },
		{ "1", "0.000000000000000000000000000000000001", "1.000000000000000000000000000000000000" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct decimal out;
		assert_true(decimal_round(&out, number(CASES[i].value), number(CASES[i].quantum), ROUND_HALF_UP));
		assert_decimal(out, CASES[i].rounded);
	}
}

static void divides_and_rounds_once(void **state)
{
	static const struct { const char *a, *b; unsigned scale; enum rounding mode; const char *quotient; } CASES[] = {
		{ "19560.00", "7.1280", 4, ROUND_DOWN, "2744.1077" }, { "19560.00", "7.1280", 2, ROUND_HALF_UP, "2744.11" },
		{ "23.55", "5.45130", 2, ROUND_UP, "4.33" }, { "1", "3", 0, ROUND_UP, "1" }, { "-1", "3", 2, ROUND_FLOOR, "-0.34" },
		{ "1", "-8", 2, ROUND_HALF_EVEN, "-0.12" }, { "0", "7", 3, ROUND_UP, "0.000" },
		{ "1", "0.000000000000000000000000000000000001", 2, ROUND_DOWN, "1000000000000000000000000000000000000.00" },
		{ "1", "170141183460469231731687303715884105727", 36, ROUND_UP, "0.000000000000000000000000000000000001" },
		{ "170141183460469231731687303715884105727", "170141183460469231731687303715884105726", 36, ROUND_DOWN,
		  "1.000000000000000000000000000000000000" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct decimal out;
		assert_true(decimal_divide(&out, number(CASES[i].a), number(CASES[i].b), CASES[i].scale, CASES[i].mode));
		assert_decimal(out, CASES[i].quotient);
	}
}

static void adds_and_drops_zeros_only(void **state)
{
	struct decimal out;
	(void)state;
	assert_true(decimal_rescale(&out, number("8.1600"), 2));
	assert_decimal(out, "8.16");
	assert_true(decimal_rescale(&out, number("-3.5"), 4));
	assert_decimal(out, "-3.5000");
	assert_true(decimal_rescale(&out, number("0"), 36));
	assert_decimal(out, "0.000000000000000000000000000000000000");
}

static void knows_rounding_modes_by_name(void **state)
{
	(void)state;
	for (int mode = ROUND_HALF_UP; mode <= ROUND_CEILING; mode++) {
		enum rounding found = mode == ROUND_UP ? ROUND_DOWN : ROUND_UP;
		assert_true(rounding_from_name(&found, str_from(rounding_name((enum rounding)mode))));
		assert_int_equal(found, mode);
	}
	enum rounding kept = ROUND_FLOOR;
	assert_false(rounding_from_name(&kept, STR("half-up")));
	assert_false(rounding_from_name(&kept, STR("")));
	assert_int_equal(kept, ROUND_FLOOR);
}

/* A number of LIMBS limbs with many runs of zeros and ones, where long division goes wrong if it does. */
static struct wide random_wide(uint64_t *seed, unsigned limbs)
{
	static const uint32_t EDGES[] = { 0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF };
	struct wide wide = { 0 };
	for (unsigned i = 0; i < limbs; i++) {
		*seed = *seed * 6364136223846793005u + 1442695040888963407u;
		uint32_t pick = (uint32_t)(*seed >> 33);
		wide.limbs[i] = pick % 4 == 0 ? (uint32_t)(*seed >> 29) : EDGES[pick % COUNT(EDGES)];
		if (wide.limbs[i])
			wide.size = i + 1;
	}
	return wide;
}

static void long_division_undoes_multiplication(void **state)
{
	uint64_t seed = 42;
	(void)state;
	for (int i = 0; i < 200000; i++) {
		struct wide a = random_wide(&seed, (unsigned)(i % 12) + 1), b = random_wide(&seed, (unsigned)(i / 12 % 12) + 1);
		struct wide quotient, rest, back;
		if (b.size == 0)
			continue;
		wide_divide(&quotient, &rest, &a, &b);
		assert_true(wide_compare(&rest, &b) < 0);
		assert_true(wide_multiply(&back, &quotient, &b) && wide_add(&back, &back, &rest));
		assert_int_equal(wide_compare(&back, &a), 0);
	}
}

static void the_greatest_common_divisor_divides_both(void **state)
{
	uint64_t seed = 7;
	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct wide a = random_wide(&seed, (unsigned)(i % 8) + 1), b = random_wide(&seed, (unsigned)(i / 8 % 8) + 1);
		struct wide factor = random_wide(&seed, 3), quotient, rest;
		if (factor.size == 0 || a.size == 0 || b.size == 0)
			continue;
		assert_true(wide_multiply(&a, &a, &factor) && wide_multiply(&b, &b, &factor));
		struct wide divisor = wide_gcd(a, b), rest_of_a, rest_of_b, rest_of_factor;
		wide_divide(&quotient, &rest_of_a, &a, &divisor);
		wide_divide(&quotient, &rest_of_b, &b, &divisor);
		wide_divide(&quotient, &rest_of_factor, &divisor, &factor);
		assert_int_equal(rest_of_a.size + rest_of_b.size + rest_of_factor.size, 0);
		wide_divide(&quotient, &rest, &a, &divisor);
		struct wide other;
		wide_divide(&other, &rest, &b, &divisor);
		struct wide one = wide_from(1), left = wide_gcd(quotient, other);
		assert_int_equal(wide_compare(&left, &one), 0);
	}
}

static void wide_numbers_say_when_they_overflow(void **state)
{
	(void)state;
	struct wide most = { .size = WIDE_LIMBS }, one = wide_from(1), two = wide_from(2), out;
	memset(most.limbs, 0xFF, sizeof most.limbs);
	assert_false(wide_add(&out, &most, &one));
	assert_false(wide_multiply(&out, &most, &two));
	assert_false(wide_shift(&out, &most, 1));
	uint128 narrow = 3;
	assert_false(wide_to(&narrow, &most));
	assert_true(narrow == 3);
	wide_subtract(&out, &most, &most);
	assert_int_equal(out.size, 0);
	assert_true(wide_to(&narrow, &out) && narrow == 0);
	assert_true(wide_shift(&out, &one, 38) && wide_to(&narrow, &out));
	assert_decimal((struct decimal){ (int128)narrow, 0 }, "100000000000000000000000000000000000000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_digits_as_written),
		cmocka_unit_test(refuses_what_is_no_plain_number),
		cmocka_unit_test(groups_thousands_of_the_whole_part_only),
		cmocka_unit_test(computes_exactly),
		cmocka_unit_test(refuses_results_that_do_not_fit),
		cmocka_unit_test(compares_by_value),
		cmocka_unit_test(rounds_in_every_mode),
		cmocka_unit_test(rounds_to_any_quantum),
		cmocka_unit_test(divides_and_rounds_once),
		cmocka_unit_test(adds_and_drops_zeros_only),
		cmocka_unit_test(knows_rounding_modes_by_name),
		cmocka_unit_test(long_division_undoes_multiplication),
		cmocka_unit_test(the_greatest_common_divisor_divides_both),
		cmocka_unit_test(wide_numbers_say_when_they_overflow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
