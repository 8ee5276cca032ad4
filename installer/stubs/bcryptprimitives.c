/* Wine 8 has no bcryptprimitives.dll, from which programs written in Rust take random bytes (libraries of the tests do).
   Only for trying out under Wine; never shipped. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL ProcessPrng(PBYTE data, SIZE_T length)
{
    return RtlGenRandom(data, (ULONG)length);
}
