/* reg.exe where an administrator has forbidden it: says so and fails, whatever is asked. */
#include <stdio.h>

int wmain(void) {
  fputs("ERROR: Registry editing has been disabled by your administrator.\r\n", stderr);
  return 1;
}
