import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { canary, canaryPasswords, canarySecretKeys, secretsIn } from "./harness/canary";
import { type Lab, openLab } from "./harness/lab";
import { profiles } from "./harness/routes";
import { failureOf, Stack } from "./harness/stack";

describe.each(profiles)("passwords and tokens on %s", (profile) => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab(profile, { passwords: canaryPasswords });
  });
  afterEach(() => lab.close());

  const golden = () => ({ name: "golden", volumeId: lab.volume.id });

  test("are found by this test where they are printed", () => {
    expect(secretsIn(new Error("a", { cause: new Error(canary) }))).toEqual([canary]);
    expect(secretsIn({ deep: [{ token: "gAAAAABabc" }] })).toHaveLength(1);
  });

  test("stand in no output, log or request log of a whole life", async () => {
    const process = lab.process();
    const stack = new Stack();
    await stack.up(process, golden());
    expect(secretsIn([stack.recorded, process.messages, lab.cloud.requests()])).toEqual([]);
    await stack.refresh(process);
    await stack.up(process, { ...golden(), description: "new" });
    expect(secretsIn([stack.recorded, process.messages])).toEqual([]);
    await stack.destroy(process);
    expect(secretsIn([process.messages, process.connect(undefined)])).toEqual([]);
  });

  test("are cut out of the words of a cloud that echoes the log-in", async () => {
    const body = { error: { code: 400, message: `cannot read {"user": {"password": "${canary}"}}` } };
    lab.cloud.addFault({ route: lab.routes.logIn, kind: "status", status: 400, body, times: 100 });
    const error = await failureOf(new Stack().up(lab.process(), golden()));
    expect(error.message).toContain("cannot read");
    expect(secretsIn(error)).toEqual([]);
  });

  test("are not carried along by an answer that breaks off after the token", async () => {
    const token = "MIIFPAYJKoZIhvcNAQcCoIIFgAAAAAB";
    const server = createServer((socket) => {
      socket.once("data", () =>
        socket.end(`HTTP/1.1 201 Created\r\nX-Subject-Token: ${token}\r\nbroken header\r\n\r\n`),
      );
      socket.on("error", () => {});
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const auth_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v3`;
    const error = await failureOf(new Stack().up(lab.process({ auth: { auth_url } }), golden()));
    expect(secretsIn(error)).toEqual([]);
    server.close();
  });

  test("do not travel to where a redirect points", async () => {
    let visits = 0;
    const server = createServer((socket) => {
      visits += 1;
      socket.destroy();
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const location = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    lab.cloud.addFault({ route: "*", kind: "redirect", location, nth: 2, times: 100 });
    await failureOf(new Stack().up(lab.process(), golden()));
    expect(visits).toBe(0);
    server.close();
  });
});

describe.each(["otc-aksk", "otc-aksk-temporary", "huaweicloud-aksk"] as const)(
  "the access keys of %s",
  (entry) => {
    let lab: Lab;
    beforeEach(async () => {
      const profile = entry === "huaweicloud-aksk" ? "huaweicloud" : "otc";
      lab = await openLab(profile, { passwords: canaryPasswords, secretKeys: canarySecretKeys });
    });
    afterEach(() => lab.close());

    test("stand in no output, log or request log of a whole life", async () => {
      const golden = { name: "golden", volumeId: lab.volume.id };
      const process = lab.process({ entry });
      const stack = new Stack();
      await stack.up(process, golden);
      await stack.up(process, { ...golden, description: "new" });
      await stack.refresh(process);
      expect(secretsIn([stack.recorded, process.messages, lab.cloud.requests()])).toEqual([]);
      await stack.destroy(process);
      expect(secretsIn([process.messages, process.connect(undefined)])).toEqual([]);
    });
  },
);
