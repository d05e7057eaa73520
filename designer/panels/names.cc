#include "names.h"

#include <algorithm>

#include "tollgate/designer/document/words.h"

namespace tollgate::designer {
namespace {

struct Words {
  std::string_view key;
  const char* zh;
  const char* en;
};

// Sorted by nothing but kinship; looked through from the top. A key "metric.value" wins over
// "value".
constexpr Words kProperties[] = {
    {"automation.on", "触发条件", "Trigger"},
    {"automation.when", "附加条件", "Only when"},
    {"criterion.met", "得分条件", "Met when"},
    {"criterion.fields", "相关字段", "Fields that answer it"},
    {"criterion.points", "分值", "Points"},
    {"effect_notify.to", "发给谁", "To"},
    {"effect_set_field.record", "填到哪条记录", "Record to set"},
    {"effect_set_field.value", "设为", "Value"},
    {"form.scorecard", "评分卡", "Scorecard beside the form"},
    {"metric.value", "取值", "Value"},
    {"metric.test", "占比条件", "Share of records where"},
    {"option.points", "分值", "Points"},
    {"quick_filter.when", "筛选条件", "Condition"},
    {"requirement.test", "放行条件", "Let through when"},
    {"requirement.message", "缺少时的提示", "Message when missing"},
    {"requirement.fields", "需要填写的字段", "Fields to fill"},
    {"scorecard.when", "何时评分", "Scored when"},
    {"stage.requires", "进入阶段的放行条件", "Gate: what must hold to enter"},
    {"stage.kind", "阶段类型", "Kind"},
    {"transition.from", "从", "From"},
    {"transition.to", "到", "To"},
    {"validation.test", "必须成立", "Must hold"},
    {"widget.type", "图表类型", "Kind"},
    {"view.mine", "只看我的", "Only mine"},
    {"aggregate", "统计方式", "Aggregate"},
    {"accept", "允许的文件类型", "Accepted file types"},
    {"advice", "改进建议", "Advice"},
    {"at_least", "不低于", "At least"},
    {"automations", "自动化", "Automations"},
    {"below", "低于", "Below"},
    {"capture", "由设备现场采集", "Taken by the device"},
    {"channel", "渠道", "Channel"},
    {"collapsed", "默认折叠", "Folded at first"},
    {"columns", "列", "Columns"},
    {"computed", "计算公式", "Computed from"},
    {"keep_when_hidden", "隐藏时保留已填内容", "Keep what it holds while hidden"},
    {"core", "核心字段（速填模式显示）", "Core field (short mode)"},
    {"criteria", "评分项", "Criteria"},
    {"dashboards", "看板", "Dashboards"},
    {"days", "天数", "Days"},
    {"decimals", "小数位数", "Decimals"},
    {"default", "默认值", "Default value"},
    {"descending", "降序", "Descending"},
    {"drill", "下钻", "Drill-down"},
    {"effects", "动作", "Effects"},
    {"entities", "数据对象", "Entities"},
    {"entity", "数据对象", "Entity"},
    {"event", "事件", "Event"},
    {"field", "字段", "Field"},
    {"fields", "字段", "Fields"},
    {"files", "文件", "Files"},
    {"filter", "筛选条件", "Filter"},
    {"filters", "筛选器", "Filters"},
    {"form", "表单", "Form"},
    {"format", "显示格式", "Format"},
    {"forms", "表单", "Forms"},
    {"from", "来源字段", "From"},
    {"group_by", "分组", "Group by"},
    {"help", "说明文字", "Help text"},
    {"id", "标识（不会改变）", "Id (never changes)"},
    {"kind", "类型", "Kind"},
    {"label", "名称", "Label"},
    {"level", "级别", "Level"},
    {"limit", "最多条数", "At most"},
    {"locales", "语言", "Languages"},
    {"max_items", "最多项数", "At most items"},
    {"max_length", "最多字数", "Longest"},
    {"max_size_bytes", "文件大小上限（字节）", "Largest file (bytes)"},
    {"maximum", "最大值", "Maximum"},
    {"menu", "菜单", "Menu"},
    {"message", "提示文字", "Message"},
    {"metric", "指标", "Metric"},
    {"metrics", "指标", "Metrics"},
    {"min_items", "最少项数", "At least items"},
    {"min_length", "最少字数", "Shortest"},
    {"minimum", "最小值", "Minimum"},
    {"multiple", "允许多个", "Several"},
    {"numerator", "分子", "Numerator"},
    {"denominator", "分母", "Denominator"},
    {"on", "触发条件", "Trigger"},
    {"options", "选项", "Options"},
    {"order", "排序", "Order"},
    {"owner", "负责人字段", "Owner field"},
    {"pattern", "格式（正则）", "Pattern"},
    {"placeholder", "占位提示", "Placeholder"},
    {"points", "分值", "Points"},
    {"pool", "复盘池", "Pool"},
    {"pools", "复盘池", "Pools"},
    {"prefill", "自动带出", "Prefill"},
    {"quick_filters", "快速筛选", "Quick filters"},
    {"read_only", "只读", "Read-only"},
    {"retired_ids", "不再使用的标识", "Ids no longer used"},
    {"records", "记录", "Records"},
    {"required", "必填", "Required"},
    {"requires", "放行条件", "Requirements"},
    {"role", "角色", "Role"},
    {"roles", "角色", "Roles"},
    {"sample_data", "示例数据", "Sample data"},
    {"scorecard", "评分卡", "Scorecard"},
    {"scorecards", "评分卡", "Scorecards"},
    {"search", "可搜索字段", "Searched fields"},
    {"sections", "分组", "Sections"},
    {"set", "带出的字段", "Fields to fill"},
    {"severity", "严重程度", "Severity"},
    {"sort", "排序", "Sort"},
    {"speech", "语音输入", "Speech to text"},
    {"stage", "阶段", "Stage"},
    {"stage_field", "阶段字段", "Stage field"},
    {"stages", "阶段", "Stages"},
    {"submit_label", "提交按钮文字", "Submit button"},
    {"tags", "原因标签", "Root-cause tags"},
    {"target", "打开", "Opens"},
    {"target_seconds", "目标填写时长（秒）", "Target time (seconds)"},
    {"test", "条件", "Condition"},
    {"thresholds", "阈值", "Thresholds"},
    {"time_zone", "时区", "Time zone"},
    {"title", "标题公式", "Title"},
    {"to", "到", "To"},
    {"transitions", "允许的流转", "Allowed moves"},
    {"type", "类型", "Type"},
    {"unit", "单位", "Unit"},
    {"users", "用户", "People"},
    {"validations", "校验规则", "Validations"},
    {"value", "取值", "Value"},
    {"version", "版本", "Version"},
    {"view", "列表视图", "View"},
    {"views", "列表视图", "Views"},
    {"visible", "显示", "Visible"},
    {"watermark", "加水印", "Watermark"},
    {"when", "条件", "When"},
    {"widgets", "图表", "Widgets"},
    {"width", "宽度", "Width"},
    {"window", "时间范围", "Time window"},
    {"workflow", "流程", "Workflow"},
    {"workflows", "流程与关卡", "Workflows and gates"},
};

constexpr Words kValues[] = {
    {"format.duration", "时长", "Duration"},
    {"format.number", "数字", "Number"},
    {"ascending", "升序", "Ascending"},
    {"average", "平均值", "Average"},
    {"breakdown", "分组条形图", "Breakdown"},
    {"count", "计数", "Count"},
    {"count_distinct", "去重计数", "Distinct count"},
    {"currency", "金额", "Currency"},
    {"dashboard", "看板", "Dashboard"},
    {"descending", "降序", "Descending"},
    {"error", "错误（阻止提交）", "Error (blocks)"},
    {"form", "表单", "Form"},
    {"full", "整行", "Full"},
    {"funnel", "漏斗", "Funnel"},
    {"good", "良好", "Good"},
    {"half", "半行", "Half"},
    {"in_app", "应用内", "In the app"},
    {"lost", "输单", "Lost"},
    {"maximum", "最大值", "Maximum"},
    {"metric", "指标", "Metric"},
    {"minimum", "最小值", "Minimum"},
    {"notify", "发送通知", "Notify"},
    {"open", "进行中", "Open"},
    {"percent", "百分比", "Percent"},
    {"pool_entered", "进入复盘池", "Pool entered"},
    {"quarter", "四分之一", "Quarter"},
    {"quick_filter", "快速筛选", "Quick filter"},
    {"ratio", "比率", "Ratio"},
    {"record_completed", "记录提交", "Record completed"},
    {"record_saved", "记录保存", "Record saved"},
    {"risk", "风险", "Risk"},
    {"set_field", "设置字段", "Set a field"},
    {"share", "占比", "Share"},
    {"stage_entered", "进入阶段", "Stage entered"},
    {"sum", "求和", "Sum"},
    {"table", "表格", "Table"},
    {"text_choice", "文字选项", "Choice of texts"},
    {"third", "三分之一", "Third"},
    {"view", "列表视图", "View"},
    {"warning", "提醒", "Warning"},
    {"wecom", "企业微信", "WeCom"},
    {"won", "赢单", "Won"},
    {"workflow", "流程", "Workflow"},
    {"yes_no", "是否", "Yes or no"},
};

constexpr Words kLists[] = {
    {"", "应用", "App"},
    {"forms", "表单", "Forms"},
    {"entities", "数据对象", "Entities"},
    {"scorecards", "评分卡", "Scorecards"},
    {"workflows", "流程与关卡", "Workflows and gates"},
    {"automations", "自动化", "Automations"},
    {"views", "列表视图", "Views"},
    {"metrics", "指标", "Metrics"},
    {"dashboards", "看板", "Dashboards"},
    {"quick_filters", "快速筛选", "Quick filters"},
    {"roles", "角色", "Roles"},
};

template <size_t N>
const Words* find(const Words (&words)[N], std::string_view key) {
  const auto* found = std::find_if(std::begin(words), std::end(words),
                                   [&](const Words& w) { return w.key == key; });
  return found == std::end(words) ? nullptr : found;
}

// "max_size" as "Max size": what a member is called that nobody has named yet.
std::string humanised(std::string_view name) {
  std::string text(name);
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

LocalizedText words_or_name(const Words* words, std::string_view name) {
  if (words != nullptr) return {words->zh, words->en};
  return {std::string(name), humanised(name)};
}

}  // namespace

LocalizedText property_words(std::string_view definition, std::string_view property) {
  const Words* words = find(kProperties, std::string(definition) + "." + std::string(property));
  return words_or_name(words != nullptr ? words : find(kProperties, property), property);
}

LocalizedText value_words(std::string_view property, std::string_view value) {
  const Words* words = find(kValues, std::string(property) + "." + std::string(value));
  if (words == nullptr) words = find(kValues, value);
  if (words != nullptr || !is_field_type(value)) return words_or_name(words, value);
  return field_type_words(value);
}

LocalizedText list_words(std::string_view list) { return words_or_name(find(kLists, list), list); }

Icon list_icon(std::string_view list) {
  if (list == "forms") return Icon::kForm;
  if (list == "entities") return Icon::kEntity;
  if (list == "scorecards") return Icon::kScorecard;
  if (list == "workflows") return Icon::kWorkflow;
  if (list == "automations") return Icon::kAutomation;
  if (list == "views") return Icon::kView;
  if (list == "metrics") return Icon::kMetric;
  if (list == "dashboards") return Icon::kDashboard;
  if (list == "quick_filters") return Icon::kFilter;
  if (list == "roles") return Icon::kRole;
  return Icon::kApp;
}

Icon definition_icon(std::string_view definition) {
  if (definition == "section") return Icon::kSection;
  if (definition == "criterion") return Icon::kCheck;
  if (definition == "requirement") return Icon::kGate;
  if (definition == "stage") return Icon::kWorkflow;
  if (definition == "pool" || definition == "quick_filter") return Icon::kFilter;
  if (definition == "option") return Icon::kChoice;
  if (definition == "widget" || definition == "dashboard") return Icon::kDashboard;
  if (definition == "threshold" || definition == "metric") return Icon::kMetric;
  if (definition == "validation") return Icon::kWarning;
  if (definition.starts_with("effect") || definition == "automation") return Icon::kAutomation;
  if (definition == "form") return Icon::kForm;
  if (definition == "entity") return Icon::kEntity;
  if (definition == "scorecard") return Icon::kScorecard;
  if (definition == "workflow") return Icon::kWorkflow;
  if (definition == "view") return Icon::kView;
  if (definition == "role") return Icon::kRole;
  if (definition == "app") return Icon::kApp;
  if (definition == "menu_item") return Icon::kList;
  if (definition == "prefill" || definition == "transition") return Icon::kReference;
  return Icon::kMore;
}

std::string locale_words(std::string_view locale) {
  if (locale == "zh-CN" || locale == "zh" || locale == "zh-Hans") return "简体中文";
  if (locale == "zh-TW" || locale == "zh-Hant") return "繁體中文";
  if (locale == "en" || locale.starts_with("en-")) return "English";
  if (locale == "ja") return "日本語";
  if (locale == "ko") return "한국어";
  return std::string(locale);
}

}  // namespace tollgate::designer
