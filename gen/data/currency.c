#include "data/currency.h"

#include <assert.h>
#include <string.h>

#include "base/embedded.h"

enum { CODE_SIZE = 3 };

static struct str find_table(void)
{
	for (size_t i = 0; i < EMBEDDED_COUNT; i++)
		if (strcmp(EMBEDDED[i].path, "data/currencies.csv") == 0)
			return (struct str){ (const char *)EMBEDDED[i].data, EMBEDDED[i].size };
	assert(false);
	return STR("");
}

/* Comments and the head of the table do not begin with a capital letter. */
static bool is_row(struct str line)
{
	return line.size && line.data[0] >= 'A' && line.data[0] <= 'Z';
}

static struct currency read_row(struct str row)
{
	struct str code = str_next_part(&row, ','), digits = str_next_part(&row, ','), alias_of = str_next_part(&row, ',');
	return (struct currency){ alias_of.size ? alias_of : code, (unsigned)(digits.data[0] - '0') };
}

/* The rows are sorted by code, behind what is no row: halves them until one is left. */
bool currency_find(struct currency *out, struct str label)
{
	if (label.size != CODE_SIZE)
		return false;
	struct str rows = find_table();
	while (rows.size) {
		size_t start = rows.size / 2;
		while (start > 0 && rows.data[start - 1] != '\n')
			start--;
		struct str rest = str_slice(rows, start, rows.size), row = str_next_line(&rest);
		int order = is_row(row) ? str_compare(label, str_slice(row, 0, CODE_SIZE)) : 1;
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
	struct str rows = find_table();
	while (rows.size) {
		struct str row = str_next_line(&rows);
		if (is_row(row))
			str_nearest_offer(&nearest, label, str_slice(row, 0, CODE_SIZE));
	}
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
