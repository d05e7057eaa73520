// Members of files and positions as values: who may say which, and how they are found again. For
// what judges values that come in by forms, imports and devices.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "json_text.h"
#include "tollgate/base/json.h"
#include "tollgate/base/result.h"
#include "tollgate/base/value_members.h"
#include "tollgate/evidence/capture.h"
#include "tollgate/model/app.h"
#include "tollgate/model/field.h"
#include "tollgate/store/store.h"

namespace tollgate::engine {

bool is_location(const model::Field& field);

// Every file and position of a field's value goes through `judge`, with its path without the
// numbers of items: "actions/photo".
using Judge = std::function<Result<Json>(const model::Field&, const std::string&, Json)>;
Result<Json> each(const model::Field& field, const std::string& path, const Json& value,
                  const Judge& judge);

template <typename Members>
void erase_if_said_by(Json& value, const Members& members, SaidBy who) {
  for (const ValueMember& member : members) {
    if (member.said_by == who) value.erase(std::string(member.name));
  }
}

void set_text(Json& value, const char* member, const std::string& text);
// A value with findings is not verified.
void set_findings(Json& value, const std::vector<std::string>& findings);
std::vector<std::string> findings_of(const Json& value);

// A name is what somebody called the file when it was handed in, and no other.
void take_name(store::Store& store, Json& value, const std::string& claimed);

// The facts of the blob that a value names, with what was counted in it taken over. Refused with
// engine.no_blob.
Result<Json> take_counts(store::Store& store, const model::Field& field, Json& value);

void judge_as_photo(Json& value, const Json& facts, const evidence::CaptureSetting& setting);
void judge_as_location(Json& value, const evidence::CaptureSetting& setting);

// What tells a file or position apart from others of the same field.
std::string key_of(const model::Field& field, const std::string& path, const Json& value);

// What other records than `key` hold that is like it.
void add_findings_of_others(store::Store& store, const model::App& app, const store::RecordKey& key,
                            const model::Field& field, const std::string& path, Json& value);

}  // namespace tollgate::engine
