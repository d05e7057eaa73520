// Which element draws a field: the table of field types names it.

import type { TemplateResult } from "lit";
import { html, literal } from "lit/static-html.js";
import type { Field } from "../../engine/generated/api.ts";
import { field_type } from "../../engine/generated/field_types.ts";
import type { FieldElementName } from "../../engine/generated/field_types.ts";
import type { FormSession } from "../../engine/form_session.ts";
import type { FormContext } from "./field_element.ts";
import "./text_field.ts";
import "./boolean_field.ts";
import "./choice_field.ts";
import "./rating_field.ts";
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

const kElements: Record<FieldElementName, ReturnType<typeof literal>> = {
  text: literal`tollgate-text-field`,
  boolean: literal`tollgate-boolean-field`,
  time: literal`tollgate-time-field`,
  duration: literal`tollgate-duration-field`,
  choice: literal`tollgate-choice-field`,
  rating: literal`tollgate-rating-field`,
  reference: literal`tollgate-reference-field`,
  list: literal`tollgate-list-field`,
  location: literal`tollgate-location-field`,
  evidence: literal`tollgate-evidence-field`,
  signature: literal`tollgate-signature-field`,
  audio: literal`tollgate-audio-field`,
};

export function render_field(field: Field, surroundings: FieldSurroundings): TemplateResult {
  // A type that this page does not know yet is typed as text.
  const element = field_type(field.type)?.element ?? "text";
  const tag = kElements[element];
  const width = element === "list" ? "full" : (field.width ?? "full");
  return html`<${tag}
    class=${width}
    .field=${field}
    .path=${field.path}
    .session=${surroundings.session}
    .context=${surroundings.context}
    .attempted=${surroundings.attempted}
  ></${tag}>`;
}
