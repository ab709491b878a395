# priscus.R - Priscus for R: a ledger as data frames, and the program's answers.
#
#     source("priscus.R")
#     p <- priscus_positions("priscus.db", party = "VSK", issue = "ceasefire", since = "2031-05-01")
#     table(p$party, p$stance)
#     priscus_changes("priscus.db", party = "VSK")[, c("issue", "from_stance", "to_stance", "to_date")]
#     found <- priscus_read("pages/")
#     found$positions
#
# priscus_positions(), _statements(), _articles(), _pages() and _history() read the ledger's views by RSQLite, read-only,
# and need no program. What is worked out when it is asked for (changes, stories, ...), and all reading of pages, is done
# by the program `priscus`, in a process of its own.
#
# Columns are those of docs/ledger.md; what is not known is NA. Needs DBI and RSQLite (Debian: r-cran-dbi, r-cran-rsqlite).
# $PRISCUS is the program, where it is not in the path.

priscus_positions <- function(ledger = "priscus.db", ...) priscus_view(ledger, "positions", list(...))
priscus_statements <- function(ledger = "priscus.db", ...) priscus_view(ledger, "statements", list(...))
priscus_articles <- function(ledger = "priscus.db", ...) priscus_view(ledger, "articles", list(...))
priscus_pages <- function(ledger = "priscus.db", ...) priscus_view(ledger, "pages", list(...))
priscus_history <- function(ledger = "priscus.db", ...) priscus_view(ledger, "position_history", list(...))

priscus_grid <- function(ledger = "priscus.db", ...) priscus_ask(ledger, "positions", options = list(...))
priscus_changes <- function(ledger = "priscus.db", ...) priscus_ask(ledger, "changes", options = list(...))
priscus_stories <- function(ledger = "priscus.db", ...) priscus_ask(ledger, "stories", options = list(...))
priscus_utterances <- function(ledger = "priscus.db", ...) priscus_ask(ledger, "utterances", options = list(...))
priscus_search <- function(words, ledger = "priscus.db", ...) priscus_ask(ledger, "search", words, list(...))
priscus_stats <- function(ledger = "priscus.db") priscus_ask(ledger, "stats")

# Rows of a view, oldest first. Every column is a filter:
#     party = "VSK"                    is that; issue = "talks" takes in talks.summit, as in the program
#     stance = c("open", "accepts")    is one of these
#     condition = NA                   is not known
#     since = "2031-05-01"             on that day or later; until: on that day or earlier. Rows without a day: neither
priscus_view <- function(ledger, view, filters = list()) {
  db <- priscus_connect(ledger)
  on.exit(DBI::dbDisconnect(db))
  columns <- DBI::dbListFields(db, view)
  dated <- if ("date" %in% columns) c("date", "date_at", "day") else c("published", "published_at", "published_day")
  literal <- function(value) as.character(DBI::dbQuoteLiteral(db, value))
  conditions <- vapply(names(filters), function(name) {
    value <- filters[[name]]
    if (name %in% c("since", "until"))
      return(paste(dated[3], if (name == "since") ">=" else "<=", literal(as.character(value))))
    if (!name %in% columns)
      stop(view, " has no column ", name, "; it has ", paste(columns, collapse = ", "), call. = FALSE)
    if (length(value) == 1 && is.na(value))
      return(sprintf('"%s" IS NULL', name))
    match <- sprintf('"%s" IN (%s)', name, paste(literal(value), collapse = ", "))
    if (name == "issue")
      match <- paste(c(match, sprintf("substr(issue, 1, %d) = %s", nchar(value) + 1, literal(paste0(value, ".")))),
                     collapse = " OR ")
    paste0("(", match, ")")
  }, "")
  DBI::dbGetQuery(db, paste(
    "SELECT * FROM", view, if (length(conditions)) paste("WHERE", paste(conditions, collapse = " AND ")),
    sprintf("ORDER BY %s IS NULL, coalesce(%s, %s), %s, id", dated[1], dated[2], dated[1],
            if (view == "pages") "id" else "page")))
}

