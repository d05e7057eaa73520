// A formula in the words of those who design: labels are written and read, FEEL over ids is stored.
// What is wrong stands right below, its part is underlined, and what mends it is one key away.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "card.h"
#include "formula_parts.h"
#include "panels.h"
#include "tollgate/designer/document/expression_help.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"
#include "tollgate/designer/widgets/text.h"
#include "tollgate/wording/formula.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxFixes = 4;

class FormulaEditor {
 public:
  FormulaEditor(DesignSession& session, std::string_view pointer, bool required)
      : session_(session),
        ui_(session.ui),
        place_(pointer),
        key_(path_of_ids(session.json(), place_)),
        view_(session.formula_view(place_)),
        id_(ImGui::GetID(place_.c_str())),
        required_(required) {
    feel_ = view_.feel;
    plain_ = session.plain_formulas.contains(key_) || !view_.words;
    open_ = follow_focus();
    const bool drafted = open_ && !plain_ && session.formula_draft.feel == feel_ &&
                         !session.formula_draft.typed.empty();
    shown_ = plain_ ? feel_ : drafted ? session.formula_draft.typed : *view_.words;
    if (!plain_) reading_ = wording::read_formula(shown_, view_.names);
  }

  void draw(std::string_view name, std::string_view placeholder) {
    // Somebody who cleared the field to write anew has done nothing wrong yet.
    const bool begins_anew = feel_.empty() && !required_ && ui_.focused(id_);
    const std::string problem = begins_anew ? std::string() : problem_text();
    const std::vector<Span> marks = begins_anew ? std::vector<Span>() : marked();
    caption(ui_, name, required_);
    if (session_.takes_focus(place_)) ui_.request_focus(id_);
    const TextFieldSpec spec{.name = name,
                             .placeholder = placeholder,
                             .description = plain_ ? ui_.tr("FEEL 表达式", "FEEL expression")
                                                   : ui_.tr("公式，用字段的名称来写",
                                                            "Formula, with the names of fields"),
                             .problem = problem,
                             .lines = 2,
                             .mono = plain_,
                             .required = required_,
                             .marks = marks};
    const bool first = ui_.key(id_, Key::kEnter, kAlt);
    if (auto typed = text_field(ui_, place_.c_str(), shown_, spec)) {
      store(*std::move(typed));
      shown_ = session_.formula_draft.typed;
    }
    std::optional<std::string> next;
    if (!problem.empty()) next = fixes(first);
    if (open_) {
      ImGui::PushID((place_ + "#help").c_str());
      const bool taken = next.has_value();
      if (auto offered = offers(first && problem.empty()); offered && !taken) next = offered;
      ImGui::PopID();
    }
    if (next) {
      store(*std::move(next));
      ui_.request_focus(id_);
    }
    if (ui_.lost_focus(id_)) session_.document.seal();
    gap(ui_, 8);
  }

 private:
  // The editor is open while its field has the focus, or one of its own controls.
  bool follow_focus() {
    const uint32_t focused = ui_.focused_id();
    if (focused == id_) {
      if (session_.open_formula != place_) {
        session_.open_formula = place_;
        session_.formula_draft = {};
        session_.function_purpose.reset();
      }
      session_.formula_drawn = true;
      return true;
    }
    if (session_.open_formula != place_) return false;
    if (focused == 0 || session_.formula_controls.contains(focused)) {
      session_.formula_drawn = true;
      return true;
    }
    session_.open_formula.clear();
    session_.formula_draft = {};
    return false;
  }

  void store(std::string typed) {
    std::string feel = plain_ ? typed : wording::read_formula(typed, view_.names).feel;
    // The member goes only when the focus does: taking it away would take the editor away.
    if (feel.empty() && !required_) session_.empty_until_blur(place_, id_);
    session_.open_formula = place_;
    session_.formula_drawn = true;
    session_.formula_draft = {std::move(typed), feel};
    session_.run(SetProperty{place_, std::move(feel), true});
  }

  // Where in what is shown a part of the FEEL stands.
  Span shown_span(Span feel) const { return plain_ ? feel : reading_.source_of(feel); }

  std::string problem_text() const {
    if (!reading_.diagnostics.empty()) {
      return reading_.diagnostics.front().message.in(ui_.language());
    }
    return session_.problem_at(place_);
  }

  std::vector<Span> marked() const {
    std::vector<Span> spans;
    for (const Diagnostic& own : reading_.diagnostics) {
      if (own.place.span) spans.push_back(*own.place.span);
    }
    if (!spans.empty()) return spans;
    for (const Diagnostic& found : session_.problems()) {
      if (found.place.pointer != place_ || !found.place.span) continue;
      // Of the formula as it was checked; what was typed since may be shorter.
      if (found.place.span->end <= feel_.size()) spans.push_back(shown_span(*found.place.span));
    }
    return spans;
  }

