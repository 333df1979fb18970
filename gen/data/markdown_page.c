#include "data/markdown_page.h"

#include <cmark.h>

#include "data/text.h"

/* Where the line of TEXT that begins at AT ends, with its line end. */
static size_t line_end(struct str text, size_t at, bool plain)
{
	struct str rest = str_slice(text, at, text.size);
	if (!plain) {
		str_next_line(&rest);
		return text.size - rest.size;
	}
	ptrdiff_t end = str_index(rest, '\n');
	return end < 0 ? text.size : at + (size_t)end + 1;
}

void markdown_source_open(struct markdown_source *source, struct arena *arena)
{
	bool plain = str_index(source->text, '\r') < 0;  /* so that lines can be found faster */
	for (size_t at = 0; at < source->text.size; source->lines++)
		at = line_end(source->text, at, plain);
	source->starts = arena_array(arena, size_t, source->lines + 1);
	for (size_t i = 0; i < source->lines; i++)
		source->starts[i + 1] = line_end(source->text, source->starts[i], plain);
}

static size_t line_of(const struct markdown_source *source, size_t offset)
{
	size_t low = 0, high = source->lines;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (source->starts[middle] <= offset)
			low = middle;
		else
			high = middle;
	}
	return low;
}

struct place markdown_source_place(struct markdown_source *source, size_t offset)
{
	bool ahead = source->at_column && offset >= source->at && offset < source->starts[source->at_line + 1];
	if (!ahead) {
		source->at_line = line_of(source, offset);
		source->at = source->starts[source->at_line];
		source->at_column = 1;
	}
	source->at_column += (unsigned)text_length(str_slice(source->text, source->at, offset));
	source->at = offset;
	return (struct place){ source->path, source->line + (unsigned)source->at_line, source->at_column };
}

/* The offset of line NUMBER (from 1); numbers beyond the text are cut to its size. */
static size_t line_start(const struct markdown_source *source, int number)
{
	size_t line = number > 0 ? (size_t)number - 1 : 0;
	return source->starts[line < source->lines ? line : source->lines];
}

size_t markdown_source_start(const struct markdown_source *source, struct cmark_node *node)
{
	int line = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
	size_t start = line_start(source, line) + (column > 0 ? (size_t)column - 1 : 0), end = line_start(source, line + 1);
	return start < end ? start : end;
}

size_t markdown_source_end(const struct markdown_source *source, struct cmark_node *node)
{
	return line_start(source, cmark_node_get_end_line(node) + 1);
}

static bool holds_blocks(struct cmark_node *block)
{
	cmark_node_type type = cmark_node_get_type(block);
	return type == CMARK_NODE_DOCUMENT || type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_LIST ||
	       type == CMARK_NODE_ITEM;
}

struct cmark_node *markdown_next_block_outside(struct cmark_node *block)
{
	while (block && !cmark_node_next(block))
		block = cmark_node_parent(block);
	return block ? cmark_node_next(block) : NULL;
}

struct cmark_node *markdown_next_block(struct cmark_node *block)
{
	struct cmark_node *child = holds_blocks(block) ? cmark_node_first_child(block) : NULL;
	return child ? child : markdown_next_block_outside(block);
}

struct str markdown_plain(const struct markdown_page *page, struct cmark_node *node)
{
	struct buf text = { 0 };
	cmark_iter *iter = cmark_iter_new(node);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		struct cmark_node *part = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(part);
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			buf_add_text(&text, cmark_node_get_literal(part));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			buf_add_char(&text, ' ');
	}
	struct str kept = arena_str(page->arena, str_trim(buf_str(&text)));
	buf_clear(&text);
	return kept;
}
