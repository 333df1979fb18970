/* The walk that writes a page as HTML: byte for byte cmark's own, when extensions are off. */
#include "data/markdown_page.h"

#include <cmark.h>

#include "data/html.h"

struct writer {
	struct buf *out;
	size_t start;              /* of the page in OUT */
	struct markdown_page *page;
	struct cmark_node *block;  /* the paragraph or heading we are in */
	struct cmark_node *image;  /* the one we are in, where only plain text counts */
	bool image_left, link_left;  /* the host left it out */
	struct buf url;
	size_t item_start;         /* of the content of the checklist's item we are in */
};

static struct str literal(struct cmark_node *node)
{
	return str_from(cmark_node_get_literal(node));
}

static void add(struct writer *writer, struct str text)
{
	buf_add(writer->out, text);
}

static void add_text(struct writer *writer, struct str text)
{
	if (writer->page->options->extensions)
		html_escape_marked(writer->out, text);
	else
		html_escape(writer->out, text);
}

static void start_line(struct writer *writer)
{
	if (writer->out->size > writer->start && writer->out->data[writer->out->size - 1] != '\n')
		buf_add_char(writer->out, '\n');
}

static void write_list(struct writer *writer, struct cmark_node *node, bool entering)
{
	bool bullets = cmark_node_get_list_type(node) == CMARK_BULLET_LIST;
	if (!entering) {
		add(writer, bullets ? STR("</ul>\n") : STR("</ol>\n"));
		return;
	}
	start_line(writer);
	add(writer, bullets ? STR("<ul") : STR("<ol"));
	int start = cmark_node_get_list_start(node);
	if (!bullets && start != 1)
		buf_print(writer->out, " start=\"%d\"", start);
	const struct markdown_heading *checklist = cmark_node_get_user_data(node);
	if (checklist) {
		add(writer, STR(" class=\"cl\" data-list=\""));
		html_escape(writer->out, checklist->id);
		buf_add_char(writer->out, '"');
	}
	add(writer, STR(">\n"));
}

static void add_item_id(struct writer *writer, const struct markdown_item *item)
{
	html_escape(writer->out, item->list);
	buf_add_char(writer->out, '.');
	html_escape(writer->out, item->id);
}

static void start_checklist_item(struct writer *writer, const struct markdown_item *item)
{
	add(writer, STR("<li data-item=\""));
	html_escape(writer->out, item->id);
	add(writer, STR("\"><input type=\"checkbox\" id=\""));
	add_item_id(writer, item);
	add(writer, STR("\" name=\""));
	add_item_id(writer, item);
	add(writer, item->done ? STR("\" checked><div>") : STR("\"><div>"));
	writer->item_start = writer->out->size;
}

static void end_checklist_item(struct writer *writer, struct markdown_item *item)
{
	const struct markdown_host *host = writer->page->host;
	if (host->item) {
		struct str html = str_slice(buf_str(writer->out), writer->item_start, writer->out->size);
		item->html = arena_str(writer->page->arena, html);
		host->item(host->context, item);
	}
	add(writer, STR("</div></li>\n"));
}

static void write_item(struct writer *writer, struct cmark_node *node, bool entering)
{
	struct markdown_item *item = cmark_node_get_user_data(node);
	if (entering)
		start_line(writer);
	if (item && entering)
		start_checklist_item(writer, item);
	else if (item)
		end_checklist_item(writer, item);
	else
		add(writer, entering ? STR("<li>") : STR("</li>\n"));
}

static void write_heading(struct writer *writer, struct cmark_node *node, bool entering)
{
	unsigned level = (unsigned)cmark_node_get_heading_level(node) + writer->page->options->shift;
	if (level > 6)
		level = 6;
	const struct markdown_heading *heading = cmark_node_get_user_data(node);
	if (!entering) {
		buf_print(writer->out, "</h%u>\n", level);
		return;
	}
	start_line(writer);
	buf_print(writer->out, "<h%u", level);
	if (heading) {
		add(writer, STR(" id=\""));
		html_escape(writer->out, heading->id);
		buf_add_char(writer->out, '"');
	}
	buf_add_char(writer->out, '>');
}

