#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"

enum { READ_SIZE = 64 * 1024, NAME_LIMIT = 120, WALK_DEPTH = 64, LINK_LIMIT = 1000 };

static bool read_all(struct buf *out, int fd)
{
	struct stat status;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0)
		buf_reserve(out, (size_t)status.st_size + 1);
	for (;;) {
		if (out->capacity - out->size < 2)
			buf_reserve(out, READ_SIZE);
		size_t room = out->capacity - out->size - 1;
		ssize_t got = read(fd, out->data + out->size, room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return false;
		out->size += (size_t)got;
		out->data[out->size] = '\0';
		if (got == 0)
			return true;
	}
}

bool file_read(struct buf *out, const char *path, struct diags *diags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return diag_failure(diags, path, "cannot be opened");
	bool ok = read_all(out, fd);
	if (!ok)
		diag_failure(diags, path, "cannot be read");
	close(fd);
	return ok;
}

bool file_read_part(struct buf *out, const char *path, uint64_t offset, size_t size, struct diags *diags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return diag_failure(diags, path, "cannot be opened");
	buf_reserve(out, size);
	size_t done = 0;
	bool ok = true;
	while (ok && done < size) {
		ssize_t got = pread(fd, out->data + out->size + done, size - done, (off_t)(offset + done));
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			ok = diag_failure(diags, path, "cannot be read");
		else if (got == 0)
			ok = diag_error(diags, (struct place){ .path = path }, "the file became shorter while it was read");
		else
			done += (size_t)got;
	}
	if (ok)
		out->size += size;
	out->data[out->size] = '\0';
	close(fd);
	return ok;
}

