#include "tollgate/engine/engine.h"

namespace tollgate::engine {

Status Engine::commit(std::vector<ops::Body> bodies, const Caller& caller,
                      const std::function<void()>& beside) {
  GroupDraft group = log_.begin(now(), app_ ? app_->model->version : 0, caller.user);
  for (ops::Body& body : bodies) group.add(std::move(body));

  std::optional<AppInForce> app_before = app_;
  store::Transaction transaction(*store_);
  if (beside) beside();
  Status derived = derive(group.ops());
  if (derived) {
    std::vector<SealedOp> sealed = group.seal();
    for (const SealedOp& op : sealed) store_->append(op.op, op.hash, op.bytes);
    derived = transaction.commit();
    if (derived) {
      log_.commit(sealed);
      return ok_status();
    }
  }
  app_ = std::move(app_before);
  return std::move(derived).error();
}

Status Engine::derive(const std::vector<ops::Op>& group) {
  for (const ops::Op& op : group) {
    if (const auto* put = std::get_if<ops::AppPut>(&op.body)) {
      Status in_force = put_in_force(put->text);
      if (!in_force) return in_force;
      store_->put_app({put->id, put->version, put->text});
      store_->set_layout(store::layout_of(*app_->model));
    }
  }
  return ok_status();
}

}  // namespace tollgate::engine
