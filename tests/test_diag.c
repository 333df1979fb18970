/* diag: messages as people and programs read them. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/diag.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_format(const struct diag *diag, const char *line, const char *expected)
{
	struct buf out = { 0 };
	diag_format(&out, diag, str_from(line));
	assert_string_equal(out.data, expected);
	buf_clear(&out);
}

static void an_error_is_counted_and_returns_false(void **state)
{
	(void)state;
	struct diags diags = { 0 };
	char path[] = "a.md";
	assert_false(diag_error(&diags, (struct place){ path, 3, 7 }, "link to '%s' has no target", "b.md"));
	diag_warning(&diags, (struct place){ path, 4, 0 }, "old");
	path[0] = 'z';
	assert_int_equal(diags.count, 2);
	assert_int_equal(diags.errors, 1);
	assert_int_equal(diags.failures, 0);
	assert_format(&diags.items[0], "", "a.md:3:7: error: link to 'b.md' has no target\n");
	assert_format(&diags.items[1], "", "a.md:4: warning: old\n");
	diags_clear(&diags);
	assert_int_equal(diags.count + diags.errors + diags.capacity, 0);
}

static void a_failure_says_what_the_machine_said(void **state)
{
	(void)state;
	struct diags diags = { 0 };
	errno = ENOENT;
	assert_false(diag_failure(&diags, "x", "cannot be opened"));
	assert_int_equal(diags.failures, 1);
	assert_int_equal(diags.errors, 1);
	assert_true(diags.items[0].failure);
	assert_format(&diags.items[0], "", "x: error: cannot be opened: No such file or directory\n");
	diags_clear(&diags);
}

static void hints_belong_to_the_last_message(void **state)
{
	(void)state;
	struct diags diags = { 0 };
	diag_hint(&diags, "nobody");
	diag_source(&diags, STR("nothing"));
	assert_int_equal(diags.count, 0);
	diag_error(&diags, (struct place){ 0 }, "one");
	struct str_nearest none = { 0 }, near = { .found = STR("two") };
	diag_hint_nearest(&diags, &none);
	assert_int_equal(diags.items[0].hint.size, 0);
	diag_hint_nearest(&diags, &near);
	assert_format(&diags.items[0], "", "error: one\nhint: did you mean 'two'?\n");
	diags_clear(&diags);
}

static void shows_the_line_with_a_caret_below_the_column(void **state)
{
	(void)state;
	static const struct { unsigned line, column; const char *source, *shown; } cases[] = {
		{ 14, 5, "See it.", "   14 | See it.\n      |     ^\n" },
		{ 1, 1, "x", "    1 | x\n      | ^\n" },
		{ 2, 0, "no column", "    2 | no column\n" },
		{ 3, 4, "ab", "    3 | ab\n      |    ^\n" },
		{ 4, 3, "\ta\tb", "    4 |  a b\n      |   ^\n" },
		{ 5, 3, "\xE4\xB8\xAD\xE6\x96\x87!", "    5 | \xE4\xB8\xAD\xE6\x96\x87!\n      |     ^\n" },
		{ 6, 2, "\xC3\xA9x", "    6 | \xC3\xA9x\n      |  ^\n" },
		{ 1234567, 2, "ab", "1234567 | ab\n        |  ^\n" },
		{ 7, 3, "\xFF\x1B[", "    7 |   [\n      |   ^\n" },
		{ 8, 9, "", "" },
		{ 0, 0, "unknown line", "" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct diag diag = { .place = { NULL, cases[i].line, cases[i].column }, .message = STR("m") };
		struct buf expected = { 0 };
		buf_print(&expected, "error: m\n%s", cases[i].shown);
		assert_format(&diag, cases[i].source, expected.data);
		buf_clear(&expected);
	}
}

static void a_long_line_is_cut_around_the_column(void **state)
{
	(void)state;
	struct buf line = { 0 }, out = { 0 };
	for (int i = 0; i < 500; i++)
		buf_add_char(&line, i == 299 ? 'X' : '.');
	struct diag diag = { .place = { "p", 1, 300 }, .message = STR("m") };
	diag_format(&out, &diag, buf_str(&line));
	struct str rest = buf_str(&out);
	str_next_line(&rest);
	struct str source = str_next_line(&rest), caret = str_next_line(&rest);
	assert_int_equal(source.size, 8 + 100);
	assert_int_equal(str_index(source, 'X'), str_index(caret, '^'));
	buf_clear(&line);
	buf_clear(&out);
}

static void text_of_files_cannot_steer_a_terminal(void **state)
{
	(void)state;
	struct diag diag = { .place = { "a\x1B]0;b", 1, 1 }, .message = STR("key '\x1B[31m\n\x7F\xC2\x9B\xFF'"),
	                     .hint = STR("\r\xC2\xA0") };
	assert_format(&diag, "\x1B[2J\xC2\x9B",
	              "a\xEF\xBF\xBD]0;b:1:1: error: key '\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD'\n"
	              "    1 |  [2J \n"
	              "      | ^\n"
	              "hint: \xEF\xBF\xBD\xC2\xA0\n");
}

static void programs_get_json(void **state)
{
	(void)state;
	struct diags diags = { 0 };
	struct buf out = { 0 };
	diag_warning(&diags, (struct place){ "a\"b\\c", 2, 3 }, "tab\there %s", "\x7F\xE4\xB8\xAD\xFF");
	diag_hint(&diags, "h");
	diag_error(&diags, (struct place){ 0 }, "e");
	diag_format_json(&out, &diags.items[0]);
	assert_string_equal(out.data, "{\"severity\":\"warning\",\"path\":\"a\\\"b\\\\c\",\"line\":2,\"column\":3,"
	                              "\"message\":\"tab\\u0009here \\u007f\xE4\xB8\xAD\xEF\xBF\xBD\",\"hint\":\"h\"}");
	buf_truncate(&out, 0);
	diag_format_json(&out, &diags.items[1]);
	assert_string_equal(out.data, "{\"severity\":\"error\",\"path\":null,\"line\":0,\"column\":0,"
	                              "\"message\":\"e\",\"hint\":null}");
	buf_clear(&out);
	diags_clear(&diags);
}

static void lists_of_workers_are_joined(void **state)
{
	(void)state;
	struct diags all = { 0 }, one = { 0 };
	diag_error(&all, (struct place){ "a", 1, 1 }, "first");
	errno = EACCES;
	diag_failure(&one, "b", "cannot be read");
	diag_hint(&one, "ask");
	diag_source(&one, STR("line"));
	diags_join(&all, &one);
	assert_int_equal(one.count, 0);
	assert_int_equal(all.count, 2);
	assert_int_equal(all.errors, 2);
	assert_int_equal(all.failures, 1);
	assert_string_equal(all.items[1].place.path, "b");
	assert_true(str_equal(all.items[1].hint, STR("ask")));
	assert_true(str_equal(all.items[1].source, STR("line")));
	diags_clear(&all);
}

static void sorting_orders_by_place_and_drops_repetitions(void **state)
{
	(void)state;
	static const struct { const char *path; unsigned line, column; bool warning; const char *message; } given[] = {
		{ "b", 1, 1, false, "m" }, { "a", 2, 1, false, "m" }, { "a", 2, 1, false, "m" }, { "a", 10, 1, false, "m" },
		{ "a", 2, 1, true, "m" }, { "a", 2, 1, false, "l" }, { NULL, 0, 0, false, "z" }, { "a", 2, 0, false, "m" },
	}, sorted[] = {
		{ NULL, 0, 0, false, "z" }, { "a", 2, 0, false, "m" }, { "a", 2, 1, false, "l" }, { "a", 2, 1, false, "m" },
		{ "a", 2, 1, true, "m" }, { "a", 10, 1, false, "m" }, { "b", 1, 1, false, "m" },
	};
	struct diags diags = { 0 };
	diags_sort(&diags);
	for (size_t i = 0; i < COUNT(given); i++) {
		struct place place = { given[i].path, given[i].line, given[i].column };
		if (given[i].warning)
			diag_warning(&diags, place, "%s", given[i].message);
		else
			diag_error(&diags, place, "%s", given[i].message);
	}
	diags_sort(&diags);
	assert_int_equal(diags.count, COUNT(sorted));
	assert_int_equal(diags.errors, COUNT(sorted) - 1);
	for (size_t i = 0; i < COUNT(sorted); i++) {
		assert_true(str_equal(str_from(diags.items[i].place.path), str_from(sorted[i].path)));
		assert_int_equal(diags.items[i].place.line, sorted[i].line);
		assert_int_equal(diags.items[i].place.column, sorted[i].column);
		assert_int_equal(diags.items[i].severity == DIAG_WARNING, sorted[i].warning);
		assert_true(str_equal(diags.items[i].message, str_from(sorted[i].message)));
	}
	diags_clear(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_error_is_counted_and_returns_false),
		cmocka_unit_test(a_failure_says_what_the_machine_said),
		cmocka_unit_test(hints_belong_to_the_last_message),
		cmocka_unit_test(shows_the_line_with_a_caret_below_the_column),
		cmocka_unit_test(a_long_line_is_cut_around_the_column),
		cmocka_unit_test(text_of_files_cannot_steer_a_terminal),
		cmocka_unit_test(programs_get_json),
		cmocka_unit_test(lists_of_workers_are_joined),
		cmocka_unit_test(sorting_orders_by_place_and_drops_repetitions),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
