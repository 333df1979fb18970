/* str: views, distances, buffers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/str.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void assert_str(struct str text, const char *expected)
{
	if (!str_equal(text, str_from(expected)))
		fail_msg("'%.*s' is not '%s'", STR_ARG(text), expected);
}

static void compares_by_bytes_and_then_by_length(void **state)
{
	(void)state;
	static const struct { const char *a, *b; int order; } cases[] = {
		{ "", "", 0 }, { "", "a", -1 }, { "a", "", 1 }, { "a", "a", 0 }, { "a", "ab", -1 }, { "b", "ab", 1 },
		{ "z", "\xC3\xA9", -1 }, { "\xEF\xBF\xBD", "\xF0\x9F\x98\x80", -1 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		int order = str_compare(str_from(cases[i].a), str_from(cases[i].b));
		assert_int_equal((order > 0) - (order < 0), cases[i].order);
		assert_int_equal(str_equal(str_from(cases[i].a), str_from(cases[i].b)), cases[i].order == 0);
	}
}

static void knows_how_a_text_begins_and_ends(void **state)
{
	(void)state;
	static const struct { const char *text, *part; bool starts, ends; } cases[] = {
		{ "", "", true, true }, { "abc", "", true, true }, { "", "a", false, false }, { "abc", "ab", true, false },
		{ "abc", "bc", false, true }, { "abc", "abc", true, true }, { "abc", "abcd", false, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(str_starts(str_from(cases[i].text), str_from(cases[i].part)), cases[i].starts);
		assert_int_equal(str_ends(str_from(cases[i].text), str_from(cases[i].part)), cases[i].ends);
	}
}

static void slices_never_leave_the_text(void **state)
{
	(void)state;
	static const struct { size_t start, end; const char *slice; } cases[] = {
		{ 0, 5, "hello" }, { 1, 3, "el" }, { 3, 99, "lo" }, { 5, 9, "" }, { 9, 12, "" }, { 4, 2, "" }, { 0, SIZE_MAX, "hello" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(str_slice(STR("hello"), cases[i].start, cases[i].end), cases[i].slice);
	assert_int_equal(str_slice((struct str){ 0 }, 0, 4).size, 0);
}

static void finds_bytes_and_texts(void **state)
{
	(void)state;
	assert_int_equal(str_index(STR("a/b/c"), '/'), 1);
	assert_int_equal(str_last_index(STR("a/b/c"), '/'), 3);
	assert_int_equal(str_index(STR("abc"), '/'), STR_NOT_FOUND);
	assert_int_equal(str_last_index((struct str){ 0 }, '/'), STR_NOT_FOUND);
	static const struct { const char *text, *needle; size_t start; ptrdiff_t at; } cases[] = {
		{ "banana", "an", 0, 1 }, { "banana", "an", 2, 3 }, { "banana", "an", 4, STR_NOT_FOUND },
		{ "banana", "", 6, 6 }, { "banana", "", 7, STR_NOT_FOUND }, { "", "a", 0, STR_NOT_FOUND },
		{ "banana", "bananas", 0, STR_NOT_FOUND },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_int_equal(str_find(str_from(cases[i].text), str_from(cases[i].needle), cases[i].start), cases[i].at);
}

static void trims_both_ends_only(void **state)
{
	(void)state;
	static const struct { const char *text, *trimmed; } cases[] = {
		{ "", "" }, { " \t\r\n", "" }, { " a b\n", "a b" }, { "a", "a" }, { "\xC2\xA0", "\xC2\xA0" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(str_trim(str_from(cases[i].text)), cases[i].trimmed);
}

static void cuts_lines_at_every_kind_of_line_end(void **state)
{
	(void)state;
	const struct str text = STR("one\ntwo\r\nthree\rfour\n\nsix");
	struct str rest = text;
	static const char *const LINES[] = { "one", "two", "three", "four", "", "six" };
	for (size_t i = 0; i < COUNT(LINES); i++) {
		assert_str(str_line(text, i + 1), LINES[i]);
		assert_str(str_next_line(&rest), LINES[i]);
	}
	assert_int_equal(rest.size, 0);
	assert_int_equal(str_line(STR("one\n"), 0).size, 0);
	assert_int_equal(str_line(STR("one\n"), 2).size, 0);
	assert_int_equal(str_line(STR("one\n"), 99).size, 0);
}

static void cuts_parts_at_a_separator(void **state)
{
	(void)state;
	struct str rest = STR("a..b");
	assert_str(str_next_part(&rest, '.'), "a");
	assert_str(str_next_part(&rest, '.'), "");
	assert_str(str_next_part(&rest, '.'), "b");
	assert_int_equal(rest.size, 0);
}

static void knows_what_is_utf8(void **state)
{
	(void)state;
	static const struct { struct str text; size_t size; } cases[] = {
		{ { 0 }, 0 }, { { "a", 1 }, 1 }, { { "\0", 1 }, 1 }, { { "\x7F", 1 }, 1 }, { { "\x80", 1 }, 0 },
		{ { "\xC1\xBF", 2 }, 0 }, { { "\xC2\x80", 2 }, 2 }, { { "\xC3", 1 }, 0 }, { { "\xC3\x28", 2 }, 0 },
		{ { "\xE0\x9F\xBF", 3 }, 0 }, { { "\xE0\xA0\x80", 3 }, 3 }, { { "\xE4\xB8\xAD\xE6", 4 }, 3 },
		{ { "\xED\x9F\xBF", 3 }, 3 }, { { "\xED\xA0\x80", 3 }, 0 }, { { "\xEF\xBF\xBF", 3 }, 3 },
		{ { "\xF0\x8F\xBF\xBF", 4 }, 0 }, { { "\xF0\x90\x80\x80", 4 }, 4 }, { { "\xF0\x90\x80", 3 }, 0 },
		{ { "\xF4\x8F\xBF\xBF", 4 }, 4 }, { { "\xF4\x90\x80\x80", 4 }, 0 }, { { "\xF5\x80\x80\x80", 4 }, 0 },
		{ { "\xFF", 1 }, 0 },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (str_point_size(cases[i].text) != cases[i].size)
			fail_msg("case %zu: %zu", i, str_point_size(cases[i].text));
}

static void hashes_as_fnv_1a_is_published(void **state)
{
	(void)state;
	assert_true(str_hash((struct str){ 0 }) == 0xcbf29ce484222325u);
	assert_true(str_hash(STR("a")) == 0xaf63dc4c8601ec8cu);
	assert_true(str_hash(STR("foobar")) == 0x85944171f73967e8u);
}

static void counts_edits(void **state)
{
	(void)state;
	static const struct { const char *a, *b; size_t distance; } cases[] = {
		{ "", "", 0 }, { "", "abc", 3 }, { "abc", "", 3 }, { "payment", "paymnet", 1 }, { "kitten", "sitting", 3 },
		{ "ab", "ba", 1 }, { "ca", "abc", 3 }, { "id", "id", 0 }, { "supplier", "suplier", 1 },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_int_equal(str_distance(str_from(cases[i].a), str_from(cases[i].b)), cases[i].distance);
		assert_int_equal(str_distance(str_from(cases[i].b), str_from(cases[i].a)), cases[i].distance);
	}
	char long_text[200];
	for (size_t i = 0; i < sizeof long_text; i++)
		long_text[i] = 'x';
	struct str whole = { long_text, sizeof long_text };
	assert_int_equal(str_distance(whole, whole), 0);
	assert_int_equal(str_distance(whole, STR("x")), 201);
	struct str most = { long_text, 64 };
	assert_int_equal(str_distance(most, STR("")), 64);
}

static void offers_only_what_is_near(void **state)
{
	(void)state;
	static const char *const KEYS[] = { "id", "items", "payments", "payment_requests", "fx" };
	static const struct { const char *word, *found; } cases[] = {
		{ "paymnets", "payments" }, { "item", "items" }, { "xf", "fx" }, { "ix", "id" }, { "zzzzz", "" }, { "", "" },
		{ "ID", "" }, { "payments_request", "payment_requests" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str_nearest nearest = { 0 };
		for (size_t j = 0; j < COUNT(KEYS); j++)
			str_nearest_offer(&nearest, str_from(cases[i].word), str_from(KEYS[j]));
		assert_str(nearest.found, cases[i].found);
	}
}

static void buffers_grow_and_end_in_nul(void **state)
{
	(void)state;
	struct buf buf = { 0 };
	buf_add(&buf, (struct str){ 0 });
	assert_string_equal(buf.data, "");
	for (int i = 0; i < 1000; i++)
		buf_print(&buf, "%d,", i);
	assert_int_equal(buf.size, 10 * 2 + 90 * 3 + 900 * 4);
	assert_int_equal(strlen(buf.data), buf.size);
	buf_truncate(&buf, 9999);
	assert_int_equal(buf.size, 3890);
	buf_truncate(&buf, 4);
	assert_string_equal(buf.data, "0,1,");
	buf_add_char(&buf, '\0');
	buf_add_text(&buf, "x");
	assert_int_equal(buf_str(&buf).size, 6);
	assert_memory_equal(buf.data, "0,1,\0x", 7);
	buf_clear(&buf);
	assert_null(buf.data);
	assert_int_equal(buf.size + buf.capacity, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares_by_bytes_and_then_by_length),
		cmocka_unit_test(knows_how_a_text_begins_and_ends),
		cmocka_unit_test(slices_never_leave_the_text),
		cmocka_unit_test(finds_bytes_and_texts),
		cmocka_unit_test(trims_both_ends_only),
		cmocka_unit_test(cuts_lines_at_every_kind_of_line_end),
		cmocka_unit_test(cuts_parts_at_a_separator),
		cmocka_unit_test(knows_what_is_utf8),
		cmocka_unit_test(hashes_as_fnv_1a_is_published),
		cmocka_unit_test(counts_edits),
		cmocka_unit_test(offers_only_what_is_near),
		cmocka_unit_test(buffers_grow_and_end_in_nul),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
