/*
 * embedded: the built-in layouts and assets, carried inside the program (made by scripts/embed from layouts/).
 */
#ifndef PLAYBOOK_BASE_EMBEDDED_H
#define PLAYBOOK_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
	const char *path;           /* below layouts/, such as "shell.lua" or "assets/style.css" */
	const unsigned char *data;  /* SIZE bytes and a NUL */
	size_t size;
};

extern const struct embedded_file EMBEDDED[];  /* sorted by path, in order of bytes */
extern const size_t EMBEDDED_COUNT;

#endif
