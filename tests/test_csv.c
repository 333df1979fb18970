/* csv: RFC 4180 with places. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/csv.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

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
	return csv_parse(&fixture->arena, str_from(text), "a.csv", &fixture->diags);
}

static void rows_become_maps(void **state)
{
	static const struct { const char *text, *json; } cases[] = {
		{ "a,b\n1,x\n", "[{\"a\":\"1\",\"b\":\"x\"}]" },
		{ "a,b\r\n1,x\r\n2,y", "[{\"a\":\"1\",\"b\":\"x\"},{\"a\":\"2\",\"b\":\"y\"}]" },
		{ "a\n", "[]" },
		{ "a", "[]" },
		{ "\xEF\xBB\xBF" "a,b\n1,\n,2\n", "[{\"a\":\"1\",\"b\":null},{\"a\":null,\"b\":\"2\"}]" },
		{ "\"a\",\"b \"\"c\"\"\"\n\"x,y\",\"\"\"\"\n", "[{\"a\":\"x,y\",\"b \\\"c\\\"\":\"\\\"\"}]" },
		{ "a,b\n\"one\ntwo\r\nthree\rfour\",x\n", "[{\"a\":\"one\\ntwo\\nthree\\nfour\",\"b\":\"x\"}]" },
		{ "a\n\"\"\n\" \"\n y \n", "[{\"a\":null},{\"a\":\" \"},{\"a\":\" y \"}]" },
		{ "名,pīnyīn\n起订量,qǐdìngliàng\n", "[{\"名\":\"起订量\",\"pīnyīn\":\"qǐdìngliàng\"}]" },
		{ "a,b\ntrue,007\n", "[{\"a\":\"true\",\"b\":\"007\"}]" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf json = { 0 };
		const struct value *list = parse(*state, cases[i].text);
		if (!list)
			fail_msg("refused: %s", cases[i].text);
		value_to_json(&json, list);
		assert_string_equal(json.data, cases[i].json);
		buf_clear(&json);
	}
}

static void cells_know_their_places_behind_cells_of_many_lines(void **state)
{
	static const struct { const char *path; unsigned line, column; } cases[] = {
		{ "", 1, 1 }, { "0", 2, 1 }, { "0.名", 2, 1 }, { "0.b", 4, 6 }, { "0.c", 4, 8 }, { "1", 5, 1 }, { "1.b", 5, 6 }, { "1.c", 5, 9 },
	};
	const struct value *list = parse(*state, "名,b,c\n\"一\r\n二\n三\"\"\",x,y\n\"中文\",zz,\n");
	assert_non_null(list);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct value *value = value_find(list, str_from(cases[i].path));
		if (!value || value->place.line != cases[i].line || value->place.column != cases[i].column)
			fail_msg("%s: %u:%u", cases[i].path, value ? value->place.line : 0, value ? value->place.column : 0);
		assert_string_equal(value->place.path, "a.csv");
	}
	const struct value_pair *pair = value_pair(list->items[1], STR("b"));
	assert_int_equal(pair->place.line, 1);
	assert_int_equal(pair->place.column, 3);
}

static void what_is_broken_is_refused_at_its_place(void **state)
{
	struct fixture *fixture = *state;
	static const char TWICE[] = "write a quote inside a cell twice";
	static const struct { const char *text; unsigned line, column; const char *message, *hint; } cases[] = {
		{ "", 1, 1, "the first line does not name the columns", "" },
		{ "\na,b\n", 1, 1, "the first line does not name the columns", "" },
		{ "a,,c\n", 1, 3, "the column has no name", "" },
		{ "a,b,\n", 1, 5, "the column has no name", "" },
		{ "a,b,a\n", 1, 5, "there are two columns called 'a'", "" },
		{ "a,b\n1\n", 2, 1, "the row has 1 cell, the head has 2", "" },
		{ "a,b\n\"x\ny\",1\n1,中,3\n", 4, 5, "the row has 3 cells, the head has 2", "put a cell that holds a comma in quotes" },
		{ "a,b\n\n1,2\n", 2, 1, "the line is empty", "remove it, or write an empty cell as \"\"" },
		{ "a\n1\n\n", 3, 1, "the line is empty", "remove it, or write an empty cell as \"\"" },
		{ "a,b\n1,5\" pipe\n", 2, 4, "a quote inside a cell that does not begin with one",
		  "put the whole cell in quotes, and write the quote twice" },
		{ "a,b\n1, \"x\"\n", 2, 4, "a quote inside a cell that does not begin with one",
		  "put the whole cell in quotes, and write the quote twice" },
		{ "a,b\n1,\"5\" pipe\"\n", 2, 6, "something follows the cell's closing quote", TWICE },
		{ "a,b\n1,\"x\ny\n", 2, 3, "the cell has no closing quote", TWICE },
		{ "a,b\n1,\"", 2, 3, "the cell has no closing quote", TWICE },
		{ "a,b\r1,2\r", 1, 4, "the line ends with a carriage return alone", "save the file with LF or CRLF at the ends of lines" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		diags_clear(&fixture->diags);
		if (parse(fixture, cases[i].text))
			fail_msg("accepted: %s", cases[i].text);
		assert_int_equal(fixture->diags.count, 1);
		const struct diag *diag = &fixture->diags.items[0];
		if (!str_equal(diag->message, str_from(cases[i].message)) || !str_equal(diag->hint, str_from(cases[i].hint)) ||
		    diag->place.line != cases[i].line || diag->place.column != cases[i].column)
			fail_msg("%s: %u:%u: %.*s (%.*s)", cases[i].text, diag->place.line, diag->place.column, STR_ARG(diag->message),
			         STR_ARG(diag->hint));
	}
}

static void every_row_of_another_length_is_reported(void **state)
{
	struct fixture *fixture = *state;
	assert_null(parse(fixture, "a,b\n1\n1,2\n1,2,3\n"));
	assert_int_equal(fixture->diags.errors, 2);
	diags_clear(&fixture->diags);
	assert_null(parse(fixture, "a,,a,b,b\n"));
	assert_int_equal(fixture->diags.errors, 3);
}

static void wide_and_long_files_take_linear_time(void **state)
{
	enum { COLUMNS = 20000, ROWS = 20000 };
	struct buf text = { 0 };
	for (int i = 0; i < COLUMNS; i++)
		buf_print(&text, "%sc%d", i ? "," : "", i);
	buf_add_char(&text, '\n');
	for (int i = 0; i < COLUMNS; i++)
		buf_print(&text, "%s%d", i ? "," : "", i);
	const struct value *list = parse(*state, text.data);
	assert_non_null(list);
	assert_true(str_equal(value_find(list, STR("0.c19999"))->text, STR("19999")));
	buf_truncate(&text, 0);
	buf_add_text(&text, "a,b\n");
	for (int i = 0; i < ROWS; i++)
		buf_print(&text, "%d,\"%d\"\n", i, i);
	list = parse(*state, text.data);
	assert_non_null(list);
	assert_int_equal(list->count, ROWS);
	assert_int_equal(list->items[ROWS - 1]->place.line, ROWS + 1);
	buf_clear(&text);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(rows_become_maps),
		WITH_FIXTURE(cells_know_their_places_behind_cells_of_many_lines),
		WITH_FIXTURE(what_is_broken_is_refused_at_its_place),
		WITH_FIXTURE(every_row_of_another_length_is_reported),
		WITH_FIXTURE(wide_and_long_files_take_linear_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
