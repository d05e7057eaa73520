#include <nlohmann/json.hpp>

#include "../require.h"
#include "listed_groups.h"
#include "tollgate/base/json.h"
#include "tollgate/base/utf8.h"

namespace tollgate::query {
namespace {

using insight::PartState;

constexpr size_t kMaxGroups = 200;
constexpr size_t kMaxNames = 200;
constexpr size_t kMaxChipChars = 40;  // of what was not understood

const char* state_of(PartState state) {
  switch (state) {
    case PartState::kUnderstood:
      return "understood";
    case PartState::kGuessed:
      return "guessed";
    case PartState::kUnfinished:
      return "unfinished";
    case PartState::kAmbiguous:
      return "ambiguous";
    case PartState::kUnknown:
      break;
  }
  return "unknown";
}

// Places in the line as a browser counts them.
int64_t utf16_units(std::string_view text) {
  int64_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0) != 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

const model::Metric* metric_named(const Context& context, const insight::Question& question,
                                  const std::string& id) {
  for (const model::Metric& metric : question.metrics) {
    if (metric.id == id) return &metric;
  }
  return context.model().find_metric(id);
}

std::string label_of_part(const Context& context, const Texts& texts, std::string_view line,
                          const insight::Question& question, const insight::QuestionPart& part) {
  const model::Metric* metric = metric_named(context, question, part.metric);
  const auto tr = [&](const char* zh, const char* en) { return texts.of(LocalizedText{zh, en}); };
  if (!part.label.empty()) return tr("按", "by ") + part.label;
  if (metric == nullptr) {
    const std::string_view said = line.substr(part.span.begin, part.span.end - part.span.begin);
    const std::string_view shown = prefix_of_code_points(said, kMaxChipChars);
    return std::string(shown) + (shown.size() < said.size() ? "…" : "");
  }
  std::string label = part.negated ? tr("非 ", "not ") : "";
  label += texts.of(metric->label);
  if (part.upper) {
    label += " " + texts.metric(*metric, part.number) + " – " + texts.metric(*metric, part.upper);
  } else if (part.comparison) {
    label += " " + std::string(insight::sign_of(*part.comparison)) + " " +
             texts.metric(*metric, part.number);
  }
  return label;
}

messages::QuickFilterAskReplyPart presented(const Context& context, const Texts& texts,
                                            std::string_view line,
                                            const insight::Question& question,
                                            const insight::QuestionPart& part) {
  messages::QuickFilterAskReplyPart out;
  out.from = utf16_units(line.substr(0, part.span.begin));
  out.to = utf16_units(line.substr(0, part.span.end));
  out.state = state_of(part.state);
  if (part.joined_by) out.joined_by = *part.joined_by == insight::PhraseKind::kOr ? "or" : "and";
  out.label = label_of_part(context, texts, line, question, part);
  if (part.problem) {
    out.code = part.code;
    out.problem = texts.of(*part.problem);
  }
  for (const insight::PartChoice& choice : part.choices) {
    messages::QuickFilterAskReplyPartChoice offered;
    offered.label = choice.label;
    offered.text = choice.text;
    out.choices.push_back(std::move(offered));
  }
  return out;
}

Json text_json(const model::Text& text) {
  Json json = Json::object();
  for (const auto& [locale, words] : text.by_locale) json[locale] = words;
  return json;
}

// The question as parts of a document. A derived metric is the one that it comes from, with another
// window and name.
Json as_document(const model::App& app, const insight::Question& question) {
  Json metrics = Json::array();
  for (const model::Metric& metric : question.metrics) {
    Json json = (*app.raw)[Json::json_pointer(metric.pointer)];
    for (const char* member : {"synonyms", "thresholds", "help"}) json.erase(member);
    json["id"] = metric.id;
    json["label"] = text_json(metric.label);
    Json window = {{"field", metric.window->field}};
    if (metric.window->period) {
      window["period"] = std::string(name_of(*metric.window->period));
      if (metric.window->before) window["before"] = true;
    } else {
      window["days"] = metric.window->days;
    }
    json["window"] = std::move(window);
    metrics.push_back(std::move(json));
  }
  const model::QuickFilter& filter = *question.filter;
  std::string id = filter.id;
  for (int n = 2; app.find_quick_filter(id) != nullptr; ++n) id = filter.id + std::to_string(n);
  Json json = {{"id", id},
               {"label", text_json(filter.label)},
               {"entity", filter.entity},
               {"group_by", filter.group_by.text},
               {"metrics", filter.metrics},
               {"when", filter.when.text}};
  return {{"quick_filter", std::move(json)}, {"metrics", std::move(metrics)}};
}

bool is_descending(const insight::Question& question) {
  for (const insight::QuestionPart& part : question.parts) {
    if (!part.comparison) continue;
    return *part.comparison != insight::Comparison::kLess &&
           *part.comparison != insight::Comparison::kAtMost;
  }
  return true;
}

}  // namespace

Result<messages::QuickFilterAskReply> ask_quick_filter(
    const Source& source, const Viewer& viewer, const messages::QuickFilterAskRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const Texts texts = context->texts();
  const insight::Vocabulary words = vocabulary_of(*context);
  const std::string_view line = request.text;
  const insight::Question question = insight::read_question(request.text, words);
  messages::QuickFilterAskReply reply;
  for (const insight::Vocabulary::Word& word : words.metrics()) {
    if (reply.metrics.size() < kMaxNames) reply.metrics.push_back(texts.of(word.metric->label));
  }
  for (const insight::QuestionPart& part : question.parts) {
    reply.parts.push_back(presented(*context, texts, line, question, part));
  }
  if (!question.filter) return reply;
  Result<ListedGroups> listed = list_groups(*context, *question.filter, question.metrics,
                                            {kMaxGroups, is_descending(question)});
  if (!listed) return std::move(listed).error();
  reply.columns = std::move(listed->columns);
  reply.groups = std::move(listed->groups);
  reply.total = listed->total;
  reply.checked = listed->checked;
  const model::Metric* first = metric_named(*context, question, question.filter->metrics.front());
  const model::Entity* entity = first ? context->model().find_entity(first->entity) : nullptr;
  const model::Field* field = entity ? entity->find_field(question.filter->group_by.text) : nullptr;
  if (field) reply.group_label = texts.of(field->label);
  reply.keep = as_document(context->model(), question);
  return reply;
}

}  // namespace tollgate::query
