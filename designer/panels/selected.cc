// What every panel can do with what is selected: move it along its list, copy it, take it away.
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

bool move_along(Bench& bench, bool up) {
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
  say_moved(bench);
  return true;
}

}  // namespace

bool move_selected(Bench& bench, bool up) {
  if (move_along(bench, up)) return true;
  bench.say(up ? bench.ui.tr("已经在最前面", "Already the first")
               : bench.ui.tr("已经在最后面", "Already the last"));
  return false;
}

void say_moved(Bench& bench) {
  const size_t position = last_index(bench.document.selection()) + 1;
  bench.say(bench.ui.tr("已移到第 ", "Moved to position ") + std::to_string(position) +
            bench.ui.tr(" 位", ""));
}

void duplicate_selected(Bench& bench) {
  const std::string name = selected_name(bench);
  if (bench.run(DuplicateField{bench.document.selection()})) {
    bench.say(bench.ui.tr("已复制字段：", "Field duplicated: ") + name);
  }
}

std::string selected_name(const Bench& bench) {
  return thing_name(bench.json(), bench.document.selection(), bench.ui.language());
}

void delete_selected(Bench& bench) {
  const std::string selection = bench.document.selection();
  const std::string section = ancestor_in(selection, "sections");
  const std::string definition = definition_at(bench.json(), selection);
  if (!section.empty() && section != selection) {
    remove_thing(bench, RemoveFromForm{selection});
  } else if (definition == "stage") {
    remove_thing(bench, RemoveStage{selection});
  } else if (definition == "field") {
    remove_thing(bench, DeleteField{selection});
  } else {
    remove_thing(bench, RemoveItem{selection});
  }
}

void show_added(Bench& bench) {
  const std::string& selection = bench.document.selection();
  if (bench.ui.is_phone()) bench.narrow_tab = 1;
  bench.focus_on(bench.inspector_shown ? edited_pointer(bench) + "/label" : selection);
}

}  // namespace tollgate::designer
