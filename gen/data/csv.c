#include "data/csv.h"

#include "base/map.h"
#include "base/memory.h"
#include "data/text.h"

struct cell {
	struct str text;  /* in the arena */
	struct place place;
};

struct row {
	struct cell *cells;
	size_t count, capacity;
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct str rest;      /* what is not read yet */
	struct place place;   /* of its first byte */
	struct buf scratch;   /* of the cell being read */
};

static bool at(const struct reader *reader, char byte)
{
	return reader->rest.size && reader->rest.data[0] == byte;
}

static void skip(struct reader *reader)
{
	reader->rest = str_slice(reader->rest, 1, reader->rest.size);
	if (reader->rest.size == 0 || ((unsigned char)reader->rest.data[0] & 0xC0) != 0x80)
		reader->place.column++;
}

/* LF, CRLF or CR, which ends a line for whoever counts lines. */
static bool at_line_end(const struct reader *reader)
{
	return at(reader, '\n') || at(reader, '\r');
}

static void skip_line_end(struct reader *reader)
{
	bool pair = str_starts(reader->rest, STR("\r\n"));
	reader->rest = str_slice(reader->rest, pair ? 2 : 1, reader->rest.size);
	reader->place.line++;
	reader->place.column = 1;
}

/* A cell in quotes; line ends in it become LF. */
static bool read_quoted(struct reader *reader)
{
	struct place start = reader->place;
	skip(reader);
	for (;;) {
		if (reader->rest.size == 0) {
			diag_error(reader->diags, start, "the cell has no closing quote");
			diag_hint(reader->diags, "write a quote inside a cell twice");
			return false;
		}
		if (at_line_end(reader)) {
			skip_line_end(reader);
			buf_add_char(&reader->scratch, '\n');
			continue;
		}
		if (at(reader, '"')) {
			skip(reader);
			if (!at(reader, '"'))
				break;
		}
		buf_add_char(&reader->scratch, reader->rest.data[0]);
		skip(reader);
	}
	if (reader->rest.size == 0 || at(reader, ',') || at_line_end(reader))
		return true;
	diag_error(reader->diags, reader->place, "something follows the cell's closing quote");
	diag_hint(reader->diags, "write a quote inside a cell twice");
	return false;
}

static bool read_plain(struct reader *reader)
{
	while (reader->rest.size && !at(reader, ',') && !at_line_end(reader)) {
		if (at(reader, '"')) {
			diag_error(reader->diags, reader->place, "a quote inside a cell that does not begin with one");
			diag_hint(reader->diags, "put the whole cell in quotes, and write the quote twice");
			return false;
		}
		buf_add_char(&reader->scratch, reader->rest.data[0]);
		skip(reader);
	}
	return true;
}

/* Reads one row with its line end into ROW, whose cells are forgotten. */
static bool read_row(struct row *row, struct reader *reader)
{
	row->count = 0;
	for (;;) {
		struct cell cell = { .place = reader->place };
		buf_truncate(&reader->scratch, 0);
		if (!(at(reader, '"') ? read_quoted(reader) : read_plain(reader)))
			return false;
		cell.text = arena_str(reader->arena, buf_str(&reader->scratch));
		memory_room(row->cells, row->count, row->capacity);
		row->cells[row->count++] = cell;
		if (!at(reader, ','))
			break;
		skip(reader);
	}
	if (at(reader, '\r') && !str_starts(reader->rest, STR("\r\n"))) {
		diag_error(reader->diags, reader->place, "the line ends with a carriage return alone");
		diag_hint(reader->diags, "save the file with LF or CRLF at the ends of lines");
		return false;
	}
	if (reader->rest.size)
		skip_line_end(reader);
	return true;
}

static bool check_head(const struct row *head, struct diags *diags)
{
	struct map names = { 0 };
	bool ok = true;
	for (size_t i = 0; i < head->count; i++) {
		struct cell *cell = &head->cells[i];
		if (cell->text.size == 0) {
			ok = diag_error(diags, cell->place, "the column has no name");
		} else if (map_put(&names, cell->text, cell) != cell) {
			ok = diag_error(diags, cell->place, "there are two columns called '%.*s'", STR_ARG(cell->text));
		}
	}
	map_clear(&names);
	return ok;
}

static bool check_row(const struct row *row, const struct row *head, struct diags *diags)
{
	if (row->count == head->count)
		return true;
	bool more = row->count > head->count;
	diag_error(diags, row->cells[more ? head->count : 0].place, "the row has %zu cell%s, the head has %zu", row->count,
	           row->count == 1 ? "" : "s", head->count);
	if (more)
		diag_hint(diags, "put a cell that holds a comma in quotes");
	return false;
}

static struct value *make_map(struct arena *arena, const struct row *row, const struct row *head)
{
	struct value *map = value_new(arena, VALUE_MAP, row->cells[0].place);
	for (size_t i = 0; i < head->count; i++) {
		const struct cell *cell = &row->cells[i];
		struct value *value = value_new(arena, cell->text.size ? VALUE_TEXT : VALUE_NULL, cell->place);
		value->text = cell->text;
		value_set(arena, map, head->cells[i].text, value);
		map->pairs[i].place = head->cells[i].place;
	}
	return map;
}

static bool read_rows(struct value *list, struct reader *reader, struct row *head, struct row *row)
{
	if (reader->rest.size == 0 || at_line_end(reader))
		return diag_error(reader->diags, reader->place, "the first line does not name the columns");
	if (!read_row(head, reader) || !check_head(head, reader->diags))
		return false;
	bool failed = false;
	while (reader->rest.size) {
		if (at_line_end(reader)) {
			diag_error(reader->diags, reader->place, "the line is empty");
			diag_hint(reader->diags, "remove it, or write an empty cell as \"\"");
			return false;
		}
		if (!read_row(row, reader))
			return false;
		if (check_row(row, head, reader->diags))
			value_append(reader->arena, list, make_map(reader->arena, row, head));
		else
			failed = true;
	}
	return !failed;
}

struct value *csv_parse(struct arena *arena, struct str text, const char *path, struct diags *diags)
{
	struct reader reader = {
		.arena = arena, .diags = diags, .rest = text_skip_mark(text), .place = { path, 1, 1 },
	};
	struct row head = { 0 }, row = { 0 };
	struct value *list = value_new(arena, VALUE_LIST, reader.place);
	bool ok = read_rows(list, &reader, &head, &row);
	memory_free(head.cells);
	memory_free(row.cells);
	buf_clear(&reader.scratch);
	return ok ? list : NULL;
}
