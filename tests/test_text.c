/* text: checking, normal form, comparing, slugs, runs of Chinese. */
#include "fixture.h"

#include "data/text.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A table of broken texts needs NUL bytes, so sizes are counted. */
#define BYTES(literal) { literal, sizeof(literal) - 1 }

static void accepts_utf8(void **state)
{
	(void)state;
	static const struct str cases[] = {
		BYTES(""), BYTES("a\nb\r\n"), BYTES("\x01\x7F"), BYTES("é 跨境宝 😀"), BYTES("\xEF\xBF\xBF"), BYTES("\xED\x9F\xBF\xEE\x80\x80"),
		BYTES("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF"), BYTES("\xC2\x80\xE0\xA0\x80"),
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct diags diags = { 0 };
		assert_true(text_check(cases[i], "a.md", &diags));
		assert_int_equal(diags.count, 0);
		diags_clear(&diags);
	}
}

static void names_the_first_byte_that_is_not_utf8(void **state)
{
	(void)state;
	static const struct { struct str text; unsigned line, column; const char *message; } cases[] = {
		{ BYTES("\xFF"), 1, 1, "byte 0xFF is not UTF-8" },
		{ BYTES("ab\x80"), 1, 3, "byte 0x80 is not UTF-8" },
		{ BYTES("a\n商品 \xC0\xAF"), 2, 4, "byte 0xC0 is not UTF-8" },
		{ BYTES("a\r\nb\rc\xE4\xB8"), 3, 2, "byte 0xE4 is not UTF-8" },
		{ BYTES("\n\n\xED\xA0\x80"), 3, 1, "byte 0xED is not UTF-8" },
		{ BYTES("\xF4\x90\x80\x80"), 1, 1, "byte 0xF4 is not UTF-8" },
		{ BYTES("\xE0\x9F\xBF"), 1, 1, "byte 0xE0 is not UTF-8" },
		{ BYTES("\xD6\xD0\xB9\xFA"), 1, 1, "byte 0xD6 is not UTF-8" },  /* GB18030 */
		{ BYTES("\r\xF8"), 2, 1, "byte 0xF8 is not UTF-8" },
		{ BYTES("ok\n\0"), 2, 1, "a NUL byte is not text" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct diags diags = { 0 };
		assert_false(text_check(cases[i].text, "a.md", &diags));
		assert_int_equal(diags.count, 1);
		assert_diag(&diags, cases[i].message, NULL);
		assert_string_equal(diags.items[0].place.path, "a.md");
		assert_int_equal(diags.items[0].place.line, cases[i].line);
		assert_int_equal(diags.items[0].place.column, cases[i].column);
		diags_clear(&diags);
	}
}

static void skips_a_byte_order_mark(void **state)
{
	(void)state;
	assert_str(text_skip_mark(STR("\xEF\xBB\xBF" "a")), "a");
	assert_str(text_skip_mark(STR("\xEF\xBB\xBF\xEF\xBB\xBF")), "\xEF\xBB\xBF");
	assert_str(text_skip_mark(STR("a\xEF\xBB\xBF")), "a\xEF\xBB\xBF");
	assert_str(text_skip_mark(STR("")), "");
}

static void reads_back_every_code_point_it_writes(void **state)
{
	(void)state;
	struct buf text = { 0 };
	size_t count = 0;
	for (int32_t point = 1; point <= 0x10FFFF; point = point < 0x3000 ? point + 1 : point + 61)
		if (point < 0xD800 || point > 0xDFFF) {
			text_add(&text, point);
			count++;
		}
	assert_int_equal(text_length(buf_str(&text)), count);
	struct str rest = buf_str(&text);
	for (int32_t point = 1; point <= 0x10FFFF; point = point < 0x3000 ? point + 1 : point + 61)
		if (point < 0xD800 || point > 0xDFFF)
			assert_int_equal(text_next(&rest), point);
	assert_int_equal(rest.size, 0);
	buf_clear(&text);
}

static void composes(void **state)
{
	(void)state;
	static const struct { const char *text, *nfc; } cases[] = {
		{ "", "" }, { "plain", "plain" }, { "跨境宝（World Pay）", "跨境宝（World Pay）" }, { "e\u0301", "é" },
		{ "pi\u0304nyi\u0304n", "pīnyīn" }, { "lu\u0308\u030C", "lǚ" }, { "\u212B", "Å" }, { "\u1112\u1161\u11AB", "한" },
		{ "a\u0323\u0302", "ậ" }, { "a\u0302\u0323", "ậ" }, { "\uF900", "豈" }, { "ﬁ", "ﬁ" }, { "Ａ", "Ａ" },
	};
	struct arena arena = { 0 };
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(text_nfc(&arena, str_from(cases[i].text)), cases[i].nfc);
	arena_clear(&arena);
}

static void returns_the_text_itself_when_it_is_composed(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct str text = STR("跨境宝 é");
	assert_ptr_equal(text_nfc(&arena, text).data, text.data);
	arena_clear(&arena);
}

static void folds_what_people_mean_to_be_the_same(void **state)
{
	(void)state;
	static const struct { const char *a, *b; bool same; } cases[] = {
		{ "", "", true }, { "World Pay", "world pay", true }, { "跨境宝（World Pay）", "跨境宝(WORLD PAY)", true },
		{ "ＡＢＣ１２３", "abc123", true }, { "Straße", "STRASSE", true }, { "CAFE\u0301", "café", true },
		{ "ｶﾞ", "ガ", true }, { "①", "1", true }, { "a\u200Db", "ab", true }, { "Ⅳ", "iv", true },
		{ "Σίσυφος", "ΣΊΣΥΦΟΣ", true }, { "pay", "pays", false }, { "跨境宝", "跨境", false }, { "cafe", "café", false },
	};
	struct arena arena = { 0 };
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str a = text_fold(&arena, str_from(cases[i].a)), b = text_fold(&arena, str_from(cases[i].b));
		if (str_equal(a, b) != cases[i].same)
			fail_msg("'%s' and '%s' fold to '%.*s' and '%.*s'", cases[i].a, cases[i].b, STR_ARG(a), STR_ARG(b));
	}
	arena_clear(&arena);
}

