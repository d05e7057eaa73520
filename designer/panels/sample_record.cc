#include "sample_record.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

constexpr int kRecordsOffered = 30;

}  // namespace

std::string sample_record_chooser(DesignSession& session, std::string_view key,
                                  const std::string& entity, float width) {
  Ui& ui = session.ui;
  const LiveAnswer& answer = session.live.ask(std::string(key) + "#records", "record.list",
                                              {{"entity", entity}, {"limit", kRecordsOffered}});
  std::vector<Choice> choices;
  if (answer.reply && answer.reply->contains("rows")) {
    for (const Json& row : answer.reply->at("rows")) {
      choices.push_back({text_member(row, "record"), text_member(row, "title"), Icon::kNone});
      if (choices.back().label.empty()) {
        choices.back().label =
            ui.tr("第 ", "Record ") + std::to_string(choices.size()) + ui.tr(" 条记录", "");
      }
    }
  }
  std::string& chosen = session.drafts["sample:" + entity];
  const auto there = [&](const Choice& choice) { return choice.id == chosen; };
  if (std::none_of(choices.begin(), choices.end(), there)) {
    chosen = choices.empty() ? std::string() : choices.front().id;
  }
  const char* nothing =
      answer.waiting ? ui.tr("正在读取…", "Reading…") : ui.tr("还没有记录", "No records yet");
  if (auto picked = combo(ui, (std::string(key) + "#record").c_str(), chosen, choices,
                          {.name = ui.tr("试算记录", "Sample record"),
                           .empty_label = nothing,
                           .disabled = choices.empty(),
                           .width = width})) {
    chosen = *picked;
  }
  return chosen;
}

const Json* sample_scores(DesignSession& session, std::string_view key, const std::string& entity,
                          const std::string& record) {
  if (record.empty()) return nullptr;
  const LiveAnswer& answer = session.live.ask(std::string(key) + "#scores", "record.get",
                                              {{"entity", entity}, {"record", record}});
  if (!answer.reply) return nullptr;
  const auto scores = answer.reply->find("scores");
  return scores != answer.reply->end() && scores->is_array() ? &*scores : nullptr;
}

}  // namespace tollgate::designer
