import { PassThrough } from "node:stream";
import { openTerminal } from "../../../provider/cli/terminal/terminal";

/** A terminal as Node.js sees one: keys come one by one, and what is written is on the screen. */
function screen() {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { columns: 80 });
  let text = "";
  output.on("data", (chunk) => {
    text += chunk;
  });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the cursor's movements
  const shown = () => text.replace(/\u001b\[\d*[A-Z]/g, "").replaceAll("\r\n", "\n");
  return { terminal: openTerminal(input, output), type: (keys: string) => input.write(keys), shown };
}

test("a line is shown while it is typed; a hidden one is not, nor what is taken back of it", async () => {
  const { terminal, type, shown } = screen();
  const name = terminal.ask("User: ");
  type("demo\r");
  expect(await name).toBe("demo");
  const password = terminal.ask("Password: ", true);
  type("secrex\u007ft\r");
  expect(await password).toBe("secret");
  const next = terminal.ask("Project: ");
  type("lab\r");
  expect(await next).toBe("lab");
  expect(shown()).toContain("User: ");
  expect(shown()).toContain("demo");
  expect(shown()).toMatch(/Password: \nProject: /);
  expect(shown()).not.toContain("secre");
  terminal.release();
});

test("lines that are pasted at once answer one question each", async () => {
  const { terminal, type } = screen();
  const first = terminal.ask("a: ");
  type("1\r2\r3\r");
  expect([await first, await terminal.ask("b: ")]).toEqual(["1", "2"]);
  terminal.release(); // something else happens in between
  expect(await terminal.ask("c: ", true)).toBe("3");
  terminal.release();
});

test.each([
  ["Ctrl-C", "\u0003", "interrupted"],
  ["Ctrl-D", "\u0004", "end of input"],
])("%s ends the question, and every later one", async (_, key, why) => {
  const { terminal, type } = screen();
  const name = terminal.ask("User: ");
  type(key);
  await expect(name).rejects.toMatchObject({ why });
  await expect(terminal.ask("Password: ", true)).rejects.toMatchObject({ why });
});

test("a program that asks by itself has the terminal, and its end is told", async () => {
  const { terminal } = screen();
  expect(await terminal.run(process.execPath, ["-e", ""])).toBe(true);
  expect(await terminal.run(process.execPath, ["-e", "process.exit(3)"])).toBe(false);
  expect(await terminal.run("no-such-program", [])).toBeUndefined();
});
