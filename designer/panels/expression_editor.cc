// FEEL, with what is wrong about it right below.
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {

void expression_editor(Bench& bench, std::string_view pointer, std::string_view name, bool required,
                       std::string_view placeholder) {
  Ui& ui = bench.ui;
  const std::string place(pointer);
  const Json* value = bench.at(place);
  const std::string text =
      value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  const std::string problem = bench.problem_at(place);
  caption(ui, name, required);
  if (bench.takes_focus(place)) ui.request_focus(ImGui::GetID(place.c_str()));
  const TextFieldSpec spec{.name = name,
                           .placeholder = placeholder,
                           .description = ui.tr("FEEL 表达式", "FEEL expression"),
                           .problem = problem,
                           .lines = 2,
                           .mono = true,
                           .required = required};
  if (auto typed = text_field(ui, place.c_str(), text, spec)) {
    if (typed->empty() && !required) {
      bench.run(UnsetProperty{place});
    } else {
      bench.run(SetProperty{place, *std::move(typed), true});
    }
  }
  if (ui.lost_focus(ImGui::GetID(place.c_str()))) bench.document.seal();
  gap(ui, 8);
}

void condition_editor(Bench& bench, std::string_view pointer, std::string_view name,
                      std::string_view never, std::string_view always, bool absent_means) {
  Ui& ui = bench.ui;
  const std::string place(pointer);
  const Json* value = bench.at(place);
  int mode = absent_means ? 1 : 0;
  if (value != nullptr && value->is_boolean()) mode = value->get<bool>() ? 1 : 0;
  if (value != nullptr && value->is_string()) mode = 2;
  caption(ui, name);
  const Choice choices[] = {{"never", std::string(never), Icon::kNone},
                            {"always", std::string(always), Icon::kNone},
                            {"when", ui.tr("按条件", "Condition"), Icon::kNone}};
  if (const auto picked =
          segments(ui, (place + "#mode").c_str(), name, choices, mode, SegmentKind::kRadios)) {
    if (*picked == 2) {
      bench.run(SetProperty{place, Json("true"), false});
      bench.focus_on(place);
    } else if ((*picked == 1) == absent_means) {
      bench.run(UnsetProperty{place});
    } else {
      bench.run(SetProperty{place, Json(*picked == 1), false});
    }
  }
  gap(ui, 8);
  if (mode == 2) {
    const std::string condition = std::string(name) + ui.tr("条件", " when");
    expression_editor(bench, place, condition, false,
                      ui.tr("例如：amount > 100", "e.g. amount > 100"));
  }
}

}  // namespace tollgate::designer
