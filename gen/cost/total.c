#include "cost/total.h"

#include "base/memory.h"

enum { MANY = 1 << 20 };  /* where counting stops: doubling from line to line would overflow */

/* COUNTS[i] is how often line i is in the line TOP, itself included. */
static void count_lines(const struct model *model, size_t top, long *counts)
{
	for (size_t i = 0; i < top; i++)
		counts[i] = 0;
	counts[top] = 1;
	for (size_t i = top + 1; i-- > 0;) {
		const struct model_line *line = &model->lines[i];
		if (counts[i] == 0 || (line->work != MODEL_SUM && line->work != MODEL_CONVERT))
			continue;
		for (size_t j = 0; j < line->part_count; j++) {
			long *count = &counts[line->parts[j].line];
			*count += line->parts[j].negative ? -counts[i] : counts[i];
			*count = *count > MANY ? MANY : *count < -MANY ? -MANY : *count;
		}
	}
}

/* Says that TOTAL holds the line INDEX, at the last of its parts that does, and by which others. */
static bool refuse(const struct model *model, size_t total, size_t index, const char *why, long *counts, struct diags *diags)
{
	const struct model_line *line = &model->lines[total];
	const struct model_line *first = NULL, *last = NULL;
	struct place place = line->place;
	for (size_t j = 0; j < line->part_count; j++) {
		size_t part = line->parts[j].line;
		count_lines(model, part, counts);
		if (part < index || (part > index && counts[index] == 0))
			continue;
		first = first ? first : &model->lines[part];
		last = &model->lines[part];
		place = line->part_places[j];
	}
	diag_error(diags, place, "the total '%.*s' counts '%.*s'%s", STR_ARG(line->id), STR_ARG(model->lines[index].id), why);
	if (first != last)
		diag_hint(diags, "it is in '%.*s' and in '%.*s'", STR_ARG(first->id), STR_ARG(last->id));
	else if (last != &model->lines[index])
		diag_hint(diags, "it is in '%.*s'", STR_ARG(last->id));
	return false;
}

bool total_check(const struct model *model, size_t total, struct diags *diags)
{
	long *counts = memory_new(total + 1, sizeof *counts);
	bool ok = true;
	count_lines(model, total, counts);
	for (size_t i = 0; i < total && ok; i++) {
		if (counts[i] > 1)
			ok = refuse(model, total, i, " twice", counts, diags);
		else if (counts[i] != 0 && model->lines[i].kind == COST_TAX_BASE)
			ok = refuse(model, total, i, ", a tax base, which is not paid", counts, diags);
	}
	memory_free(counts);
	return ok;
}
