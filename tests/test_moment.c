#include "data/moment.h"

#include "fixture.h"

static void reads_days_and_times(void **state)
{
	static const struct { const char *text; int64_t moment; } cases[] = {
		{ "1980-01-01T00:00:00Z", 315532800 },
		{ "2026-11-23", 1795449599 },                      /* 23:59:59 in China */
		{ "2026-11-23T23:59:59+08:00", 1795449599 },
		{ "2026-11-23T23:59:59", 1795449599 },             /* no offset: China */
		{ "2026-11-23 15:59:59Z", 1795449599 },
		{ "2026-11-23T10:59:59-05:00", 1795449599 },
		{ "2024-02-29T00:00Z", 1709164800 },
		{ "2100-02-28T00:00:00Z", 4107456000 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t moment = 0;
		assert_true(moment_parse(&moment, str_from(cases[i].text)));
		assert_int_equal(moment, cases[i].moment);
	}
}

static void refuses_what_no_calendar_has(void **state)
{
	static const char *const cases[] = {
		"", "2026", "2026-13-01", "2026-02-29", "2100-02-29", "2026-11-31", "2026-1-1", "26-11-23", "2026-11-23T", "2026-11-23T24:00",
		"2026-11-23T10", "2026-11-23T10:60", "2026-11-23T10:00:60", "2026-11-23T10:00+8", "2026-11-23T10:00+08:00x", "2026-11-23x",
		"1979-12-31", "2108-01-01", "2026/11/23", " 2026-11-23", "2026-11-23T10:00+15:00",
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t moment = 7;
		assert_false(moment_parse(&moment, str_from(cases[i])));
	}
}

static void writes_what_it_read(void **state)
{
	static const char *const cases[] = { "1980-01-01T00:00:00+08:00", "2000-02-29T12:30:45+08:00", "2107-12-31T23:59:59+08:00" };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t moment;
		struct buf text = { 0 };
		assert_true(moment_parse(&moment, str_from(cases[i])));
		moment_format_time(&text, moment);
		assert_str(buf_str(&text), cases[i]);
		buf_truncate(&text, 0);
		moment_format_date(&text, moment);
		assert_true(str_starts(str_from(cases[i]), buf_str(&text)));
		buf_clear(&text);
	}
}

static void counts_every_day_of_a_century(void **state)
{
	int64_t days = moment_days(1980, 1, 1);
	(void)state;
	for (int year = 1980; year < 2108; year++)
		for (int month = 1; month <= 12; month++)
			for (int day = 1; day <= 31; day++)
				if (moment_is_day(year, month, day)) {
					assert_int_equal(moment_days(year, month, day), days);
					struct moment_fields at = moment_in_china(days * 86400 - MOMENT_CHINA_OFFSET);
					assert_int_equal(at.year, year);
					assert_int_equal(at.month, month);
					assert_int_equal(at.day, day);
					days++;
				}
	assert_int_equal(days, moment_days(2108, 1, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_days_and_times),
		cmocka_unit_test(refuses_what_no_calendar_has),
		cmocka_unit_test(writes_what_it_read),
		cmocka_unit_test(counts_every_day_of_a_century),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
