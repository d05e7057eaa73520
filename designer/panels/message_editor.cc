#include "message_editor.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "blanks.h"
#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/automation_sentence.h"
#include "tollgate/designer/document/formula_names.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/wording/formula.h"

namespace tollgate::designer {
namespace {

struct Piece {
  std::string text;
  bool chip = false;
};

std::vector<Piece> pieces_of(std::string_view words) {
  std::vector<Piece> pieces;
  while (!words.empty()) {
    const size_t open = words.find('{');
    const size_t close = open == std::string_view::npos ? open : words.find('}', open);
    if (close == std::string_view::npos) break;
    if (open > 0) pieces.push_back({std::string(words.substr(0, open)), false});
    pieces.push_back({std::string(words.substr(open + 1, close - open - 1)), true});
    words.remove_prefix(close + 1);
  }
  if (!words.empty()) pieces.push_back({std::string(words), false});
  return pieces;
}

// The message as a line of words and chips, wrapped.
void draw_message(Ui& ui, std::string_view words) {
  const TextStyle style{.size = 14};
  const float line = ui.px(26);
  const ImVec2 origin = ImGui::GetCursorScreenPos();
  const float right = origin.x + ImGui::GetContentRegionAvail().x;
  ImVec2 at = origin;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto new_line = [&] { at = {origin.x, at.y + line}; };
  for (const Piece& piece : pieces_of(words)) {
    if (piece.chip) {
      const float width = std::ceil(text_width(ui, piece.text, style)) + ui.px(16);
      if (at.x > origin.x && at.x + width > right) new_line();
      const float shown = std::min(width, right - at.x);
      list->AddRectFilled(at + ImVec2(0, ui.px(2)), at + ImVec2(shown, line - ui.px(2)),
                          theme::kAccentSoft, ui.px(10));
      draw_text_centred(ui, at + ImVec2(ui.px(8), 0), line, piece.text,
                        {.size = 14, .colour = theme::kAccent}, shown - ui.px(16));
      at.x += shown + ui.px(2);
      continue;
    }
    std::string_view rest = piece.text;
    while (!rest.empty()) {
      const std::vector<std::string_view> lines =
          wrap_text(ui, rest, std::max(right - at.x, ui.px(20)), style, 1);
      if (lines.empty()) break;
      const std::string_view first = lines.front();
      const float width = std::ceil(text_width(ui, first, style));
      if (at.x > origin.x && at.x + width > right) {
        new_line();
        continue;
      }
      draw_text_centred(ui, at, line, first, style);
      at.x += width;
      const size_t used = static_cast<size_t>(first.data() - rest.data()) + first.size();
      // An empty line is a line break alone.
      rest.remove_prefix(std::min(std::max(used, size_t{1}), rest.size()));
      if (!rest.empty()) new_line();
      while (!rest.empty() && (rest.front() == ' ' || rest.front() == '\n')) rest.remove_prefix(1);
    }
  }
  ImGui::Dummy({right - origin.x, at.y + line - origin.y});
}

void insert_field(DesignSession& session, const std::string& place, const std::string& locale,
                  const std::string& message, const std::vector<ConditionField>& fields) {
  Ui& ui = session.ui;
  Flow flow(ui);
  std::vector<NamedChoice> choices;
  for (const ConditionField& field : fields) choices.push_back({field.path, field.label});
  const auto picked = choose_blank(session, flow,
                                   {.key = "insert",
                                    .name = ui.tr("插入字段", "Insert a field"),
                                    .value = "",
                                    .choices = std::move(choices),
                                    .empty = ui.tr("插入字段", "Insert a field")});
  if (!picked || picked->empty()) return;
  session.run(SetText{place, locale, message + "{{ " + *picked + " }}"});
}

// What stands behind {formula 1}: as it reads.
void formulas(DesignSession& session, const std::string& place, const MessageWords& words) {
  if (words.formulas.empty()) return;
  Ui& ui = session.ui;
  const wording::Names names = formula_names(session.json(), place, session.locale());
  for (size_t i = 0; i < words.formulas.size(); ++i) {
    const std::optional<std::string> read =
        wording::write_formula(words.formulas[i], names, ui.language());
    ImGui::PushID(static_cast<int>(i));
    paragraph(ui,
              ui.tr("公式 ", "formula ") + std::to_string(i + 1) + ui.tr("：", ": ") +
                  read.value_or(words.formulas[i]),
              {.size = theme::kSmallText, .colour = theme::kTextFaint}, "formula");
    ImGui::PopID();
  }
}

}  // namespace

void message_editor(DesignSession& session, const std::string& place, std::string_view name) {
  Ui& ui = session.ui;
  const std::vector<std::string> locales = locales_of(session.json());
  const std::vector<ConditionField> fields =
      condition_fields(session.json(), place, session.locale());
  const bool wants_focus = session.takes_focus(place);
  for (size_t i = 0; i < locales.size(); ++i) {
    const std::string& locale = locales[i];
    const std::string at = pointer_child(place, locale);
    const Json* value = session.at(at);
    const std::string message =
        value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
    const MessageWords words = message_words(message, fields, ui.language());
    std::string title(name);
    if (locales.size() > 1) title += ui.tr("（", " (") + locale_words(locale) + ui.tr("）", ")");
    ImGui::PushID(locale.c_str());
    caption(ui, title, i == 0);
    const std::string problem = i == 0 ? session.problem_at(place) : std::string();
    const std::string own = session.problem_at(at);
    if ((wants_focus && i == 0) || session.takes_focus(at)) {
      ui.request_focus(ImGui::GetID("text"));
    }
    const std::string shown_problem = own.empty() ? problem : own;
    const TextFieldSpec spec{
        .name = title,
        .placeholder = ui.tr("例如：{客户} 快到期了", "e.g. {Customer} is due soon"),
        .description = ui.tr("花括号里写字段的名称", "Names of fields stand in braces"),
        .problem = shown_problem,
        .lines = 2};
    if (auto typed = text_field(ui, "text", words.text, spec)) {
      session.run(
          SetText{place, locale, message_of_words(*typed, fields, words.formulas, ui.language())});
    }
    if (ui.lost_focus(ImGui::GetID("text"))) session.document.seal();
    gap(ui, 4);
    if (words.text.find('{') != std::string::npos) draw_message(ui, words.text);
    formulas(session, place, words);
    insert_field(session, place, locale, message, fields);
    ImGui::PopID();
    gap(ui, 10);
  }
}

}  // namespace tollgate::designer
