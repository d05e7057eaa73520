// Two people's changes to one version of the app, brought together part by part.
#include <nlohmann/json.hpp>

#include "part_steps.h"
#include "require.h"
#include "tollgate/model/save.h"
#include "tollgate/versions/merge.h"

namespace tollgate::query {
namespace {

// The merge is defined for documents that satisfy the schema.
Result<std::shared_ptr<const model::App>> document_of(const std::string& text, const char* name) {
  return model::load(text, {.source = name, .limits = {.max_memory_factor = 5}});
}

}  // namespace

Result<messages::AppMergeReply> merge_apps(const Source& source, const Viewer& viewer,
                                           const messages::AppMergeRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  auto base = document_of(request.base, "base");
  if (!base) return std::move(base).error();
  auto mine = document_of(request.mine, "mine");
  if (!mine) return std::move(mine).error();
  auto theirs = document_of(request.theirs.value_or(context->app.text), "theirs");
  if (!theirs) return std::move(theirs).error();
  std::set<std::string> take_theirs;
  if (request.take_theirs)
    take_theirs.insert(request.take_theirs->begin(), request.take_theirs->end());
  // Each save counts the version up: no difference that anybody made.
  const int64_t version = std::max((*mine)->version, (*theirs)->version);
  Json ours = *(*mine)->raw;
  Json others = *(*theirs)->raw;
  for (Json* document : {&ours, &others}) (*document)["version"] = version;
  versions::Merge merge = versions::merge_documents(*(*base)->raw, ours, others, take_theirs);
  messages::AppMergeReply reply;
  reply.text = model::save(merge.document);
  for (versions::Clash& clash : merge.clashes) {
    messages::PartClash& out = reply.clashes.emplace_back();
    out.steps = part_steps(clash.path, {&ours, &others, (*base)->raw.get()}, viewer.locale);
    out.path = std::move(clash.path);
    out.base = std::move(clash.base);
    out.mine = std::move(clash.mine);
    out.theirs = std::move(clash.theirs);
  }
  reply.parts = part_changes(*(*base)->raw, others, viewer.locale);
  return reply;
}

}  // namespace tollgate::query
