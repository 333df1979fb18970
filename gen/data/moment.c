#include "data/moment.h"

enum { DAY = 24 * 3600, FIRST_YEAR = 1980, LAST_YEAR = 2107 };

static int days_in_month(int year, int month)
{
	static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
	return month == 2 && leap ? 29 : DAYS[month - 1];
}

bool moment_is_day(int year, int month, int day)
{
	return month >= 1 && month <= 12 && day >= 1 && day <= days_in_month(year, month);
}

/* Counts years from March, so that the leap day is a year's last. */
int64_t moment_days(int year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t year_of_era = y - era * 400;
	int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
	return era * 146097 + day_of_era - 719468;
}

/* Cuts COUNT digits off REST. */
static bool take_digits(struct str *rest, int count, int *number)
{
	*number = 0;
	if (rest->size < (size_t)count)
		return false;
	for (int i = 0; i < count; i++) {
		if (rest->data[i] < '0' || rest->data[i] > '9')
			return false;
		*number = *number * 10 + (rest->data[i] - '0');
	}
	*rest = str_slice(*rest, (size_t)count, rest->size);
	return true;
}

static bool take(struct str *rest, char byte)
{
	if (rest->size == 0 || rest->data[0] != byte)
		return false;
	*rest = str_slice(*rest, 1, rest->size);
	return true;
}

static bool take_offset(struct str *rest, int64_t *offset)
{
	*offset = MOMENT_CHINA_OFFSET;
	if (rest->size == 0)
		return true;
	*offset = 0;
	if (take(rest, 'Z'))
		return true;
	bool west = rest->data[0] == '-';
	int hours, minutes;
	if ((!take(rest, '+') && !take(rest, '-')) || !take_digits(rest, 2, &hours) || !take(rest, ':') ||
	    !take_digits(rest, 2, &minutes) || hours > 14 || minutes > 59)
		return false;
	*offset = (hours * 60 + minutes) * 60;
	if (west)
		*offset = -*offset;
	return true;
}

bool moment_parse(int64_t *moment, struct str text)
{
	int year, month, day, hour = 23, minute = 59, second = 59;
	int64_t offset = MOMENT_CHINA_OFFSET;
	if (!take_digits(&text, 4, &year) || !take(&text, '-') || !take_digits(&text, 2, &month) || !take(&text, '-') ||
	    !take_digits(&text, 2, &day) || !moment_is_day(year, month, day) || year < FIRST_YEAR || year > LAST_YEAR)
		return false;
	if (text.size) {
		if ((!take(&text, 'T') && !take(&text, ' ')) || !take_digits(&text, 2, &hour) || !take(&text, ':') ||
		    !take_digits(&text, 2, &minute))
			return false;
		second = 0;
		if (take(&text, ':') && !take_digits(&text, 2, &second))
			return false;
		if (hour > 23 || minute > 59 || second > 59 || !take_offset(&text, &offset) || text.size)
			return false;
	}
	*moment = moment_days(year, month, day) * DAY + hour * 3600 + minute * 60 + second - offset;
	return true;
}

struct moment_fields moment_in_china(int64_t moment)
{
	int64_t local = moment + MOMENT_CHINA_OFFSET;
	int64_t days = local / DAY, seconds = local % DAY;
	if (seconds < 0) {
		seconds += DAY;
		days--;
	}
	int64_t z = days + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t day_of_era = z - era * 146097;
	int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
	int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
	int64_t shifted = (5 * day_of_year + 2) / 153;
	int month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
	return (struct moment_fields){
		.year = (int)(year_of_era + era * 400 + (month <= 2)),
		.month = month,
		.day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1),
		.hour = (int)(seconds / 3600),
		.minute = (int)(seconds / 60 % 60),
		.second = (int)(seconds % 60),
	};
}

void moment_format_date(struct buf *out, int64_t moment)
{
	struct moment_fields at = moment_in_china(moment);
	buf_print(out, "%04d-%02d-%02d", at.year, at.month, at.day);
}

void moment_format_time(struct buf *out, int64_t moment)
{
	struct moment_fields at = moment_in_china(moment);
	buf_print(out, "%04d-%02d-%02dT%02d:%02d:%02d+08:00", at.year, at.month, at.day, at.hour, at.minute, at.second);
}
