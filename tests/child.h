/* child: a part of a test in a process of its own, which may have other rights, or die. */
#ifndef PLAYBOOK_TESTS_CHILD_H
#define PLAYBOOK_TESTS_CHILD_H

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CHILD_DIED = -1 };

/*
 * What RUN returns, or CHILD_DIED.  The child ends by a signal, so that tools do not take for lost what it has from its parent;
 * under ThreadSanitizer it may start no threads.
 */
static inline int child_run(int (*run)(void *context), void *context)
{
	int *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0), status = 0;
	assert_ptr_not_equal(shared, MAP_FAILED);
	*shared = CHILD_DIED;
	pid_t child = fork();
	if (child == 0) {
		*shared = run(context);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	int result = *shared;
	munmap(shared, sizeof *shared);
	return result;
}

#endif
