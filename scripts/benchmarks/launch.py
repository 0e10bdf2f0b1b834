"""REPORT COMMAND…: runs a command and writes its wall seconds, CPU seconds, peak KiB and status to the file REPORT.

A process of its own since a child counts the memory of the process that started it as its own: this one has little.
"""

import os
import sys
import time

report, *command = sys.argv[1:]
start = time.perf_counter()
process = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(process, 0)
wall = time.perf_counter() - start
with open(report, "w") as file:
    file.write(f"{wall} {usage.ru_utime + usage.ru_stime} {usage.ru_maxrss} {os.waitstatus_to_exitcode(status)}")
