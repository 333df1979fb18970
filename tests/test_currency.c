/* currency: ISO 4217 codes and their minor units. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/embedded.h"
#include "data/currency.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void knows_minor_units(void **state)
{
	static const struct { const char *label, *code; unsigned digits; } CASES[] = {
		{ "AED", "AED", 2 }, { "CNY", "CNY", 2 }, { "CNH", "CNY", 2 }, { "RMB", "CNY", 2 }, { "JPY", "JPY", 0 }, { "KWD", "KWD", 3 },
		{ "CLF", "CLF", 4 }, { "UZS", "UZS", 2 }, { "NGN", "NGN", 2 }, { "KZT", "KZT", 2 }, { "VND", "VND", 0 }, { "XCG", "XCG", 2 },
		{ "ZWG", "ZWG", 2 }, { "ISK", "ISK", 0 }, { "TND", "TND", 3 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct currency currency;
		assert_true(currency_find(&currency, str_from(CASES[i].label)));
		assert_true(str_equal(currency.code, str_from(CASES[i].code)));
		assert_int_equal(currency.digits, CASES[i].digits);
	}
}

static void refuses_what_is_no_currency_of_today(void **state)
{
	static const char *const CASES[] = { "", "C", "CNYX", "cny", "XAU", "XXX", "HRK", "BGN", "ANG", "ZWL", "AAA", "ZZZ", "元", "cod", "# C" };
	(void)state;
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct currency currency;
		assert_false(currency_find(&currency, str_from(CASES[i])));
	}
}

static void names_the_nearest_code(void **state)
{
	(void)state;
	struct diags diags = { 0 };
	struct currency currency;
	assert_false(currency_check(&currency, STR("NGM"), (struct place){ .path = "a", .line = 3 }, &diags));
	assert_string_equal(diags.items[0].message.data, "'NGM' is no currency");
	assert_string_equal(diags.items[0].hint.data, "did you mean 'NGN'?");
	assert_false(currency_check(&currency, STR("Naira"), (struct place){ .path = "a", .line = 3 }, &diags));
	assert_string_equal(diags.items[1].hint.data, "write a code of ISO 4217, such as CNY or USD");
	assert_true(currency_check(&currency, STR("NGN"), (struct place){ 0 }, &diags));
	assert_int_equal(diags.count, 2);
	diags_clear(&diags);
}

static void aliases_are_the_same_currency(void **state)
{
	(void)state;
	assert_true(currency_same(STR("CNH"), STR("CNY")));
	assert_true(currency_same(STR("RMB"), STR("CNH")));
	assert_true(currency_same(STR("USD"), STR("USD")));
	assert_false(currency_same(STR("USD"), STR("CNY")));
}

/* Looking up halves the table, so one row out of place would hide others. */
static void every_row_is_found_and_well_formed(void **state)
{
	(void)state;
	size_t count = 0;
	for (size_t i = 0; i < EMBEDDED_COUNT; i++) {
		if (!str_equal(str_from(EMBEDDED[i].path), STR("data/currencies.csv")))
			continue;
		struct str rest = { (const char *)EMBEDDED[i].data, EMBEDDED[i].size };
		while (rest.size) {
			struct str row = str_next_line(&rest), code = str_next_part(&row, ','), digits = str_next_part(&row, ',');
			if (code.size != 3 || code.data[0] < 'A' || code.data[0] > 'Z')
				continue;
			struct currency currency;
			assert_true(currency_find(&currency, code));
			assert_int_equal(digits.size, 1);
			assert_in_range(digits.data[0], '0', '4');
			assert_int_equal(currency.digits, digits.data[0] - '0');
			count++;
		}
	}
	assert_in_range(count, 160, 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_minor_units),
		cmocka_unit_test(refuses_what_is_no_currency_of_today),
		cmocka_unit_test(names_the_nearest_code),
		cmocka_unit_test(aliases_are_the_same_currency),
		cmocka_unit_test(every_row_is_found_and_well_formed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
