/*
 * yaml: YAML 1.2 (core schema) into a value.  The only <yaml.h>.
 *
 * Scalars: null, ~ and nothing are null; true and false are booleans (Null, NULL, True, … as well); plain numbers are
 * numbers with their text kept; everything else, `no`, `NO`, `on`, `007`, `1e5`, `0x1F`-like forms included, is text.  A plain
 * key is the text as written.  Refused, with the place: more than one document, duplicate keys, merge keys, keys that are empty,
 * lists, maps or aliases, unknown aliases, aliases that would blow a document up, tags other than YAML's own, nesting deeper
 * than 100, control characters and the line ends that only YAML 1.1 knew (U+0085, U+2028, U+2029) outside escapes.
 */
#ifndef PLAYBOOK_DATA_YAML_H
#define PLAYBOOK_DATA_YAML_H

#include "data/value.h"

/*
 * Reads TEXT, which begins at LINE (from 1) of the file PATH.  The tree lives in ARENA and borrows PATH; texts are copies.
 * An empty document is a null.  Returns NULL after an error.
 */
struct value *yaml_parse(struct arena *arena, struct str text, const char *path, unsigned line, struct diags *diags);

#endif
