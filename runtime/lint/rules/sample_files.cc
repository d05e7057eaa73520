// Files of sample records lie inside the package: whoever gets the document reads nothing else.
#include "rules.h"
#include "tollgate/base/json_pointer.h"

namespace tollgate::lint {
namespace {

// A backslash separates too: packages travel between systems.
constexpr std::string_view kSeparators = "/\\";

bool is_inside(std::string_view path) {
  if (path.empty() || kSeparators.find(path.front()) != std::string_view::npos) return false;
  if (path.size() > 1 && path[1] == ':') return false;  // a drive
  while (true) {
    const size_t end = path.find_first_of(kSeparators);
    if (path.substr(0, end) == "..") return false;
    if (end == std::string_view::npos) return true;
    path.remove_prefix(end + 1);
  }
}

}  // namespace

void sample_files(const model::App& app, Findings& findings) {
  for (size_t i = 0; i < app.sample_files.size(); ++i) {
    const std::string& path = app.sample_files[i];
    if (is_inside(path)) continue;
    findings.error(
        "sample_file_outside",
        "样例文件的路径“" + path + "”不在应用包内；应写应用文档旁的相对路径，例如 sample.jsonl",
        "the sample file's path '" + path +
            "' leads out of the app's package; it should be relative to the app document, such as "
            "sample.jsonl",
        pointer_child("/sample_data/files", i));
  }
}

}  // namespace tollgate::lint
