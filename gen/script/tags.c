#include "script/tags.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* HTML Living Standard, §4, without what a Content-Security-Policy forbids (embed, object, base, frames) and what is obsolete; SVG 2, what charts
 * need.  Sorted by name. */
static const struct html_tag TAGS[] = {
	{ "a", HTML_NORMAL }, { "abbr", HTML_NORMAL }, { "address", HTML_NORMAL }, { "area", HTML_VOID }, { "article", HTML_NORMAL },
	{ "aside", HTML_NORMAL }, { "audio", HTML_NORMAL }, { "b", HTML_NORMAL }, { "bdi", HTML_NORMAL }, { "bdo", HTML_NORMAL },
	{ "blockquote", HTML_NORMAL }, { "body", HTML_NORMAL }, { "br", HTML_VOID }, { "button", HTML_NORMAL },
	{ "caption", HTML_NORMAL }, { "circle", HTML_SVG }, { "cite", HTML_NORMAL }, { "clipPath", HTML_SVG }, { "code", HTML_NORMAL },
	{ "col", HTML_VOID }, { "colgroup", HTML_NORMAL }, { "data", HTML_NORMAL }, { "datalist", HTML_NORMAL }, { "dd", HTML_NORMAL },
	{ "defs", HTML_SVG }, { "del", HTML_NORMAL }, { "desc", HTML_PLAIN }, { "details", HTML_NORMAL }, { "dfn", HTML_NORMAL },
	{ "dialog", HTML_NORMAL }, { "div", HTML_NORMAL }, { "dl", HTML_NORMAL }, { "dt", HTML_NORMAL }, { "ellipse", HTML_SVG },
	{ "em", HTML_NORMAL }, { "fieldset", HTML_NORMAL }, { "figcaption", HTML_NORMAL }, { "figure", HTML_NORMAL },
	{ "footer", HTML_NORMAL }, { "form", HTML_NORMAL }, { "g", HTML_SVG }, { "h1", HTML_NORMAL }, { "h2", HTML_NORMAL },
	{ "h3", HTML_NORMAL }, { "h4", HTML_NORMAL }, { "h5", HTML_NORMAL }, { "h6", HTML_NORMAL }, { "head", HTML_NORMAL },
	{ "header", HTML_NORMAL }, { "hgroup", HTML_NORMAL }, { "hr", HTML_VOID }, { "html", HTML_NORMAL }, { "i", HTML_NORMAL },
	{ "img", HTML_VOID }, { "input", HTML_VOID }, { "ins", HTML_NORMAL }, { "kbd", HTML_NORMAL }, { "label", HTML_NORMAL },
	{ "legend", HTML_NORMAL }, { "li", HTML_NORMAL }, { "line", HTML_SVG }, { "linearGradient", HTML_SVG }, { "link", HTML_VOID },
	{ "main", HTML_NORMAL }, { "map", HTML_NORMAL }, { "mark", HTML_NORMAL }, { "marker", HTML_SVG }, { "mask", HTML_SVG },
	{ "menu", HTML_NORMAL }, { "meta", HTML_VOID }, { "meter", HTML_NORMAL }, { "nav", HTML_NORMAL }, { "noscript", HTML_NORMAL },
	{ "ol", HTML_NORMAL }, { "optgroup", HTML_NORMAL }, { "option", HTML_PLAIN }, { "output", HTML_NORMAL }, { "p", HTML_NORMAL },
	{ "path", HTML_SVG }, { "pattern", HTML_SVG }, { "picture", HTML_NORMAL }, { "polygon", HTML_SVG }, { "polyline", HTML_SVG },
	{ "pre", HTML_NORMAL }, { "progress", HTML_NORMAL }, { "q", HTML_NORMAL }, { "rect", HTML_SVG }, { "rp", HTML_NORMAL },
	{ "rt", HTML_NORMAL }, { "ruby", HTML_NORMAL }, { "s", HTML_NORMAL }, { "samp", HTML_NORMAL }, { "script", HTML_EMPTY },
	{ "search", HTML_NORMAL }, { "section", HTML_NORMAL }, { "select", HTML_NORMAL }, { "small", HTML_NORMAL }, { "source", HTML_VOID },
	{ "span", HTML_NORMAL }, { "stop", HTML_SVG }, { "strong", HTML_NORMAL }, { "sub", HTML_NORMAL }, { "summary", HTML_NORMAL },
	{ "sup", HTML_NORMAL }, { "svg", HTML_SVG }, { "symbol", HTML_SVG }, { "table", HTML_NORMAL }, { "tbody", HTML_NORMAL },
	{ "td", HTML_NORMAL }, { "template", HTML_NORMAL }, { "text", HTML_SVG_TEXT }, { "textarea", HTML_PLAIN }, { "tfoot", HTML_NORMAL },
	{ "th", HTML_NORMAL }, { "thead", HTML_NORMAL }, { "time", HTML_NORMAL }, { "title", HTML_PLAIN }, { "tr", HTML_NORMAL },
	{ "track", HTML_VOID }, { "tspan", HTML_SVG_TEXT }, { "u", HTML_NORMAL }, { "ul", HTML_NORMAL }, { "use", HTML_SVG },
	{ "var", HTML_NORMAL }, { "video", HTML_NORMAL }, { "wbr", HTML_VOID },
};

enum { TAG_COUNT = sizeof TAGS / sizeof *TAGS };

static int compare(const void *name, const void *tag)
{
	return str_compare(*(const struct str *)name, str_from(((const struct html_tag *)tag)->name));
}

const struct html_tag *html_tag_find(struct str name, struct str_nearest *nearest)
{
	const struct html_tag *tag = bsearch(&name, TAGS, TAG_COUNT, sizeof *TAGS, compare);
	for (size_t i = 0; !tag && i < TAG_COUNT; i++)
		str_nearest_offer(nearest, name, str_from(TAGS[i].name));
	return tag;
}
