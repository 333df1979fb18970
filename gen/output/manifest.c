#include "output/manifest.h"

#include "data/value.h"

static void add_member(struct buf *out, const char *key, struct str text)
{
	buf_print(out, "\"%s\":", key);
	json_add_text(out, text);
	buf_add(out, STR(",\n"));
}

void manifest_write(struct buf *out, struct str edition, const struct publish_options *options, struct pack_file *const *files,
                    size_t count)
{
	buf_add(out, STR("{\"format\":\"playbook-manifest/1\",\n"));
	add_member(out, "generator", options->generator);
	add_member(out, "title", options->title);
	add_member(out, "edition", edition);
	add_member(out, "as_of", options->as_of);
	buf_add(out, STR("\"files\":["));
	for (size_t i = 0; i < count; i++) {
		buf_add_text(out, i ? ",\n{\"path\":" : "\n{\"path\":");
		json_add_text(out, files[i]->path);
		buf_print(out, ",\"size\":%llu,\"sha256\":\"%.*s\"}", (unsigned long long)files[i]->size,
		          (int)sizeof files[i]->sha256, files[i]->sha256);
	}
	buf_add(out, STR("\n]}\n"));
}