  // What can stand in place of what is not understood.
  std::optional<std::string> fixes(bool take_first) {
    if (reading_.diagnostics.empty()) {
      fix_button(session_, place_);
      return std::nullopt;
    }
    const Diagnostic& own = reading_.diagnostics.front();
    if (!own.place.span) return std::nullopt;
    std::optional<std::string> mended;
    ImGui::PushID((place_ + "#fix").c_str());
    gap(ui_, 4);
    Flow flow(ui_, 4);
    for (size_t i = 0; i < own.candidates.size() && i < kMaxFixes; ++i) {
      const std::string name = ui_.tr("改为 ", "Change to ") + own.candidates[i];
      const ButtonSpec spec{
          .name = name, .shortcut = i == 0 ? "Alt+Enter" : "", .icon = Icon::kCheck, .small = true};
      flow.place(button_width(ui_, spec));
      ImGui::PushID(static_cast<int>(i));
      note_formula_control(session_, "fix");
      if (button(ui_, "fix", spec) || (take_first && i == 0)) {
        mended = shown_;
        mended->replace(own.place.span->begin, own.place.span->end - own.place.span->begin,
                        own.candidates[i]);
      }
      ImGui::PopID();
    }
    ImGui::PopID();
    return mended;
  }

  std::optional<std::string> offers(bool take_first) {
    std::optional<std::string> taken;
    const FormulaText text{place_, id_, shown_, view_.names};
    if (!plain_) taken = formula_offers(session_, text, take_first);
    show_help();
    if (reading_.diagnostics.empty()) {
      const Json* entity = session_.at(entity_of(session_.json(), place_));
      formula_trial(session_, {entity == nullptr ? "" : text_member(*entity, "id"), feel_, shown_,
                               [&](Span feel) { return shown_span(feel); }});
    }
    gap(ui_, 6);
    if (!plain_) {
      const bool listed = session_.function_purpose.has_value();
      note_formula_control(session_, "functions");
      if (button(ui_, "functions",
                 {.name = ui_.tr("函数", "Functions"),
                  .kind = ButtonKind::kGhost,
                  .small = true,
                  .pressed = listed})) {
        if (listed) {
          session_.function_purpose.reset();
        } else {
          session_.function_purpose = "4";  // numbers
        }
      }
      same_line(ui_, 4);
    }
    if (view_.words) {
      note_formula_control(session_, "plain");
      if (button(ui_, "plain",
                 {.name = "FEEL",
                  .description = ui_.tr("以 FEEL 和标识显示", "Show as FEEL over ids"),
                  .kind = ButtonKind::kGhost,
                  .small = true,
                  .pressed = plain_})) {
        if (!session_.plain_formulas.erase(key_)) session_.plain_formulas.insert(key_);
        session_.formula_draft = {};
        ui_.request_focus(id_);
      }
    } else {
      paragraph(ui_,
                ui_.tr("这个公式无法用名称写出来，所以以 FEEL 显示。",
                       "This formula cannot be written with labels, so it is shown as FEEL."),
                {.size = theme::kSmallText, .colour = theme::kTextFaint}, "why-feel");
    }
    if (session_.function_purpose && !plain_) {
      if (auto function = function_list(session_, text); function && !taken) taken = function;
    }
    return taken;
  }

  // What the function does that was written last.
  void show_help() {
    const std::optional<ExpressionHelp> help = expression_help(feel_);
    if (!help) return;
    gap(ui_, 4);
    paragraph(ui_, help->usage, {.size = 13, .face = Face::kMono, .colour = theme::kTextSoft},
              "usage");
    paragraph(ui_, help->description.in(ui_.language()), {.size = 13, .colour = theme::kTextSoft},
              "description");
    paragraph(ui_, help->example, {.size = 13, .face = Face::kMono, .colour = theme::kTextSoft},
              "example");
  }

  DesignSession& session_;
  Ui& ui_;
  std::string place_;
  std::string key_;
  const FormulaView& view_;  // until another revision is looked at
  uint32_t id_;
  bool required_;
  std::string feel_;
  bool plain_ = false;
  bool open_ = false;
  std::string shown_;
  wording::Reading reading_;
};

}  // namespace

void expression_editor(DesignSession& session, std::string_view pointer, std::string_view name,
                       bool required, std::string_view placeholder) {
  FormulaEditor(session, pointer, required).draw(name, placeholder);
}

void fix_button(DesignSession& session, const std::string& place) {
  const std::optional<Fix> fix = session.fix_at(place);
  if (!fix) return;
  Ui& ui = session.ui;
  gap(ui, 4);
  ImGui::PushID((place + "#fix").c_str());
  const std::string name = ui.tr("改为 ", "Change to ") + fix->replacement;
  note_formula_control(session, "fix");
  if (button(ui, "fix", {.name = name, .icon = Icon::kCheck, .small = true})) {
    session.run(SetProperty{fix->pointer, fix->text, false});
    session.focus_on(place);
  }
  ImGui::PopID();
}

}  // namespace tollgate::designer
