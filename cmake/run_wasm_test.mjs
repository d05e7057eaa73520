// Runs a test executable compiled to WebAssembly in node: run_wasm_test.mjs FILE.mjs ARGUMENTS...
import { pathToFileURL } from 'node:url';

const [file, ...args] = process.argv.slice(2);
const { default: load } = await import(pathToFileURL(file));
const module = await load();
const code = module.callMain(args);
process.exitCode = typeof code === 'number' ? code : 0;