bool file_is_folder(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool file_is_regular(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static bool check_name(const char *name, const char *shown, struct diags *diags)
{
	struct place place = { .path = shown };
	struct str rest = str_from(name);
	for (size_t size; (size = str_point_size(rest)) > 0;)
		rest = str_slice(rest, size, rest.size);
	if (rest.size)
		return diag_error(diags, place, "the file name is not UTF-8");
	for (const char *at = name; *at; at++)
		if ((unsigned char)*at < 32 || *at == 127 || *at == '\\')
			return diag_error(diags, place, "the file name has a control character or a backslash");
	return true;
}

struct walk {
	struct file_list *list;
	struct arena *arena;
	const char *root;       /* as given */
	char real[PATH_MAX];    /* the root without links */
	size_t links;           /* to folders, followed so far */
	struct diags *diags;
};

/* A folder that is being walked. */
struct walked {
	const struct walked *parent;  /* NULL: the root */
	struct str path;              /* relative to the root */
	unsigned depth;
	dev_t device;
	ino_t inode;
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool link_stays_inside(struct walk *walk, const char *path)
{
	char real[PATH_MAX];
	if (!realpath(path, real))
		return diag_error(walk->diags, (struct place){ .path = path }, "the link leads nowhere");
	size_t size = strlen(walk->real);
	if (strncmp(real, walk->real, size) != 0 || (real[size] != '/' && real[size] != '\0'))
		return diag_error(walk->diags, (struct place){ .path = path }, "the link leads out of '%s'", walk->root);
	return true;
}

/* Folders that link to each other can have more paths than anybody could walk, so the links followed are counted. */
static bool may_enter_link(struct walk *walk, const struct walked *folder, const char *path, const struct stat *status)
{
	struct place place = { .path = path };
	for (const struct walked *above = folder; above; above = above->parent)
		if (above->device == status->st_dev && above->inode == status->st_ino)
			return diag_error(walk->diags, place, "the link leads in a circle");
	if (walk->links == LINK_LIMIT)
		return diag_error(walk->diags, place, "more than %d links lead to folders", LINK_LIMIT);
	walk->links++;
	return true;
}

/* The names in the folder at PATH that do not begin with '.', in order; the caller frees the array. */
static bool read_names(char ***names, size_t *count, struct walk *walk, const char *path)
{
	DIR *directory = opendir(path);
	if (!directory)
		return diag_failure(walk->diags, path, "cannot be opened");
	size_t capacity = 0;
	errno = 0;
	for (struct dirent *entry; (entry = readdir(directory)); errno = 0)
		if (entry->d_name[0] != '.') {
			memory_room(*names, *count, capacity);
			(*names)[(*count)++] = arena_text(walk->arena, str_from(entry->d_name));
		}
	bool ok = errno == 0 || diag_failure(walk->diags, path, "cannot be read");
	closedir(directory);
	if (*count)
		qsort(*names, *count, sizeof **names, compare_names);
	return ok;
}

static bool walk_folder(struct walk *walk, const struct walked *folder);

static bool walk_entry(struct walk *walk, const struct walked *folder, const char *name)
{
	struct str relative = str_from(path_join(walk->arena, folder->path, str_from(name)));
	char *full = path_join(walk->arena, str_from(walk->root), relative);
	struct stat status;
	if (!check_name(name, full, walk->diags))
		return false;
	if (lstat(full, &status) != 0)
		return diag_failure(walk->diags, full, "cannot be read");
	bool link = S_ISLNK(status.st_mode);
	if (link && !link_stays_inside(walk, full))
		return false;
	if (link && stat(full, &status) != 0)
		return diag_failure(walk->diags, full, "cannot be read");
	if (S_ISREG(status.st_mode)) {
		memory_room(walk->list->paths, walk->list->count, walk->list->capacity);
		walk->list->paths[walk->list->count++] = relative;
	}
	if (!S_ISDIR(status.st_mode))
		return true;
	if (link && !may_enter_link(walk, folder, full, &status))
		return false;
	struct walked inner = { folder, relative, folder->depth + 1, status.st_dev, status.st_ino };
	return walk_folder(walk, &inner);
}

static bool walk_folder(struct walk *walk, const struct walked *folder)
{
	const char *path = folder->parent ? path_join(walk->arena, str_from(walk->root), folder->path) : walk->root;
	if (folder->depth > WALK_DEPTH)
		return diag_error(walk->diags, (struct place){ .path = path }, "folders are nested more than %d deep", WALK_DEPTH);
	char **names = NULL;
	size_t count = 0;
	bool ok = read_names(&names, &count, walk, path);
	for (size_t i = 0; i < count; i++)
		ok = walk_entry(walk, folder, names[i]) && ok;
	memory_free(names);
	return ok;
}

static int compare_paths(const void *a, const void *b)
{
	return str_compare(*(const struct str *)a, *(const struct str *)b);
}

bool file_walk(struct file_list *list, struct arena *arena, const char *folder, struct diags *diags)
{
	struct walk walk = { .list = list, .arena = arena, .root = folder, .diags = diags };
	if (!realpath(folder, walk.real))
		return errno == ENOENT ? true : diag_failure(diags, folder, "cannot be opened");
	struct stat status;
	if (stat(folder, &status) != 0)
		return diag_failure(diags, folder, "cannot be opened");
	struct walked top = { .device = status.st_dev, .inode = status.st_ino };
	bool ok = walk_folder(&walk, &top);
	if (list->count)
		qsort(list->paths, list->count, sizeof *list->paths, compare_paths);
	return ok;
}

void file_list_clear(struct file_list *list)
{
	memory_free(list->paths);
	*list = (struct file_list){ 0 };
}

char *path_join(struct arena *arena, struct str folder, struct str name)
{
	if (folder.size == 0 || str_equal(folder, STR(".")))
		return arena_text(arena, name);
	bool slash = folder.data[folder.size - 1] == '/';
	struct str joined = arena_print(arena, "%.*s%s%.*s", STR_ARG(folder), slash ? "" : "/", STR_ARG(name));
	return (char *)(uintptr_t)joined.data;
}

struct str path_folder(struct str path)
{
	ptrdiff_t slash = str_last_index(path, '/');
	return slash < 0 ? STR("") : str_slice(path, 0, (size_t)slash);
}

struct str path_name(struct str path)
{
	return str_slice(path, (size_t)(str_last_index(path, '/') + 1), path.size);
}

struct str path_extension(struct str path)
{
	struct str name = path_name(path);
	ptrdiff_t dot = str_last_index(name, '.');
	return dot <= 0 ? STR("") : str_slice(name, (size_t)dot, name.size);
}

bool path_resolve(struct str *out, struct arena *arena, struct str folder, struct str target)
{
	if (target.size && target.data[0] == '/')
		return false;
	char *path = arena_alloc(arena, folder.size + target.size + 2);
	size_t size = 0;
	struct str rests[] = { folder, target };
	for (size_t i = 0; i < 2; i++)
		while (rests[i].size) {
			struct str part = str_next_part(&rests[i], '/');
			if (part.size == 0 || str_equal(part, STR(".")))
				continue;
			if (str_equal(part, STR(".."))) {
				if (size == 0)
					return false;
				ptrdiff_t slash = str_last_index((struct str){ path, size }, '/');
				size = slash < 0 ? 0 : (size_t)slash;
				continue;
			}
			if (size)
				path[size++] = '/';
			memcpy(path + size, part.data, part.size);
			size += part.size;
		}
	path[size] = '\0';
	*out = (struct str){ path, size };
	return true;
}

void path_relative(struct buf *out, struct str from, struct str to)
{
	size_t shared = 0;  /* bytes of the folders that both have, with their slash */
	for (size_t i = 0; i < from.size && i < to.size && from.data[i] == to.data[i]; i++)
		if (from.data[i] == '/')
			shared = i + 1;
	for (size_t i = shared; i < from.size; i++)
		if (from.data[i] == '/')
			buf_add(out, STR("../"));
	buf_add(out, str_slice(to, shared, to.size));
}

bool path_name_is_safe(struct str name)
{
	static const char *const DEVICES[] = {
		"con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
		"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
	};
	if (name.size == 0 || name.size > NAME_LIMIT || name.data[0] == '.')
		return false;
	char last = name.data[name.size - 1];
	if (last == '.' || last == ' ')
		return false;
	for (size_t i = 0; i < name.size; i++)
		if ((unsigned char)name.data[i] < 32 || name.data[i] == 127 || strchr("/\\<>:\"|?*", name.data[i]))
			return false;
	ptrdiff_t dot = str_index(name, '.');
	struct str stem = dot < 0 ? name : str_slice(name, 0, (size_t)dot);
	for (size_t i = 0; i < sizeof DEVICES / sizeof *DEVICES; i++)
		if (stem.size == strlen(DEVICES[i]) && strncasecmp(stem.data, DEVICES[i], stem.size) == 0)
			return false;
	return true;
}
