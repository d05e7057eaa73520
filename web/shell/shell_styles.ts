import { css } from "lit";

export const shell_styles = css`
  :host {
    display: grid;
    grid-template: auto 1fr auto / minmax(0, 1fr);
    min-height: calc(100dvh - var(--strip-height, 0px));
  }
  /* Inside another page, which has a head and a menu of its own. */
  :host([embedded]) {
    min-height: 0;
    grid-template: auto / minmax(0, 1fr);
  }
  :host([embedded]) .top,
  :host([embedded]) nav {
    display: none;
  }
  .skip {
    position: absolute;
    z-index: 40;
    inset-inline-start: 8px;
    top: -60px;
    padding: 10px 16px;
    border-radius: var(--radius);
    background: var(--surface);
  }
  .skip:focus {
    top: 8px;
    box-shadow: var(--shadow);
  }
  .top {
    position: sticky;
    top: 0;
    z-index: 10;
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 56px;
    padding: 6px var(--gutter);
    padding-top: calc(6px + env(safe-area-inset-top));
    border-bottom: 1px solid var(--border);
    background: color-mix(in srgb, var(--surface) 94%, transparent);
    backdrop-filter: blur(10px);
  }
  .brand {
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    margin-inline-start: -10px;
    border-radius: var(--radius);
  }
  .mark {
    width: 24px;
    height: 24px;
    border-radius: 7px;
    background:
      linear-gradient(var(--on-accent), var(--on-accent)) 6px 11px / 12px 2.5px no-repeat,
      linear-gradient(var(--on-accent), var(--on-accent)) 6px 6px / 2.5px 12px no-repeat,
      linear-gradient(var(--on-accent), var(--on-accent)) 15.5px 6px / 2.5px 12px no-repeat,
      var(--accent);
  }
  .mark.large {
    transform: scale(2);
    margin: 12px;
  }
  .app-name {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .app-name .role {
    margin-inline-start: 6px;
    color: var(--text-soft);
    font-weight: 400;
  }
  select.role {
    min-height: 40px;
    max-width: 34vw;
    padding: 4px 8px;
    border: 1px solid var(--border-strong);
    border-radius: var(--radius);
    background: var(--surface);
    color: inherit;
    font: inherit;
  }
  .top button {
    border-color: transparent;
    background: transparent;
    padding: 0 10px;
    max-width: 46vw;
  }
  .top button:hover {
    background: var(--hover);
  }
  .person span {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .bell {
    position: relative;
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    border-radius: var(--radius);
    color: inherit;
  }
  :host([data-points-at="menu"]) nav ul,
  :host([data-points-at="tasks"]) .bell {
    outline: 2px dashed var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius);
  }
  .bell:hover {
    background: var(--hover);
  }
  .bell .count {
    position: absolute;
    top: 4px;
    inset-inline-end: 2px;
    min-width: 18px;
    padding: 0 4px;
    border-radius: 9px;
    background: var(--danger);
    color: var(--on-danger);
    font-size: 0.6875rem;
    font-weight: 650;
    line-height: 18px;
    text-align: center;
  }
  .locale {
    min-width: 44px;
    color: var(--text-soft);
  }
  .tabs {
    display: flex;
    gap: 4px;
    margin-bottom: 16px;
    border-bottom: 1px solid var(--border);
  }
  .tabs a {
    padding: 12px 14px;
    border-bottom: 3px solid transparent;
    color: var(--text-soft);
    font-weight: 550;
    text-decoration: none;
  }
  .tabs a[aria-current] {
    border-color: var(--accent);
    color: var(--text);
  }
  nav {
    position: sticky;
    bottom: 0;
    z-index: 9;
    order: 3;
    border-top: 1px solid var(--border);
    background: color-mix(in srgb, var(--surface) 96%, transparent);
    backdrop-filter: blur(10px);
    padding-bottom: env(safe-area-inset-bottom);
  }
  nav ul {
    display: flex;
    overflow-x: auto;
    scrollbar-width: none;
  }
  nav li {
    flex: 1 0 72px;
  }
  nav a {
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 2px;
    min-height: 56px;
    padding: 7px 4px;
    color: var(--text-soft);
    font-size: 0.75rem;
    line-height: 1.25;
    text-align: center;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  nav a span {
    display: -webkit-box;
    -webkit-line-clamp: 2;
    -webkit-box-orient: vertical;
    overflow: hidden;
  }
  nav tollgate-theme-choice {
    display: none;
    padding: 10px 16px 14px;
  }
  nav.all tollgate-theme-choice {
    display: block;
  }
  nav .more button {
    display: grid;
    justify-items: center;
    align-content: start;
    gap: 2px;
    line-height: 1.25;
    width: 100%;
    min-height: 56px;
    padding: 6px 4px;
    border: 0;
    border-radius: 0;
    background: transparent;
    color: var(--text-soft);
    font-size: 0.75rem;
    font-weight: 400;
  }
  .back {
    border: 0;
    background: transparent;
    margin-inline: -12px -8px;
  }
  @media (max-width: 899px) {
    .app-name .role {
      display: block;
      margin-inline-start: 0;
      overflow: hidden;
      font-size: 12px;
      line-height: 1.2;
      text-overflow: ellipsis;
    }
    nav[data-form] {
      display: none;
    }
    nav.crowded:not(.all) li:nth-child(n + 5):not(.more) {
      display: none;
    }
    nav.all ul {
      flex-wrap: wrap;
    }
    nav.all li {
      flex: 1 0 25%;
    }
    nav.all a span {
      -webkit-line-clamp: 2;
    }
  }
  nav a:focus-visible {
    outline-offset: -3px;
    border-radius: var(--radius);
  }
  nav a[aria-current] {
    color: var(--accent);
    font-weight: 600;
  }
  main {
    min-width: 0;
    width: 100%;
    max-width: 1240px;
    padding: 16px var(--gutter) 24px;
    outline: none;
  }
  h1[tabindex="-1"] {
    outline: none;
  }
  .page-title {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-bottom: 14px;
  }
  /* Buttons that do not fit beside it stand below. */
  .page-title h1 {
    flex: 1 0 auto;
    max-width: 100%;
    overflow-wrap: anywhere;
  }
  .page-title .button {
    max-width: 100%;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .messages {
    margin-bottom: 8px;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 12px;
    margin-bottom: 14px;
    padding: 10px 14px;
    border: 1px solid var(--accent-line);
    border-radius: var(--radius-large);
    background: var(--accent-soft);
    color: var(--accent-hover);
    font-size: 0.9375rem;
  }
  .notice p {
    flex: 1;
    min-width: 200px;
  }
  .notice progress {
    flex: 1 1 260px;
    max-width: 420px;
  }
  .notice.warning {
    border-color: var(--warning-line);
    background: var(--warning-soft);
    color: var(--warning);
  }
  .notice.danger {
    border-color: var(--danger-line);
    background: var(--danger-soft);
    color: var(--danger);
  }
  .first-steps {
    display: grid;
    justify-items: start;
    gap: 12px;
    max-width: 640px;
    margin: 6vh auto 0;
  }
  .first-steps ol {
    display: grid;
    gap: 12px;
    width: 100%;
    margin: 12px 0;
    padding: 0;
    list-style: none;
  }
  .first-steps li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 16px;
    padding: 16px;
  }
  .first-steps h2 {
    font-size: 1rem;
  }
  .first-steps .sign {
    display: grid;
    place-items: center;
    width: 32px;
    height: 32px;
    border-radius: 50%;
    background: var(--accent-soft);
    color: var(--accent);
    font-weight: 600;
  }
  .first-steps li[data-done] .sign {
    background: var(--good-soft);
    color: var(--good);
  }
  .waiting {
    display: grid;
    justify-items: center;
    gap: 16px;
    margin: 18vh auto 0;
    max-width: 420px;
    text-align: center;
  }
  progress {
    width: min(320px, 80vw);
    height: 8px;
    border: 0;
    border-radius: 4px;
    appearance: none;
    overflow: hidden;
    background: var(--pressed);
  }
  progress::-webkit-progress-bar {
    background: var(--pressed);
  }
  progress::-webkit-progress-value {
    background: var(--accent);
    border-radius: 4px;
  }
  progress::-moz-progress-bar {
    background: var(--accent);
  }
  tollgate-form {
    --bar-bottom: 0px;
  }
  @media print {
    .page-title .button,
    .page-title button,
    .top,
    nav,
    .notice,
    .skip {
      display: none;
    }
    :host {
      display: block;
    }
    main {
      max-width: none;
      padding: 0;
    }
  }
  @media screen and (min-width: 900px) {
    :host {
      grid-template: auto 1fr / 232px minmax(0, 1fr);
    }
    .top {
      grid-column: 1 / -1;
      padding-inline: 24px;
    }
    nav {
      order: 0;
      position: sticky;
      top: 57px;
      align-self: start;
      bottom: auto;
      height: calc(100dvh - 57px - var(--strip-height, 0px));
      overflow-y: auto;
      border-top: 0;
      border-inline-end: 1px solid var(--border);
      padding: 16px 12px;
      background: var(--surface);
      flex-direction: column;
      display: flex;
    }
    nav ul {
      display: grid;
      gap: 2px;
      flex: 1;
      align-content: start;
    }
    nav tollgate-theme-choice {
      display: block;
      padding: 16px 12px 4px;
    }
    nav a {
      display: flex;
      align-items: center;
      justify-content: flex-start;
      gap: 12px;
      min-height: 44px;
      padding: 8px 12px;
      border-radius: var(--radius);
      font-size: 0.9375rem;
      text-align: start;
    }
    nav a span {
      -webkit-line-clamp: 2;
    }
    nav a svg {
      flex: none;
    }
    nav .more {
      display: none;
    }
    nav a:hover {
      background: var(--hover);
    }
    nav a[aria-current] {
      background: var(--accent-soft);
    }
    main {
      --gutter: 32px;
      padding-block: 28px 40px;
      grid-column: 2;
    }
    tollgate-form {
      --bar-bottom: 0px;
    }
    .waiting {
      grid-column: 1 / -1;
    }
  }
`;
