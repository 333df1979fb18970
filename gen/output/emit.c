#include "output/emit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"

enum { OPEN_FOLDERS = 32 };

/* Makes ROOT/FOLDER; the folders above it, below ROOT, only when they are not there. */
static bool make_folders(struct buf *path, const char *root, struct str folder, struct diags *diags)
{
	buf_truncate(path, 0);
	buf_print(path, "%s/%.*s", root, STR_ARG(folder));
	if (mkdir(path->data, 0777) == 0 || errno == EEXIST)
		return true;
	struct str above = path_folder(folder);
	if (errno != ENOENT || above.size == 0)
		return diag_failure(diags, path->data, "the folder cannot be made");
	if (!make_folders(path, root, above, diags))
		return false;
	buf_truncate(path, 0);
	buf_print(path, "%s/%.*s", root, STR_ARG(folder));
	return mkdir(path->data, 0777) == 0 || errno == EEXIST || diag_failure(diags, path->data, "the folder cannot be made");
}

static bool write_file(const char *path, int flags, mode_t mode, struct str bytes, struct diags *diags)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, mode);
	if (fd < 0)
		return diag_failure(diags, path, "cannot be written");
	bool ok = true;
	while (ok && bytes.size) {
		ssize_t written = write(fd, bytes.data, bytes.size);
		if (written < 0 && errno != EINTR)
			ok = diag_failure(diags, path, "cannot be written");
		else if (written > 0)
			bytes = str_slice(bytes, (size_t)written, bytes.size);
	}
	if (close(fd) != 0 && ok)
		ok = diag_failure(diags, path, "cannot be written");
	return ok;
}

bool emit_file(struct emit_cache *cache, const char *root, struct str path, struct str bytes, struct diags *diags)
{
	struct str folder = path_folder(path);
	if (!str_equal(buf_str(&cache->folder), folder)) {
		if (!make_folders(&cache->path, root, folder, diags))
			return false;
		buf_truncate(&cache->folder, 0);
		buf_add(&cache->folder, folder);
	}
	buf_truncate(&cache->path, 0);
	buf_print(&cache->path, "%s/%.*s", root, STR_ARG(path));
	return write_file(cache->path.data, O_EXCL, 0666, bytes, diags);
}

void emit_cache_clear(struct emit_cache *cache)
{
	buf_clear(&cache->folder);
	buf_clear(&cache->path);
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status, (void)kind, (void)walk;
	return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

bool emit_remove(const char *path, struct diags *diags)
{
	if (nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
		return true;
	return diag_failure(diags, path, "cannot be removed");
}

static bool copy_file(const char *from, const char *to, mode_t mode, struct diags *diags)
{
	struct buf bytes = { 0 };
	bool ok = file_read(&bytes, from, diags) && write_file(to, O_EXCL, mode & 0777, buf_str(&bytes), diags);
	buf_clear(&bytes);
	return ok;
}

static bool carry_folder(const char *from, const char *to, mode_t mode, struct diags *diags)
{
	if (mkdir(to, mode & 0777) != 0)
		return diag_failure(diags, to, "the folder cannot be made");
	DIR *folder = opendir(from);
	if (!folder)
		return diag_failure(diags, from, "cannot be opened");
	struct buf source = { 0 }, target = { 0 };
	bool ok = true;
	for (struct dirent *entry; ok && (entry = readdir(folder));) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		buf_truncate(&source, 0);
		buf_truncate(&target, 0);
		buf_print(&source, "%s/%s", from, entry->d_name);
		buf_print(&target, "%s/%s", to, entry->d_name);
		ok = emit_carry(source.data, target.data, diags);
	}
	closedir(folder);
	buf_clear(&source);
	buf_clear(&target);
	return ok;
}

bool emit_carry(const char *from, const char *to, struct diags *diags)
{
	struct stat status;
	if (lstat(from, &status) != 0)
		return diag_failure(diags, from, "cannot be read");
	if (S_ISDIR(status.st_mode))
		return carry_folder(from, to, status.st_mode, diags);
	if (linkat(AT_FDCWD, from, AT_FDCWD, to, 0) == 0)
		return true;
	if (S_ISREG(status.st_mode))
		return copy_file(from, to, status.st_mode, diags);
	char target[PATH_MAX];
	ssize_t size = S_ISLNK(status.st_mode) ? readlink(from, target, sizeof target - 1) : -1;
	if (size >= 0) {
		target[size] = '\0';
		if (symlink(target, to) == 0)
			return true;
	}
	return diag_failure(diags, from, "cannot be carried over");
}

bool emit_exchange(const char *a, const char *b)
{
#ifdef __APPLE__
	return renamex_np(a, b, RENAME_SWAP) == 0;
#else
	return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
#endif
}
