"""Writes the phase problem set, phase.py DIRECTORY: n = 200, m and k in ten steps, 20 trials a cell, drawn by numpy's PCG64 so that anybody can draw
the same. Files of raw little-endian float64, A column after column, then b, then x0, one trial behind the other; one line "file m k offset" each on stdout."""
import os
import sys

import numpy as np

n = 200
for i in range(10):
    m = round(n * (0.05 + 0.1 * i))
    g = np.random.Generator(np.random.PCG64(4000 + i))
    path, offset = os.path.join(sys.argv[1], "phase-%d.f64" % m), 0
    with open(path, "wb") as f:
        for j in range(10):
            k = max(1, int(round(m * (0.05 + 0.1 * j))))
            for _ in range(20):
                A = g.standard_normal((m, n)) / np.sqrt(m)
                x = np.zeros(n)
                S = g.choice(n, k, replace=False)
                x[S] = g.standard_normal(k)
                data = np.concatenate([A.ravel(order="F"), A[:, S] @ x[S], x]).astype("<f8").tobytes()
                f.write(data)
                print(path, m, k, offset, sep="\t")
                offset += len(data)
