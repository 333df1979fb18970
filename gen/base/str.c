#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"

enum { DISTANCE_LIMIT = 64, PRINT_TRIED = 64 };

struct str str_from(const char *text)
{
	return (struct str){ text, text ? strlen(text) : 0 };
}

bool str_equal(struct str a, struct str b)
{
	return a.size == b.size && (a.size == 0 || memcmp(a.data, b.data, a.size) == 0);
}

int str_compare(struct str a, struct str b)
{
	size_t shorter = a.size < b.size ? a.size : b.size;
	int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
	if (order != 0)
		return order;
	return (a.size > b.size) - (a.size < b.size);
}

bool str_starts(struct str text, struct str prefix)
{
	return text.size >= prefix.size && str_equal(str_slice(text, 0, prefix.size), prefix);
}

bool str_ends(struct str text, struct str suffix)
{
	return text.size >= suffix.size && str_equal(str_slice(text, text.size - suffix.size, text.size), suffix);
}

struct str str_slice(struct str text, size_t start, size_t end)
{
	if (end > text.size)
		end = text.size;
	if (start >= end)
		return (struct str){ text.data, 0 };
	return (struct str){ text.data + start, end - start };
}

ptrdiff_t str_index(struct str text, char byte)
{
	const char *at = text.size ? memchr(text.data, byte, text.size) : NULL;
	return at ? at - text.data : STR_NOT_FOUND;
}

ptrdiff_t str_last_index(struct str text, char byte)
{
	for (size_t i = text.size; i > 0; i--)
		if (text.data[i - 1] == byte)
			return (ptrdiff_t)i - 1;
	return STR_NOT_FOUND;
}

ptrdiff_t str_find(struct str text, struct str needle, size_t start)
{
	if (start > text.size)
		return STR_NOT_FOUND;
	if (needle.size == 0)
		return (ptrdiff_t)start;
	const char *at = memmem(text.data + start, text.size - start, needle.data, needle.size);
	return at ? at - text.data : STR_NOT_FOUND;
}

static bool is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

struct str str_trim(struct str text)
{
	while (text.size && is_space(text.data[0])) {
		text.data++;
		text.size--;
	}
	while (text.size && is_space(text.data[text.size - 1]))
		text.size--;
	return text;
}

struct str str_next_line(struct str *rest)
{
	size_t end = 0;
	while (end < rest->size && rest->data[end] != '\n' && rest->data[end] != '\r')
		end++;
	struct str line = str_slice(*rest, 0, end);
	if (end < rest->size)
		end += rest->data[end] == '\r' && end + 1 < rest->size && rest->data[end + 1] == '\n' ? 2 : 1;
	*rest = str_slice(*rest, end, rest->size);
	return line;
}

struct str str_next_part(struct str *rest, char separator)
{
	ptrdiff_t at = str_index(*rest, separator);
	size_t end = at < 0 ? rest->size : (size_t)at;
	struct str part = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, end + 1, rest->size);
	return part;
}

struct str str_line(struct str text, size_t number)
{
	struct str line = { 0 };
	while (number-- > 0) {
		if (text.size == 0)
			return (struct str){ 0 };
		line = str_next_line(&text);
	}
	return line;
}

/* Table 3-7 of the Unicode Standard. */
size_t str_point_size(struct str text)
{
	const unsigned char *at = (const unsigned char *)text.data;
	if (text.size == 0)
		return 0;
	unsigned lead = at[0];
	if (lead < 0x80)
		return 1;
	size_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
	if (size == 0 || text.size < size)
		return 0;
	if ((lead == 0xE0 && at[1] < 0xA0) || (lead == 0xED && at[1] > 0x9F) || (lead == 0xF0 && at[1] < 0x90) ||
	    (lead == 0xF4 && at[1] > 0x8F))
		return 0;
	for (size_t i = 1; i < size; i++)
		if ((at[i] & 0xC0) != 0x80)
			return 0;
	return size;
}

uint64_t str_hash(struct str text)
{
	uint64_t hash = 14695981039346656037u;
	for (size_t i = 0; i < text.size; i++)
		hash = (hash ^ (unsigned char)text.data[i]) * 1099511628211u;
	return hash;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t str_distance(struct str a, struct str b)
{
	if (a.size > DISTANCE_LIMIT || b.size > DISTANCE_LIMIT)
		return str_equal(a, b) ? 0 : a.size + b.size;
	/* optimal string alignment: three rows are enough */
	unsigned char rows[3][DISTANCE_LIMIT + 1];
	unsigned char *before = rows[0], *last = rows[1], *row = rows[2];
	for (size_t j = 0; j <= b.size; j++)
		last[j] = (unsigned char)j;
	for (size_t i = 1; i <= a.size; i++) {
		row[0] = (unsigned char)i;
		for (size_t j = 1; j <= b.size; j++) {
			bool same = a.data[i - 1] == b.data[j - 1];
			size_t cost = smaller(smaller(last[j] + 1u, row[j - 1] + 1u), last[j - 1] + (same ? 0u : 1u));
			if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] && a.data[i - 2] == b.data[j - 1])
				cost = smaller(cost, before[j - 2] + 1u);
			row[j] = (unsigned char)cost;
		}
		unsigned char *spare = before;
		before = last;
		last = row;
		row = spare;
	}
	return last[b.size];
}

void str_nearest_offer(struct str_nearest *nearest, struct str word, struct str candidate)
{
	size_t longer = word.size > candidate.size ? word.size : candidate.size;
	size_t distance = str_distance(word, candidate);
	if (distance > longer / 3 + (longer < 3 ? 1 : 0))
		return;
	if (nearest->found.data && distance >= nearest->distance)
		return;
	nearest->found = candidate;
	nearest->distance = distance;
}

void buf_reserve(struct buf *buf, size_t more)
{
	if (more >= SIZE_MAX / 2 - buf->size)
		memory_fail();
	size_t needed = buf->size + more + 1;
	if (needed <= buf->capacity)
		return;
	size_t capacity = buf->capacity ? buf->capacity : 64;
	while (capacity < needed)
		capacity *= 2;
	buf->data = memory_resize(buf->data, capacity, 1);
	buf->capacity = capacity;
}

void buf_add(struct buf *buf, struct str text)
{
	buf_reserve(buf, text.size);
	if (text.size)
		memcpy(buf->data + buf->size, text.data, text.size);
	buf->size += text.size;
	buf->data[buf->size] = '\0';
}

void buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, str_from(text));
}

void buf_add_char(struct buf *buf, char byte)
{
	buf_reserve(buf, 1);
	buf->data[buf->size++] = byte;
	buf->data[buf->size] = '\0';
}

void buf_print(struct buf *buf, const char *format, ...)
{
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	buf_reserve(buf, PRINT_TRIED);
	size_t room = buf->capacity - buf->size;
	int length = vsnprintf(buf->data + buf->size, room, format, arguments);
	va_end(arguments);
	if (length > 0 && (size_t)length >= room) {
		buf_reserve(buf, (size_t)length);
		vsnprintf(buf->data + buf->size, (size_t)length + 1, format, again);
	}
	if (length > 0)
		buf->size += (size_t)length;
	va_end(again);
}

void buf_truncate(struct buf *buf, size_t size)
{
	if (size >= buf->size)
		return;
	buf->size = size;
	buf->data[size] = '\0';
}

struct str buf_str(const struct buf *buf)
{
	return (struct str){ buf->data, buf->size };
}

void buf_clear(struct buf *buf)
{
	memory_free(buf->data);
	*buf = (struct buf){ 0 };
}
