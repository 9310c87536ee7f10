"""What each kind of job may use, in one place."""

from sandbox.contract import GIB, MIB, Limits

READING = Limits(
    memory=3 * GIB, mapped=2 * GIB, processor=600, wall=600.0, output=4 * GIB, file=200 * MIB
)
INSPECTING = Limits(memory=6 * GIB, processor=300, wall=300.0, output=8 * MIB, threads=1)
PREDICTING = Limits(memory=6 * GIB, processor=7_200, wall=3_600.0, output=4 * GIB)
