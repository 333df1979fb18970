#include "data/text.h"

#include <utf8proc.h>

/* utf8proc sorts combining marks in quadratic time; no language stacks this many on a letter. */
enum { MARKS_LIMIT = 256 };

/* Bytes of the code point at the start of TEXT (not empty), or 0 when they are not UTF-8. */
static size_t point_size(struct str text, int32_t *point)
{
	const utf8proc_uint8_t *data = (const utf8proc_uint8_t *)text.data;
	utf8proc_ssize_t size = utf8proc_iterate(data, (utf8proc_ssize_t)text.size, point);
	return size > 0 ? (size_t)size : 0;
}

static bool is_ascii(struct str text)
{
	unsigned char bits = 0;
	for (size_t i = 0; i < text.size; i++)
		bits |= (unsigned char)text.data[i];
	return bits < 0x80;
}

static struct place place_at(struct str text, size_t at, const char *path)
{
	struct place place = { path, 1, 1 };
	size_t line_start = 0;
	for (size_t i = 0; i < at; i++)
		if (text.data[i] == '\n' || (text.data[i] == '\r' && text.data[i + 1] != '\n')) {
			place.line++;
			line_start = i + 1;
		}
	place.column += (unsigned)text_length(str_slice(text, line_start, at));
	return place;
}

bool text_check(struct str text, const char *path, struct diags *diags)
{
	size_t at = 0;
	while (at < text.size) {
		unsigned char byte = (unsigned char)text.data[at];
		int32_t point;
		size_t size = byte < 0x80 ? 1 : point_size(str_slice(text, at, text.size), &point);
		if (byte == '\0')
			return diag_error(diags, place_at(text, at, path), "a NUL byte is not text");
		if (size == 0) {
			diag_error(diags, place_at(text, at, path), "byte 0x%02X is not UTF-8", byte);
			diag_hint(diags, "save the file as UTF-8");
			return false;
		}
		at += size;
	}
	return true;
}

struct str text_skip_mark(struct str text)
{
	return str_starts(text, STR("\xEF\xBB\xBF")) ? str_slice(text, 3, text.size) : text;
}

int32_t text_next(struct str *rest)
{
	int32_t point = 0xFFFD;
	size_t size = point_size(*rest, &point);
	*rest = str_slice(*rest, size ? size : 1, rest->size);
	return size ? point : 0xFFFD;
}

void text_add(struct buf *out, int32_t point)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t size = utf8proc_encode_char(point, bytes);
	buf_add(out, (struct str){ (const char *)bytes, (size_t)size });
}

size_t text_length(struct str text)
{
	size_t count = 0;
	for (size_t i = 0; i < text.size; i++)
		count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
	return count;
}

static bool has_too_many_marks(struct str text)
{
	size_t marks = 0;
	while (text.size && marks < MARKS_LIMIT)
		marks = utf8proc_get_property(text_next(&text))->combining_class ? marks + 1 : 0;
	return marks == MARKS_LIMIT;
}

static struct str normalize(struct arena *arena, struct str text, utf8proc_option_t options)
{
	if (has_too_many_marks(text))
		return text;
	const utf8proc_uint8_t *data = (const utf8proc_uint8_t *)text.data;
	utf8proc_ssize_t size = (utf8proc_ssize_t)text.size;
	utf8proc_ssize_t count = utf8proc_decompose(data, size, NULL, 0, options);
	if (count < 0)
		return text;
	/* reencode writes the UTF-8 over the code points, and a NUL */
	utf8proc_int32_t *points = arena_array(arena, utf8proc_int32_t, (size_t)count + 1);
	utf8proc_decompose(data, size, points, count, options);
	size = utf8proc_reencode(points, count, options);
	struct str result = { (const char *)points, (size_t)size };
	return str_equal(result, text) ? text : result;
}

