"""Clp and GLPK by their C libraries: min 1'(u + v) subject to A u - A v = b, u, v >= 0. Only the call is timed, not the layout of the matrix."""
import ctypes as C
import ctypes.util

import numpy as np

real, whole, handle = C.POINTER(C.c_double), C.POINTER(C.c_int), C.c_void_p


def library(name):
    path = ctypes.util.find_library(name)
    if path is None:
        raise OSError("lib" + name + " is not installed")
    return C.CDLL(path)


def declare(lib, result, *names_and_arguments):
    for name, *arguments in names_and_arguments:
        f = getattr(lib, name)
        f.restype, f.argtypes = result, arguments


def reals(a):
    return a.ctypes.data_as(real)


def wholes(a):
    return a.ctypes.data_as(whole)


class Clp:
    lib = None

    @classmethod
    def version(cls):
        cls.lib = library("Clp")
        declare(cls.lib, handle, ("Clp_newModel",))
        declare(cls.lib, real, ("Clp_primalColumnSolution", handle))
        declare(cls.lib, C.c_char_p, ("Clp_Version",))
        declare(cls.lib, C.c_int, ("Clp_initialDualSolve", handle), ("Clp_status", handle))
        declare(cls.lib, None, ("Clp_deleteModel", handle), ("Clp_setLogLevel", handle, C.c_int), ("Clp_setMaximumSeconds", handle, C.c_double),
                ("Clp_loadProblem", handle, C.c_int, C.c_int, whole, whole, real, real, real, real, real, real))
        return "Clp " + cls.lib.Clp_Version().decode()

    def __init__(self, A, b, lambdas, limit):
        self.m, self.n = m, n = A.shape
        self.limit = limit
        self.value = np.concatenate([A.ravel(order="F"), -A.ravel(order="F")])
        self.start = (np.arange(2 * n + 1) * m).astype(np.int32)
        self.index = np.tile(np.arange(m, dtype=np.int32), 2 * n)
        self.lower, self.upper, self.cost, self.b = np.zeros(2 * n), np.full(2 * n, np.inf), np.ones(2 * n), b.copy()

    def __call__(self, tol):
        lib, n = self.lib, self.n
        model = lib.Clp_newModel()
        try:
            lib.Clp_setLogLevel(model, 0)
            lib.Clp_setMaximumSeconds(model, self.limit)
            lib.Clp_loadProblem(model, 2 * n, self.m, wholes(self.start), wholes(self.index), reals(self.value), reals(self.lower),
                                reals(self.upper), reals(self.cost), reals(self.b), reals(self.b))
            lib.Clp_initialDualSolve(model)
            status = lib.Clp_status(model)
            if status == 3:
                return None
            if status != 0:
                raise RuntimeError("Clp: status %d" % status)
            x = np.ctypeslib.as_array(lib.Clp_primalColumnSolution(model), (2 * n,)).copy()
        finally:
            lib.Clp_deleteModel(model)
        return x[:n] - x[n:]


class Control(C.Structure):
    """glp_smcp of glpk.h 4.65 to 5.0."""
    _fields_ = [(name, C.c_int) for name in ("msg_lev", "meth", "pricing", "r_test")]
    _fields_ += [(name, C.c_double) for name in ("tol_bnd", "tol_dj", "tol_piv", "obj_ll", "obj_ul")]
    _fields_ += [(name, C.c_int) for name in ("it_lim", "tm_lim", "out_frq", "out_dly", "presolve", "excl", "shift", "aorn")]
    _fields_ += [("reserved", C.c_double * 33)]


class Glpk:
    LOWER, FIXED, DUALP, OPTIMAL, TIMEOUT = 2, 5, 2, 5, 9
    lib = None

    @classmethod
    def version(cls):
        cls.lib = library("glpk")
        declare(cls.lib, handle, ("glp_create_prob",))
        declare(cls.lib, C.c_char_p, ("glp_version",))
        declare(cls.lib, C.c_double, ("glp_get_col_prim", handle, C.c_int))
        declare(cls.lib, C.c_int, ("glp_simplex", handle, C.POINTER(Control)), ("glp_get_status", handle), ("glp_term_out", C.c_int),
                ("glp_add_rows", handle, C.c_int), ("glp_add_cols", handle, C.c_int))
        declare(cls.lib, None, ("glp_delete_prob", handle), ("glp_init_smcp", C.POINTER(Control)),
                ("glp_set_row_bnds", handle, C.c_int, C.c_int, C.c_double, C.c_double),
                ("glp_set_col_bnds", handle, C.c_int, C.c_int, C.c_double, C.c_double), ("glp_set_obj_coef", handle, C.c_int, C.c_double),
                ("glp_load_matrix", handle, C.c_int, whole, whole, real))
        cls.lib.glp_term_out(0)
        return "GLPK " + cls.lib.glp_version().decode()

    def __init__(self, A, b, lambdas, limit):
        self.m, self.n = m, n = A.shape
        self.b, self.limit = b, limit
        first = np.zeros(1, dtype=np.int32)  # GLPK counts from 1
        self.rows = np.concatenate([first, np.tile(np.arange(1, m + 1, dtype=np.int32), 2 * n)])
        self.columns = np.concatenate([first, np.repeat(np.arange(1, 2 * n + 1, dtype=np.int32), m)])
        self.value = np.concatenate([np.zeros(1), A.ravel(order="F"), -A.ravel(order="F")])

    def __call__(self, tol):
        lib, m, n = self.lib, self.m, self.n
        p = lib.glp_create_prob()
        try:
            lib.glp_add_rows(p, m)
            lib.glp_add_cols(p, 2 * n)
            for i in range(m):
                lib.glp_set_row_bnds(p, i + 1, self.FIXED, self.b[i], self.b[i])
            for j in range(2 * n):
                lib.glp_set_col_bnds(p, j + 1, self.LOWER, 0.0, 0.0)
                lib.glp_set_obj_coef(p, j + 1, 1.0)
            lib.glp_load_matrix(p, 2 * m * n, wholes(self.rows), wholes(self.columns), reals(self.value))
            control = Control()
            lib.glp_init_smcp(C.byref(control))
            control.msg_lev, control.meth, control.tm_lim = 0, self.DUALP, int(1000 * self.limit)
            code = lib.glp_simplex(p, C.byref(control))
            if code == self.TIMEOUT:
                return None
            if code != 0 or lib.glp_get_status(p) != self.OPTIMAL:
                raise RuntimeError("GLPK: code %d, status %d" % (code, lib.glp_get_status(p)))
            x = np.array([lib.glp_get_col_prim(p, j + 1) for j in range(2 * n)])
        finally:
            lib.glp_delete_prob(p)
        return x[:n] - x[n:]
