/* rational: exact fractions, rounded once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "cost/rational.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct decimal number(const char *text)
{
	struct decimal decimal;
	const char *why = NULL;
	if (!decimal_parse(&decimal, str_from(text), &why))
		fail_msg("'%s' %s", text, why);
	return decimal;
}

/* "n" or "n/d", each side a decimal. */
static struct rational fraction(const char *text)
{
	struct str rest = str_from(text), above = str_next_part(&rest, '/');
	struct decimal top, bottom = { 1, 0 };
	const char *why = NULL;
	assert_true(decimal_parse(&top, above, &why));
	assert_true(rest.size == 0 || decimal_parse(&bottom, rest, &why));
	struct rational a = rational_from(top), b = rational_from(bottom), out;
	assert_true(rational_divide(&out, &a, &b));
	return out;
}

static void assert_rational(const struct rational *a, const char *expected)
{
	struct buf out = { 0 };
	rational_format(&out, a);
	assert_string_equal(out.data, expected);
	buf_clear(&out);
}

static void computes_in_lowest_terms(void **state)
{
	static const struct { const char *a, *b, *sum, *difference, *product, *quotient; } CASES[] = {
		{ "1/3", "1/6", "1/2", "1/6", "1/18", "2" },
		{ "-1/3", "1/6", "-1/6", "-1/2", "-1/18", "-2" },
		{ "1/3", "-1/3", "0", "2/3", "-1/9", "-1" },
		{ "-1/4", "-3/4", "-1", "1/2", "3/16", "1/3" },
		{ "0", "5", "5", "-5", "0", "0" },
		{ "23.50", "0.002", "11751/500", "11749/500", "47/1000", "11750" },
		{ "99999999999999999999999999999999999999", "99999999999999999999999999999999999999",
		  "199999999999999999999999999999999999998", "0",
		  "9999999999999999999999999999999999999800000000000000000000000000000000000001", "1" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct rational a = fraction(CASES[i].a), b = fraction(CASES[i].b), out;
		assert_true(rational_add(&out, &a, &b));
		assert_rational(&out, CASES[i].sum);
		assert_true(rational_subtract(&out, &a, &b));
		assert_rational(&out, CASES[i].difference);
		assert_true(rational_multiply(&out, &a, &b));
		assert_rational(&out, CASES[i].product);
		assert_true(rational_divide(&out, &a, &b));
		assert_rational(&out, CASES[i].quotient);
		assert_true(rational_subtract(&a, &a, &a) && rational_sign(&a) == 0 && !a.negative);
	}
}

static void compares_by_value(void **state)
{
	static const struct { const char *a, *b; int order; } CASES[] = {
		{ "1/3", "2/6", 0 }, { "1/3", "0.3333333333333333333333333333333333", 1 }, { "-1/3", "1/3", -1 }, { "-1/2", "-1/3", -1 },
		{ "0", "-1/3", 1 }, { "0", "0.00", 0 }, { "7", "6.99", 1 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct rational a = fraction(CASES[i].a), b = fraction(CASES[i].b);
		assert_int_equal(rational_compare(&a, &b), CASES[i].order);
		assert_int_equal(rational_compare(&b, &a), -CASES[i].order);
	}
}

static void rounds_once_from_the_exact_value(void **state)
{
	static const struct { const char *value, *quantum; enum rounding mode; const char *rounded; } CASES[] = {
		{ "19560.00/7.1280", "0.01", ROUND_HALF_UP, "2744.11" },
		{ "1/3", "0.01", ROUND_UP, "0.34" }, { "-1/3", "0.01", ROUND_FLOOR, "-0.34" }, { "-1/3", "0.01", ROUND_CEILING, "-0.33" },
		{ "1/8", "0.01", ROUND_HALF_EVEN, "0.12" }, { "-1/800", "0.01", ROUND_HALF_UP, "0.00" },
		{ "272.565", "0.01", ROUND_DOWN, "272.56" }, { "1250", "100", ROUND_HALF_UP, "1300" },
		/* a hair below and above the half, far behind what a double could tell */
		{ "0.0049999999999999999999999999999999", "0.01", ROUND_HALF_UP, "0.00" },
		{ "0.0050000000000000000000000000000001", "0.01", ROUND_HALF_DOWN, "0.01" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct rational value = fraction(CASES[i].value);
		struct decimal out, expected = number(CASES[i].rounded);
		assert_true(rational_round(&out, &value, number(CASES[i].quantum), CASES[i].mode));
		assert_true(out.units == expected.units && out.scale == expected.scale);
	}
}

static void knows_whether_a_fraction_ends(void **state)
{
	static const struct { const char *value, *decimal; } CASES[] = {
		{ "1/8", "0.125" }, { "-3/40", "-0.075" }, { "100", "100" }, { "0", "0" }, { "1/3", NULL }, { "22/78", NULL },
		{ "1/1000000000000000000000000000000000000", "0.000000000000000000000000000000000001" },
		{ "1/10000000000000000000000000000000000000", NULL },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct rational value = fraction(CASES[i].value);
		struct decimal out = { 42, 7 };
		assert_int_equal(rational_to_decimal(&out, &value), CASES[i].decimal != NULL);
		struct decimal expected = CASES[i].decimal ? number(CASES[i].decimal) : (struct decimal){ 42, 7 };
		assert_true(out.units == expected.units && out.scale == expected.scale);
	}
}

static void refuses_what_does_not_fit(void **state)
{
	(void)state;
	struct rational a = fraction("170141183460469231731687303715884105727"), zero = rational_zero(), out = fraction("1/3");
	assert_false(rational_divide(&out, &a, &zero));
	assert_rational(&out, "1/3");
	int times = 0;
	while (rational_multiply(&a, &a, &a))
		times++;
	assert_int_equal(times, 1);  /* 254 bits fit into 384, 508 do not */
	struct decimal rounded;
	assert_false(rational_round(&rounded, &a, (struct decimal){ 1, 0 }, ROUND_UP));
	assert_false(rational_to_decimal(&rounded, &a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(computes_in_lowest_terms),
		cmocka_unit_test(compares_by_value),
		cmocka_unit_test(rounds_once_from_the_exact_value),
		cmocka_unit_test(knows_whether_a_fraction_ends),
		cmocka_unit_test(refuses_what_does_not_fit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
