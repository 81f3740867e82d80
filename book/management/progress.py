"""How long commands show that they are alive: a bar on a terminal, plain lines elsewhere. Always on standard error."""

from tqdm import tqdm

#: Elsewhere than on a terminal, one line for so many steps.
EVERY = 500


class Progress:
    """Call it with (stage, done, total, name) as the work goes on; close it at the end."""

    def __init__(self, stream):
        self._stream = stream
        self._on_terminal = stream.isatty()
        self._bar = None
        self._stage = ""

    def __call__(self, stage, done, total, name):
        if self._on_terminal:
            self._draw(stage, done, total)
        elif stage != self._stage or (done and done % EVERY == 0):
            self._stream.write(f"{stage} {done}/{total}\n")
        self._stage = stage

    def _draw(self, stage, done, total):
        if stage != self._stage:
            self.close()
            self._bar = tqdm(total=total, desc=stage, unit="", leave=False)
        self._bar.n = done
        self._bar.refresh()

    def close(self):
        if self._bar is not None:
            self._bar.close()
            self._bar = None
