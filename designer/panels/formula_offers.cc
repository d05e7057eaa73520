// What may stand where somebody writes in a formula: names, options, functions, words.
#include "card.h"
#include "formula_parts.h"
#include "tollgate/designer/widgets/controls.h"
#include "tollgate/designer/widgets/text.h"
#include "tollgate/wording/complete.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxShown = 8;

// `with` in place of a part; words do not run into each other.
std::string with_part(const std::string& text, const Span& part, std::string with) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  std::string before = text.substr(0, part.begin);
  std::string after = text.substr(part.end);
  if (!before.empty() && letter(before.back()) && letter(with.front())) before += ' ';
  if (!after.empty() && letter(after.front()) && letter(with.back())) with += ' ';
  return before + with + after;
}

}  // namespace

void note_formula_control(DesignSession& session, const char* key) {
  session.formula_controls.insert(ImGui::GetID(key));
}

std::optional<std::string> formula_offers(DesignSession& session, const FormulaText& text,
                                          bool take_first) {
  Ui& ui = session.ui;
  const auto caret = static_cast<uint32_t>(ui.caret(text.field, text.shown));
  const wording::Completion completion =
      wording::complete_formula(text.shown, caret, text.names, ui.language());
  if (completion.offers.empty()) return std::nullopt;
  std::optional<std::string> taken;
  const SemanticGroup group(ui, "offers", Role::kGroup, ui.tr("可以接着写", "What can come next"));
  gap(ui, 6);
  Flow flow(ui, 4);
  for (size_t i = 0; i < completion.offers.size() && i < kMaxShown; ++i) {
    const wording::Offer& offer = completion.offers[i];
    const ButtonSpec spec{.name = offer.text,
                          .description = offer.detail,
                          .shortcut = i == 0 ? "Alt+Enter" : "",
                          .small = true};
    flow.place(button_width(ui, spec));
    ImGui::PushID(static_cast<int>(i));
    note_formula_control(session, "offer");
    if (button(ui, "offer", spec) || (take_first && i == 0)) {
      taken = with_part(text.shown, completion.replace, offer.text);
    }
    ImGui::PopID();
  }
  return taken;
}

std::optional<std::string> function_list(DesignSession& session, const FormulaText& text) {
  Ui& ui = session.ui;
  const auto groups = wording::functions_by_purpose(ui.language());
  gap(ui, 6);
  {
    const SemanticGroup purposes(ui, "purposes", Role::kGroup,
                                 ui.tr("函数的用途", "Purpose of the functions"));
    Flow flow(ui, 4);
    for (size_t i = 0; i < groups.size(); ++i) {
      const std::string id = std::to_string(i);
      const ButtonSpec spec{.name = groups[i].label,
                            .kind = ButtonKind::kGhost,
                            .small = true,
                            .pressed = *session.function_purpose == id};
      flow.place(button_width(ui, spec));
      ImGui::PushID(id.c_str());
      note_formula_control(session, "purpose");
      if (button(ui, "purpose", spec)) session.function_purpose = id;
      ImGui::PopID();
    }
  }
  const auto chosen = static_cast<size_t>(std::atoi(session.function_purpose->c_str()));
  if (chosen >= groups.size()) return std::nullopt;
  const auto caret = static_cast<uint32_t>(ui.caret(text.field, text.shown));
  std::optional<std::string> taken;
  const SemanticGroup group(ui, "function-list", Role::kGroup, ui.tr("函数", "Functions"));
  int row = 0;
  for (const wording::Offer& function : groups[chosen].functions) {
    ImGui::PushID(row++);
    gap(ui, 4);
    note_formula_control(session, "take");
    if (button(ui, "take",
               {.name = function.text + ")", .description = function.detail, .small = true})) {
      taken = with_part(text.shown, {caret, caret}, function.text);
    }
    paragraph(ui, function.detail, {.size = theme::kSmallText, .colour = theme::kTextSoft});
    ImGui::PopID();
  }
  return taken;
}

}  // namespace tollgate::designer
