// Below the formula that is written: what it and its parts give on a record.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "formula_parts.h"
#include "panels.h"
#include "sample_record.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr size_t kMaxPartsShown = 8;

struct PartValue {
  std::string words, value;
};

// Each part once, in the words in which it is written; without the whole, which stands above.
std::vector<PartValue> part_values(const FormulaTrialText& text, const Json& reply) {
  std::vector<PartValue> parts;
  for (const Json& part : reply.value("parts", Json::array())) {
    const Span feel{part.value("begin", 0u), part.value("end", 0u)};
    if (feel.end - feel.begin >= text.feel.size()) continue;
    const Span span = text.source_of(feel);
    if (span.begin >= span.end || span.end > text.shown.size()) continue;
    std::string words = text.shown.substr(span.begin, span.end - span.begin);
    const auto known = [&](const PartValue& other) { return other.words == words; };
    if (std::any_of(parts.begin(), parts.end(), known)) continue;
    parts.push_back({std::move(words), text_member(part, "value")});
  }
  return parts;
}

}  // namespace

void formula_trial(DesignSession& session, const FormulaTrialText& text) {
  Ui& ui = session.ui;
  if (text.feel.empty() || text.entity.empty()) return;
  gap(ui, 8);
  const SemanticGroup group(ui, "trial", Role::kGroup, ui.tr("试算", "Tried on a record"));
  note_formula_control(session, "formula#record");
  const std::string record =
      sample_record_chooser(session, "formula", text.entity, ImGui::GetContentRegionAvail().x);
  if (record.empty()) return;
  const LiveAnswer& answer =
      session.live.ask("formula", "formula.try",
                       {{"entity", text.entity}, {"record", record}, {"formula", text.feel}});
  gap(ui, 6);
  if (!answer.reply || text_member(*answer.reply, "record") != record) {
    if (!answer.waiting && !answer.problem.empty()) {
      paragraph(ui, answer.problem, {.size = theme::kSmallText, .colour = theme::kTextFaint},
                "refused");
    }
    return;
  }
  const Json& reply = *answer.reply;
  const TextStyle soft{.size = 13, .colour = theme::kTextSoft};
  paragraph(ui, ui.tr("结果：", "Result: ") + text_member(reply, "value"),
            {.size = 13.5f, .face = Face::kSemibold}, "result");
  if (const std::string problem = text_member(reply, "problem"); !problem.empty()) {
    paragraph(ui, problem, {.size = 13, .colour = theme::kWarning}, "problem");
  }
  const std::vector<PartValue> parts = part_values(text, reply);
  for (size_t i = 0; i < std::min(parts.size(), kMaxPartsShown); ++i) {
    ImGui::PushID(static_cast<int>(i));
    paragraph(ui, parts[i].words + "  =  " + parts[i].value, soft, "part");
    ImGui::PopID();
  }
}

}  // namespace tollgate::designer