static void write_code_block(struct writer *writer, struct cmark_node *node)
{
	struct str info = str_from(cmark_node_get_fence_info(node));
	size_t word = 0;
	while (word < info.size && info.data[word] != ' ' && (info.data[word] < '\t' || info.data[word] > '\r'))
		word++;
	start_line(writer);
	add(writer, STR("<pre><code"));
	if (info.size) {
		bool prefixed = cmark_version() >= MARKDOWN_CMARK_0_31 && str_starts(info, STR("language-"));
		add(writer, prefixed ? STR(" class=\"") : STR(" class=\"language-"));
		html_escape(writer->out, str_slice(info, 0, word));
		buf_add_char(writer->out, '"');
	}
	buf_add_char(writer->out, '>');
	add_text(writer, literal(node));
	add(writer, STR("</code></pre>\n"));
}

static void write_html_block(struct writer *writer, struct cmark_node *node)
{
	start_line(writer);
	if (writer->page->options->raw_html) {
		add(writer, literal(node));
	} else {
		add(writer, STR("<p>"));
		add_text(writer, str_trim(literal(node)));
		add(writer, STR("</p>"));
	}
	start_line(writer);
}

static void write_html_inline(struct writer *writer, struct cmark_node *node)
{
	if (writer->page->options->raw_html)
		add(writer, literal(node));
	else
		add_text(writer, literal(node));
}

static void write_paragraph(struct writer *writer, struct cmark_node *node, bool entering)
{
	struct cmark_node *parent = cmark_node_parent(node);
	struct cmark_node *list = cmark_node_parent(parent);
	bool in_list = list && cmark_node_get_type(list) == CMARK_NODE_LIST;
	const struct markdown_item *item = in_list ? cmark_node_get_user_data(parent) : NULL;
	if (item && cmark_node_first_child(parent) == node) {
		if (entering) {
			add(writer, STR("<label for=\""));
			add_item_id(writer, item);
			add(writer, STR("\">"));
		} else {
			add(writer, STR("</label>"));
		}
	} else if (!in_list || !cmark_node_get_list_tight(list)) {
		if (entering)
			start_line(writer);
		add(writer, entering ? STR("<p>") : STR("</p>\n"));
	}
}

/* Makes writer->url what NODE, a link or image, leads to.  False when the host leaves it out. */
static bool find_url(struct writer *writer, struct cmark_node *node)
{
	struct markdown_page *page = writer->page;
	struct str target = str_from(cmark_node_get_url(node));
	buf_truncate(&writer->url, 0);
	if (page->host->link) {
		if (!cmark_node_get_user_data(node))
			markdown_links_find(page, writer->block);
		const struct place *place = cmark_node_get_user_data(node);
		struct markdown_link link = { target, cmark_node_get_type(node) == CMARK_NODE_IMAGE, *place };
		if (!page->host->link(page->host->context, &writer->url, &link, page->diags))
			return false;
	} else {
		buf_add(&writer->url, target);
	}
	if (!page->options->raw_html && html_url_is_unsafe(buf_str(&writer->url)))
		buf_truncate(&writer->url, 0);
	return true;
}

static void add_title(struct writer *writer, struct cmark_node *node)
{
	const char *title = cmark_node_get_title(node);
	if (title == writer->page->no_title)
		return;
	add(writer, STR("\" title=\""));
	html_escape(writer->out, str_from(title));
}

static void write_link(struct writer *writer, struct cmark_node *node, bool entering)
{
	if (!entering) {
		if (!writer->link_left)
			add(writer, STR("</a>"));
		return;
	}
	writer->link_left = !find_url(writer, node);
	if (writer->link_left)
		return;
	add(writer, STR("<a href=\""));
	html_escape_url(writer->out, buf_str(&writer->url));
	add_title(writer, node);
	add(writer, STR("\">"));
}

