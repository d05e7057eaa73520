// Moving what is planned to another time, as a save through the record's form.

import type { EngineClient } from "../../engine/client.ts";
import type { Row } from "../../engine/generated/api.ts";
import { save_field } from "../save_field.ts";
import type { FieldSaved } from "../save_field.ts";

export interface Moment {
  /** "2026-11-30" */
  day: string;
  /** "09:30"; undefined: a date has none. */
  time: string | undefined;
}

/** As the wire has it: a local time counts in the app's time zone. */
export function moment_value({ day, time }: Moment): string {
  return time === undefined ? day : `${day}T${time}:00`;
}

export function move_plan(
  client: Pick<EngineClient, "request">, form: string, row: Pick<Row, "record">, field: string, to: Moment, read_only_text: string,
): Promise<FieldSaved> {
  return save_field(client, form, row.record, field, moment_value(to), read_only_text);
}
