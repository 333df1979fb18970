/*
 * text: what Unicode asks for: checking, normal form, comparing, slugs, runs of Chinese.  The only <utf8proc.h>.
 */
#ifndef PLAYBOOK_DATA_TEXT_H
#define PLAYBOOK_DATA_TEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* Checks that TEXT, the content of the file at PATH, is UTF-8 without NUL; the place of the first bad byte is named. */
bool text_check(struct str text, const char *path, struct diags *diags);

/* TEXT without a byte order mark at its start. */
struct str text_skip_mark(struct str text);

/* Cuts the first code point off REST (valid UTF-8, not empty) and returns it. */
int32_t text_next(struct str *rest);

/* Appends a code point as UTF-8. */
void text_add(struct buf *out, int32_t point);

/* Code points in TEXT. */
size_t text_length(struct str text);

/*
 * TEXT in NFC, in ARENA (or TEXT itself when it is so already).  Text that piles 256 combining marks on one letter is
 * left as it is, here and in text_fold: no language does.
 */
struct str text_nfc(struct arena *arena, struct str text);

/*
 * NFKC with case folded (Unicode's NFKC_Casefold), to compare what people mean: full and half width, upper and lower case
 * are the same, and joiners that nobody sees do not count.
 */
struct str text_fold(struct arena *arena, struct str text);

/*
 * Appends a heading's id made from TEXT: folded as by text_fold; letters, digits and hanzi kept, everything else one '-';
 * "section" when nothing is left.
 */
void text_slug(struct buf *out, struct str text);

/* Whether POINT is a Han character. */
bool text_is_han(int32_t point);

/*
 * Cuts the next run off REST (not empty): either a run of Chinese (Han characters, with the punctuation, numbers and
 * spaces between two of them, Chinese brackets that open right before and Chinese punctuation right behind) or the text
 * up to the next one.  *CHINESE says which.
 */
struct str text_next_run(struct str *rest, bool *chinese);

#endif
