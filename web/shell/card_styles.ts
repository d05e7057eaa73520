// A page that asks one thing: a card in the middle.
import { css } from "lit";

export const card_page = css`
  :host {
    display: grid;
    place-items: start center;
    padding: max(8vh, 24px) 16px 40px;
  }
  main {
    width: min(420px, 100%);
  }
  .card {
    padding: 28px 24px;
  }
  h1 {
    margin-bottom: 6px;
  }
  .lead {
    margin-bottom: 20px;
  }
  .ways {
    display: grid;
    gap: 8px;
    margin-top: 20px;
    padding-top: 20px;
    border-top: 1px solid var(--border);
  }
  .entry {
    margin-bottom: 16px;
  }
  .entry label {
    display: block;
    margin-bottom: 6px;
    font-weight: 550;
    font-size: 0.9375rem;
  }
  .entry p {
    margin-top: 6px;
  }
  .entry label.check {
    display: flex;
    margin: 4px 0 0;
    font-weight: 400;
    align-items: center;
    gap: 8px;
    min-height: 44px;
  }
  .check input {
    width: 20px;
    height: 20px;
    accent-color: var(--accent);
  }
  button.primary {
    width: 100%;
  }
  .notice {
    margin-bottom: 16px;
    padding: 10px 12px;
    border-radius: var(--radius);
    background: var(--danger-soft);
    color: var(--danger);
  }
  footer {
    display: flex;
    justify-content: space-between;
    align-items: center;
    margin-top: 16px;
  }
`;
