"""Loaded into test runs under Wine: what Wine 8 lacks, Python is kept from calling."""

import _winapi

from hypothesis import settings

if hasattr(_winapi, "CopyFile2"):  # shutil.copy asks for it first, from Python 3.12 on
    del _winapi.CopyFile2

settings.register_profile("wine", deadline=None)  # how long an example takes is no fact about Windows
settings.load_profile("wine")
