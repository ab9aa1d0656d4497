"""What may not be written in any file of the project."""

import re

from tests.consistency.project import listing, place, project_files, text_of

# The words are cut so that this file does not contain what it looks for.
MACHINE_PATHS = re.compile(
    r"(?<![\w.$}/-])/(?:wo" + r"rk|tm" + r"p|ho" + r"me|ro" + r"ot|Us" + r"ers)/[\w.-]+"
)
HOSTS = "|".join(
    "".join(halves)
    for halves in (
        ("py", "pi"), ("python", "hosted"), ("npm", "js"), ("arti", "factory"), ("unp", "kg"),
        ("jsde", "livr"), ("cdn", "js"), ("goo", "gleapis"),
    )
)  # fmt: skip
DOWNLOADS = re.compile(rf"https?://[^\s\"'<>)]*(?:{HOSTS})[^\s\"'<>)]*", re.I)
INDEX_OPTIONS = re.compile(r"^\s*(?:--(?:extra-)?index-url|--find-links|-i\s)", re.M)
VENDORED = {"vendor", "fonts"}


def _lines(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{place(path, text[: found.start()].count(chr(10)) + 1)} {found.group().strip()[:100]}"
        for path in project_files()
        if not VENDORED & set(path.parts)
        for text in [text_of(path)]
        for found in pattern.finditer(text)
    ]


def test_no_file_names_a_folder_of_one_machine():
    problems = _lines(MACHINE_PATHS)
    assert not problems, listing(problems, "Write a path relative to the project.")


def test_no_file_names_a_download_address():
    problems = _lines(DOWNLOADS)
    assert not problems, listing(problems, "Nothing is downloaded: remove the address.")


def test_requirements_name_no_package_index():
    problems = _lines(INDEX_OPTIONS)
    assert not problems, listing(problems, "Locked requirements carry hashes, not addresses.")
