/*
 * Before version 0.31 cmark takes quadratic time over three things, so that a page of 1 MB can keep it busy for minutes:
 *
 *   - a blank line inside deep lists goes through all of them,
 *   - each pair of `*` or `_` goes through all quotes and lists around it,
 *   - each link goes through all `![` before it that nothing has closed.
 *
 * The steps are counted here before the parse, a page that needs too many is refused.  What is open is judged by the
 * markers at the start of lines alone, in favour of "open": real pages stay far below the limit either way.
 */
#include "data/markdown_page.h"

#include <cmark.h>

#include "base/memory.h"

enum { STEPS_LIMIT = 400 * 1000 * 1000 };   /* one to three seconds */
enum { SHALLOW = 16 };                      /* a depth that no page is long enough to make slow */
enum { BLANK_STEPS = 4, NUMBER_DIGITS = 9 };

struct guard {
	struct str text;       /* what is left of it */
	size_t *columns;       /* where the content of each list item that may be open begins, rising */
	size_t count, capacity;
	size_t depth;          /* of the last line: quotes and list items */
	bool blank;            /* the last line was */
	size_t images, links;  /* `![` and `[` that are open in the paragraph */
	uint64_t steps;
};

/* Bytes of the list marker that LINE begins with, or 0. */
static size_t marker_size(struct str line)
{
	size_t at = 0;
	while (at < line.size && at < NUMBER_DIGITS && line.data[at] >= '0' && line.data[at] <= '9')
		at++;
	if (at == line.size || str_index(at ? STR(".)") : STR("-+*"), line.data[at]) < 0)
		return 0;
	at++;
	return at == line.size || line.data[at] == ' ' || line.data[at] == '\t' ? at : 0;
}

static void close_items(struct guard *guard, size_t column)
{
	while (guard->count && guard->columns[guard->count - 1] > column)
		guard->count--;
}

/* Counts what LINE opens and closes, and returns what stands behind the markers. */
static struct str read_markers(struct guard *guard, struct str line)
{
	size_t column = 0, quotes = 0, items = 0, size;
	for (;;) {
		while (line.size && (line.data[0] == ' ' || line.data[0] == '\t')) {
			column = line.data[0] == ' ' ? column + 1 : (column / 4 + 1) * 4;
			line = str_slice(line, 1, line.size);
		}
		if (str_starts(line, STR(">"))) {
			size = 1;
			quotes++;
		} else if ((size = marker_size(line)) > 0) {
			items++;
			close_items(guard, column);
			memory_room(guard->columns, guard->count, guard->capacity);
			guard->columns[guard->count++] = column + size + 1;
		} else {
			break;
		}
		column += size;
		line = str_slice(line, size, line.size);
	}
	bool blank = line.size == 0 && items == 0;
	bool lazy = !blank && !guard->blank && items == 0;  /* may go on with a paragraph, whatever surrounds that */
	if (!blank && !lazy)
		close_items(guard, column);
	size_t depth = quotes + guard->count;
	guard->depth = lazy && guard->depth > depth ? guard->depth : depth;
	guard->blank = blank;
	return line;
}

static void read_inlines(struct guard *guard, struct str line)
{
	if (guard->depth < SHALLOW && guard->images == 0 && str_find(line, STR("!["), 0) < 0)
		return;
	for (size_t i = 0; i < line.size; i++) {
		switch (line.data[i]) {
		case '*':
		case '_':
			guard->steps += guard->depth;
			break;
		case '[':
			if (i > 0 && line.data[i - 1] == '!')
				guard->images++;
			else
				guard->links++;
			break;
		case ']':
			if (guard->links) {
				guard->links--;
				guard->steps += guard->images;
			} else if (guard->images) {
				guard->images--;
			}
			break;
		}
	}
}

bool markdown_guard(const struct markdown_page *page)
{
	if (cmark_version() >= MARKDOWN_CMARK_0_31)
		return true;
	struct guard guard = { .text = page->source.text, .blank = true };
	unsigned line = page->source.line;
	for (; guard.text.size && guard.steps < STEPS_LIMIT; line++) {
		struct str rest = read_markers(&guard, str_next_line(&guard.text));
		guard.steps += guard.blank ? BLANK_STEPS * guard.depth : guard.depth;
		if (guard.blank)
			guard.images = guard.links = 0;
		read_inlines(&guard, rest);
	}
	memory_free(guard.columns);
	if (guard.steps < STEPS_LIMIT)
		return true;
	struct place place = { .path = page->source.path, .line = line - 1 };
	if (guard.images > guard.depth)
		diag_error(page->diags, place, "too many '![' that nothing closes");
	else
		diag_error(page->diags, place, "quotes and lists nest too deep");
	diag_hint(page->diags, "cmark %s would take minutes to read this page", cmark_version_string());
	return false;
}
