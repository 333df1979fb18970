/* `{#id}` at the end of a heading or of a checklist item. */
#include "data/markdown_page.h"

#include <cmark.h>

/* The offset of the last LITERAL in the lines of BLOCK, or STR_NOT_FOUND. */
static ptrdiff_t find_last(const struct markdown_source *source, struct cmark_node *block, struct str literal)
{
	struct str text = str_slice(source->text, 0, markdown_source_end(source, block));
	ptrdiff_t last = STR_NOT_FOUND;
	size_t at = markdown_source_start(source, block);
	for (;;) {
		ptrdiff_t found = str_find(text, literal, at);
		if (found < 0)
			return last;
		last = found;
		at = (size_t)found + 1;
	}
}

bool markdown_id_find(struct markdown_id *id, const struct markdown_page *page, struct cmark_node *block)
{
	struct cmark_node *node = cmark_node_last_child(block);
	if (!node || cmark_node_get_type(node) != CMARK_NODE_TEXT)
		return false;
	struct str text = str_from(cmark_node_get_literal(node));
	ptrdiff_t brace = str_last_index(text, '{');
	if (brace < 0 || !str_ends(text, STR("}")) || !str_starts(str_slice(text, (size_t)brace, text.size), STR("{#")))
		return false;
	struct str written = str_slice(text, (size_t)brace, text.size);
	ptrdiff_t offset = find_last(&page->source, block, written);
	if (offset <= 0 || page->source.text.data[offset - 1] == '\\')
		return false;
	struct str before = str_slice(text, 0, (size_t)brace);
	while (str_ends(before, STR(" ")))
		before.size--;
	if (before.size == 0 && !cmark_node_previous(node))
		return false;  /* an id names something */
	*id = (struct markdown_id){
		.id = arena_str(page->arena, str_slice(written, 2, written.size - 1)),
		.offset = (size_t)offset, .node = node, .size = before.size,
	};
	return true;
}

void markdown_id_cut(const struct markdown_id *id)
{
	struct buf text = { 0 };
	buf_add(&text, (struct str){ cmark_node_get_literal(id->node), id->size });
	cmark_node_set_literal(id->node, text.data);
	buf_clear(&text);
}
