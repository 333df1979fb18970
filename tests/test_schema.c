/* schema: what is unknown, missing or of another kind is named with its place; what is known is typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/json.h"
#include "data/schema.h"
#include "data/yaml.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct schema_field CITY_FIELDS[] = {
	{ .name = "city", .type = SCHEMA_TEXT, .required = true },
	{ .name = "country", .type = SCHEMA_TEXT, .hint = "write two letters" },
	{ 0 },
};
static const struct schema CITY = { "a place", CITY_FIELDS, false };

static const struct schema_field ITEM_FIELDS[] = {
	{ .name = "sku", .type = SCHEMA_TEXT, .required = true, .hint = "copy it from the shop's page" },
	{ .name = "qty", .type = SCHEMA_DECIMAL },
	{ 0 },
};
static const struct schema ITEM = { "an item", ITEM_FIELDS, false };

static const struct schema_field EXTRA_FIELDS[] = { { .name = "n", .type = SCHEMA_COUNT }, { 0 } };
static const struct schema EXTRA = { "the extra", EXTRA_FIELDS, true };

static const char *const MODES[] = { "air", "sea", "1688", NULL };

static const struct schema_field FIELDS[] = {
	{ .name = "id", .type = SCHEMA_TEXT, .required = true },
	{ .name = "any", .type = SCHEMA_ANY },
	{ .name = "text", .type = SCHEMA_TEXT },
	{ .name = "bool", .type = SCHEMA_BOOL },
	{ .name = "tri", .type = SCHEMA_TRI },
	{ .name = "decimal", .type = SCHEMA_DECIMAL },
	{ .name = "rate", .type = SCHEMA_RATE },
	{ .name = "count", .type = SCHEMA_COUNT },
	{ .name = "date", .type = SCHEMA_DATE },
	{ .name = "time", .type = SCHEMA_TIME },
	{ .name = "mode", .type = SCHEMA_CHOICE, .choices = MODES },
	{ .name = "texts", .type = SCHEMA_TEXTS },
	{ .name = "place", .type = SCHEMA_MAP, .fields = &CITY },
	{ .name = "items", .type = SCHEMA_LIST, .fields = &ITEM },
	{ .name = "table", .type = SCHEMA_TABLE, .fields = &CITY },
	{ .name = "extra", .type = SCHEMA_MAP, .fields = &EXTRA },
	{ 0 },
};
static const struct schema ORDER = { "an order", FIELDS, false };

struct fixture {
	struct arena arena;
	struct diags diags;
};

static int set_up(void **state)
{
	static struct fixture fixture;
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	arena_clear(&fixture->arena);
	diags_clear(&fixture->diags);
	return 0;
}

static struct value *parse(struct fixture *fixture, const char *text)
{
	struct value *value = yaml_parse(&fixture->arena, str_from(text), "a.yaml", 1, &fixture->diags);
	if (!value)
		fail_msg("no YAML: %s", text);
	return value;
}

/* An order whose second line is LINE. */
static struct value *parse_line(struct fixture *fixture, const char *line)
{
	return parse(fixture, arena_print(&fixture->arena, "id: A\n%s\n", line).data);
}

