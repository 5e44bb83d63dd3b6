"""Knowledge as rows: constructs, forms of answers, algorithms, releases, sections."""
