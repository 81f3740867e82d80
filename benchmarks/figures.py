"""Timing a call, and printing what came out."""

import gc
import statistics
import time


def milliseconds(call, *, rounds=15, warm_up=2) -> dict:
    """Time ``call`` and return ``{"median", "lowest", "highest"}`` in milliseconds."""
    for _round in range(warm_up):
        call()
    gc.collect()
    times = []
    for _round in range(rounds):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1000)
    return {"median": statistics.median(times), "lowest": min(times), "highest": max(times)}


def spin() -> float:
    """Milliseconds of a fixed loop: how quick the machine is just now."""
    start = time.perf_counter()
    total = 0
    for number in range(3_000_000):
        total ^= number
    return (time.perf_counter() - start) * 1000


def show(name, figure, *, target=""):
    """Print one line: median (lowest to highest) in milliseconds, and what was aimed at."""
    print(
        f"{name:<58} {figure['median']:>9.2f} ms  ({figure['lowest']:.2f} to {figure['highest']:.2f})"
        + (f"   target {target}" if target else ""),
        flush=True,
    )


def heading(words):
    print(f"\n{words}   [spin {spin():.0f} ms]\n" + "-" * 96, flush=True)
