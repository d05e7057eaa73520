// Puts the designer into an element of the page.
//
//   const designer = await mountDesigner(host, {
//     document: text,                      // the app document
//     locale: "zh-CN",
//     onChange: (text) => preview(text),   // after each pause in editing
//     onSave: (text) => save(text),        // what it was stored as; null: it was not, and that was said
//   });
//
// The module is loaded from moduleUrl.
import { Engine, Origin, font_families, type Factory } from "./module.ts";
import { LiveRegion } from "./live_region.ts";
import { Mirror } from "./mirror.ts";
import { PointerInput } from "./pointer.ts";
import { KeyboardInput } from "./keyboard.ts";
import { adopt_styles, raised_by } from "./styles.ts";
import { download_document, pick_document } from "./files.ts";
import type { Outbox, Question } from "./nodes.ts";
import { file_problem, no_webgl, paste_too_long, type Locale } from "./texts.ts";

export type { Locale };

export interface Saved {
  version: number;
  sentence: string; // for the person
}

export interface DesignerOptions {
  document: string;
  locale: Locale;
  onChange?: (text: string) => void;
  onSave: (text: string) => Promise<Saved | null>;
  onLocale?: (locale: Locale) => void;
  onPreview?: (shown: boolean) => void;
  // Another thing was opened: the form's id, "" for what is no form, and its label.
  onForm?: (id: string, part: string) => void;
  onVersions?: () => void; // the person asks for versions of before
  onHelp?: () => void; // and how an app is made
  // A question to the app about real records. The reply, or an error whose message says why not.
  onQuestion?: (request: string, params: Record<string, unknown>) => Promise<unknown>;
  moduleUrl: string;
}

export interface Designer {
  // The document as it is now, canonical.
  text(): string;
  // Nothing would be lost if the page went away.
  isSaved(): boolean;
  save(): void;
  // Another document as a step that can be undone: one that is stored elsewhere, or unsaved changes of
  // an earlier visit. The reason when it is refused, and the old one stays.
  takeOver(text: string, from: "newer_version" | "draft"): string | null;
  // Opens the list of problems and leads to the first.
  showProblems(): void;
  // Who answers questions has another document or other records now.
  outdateAnswers(): void;
  setLocale(locale: Locale): void;
  setPreview(shown: boolean): void;
  say(sentence: string, problem?: boolean): void;
  destroy(): void;
}

const kChangeDelay_ms = 250;
const kMaxText = 16_000;

