import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** The lab's own side of a test: volumes with data in them, images as Glance has them. Not through our code. */
export interface Lab {
  readonly identity: string;
  readonly image: string;
  readonly volume: string;
  createVolume(sizeGiB: number): Promise<string>;
  volumeStatus(id: string): Promise<string>;
  /** As of a volume that was made from an image. */
  setImageMetadata(id: string, metadata: Readonly<Record<string, string>>): Promise<void>;
  images(): Promise<Record<string, unknown>[]>;
  patchImage(id: string, operations: object[]): Promise<void>;
  /** SHA-256 of the volume's file. */
  volumeDigest(id: string): Promise<string>;
  /** SHA-256 of what Glance hands out. */
  imageDigest(id: string): Promise<string>;
}

export async function openLab(): Promise<Lab> {
  const { OS_AUTH_URL, OS_USERNAME, OS_PASSWORD, OS_PROJECT_NAME, LAB_VOLUMES } = process.env;
  if (!OS_AUTH_URL || !LAB_VOLUMES) throw new Error("no lab: run npm run test:openstack");
  const domain = { id: "default" };
  const user = { name: OS_USERNAME, password: OS_PASSWORD, domain };
  const scope = { project: { name: OS_PROJECT_NAME, domain } };
  const login = await fetch(`${OS_AUTH_URL}/auth/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ auth: { identity: { methods: ["password"], password: { user } }, scope } }),
  });
  const token = login.headers.get("x-subject-token") ?? "";
  const { token: body } = (await login.json()) as {
    token: { catalog: { type: string; endpoints: { interface: string; url: string }[] }[] };
  };
  const endpoint = (type: string) =>
    body.catalog.find((service) => service.type === type)?.endpoints.find((one) => one.interface === "public")
      ?.url ?? "";
  const [image, volume] = [endpoint("image"), endpoint("volumev3")];

  const volumeStatus = async (id: string) =>
    ((await json("GET", `${volume}/volumes/${id}`)).volume as { status: string }).status;

  return {
    identity: OS_AUTH_URL,
    image,
    volume,
    async createVolume(size) {
      const created = await json("POST", `${volume}/volumes`, { volume: { size, name: "root" } });
      const { id } = created.volume as { id: string };
      while ((await volumeStatus(id)) !== "available") await sleep(200);
      await fill(path.join(LAB_VOLUMES, `volume-${id}`), size);
      return id;
    },
    volumeStatus,
    async setImageMetadata(id, metadata) {
      await json("POST", `${volume}/volumes/${id}/action`, { "os-set_image_metadata": { metadata } });
    },
    images: async () => (await json("GET", `${image}/v2/images`)).images as Record<string, unknown>[],
    async patchImage(id, operations) {
      await json(
        "PATCH",
        `${image}/v2/images/${id}`,
        operations,
        "application/openstack-images-v2.1-json-patch",
      );
    },
    volumeDigest: (id) => digest(createReadStream(path.join(LAB_VOLUMES, `volume-${id}`))),
    async imageDigest(id) {
      const answer = await fetch(`${image}/v2/images/${id}/file`, { headers: { "x-auth-token": token } });
      if (!answer.body) throw new Error("no image data");
      return digest(Readable.fromWeb(answer.body as never));
    },
  };

  async function json(
    method: string,
    url: string,
    sent?: unknown,
    type = "application/json",
  ): Promise<Record<string, unknown>> {
    const answer = await fetch(url, {
      method,
      headers: { "x-auth-token": token, accept: "application/json", "content-type": type },
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
    return JSON.parse(text);
  }
}

/** Random data at the beginning, the middle and the end; the rest stays a hole. */
async function fill(file: string, sizeGiB: number): Promise<void> {
  const handle = await open(file, "r+");
  const size = sizeGiB * 1024 ** 3;
  const piece = randomBytes(1024 ** 2);
  for (const at of [0, size / 2, size - piece.length]) await handle.write(piece, 0, piece.length, at);
  await handle.close();
}

async function digest(data: Readable): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(data, hash);
  return hash.digest("hex");
}
