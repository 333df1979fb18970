#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "data/moment.h"

bool clock_as_of(int64_t *moment, const char *text)
{
	if (text)
		return moment_parse(moment, str_from(text));
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	if (!epoch || !*epoch) {
		*moment = time(NULL);
		return true;
	}
	struct str digits = str_from(epoch);
	*moment = 0;
	for (size_t i = 0; i < digits.size; i++) {
		if (digits.data[i] < '0' || digits.data[i] > '9' || digits.size > 11)
			return false;
		*moment = *moment * 10 + (digits.data[i] - '0');
	}
	int year = moment_in_china(*moment).year;
	return year >= 1980 && year <= 2107;
}

uint64_t clock_milliseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

size_t machine_jobs(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);
	return count > 0 ? (size_t)count : 1;
}
