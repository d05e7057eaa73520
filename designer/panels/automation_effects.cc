// What an automation does: cards, one an effect, in the order in which they are done.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "automation_parts.h"
#include "blanks.h"
#include "card.h"
#include "cells.h"
#include "message_editor.h"
#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/schema_view.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

constexpr const char* kByFormula = "=";  // no recipient has this id

// A FEEL text of these characters.
std::string feel_text(const std::string& text) { return Json(text).dump(); }

class EffectCard {
 public:
  EffectCard(DesignSession& session, const std::string& automation, const std::string& effect)
      : session_(session), ui_(session.ui), automation_(automation), effect_(effect) {}

  void draw(size_t index, size_t count) {
    const Json* effect = session_.at(effect_);
    if (effect == nullptr || !effect->is_object()) return;
    const Card card(ui_, effect_.c_str());
    head(*effect, index, count);
    gap(ui_, 8);
    if (text_member(*effect, "type") == "set_field") {
      set_field(*effect);
    } else {
      notify(*effect);
    }
    blank_problem(session_, effect_);
  }

 private:
  void head(const Json& effect, size_t index, size_t count) {
    const bool sets = text_member(effect, "type") == "set_field";
    std::string name = sets ? ui_.tr("填写字段", "Set a field") : ui_.tr("通知", "Tell people");
    if (count > 1) name += " " + std::to_string(index + 1);
    const float left = ImGui::GetCursorPosX();
    const float room = ImGui::GetContentRegionAvail().x;
    ImGui::BeginGroup();
    heading(ui_, "head", name, 3);
    ImGui::EndGroup();
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + room - row_tools_width(ui_));
    tool_ = row_tools(ui_, name, index == 0, index + 1 == count);
  }

 public:
  // What is to be done with the card.
  RowTool tool() const { return tool_; }

 private:
  std::vector<NamedChoice> recipients() const {
    return recipient_choices(session_.json(), automation_, session_.locale());
  }

  // Whom the formula names is written as one, also where it names them by choices.
  std::string formula_key() const {
    return "formula:" + path_of_ids(session_.json(), automation_) + effect_;
  }

  void change(Json next) { session_.run(SetProperty{effect_, std::move(next), false}); }

  void notify(const Json& effect) {
    const SemanticGroup group(ui_, "notify", Role::kGroup, ui_.tr("通知", "Tell people"));
    const bool formula = session_.open_groups.contains(formula_key());
    const auto chosen = formula ? std::nullopt : recipients_of(effect);
    Flow flow(ui_);
    flow.words(ui_.tr("告诉", "Tell"));
    if (chosen) chips(flow, effect, *chosen);
    add_recipient(flow, effect, chosen);
    flow.words(ui_.tr("，用", "by"));
    channel(flow, effect);
    urgent(flow, effect);
    if (!chosen) {
      gap(ui_, 8);
      expression_editor(session_, effect_ + "/to", ui_.tr("收件人的公式", "Formula for whom"), true,
                        "");
    }
    blank_problem(session_, effect_ + "/roles");
    if (chosen) blank_problem(session_, effect_ + "/to");
    gap(ui_, 10);
    message_editor(session_, effect_ + "/message", ui_.tr("内容", "Message"));
  }

  void chips(Flow& flow, const Json& effect, const std::vector<std::string>& chosen) {
    const std::vector<NamedChoice> all = recipients();
    for (size_t i = 0; i < chosen.size(); ++i) {
      const auto known = std::ranges::find(all, chosen[i], &NamedChoice::id);
      const std::string label =
          known != all.end() ? known->label : ui_.tr("不存在的人", "somebody who no longer exists");
      const ButtonSpec spec{.name = label,
                            .description = ui_.tr("点一下移除", "Press to remove"),
                            .icon = Icon::kClose};
      flow.place(button_width(ui_, spec));
      ImGui::PushID(static_cast<int>(i));
      const bool pressed = button(ui_, "recipient", spec);
      ImGui::PopID();
      if (!pressed) continue;
      std::vector<std::string> rest = chosen;
      rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(i));
      change(with_recipients(effect, rest));
      ui_.announce(ui_.tr("已移除：", "Removed: ") + label);
      return;
    }
  }

  void add_recipient(Flow& flow, const Json& effect,
                     const std::optional<std::vector<std::string>>& chosen) {
    std::vector<NamedChoice> choices = recipients();
    if (chosen) {
      std::erase_if(choices, [&](const NamedChoice& choice) {
        return std::ranges::find(*chosen, choice.id) != chosen->end();
      });
      choices.push_back({kByFormula, ui_.tr("按公式…", "By a formula…")});
    }
    const bool none = !chosen || chosen->empty();
    const auto picked = choose_blank(session_, flow,
                                     {.key = "add-recipient",
                                      .name = ui_.tr("添加收件人", "Add a recipient"),
                                      .value = "",
                                      .choices = std::move(choices),
                                      .empty = !chosen ? ui_.tr("改为选择", "choose instead")
                                               : none  ? ui_.tr("选择收件人", "choose whom")
                                                       : ui_.tr("再加一人", "one more"),
                                      .place = effect_ + "/to"});
    if (!picked || picked->empty()) return;
    if (*picked == kByFormula) {
      session_.open_groups.insert(formula_key());
      if (!effect.contains("to")) session_.run(SetProperty{effect_ + "/to", "", false});
      session_.focus_on(effect_ + "/to");
      return;
    }
    session_.open_groups.erase(formula_key());
    std::vector<std::string> next = chosen.value_or(std::vector<std::string>());
    next.push_back(*picked);
    change(with_recipients(effect, next));
  }

  void channel(Flow& flow, const Json& effect) {
    std::vector<NamedChoice> choices;
    for (const std::string& value : values_of("effect_notify", "channel")) {
      choices.push_back({value, value_words("channel", value).in(ui_.language())});
    }
    const auto picked = choose_blank(session_, flow,
                                     {.key = "channel",
                                      .name = ui_.tr("通过什么", "By what"),
                                      .value = text_member(effect, "channel"),
                                      .choices = std::move(choices),
                                      .place = effect_ + "/channel"});
    if (picked) session_.run(SetProperty{effect_ + "/channel", *picked, false});
  }

  void urgent(Flow& flow, const Json& effect) {
    const auto found = effect.find("urgent");
    const bool on = found != effect.end() && found->is_boolean() && found->get<bool>();
    const ButtonSpec spec{.name = ui_.tr("紧急", "Urgent"), .icon = Icon::kWarning, .pressed = on};
    flow.place(button_width(ui_, spec));
    if (!button(ui_, "urgent", spec)) return;
    if (on) {
      session_.run(UnsetProperty{effect_ + "/urgent"});
    } else {
      session_.run(SetProperty{effect_ + "/urgent", true, false});
    }
  }

  void member_blank(Flow& flow, const char* member, const std::string& name,
                    const std::string& empty) {
    std::vector<NamedChoice> choices;
    for (Candidate& one : reference_candidates(session_, effect_, member)) {
      choices.push_back({std::move(one.id), std::move(one.label)});
    }
    const Json* effect = session_.at(effect_);
    const auto picked = choose_blank(session_, flow,
                                     {.key = member,
                                      .name = name,
                                      .value = text_member(*effect, member),
                                      .choices = std::move(choices),
                                      .empty = empty,
                                      .clearable = !empty.empty(),
                                      .place = effect_ + "/" + member});
    if (!picked) return;
    Json next = *effect;
    next[member] = *picked;
    if (picked->empty()) next.erase(member);
    // Another record has other fields, another field other values.
    if (std::string(member) == "record") next["field"] = "";
    next["value"] = "null";
    change(std::move(next));
  }

  // The field that is set, of whichever entity; nullptr while none is chosen.
  const Json* target_field(const Json& effect) const {
    const Json& json = session_.json();
    const Json* on = session_.at(automation_ + "/on");
    std::string entity =
        on == nullptr ? "" : pointer_by_id(json, "entities", text_member(*on, "entity"));
    const Json* field = field_of(entity, text_member(effect, "record"));
    if (field != nullptr) entity = pointer_by_id(json, "entities", text_member(*field, "entity"));
    return field_of(entity, text_member(effect, "field"));
  }
  const Json* field_of(const std::string& entity, const std::string& id) const {
    if (entity.empty() || id.empty()) return nullptr;
    const Json* fields = session_.at(entity + "/fields");
    const auto index = fields == nullptr ? std::nullopt : index_by_id(*fields, id);
    return index ? &(*fields)[*index] : nullptr;
  }

  void set_field(const Json& effect) {
    const SemanticGroup group(ui_, "set-field", Role::kGroup, ui_.tr("填写字段", "Set a field"));
    Flow flow(ui_);
    flow.words(ui_.tr("把", "Set"));
    if (ui_.language() == Language::kChinese) {
      member_blank(flow, "record", "哪条记录", "这条记录");
      flow.words("的");
      member_blank(flow, "field", "哪个字段", "");
      flow.words("填为");
    } else {
      member_blank(flow, "field", "Which field", "");
      flow.words("of");
      member_blank(flow, "record", "Of which record", "this record");
      flow.words("to");
    }
    const std::vector<NamedChoice> values = fixed_values(effect);
    const std::string value = text_member(effect, "value");
    const bool fixed = std::ranges::find(values, value, &NamedChoice::id) != values.end();
    if (!values.empty()) {
      std::vector<NamedChoice> choices = values;
      choices.push_back({kByFormula, ui_.tr("按公式…", "By a formula…")});
      const auto picked = choose_blank(session_, flow,
                                       {.key = "value",
                                        .name = ui_.tr("什么值", "Which value"),
                                        .value = fixed ? value : kByFormula,
                                        .choices = std::move(choices)});
      if (picked) {
        session_.run(SetProperty{effect_ + "/value", *picked == kByFormula ? "" : *picked, false});
        if (*picked == kByFormula) session_.focus_on(effect_ + "/value");
      }
    }
    for (const char* member : {"record", "field"}) blank_problem(session_, effect_ + "/" + member);
    if (fixed) {
      blank_problem(session_, effect_ + "/value");
      return;
    }
    gap(ui_, 8);
    expression_editor(session_, effect_ + "/value", ui_.tr("值的公式", "Formula for the value"),
                      true, ui_.tr("例如：今天 + 7天", "e.g. today + 7 days"));
  }

  // Values that are chosen and not computed: options, yes and no, nothing; as FEEL.
  std::vector<NamedChoice> fixed_values(const Json& effect) const {
    std::vector<NamedChoice> values;
    const Json* field = target_field(effect);
    if (field == nullptr) return values;
    const std::string type = text_member(*field, "type");
    const auto known = model::field_type_of(type);
    const auto options = field->find("options");
    if (options != field->end() && options->is_array()) {
      for (const Json& option : *options) {
        if (!option.is_object()) continue;
        values.push_back({feel_text(text_member(option, "id")), session_.label(option)});
      }
    } else if (known && model::info_of(*known).shape == model::ValueShape::kBoolean) {
      values.push_back({"true", ui_.tr("是", "Yes")});
      values.push_back({"false", ui_.tr("否", "No")});
    }
    values.push_back({"null", ui_.tr("空", "nothing")});
    return values;
  }

  DesignSession& session_;
  Ui& ui_;
  std::string automation_;
  std::string effect_;
  RowTool tool_ = RowTool::kNone;
};

