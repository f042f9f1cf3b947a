/*
 * What the programs here have in common. They open files for reading, as a virus scanner, an indexer or a sync client
 * does, and say what others may do to the file meanwhile: SHARE on their command lines is of the letters r (read),
 * w (write) and d (delete and rename), or - for nothing. Each tells a line when it begins to look and at every opening.
 */
#include <stdio.h>
#include <windows.h>

#define LONG_PATH 2048

static void say(const char *line) {
  puts(line);
  fflush(stdout);
}

static DWORD share_mode(const wchar_t *letters) {
  DWORD mode = 0;
  for (; *letters; letters++) {
    if (*letters == 'r') mode |= FILE_SHARE_READ;
    if (*letters == 'w') mode |= FILE_SHARE_WRITE;
    if (*letters == 'd') mode |= FILE_SHARE_DELETE;
  }
  return mode;
}

/* Holds the file this long and returns whether it could be opened; a folder never is. */
static BOOL hold_open(const wchar_t *path, DWORD share, DWORD milliseconds) {
  HANDLE file = CreateFileW(path, GENERIC_READ, share, NULL, OPEN_EXISTING, 0, NULL);
  if (file == INVALID_HANDLE_VALUE) return FALSE;
  say("opened");
  Sleep(milliseconds);
  CloseHandle(file);
  return TRUE;
}

static int usage(const char *command_line) {
  fprintf(stderr, "usage: %s\n", command_line);
  return 2;
}
