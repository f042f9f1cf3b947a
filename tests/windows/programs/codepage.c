/* Prints this Windows' code page for programs that don't speak Unicode: 1252 on a Western one, 932 on a Japanese one. */
#include <stdio.h>
#include <windows.h>

int wmain(void) {
  printf("%u\n", GetACP());
  return 0;
}
