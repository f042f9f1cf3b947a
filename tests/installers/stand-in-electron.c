// A harness: stands in Electron's place where Electron for Windows can't be had. Notes how it was started, and stays.
#include <stdio.h>
#include <windows.h>

// The mark by which @electron/fuses finds Electron's switches, then their version, their number, and each of them.
const char fuses[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\x01\x09" "001001110";

int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int shown) {
  (void)self, (void)before, (void)line, (void)shown;
  wchar_t path[MAX_PATH];
  ExpandEnvironmentStringsW(L"%ProgramData%\\stand-in.log", path, MAX_PATH);
  FILE *log = _wfopen(path, L"a");
  fprintf(log, "%ls %d\n", GetCommandLineW(), fuses[33]);
  fclose(log);
  Sleep(120000);
  return 0;
}
