import { testInWhole } from "../../whole";
import type { EngineEvent } from "../engine";
import { withYaml } from "../languages/hosts";
import { expectNothingToDo } from "../nothingToDo";
import { openNativeStory } from "./nativeStory";
import { goldenYaml, ref, yamlProgram } from "./yamlProgram";

/** A program in Node.js, where no language host judges arguments by the schema before the plugin does. */
const inNode = (lines: string) => `import * as pulumi from "@pulumi/pulumi";
import { VolumeImage } from "pulumi-cloud-images";
const volumeId = new pulumi.Config().require("volumeId");
const native = (name: string, args: object): any =>
  new pulumi.CustomResource("cloudimages:index:VolumeImage", name, { status: undefined, ...args });
const dynamic = (name: string, args: any) => new VolumeImage(name, args);
${lines}
`;

const wrong = `"golden", {
  volumeId, name: " bad<name>", diskFormat: "vmdk", visibility: "public", tags: { "a=b": "c" }, minRamMiB: "many",
  descripton: "typo", timeouts: { create: "soon" },
}`;

const errors = (events: readonly EngineEvent[]) =>
  events.flatMap(({ diagnosticEvent: diagnostic }) =>
    diagnostic?.severity === "error" ? [diagnostic.message.trim()] : [],
  );

withYaml("the plugin", (at) => {
  testInWhole(
    "says of each wrong argument what the dynamic form says, at the same property; what is unknown is checked later",
    async () => {
      const { stack, cloud, volumeId } = await openNativeStory(at.yaml, {
        program: inNode(`dynamic(${wrong});`),
        config: { "cloudimages:preflight": "off" },
      });
      const dynamic = errors((await stack.preview({ mayFail: true })).events);
      expect(dynamic).toHaveLength(7);
      stack.setProgram(inNode(`native(${wrong});`));
      const native = errors((await stack.preview({ mayFail: true })).events);
      expect(native).toEqual(
        dynamic.map((text) => text.replace("pulumi-nodejs:dynamic/cloudimages:", "cloudimages:index:")),
      );
      expect(native.join("\n")).toMatch(
        /resource 'golden' has a problem: descripton: there is no such argument: is it misspelt\? Did you mean description\?/,
      );
      expect(native.join("\n")).not.toMatch(/map\[|<nil>/);

      stack.setProgram(
        inNode(`const first = native("first", { volumeId });
const later = (value: unknown) => first.status.apply(() => value);
native("second", {
  volumeId: later(volumeId), name: later("second"), force: later(false), minRamMiB: later(512), tags: { team: later("platform") },
});`),
      );
      await stack.preview();
      expect(cloud.requests()).toEqual([]);
      await stack.up();
      const [first, second] = cloud.images().sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(first).toMatchObject({ name: "first", status: "active", volumeId });
      expect(second).toMatchObject({ name: "second", status: "active", volumeId, min_ram: 512 });
      expectNothingToDo((await stack.export("--show-secrets")).deployment);
    },
  );

  testInWhole("refuses misspelt settings, and keeps a credential in plain text as a secret", async () => {
    const { stack, cloud, creates } = await openNativeStory(at.yaml);
    const refused = async () => {
      const preview = await stack.preview({ mayFail: true });
      expect(preview.code).not.toBe(0);
      expect(preview.text).not.toMatch(/\n\s+at /);
      return preview.text;
    };
    stack.setProgram(goldenYaml({ descripton: "typo", minRamMiB: "many" })); // YAML's host has words of its own
    expect(await refused()).toMatch(
      /Property descripton does not exist|minRamMiB: Cannot assign type 'string'/,
    );
    stack.setProgram(goldenYaml({ diskFormat: "vmdk" }));
    expect(await refused()).toContain("has a problem: diskFormat: must be one of vhd,");

    stack.setProgram(
      yamlProgram({
        variables: {
          none: { "fn::invoke": { function: "cloudimages:index:getImage", arguments: { name: "nobody" } } },
        },
      }),
    );
    expect(await refused()).toContain(
      'getImage returned an error: cloud "otc" has no usable image with {"name":"nobody"}\nWhat to do: ',
    );
    cloud.clearRequests();

    stack.setProgram(goldenYaml());
    await stack.config.set("cloudimages:preflght", "error");
    expect(await refused()).toContain("there is no setting preflght: did you mean preflight?");
    await stack.run(["config", "rm", "cloudimages:preflght"]);
    stack.setProgram(
      inNode(
        `new pulumi.ProviderResource("cloudimages", "signIn", { regoin: "eu-de", preflight: "strict" } as object);`,
      ),
    );
    const strict = await refused(); // no host stands before a provider's settings in Node.js
    expect(strict).toContain("there is no setting regoin: did you mean region?");
    expect(strict).toContain('cloudimages:preflight is "strict", but there are only off, warn, error');
    expect(cloud.requests()).toEqual([]);

    const signIn = (password: string) =>
      yamlProgram({
        resources: {
          signIn: { type: "pulumi:providers:cloudimages", properties: { password } },
          golden: {
            type: "VolumeImage",
            properties: { volumeId: ref("volumeId") },
            options: { provider: ref("signIn") },
          },
        },
      });
    stack.setProgram(signIn(String(cloud.credentials.otc.auth.password)));
    await stack.up();
    expect(await stack.resource("signIn")).toMatchObject({
      inputs: { password: { ciphertext: expect.any(String) } },
      outputs: { password: { ciphertext: expect.any(String) } },
    });
    stack.setProgram(signIn("canary"));
    expect((await stack.up()).steps).toMatchObject([{ op: "same" }]); // another way to sign in replaces nothing
    const other = await stack.refresh({ mayFail: true });
    expect(other.code).not.toBe(0);
    expect(other.text).toMatch(/log in to cloud "otc".*401/s);
    expect(other.text + JSON.stringify(await stack.export())).not.toContain("canary");
    expect(creates()).toBe(1);
    expect(cloud.images()).toMatchObject([{ name: "golden", status: "active" }]);
  });
});
