import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { CloudError, UnavailableError } from "../../provider/http/errors";
import { openTransport, type TransportOptions } from "../../provider/http/send";
import { httpServer, listening, type Wire } from "./wire";

/** Made for these tests by certificates/make.sh and worth nothing elsewhere. */
const certificate = (name: string) => readFileSync(join(__dirname, "certificates", name), "utf8");

let server: Wire | undefined;
afterEach(() => server?.close());

async function secureServer(): Promise<Wire> {
  const options = { key: certificate("test-server.key"), cert: certificate("test-server.crt") };
  const requests: string[] = [];
  return listening(
    createServer(options, (request, response) => {
      requests.push(`${request.method} ${request.url}`);
      response.end("secret");
    }),
    requests,
    "https",
  );
}

async function sendTo(url: URL, options: TransportOptions): Promise<string | CloudError> {
  const transport = openTransport(options);
  try {
    return (await transport.send({ method: "POST", url, headers: {}, body: "{}", fresh: true })).text;
  } catch (error) {
    if (error instanceof CloudError) return error;
    throw error;
  } finally {
    await transport.close();
  }
}

describe("a certificate", () => {
  it("that nobody vouches for ends the call before anything is sent, and says what to do", async () => {
    server = await secureServer();
    const error = await sendTo(server.url, {});
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ outcome: "not-sent", hint: expect.stringContaining("cacert") });
    expect(server.requests).toEqual([]);
  });

  it("is trusted when its authority is given", async () => {
    server = await secureServer();
    expect(await sendTo(server.url, { caCertificate: certificate("test-authority.crt") })).toBe("secret");
  });

  it("for another host name is refused, even from the given authority", async () => {
    server = await secureServer();
    const url = new URL(server.url);
    url.hostname = "localhost"; // the certificate is 127.0.0.1's alone
    const error = await sendTo(url, { caCertificate: certificate("test-authority.crt") });
    expect(error).toMatchObject({ outcome: "not-sent", code: "ERR_TLS_CERT_ALTNAME_INVALID" });
    expect(server.requests).toEqual([]);
  });

  it("is not looked at when the connection says so", async () => {
    server = await secureServer();
    expect(await sendTo(server.url, { verify: false })).toBe("secret");
  });
});

it("says so when https is spoken to a plain http server", async () => {
  server = await httpServer((_, response) => void response.end());
  const url = new URL(server.url);
  url.protocol = "https:";
  const error = await sendTo(url, {});
  expect(error).toBeInstanceOf(UnavailableError);
  expect((error as CloudError).message).toContain("no TLS there");
});
