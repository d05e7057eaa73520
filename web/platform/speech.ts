// Speech to text, where the browser offers it. It may send sound to the browser's maker, which is why
// it only starts at a tap.

interface Recognition extends EventTarget {
  lang: string;
  continuous: boolean;
  interimResults: boolean;
  start(): void;
  stop(): void;
}
interface RecognitionEvent extends Event {
  results: ArrayLike<ArrayLike<{ transcript: string }>>;
}

function recognition_class(): (new () => Recognition) | undefined {
  const scope = globalThis as unknown as Record<string, (new () => Recognition) | undefined>;
  return scope["SpeechRecognition"] ?? scope["webkitSpeechRecognition"];
}

export function dictation_available(): boolean {
  return recognition_class() !== undefined && globalThis.isSecureContext;
}

export class Dictation {
  private readonly recognition_: Recognition;

  constructor(
    locale: string,
    events: { on_text(text: string): void; on_end(problem: string | undefined): void },
  ) {
    const Class = recognition_class();
    if (!Class) throw new Error("no speech recognition here");
    this.recognition_ = new Class();
    this.recognition_.lang = locale;
    this.recognition_.continuous = true;
    this.recognition_.interimResults = true;
    let problem: string | undefined;
    this.recognition_.addEventListener("result", (event) => {
      const { results } = event as RecognitionEvent;
      events.on_text(Array.from(results, (result) => result[0]?.transcript ?? "").join(""));
    });
    this.recognition_.addEventListener("error", (event) => {
      const code = (event as Event & { error?: string }).error;
      if (code !== "no-speech" && code !== "aborted") problem = code ?? "error";
    });
    this.recognition_.addEventListener("end", () => events.on_end(problem));
    this.recognition_.start();
  }

  stop(): void {
    this.recognition_.stop();
  }
}
