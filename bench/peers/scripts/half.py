"""Methods for min sum |x_j|^(1/2) subject to A x = b, as they are published.

Reference: Chartrand and Yin (2008), Iteratively reweighted algorithms for compressive sensing; Candes, Wakin and Boyd (2008), Enhancing
sparsity by reweighted L1 minimization.
"""
import numpy as np


def irls(A, b, p=0.5):
    x, eps, rounds = A.T @ np.linalg.solve(A @ A.T, b), 1.0, 0
    while eps > 1e-9:
        moved = np.inf
        while moved >= np.sqrt(eps) / 100 and rounds < 1000:
            Q = (x * x + eps) ** (1 - p / 2)
            new = Q * (A.T @ np.linalg.solve((A * Q) @ A.T, b))
            moved, x, rounds = np.linalg.norm(new - x) / np.linalg.norm(x), new, rounds + 1
        eps /= 10
    return x


def reweighted(linear, rounds):
    """Weights (|x_j| + eps)^(-1/2), eps from 1 to 1e-3 over so many linear programs in z = w x, each solved by linear."""
    def prepare(A, b, lambdas, limit):
        def call(tol):
            w, eps = np.ones(A.shape[1]), 1.0
            for _ in range(rounds):
                z = linear(np.asfortranarray(A / w), b, [], limit)(0)
                if z is None:
                    return None
                x = z / w
                eps = max(1e-3, eps * 10 ** (-3 / (rounds - 1)))
                w = 1 / np.sqrt(np.abs(x) + eps)
            return x
        return call
    return prepare
