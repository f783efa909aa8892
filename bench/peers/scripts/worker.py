"""The peers that live in Python, behind the line protocol of package peers (see protocol.go)."""
import os
import sys
import time
import warnings

try:
    import numpy as np

    import methods
except ImportError as e:
    print("missing", "numpy", str(e), sep="\t")
    print("ready")
    sys.exit()

warnings.filterwarnings("ignore")

# Libraries print to file descriptor 1. The protocol has a descriptor of its own, and what they print goes to stderr.
wire = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def say(*fields):
    wire.write("\t".join(" ".join(str(f).split()) for f in fields) + "\n")
    wire.flush()


def load(path, offset, m, n):
    m, n = int(m), int(n)
    data = np.fromfile(path, dtype="<f8", count=m * n + m, offset=int(offset))
    return np.asfortranarray(data[: m * n].reshape((m, n), order="F")), data[m * n :].copy()


def solve(known, problem, method, task, tolerance, limit, repeat, out, *lambdas):
    A, b = problem
    call = known[method, task](A, b, [float(v) for v in lambdas], float(limit))
    repeat = int(repeat)
    start = time.process_time()
    for _ in range(repeat):
        x = call(float(tolerance))
    seconds = (time.process_time() - start) / repeat
    if x is None:
        return say("limit")
    np.asarray(x, dtype="<f8").ravel(order="F").tofile(out)
    say("done", seconds)


def main():
    known, problem = {}, None
    for m in methods.available(lambda name, why: say("missing", name, why)):
        known[m.name, m.task] = m.prepare
        say("method", m.name, m.version, m.task, m.role, m.loosest, m.tightest)
    say("ready")
    for line in sys.stdin:
        verb, *fields = line.rstrip("\n").split("\t")
        try:
            if verb == "load":
                problem = load(*fields)
                say("ok")
            else:
                solve(known, problem, *fields)
        except Exception as e:  # whatever a peer raises is its answer
            say("failed", type(e).__name__ + ": " + str(e)[:200])


main()
