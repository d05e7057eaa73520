#!/usr/bin/env python3
"""Writes fixtures.json beside itself: what numpy and scipy say, for runtime/statistics to equal.

    python3 tests/statistics/make_fixtures.py        (numpy 1.24, scipy 1.10: Debian 12's packages)

The data are drawn once with a fixed seed and rounded to texts that every reader reads alike.
"""

import json
import pathlib

import numpy
from scipy import linalg, special, stats

random = numpy.random.default_rng(20261130)


def rounded(values, digits=6):
    return [float(f"%.{digits}f" % v) for v in values]


def t_quantile(p, df):
    """scipy's own is right to nine digits only for some arguments: one step of Newton more."""
    t = float(stats.t.ppf(p, df))
    for _ in range(3):
        wrong = stats.t.cdf(t, df) - p if p < 0.5 else (1 - p) - stats.t.sf(t, df)
        t -= float(wrong / stats.t.pdf(t, df))
    return t


def distributions():
    rows = []
    for df in (1, 2, 3.5, 7, 30, 123, 4000, 250000):
        for t in (0, 0.1, 0.7, 1.96, 3.3, 8, 40):
            rows.append(["t_two_sided", [t, df], 2 * float(stats.t.sf(t, df))])
        for p in (0.5, 0.6, 0.9, 0.975, 0.999, 0.01):
            rows.append(["t_quantile", [p, df], t_quantile(p, df)])
    for df1 in (1, 2, 5, 40):
        for df2 in (1, 3, 17, 200, 50000):
            for f in (0.01, 0.5, 1, 2.5, 9, 60):
                rows.append(["f_above", [f, df1, df2], float(stats.f.sf(f, df1, df2))])
    for df in (1, 2, 5, 30, 400):
        for x in (0.01, 0.5, 3, 12, 90, 500):
            rows.append(["chi_square_above", [x, df], float(stats.chi2.sf(x, df))])
    for z in (-3, -1, 0, 0.5, 1.96, 4, 10, 30):
        rows.append(["normal_above", [z], float(stats.norm.sf(z))])
    for p in (1e-9, 0.01, 0.3, 0.5, 0.8, 0.975, 0.9999):
        rows.append(["normal_quantile", [p], float(stats.norm.ppf(p))])
    for a in (0.001, 0.3, 0.5, 1, 1.5, 2, 7.25, 40, 1000, 1e6):
        rows.append(["log_gamma", [a], float(special.gammaln(a))])
    for x in (-700, -20.5, -1, -1e-8, 0, 1e-12, 0.4, 1, 33.3, 709):
        rows.append(["exp_of", [x], float(numpy.exp(x))])
    for x in (1e-310, 1e-20, 0.3, 0.999999, 1, 1.0000001, 1.5, 10, 1e200):
        rows.append(["log_of", [x], float(numpy.log(x))])
    return rows


def fit(name, x, y):
    """As R's lm: QR, sequential sums of squares, tests by t and F."""
    n, k = x.shape
    q, r = linalg.qr(x, mode="economic")
    coefficients = linalg.solve_triangular(r, q.T @ y)
    residuals = y - x @ coefficients
    df = n - k
    rss = float(residuals @ residuals)
    variance = rss / df
    inverse = linalg.solve_triangular(r, numpy.eye(k))
    errors = numpy.sqrt(variance * (inverse**2).sum(axis=1))
    t = coefficients / errors
    total = float(((y - y.mean()) ** 2).sum())
    reach = t_quantile(0.975, df) * errors
    f = (total - rss) / (k - 1) / variance
    effects = (q.T @ y) ** 2
    return {
        "name": name,
        "x": x.tolist(),
        "y": y.tolist(),
        "coefficients": coefficients.tolist(),
        "errors": errors.tolist(),
        "t": t.tolist(),
        "p": (2 * stats.t.sf(abs(t), df)).tolist(),
        "low": (coefficients - reach).tolist(),
        "high": (coefficients + reach).tolist(),
        "sequential": effects.tolist(),
        "residual_squares": rss,
        "total_squares": total,
        "r_squared": 1 - rss / total,
        "adjusted": 1 - rss / df / (total / (n - 1)),
        "f": f,
        "f_p": float(stats.f.sf(f, k - 1, df)),
        "leverage": (q**2).sum(axis=1)[:5].tolist(),
    }


