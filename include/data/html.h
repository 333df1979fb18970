/*
 * html: text made safe for HTML.
 */
#ifndef PLAYBOOK_DATA_HTML_H
#define PLAYBOOK_DATA_HTML_H

#include <stdbool.h>

#include "base/str.h"

/* Appends TEXT with & < > " escaped: for content and for attributes in double quotes. */
void html_escape(struct buf *out, struct str text);

/* The same, with each run of Chinese inside <span lang="zh-Hans">…</span>. */
void html_escape_marked(struct buf *out, struct str text);

/* Appends URL as CommonMark's reference renderer writes it in href: unsafe bytes as %XX, then & and ' escaped. */
void html_escape_url(struct buf *out, struct str url);

/* Whether URL has a scheme that can run code (javascript:, vbscript:, data: other than png, gif, jpeg, webp, file:). */
bool html_url_is_unsafe(struct str url);

#endif
