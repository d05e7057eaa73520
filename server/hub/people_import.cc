#include "hub/people_import.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "hub/people_records.h"
#include "tollgate/base/json.h"

namespace tollgate::server {

// What could be no account, before any is made.
void PeopleImport::check_accounts(std::vector<RowOfPerson>& people) const {
  std::map<std::string, int64_t> lines, wecom;
  for (RowOfPerson& person : people) {
    const auto [name, is_new] = lines.emplace(folded_name(person.told.name), person.told.line);
    if (!is_new) {
      const std::string line = std::to_string(name->second);
      person.find(make_error("people.name_twice", {"第 " + line + " 行已经是这个登录名",
                                                   "line " + line + " has this sign-in name too"}),
                  "sign_in");
    }
    for (const accounts::Address& address : person.addresses) {
      const std::string& value = address.value;
      if (address.kind == "wecom" && !wecom.emplace(folded_name(value), person.told.line).second) {
        person.find(make_error("accounts.address_taken",
                               {"另一行已经用了企业微信 ID“" + cut_text(value) + "”",
                                "another line has the WeCom id '" + cut_text(value) + "' too"}),
                    "wecom");
      }
    }
    Status could = accounts_.check(person.before ? person.before->id : "", person.told.name,
                                   person.places, person.addresses);
    if (!could) person.find(could.diagnostics().front(), "");
  }
}

Status PeopleImport::keep_account(RowOfPerson& person, const accounts::Asker& asker) const {
  using accounts::Account;
  accounts::ImportedPerson& told = person.told;
  const bool left = person.state == PersonState::kLeft;
  Json params = Json::object();
  Json places = Json::array();
  for (const auto& place : person.places) places.push_back(accounts::to_json(place));
  Json addresses = Json::array();
  for (const auto& address : person.addresses) addresses.push_back(accounts::to_json(address));
  told.outcome = person.record_changed ? "changed" : "unchanged";
  if (!person.before) {
    if (left) return ok_status();
    const auto made = accounts_.request(
        "account.invite",
        {{"name", told.name}, {"places", std::move(places)}, {"addresses", std::move(addresses)}},
        asker);
    if (!made) return Failure{made.diagnostics()};
    told.outcome = "made";
    told.account = made->reply["account"].value("id", "");
    accounts::Invitation invitation;
    invitation.token = made->reply["invitation"].value("token", "");
    invitation.expires_at = made->reply["invitation"].value("expires_at", int64_t{0});
    told.invitation = std::move(invitation);
    return ok_status();
  }
  const Json was = accounts::to_json(*person.before);
  told.account = person.before->id;
  if (was["places"] != places) params["places"] = std::move(places);
  if (was["addresses"] != addresses) params["addresses"] = std::move(addresses);
  const bool is_left = person.before->state == "revoked";
  if (left && !is_left) params["state"] = "revoked";
  if (person.state == PersonState::kActive && is_left) params["state"] = "active";
  if (params.empty()) return ok_status();
  params["account"] = person.before->id;
  const auto done = accounts_.request("account.change", params, asker);
  if (!done) return Failure{done.diagnostics()};
  changed_(person.before->id);
  told.outcome = left && !is_left ? "left" : "changed";
  return ok_status();
}

Result<accounts::AccountImportReply> PeopleImport::run(
    const accounts::AccountImportRequest& request, const accounts::Asker& asker) {
  const auto table = read_people_table(request.text);
  if (!table) return Failure{table.diagnostics()};
  std::vector<PeopleOfApp> apps;
  for (const std::string& id : request.apps.value_or(std::vector<std::string>())) {
    if (std::ranges::any_of(apps, [&](const PeopleOfApp& app) { return app.served->id == id; }))
      continue;
    auto app = look_at_people(shelf_, id);
    if (!app) return Failure{app.diagnostics()};
    apps.push_back(std::move(*app));
  }
  auto rows = read_rows_of_people(*table, apps, accounts_, asker);
  if (!rows) return Failure{rows.diagnostics()};
  std::vector<RowOfPerson>& people = *rows;
  check_accounts(people);
  for (const PeopleOfApp& app : apps) {
    if (Status done = import_records(app, *table, people, accounts_, tell_, true); !done) {
      return Failure{done.diagnostics()};
    }
  }
  accounts::AccountImportReply reply;
  const bool wrong = std::ranges::any_of(people, &RowOfPerson::is_wrong);
  const bool preview = request.preview.value_or(false) || wrong;
  reply.kept = !preview;
  // Said again by what is kept now.
  for (RowOfPerson& person : people) {
    if (preview) break;
    person.told.findings.clear();
    person.record_changed = false;
  }
  for (const PeopleOfApp& app : apps) {
    if (preview) break;
    if (Status done = import_records(app, *table, people, accounts_, tell_, false); !done) {
      return Failure{done.diagnostics()};
    }
  }
  for (RowOfPerson& person : people) {
    if (preview) {
      const bool leaves = person.state == PersonState::kLeft;
      const bool goes = leaves && person.before && person.before->state != "revoked";
      const bool comes = !person.before && !leaves;
      person.told.outcome = person.is_wrong()       ? "refused"
                            : goes                  ? "left"
                            : comes                 ? "made"
                            : person.record_changed ? "changed"
                                                    : "unchanged";
    } else if (Status done = keep_account(person, asker); !done) {
      person.told.outcome = "refused";
      person.find(done.diagnostics().front(), "");
    }
    reply.people.push_back(std::move(person.told));
  }
  return reply;
}

}  // namespace tollgate::server
