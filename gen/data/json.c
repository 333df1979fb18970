#include "data/json.h"

#include <string.h>

#include "data/text.h"

enum { DEPTH_LIMIT = 512, TOKEN_SHOWN = 40 };

struct parser {
	struct arena *arena;
	struct diags *diags;
	const char *path;
	struct str rest;     /* what is not read yet */
	unsigned line;       /* of its first byte */
	const char *mark;    /* a byte of that line at or before REST … */
	unsigned column;     /* … and its column: counted on from here, so that a document in one line stays linear */
	unsigned depth;
	bool failed;         /* after an error that reading could go on behind */
	struct buf scratch;  /* of the text being read, when it has escapes */
};

static void skip(struct parser *parser, size_t bytes)
{
	parser->rest = str_slice(parser->rest, bytes, parser->rest.size);
}

/* The byte COUNT behind the next one; 0, which JSON has nowhere, at the end. */
static unsigned char peek(const struct parser *parser, size_t count)
{
	return count < parser->rest.size ? (unsigned char)parser->rest.data[count] : 0;
}

static struct place here(struct parser *parser)
{
	for (; parser->mark < parser->rest.data; parser->mark++)
		if (((unsigned char)*parser->mark & 0xC0) != 0x80)
			parser->column++;
	return (struct place){ parser->path, parser->line, parser->column };
}

static void skip_space(struct parser *parser)
{
	for (;;) {
		unsigned char byte = peek(parser, 0);
		if (byte == ' ' || byte == '\t') {
			skip(parser, 1);
		} else if (byte == '\n' || byte == '\r') {
			skip(parser, byte == '\r' && peek(parser, 1) == '\n' ? 2 : 1);
			parser->line++;
			parser->mark = parser->rest.data;
			parser->column = 1;
		} else {
			return;
		}
	}
}

/* What stands at the next byte, for messages. */
static const char *found(struct parser *parser)
{
	if (parser->rest.size == 0)
		return "the end";
	size_t size = str_point_size(parser->rest);
	if (size == 0)
		return "a byte that is not UTF-8";
	if (str_starts(parser->rest, STR("\xEF\xBB\xBF")))
		return "a byte order mark";
	if (size == 1 && (peek(parser, 0) < 0x20 || peek(parser, 0) == 0x7F))
		return "a control character";
	return arena_print(parser->arena, "'%.*s'", STR_ARG(str_slice(parser->rest, 0, size))).data;
}

static bool expected(struct parser *parser, const char *what)
{
	return diag_error(parser->diags, here(parser), "expected %s, found %s", what, found(parser));
}

/* The run of bytes that numbers and words are made of. */
static struct str token(const struct parser *parser)
{
	size_t size = 0;
	for (;; size++) {
		unsigned char byte = peek(parser, size);
		bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
		if (!letter && !(byte >= '0' && byte <= '9') && (byte == 0 || !strchr("+-._", byte)))
			return str_slice(parser->rest, 0, size);
	}
}

static bool refuse_token(struct parser *parser, struct str text, const char *what, const char *hint)
{
	bool cut = text.size > TOKEN_SHOWN;
	diag_error(parser->diags, here(parser), "'%.*s%s' is not %s", STR_ARG(str_slice(text, 0, TOKEN_SHOWN)), cut ? "…" : "", what);
	diag_hint(parser->diags, "%s", hint);
	return false;
}

static bool parse_word(struct value **out, struct parser *parser)
{
	static const struct { const char *word; enum value_kind kind; bool truth; } WORDS[] = {
		{ "true", VALUE_BOOL, true }, { "false", VALUE_BOOL, false }, { "null", VALUE_NULL, false },
	};
	struct str word = token(parser);
	for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
		if (str_equal(word, str_from(WORDS[i].word))) {
			*out = value_new(parser->arena, WORDS[i].kind, here(parser));
			(*out)->truth = WORDS[i].truth;
			skip(parser, word.size);
			return true;
		}
	return refuse_token(parser, word, "a value of JSON", "write true, false or null, or put a text in double quotes");
}

static size_t skip_digits(struct str text, size_t at)
{
	while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9')
		at++;
	return at;
}

/* What is wrong with the number TEXT by RFC 8259, section 6, as a hint; NULL when nothing is. */
static const char *number_fault(struct str text)
{
	size_t start = text.data[0] == '-' ? 1 : 0;
	size_t at = skip_digits(text, start);
	if (at == start)
		return "a number begins with a digit, or '-' and a digit";
	if (text.data[start] == '0' && at > start + 1)
		return "remove the zeros in front, or put it in quotes to make it a text";
	if (at < text.size && text.data[at] == '.') {
		size_t point = at;
		at = skip_digits(text, at + 1);
		if (at == point + 1)
			return "a digit follows the point";
	}
	if (at < text.size && (text.data[at] == 'e' || text.data[at] == 'E')) {
		at++;
		if (at < text.size && (text.data[at] == '+' || text.data[at] == '-'))
			at++;
		size_t digits = at;
		at = skip_digits(text, at);
		if (at == digits)
			return "a digit follows the 'e'";
	}
	return at == text.size ? NULL : "put it in quotes to make it a text";
}

