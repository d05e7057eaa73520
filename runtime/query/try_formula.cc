// What a formula and its parts give on a record, for whoever writes it.
#include <nlohmann/json.hpp>

#include "require.h"
#include "tollgate/feel/program.h"
#include "tollgate/query/unknown.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"
#include "tollgate/record/values.h"

namespace tollgate::query {
namespace {

constexpr size_t kMaxFormulaParts = 40;
constexpr size_t kMaxFormulaBytes = 20'000;

Diagnostic nothing_to_try_on(const std::string& entity) {
  return make_error("query.no_record_to_try",
                    {"“" + entity + "”还没有可以试用的记录",
                     "there is no record of “" + entity + "” to try it on yet"});
}

// What a part is shown for: names, calls, comparisons and sums; what is written out says itself.
bool is_shown(feel::NodeKind kind) {
  switch (kind) {
    case feel::NodeKind::kName:
    case feel::NodeKind::kPath:
    case feel::NodeKind::kCall:
    case feel::NodeKind::kBinary:
    case feel::NodeKind::kBetween:
    case feel::NodeKind::kIn:
    case feel::NodeKind::kFilter:
    case feel::NodeKind::kSome:
    case feel::NodeKind::kEvery:
    case feel::NodeKind::kIf:
    case feel::NodeKind::kNegate:
      return true;
    default:
      return false;
  }
}

class FormulaTrial {
 public:
  FormulaTrial(const Context& context, const model::Entity& entity)
      : texts_(context.texts()), entity_(entity) {}

  // A field's value as its field says it; everything else by its kind.
  std::string words(std::string_view text, const feel::Value& value) const {
    const bool chinese = texts_.language() == Language::kChinese;
    if (value.is_null()) return chinese ? "空" : "nothing";
    if (const model::Field* field = entity_.find_field(text)) {
      return texts_.of(*field, record::to_wire(*field, value));
    }
    if (value.kind() == feel::Kind::kBoolean) {
      if (chinese) return value.as_boolean() ? "是" : "否";
      return value.as_boolean() ? "yes" : "no";
    }
    return feel::to_text(value);
  }

  void collect(const feel::Explanation& part,
               std::vector<messages::FormulaTryReplyPart>& parts) const {
    // What is computed for each item of a list stands once for each: too much to read here.
    if (part.pass > 0 || !part.evaluated || parts.size() >= kMaxFormulaParts) return;
    if (is_shown(part.kind)) {
      messages::FormulaTryReplyPart& out = parts.emplace_back();
      out.begin = part.span.begin;
      out.end = part.span.end;
      out.value = words(part.text, part.value);
    }
    // The steps of a path are parts of a name.
    if (part.kind == feel::NodeKind::kPath) return;
    for (const feel::Explanation& child : part.children) collect(child, parts);
  }

 private:
  const Texts texts_;
  const model::Entity& entity_;
};

}  // namespace

Result<messages::FormulaTryReply> try_formula(const Source& source, const Viewer& viewer,
                                              const messages::FormulaTryRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const model::App& app = context->model();
  const model::Entity* entity = app.find_entity(request.entity);
  if (!entity) return unknown("entity", request.entity, "/params/entity", ids_of(app.entities));
  if (request.formula.size() > kMaxFormulaBytes) {
    return make_error("query.formula_too_long",
                      {"公式太长，不能试算", "the formula is too long to be tried"},
                      {.pointer = "/params/formula"});
  }
  std::string id = request.record.value_or("");
  if (id.empty()) {
    const store::RecordPage newest = context->sight->list(
        {.entity = entity->id, .sort = {{.field = "updated_at", .descending = true}}, .limit = 1});
    if (newest.records.empty()) {
      return nothing_to_try_on(app.text_for(entity->label, viewer.locale));
    }
    id = newest.records.front().state.id;
  }
  Result<ops::StoredRecord> record = require_record(*context, entity->id, id);
  if (!record) return std::move(record).error();
  const record::RecordView view =
      context->app.records->view(record->state, context->person(), false);
  const model::Expression expression{request.formula, "/params/formula"};
  Diagnostics problems;
  const auto rule = record::compile_rule(expression, view.names->scope(), problems);
  if (!rule) return Failure{std::move(problems)};

  const record::RuleContext rules = context->rules();
  const feel::EvalOptions options{.clock = rules.clock, .time_zone = rules.time_zone};
  const feel::Explanation whole = feel::explain(rule->program, view.slots, options);
  const FormulaTrial trial(*context, *entity);
  messages::FormulaTryReply reply;
  reply.record = id;
  reply.title = context->texts().title(entity->id, id);
  reply.value = trial.words(request.formula, whole.value);
  trial.collect(whole, reply.parts);
  const record::Outcome outcome = record::run(*rule, view.slots, rules);
  if (outcome.failure) reply.problem = context->texts().of(outcome.failure->message);
  return reply;
}

}  // namespace tollgate::query
