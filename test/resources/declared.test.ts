import type { Cloud } from "../../provider/clouds/cloud";
import { patchOf as huaweiPatch, tagActions } from "../../provider/clouds/huawei/ims/change";
import { fromHuaweiImage, HuaweiImage } from "../../provider/clouds/huawei/ims/image";
import type { Image, ImageChange } from "../../provider/clouds/image";
import { fromGlanceImage, GlanceImage } from "../../provider/clouds/openstack/image";
import { patchOf as glancePatch } from "../../provider/clouds/openstack/patchOf";
import type { Profile } from "../../provider/clouds/settings";
import { actionsFor } from "../../provider/clouds/zstack/images/actionsFor";
import { fromZstackImage, ZstackImage } from "../../provider/clouds/zstack/images/image";
import { tagSteps } from "../../provider/clouds/zstack/images/tags";
import type { CallOptions } from "../../provider/http/call";
import { deriveMarker } from "../../provider/lifecycle/marks/marker";
import { replacing } from "../../provider/lifecycle/operation/run";
import { onWire, same } from "../../provider/lifecycle/state/change";
import { imageOutputs } from "../../provider/lifecycle/state/imageOutputs";
import { issuesOf } from "../../provider/lifecycle/state/inputs";
import type { Field } from "../../provider/resources/arguments/field";
import { replaces, setInPlace } from "../../provider/resources/arguments/field";
import { textProperty } from "../../provider/resources/arguments/property";
import { tableOf } from "../../provider/resources/arguments/table";
import { volumeImageTable } from "../../provider/resources/arguments/volumeImage";
import { inheritedFromVolume } from "../../provider/resources/inheritedFromVolume";
import { volumeImage } from "../../provider/resources/volumeImage";
import { subjects, uuid } from "./subjects";

/** No part of an argument is missing: if a declaration forgets one, the test names it. */

type Wire = Record<string, unknown>;

/** A cloud's own code around an image that exists: what it reads of it, and the image after what it sends. */
interface WireCloud {
  readonly bare: Wire;
  read(wire: Wire): Image;
  /** Undefined: the change sends nothing. */
  changed(wire: Wire, change: ImageChange): Wire | undefined;
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly value?: unknown;
}

function patched(wire: Wire, operations: readonly Operation[]): Wire | undefined {
  if (operations.length === 0) return undefined;
  const after = { ...wire };
  for (const { op, path, value } of operations) {
    if (op === "remove") delete after[path.slice(1)];
    else after[path.slice(1)] = value;
  }
  return after;
}

const huawei: WireCloud = {
  bare: { id: uuid, status: "active", name: "web", tags: [] },
  read: (wire) => fromHuaweiImage(HuaweiImage.parse(wire)),
  changed(wire, change) {
    const image = this.read(wire);
    const tagged = tagActions(image, change.tags).length > 0;
    const tags = Object.entries(change.tags ?? {}).map(([key, value]) => `${key}=${value}`);
    const after = patched(wire, huaweiPatch(image, change));
    return tagged ? { ...(after ?? wire), tags } : after;
  },
};

const openstack: WireCloud = {
  bare: { id: uuid, status: "active", name: "web", tags: [] },
  read: (wire) => fromGlanceImage(GlanceImage.parse(wire)),
  changed(wire, change) {
    return patched(wire, glancePatch(this.read(wire), change));
  },
};

const zstack: WireCloud = {
  bare: {
    uuid: "6c8c6b0ea9844ff3bc58cc46b2fde6ce",
    name: "web",
    state: "Enabled",
    status: "Ready",
    userTags: [],
  },
  read: ({ userTags, ...wire }) => fromZstackImage(ZstackImage.parse(wire), userTags as string[]),
  changed(wire, change) {
    const present = (wire.userTags as string[]).map((tag) => ({
      uuid: tag,
      resourceUuid: "",
      tag,
      resourceType: "ImageVO",
    }));
    const [users] = tagSteps(present, change);
    const touchesTags = users.add.length + users.remove.length > 0;
    const actions = Object.assign({}, ...actionsFor(this.read(wire), change)) as Record<string, Wire>;
    if (!touchesTags && Object.keys(actions).length === 0) return undefined;
    const event = actions.changeImageState?.stateEvent;
    return {
      ...wire,
      ...actions.updateImage,
      ...(event === undefined ? {} : { state: event === "disable" ? "Disabled" : "Enabled" }),
      userTags: change.userTags ?? wire.userTags,
    };
  },
};

