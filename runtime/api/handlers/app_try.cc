#include <nlohmann/json.hpp>

#include "handlers.h"

namespace tollgate::api {
namespace {

using PutQuestion = Result<Json> (*)(Call&, const Json& params);

template <typename Request>
Result<Json> put_question(Call& call, const Json& params) {
  Result<Request> request = messages::from_json<Request>(params, "/params/params");
  if (!request) return std::move(request).error();
  Result<typename Request::Reply> reply = handle(call, *request);
  if (!reply) return std::move(reply).error();
  return messages::to_json(*reply);
}

// Scores were decided under the app in force: here they are what the document gives.
template <>
Result<Json> put_question<messages::RecordGetRequest>(Call& call, const Json& params) {
  auto request = messages::from_json<messages::RecordGetRequest>(params, "/params/params");
  if (!request) return std::move(request).error();
  Result<messages::RecordGetReply> reply = handle(call, *request);
  if (!reply) return std::move(reply).error();
  auto scores = query::scores_now(call.source(), call.viewer(), request->entity, request->record);
  if (!scores) return std::move(scores).error();
  reply->scores = *std::move(scores);
  return messages::to_json(*reply);
}

struct Question {
  std::string_view type;
  PutQuestion put;
};

template <typename Request>
constexpr Question question() {
  return {Request::kType, put_question<Request>};
}

constexpr Question kQuestions[] = {
    question<messages::AutomationTryRequest>(),   question<messages::DashboardReadRequest>(),
    question<messages::FormulaTryRequest>(),      question<messages::MetricReadRequest>(),
    question<messages::QuickFilterReadRequest>(), question<messages::RecordGetRequest>(),
    question<messages::RecordListRequest>()};

}  // namespace

Result<messages::AppTryReply> handle(Call& call, const messages::AppTryRequest& request) {
  Result<engine::AppRules*> tried = call.engine.try_app(request.text, call.caller);
  if (!tried) return std::move(tried).error();
  for (const Question& question : kQuestions) {
    if (question.type != request.type) continue;
    Call inner{call.engine, call.caller, *tried};
    Result<Json> result = question.put(inner, request.params);
    if (!result) return std::move(result).error();
    messages::AppTryReply reply;
    reply.result = *std::move(result);
    return reply;
  }
  return make_error("api.not_tried",
                    {"不能在未生效的文档上提这个问题：" + request.type,
                     "this question is not put to a document that is only tried: " + request.type},
                    {.pointer = "/params/type"});
}

}  // namespace tollgate::api
