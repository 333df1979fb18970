#include "base/work.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/memory.h"

struct worker {
	pthread_t thread;
	size_t number;
	bool started;
	void (*task)(void *context, size_t worker);
	void *context;
};

static void *run(void *argument)
{
	struct worker *worker = argument;
	worker->task(worker->context, worker->number);
	return NULL;
}

void work_run(size_t jobs, void (*task)(void *context, size_t worker), void *context)
{
	struct worker *workers = memory_new(jobs, sizeof *workers);
	for (size_t i = 0; i < jobs; i++)
		workers[i] = (struct worker){ .number = i, .task = task, .context = context };
	for (size_t i = 0; i + 1 < jobs; i++)
		workers[i].started = pthread_create(&workers[i].thread, NULL, run, &workers[i]) == 0;
	for (size_t i = 0; i < jobs; i++)
		if (!workers[i].started)
			run(&workers[i]);
	for (size_t i = 0; i < jobs; i++)
		if (workers[i].started)
			pthread_join(workers[i].thread, NULL);
	memory_free(workers);
}

size_t work_take(struct work_queue *queue)
{
	return atomic_fetch_add_explicit(&queue->next, 1, memory_order_relaxed);
}
