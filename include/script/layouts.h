/*
 * layouts: the Lua files and assets that make pages: the site's own, and the built-in ones for names it does not have.
 */
#ifndef PLAYBOOK_SCRIPT_LAYOUTS_H
#define PLAYBOOK_SCRIPT_LAYOUTS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"

struct layout_file {
	struct str name;   /* below layouts/: "shell.lua", "assets/style.css" */
	const char *path;  /* for messages: the file's path, or "<built-in>/shell.lua" */
	struct str text;
	bool built_in;
};

/* Zero is valid and empty; read by all workers once loaded. */
struct layouts {
	struct layout_file *files;  /* sorted by name */
	size_t count, capacity;
	struct map by_name;
};

/* Reads FOLDER (the site's layouts/, which need not exist) over the built-in files.  Everything lives in ARENA. */
bool layouts_load(struct layouts *layouts, struct arena *arena, const char *folder, struct diags *diags);

/* The file called NAME, or NULL. */
const struct layout_file *layouts_find(const struct layouts *layouts, struct str name);

void layouts_clear(struct layouts *layouts);

#endif
