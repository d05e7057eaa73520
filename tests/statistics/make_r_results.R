# Writes r_results.json beside itself: what R's lm, t.test, prop.test and p.adjust say of the data in fixtures.json,
# for runtime/statistics to equal.
#
#   Rscript tests/statistics/make_r_results.R      (r-base-core 4.2 and r-cran-jsonlite 1.8: Debian 12's packages)
library(jsonlite)

script <- sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE))
folder <- dirname(script)
fixtures <- fromJSON(file.path(folder, "fixtures.json"), simplifyVector = FALSE)
numbers <- function(list) as.numeric(unlist(list))

regression <- function(given) {
  x <- do.call(rbind, lapply(given$x, numbers))
  y <- numbers(given$y)
  # The first column is the constant, which lm puts in by itself: otherwise its R² is another one.
  fit <- lm(y ~ x[, -1])
  told <- summary(fit)
  table <- unname(told$coefficients)
  f <- unname(told$fstatistic)
  interval <- unname(confint(fit))
  list(
    name = unbox(given$name),
    coefficients = table[, 1], errors = table[, 2], t = table[, 3], p = table[, 4],
    low = interval[, 1], high = interval[, 2],
    sequential = unname(fit$effects[seq_len(ncol(x))])^2,
    residual_squares = unbox(sum(residuals(fit)^2)),
    r_squared = unbox(told$r.squared), adjusted = unbox(told$adj.r.squared),
    f = unbox(f[1]), f_p = unbox(pf(f[1], f[2], f[3], lower.tail = FALSE)),
    leverage = unname(hatvalues(fit)[1:5])
  )
}

comparison <- function(given) {
  welch <- t.test(numbers(given$second), numbers(given$first))
  list(
    name = unbox(given$name), t = unbox(unname(welch$statistic)), df = unbox(unname(welch$parameter)),
    p = unbox(welch$p.value), interval = as.numeric(welch$conf.int),
    deviations = c(sd(numbers(given$first)), sd(numbers(given$second))),
    quarters = unname(quantile(numbers(given$first), c(0.25, 0.75)))
  )
}

wilson <- function(given) {
  n <- numbers(given)
  interval <- suppressWarnings(prop.test(n[1], n[2], correct = FALSE))$conf.int
  c(n[1:2], interval)
}

results <- list(
  program = unbox(R.version.string),
  regressions = lapply(fixtures$regressions, regression),
  comparisons = lapply(fixtures$comparisons, comparison),
  wilson = lapply(fixtures$wilson, wilson),
  benjamini_hochberg = lapply(fixtures$benjamini_hochberg, function(given) {
    p <- numbers(given[[1]])
    list(p, p.adjust(p, method = "BH"))
  })
)
write(toJSON(results, digits = I(17)), file.path(folder, "r_results.json"))
