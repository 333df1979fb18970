#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

enum { BLOCK_SIZE = 64 * 1024, ALIGNMENT = 16 };

struct arena_block {
	struct arena_block *next;
	size_t size;  /* bytes of data[] */
	_Alignas(ALIGNMENT) unsigned char data[];
};

static struct arena_block *block_create(size_t size)
{
	if (size > SIZE_MAX - sizeof(struct arena_block))
		memory_fail();
	struct arena_block *block = memory_resize(NULL, 1, sizeof *block + size);
	block->next = NULL;
	block->size = size;
	return block;
}

size_t arena_size(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_fail();
	return count * size;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > SIZE_MAX - ALIGNMENT)
		memory_fail();
	size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	if (!arena->blocks || arena->blocks->size - arena->used < size) {
		struct arena_block *block = block_create(size > BLOCK_SIZE ? size : BLOCK_SIZE);
		block->next = arena->blocks;
		arena->blocks = block;
		arena->used = 0;
	}
	void *pointer = arena->blocks->data + arena->used;
	arena->used += size;
	return memset(pointer, 0, size);
}

struct str arena_str(struct arena *arena, struct str text)
{
	return (struct str){ arena_text(arena, text), text.size };
}

char *arena_text(struct arena *arena, struct str text)
{
	char *copy = arena_alloc(arena, text.size + 1);
	if (text.size)
		memcpy(copy, text.data, text.size);
	return copy;
}

struct str arena_print(struct arena *arena, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	size_t size = length > 0 ? (size_t)length : 0;
	char *text = arena_alloc(arena, size + 1);
	vsnprintf(text, size + 1, format, again);
	va_end(again);
	return (struct str){ text, size };
}

void arena_reset(struct arena *arena)
{
	struct arena_block *kept = NULL;
	while (arena->blocks) {
		struct arena_block *block = arena->blocks;
		arena->blocks = block->next;
		if (!kept && block->size == BLOCK_SIZE)
			kept = block;
		else
			memory_free(block);
	}
	if (kept)
		kept->next = NULL;
	arena->blocks = kept;
	arena->used = 0;
}

void arena_clear(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *block = arena->blocks;
		arena->blocks = block->next;
		memory_free(block);
	}
	arena->used = 0;
}
