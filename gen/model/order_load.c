#include "model/order.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/map.h"
#include "base/memory.h"
#include "data/hash.h"
#include "data/json.h"
#include "data/text.h"
#include "data/yaml.h"

enum { READ_SIZE = 256 * 1024 };

struct loader {
	struct order_keys *keys;
	struct arena *arena;         /* of the keys */
	const char *content;
	const struct config *config;
	struct diags *diags;
	struct arena record;         /* of the record at hand */
	struct map ids;              /* of all ids, case folded, to where they were met */
};

struct met {
	struct str id;
	const char *path;
	unsigned line;
};

static bool has_extension(struct str file, const char *extension)
{
	return str_equal(path_extension(file), str_from(extension));
}

static bool is_yaml(struct str file)
{
	return has_extension(file, ".yaml") || has_extension(file, ".yml");
}

/* The record in BYTES, checked; the tree lives in ARENA.  NULL after an error. */
static struct value *parse(struct arena *arena, struct str bytes, const struct order_key *key, const struct config *config,
                           struct diags *diags)
{
	struct value *record = NULL;
	if (key->json)
		record = json_parse(arena, bytes, key->path, key->line, diags);
	else if (text_check(bytes, key->path, diags))
		record = yaml_parse(arena, bytes, key->path, key->line, diags);
	return record && order_check(record, arena, config, diags) ? record : NULL;
}

static bool add_id(struct loader *loader, const struct order_key *key, struct place place)
{
	struct met *met = arena_new(loader->arena, struct met);
	*met = (struct met){ key->id, key->path, key->line };
	const struct met *other = map_put(&loader->ids, arena_str(loader->arena, text_fold(&loader->record, key->id)), met);
	if (other == met)
		return true;
	if (str_equal(other->id, key->id))
		diag_error(loader->diags, place, "there is another order '%.*s'", STR_ARG(key->id));
	else
		diag_error(loader->diags, place, "'%.*s' and '%.*s' are one folder on many systems", STR_ARG(key->id), STR_ARG(other->id));
	diag_hint(loader->diags, "the other one begins at %s:%u; every order needs an id of its own", other->path, other->line);
	return false;
}

/* Checks the record in BYTES, which KEY says the place of, and keeps its key. */
static bool add_record(struct loader *loader, struct str bytes, struct order_key key)
{
	arena_reset(&loader->record);
	const struct value *record = parse(&loader->record, bytes, &key, loader->config, loader->diags);
	if (!record)
		return false;
	const struct value *id = value_get(record, STR("id"));
	key.id = arena_str(loader->arena, id->text);
	key.size = (uint32_t)bytes.size;
	key.hash = hash_quick(bytes);
	if (!config_audience(&key.audience, loader->config, value_get(record, STR("audience")), loader->diags) ||
	    !add_id(loader, &key, id->place))
		return false;
	memory_room(loader->keys->items, loader->keys->count, loader->keys->capacity);
	loader->keys->items[loader->keys->count++] = key;
	return true;
}

static bool check_size(struct str bytes, const char *path, unsigned line, struct diags *diags)
{
	if (bytes.size <= UINT32_MAX)
		return true;
	return diag_error(diags, (struct place){ .path = path, .line = line }, "the order has more than 4 GB");
}

static bool load_file(struct loader *loader, struct str file, struct str folder)
{
	const char *path = path_join(loader->arena, str_from(loader->content), file);
	struct order_key key = { .path = path, .folder = folder, .line = 1, .json = !is_yaml(file) };
	struct buf text = { 0 };
	bool ok = file_read(&text, path, loader->diags);
	struct str bytes = text_skip_mark(buf_str(&text));
	key.offset = text.size - bytes.size;
	ok = ok && check_size(bytes, path, 1, loader->diags) && add_record(loader, bytes, key);
	buf_clear(&text);
	return ok;
}

/* Adds the next bytes of the file to TEXT; *END when there are none. */
static bool read_more(struct buf *text, int file, bool *end, const char *path, struct diags *diags)
{
	buf_reserve(text, READ_SIZE);
	ssize_t count;
	do
		count = read(file, text->data + text->size, READ_SIZE);
	while (count < 0 && errno == EINTR);
	if (count < 0)
		return diag_failure(diags, path, "cannot be read");
	text->size += (size_t)count;
	*end = count == 0;
	return true;
}

/* Takes LINE, which begins at OFFSET, as a record unless it is blank. */
static bool load_line(struct loader *loader, struct str line, const char *path, uint64_t offset, unsigned number)
{
	struct str bytes = number == 1 ? text_skip_mark(line) : line;
	offset += line.size - bytes.size;
	if (str_trim(bytes).size == 0)
		return true;
	const struct order_key key = { .path = path, .offset = offset, .line = number, .json = true };
	return check_size(bytes, path, number, loader->diags) && add_record(loader, bytes, key);
}

