// What the parts of the insight page share.

import { css } from "lit";

export const insight_styles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 10px 16px;
    align-items: end;
    margin-bottom: 12px;
  }
  .choices label {
    display: grid;
    gap: 4px;
    min-width: 0;
    max-width: 100%;
    font-size: 0.875rem;
    color: var(--text-soft);
  }
  .choices select,
  .choices input[type="date"] {
    max-width: 100%;
    font-size: 1rem;
  }
  .choices .check {
    display: flex;
    gap: 8px;
    align-items: center;
    min-height: 44px;
    color: var(--text);
  }
  .choices .check input {
    width: 20px;
    height: 20px;
    min-height: 0;
  }
  .lead {
    margin-bottom: 12px;
  }
  .notes {
    margin-top: 20px;
    color: var(--text-soft);
    font-size: 0.875rem;
  }
  .notes h2 {
    margin-bottom: 4px;
    font-size: 0.9375rem;
  }
  .notes li {
    padding: 3px 0 3px 14px;
    text-indent: -14px;
  }
  .notes li::before {
    content: "·";
    display: inline-block;
    width: 14px;
    text-indent: 0;
  }
  ul.sentences {
    display: grid;
    gap: 8px;
    margin-bottom: 16px;
  }
`;
