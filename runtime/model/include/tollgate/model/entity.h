// A kind of record: its fields, its title, its owner.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/text_index.h"
#include "tollgate/feel/type.h"
#include "tollgate/model/assignment.h"
#include "tollgate/model/field.h"

namespace tollgate::model {

// A record that people begin from one of the entity's: a new one of the form, with fields filled in
// from the one it begins from. `when` and the values are FEEL over that one.
struct FollowUp {
  std::string id;
  Text label;
  std::string form;
  std::optional<Expression> when;
  std::vector<Assignment> set;
  std::string pointer;
};

struct Entity {
  std::string id;
  Text label;
  std::optional<Expression> title;
  std::vector<Field> fields;
  std::string owner;  // id of a reference field, "" when absent
  std::vector<FollowUp> follow_ups;
  std::string pointer;
  TextIndex fields_by_id;
  // fields_type() of it, references as ids; any until the whole app is read.
  feel::Type plain_type;

  const Field* find_field(std::string_view field_id) const;
};

// The entity whose records are the people who use the app.
struct Users {
  std::string entity;
  std::optional<Expression> role;  // over a user's record: the id of a role
  std::string manager;             // the field that refers to a person's manager, "" when absent
  std::string pointer;
};

}  // namespace tollgate::model
