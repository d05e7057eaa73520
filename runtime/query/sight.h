// The records as one viewer sees them: the only way by which questions read them. What a viewer may
// not see is not there: no row, no title, no value of a field, neither by itself nor through a
// reference, so that no filter, order, search, number or refusal tells of it.
//
//   store::RecordPage page = sight.list({.entity = "visit", .limit = 50});
//   std::optional<ops::StoredRecord> visit = sight.find_record("visit", "v1");
//
// Records that it gives are without the fields that are hidden from the viewer. A title that is
// made of something hidden is made again without it, and is no order then. Rows are chosen by
// SQLite where it can say the permission, else one by one.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tollgate/live/app_rules.h"
#include "tollgate/metrics/sight.h"
#include "tollgate/query/viewer.h"
#include "tollgate/record/lookup.h"
#include "tollgate/store/store.h"

namespace tollgate::query {

class RowSieve;

class Sight final : public record::RecordLookup {
 public:
  Sight(live::AppRules& app, store::Store& store, const Clock& clock, Viewer viewer);

  // Nothing is kept from the viewer.
  bool is_whole() const { return !rights_.is_restricted(); }
  const access::Rights& rights() const { return rights_; }
  const Viewer& viewer() const { return viewer_; }
  // All rows and fields of the entity.
  bool is_whole(std::string_view entity) const;
  bool sees_all_rows(std::string_view entity) const {
    return rights_.may_all(access::Action::kRead, entity);
  }

  // Fields.
  bool hides(std::string_view entity, std::string_view field) const;
  // Whether the viewer sees every field of every entity.
  bool hides_nothing() const;
  bool hides_any(std::string_view entity) const { return !hidden(entity).empty(); }
  const std::vector<std::string>& hidden(std::string_view entity) const;
  // Whether the rule reads what is hidden: a field, one of a record that it refers to, a score.
  bool reads_hidden(const record::Rule& rule, const record::Names& names);
  bool reads_hidden(const model::Expression& expression, const model::Entity& entity);
  bool reads_hidden(const record::FieldPresence& presence, const record::Names& names);
  bool rests_on_hidden(const model::Scorecard& card);
  bool rests_on_hidden(const model::Requirement& requirement, const model::Entity& entity);

  // Records. `state` is as it is stored.
  bool sees(const ops::RecordState& state);
  // Of one that the viewer sees, by its id.
  bool may(access::Action action, std::string_view entity, std::string_view record);
  void remove_hidden(ops::StoredRecord& record);
  // Also discarded ones.
  std::optional<ops::StoredRecord> find_record(std::string_view entity, std::string_view record);
  // nullopt: there is none to be seen.
  std::optional<std::string> title(std::string_view entity, std::string_view record);
  // Whether titles may order what refers to the entity: all of them are the viewer's to read.
  bool tells_titles(const std::string& entity);
  std::vector<store::ScoreRow> scores(std::string_view entity, std::string_view record);
  // Whether somebody may read a file for the sake of a record that holds it.
  bool sees_file(std::string_view sha256);

  // Numbers.
  // What metrics count for the viewer; nullptr: all.
  std::shared_ptr<const metrics::Sight> for_metrics();
  // Whether the metric may not be told in these groups: it reads a hidden field, or records that it
  // refers to and that the viewer may not all see. Its value is none then, whatever there is.
  bool withholds(const model::Metric& metric, const std::vector<model::Grouping>& group_by);

  // A condition of the question itself, over what is seen of a record.
  using Passes = std::function<bool(const ops::RecordState&)>;
  struct Condition {
    Passes passes;
    std::string under;  // what it reads besides records and the app: another text, another list
    // Who asks for several pages of one list keeps what was decided for the first one.
    RowSieve* sieve = nullptr;
  };
  store::RecordPage list(const store::RecordQuery& query) { return list(query, Condition()); }
  // In turns where the condition or the permission is to be asked of each record: empty then, when
  // the turn is over.
  store::RecordPage list(const store::RecordQuery& query, const Condition& condition);
  void scan(const store::RecordQuery& query,
            const std::function<bool(store::StoredRecord&&)>& visit, const Passes& passes = {});

  // The query as the store alone can answer it, with what is hidden from the viewer named in it. In
  // turns where the condition or the permission is to be asked of each record: nullopt then, when
  // the turn is over.
  std::optional<store::RecordQuery> as_stored(const store::RecordQuery& query,
                                              const Condition& condition);

  // A record that it gave, as rules see it for the viewer.
  record::RecordView view(const ops::RecordState& state, bool with_score = true);
  // Of some names alone, by their slots (live::Records::add_reads); the others are null in it.
  record::RecordView view(const ops::RecordState& state, const std::vector<bool>& reads);
  Json seen_values(const ops::RecordState& state);
  feel::Value person();

  // What records refer to.
  const feel::Value* find(std::string_view entity, std::string_view id) override;
  record::FileFacts file_facts(std::string_view entity, std::string_view record,
                               std::string_view sha256) override;

 private:
  // What a record that is referred to refers to: as it is stored, so that no circle is followed.
  struct AsStored final : record::RecordLookup {
    explicit AsStored(Sight& owner) : sight(owner) {}
    const feel::Value* find(std::string_view entity, std::string_view id) override {
      return sight.look_up(entity, id, sight.stored_, false);
    }
    record::FileFacts file_facts(std::string_view entity, std::string_view record,
                                 std::string_view sha256) override {
      return sight.file_facts(entity, record, sha256);
    }
    Sight& sight;
  };
  using Referred = std::unordered_map<std::string, feel::Value>;

  bool hides_one(std::string_view entity, const std::vector<std::string>& fields) const;
  const feel::Value* look_up(std::string_view entity, std::string_view id, Referred& cache,
                             bool as_seen);
  // The field that says whose a record is, "id" for people themselves, "" for none.
  std::string owner_of(const model::Entity& entity) const;
  bool title_is_as_stored(const model::Entity& entity);
  const std::vector<std::string>& team();
  // Whether the rule reads, through a reference, records of which the viewer may not see all.
  bool reads_unseen(const record::Rule& rule, const record::Names& names) const;
  bool may_tell(const std::optional<model::Expression>& expression, const model::Entity& entity);
  bool withholds_top(const model::Among& among, const model::Entity& entity);
  std::optional<model::Expression> metric_condition(const model::Entity& entity) const;
  // What a query can say of the rights; the rest is to be asked of each record.
  struct Narrowed {
    store::RecordQuery query;
    Passes raw;   // of the record as it is stored
    Passes seen;  // of what is seen of it
  };
  Narrowed narrow(store::RecordQuery query);
  void scan(const Narrowed& narrowed, const std::function<bool(store::StoredRecord&&)>& visit,
            const Passes& passes);
  std::optional<std::vector<int64_t>> rows_that_pass(const Narrowed& narrowed,
                                                     const Condition& condition);
  void set_next(const store::RecordQuery& query, store::RecordPage& page);

  live::AppRules& app_;
  store::Store& store_;
  const Clock& clock_;
  const Viewer viewer_;
  const access::Rights rights_;
  mutable std::map<std::string, std::vector<std::string>, std::less<>> hidden_;
  mutable std::optional<bool> hides_nothing_;
  std::optional<std::vector<std::string>> team_;
  std::shared_ptr<const metrics::Sight> for_metrics_;
  AsStored as_stored_{*this};
  Referred referred_;
  Referred stored_;
  std::map<std::pair<std::string, std::string>, std::optional<std::string>> titles_;
  std::map<std::string, bool, std::less<>> title_is_as_stored_;
};

}  // namespace tollgate::query
