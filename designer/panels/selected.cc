// What every panel can do with what is selected: move it along its list, copy it, take it away.
#include <nlohmann/json.hpp>

#include "names.h"
#include "panels.h"
#include "part_selection.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/clipboard.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/part_group.h"

namespace tollgate::designer {
namespace {

// Several go on together: behind the part in front of them, or before the one behind them.
bool move_several(DesignSession& session, bool up) {
  const std::vector<std::string> parts = session.document.selected();
  const std::string edge = up ? parts.front() : parts.back();
  std::string list(pointer_parent(edge));
  const size_t count = session.at(list)->size();
  size_t position = up ? last_index(edge) - 1 : last_index(edge) + 2;
  if (up ? last_index(edge) == 0 : last_index(edge) + 1 == count) {
    // At the end of a section fields go on into the next one.
    if (!is_form_place(edge)) return false;
    const std::string section = ancestor_in(edge, "sections");
    const std::string sections(pointer_parent(section));
    if (up ? last_index(section) == 0 : last_index(section) + 1 == session.at(sections)->size()) {
      return false;
    }
    list =
        pointer_child(sections, up ? last_index(section) - 1 : last_index(section) + 1) + "/fields";
    const Json* there = session.at(list);
    position = up && there != nullptr ? there->size() : 0;
  }
  const uint64_t before = session.document.revision();
  if (!session.run(MoveParts{parts, list, position})) return false;
  if (session.document.revision() == before) return false;
  say_moved(session);
  return true;
}

bool move_along(DesignSession& session, bool up) {
  if (session.document.selected().size() > 1) return move_several(session, up);
  const std::string selection = session.document.selection();
  const std::string list(pointer_parent(selection));
  const Json* elements = session.at(list);
  if (elements == nullptr || !elements->is_array()) return false;
  const size_t index = last_index(selection);
  const uint64_t before = session.document.revision();
  const std::string section = ancestor_in(selection, "sections");
  if (!section.empty() && section != selection) {
    // At the end of its section a field goes on into the next one.
    const std::string sections(pointer_parent(section));
    const size_t section_index = last_index(section);
    const Json* all = session.at(sections);
    if (up && index == 0) {
      if (section_index == 0) return false;
      const std::string previous = pointer_child(sections, section_index - 1);
      const Json* fields = session.at(previous + "/fields");
      session.run(MoveField{selection, previous, fields != nullptr ? fields->size() : 0});
    } else if (!up && index + 1 == elements->size()) {
      if (section_index + 1 >= all->size()) return false;
      session.run(MoveField{selection, pointer_child(sections, section_index + 1), 0});
    } else {
      session.run(MoveField{selection, section, up ? index - 1 : index + 2});
    }
  } else {
    if (up && index == 0) return false;
    if (!up && index + 1 == elements->size()) return false;
    session.run(MoveItem{selection, up ? index - 1 : index + 2});
  }
  if (session.document.revision() == before) return false;
  say_moved(session);
  return true;
}

}  // namespace

bool move_selected(DesignSession& session, bool up) {
  if (move_along(session, up)) return true;
  session.say(up ? session.ui.tr("已经在最前面", "Already the first")
                 : session.ui.tr("已经在最后面", "Already the last"));
  return false;
}

void say_moved(DesignSession& session) {
  const size_t position = last_index(session.document.selected().front()) + 1;
  session.say(session.ui.tr("已移到第 ", "Moved to position ") + std::to_string(position) +
              session.ui.tr(" 位", ""));
}

void duplicate_selected(DesignSession& session) {
  if (session.document.selected().size() > 1) {
    if (const auto text = copied_parts(session.json(), session.document.selected())) {
      paste_parts(session, *text);
    }
    return;
  }
  const std::string name = selected_name(session);
  if (session.run(DuplicateField{session.document.selection()})) {
    session.say(session.ui.tr("已复制字段：", "Field duplicated: ") + name);
  }
}

std::string copy_selected(DesignSession& session) {
  const auto text = copied_parts(session.json(), session.document.selected());
  if (!text) return {};
  session.say(session.ui.tr("已复制：", "Copied: ") + selected_name(session));
  return *text;
}

bool paste_parts(DesignSession& session, std::string_view text) {
  std::optional<Json> parts = pasted_parts(text);
  if (!parts) return false;
  if (!session.run(PasteParts{session.document.selected().back(), *std::move(parts)})) return true;
  const std::vector<std::string> all = session.document.selected();
  const std::string pasted = session.document.selection();
  if (!pasted.starts_with(session.view()) || session.view().empty()) session.go_to(pasted);
  if (all.size() > 1) session.document.select_several(all);
  session.reveal(pasted);
  session.focus_on(pasted);
  session.say(session.ui.tr("已粘贴：", "Pasted: ") + selected_name(session));
  return true;
}

std::string selected_name(const DesignSession& session) {
  if (session.document.selected().size() > 1) return selection_in_words(session);
  return thing_name(session.json(), session.document.selection(), session.ui.language());
}

void delete_selected(DesignSession& session) {
  const std::vector<std::string>& selected = session.document.selected();
  if (selected.size() > 1) {
    remove_thing(session, RemoveParts{selected});
  } else {
    remove_thing(session, removal_of(session.json(), session.document.selection()));
  }
}

void show_added(DesignSession& session) {
  const std::string& selection = session.document.selection();
  if (session.ui.is_phone()) session.narrow_tab = 1;
  session.focus_on(session.inspector_shown ? edited_pointer(session) + "/label" : selection);
}

}  // namespace tollgate::designer
