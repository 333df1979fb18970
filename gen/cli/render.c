#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/command.h"
#include "data/markdown.h"
#include "data/text.h"

static bool read_input(struct buf *out, const char *path, struct diags *diags)
{
	if (strcmp(path, "-") != 0)
		return file_read(out, path, diags);
	char block[64 * 1024];
	size_t got;
	while ((got = fread(block, 1, sizeof block, stdin)) > 0)
		buf_add(out, (struct str){ block, got });
	return !ferror(stdin) || diag_failure(diags, "stdin", "cannot be read");
}

int command_render(int argc, char **argv)
{
	bool unsafe = false;
	const char *path = NULL;
	const struct option options[] = { { "--unsafe", &unsafe, NULL, NULL } };
	if (!options_take(options, sizeof options / sizeof *options, argc, argv, &path, 1))
		return EXIT_USAGE;
	if (!path)
		return usage_error("render", "'render' needs a Markdown file, or '-' for the standard input");
	const char *name = strcmp(path, "-") == 0 ? "stdin" : path;
	const struct markdown_options plain = { .raw_html = unsafe };
	struct diags diags = { 0 };
	struct arena arena = { 0 };
	struct buf text = { 0 }, html = { 0 };
	if (read_input(&text, path, &diags) && text_check(buf_str(&text), name, &diags)) {
		markdown_render(&html, text_skip_mark(buf_str(&text)), name, 1, &plain, NULL, &arena, &diags);
		if (html.size)
			fwrite(html.data, 1, html.size, stdout);
	}
	int code = report(&diags, false, STR(""));
	buf_clear(&text);
	buf_clear(&html);
	arena_clear(&arena);
	diags_clear(&diags);
	return code;
}
