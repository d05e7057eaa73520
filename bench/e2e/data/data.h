// The parts of the measurement: a database that is large, questions to it, and how it is filled.
#pragma once

#include <cstdint>
#include <string>

namespace tollgate::bench {

// Adds copies of the database's visits, with their scores, until there are so many of them: other
// ids, customers and days by a seeded generator. They stand in the tables and not in the log, which
// no question reads. 0, or what the process ends with.
int grow(const std::string& database, int64_t visits);

// Asks what a dashboard's page asks, and prints what each question took as a JSON line.
int ask(const std::string& database, const std::string& user);

// Asks the questions of a JSON file ([{what, type, params, again}]), each once and then so many
// times again, and prints what the first took, the median and the longest of the others.
int questions(const std::string& database, const std::string& user, const std::string& file);

// Imports an app's sample and copies of its visits and inquiries, so many lines, into a new
// database; then the same rows by SQLite alone, then a verification and a rebuild. Prints a JSON
// line for each.
int import(const std::string& app_folder, const std::string& database, int64_t lines);

}  // namespace tollgate::bench
