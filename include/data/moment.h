/*
 * moment: days and times as people in China write them.
 *
 * A moment is seconds since 1970-01-01T00:00:00Z.  China has had one offset, +08:00, and no summer time since 1991.
 */
#ifndef PLAYBOOK_DATA_MOMENT_H
#define PLAYBOOK_DATA_MOMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { MOMENT_CHINA_OFFSET = 8 * 3600 };

struct moment_fields {
	int year, month, day, hour, minute, second;
};

/*
 * Reads "2026-11-23" (the day's last second in China), "2026-11-23T09:00:00+08:00", "…Z", or a time without an offset (China
 * time).  Years 1980 to 2107 (what a zip can hold).
 */
bool moment_parse(int64_t *moment, struct str text);

/* The clock in China at MOMENT. */
struct moment_fields moment_in_china(int64_t moment);

/* Appends "2026-11-23" and "2026-11-23T09:00:00+08:00", both in China. */
void moment_format_date(struct buf *out, int64_t moment);
void moment_format_time(struct buf *out, int64_t moment);

/* Days from 1970-01-01 to a day of the proleptic Gregorian calendar. */
int64_t moment_days(int year, int month, int day);

/* Whether the calendar has that day. */
bool moment_is_day(int year, int month, int day);

#endif
