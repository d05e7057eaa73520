// What a gate asks for: each requirement by its kind first, with the sentence for whoever misses
// it.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "blanks.h"
#include "card.h"
#include "cells.h"
#include "message_editor.h"
#include "names.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/requirement_kinds.h"
#include "workflow_parts.h"

namespace tollgate::designer {
namespace {

constexpr const char* kAnyName = "";
constexpr const char* kOwnWords = "=";  // no field has this path

std::string kind_id(RequirementKind kind) { return std::to_string(static_cast<int>(kind)); }

std::vector<NamedChoice> kind_choices(const DesignSession& session, const std::string& place) {
  std::vector<NamedChoice> choices;
  for (const RequirementKind kind : requirement_kinds(session.json(), place)) {
    choices.push_back({kind_id(kind), kind_words(kind).in(session.ui.language())});
  }
  return choices;
}

class RequirementCard {
 public:
  RequirementCard(DesignSession& session, const std::string& requirement)
      : session_(session),
        ui_(session.ui),
        place_(requirement),
        parts_(read_requirement(session.json(), requirement)) {}

  RowTool draw(size_t index, size_t count) {
    const Json* requirement = session_.at(place_);
    if (requirement == nullptr || !requirement->is_object()) return RowTool::kNone;
    const std::string name = ui_.tr("要求 ", "Requirement ") + std::to_string(index + 1);
    const Card card(ui_, place_.c_str());
    const SemanticGroup group(ui_, "requirement", Role::kGroup, session_.label(*requirement));
    const float left = ImGui::GetCursorPosX();
    const float room = ImGui::GetContentRegionAvail().x;
    const float tools = row_tools_width(ui_);
    const float width = std::min(ui_.px(320), room - tools - ui_.px(12));
    text_cell(session_, place_ + "/label", name + ui_.tr(" 的名称", ": name"), width);
    ImGui::SameLine();
    ImGui::SetCursorPosX(left + room - tools);
    const RowTool tool = row_tools(ui_, name, index == 0, index + 1 == count);
    gap(ui_, 8);
    sentence(name);
    gap(ui_, 8);
    if (parts_.kind == RequirementKind::kCondition) {
      rule_editor(session_, place_ + "/test", name + ui_.tr(" 的条件", ": condition"), true);
    } else {
      blank_problem(session_, place_ + "/test");
    }
    message_editor(session_, place_ + "/message",
                   name + ui_.tr("：没做到的人会看到", ": what whoever misses it reads"));
    return tool;
  }

 private:
  void change(const RequirementParts& parts, bool typing = false) {
    session_.run(SetProperty{place_, requirement_of(session_.json(), place_, parts), typing});
  }

  void sentence(const std::string& name) {
    Flow flow(ui_);
    const auto kind = choose_blank(session_, flow,
                                   {.key = "kind",
                                    .name = name + ui_.tr(" 的种类", ": kind"),
                                    .value = kind_id(parts_.kind),
                                    .choices = kind_choices(session_, place_)});
    if (kind) {
      const auto wanted = static_cast<RequirementKind>(std::atoi(kind->c_str()));
      if (wanted != parts_.kind) change(parts_of_kind(session_.json(), place_, wanted));
      return;
    }
    if (parts_.kind == RequirementKind::kCondition) return;
    flow.words(ui_.tr("：", ":"));
    field(flow, name);
    switch (parts_.kind) {
      case RequirementKind::kFile:
        flow.words(ui_.tr("，至少", "with at least"));
        least(flow, ui_.tr("最少页数", "Minimum number of slides or pages"));
        flow.words(ui_.tr("页，文件名包含", "slides or pages, its name containing"));
        file_name(flow);
        break;
      case RequirementKind::kScore:
        flow.words(ui_.tr("至少", "at least"));
        least(flow, ui_.tr("最低分", "Minimum points"));
        flow.words(ui_.tr("分", "points"));
        break;
      case RequirementKind::kRecent:
        flow.words(ui_.tr("在最近", "within the last"));
        least(flow, ui_.tr("天数", "Days"));
        flow.words(ui_.tr("天内", "days"));
        break;
      default:
        break;
    }
  }

  void field(Flow& flow, const std::string& name) {
    const auto picked = choose_blank(
        session_, flow,
        {.key = "field",
         .name = name + (parts_.kind == RequirementKind::kScore ? ui_.tr(" 的评分卡", ": scorecard")
                                                                : ui_.tr(" 的字段", ": field")),
         .value = parts_.field,
         .choices = requirement_fields(session_.json(), place_, parts_.kind, session_.locale())});
    if (!picked) return;
    RequirementParts next = parts_;
    next.field = *picked;
    change(next);
  }