/* One record a line; of the file no more than a few lines are in memory. */
static bool load_lines(struct loader *loader, struct str file)
{
	const char *path = path_join(loader->arena, str_from(loader->content), file);
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	if (descriptor < 0)
		return diag_failure(loader->diags, path, "cannot be opened");
	struct buf text = { 0 };
	bool ok = true, end = false, more = true;
	uint64_t offset = 0;
	unsigned number = 1;
	size_t searched = 0;  /* bytes of TEXT that hold no line end */
	while (!end && (more = read_more(&text, descriptor, &end, path, loader->diags))) {
		struct str rest = buf_str(&text);
		ptrdiff_t at;
		while ((at = str_index(str_slice(rest, searched, rest.size), '\n')) >= 0) {
			size_t size = searched + (size_t)at;
			ok = load_line(loader, str_slice(rest, 0, size), path, offset, number++) && ok;
			offset += size + 1;
			rest = str_slice(rest, size + 1, rest.size);
			searched = 0;
		}
		if (end)
			ok = load_line(loader, rest, path, offset, number) && ok;
		searched = rest.size;
		if (rest.size)
			memmove(text.data, rest.data, rest.size);
		buf_truncate(&text, rest.size);
	}
	close(descriptor);
	buf_clear(&text);
	return ok && more;
}

/* "A" of "orders/A/…", empty of "orders/A.yaml". */
static struct str own_folder(struct str file)
{
	struct str rest = str_slice(file, STR("orders/").size, file.size);
	ptrdiff_t slash = str_index(rest, '/');
	return slash < 0 ? STR("") : str_slice(file, 0, STR("orders/").size + (size_t)slash);
}

static bool is_record_of_folder(struct str file, struct str folder)
{
	struct str name = str_slice(file, folder.size + 1, file.size);
	return str_equal(name, STR("order.yaml")) || str_equal(name, STR("order.yml")) || str_equal(name, STR("order.json"));
}

/* The files of one order's folder, from *AT on: one of them is the record, the others are its evidence. */
static bool load_folder(struct loader *loader, const struct str *paths, size_t count, size_t *at)
{
	struct str folder = own_folder(paths[*at]);
	struct str_nearest nearest = { 0 };
	size_t records = 0, first = *at;
	bool ok = true;
	for (; *at < count && str_equal(own_folder(paths[*at]), folder); ++*at) {
		struct str file = paths[*at];
		if (is_record_of_folder(file, folder)) {
			if (records++ == 0)
				ok = load_file(loader, file, folder);
			else
				ok = diag_error(loader->diags, (struct place){ .path = path_join(loader->arena, str_from(loader->content), file) },
				                "the folder has two records of its order");
		}
		str_nearest_offer(&nearest, STR("order.yaml"), str_slice(file, folder.size + 1, file.size));
	}
	if (records > 0)
		return ok;
	diag_error(loader->diags, (struct place){ .path = path_join(loader->arena, str_from(loader->content), paths[first]) },
	           "the folder '%.*s' has no order.yaml", STR_ARG(path_name(folder)));
	if (nearest.found.size)
		diag_hint(loader->diags, "rename '%.*s'", STR_ARG(nearest.found));
	return false;
}

static int compare_keys(const void *a, const void *b)
{
	const struct order_key *x = a, *y = b;
	return str_compare(x->id, y->id);
}

bool orders_load(struct order_keys *keys, struct arena *arena, const char *content, const struct str *paths, size_t count,
                 const struct config *config, struct diags *diags)
{
	struct loader loader = { .keys = keys, .arena = arena, .content = content, .config = config, .diags = diags };
	bool ok = true;
	for (size_t i = 0; i < count;) {
		struct str file = paths[i];
		if (own_folder(file).size) {
			ok = load_folder(&loader, paths, count, &i) && ok;
			continue;
		}
		i++;
		if (has_extension(file, ".jsonl")) {
			ok = load_lines(&loader, file) && ok;
		} else if (is_yaml(file) || has_extension(file, ".json")) {
			ok = load_file(&loader, file, STR("")) && ok;
		} else {
			ok = diag_error(diags, (struct place){ .path = path_join(arena, str_from(content), file) }, "this is no order");
			diag_hint(diags, "orders are .yaml, .json or .jsonl; evidence lies in the order's own folder");
		}
	}
	if (keys->count)
		qsort(keys->items, keys->count, sizeof *keys->items, compare_keys);
	map_clear(&loader.ids);
	arena_clear(&loader.record);
	return ok;
}

struct value *order_read(struct arena *arena, const struct order_key *key, const struct config *config, struct diags *diags)
{
	struct buf text = { 0 };
	struct value *record = NULL;
	if (file_read_part(&text, key->path, key->offset, key->size, diags)) {
		if (hash_quick(buf_str(&text)) != key->hash)
			diag_error(diags, (struct place){ .path = key->path, .line = key->line },
			           "the order '%.*s' was changed while the site was built", STR_ARG(key->id));
		else
			record = parse(arena, arena_str(arena, buf_str(&text)), key, config, diags);
	}
	buf_clear(&text);
	return record;
}

void order_keys_clear(struct order_keys *keys)
{
	memory_free(keys->items);
	*keys = (struct order_keys){ 0 };
}
