"""Every fault at every system call of everything that is written."""

from tests.bench.interleaving import say
from tests.bench.scratch import scratch_folder
from tests.faults.campaign import nursery, run_campaign
from tests.faults.tasks import TASKS


def measure_faults() -> None:
    """Prints a line for each task, and every loss."""
    total = wrong = 0
    say("task                        calls  faults  old   new   lost or false")
    with scratch_folder() as folder, nursery(folder) as nurse:
        for name in TASKS:
            campaign = run_campaign(nurse, name, folder)
            total, wrong = total + campaign.done, wrong + len(campaign.faults)
            counts = "".join(f"{campaign.outcomes[state]:6}" for state in ("old", "new"))
            say(f"{name:28}{campaign.calls:5}{campaign.done:8}{counts}{len(campaign.faults):6}")
            for fault in campaign.faults:
                say(f"    {fault}")
    say(f"{total} faults injected, {wrong} lost or falsely told")
