// The part of the engine's code that no page's first minute calls. It is fetched when the page has what it
// asked for. Whoever calls one of its functions earlier waits for the file: a Worker may.

import { compile } from "./compile.ts";

/** What was asked of the engine comes first. */
const kBehind_ms = 1500;

export class DeferredCode {
  private code_: WebAssembly.Module | undefined;
  private readonly waiting_ = new Set<() => void>();

  constructor(
    private readonly url_: string,
    compile_: (url: string) => Promise<WebAssembly.Module> = compile,
    private readonly fetch_now_: (url: string) => ArrayBuffer = fetch_now,
  ) {
    setTimeout(() => {
      if (this.code_) return;
      compile_(url_).then(
        (code) => this.has_come_(code),
        // Whoever needs it asks again, and hears what is wrong.
        () => undefined,
      );
    }, kBehind_ms);
  }

  /** An instance of the first part, whose calls into the second find it. */
  instantiate(first: WebAssembly.Module, imports: WebAssembly.Imports): WebAssembly.Instance {
    let instance: WebAssembly.Instance | undefined;
    let table: WebAssembly.Table | undefined;
    const complete = () => {
      if (table || !instance) return;
      const code = this.now_();
      // Its instance puts its functions into a table of the first, where these stand-ins were.
      new WebAssembly.Instance(code, { ...imports, first: instance.exports });
      const shared = WebAssembly.Module.imports(code).find(({ kind }) => kind === "table");
      table = instance.exports[shared!.name] as WebAssembly.Table;
      this.waiting_.delete(complete);
    };
    const later = new Proxy<WebAssembly.ModuleImports>(
      {},
      {
        get: (_, place) => (...values: unknown[]) => {
          complete();
          return (table!.get(Number(place)) as (...values: unknown[]) => unknown)(...values);
        },
      },
    );
    instance = new WebAssembly.Instance(first, { ...imports, later });
    if (this.code_) complete();
    else this.waiting_.add(complete);
    return instance;
  }

  private has_come_(code: WebAssembly.Module): void {
    this.code_ ??= code;
    for (const complete of [...this.waiting_]) complete();
  }

  private now_(): WebAssembly.Module {
    this.code_ ??= new WebAssembly.Module(this.fetch_now_(this.url_));
    return this.code_;
  }
}

/** The file's bytes, without letting anything else run. The browser's own copy or network, then the copy
 * that the service worker keeps. */
function fetch_now(url: string): ArrayBuffer {
  for (const address of [url, `${url}?kept`]) {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.responseType = "arraybuffer";
    try {
      request.send();
    } catch {
      continue;
    }
    if (request.status === 200) return request.response as ArrayBuffer;
  }
  throw new Error(`${url} can't be fetched`);
}
