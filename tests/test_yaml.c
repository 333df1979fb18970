/* yaml: the core schema of YAML 1.2 with exact numbers, and messages for the mistakes people make. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/yaml.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct fixture {
	struct arena arena;
	struct diags diags;
};

static int set_up(void **state)
{
	static struct fixture fixture;
	*state = &fixture;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	arena_clear(&fixture->arena);
	diags_clear(&fixture->diags);
	return 0;
}

static struct value *parse(struct fixture *fixture, struct str text)
{
	return yaml_parse(&fixture->arena, text, "a.yaml", 1, &fixture->diags);
}

static void assert_json(struct fixture *fixture, const char *text, const char *expected)
{
	struct buf json = { 0 };
	const struct value *value = parse(fixture, str_from(text));
	if (!value)
		fail_msg("refused: %s", text);
	value_to_json(&json, value);
	if (!str_equal(buf_str(&json), str_from(expected)))
		fail_msg("%s\nis %s\nnot %s", text, json.data, expected);
	buf_clear(&json);
}

struct error_case {
	const char *text;
	unsigned line, column;
	const char *message, *hint;
};

static void assert_errors(struct fixture *fixture, const struct error_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		diags_clear(&fixture->diags);
		if (parse(fixture, str_from(cases[i].text)))
			fail_msg("accepted: %s", cases[i].text);
		assert_int_equal(fixture->diags.count, 1);
		const struct diag *diag = &fixture->diags.items[0];
		if (!str_equal(diag->message, str_from(cases[i].message)) || !str_equal(diag->hint, str_from(cases[i].hint)) ||
		    diag->place.line != cases[i].line || diag->place.column != cases[i].column)
			fail_msg("%s: %u:%u: %.*s (%.*s)", cases[i].text, diag->place.line, diag->place.column, STR_ARG(diag->message),
			         STR_ARG(diag->hint));
	}
}

static void plain_scalars_are_what_the_core_schema_says(void **state)
{
	struct fixture *fixture = *state;
	static const char *const NULLS[] = { "", "~", "null", "Null", "NULL", "!!null ''" };
	static const char *const TRUES[] = { "true", "True", "TRUE", "!!bool true" };
	static const char *const FALSES[] = { "false", "False", "FALSE" };
	static const char *const EXACT[] = { "0", "-0", "12", "-1.50", "20.00", "0.5", "2500000000000000001", "!!int 5", "!!float 5" };
	static const char *const TEXTS[] = {
		"no", "NO", "No", "yes", "on", "off", "y", "n", "tRUE", "nULL", "007", "-01", "1e5", "1.5E-3", ".5", "5.", "+1", "0x1F", "0o7",
		"1_000", "1,000", "12:30", "2026-03-03", "--1", "1.2.3", ".inf", ".nan", "1 2", "'1'", "\"true\"", "'null'", "''",
		"!!str 1", "! 1", "!!str null",
	};
	for (size_t i = 0; i < COUNT(NULLS); i++)
		assert_int_equal(parse(fixture, str_from(NULLS[i]))->kind, VALUE_NULL);
	for (size_t i = 0; i < COUNT(TRUES) + COUNT(FALSES); i++) {
		bool truth = i < COUNT(TRUES);
		const struct value *value = parse(fixture, str_from(truth ? TRUES[i] : FALSES[i - COUNT(TRUES)]));
		assert_int_equal(value->kind, VALUE_BOOL);
		assert_int_equal(value->truth, truth);
	}
	for (size_t i = 0; i < COUNT(EXACT); i++) {
		const struct value *value = parse(fixture, str_from(EXACT[i]));
		if (value->kind != VALUE_NUMBER || !value->exact || !str_ends(str_from(EXACT[i]), value->text))
			fail_msg("'%s' is no exact number", EXACT[i]);
	}
	for (size_t i = 0; i < COUNT(TEXTS); i++) {
		const struct value *value = parse(fixture, str_from(TEXTS[i]));
		if (!value || value->kind != VALUE_TEXT)
			fail_msg("'%s' is no text", TEXTS[i]);
		if (!strchr("'\"!", TEXTS[i][0]))
			assert_true(str_equal(value->text, str_from(TEXTS[i])));
	}
	const struct value *value = parse(fixture, STR("-20.50"));
	assert_true(decimal_compare(value->decimal, (struct decimal){ -205, 1 }) == 0);
	value = parse(fixture, STR("1234567890123456789012345678901234567890123456789"));
	assert_int_equal(value->kind, VALUE_NUMBER);
	assert_false(value->exact);
	assert_int_equal(value->text.size, 49);
}

static void documents_become_trees_in_their_order(void **state)
{
	static const struct { const char *text, *json; } cases[] = {
		{ "b: 1\na: [x, 'y', {z: ~}]\n", "{\"b\":1,\"a\":[\"x\",\"y\",{\"z\":null}]}" },
		{ "- a: 1\n  b:\n  - c\n-\n", "[{\"a\":1,\"b\":[\"c\"]},null]" },
		{ "a: |\n  one\n   two\nb: >-\n  one\n  two\n", "{\"a\":\"one\\n two\\n\",\"b\":\"one two\"}" },
		{ "a: one\n  two\n", "{\"a\":\"one two\"}" },
		{ "\xEF\xBB\xBF" "a: 1\r\nb: |\r\n  x\r\n  y\r\n", "{\"a\":1,\"b\":\"x\\ny\\n\"}" },
		{ "---\na: 1\n...\n", "{\"a\":1}" },
		{ "%YAML 1.2\n--- a\n", "\"a\"" },
		{ "", "null" }, { "# nothing\n", "null" }, { "---\n", "null" }, { "\n\n", "null" },
		{ "1: a\ntrue: b\nno: c\n007: d\n\"\": e\n\"<<\": f\n\"null\": g\n",
		  "{\"1\":\"a\",\"true\":\"b\",\"no\":\"c\",\"007\":\"d\",\"\":\"e\",\"\\u003c\\u003c\":\"f\",\"null\":\"g\"}" },
		{ "供应商: { name_zh: 义乌某某, n: \"\\u4e49\\n\" }", "{\"供应商\":{\"name_zh\":\"义乌某某\",\"n\":\"义\\n\"}}" },
		{ "a: &x [1, 2]\nb: *x\nc: &x 3\nd: *x\ne: [&x 4, *x]\n", "{\"a\":[1,2],\"b\":[1,2],\"c\":3,\"d\":3,\"e\":[4,4]}" },
		{ "&k a: 1\nb: *k\n", "{\"a\":1,\"b\":\"a\"}" },
		{ "!!map {a: !!seq [1]}", "{\"a\":[1]}" },
		{ "a: ! [1]", "{\"a\":[1]}" },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_json(*state, cases[i].text, cases[i].json);
}

static void every_value_knows_its_place(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *path; unsigned line, column; } cases[] = {
		{ "", 10, 1 }, { "title", 10, 8 }, { "items", 12, 3 }, { "items.0", 12, 5 }, { "items.0.sku", 12, 10 },
		{ "items.0.名", 13, 8 }, { "items.1", 14, 5 }, { "flow", 15, 9 }, { "flow.a", 15, 13 }, { "flow.b", 15, 19 },
		{ "block", 16, 8 },
	};
	struct str text = STR("title: x\nitems:\n  - sku: 1\n    名: 中文\n  - two\n\"flow\": {a: 中, b: c}\nblock: |\n  x\n");
	struct value *root = yaml_parse(&fixture->arena, text, "a.yaml", 10, &fixture->diags);
	assert_non_null(root);
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct value *value = value_find(root, str_from(cases[i].path));
		if (!value || value->place.line != cases[i].line || value->place.column != cases[i].column)
			fail_msg("%s: %u:%u", cases[i].path, value ? value->place.line : 0, value ? value->place.column : 0);
		assert_string_equal(value->place.path, "a.yaml");
	}
	const struct value_pair *pair = value_pair(value_find(root, STR("flow")), STR("b"));
	assert_int_equal(pair->place.line, 15);
	assert_int_equal(pair->place.column, 16);
}

static void mistakes_of_spelling_are_explained(void **state)
{
	static const char QUOTES[] = "put it in quotes", TAB[] = "a line is indented with a tab", SPACES[] = "use spaces";
	static const char NO_COLON[] = "a key without ': ' behind it", INDENT[] = "indent it like the keys beside it";
	static const char WHOLE[] = "put the whole value in quotes", FOLLOWS[] = "something follows the end of the value";
	static const char ENTRY[] = "indent the line like the first key of the entry it belongs to";
	static const char BACKSLASH[] = "write a backslash itself as '\\\\', or use single quotes";
	static const char BLOCK[] = "begin the text on the next line, or put it in quotes";
	static const char COMMA[] = "remove it, or put the text in quotes";
	const struct error_case cases[] = {
		{ "title: foo: bar\n", 1, 11, "a second ':' on one line", "put the text in quotes: key: \"one: two\"" },
		{ "标题: 一: 二\n", 1, 6, "a second ':' on one line", "put the text in quotes: key: \"one: two\"" },
		{ "title:foo\nbar: 1\n", 2, 4, "a key cannot stand here", "write a space behind the ':' of the line above" },
		{ "a: 1\n  b: 2\n", 2, 4, "a key cannot stand here", INDENT },
		{ "a: 1\ntitle:foo\nbar: 1\n", 2, 1, NO_COLON, "write a space behind the ':'" },
		{ "a: 1\nfoo\n", 2, 1, NO_COLON, "write 'key: value', and indent the lines of a text that goes on" },
		{ "a: 1\n中：文\nb: 1\n", 2, 1, NO_COLON, "write ': ' instead of '：'" },
		{ "\ta: 1\n", 1, 1, TAB, SPACES },
		{ "a:\n\tb: 1\n", 2, 1, TAB, SPACES },
		{ "a: 1\n\tb: 2\n", 2, 1, TAB, SPACES },
		{ "a: |\n  x\n\ty\n", 3, 1, TAB, SPACES },
		{ "a: @x\n", 1, 4, "a text cannot begin with '@'", QUOTES },
		{ "a: `x`\n", 1, 4, "a text cannot begin with '`'", QUOTES },
		{ "a: %x\n", 1, 4, "a text cannot begin with '%'", QUOTES },
		{ "%x: 1\n", 1, 1, "a text cannot begin with '%'", QUOTES },
		{ "a: *bold* x\n", 1, 4, "a text cannot begin with '*'", QUOTES },
		{ "a: & b\n", 1, 4, "a text cannot begin with '&'", QUOTES },
		{ "a: !e!x y\n", 1, 4, "a text cannot begin with '!'", QUOTES },
		{ "a: !<x y\n", 1, 4, "a text cannot begin with '!'", QUOTES },
		{ "a: ? b\n", 1, 4, "a text cannot begin with '?'", QUOTES },
		{ "{: b}\n", 1, 2, "a text cannot begin with ':'", QUOTES },
		{ "a: ,b\n", 1, 4, "a text cannot begin with ','", COMMA },
		{ "a: [1,,2]\n", 1, 7, "a text cannot begin with ','", COMMA },
		{ "a: ]\n", 1, 4, "a text cannot begin with ']'", COMMA },
		{ "a: \"foo\" bar\n", 1, 10, FOLLOWS, WHOLE },
		{ "a: [x] y\n", 1, 8, FOLLOWS, WHOLE },
		{ "\"a\":b\n", 1, 4, FOLLOWS, WHOLE },
		{ "a: 'it's'\n", 1, 8, FOLLOWS, "write a single quote inside single quotes twice: 'it''s'" },
		{ "a:\n    b: 1\n  c: 2\n", 3, 3, "the line is indented like none above it", INDENT },
		{ "a: 1\n- b\n", 2, 1, "a list entry where a key is expected", "indent it like the entries of its list" },
		{ ": b\n", 1, 1, "no key stands before the ':'", "" },
		{ "- a\nb: 1\n", 2, 1, "expected a list entry, '- '", ENTRY },
		{ "items:\n  - sku: a\n   qty: 1\n", 3, 4, "expected a list entry, '- '", ENTRY },
		{ "  a: 1\nb: 2\n", 2, 1, "something follows the end of the document",
		  "indent all keys alike, and keep one document in a file" },
		{ "a: - x\n", 1, 4, "a list cannot begin here",
		  "begin it on the next line, or put a text that begins with '- ' in quotes" },
		{ "a: [x, y\nb: 1\n", 2, 2, "expected ',' or ']'", "close what is opened on line 1 with ']'" },
		{ "a: {x: 1\nb: 1\n", 2, 2, "expected ',' or '}'", "close what is opened on line 1 with '}'" },
		{ "a: [x, y}\n", 1, 9, "expected ',' or ']'", "put texts that hold brackets, ',' or ': ' in quotes" },
		{ "a: [b,\n", 2, 1, "expected a value, found the end", "" },
		{ "a: {b: 1\n", 1, 4, "no '}' closes what begins here", "" },
		{ "a: \"foo\nb: 1\n", 1, 4, "the text has no closing quote", "" },
		{ "a: 'x\n---\ny'\n", 1, 4, "the text has no closing quote", "" },
		{ "a: | x\n", 1, 6, "something follows the '|' or '>'", BLOCK },
		{ "a: |0\n  x\n", 1, 5, "a text cannot be indented by 0", "" },
		{ "a: \"C:\\dir\"\n", 1, 7, "an unknown escape in double quotes", BACKSLASH },
		{ "a: \"\\xZZ\"\n", 1, 7, "an escape without its hexadecimal digits", BACKSLASH },
		{ "a: \"\\uD800\"\n", 1, 7, "an escape that is no character", "write the character itself" },
		{ "%YAML 1.3\n---\na\n", 1, 1, "a version of YAML other than 1.1 and 1.2", "remove the line" },
		{ "%YAML 1.1\n%YAML 1.1\n---\na\n", 2, 1, "found duplicate %YAML directive", "" },
	};
	assert_errors(*state, cases, COUNT(cases));
}

static void what_data_must_not_hold_is_refused(void **state)
{
	static const char CHARACTER[] = "the character U+2028 cannot stand here as it is";
	const struct error_case cases[] = {
		{ "a: 1\nb:\n  c: 1\na: 2\n", 4, 1, "the key 'a' is given twice", "it is already on line 1" },
		{ "{a: 1, 'a': 2}", 1, 8, "the key 'a' is given twice", "it is already on line 1" },
		{ "a: 1\n---\nb: 2\n", 2, 1, "a second document begins here", "keep one document in a file" },
		{ "--- a\n--- b\n", 2, 1, "a second document begins here", "keep one document in a file" },
		{ "? [a]\n: b\n", 1, 3, "a key must be a text", "put a key that begins with '[', '{', '*' or '!' in quotes" },
		{ "{a: 1}: b\n", 1, 1, "a key must be a text", "put a key that begins with '[', '{', '*' or '!' in quotes" },
		{ "a: &x 1\n*x : b\n", 2, 1, "a key must be a text", "put a key that begins with '[', '{', '*' or '!' in quotes" },
		{ "!!int 1: b\n", 1, 1, "a key must be a text", "put a key that begins with '[', '{', '*' or '!' in quotes" },
		{ "?\n: b\n", 1, 2, "a key must not be empty", "put it in quotes if this is meant" },
		{ "~: b\n", 1, 1, "a key must not be empty", "put it in quotes if this is meant" },
		{ "null: b\n", 1, 1, "a key must not be empty", "put it in quotes if this is meant" },
		{ "a: &x {b: 1}\nc:\n  <<: *x\n", 3, 3, "merge keys are not part of YAML 1.2",
		  "write the keys out, or put '<<' in quotes" },
		{ "a: *x\n", 1, 4, "the alias '*x' has no anchor '&x' above it", "put a text that begins with '*' in quotes" },
		{ "a: [*x, &x 1]\n", 1, 5, "the alias '*x' has no anchor '&x' above it", "put a text that begins with '*' in quotes" },
		{ "a: &x [1, *x]\n", 1, 11, "the alias '*x' stands inside what it stands for", "" },
		{ "&x {b: {c: *x}}\n", 1, 12, "the alias '*x' stands inside what it stands for", "" },
		{ "a: !important x\n", 1, 4, "the tag '!important' is not known", "put a text that begins with '!' in quotes" },
		{ "a: !!binary x\n", 1, 4, "the tag '!!binary' is not known", "put a text that begins with '!' in quotes" },
		{ "a: !!int x\n", 1, 4, "what stands here is not what its tag '!!int' says", "" },
		{ "a: !!int 1.5\n", 1, 4, "what stands here is not what its tag '!!int' says", "" },
		{ "a: !!bool 1\n", 1, 4, "what stands here is not what its tag '!!bool' says", "" },
		{ "a: !!str [x]\n", 1, 4, "what stands here is not what its tag '!!str' says", "" },
		{ "a: !!seq {x: 1}\n", 1, 4, "what stands here is not what its tag '!!seq' says", "" },
		{ "a: !foo [x]\n", 1, 4, "the tag '!foo' is not known", "put a text that begins with '!' in quotes" },
		{ "%TAG ! tag:x,2026:\n--- !a b\n", 1, 1, "tags other than YAML's own are not known here", "remove the line" },
		{ "a: 1\n...\n%TAG !x! y\n", 3, 1, "tags other than YAML's own are not known here", "remove the line" },
		{ "a: 1\nb: 中\x07\n", 2, 5, "the character U+0007 cannot stand here as it is",
		  "remove it, or write it in double quotes as \\u0007" },
		{ "# 中\xE2\x80\xA8" "b: 1\n", 1, 4, CHARACTER, "remove it, or write it in double quotes as \\u2028" },
		{ "a: \xC2\x85\n", 1, 4, "the character U+0085 cannot stand here as it is",
		  "remove it, or write it in double quotes as \\u0085" },
		{ "a: \x7F\n", 1, 4, "the character U+007F cannot stand here as it is",
		  "remove it, or write it in double quotes as \\u007F" },
		{ "a: \xEF\xBF\xBE\n", 1, 4, "the character U+FFFE cannot stand here as it is",
		  "remove it, or write it in double quotes as \\uFFFE" },
		{ "a: 1\r\nb: \xC3(\n", 2, 4, "a byte that is not UTF-8", "" },
	};
	assert_errors(*state, cases, COUNT(cases));
	struct fixture *fixture = *state;
	diags_clear(&fixture->diags);
	assert_null(parse(fixture, (struct str){ "a: \0b\n", 6 }));
	assert_int_equal(fixture->diags.items[0].place.column, 4);
	assert_json(fixture, "a: \"\\u2028\\x07\\0\"\n", "{\"a\":\"\\u2028\\u0007\\u0000\"}");
}

static void all_mistakes_that_leave_the_text_readable_are_reported(void **state)
{
	struct fixture *fixture = *state;
	assert_null(parse(fixture, STR("a: 1\na: 2\n~: 3\nb: !x 4\n<<: {c: 1, c: 2}\n")));
	assert_int_equal(fixture->diags.errors, 5);
}

static void places_begin_at_the_line_given(void **state)
{
	struct fixture *fixture = *state;
	assert_null(yaml_parse(&fixture->arena, STR("a: 1\ntitle:foo\nb: 2\n"), "p.md", 2, &fixture->diags));
	assert_int_equal(fixture->diags.items[0].place.line, 3);
	assert_true(str_equal(fixture->diags.items[0].hint, STR("write a space behind the ':'")));
	diags_clear(&fixture->diags);
	assert_null(yaml_parse(&fixture->arena, STR("a: \x01"), "p.md", 7, &fixture->diags));
	assert_int_equal(fixture->diags.items[0].place.line, 7);
	assert_int_equal(yaml_parse(&fixture->arena, STR(""), "p.md", 7, &fixture->diags)->place.line, 7);
}

static void an_alias_is_a_copy(void **state)
{
	struct fixture *fixture = *state;
	const struct value *root = parse(fixture, STR("a: &x {n: 1, l: [2]}\nb: *x\n"));
	const struct value *a = value_find(root, STR("a")), *b = value_find(root, STR("b"));
	assert_true(value_equal(a, b));
	assert_ptr_not_equal(a, b);
	assert_ptr_not_equal(value_find(a, STR("n")), value_find(b, STR("n")));
	assert_ptr_not_equal(value_find(a, STR("l.0")), value_find(b, STR("l.0")));
	assert_int_equal(b->place.line, 1);
	assert_int_equal(value_pair(b, STR("l"))->place.column, 14);
}

static void aliases_cannot_blow_a_document_up(void **state)
{
	struct fixture *fixture = *state;
	struct buf text = { 0 };
	buf_add_text(&text, "- &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 30; i++) {
		buf_print(&text, "- &a%d [", i);
		for (int j = 0; j < 10; j++)
			buf_print(&text, "*a%d, ", i - 1);
		buf_add_text(&text, "]\n");
	}
	assert_null(parse(fixture, buf_str(&text)));
	assert_int_equal(fixture->diags.count, 1);
	assert_true(str_equal(fixture->diags.items[0].message, STR("aliases make the document too large")));
	diags_clear(&fixture->diags);
	buf_truncate(&text, 0);
	for (int i = 0; i < 200; i++)
		buf_print(&text, i ? "- &a%d [*a%d]\n" : "- &a0 []\n", i, i - 1);
	assert_null(parse(fixture, buf_str(&text)));
	assert_true(str_equal(fixture->diags.items[0].message, STR("nested more than 100 deep")));
	buf_clear(&text);
}

static void nesting_ends_at_100(void **state)
{
	struct fixture *fixture = *state;
	static const char *const FORMS[][2] = { { "[", "]" }, { "{a: ", "}" }, { "- ", "" } };
	for (size_t form = 0; form < COUNT(FORMS); form++)
		for (size_t depth = 100; depth <= 100000; depth = depth == 100 ? 101 : depth * 99) {
			struct buf text = { 0 };
			for (size_t i = 0; i < depth; i++)
				buf_add_text(&text, FORMS[form][0]);
			buf_add_text(&text, "x");
			for (size_t i = 0; i < depth; i++)
				buf_add_text(&text, FORMS[form][1]);
			diags_clear(&fixture->diags);
			assert_int_equal(parse(fixture, buf_str(&text)) != NULL, depth == 100);
			assert_int_equal(fixture->diags.count, depth > 100);
			if (depth > 100)
				assert_true(str_equal(fixture->diags.items[0].message, STR("nested more than 100 deep")));
			buf_clear(&text);
		}
}

static void large_maps_take_linear_time(void **state)
{
	struct fixture *fixture = *state;
	enum { KEYS = 50000 };
	struct buf text = { 0 };
	for (int i = 0; i < KEYS; i++)
		buf_print(&text, "k%d: &a%d %d\n", i, i, i);
	const struct value *map = parse(fixture, buf_str(&text));
	assert_non_null(map);
	assert_int_equal(map->count, KEYS);
	assert_true(str_equal(value_get(map, STR("k49999"))->text, STR("49999")));
	buf_clear(&text);
}

#define WITH_FIXTURE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FIXTURE(plain_scalars_are_what_the_core_schema_says),
		WITH_FIXTURE(documents_become_trees_in_their_order),
		WITH_FIXTURE(every_value_knows_its_place),
		WITH_FIXTURE(mistakes_of_spelling_are_explained),
		WITH_FIXTURE(what_data_must_not_hold_is_refused),
		WITH_FIXTURE(all_mistakes_that_leave_the_text_readable_are_reported),
		WITH_FIXTURE(places_begin_at_the_line_given),
		WITH_FIXTURE(an_alias_is_a_copy),
		WITH_FIXTURE(aliases_cannot_blow_a_document_up),
		WITH_FIXTURE(nesting_ends_at_100),
		WITH_FIXTURE(large_maps_take_linear_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
