/*
 * csv: RFC 4180 into a list of maps, one for each row, by the names of the first row.
 *
 * All cells are text, an empty cell is null.  A byte order mark and CRLF or LF are accepted.  Refused, with the place: a row
 * with more or fewer cells than the head, a name twice or empty, a quote inside an unquoted cell, a quote without end, an empty
 * line, a line that ends with CR alone.  Line ends inside a quoted cell become LF.
 */
#ifndef PLAYBOOK_DATA_CSV_H
#define PLAYBOOK_DATA_CSV_H

#include "data/value.h"

/* As yaml_parse. */
struct value *csv_parse(struct arena *arena, struct str text, const char *path, struct diags *diags);

#endif
