#include "base/diag.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum { LINE_SHOWN = 100, LINE_BEFORE = 60 };  /* code points of a long source line, and of it before the column */

__attribute__((format(printf, 2, 0)))
static struct str print_to_arena(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	size_t size = length > 0 ? (size_t)length : 0;
	char *text = arena_alloc(arena, size + 1);
	vsnprintf(text, size + 1, format, arguments);
	return (struct str){ text, size };
}

static struct place keep_place(struct diags *diags, struct place place)
{
	if (!place.path)
		return place;
	/* neighbours are usually about the same file */
	if (diags->count && diags->items[diags->count - 1].place.path &&
	    strcmp(diags->items[diags->count - 1].place.path, place.path) == 0)
		place.path = diags->items[diags->count - 1].place.path;
	else
		place.path = arena_text(&diags->arena, str_from(place.path));
	return place;
}

__attribute__((format(printf, 4, 0)))
static void add(struct diags *diags, enum diag_severity severity, struct place place, const char *format,
                va_list arguments)
{
	struct diag diag = { .severity = severity };
	diag.place = keep_place(diags, place);
	diag.message = print_to_arena(&diags->arena, format, arguments);
	memory_room(diags->items, diags->count, diags->capacity);
	diags->items[diags->count++] = diag;
	if (severity == DIAG_ERROR)
		diags->errors++;
}

bool diag_error(struct diags *diags, struct place place, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add(diags, DIAG_ERROR, place, format, arguments);
	va_end(arguments);
	return false;
}

bool diag_failure(struct diags *diags, const char *path, const char *what)
{
	int number = errno;
	diag_error(diags, (struct place){ .path = path }, "%s: %s", what, strerror(number));
	diags->items[diags->count - 1].failure = true;
	diags->failures++;
	return false;
}

void diag_warning(struct diags *diags, struct place place, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	add(diags, DIAG_WARNING, place, format, arguments);
	va_end(arguments);
}

void diag_hint(struct diags *diags, const char *format, ...)
{
	if (diags->count == 0)
		return;
	va_list arguments;
	va_start(arguments, format);
	diags->items[diags->count - 1].hint = print_to_arena(&diags->arena, format, arguments);
	va_end(arguments);
}

void diag_hint_nearest(struct diags *diags, const struct str_nearest *nearest)
{
	if (nearest->found.size)
		diag_hint(diags, "did you mean '%.*s'?", STR_ARG(nearest->found));
}

void diag_source(struct diags *diags, struct str line)
{
	if (diags->count)
		diags->items[diags->count - 1].source = arena_str(&diags->arena, line);
}

void diags_join(struct diags *diags, struct diags *from)
{
	for (size_t i = 0; i < from->count; i++) {
		struct diag diag = from->items[i];
		diag.place = keep_place(diags, diag.place);
		diag.message = arena_str(&diags->arena, diag.message);
		if (diag.hint.size)
			diag.hint = arena_str(&diags->arena, diag.hint);
		if (diag.source.size)
			diag.source = arena_str(&diags->arena, diag.source);
		memory_room(diags->items, diags->count, diags->capacity);
		diags->items[diags->count++] = diag;
	}
	diags->errors += from->errors;
	diags->failures += from->failures;
	diags_clear(from);
}

static int compare_numbers(unsigned a, unsigned b)
{
	return (a > b) - (a < b);
}

static int compare_diags(const void *a, const void *b)
{
	const struct diag *x = a, *y = b;
	int order = str_compare(str_from(x->place.path), str_from(y->place.path));
	if (order == 0)
		order = compare_numbers(x->place.line, y->place.line);
	if (order == 0)
		order = compare_numbers(x->place.column, y->place.column);
	if (order == 0)
		order = compare_numbers(x->severity, y->severity);
	if (order == 0)
		order = str_compare(x->message, y->message);
	return order ? order : str_compare(x->hint, y->hint);
}

void diags_sort(struct diags *diags)
{
	if (diags->count == 0)
		return;
	qsort(diags->items, diags->count, sizeof *diags->items, compare_diags);
	size_t kept = 1;
	for (size_t i = 1; i < diags->count; i++)
		if (compare_diags(&diags->items[kept - 1], &diags->items[i]) != 0)
			diags->items[kept++] = diags->items[i];
	diags->count = kept;
	diags->errors = diags->failures = 0;
	for (size_t i = 0; i < kept; i++) {
		diags->errors += diags->items[i].severity == DIAG_ERROR;
		diags->failures += diags->items[i].failure;
	}
}

/* Bytes of the first COUNT code points of TEXT. */
static size_t code_points(struct str text, size_t count)
{
	size_t at = 0;
	while (at < text.size && count > 0) {
		at++;
		while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
			at++;
		count--;
	}
	return at;
}

