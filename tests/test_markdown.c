/* markdown: what cmark writes, and what is ours: ids, checklists, Chinese, links through the host, places, limits. */
#include "fixture.h"

#include <cmark.h>

#include "base/work.h"
#include "data/markdown.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct markdown_options PLAIN = { .raw_html = true };
static const struct markdown_options SAFE = { 0 };
static const struct markdown_options FULL = { .extensions = true };

/* One call and what it gave. */
struct call {
	struct buf html, told;  /* TOLD: a line for each call of the host */
	struct arena arena;
	struct diags diags;
	bool ok;
};

static void call_clear(struct call *call)
{
	buf_clear(&call->html);
	buf_clear(&call->told);
	arena_clear(&call->arena);
	diags_clear(&call->diags);
}

/* The text is a copy that is gone afterwards, so that nothing can point to it unnoticed. */
static void render(struct call *call, struct str text, const struct markdown_options *options, const struct markdown_host *host)
{
	struct buf copy = { 0 };
	buf_add(&copy, text);
	*call = (struct call){ .ok = false };
	call->ok = markdown_render(&call->html, buf_str(&copy), "page.md", 1, options, host, &call->arena, &call->diags);
	memset(copy.data, '!', copy.size);
	buf_clear(&copy);
}

static void assert_html(const char *text, const struct markdown_options *options, const char *html)
{
	struct call call;
	render(&call, str_from(text), options, NULL);
	assert_str(buf_str(&call.html), html);
	assert_true(call.ok);
	call_clear(&call);
}

/* ---- plain CommonMark */

static void assert_like_cmark(struct str text)
{
	struct call call;
	render(&call, text, &PLAIN, NULL);
	char *wanted = cmark_markdown_to_html(text.data, text.size, CMARK_OPT_UNSAFE);
	assert_true(call.ok);
	if (!str_equal(buf_str(&call.html), str_from(wanted)))
		fail_msg("'%.*s' gives\n%.*s\nnot\n%s", STR_ARG(text), STR_ARG(buf_str(&call.html)), wanted);
	free(wanted);
	call_clear(&call);
}

static void writes_what_cmark_writes(void **state)
{
	(void)state;
	static const char *const cases[] = {
		"", "\n", "a", "# a #\n\nb\n===\n", "- a\n- b\n\n  c\n", "3) a\n4) b\n", "1. a\n\n   - b\n", "> a\n>\n> - b\nlazy\n",
		"```c x\n<a & b>\n```\n", "~~~\n~~~\n", "    code\n\n    more\n", "<div>\n*a*\n</div>\n\n<b>*x*</b>\n", "***\n", "a  \nb\\\nc\nd",
		"[a](b \"\") [a](b) ![a *b* `c`\nd](e 'f') [x]\n\n[x]: <u v> (t)\n", "[]() ![]() [a](<>)\n", "<http://a?b&c> <m@x.y>",
		"![a [b](c) ![d](e)](f)", "&amp; &copy; &#0; \\* \\a `\\``", "*a **b** c* __d__ _e_", "a\r\nb\rc", "\t- a\n\n\t\tb\n",
		"``` language-c\nx\n```", "跨境宝（World Pay）是 **“商品”**", "[a]: b\n[a]\n", "<!-- c -->\n\n<?p?> <!X y> <![CDATA[z]]>\n",
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_like_cmark(str_from(cases[i]));
}

/* The next number of a simple generator that is the same everywhere. */
static unsigned next_number(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33);
}

static void writes_what_cmark_writes_for_random_markup(void **state)
{
	(void)state;
	static const char *const parts[] = {
		"a", "b c", " ", "\n", "\n\n", "- ", "1. ", "> ", "  ", "    ", "# ", "\n===\n", "*", "**", "_", "`", "``", "```\n", "[", "]", "](",
		"](x)", "![", "<b>", "</b>", "<div>\n", "&amp;", "\\", "[a]: u 't'\n", "[a]", "<http://x>", "\t", "商", "（", "{#a}", "[ ] ", "[x] ", "\"", "(", ")",
	};
	uint64_t seed = 7;
	struct buf text = { 0 };
	for (int i = 0; i < 3000; i++) {
		buf_truncate(&text, 0);
		for (unsigned j = next_number(&seed) % 40 + 1; j > 0; j--)
			buf_add_text(&text, parts[next_number(&seed) % COUNT(parts)]);
		assert_like_cmark(buf_str(&text));
	}
	buf_clear(&text);
}

