// The app that people of five roles read in these tests, and an engine that holds it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/api/tollgate.h"

namespace tollgate::reading {

inline const char* const kFirmApp = R"json({
  "format": "tollgate.app/1", "id": "firm", "version": 1, "label": {"en": "Firm"}, "locales": ["en"],
  "users": {"entity": "person", "role": "role", "manager": "manager"},
  "roles": [
    {"id": "rep", "label": {"en": "Rep"}, "menu": [{"type": "view", "target": "visits"}], "permissions": {
      "dashboards": ["main"],
      "entities": [
        {"entity": "person", "read": "all", "fields": [{"field": "phone", "access": "hidden"}]},
        {"entity": "customer", "read": "own", "fields": [{"field": "discount", "access": "hidden"}]},
        {"entity": "visit", "read": "own", "create": "own", "update": "own", "exports": true, "fields": [{"field": "margin", "access": "hidden"}]}]}},
    {"id": "manager", "label": {"en": "Manager"}, "menu": [{"type": "view", "target": "visits"}], "outbox": true, "permissions": {
      "dashboards": ["main"],
      "entities": [
        {"entity": "person", "read": "team"},
        {"entity": "customer", "read": "team", "fields": [{"field": "discount", "access": "hidden"}]},
        {"entity": "visit", "read": "team", "update": "team"}]}},
    {"id": "inspector", "label": {"en": "Inspector"}, "menu": [{"type": "view", "target": "visits"}], "permissions": {
      "dashboards": ["main"],
      "entities": [
        {"entity": "person", "read": "all", "fields": [{"field": "phone", "access": "hidden"}]},
        {"entity": "customer", "read": "all", "read_when": "city = \"wuhan\""},
        {"entity": "visit", "read": "all", "read_when": "customer.city = \"wuhan\" and kind = \"open\"", "exports": true, "fields": [{"field": "margin", "access": "hidden"}]}]}},
    {"id": "region", "label": {"en": "Region"}, "menu": [{"type": "view", "target": "visits"}], "permissions": {
      "dashboards": ["main"],
      "entities": [
        {"entity": "person", "read": "all", "read_when": "region = user.region"},
        {"entity": "customer", "read": "all"},
        {"entity": "visit", "read": "all", "read_when": "rep.region = user.region", "exports": true}]}},
    {"id": "boss", "label": {"en": "Boss"}, "menu": [{"type": "view", "target": "visits"}], "permissions": {
      "administration": true, "dashboards": ["main"],
      "entities": [
        {"entity": "person", "read": "all", "update": "all"},
        {"entity": "customer", "read": "all", "update": "all", "imports": true},
        {"entity": "visit", "read": "all", "update": "all", "imports": true, "exports": true}]}},
    {"id": "guest", "label": {"en": "Guest"}, "menu": []}],
  "entities": [
    {"id": "person", "label": {"en": "Person"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "role", "type": "choice", "label": {"en": "Role"}, "options": [
        {"id": "rep", "label": {"en": "Rep"}}, {"id": "manager", "label": {"en": "Manager"}},
        {"id": "inspector", "label": {"en": "Inspector"}}, {"id": "region", "label": {"en": "Region"}},
        {"id": "boss", "label": {"en": "Boss"}}, {"id": "guest", "label": {"en": "Guest"}}]},
      {"id": "manager", "type": "reference", "entity": "person", "label": {"en": "Manager"}},
      {"id": "region", "type": "text", "label": {"en": "Region"}},
      {"id": "phone", "type": "text", "label": {"en": "Phone"}}]},
    {"id": "customer", "label": {"en": "Customer"}, "title": "name", "owner": "rep", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name"}},
      {"id": "city", "type": "choice", "label": {"en": "City"}, "options": [
        {"id": "wuhan", "label": {"en": "Wuhan"}}, {"id": "jinan", "label": {"en": "Jinan"}}]},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "discount", "type": "number", "label": {"en": "Discount"}}]},
    {"id": "visit", "label": {"en": "Visit"}, "title": "customer.name", "owner": "rep", "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer"}},
      {"id": "rep", "type": "reference", "entity": "person", "label": {"en": "Rep"}},
      {"id": "kind", "type": "choice", "label": {"en": "Kind"}, "options": [
        {"id": "open", "label": {"en": "Open"}}, {"id": "done", "label": {"en": "Done"}}]},
      {"id": "amount", "type": "number", "label": {"en": "Amount"}},
      {"id": "margin", "type": "number", "label": {"en": "Margin"}},
      {"id": "note", "type": "text", "label": {"en": "Note"}, "visible": "margin > 50", "keep_when_hidden": true},
      {"id": "stage", "type": "choice", "label": {"en": "Stage"}, "options": [
        {"id": "lead", "label": {"en": "Lead"}}, {"id": "won", "label": {"en": "Won"}}]}]}],
  "forms": [
    {"id": "visit", "entity": "visit", "label": {"en": "Visit"}, "scorecard": "quality", "sections": [{"id": "main", "fields": [
      {"field": "customer"}, {"field": "rep"}, {"field": "kind"}, {"field": "amount"}, {"field": "margin"}, {"field": "note"}]}]},
    {"id": "customer", "entity": "customer", "label": {"en": "Customer"}, "sections": [{"id": "main", "fields": [
      {"field": "name"}, {"field": "city"}, {"field": "rep"}, {"field": "discount"}]}]}],
  "scorecards": [{"id": "quality", "entity": "visit", "label": {"en": "Quality"}, "criteria": [
      {"id": "rich", "label": {"en": "Rich"}, "points": 10, "met": "margin > 50", "fields": ["margin"]},
      {"id": "sold", "label": {"en": "Sold"}, "points": 10, "met": "amount > 50", "fields": ["amount"]}],
    "pools": [{"id": "best", "label": {"en": "Best"}, "at_least": 20}]}],
  "workflows": [{"id": "funnel", "entity": "visit", "stage_field": "stage", "label": {"en": "Funnel"},
    "stages": [{"id": "lead", "label": {"en": "Lead"}},
      {"id": "won", "label": {"en": "Won"}, "kind": "won", "requires": [
        {"id": "rich", "label": {"en": "Rich"}, "test": "margin > 50", "message": {"en": "a margin above 50"}, "fields": ["margin"]},
        {"id": "sold", "label": {"en": "Sold"}, "test": "amount > 50", "message": {"en": "an amount above 50"}, "fields": ["amount"]}]}],
    "transitions": [{"from": "lead", "to": "won"}]}],
  "views": [
    {"id": "visits", "entity": "visit", "label": {"en": "Visits"}, "form": "visit", "columns": [
      {"field": "customer"}, {"field": "rep"}, {"field": "amount"}, {"field": "margin"},
      {"id": "city", "label": {"en": "City"}, "value": "customer.city"}]},
    {"id": "noted", "entity": "visit", "label": {"en": "Noted"}, "search": ["note"], "columns": [{"field": "note"}]},
    {"id": "by_margin", "entity": "visit", "label": {"en": "By margin"},
      "columns": [{"field": "amount"}], "sort": [{"field": "margin", "descending": true}]},
    {"id": "by_note", "entity": "visit", "label": {"en": "By note"},
      "columns": [{"field": "note"}], "sort": [{"field": "note"}]},
    {"id": "rich", "entity": "visit", "label": {"en": "Rich"}, "columns": [{"field": "amount"}], "filter": "margin > 50"},
    {"id": "open", "entity": "visit", "label": {"en": "Open"}, "columns": [{"field": "amount"}], "filter": "kind = \"open\" and amount > 20"},
    {"id": "best", "entity": "visit", "label": {"en": "Best"}, "columns": [{"field": "amount"}], "pool": "best"},
    {"id": "mine", "entity": "visit", "label": {"en": "Mine"}, "columns": [{"field": "amount"}], "mine": true},
    {"id": "customers", "entity": "customer", "label": {"en": "Customers"}, "search": ["name"], "columns": [
      {"field": "name"}, {"field": "city"}, {"field": "rep"}, {"field": "discount"}]},
    {"id": "people", "entity": "person", "label": {"en": "People"}, "columns": [{"field": "name"}, {"field": "phone"}]}],
  "metrics": [
    {"id": "visits", "label": {"en": "Visits"}, "entity": "visit", "aggregate": "count"},
    {"id": "amount", "label": {"en": "Amount"}, "entity": "visit", "aggregate": "sum", "value": "amount"},
    {"id": "open", "label": {"en": "Open"}, "entity": "visit", "aggregate": "count", "filter": "kind = \"open\""},
    {"id": "margin", "label": {"en": "Margin"}, "entity": "visit", "aggregate": "sum", "value": "margin"},
    {"id": "rich", "label": {"en": "Rich"}, "entity": "visit", "aggregate": "count", "filter": "margin > 50"},
    {"id": "in_wuhan", "label": {"en": "In Wuhan"}, "entity": "visit", "aggregate": "share", "test": "customer.city = \"wuhan\""},
    {"id": "each", "label": {"en": "Each"}, "entity": "visit", "aggregate": "ratio", "numerator": "amount", "denominator": "visits"}],
  "dashboards": [{"id": "main", "label": {"en": "Main"},
    "filters": [{"entity": "visit", "field": "rep"}, {"entity": "visit", "field": "kind"}],
    "widgets": [
      {"id": "visits", "type": "metric", "label": {"en": "Visits"}, "metric": "visits", "drill": {"view": "visits", "limit": 50}},
      {"id": "amount", "type": "metric", "label": {"en": "Amount"}, "metric": "amount"},
      {"id": "margin", "type": "metric", "label": {"en": "Margin"}, "metric": "margin"},
      {"id": "rich", "type": "metric", "label": {"en": "Rich"}, "metric": "rich", "drill": {"view": "visits"}},
      {"id": "each", "type": "metric", "label": {"en": "Each"}, "metric": "each"},
      {"id": "by_rep", "type": "breakdown", "label": {"en": "By rep"}, "metric": "amount", "group_by": "rep", "drill": {"view": "visits", "group_by": "customer"}},
      {"id": "by_city", "type": "breakdown", "label": {"en": "By city"}, "metric": "visits", "group_by": "customer.city", "drill": {"view": "visits"}},
      {"id": "by_margin", "type": "breakdown", "label": {"en": "By margin"}, "metric": "visits", "group_by": "margin", "drill": {"view": "visits"}},
      {"id": "table", "type": "table", "label": {"en": "Table"}, "metrics": ["visits", "amount", "margin", "in_wuhan"], "group_by": "rep"},
      {"id": "funnel", "type": "funnel", "label": {"en": "Funnel"}, "workflow": "funnel"}]}],
  "quick_filters": [{"id": "busy", "label": {"en": "Busy"}, "entity": "person", "group_by": "rep",
    "metrics": ["visits", "amount", "margin"], "when": "visits > 1",
    "tags": [{"id": "thin", "label": {"en": "thin: {{margin}}"}, "when": "margin < 100", "metric": "margin"},
             {"id": "poor", "label": {"en": "poor"}, "when": "amount < 100", "metric": "amount"}]}]
})json";

using nlohmann::json;

// The text with another id in all places.
std::string replaced(std::string text, const std::string& id, const std::string& other);

class Firm {
 public:
  Firm();
  ~Firm() { tg_destroy(handle_); }
  Firm(const Firm&) = delete;

  // The whole reply, byte by byte; the ids of messages are all 1.
  std::string ask(const std::string& type, const json& params, const std::string& person);
  json result(const std::string& type, const json& params, const std::string& person);
  // Lines of an import, as whoever sets the app up brings them; gives the batch, for taking it
  // back.
  std::string bring(const std::vector<json>& lines);
  void take_back(const std::string& batch);
  // What the last request changed, as the person hears of it; null for nothing.
  json heard(const std::string& person);

 private:
  std::string send(const std::string& type, const json& params, const std::string& principal);
  int handle_ = 0;
};

}  // namespace tollgate::reading
