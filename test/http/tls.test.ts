import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { CloudError, UnavailableError } from "../../provider/http/errors";
import { openTransport } from "../../provider/http/openTransport";
import type { TransportOptions } from "../../provider/http/transport";
import { httpServer, listening, rawServer, type Wire } from "./wire";

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
  it("that no known authority signed ends the call before anything is sent, and the error says what to do", async () => {
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
    expect(error).toMatchObject({ message: expect.stringContaining("the certificate is another host's") });
    expect(error).toMatchObject({ hint: expect.not.stringContaining("cacert") });
    expect(server.requests).toEqual([]);
  });

  it("is not checked if the connection's options say so", async () => {
    server = await secureServer();
    expect(await sendTo(server.url, { verify: false })).toBe("secret");
  });
});

it("is missing on a plain http server, and the error says so", async () => {
  server = await httpServer((_, response) => void response.end());
  const url = new URL(server.url);
  url.protocol = "https:";
  const error = await sendTo(url, {});
  expect(error).toBeInstanceOf(UnavailableError);
  expect((error as CloudError).message).toContain("no TLS there");
});

describe("a server that wants a client certificate", () => {
  const ca = certificate("test-authority.crt");
  const ours = {
    clientCertificate: certificate("test-client.crt"),
    clientKey: { reveal: () => certificate("test-client.key") },
  };

  it("gets ours, and answers", async () => {
    const names: string[] = [];
    const asking = createServer(
      {
        key: certificate("test-server.key"),
        cert: certificate("test-server.crt"),
        ca,
        requestCert: true,
        rejectUnauthorized: true,
      },
      (request, response) => {
        names.push(String((request.socket as TLSSocket).getPeerCertificate().subject.CN));
        response.end("served");
      },
    );
    server = await listening(asking, [], "https");
    expect(await sendTo(server.url, { caCertificate: ca, ...ours })).toBe("served");
    expect(names).toEqual(["TEST ONLY client of pulumi-cloud-images"]);
    expect(await sendTo(server.url, { caCertificate: ca })).toBeInstanceOf(UnavailableError);
    expect(names).toHaveLength(1);
  });

  /** A server that answers the greeting by one alert of TLS. */
  const alerting = (alert: number) =>
    rawServer((socket) => void socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, alert])));

  it.each([
    ["certificate required", 116],
    ["bad certificate", 42],
    ["certificate expired", 45],
    ["unknown authority", 48],
  ])("is recognized by its alert: %s", async (_, alert) => {
    server = await alerting(alert);
    const url = new URL(server.url);
    url.protocol = "https:";
    expect(await sendTo(url, {})).toMatchObject({
      outcome: "not-sent",
      message: expect.stringContaining("the server wants a client certificate"),
      hint: expect.stringContaining("cert in the cloud's entry"),
    });
    expect(await sendTo(url, ours)).toMatchObject({
      outcome: "not-sent",
      message: expect.stringContaining("the server refuses our client certificate"),
    });
  });

  it("may be the reason for a handshake that just fails", async () => {
    server = await alerting(40);
    const url = new URL(server.url);
    url.protocol = "https:";
    expect(await sendTo(url, {})).toMatchObject({
      message: expect.stringContaining("does it want a client certificate"),
    });
  });
});