def regressions():
    fits = []
    n = 150
    share = numpy.array(rounded(random.uniform(0, 1, n)))
    region = random.integers(0, 4, n)
    month = random.integers(0, 6, n)
    columns = [numpy.ones(n)]
    columns += [(region == r).astype(float) for r in range(1, 4)]
    columns += [(month == m).astype(float) for m in range(1, 6)]
    columns += [share, numpy.array(rounded(random.normal(40, 9, n)))]
    x = numpy.column_stack(columns)
    y = 60 - 18 * share + 4 * region + 0.3 * columns[-1] + random.gamma(2, 6, n)
    fits.append(fit("cycle by region, month and process", x, numpy.array(rounded(y))))
    # Columns that are nearly, and by far not, of one size: what squares would lose is kept.
    n = 40
    a = numpy.array(rounded(random.normal(1e6, 1, n)))
    b = numpy.array(rounded(a * 3 + random.normal(0, 0.01, n)))
    c = numpy.array(rounded(random.normal(0, 1e-3, n), 9))
    x = numpy.column_stack([numpy.ones(n), a - 1e6, b - 3e6, c])
    y = 5 + x[:, 1] - 2 * x[:, 2] + 900 * x[:, 3] + random.normal(0, 0.5, n)
    fits.append(fit("nearly collinear, of several sizes", x, numpy.array(rounded(y))))
    x = numpy.column_stack([numpy.ones(7), numpy.arange(7.0)])
    fits.append(fit("a line through seven", x, numpy.array([1.0, 3, 2, 5, 4, 7, 6])))
    return fits


def comparisons():
    out = []
    for name, a, b in (
        ("cycles before and after", random.gamma(3, 20, 80), random.gamma(4, 11, 65)),
        ("two of three", random.normal(5, 1, 3), random.normal(6, 2, 3)),
    ):
        a = numpy.array(rounded(a))
        b = numpy.array(rounded(b))
        test = stats.ttest_ind(b, a, equal_var=False)
        va, vb = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
        df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
        reach = t_quantile(0.975, df) * (va + vb) ** 0.5
        out.append(
            {
                "name": name,
                "first": a.tolist(),
                "second": b.tolist(),
                "means": [a.mean(), b.mean()],
                "medians": [float(numpy.median(a)), float(numpy.median(b))],
                "deviations": [a.std(ddof=1), b.std(ddof=1)],
                "quarters": numpy.percentile(a, [25, 75]).tolist(),
                "skewness": float(stats.skew(a)),
                "kurtosis": float(stats.kurtosis(a, fisher=False)),
                "t": float(test.statistic),
                "p": float(test.pvalue),
                "df": float(df),
                "interval": [b.mean() - a.mean() - reach, b.mean() - a.mean() + reach],
            }
        )
    return out


def wilsons():
    rows = []
    for met, count in ((0, 5), (3, 10), (80, 100), (7, 7), (1234, 99999)):
        interval = stats.binomtest(met, count).proportion_ci(method="wilson")
        rows.append([met, count, interval.low, interval.high])
    return rows


path = pathlib.Path(__file__).with_name("fixtures.json")
parts = {
    "distributions": distributions(),
    "regressions": regressions(),
    "comparisons": comparisons(),
    "wilson": wilsons(),
    "benjamini_hochberg": [
        [[0.01, 0.2, 0.03, 0.8, 0.04], [0.05, 0.25, 0.2 / 3, 0.8, 0.2 / 3]],
    ],
}
path.write_text(json.dumps(parts, default=float, separators=(",", ":")) + "\n")
