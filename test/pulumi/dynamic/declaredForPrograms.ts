import type { DataImageArgs } from "../../../provider/pulumi/dynamic/declared/dataImage";
import type { DataVolumeTemplateArgs } from "../../../provider/pulumi/dynamic/declared/dataVolumeTemplate";
import type { FullEcsImageArgs } from "../../../provider/pulumi/dynamic/declared/fullEcsImage";
import type { VolumeImageArgs } from "../../../provider/pulumi/dynamic/declared/volumeImage";
import type { dataImageTable } from "../../../provider/resources/arguments/dataImage";
import type { dataVolumeTemplateTable } from "../../../provider/resources/arguments/dataVolumeTemplate";
import type { fullEcsImageTable } from "../../../provider/resources/arguments/fullEcsImage";
import type { volumeImageTable } from "../../../provider/resources/arguments/volumeImage";

/** `tsc` fails where the generated types of a resource name other arguments than its table: then `npm run docs` is due. */
export const current: readonly [
  Current<typeof volumeImageTable, VolumeImageArgs>,
  Current<typeof fullEcsImageTable, FullEcsImageArgs>,
  Current<typeof dataImageTable, DataImageArgs>,
  Current<typeof dataVolumeTemplateTable, DataVolumeTemplateArgs>,
] = [true, true, true, true];

type Current<Table extends { readonly fields: object }, Args> =
  | Exclude<keyof Table["fields"], keyof Args>
  | Exclude<keyof Args, keyof Table["fields"]> extends infer Differing
  ? [Differing] extends [never]
    ? true
    : `run npm run docs: ${Differing & string} differs`
  : never;
