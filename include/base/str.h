/*
 * str: text as a borrowed view, and a buffer that grows.
 *
 * Text is UTF-8 wherever it comes from a checked source; the functions here work on bytes.
 */
#ifndef PLAYBOOK_BASE_STR_H
#define PLAYBOOK_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A borrowed view, no NUL at the end.  { 0 } is empty. */
struct str {
	const char *data;
	size_t size;
};

/* Owned and growing.  { 0 } is empty; a NUL always follows the text of a buffer that was written to. */
struct buf {
	char *data;
	size_t size, capacity;
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })

/* For "%.*s". */
#define STR_ARG(text) (int)(text).size, ((text).size ? (text).data : "")

enum { STR_NOT_FOUND = -1 };

/* A view of TEXT (NULL is empty). */
struct str str_from(const char *text);

bool str_equal(struct str a, struct str b);

/* Order of bytes, which is the order of code points: below, at or above 0. */
int str_compare(struct str a, struct str b);

bool str_starts(struct str text, struct str prefix);
bool str_ends(struct str text, struct str suffix);

/* Bytes from START up to END (not included); both are cut to the text's size. */
struct str str_slice(struct str text, size_t start, size_t end);

/* Place of the first (last) BYTE, or STR_NOT_FOUND. */
ptrdiff_t str_index(struct str text, char byte);
ptrdiff_t str_last_index(struct str text, char byte);

/* Place of the first NEEDLE at or behind START, or STR_NOT_FOUND. */
ptrdiff_t str_find(struct str text, struct str needle, size_t start);

/* Without spaces, tabs and line ends at both ends. */
struct str str_trim(struct str text);

/* Cuts the first line off REST and returns it without its line end (LF, CRLF or CR). */
struct str str_next_line(struct str *rest);

/* Cuts the text before the first SEPARATOR (or all) off REST, and the separator with it. */
struct str str_next_part(struct str *rest, char separator);

/* Line NUMBER (from 1) of TEXT; empty when there is none. */
struct str str_line(struct str text, size_t number);

/*
 * Bytes of the code point that TEXT begins with, 1 to 4; 0 when TEXT is empty or begins with what is not UTF-8 (an overlong
 * form, a surrogate, a number above U+10FFFF, a sequence cut short).
 */
size_t str_point_size(struct str text);

/* A 64-bit FNV-1a hash, for tables in memory only. */
uint64_t str_hash(struct str text);

/* Edits (insert, delete, replace, swap neighbours) from A to B, in bytes; texts over 64 bytes count as far apart. */
size_t str_distance(struct str a, struct str b);

/*
 * The candidate nearest to WORD, for "did you mean": at most a third of its length away, ties to the earlier one.
 * Keep NEAREST { 0 } at first and offer each candidate; nearest.found is empty when none was near.
 */
struct str_nearest {
	struct str found;
	size_t distance;
};
void str_nearest_offer(struct str_nearest *nearest, struct str word, struct str candidate);

/* Appends. */
void buf_add(struct buf *buf, struct str text);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_char(struct buf *buf, char byte);
__attribute__((format(printf, 2, 3))) void buf_print(struct buf *buf, const char *format, ...);

/* Room for MORE bytes behind the text (and a NUL). */
void buf_reserve(struct buf *buf, size_t more);

/* Cuts the text to SIZE bytes, keeping the memory. */
void buf_truncate(struct buf *buf, size_t size);

/* A view of all text; valid until the next change. */
struct str buf_str(const struct buf *buf);

/* Frees; the buffer is empty again. */
void buf_clear(struct buf *buf);

#endif
