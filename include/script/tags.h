/*
 * tags: the elements that layouts may write: HTML's and a part of SVG's.
 */
#ifndef PLAYBOOK_SCRIPT_TAGS_H
#define PLAYBOOK_SCRIPT_TAGS_H

#include <stdbool.h>

#include "base/str.h"

enum html_content {
	HTML_NORMAL,
	HTML_VOID,      /* has no children and no end */
	HTML_PLAIN,     /* text only: no marks on Chinese (title, option, textarea) */
	HTML_EMPTY,     /* may have no content here: script and style come from files */
	HTML_SVG,       /* svg and its shapes: text in it stands in text or tspan */
	HTML_SVG_TEXT,  /* marks on Chinese are tspan */
};

struct html_tag {
	const char *name;
	enum html_content content;
};

/* The tag called NAME, or NULL; NEAREST is then offered all. */
const struct html_tag *html_tag_find(struct str name, struct str_nearest *nearest);

#endif