/* utf8proc needs quadratic time to sort them: 200,000 would take minutes. */
static void leaves_absurd_piles_of_marks_alone(void **state)
{
	(void)state;
	struct buf text = { 0 };
	for (int i = 0; i < 100000; i++)
		buf_add_text(&text, "\u0301\u0323");
	struct arena arena = { 0 };
	assert_true(str_equal(text_nfc(&arena, buf_str(&text)), buf_str(&text)));
	assert_true(str_equal(text_fold(&arena, buf_str(&text)), buf_str(&text)));
	arena_clear(&arena);
	buf_clear(&text);
}

static void makes_slugs(void **state)
{
	(void)state;
	static const struct { const char *text, *slug; } cases[] = {
		{ "Before you press Pay", "before-you-press-pay" }, { "  Fees & taxes (2026)!  ", "fees-taxes-2026" },
		{ "付款 Paying", "付款-paying" }, { "跨境宝（World Pay）", "跨境宝-world-pay" }, { "1688.com", "1688-com" },
		{ "snake_case", "snake-case" }, { "—", "section" }, { "", "section" }, { "<b>&\"", "b" }, { "Étranger", "étranger" },
		{ "E\u0301tranger", "étranger" }, { "０元", "0元" }, { "हिन्दी", "हिन्दी" }, { "a-b", "a-b" }, { "-a-", "a" },
		{ "Straße", "strasse" }, { "😀", "section" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf slug = { 0 };
		buf_add_text(&slug, "#");
		text_slug(&slug, str_from(cases[i].text));
		assert_str(str_slice(buf_str(&slug), 1, slug.size), cases[i].slug);
		buf_clear(&slug);
	}
}

static void knows_han_characters(void **state)
{
	(void)state;
	static const struct { int32_t point; bool han; } cases[] = {
		{ 0x4E00, true }, { 0x9FFF, true }, { 0x3400, true }, { 0x3007, true }, { 0x3005, true }, { 0xF900, true }, { 0x20000, true },
		{ 0x2E80, true }, { 0x31350, true }, { 'a', false }, { 0x3042, false }, { 0xAC00, false }, { 0x3001, false }, { 0xFF21, false },
		{ 0x1F600, false }, { 0xB7, false },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (text_is_han(cases[i].point) != cases[i].han)
			fail_msg("U+%04X", (unsigned)cases[i].point);
}

static void cuts_runs_of_chinese(void **state)
{
	(void)state;
	static const struct { const char *text, *runs; } cases[] = {
		{ "", "" },
		{ "no Chinese — at all… 20 %", "no Chinese — at all… 20 %" },
		{ "跨境宝", "[跨境宝]" },
		{ "**跨境宝（World Pay）**是", "**[跨境宝]（World Pay）**[是]" },
		{ "商品 A 100 件", "[商品] A 100 [件]" },
		{ "商品 100 件", "[商品 100 件]" },
		{ "订单号 1688, 共 2 件", "[订单号] 1688, [共 2 件]" },
		{ "¥20.00", "¥20.00" },
		{ "共¥20.00元", "[共¥20.00元]" },
		{ "手续费 0.2% 起", "[手续费 0.2% 起]" },
		{ "2026-09-02 发货", "2026-09-02 [发货]" },
		{ "于2026-09-02发货", "[于2026-09-02发货]" },
		{ "a，b。", "a，b。" },
		{ "“跨境宝” is", "“[跨境宝]” is" },
		{ "点“付款”后", "[点“付款”后]" },
		{ "点击【立即支付】。Then", "[点击【立即支付】。]Then" },
		{ "Then【立即支付】", "Then[【立即支付】]" },
		{ "跨境宝（World Pay）是", "[跨境宝]（World Pay）[是]" },
		{ "World Pay，跨境宝（见《指南》）", "World Pay，[跨境宝（见《指南》）]" },
		{ "等待……确认——好", "[等待……确认——好]" },
		{ "苹果·手机", "[苹果·手机]" },
		{ "China 中国, Nigeria 尼日利亚.", "China [中国], Nigeria [尼日利亚]." },
		{ "中 国\n中国", "[中 国]\n[中国]" },
		{ "中文 ", "[中文] " },
		{ "人々〇", "[人々〇]" },
		{ "件100", "[件]100" },
		{ "件¥a件", "[件]¥a[件]" },
		{ "件1.a件", "[件]1.a[件]" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf runs = { 0 };
		struct str rest = str_from(cases[i].text);
		while (rest.size) {
			bool chinese;
			struct str run = text_next_run(&rest, &chinese);
			assert_true(run.size > 0);
			buf_print(&runs, chinese ? "[%.*s]" : "%.*s", STR_ARG(run));
		}
		assert_str(buf_str(&runs), cases[i].runs);
		buf_clear(&runs);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts_utf8),
		cmocka_unit_test(names_the_first_byte_that_is_not_utf8),
		cmocka_unit_test(skips_a_byte_order_mark),
		cmocka_unit_test(reads_back_every_code_point_it_writes),
		cmocka_unit_test(composes),
		cmocka_unit_test(returns_the_text_itself_when_it_is_composed),
		cmocka_unit_test(folds_what_people_mean_to_be_the_same),
		cmocka_unit_test(leaves_absurd_piles_of_marks_alone),
		cmocka_unit_test(makes_slugs),
		cmocka_unit_test(knows_han_characters),
		cmocka_unit_test(cuts_runs_of_chinese),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
