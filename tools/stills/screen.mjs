// What a command shows on a terminal of so many columns, at the first moment at which it shows what is wanted.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { Problem } from "../say.mjs";

const { Terminal } = createRequire(import.meta.url)("@xterm/headless");
const rows = 24;
const limitSeconds = 300;

/** Resolves with the rows of the screen: of each a list of pieces, { text, color, bold, underline }. */
export async function screenOf(command, { columns, cwd, env, until }) {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  // Node.js has no pseudo-terminals; `script` has.
  const typed = `stty cols ${columns} rows ${rows}; exec ${command}`;
  const child = spawn("script", ["--quiet", "--return", "--command", typed, "/dev/null"], {
    cwd,
    env,
    detached: true,
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.on("error", () => {}); // it has ended by itself
  const ended = once(child, "close");
  const limit = setTimeout(() => child.kill("SIGTERM"), limitSeconds * 1000);
  try {
    for await (const bytes of child.stdout) {
      await new Promise((shown) => terminal.write(bytes, shown));
      if (until(textOf(terminal))) return rowsOf(terminal);
    }
    throw new Problem(`Never seen what was to be shown. At the end it was:\n${textOf(terminal)}`);
  } finally {
    clearTimeout(limit);
    // As a person would: the first Ctrl-C ends the waits of a plugin, the second those of a dynamic provider.
    for (let times = 0; times < 2 && child.exitCode === null; times += 1) {
      child.stdin.write("\x03");
      await Promise.race([ended, new Promise((later) => setTimeout(later, 3000))]);
    }
    child.stdout.resume();
    await Promise.race([ended, new Promise((later) => setTimeout(later, 15_000))]);
    if (child.exitCode === null) child.kill("SIGKILL"); // with its terminal, what runs on it ends too
    terminal.dispose();
  }
}

function linesOf({ buffer: { active } }) {
  return Array.from({ length: active.length }, (_, at) => active.getLine(at));
}

const textOf = (terminal) =>
  linesOf(terminal)
    .map((line) => line.translateToString(true))
    .join("\n")
    .trimEnd();

function rowsOf(terminal) {
  const shown = linesOf(terminal).map((line) => piecesOf(line, terminal.cols));
  while (shown.length > 0 && shown.at(-1).length === 0) shown.pop();
  return shown;
}

function piecesOf(line, columns) {
  const pieces = [];
  const end = line.translateToString(true).length;
  for (let at = 0; at < Math.min(end, columns); at += 1) {
    const cell = line.getCell(at);
    const style = {
      color: cell.isFgPalette() ? cell.getFgColor() : undefined,
      bold: cell.isBold() !== 0,
      underline: cell.isUnderline() !== 0,
    };
    const last = pieces.at(-1);
    const text = cell.getChars() || " ";
    if (last && JSON.stringify(last.style) === JSON.stringify(style)) last.text += text;
    else pieces.push({ at, text, style });
  }
  return pieces;
}
