import { setV8Flags } from "../setV8Flags";

const LIGHT = "--no-wasm-tier-up --no-wasm-dynamic-tiering";
const USUAL = "--wasm-tier-up --wasm-dynamic-tiering";

/** The parser is there: an answer has been read. */
let isCompiled = false;
/** Requests under way that may be the first to be answered. */
let first = 0;

/**
 * Runs a request, whose answer undici reads with a parser in WebAssembly. V8 compiles it with the first answer, and once more after
 * some dozens, for which it takes up to 33 MiB (docs/footprint.md); what we send does not need it to be that fast. The flags say so
 * while the first answer is waited for; a request that fails takes them back. They are those of the whole process, whose other
 * WebAssembly is compiled as ever after that.
 */
export async function withLightParser<Answer>(request: () => Promise<Answer>): Promise<Answer> {
  if (isCompiled) return request();
  first += 1;
  if (first === 1) setV8Flags(LIGHT);
  try {
    const answer = await request();
    isCompiled = true;
    return answer;
  } finally {
    first -= 1;
    if (first === 0 || isCompiled) setV8Flags(USUAL);
  }
}
