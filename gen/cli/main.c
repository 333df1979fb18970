#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "cli/command.h"

static const struct {
	const char *name;
	int (*run)(int argc, char **argv);
} COMMANDS[] = {
	{ "build", command_build }, { "check", command_check }, { "cost", command_cost },
	{ "render", command_render }, { "help", command_help },
};

static void out_of_memory(void)
{
	fputs("error: the machine has no memory left\n", stderr);
	exit(EXIT_MACHINE);
}

int main(int argc, char **argv)
{
	memory_on_failure(out_of_memory);
	const char *name = argc > 1 ? argv[1] : "help";
	if (strcmp(name, "--version") == 0) {
		puts("playbook " PLAYBOOK_VERSION);
		return EXIT_DONE;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		name = "help";
	struct str_nearest nearest = { 0 };
	for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
		if (strcmp(name, COMMANDS[i].name) == 0) {
			int code = COMMANDS[i].run(argc > 1 ? argc - 2 : 0, argv + (argc > 1 ? 2 : 1));
			if (fflush(stdout) != 0 || ferror(stdout)) {
				fputs("error: the output cannot be written\n", stderr);
				return EXIT_MACHINE;
			}
			return code;
		}
		str_nearest_offer(&nearest, str_from(name), str_from(COMMANDS[i].name));
	}
	fprintf(stderr, "error: there is no command '%s'\n", name);
	if (nearest.found.size)
		fprintf(stderr, "hint: did you mean '%.*s'?\n", STR_ARG(nearest.found));
	else
		fputs("hint: 'playbook help' lists the commands\n", stderr);
	return EXIT_USAGE;
}
