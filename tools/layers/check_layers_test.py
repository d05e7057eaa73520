"""check_layers finds each kind of forbidden path in a small bad tree, and nothing in a good one."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOOL = Path(__file__).parent.parent / "check_layers"
TABLE = """
base:
store:
engine: store
form:
header sqlite3.h: store
web: web/shell
"""
GOOD = {
    "runtime/base/CMakeLists.txt": "tollgate_module(NAME base)",
    "runtime/base/include/tollgate/base/result.h": "",
    "runtime/store/CMakeLists.txt": "tollgate_module(NAME store DEPENDS base THIRD_PARTY sqlite3)",
    "runtime/store/include/tollgate/store/log.h": "#include <tollgate/base/result.h>\n",
    "runtime/store/log.cc": '#include <tollgate/store/log.h>\n#include <sqlite3.h>\n',
    "runtime/engine/CMakeLists.txt": "tollgate_module(NAME engine\n  DEPENDS store)",
    "runtime/engine/engine.cc": "#include <tollgate/store/log.h>\n",
    "runtime/form/CMakeLists.txt": "tollgate_module(NAME form DEPENDS base)",
    "runtime/form/form.cc": "#include <tollgate/base/result.h>\n",
    "web/shell/page.ts": "import {x} from './other.ts';\n",
}


def run(**changes):
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = GOOD | {"tools/layers/layers.table": TABLE} | changes.get("files", {})
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        done = subprocess.run([sys.executable, TOOL, root], capture_output=True, text=True)
        return done.returncode, done.stdout


class CheckLayers(unittest.TestCase):
    def refuses(self, files, expected):
        code, out = run(files=files)
        self.assertEqual((code, out.strip()), (1, expected))

    def test_good_tree(self):
        self.assertEqual(run(), (0, ""))

    def test_forbidden_include(self):
        self.refuses(
            {"runtime/form/form.cc": "// a form\n#include <tollgate/store/log.h>\n"},
            "form may not know store: runtime/form/form.cc:2 -> <tollgate/store/log.h>")

    def test_relative_include_is_no_way_around(self):
        self.refuses(
            {"runtime/form/form.cc": '#include "../store/detail.h"\n', "runtime/store/detail.h": ""},
            "form may not know store: runtime/form/form.cc:1 -> <../store/detail.h>")

    def test_forbidden_depends(self):
        self.refuses(
            {"runtime/form/CMakeLists.txt": "tollgate_module(NAME form DEPENDS base store)"},
            "form may not know store: runtime/form/CMakeLists.txt -> DEPENDS store")

    def test_unknown_depends(self):
        self.refuses(
            {"runtime/form/CMakeLists.txt": "tollgate_module(NAME form DEPENDS stores)"},
            "runtime/form/CMakeLists.txt: DEPENDS on stores, which no module is called")

    def test_private_header_that_leaks_through_a_public_one(self):
        code, out = run(files={
            "runtime/store/include/tollgate/store/log.h": '#include <tollgate/store/raw.h>\n',
            "runtime/store/include/tollgate/store/raw.h": "#include <sqlite3.h>\n"})
        self.assertEqual((code, out.strip()), (1,
            "engine may not reach sqlite3.h: runtime/engine/engine.cc"
            " -> runtime/store/include/tollgate/store/log.h"
            " -> runtime/store/include/tollgate/store/raw.h -> <sqlite3.h> (line 1)"))

    def test_module_closed_to_those_behind_another(self):
        table = TABLE + "api: engine\nheader tollgate/store/: store engine\n"
        public = "runtime/engine/include/tollgate/engine/engine.h"
        files = {"tools/layers/layers.table": table, "runtime/api/CMakeLists.txt": "tollgate_module(NAME api DEPENDS engine)",
                 "runtime/api/api.cc": "#include <tollgate/engine/engine.h>\n", public: "",
                 "runtime/engine/CMakeLists.txt": "tollgate_module(NAME engine PRIVATE_DEPENDS store)"}
        self.assertEqual(run(files=files), (0, ""))
        self.refuses(
            files | {public: "#include <tollgate/store/log.h>\n"},
            f"api may not reach tollgate/store/: runtime/api/api.cc -> {public} -> <tollgate/store/log.h> (line 1)")

    def test_forbidden_private_depends(self):
        self.refuses(
            {"runtime/form/CMakeLists.txt": "tollgate_module(NAME form DEPENDS base PRIVATE_DEPENDS store)"},
            "form may not know store: runtime/form/CMakeLists.txt -> DEPENDS store")

    def test_forbidden_third_party(self):
        self.refuses(
            {"runtime/form/CMakeLists.txt": "tollgate_module(NAME form THIRD_PARTY sqlite3)"},
            "form may not reach sqlite3.h: runtime/form/CMakeLists.txt -> THIRD_PARTY sqlite3")

    def test_header_that_does_not_exist(self):
        self.refuses(
            {"runtime/form/form.cc": "#include <tollgate/nothing/x.h>\n"},
            "runtime/form/form.cc:1: no module has the header <tollgate/nothing/x.h>")

    def test_module_without_a_line(self):
        self.refuses(
            {"runtime/extra/CMakeLists.txt": "tollgate_module(NAME extra)", "runtime/extra/a.cc": ""},
            "runtime/extra/a.cc: the module extra has no line in tools/layers/layers.table")

    def test_line_without_a_module(self):
        self.refuses(
            {"tools/layers/layers.table": TABLE + "sync: store\n"},
            "tools/layers/layers.table: there is no module sync")

    def test_header_rule_for_nobody(self):
        self.refuses(
            {"tools/layers/layers.table": TABLE + "header zlib.h: archive\n"},
            "tools/layers/layers.table: there is no module archive, which may use zlib.h")

    def test_web_folder_that_is_gone(self):
        self.refuses(
            {"tools/layers/layers.table": TABLE.replace("web/shell", "web/shell web/platform")},
            "tools/layers/layers.table: there is no folder web/platform")

    def test_web_that_reaches_out(self):
        self.refuses(
            {"web/shell/page.ts": "import {x} from '../../templates/x.ts';\n"},
            "web may not know templates/x.ts: web/shell/page.ts -> ../../templates/x.ts")


if __name__ == "__main__":
    unittest.main()
