/* bcryptprimitives.dll, from which programs written in Rust (Vite's native parts) take random bytes; Wine 8 has none. */
#include <windows.h>

/* What advapi32 calls RtlGenRandom in its header. */
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {
  return SystemFunction036(bytes, (ULONG)count);
}