static bool parse_number(struct value **out, struct parser *parser)
{
	struct str text = token(parser);
	const char *fault = number_fault(text), *why;
	if (fault)
		return refuse_token(parser, text, "a number of JSON", fault);
	struct value *value = value_new(parser->arena, VALUE_NUMBER, here(parser));
	value->text = text;
	value->exact = decimal_parse(&value->decimal, text, &why);
	*out = value;
	skip(parser, text.size);
	return true;
}

/* The number of the four hexadecimal digits at COUNT, or -1. */
static int32_t peek_hex(const struct parser *parser, size_t count)
{
	int32_t number = 0;
	for (size_t i = count; i < count + 4; i++) {
		unsigned char byte = peek(parser, i);
		int digit = byte >= '0' && byte <= '9' ? byte - '0'
		            : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
		            : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : -1;
		if (digit < 0)
			return -1;
		number = number * 16 + digit;
	}
	return number;
}

/* \uXXXX at the front of the rest, or two of them that make one code point above U+FFFF. */
static bool parse_unicode_escape(struct parser *parser)
{
	int32_t point = peek_hex(parser, 2);
	if (point < 0) {
		diag_error(parser->diags, here(parser), "'\\u' without four hexadecimal digits behind it");
		diag_hint(parser->diags, "write a backslash itself as '\\\\'");
		return false;
	}
	size_t size = 6;
	if (point >= 0xD800 && point <= 0xDBFF && peek(parser, 6) == '\\' && peek(parser, 7) == 'u') {
		int32_t low = peek_hex(parser, 8);
		if (low >= 0xDC00 && low <= 0xDFFF) {
			point = 0x10000 + (point - 0xD800) * 0x400 + (low - 0xDC00);
			size = 12;
		}
	}
	if (point >= 0xD800 && point <= 0xDFFF) {
		diag_error(parser->diags, here(parser), "'\\u%04X' is half of a character", (unsigned)point);
		diag_hint(parser->diags, "write both halves, or the character itself");
		return false;
	}
	text_add(&parser->scratch, point);
	skip(parser, size);
	return true;
}

static bool parse_escape(struct parser *parser)
{
	static const char ESCAPES[] = "\"\\/bfnrt", MEANT[] = "\"\\/\b\f\n\r\t";
	unsigned char letter = peek(parser, 1);
	if (letter == 'u')
		return parse_unicode_escape(parser);
	const char *known = letter ? strchr(ESCAPES, letter) : NULL;
	if (known) {
		buf_add_char(&parser->scratch, MEANT[known - ESCAPES]);
		skip(parser, 2);
		return true;
	}
	struct place place = here(parser);
	skip(parser, 1);
	diag_error(parser->diags, place, "a backslash and %s are no escape of JSON", found(parser));
	diag_hint(parser->diags, letter == '\'' ? "a single quote needs no backslash" : "write a backslash itself as '\\\\'");
	return false;
}

/* What may not stand in a text as it is: a control character, the end, or a byte that is not UTF-8. */
static bool refuse_in_text(struct parser *parser, struct place start)
{
	unsigned char byte = peek(parser, 0);
	if (parser->rest.size == 0 || byte == '\n' || byte == '\r') {
		diag_error(parser->diags, start, "the text has no closing '\"' on its line");
		diag_hint(parser->diags, "write a line break inside a text as '\\n'");
		return false;
	}
	if (byte >= 0x80)
		return diag_error(parser->diags, here(parser), "a byte that is not UTF-8");
	diag_error(parser->diags, here(parser), "a control character inside a text");
	if (byte == '\t')
		diag_hint(parser->diags, "write a tab as '\\t'");
	else
		diag_hint(parser->diags, "write it as '\\u%04x'", byte);
	return false;
}

/* Reads the text at the front, which is a '"'.  Without escapes it borrows the document, else it is in the arena. */
static bool parse_text(struct str *out, struct parser *parser)
{
	struct place start = here(parser);
	skip(parser, 1);
	struct str run = parser->rest;  /* since the last escape */
	bool escaped = false;
	buf_truncate(&parser->scratch, 0);
	for (;;) {
		unsigned char byte = peek(parser, 0);
		size_t size = byte < 0x80 ? 1 : str_point_size(parser->rest);
		if (byte < 0x20 || size == 0)
			return refuse_in_text(parser, start);
		if (byte != '"' && byte != '\\') {
			skip(parser, size);
			continue;
		}
		run.size = (size_t)(parser->rest.data - run.data);
		if (byte == '"' && !escaped) {
			*out = run;
			break;
		}
		buf_add(&parser->scratch, run);
		if (byte == '"') {
			*out = arena_str(parser->arena, buf_str(&parser->scratch));
			break;
		}
		escaped = true;
		if (!parse_escape(parser))
			return false;
		run = parser->rest;
	}
	skip(parser, 1);
	return true;
}

