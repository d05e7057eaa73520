// How the page of channels looks.
import { css } from "lit";

export const channels_styles = css`
  section {
    margin-top: 24px;
    padding: 20px;
  }
  fieldset {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 24px;
    margin: 12px 0 0;
    padding: 0;
    border: 0;
  }
  fieldset label {
    flex: 1 1 220px;
  }
  fieldset select {
    display: block;
    width: 100%;
    margin-top: 6px;
  }
  legend {
    padding: 0;
    margin-bottom: 8px;
    font-weight: 550;
  }
  textarea {
    margin-top: 8px;
    font-family: ui-monospace, monospace;
  }
  .test {
    display: grid;
    gap: 8px;
    margin-top: 12px;
    padding-top: 12px;
    border-top: 1px solid var(--border);
    overflow-wrap: anywhere;
  }
`;
