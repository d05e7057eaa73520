"""What the documents say of the tree is so: the index and the form of the decision records, and
every file that ARCHITECTURE.md names."""

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = ROOT / "docs/decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))


def title_of(record):
    return record.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


class Decisions(unittest.TestCase):
    def test_records_have_one_form(self):
        for record in RECORDS:
            with self.subTest(record.name):
                number = int(record.name.split("-")[0])
                self.assertRegex(title_of(record), rf"^{number}\. \S", f"the first line is '# {number}. Title'")
                parts = re.findall(r"^\*\*(\w+)\.\*\*", record.read_text(encoding="utf-8"), re.M)
                self.assertEqual(parts, ["Context", "Decision", "Consequence"])

    def test_numbers_are_used_once(self):
        numbers = [record.name.split("-")[0] for record in RECORDS]
        self.assertEqual(sorted(set(numbers)), numbers)

    def test_index_names_every_record_by_its_title(self):
        index = (DECISIONS / "README.md").read_text(encoding="utf-8")
        listed = re.findall(r"^- (.+)$", index, re.M)
        self.assertEqual(sorted(listed), sorted(f"[{title_of(record)}]({record.name})" for record in RECORDS))


def architecture():
    """Lines of ARCHITECTURE.md, each with the folder that its table is about ('' elsewhere)."""
    folder = ""
    for line in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"\| (\w+/) \|", line):
            folder = heading[1]
        elif not line.startswith("|"):
            folder = ""
        yield folder, line


class Architecture(unittest.TestCase):
    def test_every_module_has_its_line(self):
        named = {folder + name for folder, line in architecture() if folder
                 for name in re.findall(r"`([\w/]+)`", line.split("|")[1])}
        modules = {path.parent.relative_to(ROOT).as_posix()
                   for root in ("runtime", "designer") for path in (ROOT / root).rglob("CMakeLists.txt")}
        self.assertEqual(named, modules)

    def test_what_it_names_is_there(self):
        names = set()
        for folder, line in architecture():
            cells = line.split("|")
            text = line if not folder else "|".join(cells[2:])
            # A path has a slash and no space in it; * and <kind> stand for any name.
            names.update(re.findall(r"`(?!/)([\w.*<>/-]+/[\w.*<>-]*)`", text))
        self.assertGreater(len(names), 10)
        for name in sorted(names):
            with self.subTest(name):
                pattern = re.sub(r"<\w+>", "*", name).rstrip("/")
                self.assertTrue(any(ROOT.glob(pattern)), f"{name} is not there")


if __name__ == "__main__":
    unittest.main()
