#include "tollgate/form/session.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "session_impl.h"

namespace tollgate::form {

FormSession::FormSession(std::shared_ptr<const FormRules> rules, OpenOptions options)
    : impl_(std::make_unique<Impl>(std::move(rules), std::move(options))) {}
void FormSession::restart(OpenOptions options) { impl_->restart(std::move(options)); }
FormSession::~FormSession() = default;
FormSession::FormSession(FormSession&&) noexcept = default;
FormSession& FormSession::operator=(FormSession&&) noexcept = default;

const FormRules& FormSession::rules() const { return *impl_->rules(); }
Changes FormSession::state() const { return impl_->all_changes(); }

Result<Changes> FormSession::set(std::string_view path, const Json& value) {
  return impl_->set(path, value);
}
Result<Changes> FormSession::add_item(std::string_view path, size_t index) {
  return impl_->add_item(path, index);
}
Result<Changes> FormSession::remove_item(std::string_view path, size_t index) {
  return impl_->remove_item(path, index);
}
Result<Changes> FormSession::move_item(std::string_view path, size_t from, size_t to) {
  return impl_->move_item(path, from, to);
}
Result<Changes> FormSession::set_by_rule(std::string_view path, const feel::Value& value) {
  return impl_->set_by_rule(path, value);
}
Changes FormSession::set_facts(const record::RecordFacts& facts) { return impl_->set_facts(facts); }
void FormSession::set_seen(std::vector<SeenValue> seen) { impl_->set_seen(std::move(seen)); }
void FormSession::set_stored(const Json& values, record::SettledValues settled) {
  impl_->set_stored(values, std::move(settled));
}
Changes FormSession::refresh() { return impl_->refresh(); }

bool FormSession::complete() const { return impl_->complete(); }
std::vector<std::pair<std::string, Diagnostic>> FormSession::findings() const {
  return impl_->findings();
}
Json FormSession::values() const { return impl_->values(); }
Json FormSession::kept_values() const { return impl_->values(true); }
Changes FormSession::drop_hidden() { return impl_->drop_hidden(); }
std::vector<std::string> FormSession::changed_fields() const { return impl_->changed_fields(); }
const std::set<std::string, std::less<>>& FormSession::typed_fields() const {
  return impl_->typed_fields();
}
void FormSession::mark_saved() { impl_->mark_saved(); }
Json FormSession::typed_texts() const { return impl_->typed_texts(); }
Json FormSession::export_draft() const { return impl_->export_draft(); }

record::RecordView FormSession::view() const {
  return {&impl_->form().root->names, impl_->root().values};
}
record::RuleContext FormSession::rule_context() const { return impl_->rule_context(); }
record::ValueContext FormSession::value_context() const { return impl_->value_context(); }

Result<bool> FormSession::accepts(std::string_view path, const feel::Value& candidate) const {
  Result<Field*> field = impl_->find_field(path);
  if (!field) return std::move(field).error();
  return impl_->accepts(**field, candidate);
}

const Statistics& FormSession::statistics() const { return impl_->statistics(); }

}  // namespace tollgate::form
