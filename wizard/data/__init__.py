"""Knowledge as rows: constructs, questions, algorithms, releases, sections."""