static void scalars_take_the_kind_that_is_wanted(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *line, *key; enum value_kind kind; const char *text; } cases[] = {
		{ "text: abc", "text", VALUE_TEXT, "abc" },
		{ "text: 2500000000000000001", "text", VALUE_TEXT, "2500000000000000001" },
		{ "text: 12345678901234567890123456789012345678901234567890", "text", VALUE_TEXT,
		  "12345678901234567890123456789012345678901234567890" },
		{ "text: 0123", "text", VALUE_TEXT, "0123" },
		{ "text: 20.00", "text", VALUE_TEXT, "20.00" },
		{ "text: 2.5E+18", "text", VALUE_TEXT, "2.5E+18" },
		{ "text: no", "text", VALUE_TEXT, "no" },
		{ "tri: unknown", "tri", VALUE_TEXT, "unknown" },
		{ "tri: true", "tri", VALUE_BOOL, "true" },
		{ "bool: false", "bool", VALUE_BOOL, "false" },
		{ "decimal: 20.00", "decimal", VALUE_NUMBER, "20.00" },
		{ "decimal: '-3.50'", "decimal", VALUE_NUMBER, "-3.50" },
		{ "rate: 0.002", "rate", VALUE_NUMBER, "0.002" },
		{ "rate: '0.503'", "rate", VALUE_NUMBER, "0.503" },
		{ "rate: 7.5%", "rate", VALUE_NUMBER, "0.075" },
		{ "rate: 0%", "rate", VALUE_NUMBER, "0.00" },
		{ "rate: -12%", "rate", VALUE_NUMBER, "-0.12" },
		{ "rate: 150%", "rate", VALUE_NUMBER, "1.50" },
		{ "rate: 1", "rate", VALUE_NUMBER, "1" },
		{ "count: 0", "count", VALUE_NUMBER, "0" },
		{ "count: '12'", "count", VALUE_NUMBER, "12" },
		{ "count: 9223372036854775807", "count", VALUE_NUMBER, "9223372036854775807" },
		{ "date: 2026-12-31", "date", VALUE_TEXT, "2026-12-31" },
		{ "date: 2028-02-29", "date", VALUE_TEXT, "2028-02-29" },
		{ "date: 2000-02-29", "date", VALUE_TEXT, "2000-02-29" },
		{ "time: 2026-03-03T10:15:00+08:00", "time", VALUE_TEXT, "2026-03-03T10:15:00+08:00" },
		{ "time: 2026-03-03T10:15:00", "time", VALUE_TEXT, "2026-03-03T10:15:00" },
		{ "time: 2026-03-03T10:15:00Z", "time", VALUE_TEXT, "2026-03-03T10:15:00Z" },
		{ "mode: sea", "mode", VALUE_TEXT, "sea" },
		{ "mode: 1688", "mode", VALUE_TEXT, "1688" },
		{ "texts: [a, 007, 1.50]", "texts.2", VALUE_TEXT, "1.50" },
		{ "texts: one", "texts.0", VALUE_TEXT, "one" },
		{ "texts: 12", "texts.0", VALUE_TEXT, "12" },
		{ "any: [1]", "any.0", VALUE_NUMBER, "1" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct value *order = parse_line(fixture, cases[i].line);
		if (!schema_check(order, &ORDER, &fixture->arena, &fixture->diags))
			fail_msg("%s: %.*s", cases[i].line, STR_ARG(fixture->diags.items[0].message));
		const struct value *value = value_find(order, str_from(cases[i].key));
		assert_non_null(value);
		if (value->kind != cases[i].kind)
			fail_msg("%s: kind %d", cases[i].line, (int)value->kind);
		assert_int_equal(value->place.line, 2);
		if (value->kind == VALUE_BOOL)
			assert_string_equal(value->truth ? "true" : "false", cases[i].text);
		else
			assert_true(str_equal(value->text, str_from(cases[i].text)));
		if (value->kind == VALUE_NUMBER) {
			struct decimal decimal = { 0 };
			const char *why;
			assert_true(value->exact);
			assert_true(decimal_parse(&decimal, str_from(cases[i].text), &why));
			assert_int_equal(decimal_compare(value->decimal, decimal), 0);
		}
	}
	assert_int_equal(fixture->diags.count, 0);
}

