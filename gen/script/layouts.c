#include "script/layouts.h"

#include <stdlib.h>

#include "base/embedded.h"
#include "base/file.h"
#include "base/memory.h"
#include "data/text.h"

static struct layout_file *add(struct layouts *layouts)
{
	memory_room(layouts->files, layouts->count, layouts->capacity);
	layouts->files[layouts->count] = (struct layout_file){ 0 };
	return &layouts->files[layouts->count++];
}

static bool is_taken(const struct str *names, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(names[i], name))
			return true;
	return false;
}

static bool read_own(struct layouts *layouts, struct arena *arena, const char *folder, struct str name, struct diags *diags)
{
	const char *path = path_join(arena, str_from(folder), name);
	struct buf bytes = { 0 };
	bool ok = file_read(&bytes, path, diags);
	if (ok && str_ends(name, STR(".lua")))
		ok = text_check(buf_str(&bytes), path, diags);
	struct layout_file *file = add(layouts);
	*file = (struct layout_file){ .name = name, .path = path, .text = arena_str(arena, buf_str(&bytes)) };
	buf_clear(&bytes);
	return ok;
}

static int compare_files(const void *a, const void *b)
{
	return str_compare(((const struct layout_file *)a)->name, ((const struct layout_file *)b)->name);
}

bool layouts_load(struct layouts *layouts, struct arena *arena, const char *folder, struct diags *diags)
{
	struct file_list own = { 0 };
	bool ok = file_walk(&own, arena, folder, diags);
	for (size_t i = 0; i < own.count; i++)
		ok = read_own(layouts, arena, folder, own.paths[i], diags) && ok;
	for (size_t i = 0; i < EMBEDDED_COUNT; i++) {
		struct str name = str_from(EMBEDDED[i].path);
		if (is_taken(own.paths, own.count, name))
			continue;
		*add(layouts) = (struct layout_file){
			.name = name,
			.path = arena_print(arena, "<built-in>/%s", EMBEDDED[i].path).data,
			.text = { (const char *)EMBEDDED[i].data, EMBEDDED[i].size },
			.built_in = true,
		};
	}
	file_list_clear(&own);
	if (layouts->count)
		qsort(layouts->files, layouts->count, sizeof *layouts->files, compare_files);
	for (size_t i = 0; i < layouts->count; i++)
		map_put(&layouts->by_name, layouts->files[i].name, &layouts->files[i]);
	return ok;
}

const struct layout_file *layouts_find(const struct layouts *layouts, struct str name)
{
	return map_get(&layouts->by_name, name);
}

void layouts_clear(struct layouts *layouts)
{
	memory_free(layouts->files);
	map_clear(&layouts->by_name);
	*layouts = (struct layouts){ 0 };
}