const clouds: Record<Profile, WireCloud> = {
  otc: huawei,
  "otc-swiss": huawei,
  huaweicloud: huawei,
  openstack,
  zstack,
};

const rows = subjects.flatMap(({ type, resource }) =>
  Object.entries(resource.fields).map(([name, field]) => [type, name, field, resource] as const),
);

describe.each(rows)("%s, %s", (_type, name, field, resource) => {
  const on = Object.entries(field.on).filter(([profile]) => resource.clouds.includes(profile as Profile));

  it("is described in words, with an example that is valid on every cloud that has it", () => {
    expect(field.text).toMatch(/^[A-Z`].*\.$/);
    for (const [profile] of on) {
      const issues = issuesOf(resource, { [name]: field.example }, profile as Profile);
      expect([profile, issues.filter(({ property }) => property.split(".")[0] === name)]).toEqual([
        profile,
        [],
      ]);
    }
    expect(on).not.toEqual([]);
  });

  it("is no default of its own example, and may be left out where it has a default", () => {
    for (const [profile, how] of on) {
      if (!("default" in how)) continue;
      expect([profile, field.rule.safeParse(how.default).success]).toEqual([profile, true]);
      expect([profile, field.rule.safeParse(undefined).success]).toEqual([profile, true]);
    }
  });
});

const inPlace = rows.flatMap(([type, name, field, resource]) =>
  Object.entries(field.on).flatMap(([cloud, how]) =>
    how.change === "update" && resource.clouds.includes(cloud as Profile)
      ? [[type, name, cloud as Profile, how, field.example, resource] as const]
      : [],
  ),
);

it.each(inPlace)("%s, %s, is sent to an image of %s, read back from it, and taken back", (...row) => {
  const [, name, cloud, { without, fromSource }, example, resource] = row;
  const wire = clouds[cloud];
  const seen = (of: Wire) => imageOutputs(resource, wire.read(of), cloud)[name];
  const set = (of: Wire, value: unknown) =>
    wire.changed(of, onWire({ [name]: value }, resource.properties(cloud)));

  const given = set(wire.bare, example);
  if (given === undefined) throw new Error(`${cloud} sends nothing for ${name}: no patch`);
  if (!same(seen(given), example)) throw new Error(`${cloud} does not show ${name}: nothing is read back`);
  expect(set(given, example)).toBeUndefined();
  if (without === undefined) return;
  if (!same(seen(wire.bare), without) && fromSource !== true)
    throw new Error(`a new image of ${cloud} shows another ${name} than what it falls back to`);
  const fallen = set(given, without);
  if (fallen === undefined) throw new Error(`${cloud} sends nothing when ${name} is taken out: no fallback`);
  expect(seen(fallen)).toEqual(without);
});

const inCreate = subjects.flatMap(({ type, resource, good }) =>
  Object.entries(resource.fields).flatMap(([name, { on, example }]) =>
    resource.clouds
      .filter((cloud) => on[cloud]?.change === "replace" && name !== "triggers") // which no cloud hears of
      .map((cloud) => [type, name, cloud, { ...good, [name]: example }, resource] as const),
  ),
);

/** A cloud that records the calls of all its methods. */
function noting(profile: Profile, calls: unknown[], path = "cloud"): Cloud {
  const note = async (request: unknown) => {
    calls.push([path, request]);
    return { id: uuid, imageId: uuid, jobId: "job" };
  };
  const get = (_: unknown, key: string) =>
    key === "profile" ? profile : noting(profile, calls, `${path}.${key}`);
  return new Proxy(note, { get: get as never }) as unknown as Cloud;
}

it.each(inCreate)("%s, %s, is part of the create on %s, because it replaces", async (...row) => {
  const [, name, profile, args, resource] = row;
  const created = async (of: Wire): Promise<unknown> => {
    const calls: unknown[] = [];
    const tag = { key: "key", value: "value" };
    const mark = { temporaryName: "creating", tag, uuids: { image: "image", job: "job" } };
    await resource.start(noting(profile, calls), of, mark, {} as CallOptions).catch(() => {});
    return calls;
  };
  const { [name]: _, ...without } = args as Wire;
  const sent = await created(args);
  expect(sent).not.toEqual([]);
  if (same(sent, await created(without)))
    throw new Error(`${profile} makes the same image without ${name}: the create does not send it`);
});

/** Made up: arguments that a later version might have. */
const made = { text: "An argument made up for a test.", example: "virtio" } as const;
const rule = volumeImageTable.fields.containerFormat.rule;

describe("an argument that comes later", () => {
  const { fields, clouds: on } = volumeImageTable;
  const later: Field = {
    ...made,
    rule,
    on: { otc: replaces({ default: "virtio" }), openstack: replaces({}) },
  };
  const next = { ...volumeImage, ...tableOf(on, { ...fields, later }) } as typeof volumeImage;
  const marker = (resource: typeof volumeImage, args: object, profile: Profile) =>
    deriveMarker("0a1b2c3d", "urn:x", replacing(resource, { volumeId: uuid, ...args }, profile));

  it.each(["otc", "openstack"] as const)("leaves every mark of before as it is, on %s", (profile) => {
    for (const args of [{}, { force: true }, { triggers: ["a"] }])
      expect(marker(next, args, profile)).toBe(marker(volumeImage, args, profile));
  });

  it("is in the mark when it is given, and is not what a create sends anyway", () => {
    const before = marker(volumeImage, {}, "otc");
    expect(marker(next, { later: "e1000" }, "otc")).not.toBe(before);
    expect(marker(next, { later: "virtio" }, "otc")).toBe(before);
    expect(marker(next, { later: "virtio" }, "openstack")).not.toBe(marker(volumeImage, {}, "openstack"));
  });

  it("has its default outside the marks: those inside are of the first version, and no more come", () => {
    const marked = rows.flatMap(([type, name, field]) =>
      Object.entries(field.on).flatMap(([profile, how]) =>
        how.change === "replace" && how.marked === true ? [`${type}.${name} ${profile}`] : [],
      ),
    );
    const family = ["otc", "otc-swiss", "huaweicloud"];
    expect(marked.sort()).toEqual(
      [
        ...["force", "containerFormat", "diskFormat"].flatMap((name) =>
          [...family, "openstack"].map((profile) => `VolumeImage.${name} ${profile}`),
        ),
        ...family.map((profile) => `VolumeImage.osType ${profile}`),
        ...family.map((profile) => `DataImage.osType ${profile}`),
      ].sort(),
    );
  });
});

it("an argument that is an attribute on the wire needs its row alone", () => {
  const field = {
    ...made,
    rule,
    on: {
      openstack: setInPlace({ without: "", fromSource: true, property: textProperty("hw_disk_bus") }),
    },
  };
  const { fields, clouds: on } = volumeImageTable;
  const resource = { ...volumeImage, ...tableOf(on, { ...fields, diskBus: field }) };
  const properties = resource.properties("openstack");
  const set = (diskBus: string): object => ({ diskBus });
  const change = onWire({ name: "web", ...set("virtio") }, properties);
  const sent = openstack.changed(openstack.bare, change) as Wire;
  expect(sent.hw_disk_bus).toBe("virtio");
  expect(imageOutputs(resource, openstack.read(sent), "openstack").diskBus).toBe("virtio");
  const back = openstack.changed(sent, onWire(set(""), properties)) as Wire;
  expect(back).not.toHaveProperty("hw_disk_bus");
  expect(imageOutputs(resource, openstack.read(back), "openstack").diskBus).toBe("");
});

it.each([
  ["with it", { hw_disk_bus: "sata" }, "sata"],
  ["without it", {}, undefined],
])("an attribute that is taken out falls back to what a new image of a volume %s has", async (...row) => {
  const [, imageMetadata, left] = row;
  const properties = { diskBus: textProperty("hw_disk_bus") };
  const cloud = { profile: "openstack", showVolume: async () => ({ imageMetadata }) };
  const source = inheritedFromVolume({ properties: () => properties });
  const change = await source.read(cloud as unknown as Cloud, { volumeId: uuid }, {} as CallOptions);
  const given = { ...openstack.bare, hw_disk_bus: "virtio" };
  expect(openstack.changed(given, onWire(change, properties))?.hw_disk_bus).toBe(left);
});
