// What people call the parts of a document, in both languages.
#include <utility>

#include "schema_check.h"

namespace tollgate::model {
namespace {

struct Noun {
  std::string_view key;
  const char* zh;
  const char* en;
};

constexpr Noun kNouns[] = {
    {"app", "应用文档", "app document"},
    {"id", "标识", "id"},
    {"text", "文本", "text"},
    {"message", "消息", "message"},
    {"expression", "表达式", "expression"},
    {"role", "角色", "role"},
    {"menu_item", "菜单项", "menu item"},
    {"users", "用户设置", "users setting"},
    {"entity", "实体", "entity"},
    {"option", "选项", "option"},
    {"field", "字段", "field"},
    {"validation", "校验", "validation"},
    {"form", "表单", "form"},
    {"section", "分组", "section"},
    {"form_field", "表单字段", "form field"},
    {"prefill", "预填", "prefill"},
    {"prefill.set", "预填赋值", "prefill assignment"},
    {"scorecard", "评分卡", "scorecard"},
    {"criterion", "评分项", "criterion"},
    {"pool", "池", "pool"},
    {"workflow", "流程", "workflow"},
    {"stage", "阶段", "stage"},
    {"requirement", "准入要求", "requirement"},
    {"transition", "流转", "transition"},
    {"automation", "自动化", "automation"},
    {"automation.on", "触发器", "trigger"},
    {"effect", "效果", "effect"},
    {"effect_notify", "通知效果", "notify effect"},
    {"effect_set_field", "赋值效果", "set_field effect"},
    {"view", "视图", "view"},
    {"view.columns", "列", "column"},
    {"view.sort", "排序", "sort key"},
    {"drill.sort", "排序", "sort key"},
    {"metric", "指标", "metric"},
    {"metric.window", "时间窗口", "window"},
    {"threshold", "阈值", "threshold"},
    {"dashboard", "看板", "dashboard"},
    {"dashboard.filters", "看板筛选", "dashboard filter"},
    {"widget", "部件", "widget"},
    {"drill", "下钻", "drill-down"},
    {"quick_filter", "快速筛选", "quick filter"},
    {"quick_filter.tags", "根因标签", "root-cause tag"},
    {"sample_data", "样例数据", "sample data"},
};

}  // namespace

LocalizedText noun_text(std::string_view noun) {
  for (const Noun& known : kNouns) {
    if (known.key == noun) return {known.zh, known.en};
  }
  return {std::string(noun), std::string(noun)};
}

}  // namespace tollgate::model
