"""The list of methods: what each is called, which tasks it does, and how it is called as its users would.

prepare(A, b, lambdas, limit) does what is no part of solving and returns call(tolerance) -> x, or None where the limit came first.
Objective: |x|_1 subject to A x = b, or 1/2 |A x - b|^2 + lambda |x|_1. Loosest and tightest are decimal exponents of the method's own
tolerance, both 0 where it has none.
"""
from collections import namedtuple

import numpy as np

Method = namedtuple("Method", "name version task role loosest tightest prepare")


def numpy_():
    import half
    import interior

    v = "numpy " + np.__version__
    yield Method("A'r (numpy)", v, "pass", "peer", 0, 0, lambda A, b, lambdas, limit: lambda tol: A.T @ b)
    yield Method("IRLS (numpy)", v, "half", "peer", 0, 0, lambda A, b, lambdas, limit: lambda tol: half.irls(A, b))
    import scipy

    yield Method("interior point (numpy)", v + ", scipy " + scipy.__version__, "bp", "peer", -8, -13,
                 lambda A, b, lambdas, limit: lambda tol: interior.solve(A, b, tol))


def scipy_():
    import half
    import scipy
    from scipy.optimize import linprog

    def highs(method, **options):
        def prepare(A, b, lambdas, limit):
            n = A.shape[1]
            split, cost = np.hstack([A, -A]), np.ones(2 * n)

            def call(tol):
                o = dict(options, time_limit=limit)
                if tol:
                    o |= {"primal_feasibility_tolerance": tol, "dual_feasibility_tolerance": tol}
                    o |= {"ipm_optimality_tolerance": tol} if method == "highs-ipm" else {}
                r = linprog(cost, A_eq=split, b_eq=b, bounds=(0, None), method=method, options=o)
                if r.x is None and r.status == 1:
                    return None
                if r.x is None:
                    raise RuntimeError(r.message)
                return r.x[:n] - r.x[n:]

            return call

        return prepare

    v = "scipy " + scipy.__version__
    simplex = highs("highs-ds", presolve=False)
    yield Method("scipy HiGHS", v, "bp", "peer", 0, 0, highs("highs"))
    yield Method("scipy HiGHS simplex, no presolve", v, "bp", "peer", 0, 0, simplex)
    yield Method("scipy HiGHS interior point", v, "bp", "peer", 0, 0, highs("highs-ipm"))
    yield Method("reweighted L1 (scipy HiGHS)", v, "half", "peer", 0, 0, half.reweighted(simplex, 5))


def programs_():
    import half
    import programs

    for name, solver in (("Clp", programs.Clp), ("GLPK", programs.Glpk)):
        try:
            v = solver.version()
        except OSError as e:
            yield name, str(e)
            continue
        yield Method(name + " dual simplex", v, "bp", "peer", 0, 0, solver)
        if name == "Clp":
            yield Method("reweighted L1 (Clp)", v, "half", "peer", 0, 0, half.reweighted(solver, 10))


def sklearn_():
    import sklearn
    from sklearn.linear_model import Lasso, lars_path, lasso_path, orthogonal_mp

    def lars(A, b, lambdas, limit):
        least = lambdas[0] / len(b) if lambdas else 0
        return lambda tol: lars_path(A, b, method="lasso", alpha_min=least, max_iter=20 * sum(A.shape), return_path=False)[2]

    def lasso(precompute):
        def prepare(A, b, lambdas, limit):
            alpha = lambdas[0] / len(b)
            return lambda tol: Lasso(alpha=alpha, fit_intercept=False, precompute=precompute, tol=tol, max_iter=1000000,
                                     copy_X=False).fit(A, b).coef_
        return prepare

    def path(A, b, lambdas, limit):
        alphas = np.array(lambdas) / len(b)
        return lambda tol: lasso_path(A, b, alphas=alphas, tol=tol, max_iter=1000000, copy_X=False)[1]

    v = "scikit-learn " + sklearn.__version__
    yield Method("scikit-learn LARS", v, "bp", "peer", 0, 0, lars)
    yield Method("scikit-learn OMP", v, "bp", "context", 0, 0, lambda A, b, lambdas, limit: lambda tol: orthogonal_mp(A, b, tol=1e-20))
    yield Method("scikit-learn LARS", v, "lasso", "peer", 0, 0, lars)
    yield Method("scikit-learn", v, "lasso", "peer", -2, -15, lasso(False))
    yield Method("scikit-learn, Gram", v, "lasso", "peer", -2, -15, lasso(True))
    yield Method("scikit-learn", v, "path", "peer", -2, -15, path)


