import { css } from "lit";

export const radio_styles = css`
  .options {
    display: grid;
    gap: 8px;
  }
  .option {
    display: flex;
    align-items: center;
    gap: 10px;
    min-height: 46px;
    padding: 8px 12px;
    border: 1px solid var(--border-strong);
    border-radius: var(--radius);
    background: var(--surface);
    line-height: 1.35;
    cursor: pointer;
    transition:
      background 0.12s,
      border-color 0.12s;
  }
  .option:hover {
    background: var(--hover);
  }
  .option input {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--accent);
  }
  .option:has(input:checked) {
    border-color: var(--accent);
    background: var(--accent-soft);
    color: var(--accent-hover);
    font-weight: 550;
  }
  .option:has(input:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .option input:focus-visible {
    outline: none;
  }
  .option:has(input:disabled) {
    cursor: default;
    background: var(--surface-soft);
    color: var(--text-soft);
  }
`;