# A connection of your own, for dbGetQuery(); dbDisconnect() closes it. Nothing can be written by it.
priscus_connect <- function(ledger = "priscus.db") {
  if (!file.exists(ledger))
    stop(ledger, ": there is no such file", call. = FALSE)
  db <- DBI::dbConnect(RSQLite::SQLite(), ledger, flags = RSQLite::SQLITE_RO)
  application <- tryCatch(DBI::dbGetQuery(db, "PRAGMA application_id")[[1]], error = function(why) {
    DBI::dbDisconnect(db)
    stop(ledger, ": ", conditionMessage(why), call. = FALSE)
  })
  if (application != 0x50727363) { # "Prsc"
    DBI::dbDisconnect(db)
    stop(ledger, ": no ledger of Priscus", call. = FALSE)
  }
  db
}

# The rows of `priscus COMMAND`. Options are the command's: as_of = "2031-06", sure = .8, limit = 20.
priscus_ask <- function(ledger, command, words = character(), options = list()) {
  rows <- priscus_run(command, words, c(list(ledger = ledger, format = "csv", raw = TRUE), options))
  if (!length(rows))
    return(data.frame())
  found <- read.csv(text = rows, colClasses = "character", na.strings = "", encoding = "UTF-8", check.names = FALSE)
  dates <- grepl("date|day|since|first|last|published|words|sentence|title", names(found))
  found[!dates] <- lapply(found[!dates], type.convert, as.is = TRUE)
  found
}

# Read pages and keep nothing: a list of three data frames, articles, statements and positions. Inputs are files, folders
# and addresses; `text` is a text. Options are those of `priscus read`: agenda = "my.agenda", fast = TRUE. What could not
# be read is a warning, and the rest is there.
priscus_read <- function(inputs = character(), text = NULL, ...) {
  ledger <- tempfile(fileext = ".db")
  on.exit(unlink(paste0(ledger, c("", "-wal", "-shm"))))
  priscus_add(ledger, inputs, text, ...)
  list(articles = priscus_articles(ledger), statements = priscus_statements(ledger), positions = priscus_positions(ledger))
}

# Read pages into a ledger, which is made if it is not there; what is in it already is passed over.
priscus_add <- function(ledger, inputs = character(), text = NULL, ...) {
  options <- c(list(ledger = ledger, quiet = TRUE), list(...))
  given <- ""
  if (!is.null(text)) {
    given <- tempfile()
    on.exit(unlink(given))
    writeLines(enc2utf8(text), given, useBytes = TRUE)
    inputs <- c(inputs, "-")
    options <- c(options, if (is.null(options$from)) list(from = "text"))
  }
  priscus_run("read", inputs, options, given)
  invisible(ledger)
}

# ---- below this line: how ----

# What the program prints, line by line. 3 and 5 are its exit statuses where only some inputs failed.
priscus_run <- function(command, words, options, given = "") {
  program <- Sys.getenv("PRISCUS", "priscus")
  if (!nzchar(Sys.which(program)))
    stop(program, ": there is no such program; $PRISCUS says where it is", call. = FALSE)
  arguments <- unlist(lapply(names(options), function(name) {
    value <- options[[name]]
    name <- paste0("--", gsub("_", "-", name))
    if (isTRUE(value)) name
    else if (is.null(value) || identical(value, FALSE)) NULL
    else paste0(name, "=", value)
  }))
  errors <- tempfile()
  on.exit(unlink(errors))
  lines <- suppressWarnings(system2(program, shQuote(c(command, arguments, "--", words)), stdout = TRUE, stderr = errors,
                                    stdin = given))
  status <- attr(lines, "status")
  said <- paste(readLines(errors, warn = FALSE, encoding = "UTF-8"), collapse = "\n")
  if (!is.null(status) && status %in% c(3, 5))
    warning(said, call. = FALSE)
  else if (!is.null(status) && status != 0)
    stop(said, call. = FALSE)
  Encoding(lines) <- "UTF-8"
  lines
}
