#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "row_sieve.h"
#include "sight.h"
#include "tollgate/base/json.h"
#include "tollgate/live/condition_sql.h"

namespace tollgate::query {
namespace {

char in_lower_case(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

// As SQLite's LIKE finds it: Latin letters in either case.
bool contains(std::string_view text, std::string_view searched) {
  return std::search(text.begin(), text.end(), searched.begin(), searched.end(),
                     [](char a, char b) { return in_lower_case(a) == in_lower_case(b); }) !=
         text.end();
}

bool searches_title(const store::RecordQuery& query) {
  const auto& fields = query.search_in;
  return fields.empty() || std::find(fields.begin(), fields.end(), "title") != fields.end();
}

}  // namespace

Sight::Narrowed Sight::narrow(store::RecordQuery query) {
  Narrowed narrowed{std::move(query), {}, {}};
  if (is_whole()) return narrowed;
  store::RecordQuery& asked = narrowed.query;
  const access::RowRule& rule = rights_.rows(access::Action::kRead, asked.entity);
  const model::Entity* entity = app_.model->find_entity(asked.entity);
  const auto nothing = [&] { asked.where_in.push_back({"id", {}}); };
  if (!entity || rule.rows == model::Rows::kNone) {
    nothing();
    return narrowed;
  }
  if (rule.rows != model::Rows::kAll) {
    const std::string owner = owner_of(*entity);
    std::vector<std::string> people;
    if (rule.rows == model::Rows::kTeam) {
      people = team();
    } else if (!viewer_.person.empty()) {
      people.push_back(viewer_.person);
    }
    asked.where_in.push_back({owner.empty() ? "id" : owner, {}});
    if (!owner.empty()) asked.where_in.back().values = std::move(people);
  }
  if (rule.when) {
    const size_t parameters = asked.test ? asked.test->parameters.size() : 0;
    std::optional<store::SqlTest> sql =
        live::condition_sql(app_, store_, *entity, *rule.when, clock_, int(parameters) + 1);
    if (!sql) {
      narrowed.raw = [this](const ops::RecordState& state) { return sees(state); };
    } else if (asked.test) {
      asked.test->text = "(" + asked.test->text + ") AND (" + sql->text + ")";
      std::move(sql->parameters.begin(), sql->parameters.end(),
                std::back_inserter(asked.test->parameters));
    } else {
      asked.test = std::move(sql);
    }
  }
  for (const std::string& field : hidden(asked.entity)) asked.unseen.insert(field);
  if (asked.pool) {
    const model::Scorecard* card = app_.model->find_scorecard(asked.pool->scorecard);
    if (!card || rests_on_hidden(*card)) nothing();
  }
  if (title_is_as_stored(*entity)) return narrowed;
  asked.unseen.insert("title");
  if (asked.search.empty() || !searches_title(asked)) return narrowed;
  // The title that the viewer sees is in no column.
  narrowed.seen = [this, searched = std::exchange(asked.search, ""), fields = asked.search_in,
                   titles = asked.search_titles](const ops::RecordState& state) {
    ops::StoredRecord record{state, ""};
    remove_hidden(record);
    const Json values = seen_values(state);
    const bool is_named = std::any_of(titles.begin(), titles.end(), [&](const auto& named) {
      const Json value = values.value(named.field, Json());
      if (!value.is_string()) return false;
      const auto title = store_.title(named.entity, value.get_ref<const std::string&>());
      return title && contains(*title, searched);
    });
    return is_named || contains(record.title, searched) ||
           std::any_of(fields.begin(), fields.end(), [&](const std::string& field) {
             const Json value = values.value(field, Json());
             return value.is_string() ? contains(value.get_ref<const std::string&>(), searched)
                                      : !value.is_null() && contains(write_json(value), searched);
           });
  };
  return narrowed;
}

void Sight::scan(const Narrowed& narrowed, const std::function<bool(store::StoredRecord&&)>& visit,
                 const Passes& passes) {
  store_.scan(narrowed.query, [&](store::StoredRecord&& record) {
    if (narrowed.raw && !narrowed.raw(record.state)) return true;
    remove_hidden(record);
    if (narrowed.seen && !narrowed.seen(record.state)) return true;
    if (passes && !passes(record.state)) return true;
    return visit(std::move(record));
  });
}

void Sight::scan(const store::RecordQuery& query,
                 const std::function<bool(store::StoredRecord&&)>& visit, const Passes& passes) {
  Narrowed narrowed = narrow(query);
  if (!narrowed.raw && !narrowed.seen && !passes) {
    scan(narrowed, visit, passes);
    return;
  }
  // What is left out does not count for the page.
  int64_t before = std::exchange(narrowed.query.offset, 0);
  int64_t left = std::exchange(narrowed.query.limit, -1);
  if (left == 0) return;
  const auto paged = [&](store::StoredRecord&& record) {
    if (before-- > 0) return true;
    return visit(std::move(record)) && --left != 0;
  };
  scan(narrowed, paged, passes);
}

// Where the page's last row stands, for the page behind it.
void Sight::set_next(const store::RecordQuery& query, store::RecordPage& page) {
  if (page.has_more && !query.any_order) {
    page.next = store_.place_of(query, page.records.back().state.id);
  }
}

std::optional<std::vector<int64_t>> Sight::rows_that_pass(const Narrowed& narrowed,
                                                          const Condition& condition) {
  RowSieve own;
  RowSieve* sieve = condition.sieve != nullptr ? condition.sieve : Turn::note<RowSieve>();
  if (sieve == nullptr) sieve = &own;
  const auto& users = app_.model->users;
  const RowSieve::Conditions conditions{app_.hash + " " + condition.under,
                                        is_whole() || !users ? "" : users->entity};
  return sieve->sift(store_, narrowed.query, conditions, [&](store::StoredRecord&& record) {
    if (narrowed.raw && !narrowed.raw(record.state)) return false;
    remove_hidden(record);
    if (narrowed.seen && !narrowed.seen(record.state)) return false;
    return !condition.passes || condition.passes(record.state);
  });
}

// What SQL cannot say is decided in turns; then the rows are a list like any other.
std::optional<store::RecordQuery> Sight::as_stored(const store::RecordQuery& query,
                                                   const Condition& condition) {
  Narrowed narrowed = narrow(query);
  if (narrowed.raw || narrowed.seen || condition.passes) {
    narrowed.query.rows = rows_that_pass(narrowed, condition);
    if (!narrowed.query.rows) return std::nullopt;
  }
  return std::move(narrowed.query);
}

store::RecordPage Sight::list(const store::RecordQuery& query, const Condition& condition) {
  const std::optional<store::RecordQuery> stored = as_stored(query, condition);
  if (!stored) return {};
  store::RecordPage page = store_.list(*stored);
  set_next(*stored, page);
  for (store::StoredRecord& record : page.records) remove_hidden(record);
  return page;
}

}  // namespace tollgate::query
