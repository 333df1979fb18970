#include "data/html.h"

#include "data/text.h"

static const char *const ESCAPES[256] = {
	['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;",
};

void html_escape(struct buf *out, struct str text)
{
	size_t start = 0;
	for (size_t i = 0; i < text.size; i++) {
		const char *escape = ESCAPES[(unsigned char)text.data[i]];
		if (!escape)
			continue;
		buf_add(out, str_slice(text, start, i));
		buf_add_text(out, escape);
		start = i + 1;
	}
	buf_add(out, str_slice(text, start, text.size));
}

void html_escape_marked(struct buf *out, struct str text)
{
	while (text.size) {
		bool chinese;
		struct str run = text_next_run(&text, &chinese);
		if (chinese)
			buf_add(out, STR("<span lang=\"zh-Hans\">"));
		html_escape(out, run);
		if (chinese)
			buf_add(out, STR("</span>"));
	}
}

/* What a URL may hold as it is: letters, digits and -_.+!*(),%#@?=;:/$~ (cmark's houdini_href_e.c). */
static bool is_url_byte(unsigned char byte)
{
	static const bool OTHERS[256] = {
		['-'] = true, ['_'] = true, ['.'] = true, ['+'] = true, ['!'] = true, ['*'] = true, ['('] = true,
		[')'] = true, [','] = true, ['%'] = true, ['#'] = true, ['@'] = true, ['?'] = true, ['='] = true,
		[';'] = true, [':'] = true, ['/'] = true, ['$'] = true, ['~'] = true,
	};
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') || OTHERS[byte];
}

void html_escape_url(struct buf *out, struct str url)
{
	size_t start = 0;
	for (size_t i = 0; i < url.size; i++) {
		unsigned char byte = (unsigned char)url.data[i];
		if (is_url_byte(byte))
			continue;
		buf_add(out, str_slice(url, start, i));
		start = i + 1;
		if (byte == '&')
			buf_add(out, STR("&amp;"));
		else if (byte == '\'')
			buf_add(out, STR("&#x27;"));
		else
			buf_print(out, "%%%02X", byte);
	}
	buf_add(out, str_slice(url, start, url.size));
}

static bool starts_folded(struct str text, struct str prefix)
{
	if (text.size < prefix.size)
		return false;
	for (size_t i = 0; i < prefix.size; i++) {
		char byte = text.data[i];
		if (byte >= 'A' && byte <= 'Z')
			byte = (char)(byte - 'A' + 'a');
		if (byte != prefix.data[i])
			return false;
	}
	return true;
}

bool html_url_is_unsafe(struct str url)
{
	static const char *const PICTURES[] = { "data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp" };
	static const char *const SCHEMES[] = { "javascript:", "vbscript:", "file:", "data:" };
	for (size_t i = 0; i < sizeof PICTURES / sizeof *PICTURES; i++)
		if (starts_folded(url, str_from(PICTURES[i])))
			return false;
	for (size_t i = 0; i < sizeof SCHEMES / sizeof *SCHEMES; i++)
		if (starts_folded(url, str_from(SCHEMES[i])))
			return true;
	return false;
}
