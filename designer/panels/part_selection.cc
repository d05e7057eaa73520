#include "part_selection.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "card.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/part_group.h"
#include "tollgate/designer/document/words.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

// The part that an arrow leads to, "" at the end.
std::string beside(const DesignSession& session, const std::string& pointer, bool back) {
  const std::vector<std::string> group = group_of(session.json(), pointer);
  const auto here = std::find(group.begin(), group.end(), pointer);
  if (here == group.end()) return {};
  if (back) return here == group.begin() ? std::string() : *(here - 1);
  return here + 1 == group.end() ? std::string() : *(here + 1);
}

bool takes_arrow(Ui& ui, const Item& item, bool back, uint8_t modifiers) {
  return ui.key(item.id, back ? Key::kUp : Key::kDown, modifiers) ||
         ui.key(item.id, back ? Key::kLeft : Key::kRight, modifiers);
}

}  // namespace

void PartSelection::ask(const std::string& pointer, How how) {
  pointer_ = pointer;
  how_ = how;
}

void PartSelection::note(DesignSession& session, const Item& item, const std::string& pointer) {
  Ui& ui = session.ui;
  if (session.takes_focus(pointer)) ui.request_focus(item.id);
  if (session.takes_reveal(pointer)) show_item(item);
  if (item.pressed && !session.drag) {
    const uint8_t keys = item.by_pointer ? ui.press_modifiers() : 0;
    ask(pointer, (keys & kControl) != 0 || session.choosing_several ? How::kToggle
                 : (keys & kShift) != 0                             ? How::kRange
                                                                    : How::kAlone);
    if (!item.by_pointer && !session.choosing_several) activated_ = pointer;
  }
  if (!item.focused) return;
  // A press brings the focus, too: the press says what becomes of the selection.
  if (ui.gained_focus(item.id) && ui.focus_ring(item.id) && !ImGui::IsMouseDown(0) &&
      !session.keeps_selection_at(pointer)) {
    ask(pointer, How::kAlone);
  }
  if (ui.key(item.id, Key::kSpace, kControl)) ask(pointer, How::kToggle);
  if (ui.shortcut('a', kControl)) ask(pointer, How::kAll);
  for (const bool back : {true, false}) {
    const bool more = takes_arrow(ui, item, back, kShift);
    // Who walks by the arrows alone is led by the page, where it has an order for them.
    const bool only = !more && takes_arrow(ui, item, back, kControl);
    const bool alone = !more && !only && takes_arrow(ui, item, back, 0);
    if (!more && !only && !alone) continue;
    const std::string next = beside(session, pointer, back);
    if (next.empty()) continue;
    if (more) ask(next, How::kRange);
    session.lead_focus_to(next, !alone);
  }
}

bool PartSelection::apply(DesignSession& session) {
  if (pointer_.empty()) return false;
  Document& document = session.document;
  const std::vector<std::string> before = document.selected();
  if (how_ == How::kAll) {
    if (!document.is_selected(pointer_)) document.select(pointer_);
    document.select_group();
  } else if (how_ == How::kToggle) {
    document.toggle_selected(pointer_);
  } else if (how_ == How::kRange) {
    document.extend_selection(pointer_);
  } else {
    document.select(pointer_);
  }
  if (document.selected() != before && (document.selected().size() > 1 || before.size() > 1)) {
    session.ui.announce(session.ui.tr("已选中 ", "Selected: ") + selection_in_words(session));
  }
  return true;
}

void choose_several(DesignSession& session, bool on) {
  if (session.choosing_several == on) return;
  session.choosing_several = on;
  const Ui& ui = session.ui;
  session.say(on ? ui.tr("点别的，一起选中；再点一次则不选",
                         "Press others to select them, too; once more to leave them out")
                 : ui.tr("不再选择多个", "One is selected at a time again"));
}

void choose_several_button(DesignSession& session, Flow& flow) {
  Ui& ui = session.ui;
  if (!ui.by_finger()) return;
  const ButtonSpec spec{.name = ui.tr("选择多个", "Select several"),
                        .icon = Icon::kCheck,
                        .small = true,
                        .pressed = session.choosing_several};
  flow.place(button_width(ui, spec));
  if (button(ui, "several", spec)) choose_several(session, !session.choosing_several);
}

uint32_t part_states(const DesignSession& session, const std::string& pointer) {
  return kSelectable | kWithOthers | (session.document.is_selected(pointer) ? kSelected : 0u);
}

std::string selection_in_words(const DesignSession& session) {
  const std::vector<std::string>& selected = session.document.selected();
  if (selected.size() == 1) return selected_name(session);
  const Ui& ui = session.ui;
  return std::to_string(selected.size()) + ui.tr(" 个", " ") +
         plural_words(definition_at(session.json(), selected.front())).in(ui.language());
}

std::vector<std::string> carried_parts(const DesignSession& session) {
  if (!session.drag) return {};
  const std::string& what = session.drag->what;
  if (session.document.is_selected(what)) return session.document.selected();
  return {what};
}

bool is_carried(const DesignSession& session, const std::string& pointer) {
  if (!session.drag) return false;
  if (session.drag->what == pointer) return true;
  return session.document.is_selected(session.drag->what) && session.document.is_selected(pointer);
}

void drop_parts(DesignSession& session, const std::string& list, size_t position) {
  const std::vector<std::string> parts = carried_parts(session);
  session.drag.reset();
  const uint64_t before = session.document.revision();
  const bool done =
      parts.size() > 1 ? session.run(MoveParts{parts, list, position})
      : is_form_place(parts[0])
          ? session.run(MoveField{parts[0], std::string(pointer_parent(list)), position})
          : session.run(MoveItem{parts[0], position});
  if (done && session.document.revision() != before) say_moved(session);
}

}  // namespace tollgate::designer
