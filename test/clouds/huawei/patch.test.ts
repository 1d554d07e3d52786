import { type Lab, openLab } from "../../lifecycle/harness/lab";

describe("a change of IMS", () => {
  let lab: Lab;
  beforeEach(async () => {
    lab = await openLab("otc");
  });
  afterEach(() => lab.close());

  const patches = () =>
    lab.cloud.requests().flatMap(({ route, body }) => (route === "ims.updateImage" ? [body] : []));
  const image = async () => {
    const { id } = lab.cloud.addImage({
      profile: "otc",
      name: "golden",
      attributes: { __description: "old" },
    });
    const shown = await lab.process().connect(undefined).showImage(id);
    if (shown === undefined) throw new Error("unseen");
    return shown;
  };

  test("of the most memory of an image that shows none is one call", async () => {
    const shown = await image();
    await lab.process().connect(undefined).changeImage(shown, { maxRamMiB: 4096 }, "name");
    expect(patches()).toEqual([[{ op: "add", path: "/max_ram", value: 4096 }]]);
  });

  test("that is refused with IMG.0035 is sent again the other way, where the image as read showed an attribute wrongly", async () => {
    const shown = await image();
    const stale = { ...shown, attributes: new Set([...shown.attributes, "max_ram"]) };
    const changed = await lab.process().connect(undefined).changeImage(stale, { maxRamMiB: 4096 }, "name");
    expect(changed.maxRamMiB).toBe(4096);
    expect(patches()).toEqual([
      [{ op: "replace", path: "/max_ram", value: 4096 }],
      [{ op: "add", path: "/max_ram", value: 4096 }],
    ]);
  });

  test("that is refused with IMG.0035 goes one by one where it has several operations, for only some are wrong", async () => {
    const shown = await image();
    const stale = { ...shown, attributes: new Set([...shown.attributes, "max_ram"]) };
    const change = { description: "new", maxRamMiB: 4096, name: "silver" };
    const changed = await lab.process().connect(undefined).changeImage(stale, change, "name");
    expect(changed).toMatchObject({ description: "new", maxRamMiB: 4096, name: "silver" });
  });

  test("that is refused with IMG.0035 fails with it when the other way is refused as well", async () => {
    const error = { error: { code: "IMG.0035", message: "conflict" } };
    lab.cloud.addFault({ route: "ims.updateImage", kind: "status", status: 400, body: error, times: 1e6 });
    const change = lab
      .process()
      .connect(undefined)
      .changeImage(await image(), { name: "silver" }, "name");
    await expect(change).rejects.toMatchObject({ code: "IMG.0035" });
    expect(patches()).toHaveLength(2);
  });
});
