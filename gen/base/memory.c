#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

static void (*failure_hook)(void);

void memory_on_failure(void (*hook)(void))
{
	failure_hook = hook;
}

void memory_fail(void)
{
	if (failure_hook)
		failure_hook();
	abort();
}

void *memory_new(size_t count, size_t size)
{
	void *pointer = calloc(count ? count : 1, size ? size : 1);
	if (!pointer)
		memory_fail();
	return pointer;
}

void *memory_resize(void *pointer, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_fail();
	size_t bytes = count * size;
	void *resized = realloc(pointer, bytes ? bytes : 1);
	if (!resized)
		memory_fail();
	return resized;
}

void memory_free(void *pointer)
{
	free(pointer);
}
