"""Run by the system's Python, which knows LibreOffice: accepts or rejects all changes of Word files, saves them anew.

settle_revisions.py PIPE FOLDER    for FOLDER/*.docx writes FOLDER/accepted and FOLDER/rejected
"""

import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

VERBS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges"}
PATIENCE = 60  # seconds for LibreOffice to start


def option(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(pipe: str) -> Any:
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    started = time.monotonic()
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() - started > PATIENCE:
                raise
            time.sleep(0.1)


def main(pipe: str, folder: Path) -> None:
    office = connected(pipe)
    desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    dispatcher = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", office)
    for verb, command in VERBS.items():
        (folder / verb).mkdir()
        for file in sorted(folder.glob("*.docx")):
            document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, (option("Hidden", True),))
            dispatcher.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
            saved = folder / verb / file.name
            document.storeToURL(saved.as_uri(), (option("FilterName", "MS Word 2007 XML"),))
            document.close(True)
    desktop.terminate()


main(sys.argv[1], Path(sys.argv[2]))
