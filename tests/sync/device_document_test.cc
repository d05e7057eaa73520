// A device that follows a hub is given another document: it comes into force in turns, and whoever
// uses the device is answered and saves in between.
#include "meeting_test_support.h"
#include "tollgate/base/turn.h"
#include "tollgate/store/foreign_sql.h"

namespace tollgate::meetings {
namespace {

constexpr int kDeals = 400;

// A turn is over after so many looks at it.
struct TickingClock final : MonotonicClock {
  mutable int64_t now_ms = 0;
  int64_t elapsed_ms() const override { return ++now_ms; }
  bool counts_sleep() const override { return true; }
};

// Its rows cannot stay where they are: a field has another type.
std::string with_number_notes() {
  std::string app = deals_app("Other deals");
  const std::string text = R"({"id":"note","type":"text")";
  return app.replace(app.find(text), text.size(), R"({"id":"note","type":"number")");
}

void save(Node& node, const std::string& record, const std::string& amount) {
  const auto saved = node->commit(
      {ops::RecordSet{
           "deal",
           record,
           {write_of(*node, record, "name", record), write_of(*node, record, "amount", amount)},
           ""},
       ops::RecordStatusSet{"deal", record, ops::RecordStatus::kComplete}},
      {});
  REQUIRE(saved.ok());
}

std::vector<std::string> differences(Node& node) {
  const auto check = node->verify_all();
  REQUIRE(check.ok());
  std::vector<std::string> told;
  for (const Diagnostic& d : check->findings) told.push_back(d.code + " " + d.place.source);
  return told;
}

struct Meeting {
  int64_t time_ms = 1'700'000'000'000;
  Node hub{&time_ms, "hub", deals_app(), 100};
  Node ann{&time_ms, "phone-a", "", 200};
  TickingClock clock;

  Meeting() {
    for (int i = 0; i < kDeals; ++i) save(hub, "h" + std::to_string(i), "1");
    for (const auto& [record, note] : {std::pair("h3", "12"), std::pair("h4", "no number")}) {
      REQUIRE(
          hub->commit({ops::RecordSet{"deal", record, {write_of(*hub, record, "note", note)}, ""}},
                      {})
              .ok());
    }
    REQUIRE(meet(ann, hub, "").empty());
    for (int i = 0; i < 5; ++i) save(ann, "a" + std::to_string(i), "2");
    REQUIRE(hub->save_app(with_number_notes(), "", {.administrator = true}).ok());
  }
  bool is_in_force() { return ann->app_in_force()->hash == hub->app_in_force()->hash; }

  // A round in which each reply is taken in turns. How many turns the one with the document took.
  int meet_in_turns(int64_t looks, const std::function<void(int turn)>& between) {
    int most = 0;
    ann->sync_device().begin_round();
    for (int messages = 0; messages < 100; ++messages) {
      const auto message = ann->sync_device().next();
      REQUIRE(message.ok());
      if (!*message) return most;
      const std::string reply = hub->sync_hub().answer({}, **message);
      TurnNotes notes;
      int turns = 0;
      for (bool goes_on = true; goes_on;) {
        ++turns;
        REQUIRE(turns < 5000);
        {
          const Turn turn(clock, looks, &notes);
          REQUIRE(ann->sync_device().take(reply).ok());
          goes_on = Turn::was_left();
        }
        if (goes_on) between(turns);
      }
      most = std::max(most, turns);
    }
    FAIL("the round never ends");
    return most;
  }
};

TEST_CASE("a device takes a hub's document in turns, and saves in between", "[sync]") {
  Meeting meeting;
  Node& ann = meeting.ann;
  int saved = 0;
  int turns_before = 0;
  const int turns = meeting.meet_in_turns(2, [&](int turn) {
    if (meeting.is_in_force()) return;
    turns_before = turn;
    // What was looked at already, what was not, and what is new.
    if (turn % 5 != 0) return;
    const std::string n = std::to_string(turn);
    save(ann, "h" + std::to_string(turn % kDeals), n);
    save(ann, "b" + n, "3");
    ++saved;
  });
  CHECK(turns > 12);
  CHECK(turns_before > 10);
  CHECK(saved > 1);
  CHECK(meeting.is_in_force());
  CHECK(differences(ann).empty());
  CHECK(value_of(*ann, "b5", "amount") == "3");
  CHECK(value_of(*ann, "h5", "amount") == "5");
  CHECK(value_of(*ann, "a1", "amount") == "2");
  // What was saved meanwhile reaches the hub, and both show the same then.
  REQUIRE(meet(ann, meeting.hub, "").empty());
  CHECK(value_of(*meeting.hub, "b5", "amount") == "3");
  CHECK(table_of(*ann) == table_of(*meeting.hub));
  CHECK(differences(ann).empty());
}

TEST_CASE("a document that is taken in turns makes of a device what one that is taken at once does",
          "[sync]") {
  Meeting in_turns;
  Meeting at_once;
  in_turns.meet_in_turns(2, [](int) {});
  REQUIRE(meet(at_once.ann, at_once.hub, "").empty());
  CHECK(table_of(*in_turns.ann) == table_of(*at_once.ann));
  CHECK(in_turns.is_in_force());
  CHECK(at_once.is_in_force());
  CHECK(differences(at_once.ann).empty());
}

TEST_CASE("a device that ends while it takes a document takes it again", "[sync]") {
  Meeting meeting;
  Node& ann = meeting.ann;
  struct PowerCut {};
  try {
    meeting.meet_in_turns(3, [&](int turn) {
      if (turn == 9) throw PowerCut{};
    });
    FAIL("it took the document in fewer turns");
  } catch (PowerCut&) {
    CHECK_FALSE(meeting.is_in_force());
  }
  ann.put_back(ann.copy()->after_power_cut());
  CHECK_FALSE(meeting.is_in_force());
  CHECK(differences(ann).empty());
  REQUIRE(meet(ann, meeting.hub, "").empty());
  CHECK(meeting.is_in_force());
  CHECK(value_of(*ann, "a1", "amount") == "2");
  CHECK(differences(ann).empty());
}

TEST_CASE("another round that ends first makes the page in the making a late one", "[sync]") {
  Meeting meeting;
  bool met = false;
  meeting.meet_in_turns(3, [&](int turn) {
    if (turn != 6 || met) return;
    met = true;
    REQUIRE(meet(meeting.ann, meeting.hub, "").empty());
    CHECK(meeting.is_in_force());
  });
  CHECK(met);
  CHECK(meeting.is_in_force());
  CHECK(differences(meeting.ann).empty());
  REQUIRE(meet(meeting.ann, meeting.hub, "").empty());
  CHECK(table_of(*meeting.ann) == table_of(*meeting.hub));
}

}  // namespace
}  // namespace tollgate::meetings
