/* For TOTAL_MS looks through a folder with PAUSE_MS in between, and opens each of its files for OPEN_MS: an on-access
   scanner where somebody writes all the time. */
#include "opening.h"

static void open_each(const wchar_t *folder, DWORD share, DWORD milliseconds) {
  wchar_t path[LONG_PATH];
  WIN32_FIND_DATAW found;
  swprintf(path, LONG_PATH, L"%ls\\*", folder);
  HANDLE search = FindFirstFileW(path, &found);
  if (search == INVALID_HANDLE_VALUE) return;
  do {
    swprintf(path, LONG_PATH, L"%ls\\%ls", folder, found.cFileName);
    hold_open(path, share, milliseconds);
  } while (FindNextFileW(search, &found));
  FindClose(search);
}

int wmain(int argc, wchar_t **argv) {
  if (argc != 6) return usage("scandir FOLDER SHARE OPEN_MS PAUSE_MS TOTAL_MS");
  ULONGLONG end = GetTickCount64() + _wtoi(argv[5]);
  say("looking");
  while (GetTickCount64() < end) {
    open_each(argv[1], share_mode(argv[2]), _wtoi(argv[3]));
    Sleep(_wtoi(argv[4]));
  }
  return 0;
}