static void appends(void **state)
{
	(void)state;
	struct call call = { .ok = false };
	buf_add_text(&call.html, "<main>");
	assert_true(markdown_render(&call.html, STR("a\n\n- b\n"), "page.md", 1, &PLAIN, NULL, &call.arena, &call.diags));
	assert_str(buf_str(&call.html), "<main><p>a</p>\n<ul>\n<li>b</li>\n</ul>\n");
	call_clear(&call);
}

static void shows_raw_html_as_text_unless_it_is_allowed(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } cases[] = {
		{ "<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n" },
		{ "a <img src=x onerror=y> b", "<p>a &lt;img src=x onerror=y&gt; b</p>\n" },
		{ "<script>\nalert(1)\n</script>\n", "<p>&lt;script&gt;\nalert(1)\n&lt;/script&gt;</p>\n" },
		{ "- <div>", "<ul>\n<li>\n<p>&lt;div&gt;</p>\n</li>\n</ul>\n" },
		{ "<!-- note -->\n", "<p>&lt;!-- note --&gt;</p>\n" },
		{ "![a<b>c](d)", "<p><img src=\"d\" alt=\"a&lt;b&gt;c\" /></p>\n" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_html(cases[i].text, &SAFE, cases[i].html);
	assert_html("<b>x</b>", &PLAIN, "<p><b>x</b></p>\n");
}

static void drops_urls_that_run_code_unless_html_is_allowed(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } cases[] = {
		{ "[a](javascript:x)", "<p><a href=\"\">a</a></p>\n" },
		{ "[a](JAVASCRIPT&colon;x)", "<p><a href=\"\">a</a></p>\n" },
		{ "[a](java&#10;script:x)", "<p><a href=\"java%0Ascript:x\">a</a></p>\n" },
		{ "<vbscript:x>", "<p><a href=\"\">vbscript:x</a></p>\n" },
		{ "![a](data:text/html,x \"t\")", "<p><img src=\"\" alt=\"a\" title=\"t\" /></p>\n" },
		{ "![a](data:image/png,x)", "<p><img src=\"data:image/png,x\" alt=\"a\" /></p>\n" },
		{ "[a]\n\n[a]: file:///x", "<p><a href=\"\">a</a></p>\n" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_html(cases[i].text, &SAFE, cases[i].html);
	assert_html("[a](javascript:x)", &PLAIN, "<p><a href=\"javascript:x\">a</a></p>\n");
}

static void shifts_headings_to_six_at_most(void **state)
{
	(void)state;
	const struct markdown_options one = { .shift = 1 }, many = { .shift = 9 };
	assert_html("# a\n\nb\n---\n\n###### c\n", &one, "<h2>a</h2>\n<h3>b</h3>\n<h6>c</h6>\n");
	assert_html("# a\n", &many, "<h6>a</h6>\n");
}

static void keeps_ids_and_boxes_as_text_without_extensions(void **state)
{
	(void)state;
	assert_html("# A {#b}\n\n- [ ] 商品 {#c}\n", &SAFE, "<h1>A {#b}</h1>\n<ul>\n<li>[ ] 商品 {#c}</li>\n</ul>\n");
}

/* ---- what the host is told */

static bool tell_link(void *context, struct buf *out, const struct markdown_link *link, struct diags *diags)
{
	(void)diags;
	struct call *call = context;
	buf_print(&call->told, "%s %.*s %u:%u\n", link->image ? "image" : "link", STR_ARG(link->target), link->place.line,
	          link->place.column);
	assert_string_equal(link->place.path, "page.md");
	buf_add(out, link->target);
	return true;
}

static void tell_heading(void *context, const struct markdown_heading *heading)
{
	struct call *call = context;
	buf_print(&call->told, "h%d %.*s '%.*s' %u:%u\n", heading->level, STR_ARG(heading->id), STR_ARG(heading->text),
	          heading->place.line, heading->place.column);
}

static void tell_item(void *context, const struct markdown_item *item)
{
	struct call *call = context;
	buf_print(&call->told, "%.*s '%.*s' %.*s '%.*s'%s %u:%u %.*s\n", STR_ARG(item->list), STR_ARG(item->list_title), STR_ARG(item->id),
	          STR_ARG(item->text), item->done ? " done" : "", item->place.line, item->place.column, STR_ARG(item->html));
}

/* Renders with a host that writes down what it is told. */
static void render_told(struct call *call, const char *text)
{
	const struct markdown_host host = { call, tell_link, tell_heading, tell_item };
	render(call, str_from(text), &FULL, &host);
}

static void assert_told(const char *text, const char *told)
{
	struct call call;
	render_told(&call, text);
	assert_str(buf_str(&call.told), told);
	assert_true(call.ok);
	call_clear(&call);
}

static void gives_every_heading_an_id(void **state)
{
	(void)state;
	static const struct { const char *text, *told; } cases[] = {
		{ "# Before you pay\n", "h1 before-you-pay 'Before you pay' 1:1\n" },
		{ "## Before you press *Pay* {#payment}\n", "h2 payment 'Before you press Pay' 1:1\n" },
		{ "## A {#b} ##\n", "h2 b 'A' 1:1\n" },
		{ "付款 `code`\n===\n", "h1 付款-code '付款 code' 1:1\n" },
		{ "Two\nlines {#x}\n---\n", "h2 x 'Two lines' 1:1\n" },
		{ "# a\n# a\n# a-2\n# a\n# A!\n", "h1 a 'a' 1:1\nh1 a-2 'a' 2:1\nh1 a-2-2 'a-2' 3:1\nh1 a-3 'a' 4:1\nh1 a-4 'A!' 5:1\n" },
		{ "# a\n# b {#a}\n", "h1 a-2 'a' 1:1\nh1 a 'b' 2:1\n" },
		{ "#\n# ?\n", "h1 section '' 1:1\nh1 section-2 '?' 2:1\n" },
		{ "> - # q {#q-1_a}\n", "h1 q-1_a 'q' 1:5\n" },
		{ "# a \\{#b}\n", "h1 a-b 'a {#b}' 1:1\n" },
		{ "# `{#b}`\n", "h1 b '{#b}' 1:1\n" },
		{ "# {#b}\n", "h1 b '{#b}' 1:1\n" },
		{ "# a {#b} c\n", "h1 a-b-c 'a {#b} c' 1:1\n" },
		{ "# ![alt *text*](x.png) a\n", "h1 alt-text-a 'alt text a' 1:1\nimage x.png 1:17\n" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_told(cases[i].text, cases[i].told);
	assert_html("## 付款 & Pay {#pay}\n", &FULL, "<h2 id=\"pay\"><span lang=\"zh-Hans\">付款</span> &amp; Pay</h2>\n");
	assert_html("# a\n# a\n", &FULL, "<h1 id=\"a\">a</h1>\n<h1 id=\"a-2\">a</h1>\n");
}

static const char LIST[] =
	"## Before you press Pay {#payment}\n"
	"\n"
	"- [ ] Specifications **and** 数量 {#specs}\n"
	"\n"
	"  Every item line, [in chat](chat.md).\n"
	"- [x] Total agreed\n"
	"  in writing {#total}\n"
	"  1. sub\n"
	"\n"
	"* [X] Paid {#paid}\n"
	"\n"
	"Text, and a list that is none:\n"
	"\n"
	"- \\[ ] a {#b}\n";

static void writes_checklists(void **state)
{
	(void)state;
	assert_html(LIST, &FULL,
		"<h2 id=\"payment\">Before you press Pay</h2>\n"
		"<ul class=\"cl\" data-list=\"payment\">\n"
		"<li data-item=\"specs\"><input type=\"checkbox\" id=\"payment.specs\" name=\"payment.specs\">"
		"<div><label for=\"payment.specs\">Specifications <strong>and</strong> <span lang=\"zh-Hans\">数量</span></label>\n"
		"<p>Every item line, <a href=\"chat.md\">in chat</a>.</p>\n"
		"</div></li>\n"
		"<li data-item=\"total\"><input type=\"checkbox\" id=\"payment.total\" name=\"payment.total\" checked>"
		"<div><label for=\"payment.total\">Total agreed\nin writing</label>\n"
		"<ol>\n<li>sub</li>\n</ol>\n"
		"</div></li>\n"
		"</ul>\n"
		"<ul class=\"cl\" data-list=\"payment\">\n"
		"<li data-item=\"paid\"><input type=\"checkbox\" id=\"payment.paid\" name=\"payment.paid\" checked>"
		"<div><label for=\"payment.paid\">Paid</label></div></li>\n"
		"</ul>\n"
		"<p>Text, and a list that is none:</p>\n"
		"<ul>\n<li>[ ] a {#b}</li>\n</ul>\n");
	assert_html("# L\n\n3. [ ] a {#a}\n", &FULL,
		"<h1 id=\"l\">L</h1>\n<ol start=\"3\" class=\"cl\" data-list=\"l\">\n"
		"<li data-item=\"a\"><input type=\"checkbox\" id=\"l.a\" name=\"l.a\"><div><label for=\"l.a\">a</label></div></li>\n</ol>\n");
}

static void tells_of_checklist_items(void **state)
{
	(void)state;
	assert_told(LIST,
		"h2 payment 'Before you press Pay' 1:1\n"
		"link chat.md 5:30\n"
		"payment 'Before you press Pay' specs 'Specifications and 数量' 3:3 "
		"<label for=\"payment.specs\">Specifications <strong>and</strong> <span lang=\"zh-Hans\">数量</span></label>\n"
		"<p>Every item line, <a href=\"chat.md\">in chat</a>.</p>\n\n"
		"payment 'Before you press Pay' total 'Total agreed in writing' done 6:3 "
		"<label for=\"payment.total\">Total agreed\nin writing</label>\n<ol>\n<li>sub</li>\n</ol>\n\n"
		"payment 'Before you press Pay' paid 'Paid' done 10:3 <label for=\"payment.paid\">Paid</label>\n");
}

static void keep_heading(void *context, const struct markdown_heading *heading)
{
	*(struct markdown_heading *)context = *heading;
}

static void keep_item(void *context, const struct markdown_item *item)
{
	*(struct markdown_item *)context = *item;
}

static void keeps_what_it_told_as_long_as_the_arena(void **state)
{
	(void)state;
	struct markdown_heading heading = { 0 };
	struct call call;
	render(&call, STR("# Title {#id}\n"), &FULL, &(struct markdown_host){ .context = &heading, .heading = keep_heading });
	assert_str(heading.id, "id");
	assert_str(heading.text, "Title");
	call_clear(&call);

	struct markdown_item item = { 0 };
	render(&call, STR("# List\n\n- [ ] a *b* {#c}\n"), &FULL, &(struct markdown_host){ .context = &item, .item = keep_item });
	buf_clear(&call.html);
	assert_str(item.list, "list");
	assert_str(item.list_title, "List");
	assert_str(item.id, "c");
	assert_str(item.text, "a b");
	assert_str(item.html, "<label for=\"list.c\">a <em>b</em></label>");
	call_clear(&call);
}

static void says_where_ids_and_checklists_are_wrong(void **state)
{
	(void)state;
	static const struct { const char *text; unsigned line, column; const char *message, *hint; } cases[] = {
		{ "# a {#x}\n\n> 付款 {#x}\n> ===\n", 3, 6, "the id 'x' is given twice", "the heading on line 1 has it already" },
		{ "# a {#1x}\n", 1, 5, "'1x' is not an id",
		  "begin with a letter and go on with letters, digits, '-' and '_'; or write '\\{' for a brace in the text" },
		{ "# a {#}\n", 1, 5, "'' is not an id", NULL },
		{ "# a {#付款}\n", 1, 5, "'付款' is not an id", NULL },
		{ "# a {#a b}\n", 1, 5, "'a b' is not an id", NULL },
		{ "- [ ] a {#a}\n", 1, 1, "a checklist has no heading above it",
		  "the heading gives the list its title and id: '## Before you pay {#payment}'" },
		{ "# L\n\n- [ ] All items are agreed in writing\n", 3, 3, "the checklist item 'All items are agreed in writing' has no id",
		  "end its first paragraph with an id, such as {#all_items_are_agreed_in}" },
		{ "# L\n\n- [x] 商品\n", 3, 3, "the checklist item '商品' has no id",
		  "end its first paragraph with an id, such as {#specs_confirmed}" },
		{ "# L\n\n- [ ] a \\{#a}\n", 3, 3, "the checklist item 'a {#a}' has no id", NULL },
		{ "# L\n\n- [ ] a\n\n  b {#a}\n", 3, 3, "the checklist item 'a' has no id", NULL },
		{ "# L\n\n- [ ] 商品 {#a-b}\n", 3, 10, "'a-b' is not an id of a checklist item",
		  "begin with a small letter and go on with small letters, digits and '_'" },
		{ "# L\n\n- [ ] a {#A}\n", 3, 9, "'A' is not an id of a checklist item", NULL },
		{ "# L\n\n- [ ] {#a}\n", 3, 3, "the checklist item 'a' has no text", NULL },
		{ "# L\n\n- [ ] a {#a}\n- b\n", 4, 3, "an item of a checklist has no box", "begin it with '[ ] ', or make it a list of its own" },
		{ "# L\n\n- [ ] a {#a}\n-\n", 4, 1, "an item of a checklist has no box", NULL },
		{ "# L\n\n- [ ] a {#a}\n- ```\n  b\n  ```\n", 4, 1, "an item of a checklist has no box", NULL },
		{ "# L {#l}\n\n- [ ] a {#a}\n\nb\n\n* [ ] c {#a}\n", 7, 9, "the id 'a' is given twice in the checklist 'l'",
		  "the item on line 3 has it already" },
		{ "# L\n\n- [ ] a {#a}\n  - b\n    > - [ ] c {#c}\n", 5, 7, "a checklist inside a checklist",
		  "give it a heading of its own, or leave its boxes away" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct call call;
		render(&call, str_from(cases[i].text), &FULL, NULL);
		assert_false(call.ok);
		assert_diag(&call.diags, cases[i].message, cases[i].hint);
		assert_int_equal(call.diags.count, 1);
		struct place place = call.diags.items[0].place;
		assert_string_equal(place.path, "page.md");
		if (place.line != cases[i].line || place.column != cases[i].column)
			fail_msg("'%s' at %u:%u", cases[i].message, place.line, place.column);
		assert_true(call.html.size > 0);
		call_clear(&call);
	}
}

static void cuts_a_long_item_in_a_message(void **state)
{
	(void)state;
	struct buf text = { 0 };
	buf_add_text(&text, "# L\n\n- [ ] ");
	for (int i = 0; i < 100; i++)
		buf_add_text(&text, "商");
	struct call call;
	render(&call, buf_str(&text), &FULL, NULL);
	assert_int_equal(call.diags.items[0].message.size, strlen("the checklist item '' has no id") + 60 * strlen("商") + strlen("…"));
	call_clear(&call);
	buf_clear(&text);
}

static void marks_chinese_in_text_but_not_in_attributes(void **state)
{
	(void)state;
	static const struct { const char *text, *html; } cases[] = {
		{ "Use 跨境宝（World Pay）", "<p>Use <span lang=\"zh-Hans\">跨境宝</span>（World Pay）</p>\n" },
		{ "*付款* `立即支付`", "<p><em><span lang=\"zh-Hans\">付款</span></em> <code><span lang=\"zh-Hans\">立即支付</span></code></p>\n" },
		{ "```\n你好\n```", "<pre><code><span lang=\"zh-Hans\">你好</span>\n</code></pre>\n" },
		{ "[付款](a \"付款\")", "<p><a href=\"a\" title=\"付款\"><span lang=\"zh-Hans\">付款</span></a></p>\n" },
		{ "![付款](付.png \"图\")", "<p><img src=\"%E4%BB%98.png\" alt=\"付款\" title=\"图\" /></p>\n" },
		{ "商品\n数量", "<p><span lang=\"zh-Hans\">商品</span>\n<span lang=\"zh-Hans\">数量</span></p>\n" },
		{ "<b>商</b>", "<p>&lt;b&gt;<span lang=\"zh-Hans\">商</span>&lt;/b&gt;</p>\n" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_html(cases[i].text, &FULL, cases[i].html);
}

/* ---- links */

static void says_where_each_target_stands(void **state)
{
	(void)state;
	static const struct { const char *text, *told; } cases[] = {
		{ "See [install](instal.md) first.", "link instal.md 1:15\n" },
		{ "商品：[付款](a.md)和[付款](a.md)", "link a.md 1:9\nlink a.md 1:20\n" },
		{ "[a\nb](x.md)\n[c](\n  y.md)", "link x.md 2:4\nlink y.md 4:3\n" },
		{ "> - a\n>   [b](c.md)\n>   ![d](e.png 'T')", "link c.md 2:9\nimage e.png 3:10\n" },
		{ "> [a](b.md)\nlazy [c](d.md)", "link b.md 1:7\nlink d.md 2:10\n" },
		{ "> [a](\n> b.md)", "link b.md 2:3\n" },
		{ "[![i](i.png)](l.md) [x](i.png)", "link l.md 1:15\nimage i.png 1:7\nlink i.png 1:25\n" },
		{ "`[a](b.md)` [a](b.md)", "link b.md 1:17\n" },
		{ "<i title=\"](b.md)\"> [a](b.md)", "link b.md 1:25\n" },
		{ "[a](<my file.md>) [a](b\\_c.md#x) [a](d&amp;e.md) [a](&copy;.md)",
		  "link my file.md 1:6\nlink b_c.md#x 1:23\nlink d&e.md 1:38\nlink ©.md 1:54\n" },
		{ "<http://a.b/c> <m@x.y> [z](http://a.b/c)", "link http://a.b/c 1:2\nlink mailto:m@x.y 1:17\nlink http://a.b/c 1:28\n" },
		{ "[a]() [b](c.md)", "link  1:5\nlink c.md 1:11\n" },
		{ "[a](a.md) [ab](a.md.md) [a](a.md)", "link a.md 1:5\nlink a.md.md 1:16\nlink a.md 1:29\n" },
		{ "[r] and [s][r] and [r][]\n\n> [r]: <t.md> 'x'\n", "link t.md 3:9\nlink t.md 3:9\nlink t.md 3:9\n" },
		{ "[r]: t.md\n[r] [a](b.md)\n", "link t.md 1:6\nlink b.md 2:9\n" },
		{ "[r] [a](b.md) [r]\n\n[r]:\n  t\\_.md\n", "link t_.md 4:3\nlink b.md 1:9\nlink t_.md 4:3\n" },
		{ "# [a](b.md)\n\n- [c](d.md)\n- [c](d.md)\n", "h1 a 'a' 1:1\nlink b.md 1:7\nlink d.md 3:7\nlink d.md 4:7\n" },
		{ "a\r\n[b](c.md)\r[d](e.md)", "link c.md 2:5\nlink e.md 3:5\n" },
		{ "\t[a](b)\n\n- \t[c](d.md)\n", "link d.md 3:8\n" },
		/* an entity in the definition: the line of the link must do */
		{ "a\n[r]\n\n[r]: &copy;.md\n", "link ©.md 2:0\n" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_told(cases[i].text, cases[i].told);
}

static void counts_lines_from_where_the_text_begins(void **state)
{
	(void)state;
	struct call call = { .ok = false };
	const struct markdown_host host = { &call, tell_link, tell_heading, tell_item };
	assert_false(markdown_render(&call.html, STR("# a {#9}\n\n[b](c)\n"), "page.md", 7, &FULL, &host, &call.arena, &call.diags));
	assert_str(buf_str(&call.told), "h1 a-9 'a {#9}' 7:1\nlink c 9:5\n");
	assert_int_equal(call.diags.items[0].place.line, 7);
	call_clear(&call);
}

/* Leaves out "bad", refuses "worse" with an error, writes "page.html?a=1&b" for the others. */
static bool choose(void *context, struct buf *out, const struct markdown_link *link, struct diags *diags)
{
	(void)context;
	if (str_equal(link->target, STR("worse")))
		return diag_error(diags, link->place, "no such page");
	buf_add(out, str_starts(link->target, STR("javascript:")) ? link->target : STR("page.html?a=1&b \""));
	return !str_equal(link->target, STR("bad"));
}

static void asks_the_host_what_links_lead_to(void **state)
{
	(void)state;
	static const struct { const char *text, *html; bool ok; } cases[] = {
		{ "[a](b \"t\")", "<p><a href=\"page.html?a=1&amp;b%20%22\" title=\"t\">a</a></p>\n", true },
		{ "![a](b)", "<p><img src=\"page.html?a=1&amp;b%20%22\" alt=\"a\" /></p>\n", true },
		{ "x [*a* 付](bad 't') y", "<p>x <em>a</em> <span lang=\"zh-Hans\">付</span> y</p>\n", true },
		{ "x ![*a* 付](bad 't') y", "<p>x a <span lang=\"zh-Hans\">付</span> y</p>\n", true },
		{ "[![a](bad)](b)", "<p><a href=\"page.html?a=1&amp;b%20%22\">a</a></p>\n", true },
		{ "[![a](b)](bad)", "<p><img src=\"page.html?a=1&amp;b%20%22\" alt=\"a\" /></p>\n", true },
		{ "[a](worse) [a](b)", "<p>a <a href=\"page.html?a=1&amp;b%20%22\">a</a></p>\n", false },
		{ "[a](javascript:x)", "<p><a href=\"\">a</a></p>\n", true },
	};
	const struct markdown_host host = { .link = choose };
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct call call;
		render(&call, str_from(cases[i].text), &FULL, &host);
		assert_str(buf_str(&call.html), cases[i].html);
		assert_int_equal(call.ok, cases[i].ok);
		call_clear(&call);
	}
}

/* Renders a page while another is rendered, from an arena of its own. */
static bool render_inside(void *context, struct buf *out, const struct markdown_link *link, struct diags *diags)
{
	(void)link;
	struct buf *html = context;
	struct arena arena = { 0 };
	bool ok = markdown_render(html, STR("*inner* [x](y)"), "inner.md", 1, &FULL, NULL, &arena, diags);
	arena_clear(&arena);
	buf_add(out, STR("z"));
	return ok;
}

static void lets_a_host_render_too(void **state)
{
	(void)state;
	struct buf inner = { 0 };
	const struct markdown_host host = { .context = &inner, .link = render_inside };
	struct call call;
	render(&call, STR("# A {#a}\n\n[b](c) [d](e) [f]\n\n[f]: g\n"), &FULL, &host);
	assert_str(buf_str(&call.html), "<h1 id=\"a\">A</h1>\n<p><a href=\"z\">b</a> <a href=\"z\">d</a> <a href=\"z\">f</a></p>\n");
	assert_true(str_starts(buf_str(&inner), STR("<p><em>inner</em> <a href=\"y\">x</a></p>\n<p>")));
	call_clear(&call);
	buf_clear(&inner);
}

/* ---- threads, limits, hostile pages */

struct shared {
	struct str text;
	struct buf html[4];
};

static void render_in_thread(void *context, size_t worker)
{
	struct shared *shared = context;
	struct arena arena = { 0 };
	struct diags diags = { 0 };
	for (int i = 0; i < 50; i++) {
		buf_truncate(&shared->html[worker], 0);
		markdown_render(&shared->html[worker], shared->text, "page.md", 1, &FULL, NULL, &arena, &diags);
		arena_reset(&arena);
	}
	arena_clear(&arena);
	diags_clear(&diags);
}

static void renders_in_threads(void **state)
{
	(void)state;
	struct shared shared = { .text = str_from(LIST) };
	work_run(COUNT(shared.html), render_in_thread, &shared);
	struct call call;
	render(&call, shared.text, &FULL, NULL);
	for (size_t i = 0; i < COUNT(shared.html); i++) {
		assert_true(str_equal(buf_str(&shared.html[i]), buf_str(&call.html)));
		buf_clear(&shared.html[i]);
	}
	call_clear(&call);
}

static void repeat(struct buf *text, const char *part, int times)
{
	for (int i = 0; i < times; i++)
		buf_add_text(text, part);
}

/* Each of these is 100 KB or more; were a pass quadratic or recursive, this would take minutes or crash. */
static void stays_linear_on_hostile_pages(void **state)
{
	(void)state;
	static const struct { const char *before, *part, *middle, *end; } cases[] = {
		{ "", "[", "a", "]" }, { "", "*a ", "b", " a*" }, { "", "*a **a ", "b", " a** a*" }, { "", "![", "a", "](b)" }, { "", "> ", "a", "" },
		{ "", "- ", "a", "" }, { "", "[a](", "b", ")" }, { "", "[a](<", "", "" }, { "", "<a", "", ">" }, { "", "`", "a", "" }, { "", "](x", "[a](y)", "" },
		{ "# ", "{#", "a", "}" }, { "# ", "a {#b} ", "", "" }, { "", "# a\n", "", "" }, { "", "# a {#b}\n", "", "" }, { "", "# a-1\n", "", "# a\n" },
		{ "# L\n\n", "- [ ] a {#a}\n", "", "" }, { "# L\n\n", "- [ ] ", "a {#a}", "" }, { "# L\n\n- [ ] ", "a\n  ", "{#x}", "" },
		{ "[a]: b\n\n", "[a]", "", "" }, { "", "[a](b\\_) ", "", "" }, { "", "[a](&copy;)\n", "", "" }, { "", "<b:", "", "" }, { "", "[a]: b ", "", "" },
		{ "", "[a]\n", "\n", "[a]: b\n" }, { "", "商 ", "", "" }, { "", "商1", "", "" }, { "", "“", "", "商" }, { "", "（", "", "商" }, { "", "商“", "", "" },
	};
	enum { TIMES = 20000 };
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf text = { 0 };
		buf_add_text(&text, cases[i].before);
		repeat(&text, cases[i].part, TIMES);
		buf_add_text(&text, cases[i].middle);
		repeat(&text, cases[i].end, TIMES);
		struct call call;
		render_told(&call, text.data);
		assert_true(call.html.size > 0);
		call_clear(&call);
		buf_clear(&text);
	}
}

/* Debian 12's cmark would need minutes for each of these. */
static void refuses_what_old_cmark_takes_minutes_for(void **state)
{
	(void)state;
	static const struct { const char *before, *part, *middle, *end, *message; unsigned line; } cases[] = {
		{ "", "- ", "x", "\n", "quotes and lists nest too deep", 1001 },
		{ "> ", "1. ", "x", "\n>", "quotes and lists nest too deep", 1001 },
		{ "", "- ", "x\nlazy", "\n", "quotes and lists nest too deep", 1002 },
		{ "", ">", "", "a*", "quotes and lists nest too deep", 1 },
		{ "", ">", "a", "\n*a*", "quotes and lists nest too deep", 1334 },
		{ "", "![[]()", "", "", "too many '![' that nothing closes", 1 },
		{ "", "![a", "\n", "[b](c)", "too many '![' that nothing closes", 2 },
	};
	enum { TIMES = 100000 };
	bool old = str_compare(str_from(markdown_version()), STR("0.31")) < 0;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf text = { 0 };
		buf_add_text(&text, cases[i].before);
		repeat(&text, cases[i].part, TIMES);
		buf_add_text(&text, cases[i].middle);
		repeat(&text, cases[i].end, TIMES);
		struct call call;
		render(&call, buf_str(&text), &PLAIN, NULL);
		assert_int_equal(call.ok, !old);
		if (old) {
			assert_int_equal(call.html.size, 0);
			assert_diag(&call.diags, cases[i].message, NULL);
			assert_int_equal(call.diags.items[0].place.line, cases[i].line);
		}
		call_clear(&call);
		buf_clear(&text);
	}
}

static void refuses_a_page_that_is_too_large(void **state)
{
	(void)state;
	struct buf text = { 0 };
	repeat(&text, "0123456789abcde\n", 1024 * 1024);
	struct call call;
	buf_add_char(&text, 'x');
	render(&call, buf_str(&text), &PLAIN, NULL);
	assert_false(call.ok);
	assert_diag(&call.diags, "the page is larger than 16 MiB", "split it into several pages");
	assert_int_equal(call.html.size, 0);
	call_clear(&call);
	buf_clear(&text);
}

static void knows_its_version(void **state)
{
	(void)state;
	assert_string_equal(markdown_version(), cmark_version_string());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_what_cmark_writes),
		cmocka_unit_test(writes_what_cmark_writes_for_random_markup),
		cmocka_unit_test(appends),
		cmocka_unit_test(shows_raw_html_as_text_unless_it_is_allowed),
		cmocka_unit_test(drops_urls_that_run_code_unless_html_is_allowed),
		cmocka_unit_test(shifts_headings_to_six_at_most),
		cmocka_unit_test(keeps_ids_and_boxes_as_text_without_extensions),
		cmocka_unit_test(gives_every_heading_an_id),
		cmocka_unit_test(writes_checklists),
		cmocka_unit_test(tells_of_checklist_items),
		cmocka_unit_test(keeps_what_it_told_as_long_as_the_arena),
		cmocka_unit_test(says_where_ids_and_checklists_are_wrong),
		cmocka_unit_test(cuts_a_long_item_in_a_message),
		cmocka_unit_test(marks_chinese_in_text_but_not_in_attributes),
		cmocka_unit_test(says_where_each_target_stands),
		cmocka_unit_test(counts_lines_from_where_the_text_begins),
		cmocka_unit_test(asks_the_host_what_links_lead_to),
		cmocka_unit_test(lets_a_host_render_too),
		cmocka_unit_test(renders_in_threads),
		cmocka_unit_test(stays_linear_on_hostile_pages),
		cmocka_unit_test(refuses_what_old_cmark_takes_minutes_for),
		cmocka_unit_test(refuses_a_page_that_is_too_large),
		cmocka_unit_test(knows_its_version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
