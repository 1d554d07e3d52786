import type { LoggedRequest } from "../../../local-cloud";
import { testInWhole } from "../../whole";
import { withYaml } from "../languages/hosts";
import { expectNothingToDo } from "../nothingToDo";
import { openNativeStory } from "./nativeStory";
import { ref, type YamlResource, yamlProgram } from "./yamlProgram";

const quick = { exportSeconds: 0.2, queuedSeconds: 0, releaseSeconds: 0, listDelaySeconds: 0 };

const nameOf = (urn: string) => urn.split("::").at(-1) ?? "";
const wasOldName = ["urn:pulumi:test::e2e::cloudimages:index:VolumeImage::old-name"];

/** Before and after an edit. Each image has a volume of its own, by the name of the image. */
function program(phase: "before" | "after", volumes: Readonly<Record<string, string>>): string {
  const isBefore = phase === "before";
  const image = (name: string, args: object = {}, options: object = {}): YamlResource => ({
    type: "VolumeImage",
    properties: { volumeId: volumes[name], ...args },
    options,
  });
  const renamed = isBefore
    ? { "old-name": image("renamed", { name: "renamed" }) }
    : { "new-name": image("renamed", { name: "renamed" }, { aliases: wasOldName }) };
  return yamlProgram({
    resources: {
      elsewhere: {
        type: "pulumi:providers:cloudimages",
        properties: { cloud: "openstack", owner: isBefore ? "acme" : "acme since the merger" },
      },
      there: image("there", { minRamMiB: isBefore ? 512 : 1024 }, { provider: ref("elsewhere") }),
      triggered: image("triggered", { triggers: { by: phase, not: { "fn::secret": "this" } } }),
      first: image("first", { triggers: [phase] }, { deleteBeforeReplace: true }),
      ignored: image("ignored", { description: phase }, { ignoreChanges: ["description"] }),
      described: image("described", { description: phase }, { replaceOnChanges: ["description"] }),
      timed: image("timed", { timeouts: { update: isBefore ? "5m" : "6m" } }),
      engineTimed: image("engineTimed", {}, { customTimeouts: { delete: isBefore ? "5m" : "6m" } }),
      beside: image("beside", { description: ref("there.imageId") }), // of an image that stays
      behind: image("behind", { description: ref("triggered.imageId") }), // and of one that is replaced
      ...renamed,
    },
  });
}

const changed = {
  there: ["update"],
  triggered: ["create-replacement", "delete-replaced"],
  first: ["delete-replaced", "create-replacement"], // deleteBeforeReplace
  described: ["create-replacement", "delete-replaced"],
  timed: ["update"],
  behind: ["update"],
  "new-name": ["update"], // only our mark is written anew
};

withYaml("options in YAML", (at) => {
  testInWhole(
    "do what Pulumi's pages say, also on another cloud; an image on the wrong cloud is left alone",
    async () => {
      const { stack, cloud } = await openNativeStory(at.yaml, {
        settings: quick,
        config: { "cloudimages:preflight": "off" },
      });
      const here = [
        "triggered",
        "first",
        "ignored",
        "described",
        "timed",
        "engineTimed",
        "beside",
        "behind",
        "renamed",
      ];
      const volumes = Object.fromEntries([
        ...here.map((name) => [name, cloud.addVolume({ profile: "otc", name, sizeGiB: 5 }).id]),
        ["there", cloud.addVolume({ profile: "openstack", name: "there" }).id],
      ]);
      const imageOf = (name: string) => cloud.images().find((image) => image.name === name);
      stack.setProgram(program("before", volumes));
      await stack.up({ args: ["--parallel", "16"] });
      const before = new Map(cloud.images().map(({ name, id }) => [name, id]));
      expect([...before.keys()].sort()).toEqual([...here, "there"].sort());
      expect(imageOf("there")).toMatchObject({ profile: "openstack", min_ram: 512 });
      const { __owner } = (await stack.resource("there")).outputs;

      stack.setProgram(program("after", volumes));
      cloud.clearRequests();
      const preview = await stack.preview();
      const planned = preview.steps.filter(({ op }) => op !== "same").map(({ urn }) => nameOf(urn));
      expect([...new Set(planned)].sort()).toEqual(Object.keys(changed).sort()); // what is stable is known already
      expect(preview.text).toMatch(/^ *~ description *: "[0-9a-f-]{36}" => \[unknown\]$/m);
      const { steps } = await stack.up({ args: ["--parallel", "16"] });
      const done: Record<string, string[]> = {};
      for (const { op, urn } of steps.filter(({ op }) => !["same", "replace"].includes(op)))
        done[nameOf(urn)] = [...(done[nameOf(urn)] ?? []), op];
      expect(done).toEqual(changed);
      const kept = cloud.images().filter(({ name, id }) => before.get(name) === id);
      expect(kept.map(({ name }) => name).sort()).toEqual([
        "behind",
        "beside",
        "engineTimed",
        "ignored",
        "renamed",
        "there",
        "timed",
      ]);
      expect(cloud.images()).toHaveLength(before.size);
      expect(imageOf("ignored")).toMatchObject({ __description: "before" });
      expect(imageOf("there")).toMatchObject({ min_ram: 1024 });
      expect((await stack.resource("there")).outputs.__owner).toBe(__owner); // as it was when the image was made
      const changes = (id: string | undefined) =>
        cloud
          .requests()
          .filter(({ method, path }: LoggedRequest) => method !== "GET" && path.includes(id ?? "none"));
      expect(changes(imageOf("timed")?.id)).toEqual([]);
      await stack.preview({ expectNoChanges: true });

      for (const command of ["refresh", "destroy"] as const) {
        const wrong = await stack[command]({ mayFail: true, env: { OS_CLOUD: "huaweicloud" } });
        expect(wrong.code).not.toBe(0);
        expect(wrong.text).toContain("is not the resource's");
      }
      expect(cloud.images()).toHaveLength(before.size);
      cloud.removeImage(imageOf("timed")?.id ?? "");
      await stack.refresh();
      expect(await stack.resource("timed")).toBeUndefined();
      expectNothingToDo((await stack.export("--show-secrets")).deployment);
      await stack.destroy();
      expect(cloud.images()).toEqual([]);
    },
  );
});
