// What a member that refers by id may refer to.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "panels.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"

namespace tollgate::designer {
namespace {

void add_all(const DesignSession& session, std::string_view list, std::vector<Candidate>& out) {
  const Json* elements = session.at(list);
  if (elements == nullptr || !elements->is_array()) return;
  for (const Json& element : *elements) {
    std::string id = text_member(element, "id");
    if (!id.empty()) out.push_back({std::move(id), session.label(element)});
  }
}

// The entity whose fields are meant: the nearest `entity` above, or the trigger's.
std::string entity_for(const DesignSession& session, std::string_view object) {
  std::string at(object);
  for (;;) {
    const Json* value = session.at(at);
    if (value != nullptr && value->is_object()) {
      std::string id = text_member(*value, "entity");
      if (id.empty() && value->contains("on")) id = text_member(value->at("on"), "entity");
      if (!id.empty() && definition_at(session.json(), at) != "field") {
        return pointer_by_id(session.json(), "entities", id);
      }
      if (definition_at(session.json(), at) == "entity") return at;
    }
    if (at.empty()) return {};
    at = std::string(pointer_parent(at));
  }
}

// Of the record's fields those that refer to others: whose records an effect may set.
void add_references(const DesignSession& session, const std::string& entity,
                    std::vector<Candidate>& out) {
  const Json* fields = session.at(entity + "/fields");
  for (size_t i = 0; fields != nullptr && i < fields->size(); ++i) {
    const Json& field = fields->at(i);
    if (text_member(field, "type") != "reference") continue;
    out.push_back({text_member(field, "id"), session.label(field)});
  }
}

// The entity that `field` of an entity refers to; "" when it does not.
std::string referred_entity(const DesignSession& session, const std::string& entity,
                            std::string_view field) {
  const Json* fields = session.at(entity + "/fields");
  for (size_t i = 0; fields != nullptr && i < fields->size(); ++i) {
    if (text_member(fields->at(i), "id") != field) continue;
    return pointer_by_id(session.json(), "entities", text_member(fields->at(i), "entity"));
  }
  return {};
}

}  // namespace

std::vector<Candidate> reference_candidates(const DesignSession& session, std::string_view object,
                                            std::string_view property) {
  std::vector<Candidate> found;
  const Json* value = session.at(object);
  if (property == "target" && value != nullptr) {
    const std::string type = text_member(*value, "type");
    add_all(session, "/" + type + "s", found);
    return found;
  }
  if (property == "entity") add_all(session, "/entities", found);
  if (property == "form") add_all(session, "/forms", found);
  if (property == "view") add_all(session, "/views", found);
  if (property == "workflow") add_all(session, "/workflows", found);
  if (property == "scorecard") add_all(session, "/scorecards", found);
  if (property == "roles") add_all(session, "/roles", found);
  if (property == "dashboards") add_all(session, "/dashboards", found);
  if (property == "metric" || property == "metrics" || property == "numerator" ||
      property == "denominator") {
    add_all(session, "/metrics", found);
  }
  if (property == "pool") {
    const Json* scorecards = session.at("/scorecards");
    for (size_t i = 0; scorecards != nullptr && i < scorecards->size(); ++i) {
      add_all(session, pointer_child("/scorecards", i) + "/pools", found);
    }
  }
  if (property == "stage") {
    const Json* workflows = session.at("/workflows");
    for (size_t i = 0; workflows != nullptr && i < workflows->size(); ++i) {
      add_all(session, pointer_child("/workflows", i) + "/stages", found);
    }
  }
  if ((property == "from" || property == "to") && object.find("/transitions/") != object.npos) {
    add_all(session, ancestor_in(object, "workflows") + "/stages", found);
    return found;
  }
  if (found.empty()) {
    std::string entity = entity_for(session, object);
    const bool sets_field = value != nullptr && text_member(*value, "type") == "set_field";
    const std::string record = sets_field ? text_member(*value, "record") : std::string();
    if (sets_field && property == "record") {
      add_references(session, entity, found);
      return found;
    }
    if (property == "field" && !record.empty()) entity = referred_entity(session, entity, record);
    // What a follow-up fills in are fields of the record that it begins.
    const std::string follow_up(ancestor_in(object, "follow_ups"));
    if (property == "field" && !follow_up.empty()) {
      const std::string form = text_member(*session.at(follow_up), "form");
      const std::string begun = pointer_by_id(session.json(), "forms", form);
      entity = begun.empty() ? std::string() : entity_of(session.json(), begun);
    }
    if (!entity.empty()) add_all(session, entity + "/fields", found);
  }
  return found;
}

}  // namespace tollgate::designer
