// What every panel can do with what is selected: move it along its list, take it away.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {

bool move_selected(Bench& bench, bool up) {
  const std::string selection = bench.document.selection();
  const std::string list(pointer_parent(selection));
  const Json* elements = bench.at(list);
  if (elements == nullptr || !elements->is_array()) return false;
  const size_t index = last_index(selection);
  const uint64_t before = bench.document.revision();
  const std::string section = ancestor_in(selection, "sections");
  if (!section.empty() && section != selection) {
    // At the end of its section a field goes on into the next one.
    const std::string sections(pointer_parent(section));
    const size_t section_index = last_index(section);
    const Json* all = bench.at(sections);
    if (up && index == 0) {
      if (section_index == 0) return false;
      const std::string previous = pointer_child(sections, section_index - 1);
      const Json* fields = bench.at(previous + "/fields");
      bench.run(MoveField{selection, previous, fields != nullptr ? fields->size() : 0});
    } else if (!up && index + 1 == elements->size()) {
      if (section_index + 1 >= all->size()) return false;
      bench.run(MoveField{selection, pointer_child(sections, section_index + 1), 0});
    } else {
      bench.run(MoveField{selection, section, up ? index - 1 : index + 2});
    }
  } else {
    if (up && index == 0) return false;
    if (!up && index + 1 == elements->size()) return false;
    bench.run(MoveItem{selection, up ? index - 1 : index + 2});
  }
  if (bench.document.revision() == before) return false;
  const std::string& now = bench.document.selection();
  bench.say(bench.ui.tr("已移到第 ", "Moved to position ") + std::to_string(last_index(now) + 1) +
            bench.ui.tr(" 位", ""));
  return true;
}

void delete_selected(Bench& bench) {
  const std::string selection = bench.document.selection();
  if (edited_pointer(bench) != selection || (!ancestor_in(selection, "sections").empty() &&
                                             ancestor_in(selection, "sections") != selection)) {
    bench.run(RemoveFromForm{selection});
  } else if (definition_at(bench.json(), selection) == "stage") {
    bench.run(RemoveStage{selection});
  } else if (definition_at(bench.json(), selection) == "field") {
    bench.run(DeleteField{selection});
  } else {
    bench.run(RemoveItem{selection});
  }
}

}  // namespace tollgate::designer
