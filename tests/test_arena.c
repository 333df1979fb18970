/* arena and memory: what is given out is zero, aligned, apart from all else, and stays until the reset. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/memory.h"

enum { PIECES = 2000, HOOK_STATUS = 42 };

static void pieces_are_zero_aligned_and_apart(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	unsigned char *pieces[PIECES];
	for (size_t round = 0; round < 2; round++) {
		for (size_t i = 0; i < PIECES; i++) {
			size_t size = i * 7 % 300;
			pieces[i] = arena_alloc(&arena, size);
			assert_int_equal((uintptr_t)pieces[i] % 16, 0);
			for (size_t j = 0; j < size; j++)
				assert_int_equal(pieces[i][j], 0);
			memset(pieces[i], (int)(i % 255 + 1), size);
		}
		for (size_t i = 0; i < PIECES; i++)
			for (size_t j = 0; j < i * 7 % 300; j++)
				assert_int_equal(pieces[i][j], i % 255 + 1);
		arena_reset(&arena);
	}
	arena_clear(&arena);
	assert_null(arena.blocks);
}

static void a_piece_may_be_larger_than_a_block(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	char *small = arena_text(&arena, STR("small"));
	unsigned char *large = arena_alloc(&arena, 1000 * 1000);
	memset(large, 0xFF, 1000 * 1000);
	char *next = arena_text(&arena, STR("next"));
	assert_string_equal(small, "small");
	assert_string_equal(next, "next");
	assert_int_equal(large[999999], 0xFF);
	arena_reset(&arena);
	assert_int_equal(((unsigned char *)arena_alloc(&arena, 64))[63], 0);
	arena_clear(&arena);
}

static void a_reset_keeps_one_block_for_the_next_page(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	arena_reset(&arena);
	assert_null(arena.blocks);
	for (int i = 0; i < 10; i++)
		arena_alloc(&arena, 50000);
	arena_reset(&arena);
	const struct arena_block *kept = arena.blocks;
	assert_non_null(kept);
	arena_alloc(&arena, 60000);
	assert_ptr_equal(arena.blocks, kept);
	arena_clear(&arena);
}

static void texts_are_copies_that_end_in_nul(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	char source[] = "abcdef";
	struct str copy = arena_str(&arena, (struct str){ source, 3 });
	struct str empty = arena_str(&arena, (struct str){ 0 });
	struct str printed = arena_print(&arena, "%s-%d", source, 7);
	source[0] = 'z';
	assert_int_equal(copy.size, 3);
	assert_string_equal(copy.data, "abc");
	assert_int_equal(empty.size, 0);
	assert_string_equal(empty.data, "");
	assert_int_equal(printed.size, 8);
	assert_string_equal(printed.data, "abcdef-7");
	arena_clear(&arena);
}

static void exit_with_status(void)
{
	_exit(HOOK_STATUS);
}

static void overflow_array(void)
{
	struct arena arena = { 0 };
	arena_array(&arena, uint64_t, SIZE_MAX / 8 + 1);
}

static void overflow_piece(void)
{
	struct arena arena = { 0 };
	arena_alloc(&arena, SIZE_MAX - 3);
}

static void overflow_resize(void)
{
	memory_resize(NULL, SIZE_MAX / 2, 3);
}

static void overflow_buffer(void)
{
	struct buf buf = { 0 };
	buf_reserve(&buf, SIZE_MAX - 1);
}

static void too_large_a_size_calls_the_hook(void **state)
{
	(void)state;
	static void (*const CASES[])(void) = { overflow_array, overflow_piece, overflow_resize, overflow_buffer };
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		pid_t child = fork();
		if (child == 0) {
			memory_on_failure(exit_with_status);
			CASES[i]();
			_exit(0);
		}
		int status;
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), HOOK_STATUS);
	}
}

static void arrays_grow_by_doubling(void **state)
{
	(void)state;
	int *numbers = NULL;
	size_t count = 0, capacity = 0, moves = 0;
	for (int i = 0; i < 1000; i++) {
		size_t before = capacity;
		memory_room(numbers, count, capacity);
		moves += capacity != before;
		numbers[count++] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(numbers[i], i);
	assert_int_equal(moves, 8);
	memory_free(numbers);
	memory_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_zero_aligned_and_apart),
		cmocka_unit_test(a_piece_may_be_larger_than_a_block),
		cmocka_unit_test(a_reset_keeps_one_block_for_the_next_page),
		cmocka_unit_test(texts_are_copies_that_end_in_nul),
		cmocka_unit_test(too_large_a_size_calls_the_hook),
		cmocka_unit_test(arrays_grow_by_doubling),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
