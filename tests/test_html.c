/* html: escaping text and URLs. */
#include "fixture.h"

#include "data/html.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void check(void (*escape)(struct buf *out, struct str text), const char *text, const char *html)
{
	struct buf out = { 0 };
	buf_add_text(&out, "=");
	escape(&out, str_from(text));
	struct buf wanted = { 0 };
	buf_print(&wanted, "=%s", html);
	assert_str(buf_str(&out), wanted.data);
	buf_clear(&wanted);
	buf_clear(&out);
}

static void escapes_what_html_would_read(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } cases[] = {
		{ "", "" }, { "plain", "plain" }, { "<b>&amp;\"'", "&lt;b&gt;&amp;amp;&quot;'" }, { "a<b>c", "a&lt;b&gt;c" },
		{ "<<", "&lt;&lt;" }, { "跨境宝<", "跨境宝&lt;" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check(html_escape, cases[i].text, cases[i].html);
}

static void marks_chinese(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } cases[] = {
		{ "", "" }, { "a & b", "a &amp; b" }, { "跨境宝", "<span lang=\"zh-Hans\">跨境宝</span>" },
		{ "Pay 跨境宝（World Pay） <now>",
		  "Pay <span lang=\"zh-Hans\">跨境宝</span>（World Pay） &lt;now&gt;" },
		{ "商品<b>件", "<span lang=\"zh-Hans\">商品</span>&lt;b&gt;<span lang=\"zh-Hans\">件</span>" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check(html_escape_marked, cases[i].text, cases[i].html);
}

static void escapes_urls_as_cmark_does(void **state)
{
	(void)state;
	static const struct { const char *url, *html; } cases[] = {
		{ "", "" }, { "../a-b_c.md#x", "../a-b_c.md#x" }, { "a b", "a%20b" }, { "?a=1&b=2", "?a=1&amp;b=2" }, { "it's", "it&#x27;s" },
		{ "\"<>\\^`{|}[]", "%22%3C%3E%5C%5E%60%7B%7C%7D%5B%5D" }, { "付", "%E4%BB%98" }, { "a%20b", "a%20b" },
		{ "-_.+!*(),%#@?=;:/$~09azAZ", "-_.+!*(),%#@?=;:/$~09azAZ" }, { "a\tb\n", "a%09b%0A" }, { "\x7F", "%7F" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		check(html_escape_url, cases[i].url, cases[i].html);
}

static void knows_urls_that_run_code(void **state)
{
	(void)state;
	static const struct { const char *url; bool unsafe; } cases[] = {
		{ "javascript:alert(1)", true }, { "JavaScript:x", true }, { "VBSCRIPT:x", true }, { "file:///etc/passwd", true },
		{ "data:text/html,x", true }, { "DATA:", true }, { "data:image/svg+xml,x", true }, { "data:image/png;base64,x", false },
		{ "data:image/GIF", false }, { "data:image/jpeg", false }, { "data:image/webp", false }, { "https://a", false },
		{ "javascript", false }, { "", false }, { "a/javascript:x", false }, { "mailto:a@b.c", false }, { "#file:", false },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (html_url_is_unsafe(str_from(cases[i].url)) != cases[i].unsafe)
			fail_msg("'%s'", cases[i].url);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(escapes_what_html_would_read),
		cmocka_unit_test(marks_chinese),
		cmocka_unit_test(escapes_urls_as_cmark_does),
		cmocka_unit_test(knows_urls_that_run_code),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
