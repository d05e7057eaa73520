// Styles that components share. Colours and measures are custom properties, set in shell/base.css.

import { css } from "lit";

export const basics = css`
  :host {
    box-sizing: border-box;
    display: block;
    color: var(--text);
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h1,
  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: 1.375rem;
    line-height: 1.3;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  h2 {
    font-size: 1.0625rem;
    line-height: 1.35;
    font-weight: 650;
  }
  h3 {
    font-size: 0.9375rem;
    font-weight: 600;
  }
  a {
    color: var(--accent);
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
  }
  .soft {
    color: var(--text-soft);
  }
  .small {
    font-size: 0.875rem;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .number {
    font-variant-numeric: tabular-nums;
  }
  .card {
    background: var(--surface);
    border: 1px solid var(--border);
    border-radius: var(--radius-large);
    padding: 16px;
  }
  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    flex-wrap: wrap;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  /* Nothing is seen of what comes at once. */
  .skeleton {
    display: grid;
    gap: 14px;
    padding: 16px 0;
    animation: skeleton-in 0.2s 0.25s backwards;
  }
  .skeleton i {
    height: 18px;
    border-radius: 6px;
    background: linear-gradient(90deg, var(--pressed) 30%, var(--hover) 50%, var(--pressed) 70%) 0 0 / 300% 100%;
    animation: skeleton-shine 1.6s infinite linear;
  }
  .skeleton i:last-child {
    width: 60%;
  }
  @keyframes skeleton-in {
    from {
      opacity: 0;
    }
  }
  @keyframes skeleton-shine {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: 0 0;
    }
  }
  .empty {
    padding: 40px 16px;
    text-align: center;
    color: var(--text-soft);
  }
  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      transition: none !important;
      animation: none !important;
    }
  }
`;

export const buttons = css`
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 44px;
    padding: 0 16px;
    border: 1px solid var(--border-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    font-weight: 550;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
    transition:
      background 0.12s,
      border-color 0.12s;
    -webkit-tap-highlight-color: transparent;
  }
  button:hover,
  .button:hover {
    background: var(--hover);
  }
  button:active {
    background: var(--pressed);
  }
  button.primary,
  .button.primary {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  button.primary:hover,
  .button.primary:hover {
    background: var(--accent-hover);
    border-color: var(--accent-hover);
  }
  button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--accent);
  }
  button.quiet:hover {
    background: var(--accent-soft);
  }
  button.danger {
    color: var(--danger);
  }
  button.icon {
    width: 44px;
    padding: 0;
    flex: none;
  }
  button:disabled {
    opacity: 0.5;
    cursor: default;
  }
  button svg,
  .button svg {
    width: 20px;
    height: 20px;
    flex: none;
  }
`;

export const inputs = css`
  input[type="text"],
  input[type="search"],
  input[type="password"],
  input[type="email"],
  input[type="tel"],
  input[type="url"],
  input[type="date"],
  input[type="time"],
  input[type="datetime-local"],
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 46px;
    padding: 10px 12px;
    border: 1px solid var(--border-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: var(--text);
    font: inherit;
    line-height: 1.4;
    appearance: none;
    transition:
      border-color 0.12s,
      box-shadow 0.12s;
  }
  textarea {
    min-height: 96px;
    resize: vertical;
    field-sizing: content;
    max-height: 60vh;
  }
  select {
    padding-right: 36px;
    background-image: var(--chevron);
    background-repeat: no-repeat;
    background-position: right 12px center;
  }
  input::placeholder,
  textarea::placeholder {
    color: var(--text-faint);
    opacity: 1;
  }
  input:hover,
  select:hover,
  textarea:hover {
    border-color: var(--text-faint);
  }
  input:focus-visible,
  select:focus-visible,
  textarea:focus-visible {
    outline: none;
    border-color: var(--accent);
    box-shadow: 0 0 0 3px var(--accent-ring);
  }
  [aria-invalid="true"] {
    border-color: var(--danger) !important;
  }
  [aria-invalid="true"]:focus-visible {
    box-shadow: 0 0 0 3px var(--danger-line) !important;
  }
  input:read-only:not([type="radio"], [type="checkbox"]),
  input:disabled,
  select:disabled,
  textarea:read-only {
    background: var(--surface-soft);
    color: var(--text-soft);
  }
`;

export const pills = css`
  .pill {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    padding: 3px 9px;
    border-radius: 99px;
    background: var(--hover);
    color: var(--text-soft);
    font-size: 0.8125rem;
    font-weight: 550;
    line-height: 1.35;
    white-space: nowrap;
  }
  .pill::before {
    content: "";
    width: 7px;
    height: 7px;
    border-radius: 50%;
    background: currentColor;
  }
  .pill.plain::before {
    display: none;
  }
  .pill.good {
    background: var(--good-soft);
    color: var(--good);
  }
  .pill.warning {
    background: var(--warning-soft);
    color: var(--warning);
  }
  .pill.risk {
    background: var(--danger-soft);
    color: var(--danger);
  }
  .pill.accent {
    background: var(--accent-soft);
    color: var(--accent);
  }
`;

export const tables = css`
  .table-frame {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.9375rem;
  }
  th {
    text-align: start;
    font-size: 0.8125rem;
    font-weight: 550;
    color: var(--text-soft);
    white-space: nowrap;
  }
  th,
  td {
    padding: 11px 12px;
    border-bottom: 1px solid var(--border);
    vertical-align: top;
  }
  tbody tr:last-child td {
    border-bottom: 0;
  }
  td.number,
  th.number {
    text-align: end;
  }
`;
