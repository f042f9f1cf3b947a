/* Opens a file again and again for TOTAL_MS, each time for OPEN_MS with PAUSE_MS in between: a sync client's look. */
#include "opening.h"

int wmain(int argc, wchar_t **argv) {
  if (argc != 6) return usage("scan PATH SHARE OPEN_MS PAUSE_MS TOTAL_MS");
  ULONGLONG end = GetTickCount64() + _wtoi(argv[5]);
  say("looking");
  while (GetTickCount64() < end) {
    hold_open(argv[1], share_mode(argv[2]), _wtoi(argv[3]));
    Sleep(_wtoi(argv[4]));
  }
  return 0;
}