static void what_is_wrong_is_said_with_what_was_found(void **state)
{
	struct fixture *fixture = *state;
	static const char DIGITS[] = "write digits, with a point before the fraction", WHOLE[] = "write digits only";
	static const char QUOTES[] = "put it in quotes", DATE[] = "write it as 2026-03-31";
	static const char TIME[] = "write it as 2026-03-31T10:15:00+08:00", RATE[] = "write 0.075 or 7.5%";
	static const char KEYS[] = "write each as 'key: value'";
	static const struct { const char *line; unsigned column; const char *message, *hint; } cases[] = {
		{ "paymnet: 1", 1, "unknown key 'paymnet' in an order", "" },
		{ "texxt: 1", 1, "unknown key 'texxt' in an order", "did you mean 'text'?" },
		{ "place: { city: X, contry: NG }", 19, "unknown key 'contry' in a place", "did you mean 'country'?" },
		{ "place: { city: X, zip:1 }", 19, "unknown key 'zip:1' in a place", "write a space behind the ':'" },
		{ "place: {}", 8, "a place needs 'city'", "" },
		{ "place: { city: ~ }", 10, "a place needs 'city'", "" },
		{ "items: [{ qty: 1 }]", 9, "an item needs 'sku'", "copy it from the shop's page" },
		{ "text: true", 7, "'text' must be a text, not true", QUOTES },
		{ "text: [a]", 7, "'text' must be a text, not a list", QUOTES },
		{ "text: ''", 7, "'text' is empty", "" },
		{ "text: '  '", 7, "'text' is empty", "" },
		{ "place: { city: X, country: {a: 1} }", 28, "'country' must be a text, not a map", "write two letters" },
		{ "place: { city: X, country: '' }", 28, "'country' is empty", "write two letters" },
		{ "bool: yes", 7, "'bool' must be true or false, not the text 'yes'", "write true or false" },
		{ "bool: 1", 7, "'bool' must be true or false, not the number 1", "write true or false" },
		{ "bool: unknown", 7, "'bool' must be true or false, not the text 'unknown'", "write true or false" },
		{ "tri: maybe", 6, "'tri' must be true, false or unknown, not the text 'maybe'", "write true, false or unknown" },
		{ "decimal: 1e5", 10, "'decimal' must be a number, but '1e5' has an exponent", DIGITS },
		{ "decimal: 007", 10, "'decimal' must be a number, but '007' begins with zeros", DIGITS },
		{ "decimal: 1,000", 10, "'decimal' must be a number, but '1,000' has separators between digits", DIGITS },
		{ "decimal: ¥20", 10, "'decimal' must be a number, but '¥20' has a currency sign", DIGITS },
		{ "decimal: 7%", 10, "'decimal' must be a number, but '7%' is a percentage", DIGITS },
		{ "decimal: two", 10, "'decimal' must be a number, but 'two' is not a number", DIGITS },
		{ "decimal: 12345678901234567890123456789012345678901234567890", 10,
		  "'decimal' must be a number, but '12345678901234567890123456789012345678901234567890' has more digits than can be "
		  "computed with", DIGITS },
		{ "decimal: true", 10, "'decimal' must be a number, not true", DIGITS },
		{ "decimal: {a: 1}", 10, "'decimal' must be a number, not a map", DIGITS },
		{ "rate: 7.5", 7, "'rate' must be a rate, and 7.5 is more than the whole", "did you mean 7.5%?" },
		{ "rate: -2", 7, "'rate' must be a rate, and -2 is more than the whole", "did you mean -2%?" },
		{ "rate: 7.5 %", 7, "'rate' must be a rate, but '7.5 %' has a space", RATE },
		{ "rate: '%'", 7, "'rate' must be a rate, but '%' is empty", RATE },
		{ "rate: 0.00000000000000000000000000000000001%", 7,
		  "'rate' must be a rate, but '0.00000000000000000000000000000000001%' has more digits than can be computed with", RATE },
		{ "rate: [1]", 7, "'rate' must be a rate, not a list", RATE },
		{ "count: 1.5", 8, "'count' must be a whole number from 0, but '1.5' has a fraction", WHOLE },
		{ "count: -1", 8, "'count' must be a whole number from 0, but '-1' is below 0", WHOLE },
		{ "count: 9223372036854775808", 8, "'count' must be a whole number from 0, but '9223372036854775808' is too large", WHOLE },
		{ "date: 2026-02-30", 7, "'date' must be a date, but '2026-02-30' is no day of the years 1980 to 2107", DATE },
		{ "date: 2100-02-29", 7, "'date' must be a date, but '2100-02-29' is no day of the years 1980 to 2107", DATE },
		{ "date: 2026-13-01", 7, "'date' must be a date, but '2026-13-01' is no day of the years 1980 to 2107", DATE },
		{ "date: 1979-12-31", 7, "'date' must be a date, but '1979-12-31' is no day of the years 1980 to 2107", DATE },
		{ "date: 2026-3-1", 7, "'date' must be a date, but '2026-3-1' is no date", DATE },
		{ "date: 03/01/2026", 7, "'date' must be a date, but '03/01/2026' is no date", DATE },
		{ "date: 2026-03-01T10:00:00", 7, "'date' must be a date, but '2026-03-01T10:00:00' is no date", DATE },
		{ "date: 2026", 7, "'date' must be a date, not the number 2026", DATE },
		{ "time: 2026-03-03", 7, "'time' must be a time, but '2026-03-03' is no time", TIME },
		{ "time: 2026-03-03 10:15:00", 7, "'time' must be a time, but '2026-03-03 10:15:00' is no time", TIME },
		{ "time: 2026-03-03T10:15", 7, "'time' must be a time, but '2026-03-03T10:15' is no time", TIME },
		{ "time: 2026-03-03T25:15:00", 7, "'time' must be a time, but '2026-03-03T25:15:00' is no time of the years 1980 to 2107", TIME },
		{ "time: 2026-03-03T10:15:00+8", 7, "'time' must be a time, but '2026-03-03T10:15:00+8' is no time of the years 1980 to 2107", TIME },
		{ "mode: ari", 7, "'mode' cannot be 'ari'", "did you mean 'air'?" },
		{ "mode: bicycle", 7, "'mode' cannot be 'bicycle'", "write one of air, sea, 1688" },
		{ "mode: [air]", 7, "'mode' must be a text, not a list", QUOTES },
		{ "texts: [a, [b]]", 12, "'texts' must be a list of texts, not a list", "write [one, two]" },
		{ "texts: [a, ]\ntri: 1", 6, "'tri' must be true, false or unknown, not the number 1", "write true, false or unknown" },
		{ "texts: [a, ~]", 12, "'texts' must be a list of texts, not nothing", "write [one, two]" },
		{ "texts: [a, '']", 12, "'texts' is empty", "" },
		{ "texts: true", 8, "'texts' must be a list of texts, not true", "write [one, two]" },
		{ "place: Lagos", 8, "'place' must be a map of keys and values, not the text 'Lagos'", KEYS },
		{ "items: { sku: A }", 8, "'items' must be a list, not a map", "begin each entry with '- '" },
		{ "items: [sku:A]", 9, "an item must be a map of keys and values, not the text 'sku:A'", "write a space behind the ':'" },
		{ "items: [~]", 9, "an item must be a map of keys and values, not nothing", KEYS },
		{ "table: [a]", 8, "'table' must be a map of keys and values, not a list", KEYS },
		{ "table: { lagos: }", 17, "a place needs 'city'", "" },
		{ "table: { lagos: 5 }", 17, "a place must be a map of keys and values, not the number 5", KEYS },
		{ "extra: { n: x, own: 1 }", 13, "'n' must be a whole number from 0, but 'x' is not a number", WHOLE },
		{ "bool: 义义义义义义义义义义义义义义义义义义义义义义义义义义", 7,
		  "'bool' must be true or false, not the text '义义义义义义义义义义义义义义义义义义义义…'", "write true or false" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		diags_clear(&fixture->diags);
		struct value *order = parse_line(fixture, cases[i].line);
		if (schema_check(order, &ORDER, &fixture->arena, &fixture->diags))
			fail_msg("accepted: %s", cases[i].line);
		const struct diag *diag = &fixture->diags.items[0];
		if (fixture->diags.count != 1 || !str_equal(diag->message, str_from(cases[i].message)) ||
		    !str_equal(diag->hint, str_from(cases[i].hint)) || diag->place.line < 2 || diag->place.column != cases[i].column)
			fail_msg("%s: %zu: %u:%u: %.*s (%.*s)", cases[i].line, fixture->diags.count, diag->place.line, diag->place.column,
			         STR_ARG(diag->message), STR_ARG(diag->hint));
	}
}

static void the_whole_must_be_a_map(void **state)
{
	struct fixture *fixture = *state;
	struct value *order = parse(fixture, "[1]");
	assert_false(schema_check(order, &ORDER, &fixture->arena, &fixture->diags));
	assert_true(str_equal(fixture->diags.items[0].message, STR("an order must be a map of keys and values, not a list")));
}

static void every_mistake_is_reported(void **state)
{
	struct fixture *fixture = *state;
	struct value *order = parse(fixture, "txt: 1\nrate: 2\nitems:\n  - {}\n  - { sku: [], qty: x }\ntable: { a: , b: { citty: 1 } }\n");
	assert_false(schema_check(order, &ORDER, &fixture->arena, &fixture->diags));
	assert_int_equal(fixture->diags.errors, 9);
}

static void a_null_counts_as_absent(void **state)
{
	struct fixture *fixture = *state;
	struct value *order = parse(fixture, "id: A\ntext: ~\nitems:\nany: null\nplace: { city: X, country: }\nextra: { own: ~, n: ~ }\n");
	assert_true(schema_check(order, &ORDER, &fixture->arena, &fixture->diags));
	struct buf json = { 0 };
	value_to_json(&json, order);
	assert_string_equal(json.data, "{\"id\":\"A\",\"place\":{\"city\":\"X\"},\"extra\":{\"own\":null}}");
	assert_null(value_get(order, STR("text")));
	buf_clear(&json);
}

static void maps_note_their_schema(void **state)
{
	struct fixture *fixture = *state;
	struct value *order = parse(fixture, "id: A\nitems: [{ sku: B }]\nplace: { city: X }\ntable: { t: { city: Y } }\nany: { a: 1 }\n");
	assert_true(schema_check(order, &ORDER, &fixture->arena, &fixture->diags));
	assert_ptr_equal(order->schema, &ORDER);
	assert_ptr_equal(value_find(order, STR("items.0"))->schema, &ITEM);
	assert_ptr_equal(value_find(order, STR("place"))->schema, &CITY);
	assert_ptr_equal(value_find(order, STR("table.t"))->schema, &CITY);
	assert_null(value_find(order, STR("table"))->schema);
	assert_null(value_find(order, STR("any"))->schema);
	assert_ptr_equal(schema_field(&ORDER, STR("mode")), &FIELDS[10]);
	assert_null(schema_field(&ORDER, STR("mod")));
}

static void json_numbers_are_typed_alike(void **state)
{
	struct fixture *fixture = *state;
	struct value *order = json_parse(&fixture->arena, STR("{\"id\": 2500000000000000001, \"text\": 2.5E+18, \"decimal\": 1.50}"),
	                                 "a.json", 1, &fixture->diags);
	assert_true(schema_check(order, &ORDER, &fixture->arena, &fixture->diags));
	assert_true(str_equal(value_get(order, STR("id"))->text, STR("2500000000000000001")));
	assert_int_equal(value_get(order, STR("text"))->kind, VALUE_TEXT);
	assert_true(value_get(order, STR("decimal"))->exact);
	order = json_parse(&fixture->arena, STR("{\"id\": \"A\", \"decimal\": 1e5}"), "a.json", 1, &fixture->diags);
	assert_false(schema_check(order, &ORDER, &fixture->arena, &fixture->diags));
	assert_true(str_equal(fixture->diags.items[0].message, STR("'decimal' must be a number, but '1e5' has an exponent")));
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(scalars_take_the_kind_that_is_wanted),
		WITH_FIXTURE(what_is_wrong_is_said_with_what_was_found),
		WITH_FIXTURE(the_whole_must_be_a_map),
		WITH_FIXTURE(every_mistake_is_reported),
		WITH_FIXTURE(a_null_counts_as_absent),
		WITH_FIXTURE(maps_note_their_schema),
		WITH_FIXTURE(json_numbers_are_typed_alike),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
