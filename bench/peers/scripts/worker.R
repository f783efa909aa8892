# R's glmnet, behind the line protocol of package peers (see protocol.go).
say <- function(...) { cat(paste(..., sep = "\t"), "\n", sep = ""); flush(stdout()) }

if (!suppressWarnings(suppressMessages(requireNamespace("glmnet", quietly = TRUE)))) {
  say("missing", "glmnet", "R has no package glmnet")
} else {
  invisible(glmnet::glmnet.control(fdev = 0, devmax = 1.1, eps = 1e-300)) # never stop a path early
  version <- paste("glmnet", packageVersion("glmnet"))
  for (task in c("lasso", "path")) say("method", "glmnet", version, task, "peer", -8, -30)
}
say("ready")

fit <- function(A, b, lambdas, tolerance) {
  glmnet::glmnet(A, b, family = "gaussian", alpha = 1, lambda = lambdas / nrow(A), standardize = FALSE, intercept = FALSE,
                 thresh = tolerance, maxit = 1e8)
}

A <- b <- NULL
load <- function(path, offset, m, n) {
  m <- as.integer(m); n <- as.integer(n)
  f <- file(path, "rb"); on.exit(close(f)); seek(f, as.numeric(offset))
  data <- readBin(f, "double", m * n + m, endian = "little")
  A <<- matrix(data[1:(m * n)], m, n); b <<- data[m * n + 1:m]
  say("ok")
}

solve_ <- function(method, task, tolerance, limit, repeats, out, ...) {
  lambdas <- as.numeric(c(...)); repeats <- as.integer(repeats)
  start <- proc.time()
  for (i in seq_len(repeats)) r <- fit(A, b, lambdas, as.numeric(tolerance))
  spent <- proc.time() - start
  f <- file(out, "wb"); on.exit(close(f))
  writeBin(as.double(as.matrix(r$beta)), f, endian = "little")
  flush(f)
  say("done", sprintf("%.9g", (spent[[1]] + spent[[2]]) / repeats))
}

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  fields <- as.list(strsplit(line, "\t", fixed = TRUE)[[1]])
  tryCatch(do.call(if (fields[[1]] == "load") load else solve_, fields[-1]),
           error = function(e) say("failed", gsub("[\t\n]", " ", conditionMessage(e))))
}
