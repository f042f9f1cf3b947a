/* Waits TOTAL_MS at most for files whose names begin so, and holds the first COUNT of them, each for MS: a scanner that
   is at a new file before its writer is through with it. */
#include "opening.h"

int wmain(int argc, wchar_t **argv) {
  if (argc != 7) return usage("snatch FOLDER PREFIX SHARE MS COUNT TOTAL_MS");
  wchar_t pattern[LONG_PATH], path[LONG_PATH];
  int left = _wtoi(argv[5]);
  ULONGLONG end = GetTickCount64() + _wtoi(argv[6]);
  swprintf(pattern, LONG_PATH, L"%ls\\%ls*", argv[1], argv[2]);
  say("looking");
  while (left > 0 && GetTickCount64() < end) {
    WIN32_FIND_DATAW found;
    HANDLE search = FindFirstFileW(pattern, &found);
    if (search == INVALID_HANDLE_VALUE) continue;
    FindClose(search);
    swprintf(path, LONG_PATH, L"%ls\\%ls", argv[1], found.cFileName);
    if (hold_open(path, share_mode(argv[3]), _wtoi(argv[4]))) left--;
  }
  return 0;
}
