#include "help_scope.h"

#include <algorithm>
#include <optional>

#include "names.h"
#include "tollgate/designer/document/member_help.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr float kMark = 18;
constexpr float kSwitchRoom = 38;  // of a toggle, with what is left free beside it

bool is_control(const SemanticNode& node) {
  switch (node.role) {
    case Role::kTextbox:
    case Role::kCombobox:
    case Role::kSwitch:
    case Role::kCheckbox:
    case Role::kRadioGroup:
    case Role::kGroup:
    case Role::kTree:
      return true;
    default:
      return false;
  }
}

}  // namespace

HelpScope::HelpScope(DesignSession& session, std::string_view pointer, std::string_view definition,
                     std::string_view member, std::string_view name, bool beside_switch)
    : session_(session),
      pointer_(pointer),
      name_(name),
      at_(ImGui::GetCursorScreenPos()),
      right_(at_.x + ImGui::GetContentRegionAvail().x -
             (beside_switch ? session.ui.px(kSwitchRoom) : 0)),
      beside_switch_(beside_switch),
      first_node_(session.ui.semantics().nodes().size()),
      outer_(session.help_scope) {
  const std::optional<MemberHelp> help = member_help(definition, member);
  if (help) {
    key_ = std::string(definition) + "." + std::string(member);
    sentence_ = help->sentence.in(session.ui.language());
    example_ = help->example.in(session.ui.language());
  }
  if (outer_ != nullptr) outer_->last_node_ = std::min(outer_->last_node_, first_node_);
  session.help_scope = this;
}

// Adds the sentence to the editor's own controls, not to those of what it holds, such as the rows
// of a condition. Whether one of all of them has the focus.
bool HelpScope::describe(std::string_view sentence) {
  std::vector<SemanticNode>& nodes = session_.ui.semantics().nodes();
  bool focused = false;
  std::optional<int32_t> parent;
  for (size_t i = first_node_; i < std::min(last_node_, nodes.size()); ++i) {
    SemanticNode& node = nodes[i];
    focused = focused || session_.ui.focused(node.id);
    if (!is_control(node) || node.parent != parent.value_or(node.parent)) continue;
    parent = node.parent;
    // What is wrong with it comes first.
    if ((node.states & kInvalid) != 0) continue;
    if (!node.description.empty()) node.description += session_.ui.tr("；", "; ");
    node.description += sentence;
  }
  return focused;
}

// The "?" at the right end of the caption.
void HelpScope::mark(bool open) {
  Ui& ui = session_.ui;
  const float side = ui.px(kMark);
  const std::string name = ui.tr("说明：", "About: ") + name_;
  const ImVec2 at(right_ - side, at_.y + ui.px(beside_switch_ ? 5 : 1));
  const Item item = add_item_at(ui, (pointer_ + "#help").c_str(), at, {side, side},
                                {.role = Role::kButton,
                                 .name = name,
                                 .shortcut = "F1",
                                 .states = kOffTab | kExpandable | (open ? kExpanded : 0u)});
  if (item.pressed) session_.open_help = open ? std::string() : key_;
  if (!item.visible) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 middle = (item.min + item.max) * 0.5f;
  const ImU32 colour = open || item.hovered ? theme::kAccent : theme::kTextFaint;
  list->AddCircle(middle, ui.px(7), colour, 0, ui.px(1));
  const TextStyle style{.size = 11, .face = Face::kSemibold, .colour = colour};
  draw_text_centred(ui, {middle.x - text_width(ui, "?", style) / 2, item.min.y}, side, "?", style);
  draw_focus_ring(ui, item, kMark / 2);
  tooltip(ui, item, sentence_, "F1");
}

HelpScope::~HelpScope() {
  session_.help_scope = outer_;
  if (key_.empty()) return;
  Ui& ui = session_.ui;
  const bool was_open = session_.open_help == key_;
  const bool focused = describe(sentence_);
  mark(was_open);
  const std::string example = ui.tr("例如：", "Example: ") + example_;
  if (focused && ui.shortcut(Key::kF1, 0)) {
    session_.open_help = was_open ? std::string() : key_;
    if (!was_open) ui.announce(sentence_ + " " + example);
  }
  if (session_.open_help != key_) return;
  notice(ui, (pointer_ + "#about").c_str(), sentence_ + "\n" + example, false);
  gap(ui, 8);
}

}  // namespace tollgate::designer
