/*
 * json: JSON to the letter of RFC 8259 into a value.
 *
 * Numbers keep their text.  Duplicate keys, nesting deeper than 512, lone surrogates and bytes that are not UTF-8 are
 * refused, with the place.
 */
#ifndef PLAYBOOK_DATA_JSON_H
#define PLAYBOOK_DATA_JSON_H

#include "data/value.h"

/* Reads TEXT, which begins at LINE of the file PATH.  The tree lives in ARENA, borrows PATH and may borrow TEXT.
 * Returns NULL after an error. */
struct value *json_parse(struct arena *arena, struct str text, const char *path, unsigned line, struct diags *diags);

#endif
