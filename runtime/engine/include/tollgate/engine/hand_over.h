// What somebody who leaves has open becomes another person's, in one step that can be taken back.
//
//   Result<HandOverReport> done = hand_over(engine, {.from = "rep_1", .to = "rep_2"}, caller);
//
// Open is, of each entity with an owner: a draft; a record in a stage that is neither won nor lost;
// and of an entity without workflow and scorecard, such as a customer, every record. What was
// assessed or closed stays whose it was: it says who did it. People whose manager leaves get the
// new one. The ops belong to a batch as those of an import do, so that data.import_undo takes the
// step back; they trigger nothing.
//
// What it hands over is found in turns (base/turn.h): what it gives when a turn is over means
// nothing, and the same call goes on. What was found is then written at once.
//
// Refused: engine.no_app, people.unknown_successor, people.same_person, and what BatchWriter
// refuses. Then nothing was handed over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tollgate/engine/engine.h"

namespace tollgate::engine {

struct HandOver {
  std::string from;  // a record of the app's people, also one that was discarded
  std::string to;
  bool preview = false;  // says what would be handed over and writes nothing
  int64_t most_ms = 0;   // about so long; 0: as long as it takes (engine/step_time.h)
};

struct HandedOver {
  std::string entity;
  int64_t records = 0;
};

struct HandOverReport {
  std::string batch;  // "" where nothing was written
  std::vector<HandedOver> entities;
  bool more = false;  // a step takes 2,000 records: ask again
};

Result<HandOverReport> hand_over(Engine& engine, const HandOver& what, const Caller& caller);

}  // namespace tollgate::engine
