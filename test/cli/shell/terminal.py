"""Runs a command on a terminal of its own (a pty), for terminal.ts.

    python3 terminal.py COLUMNS ROWS COMMAND...

Standard input has a JSON document a line: {"keys": TEXT}, {"resize": [COLUMNS, ROWS]}, {"hang": true} (the terminal is
closed). Standard output has what the command writes to its terminal; the exit code is the command's, 128 and the signal
where one has ended it.
"""

import fcntl
import json
import os
import pty
import select
import struct
import sys
import termios

columns, rows, command = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]


def resize(terminal, columns, rows):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


process, terminal = pty.fork()
if process == 0:
    resize(0, columns, rows)
    os.execvp(command[0], command)

orders = b""
inputs = [terminal, 0]
while terminal in inputs:
    for ready in select.select(inputs, [], [])[0]:
        try:
            data = os.read(ready, 65536)
        except OSError:  # Linux: the other side of a pty has been closed
            data = b""
        if data == b"":
            inputs.remove(ready)
        elif ready == terminal:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            *lines, orders = (orders + data).split(b"\n")
            for order in map(json.loads, lines):
                if "keys" in order:
                    os.write(terminal, order["keys"].encode())
                elif "resize" in order:
                    resize(terminal, *order["resize"])
                else:
                    os.close(terminal)
                    inputs.remove(terminal)
status = os.waitpid(process, 0)[1]
sys.exit(128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status))
