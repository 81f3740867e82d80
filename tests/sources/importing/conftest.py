"""What the tests of readers share."""

import math
import time

import pytest


@pytest.fixture
def growth():
    """``growth(run, size=…)``: the power of its length that ``run(length)`` takes time with: 1 for lines, 2 for squares.

    Time of the processor, the least of several runs, at one length and four times that; so a busy machine does not
    matter. What takes no time at all does not grow.
    """

    def measured(run, *, size=6000, rounds=3):
        def least(length):
            times = []
            for _round in range(rounds):
                start = time.process_time()
                run(length)
                times.append(time.process_time() - start)
            return min(times)

        large = least(4 * size)
        return math.log(large / max(least(size), 1e-6), 4) if large > 0.05 else 0

    return measured
