#include "commands/support.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/model/ids.h"

namespace tollgate::designer {

const Json* object_at(const Json& document, std::string_view pointer) {
  const Json* value = find_pointer(document, pointer);
  return value != nullptr && value->is_object() ? value : nullptr;
}

const Json* array_at(const Json& document, std::string_view pointer) {
  const Json* value = find_pointer(document, pointer);
  return value != nullptr && value->is_array() ? value : nullptr;
}

Diagnostic gone(std::string_view pointer) {
  const std::string where(pointer);
  return make_error(
      "designer.gone",
      {"“" + where + "”已经不在文档里了", "'" + where + "' is no longer in the document"},
      {.pointer = where});
}

Json text_in_all_locales(const Json& document, const LocalizedText& words) {
  Json text = Json::object();
  for (const std::string& locale : locales_of(document)) text[locale] = words.in(locale);
  return text;
}

std::string fresh_id(std::string_view stem, const std::vector<std::string>& taken) {
  const auto used = [&](const std::string& id) {
    return std::find(taken.begin(), taken.end(), id) != taken.end() || model::is_reserved_name(id);
  };
  for (size_t number = 1;; ++number) {
    std::string id = std::string(stem) + "_" + std::to_string(number);
    if (!used(id)) return id;
  }
}

LocalizedText field_type_words(std::string_view type) {
  struct Entry {
    std::string_view type;
    const char* zh;
    const char* en;
  };
  static constexpr Entry kWords[] = {{"text", "文本", "Text"},
                                     {"long_text", "多行文本", "Long text"},
                                     {"number", "数字", "Number"},
                                     {"boolean", "是否", "Yes or no"},
                                     {"date", "日期", "Date"},
                                     {"time", "时间", "Time"},
                                     {"date_time", "日期时间", "Date & time"},
                                     {"duration", "时长", "Duration"},
                                     {"choice", "单选", "Choice"},
                                     {"multi_choice", "多选", "Multi-choice"},
                                     {"reference", "关联记录", "Reference"},
                                     {"list", "明细列表", "List"},
                                     {"location", "定位", "Location"},
                                     {"photo", "照片", "Photo"},
                                     {"file", "文件", "File"},
                                     {"signature", "签名", "Signature"},
                                     {"audio", "录音", "Audio"}};
  for (const Entry& entry : kWords) {
    if (entry.type == type) return {entry.zh, entry.en};
  }
  return {std::string(type), std::string(type)};
}

LocalizedText element_words(std::string_view definition) {
  struct Entry {
    std::string_view definition;
    const char* zh;
    const char* en;
  };
  static constexpr Entry kWords[] = {{"option", "选项", "Option"},
                                     {"field", "字段", "Field"},
                                     {"validation", "校验规则", "Validation"},
                                     {"section", "分组", "Section"},
                                     {"entity", "数据对象", "Entity"},
                                     {"form", "表单", "Form"},
                                     {"scorecard", "评分卡", "Scorecard"},
                                     {"criterion", "评分项", "Criterion"},
                                     {"pool", "复盘池", "Pool"},
                                     {"workflow", "流程", "Workflow"},
                                     {"stage", "阶段", "Stage"},
                                     {"requirement", "放行条件", "Requirement"},
                                     {"transition", "流转", "Transition"},
                                     {"automation", "自动化", "Automation"},
                                     {"effect", "动作", "Effect"},
                                     {"effect_notify", "动作", "Effect"},
                                     {"view", "列表视图", "View"},
                                     {"metric", "指标", "Metric"},
                                     {"threshold", "阈值", "Threshold"},
                                     {"dashboard", "看板", "Dashboard"},
                                     {"widget", "图表", "Widget"},
                                     {"quick_filter", "快速筛选", "Quick filter"},
                                     {"role", "角色", "Role"},
                                     {"menu_item", "菜单项", "Menu entry"},
                                     {"prefill", "自动带出", "Prefill"}};
  for (const Entry& entry : kWords) {
    if (entry.definition == definition) return {entry.zh, entry.en};
  }
  return {"条目", "Entry"};
}

void add_type_members(const Json& document, std::string_view type, Json& field) {
  if (type == "choice" || type == "multi_choice") {
    if (!field.contains("options")) {
      Json options = Json::array();
      for (const char* number : {"1", "2"}) {
        const std::string n(number);
        options.push_back({{"id", "option_" + n},
                           {"label", text_in_all_locales(document, {"选项 " + n, "Option " + n})}});
      }
      field["options"] = std::move(options);
    }
  } else if (type == "reference") {
    const Json* entities = array_at(document, "/entities");
    if (!field.contains("entity") && entities != nullptr && !entities->empty()) {
      field["entity"] = text_member(entities->front(), "id");
    }
  } else if (type == "list") {
    if (!field.contains("fields")) {
      field["fields"] =
          Json::array({{{"id", "text_1"},
                        {"type", "text"},
                        {"label", text_in_all_locales(document, field_type_words("text"))}}});
    }
  }
}

}  // namespace tollgate::designer
