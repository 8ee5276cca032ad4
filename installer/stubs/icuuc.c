/* Wine 8 has no icuuc.dll, which Windows has had since 1703 and Qt 6.12 imports. Only for trying out under Wine: every
   converter refuses to open (U_UNSUPPORTED_ERROR), so that Qt goes on without one. Never shipped. */
#define REFUSE(name) __declspec(dllexport) long long name(void) { return 0; }

__declspec(dllexport) void *ucnv_open(const char *name, int *error)
{
    (void)name;
    if (error)
        *error = 16;
    return 0;
}

REFUSE(ucnv_close)
REFUSE(ucnv_reset)
REFUSE(ucnv_getMaxCharSize)
REFUSE(ucnv_getName)
REFUSE(ucnv_getToUCallBack)
REFUSE(ucnv_getFromUCallBack)
REFUSE(ucnv_setToUCallBack)
REFUSE(ucnv_setFromUCallBack)
REFUSE(ucnv_cbToUWriteUChars)
REFUSE(ucnv_toUnicode)
REFUSE(ucnv_toUCountPending)
REFUSE(ucnv_cbFromUWriteUChars)
REFUSE(ucnv_fromUnicode)
REFUSE(ucnv_fromUCountPending)
REFUSE(ucnv_getStandardName)
REFUSE(ucnv_getAvailableName)
REFUSE(ucnv_countAvailable)
REFUSE(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
REFUSE(UCNV_TO_U_CALLBACK_SUBSTITUTE)
