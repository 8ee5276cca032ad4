"""What can be wrong with a scan, in words a clerk can act on."""


class ScanError(Exception):
    """A scan cannot be read; `str()` says in Chinese what is wrong and what to do, without the file's name."""
