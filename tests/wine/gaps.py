"""Loaded into test runs under Wine: what Wine 8 lacks, Python is kept from calling."""

import _winapi

if hasattr(_winapi, "CopyFile2"):  # shutil.copy asks for it first, from Python 3.12 on
    del _winapi.CopyFile2
