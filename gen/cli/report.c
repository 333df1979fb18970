#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "cli/command.h"

enum { SHOWN_AT_MOST = 100 };

/* The file that was read last, so that its next message does not read it again. */
struct source {
	const char *path;
	struct buf text;
};

static struct str source_line(struct source *source, const struct diag *diag)
{
	if (diag->source.size || !diag->place.path || diag->place.line == 0)
		return diag->source;
	if (!source->path || strcmp(source->path, diag->place.path) != 0) {
		struct diags quiet = { 0 };
		buf_truncate(&source->text, 0);
		if (!file_is_regular(diag->place.path) || !file_read(&source->text, diag->place.path, &quiet))
			buf_truncate(&source->text, 0);
		source->path = diag->place.path;
		diags_clear(&quiet);
	}
	return str_line(buf_str(&source->text), diag->place.line);
}

static bool same_mistake(const struct diag *a, const struct diag *b)
{
	return a->severity == b->severity && a->place.line == b->place.line && a->place.column == b->place.column &&
	       str_equal(str_from(a->place.path), str_from(b->place.path)) && str_equal(a->message, b->message);
}

/* A layout's mistake is met on many pages: it is shown once, with how often. */
static void print_text(const struct diags *diags)
{
	struct buf out = { 0 };
	struct source source = { 0 };
	size_t shown = 0;
	for (size_t i = 0; i < diags->count && shown < SHOWN_AT_MOST; shown++) {
		const struct diag *diag = &diags->items[i];
		size_t next = i + 1;
		while (next < diags->count && same_mistake(diag, &diags->items[next]))
			next++;
		diag_format(&out, diag, source_line(&source, diag));
		if (next - i > 1)
			buf_print(&out, "hint: the same happens %zu times more\n", next - i - 1);
		i = next;
		if (shown + 1 == SHOWN_AT_MOST && i < diags->count)
			buf_print(&out, "… and %zu messages more; --format json gives them all\n", diags->count - i);
	}
	fwrite(out.data, 1, out.size, stderr);
	buf_clear(&out);
	buf_clear(&source.text);
}

static void print_json(const struct diags *diags, struct str extra)
{
	struct buf out = { 0 };
	buf_print(&out, "{\"ok\":%s,\"diagnostics\":[", diags->errors ? "false" : "true");
	for (size_t i = 0; i < diags->count; i++) {
		buf_add_text(&out, i ? ",\n" : "\n");
		diag_format_json(&out, &diags->items[i]);
	}
	buf_print(&out, "]%.*s}\n", STR_ARG(extra));
	fwrite(out.data, 1, out.size, stdout);
	buf_clear(&out);
}

int report(struct diags *diags, bool json, struct str extra)
{
	diags_sort(diags);
	if (json)
		print_json(diags, extra);
	else if (diags->count)
		print_text(diags);
	return diags->failures ? EXIT_MACHINE : diags->errors ? EXIT_SITE : EXIT_DONE;
}