static void write_image(struct writer *writer, struct cmark_node *node, bool entering)
{
	if (!entering) {
		writer->image = NULL;
		if (writer->image_left)
			return;
		add_title(writer, node);
		add(writer, STR("\" />"));
		return;
	}
	writer->image = node;
	writer->image_left = !find_url(writer, node);
	if (writer->image_left)
		return;
	add(writer, STR("<img src=\""));
	html_escape_url(writer->out, buf_str(&writer->url));
	add(writer, STR("\" alt=\""));
}

/* Inside an image only its alternative text is put out. */
static void write_alternative(struct writer *writer, struct cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_SOFTBREAK)
		buf_add_char(writer->out, ' ');
	else if (type != CMARK_NODE_TEXT && type != CMARK_NODE_CODE && type != CMARK_NODE_HTML_INLINE)
		return;
	else if (writer->image_left)
		add_text(writer, literal(node));
	else
		html_escape(writer->out, literal(node));
}

static void write_block(struct writer *writer, struct cmark_node *node, cmark_node_type type, bool entering)
{
	switch (type) {
	case CMARK_NODE_BLOCK_QUOTE:
		start_line(writer);
		add(writer, entering ? STR("<blockquote>\n") : STR("</blockquote>\n"));
		break;
	case CMARK_NODE_LIST:
		write_list(writer, node, entering);
		break;
	case CMARK_NODE_ITEM:
		write_item(writer, node, entering);
		break;
	case CMARK_NODE_HEADING:
		writer->block = node;
		write_heading(writer, node, entering);
		break;
	case CMARK_NODE_CODE_BLOCK:
		write_code_block(writer, node);
		break;
	case CMARK_NODE_HTML_BLOCK:
		write_html_block(writer, node);
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		start_line(writer);
		add(writer, STR("<hr />\n"));
		break;
	case CMARK_NODE_PARAGRAPH:
		writer->block = node;
		write_paragraph(writer, node, entering);
		break;
	default:  /* the document; cmark makes no others */
		break;
	}
}

static void write_inline(struct writer *writer, struct cmark_node *node, cmark_node_type type, bool entering)
{
	switch (type) {
	case CMARK_NODE_TEXT:
		add_text(writer, literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
		buf_add_char(writer->out, '\n');
		break;
	case CMARK_NODE_LINEBREAK:
		add(writer, STR("<br />\n"));
		break;
	case CMARK_NODE_CODE:
		add(writer, STR("<code>"));
		add_text(writer, literal(node));
		add(writer, STR("</code>"));
		break;
	case CMARK_NODE_HTML_INLINE:
		write_html_inline(writer, node);
		break;
	case CMARK_NODE_EMPH:
		add(writer, entering ? STR("<em>") : STR("</em>"));
		break;
	case CMARK_NODE_STRONG:
		add(writer, entering ? STR("<strong>") : STR("</strong>"));
		break;
	case CMARK_NODE_LINK:
		write_link(writer, node, entering);
		break;
	case CMARK_NODE_IMAGE:
		write_image(writer, node, entering);
		break;
	default:  /* cmark makes no others */
		break;
	}
}

void markdown_write(struct buf *out, struct markdown_page *page)
{
	struct writer writer = { .out = out, .start = out->size, .page = page };
	buf_reserve(out, page->source.text.size + page->source.text.size / 4);
	cmark_iter *iter = cmark_iter_new(page->document);
	cmark_event_type event;
	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		struct cmark_node *node = cmark_iter_get_node(iter);
		cmark_node_type type = cmark_node_get_type(node);
		bool entering = event == CMARK_EVENT_ENTER;
		if (writer.image && writer.image != node)
			write_alternative(&writer, node);
		else if (type >= CMARK_NODE_FIRST_INLINE)
			write_inline(&writer, node, type, entering);
		else
			write_block(&writer, node, type, entering);
	}
	buf_clear(&writer.url);
}