/* Cells that a terminal gives to the code point at TEXT: 2 for East Asian wide ranges, 1 for the rest. */
static int cells(struct str text)
{
	size_t size = str_point_size(text);
	if (size != 3)
		return size == 4 ? 2 : 1;
	unsigned point = ((unsigned char)text.data[0] & 0x0Fu) << 12 | ((unsigned char)text.data[1] & 0x3Fu) << 6 |
	                 ((unsigned char)text.data[2] & 0x3Fu);
	return (point >= 0x1100 && point <= 0x115F) || (point >= 0x2E80 && point <= 0xA4CF) ||
	               (point >= 0xAC00 && point <= 0xD7A3) || (point >= 0xF900 && point <= 0xFAFF) ||
	               (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) ||
	               (point >= 0xFFE0 && point <= 0xFFE6) ? 2 : 1;
}

#define REPLACEMENT STR("\xEF\xBF\xBD")  /* U+FFFD */

/* Cuts the first code point off REST; one byte, and *VALID is false, where it is not UTF-8. */
static struct str next_point(struct str *rest, bool *valid)
{
	size_t size = str_point_size(*rest);
	struct str point = str_slice(*rest, 0, size ? size : 1);
	*rest = str_slice(*rest, point.size, rest->size);
	*valid = size > 0;
	return point;
}

/* C0, DEL and C1. */
static bool is_control(struct str point)
{
	unsigned char lead = (unsigned char)point.data[0];
	return lead < 0x20 || lead == 0x7F || (lead == 0xC2 && (unsigned char)point.data[1] < 0xA0);
}

/* Appends TEXT with INSTEAD for what is not to be shown, so that no file can steer a terminal or break a line. */
static void add_shown(struct buf *out, struct str text, struct str instead)
{
	while (text.size) {
		bool valid;
		struct str point = next_point(&text, &valid);
		buf_add(out, valid && !is_control(point) ? point : instead);
	}
}

static void format_source(struct buf *out, unsigned number, unsigned column, struct str line)
{
	unsigned before = column > 0 ? column - 1 : 0;  /* code points before the caret */
	if (before > LINE_BEFORE) {
		line = str_slice(line, code_points(line, before - LINE_BEFORE), line.size);
		before = LINE_BEFORE;
	}
	line = str_slice(line, 0, code_points(line, LINE_SHOWN));
	size_t start = out->size;
	buf_print(out, "%5u", number);
	int gutter = (int)(out->size - start);
	buf_add(out, STR(" | "));
	add_shown(out, line, STR(" "));
	buf_add_char(out, '\n');
	if (column == 0)
		return;
	struct str shown = line;
	int pad = 0;
	for (unsigned i = 0; i < before; i++) {
		if (shown.size == 0) {
			pad++;
			continue;
		}
		pad += cells(shown);
		shown = str_slice(shown, code_points(shown, 1), shown.size);
	}
	buf_print(out, "%*s | %*s^\n", gutter, "", pad, "");
}

void diag_format(struct buf *out, const struct diag *diag, struct str line)
{
	if (diag->place.path) {
		add_shown(out, str_from(diag->place.path), REPLACEMENT);
		buf_add_char(out, ':');
		if (diag->place.line)
			buf_print(out, "%u:", diag->place.line);
		if (diag->place.line && diag->place.column)
			buf_print(out, "%u:", diag->place.column);
		buf_add_char(out, ' ');
	}
	buf_add_text(out, diag->severity == DIAG_ERROR ? "error: " : "warning: ");
	add_shown(out, diag->message, REPLACEMENT);
	buf_add_char(out, '\n');
	if (diag->place.line && line.size)
		format_source(out, diag->place.line, diag->place.column, line);
	if (diag->hint.size) {
		buf_add(out, STR("hint: "));
		add_shown(out, diag->hint, REPLACEMENT);
		buf_add_char(out, '\n');
	}
}

static void add_json_text(struct buf *out, struct str text)
{
	buf_add_char(out, '"');
	while (text.size) {
		bool valid;
		struct str point = next_point(&text, &valid);
		unsigned char lead = (unsigned char)point.data[0];
		if (lead == '"' || lead == '\\')
			buf_print(out, "\\%c", lead);
		else if (lead < 0x20 || lead == 0x7F)
			buf_print(out, "\\u%04x", lead);
		else
			buf_add(out, valid ? point : REPLACEMENT);
	}
	buf_add_char(out, '"');
}

void diag_format_json(struct buf *out, const struct diag *diag)
{
	buf_print(out, "{\"severity\":\"%s\",\"path\":", diag->severity == DIAG_ERROR ? "error" : "warning");
	if (diag->place.path)
		add_json_text(out, str_from(diag->place.path));
	else
		buf_add(out, STR("null"));
	buf_print(out, ",\"line\":%u,\"column\":%u,\"message\":", diag->place.line, diag->place.column);
	add_json_text(out, diag->message);
	buf_add(out, STR(",\"hint\":"));
	if (diag->hint.size)
		add_json_text(out, diag->hint);
	else
		buf_add(out, STR("null"));
	buf_add_char(out, '}');
}

void diags_clear(struct diags *diags)
{
	memory_free(diags->items);
	arena_clear(&diags->arena);
	*diags = (struct diags){ 0 };
}