def celer_():
    import celer

    def lasso(A, b, lambdas, limit):
        return lambda tol: celer.Lasso(alpha=lambdas[0] / len(b), fit_intercept=False, tol=tol, max_iter=1000, max_epochs=1000000).fit(A, b).coef_

    def path(A, b, lambdas, limit):
        alphas = np.array(lambdas) / len(b)
        return lambda tol: celer.celer_path(A, b, pb="lasso", alphas=alphas, tol=tol, max_iter=1000, max_epochs=1000000)[1]

    yield Method("celer", "celer " + celer.__version__, "lasso", "peer", -2, -15, lasso)
    yield Method("celer", "celer " + celer.__version__, "path", "peer", -2, -15, path)


def skglm_():
    import skglm
    from skglm.datafits import Quadratic
    from skglm.penalties import L1
    from skglm.solvers import AndersonCD
    from skglm.utils.jit_compilation import compiled_clone

    fit, penalty = compiled_clone(Quadratic()), compiled_clone(L1(1.0))

    def solver(tol):
        return AndersonCD(tol=tol, max_iter=1000, max_epochs=1000000, fit_intercept=False)

    def lasso(A, b, lambdas, limit):
        penalty.alpha = lambdas[0] / len(b)
        return lambda tol: solver(tol).solve(A, b, fit, penalty)[0]

    def path(A, b, lambdas, limit):
        alphas = np.array(lambdas) / len(b)
        return lambda tol: solver(tol).path(A, b, fit, penalty, alphas=alphas)[1]

    yield Method("skglm", "skglm " + skglm.__version__, "lasso", "peer", -2, -15, lasso)
    yield Method("skglm", "skglm " + skglm.__version__, "path", "peer", -2, -15, path)


def spams_():
    import spams

    def lars(A, b, lambdas, limit):
        b = np.asfortranarray(b.reshape(-1, 1))
        if lambdas:
            return lambda tol: spams.lasso(b, D=A, lambda1=lambdas[0], mode=2, numThreads=1, max_length_path=20 * sum(A.shape)).toarray()
        return lambda tol: spams.lasso(b, D=A, lambda1=0.0, mode=1, numThreads=1, L=-1, max_length_path=20 * sum(A.shape)).toarray()

    v = "spams " + getattr(spams, "__version__", "of unknown version")
    for task in ("bp", "lasso"):
        yield Method("SPAMS LARS", v, task, "peer", 0, 0, lars)


def highspy_():
    import highspy

    def simplex(A, b, lambdas, limit):
        m, n = A.shape
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = 2 * n, m
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.ones(2 * n), np.zeros(2 * n), np.full(2 * n, highspy.kHighsInf)
        lp.row_lower_ = lp.row_upper_ = b
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.arange(2 * n + 1) * m
        lp.a_matrix_.index_ = np.tile(np.arange(m), 2 * n)
        lp.a_matrix_.value_ = np.concatenate([A.ravel(order="F"), -A.ravel(order="F")])

        def call(tol):
            h = highspy.Highs()
            for key, value in (("output_flag", False), ("threads", 1), ("presolve", "off"), ("solver", "simplex"), ("time_limit", limit)):
                h.setOptionValue(key, value)
            h.passModel(lp)
            h.run()
            if h.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
                return None
            x = np.array(h.getSolution().col_value)
            return x[:n] - x[n:]

        return call

    from importlib.metadata import version

    yield Method("HiGHS simplex, no presolve", "highspy " + version("highspy"), "bp", "peer", 0, 0, simplex)


def spgl1_():
    import spgl1

    def prepare(A, b, lambdas, limit):
        return lambda tol: spgl1.spg_bp(A, b, opt_tol=tol, bp_tol=tol, ls_tol=tol, iter_lim=20000)[0]

    from importlib.metadata import version

    yield Method("SPGL1", "spgl1 " + version("spgl1"), "bp", "peer", -6, -12, prepare)


def available(missing):
    """Yields the methods whose libraries are here, and reports the others."""
    for library in (numpy_, scipy_, programs_, sklearn_, celer_, skglm_, spams_, highspy_, spgl1_):
        try:
            for m in library():
                if isinstance(m, Method):
                    yield m
                else:
                    missing(*m)
        except ImportError as e:
            missing(library.__name__.rstrip("_"), str(e))
        except Exception as e:  # a library that is there but does not work
            missing(library.__name__.rstrip("_"), type(e).__name__ + ": " + str(e)[:100])
