/*
 * work: one task on several threads.
 */
#ifndef PLAYBOOK_BASE_WORK_H
#define PLAYBOOK_BASE_WORK_H

#include <stdatomic.h>
#include <stddef.h>

/*
 * Calls TASK(CONTEXT, WORKER) once for each WORKER from 0 to JOBS - 1, each on a thread of its own (the last one on the
 * caller's), and returns when all have returned.  A thread that cannot be started is made up for by the caller's, one
 * worker after the other, so the work is always done.  JOBS is at least 1.
 */
void work_run(size_t jobs, void (*task)(void *context, size_t worker), void *context);

/* Hands out 0, 1, … COUNT - 1 to whoever asks next; at or above COUNT there is nothing left. */
struct work_queue {
	atomic_size_t next;
	size_t count;
};
size_t work_take(struct work_queue *queue);

#endif
