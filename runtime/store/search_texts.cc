#include "search_texts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "database.h"
#include "packed_texts.h"
#include "record_sql.h"
#include "record_table.h"
#include "tollgate/base/json.h"
#include "tollgate/base/turn.h"

namespace tollgate::store {
namespace {

constexpr auto kChunk = static_cast<int64_t>(kRowsOfChunk);
// Fewer are read as they stand in some milliseconds.
constexpr int64_t kLeastPackedRows = 8192;
// So many that are not packed, or were written since, are read beside the packed ones.
constexpr int64_t kMaxRowsBeside = 2048;
// What one search packs at most where it is not answered in turns; there it packs all of them, and
// others have theirs between two chunks.
constexpr int64_t kChunksAtOnce = 4;

int64_t place_of_chunk(int64_t column, int64_t chunk) { return column << 32 | chunk; }

// Behind it the ids are packed that a reference holds, with their letters' case.
constexpr char kIdsOf = '=';

bool packs_ids(std::string_view field) { return field.starts_with(kIdsOf); }
std::string_view field_of(std::string_view field) {
  return packs_ids(field) ? field.substr(1) : field;
}

bool is_text(const TableSpec& table, std::string_view field) {
  const ColumnSpec* column = table.find(field_of(field));
  return column ? column->kind == ColumnKind::kText : field == "title";
}

void count_match(TextMatches& matches, int64_t row, int status) {
  if (status >= int(ops::RecordStatus::kDiscarded) || matches.rows.has(row)) return;
  matches.rows.add(row);
  ++(status == int(ops::RecordStatus::kComplete) ? matches.complete : matches.drafts);
}

}  // namespace

std::optional<TextMatches> SearchTexts::find(const std::vector<std::string>& fields,
                                             const std::vector<NamedTitles>& titles,
                                             const std::string& search) {
  if (search.empty() || search.find('\0') != std::string::npos) return std::nullopt;
  std::vector<std::string> packed = fields;
  for (const NamedTitles& named : titles) packed.push_back(kIdsOf + named.field);
  for (const std::string& field : packed) {
    if (!is_text(table_, field)) return std::nullopt;
  }
  all_rows_ = store_.rows(table_.entity);
  if (packed.empty() || all_rows_ < kLeastPackedRows) return std::nullopt;
  std::vector<Column> columns = columns_of(packed);
  for (size_t i = 0; i < titles.size(); ++i) {
    columns[fields.size() + i].named = titled(titles[i].entity, search);
  }
  if (!store_.only_reads_ && !store_.db_->in_transaction() && !is_up_to_date(columns)) {
    // What there is, is not all: nobody reads what is found in such a turn.
    if (!bring_up(columns)) return TextMatches{};
  }
  int64_t rows = all_rows_;
  for (const Column& column : columns) rows = std::min(rows, column.rows);
  if (rows == 0 || store_.failed()) return std::nullopt;
  const sql::RowSet changed = changed_rows();
  TextMatches matches;
  for (const Column& column : columns) {
    if (find_packed(column, rows, folded(search), changed, matches)) continue;
    // Damaged: they are made again.
    if (!store_.only_reads_ && !store_.db_->in_transaction()) {
      Transaction all(store_);
      store_.forget_searched(table_.entity);
      (void)all.commit();
    }
    return std::nullopt;
  }
  find_unpacked(columns, rows, search, matches);
  return matches;
}

// The records of an entity with the text in their title.
SearchTexts::Ids SearchTexts::titled(const std::string& entity, const std::string& search) {
  Ids ids;
  RecordQuery query{.entity = entity, .drafts = true, .search = search, .any_order = true};
  store_.scan_columns(query, {"id"}, [&](const std::vector<std::string_view>& texts) {
    ids.emplace(texts.front());
    return true;
  });
  return ids;
}

std::vector<SearchTexts::Column> SearchTexts::columns_of(const std::vector<std::string>& fields) {
  const int64_t head = store_.last_op();
  std::vector<Column> columns;
  for (const std::string& field : fields) {
    Column& column = columns.emplace_back(Column{field});
    Query row = store_.db_->query(
        "SELECT number,CASE WHEN head=?3 THEN rows ELSE 0 END FROM search_column"
        " WHERE entity=?1 AND field=?2");
    row.bind(table_.entity).bind(field).bind(head);
    if (!row.step()) continue;
    column.number = row.integer(0);
    column.rows = row.integer(1);
  }
  return columns;
}

sql::RowSet SearchTexts::changed_rows() {
  sql::RowSet rows;
  Query row = store_.db_->query("SELECT row FROM search_change WHERE entity=?1");
  row.bind(table_.entity);
  while (row.step()) rows.add(row.integer(0));
  return rows;
}

bool SearchTexts::is_up_to_date(const std::vector<Column>& columns) const {
  for (const Column& column : columns) {
    if (all_rows_ - column.rows > kMaxRowsBeside) return false;
  }
  Query row = store_.db_->query("SELECT count(*) FROM search_change WHERE entity=?1");
  row.bind(table_.entity);
  return row.step() && row.integer(0) <= kMaxRowsBeside;
}

bool SearchTexts::bring_up(std::vector<Column>& columns) {
  if (!Turn::is_there()) {
    pack_some(columns, kChunksAtOnce);
    return true;
  }
  while (!is_up_to_date(columns)) {
    if (!pack_some(columns, 1)) return true;
    int64_t packed = all_rows_;
    for (const Column& column : columns) packed = std::min(packed, column.rows);
    if (Turn::is_over({packed, all_rows_})) return false;
  }
  return true;
}

// False: nothing was packed.
bool SearchTexts::pack_some(std::vector<Column>& columns, int64_t chunks) {
  Transaction all(store_);
  int64_t chunks_left = chunks;
  pack_changed(chunks_left);
  for (Column& column : columns) pack_new(column, chunks_left);
  const bool is_kept = all.commit().ok();
  if (!is_kept) {
    for (Column& column : columns) column.rows = 0;
  }
  store_.searched_rows_.reset();
  return is_kept && chunks_left < chunks;
}

void SearchTexts::pack_new(Column& column, int64_t& chunks_left) {
  if (column.number == 0) {
    store_.db_->query("INSERT INTO search_column(entity,field,rows,head) VALUES(?1,?2,0,0)")
        .bind(table_.entity)
        .bind(column.field)
        .run();
    column.number = store_.db_->last_row();
  }
  if (all_rows_ - column.rows <= kMaxRowsBeside) return;
  for (; chunks_left > 0 && column.rows < all_rows_; --chunks_left) {
    const int64_t chunk = column.rows / kChunk;
    pack(column, chunk);
    column.rows = std::min(all_rows_, (chunk + 1) * kChunk);
  }
  store_.db_->query("UPDATE search_column SET rows=?1,head=?2 WHERE number=?3")
      .bind(column.rows)
      .bind(store_.last_op())
      .bind(column.number)
      .run();
}

// Of all columns of the entity, since a row that was written is noted once.
void SearchTexts::pack_changed(int64_t& chunks_left) {
  std::vector<int64_t> chunks;
  {
    Query row = store_.db_->query(
        "SELECT (row-1)/?2 AS chunk, count(*) AS changed FROM search_change WHERE entity=?1"
        " GROUP BY chunk ORDER BY changed DESC LIMIT ?3");
    row.bind(table_.entity).bind(kChunk).bind(chunks_left);
    while (row.step()) chunks.push_back(row.integer(0));
  }
  std::vector<Column> columns;
  {
    Query row = store_.db_->query(
        "SELECT field,number,rows FROM search_column WHERE entity=?1 AND head=?2");
    row.bind(table_.entity).bind(store_.last_op());
    while (row.step()) {
      columns.push_back({std::string(row.text(0)), row.integer(1), row.integer(2)});
    }
  }
  for (const int64_t chunk : chunks) {
    for (const Column& column : columns) {
      if (chunk * kChunk < column.rows && is_text(table_, column.field)) pack(column, chunk);
    }
    store_.db_->query("DELETE FROM search_change WHERE entity=?1 AND row>?2 AND row<=?3")
        .bind(table_.entity)
        .bind(chunk * kChunk)
        .bind((chunk + 1) * kChunk)
        .run();
    --chunks_left;
  }
}

void SearchTexts::pack(const Column& column, int64_t chunk) {
  PackedTexts texts;
  {
    const std::string text = sorted_column(table_, field_of(column.field));
    const bool are_ids = packs_ids(column.field);
    Query row =
        store_.db_->query("SELECT rowid,status," + text + " FROM " + table_name(table_.entity) +
                          " WHERE rowid>?1 AND rowid<=?2 ORDER BY rowid");
    row.bind(chunk * kChunk).bind((chunk + 1) * kChunk);
    while (row.step()) {
      const auto place = static_cast<size_t>(row.integer(0) - chunk * kChunk - 1);
      while (texts.rows() < place) texts.add_none();
      if (row.is_null(2)) {
        texts.add_none();
      } else if (are_ids) {
        texts.add_as_it_is(row.text(2), int(row.integer(1)));
      } else {
        texts.add(row.text(2), int(row.integer(1)));
      }
    }
  }
  store_.db_->query("INSERT OR REPLACE INTO search_chunk(place,bytes) VALUES(?1,?2)")
      .bind(place_of_chunk(column.number, chunk))
      .bind_blob(texts.bytes())
      .run();
}

bool SearchTexts::find_packed(const Column& column, int64_t rows, const std::string& searched,
                              const sql::RowSet& changed, TextMatches& matches) {
  if (column.named && column.named->empty()) return true;
  const int64_t chunks = (rows + kChunk - 1) / kChunk;
  Query row = store_.db_->query(
      "SELECT place,bytes FROM search_chunk WHERE place>=?1 AND place<?2 ORDER BY place");
  row.bind(place_of_chunk(column.number, 0)).bind(place_of_chunk(column.number, chunks));
  int64_t found = 0;
  for (; row.step(); ++found) {
    if (row.integer(0) != place_of_chunk(column.number, found)) return false;
    const int64_t before = found * kChunk + 1;
    const auto visit = [&](size_t place, int status) {
      const int64_t match = before + int64_t(place);
      if (match <= rows && !changed.has(match)) count_match(matches, match, status);
    };
    const auto is_named = [&](std::string_view id) { return column.named->contains(id); };
    const bool is_whole = column.named ? find_texts(row.text(1), is_named, visit)
                                       : find_in_texts(row.text(1), searched, visit);
    if (!is_whole) return false;
  }
  return found == chunks;
}

void SearchTexts::find_unpacked(const std::vector<Column>& columns, int64_t rows,
                                const std::string& search, TextMatches& matches) {
  std::string any;
  std::vector<std::string> named;
  for (const Column& column : columns) {
    any += (any.empty() ? "" : " OR ") + sorted_column(table_, field_of(column.field));
    if (!column.named) {
      any += " LIKE ?1 ESCAPE '\\'";
      continue;
    }
    Json ids = Json::array();
    for (const std::string& id : *column.named) ids.push_back(id);
    named.push_back(write_json(ids));
    any += " IN (SELECT value FROM json_each(?" + std::to_string(3 + named.size()) + "))";
  }
  const std::string select =
      "SELECT rowid,status FROM " + table_name(table_.entity) + " WHERE (" + any + ") AND ";
  for (const char* where : {"rowid>?2",
                            "rowid IN (SELECT row FROM search_change WHERE entity=?3)"
                            " AND rowid<=?2"}) {
    Query row = store_.db_->query(select + where);
    row.bind(like_pattern(search)).bind(rows).bind(table_.entity);
    for (const std::string& ids : named) row.bind(ids);
    while (row.step()) count_match(matches, row.integer(0), int(row.integer(1)));
  }
}

// What saves have to note, by entity: how many rows are packed at most.
const std::map<std::string, int64_t, std::less<>>& Store::searched_rows() {
  if (searched_rows_) return *searched_rows_;
  searched_rows_.emplace();
  if (!has_table(*db_, "search_column")) return *searched_rows_;
  Query row = db_->query("SELECT entity,max(rows) FROM search_column GROUP BY entity");
  while (row.step()) {
    if (row.integer(1) > 0) searched_rows_->emplace(row.text(0), row.integer(1));
  }
  return *searched_rows_;
}

void Store::mark_searched_row(std::string_view entity, std::string_view record) {
  const auto searched = searched_rows().find(entity);
  if (searched == searched_rows().end() || !layout_.find(entity)) return;
  db_->query("INSERT OR IGNORE INTO search_change(entity,row) SELECT ?1,rowid FROM " +
             table_name(entity) + " WHERE id=?2 AND rowid<=?3")
      .bind(entity)
      .bind(record)
      .bind(searched->second)
      .run();
}

void Store::forget_searched(std::string_view entity) {
  if (searched_rows().find(entity) == searched_rows().end()) return;
  db_->query(
         "DELETE FROM search_chunk WHERE place IN (SELECT c.place FROM search_column AS s"
         " JOIN search_chunk AS c ON c.place>=s.number<<32 AND c.place<(s.number+1)<<32"
         " WHERE s.entity=?1)")
      .bind(entity)
      .run();
  for (const std::string_view table : {"search_column", "search_change"}) {
    db_->query("DELETE FROM " + std::string(table) + " WHERE entity=?1").bind(entity).run();
  }
  searched_rows_.reset();
}

}  // namespace tollgate::store
