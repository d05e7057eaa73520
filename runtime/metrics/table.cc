// How the columns of an entity are made, follow the records and are kept. Long because all of it
// works on the same rows and notes: what a save touches meanwhile, each way has to know.
#include "table.h"

#include <algorithm>

#include "tollgate/base/turn.h"
#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/shared_work.h"

namespace tollgate::metrics {
namespace {

constexpr size_t kMaxCubes = 400;
constexpr size_t kMaxCubeBytes = size_t{64} << 20;
// From so many rows on columns are kept: before, making them again is as quick as reading them.
constexpr int64_t kLeastKeptRows = 1000;
constexpr size_t kMaxUnkept = 1000;
// Beyond, those go that nobody asked for since the start.
constexpr size_t kMaxColumns = 100;
// A look at the clock costs about a hundredth of these.
constexpr int64_t kRowsBetweenLooks = 16;

bool is_out_of_work() {
  const feel::SharedWork* around = feel::SharedWork::current();
  return around != nullptr && around->exhausted();
}

bool has_field(const std::vector<std::string>& ids, std::string_view id) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

std::vector<model::Grouping> dimensions_of(const model::Entity& entity, const MetricSlice& slice) {
  std::vector<model::Grouping> dimensions = slice.group_by;
  for (const auto& [field, key] : slice.where) {
    if (entity.find_field(field)) dimensions.emplace_back(model::Expression{field, "/filter"});
  }
  return dimensions;
}

// Metrics that count alike share a cube, whatever they are called.
std::string slot_key(const model::Metric& metric, const std::vector<model::Grouping>& dimensions,
                     const MetricSlice& slice) {
  std::string key(model::name_of(metric.aggregate));
  const auto add = [&](std::string_view what, const std::optional<model::Expression>& expression) {
    if (expression) key.append("|").append(what).append(expression->text);
  };
  add("of ", metric.value);
  add("where ", metric.filter);
  add("test ", metric.test);
  if (metric.window) {
    const model::Window& window = *metric.window;
    key += "|in " + window.field + " " + std::to_string(window.days);
    if (window.period) key.append(window.before ? " before " : " ").append(name_of(*window.period));
    if (slice.days) {
      key += "|days " + std::to_string(slice.days->first) + " " + std::to_string(slice.days->last);
    }
  }
  for (const model::Grouping& d : dimensions) {
    key += "|" + d.text;
    if (d.by) key += "|by " + std::string(model::name_of(*d.by));
  }
  if (slice.sight) key += "|seen by " + slice.sight->key;
  return key;
}

}  // namespace

Table::Table(const model::Entity& entity, MetricSource& source)
    : entity_(entity), source_(source), names_(source.names(entity.id)) {
  ColumnStore* store = source_.columns();
  if (store != nullptr) {
    KeptColumns kept = store->columns(entity_.id);
    const bool is_possible = kept.rows >= 0 && kept.rows <= source_.rows(entity_.id);
    if (!is_possible) kept = {};
    std::erase_if(kept.changed, [&](int64_t row) { return row < 0 || row >= kept.rows; });
    for (const KeptColumn& column : kept.columns) {
      std::optional<ColumnSpec> spec = spec_from_key(column.key);
      if (!spec) continue;
      if (spec->use == ColumnUse::kDay) {
        find_day(*spec);
      } else if (spec->use != ColumnUse::kThere) {
        spec->rule = source_.rule({spec->text, "/kept"}, entity_.id);
      }
      columns_.emplace(column.key,
                       std::make_unique<Column>(*std::move(spec), store, column.number));
    }
    if (!columns_.empty()) {
      rows_ = kept_rows_ = kept.rows;
      made_ = true;
      late_.insert(kept.changed.begin(), kept.changed.end());
    }
  }
  there_ = &column({});
}

Column& Table::column(ColumnSpec spec) {
  std::unique_ptr<Column>& column = columns_[spec.key()];
  if (!column) {
    column = std::make_unique<Column>(std::move(spec), source_.columns(), 0);
    unmade_.push_back(column.get());
  }
  column->last_use = ++uses_;
  return *column;
}

std::shared_ptr<const Lens> Table::lens_for(const std::shared_ptr<const Sight>& sight,
                                            const std::vector<feel::Dependency>& reads) const {
  if (!sight) return nullptr;
  const SeenRecords* own = sight->of(entity_.id);
  auto lens = std::make_shared<Lens>();
  lens->sight = sight;
  for (const feel::Dependency& read : reads) {
    if (read.slot >= entity_.fields.size()) continue;
    const model::Field& field = entity_.fields[read.slot];
    if (own && has_field(own->hidden, field.id)) {
      lens->hidden_slots.push_back(read.slot);
      continue;
    }
    const SeenRecords* target = model::is_reference(field.type) ? sight->of(field.entity) : nullptr;
    if (!target || target->hidden.empty()) continue;
    if (read.path.empty() || has_field(target->hidden, read.path.front())) {
      lens->hidden_members.emplace_back(read.slot, target);
    }
  }
  if (lens->changes_nothing()) return nullptr;
  return lens;
}

Column& Table::column_of(ColumnUse use, const model::Expression& expression,
                         std::optional<model::TimeUnit> by, const record::Rule* rule,
                         const std::shared_ptr<const Sight>& sight) {
  ColumnSpec spec{use, expression.text, by, rule, std::nullopt, nullptr};
  if (rule != nullptr) spec.lens = lens_for(sight, rule->program.dependencies());
  return column(std::move(spec));
}

void Table::find_day(ColumnSpec& spec) const {
  if (const model::Field* field = entity_.find_field(spec.text)) {
    spec.slot = uint32_t(field - entity_.fields.data());
  } else if (spec.text == kCreatedAt) {
    // No field, and nobody's to hide.
    spec.rule = source_.rule({"record." + spec.text, "/window/field"}, entity_.id);
  }
}

Column& Table::day_column(const std::string& field_id, const std::shared_ptr<const Sight>& sight) {
  ColumnSpec spec{ColumnUse::kDay, field_id, std::nullopt, nullptr, std::nullopt, nullptr};
  find_day(spec);
  if (spec.slot) spec.lens = lens_for(sight, {{*spec.slot, {}}});
  return column(std::move(spec));
}

Table::Slot& Table::slot(const model::Metric& metric, const MetricSlice& slice) {
  const std::vector<model::Grouping> dimensions = dimensions_of(entity_, slice);
  std::unique_ptr<Slot>& slot = slots_[slot_key(metric, dimensions, slice)];
  if (slot) {
    slot->last_use = ++uses_;
    return *slot;
  }
  bool broken = false;
  const auto made_of = [&](ColumnUse use,
                           const std::optional<model::Expression>& expression) -> Column* {
    if (!expression) return nullptr;
    const record::Rule* rule = source_.rule(*expression, entity_.id);
    if (rule == nullptr) {
      broken = true;
      return nullptr;
    }
    return &column_of(use, *expression, std::nullopt, rule, slice.sight);
  };
  CubeColumns columns;
  columns.there = there_;
  columns.filter = made_of(ColumnUse::kCondition, metric.filter);
  if (metric.window) {
    columns.day = &day_column(metric.window->field, slice.sight);
    columns.window = metric.window;
    columns.days = slice.days;
  }
  const bool tells_apart = metric.aggregate == model::Aggregate::kCountDistinct;
  const bool tests = metric.aggregate == model::Aggregate::kShare;
  Column* test = made_of(ColumnUse::kCondition, metric.test);
  Column* value = made_of(tells_apart ? ColumnUse::kKey : ColumnUse::kNumber, metric.value);
  columns.value = tests ? test : value;
  const SeenRecords* seen = slice.sight ? slice.sight->of(entity_.id) : nullptr;
  if (seen != nullptr && seen->condition != nullptr) {
    auto lens = std::make_shared<Lens>();
    lens->sight = slice.sight;
    lens->as_user = true;
    columns.seen = &column({ColumnUse::kCondition, seen->condition->program.source(), std::nullopt,
                            seen->condition, std::nullopt, std::move(lens)});
  }
  for (const model::Grouping& d : dimensions) {
    columns.dimensions.push_back(
        &column_of(ColumnUse::kKey, d, d.by, source_.rule(d, entity_.id), slice.sight));
  }
  slot =
      std::make_unique<Slot>(Slot{Cube(metric.aggregate, std::move(columns)), broken, 0, ++uses_});
  return *slot;
}

ReadSlots Table::reads_of(const std::vector<Column*>& columns) const {
  ReadSlots reads(names_.size());
  for (const Column* column : columns) {
    const ColumnSpec& spec = column->spec();
    if (spec.slot) reads[*spec.slot] = true;
    if (spec.rule == nullptr) continue;
    for (const feel::Dependency& read : spec.rule->program.dependencies()) reads[read.slot] = true;
  }
  return reads;
}

bool Table::is_unmade(const Column* column) const {
  return std::find(unmade_.begin(), unmade_.end(), column) != unmade_.end();
}

std::vector<Column*> Table::made_columns() const {
  std::vector<Column*> made;
  for (const auto& [key, column] : columns_) {
    if (!is_unmade(column.get())) made.push_back(column.get());
  }
  return made;
}

bool Table::needs_unmade(const std::vector<Slot*>& slots) const {
  if (!made_) return true;
  return std::any_of(slots.begin(), slots.end(), [&](const Slot* slot) {
    bool needs = false;
    slot->cube.columns().for_each([&](const Column* column) { needs |= is_unmade(column); });
    return needs;
  });
}

// False where the request ran out of work, or its turn is over.
bool Table::read_rows(Making& making, int64_t to) {
  Filler& filler = making.filler;
  bool goes_on = true;
  bool is_over = false;
  source_.scan(entity_.id, making.next, reads_of(filler.columns()),
               [&](int64_t row, record::RecordView&& view) {
                 if (row >= to) return false;
                 ++cost_.scans;
                 goes_on = filler.add(row, std::move(view));
                 making.next = row + 1;
                 is_over = goes_on && making.next % kRowsBetweenLooks == 0 &&
                           Turn::is_over({making.next, to});
                 return goes_on && !is_over;
               });
  // Whoever changes a record before the next turn finds its row read or not read.
  if (is_over) return filler.flush() && false;
  if (!goes_on || !filler.finish() || is_out_of_work()) return false;
  making.next = to;
  return true;
}

// Forgets what was made; columns that had values below `rows` keep them.
void Table::stop(std::unique_ptr<Making>& making, int64_t rows) {
  for (Column* column : making->filler.columns()) column->cut(rows);
  making.reset();
}

// The rows that came since the columns were made.
bool Table::extend() {
  while (made_) {
    const int64_t rows = source_.rows(entity_.id);
    if (rows <= rows_) return true;
    if (!extending_) {
      extending_ = std::make_unique<Making>(
          Making{Filler(made_columns(), rows_, names_, source_.context()), rows_});
    }
    if (!read_rows(*extending_, rows)) {
      if (!Turn::was_left() || is_out_of_work()) stop(extending_, rows_);
      return false;
    }
    rows_ = rows;
    late_.merge(extending_->late);
    extending_.reset();
  }
  return true;
}

// The columns that are missing.
bool Table::make_columns() {
  while (!unmade_.empty()) {
    if (!making_) {
      making_ = std::make_unique<Making>(Making{Filler(unmade_, 0, names_, source_.context()), 0});
    }
    // Those that are made may have got more rows meanwhile.
    const int64_t rows = made_ ? rows_ : source_.rows(entity_.id);
    if (!read_rows(*making_, rows)) {
      if (!Turn::was_left() || is_out_of_work()) stop(making_, 0);
      return false;
    }
    std::erase_if(unmade_, [&](Column* column) {
      const std::vector<Column*>& done = making_->filler.columns();
      return std::find(done.begin(), done.end(), column) != done.end();
    });
    rows_ = rows;
    made_ = true;
    late_.merge(making_->late);
    making_.reset();
  }
  return true;
}

bool Table::renew_late() {
  const auto all = static_cast<int64_t>(late_.size());
  while (!late_.empty()) {
    const int64_t row = *late_.begin();
    if (!renew(row)) return false;
    late_.erase(row);
    const auto left = static_cast<int64_t>(late_.size());
    if (left > 0 && left % kRowsBetweenLooks == 0 && Turn::is_over({all - left, all})) return false;
  }
  return true;
}

// Every row has its value in each column that is made, and with `all` in those that are missing.
bool Table::bring_up(bool all) {
  // Another step was the last of this turn.
  if (Turn::was_left()) return false;
  if (!extend()) return false;
  if (all && !(make_columns() && extend())) return false;
  return renew_late();
}

bool Table::make(const std::vector<Slot*>& slots) {
  // Those that somebody else waits for are made when they ask.
  if (!bring_up(needs_unmade(slots))) return false;
  const bool is_much = rows_ - kept_rows_ >= kLeastKeptRows || unkept_ >= kMaxUnkept;
  const bool is_new = std::any_of(columns_.begin(), columns_.end(), [](const auto& entry) {
    return entry.second->kept_as() == 0 && !entry.second->spec().lens &&
           !entry.second->reads_clock();
  });
  if (rows_ >= kLeastKeptRows && (is_much || is_new)) keep();
  return true;
}

bool Table::prepare(const std::vector<Slot*>& slots) {
  if (!make(slots)) return false;
  for (Slot* slot : slots) {
    if (slot->cube.lost_extreme()) slot->filled_to = 0;
  }
  return fill(slots);
}

// Chunk after chunk, those that are behind first: a chunk is unpacked once for all of them.
bool Table::fill(const std::vector<Slot*>& slots) {
  ChunkView view;
  const auto chunk_rows = static_cast<int64_t>(kChunkRows);
  for (;;) {
    int64_t from = rows_;
    for (const Slot* slot : slots) from = std::min(from, slot->filled_to);
    if (from >= rows_) return true;
    const int64_t chunk = from / chunk_rows;
    const int64_t first = chunk * chunk_rows;
    const int64_t to = std::min(rows_, first + chunk_rows);
    view.open(size_t(chunk), size_t(from - first), size_t(to - first));
    for (Slot* slot : slots) {
      if (slot->filled_to != from) continue;
      if (from == 0) slot->cube.empty();
      if (!slot->broken) slot->cube.scan(view, today_);
      slot->filled_to = to;
    }
    if (to < rows_ && Turn::is_over({to, rows_})) return false;
  }
}

void Table::catch_up() {
  if (!made_ || extending_) return;
  // Rows that came are added with those that changed, before anybody waits for them.
  if (extend()) (void)renew_late();
}

bool Table::refuses(const Slot& slot) const {
  bool refused = false;
  slot.cube.columns().for_each([&](const Column* column) { refused |= column->refused; });
  return refused;
}

std::vector<int64_t> Table::rows_of(Slot& slot, const Cube::Codes& codes) {
  std::vector<int64_t> found;
  if (slot.broken) return found;
  ChunkView view;
  const auto chunk_rows = static_cast<int64_t>(kChunkRows);
  for (int64_t chunk = 0; chunk * chunk_rows < rows_; ++chunk) {
    view.open(size_t(chunk), 0, size_t(std::min(rows_ - chunk * chunk_rows, chunk_rows)));
    slot.cube.rows_of(view, today_, codes, found);
  }
  return found;
}

void Table::touch(const std::string& id) {
  if (!made_ && !making_) return;
  const std::optional<int64_t> row = source_.row_of(entity_.id, id);
  if (!row) return;
  ++cost_.samples;
  if (making_ && *row < making_->next) making_->late.insert(*row);
  if (extending_) {
    // Whoever reads waits for these rows anyway.
    if (*row < extending_->next) extending_->late.insert(*row);
  } else if (*row >= rows_) {
    (void)extend();
  } else if (made_ && !renew(*row)) {
    late_.insert(*row);
  }
}

void Table::note(const std::string& id) {
  if (!made_ && !making_) return;
  const std::optional<int64_t> row = source_.row_of(entity_.id, id);
  if (!row) return;
  if (making_ && *row < making_->next) making_->late.insert(*row);
  if (extending_ && *row < extending_->next) {
    extending_->late.insert(*row);
  } else if (made_ && *row < rows_) {
    late_.insert(*row);
  }
}

// Gives the row's values anew; false where the request ran out of work.
bool Table::renew(int64_t row) {
  const std::vector<Column*> columns = made_columns();
  std::vector<std::pair<Column*, std::optional<int128>>> changed;
  bool done = true;
  const bool is_there =
      source_.load(entity_.id, row, reads_of(columns), [&](int64_t, record::RecordView&& view) {
        Evaluator evaluator(names_, source_.context());
        const ZoneRef zone = evaluator.time_zone();
        done = evaluator.run(columns, view.slots, 1,
                             [&](Column& column, size_t, const feel::Value& value) {
                               const std::optional<int128> stored = column.stored(value, zone);
                               if (stored != column.get(row)) changed.emplace_back(&column, stored);
                             });
      });
  if (!done || is_out_of_work()) return false;
  if (!is_there && there_->is(row)) changed.emplace_back(there_, std::nullopt);
  if (changed.empty()) return true;
  std::vector<Cube*> cubes;
  for (const auto& [key, slot] : slots_) {
    if (row >= slot->filled_to || slot->broken) continue;
    bool reads = false;
    slot->cube.columns().for_each([&](const Column* column) {
      for (const auto& [other, value] : changed) reads |= other == column;
    });
    if (reads) cubes.push_back(&slot->cube);
  }
  for (Cube* cube : cubes) cube->change(row, today_, -1);
  for (const auto& [column, value] : changed) column->set(row, value);
  for (Cube* cube : cubes) cube->change(row, today_, 1);
  ++unkept_;
  return true;
}

template <typename Goes>
void Table::drop_columns(Goes goes) {
  const auto reads_one = [&](const std::unique_ptr<Making>& making) {
    if (!making) return false;
    const std::vector<Column*>& columns = making->filler.columns();
    return std::any_of(columns.begin(), columns.end(),
                       [&](const Column* column) { return goes(*column); });
  };
  if (reads_one(making_)) stop(making_, 0);
  if (reads_one(extending_)) stop(extending_, rows_);
  std::erase_if(slots_, [&](const auto& entry) {
    bool reads = false;
    entry.second->cube.columns().for_each([&](const Column* column) { reads |= goes(*column); });
    return reads;
  });
  std::erase_if(unmade_, [&](const Column* column) { return goes(*column); });
  std::erase_if(columns_, [&](const auto& entry) { return goes(*entry.second); });
}

void Table::move_to(int64_t today) {
  if (today == today_) return;
  today_ = today;
  // What reads the clock gave other values yesterday.
  drop_columns([](const Column& column) { return column.reads_clock(); });
  // One scan for those with a window: what enters and leaves is found by its day.
  for (const auto& [key, slot] : slots_) {
    if (slot->cube.columns().window && !slot->cube.columns().days) slot->filled_to = 0;
  }
}

void Table::keep() {
  ColumnStore* store = source_.columns();
  if (store == nullptr || !keeps_ || extending_ || !late_.empty() || !unmade_.empty()) return;
  // Documents change, and with them what is asked for.
  if (columns_.size() > kMaxColumns) {
    drop_columns([](const Column& column) { return column.last_use == 0; });
  }
  std::vector<Column*> kept;
  std::vector<ColumnChanges> changes;
  for (const auto& [key, column] : columns_) {
    if (column->spec().lens || column->reads_clock() || column->refused) continue;
    kept.push_back(column.get());
    changes.push_back(column->take_changes());
  }
  const std::vector<int64_t> numbers = store->write(entity_.id, rows_, changes);
  // What is kept stays as it was: what changed since is marked there.
  if (numbers.empty()) keeps_ = false;
  for (size_t i = 0; i < numbers.size(); ++i) kept[i]->set_kept_as(numbers[i]);
  kept_rows_ = rows_;
  unkept_ = 0;
}

// Cubes that were not asked for the longest go first, and the columns of readers with them.
void Table::bound_memory() {
  const auto bytes_of_cubes = [&] {
    size_t sum = 0;
    for (const auto& [key, slot] : slots_) sum += slot->cube.bytes();
    return sum;
  };
  bool dropped = false;
  while (slots_.size() > 1 && (slots_.size() > kMaxCubes || bytes_of_cubes() > kMaxCubeBytes)) {
    slots_.erase(std::min_element(slots_.begin(), slots_.end(), [](const auto& a, const auto& b) {
      return a.second->last_use < b.second->last_use;
    }));
    dropped = true;
  }
  if (!dropped) return;
  drop_columns([&](const Column& column) {
    if (!column.spec().lens) return false;
    return std::none_of(slots_.begin(), slots_.end(), [&](const auto& entry) {
      bool reads = false;
      entry.second->cube.columns().for_each(
          [&](const Column* other) { reads |= other == &column; });
      return reads;
    });
  });
}

Cost Table::cost() const {
  Cost cost = cost_;
  for (const auto& [key, slot] : slots_) cost.touched += slot->cube.touched();
  return cost;
}

size_t Table::bytes() const {
  size_t sum = 0;
  for (const auto& [key, column] : columns_) sum += column->bytes();
  for (const auto& [key, slot] : slots_) sum += slot->cube.bytes();
  return sum;
}

}  // namespace tollgate::metrics
