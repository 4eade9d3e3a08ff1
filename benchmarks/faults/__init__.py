"""Whether the program keeps its promises when things break. `make test-faults` runs it.

Kills, faulty engines, failing writes, full disks, hostile files, and all of them for a long time.
"""
