#!/usr/bin/env python3
"""No code decides by a field's type, but for the families in runtime/record/types.

Everything else asks the table (schemas/app/field_types.json, by model::info_of) or the registry
(record::behavior_of); a page's element may tell the types apart that it draws. Prints each place that
names a type, and what to do instead.
"""
import json
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = "schemas/app/field_types.json"
CPP_ROOTS = ("runtime", "designer", "server")
TS_ROOTS = ("web/components", "web/engine", "web/platform", "web/shell", "web/designer-host")
# Where the types are told apart on purpose.
CPP_FAMILIES = "runtime/record/types/"
TS_ELEMENTS = re.compile(r"web/components/field/\w+_field\.ts$")
GENERATED = re.compile(r"(^|/)(generated|node_modules)/")


def patterns(root):
    table = json.loads((root / TABLE).read_text(encoding="utf-8"))
    names = "|".join(re.escape(row["name"]) for row in table["types"])
    return {
        "cpp": re.compile(rf'FieldType::k[A-Z]|using enum (\w+::)*FieldType\b|\btype\)?\s*[=!]=\s*"({names})"'),
        "ts": re.compile(rf'\b(field|column|inner)\??\.type\s*[!=]==\s*"({names})"|case "({names})":'),
    }


def sources(root, folders, endings):
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix in endings and not GENERATED.search(name) and not re.search(r"_test(_support)?\.|\.test\.", name):
                yield name, path


def findings(root):
    found = []
    finds = patterns(root)
    for kind, folders, endings, allowed in (
        ("cpp", CPP_ROOTS, {".cc", ".h"}, lambda name: name.startswith(CPP_FAMILIES)),
        ("ts", TS_ROOTS, {".ts"}, TS_ELEMENTS.match),
    ):
        for name, path in sources(root, folders, endings):
            if allowed(name):
                continue
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                code = line.split("//")[0]
                if finds[kind].search(code):
                    found.append(f"{name}:{number}: {line.strip()}")
    return found


def find_planted():
    """The scan sees what it looks for."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        planted = {
            TABLE: json.dumps({"types": [{"name": "photo"}]}),
            "runtime/form/a.cc": "  switch (field.type) { case model::FieldType::kPhoto: break; }\n",
            "runtime/form/b.cc": "  // FieldType::kPhoto in words\n  if (is_evidence(field.type)) return;\n",
            "runtime/record/types/c.cc": "  case model::FieldType::kPhoto:\n",
            "designer/panels/d.cc": '  if (type == "photo") return;\n',
            "web/components/e.ts": '  if (column.type === "photo") return;\n',
            "web/components/field/photo_field.ts": '  return this.field.type === "photo";\n',
        }
        for name, text in planted.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        return [place.split(":")[0] for place in findings(root)]


def main():
    planted = find_planted()
    if planted != ["runtime/form/a.cc", "designer/panels/d.cc", "web/components/e.ts"]:
        print(f"the scan itself is broken: it found {planted}")
        return 1
    found = findings(ROOT)
    for place in found:
        print(place)
    if found:
        print("These decide by a field's type. Ask the table (model::info_of, kFieldTypes) or the")
        print("registry (record::behavior_of); what only one type does belongs into its family's file.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
