import { createServer } from "node:http";
import { connect } from "node:net";
import { type LocalCloud, startCloud } from "../index";
import { send } from "../testing/testClient";

let cloud: LocalCloud | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

/** Below those that `listen(0)` gives to others while this cloud is down. */
const quietPort = () => 20_000 + Math.floor(Math.random() * 10_000);

const portOf = (url: string) => Number(new URL(url).port);
const refuses = (url: string) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(portOf(url), "127.0.0.1", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", () => resolve(true));
  });

test("without the option there is one port, and no origins", async () => {
  cloud = await startCloud();
  expect(cloud.origins).toEqual({});
});

test("ZStack is at the root already: its own addresses begin with /zstack", async () => {
  cloud = await startCloud({ portEach: true });
  expect(`${cloud.origins.zstack}/zstack`).toBe(cloud.endpoints.zstack);
});

test("a service's own port has that service alone, and no /_admin", async () => {
  cloud = await startCloud({ portEach: true });
  expect((await send("GET", `${cloud.origins.iam}/v3`)).body.version.id).toBe("v3.14");
  for (const path of ["/iam/v3", "/_admin/settings", "/v2/cloudimages"])
    expect((await send("GET", `${cloud.origins.iam}${path}`)).status).toBe(404);
});

test("a cloud that is down is down on every port, and keeps them", async () => {
  cloud = await startCloud({ port: quietPort(), portEach: true });
  const all = [cloud.admin, ...Object.values(cloud.origins)];
  cloud.stopListening();
  expect(await Promise.all(all.map(refuses))).toEqual(all.map(() => true));
  await cloud.listen();
  expect(await Promise.all(all.map(refuses))).toEqual(all.map(() => false));
});

test("where one of the ports is taken, none stays open", async () => {
  const taken = createServer();
  const port = quietPort();
  await new Promise<void>((resolve) => void taken.listen(port, "127.0.0.1", resolve));
  await expect(startCloud({ port: port - 1, portEach: true })).rejects.toMatchObject({ port });
  expect(await refuses(`http://127.0.0.1:${port - 1}`)).toBe(true);
  await new Promise((resolve) => void taken.close(resolve));
});
