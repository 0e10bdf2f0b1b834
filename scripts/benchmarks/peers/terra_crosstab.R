# RASTER ZONES OUT: cells per zone and code by terra, which counts cells by their centres: zones as a raster, then a cross table.
suppressMessages(suppressPackageStartupMessages(library(terra)))
files <- commandArgs(trailingOnly = TRUE)
codes <- rast(files[1])
counts <- crosstab(c(rasterize(vect(files[2]), codes, field = "zone"), codes), long = TRUE)
table <- data.frame(zone = counts[[1]], code = counts[[2]], cells = counts[[3]])
write.csv(table[table$cells > 0, ], files[3], row.names = FALSE, quote = FALSE)
