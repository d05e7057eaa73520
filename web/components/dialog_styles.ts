import { css } from "lit";

export const dialogs = css`
  dialog {
    width: min(560px, calc(100vw - 24px));
    max-height: calc(100dvh - 24px);
    padding: 20px;
    border: 1px solid var(--border);
    border-radius: var(--radius-dialog);
    background: var(--surface);
    color: var(--text);
    box-shadow: var(--shadow);
    overflow: auto;
  }
  dialog::backdrop {
    background: rgba(20, 24, 34, 0.45);
  }
  dialog h2 {
    margin-bottom: 4px;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 8px;
    margin-top: 20px;
  }
  @media (max-width: 560px) {
    dialog {
      width: 100vw;
      max-width: none;
      margin: auto 0 0;
      border-radius: var(--radius-dialog) var(--radius-dialog) 0 0;
      border-width: 1px 0 0;
    }
  }
`;
