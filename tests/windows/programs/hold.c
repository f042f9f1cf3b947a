/* Opens a file once and holds it for MS milliseconds: a scanner in the middle of a long look. */
#include "opening.h"

int wmain(int argc, wchar_t **argv) {
  if (argc != 4) return usage("hold PATH SHARE MS");
  return hold_open(argv[1], share_mode(argv[2]), _wtoi(argv[3])) ? 0 : 1;
}
