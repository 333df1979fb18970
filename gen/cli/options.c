#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "cli/command.h"

int usage_error(const char *command, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	fputs("error: ", stderr);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fprintf(stderr, "\nhint: 'playbook help %s' tells how it is called\n", command);
	return EXIT_USAGE;
}

static const struct option *find_option(const struct option *options, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_equal(str_from(options[i].name), name))
			return &options[i];
	return NULL;
}

static void unknown_option(const struct option *options, size_t count, struct str name)
{
	struct str_nearest nearest = { 0 };
	for (size_t i = 0; i < count; i++)
		str_nearest_offer(&nearest, name, str_from(options[i].name));
	fprintf(stderr, "error: there is no option '%.*s' here\n", STR_ARG(name));
	if (nearest.found.size)
		fprintf(stderr, "hint: did you mean '%.*s'?\n", STR_ARG(nearest.found));
}

static void add_value(const char ***values, const char *value)
{
	size_t count = 0;
	while (*values && (*values)[count])
		count++;
	*values = memory_resize(*values, count + 2, sizeof **values);
	(*values)[count] = value;
	(*values)[count + 1] = NULL;
}

bool options_take(const struct option *options, size_t count, int argc, char **argv, const char **words, size_t most)
{
	size_t found = 0;
	bool only_words = false;
	for (int i = 0; i < argc; i++) {
		struct str word = str_from(argv[i]);
		if (only_words || word.size < 2 || word.data[0] != '-') {
			if (found == most) {
				fprintf(stderr, "error: '%s' is one word too many\n", argv[i]);
				return false;
			}
			words[found++] = argv[i];
			continue;
		}
		if (str_equal(word, STR("--"))) {
			only_words = true;
			continue;
		}
		ptrdiff_t equals = str_index(word, '=');
		struct str name = equals < 0 ? word : str_slice(word, 0, (size_t)equals);
		const struct option *option = find_option(options, count, name);
		if (!option) {
			unknown_option(options, count, name);
			return false;
		}
		if (option->set) {
			if (equals >= 0) {
				fprintf(stderr, "error: '%s' takes no value\n", option->name);
				return false;
			}
			*option->set = true;
			continue;
		}
		const char *value = equals >= 0 ? argv[i] + equals + 1 : i + 1 < argc ? argv[++i] : NULL;
		if (!value || !*value) {
			fprintf(stderr, "error: '%s' needs a value\n", option->name);
			return false;
		}
		if (option->values)
			add_value(option->values, value);
		else
			*option->value = value;
	}
	return true;
}

bool format_is_json(bool *json, const char *format)
{
	*json = format && strcmp(format, "json") == 0;
	return *json || !format || strcmp(format, "text") == 0;
}
