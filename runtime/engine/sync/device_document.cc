#include "sync/device_document.h"

#include "sync/device_state.h"
#include "tollgate/engine/engine.h"
#include "tollgate/live/app_rules.h"
#include "tollgate/store/list_indexes.h"
#include "tollgate/sync/problems.h"

namespace tollgate::engine {

Status SyncDevice::take(std::string_view reply) {
  Document own;
  Document* document = Turn::note<Document>();
  if (document == nullptr) document = &own;
  if (!document->page) {
    Status taken = take_at_once(reply);
    if (!taken || !with_document_) return taken;
    document->page = std::move(with_document_);
    document->cursor = state_->cursor;
    document->app_hash = engine_.app_->hash;
    const sync::SyncPullReplyApp& app = *document->page->app;
    document->put = ops::AppPut{app.id, app.version, app.text, true};
  }
  return go_on_with(*document);
}

// A device that passed over an earlier document got rows that it has no tables for: it makes all of
// them again.
bool SyncDevice::changes_document(const sync::SyncPullReply& reply) const {
  return follows_ && reply.app && engine_.app_ &&
         state_->notice.find(sync::kAppTooNew) == std::string::npos;
}

Status SyncDevice::go_on_with(Document& document) {
  store::Store& store = *engine_.store_;
  if (!document.is_written) {
    const bool is_late =
        document.cursor != state_->cursor || document.app_hash != engine_.app_->hash;
    if (is_late) return ok_status();  // it comes again
    const Result<bool> prepared = prepare(document);
    if (!prepared) return Failure{prepared.diagnostics()};
    if (!*prepared) return ok_status();
    Status written = ok_status();
    {
      const AtOnce at_once;
      written = write_page(*document.page, &document);
    }
    document.preparation.reset();
    if (!written) {
      step_ = Step::kIdle;
      return written;
    }
    document.is_written = true;
    Turn::settle();
  }
  // Lists are right without their indexes, and what was in force before is in nobody's way.
  for (int64_t made = 1; store.make_list_index(); ++made) {
    if (Turn::is_over({made, made + 1})) return ok_status();
  }
  for (int64_t dropped = 1; store.drop_some_leftover(); ++dropped) {
    if (Turn::is_over({dropped, dropped + 1})) return ok_status();
  }
  return ok_status();
}

// Step by step, each of which takes long for a large document. False: the turn is over.
Result<bool> SyncDevice::prepare(Document& document) {
  constexpr int64_t kSteps = 2;
  if (!document.too_new.empty()) return true;
  if (!document.preparation) {
    if (!document.loaded) {
      Result<std::shared_ptr<const model::App>> loaded = Engine::load(document.put.text);
      if (!loaded) {
        document.too_new = loaded.diagnostics();
        return true;
      }
      document.loaded = *std::move(loaded);
      if (Turn::is_over({1, kSteps})) return false;
    }
    Result<std::unique_ptr<AppRules>> rules = AppRules::compile(
        std::move(document.loaded), document.put.text, *engine_.store_, *engine_.clock_);
    if (!rules) {
      document.too_new = rules.diagnostics();
      return true;
    }
    document.preparation = std::make_unique<AppPreparation>(
        *std::move(rules), engine_.app_, document.put, *engine_.store_,
        AppPreparation::When{.at = engine_.now(),
                             .is_beside = true,
                             .rows_indexed_at_once = engine_.rows_indexed_at_once_,
                             .columns_alone = true});
    if (Turn::is_over({kSteps, kSteps})) return false;
  }
  if (!document.preparation->look()) return false;
  if (Status made = document.preparation->failure(); !made) return std::move(made).error();
  return true;
}

// In the transaction that writes the page. The rows come again with it and behind it.
void SyncDevice::put_in_force(Document& document) {
  store::Store& store = *engine_.store_;
  engine_.finish_referrers();
  engine_.app_ = document.preparation->take_rules();
  const model::App& app = *engine_.app_->model;
  store.put_app({app.id, app.version, engine_.app_->text});
  store.set_layout(store::layout_of(app), document.preparation->remade());
  store.want_list_indexes(store::list_indexes_of(app));
}

}  // namespace tollgate::engine