Json new_effect(const DesignSession& session, const std::string& automation, bool sets) {
  if (sets) return {{"type", "set_field"}, {"field", ""}, {"value", "null"}};
  Json message = Json::object();
  for (const std::string& locale : locales_of(session.json())) message[locale] = "";
  Json effect = {{"type", "notify"}, {"channel", "in_app"}, {"message", std::move(message)}};
  const auto all = recipient_choices(session.json(), automation, session.locale());
  return all.empty() ? effect : with_recipients(effect, {all.front().id});
}

}  // namespace

void automation_effects(DesignSession& session, const std::string& automation) {
  Ui& ui = session.ui;
  const std::string list = automation + "/effects";
  heading(ui, "then", ui.tr("那么", "Then"), 2);
  gap(ui, 8);
  const Json* effects = session.at(list);
  const size_t count = effects != nullptr && effects->is_array() ? effects->size() : 0;
  std::optional<Command> command;
  for (size_t i = 0; i < count; ++i) {
    const std::string effect = pointer_child(list, i);
    EffectCard card(session, automation, effect);
    card.draw(i, count);
    if (card.tool() == RowTool::kUp) command = MoveItem{effect, i - 1};
    if (card.tool() == RowTool::kDown) command = MoveItem{effect, i + 2};
    if (card.tool() == RowTool::kRemove) command = RemoveItem{effect};
    gap(ui, 8);
  }
  blank_problem(session, list);
  const auto add = [&](const char* key, const char* name, Icon icon, bool sets) {
    if (!button(ui, key, {.name = name, .icon = icon, .small = true})) return;
    Json next = effects != nullptr && effects->is_array() ? *effects : Json::array();
    next.push_back(new_effect(session, automation, sets));
    session.run(SetProperty{list, std::move(next), false});
    session.focus_on(pointer_child(list, count) + (sets ? "/field" : "/to"));
  };
  add("add-notify", ui.tr("再通知一些人", "Tell people, too"), Icon::kPlus, false);
  same_line(ui, 8);
  add("add-set", ui.tr("填写一个字段", "Set a field, too"), Icon::kPlus, true);
  if (!command) return;
  const bool removes = std::holds_alternative<RemoveItem>(*command);
  session.run(*command);
  session.document.select(automation);
  if (removes) say_removed(session, ui.tr("动作", "the effect"));
}

}  // namespace tollgate::designer
