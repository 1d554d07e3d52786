import { testInWhole } from "../../whole";
import { tellJobs } from "../jobStory";

const program = (args: string, options: string) => `import * as pulumi from "@pulumi/pulumi";
import { FullEcsImage } from "pulumi-cloud-images";
const cbrBackupId = new pulumi.Config().require("cbrBackupId");
export const { imageId } = new FullEcsImage("cbr", { source: { cbrBackupId }, ${args} }, { ${options} });
`;

testInWhole(
  "retainOnDelete, the same backup, a changed trigger: the error names the option, and taking the change back goes on with the image",
  async () => {
    const { stack, cloud, creates, expectOneImageEach } = await tellJobs({ sources: ["cbr"] });
    stack.setProgram(program("", "retainOnDelete: true"));
    await stack.up();
    const [image] = cloud.images();
    stack.setProgram(program("triggers: [1]", "retainOnDelete: true"));
    for (const _ of ["first", "and ever after"]) {
      const failed = await stack.up({ mayFail: true });
      expect(failed.code).not.toBe(0);
      expect(failed.text).toContain("`retainOnDelete` prevents: take the change back");
    }
    const refused = creates();
    stack.setProgram(program("", "retainOnDelete: true"));
    await stack.up();
    expect(cloud.images()).toMatchObject([{ id: image?.id }]);
    await expectOneImageEach(refused);
    await stack.preview({ expectNoChanges: true });

    // Without the option, which one `up` has to tell the state, the trigger works.
    stack.setProgram(program("", ""));
    await stack.up();
    stack.setProgram(program("triggers: [1]", ""));
    await stack.up();
    await expectOneImageEach(refused + 1);
    expect(cloud.images()[0]?.id).not.toBe(image?.id);
  },
);
