// Devices and a hub in a world with one clock, a bad network and weak batteries. One seed, one run.
//
//   Simulation world(seed, 5);
//   for (int i = 0; i < 300; ++i) world.step();
//   std::string fault = world.heal_and_compare();   // "": all replicas equal the oracle
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "meeting_test_support.h"
#include "tollgate/base/random.h"

namespace tollgate::meetings {

class Simulation {
 public:
  Simulation(uint64_t seed, size_t devices);

  void step();
  // Everything works again and all meet; then whatever differs from what must be, in words.
  // `verify`: also every log and all that is derived from it, from the beginning.
  std::string heal_and_compare(bool verify);
  const std::vector<std::string>& told() const { return told_; }
  // Claims that were made under another version than the one in force when the hub took them.
  int64_t judged_by_earlier() const { return judged_by_earlier_; }
  // Nodes that lost power within a write; of their saves, those that stand all the same.
  int64_t killed_writing() const { return killed_writing_; }
  int64_t stood_all_the_same() const { return stood_all_the_same_; }
  // Times that the hub lost power with saves that waited for their one flush.
  int64_t killed_before_flush() const { return killed_before_flush_; }
  // Groups that the hub did not take for their person's rights.
  int64_t not_allowed() const { return not_allowed_; }

 private:
  // A message on its way, and its reply on the way back.
  struct Flight {
    std::string message;
    int64_t arrives_ms = 0;
    bool again = false;  // it arrives once more, and nobody waits for that reply
    std::optional<std::string> reply;
    int64_t returns_ms = 0;
    bool is_lost = false;
    int64_t given_up_ms = 0;
  };
  struct Phone {
    std::unique_ptr<Node> node;
    std::string user;
    bool has_network = true;
    bool in_round = false;
    std::optional<Flight> flight;
    int64_t saves = 0;  // that were acknowledged
  };

  size_t below(size_t count) { return static_cast<size_t>(random_.next() % count); }
  bool one_in(size_t count) { return below(count) == 0; }
  void tell(const std::string& what) {
    told_.push_back(std::to_string(time_ms_ / 1000) + " " + what);
  }
  std::string typed();
  std::string any_deal(engine::Engine& engine);

  // What the person who acts there may, by what the engine knows of them; nullopt: nothing.
  std::optional<engine::Caller> caller_at(engine::Engine& engine, const std::string& user);
  void act(Phone& phone);
  // Saves, and notes what was acknowledged. Whether it was.
  bool save(Phone& phone, const std::function<bool()>& act, const std::vector<std::string>& words);
  void act_at_hub();
  // The power goes within one of the next changes to some files.
  void arm(Node& node);
  void bury_the_dead();
  std::function<bool()> some_survive();
  void move_messages(Phone& phone);
  void arrive(Phone& phone);
  // Whether what was done may be acknowledged.
  bool under_one_flush(const std::function<void()>& act);
  void lose_hub();
  void break_something();

  std::map<std::string, std::string> seen_by(const std::string& user);
  std::string compare_tables();
  std::string look_for_what_nobody_may();
  std::string look_at_claim(const ops::Op& op, const ops::RecordState& state,
                            const std::map<int64_t, bool>& asks_for_note);
  std::string compare_with_oracle();
  std::string look_for_what_was_typed();
  std::string count_groups();

  SeededRandom random_;
  int64_t time_ms_ = 1'700'000'000'000;
  std::unique_ptr<Node> hub_;
  std::vector<Phone> phones_;
  std::vector<std::pair<int64_t, std::pair<size_t, std::string>>>
      again_;  // duplicates on their way
  std::set<std::string> typed_;
  int64_t typed_count_ = 0;
  int64_t deal_count_ = 0;
  int64_t app_count_ = 0;
  int64_t judged_by_earlier_ = 0;
  int64_t killed_writing_ = 0;
  int64_t stood_all_the_same_ = 0;
  int64_t killed_before_flush_ = 0;
  int64_t not_allowed_ = 0;
  std::vector<std::string> told_;
};

}  // namespace tollgate::meetings
