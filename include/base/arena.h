/*
 * arena: memory that is given back all at once.
 *
 * The site's arena lives for the build, a page's arena is reset after each page.  An arena belongs to one thread.
 */
#ifndef PLAYBOOK_BASE_ARENA_H
#define PLAYBOOK_BASE_ARENA_H

#include <stddef.h>

#include "base/str.h"

struct arena_block;

/* Zero is valid and empty. */
struct arena {
	struct arena_block *blocks;  /* the newest first */
	size_t used;                 /* bytes taken of the newest block */
};

/* SIZE bytes, all zero, aligned for any type; live until the arena is reset or cleared. */
void *arena_alloc(struct arena *arena, size_t size);

/* One object, or an array of COUNT objects, of TYPE, all zero. */
#define arena_new(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define arena_array(arena, type, count) ((type *)arena_alloc((arena), arena_size((count), sizeof(type))))

/* COUNT * SIZE; runs out of memory rather than overflow. */
size_t arena_size(size_t count, size_t size);

/* A copy of TEXT with a NUL behind it (not counted). */
struct str arena_str(struct arena *arena, struct str text);

/* The same as a C string. */
char *arena_text(struct arena *arena, struct str text);

/* Text made as by printf, NUL-terminated. */
__attribute__((format(printf, 2, 3))) struct str arena_print(struct arena *arena, const char *format, ...);

/* Forgets everything but keeps one block for the next use. */
void arena_reset(struct arena *arena);

/* Frees everything; the arena is empty again. */
void arena_clear(struct arena *arena);

#endif
