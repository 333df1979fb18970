/* value: ordered trees, their look-up and their JSON. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/work.h"
#include "data/json.h"
#include "data/value.h"

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

static struct value *parse(struct fixture *fixture, const char *json)
{
	struct value *value = json_parse(&fixture->arena, str_from(json), "a.json", 1, &fixture->diags);
	if (!value)
		fail_msg("no JSON: %s", json);
	return value;
}

static void assert_json(const struct value *value, const char *expected)
{
	struct buf json = { 0 };
	value_to_json(&json, value);
	assert_string_equal(json.data, expected);
	buf_clear(&json);
}

/* A map of COUNT keys "k0", "k1", … that lead to the same numbers. */
static struct value *make_map(struct fixture *fixture, int count)
{
	struct value *map = value_new(&fixture->arena, VALUE_MAP, (struct place){ 0 });
	for (int i = 0; i < count; i++)
		value_set(&fixture->arena, map, arena_print(&fixture->arena, "k%d", i), value_integer(&fixture->arena, i));
	return map;
}

static void new_values_are_what_was_asked_for(void **state)
{
	struct fixture *fixture = *state;
	struct arena *arena = &fixture->arena;
	struct value *list = value_new(arena, VALUE_LIST, (struct place){ "p", 3, 4 });
	value_append(arena, list, value_text(arena, STR("a\"b")));
	value_append(arena, list, value_link(arena, STR("a/index.html#x")));
	value_append(arena, list, value_bool(arena, true));
	value_append(arena, list, value_bool(arena, false));
	value_append(arena, list, value_decimal(arena, (struct decimal){ -2050, 2 }));
	value_append(arena, list, value_integer(arena, -7));
	value_append(arena, list, value_new(arena, VALUE_NULL, (struct place){ 0 }));
	assert_json(list, "[\"a\\\"b\",\"a/index.html#x\",true,false,-20.50,-7,null]");
	assert_int_equal(list->place.line, 3);
	assert_int_equal(list->place.column, 4);
	assert_true(list->items[4]->exact);
	assert_int_equal(decimal_compare(list->items[4]->decimal, (struct decimal){ -205, 1 }), 0);
	assert_json(NULL, "null");
}

static void maps_keep_their_order_and_find_every_key(void **state)
{
	static const int COUNTS[] = { 0, 1, 4, 5, 16, 17, 32, 33, 1000 };
	for (size_t i = 0; i < COUNT(COUNTS); i++) {
		const struct value *map = make_map(*state, COUNTS[i]);
		struct fixture *fixture = *state;
		assert_int_equal(map->count, COUNTS[i]);
		for (int j = 0; j < COUNTS[i]; j++) {
			struct str key = arena_print(&fixture->arena, "k%d", j);
			assert_true(str_equal(map->pairs[j].key, key));
			assert_ptr_equal(value_pair(map, key), &map->pairs[j]);
			assert_int_equal(decimal_compare(value_get(map, key)->decimal, decimal_from_integer(j)), 0);
		}
		assert_null(value_get(map, STR("k")));
		assert_null(value_get(map, STR("")));
		assert_null(value_get(map, arena_print(&fixture->arena, "k%d", COUNTS[i])));
	}
}

static void only_maps_have_keys(void **state)
{
	struct fixture *fixture = *state;
	assert_null(value_get(NULL, STR("a")));
	assert_null(value_get(parse(fixture, "[1]"), STR("0")));
	assert_null(value_get(parse(fixture, "\"a\""), STR("a")));
}

static void pairs_can_be_taken_out(void **state)
{
	struct fixture *fixture = *state;
	static const int COUNTS[] = { 0, 6, 40 };
	for (size_t i = 0; i < COUNT(COUNTS); i++) {
		struct value *map = make_map(fixture, COUNTS[i]);
		bool *keep = arena_array(&fixture->arena, bool, map->count);
		for (size_t j = 0; j < map->count; j++)
			keep[j] = j % 3 != 0;
		value_keep_pairs(map, keep);
		assert_int_equal(map->count, COUNTS[i] * 2 / 3);
		for (int j = 0; j < COUNTS[i]; j++) {
			const struct value *found = value_get(map, arena_print(&fixture->arena, "k%d", j));
			assert_int_equal(found != NULL, j % 3 != 0);
			if (found)
				assert_int_equal(decimal_compare(found->decimal, decimal_from_integer(j)), 0);
		}
		value_set(&fixture->arena, map, STR("k0"), value_bool(&fixture->arena, true));
		assert_true(value_get(map, STR("k0"))->truth);
	}
}

