/*
 * memory: the only door to malloc.
 *
 * Nothing here returns NULL.  When the machine has no memory left, the hook that cli sets is called (it prints a
 * message and exits with 3); without a hook, or when the hook returns, the program aborts.
 */
#ifndef PLAYBOOK_BASE_MEMORY_H
#define PLAYBOOK_BASE_MEMORY_H

#include <stddef.h>

/* What to call when memory runs out.  Set once, before any thread starts. */
void memory_on_failure(void (*hook)(void));

/* Calls the hook, then aborts: for libraries that report "out of memory" themselves. */
_Noreturn void memory_fail(void);

/* COUNT objects of SIZE bytes, all zero; the caller frees them with memory_free. */
void *memory_new(size_t count, size_t size);

/* POINTER (or NULL) resized to COUNT objects of SIZE bytes; new bytes are not set. */
void *memory_resize(void *pointer, size_t count, size_t size);

/* Accepts NULL. */
void memory_free(void *pointer);

/*
 * Makes room for one more element in the array ARRAY (a pointer variable) that holds COUNT of CAPACITY (variables).
 * Capacity doubles, so adding N elements costs O(N).
 */
#define memory_room(array, count, capacity)                                                          \
	((count) < (capacity) ? (void)0                                                              \
	                      : (void)((capacity) = (capacity) ? (capacity) * 2 : 8,                  \
	                               (array) = memory_resize((array), (capacity), sizeof *(array))))

#endif
