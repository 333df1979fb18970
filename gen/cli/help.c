#include <stdio.h>
#include <string.h>

#include "cli/command.h"

static const struct {
	const char *name, *usage, *text;
} TOPICS[] = {
	{ "build", "playbook build [SITE] [options]",
	  "Makes every edition of the site in the folder SITE (default: this folder): OUT/EDITION/ and OUT/EDITION.zip.\n"
	  "\n"
	  "  --out FOLDER      where to (default: SITE/public); absent, empty, or made by playbook before\n"
	  "  --edition NAME    only this edition; may be given more than once\n"
	  "  --as-of DATE      the day or time that the edition speaks of (default: SOURCE_DATE_EPOCH, else now)\n"
	  "  --drafts          pages marked as drafts too\n"
	  "  --no-zip          folders only\n"
	  "  --jobs N          threads (default: as many as the machine has)\n"
	  "  --format json     the result and all messages as JSON on the standard output\n"
	  "  -q, -v            say nothing but mistakes; say how long each stage takes\n" },
	{ "check", "playbook check [SITE] [options]",
	  "Says everything that 'build' would refuse or warn of, and writes nothing.\n"
	  "Options: --edition, --as-of, --drafts, --jobs, --format, -q, -v, as for 'build'.\n" },
	{ "cost", "playbook cost ORDER.yaml [--format text|json]",
	  "Shows what the order in the file costs, line by line.  A file with only 'cost_model' and 'items' will do.\n" },
	{ "render", "playbook render [--unsafe] FILE.md|-",
	  "Turns Markdown (CommonMark) into a fragment of HTML on the standard output, nothing of a site in it.\n"
	  "\n"
	  "  --unsafe          let raw HTML and all URLs through\n" },
	{ "help", "playbook help [COMMAND]", "Tells how COMMAND is called.\n" },
};

int command_help(int argc, char **argv)
{
	for (size_t i = 0; argc > 0 && i < sizeof TOPICS / sizeof *TOPICS; i++)
		if (strcmp(argv[0], TOPICS[i].name) == 0) {
			printf("%s\n\n%s", TOPICS[i].usage, TOPICS[i].text);
			return EXIT_DONE;
		}
	if (argc > 0)
		return usage_error("help", "there is no command '%s'", argv[0]);
	puts("playbook turns a site (Markdown, order records, Lua layouts) into offline handbooks.\n");
	for (size_t i = 0; i < sizeof TOPICS / sizeof *TOPICS; i++)
		printf("  %s\n", TOPICS[i].usage);
	puts("  playbook --version\n\n'playbook help COMMAND' tells more.  Exit codes: 0 done, 1 the site has errors, 2 called wrongly,\n"
	     "3 the machine failed.");
	return EXIT_DONE;
}
