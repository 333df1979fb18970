/* work: every worker runs once, every number is handed out once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <pthread.h>

#include <cmocka.h>

#include "base/work.h"

enum { WORKERS = 16, NUMBERS = 20000 };

struct tally {
	atomic_int runs[WORKERS];
	pthread_t threads[WORKERS];
	struct work_queue queue;
	atomic_int taken[NUMBERS];
};

static void count_run(void *context, size_t worker)
{
	struct tally *tally = context;
	tally->runs[worker]++;
	tally->threads[worker] = pthread_self();
}

static void take_numbers(void *context, size_t worker)
{
	struct tally *tally = context;
	tally->runs[worker]++;
	for (size_t number; (number = work_take(&tally->queue)) < tally->queue.count;)
		tally->taken[number]++;
}

static void each_worker_runs_once_and_has_ended_on_return(void **state)
{
	(void)state;
	static const size_t JOBS[] = { 1, 2, WORKERS };
	for (size_t i = 0; i < sizeof JOBS / sizeof *JOBS; i++) {
		struct tally tally = { .queue = { 0 } };
		work_run(JOBS[i], count_run, &tally);
		for (size_t worker = 0; worker < WORKERS; worker++)
			assert_int_equal(tally.runs[worker], worker < JOBS[i] ? 1 : 0);
		assert_true(pthread_equal(tally.threads[JOBS[i] - 1], pthread_self()));
	}
}

static void each_number_is_taken_once(void **state)
{
	(void)state;
	static struct tally tally = { .queue = { .count = NUMBERS } };
	work_run(WORKERS, take_numbers, &tally);
	for (size_t i = 0; i < NUMBERS; i++)
		assert_int_equal(tally.taken[i], 1);
	assert_true(work_take(&tally.queue) >= NUMBERS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_worker_runs_once_and_has_ended_on_return),
		cmocka_unit_test(each_number_is_taken_once),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
