// What becomes of one line: the record that it names is found, the form's checks are made, and what
// has to be written is said. Nothing is written here.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "derivation.h"
#include "import/line.h"
#include "import/preview.h"
#include "tollgate/engine/import.h"
#include "tollgate/form/session.h"

namespace tollgate::engine {

struct CheckedLine {
  LineReport report;
  std::vector<ops::Body> bodies;  // none where nothing has to be written
  KnownRecord known;              // the record as it is
};

class LineChecker {
 public:
  // `preview`: null where lines are written. Refused: import.bad_key.
  static Result<std::unique_ptr<LineChecker>> create(Engine& engine, const LinesToImport& lines,
                                                     const std::string& batch, Preview* preview,
                                                     const Caller& caller);

  CheckedLine check(ImportLine line);
  // The line was written, or would have been: later lines find its record.
  void note(const CheckedLine& line);

  // A record by what stands in a cell: by its id, else by its title where no other has the same.
  // Of the entity that the table itself brings, by its id alone.
  std::optional<std::string> find_by_title(const model::Field& reference, const std::string& text);

 private:
  using Texts = std::unordered_map<std::string, std::string>;  // to the record; "": several

  LineChecker(Engine& engine, const LinesToImport& lines, const std::string& batch,
              Preview* preview, const Caller& caller);

  bool find_record(ImportLine& line, CheckedLine& checked);
  bool find_by_key(const model::Field& key, ImportLine& line);
  bool is_allowed(ImportLine& line, KnownRecord& known) const;
  // Whether the importer may see it; what they may not see is as if it were not there.
  bool sees(std::string_view entity, const std::string& record) const;
  std::optional<Diagnostic> other_entity_of(const ImportLine& line) const;
  bool was_taken_back(const ImportLine& line) const;
  // A second line about a record may say what the first one did.
  void refuse_duplicate(ImportLine& line, CheckedLine& checked) const;
  bool is_in_batch(const ops::RecordKey& key) const;
  void check_typed(ImportLine& line, const form::FormRules& rules);
  bool takes_samples();
  bool is_as_stored(const ImportLine& line, const ops::RecordState& state) const;
  void make_record(const ImportLine& line, std::shared_ptr<const form::FormRules> rules,
                   CheckedLine& checked);
  void change_record(const ImportLine& line, std::shared_ptr<const form::FormRules> rules,
                     CheckedLine& checked);
  // Valid until the next one is opened.
  const form::FormSession& open(std::shared_ptr<const form::FormRules> rules,
                                record::RecordFacts facts, Json values, Json draft);
  // The session's findings; false when they keep the record from being complete.
  bool take_findings(const ImportLine& line, const form::FormSession& session,
                     CheckedLine& checked) const;
  void note_computed(const ImportLine& line, const form::FormSession& session,
                     CheckedLine& checked) const;
  void note_key(const std::string& key, const std::string& record);
  Texts& titles_of(const std::string& entity);
  Texts& keys();

  Engine& engine_;
  AppRules& app_;
  const LinesToImport& lines_;
  const Caller& caller_;
  std::string batch_;
  Preview* preview_;
  std::optional<PreviewRecords> preview_records_;
  record::RecordLookup* records_;
  feel::Value person_;
  const model::Entity* key_entity_ = nullptr;
  std::optional<Texts> keys_;
  std::map<std::string, Texts> titles_;
  std::optional<bool> takes_samples_;
  WriteGuard guard_;
  std::optional<FormPermissions> permissions_;  // of the importer; nullopt: everything
  // One for each entity, for one line after the other.
  std::map<std::shared_ptr<const form::FormRules>, form::FormSession> sessions_;
};

}  // namespace tollgate::engine
