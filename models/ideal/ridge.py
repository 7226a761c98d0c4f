"""Ridge regression that finds out by itself how far to trust each block of columns."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

FREE = -1  # the block whose columns are not penalised
LOG_PENALTY = (-12.0, 18.0)  # from as good as none to as good as everything
START = 3.0
DECIMALS = 1  # of the log penalty: a machine's last digits do not reach the coefficients
TINY = 1e-12

Floats = NDArray[np.float64]


class BlockRidge(RegressorMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Linear regression in which the columns of a block (the segments of a dimension) share one penalty.

    A block without effect is drawn to nothing, one with a strong effect hardly at all: the penalty is the
    residual variance over the variance of the block's effects, both by restricted maximum likelihood, the
    effects taken as random (D. Harville, Maximum likelihood approaches to variance component estimation,
    JASA 72, 1977; G. Robinson, That BLUP is a good thing, Statistical Science 6, 1991). A weak prior keeps a
    variance from being estimated as 0, which would claim to know that there is no effect (Y. Chung et al., A
    nondegenerate penalized likelihood estimator for variance parameters, Psychometrika 78, 2013).

    Args:
        blocks: the block of each column, 0, 1 ..., or FREE; None: one block of all.
    Attributes:
        coef_, intercept_: of the linear model.
        penalties_: of each block, 0, 1 ....
        covariance_: of the errors of coef_, shrinkage included (D. Nychka, Bayesian confidence intervals for
            smoothing splines, JASA 83, 1988: such intervals hold on average over the coefficients).
    """

    def __init__(self, blocks: ArrayLike | None = None) -> None:
        self.blocks = blocks

    def fit(self, X: ArrayLike, y: ArrayLike, sample_weight: ArrayLike | None = None) -> Self:  # noqa: N803
        """Learns the penalties, then the coefficients; a row of weight 2 counts as two rows."""
        x, target = validate_data(self, X, y, y_numeric=True, ensure_min_samples=2, dtype=np.float64)
        weight = _check_sample_weight(sample_weight, x, dtype=np.float64)
        blocks = np.zeros(x.shape[1], np.int64) if self.blocks is None else np.asarray(self.blocks)
        if blocks.shape != (x.shape[1],):
            raise ValueError(f"blocks names {blocks.size} columns, X has {x.shape[1]}")
        means = np.average(x, axis=0, weights=weight)
        mean = float(np.average(target, weights=weight))
        products = _Products(x - means, target - mean, weight, blocks)
        self.penalties_ = products.best_penalties()
        self.coef_, self.covariance_ = products.solved(self.penalties_)
        self.intercept_ = mean - float(means @ self.coef_)
        return self

    def predict(self, X: ArrayLike) -> Floats:  # noqa: N803
        """The expected target of each row."""
        check_is_fitted(self)
        x = validate_data(self, X, reset=False, dtype=np.float64)
        predicted: Floats = x @ self.coef_ + self.intercept_
        return predicted


class _Products:
    """The sums of products that the likelihood needs, of centred columns and target."""

    def __init__(self, x: Floats, y: Floats, weight: Floats, blocks: NDArray[np.int64]) -> None:
        self.blocks = blocks
        self.columns = x.T @ (x * weight[:, None])
        self.with_target = x.T @ (y * weight)
        self.target = float(y @ (y * weight))
        self.freedom = max(float(weight.sum()) - 1 - int((blocks == FREE).sum()), 1.0)
        self.is_free = blocks == FREE
        self.ridge = TINY * (1 + np.trace(self.columns) / len(blocks))  # copies of a column can be solved

    def best_penalties(self) -> Floats:
        count = int(self.blocks.max(initial=FREE)) + 1
        if count == 0:
            return np.empty(0)
        start, bounds = np.full(count, START), [LOG_PENALTY] * count
        best = minimize(self._deviance, start, jac=True, method="L-BFGS-B", bounds=bounds)
        penalties: Floats = np.exp(np.round(best.x, DECIMALS))
        return penalties

    def solved(self, penalties: Floats) -> tuple[Floats, Floats]:
        coefficients, inverse, residual = self._solve(penalties)
        return coefficients, inverse * residual / self.freedom

    def _solve(self, penalties: Floats) -> tuple[Floats, Floats, float]:
        """Coefficients, the inverse of the penalised products, and the penalised sum of squares."""
        factor = cho_factor(self.columns + np.diag(self._diagonal(penalties)))
        inverse: Floats = cho_solve(factor, np.eye(len(self.blocks)))
        coefficients: Floats = cho_solve(factor, self.with_target)
        residual = self.target - float(self.with_target @ coefficients)
        return coefficients, inverse, max(residual, TINY * self.target, np.finfo(float).tiny)

    def _diagonal(self, penalties: Floats) -> Floats:
        padded = np.append(penalties, 0.0)  # FREE is the last one
        diagonal: Floats = padded[self.blocks] + self.ridge
        return diagonal

    def _deviance(self, log_penalties: Floats) -> tuple[float, Floats]:
        """-2 × the restricted log-likelihood, with the prior (log of each block's deviation); its slope."""
        penalties = np.exp(log_penalties)
        coefficients, inverse, residual = self._solve(penalties)
        sizes, squares, traces = (
            np.bincount(self.blocks[~self.is_free], values[~self.is_free], len(penalties))
            for values in (np.ones(len(self.blocks)), coefficients**2, np.diag(inverse))
        )
        (_, log_determinant) = np.linalg.slogdet(inverse)
        deviance = self.freedom * np.log(residual) - log_determinant - (sizes - 1) @ log_penalties
        slope = penalties * (self.freedom * squares / residual + traces) - (sizes - 1)
        return float(deviance), slope
