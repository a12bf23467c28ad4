// The loader compiles the TypeScript of the application while Node.js imports it: nothing has to be built.
//
// It compiles with metadata for decorators, from which NestJS learns what a constructor and a handler take.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import typescript from "typescript";

const compilerOptions = {
  target: typescript.ScriptTarget.ES2022,
  module: typescript.ModuleKind.ES2022,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  // Fields are set by decorators; as class fields they would be set again.
  useDefineForClassFields: false,
  inlineSourceMap: true,
};

/** A file may be imported without its ending, as is usual in NestJS. */
export async function resolve(specifier, context, next) {
  try {
    return await next(specifier, context);
  } catch (error) {
    if (!specifier.startsWith(".")) throw error;
    return next(`${specifier}.ts`, context);
  }
}

export async function load(url, context, next) {
  if (!url.endsWith(".ts")) return next(url, context);
  const fileName = fileURLToPath(url);
  const source = await readFile(fileName, "utf8");
  const { outputText } = typescript.transpileModule(source, { compilerOptions, fileName });
  return { format: "module", source: outputText, shortCircuit: true };
}
