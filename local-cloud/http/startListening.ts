import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type EndpointName, endpointNames } from "../services";
import type { LocalCloudOptions } from "../world/newWorld";
import type { World } from "../world/world";
import { createHttpServer } from "./createHttpServer";

export interface Listeners {
  /** Of the port that all services share. */
  readonly origin: string;
  readonly origins: Partial<Record<EndpointName, string>>;
  close(): Promise<void>;
  stopListening(): void;
  listen(): Promise<void>;
}

/** One port for all services, and one more for each if asked: clients there are that drop the path of an endpoint. */
export async function startListening(
  world: World,
  { port = 0, portEach = false }: Pick<LocalCloudOptions, "port" | "portEach">,
): Promise<Listeners> {
  // ZStack's own addresses begin with /zstack: it is at the root already.
  const own = portEach ? endpointNames.filter((name) => name !== "zstack") : [];
  const doors = [undefined, ...own].map((name) => new Door(createHttpServer(world, name)));
  const [shared, ...others] = doors as [Door, ...Door[]];
  try {
    for (const [place, door] of doors.entries()) await door.open(port === 0 ? 0 : port + place);
  } catch (error) {
    await Promise.all(doors.map((door) => door.close()));
    throw error;
  }
  return {
    origin: shared.origin,
    origins: {
      ...Object.fromEntries(own.map((name, place) => [name, others[place]?.origin])),
      ...(portEach ? { zstack: shared.origin } : {}),
    },
    close: async () => void (await Promise.all(doors.map((door) => door.close()))),
    stopListening: () => doors.forEach((door) => void door.close({ onlyNew: true })),
    listen: async () => void (await Promise.all(doors.map((door) => door.open(door.port)))),
  };
}

class Door {
  port = 0;

  constructor(private readonly server: Server) {}

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  open(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, "127.0.0.1", () => {
        this.server.off("error", reject);
        this.port = (this.server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  close({ onlyNew = false } = {}): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      if (!onlyNew) this.server.closeAllConnections();
    });
  }
}
