#include "cost/opaque.h"

enum { CELLS_LIMIT = 1 << 14 };  /* equations times hidden amounts: what is solved in a moment */

struct system {
	const struct cost *cost;
	const bool *visible;
	bool *known;              /* visible, or a sum of what is known: not worth hiding */
	struct arena *arena;
	size_t *columns;          /* of a line that is not known */
	size_t *lines;            /* of a column */
	struct rational *rows;    /* ROW_COUNT times COLUMN_COUNT, each row with a pivot of 1 that no other row has */
	size_t *pivots;
	size_t row_count, column_count;
};

static struct rational *row_at(const struct system *system, size_t row)
{
	return &system->rows[row * system->column_count];
}

static bool has_unknown_part(const struct system *system, const struct cost_line *line)
{
	for (size_t i = 0; i < line->part_count; i++)
		if (!system->known[line->parts[i].line])
			return true;
	return false;
}

/* ROW -= FACTOR * OTHER. */
static bool subtract_row(struct rational *row, const struct rational *other, struct rational factor, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct rational product;
		if (other[i].above.size == 0)
			continue;
		if (!rational_multiply(&product, &other[i], &factor) || !rational_subtract(&row[i], &row[i], &product))
			return false;
	}
	return true;
}

/* Adds the equation in the row behind the last one, which stays reduced; false when figures become too large. */
static bool add_row(struct system *system)
{
	size_t count = system->column_count, pivot = 0;
	struct rational *row = row_at(system, system->row_count);
	for (size_t i = 0; i < system->row_count; i++)
		if (!subtract_row(row, row_at(system, i), row[system->pivots[i]], count))
			return false;
	while (pivot < count && row[pivot].above.size == 0)
		pivot++;
	if (pivot == count)
		return true;  /* it says nothing new */
	struct rational first = row[pivot];
	for (size_t i = 0; i < count; i++)
		if (!rational_divide(&row[i], &row[i], &first))
			return false;
	for (size_t i = 0; i < system->row_count; i++)
		if (!subtract_row(row_at(system, i), row, row_at(system, i)[pivot], count))
			return false;
	system->pivots[system->row_count++] = pivot;
	return true;
}

/* The line that some equation holds alone, or NULL. */
static const struct cost_line *find_solved(const struct system *system)
{
	for (size_t i = 0; i < system->row_count; i++) {
		size_t found = 0;
		for (size_t j = 0; j < system->column_count; j++)
			found += row_at(system, i)[j].above.size != 0;
		if (found == 1)
			return &system->cost->lines[system->lines[system->pivots[i]]];
	}
	return NULL;
}

static bool add_to_cell(struct rational *cell, bool negative)
{
	struct rational one = rational_from(decimal_from_integer(negative ? -1 : 1));
	return rational_add(cell, cell, &one);
}

/* The equation of a line: its unknown parts, and itself when it is unknown. */
static bool add_equation(struct system *system, size_t index)
{
	const struct cost_line *line = &system->cost->lines[index];
	struct rational *row = row_at(system, system->row_count);
	for (size_t i = 0; i < system->column_count; i++)
		row[i] = rational_zero();
	for (size_t i = 0; i < line->part_count; i++)
		if (!system->known[line->parts[i].line] && !add_to_cell(&row[system->columns[line->parts[i].line]], line->parts[i].negative))
			return false;
	if (!system->known[index] && !add_to_cell(&row[system->columns[index]], true))
		return false;
	return add_row(system);
}

static bool is_equation(const struct system *system, size_t index)
{
	const struct cost_line *line = &system->cost->lines[index];
	return has_unknown_part(system, line) && (system->visible[index] || line->tie == TIE_SUM);
}

static void find_known(struct system *system)
{
	const struct cost *cost = system->cost;
	system->known = arena_array(system->arena, bool, cost->line_count);
	for (size_t i = 0; i < cost->line_count; i++) {
		const struct cost_line *line = &cost->lines[i];
		system->known[i] = system->visible[i] || (line->tie == TIE_SUM && !has_unknown_part(system, line));
	}
}

/* Numbers unknown lines, counts equations and makes room for them. */
static bool prepare(struct system *system)
{
	const struct cost *cost = system->cost;
	size_t equations = 0;
	system->columns = arena_array(system->arena, size_t, cost->line_count);
	system->lines = arena_array(system->arena, size_t, cost->line_count);
	for (size_t i = 0; i < cost->line_count; i++) {
		equations += is_equation(system, i);
		if (!system->known[i]) {
			system->columns[i] = system->column_count;
			system->lines[system->column_count++] = i;
		}
	}
	if (system->column_count && equations > CELLS_LIMIT / system->column_count)
		return false;
	system->rows = arena_array(system->arena, struct rational, (equations + 1) * system->column_count);
	system->pivots = arena_array(system->arena, size_t, equations + 1);
	return true;
}

static bool refuse(const struct cost_line *line, struct str hidden, const struct edition *edition, struct diags *diags)
{
	diag_error(diags, line->place, "'%.*s' gives '%.*s' away to the edition '%.*s': it follows from the figures shown", STR_ARG(line->id),
	           STR_ARG(hidden), STR_ARG(edition->name));
	diag_hint(diags, "hide this line as well, or more of what it is made from");
	return false;
}

bool opaque_check(const struct cost *cost, const bool *visible, struct arena *arena, const struct edition *edition,
                  struct diags *diags)
{
	struct system system = { .cost = cost, .visible = visible, .arena = arena };
	const struct cost_line *opaque = NULL;   /* the last one */
	find_known(&system);
	for (size_t i = 0; i < cost->line_count; i++)
		if (visible[i] && has_unknown_part(&system, &cost->lines[i]))
			opaque = &cost->lines[i];
	if (!opaque)
		return true;
	if (!prepare(&system))
		return diag_error(diags, opaque->place, "there are too many hidden lines to check what '%.*s' gives away", STR_ARG(opaque->id));
	for (size_t i = 0; i < cost->line_count; i++)
		if (!visible[i] && is_equation(&system, i) && !add_equation(&system, i))
			return diag_error(diags, opaque->place, "it cannot be checked what '%.*s' gives away", STR_ARG(opaque->id));
	for (size_t i = 0; i < cost->line_count; i++) {
		const struct cost_line *line = &cost->lines[i];
		if (!visible[i] || !is_equation(&system, i))
			continue;
		for (size_t j = 0; line->tie == TIE_CHOICE && j < line->part_count; j++)
			if (!system.known[line->parts[j].line])
				return refuse(line, cost->lines[line->parts[j].line].id, edition, diags);
		if (!add_equation(&system, i))
			return diag_error(diags, line->place, "it cannot be checked what '%.*s' gives away", STR_ARG(line->id));
		const struct cost_line *solved = find_solved(&system);
		if (solved)
			return refuse(line, solved->id, edition, diags);
	}
	return true;
}