static bool parse_value(struct value **out, struct parser *parser);

/* Behind a comma or an opening bracket: where there is no further item, the comma is one too many. */
static bool refuse_comma(struct parser *parser, const char *what)
{
	expected(parser, what);
	diag_hint(parser->diags, "remove the comma before it");
	return false;
}

static bool parse_items(struct value *list, struct parser *parser)
{
	skip_space(parser);
	if (peek(parser, 0) == ']')
		return true;
	for (;;) {
		struct value *item;
		if (!parse_value(&item, parser))
			return false;
		value_append(parser->arena, list, item);
		skip_space(parser);
		if (peek(parser, 0) == ']')
			return true;
		if (peek(parser, 0) != ',')
			return expected(parser, "',' or ']'");
		skip(parser, 1);
		skip_space(parser);
		if (peek(parser, 0) == ']')
			return refuse_comma(parser, "a value");
	}
}

static bool parse_pair(struct value *map, struct parser *parser)
{
	struct place place = here(parser);
	struct str key;
	struct value *value;
	if (peek(parser, 0) != '"') {
		expected(parser, "a key in double quotes");
		if (peek(parser, 0) == '/' || peek(parser, 0) == '#')
			diag_hint(parser->diags, "JSON has no comments");
		return false;
	}
	if (!parse_text(&key, parser))
		return false;
	skip_space(parser);
	if (peek(parser, 0) != ':')
		return expected(parser, "':' behind the key");
	skip(parser, 1);
	skip_space(parser);
	if (!parse_value(&value, parser))
		return false;
	const struct value_pair *before = value_pair(map, key);
	if (before) {
		diag_error(parser->diags, place, "the key '%.*s' is given twice", STR_ARG(key));
		diag_hint(parser->diags, "it is already on line %u, column %u", before->place.line, before->place.column);
		parser->failed = true;
		return true;
	}
	value_set(parser->arena, map, key, value);
	map->pairs[map->count - 1].place = place;
	return true;
}

static bool parse_pairs(struct value *map, struct parser *parser)
{
	skip_space(parser);
	if (peek(parser, 0) == '}')
		return true;
	for (;;) {
		if (!parse_pair(map, parser))
			return false;
		skip_space(parser);
		if (peek(parser, 0) == '}')
			return true;
		if (peek(parser, 0) != ',')
			return expected(parser, "',' or '}'");
		skip(parser, 1);
		skip_space(parser);
		if (peek(parser, 0) == '}')
			return refuse_comma(parser, "a key");
	}
}

static bool parse_nested(struct value **out, struct parser *parser, enum value_kind kind)
{
	if (parser->depth == DEPTH_LIMIT)
		return diag_error(parser->diags, here(parser), "nested more than %d deep", DEPTH_LIMIT);
	*out = value_new(parser->arena, kind, here(parser));
	parser->depth++;
	skip(parser, 1);
	if (!(kind == VALUE_LIST ? parse_items(*out, parser) : parse_pairs(*out, parser)))
		return false;
	parser->depth--;
	skip(parser, 1);
	return true;
}

/* What people write where JSON wants a value. */
static bool refuse_value(struct parser *parser)
{
	expected(parser, "a value");
	unsigned char byte = peek(parser, 0);
	if (byte == '\'')
		diag_hint(parser->diags, "put texts in double quotes");
	else if (byte == '/' || byte == '#')
		diag_hint(parser->diags, "JSON has no comments");
	return false;
}

static bool parse_value(struct value **out, struct parser *parser)
{
	unsigned char byte = peek(parser, 0);
	if (byte == '{')
		return parse_nested(out, parser, VALUE_MAP);
	if (byte == '[')
		return parse_nested(out, parser, VALUE_LIST);
	if (byte == '"') {
		*out = value_new(parser->arena, VALUE_TEXT, here(parser));
		return parse_text(&(*out)->text, parser);
	}
	if (byte == '-' || byte == '+' || byte == '.' || (byte >= '0' && byte <= '9'))
		return parse_number(out, parser);
	if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z'))
		return parse_word(out, parser);
	return refuse_value(parser);
}

struct value *json_parse(struct arena *arena, struct str text, const char *path, unsigned line, struct diags *diags)
{
	struct parser parser = {
		.arena = arena, .diags = diags, .path = path, .rest = text, .line = line, .mark = text.data, .column = 1,
	};
	struct value *value = NULL;
	skip_space(&parser);
	bool ok = parse_value(&value, &parser);
	if (ok) {
		skip_space(&parser);
		ok = parser.rest.size == 0 || expected(&parser, "the end");
	}
	buf_clear(&parser.scratch);
	return ok && !parser.failed ? value : NULL;
}
