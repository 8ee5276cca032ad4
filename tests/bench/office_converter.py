"""Stays connected to a listening LibreOffice and converts what it is told: a line `SOURCE_URL TARGET_URL` each.

Runs in the Python that has LibreOffice's `uno`, not in the project's.
"""

import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def connected(address: str) -> object:
    """The desktop of the LibreOffice at that address, as soon as it listens."""
    resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:{address}StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    raise SystemExit("LibreOffice does not listen")


def convert(desktop: object, source: str, target: str) -> None:
    """Loads, exports and closes one document."""
    document = desktop.loadComponentFromURL(source, "_blank", 0, (_property("Hidden", value=True),))
    document.storeToURL(target, (_property("FilterName", value="writer_pdf_Export"),))
    document.close(True)


def _property(name: str, *, value: object) -> PropertyValue:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def main(address: str) -> None:
    """Converts line by line until `quit`."""
    desktop = connected(address)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        if line.strip() == "quit":
            break
        convert(desktop, *line.split())
        sys.stdout.write("ready\n")
        sys.stdout.flush()
    desktop.terminate()


if __name__ == "__main__":
    main(sys.argv[1])
