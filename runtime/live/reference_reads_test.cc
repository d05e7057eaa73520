#include "tollgate/live/reference_reads.h"

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>

namespace tollgate::live {
namespace {

bool reads_key_person(const char* document) {
  const ReferenceReads reads(Json::parse(document), {"zh-CN", "en"});
  return reads.through("customer", {"level", "key_person"});
}

TEST_CASE("a field is read through a reference where a rule names it behind it") {
  for (const char* document :
       {R"({"when": "customer.key_person = null"})", R"({"title": "customer"})",
        R"({"a": [{"b": "if x then customer . \n level else 1"}]})",
        R"({"en": "Ask {{ customer.key_person }}"})", R"({"zh-CN": "请找{{customer}}"})",
        R"json({"value": "string(customer)"})json",
        R"({"value": "for c in [customer] return c.level"})",
        R"json({"value": "get value(customer, \"key_person\")"})json",
        R"({"value": "1 + customer"})", R"({"value": "visit.customer.level"})",
        R"({"value": "customer[item = 1]"})"}) {
    INFO(document);
    CHECK(reads_key_person(document));
  }
}

TEST_CASE("other words are no readings") {
  for (const char* document :
       {R"({"id": "customer", "field": "key_person", "search": ["key_person"]})",
        R"({"title": "if customer = null then \"\" else customer.name"})",
        R"({"visible": "customer != null", "value": "item.key_person"})",
        R"({"en": "The customer has a key person: customer.key_person"})",
        R"({"value": "new_customer.level + customer_level"})", R"({"count": 3, "none": null})"}) {
    INFO(document);
    CHECK_FALSE(reads_key_person(document));
  }
}

}  // namespace
}  // namespace tollgate::live
