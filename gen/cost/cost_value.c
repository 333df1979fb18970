#include "cost/cost.h"

static const char *const KINDS[] = {
	[COST_COST] = "cost", [COST_SUBTOTAL] = "subtotal", [COST_TOTAL] = "total", [COST_TAX_BASE] = "tax_base", [COST_INFO] = "info",
};

/* For programs everything is there, null where there is nothing; for layouts what is not there is absent. */
struct writer {
	struct arena *arena;
	bool for_programs;
};

static void set(struct writer *writer, struct value *map, const char *key, struct value *value)
{
	value_set(writer->arena, map, str_from(key), value);
}

static struct value *new_value(struct writer *writer, enum value_kind kind)
{
	return value_new(writer->arena, kind, (struct place){ 0 });
}

static void set_text(struct writer *writer, struct value *map, const char *key, struct str text)
{
	if (text.size)
		set(writer, map, key, value_text(writer->arena, text));
	else if (writer->for_programs)
		set(writer, map, key, new_value(writer, VALUE_NULL));
}

static void set_truth(struct writer *writer, struct value *map, const char *key, bool truth)
{
	set(writer, map, key, value_bool(writer->arena, truth));
}

static void set_texts(struct writer *writer, struct value *map, const char *key, const struct str *texts, size_t count)
{
	if (count == 0 && !writer->for_programs)
		return;
	struct value *list = new_value(writer, VALUE_LIST);
	for (size_t i = 0; i < count; i++)
		value_append(writer->arena, list, value_text(writer->arena, texts[i]));
	set(writer, map, key, list);
}

static void set_amount(struct writer *writer, struct value *map, const struct cost_line *line)
{
	if (!writer->for_programs) {
		if (line->known)
			set(writer, map, "amount", value_decimal(writer->arena, line->amount));
		return;
	}
	struct buf text = { 0 };
	if (line->known && line->endless)
		rational_format(&text, &line->exact);
	else if (line->known)
		decimal_format(&text, line->amount);
	set_text(writer, map, "amount", arena_str(writer->arena, buf_str(&text)));
	buf_clear(&text);
}

static struct value *parts_value(struct writer *writer, const struct cost *cost, const struct cost_line *line)
{
	struct value *list = new_value(writer, VALUE_LIST);
	for (size_t i = 0; i < line->part_count; i++) {
		struct value *part = new_value(writer, VALUE_MAP);
		set_text(writer, part, "id", cost->lines[line->parts[i].line].id);
		set_truth(writer, part, "negative", line->parts[i].negative);
		value_append(writer->arena, list, part);
	}
	return list;
}

static struct value *line_value(struct writer *writer, const struct cost *cost, const struct cost_line *line)
{
	struct value *map = new_value(writer, VALUE_MAP);
	set_text(writer, map, "id", line->id);
	set_text(writer, map, "label", line->label);
	set_text(writer, map, "label_zh", line->label_zh);
	set_text(writer, map, "kind", str_from(KINDS[line->kind]));
	set_amount(writer, map, line);
	set_text(writer, map, "currency", line->currency);
	set_text(writer, map, "unit", line->unit);
	set_truth(writer, map, "estimate", line->estimate);
	set_truth(writer, map, "recoverable", line->recoverable);
	set_truth(writer, map, "unchecked", line->unchecked);
	set_truth(writer, map, "outside", line->outside);
	set_text(writer, map, "stage", line->stage);
	set_text(writer, map, "part", line->part);
	set_text(writer, map, writer->for_programs ? "explanation" : "working", line->working);
	set(writer, map, "parts", parts_value(writer, cost, line));
	set_texts(writer, map, "missing", line->missing, line->missing_count);
	set_text(writer, map, "source", line->source);
	set_text(writer, map, "as_of", line->as_of);
	return map;
}

static struct value *total_value(struct writer *writer, const struct cost_line *line)
{
	struct value *map = new_value(writer, VALUE_MAP);
	set_amount(writer, map, line);
	set_text(writer, map, "currency", line->currency);
	set_truth(writer, map, "estimate", line->estimate);
	set_texts(writer, map, "missing", line->missing, line->missing_count);
	return map;
}

static struct value *cost_value(struct writer *writer, const struct cost *cost)
{
	struct value *map = new_value(writer, VALUE_MAP), *lines = new_value(writer, VALUE_LIST), *totals = new_value(writer, VALUE_MAP);
	set_text(writer, map, "id", cost->order_id);
	set_text(writer, map, "currency", cost->currency);
	for (size_t i = 0; i < cost->line_count; i++) {
		const struct cost_line *line = &cost->lines[i];
		value_append(writer->arena, lines, line_value(writer, cost, line));
		if (line->kind == COST_TOTAL || line->kind == COST_SUBTOTAL)
			value_set(writer->arena, totals, line->id, total_value(writer, line));
	}
	set(writer, map, "lines", lines);
	set(writer, map, "totals", totals);
	set_texts(writer, map, "assumptions", cost->assumptions, cost->assumption_count);
	return map;
}

struct value *cost_to_value(struct arena *arena, const struct cost *cost)
{
	struct writer writer = { .arena = arena };
	return cost_value(&writer, cost);
}

struct value *cost_to_text_value(struct arena *arena, const struct cost *cost)
{
	struct writer writer = { .arena = arena, .for_programs = true };
	return cost_value(&writer, cost);
}
