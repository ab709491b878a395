# positions.R - who takes which position how often, from the JSON lines of `priscus read` (docs/jsonl.md).
#
#     Rscript positions.R pages/
#
# $PRISCUS is the program where it is not on the path. Needs jsonlite (Debian: r-cran-jsonlite).
library(jsonlite)

priscus <- Sys.getenv("PRISCUS", "priscus")
lines <- system2(priscus, c("read", "--quiet", "--to", "jsonl", shQuote(commandArgs(trailingOnly = TRUE))), stdout = TRUE)
articles <- lapply(lines, fromJSON, simplifyVector = FALSE)

positions <- do.call(rbind, lapply(articles, function(article)
  do.call(rbind, lapply(article$positions, function(p)
    data.frame(file = article$file, party = p$party, issue = p$issue, stance = p$stance)))))

if (is.null(positions)) {
  cat("no positions\n")
} else {
  counts <- aggregate(file ~ party + issue + stance, positions, length)
  names(counts)[4] <- "sentences"
  print(counts[order(counts$party, counts$issue, counts$stance), ], row.names = FALSE)
}
