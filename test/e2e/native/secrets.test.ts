import path from "node:path";
import { testInWhole } from "../../whole";
import type { EngineEvent } from "../engine";
import { withYaml } from "../languages/hosts";
import { leaksIn, written } from "../leaks";
import { openNativeStory } from "./nativeStory";
import { goldenYaml, ref, yamlProgram } from "./yamlProgram";

const messagesOf = (events: readonly EngineEvent[], severity: string) =>
  events.flatMap(({ diagnosticEvent: one }) =>
    one?.severity === severity && one.urn?.endsWith("::golden") ? [one.message.trim()] : [],
  );

withYaml("a program in YAML", (at) => {
  testInWhole(
    "has its secrets nowhere in plain text, whatever fails, and what the cloud repeats is masked",
    async () => {
      const { stack, cloud, creates } = await openNativeStory(at.yaml);
      const secrets = {
        source: cloud.addVolume({ profile: "otc", sizeGiB: 20 }).id,
        label: "canary-name",
        note: "canary-note",
        text: "canary of a description that is long",
      };
      const canaries = Object.values(secrets);
      const folder = path.dirname(stack.project);
      for (const [key, value] of Object.entries(secrets))
        await stack.run(["config", "set", "--secret", key, value]);
      const properties = {
        volumeId: ref("source"),
        name: ref("label"),
        description: ref("text"),
        tags: { team: "platform", note: ref("note") },
      };
      const shown = ["imageId", "name", "volumeId", "tags", "description"];
      stack.setProgram(
        yamlProgram({
          secrets: Object.keys(secrets),
          resources: { golden: { type: "VolumeImage", properties } },
          outputs: Object.fromEntries(shown.map((name) => [name, ref(`golden.${name}`)])),
        }),
      );
      const run = async (command: "preview" | "up" | "refresh" | "destroy") => {
        const { code, text } = await stack[command]({ mayFail: true });
        expect(leaksIn(`${text}\n${written(folder)}`, canaries)).toEqual([]);
        return { failed: code !== 0, text };
      };
      const refuse = (route: string) => {
        const message = `cannot be done with ${canaries.join(" or ")}`;
        cloud.addFault({
          route,
          kind: "status",
          status: 400,
          body: { error: { code: "SYS.1006", message } },
          times: 1,
        });
      };
      const masked = /cannot be done with .*\[secret\]/;

      expect(await run("preview")).toMatchObject({ failed: false });
      refuse("evs.uploadImage");
      expect(await run("up")).toMatchObject({ failed: true, text: expect.stringMatching(masked) });
      refuse("ims.updateImage"); // of an image that is kept
      expect(await run("up")).toMatchObject({ failed: true, text: expect.stringMatching(masked) });
      expect((await stack.resource("golden")).initErrors).toEqual([expect.stringMatching(masked)]);
      expect(await run("up")).toMatchObject({ failed: false });
      expect(cloud.images()).toMatchObject([
        { name: secrets.label, volumeId: secrets.source, status: "active" },
      ]);
      expect(creates()).toBe(2);
      expect(await stack.outputs()).toMatchObject({ name: secrets.label, tags: { note: secrets.note } });
      const { inputs, outputs } = await stack.resource("golden");
      for (const name of ["volumeId", "name", "description"]) {
        expect(inputs[name]).toHaveProperty("ciphertext");
        expect(outputs[name]).toHaveProperty("ciphertext");
      }
      expect(inputs.tags).toMatchObject({ team: "platform", note: { ciphertext: expect.any(String) } });
      expect(await run("refresh")).toMatchObject({ failed: false });
      await stack.preview({ expectNoChanges: true });
      refuse("ims.deleteImage");
      expect(await run("destroy")).toMatchObject({ failed: true, text: expect.stringMatching(masked) });
      expect(await run("destroy")).toMatchObject({ failed: false });
      expect(cloud.images()).toEqual([]);
    },
  );

  testInWhole(
    "shows in the preview what the image will be, and what the cloud would refuse; `error` refuses it",
    async () => {
      const { stack, cloud, creates, volumeId } = await openNativeStory(at.yaml, {
        program: goldenYaml({ force: true, description: "nightly" }),
      });
      const server = cloud.addServer({ profile: "otc", volumeIds: [volumeId] });
      const warning = `volume ${volumeId} is attached to server ${server.id}, which is ACTIVE: what its server has not written yet will be missing from the image. Stop it first`;
      const preview = await stack.preview();
      expect(messagesOf(preview.events, "warning")).toEqual([warning]);
      expect(preview.text).toMatch(/^ *description *: "nightly"$/m);
      expect(preview.text).toMatch(/^ *imageId *: \[unknown\]$/m);

      await stack.config.set("cloudimages:preflight", "error");
      cloud.configure({ imageQuota: 0 });
      for (const refused of [await stack.preview({ mayFail: true }), await stack.up({ mayFail: true })]) {
        expect(refused.code).not.toBe(0);
        const [error = "", ...others] = messagesOf(refused.events, "error");
        expect(others).toEqual([]);
        expect(error).toContain(
          "the preflight found what the cloud would refuse:\n- the quota of private images is used up (0 of 0)",
        );
        expect(error).toContain("`pulumi config set cloudimages:preflight warn`");
        expect(refused.text).not.toMatch(/\n\s+at /);
      }
      expect(creates()).toBe(0);
      expect(await stack.resource("golden")).toBeUndefined();

      cloud.configure({ imageQuota: 50 });
      const up = await stack.up();
      expect(messagesOf(up.events, "warning")).toEqual([warning]);
      expect(cloud.images()).toMatchObject([{ name: "golden", status: "active", __description: "nightly" }]);
      cloud.configure({ imageQuota: 0 }); // as it may well be by now
      await stack.preview({ expectNoChanges: true });
    },
  );
});
