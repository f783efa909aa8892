"""A yardstick: Mehrotra's predictor-corrector method for min 1'(u + v) subject to A(u - v) = b, u, v >= 0, dense, as one writes it over numpy.

Reference: Mehrotra (1992), On the implementation of a primal-dual interior point method.
"""
import numpy as np
import scipy.linalg as sl
from scipy.linalg.blas import dsyrk


def reach(x, dx):
    """The longest step from x along dx that keeps x >= 0, at most 1."""
    falling = dx < 0
    return min(1.0, (-x[falling] / dx[falling]).min()) if falling.any() else 1.0


def solve(A, b, tol, rounds=100):
    m, n = A.shape
    least = A.T @ sl.cho_solve(sl.cho_factor(A @ A.T), b)
    shift = 0.5 * np.abs(least).max()
    u, v = np.maximum(least, 0) + shift, np.maximum(-least, 0) + shift
    y, s, t = np.zeros(m), np.ones(n), np.ones(n)  # slacks: A'y + s = 1, -A'y + t = 1
    scale = np.linalg.norm(b)
    for _ in range(rounds):
        score = A.T @ y
        primal, below, above = b - A @ (u - v), 1 - score - s, 1 + score - t
        mu, value = (u @ s + v @ t) / (2 * n), (u + v).sum()
        if np.linalg.norm(primal) <= tol * scale and max(abs(below).max(), abs(above).max()) <= tol and abs(value - b @ y) <= tol * value:
            break
        du, dv = u / s, v / t
        M = dsyrk(1.0, A * np.sqrt(du + dv), lower=1)
        M.flat[:: m + 1] += 1e-14 * M.diagonal().max()
        try:
            factor = sl.cho_factor(M, lower=True, overwrite_a=True, check_finite=False)
        except np.linalg.LinAlgError:
            break

        def step(cu, cv):
            hu, hv = cu / s - du * below, cv / t - dv * above
            dy = sl.cho_solve(factor, primal - A @ (hu - hv), check_finite=False)
            g = A.T @ dy
            ds, dt = below - g, above + g
            return dy, (cu - u * ds) / s, (cv - v * dt) / t, ds, dt

        _, pu, pv, ps, pt = step(-u * s, -v * t)
        a, d = min(reach(u, pu), reach(v, pv)), min(reach(s, ps), reach(t, pt))
        ahead = ((u + a * pu) @ (s + d * ps) + (v + a * pv) @ (t + d * pt)) / (2 * n)
        centre = (ahead / mu) ** 3 * mu
        dy, pu, pv, ps, pt = step(centre - u * s - pu * ps, centre - v * t - pv * pt)
        a, d = min(1, 0.995 * min(reach(u, pu), reach(v, pv))), min(1, 0.995 * min(reach(s, ps), reach(t, pt)))
        u, v, y, s, t = u + a * pu, v + a * pv, y + d * dy, s + d * ps, t + d * pt
    return u - v
