// Compiled code by its address, with and without a network.

/**
 * The browser keeps what it compiled for a file of its own cache. Where that let go of the file and there
 * is no network, the service worker has a copy; it also serves where a server does not name the type.
 */
export async function compile(url: string): Promise<WebAssembly.Module> {
  try {
    return await WebAssembly.compileStreaming(fetch(url));
  } catch {
    const kept = await fetch(`${url}?kept`);
    if (!kept.ok) throw new Error(`${url}: ${kept.status}`);
    return WebAssembly.compile(await kept.arrayBuffer());
  }
}
