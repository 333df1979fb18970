/* map: look-up by text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/map.h"

enum { MANY = 10000 };

static void an_empty_map_has_nothing(void **state)
{
	(void)state;
	struct map map = { 0 };
	assert_null(map_get(&map, STR("a")));
	assert_null(map_get(&map, STR("")));
	map_clear(&map);
}

static void the_first_value_of_a_key_stays(void **state)
{
	(void)state;
	struct map map = { 0 };
	int one = 1, two = 2;
	assert_ptr_equal(map_put(&map, STR("a"), &one), &one);
	assert_ptr_equal(map_put(&map, STR("a"), &two), &one);
	assert_ptr_equal(map_put(&map, STR(""), &two), &two);
	assert_ptr_equal(map_get(&map, STR("a")), &one);
	assert_ptr_equal(map_get(&map, STR("")), &two);
	assert_null(map_get(&map, STR("A")));
	assert_int_equal(map.count, 2);
	map_clear(&map);
	assert_null(map_get(&map, STR("a")));
	assert_int_equal(map.count, 0);
}

static void finds_each_of_many_keys(void **state)
{
	(void)state;
	struct map map = { 0 };
	struct arena arena = { 0 };
	static int values[MANY];
	for (int i = 0; i < MANY; i++)
		map_put(&map, arena_print(&arena, "key-%d", i), &values[i]);
	assert_int_equal(map.count, MANY);
	for (int i = 0; i < MANY; i++)
		assert_ptr_equal(map_get(&map, arena_print(&arena, "key-%d", i)), &values[i]);
	assert_null(map_get(&map, STR("key-10000")));
	map_clear(&map);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_map_has_nothing),
		cmocka_unit_test(the_first_value_of_a_key_stays),
		cmocka_unit_test(finds_each_of_many_keys),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
