/* Wine 8 lacks WcsCreateIccProfile, by which Qt asks for the screen's colours. Only for trying out under Wine: there is
   no profile. Never shipped. */
#define REFUSE(name) __declspec(dllexport) long long name(void) { return 0; }

REFUSE(WcsCreateIccProfile)
REFUSE(OpenColorProfileW)
REFUSE(CloseColorProfile)
REFUSE(GetColorProfileFromHandle)
