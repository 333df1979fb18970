#include "data/currency.h"

#include <assert.h>

#include "base/embedded.h"

enum { CODE_SIZE = 3 };

/* The rows of the table, without the comments and the header, whose lines do not begin with a capital letter. */
static struct str find_rows(void)
{
	struct str rows = { 0 };
	for (size_t i = 0; i < EMBEDDED_COUNT && rows.size == 0; i++)
		if (str_equal(str_from(EMBEDDED[i].path), STR("data/currencies.csv")))
			rows = (struct str){ (const char *)EMBEDDED[i].data, EMBEDDED[i].size };
	struct str rest = rows;
	while (rest.size && (rest.data[0] < 'A' || rest.data[0] > 'Z')) {
		str_next_line(&rest);
		rows = rest;
	}
	assert(rows.size > 0);
	return rows;
}

static struct currency read_row(struct str row)
{
	struct str code = str_next_part(&row, ','), digits = str_next_part(&row, ','), alias_of = str_next_part(&row, ',');
	return (struct currency){ alias_of.size ? alias_of : code, (unsigned)(digits.data[0] - '0') };
}

/* The rows are sorted by code: halves them until one is left. */
bool currency_find(struct currency *out, struct str label)
{
	if (label.size != CODE_SIZE)
		return false;
	struct str rows = find_rows();
	while (rows.size) {
		size_t start = rows.size / 2;
		while (start > 0 && rows.data[start - 1] != '\n')
			start--;
		struct str rest = str_slice(rows, start, rows.size), row = str_next_line(&rest);
		int order = str_compare(label, str_slice(row, 0, CODE_SIZE));
		if (order == 0) {
			*out = read_row(row);
			return true;
		}
		rows = order < 0 ? str_slice(rows, 0, start) : rest;
	}
	return false;
}

bool currency_check(struct currency *out, struct str label, struct place place, struct diags *diags)
{
	if (currency_find(out, label))
		return true;
	struct str_nearest nearest = { 0 };
	struct str rows = find_rows();
	while (rows.size)
		str_nearest_offer(&nearest, label, str_slice(str_next_line(&rows), 0, CODE_SIZE));
	diag_error(diags, place, "'%.*s' is no currency", STR_ARG(label));
	if (nearest.found.size)
		diag_hint_nearest(diags, &nearest);
	else
		diag_hint(diags, "write a code of ISO 4217, such as CNY or USD");
	return false;
}

bool currency_same(struct str a, struct str b)
{
	struct currency x, y;
	return str_equal(a, b) || (currency_find(&x, a) && currency_find(&y, b) && str_equal(x.code, y.code));
}