static void paths_lead_through_maps_and_lists(void **state)
{
	struct fixture *fixture = *state;
	const struct value *root = parse(fixture, "{\"a\": {\"b\": [10, {\"c\": 20}], \"1\": 30}, \"\": {\"\": 40}}");
	static const struct { const char *path, *text; } cases[] = {
		{ "a.b.0", "10" }, { "a.b.1.c", "20" }, { "a.1", "30" }, { "a.b.2", "" }, { "a.b.-1", "" }, { "a.b.x", "" }, { "a.b.", "" },
		{ "a.b.0.c", "" }, { "a.c", "" }, { "a.b.18446744073709551616", "" }, { "a.b.00", "10" }, { ".", "" }, { "b", "" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (!str_equal(value_as_text(value_find(root, str_from(cases[i].path))), str_from(cases[i].text)))
			fail_msg("%s", cases[i].path);
	assert_ptr_equal(value_find(root, STR("")), root);
	assert_null(value_find(NULL, STR("a")));
	assert_int_equal(value_as_text(root).size, 0);
	assert_int_equal(value_as_text(NULL).size, 0);
}

static void equal_is_what_holds_the_same_data(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *a, *b; bool equal; } cases[] = {
		{ "null", "null", true }, { "true", "true", true }, { "true", "false", false }, { "null", "false", false },
		{ "1.0", "1.00", true }, { "1", "1.01", false }, { "-0", "0", true }, { "1e2", "1e2", true }, { "1e2", "100", false },
		{ "\"1\"", "1", false }, { "\"a\"", "\"a\"", true }, { "\"a\"", "\"b\"", false },
		{ "[1, 2]", "[1, 2]", true }, { "[1, 2]", "[2, 1]", false }, { "[1]", "[1, 2]", false }, { "[1, 2]", "[1]", false },
		{ "{\"a\": 1, \"b\": 2}", "{\"b\": 2,\n\"a\": 1}", true }, { "{\"a\": 1}", "{\"b\": 1}", false },
		{ "{\"a\": 1}", "{\"a\": 2}", false }, { "{\"a\": 1}", "{\"a\": 1, \"b\": 2}", false }, { "{}", "[]", false },
		{ "{\"a\": [{\"b\": \"x\"}]}", "{\"a\": [{\"b\": \"x\"}]}", true }, { "{\"a\": [{\"b\": \"x\"}]}", "{\"a\": [{\"b\": \"y\"}]}", false },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct value *a = parse(fixture, cases[i].a), *b = parse(fixture, cases[i].b);
		if (value_equal(a, b) != cases[i].equal || value_equal(b, a) != cases[i].equal)
			fail_msg("%s and %s", cases[i].a, cases[i].b);
	}
}

static void json_goes_round(void **state)
{
	static const char *const CASES[] = {
		"null", "true", "-0", "20.00", "1e5", "\"\"", "[]", "{}", "[1,[2,{\"a\":[]}],\"x\"]", "{\"b\":1,\"a\":{\"\":null}}",
		"\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001f\\u007f\"", "\"义\xF0\x9F\x98\x80\"",
	};
	for (size_t i = 0; i < COUNT(CASES); i++)
		assert_json(parse(*state, CASES[i]), CASES[i]);
}

static void json_is_safe_inside_a_script(void **state)
{
	(void)state;
	static const struct { const char *text, *json; } cases[] = {
		{ "</script><!--", "\"\\u003c/script>\\u003c!--\"" },
		{ "a\xE2\x80\xA8" "b\xE2\x80\xA9", "\"a\\u2028b\\u2029\"" },
		{ "\xE2\x80\xA7\xE2\x80\xAA\xE2\x82\xAC", "\"\xE2\x80\xA7\xE2\x80\xAA\xE2\x82\xAC\"" },
		{ "\xE2\x80", "\"\xE2\x80\"" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf json = { 0 };
		json_add_text(&json, str_from(cases[i].text));
		assert_string_equal(json.data, cases[i].json);
		buf_clear(&json);
	}
}

static void markup_becomes_text_in_json(void **state)
{
	struct fixture *fixture = *state;
	struct value *markup = value_new(&fixture->arena, VALUE_MARKUP, (struct place){ 0 });
	markup->text = STR("<b>x</b>");
	assert_json(markup, "\"\\u003cb>x\\u003c/b>\"");
}

static void every_kind_has_a_name(void **state)
{
	(void)state;
	for (int kind = VALUE_NULL; kind <= VALUE_MARKUP; kind++)
		assert_true(strlen(value_kind_name((enum value_kind)kind)) > 0);
	assert_string_equal(value_kind_name(VALUE_LIST), "a list");
}

struct readers {
	const struct value *map;
	atomic_int found;
};

static void find_all(void *context, size_t worker)
{
	struct readers *readers = context;
	(void)worker;
	for (size_t i = 0; i < readers->map->count; i++)
		readers->found += value_get(readers->map, readers->map->pairs[i].key) == readers->map->pairs[i].value;
}

static void several_threads_read_one_map(void **state)
{
	struct readers readers = { .map = make_map(*state, 5000) };
	work_run(4, find_all, &readers);
	assert_int_equal(readers.found, 4 * 5000);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(new_values_are_what_was_asked_for),
		WITH_FIXTURE(maps_keep_their_order_and_find_every_key),
		WITH_FIXTURE(only_maps_have_keys),
		WITH_FIXTURE(pairs_can_be_taken_out),
		WITH_FIXTURE(paths_lead_through_maps_and_lists),
		WITH_FIXTURE(equal_is_what_holds_the_same_data),
		WITH_FIXTURE(json_goes_round),
		WITH_FIXTURE(json_is_safe_inside_a_script),
		WITH_FIXTURE(markup_becomes_text_in_json),
		WITH_FIXTURE(every_kind_has_a_name),
		WITH_FIXTURE(several_threads_read_one_map),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
