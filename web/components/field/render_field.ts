// Which element draws a field of which type. One list.

import type { TemplateResult } from "lit";
import { html, literal } from "lit/static-html.js";
import type { Field } from "../../engine/generated/api.ts";
import type { FormSession } from "../../engine/form_session.ts";
import type { FormContext } from "./field_element.ts";
import "./text_field.ts";
import "./boolean_field.ts";
import "./choice_field.ts";
import "./time_field.ts";
import "./reference_field.ts";
import "./location_field.ts";
import "./evidence_field.ts";
import "./signature_field.ts";
import "./audio_field.ts";
import "./list_field.ts";

export interface FieldSurroundings {
  session: FormSession;
  context: FormContext;
  attempted: boolean;
}

const kText = literal`tollgate-text-field`;
const kElements: Record<string, typeof kText> = {
  text: kText,
  long_text: kText,
  number: kText,
  boolean: literal`tollgate-boolean-field`,
  date: literal`tollgate-time-field`,
  time: literal`tollgate-time-field`,
  date_time: literal`tollgate-time-field`,
  duration: literal`tollgate-duration-field`,
  choice: literal`tollgate-choice-field`,
  multi_choice: literal`tollgate-choice-field`,
  reference: literal`tollgate-reference-field`,
  list: literal`tollgate-list-field`,
  location: literal`tollgate-location-field`,
  photo: literal`tollgate-evidence-field`,
  file: literal`tollgate-evidence-field`,
  signature: literal`tollgate-signature-field`,
  audio: literal`tollgate-audio-field`,
};

export function render_field(field: Field, surroundings: FieldSurroundings): TemplateResult {
  const tag = kElements[field.type] ?? kText;
  const half = field.width === "half" && field.type !== "list";
  return html`<${tag}
    class=${half ? "half" : "full"}
    .field=${field}
    .path=${field.path}
    .session=${surroundings.session}
    .context=${surroundings.context}
    .attempted=${surroundings.attempted}
  ></${tag}>`;
}
