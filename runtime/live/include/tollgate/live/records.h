// Stored records as rules see them, and the app's expressions compiled once.
//
//   Records records(app, store);
//   record::RecordView view = records.view(*store.find_record("visit", "v1"), user);
//   feel::Value late = records.run(expression, view, clock);
//
// One object per app in force; referred records are cached until they change.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tollgate/access/rights.h"
#include "tollgate/base/clock.h"
#include "tollgate/model/app.h"
#include "tollgate/record/lookup.h"
#include "tollgate/record/names.h"
#include "tollgate/record/presence.h"
#include "tollgate/record/record_view.h"
#include "tollgate/record/rule.h"
#include "tollgate/store/store.h"
#include "tollgate/workflow/workflow.h"

namespace tollgate::live {

class Records final : public record::RecordLookup, public access::People {
 public:
  Records(std::shared_ptr<const model::App> app, store::Store& store);

  // Texts of files are read for apps that ask for them.
  void read_texts() { reads_texts_ = true; }

  const model::App& app() const { return *app_; }
  const record::ValueContext& values() const { return values_; }
  record::RuleContext rules(const Clock& clock) const { return {&clock, values_.time_zone}; }
  const record::Names& names(const model::Entity& entity);

  // Which fields of the entity's records are there.
  const record::Presence& presence(const model::Entity& entity);
  // The record on the wire as rules see it: without what is hidden.
  Json seen_values(const ops::RecordState& state) { return seen_values(state, this); }
  // The same where `lookup` says what there is to refer to.
  Json seen_values(const ops::RecordState& state, record::RecordLookup* lookup);
  // The record as rules see it through a reference; `nested` is for the conditions that hide its
  // fields.
  feel::Value reference(const ops::RecordState& state, record::RecordLookup* nested);
  // Records and drafts of the entity that hold a value of the field (its place in the entity) while
  // it is hidden. Looks at all that hold one, and remembers it until a record changes.
  const std::vector<std::string>& hiding(const model::Entity& entity, uint32_t field);

  // A referred record, or nullptr.
  const feel::Value* find(std::string_view entity, std::string_view id) override;
  std::string kept_title(std::string_view entity, std::string_view id) override;
  record::FileFacts file_facts(std::string_view entity, std::string_view record,
                               std::string_view sha256) override;
  std::string latest(const record::LatestQuery& query) override;
  std::string manager_of(std::string_view person) override;
  std::vector<std::string> people_in_role(std::string_view role, const Clock& clock) override;
  // How a person's role is told; `person` as a reference gives them.
  using RoleOf = std::function<std::string(const feel::Value& person, const Clock& clock)>;
  void tell_roles_by(RoleOf role_of) { role_of_ = std::move(role_of); }
  // Forgets what was cached about a record that changed.
  void forget(std::string_view entity, std::string_view id);
  void forget_all() {
    referred_.clear();
    stored_.clear();
    hiding_.clear();
    people_by_role_.clear();
    managers_.clear();
  }
  // The person as rules see `user`; null for nobody.
  feel::Value user(std::string_view id);

  record::RecordFacts facts(const ops::RecordState& state) const;
  // `with_score` also reads the record's scores.
  record::RecordView view(const ops::RecordState& state, const feel::Value& user,
                          bool with_score = true) {
    return view(state, user, with_score, this);
  }
  record::RecordView view(const ops::RecordState& state, const feel::Value& user, bool with_score,
                          record::RecordLookup* lookup);

  // The same for who reads these names alone, and not the score; the others are null in it.
  record::RecordView view(const ops::RecordState& state, const feel::Value& user,
                          const std::vector<bool>& reads, record::RecordLookup* lookup);
  // Notes in `reads`, by names' slots, what the expression reads.
  void add_reads(const model::Expression& expression, const model::Entity& entity,
                 std::vector<bool>& reads);

  // The compiled expression, by its pointer in the document; nullptr when it does not compile.
  const record::Rule* rule(const model::Expression& expression, const record::Names& names);
  bool reads_score(const record::Rule& rule, const record::Names& names) const;
  // The title expression's value as text; the id without one.
  std::string title(const record::RecordView& view, const ops::RecordState& state,
                    const Clock& clock);

 private:
  using Referred = std::unordered_map<std::string, feel::Value>;
  // What a referred record refers to, for the conditions that hide its fields: as it is stored, so
  // that no circle of references is followed.
  struct AsStored final : record::RecordLookup {
    explicit AsStored(Records& owner) : records(owner) {}
    const feel::Value* find(std::string_view entity, std::string_view id) override;
    record::FileFacts file_facts(std::string_view entity, std::string_view record,
                                 std::string_view sha256) override {
      return records.file_facts(entity, record, sha256);
    }
    Records& records;
  };

  // Which of a record's names the conditions that hide its fields look at.
  const std::vector<bool>& read_to_hide(const model::Entity& entity);
  Json seen(const ops::RecordState& state, const record::ValueContext& context);
  const feel::Value* look_up(std::string_view entity, std::string_view id, Referred& cache,
                             bool as_seen);

  std::shared_ptr<const model::App> app_;
  store::Store& store_;
  bool reads_texts_ = false;
  record::ValueContext values_;
  AsStored as_stored_{*this};
  record::ValueContext stored_values_;
  std::unordered_map<std::string, std::unique_ptr<record::Names>> names_;
  std::unordered_map<std::string, record::Presence> presence_;
  std::unordered_map<std::string, std::vector<bool>> read_to_hide_;
  std::map<std::pair<std::string, uint32_t>, std::vector<std::string>> hiding_;
  Referred referred_;
  Referred stored_;
  RoleOf role_of_;
  std::map<std::string, std::vector<std::string>, std::less<>> people_by_role_;
  std::map<std::string, std::string, std::less<>> managers_;  // by person
  std::unordered_map<std::string, std::optional<record::Rule>> rules_;
};

// What rules see as `score`: {scorecard id: {total, possible, pool}}.
feel::Value score_context(const std::vector<store::ScoreRow>& rows);

// The gates behind which the record stands, as rules see them.
std::vector<workflow::PassedGate> passed_gates(const ops::RecordState& state);

// All fields of the record on the wire.
Json wire_values(const ops::RecordState& state);
using record::iso_text;

}  // namespace tollgate::live
