#include "output/emit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

bool emit_open(struct emit *emit, const char *root, struct diags *diags)
{
	*emit = (struct emit){ .root = root, .fd = -1 };
	if (mkdir(root, 0777) != 0)
		return diag_failure(diags, root, "the folder cannot be made");
	emit->fd = open(root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return emit->fd >= 0 || diag_failure(diags, root, "the folder cannot be opened");
}

void emit_close(struct emit *emit)
{
	if (emit->fd >= 0)
		close(emit->fd);
	emit->fd = -1;
}

bool emit_bytes(int fd, struct str bytes)
{
	while (bytes.size) {
		ssize_t written = write(fd, bytes.data, bytes.size);
		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0)
			bytes = str_slice(bytes, (size_t)written, bytes.size);
	}
	return true;
}

/* Whether PATH stays below the root. */
static bool is_inside(struct str path)
{
	if (path.size == 0 || str_ends(path, STR("/")))
		return false;
	while (path.size) {
		struct str part = str_next_part(&path, '/');
		if (part.size == 0 || str_equal(part, STR(".")) || str_equal(part, STR("..")))
			return false;
	}
	return true;
}

/* Makes FOLDER (which is restored) below ROOT; those above it only when they turn out to be missing. */
static bool make_folder(int root, char *folder)
{
	if (mkdirat(root, folder, 0777) == 0 || errno == EEXIST)
		return true;
	char *slash = errno == ENOENT ? strrchr(folder, '/') : NULL;
	if (!slash)
		return false;
	*slash = '\0';
	bool ok = make_folder(root, folder);
	*slash = '/';
	return ok && (mkdirat(root, folder, 0777) == 0 || errno == EEXIST);
}

static bool make_folder_of(int root, const char *path)
{
	struct buf folder = { 0 };
	buf_add(&folder, path_folder(str_from(path)));
	bool ok = folder.size && make_folder(root, folder.data);
	buf_clear(&folder);
	return ok;
}

static int create(int root, const char *path)
{
	return openat(root, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
}

static bool fail(const struct emit *emit, const char *path, struct diags *diags)
{
	int number = errno;
	struct str whole = arena_print(&diags->arena, "%s/%s", emit->root, path);
	errno = number;
	return diag_failure(diags, whole.data, "cannot be written");
}

bool emit_file(const struct emit *emit, const char *path, struct str bytes, struct diags *diags)
{
	struct place place = { .path = path };
	if (!is_inside(str_from(path)))
		return diag_error(diags, place, "'%s' cannot be a file of an edition", path);
	int fd = create(emit->fd, path);
	if (fd < 0 && errno == ENOENT && make_folder_of(emit->fd, path))
		fd = create(emit->fd, path);
	if (fd < 0 && (errno == EEXIST || errno == ENOTDIR)) {
		diag_error(diags, place, "two things want to be '%s' in the output", path);
		diag_hint(diags, "give one of them another name; on some systems names that differ only in case are one");
		return false;
	}
	if (fd < 0)
		return fail(emit, path, diags);
	bool ok = emit_bytes(fd, bytes) || fail(emit, path, diags);
	if (close(fd) != 0 && ok)
		ok = fail(emit, path, diags);
	return ok;
}
