"""The pages of docs/, as they travel with the package: to be read without a browser and without a network."""

from pathlib import Path

_PLACES = (Path(__file__).resolve().parents[1] / "pages", Path(__file__).resolve().parents[2] / "docs")
"""Where they lie in a package that was installed, and where in a checkout."""


def pages() -> dict[str, Path]:
    """Every page by its name, such as `site-folder` or `facts/flexvpn`."""
    folder = next((place for place in _PLACES if place.is_dir()), None)
    found = sorted(folder.rglob("*.md")) if folder else []
    return {page.relative_to(folder).with_suffix("").as_posix(): page for page in found if folder}


def page_of(name: str) -> str | None:
    """The text of a page, by its name or the last part of it, with `.md` or without; None where there is none."""
    known = pages()
    wanted = name.lower().removeprefix("docs/").removesuffix(".md")
    named = [page for known_name, page in known.items() if known_name.lower() == wanted]
    called = [page for known_name, page in known.items() if known_name.lower().rpartition("/")[2] == wanted]
    page = next(iter((*named, *called)), None)
    return page.read_text(encoding="utf-8") if page else None


def title_of(page: Path) -> str:
    """The heading of a page."""
    with page.open(encoding="utf-8") as lines:
        return next((line.strip("# \n") for line in lines if line.startswith("#")), "")
