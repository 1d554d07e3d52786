import { setV8Flags } from "../setV8Flags";

const LIGHT = "--no-wasm-tier-up --no-wasm-dynamic-tiering";
const USUAL = "--wasm-tier-up --wasm-dynamic-tiering";

let parser: "absent" | "compiling" | "compiled" = "absent";

/**
 * Runs a request, whose answer undici reads with a parser in WebAssembly. V8 compiles it with the first answer, and once more after
 * some dozens, for which it takes up to 33 MiB (docs/footprint.md); what we send does not need it to be that fast. The flags say so
 * while the first answer is read. They are those of the whole process, whose other WebAssembly is compiled as ever after that.
 */
export async function withLightParser<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  if (parser === "absent") {
    setV8Flags(LIGHT);
    parser = "compiling";
  }
  const answer = await request();
  if (parser === "compiling") {
    setV8Flags(USUAL);
    parser = "compiled";
  }
  return answer;
}