struct str text_nfc(struct arena *arena, struct str text)
{
	return is_ascii(text) ? text : normalize(arena, text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

static struct str lower_ascii(struct arena *arena, struct str text)
{
	char *copy = arena_text(arena, text);
	for (size_t i = 0; i < text.size; i++)
		if (copy[i] >= 'A' && copy[i] <= 'Z')
			copy[i] = (char)(copy[i] - 'A' + 'a');
	return (struct str){ copy, text.size };
}

struct str text_fold(struct arena *arena, struct str text)
{
	if (is_ascii(text))
		return lower_ascii(arena, text);
	return normalize(arena, text,
	                 UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

/* Letters with their marks, and digits; hanzi are letters to Unicode. */
static bool is_slug_point(int32_t point)
{
	utf8proc_category_t category = utf8proc_category(point);
	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_MC) ||
	       category == UTF8PROC_CATEGORY_ND || text_is_han(point);
}

void text_slug(struct buf *out, struct str text)
{
	struct arena arena = { 0 };
	struct str rest = text_fold(&arena, text);
	size_t start = out->size;
	bool gap = false;
	while (rest.size) {
		int32_t point = text_next(&rest);
		if (!is_slug_point(point)) {
			gap = true;
			continue;
		}
		if (gap && out->size > start)
			buf_add_char(out, '-');
		text_add(out, point);
		gap = false;
	}
	if (out->size == start)
		buf_add(out, STR("section"));
	arena_clear(&arena);
}

bool text_is_han(int32_t point)
{
	return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF) || point == 0x3005 ||
	       point == 0x3007 || (point >= 0x3021 && point <= 0x3029) || (point >= 0x3038 && point <= 0x303B) ||
	       (point >= 0x2E80 && point <= 0x2FD5) || (point >= 0xF900 && point <= 0xFAD9) ||
	       (point >= 0x20000 && point <= 0x3FFFD);
}

/* Punctuation, forms and the space that only Chinese and its neighbours use. */
static bool is_chinese_punctuation(int32_t point)
{
	return (point >= 0x3000 && point <= 0x303F) || (point >= 0xFF00 && point <= 0xFF60) ||
	       (point >= 0xFFE0 && point <= 0xFFEF);
}

/* Brackets of these that open: they belong to what follows, the others to what stands before. */
static bool is_opening(int32_t point)
{
	static const int32_t OPENING[] = { 0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x301D,
	                                   0xFF08, 0xFF3B, 0xFF5B, 0xFF5F };
	for (size_t i = 0; i < sizeof OPENING / sizeof *OPENING; i++)
		if (point == OPENING[i])
			return true;
	return false;
}

/* Punctuation that Chinese shares with other scripts: “ ” ‘ ’ — … · */
static bool is_shared_punctuation(int32_t point)
{
	return point == 0x201C || point == 0x201D || point == 0x2018 || point == 0x2019 || point == 0x2014 ||
	       point == 0x2026 || point == 0xB7;
}

static bool starts_with_digit(struct str text)
{
	return text.size && text.data[0] >= '0' && text.data[0] <= '9';
}

/* Cuts a number such as 100, ¥20.00, 2026-09-02 or 0.2% off REST. */
static bool cut_number(struct str *rest)
{
	struct str text = *rest;
	if (str_starts(text, STR("\u00A5")))
		text = str_slice(text, 2, text.size);
	if (!starts_with_digit(text))
		return false;
	while (starts_with_digit(text)) {
		text = str_slice(text, 1, text.size);
		if (text.size && str_index(STR(".,:/-"), text.data[0]) >= 0 && starts_with_digit(str_slice(text, 1, 2)))
			text = str_slice(text, 1, text.size);
	}
	if (text.size && text.data[0] == '%')
		text = str_slice(text, 1, text.size);
	*rest = text;
	return true;
}

/* Cuts what may stand between two Han characters of one run off REST. */
static void cut_filler(struct str *rest)
{
	for (;;) {
		struct str after = *rest;
		if (cut_number(&after)) {
			*rest = after;
			continue;
		}
		if (after.size == 0)
			return;
		int32_t point = text_next(&after);
		if (text_is_han(point) || (point != ' ' && !is_chinese_punctuation(point) && !is_shared_punctuation(point)))
			return;
		*rest = after;
	}
}

/* Where the run of Chinese whose first Han character ends at AT ends. */
static size_t run_end(struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.size);
	struct str end = rest;  /* what is left behind the run */
	while (rest.size) {
		struct str before = rest;
		int32_t point = text_next(&rest);
		bool joined = before.size == end.size;  /* nothing lies between the run and this character */
		if (text_is_han(point) || (joined && is_chinese_punctuation(point) && !is_opening(point))) {
			end = rest;
			continue;
		}
		rest = before;
		cut_filler(&rest);
		if (rest.size == before.size)
			break;
	}
	return text.size - end.size;
}

struct str text_next_run(struct str *rest, bool *chinese)
{
	struct str text = *rest;
	size_t start = 0, at = 0;  /* START is where opening brackets that touch AT begin */
	while (at < text.size) {
		/* no Chinese below U+2000: skip bytes */
		if ((unsigned char)text.data[at] < 0xE2) {
			start = ++at;
			continue;
		}
		struct str after = str_slice(text, at, text.size);
		int32_t point = text_next(&after);
		size_t next = text.size - after.size;
		if (text_is_han(point)) {
			*chinese = start == 0;
			size_t end = *chinese ? run_end(text, next) : start;
			*rest = str_slice(text, end, text.size);
			return str_slice(text, 0, end);
		}
		at = next;
		if (!is_opening(point))
			start = at;
	}
	*chinese = false;
	*rest = str_slice(text, text.size, text.size);
	return text;
}
