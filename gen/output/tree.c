#include "output/tree.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/memory.h"
#include "output/emit.h"

enum { COPY_SIZE = 64 * 1024, OWNER_ALL = 0700 };

#ifdef __APPLE__
#define st_atim st_atimespec
#define st_mtim st_mtimespec
#endif

static bool is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* ---- removing */

static bool remove_entry(int parent, const char *name, dev_t device);

/* Removes what the folder FD (which is closed) holds. */
static bool empty_folder(int fd, dev_t device)
{
	DIR *folder = fdopendir(fd);
	if (!folder) {
		close(fd);
		return false;
	}
	bool ok = true;
	size_t removed;
	do {  /* again as long as there is something: a system may pass over names while others go */
		removed = 0;
		rewinddir(folder);
		for (struct dirent *entry; ok && (entry = readdir(folder));)
			if (!is_dots(entry->d_name)) {
				ok = remove_entry(dirfd(folder), entry->d_name, device);
				removed++;
			}
	} while (ok && removed);
	closedir(folder);
	return ok;
}

/* Opens the folder NAME of PARENT so that what it holds can be removed. */
static int open_folder(int parent, const char *name, dev_t device)
{
	struct stat status;
	if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return -1;
	if (S_ISDIR(status.st_mode) && status.st_dev != device) {
		errno = EBUSY;
		return -1;
	}
	if (S_ISDIR(status.st_mode) && (status.st_mode & OWNER_ALL) != OWNER_ALL && fchmodat(parent, name, OWNER_ALL, 0) != 0)
		return -1;
	return openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool remove_entry(int parent, const char *name, dev_t device)
{
	if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
		return true;
	int number = errno;
	if (number != EISDIR && number != EPERM)  /* what Linux, and what POSIX, says of a folder */
		return false;
	int fd = open_folder(parent, name, device);
	if (fd < 0 && errno == ENOTDIR)
		errno = number;
	return fd >= 0 && empty_folder(fd, device) && (unlinkat(parent, name, AT_REMOVEDIR) == 0 || errno == ENOENT);
}

bool tree_remove(const char *path, struct diags *diags)
{
	struct stat status;
	if (lstat(path, &status) != 0)
		return errno == ENOENT || diag_failure(diags, path, "cannot be removed");
	return remove_entry(AT_FDCWD, path, status.st_dev) || diag_failure(diags, path, "cannot be removed");
}

/* ---- carrying over */

struct carry {
	struct buf from, to;  /* the entry at hand */
	dev_t device;
	bool link;
	struct diags *diags;
};

static enum tree_result carry_entry(struct carry *carry);

static enum tree_result fail(struct carry *carry)
{
	diag_failure(carry->diags, carry->from.data, "cannot be carried over to the new output");
	return TREE_FAILED;
}

static enum tree_result carry_names(struct carry *carry, DIR *folder)
{
	size_t from = carry->from.size, to = carry->to.size;
	for (;;) {
		errno = 0;
		struct dirent *entry = readdir(folder);
		if (!entry)
			return errno == 0 ? TREE_DONE : fail(carry);
		if (is_dots(entry->d_name))
			continue;
		buf_print(&carry->from, "/%s", entry->d_name);
		buf_print(&carry->to, "/%s", entry->d_name);
		enum tree_result result = carry_entry(carry);
		buf_truncate(&carry->from, from);
		buf_truncate(&carry->to, to);
		if (result != TREE_DONE)
			return result;
	}
}

static bool set_times(int fd, const struct stat *status)
{
	const struct timespec times[2] = { status->st_atim, status->st_mtim };
	return futimens(fd, times) == 0;
}

/* Gives the file or folder FD what STATUS says.  Only root may give away; where another's file is read, the copy is ours. */
static bool set_status(int fd, const struct stat *status)
{
	if (fchown(fd, status->st_uid, status->st_gid) != 0 && errno != EPERM)
		return false;
	return fchmod(fd, status->st_mode & 07777) == 0 && set_times(fd, status);
}

static enum tree_result carry_folder(struct carry *carry, const struct stat *status)
{
	if (mkdir(carry->to.data, OWNER_ALL) != 0)
		return fail(carry);
	DIR *folder = opendir(carry->from.data);
	if (!folder)
		return fail(carry);
	enum tree_result result = carry_names(carry, folder);
	closedir(folder);
	if (result != TREE_DONE)
		return result;
	int fd = open(carry->to.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && set_status(fd, status);
	if (!ok)
		result = fail(carry);
	if (fd >= 0)
		close(fd);
	return result;
}

static bool copy_bytes(int from, int to)
{
	char bytes[COPY_SIZE];
	for (;;) {
		ssize_t got = read(from, bytes, sizeof bytes);
		if (got == 0)
			return true;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || !emit_bytes(to, (struct str){ bytes, (size_t)got }))
			return false;
	}
}

static enum tree_result copy_file(struct carry *carry, const struct stat *status)
{
	int from = open(carry->from.data, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	int to = from < 0 ? -1 : open(carry->to.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = to >= 0 && copy_bytes(from, to) && set_status(to, status);
	enum tree_result result = ok ? TREE_DONE : fail(carry);
	if (from >= 0)
		close(from);
	if (to >= 0 && close(to) != 0 && ok)
		result = fail(carry);
	return result;
}

static enum tree_result copy_link(struct carry *carry)
{
	char target[PATH_MAX];
	ssize_t size = readlink(carry->from.data, target, sizeof target - 1);
	if (size < 0)
		return fail(carry);
	target[size] = '\0';
	return symlink(target, carry->to.data) == 0 ? TREE_DONE : fail(carry);
}

/* Whether errno says that this file cannot have another name, though it may have a copy. */
static bool cannot_link(void)
{
	return errno == EPERM || errno == EMLINK || errno == ENOSYS || errno == EOPNOTSUPP || errno == EACCES;
}

static enum tree_result carry_entry(struct carry *carry)
{
	struct stat status;
	if (lstat(carry->from.data, &status) != 0)
		return fail(carry);
	if (status.st_dev != carry->device)
		return TREE_ELSEWHERE;
	if (S_ISDIR(status.st_mode))
		return carry_folder(carry, &status);
	if (carry->link) {
		if (linkat(AT_FDCWD, carry->from.data, AT_FDCWD, carry->to.data, 0) == 0)
			return TREE_DONE;
		if (errno == EXDEV)
			return TREE_ELSEWHERE;
		if (!cannot_link())
			return fail(carry);
	}
	if (S_ISREG(status.st_mode))
		return copy_file(carry, &status);
	if (S_ISLNK(status.st_mode))
		return copy_link(carry);
	errno = EINVAL;  /* a device, pipe or socket */
	return fail(carry);
}

static enum tree_result carry_all(const char *from, const char *to, dev_t device, bool link, struct diags *diags)
{
	struct carry carry = { .device = device, .link = link, .diags = diags };
	buf_add_text(&carry.from, from);
	buf_add_text(&carry.to, to);
	enum tree_result result = carry_entry(&carry);
	buf_clear(&carry.from);
	buf_clear(&carry.to);
	return result;
}

enum tree_result tree_carry(const char *from, const char *to, dev_t device, struct diags *diags)
{
	return carry_all(from, to, device, true, diags);
}

enum tree_result tree_copy(const char *from, const char *to, dev_t device, struct diags *diags)
{
	return carry_all(from, to, device, false, diags);
}

/* ---- exchanging, and bringing to disk */

bool tree_exchange(const char *a, const char *b)
{
#ifdef __APPLE__
	return renamex_np(a, b, RENAME_SWAP) == 0;
#else
	return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
#endif
}

void tree_sync_names(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

bool tree_sync(const char *path, struct diags *diags)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
#ifdef __APPLE__
	bool ok = fd >= 0 && fsync(fd) == 0;
	sync();
#else
	bool ok = fd >= 0 && syncfs(fd) == 0;
#endif
	if (!ok)
		diag_failure(diags, path, "the output cannot be brought to disk");
	if (fd >= 0)
		close(fd);
	return ok;
}