  void least(Flow& flow, const std::string& name) {
    const std::string key = place_ + "#least";
    const auto draft = session_.drafts.find(key);
    const std::string stored = parts_.least == 0 && parts_.kind == RequirementKind::kFile
                                   ? ""
                                   : std::to_string(parts_.least);
    flow.place(ui_.px(76));
    const auto typed = text_field(
        ui_, "least", draft != session_.drafts.end() ? draft->second : stored,
        {.name = name, .placeholder = ui_.tr("不限", "any"), .numeric = true, .width = ui_.px(76)});
    if (typed) {
      session_.drafts[key] = *typed;
      const bool digits =
          typed->size() < 9 && typed->find_first_not_of("0123456789") == std::string::npos;
      if (digits && (!typed->empty() || parts_.kind == RequirementKind::kFile)) {
        RequirementParts next = parts_;
        next.least = typed->empty() ? 0 : std::atoll(typed->c_str());
        change(next, true);
      }
    }
    if (ui_.lost_focus(ImGui::GetID("least"))) {
      session_.drafts.erase(key);
      session_.document.seal();
    }
  }

  void file_name(Flow& flow) {
    std::vector<NamedChoice> choices = name_fields(session_.json(), place_, session_.locale());
    choices.push_back({kOwnWords, ui_.tr("一段文字…", "some words…")});
    const std::string key = place_ + "#words";
    const bool words =
        (!parts_.name.empty() && !parts_.name_is_field) || session_.open_groups.contains(key);
    const auto picked = choose_blank(session_, flow,
                                     {.key = "name",
                                      .name = ui_.tr("文件名包含什么", "What its name contains"),
                                      .value = words ? kOwnWords : parts_.name,
                                      .choices = std::move(choices),
                                      .empty = ui_.tr("不限", "anything"),
                                      .clearable = true});
    if (picked) {
      RequirementParts next = parts_;
      next.name = *picked == kOwnWords ? std::string(kAnyName) : *picked;
      next.name_is_field = *picked != kOwnWords && !picked->empty();
      if (*picked == kOwnWords) {
        session_.open_groups.insert(key);
      } else {
        session_.open_groups.erase(key);
      }
      if (next != parts_) change(next);
      return;
    }
    if (!words) return;
    const float width = std::min(ui_.px(180), flow.room());
    flow.place(width);
    if (auto typed =
            text_field(ui_, "name-words", parts_.name,
                       {.name = ui_.tr("文件名中的文字", "Words in its name"), .width = width})) {
      RequirementParts next = parts_;
      next.name = *typed;
      next.name_is_field = false;
      change(next, true);
    }
    if (ui_.lost_focus(ImGui::GetID("name-words"))) session_.document.seal();
  }

  DesignSession& session_;
  Ui& ui_;
  std::string place_;
  RequirementParts parts_;
};

}  // namespace

void gate_editor(DesignSession& session, const std::string& stage) {
  Ui& ui = session.ui;
  const std::string list = stage + "/requires";
  heading(ui, "gate", ui.tr("进入这个阶段要满足", "To enter this stage"), 3);
  gap(ui, 8);
  const Json* requires_list = session.at(list);
  const size_t count =
      requires_list != nullptr && requires_list->is_array() ? requires_list->size() : 0;
  if (count == 0) {
    paragraph(ui, ui.tr("没有要求：谁都可以直接进入。", "Nothing is required: the gate is open."),
              {.colour = theme::kTextFaint}, "open");
    gap(ui, 8);
  }
  std::optional<Command> command;
  for (size_t i = 0; i < count; ++i) {
    const std::string place = pointer_child(list, i);
    RequirementCard card(session, place);
    const RowTool tool = card.draw(i, count);
    if (tool == RowTool::kUp) command = MoveItem{place, i - 1};
    if (tool == RowTool::kDown) command = MoveItem{place, i + 2};
    if (tool == RowTool::kRemove) command = RemoveItem{place};
    gap(ui, 8);
  }
  Flow flow(ui);
  const auto kind =
      choose_blank(session, flow,
                   {.key = "add-requirement",
                    .name = ui.tr("添加要求", "Add a requirement"),
                    .value = "",
                    // Its fields are those of the workflow's entity, whichever requirement asks.
                    .choices = kind_choices(session, pointer_child(list, count)),
                    .empty = ui.tr("＋ 添加要求", "+ Add a requirement"),
                    .place = list});
  if (kind && !kind->empty()) {
    command = AddRequirement{stage, static_cast<RequirementKind>(std::atoi(kind->c_str()))};
  }
  if (!command) return;
  const bool removes = std::holds_alternative<RemoveItem>(*command);
  const bool adds = std::holds_alternative<AddRequirement>(*command);
  if (!session.run(*command)) return;
  session.document.select(stage);
  if (adds) session.focus_on(pointer_child(list, count) + "/label");
  if (removes) say_removed(session, ui.tr("要求", "the requirement"));
}

}  // namespace tollgate::designer
