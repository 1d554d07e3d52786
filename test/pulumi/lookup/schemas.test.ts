import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { z } from "zod";
import { oneImageSchema, severalImagesSchema } from "../../../provider/pulumi/lookup/checkLookupArgs";
import { foundImageSchema } from "../../../provider/pulumi/lookup/foundImageSchema";

const folder = resolve(__dirname, "../../../provider/pulumi/lookup");

/** The fields of an interface with what their comments say, in one line and without tags. */
function commentsIn(file: string, name: string): Record<string, string | undefined> {
  const text = readFileSync(resolve(folder, file), "utf8");
  const [, body = ""] = new RegExp(`export interface ${name}\\b[^{]*\\{\n(.*?)\n\\}`, "s").exec(text) ?? [];
  const fields = body.matchAll(/(?:\/\*\*((?:(?!\*\/).)*)\*\/\n\s*)?(?:readonly )?(\w+)\??: /gs);
  return Object.fromEntries(
    [...fields].map(([, comment, field = ""]) => {
      const lines = comment?.split("\n").map((line) => line.replace(/^\s*\*? ?/, "").trim());
      return [field, lines?.filter((line) => line !== "" && !line.startsWith("@")).join(" ")];
    }),
  );
}

function textsOf(schema: z.ZodObject): Record<string, string | undefined> {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input" });
  return Object.fromEntries(
    Object.entries(properties).map(([field, of]) => [field, (of as { description?: string }).description]),
  );
}

it("what programs read of a found image in an editor is what the schema says of it", () => {
  expect(textsOf(foundImageSchema)).toEqual(commentsIn("foundImage.ts", "FoundImage"));
});

it("what programs read of the arguments in an editor is what their schemas say", () => {
  const several = commentsIn("lookupArgs.ts", "GetImagesArgs");
  expect(Object.keys(several)).toContain("namePattern");
  expect(textsOf(severalImagesSchema)).toEqual(several);
  const { limit, ...common } = several;
  expect(textsOf(oneImageSchema)).toEqual({ ...common, ...commentsIn("lookupArgs.ts", "GetImageArgs") });
});
