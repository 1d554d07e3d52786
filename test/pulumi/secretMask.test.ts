import { readComplaint } from "../../provider/http/failures/complaint";
import { secretMask } from "../../provider/pulumi/secretMask";

const maskFor = (args: object, ...secrets: string[]) => secretMask({ args, secrets });

it("leaves out the values of secret arguments, nested ones too, and of no others", () => {
  const args = { source: { bucket: "vault-7", object: "disks/a.qcow2" }, name: "golden" };
  expect(maskFor(args, "source")("makes golden from object vault-7:disks/a.qcow2")).toBe(
    "makes golden from object [secret]:[secret]",
  );
  expect(maskFor(args)("makes golden from object vault-7")).toBe("makes golden from object vault-7");
});

it("keeps the words of our own that are keys of an argument, and hides those that the user chose", () => {
  expect(maskFor({ source: { bucket: "vault-7" } }, "source")("no bucket vault-7")).toBe(
    "no bucket [secret]",
  );
  expect(maskFor({ tags: { hidden: "deep" } }, "tags")("tag hidden=deep")).toBe("tag [secret]=[secret]");
});

it("knows a value as others write it: in other letters, in JSON, in an address, with other blanks", () => {
  const text = 'a "b"\n c/ü';
  const hidden = maskFor({ description: text }, "description");
  expect(hidden(`${JSON.stringify(text)} ${encodeURIComponent(text)} A "B" C/Ü`)).toBe(
    '"[secret]" [secret] [secret]',
  );
});

it("knows it in what a proxy or an object store has made of an address", () => {
  const object = "disks of ann/gold & silver.qcow2";
  const hidden = maskFor({ source: { object } }, "source");
  expect(hidden("Cannot GET /disks%20of%20ann/gold%20%26%20silver.qcow2")).toBe("Cannot GET /[secret]");
  expect(hidden("NoSuchKey disks of ann/gold &amp; silver.qcow2")).toBe("NoSuchKey [secret]");
});

it("knows it in a body of which nothing has been unescaped", () => {
  const name = `Ann's "gold" & ünger`;
  const hidden = maskFor({ name }, "name");
  expect(hidden("<p>Ann&#39;s &quot;gold&quot; &amp; &#252;nger</p>")).toBe("<p>[secret]</p>");
  expect(hidden(String.raw`{"body": "{\"name\": \"Ann's \\\"gold\\\" & \u00fcnger\"}"}`)).toBe(
    String.raw`{"body": "{\"name\": \"[secret]\"}"}`,
  );
  expect(hidden("name=Ann%27s+%22gold%22+%26+%C3%BCnger")).toBe("name=[secret]");
});

it("a value of any length is left out", () => {
  const description = `long &"é `.repeat(5000).trim();
  expect(maskFor({ description }, "description")(`bad: ${description}`)).toBe("bad: [secret]");
});

it.each(["the password: hunter22 opens the vault of ann", "the <b>vault</b> of ann", "vault\tof\n ann"])(
  "knows what is left of it when a cloud's message has been read: %j",
  (description) => {
    const { message } = readComplaint(JSON.stringify({ message: `bad: ${description}`, code: "x" }));
    expect(maskFor({ description }, "description")(message)).toBe("bad: [secret]");
  },
);

it("hides what a cut has left of a value", () => {
  const description = "a description that is much longer than the words of a cloud may be";
  expect(maskFor({ description }, "description")(`refused: ${description.slice(0, 30)}… (HTTP 400)`)).toBe(
    "refused: [secret]… (HTTP 400)",
  );
});

it("masks short values and numbers only where they stand alone, so that the words stay readable", () => {
  const hidden = maskFor({ name: "a", minDiskGiB: 17, force: true }, "name", "minDiskGiB", "force");
  expect(hidden("a small disk of 17 GiB is true to 170, 17x and 2017")).toBe(
    "[secret] small disk of [secret] GiB is true to 170, 17x and 2017",
  );
});

it("the longest value goes first, and what an expression would read as its own is a letter like others", () => {
  expect(
    maskFor({ a: "gold", b: "golden.*+?^$()|[]\\/" }, "a", "b")("golden.*+?^$()|[]\\/ gold gilded"),
  ).toBe("[secret] [secret] gilded");
});

it("what is empty or unknown hides nothing", () => {
  expect(maskFor({ a: "", b: null, c: {}, d: " " }, "a", "b", "c", "d", "e")("any text")).toBe("any text");
});
