import { InterruptedError, InvalidRequestError, UnavailableError } from "../../provider/http/errors";
import { failure, get, opened, transport } from "./sending";
import { closedPort, httpServer } from "./wire";

describe("a request that was certainly not sent", () => {
  it("found nothing listening", async () => {
    const error = await failure(transport().send(get(await closedPort())));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ outcome: "not-sent", code: "ECONNREFUSED" });
  });

  it("found no such host", async () => {
    const error = await failure(transport().send(get(new URL("https://no-such-host.invalid/"))));
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error.outcome).toBe("not-sent");
    expect(error.message).toMatch(/host name/);
  });

  it.each(["http://198.51.100.7/", "http://127.0.0.1.example.org/", "http://cloud.example/"])(
    "was plain http to another machine: %s",
    async (url) => {
      const error = await failure(transport().send(get(new URL(url))));
      expect(error).toMatchObject({ outcome: "not-sent", code: undefined });
      expect(error.message).toContain("plain http is refused");
      expect(error.hint).toContain("allow_http");
    },
  );

  it("had a header that cannot be sent", async () => {
    const server = await opened(httpServer((_, response) => void response.end()));
    const error = await failure(
      transport().send(get(server.url, { headers: { "x-auth-token": "canary\nx: y" } })),
    );
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error.outcome).toBe("not-sent");
    expect(error.message).not.toContain("canary");
    expect(server.requests).toEqual([]);
  });

  it("was interrupted before, and says by what", async () => {
    const server = await opened(httpServer((_, response) => void response.end()));
    const reason = new InterruptedError("the engine is gone", { outcome: "unknown", hint: "run it again" });
    const error = await failure(transport().send(get(server.url), AbortSignal.abort(reason)));
    expect(error).toBeInstanceOf(InterruptedError);
    expect(error).toMatchObject({ outcome: "not-sent", hint: "run it again" });
    expect(error.message).toContain("the engine is gone");
    expect(server.requests).toEqual([]);
  });
});

describe("plain http", () => {
  it("is allowed to this machine under all of its names", async () => {
    const server = await opened(httpServer((_, response) => void response.end("here")));
    const { send } = transport();
    for (const host of ["127.0.0.1", "localhost"]) {
      const url = new URL(server.url);
      url.hostname = host;
      expect((await send(get(url))).text).toBe("here");
    }
  });

  it("is allowed elsewhere if the connection's options say so", async () => {
    const error = await failure(
      transport({ allowHttp: true }).send(get(new URL("http://no-such-host.invalid/"))),
    );
    expect(error.message).toMatch(/host name/);
  });
});