export async function mountDesigner(host: HTMLElement, options: DesignerOptions): Promise<Designer> {
  adopt_styles();
  host.classList.add("designer");
  host.style.setProperty("--designer-raise", `${raised_by()}px`);
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  const mirror = new Mirror(kMaxText);
  const live = new LiveRegion();
  host.append(canvas, mirror.root, live.root);

  const url = new URL(options.moduleUrl, document.baseURI).href;
  const { default: create } = (await import(/* @vite-ignore */ url)) as { default: Factory };
  const wasm = await create({ canvas, fontFamilies: font_families, locateFile: (name) => new URL(name, url).href });
  const engine = new Engine(wasm);
  if (!engine.start()) {
    const failure = document.createElement("div");
    failure.className = "designer-failure";
    failure.setAttribute("role", "alert");
    failure.textContent = no_webgl[options.locale];
    host.replaceChildren(failure);
    throw new Error(failure.textContent);
  }
  engine.set_locale(options.locale);
  const refused = engine.load(options.document);
  if (refused !== null) {
    engine.stop();
    throw new Error(refused);
  }

  const closing = new AbortController();
  const { signal } = closing;
  let width = 0;
  let height = 0;
  let scale = 1;
  let queued = 0;
  let timer = 0;
  let change_timer = 0;
  let locale = options.locale;
  let saving = false;
  let save_again = false;

  const schedule = (): void => {
    if (queued === 0 && !signal.aborted) queued = requestAnimationFrame(draw);
  };
  const draw = (): void => {
    queued = 0;
    clearTimeout(timer);
    if (width === 0 || height === 0) return;
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const due_ms = engine.frame(width, height, scale);
    take_outbox();
    if (due_ms === 0) schedule();
    else if (due_ms > 0) timer = window.setTimeout(schedule, due_ms);
  };
  const take_outbox = (at_once = false): void => {
    const outbox = engine.outbox(at_once);
    if (outbox !== null) take(JSON.parse(outbox) as Outbox);
  };
  const take = (outbox: Outbox): void => {
    if (outbox.nodes) mirror.update(outbox.nodes);
    if (outbox.said) mirror.say(outbox.said);
    if (outbox.moved) mirror.move(outbox.moved);
    if (outbox.focus !== undefined) mirror.focus(outbox.focus);
    if (outbox.cursor !== undefined) host.style.cursor = outbox.cursor;
    if (outbox.announce) live.say(outbox.announce);
    for (const question of outbox.questions ?? []) void ask(question);
    for (const request of outbox.requests ?? []) {
      if (request === "changed") changed();
      else if (request === "save") save();
      else if (request === "export") download_document(engine.text());
      else if (request === "import") import_file().catch(say_error);
      else if (request === "opened") options.onForm?.(outbox.form ?? "", outbox.part ?? "");
      else if (request === "versions") options.onVersions?.();
      else if (request === "help") options.onHelp?.();
      else if (request === "preview") options.onPreview?.(outbox.preview ?? false);
      else if (request === "locale") {
        locale = outbox.locale ?? locale;
        options.onLocale?.(locale);
      }
    }
  };
  const ask = async (question: Question): Promise<void> => {
    try {
      if (!options.onQuestion) return;
      const reply = await options.onQuestion(question.request, question.params);
      if (!signal.aborted) engine.answer(question.number, reply);
    } catch (error) {
      if (!signal.aborted) engine.refuse(question.number, error instanceof Error ? error.message : String(error));
    }
    schedule();
  };
  const changed = (): void => {
    clearTimeout(change_timer);
    change_timer = window.setTimeout(() => options.onChange?.(engine.text()), kChangeDelay_ms);
  };
  const say_error = (error: unknown): void => {
    if (signal.aborted) return;
    engine.say(error instanceof Error ? error.message : String(error), true);
    schedule();
  };
  // One save at a time: the next is built on what the one before stored.
  const save = (): void => {
    save_again = saving;
    if (saving) return;
    saving = true;
    void save_once()
      .catch(say_error)
      .finally(() => {
        saving = false;
        if (signal.aborted) return;
        if (save_again && !engine.is_saved()) save();
        schedule();
      });
  };
  const save_once = async (): Promise<void> => {
    const text = engine.text();
    const saved = await options.onSave(text);
    if (signal.aborted || saved === null) return;
    // What was typed meanwhile is not saved.
    if (engine.text() === text) engine.mark_saved();
    engine.set_version(saved.version);
    engine.say(saved.sentence, false);
    changed();
  };
  const import_file = async (): Promise<void> => {
    const file = await pick_document();
    if (file === null || signal.aborted) return;
    const problem =
      "problem" in file ? file_problem(locale, file.name, file.problem) : engine.import(file.text, file.name);
    if (problem !== null) engine.say(problem, true);
    else changed();
    schedule();
  };

  // The canvas is a picture to the browser: its colours are not replaced by the system's.
  const contrast = matchMedia("(forced-colors: active), (prefers-contrast: more)");
  const follow_contrast = (): void => {
    engine.set_high_contrast(contrast.matches);
    schedule();
  };
  contrast.addEventListener("change", follow_contrast, { signal });
  follow_contrast();

  new PointerInput(host, engine, mirror, schedule, () => scale, () => take_outbox(true)).listen(signal);
  new KeyboardInput(host, engine, mirror, schedule, (pasted, most) => {
    engine.say(paste_too_long(locale, pasted, most), true);
    schedule();
  }).listen(signal);
  canvas.addEventListener("webglcontextlost", (event) => {
    event.preventDefault();
    engine.context_lost();
  }, { signal });
  canvas.addEventListener("webglcontextrestored", () => {
    engine.context_restored();
    schedule();
  }, { signal });

  const measured = (entries: ResizeObserverEntry[]): void => {
    const entry = entries[entries.length - 1]!;
    scale = window.devicePixelRatio || 1;
    // Exact where the browser says it, unless it speaks of another pixel ratio than the page's
    // (as when a device is emulated).
    const exact = entry.devicePixelContentBoxSize?.[0];
    const pixels = (css: number, device: number | undefined): number =>
      Math.round(device !== undefined && Math.abs(device - css * scale) < 2 ? device : css * scale);
    width = pixels(entry.contentRect.width, exact?.inlineSize);
    height = pixels(entry.contentRect.height, exact?.blockSize);
    // At once: a resized canvas is empty until it is drawn.
    cancelAnimationFrame(queued);
    queued = 0;
    draw();
  };
  const observer = new ResizeObserver(measured);
  try {
    observer.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    observer.observe(canvas);
  }
  // Fonts that arrive late, and a change of the pixel ratio that leaves the size as it is.
  window.addEventListener("resize", () => {
    if (scale === window.devicePixelRatio) return;
    scale = window.devicePixelRatio;
    schedule();
  }, { signal });

  return {
    text: () => engine.text(),
    isSaved: () => engine.is_saved(),
    save,
    takeOver(text, from) {
      const reason = engine.take_over(text, from === "draft" ? Origin.draft : Origin.newer_version);
      if (reason === null) changed();
      schedule();
      return reason;
    },
    showProblems() {
      engine.show_problems();
      schedule();
    },
    outdateAnswers() {
      engine.outdate_answers();
      schedule();
    },
    setLocale(next) {
      locale = next;
      engine.set_locale(next);
      schedule();
    },
    setPreview(shown) {
      engine.set_preview(shown);
      schedule();
    },
    say(sentence, problem = false) {
      engine.say(sentence, problem);
      schedule();
    },
    destroy() {
      closing.abort();
      observer.disconnect();
      cancelAnimationFrame(queued);
      clearTimeout(timer);
      clearTimeout(change_timer);
      engine.stop();
      host.replaceChildren();
      host.classList.remove("designer");
    },
  };
}
