"""Casus as the scripts beside this one meet it: where it lies, a home of its own, and a terminal."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RELEASE = ROOT + "/.build/release/casus"


def program(path=RELEASE):
    """The program at a path, wherever it is started from."""
    if not os.access(path, os.X_OK):
        sys.exit(f"there is no program '{path}'; build casus first, or name another")
    return os.path.abspath(path)


class Place:
    """A folder with all that a person's Casus keeps, and the program."""

    def __init__(self, folder, program, **environment):
        self.folder = folder
        self.program = program
        self.history = folder + "/state/casus/history"
        self.environment = {
            "HOME": folder, "XDG_STATE_HOME": folder + "/state", "XDG_CONFIG_HOME": folder + "/config",
            "PATH": "/usr/bin:/bin", "TERM": "xterm", "LANG": "C.UTF-8", **environment,
        }

    def start(self, arguments=(), **options):
        """Starts the program with pipes, or with what the options of `Popen` say."""
        pipes = dict.fromkeys(["stdin", "stdout", "stderr"], subprocess.PIPE)
        return subprocess.Popen(
            [self.program, *arguments], cwd=self.folder, env=self.environment, **{**pipes, **options})

    def run(self, script, arguments=("--no-init",), **options):
        """Runs a script that is read from standard input: status, output, errors."""
        process = self.start(arguments, **options)
        output, errors = process.communicate(script.encode())
        return process.returncode, output.decode(), errors.decode()

    def parts(self):
        """The files that were being written when the process ended."""
        return [
            os.path.join(folder, name) for folder, _, names in os.walk(self.folder)
            for name in names if name.endswith(".part")]


class Terminal:
    """The program behind a pseudo-terminal of 200 columns."""

    def __init__(self, place, arguments=("--no-init",)):
        self.child, self.file = pty.fork()
        if self.child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
            os.chdir(place.folder)
            os.execve(place.program, [place.program, *arguments], place.environment)
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.seen = ""

    def take(self, seconds):
        """The bytes that come next; none where nothing does, or the shell ended."""
        if not select.select([self.file], [], [], max(0, seconds))[0]:
            return b""
        try:
            return os.read(self.file, 1 << 16)
        except OSError:
            return b""

    def read(self, seconds):
        """Adds what comes to what was seen, without the sequences of the terminal; false where
        nothing does."""
        block = self.take(seconds)
        # A sequence may come in two blocks.
        self.seen = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self.seen + self.decoder.decode(block))
        return bool(block)

    def wait(self, text, seconds=60):
        """Reads until a text is seen; gives all up to its end."""
        end = time.monotonic() + seconds
        while text not in self.seen:
            if time.monotonic() > end or not self.read(end - time.monotonic()):
                raise AssertionError(f"waited for {text!r}; the shell said {self.seen[-300:]!r}")
        start = self.seen.index(text) + len(text)
        said, self.seen = self.seen[:start], self.seen[start:]
        return said

    def type(self, line):
        """Types a line and Enter."""
        self.press(line.encode() + b"\r")

    def press(self, keys):
        """Presses keys, by their bytes."""
        os.write(self.file, keys)

    def run(self, line, answer):
        """Types a line and waits for its answer; gives what was said up to there."""
        self.type(line)
        return self.wait(answer)

    def end(self, how=signal.SIGKILL):
        """Ends the shell; gives its status."""
        os.kill(self.child, how)
        return self.gone()

    def gone(self):
        """Waits for the shell's end."""
        _, status = os.waitpid(self.child, 0)
        os.close(self.file)
        return status
