// The host's own sentences.
import { kLimits } from "../engine/generated/limits.ts";
import type { FileProblem } from "./files.ts";

export type Locale = "zh-CN" | "en";

export function file_problem(locale: Locale, name: string, problem: FileProblem): string {
  const english = locale === "en";
  if (problem.kind === "too_large") {
    const mib = kLimits.document_bytes / 1024 / 1024;
    return english ? `${name} is larger than ${mib} MiB: no app document is` : `${name} 超过 ${mib} MiB，不是应用文档`;
  }
  return english
    ? `${name}, line ${problem.line}: this is not UTF-8. Save the file as UTF-8 and import it again`
    : `${name} 第 ${problem.line} 行不是 UTF-8 编码。请另存为 UTF-8 后再导入`;
}

export const no_webgl = {
  "zh-CN": "设计器需要 WebGL 2，而此浏览器没有提供。请开启硬件加速，或换一个浏览器。",
  en: "The designer draws with WebGL 2, which this browser does not offer. Turn on hardware acceleration or try another browser.",
};

export function paste_too_long(locale: Locale, pasted: number, most: number): string {
  const number = (count: number) => count.toLocaleString(locale);
  return locale === "en"
    ? `Nothing was pasted: it has ${number(pasted)} characters, and ${number(most)} more fit here`
    : `没有粘贴：内容有 ${number(pasted)} 个字，这里还能放 ${number(most)} 个字`;
}
