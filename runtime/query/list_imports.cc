#include "require.h"

namespace tollgate::query {
namespace {

std::string person(const Context& context, const Texts& texts, const std::string& id) {
  const auto& users = context.model().users;
  return users ? texts.title(users->entity, id) : id;
}

}  // namespace

Result<messages::DataImportListReply> list_imports(const Source& source, const Viewer& viewer,
                                                   const messages::DataImportListRequest& request) {
  Result<Context> context = context_of(source, viewer);
  if (!context) return std::move(context).error();
  const Texts texts = context->texts();
  messages::DataImportListReply reply;
  for (const store::CountedImportBatch& batch :
       context->store.import_batches(bounded(request.limit, 20, 100))) {
    if (!context->sight->is_whole() && batch.user != viewer.person) continue;
    messages::DataImportListReplyImport& out = reply.imports.emplace_back();
    out.batch = batch.batch;
    out.at = texts.instant(batch.at_ms);
    if (!batch.user.empty()) out.user = person(*context, texts, batch.user);
    if (!batch.source.empty()) out.source = batch.source;
    out.imported = batch.imported;
    out.imported_as_draft = batch.drafts;
    out.updated = batch.updated;
    out.restored = batch.restored;
    if (batch.undone_ms) out.undone_at = texts.instant(*batch.undone_ms);
    if (!batch.undone_by.empty()) out.undone_by = person(*context, texts, batch.undone_by);
  }
  return reply;
}

}  // namespace tollgate::query
