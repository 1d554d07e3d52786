import { claim, image, json, owner, run, save, shell, tag } from "./markedImages";
import { encrypted } from "./state";

/** Image names that try to control the reader's terminal, and names that are secret. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: the test searches for them
const steering = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/;
const name = "\u001b[2Jgolden\nNo orphans.\u202e\u009b31m";

test("an image's name steers no terminal, and forges no line of the report", async () => {
  image({ name });
  save([{ owner }]);
  const { code, out, err } = await run();
  expect(code).toBe(1);
  expect(out + err).not.toMatch(steering);
  expect(out).toContain("\\u001b[2Jgolden\\u000aNo orphans.\\u202e\\u009b31m");
  expect(out).not.toMatch(/^No orphans/m);
});

test("JSON has the same name, escaped", async () => {
  image({ name });
  save([{ owner }]);
  const { out } = await shell.run("orphans --json --state state.json");
  expect(out).not.toMatch(steering);
  expect(JSON.parse(out).images).toMatchObject([{ name }]);
});

test("a cloud's error text cannot control the terminal", async () => {
  const body = {
    error: { code: "IMG.0001", message: "\u001b]0;owned\u0007 no\r\nWhat to do: pay \u202eyap" },
  };
  shell.cloud.addFault({ route: "ims.listImages", kind: "status", status: 400, body, times: 99 });
  save([{ owner }]);
  const { out, err } = await run();
  expect(out).toContain("\\u001b]0;owned\\u0007 no What to do: pay \\u202eyap");
  expect(out + err).not.toMatch(steering);
  expect(out).not.toMatch(/^What to do: pay/m);
});

test("the name of an image whose argument is a secret is not printed", async () => {
  const { id } = image({ name: "hush", tags: [tag(owner, "ffffffffffff")] });
  save([{ imageId: id, owner, claim, inputs: { name: encrypted() } }]);
  const { out } = await run();
  expect(out).toContain(`claimed     ${id}  [secret]`);
  expect(out).not.toContain("hush");
  expect((await json()).images).toMatchObject([{ id, name: "[secret]" }]);
});

test("a cloud whose name is encrypted has to be named with --cloud, and is then listed", async () => {
  const { id } = image({ name: "lost" });
  save([{ owner, inputs: { cloud: encrypted() } }]);
  const hidden = await run();
  expect(hidden.code).toBe(3);
  expect(hidden.out).toContain("is a secret, and encrypted in the state: name the cloud by --cloud");
  expect((await shell.run("orphans --state state.json --cloud otc")).out).toContain(id);
  save([{ owner, inputs: { cloud: encrypted("otc") } }]);
  expect((await run()).code).toBe(1);
});

test("a state whose records are encrypted reads as before", async () => {
  const { id } = image();
  save([{ imageId: id, owner, claim, inputs: { name: encrypted(), volumeId: encrypted() } }]);
  expect(await run()).toMatchObject({ code: 0 });
});
